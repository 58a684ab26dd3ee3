//! What a difference means: its nature, topics, severity, direction, and the rule that said so.
//! Must not know how differences are found.

use super::change::{Change, Direction, Nature, Op, Topic};
use super::differences::{Difference, Differences, Telling};
use super::page::Part;
use super::tokens::{Vocabulary, Word};

const SMALL: &[&str] =
    &["the", "a", "an", "of", "to", "in", "and", "or", "for", "on", "by", "with", "is", "are", "this", "that"];
const TELLING: &[&str] =
    &["may", "will", "must", "shall", "can", "not", "no", "never", "only", "any", "all", "unless", "except"];

/// What the matching needs to know of the language.
pub(super) fn telling() -> Telling<'static> {
    Telling {
        is_small: &|word| SMALL.contains(&word),
        is_telling: &|word| TELLING.contains(&word) || word.contains(|c: char| c.is_ascii_digit()),
    }
}

/// Judges every difference.
pub(super) fn judge(differences: &Differences) -> Vec<Change> {
    differences.clauses.iter().map(|difference| change(difference, &differences.vocabulary)).collect()
}

fn change(difference: &Difference, vocabulary: &Vocabulary) -> Change {
    let (nature, severity, rule) = nature(difference, vocabulary);
    Change {
        op: difference.op,
        old: difference.old.clone(),
        new: difference.new.clone(),
        words: difference.words.clone(),
        nature,
        topics: vec![Topic::Other],
        severity,
        direction: Direction::Neutral,
        rule: rule.to_owned(),
        cues: Vec::new(),
    }
}

fn nature(difference: &Difference, vocabulary: &Vocabulary) -> (Nature, u8, &'static str) {
    let (old, new) = &difference.canonical;
    if difference.targets.is_some() {
        return (Nature::Reference, 0, "link-target");
    }
    match difference.op {
        _ if difference.regrouped && old == new => (Nature::Structure, 0, "regrouped"),
        Op::Moved if old == new => (Nature::Structure, 0, "moved"),
        Op::Modified if old == new => (Nature::Cosmetic, 0, "same-words"),
        Op::Added | Op::Removed if difference.is_all_link => (Nature::NoisePage, 0, "only-a-link"),
        Op::Added if difference.part == Part::Row => (Nature::InventoryAdd, 1, "row-added"),
        Op::Removed if difference.part == Part::Row => (Nature::InventoryDel, 1, "row-removed"),
        Op::Modified | Op::Moved if negations(old, vocabulary) != negations(new, vocabulary) => {
            (Nature::Negation, 3, "negation")
        }
        Op::Added => (Nature::PracticeAdd, 1, "added"),
        Op::Removed => (Nature::PracticeDel, 1, "removed"),
        Op::Modified | Op::Moved => (Nature::Editorial, 1, "reworded"),
    }
}

fn negations(words: &[Word], vocabulary: &Vocabulary) -> usize {
    words.iter().filter(|word| ["not", "no", "never"].contains(&vocabulary.spelling(**word))).count()
}
