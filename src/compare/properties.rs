//! What holds for every pair of documents.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::tests::document;
use super::tokens::Vocabulary;
use super::*;

/// Documents of a few headings, paragraphs and items over few words, so that clauses repeat, move and change.
fn pages() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "we", "may", "share", "your", "data", "never", "30", "days", "Acme", "bread", "not", "—",
    ]);
    let sentence = prop::collection::vec(word, 1..9).prop_map(|words| format!("{}.", words.join(" ")));
    let paragraph = (0_u8..4, prop::collection::vec(sentence, 1..4)).prop_map(|(kind, sentences)| {
        let text = sentences.join(" ");
        match kind {
            0 => format!("# {text}"),
            1 => format!("* {text}"),
            _ => text,
        }
    });
    prop::collection::vec(paragraph, 0..12).prop_map(|lines| lines.join("\n"))
}

/// Every clause of a document in canonical words, sorted.
fn clauses(document: &Document) -> Vec<String> {
    let mut all: Vec<String> = document.sentences().map(|(_, _, sentence)| canonical(&sentence.text)).collect();
    all.sort();
    all
}

fn canonical(text: &str) -> String {
    let mut vocabulary = Vocabulary::default();
    let words = vocabulary.canonical(text);
    words.into_iter().fold(String::new(), |mut text, word| {
        let _ = write!(text, "{} ", vocabulary.spelling(word));
        text
    })
}

/// All words of the clauses on one side of the changes, sorted.
fn words<'a>(clauses: impl Iterator<Item = &'a ClauseAt>) -> Vec<String> {
    let mut words: Vec<String> =
        clauses.flat_map(|clause| clause.text.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    words.sort();
    words
}

fn mirrored(op: Op) -> Op {
    match op {
        Op::Added => Op::Removed,
        Op::Removed => Op::Added,
        same => same,
    }
}

/// The sorted operations with both texts, as seen from one side.
fn operations(comparison: &Comparison, mirror: bool) -> Vec<(Op, Option<String>, Option<String>)> {
    let text = |clause: &Option<ClauseAt>| clause.as_ref().map(|clause| clause.text.clone());
    let mut all: Vec<_> = comparison
        .changes
        .iter()
        .map(|change| {
            let (old, new) = (text(&change.old), text(&change.new));
            if mirror { (mirrored(change.op), new, old) } else { (change.op, old, new) }
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_document_never_differs_from_itself(page in pages()) {
        let page = document(&page);
        let comparison = compare(&page, &page);
        prop_assert!(comparison.changes.is_empty() && comparison.sections.is_empty());
        prop_assert_eq!(comparison.summary.verdict, Verdict::None);
    }

    /// Renames fold several clauses into one change and headings are no clauses, so pages with either are left out.
    #[test]
    fn the_changes_lead_from_one_page_to_the_other(old in pages(), new in pages()) {
        let (old, new) = (document(&old.replace("# ", "")), document(&new.replace("# ", "")));
        let comparison = compare(&old, &new);
        prop_assume!(comparison.renames.is_empty());
        let gone = words(comparison.changes.iter().filter_map(|change| change.old.as_ref()));
        let come = words(comparison.changes.iter().filter_map(|change| change.new.as_ref()));
        let (mut before, mut after) = (all_words(&old), all_words(&new));
        for word in &gone {
            let at = before.iter().position(|other| other == word);
            prop_assert!(at.is_some(), "{word} was never there");
            before.swap_remove(at.unwrap());
        }
        for word in &come {
            let at = after.iter().position(|other| other == word);
            prop_assert!(at.is_some(), "{word} never came");
            after.swap_remove(at.unwrap());
        }
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn what_is_not_changed_stands_on_both_sides(old in pages(), new in pages()) {
        let (old, new) = (document(&old.replace("# ", "")), document(&new.replace("# ", "")));
        let comparison = compare(&old, &new);
        if comparison.changes.is_empty() && comparison.renames.is_empty() {
            prop_assert_eq!(clauses(&old), clauses(&new));
        }
    }

    #[test]
    fn looking_back_mirrors_looking_forth(old in pages(), new in pages()) {
        let (old, new) = (document(&old), document(&new));
        let (forth, back) = (compare(&old, &new), compare(&new, &old));
        prop_assume!(forth.renames.is_empty() && back.renames.is_empty());
        prop_assert_eq!(operations(&forth, false), operations(&back, true));
    }

    #[test]
    fn the_words_of_a_change_are_its_texts(old in pages(), new in pages()) {
        for change in compare(&document(&old), &document(&new)).changes {
            let side = |gone: WordOp| -> String {
                change.words.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect()
            };
            prop_assert_eq!(side(WordOp::Insert), change.old.map(|clause| clause.text).unwrap_or_default());
            prop_assert_eq!(side(WordOp::Delete), change.new.map(|clause| clause.text).unwrap_or_default());
        }
    }

    /// No run ends between two letters or digits, on neither side.
    #[test]
    fn no_edit_cuts_a_word(old in pages(), new in pages()) {
        for change in compare(&document(&old), &document(&new)).changes {
            for gone in [WordOp::Insert, WordOp::Delete] {
                let side: Vec<&str> =
                    change.words.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect();
                for cut in side.windows(2) {
                    let (before, after) = (cut[0].chars().next_back(), cut[1].chars().next());
                    let is_inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
                    prop_assert!(!is_inside, "{cut:?}");
                }
            }
        }
    }

    #[test]
    fn no_clause_stands_in_two_changes(old in pages(), new in pages()) {
        let changes = compare(&document(&old), &document(&new)).changes;
        let places = |clauses: Vec<&ClauseAt>| {
            let mut places: Vec<_> = clauses.iter().map(|at| (at.section, at.block, at.sentence)).collect();
            let all = places.len();
            places.sort_unstable();
            places.dedup();
            (all, places.len())
        };
        for side in [changes.iter().filter_map(|c| c.old.as_ref()).collect(), changes.iter().filter_map(|c| c.new.as_ref()).collect()] {
            let (all, distinct) = places(side);
            prop_assert_eq!(all, distinct);
        }
    }

    #[test]
    fn any_text_can_be_compared(old in "\\PC{0,200}", new in "\\PC{0,200}") {
        let (old, new) = (document(&old), document(&new));
        prop_assert_eq!(compare(&old, &new), compare(&old, &new));
    }
}

fn all_words(document: &Document) -> Vec<String> {
    document
        .sentences()
        .flat_map(|(_, _, sentence)| sentence.text.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Every run in every thread says the same: nothing depends on time, on seeds or on who else is at work.
#[test]
fn a_hundred_runs_in_four_threads_say_the_same() {
    let page = |word: &str| {
        let clause =
            |at: usize| format!("We {word} keep record {at} for {} days in the house of {word}{}. ", at * 3, at % 5);
        document(
            &(0..60)
                .map(|at| if at % 9 == 0 { format!("\n# Part {at}\n{}", clause(at)) } else { clause(at) })
                .collect::<String>(),
        )
    };
    let (old, new) = (page("may"), page("will"));
    let first = serde_json::to_string(&compare(&old, &new)).unwrap();
    assert!(first.contains("will"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    assert_eq!(serde_json::to_string(&compare(&old, &new)).unwrap(), first);
                }
            });
        }
    });
}

/// Ten thousand clauses that all changed: the number of steps is bounded, so this ends in seconds even in a debug build.
#[test]
fn ten_thousand_changed_clauses_are_no_burden() {
    let page = |salt: u64| {
        let mut text = String::new();
        let mut state = salt;
        for clause in 0..10_000 {
            for _ in 0..5 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let _ = write!(text, "w{} ", state >> 48);
            }
            text.push_str(if clause % 40 == 39 { "end.\n" } else { "end. " });
        }
        document(&text)
    };
    let comparison = compare(&page(1), &page(2));
    assert!(comparison.changes.len() >= 10_000);
}
