//! A document as the lines a reader's eye takes in: its title, headings and blocks, with where they stand.
//! Must not know dates or cues.

use std::borrow::Cow;

use crate::document::{Block, BlockKind, Document};

/// A title, heading or block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'d> {
    source: Source<'d>,
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

#[derive(Clone, Copy, Debug)]
enum Source<'d> {
    Text(&'d str),
    Block(&'d Block),
}

/// The document's lines in reading order.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let heading =
        |text, section| Line { source: Source::Text(text), kind: LineKind::Heading, section, below_heading: 0 };
    let mut lines = Vec::new();
    lines.extend(document.title.as_deref().filter(|title| !title.is_empty()).map(|title| heading(title, None)));
    for (index, section) in document.sections.iter().enumerate() {
        lines.extend(section.heading.as_ref().map(|printed| heading(printed.printed(), Some(index))));
        lines.extend(section.blocks.iter().enumerate().map(|(position, block)| Line {
            source: Source::Block(block),
            kind: if block.kind == BlockKind::TableRow { LineKind::Row } else { LineKind::Block },
            section: Some(index),
            below_heading: position,
        }));
    }
    lines
}

impl<'d> Line<'d> {
    /// Its pieces: sentences, or cells.
    fn pieces(self) -> impl Iterator<Item = &'d str> {
        let (text, block) = match self.source {
            Source::Text(text) => (Some(text), None),
            Source::Block(block) => (None, Some(block)),
        };
        let sentences =
            block.into_iter().flat_map(|block| block.sentences.iter().map(|sentence| sentence.text.as_str()));
        text.into_iter().chain(sentences)
    }

    /// How long it is, in bytes, but for what stands between its pieces.
    pub fn length(self) -> usize {
        self.pieces().map(str::len).sum()
    }

    /// Whether one of its pieces, or the label before them, meets the condition.
    pub fn any(self, condition: impl FnMut(&str) -> bool) -> bool {
        self.label().into_iter().chain(self.pieces()).any(condition)
    }

    /// The number of a list item that may be the beginning of a date.
    fn label(self) -> Option<&'d str> {
        match self.source {
            Source::Block(block) => block.label.as_deref().filter(|label| label_may_be_of_a_date(label, block)),
            Source::Text(_) => None,
        }
    }

    /// The whole line, and the byte offsets at which its sentences begin; a row is one sentence.
    pub fn text(self) -> (Cow<'d, str>, Vec<usize>) {
        let row = self.kind == LineKind::Row;
        let separator = if row { " | " } else { " " };
        let mut pieces = self.pieces();
        let first = pieces.next().unwrap_or_default();
        let mut text = self.label().map_or(Cow::Borrowed(first), |label| Cow::Owned(format!("{label} {first}")));
        let mut sentences = vec![0];
        for piece in pieces {
            let joined = text.to_mut();
            joined.push_str(separator);
            sentences.extend((!row).then_some(joined.len()));
            joined.push_str(piece);
        }
        (text, sentences)
    }
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
