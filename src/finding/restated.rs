//! Whether a clause that one text has and the other lacks is only cut or marked in another way: its words stand in the
//! other text too, one after the other. Must not know what a change means.

use crate::compare::{Change, ClauseAt};
use crate::document::{Document, Heading};

/// Fewer words than these stand anywhere: a new entry of a list may well be named in another clause.
const FEWEST_WORDS: usize = 6;

/// A text as its words alone, in lower case and in order, without marks, labels or line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(String);

impl Words {
    /// The words of a whole document, headings and labels included.
    pub fn of(document: &Document) -> Self {
        let mut words = Self(" ".to_owned());
        for section in &document.sections {
            words.extend(section.heading.as_ref().map(Heading::printed).unwrap_or_default());
            for block in &section.blocks {
                words.extend(block.label.as_deref().unwrap_or_default());
                for sentence in &block.sentences {
                    words.extend(&sentence.text);
                }
            }
        }
        words
    }

    fn extend(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            self.0.extend(word.chars().flat_map(char::to_lowercase));
            self.0.push(' ');
        }
    }

    /// Whether the words of `text` stand here one after the other.
    pub fn hold_all(&self, text: &str) -> bool {
        self.0.contains(&Self::of_text(text).0)
    }

    /// The same, and there are so many of them that they tell a clause.
    fn hold(&self, text: &str) -> bool {
        let words = Self::of_text(text);
        words.0.matches(' ').count() > FEWEST_WORDS && self.0.contains(&words.0)
    }

    fn of_text(text: &str) -> Self {
        let mut words = Self(" ".to_owned());
        words.extend(text);
        words
    }
}

/// Whether each side of a change has its words in the other text, in their order: a sentence that ends at another place, a
/// list that became lines.
pub(super) fn is_restated(change: &Change, old: &Words, new: &Words) -> bool {
    let stands = |clause: Option<&ClauseAt>, words: &Words| clause.is_none_or(|clause| words.hold(&clause.text));
    stands(change.old.as_ref(), new) && stands(change.new.as_ref(), old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::document;

    fn weighs(old: &str, new: &str) -> bool {
        let (old, new) = (document(old), document(new));
        let comparison = crate::compare::compare(&old, &new);
        let words = (Words::of(&old), Words::of(&new));
        comparison.changes.iter().any(|change| !is_restated(change, &words.0, &words.1))
    }

    #[test]
    fn an_inline_list_that_became_lines_says_the_same() {
        let inline = "You indemnify us for (a) your own use of our products; or (b) your breach of these few terms.";
        let lines = "You indemnify us for (a) your own use of our products or\n(b) your breach of these few terms.";
        assert!(!weighs(inline, lines));
        assert!(weighs(inline, &lines.replace("your breach", "any breach")));
    }

    #[test]
    fn a_sentence_that_ends_elsewhere_says_the_same() {
        let text = "You understand and agree that our services may carry the advertisements of others.";
        assert!(!weighs(text, "You understand and agree that our services. May carry the advertisements of others."));
    }

    #[test]
    fn a_word_left_out_of_a_promise_is_not_the_same() {
        assert!(weighs("We never sell your data without consent.", "We never sell your data."));
        assert!(weighs("We may share your data.", "We may not share your data."));
    }

    #[test]
    fn a_new_entry_of_a_list_is_new_though_another_clause_names_it() {
        assert!(!Words::of(&document("We keep your precise location.")).hold("your precise location"));
    }

    #[test]
    fn a_part_of_a_word_is_no_word() {
        let words = Words::of(&document("We collect information on the use of all our services."));
        assert!(words.hold("information on the use of all our") && !words.hold("formation on the use of all our"));
    }
}
