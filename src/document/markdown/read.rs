//! Reads canonical Markdown back into the document it was written from.
//! Must not know how it is written, or foreign Markdown.

use super::escape;
use crate::document::heading;
use crate::document::model::{Block, BlockKind, Document, Heading, Section, Sentence};

/// The document whose canonical Markdown this is.
///
/// What a person added by hand is read as well as it can be; every result is well-formed.
pub fn read(page: &str) -> Document {
    let mut reader = Reader::default();
    page.split('\n').for_each(|line| reader.line(line));
    reader.document.well_formed()
}

#[derive(Default)]
struct Reader {
    document: Document,
    /// Whether the line before belongs to a block that the next line may go on with.
    open: bool,
    /// The rows of the table that is being read.
    rows: usize,
    fence: Option<Fence>,
}

/// Preformatted text that is being read.
struct Fence {
    ticks: usize,
    depth: u8,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if self.fence.is_some() {
            return self.code(line);
        }
        let content = line.trim_start_matches(' ');
        let depth = u8::try_from((line.len() - content.len()) / 4).unwrap_or(u8::MAX);
        if !content.starts_with('|') {
            self.rows = 0;
        }
        if content.is_empty() || line.starts_with('#') && self.heading(content) {
            self.open = false;
        } else if content.starts_with("```") {
            let ticks = content.len() - content.trim_start_matches('`').len();
            self.fence = Some(Fence { ticks, depth });
            self.block(BlockKind::Code, depth, None);
        } else if content.starts_with('|') {
            self.row(content, depth);
        } else if let Some(text) = content.strip_prefix("> ") {
            self.go_on(BlockKind::Quote, depth, text);
        } else if let Some((label, text)) = item(content) {
            self.block(BlockKind::ListItem, depth.saturating_add(1), label.map(str::to_owned));
            self.sentence(escape::read_text(text));
            self.open = true;
        } else {
            self.go_on(BlockKind::Paragraph, depth, content);
        }
    }

    /// Takes a heading's line; the first line of one `#` is the title.
    fn heading(&mut self, content: &str) -> bool {
        let text = content.trim_start_matches('#');
        let level = content.len() - text.len();
        let Some(text) = text.strip_prefix(' ') else { return false };
        match level {
            1 if self.document.title.is_none() && self.document.sections.is_empty() => {
                self.document.title = Some(escape::read_text(text).text);
            }
            2..=6 => {
                let level = u8::try_from(level - 1).unwrap_or(u8::MAX);
                let section = Section { level, heading: Some(section_heading(text)), blocks: Vec::new() };
                self.document.sections.push(section);
            }
            _ => return false,
        }
        true
    }

    fn row(&mut self, content: &str, depth: u8) {
        self.rows += 1;
        // The second line of every table is the delimiter that the writer put there.
        if self.rows != 2 {
            self.block(BlockKind::TableRow, depth, None);
            for cell in escape::cells(content) {
                self.sentence(escape::read_text(cell));
            }
        }
        self.open = false;
    }

    fn code(&mut self, line: &str) {
        let Some(fence) = &self.fence else { return };
        let indent = usize::from(fence.depth) * 4;
        let spaces = line.bytes().take(indent).take_while(|b| *b == b' ').count();
        let line = &line[spaces..];
        if line.len() == fence.ticks && line.bytes().all(|b| b == b'`') {
            self.fence = None;
            self.open = false;
        } else {
            self.sentence(Sentence::plain(line));
        }
    }

    /// Adds a sentence to the open block if it is of the kind, else to a new one.
    fn go_on(&mut self, kind: BlockKind, depth: u8, text: &str) {
        let last = self.document.sections.last().and_then(|section| section.blocks.last());
        let goes_on = self.open
            && last.is_some_and(|last| {
                last.kind == kind || kind == BlockKind::Paragraph && last.kind == BlockKind::ListItem
            });
        if !goes_on {
            self.block(kind, depth, None);
        }
        self.sentence(escape::read_text(text));
        self.open = true;
    }

    fn block(&mut self, kind: BlockKind, depth: u8, label: Option<String>) {
        if self.document.sections.is_empty() {
            self.document.sections.push(Section { level: 0, heading: None, blocks: Vec::new() });
        }
        if let Some(section) = self.document.sections.last_mut() {
            section.blocks.push(Block { kind, depth, label, sentences: Vec::new() });
        }
    }

    fn sentence(&mut self, sentence: Sentence) {
        if let Some(block) = self.document.sections.last_mut().and_then(|section| section.blocks.last_mut()) {
            block.sentences.push(sentence);
        }
    }
}

fn section_heading(text: &str) -> Heading {
    match unnumbered(text) {
        Some(printed) => Heading::plain(&printed),
        None => Heading::numbered(&escape::read_text(text).text),
    }
}

/// The heading whose first character is written as a reference, because it looks numbered and is not.
fn unnumbered(text: &str) -> Option<String> {
    let (code, rest) = text.strip_prefix("&#")?.split_once(';')?;
    let first = char::from_u32(code.parse().ok()?)?;
    Some(format!("{first}{}", escape::read_text(rest).text))
}

/// A list item's label and text.
fn item(content: &str) -> Option<(Option<&str>, &str)> {
    let (mark, text) = content.split_once(' ')?;
    if escape::native_label(mark) {
        return Some((Some(mark), text));
    }
    if mark != "-" {
        return None;
    }
    match text.split_once(' ') {
        Some((label, rest)) if heading::is_label(label) => Some((Some(label), rest)),
        _ => Some((None, text)),
    }
}
