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
use super::language;
use super::model::{Block, BlockKind, Document, Heading, Link, Section, Sentence};
use super::sentence;
use mark::Mark;

/// The draft's lines as sections, blocks and sentences.
pub fn outline(draft: Draft) -> Document {
    // Text that declares no language still has sentences of one.
    let spoken = draft.language.clone().or_else(|| language::of(&draft));
    let mut lines = draft.lines;
    let contents = contents::find(&lines);
    let mut marks = find::marks(&lines, &contents);
    let title = title::take(&lines, &mut marks, draft.title.as_deref());
    let levels = level::levels(&marks);
    let mut builder = Builder { sections: Vec::new(), language: spoken.as_deref() };
    let mut headings = marks.iter().zip(levels).peekable();
    for at in 0..lines.len() {
        let line = &lines[at];
        if title.line == Some(at) || contents.lines.contains(&at) || shape::names_contents(line.text()) {
            continue;
        }
        let Some((mark, level)) = headings.next_if(|(mark, _)| mark.line == at) else {
            if !find::is_joined_number(&lines, &marks, at) {
                builder.block(&mut lines[at], 0);
            }
            continue;
        };
        builder.sections.push(Section { level, heading: Some(heading(mark, line, level)), blocks: Vec::new() });
        if let Some(start) = mark.text {
            builder.block(&mut lines[at], start);
        }
    }
    let sections = builder.sections;
    Document { title: title.text, language: draft.language, sections }.well_formed()
}

/// A heading as printed. What a list within a section counts by is for its style to say, so that number is left out.
fn heading(mark: &Mark, line: &Line, level: u8) -> Heading {
    let counted = line.kind == LineKind::ListItem && line.label_is_generated && mark.text.is_none();
    if counted && level > 1 && mark.heading.printed() != line.text() {
        return Heading::plain(line.text());
    }
    mark.heading.clone()
}

struct Builder<'a> {
    sections: Vec<Section>,
    language: Option<&'a str>,
}

impl Builder<'_> {
    /// Takes a line's text from `start` on, which is after the heading that stands on the same line.
    fn block(&mut self, line: &mut Line, start: usize) {
        let kind = match line.kind {
            _ if start > 0 => BlockKind::Paragraph,
            LineKind::Heading(_) | LineKind::Paragraph => BlockKind::Paragraph,
            LineKind::ListItem => BlockKind::ListItem,
            LineKind::TableRow { .. } => BlockKind::TableRow,
            LineKind::Quote => BlockKind::Quote,
            LineKind::Code => BlockKind::Code,
        };
        let cells = std::mem::take(&mut line.cells).into_iter();
        let sentences: Vec<Sentence> = match kind {
            BlockKind::TableRow | BlockKind::Code => cells.map(whole).collect(),
            _ => cells.flat_map(|cell| sentences(cell, start, self.language)).collect(),
        };
        if self.sections.is_empty() {
            self.sections.push(Section { level: 0, heading: None, blocks: Vec::new() });
        }
        let Some(section) = self.sections.last_mut() else { return };
        let label = line.label.take().filter(|_| start == 0);
        match section.blocks.last_mut() {
            Some(last) if kind == BlockKind::Code && last.kind == kind && last.depth == line.depth => {
                last.sentences.extend(sentences);
            }
            _ => section.blocks.push(Block { kind, depth: line.depth, label, sentences }),
        }
    }
}

/// A text's sentences from a place on, each with the links on its words.
fn sentences(inline: Inline, start: usize, language: Option<&str>) -> Vec<Sentence> {
    let text = &inline.text[start..];
    let ranges = sentence::split(text, language);
    // Most lines are one sentence.
    if start == 0 && matches!(ranges.as_slice(), [only] if *only == (0..text.len())) {
        return vec![whole(inline)];
    }
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
    ranges.into_iter().map(cut).collect()
}

/// A text as one sentence.
fn whole(inline: Inline) -> Sentence {
    Sentence { text: inline.text, links: inline.links }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{markdown, plain};

    fn titles(document: &Document) -> Vec<(u8, String, String)> {
        let headed = document.sections.iter().filter_map(|section| Some((section.level, section.heading.as_ref()?)));
        headed.map(|(level, h)| (level, h.number().unwrap_or("").to_owned(), h.title().to_owned())).collect()
    }

    fn found(page: &str) -> Vec<(u8, String, String)> {
        titles(&outline(markdown::draft(page)))
    }

    fn entry(level: u8, number: &str, title: &str) -> (u8, String, String) {
        (level, number.to_owned(), title.to_owned())
    }

    #[test]
    fn bold_lines_are_sections_and_bold_words_are_not() {
        let page = "# Privacy Policy\n\n**Your data**\n\nWe keep **all** data.\n\n**Fees:** You pay.\n\n**Contact**\n\nWrite to us.\n";
        assert_eq!(found(page), [entry(1, "", "Your data"), entry(1, "", "Contact")]);
    }

    #[test]
    fn bullets_that_lost_their_number_are_sections_and_lists_stay_lists() {
        let page = "- Introduction\n1.1. We run a service and this text tells you how we do that.\n- Data\n2.1. We collect data when you use it.\n- Use\n\
                    3.1. We use data for these ends:\n- To run the service.\n- To bill you.\n";
        let document = outline(plain::draft(page));
        assert_eq!(titles(&document), [entry(1, "", "Introduction"), entry(1, "", "Data"), entry(1, "", "Use")]);
        assert_eq!(document.sections[2].blocks.len(), 3);
    }

    #[test]
    fn a_numbered_bold_beginning_is_a_section_with_the_rest_as_its_text() {
        let page = "## 8. Money\n\n8.1. **Prices:** They are in euro.\n\n8.2. **Taxes:** They are due.\n";
        let document = outline(markdown::draft(page));
        assert_eq!(titles(&document), [entry(1, "8", "Money"), entry(2, "8.1", "Prices"), entry(2, "8.2", "Taxes")]);
        assert_eq!(document.sections[1].blocks[0].text(), "They are in euro.");
    }

    #[test]
    fn a_table_of_contents_is_no_content_and_tells_titles() {
        let page = "# Terms\n\n## Contents\n\n- [Scope](#a)\n- [Use](#b)\n- [Law](#c)\n\nScope\n\nThese terms apply to all that we do.\n\n\
                    Use\n\nYou may use it as you like.\n\nLaw\n\nThe law of the land applies.\n";
        let document = outline(markdown::draft(page));
        assert_eq!(titles(&document), [entry(1, "", "Scope"), entry(1, "", "Use"), entry(1, "", "Law")]);
        assert_eq!(document.sections.iter().map(|section| section.blocks.len()).sum::<usize>(), 3);
    }

    #[test]
    fn an_address_and_a_date_are_no_sections() {
        let page = "## Contact\n\nWrite to:\n\n**Example Ltd.**\n\n**1 Main Street**\n\n**Springfield**\n\n**Last updated: May 4, 2020**\n\n## Law\n\nText.\n";
        assert_eq!(found(page), [entry(1, "", "Contact"), entry(1, "", "Law")]);
    }

    #[test]
    fn a_number_and_its_title_on_two_lines_are_one_heading() {
        let page = "**Článek I.**\n\n**Úvod**\n\nTyto podmínky platí.\n\n**Článek II.**\n\n**Cena**\n\nCena je dána.\n";
        assert_eq!(found(page), [entry(1, "Článek I", "Úvod"), entry(1, "Článek II", "Cena")]);
    }

    #[test]
    fn sections_built_alike_keep_their_parts() {
        let parts =
            "### a) Scope\n\nText.\n\n### b) Purpose\n\nText.\n\n### c) Basis\n\nText.\n\n### d) Storage\n\nText.\n\n";
        let page = format!("## 1. Logs\n\n{parts}## 2. Cookies\n\n{parts}## 3. Mail\n\n{parts}");
        assert_eq!(found(&page).len(), 15);
    }
}
