//! A page's content as a flat list of lines, before it is known which of them are headings.
//! The meeting point of the formats (HTML, Markdown, plain text, PDF) and the outline. Must not know any of them.

use super::model::Link;

/// A page's main content in reading order, with the hints its format gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The page's title as its metadata has it; the outline decides whether a reader sees it.
    pub title: Option<String>,
    /// The language the format declares, as a lower-case BCP 47 primary tag.
    pub language: Option<String>,
    pub lines: Vec<Line>,
}

/// What the format says a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading of the format's own, level 1 to 6.
    Heading(u8),
    Paragraph,
    /// The first line of a list item; its further paragraphs are paragraphs at the item's depth.
    ListItem,
    /// `header` when the format marks the row as a header.
    TableRow {
        header: bool,
    },
    Quote,
    Code,
}

/// A paragraph, heading, list item, table row or line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// In how many lists it stands.
    pub depth: u8,
    /// A list item's number as a reader sees it (`1.`, `(a)`); `None` for a bullet.
    pub label: Option<String>,
    /// Whether the label is not in the text but made by an ordered list or a style.
    pub label_is_generated: bool,
    /// One for every kind but a table row, which has one for each cell.
    pub cells: Vec<Inline>,
    /// The anchors by which links in this document may point here.
    pub anchors: Vec<String>,
}

/// Text with what was marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// NFC, white space collapsed, quotes straightened, soft hyphens and zero-width characters gone; trimmed.
    pub text: String,
    pub links: Vec<Link>,
    /// Byte ranges that are bold, underlined or otherwise set like a heading; in order, merged when adjacent.
    pub strong: Vec<std::ops::Range<usize>>,
}
