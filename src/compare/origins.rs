//! Since when each sentence of a document has stood without interruption.
//! Must not know dates or captures: it answers with the position of a document in a row.

#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
use std::collections::HashMap;

use crate::document::Document;

use super::tokens::{Hashing, Vocabulary, Word};

/// For every sentence of the last document, in document order, the 1-based position of the document since which its
/// words stand without interruption. The documents are given in order; a sentence may have moved meanwhile.
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
pub fn origins(documents: &[&Document]) -> Vec<u32> {
    let mut vocabulary = Vocabulary::default();
    let mut known: HashMap<&str, Vec<Word>, Hashing> = HashMap::default();
    let mut standing: HashMap<Vec<Word>, Vec<u32>, Hashing> = HashMap::default();
    let mut origins = Vec::new();
    for (position, document) in (1_u32..).zip(documents) {
        let mut before = std::mem::take(&mut standing);
        // Reversed, so that the first sentence of several equal ones is the first to be taken.
        for since in before.values_mut() {
            since.reverse();
        }
        origins.clear();
        for (_, _, sentence) in document.sentences() {
            let words = known.entry(&sentence.text).or_insert_with(|| vocabulary.canonical(&sentence.text)).clone();
            let since = before.get_mut(&words).and_then(Vec::pop).unwrap_or(position);
            origins.push(since);
            standing.entry(words).or_default().push(since);
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    #[test]
    fn a_sentence_keeps_its_origin_while_it_stands() {
        let first = document("We collect data. We keep it.");
        let second = document("We sell data. We keep it.");
        let third = document("We keep it. We sell data. New.");
        assert_eq!(origins(&[&first, &second, &third]), [1, 2, 3]);
    }

    #[test]
    fn a_sentence_that_was_gone_for_a_while_begins_anew() {
        let with = document("We keep it. We sell data.");
        let without = document("We keep it.");
        assert_eq!(origins(&[&with, &without, &with]), [1, 3]);
    }

    #[test]
    fn nothing_has_no_origins() {
        assert!(origins(&[]).is_empty());
    }
}
