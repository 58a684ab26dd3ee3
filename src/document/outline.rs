//! Finds the sections of a draft: which lines are headings, at which level, and which is the document's title.
//! Must not know formats, or how a document is written down.

use super::draft::{Draft, Inline, Line, LineKind};
use super::heading;
use super::model::{Block, BlockKind, Document, Heading, Link, Section, Sentence};
use super::sentence;

/// The draft's lines as sections, blocks and sentences.
pub fn outline(draft: Draft) -> Document {
    let mut document = Document { title: None, language: draft.language, sections: Vec::new() };
    let language = document.language.clone();
    let base = draft.lines.iter().filter_map(format_level).min().unwrap_or(1);
    let tops = draft.lines.iter().filter(|line| format_level(line) == Some(base)).count();
    let first_is_title = draft.lines.first().is_some_and(|line| format_level(line) == Some(base)) && tops == 1;
    let shift = if first_is_title { base } else { base - 1 };
    for (at, line) in draft.lines.into_iter().enumerate() {
        match format_level(&line) {
            Some(_) if at == 0 && first_is_title => document.title = Some(line.text().to_owned()),
            Some(level) => document.sections.push(Section {
                level: level - shift,
                heading: Some(Heading::numbered(line.text())),
                blocks: Vec::new(),
            }),
            None if is_bold_title(&line) => document.sections.push(Section {
                level: 1,
                heading: Some(Heading::numbered(line.text())),
                blocks: Vec::new(),
            }),
            None => add(&mut document.sections, line, language.as_deref()),
        }
    }
    if document.title.is_none() {
        document.title = draft.title;
    }
    document.well_formed()
}

fn format_level(line: &Line) -> Option<u8> {
    match line.kind {
        LineKind::Heading(level) => Some(level),
        _ => None,
    }
}

/// A short paragraph that is bold from end to end.
fn is_bold_title(line: &Line) -> bool {
    let text = line.text();
    let bold: usize = line.cells.first().map_or(0, |cell| cell.strong.iter().map(ExactSizeIterator::len).sum());
    let short = text.chars().count() <= 120 && !text.ends_with(['.', ';', ',']);
    let numbered = heading::split_number(text).is_none_or(|(_, title)| !title.is_empty());
    line.kind == LineKind::Paragraph
        && line.depth == 0
        && !text.is_empty()
        && bold + 2 >= text.len()
        && short
        && numbered
}

fn add(sections: &mut Vec<Section>, line: Line, language: Option<&str>) {
    if sections.is_empty() {
        sections.push(Section { level: 0, heading: None, blocks: Vec::new() });
    }
    let Some(section) = sections.last_mut() else { return };
    let kind = match line.kind {
        LineKind::Heading(_) | LineKind::Paragraph => BlockKind::Paragraph,
        LineKind::ListItem => BlockKind::ListItem,
        LineKind::TableRow { .. } => BlockKind::TableRow,
        LineKind::Quote => BlockKind::Quote,
        LineKind::Code => BlockKind::Code,
    };
    let sentences = match kind {
        BlockKind::TableRow | BlockKind::Code => {
            line.cells.into_iter().map(|cell| Sentence { text: cell.text, links: cell.links }).collect()
        }
        _ => line.cells.iter().flat_map(|cell| sentences(cell, language)).collect(),
    };
    match section.blocks.last_mut() {
        Some(last) if kind == BlockKind::Code && last.kind == kind && last.depth == line.depth => {
            last.sentences.extend(sentences);
        }
        _ => section.blocks.push(Block { kind, depth: line.depth, label: line.label, sentences }),
    }
}

/// A text's sentences, each with the links on its words.
pub fn sentences(inline: &Inline, language: Option<&str>) -> Vec<Sentence> {
    let mut links = inline.links.iter().peekable();
    let ranges = sentence::split(&inline.text, language);
    let cut = |range: std::ops::Range<usize>| {
        let mut sentence = Sentence::plain(&inline.text[range.clone()]);
        while let Some(link) = links.peek().filter(|link| link.start < range.end) {
            let (start, end) = (link.start.max(range.start), link.end.min(range.end));
            if start < end {
                let target = link.target.clone();
                sentence.links.push(Link { start: start - range.start, end: end - range.start, target });
            }
            if link.end > range.end {
                break;
            }
            links.next();
        }
        sentence
    };
    ranges.into_iter().map(cut).collect()
}
