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

/// Finds the renames among edited clauses. `still` tells how often words stand in clauses that did not change.
pub(super) fn find(
    pairs: &[(&[Word], &[Word])],
    vocabulary: &Vocabulary,
    telling: &Telling,
    still: &dyn Fn(&[Word]) -> usize,
) -> Vec<Renaming> {
    let mut places: BTreeMap<(Vec<Word>, Vec<Word>), usize> = BTreeMap::new();
    for (old, new) in pairs.iter().filter(|(old, new)| old.len() * new.len() <= MOST_CELLS) {
        let swaps: BTreeSet<_> = swaps(old, new).collect();
        for (gone, come) in swaps
            .into_iter()
            .filter(|(gone, come)| is_name(gone, vocabulary, telling) && is_name(come, vocabulary, telling))
        {
            *places.entry((gone.to_vec(), come.to_vec())).or_insert(0) += 1;
        }
    }
    let mut found: Vec<Renaming> = Vec::new();
    for (old, new) in places.into_iter().filter(|(_, places)| *places >= LEAST_PLACES).map(|(names, _)| names) {
        let standing = pairs.iter().filter(|(words, _)| has(words, &old)).count() + still(&old);
        let places = pairs.iter().filter(|(a, b)| has(a, &old) && has(b, &new) && !has(b, &old)).count();
        if places * 100 >= standing * LEAST_SHARE && !has(&new, &old) {
            found.push(Renaming { old, new, places });
        }
    }
    // The longer name first, so that "Example Plus" is not taken for "Example".
    found.sort_by_key(|renaming| (usize::MAX - renaming.old.len(), usize::MAX - renaming.places, renaming.old.clone()));
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
        && spelled.any(|word| !(telling.is_small)(word) && word.len() > 1)
}

/// Whether the words stand in a row in the others.
pub(super) fn has(words: &[Word], wanted: &[Word]) -> bool {
    words.windows(wanted.len().max(1)).any(|window| window == wanted)
}
