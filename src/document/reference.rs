//! Cross references: where a document speaks of its own sections, and whether they exist.
//! Must not know findings: what a missing section means is not judged here.

mod numbering;
mod scan;

use std::collections::BTreeSet;

use super::heading;
use super::model::{Document, Heading};
use numbering::Numbering;

/// A place where a document refers to one of its own sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The index of the section that the sentence stands in.
    pub section: usize,
    /// The index of the block in the section.
    pub block: usize,
    /// The index of the sentence in the block.
    pub sentence: usize,
    /// The words that refer: `Section 18`.
    pub words: String,
    pub target: Target,
    /// Whether the target exists; `None` where the document does not tell for certain.
    pub exists: Option<bool>,
}

/// What a reference points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A section's number as written, without the word before it: `18`, `5.2`, `3(b)`, `B`.
    Number(String),
    /// A section's title.
    Title(String),
    /// An anchor in this document, without `#`.
    Anchor(String),
}

/// The references of a document to itself, in its order.
///
/// Left out is what refers to other texts: sections of statutes, articles of the GDPR, clauses of other agreements,
/// and whatever is linked to another page. That a section does not exist is said only where the document's own
/// numbering is complete, so that it would show it.
pub fn references(document: &Document) -> Vec<Reference> {
    let numbering = Numbering::of(document);
    let titles: BTreeSet<String> = document
        .sections
        .iter()
        .filter_map(|section| section.heading.as_ref())
        .map(|heading| key(heading.title()))
        .collect();
    let mut references = Vec::new();
    for (section, part) in document.sections.iter().enumerate() {
        if part.heading.as_ref().is_some_and(is_other_text) {
            continue;
        }
        for (block, paragraph) in part.blocks.iter().enumerate() {
            for (sentence, text) in paragraph.sentences.iter().enumerate() {
                references.extend(scan::mentions(text).into_iter().map(|mention| {
                    let exists = match &mention.target {
                        Target::Number(number) => numbering.has(number, &mention.word),
                        Target::Title(title) => titles.contains(&key(title)).then_some(true),
                        Target::Anchor(anchor) => titles.contains(&key(anchor)).then_some(true),
                    };
                    Reference { section, block, sentence, words: mention.words, target: mention.target, exists }
                }));
            }
        }
    }
    references
}

/// A section that reproduces another text, whose clauses have numbers of their own.
fn is_other_text(heading: &Heading) -> bool {
    let title = heading.title().to_lowercase();
    [
        "contractual clauses",
        "processing addendum",
        "processing agreement",
        "standardvertragsklauseln",
        "clauses contractuelles",
    ]
    .iter()
    .any(|words| title.contains(words))
}

/// A title in one form: lower case, letters and figures only.
fn key(title: &str) -> String {
    let title = heading::split_number(title).map_or(title, |(_, title)| title);
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
