//! Undoes the hyphens that only a line's end put into a word.
//! Must not know pages.

use std::collections::BTreeSet;

use super::segment::Segment;

/// First parts that keep their hyphen at a line's end: no word is parted by syllables after them.
const KEEPERS: &[&str] = &["third", "opt", "self", "non", "cross", "two", "three", "multi", "e"];

/// The words of a text that have a hyphen inside a line, in lower case.
#[derive(Debug, Default)]
pub(super) struct Hyphenated(BTreeSet<String>);

impl Hyphenated {
    /// The words of a document's lines.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Segment>) -> Self {
        let mut hyphenated = Self::default();
        lines.for_each(|line| hyphenated.learn(&line.text()));
        hyphenated
    }

    /// Learns the words of a line, but for its last one.
    fn learn(&mut self, line: &str) {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        words.pop();
        for word in words {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.contains('-') && self.0.len() < 100_000 {
                self.0.insert(word.to_lowercase());
            }
        }
    }

    /// How many bytes to take off the end of `line`, so that `next` can follow without a space; `None` when a space stands
    /// between them.
    pub fn cut(&self, line: &str, next: &str) -> Option<usize> {
        let last = line.chars().next_back()?;
        // Typesetters write the one, and nobody types the other.
        if matches!(last, '\u{AD}' | '\u{2010}') && next.starts_with(char::is_lowercase) {
            return Some(last.len_utf8());
        }
        if !matches!(last, '-' | '\u{AD}' | '\u{2010}') {
            return None;
        }
        let before = line[..line.len() - last.len_utf8()].rsplit(|c: char| !c.is_alphanumeric() && c != '-').next()?;
        let after: String = next.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        if !before.chars().next_back()?.is_alphabetic() {
            return after.starts_with(|c: char| c.is_ascii_digit()).then_some(0);
        }
        if !after.starts_with(char::is_lowercase) {
            // `EU-` before `US` is one word with its hyphen; `GDPR -` is none.
            return after.starts_with(char::is_alphanumeric).then_some(0);
        }
        let keeps = before.contains('-')
            || KEEPERS.contains(&before.to_lowercase().as_str())
            || self.0.contains(&format!("{before}-{after}").to_lowercase());
        Some(if keeps { 0 } else { last.len_utf8() })
    }
}
