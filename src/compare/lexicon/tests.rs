//! The lexicon's own examples: every rule and cue says on what it fires and on what it stays quiet.

use super::super::compare_with;
use super::super::tests::document;
use super::format::Source;
use super::*;

fn source() -> Source {
    let mut source = Source::default();
    for text in std::iter::once(&RULES).chain(LANGUAGES) {
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
    assert!(Lexicon::parse("").is_ok());
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

#[test]
fn an_entry_of_ones_own_replaces_the_built_in_one() {
    let own = "language en\ncue own_word\n  words: zeppelin*\nrule zeppelin\n  when: added, has own_word\n  nature: party\n  severity: exactly 2\n  direction: unclear\n";
    let lexicon = Lexicon::parse(own).unwrap();
    let comparison = compare_with(&lexicon, &document("It stays."), &document("It stays. Zeppelins fly."));
    assert_eq!((comparison.changes[0].rule.as_str(), comparison.changes[0].severity), ("zeppelin", 2));
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let error = Lexicon::parse("language en\ncue x\n  wrods: a\n").unwrap_err();
    assert_eq!(error.line, 3);
    assert!(Lexicon::parse("rule x\n  when: sometimes\n  nature: party\n  severity: 1\n  direction: user\n").is_err());
    assert!(Lexicon::parse("rule x\n  when: added\n  nature: fun\n  severity: 1\n  direction: user\n").is_err());
}
