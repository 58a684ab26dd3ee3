//! A page's content as a flat list of lines, before it is known which of them are headings.
//! The meeting point of the formats (HTML, Markdown, plain text, PDF) and the outline. Must not know any of them.

use std::ops::Range;

use super::model::Link;
use super::typography;

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

impl Line {
    /// A line of one text, outside any list.
    pub fn new(kind: LineKind, text: Inline) -> Self {
        Self { kind, depth: 0, label: None, label_is_generated: false, cells: vec![text], anchors: Vec::new() }
    }

    /// The line's text; empty for a table row without cells.
    pub fn text(&self) -> &str {
        self.cells.first().map_or("", |cell| cell.text.as_str())
    }
}

/// Text with what was marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    /// NFC, white space collapsed, quotes straightened, soft hyphens and zero-width characters gone; trimmed.
    pub text: String,
    pub links: Vec<Link>,
    /// Byte ranges that are bold, underlined or otherwise set like a heading; in order, merged when adjacent.
    pub strong: Vec<Range<usize>>,
    /// Byte ranges in italics; in order, merged when adjacent.
    pub slanted: Vec<Range<usize>>,
}

impl Inline {
    /// A text without marks.
    pub fn plain(text: &str) -> Self {
        let mut writer = InlineWriter::default();
        writer.push(text, Setting::default(), None);
        writer.finish()
    }
}

/// How a run of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    pub strong: bool,
    pub slanted: bool,
}

/// Puts an [`Inline`] together from runs of text as a format reads them, keeping its promises.
#[derive(Clone, Debug, Default)]
pub struct InlineWriter {
    inline: Inline,
    space: bool,
}

impl InlineWriter {
    /// Adds a run of text, white space and all, with the marks that hold for the whole run.
    pub fn push(&mut self, run: &str, setting: Setting, link: Option<&str>) {
        let mut start = None;
        for c in typography::normalize(run).chars() {
            if typography::is_space(c) {
                self.space = true;
                continue;
            }
            if self.space && !self.inline.text.is_empty() {
                self.inline.text.push(' ');
            }
            self.space = false;
            start.get_or_insert(self.inline.text.len());
            self.inline.text.push(c);
        }
        let (Some(start), end) = (start, self.inline.text.len()) else { return };
        if setting.strong {
            mark(&mut self.inline.strong, &self.inline.text, start..end);
        }
        if setting.slanted {
            mark(&mut self.inline.slanted, &self.inline.text, start..end);
        }
        if let Some(target) = link.filter(|target| !target.is_empty()) {
            self.mark_link(start, end, target);
        }
    }

    /// The text with its marks.
    pub fn finish(self) -> Inline {
        self.inline
    }

    /// A link goes on where the one before it ended, as when part of its words is bold.
    fn mark_link(&mut self, start: usize, end: usize, target: &str) {
        match self.inline.links.last_mut() {
            Some(last) if last.target == target && self.inline.text[last.end..start].trim().is_empty() => {
                last.end = end;
            }
            _ => self.inline.links.push(Link { start, end, target: target.to_owned() }),
        }
    }
}

/// Adds a range, or lets the last one go on where only white space is between.
fn mark(ranges: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if text[last.end..range.start].trim().is_empty() => last.end = range.end,
        _ => ranges.push(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_one_text_with_marks_in_place() {
        let (plain, strong) = (Setting::default(), Setting { strong: true, slanted: false });
        let mut writer = InlineWriter::default();
        writer.push("  Your ", strong, None);
        writer.push("rights ", strong, None);
        writer.push("\n  are ", plain, None);
        writer.push("he", plain, Some("#r"));
        writer.push("re.", strong, Some("#r"));
        let inline = writer.finish();
        assert_eq!(inline.text, "Your rights are here.");
        assert_eq!(inline.strong, [0..11, 18..21]);
        assert_eq!(inline.links, [Link { start: 16, end: 21, target: "#r".to_owned() }]);
    }
}
