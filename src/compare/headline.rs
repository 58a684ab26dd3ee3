//! One or two plain sentences about a comparison, quoting the page's words.
//! Must not know how changes were found or judged, and judges nothing itself.

use super::change::{Change, ClauseAt, Direction, Nature, Op, SectionChange, SectionOp, Topic, Verdict};
use super::quote;

/// A second clause is quoted when both sentences together have at most this many characters.
const LONGEST: usize = 420;

/// Words that leave a promise no way out.
const ABSOLUTE: &[&str] = &["never", "jamais", "niemals", "nie", "nunca", "jamás"];

/// The sentences for a comparison of that verdict.
pub(super) fn headline(verdict: Verdict, changes: &[Change], sections: &[SectionChange]) -> String {
    match verdict {
        Verdict::Substantive => substance(changes),
        Verdict::None => "The texts do not differ.".to_owned(),
        Verdict::Cosmetic => "The words are the same; only letters, punctuation or marks differ.".to_owned(),
        Verdict::Date => date(changes),
        Verdict::Reference => match changes.iter().find(|change| change.nature == Nature::Reference) {
            Some(change) if change.old != change.new && change.rule != "link-target" => {
                format!("{} No clause of substance differs.", told(change))
            }
            _ => "Only links differ: the words stay, a target is another.".to_owned(),
        },
        Verdict::Editorial => match changes.iter().find(|change| change.nature == Nature::Editorial) {
            Some(change) => format!("{} No clause of substance differs.", told(change)),
            None => "The wording differs; no clause of substance does.".to_owned(),
        },
        Verdict::Structure => structure(sections),
        Verdict::Noise if changes.iter().any(|change| change.rule == "page-replaced") => {
            "Hardly any of the text is on both pages: one of them is not the policy, or a small part of it.".to_owned()
        }
        Verdict::Noise => "What differs is not the policy's own text.".to_owned(),
    }
}

/// What is said of texts with hardly a clause in common: which of them says what, and not that one became the other.
pub(super) fn of_two_documents(changes: &[Change]) -> String {
    let telling = changes.iter().filter(|change| change.severity > 0 && change.old.is_none() != change.new.is_none());
    let most = match telling.rev().max_by_key(|change| weight(change)) {
        Some(Change { old: Some(old), .. }) => format!(" Only the first one says {}.", quote::clause(&old.text)),
        Some(Change { new: Some(new), .. }) => format!(" Only the second one says {}.", quote::clause(&new.text)),
        _ => String::new(),
    };
    format!("Hardly a clause is in both texts: they may be two documents, or one that was written anew.{most}")
}

/// What is said of the texts of two policies: what differs between them did not change.
pub(super) fn of_two_policies(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "These are two policies, and their texts do not differ.".to_owned();
    }
    format!("These are two policies, and what differs between them did not change. {}", only_in_one(changes))
}

fn only_in_one(changes: &[Change]) -> String {
    let counted = |op: Op| match changes.iter().filter(|change| change.op == op).count() {
        0 => "no clause".to_owned(),
        1 => "1 clause".to_owned(),
        count => format!("{count} clauses"),
    };
    format!("Only the first one has {}, only the second one {}.", counted(Op::Removed), counted(Op::Added))
}

/// A date that moved is told with both of its readings, also where the old line went and another came.
fn date(changes: &[Change]) -> String {
    let dates = || changes.iter().filter(|change| change.nature == Nature::Date);
    let with = |op: Op| dates().find(|change| change.op == op);
    let told = match (with(Op::Modified), with(Op::Removed), with(Op::Added)) {
        (Some(edited), ..) => told(edited),
        (None, Some(Change { old: Some(old), .. }), Some(Change { new: Some(new), .. })) => {
            format!("Where the text said {}, it now says {}.", quote::clause(&old.text), quote::clause(&new.text))
        }
        _ => match dates().next() {
            Some(change) => told(change),
            None => return "Only a date differs.".to_owned(),
        },
    };
    format!("{told} No clause of substance differs.")
}

/// The most telling change in its own words, the next one where there is room, and how many more there are.
fn substance(changes: &[Change]) -> String {
    let mut telling: Vec<&Change> = changes.iter().filter(|change| change.severity > 0).collect();
    // A stable sort: what tells as much is told in the order of the text.
    telling.sort_by_key(|change| std::cmp::Reverse(weight(change)));
    let Some((first, rest)) = telling.split_first() else { return String::new() };
    if is_row(first) {
        return rows(&telling);
    }
    let told = told(first);
    let second = rest.first().filter(|second| second.severity >= 2 && !is_row(second) && is_sentence(second));
    let second =
        second.map(|second| also(second)).filter(|also| told.chars().count() + also.chars().count() <= LONGEST);
    match (second, rest.len()) {
        (_, 0) => told,
        (None, 1) => format!("{told} One more clause of substance differs."),
        (None, more) => format!("{told} {more} more clauses of substance differ."),
        (Some(also), 1) => format!("{told} {also}."),
        (Some(also), 2) => format!("{told} {also}, and one more clause of substance differs."),
        (Some(also), more) => format!("{told} {also}, and {} more clauses of substance differ.", more - 1),
    }
}

/// What comes first among changes: the severe, then what can be read aloud, promises that are gone, what takes from the
/// reader, what is short.
fn weight(change: &Change) -> (u8, bool, bool, u8, bool, bool, bool, usize) {
    let kind = match (change.nature, change.op) {
        (Nature::DutyCompanyDel, Op::Added) => 1,
        (Nature::DutyCompanyDel | Nature::Negation, _) => 4,
        (Nature::ScopeNarrow | Nature::ConsentBasis | Nature::RightDel | Nature::ScopeWiden | Nature::Party, _) => 3,
        (Nature::PowerAdd | Nature::Quantity | Nature::Modality, _) => 2,
        _ => 1,
    };
    let about = change.topics.iter().any(|topic| matches!(topic, Topic::Sharing | Topic::SaleAds | Topic::Ai));
    let absolute = change.cues.iter().flat_map(|cue| cue.split(' ')).any(|word| ABSOLUTE.contains(&word));
    let length = change.old.iter().chain(&change.new).map(|clause| clause.text.len()).max().unwrap_or(0);
    (
        // What a heading or an entry of two words says is not to be told without the rest.
        if is_scrap(change) { change.severity.saturating_sub(1) } else { change.severity },
        !is_row(change),
        is_sentence(change),
        kind,
        change.direction == Direction::Company,
        about,
        absolute,
        usize::MAX - length,
    )
}

fn clauses(change: &Change) -> impl Iterator<Item = &ClauseAt> {
    change.new.iter().chain(&change.old)
}

fn is_row(change: &Change) -> bool {
    clauses(change).any(|clause| clause.text.contains(" | "))
}

/// Whether the clause can stand alone: it begins like a sentence and has the length of one.
fn is_sentence(change: &Change) -> bool {
    clauses(change).next().is_some_and(|clause| {
        let text = clause.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        text.starts_with(|c: char| !c.is_lowercase()) && text.split_whitespace().count() >= 4 && !text.ends_with(':')
    })
}

/// Whether what came or went is a name or a term: hardly a word of it tells what is done. Scripts that set no spaces
/// between words are not judged by them.
fn is_scrap(change: &Change) -> bool {
    matches!(change.op, Op::Added | Op::Removed)
        && clauses(change).all(|clause| {
            clause.text.split_whitespace().count() < 4
                && clause.text.chars().filter(|letter| letter.is_alphabetic()).all(|letter| letter < '\u{e00}')
        })
}

/// A change in one sentence.
fn told(change: &Change) -> String {
    if change.rule.ends_with("renamed-throughout") {
        let places = change.cues.last().map_or("", String::as_str);
        return match quote::swap(&change.words) {
            Some((old, new)) => format!("What was called {old} is now called {new} ({places})."),
            None => "A name gave way to another throughout.".to_owned(),
        };
    }
    let place = clauses(change).next().and_then(|clause| clause.path.last());
    let place = place.map(|heading| format!(" (under {})", quote::heading(heading))).unwrap_or_default();
    let says = if is_sentence(change) { ["no longer says", "now says"] } else { ["no longer has", "now has"] };
    match (&change.old, &change.new) {
        (Some(old), None) => format!("The text {} {}{place}.", says[0], quote::clause(&old.text)),
        (None, Some(new)) => format!("The text {} {}{place}.", says[1], quote::clause(&new.text)),
        (Some(old), Some(new)) if old.text == new.text => {
            format!("{} stands elsewhere now{place}.", quote::clause(&new.text))
        }
        (Some(_), Some(new)) => match quote::edit(&change.words) {
            Some((old, new)) => format!("Where the text said {old}, it now says {new}{place}."),
            None => format!("The wording of {} differs{place}.", quote::clause(&new.text)),
        },
        (None, None) => String::new(),
    }
}

/// A further change, to follow the sentence about the first one; without its full stop.
fn also(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(old), None) => format!("It also no longer says {}", quote::clause(&old.text)),
        (None, Some(new)) => format!("It now also says {}", quote::clause(&new.text)),
        _ => match quote::edit(&change.words) {
            Some((old, new)) => format!("And where it said {old}, it now says {new}"),
            None => "Other words differ too".to_owned(),
        },
    }
}

/// Changes of which the most telling one is a row of a table: how many rows came, went and were edited.
fn rows(changes: &[&Change]) -> String {
    let rows: Vec<&&Change> = changes.iter().filter(|change| is_row(change)).collect();
    let count = |wanted: fn(Op) -> bool| rows.iter().filter(|change| wanted(change.op)).count();
    let (came, went) = (count(|op| op == Op::Added), count(|op| op == Op::Removed));
    let edited = rows.len() - came - went;
    let counted = |count: usize, one: &str, several: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(several.replace('N', &count.to_string())),
    };
    let parts: Vec<String> = [
        counted(came, "one row was added", "N rows were added"),
        counted(went, "one row was removed", "N rows were removed"),
        counted(edited, "one row was edited", "N rows were edited"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let place = rows.first().and_then(|change| clauses(change).next()).and_then(|clause| clause.path.last());
    let place = place.map(|heading| format!(" under {}", quote::heading(heading))).unwrap_or_default();
    let example = rows.first().and_then(|change| clauses(change).next()).map(|clause| quote::row(&clause.text));
    let example = example.map(|row| format!(", such as {row}")).unwrap_or_default();
    let more = match changes.len() - rows.len() {
        0 => String::new(),
        1 => " One more clause of substance differs.".to_owned(),
        more => format!(" {more} more clauses of substance differ."),
    };
    format!("In tables{place}, {}{example}.{more}", enumerated(&parts))
}

/// "a", "a and b", "a, b and c".
fn enumerated(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

fn structure(sections: &[SectionChange]) -> String {
    let Some(first) = sections.first() else {
        return "The text is arranged differently; no clause of substance differs.".to_owned();
    };
    let (old, new) =
        (first.old.first().map(|text| quote::heading(text)), first.new.first().map(|text| quote::heading(text)));
    let told = match (first.op, old, new) {
        (SectionOp::Renamed | SectionOp::Renumbered, Some(old), Some(new)) => format!("The section {old} is now {new}"),
        (SectionOp::Added, _, Some(new)) => format!("A heading {new} was added"),
        (SectionOp::Removed, Some(old), _) => format!("The heading {old} is gone"),
        (SectionOp::Moved | SectionOp::Releveled, _, Some(new)) => format!("The section {new} stands elsewhere now"),
        (SectionOp::Split, Some(old), _) => format!("The section {old} was split"),
        (SectionOp::Merged, _, Some(new)) => format!("Sections were merged into {new}"),
        _ => "The text is arranged differently".to_owned(),
    };
    format!("{told}; no clause of substance differs.")
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::super::tests::document;

    fn headline(old: &str, new: &str) -> String {
        compare(&document(old), &document(new)).summary.headline
    }

    #[test]
    fn a_dropped_promise_comes_before_everything_else() {
        let old =
            "# Sharing\nWe never share your email address with external companies. The office is closed on Sundays.";
        let new = "# Sharing\nYou must keep your password secret. Parcels are delivered by a courier on weekdays.";
        let headline = headline(old, new);
        let first =
            "The text no longer says “We never share your email address with external companies” (under “Sharing”).";
        assert!(headline.starts_with(first), "{headline}");
    }

    #[test]
    fn an_edit_is_told_by_the_words_around_it() {
        assert_eq!(
            headline("We may share your data.", "We will share your data."),
            "Where the text said “We may share your data”, it now says “We will share your data”."
        );
    }

    #[test]
    fn of_two_documents_is_said_only_which_of_them_says_what() {
        let page = |subject: &str, verb: &str| -> String {
            let word = |at: usize| char::from(b'a' + u8::try_from(at).unwrap()).to_string().repeat(6);
            let lines = (0..24).map(|at| format!("{subject} {verb} {}. ", word(at) + &subject.to_lowercase()));
            lines.collect::<Vec<_>>().concat()
        };
        let (terms, privacy) = (page("Riders", "never share"), page("Cooks", "must bring"));
        let headline = headline(&terms, &privacy);
        assert_eq!(
            headline,
            "Hardly a clause is in both texts: they may be two documents, or one that was written anew. Only the first \
             one says “Riders never share aaaaaariders”."
        );
        assert!(!super::tests::headline(&terms, &terms.replace("never share", "never ever share")).contains("Hardly"));
    }

    #[test]
    fn a_name_alone_is_not_told_before_a_sentence_that_weighs_nearly_as_much() {
        let old = document("# Terms\nWe share what you write with:\n- Your colleagues\n\nThe office is closed.");
        let new = document(
            "# Terms\nWe share what you write with:\n- Your colleagues\n- Third-party advertisers\n\nThe office is \
             closed. We may also collect your location when you use the app.",
        );
        let mut changes = compare(&old, &new).changes;
        assert_eq!(changes.len(), 2);
        let location = "The text now says “We may also collect your location when you use the app” (under “Terms”).";
        for (name, sentence, first) in
            [(3, 2, location), (2, 1, location), (3, 1, "The text now has “Third-party advertisers” (under “Terms”).")]
        {
            for change in &mut changes {
                let is_name = change.new.as_ref().is_some_and(|clause| clause.text.contains("Third-party"));
                change.severity = if is_name { name } else { sentence };
            }
            let told = super::substance(&changes);
            assert_eq!(told, format!("{first} One more clause of substance differs."), "{name} {sentence}");
        }
    }

    #[test]
    fn a_clause_too_long_to_be_compared_is_named() {
        let long = |word: &str| format!("{}.", format!("{word} all of it here and there, ").repeat(1200));
        let said = headline(&format!("It stays. {}", long("We keep")), &format!("It stays. {}", long("They sold")));
        assert!(said.contains("too long to be compared word by word"), "{said}");
        assert!(!headline("We may sell it.", "We will sell it.").contains("too long"));
    }

    #[test]
    fn what_does_not_differ_is_said_plainly() {
        assert_eq!(headline("It stays.", "It stays."), "The texts do not differ.");
    }

    #[test]
    fn a_second_grave_clause_is_told_in_the_same_breath() {
        let old = "We never share your email address. We never sell your messages to anybody. It stays here.";
        let headline = headline(old, "It stays here.");
        assert_eq!(
            headline,
            "The text no longer says “We never share your email address”. \
             It also no longer says “We never sell your messages to anybody”."
        );
    }

    #[test]
    fn a_name_that_gave_way_is_told_once() {
        let old = "Chirper stores your posts. Chirper shows them to readers. You pay Chirper every month.";
        let headline = headline(old, &old.replace("Chirper", "Quack"));
        assert_eq!(
            headline,
            "What was called “Chirper” is now called “Quack” (3 places). No clause of substance differs."
        );
    }

    #[test]
    fn rows_are_counted() {
        let page = |rows: &[&str]| {
            let mut page = document(&format!("# Cookies\nWe list them.\n{}", rows.join("\n")));
            for block in page.sections[0].blocks.iter_mut().skip(1) {
                block.kind = crate::document::BlockKind::TableRow;
            }
            page
        };
        let (old, new) =
            (page(&["a1 | site | year"]), page(&["a1 | site | year", "b2 | shop | day", "c3 | bank | hour"]));
        assert_eq!(
            compare(&old, &new).summary.headline,
            "In tables under “Cookies”, 2 rows were added, such as “b2, shop, day”."
        );
    }

    #[test]
    fn a_long_clause_is_cut_between_words() {
        let long = format!("We sell {} to others.", "your data ".repeat(60));
        let headline = headline("It stays.", &format!("It stays. {long}"));
        assert!(headline.chars().count() < 300 && headline.contains("data…”"), "{headline}");
    }
}
