//! A document as the lines a reader's eye takes in: its title, headings and blocks, with where they stand.
//! Must not know dates or cues.

use std::borrow::Cow;

use crate::document::{Block, BlockKind, Document};

/// A title, heading or block.
#[derive(Clone, Debug)]
pub(super) struct Line<'d> {
    pub text: Cow<'d, str>,
    /// Byte offsets at which sentences begin, the first one included.
    pub sentences: Vec<usize>,
    pub kind: LineKind,
    /// The section it stands in; `None` for the title.
    pub section: Option<usize>,
    /// How many lines stand between it and its section's heading.
    pub below_heading: usize,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Heading,
    Block,
    Row,
}

/// The document's lines in reading order.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let heading = |text: &'_ str| -> bool { !text.is_empty() };
    if let Some(title) = document.title.as_deref().filter(|title| heading(title)) {
        lines.push(Line {
            text: Cow::Borrowed(title),
            sentences: vec![0],
            kind: LineKind::Heading,
            section: None,
            below_heading: 0,
        });
    }
    for (index, section) in document.sections.iter().enumerate() {
        let section_index = Some(index);
        if let Some(heading) = &section.heading {
            let text = Cow::Borrowed(heading.printed());
            lines.push(Line {
                text,
                sentences: vec![0],
                kind: LineKind::Heading,
                section: section_index,
                below_heading: 0,
            });
        }
        for (position, block) in section.blocks.iter().enumerate() {
            let row = block.kind == BlockKind::TableRow;
            let separator = if row { " | " } else { " " };
            let (mut text, mut sentences) = (Cow::Borrowed(""), Vec::with_capacity(block.sentences.len()));
            if let Some(label) = block.label.as_deref().filter(|label| label_may_be_of_a_date(label, block)) {
                text = Cow::Owned(format!("{label} "));
            }
            for sentence in &block.sentences {
                if sentences.is_empty() && text.is_empty() {
                    text = Cow::Borrowed(sentence.text.as_str());
                    sentences.push(0);
                    continue;
                }
                let joined = text.to_mut();
                if sentences.is_empty() {
                    sentences.push(0);
                } else {
                    joined.push_str(separator);
                    sentences.push(joined.len());
                }
                joined.push_str(&sentence.text);
            }
            let kind = if row { LineKind::Row } else { LineKind::Block };
            let sentences = if row { vec![0] } else { sentences };
            lines.push(Line { text, sentences, kind, section: section_index, below_heading: position });
        }
    }
    lines
}

/// `18. März 2025` and `2016. június 23.` alone on a line look like items of a numbered list.
fn label_may_be_of_a_date(label: &str, block: &Block) -> bool {
    let digits = label.trim_end_matches('.');
    let first = block.sentences.first().map_or("", |sentence| sentence.text.as_str());
    let short = block.sentences.len() == 1 && first.len() < 40;
    short
        && digits.len() < label.len()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 4 || first.len() < 24)
}
