//! Writes a document as canonical Markdown.
//! Must not know how it is read back, or where it is kept.

use super::escape::{self, Place};
use crate::document::heading;
use crate::document::model::{Block, BlockKind, Document, Heading, Sentence};

/// The document as canonical Markdown; ends with a line break unless it is empty.
///
/// Takes a well-formed document; reading what was written gives the same document but for its language, which is no
/// part of the text.
pub fn write(document: &Document) -> String {
    let mut page = String::new();
    if let Some(title) = &document.title {
        page.push_str("# ");
        escape::write_text(&mut page, &Sentence::plain(title.as_str()), Place::Heading);
        page.push('\n');
    }
    for section in &document.sections {
        if let Some(heading) = &section.heading {
            write_heading(&mut page, section.level, heading);
        }
        let mut table = Table::default();
        let mut before = None;
        for block in &section.blocks {
            let opens = table.opens_with(block);
            if opens || !stands_close(before, block.kind) {
                blank_line(&mut page);
            }
            write_block(&mut page, block);
            if opens {
                delimiter(&mut page, block);
            }
            before = Some(block.kind);
        }
    }
    page
}

/// Items of a list and rows of a table follow each other without a blank line.
fn stands_close(before: Option<BlockKind>, kind: BlockKind) -> bool {
    before == Some(kind) && matches!(kind, BlockKind::ListItem | BlockKind::TableRow)
}

fn blank_line(page: &mut String) {
    if !page.is_empty() {
        page.push('\n');
    }
}

fn write_heading(page: &mut String, level: u8, heading: &Heading) {
    blank_line(page);
    for _ in 0..=level.clamp(1, 5) {
        page.push('#');
    }
    page.push(' ');
    let mut text = Sentence::plain(heading.printed());
    // What looks like a number but is none is told apart by a character reference, which no other text begins with.
    if heading.number().is_none() && heading::split_number(heading.printed()).is_some() {
        let first = text.text.remove(0);
        page.extend(["&#", &u32::from(first).to_string(), ";"]);
    }
    escape::write_text(page, &text, Place::Heading);
    page.push('\n');
}

fn write_block(page: &mut String, block: &Block) {
    match block.kind {
        BlockKind::Paragraph => lines(page, block, "", Place::Line),
        BlockKind::Quote => lines(page, block, "> ", Place::Line),
        BlockKind::ListItem => list_item(page, block),
        BlockKind::TableRow => row(page, block),
        BlockKind::Code => code(page, block),
    }
}

fn lines(page: &mut String, block: &Block, mark: &str, place: Place) {
    for sentence in &block.sentences {
        indent(page, block.depth);
        page.push_str(mark);
        escape::write_text(page, sentence, place);
        page.push('\n');
    }
}

fn list_item(page: &mut String, block: &Block) {
    let Some((first, others)) = block.sentences.split_first() else { return };
    indent(page, block.depth.saturating_sub(1));
    let place = match block.label.as_deref() {
        Some(label) if escape::native_label(label) => {
            page.push_str(label);
            Place::Line
        }
        Some(label) => {
            page.push_str("- ");
            page.push_str(label);
            Place::Line
        }
        None => {
            page.push('-');
            Place::Item
        }
    };
    page.push(' ');
    escape::write_text(page, first, place);
    page.push('\n');
    for sentence in others {
        indent(page, block.depth);
        escape::write_text(page, sentence, Place::Line);
        page.push('\n');
    }
}

/// The table that is being written: forges show no more cells in a row than its head has.
#[derive(Default)]
struct Table {
    width: usize,
    depth: u8,
}

impl Table {
    fn opens_with(&mut self, block: &Block) -> bool {
        if block.kind != BlockKind::TableRow {
            self.width = 0;
            return false;
        }
        let opens = block.sentences.len() > self.width || block.depth != self.depth;
        if opens {
            (self.width, self.depth) = (block.sentences.len(), block.depth);
        }
        opens
    }
}

fn row(page: &mut String, block: &Block) {
    indent(page, block.depth);
    page.push('|');
    for cell in &block.sentences {
        page.push(' ');
        escape::write_text(page, cell, Place::Cell);
        page.push_str(if cell.text.is_empty() { "|" } else { " |" });
    }
    page.push('\n');
}

fn delimiter(page: &mut String, block: &Block) {
    indent(page, block.depth);
    page.push('|');
    for _ in &block.sentences {
        page.push_str(" --- |");
    }
    page.push('\n');
}

fn code(page: &mut String, block: &Block) {
    let lines = block.sentences.iter().map(|line| line.text.as_str());
    let longest = lines.clone().map(leading_ticks).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    for line in std::iter::once(fence.as_str()).chain(lines).chain(std::iter::once(fence.as_str())) {
        if !line.is_empty() {
            indent(page, block.depth);
            page.push_str(line);
        }
        page.push('\n');
    }
}

fn leading_ticks(line: &str) -> usize {
    let line = line.trim_start();
    line.len() - line.trim_start_matches('`').len()
}

fn indent(page: &mut String, depth: u8) {
    for _ in 0..depth {
        page.push_str("    ");
    }
}
