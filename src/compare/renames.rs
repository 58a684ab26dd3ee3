//! Renames that run through a whole document: a product, a term, a name. Found once, said once.
//! Must not know what a rename means.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::differences::Telling;
use super::tokens::{Vocabulary, Word};

/// A rename counts as one from this many places on.
const LEAST_PLACES: usize = 3;
/// Which share of the old name must be gone, in hundredths.
const LEAST_SHARE: usize = 80;
/// A name has at most this many words.
const LONGEST: usize = 3;
/// Clauses larger than this, in cells, are not searched for renames.
const MOST_CELLS: usize = 250_000;
/// At most this many names are looked at throughout the document.
const MOST_CANDIDATES: usize = 100;

/// One name that gave way to another throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    pub old: String,
    pub new: String,
    /// In how many clauses.
    pub places: usize,
}

/// A rename in canonical words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renaming {
    pub old: Vec<Word>,
    pub new: Vec<Word>,
    pub places: usize,
}

impl Renaming {
    /// The same rename seen from the other side.
    pub fn turned(self) -> Self {
        Self { old: self.new, new: self.old, places: self.places }
    }

    /// The words with the old name replaced by the new one.
    pub fn applied(&self, words: &[Word]) -> Vec<Word> {
        let mut renamed = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            if words[at..].starts_with(&self.old) {
                renamed.extend_from_slice(&self.new);
                at += self.old.len();
            } else {
                renamed.push(words[at]);
                at += 1;
            }
        }
        renamed
    }

    /// The rename as a reader would say it.
    pub fn spelled(&self, vocabulary: &Vocabulary) -> Rename {
        let spelled =
            |words: &[Word]| words.iter().map(|word| vocabulary.spelling(*word)).collect::<Vec<_>>().join(" ");
        Rename { old: spelled(&self.old), new: spelled(&self.new), places: self.places }
    }
}

/// The names that gave way to others in enough edited clauses to be looked at, the most frequent first.
pub(super) fn candidates(
    pairs: &[(&[Word], &[Word])],
    vocabulary: &Vocabulary,
    telling: &Telling,
) -> Vec<(Vec<Word>, Vec<Word>)> {
    let mut places: BTreeMap<(&[Word], &[Word]), usize> = BTreeMap::new();
    for (old, new) in pairs.iter().filter(|(old, new)| old.len() * new.len() <= MOST_CELLS) {
        let swaps: BTreeSet<_> = swaps(old, new).collect();
        for names in swaps {
            *places.entry(names).or_insert(0) += 1;
        }
    }
    let is_name = |(gone, come): (&[Word], &[Word])| {
        let letters = is_letter(gone, vocabulary) && is_letter(come, vocabulary);
        is_name(gone, vocabulary, telling) && is_name(come, vocabulary, telling) && !has(come, gone) && !letters
    };
    let mut found: Vec<_> =
        places.into_iter().filter(|(names, places)| *places >= LEAST_PLACES && is_name(*names)).collect();
    found.sort_by_key(|(names, places)| (usize::MAX - places, *names));
    found.truncate(MOST_CANDIDATES);
    found.into_iter().map(|((old, new), _)| (old.to_vec(), new.to_vec())).collect()
}

/// The candidates that gave way throughout. `standing` are the words of the clauses that did not change.
pub(super) fn confirmed(
    candidates: Vec<(Vec<Word>, Vec<Word>)>,
    pairs: &[(&[Word], &[Word])],
    standing: &[Vec<Word>],
) -> Vec<Renaming> {
    let mut found: Vec<Renaming> = Vec::new();
    for (old, new) in candidates {
        let still = standing.iter().filter(|words| has(words, &old)).count();
        let all = pairs.iter().filter(|(words, _)| has(words, &old)).count() + still;
        let places = pairs.iter().filter(|(a, b)| has(a, &old) && has(b, &new) && !has(b, &old)).count();
        if places * 100 >= all * LEAST_SHARE {
            found.push(Renaming { old, new, places });
        }
    }
    // The longer name first, so that "Example Plus" is not taken for "Example".
    found.sort_by(|a, b| (b.old.len(), b.places, &a.old, &a.new).cmp(&(a.old.len(), a.places, &b.old, &b.new)));
    found
}

fn swaps<'a>(old: &'a [Word], new: &'a [Word]) -> impl Iterator<Item = (&'a [Word], &'a [Word])> {
    capture_diff_slices(Algorithm::Myers, old, new).into_iter().filter_map(move |op| match op {
        DiffOp::Replace { old_index, old_len, new_index, new_len } if old_len.max(new_len) <= LONGEST => {
            Some((&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]))
        }
        _ => None,
    })
}

/// Whether the words can be a name: none of them tells anything by itself, and not all of them are small.
fn is_name(words: &[Word], vocabulary: &Vocabulary, telling: &Telling) -> bool {
    let mut spelled = words.iter().map(|word| vocabulary.spelling(*word));
    !words.is_empty()
        && spelled.clone().all(|word| !(telling.is_telling)(word) && !word.contains('@'))
        && spelled.any(|word| !(telling.is_small)(word))
}

/// Whether it is a single letter, as in a numbering.
fn is_letter(words: &[Word], vocabulary: &Vocabulary) -> bool {
    matches!(words, [word] if vocabulary.spelling(*word).chars().nth(1).is_none())
}

/// Whether the words stand in a row in the others.
pub(super) fn has(words: &[Word], wanted: &[Word]) -> bool {
    words.windows(wanted.len().max(1)).any(|window| window == wanted)
}
