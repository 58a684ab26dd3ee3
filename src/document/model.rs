//! The document: a policy's text as sections, blocks and sentences.
//! Must not know which format it was read from, or how it is written down.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{heading, typography};

/// The deepest level a section can have; deeper ones are kept at this level.
pub const DEEPEST_LEVEL: u8 = 5;
/// The deepest a block can be nested in lists; deeper ones are kept at this depth.
pub const DEEPEST_LIST: u8 = 8;

/// A capture's normalized, sectioned text.
///
/// Sections are flat and in document order; the tree is in their levels. Text before the first heading stands in a
/// section of level 0 without a heading, which is always the first one if it is there at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The document's own title, which is not a section.
    pub title: Option<String>,
    /// The language as a lower-case BCP 47 primary tag (`en`, `de`, `zh`), if known.
    pub language: Option<String>,
    pub sections: Vec<Section>,
}

/// A heading and what stands under it until the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Counts from 1 within the policy; 0 only for the text before the first heading.
    pub level: u8,
    /// `None` only at level 0.
    pub heading: Option<Heading>,
    pub blocks: Vec<Block>,
}

/// A section's heading as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    printed: String,
    number: Option<String>,
    title: String,
}

impl Heading {
    /// A heading that begins with a number if it looks like one: `1.1. Data we collect`, `Article 5 – Rights`.
    pub fn numbered(printed: &str) -> Self {
        let printed = typography::one_line(printed).into_owned();
        let (number, title) = match heading::split_number(&printed) {
            Some((number, title)) => (Some(number.to_owned()), without_colon(title)),
            None => (None, without_colon(&printed)),
        };
        Self { printed, number, title }
    }

    /// A heading without a number, whatever it begins with: `2023 in review`, `A day at the office`.
    pub fn plain(printed: &str) -> Self {
        let printed = typography::one_line(printed).into_owned();
        Self { title: without_colon(&printed), number: None, printed }
    }

    /// The whole heading as printed, number included.
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The printed number without trailing punctuation: `1.1`, `a`, `Article 5`, `§ 3`.
    pub fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }

    /// The heading without its number and without a colon at its end; empty when the number is all there is.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// The colon that leads from a title to its text is no part of the title.
fn without_colon(title: &str) -> String {
    let short = title.trim_end_matches([':', '：', ' ']);
    if short.is_empty() { title.to_owned() } else { short.to_owned() }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    Paragraph,
    ListItem,
    /// A row of a table; each sentence is one cell, empty cells included.
    TableRow,
    Quote,
    /// Preformatted text; each sentence is one line as it stands.
    Code,
}

/// A paragraph, list item, table row, quote or code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// In how many lists the block stands; a list item stands in at least one.
    pub depth: u8,
    /// A list item's printed number, as in `1.`, `(a)`, `iv)`; `None` for a bullet.
    pub label: Option<String>,
    pub sentences: Vec<Sentence>,
}

impl Block {
    /// The block's text on one line.
    pub fn text(&self) -> String {
        let separator = if self.kind == BlockKind::TableRow { " | " } else { " " };
        let sentences: Vec<&str> = self.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        sentences.join(separator)
    }
}

/// One sentence, one table cell or one line of code: what a reader sees, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// NFC, white space collapsed to single spaces, typographic quotes straightened; otherwise the page's own words.
    pub text: String,
    /// In the order of their place in the text; they do not overlap.
    pub links: Vec<Link>,
}

impl Sentence {
    /// A sentence without links.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), links: Vec::new() }
    }
}

/// A link on part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Byte offset into the sentence's text where the link's words begin.
    pub start: usize,
    /// Byte offset where they end.
    pub end: usize,
    /// The normalized target: archive rewriting undone, tracking parameters gone, `#` for a place in this document.
    pub target: String,
}

impl Document {
    /// Whether two documents have a title or a heading in common, or the title of one says in any order what the other's
    /// says and more: `Privacy Policy | Example` is titled like `Example - Privacy Policy`.
    pub fn is_titled_like(&self, other: &Self) -> bool {
        let words = |document: &Self| -> BTreeSet<String> {
            let title = document.title.as_deref().unwrap_or_default();
            title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        };
        let (ours, theirs) = (words(self), words(other));
        let (less, more) = if ours.len() < theirs.len() { (&ours, &theirs) } else { (&theirs, &ours) };
        let titles = |document: &Self| -> BTreeSet<String> {
            let headings = document.sections.iter().filter_map(|section| section.heading.as_ref());
            let titles = document.title.as_deref().into_iter().chain(headings.map(Heading::title));
            titles.map(str::to_lowercase).collect()
        };
        less.len() > 1 && less.is_subset(more) || !titles(self).is_disjoint(&titles(other))
    }

    /// The headings above and at a section, outermost first, as a reader would name the place.
    pub fn path(&self, section: usize) -> Vec<&str> {
        let mut path = Vec::new();
        let mut level = u8::MAX;
        for section in self.sections[..=section].iter().rev() {
            if let Some(heading) = &section.heading
                && section.level < level
            {
                path.push(heading.printed());
                level = section.level;
            }
        }
        path.reverse();
        path
    }

    /// Every sentence with the index of its section and block, in document order.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, usize, &Sentence)> {
        self.sections.iter().enumerate().flat_map(|(section_index, section)| {
            section.blocks.iter().enumerate().flat_map(move |(block_index, block)| {
                block.sentences.iter().map(move |sentence| (section_index, block_index, sentence))
            })
        })
    }

    /// How many words a reader sees, headings included.
    pub fn word_count(&self) -> usize {
        let headings = self.sections.iter().filter_map(|section| section.heading.as_ref()).map(Heading::printed);
        headings
            .chain(self.sentences().map(|(_, _, sentence)| sentence.text.as_str()))
            .map(|text| text.split_whitespace().count())
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike_whatever_the_order_and_the_site_they_add() {
        let titled = |title: &str| Document { title: Some(title.to_owned()), ..Document::default() };
        let policy = titled("Privacy Policy | Example");
        for alike in ["Example – Privacy Policy", "PRIVACY POLICY", "Privacy Policy - Example Inc."] {
            assert!(policy.is_titled_like(&titled(alike)) && titled(alike).is_titled_like(&policy), "{alike}");
        }
        for other in ["Privacy Policy | Another", "Terms of Service", "Example", ""] {
            assert!(!policy.is_titled_like(&titled(other)), "{other}");
        }
    }
}
