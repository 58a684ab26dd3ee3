//! Finds the sections of a draft: which lines are headings, at which level, and which is the document's title.
//! Must not know formats, or how a document is written down.

mod contents;
mod find;
mod lead;
mod level;
mod mark;
mod number;
mod shape;
mod title;

use std::ops::Range;

use super::draft::{Draft, Inline, Line, LineKind};
use super::model::{Block, BlockKind, Document, Link, Section, Sentence};
use super::sentence;

/// The draft's lines as sections, blocks and sentences.
pub fn outline(draft: Draft) -> Document {
    let lines = draft.lines;
    let contents = contents::find(&lines);
    let mut marks = find::marks(&lines, &contents);
    let title = title::take(&lines, &mut marks, draft.title.as_deref());
    let levels = level::levels(&marks);
    let mut builder = Builder { sections: Vec::new(), language: draft.language.as_deref() };
    let mut headings = marks.iter().zip(levels).peekable();
    for (at, line) in lines.iter().enumerate() {
        if title.line == Some(at) || contents.lines.contains(&at) || shape::names_contents(line.text()) {
            continue;
        }
        let Some((mark, level)) = headings.next_if(|(mark, _)| mark.line == at) else {
            if !find::is_joined_number(&lines, &marks, at) {
                builder.block(line, 0);
            }
            continue;
        };
        builder.sections.push(Section { level, heading: Some(mark.heading.clone()), blocks: Vec::new() });
        if let Some(start) = mark.text {
            builder.block(line, start);
        }
    }
    let sections = builder.sections;
    Document { title: title.text, language: draft.language, sections }.well_formed()
}

struct Builder<'a> {
    sections: Vec<Section>,
    language: Option<&'a str>,
}

impl Builder<'_> {
    /// Adds a line's text from `start` on, which is after the heading that stands on the same line.
    fn block(&mut self, line: &Line, start: usize) {
        let kind = match line.kind {
            _ if start > 0 => BlockKind::Paragraph,
            LineKind::Heading(_) | LineKind::Paragraph => BlockKind::Paragraph,
            LineKind::ListItem => BlockKind::ListItem,
            LineKind::TableRow { .. } => BlockKind::TableRow,
            LineKind::Quote => BlockKind::Quote,
            LineKind::Code => BlockKind::Code,
        };
        let sentences = match kind {
            BlockKind::TableRow | BlockKind::Code => {
                line.cells.iter().map(|cell| Sentence { text: cell.text.clone(), links: cell.links.clone() }).collect()
            }
            _ => line.cells.iter().flat_map(|cell| sentences(cell, start, self.language)).collect(),
        };
        if self.sections.is_empty() {
            self.sections.push(Section { level: 0, heading: None, blocks: Vec::new() });
        }
        let Some(section) = self.sections.last_mut() else { return };
        let label = line.label.clone().filter(|_| start == 0);
        match section.blocks.last_mut() {
            Some(last) if kind == BlockKind::Code && last.kind == kind && last.depth == line.depth => {
                last.sentences.extend(sentences);
            }
            _ => section.blocks.push(Block { kind, depth: line.depth, label, sentences }),
        }
    }
}

/// A text's sentences from a place on, each with the links on its words.
fn sentences(inline: &Inline, start: usize, language: Option<&str>) -> Vec<Sentence> {
    let text = &inline.text[start..];
    let mut links = inline.links.iter().filter(|link| link.end > start).peekable();
    let cut = |range: Range<usize>| {
        let mut sentence = Sentence::plain(&text[range.clone()]);
        let range = range.start + start..range.end + start;
        while let Some(link) = links.peek().filter(|link| link.start < range.end) {
            let (from, to) = (link.start.max(range.start), link.end.min(range.end));
            if from < to {
                let target = link.target.clone();
                sentence.links.push(Link { start: from - range.start, end: to - range.start, target });
            }
            if link.end > range.end {
                break;
            }
            links.next();
        }
        sentence
    };
    sentence::split(text, language).into_iter().map(cut).collect()
}
