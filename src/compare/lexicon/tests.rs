//! The lexicon's own examples: every rule and cue says on what it fires and on what it stays quiet.

use super::super::compare_with;
use super::super::tests::document;
use super::format::Source;
use super::*;

fn source() -> Source {
    let mut source = Source::default();
    for text in RULES.iter().chain(LANGUAGES) {
        source.read(text).unwrap();
    }
    source
}

/// The rule that decides about the change in `old => new`.
fn decided(example: &str, language: &str) -> Vec<String> {
    let (old, new) = example.split_once("=>").expect("an example is `old => new`");
    let page = |text: &str| {
        let text = text.trim();
        let around = "The first line stays as it was. ";
        let mut document = document(&format!("{around}\n{text}\nThe last line stays as it was as well."));
        document.language = Some(language.to_owned());
        if text.starts_with('|') {
            document.sections[0].blocks[1].kind = crate::document::BlockKind::TableRow;
        }
        document
    };
    let comparison = compare_with(Lexicon::built_in(), &page(old), &page(new));
    comparison.changes.into_iter().map(|change| change.rule).collect()
}

#[test]
fn the_built_in_lexicon_can_be_read() {
    assert!(Lexicon::with_overrides("").is_ok(), "{:?}", Lexicon::with_overrides("").err());
    assert!(!Lexicon::built_in().rules.is_empty());
    assert!(Lexicon::built_in().topics.len() > 30);
}

#[test]
fn every_rule_fires_on_its_examples_and_stays_quiet_on_the_others() {
    let mut wrong = Vec::new();
    for rule in source().rules {
        for example in &rule.examples.fires {
            let rules = decided(example, "en");
            if rules != [rule.id.as_str()] {
                wrong.push(format!("{} does not decide about {example:?}: {rules:?} do", rule.id));
            }
        }
        for example in &rule.examples.quiet {
            if decided(example, "en").contains(&rule.id) {
                wrong.push(format!("{} decides about {example:?}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cue_is_found_in_its_examples_and_not_in_the_others() {
    use super::super::tokens::Vocabulary;
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    for entry in source().cues {
        let table = lexicon.table(Some(&entry.language));
        let cue = lexicon.cue(&entry.name).unwrap();
        let finds = |text: &str| {
            let mut vocabulary = Vocabulary::default();
            let words = vocabulary.canonical(text);
            Finder::new(table).hits(&words, &vocabulary).iter().any(|hit| hit.cue == cue)
        };
        wrong.extend(
            entry.examples.fires.iter().filter(|text| !finds(text)).map(|text| format!("{}: {text}", entry.name)),
        );
        wrong.extend(
            entry.examples.quiet.iter().filter(|text| finds(text)).map(|text| format!("not {}: {text}", entry.name)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cue_a_rule_names_is_defined() {
    let known: Vec<String> = source().cues.into_iter().map(|cue| cue.name).collect();
    let lexicon = Lexicon::built_in();
    let unknown: Vec<_> = lexicon
        .rules
        .iter()
        .flat_map(|rule| rule.when.iter().flatten())
        .filter_map(|condition| if let Condition::Cue { cues, .. } = condition { Some(cues) } else { None })
        .flatten()
        .map(|cue| lexicon.name(*cue))
        .filter(|name| !known.iter().any(|cue| cue == name) && !rule::BUILT_IN_CUES.contains(name))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The rule and the severity by which a sentence that comes to a page is judged.
fn judged(own: &str, added: &str) -> (String, u8) {
    let lexicon = Lexicon::with_overrides(own).unwrap();
    let comparison = compare_with(&lexicon, &document("It stays."), &document(&format!("It stays. {added}")));
    (comparison.changes[0].rule.clone(), comparison.changes[0].severity)
}

#[test]
fn a_rule_of_ones_own_is_asked_first() {
    let own = "language en\ncue own_word\n  words: zeppelin*\nrule zeppelin\n  when: added, has own_word\n  nature: party\n  severity: exactly 2\n  direction: unclear\n";
    assert_eq!(judged(own, "We collect zeppelins."), ("zeppelin".to_owned(), 2));
}

#[test]
fn a_rule_of_a_known_name_takes_its_place() {
    let own = "rule right-given\n  when: added, has user_right\n  nature: right_add\n  severity: exactly 3\n  direction: user\n";
    assert_eq!(judged(own, "You have the right to object."), ("right-given".to_owned(), 3));
    assert_eq!(judged(own, "We never sell your data.").0, "promise-made");
}

#[test]
fn a_silenced_rule_is_not_asked() {
    let sentence = "We never sell your data.";
    assert_eq!(judged("", sentence).0, "promise-made");
    assert_ne!(judged("silence promise-made", sentence).0, "promise-made");
}

#[test]
fn phrases_are_added_to_a_cue_and_taken_from_it() {
    let sentence = "You have the liberty to leave.";
    assert_ne!(judged("", sentence).0, "right-given");
    assert_eq!(judged("language en\ncue user_right\n  also: the liberty to", sentence).0, "right-given");
    let without = "language en\ncue user_right\n  without: you have the right, have the right to";
    assert_eq!(judged("", "You have the right to dance.").0, "right-given");
    assert_ne!(judged(without, "You have the right to dance.").0, "right-given");
}

#[test]
fn a_line_that_cannot_be_read_is_named_with_what_was_probably_meant() {
    let rule =
        |line: &str| format!("rule x\n  when: added\n  nature: party\n  severity: 1\n  direction: user\n{line}\n");
    for (own, line, meant) in [
        ("language en\ncue promise\n  wrods: a\n".to_owned(), 3, "words"),
        ("language en\ncue promisse\n  also: a\n".to_owned(), 2, "promise"),
        (
            "language en\ncue promise\n  without: we do not .. <disclose_verbs>\n".to_owned(),
            2,
            "we do not .. <disclose_verb>",
        ),
        ("language en\ncue mine\n  words: <wee> sell\n".to_owned(), 2, "we"),
        ("silence promise-mad\n".to_owned(), 1, "promise-made"),
        ("rul x\n".to_owned(), 1, "rule"),
        (rule("  topci: fees"), 6, "topic"),
        (rule("  topic: feees"), 1, "fees"),
        (rule("  nature: partyy"), 1, "party"),
        (rule("  direction: usr"), 1, "user"),
        (rule("  when: aded"), 1, "added"),
        (rule("  when: has promis"), 1, "promise"),
    ] {
        let error = Lexicon::with_overrides(&own).unwrap_err();
        assert_eq!(error.line, line, "{own}: {error}");
        assert!(error.what.ends_with(&format!("is `{meant}` meant?")), "{own}: {error}");
    }
    assert!(Lexicon::with_overrides(&rule("  severity: 9")).is_err());
    assert!(Lexicon::with_overrides("rule x\n  nature: party\n  severity: 1\n  direction: user\n").is_err());
    assert!(Lexicon::with_overrides("cue x\n  words: a\n").is_err(), "no language is named");
}
