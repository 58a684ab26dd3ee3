//! The rules every document keeps, enforced in one place: levels, depths, labels, texts on one line, links in range.
//! Must not know where a document comes from.

use super::heading;
use super::model::{Block, BlockKind, DEEPEST_LEVEL, DEEPEST_LIST, Document, Link, Section, Sentence};
use super::typography;

impl Document {
    /// The document with every rule of the model kept; a well-formed document stays as it is.
    ///
    /// - the title and every heading have words, text before the first heading has level 0, other levels are 1 to 5;
    /// - a list item stands at most one list deeper than the block before it, other blocks at most as deep as that;
    /// - only list items have labels, and a label looks like one; what does not is part of the text;
    /// - a text is on one line, empty ones are gone but for cells and lines of code;
    /// - links have a target and words, stand in the text's order and do not overlap.
    #[must_use]
    pub fn well_formed(self) -> Self {
        let mut sections: Vec<Section> = Vec::with_capacity(self.sections.len());
        for section in self.sections {
            let heading = section.heading.filter(|heading| !heading.printed().is_empty());
            let blocks = section.blocks.into_iter().filter_map(block);
            match (heading, sections.last_mut()) {
                (None, Some(last)) => last.blocks.extend(blocks),
                (heading, _) => {
                    let level = if heading.is_some() { section.level.clamp(1, DEEPEST_LEVEL) } else { 0 };
                    sections.push(Section { level, heading, blocks: blocks.collect() });
                }
            }
        }
        sections.retain(|section| section.level > 0 || !section.blocks.is_empty());
        for section in &mut sections {
            settle_depths(&mut section.blocks);
        }
        let title = self.title.map(|title| typography::one_line(&title).into_owned()).filter(|title| !title.is_empty());
        Self { title, language: self.language, sections }
    }
}

fn settle_depths(blocks: &mut [Block]) {
    let mut depth = 0;
    for block in blocks {
        block.depth = match block.kind {
            BlockKind::ListItem => block.depth.clamp(1, DEEPEST_LIST.min(depth + 1)),
            _ => block.depth.min(depth),
        };
        depth = block.depth;
    }
}

fn block(mut block: Block) -> Option<Block> {
    settle_label(&mut block);
    match block.kind {
        BlockKind::Code => {
            block.sentences.iter_mut().for_each(code_line);
            drop_empty_ends(&mut block.sentences);
        }
        BlockKind::TableRow => {
            block.sentences.iter_mut().for_each(sentence);
            if block.sentences.iter().all(|cell| cell.text.is_empty()) {
                return None;
            }
        }
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote => {
            block.sentences.iter_mut().for_each(sentence);
            block.sentences.retain(|sentence| !sentence.text.is_empty());
        }
    }
    if block.sentences.is_empty() {
        block.sentences.extend(block.label.take().map(Sentence::plain));
    }
    (!block.sentences.is_empty()).then_some(block)
}

/// A label stands before a list item's text; any other label becomes part of the text.
fn settle_label(block: &mut Block) {
    let Some(label) = block.label.take() else { return };
    if block.kind == BlockKind::ListItem && heading::is_label(&label) {
        block.label = Some(label);
        return;
    }
    let label = typography::one_line(&label).into_owned();
    if label.is_empty() {
        return;
    }
    match block.sentences.first_mut() {
        Some(first) => {
            let shift = label.len() + 1;
            first.text = format!("{label} {}", first.text);
            for link in &mut first.links {
                link.start += shift;
                link.end += shift;
            }
        }
        None => block.sentences.push(Sentence::plain(label)),
    }
}

fn code_line(line: &mut Sentence) {
    line.links.clear();
    if line.text.contains(|c: char| c != ' ' && typography::is_space(c)) {
        line.text = line.text.chars().map(|c| if typography::is_space(c) { ' ' } else { c }).collect();
    }
    line.text.truncate(line.text.trim_end().len());
}

fn drop_empty_ends(lines: &mut Vec<Sentence>) {
    let last = lines.iter().rposition(|line| !line.text.is_empty()).map_or(0, |last| last + 1);
    lines.truncate(last);
    let first = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(0);
    lines.drain(..first);
}

fn sentence(sentence: &mut Sentence) {
    settle_links(&sentence.text, &mut sentence.links);
    if !typography::is_one_line(&sentence.text) {
        *sentence = on_one_line(sentence);
    }
    let text = &sentence.text;
    for link in &mut sentence.links {
        let words = &text[link.start..link.end];
        link.start += words.len() - words.trim_start().len();
        link.end -= words.len() - words.trim_end().len();
    }
    sentence.links.retain(|link| link.start < link.end);
}

/// Keeps the links that are in range, in order and lead somewhere.
fn settle_links(text: &str, links: &mut Vec<Link>) {
    links.sort_by_key(|link| (link.start, link.end));
    let mut end = 0;
    links.retain_mut(|link| {
        settle_target(&mut link.target);
        let fits = text.get(link.start..link.end).is_some_and(|words| !words.trim().is_empty());
        let stands = fits && link.start >= end && !link.target.is_empty();
        if stands {
            end = link.end;
        }
        stands
    });
}

fn settle_target(target: &mut String) {
    if target.contains(typography::is_space) {
        let trimmed = target.trim_matches(typography::is_space);
        *target = trimmed.replace(|c: char| c.is_control(), "").replace(typography::is_space, "%20");
    }
}

/// The sentence with its white space collapsed and its links where their words have come to stand.
fn on_one_line(sentence: &Sentence) -> Sentence {
    let mut settled = Sentence { text: String::with_capacity(sentence.text.len()), links: Vec::new() };
    let mut bounds = sentence.links.iter().flat_map(|link| [link.start, link.end]).peekable();
    let mut moved = Vec::with_capacity(sentence.links.len() * 2);
    let mut space = false;
    for (at, c) in sentence.text.char_indices() {
        while bounds.next_if(|bound| *bound <= at).is_some() {
            moved.push(settled.text.len());
        }
        if typography::is_space(c) {
            space = true;
            continue;
        }
        if space && !settled.text.is_empty() {
            settled.text.push(' ');
        }
        space = false;
        settled.text.push(c);
    }
    moved.extend(bounds.map(|_| settled.text.len()));
    for (link, bound) in sentence.links.iter().zip(moved.chunks_exact(2)) {
        settled.links.push(Link { start: bound[0], end: bound[1], target: link.target.clone() });
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Heading;

    fn paragraph(text: &str) -> Block {
        Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences: vec![Sentence::plain(text)] }
    }

    fn item(depth: u8, label: Option<&str>, text: &str) -> Block {
        Block { kind: BlockKind::ListItem, depth, label: label.map(str::to_owned), ..paragraph(text) }
    }

    fn document(blocks: Vec<Block>) -> Document {
        let sections = vec![Section { level: 9, heading: Some(Heading::plain("Rights")), blocks }];
        Document { sections, ..Document::default() }.well_formed()
    }

    #[test]
    fn levels_and_depths_are_clamped() {
        let document = document(vec![item(7, None, "a"), item(7, None, "b"), paragraph("c")]);
        assert_eq!(document.sections[0].level, 5);
        assert_eq!(document.sections[0].blocks.iter().map(|block| block.depth).collect::<Vec<_>>(), [1, 2, 0]);
    }

    #[test]
    fn a_text_is_on_one_line_and_its_links_stay_on_their_words() {
        let text = " see\n\n  our \u{0} policy\there ";
        let start = text.find("our").unwrap();
        let link = Link { start, end: text.len() - 6, target: "/a b".to_owned() };
        let sentence = Sentence { text: text.to_owned(), links: vec![link] };
        let document = document(vec![Block { sentences: vec![sentence], ..paragraph("") }]);
        let sentence = &document.sections[0].blocks[0].sentences[0];
        assert_eq!(sentence.text, "see our policy here");
        assert_eq!(sentence.links[0].target, "/a%20b");
        assert_eq!(&sentence.text[sentence.links[0].start..sentence.links[0].end], "our policy");
    }

    #[test]
    fn links_that_overlap_or_reach_outside_are_gone() {
        let link = |start, end| Link { start, end, target: "#a".to_owned() };
        let sentence = Sentence {
            text: "aé b".to_owned(),
            links: vec![link(0, 3), link(1, 5), link(0, 2), link(3, 4), link(4, 9)],
        };
        let document = document(vec![Block { sentences: vec![sentence], ..paragraph("") }]);
        assert_eq!(document.sections[0].blocks[0].sentences[0].links, [link(0, 3)]);
    }

    #[test]
    fn a_label_that_looks_like_none_is_part_of_the_text() {
        let document = document(vec![item(1, Some("No 5 "), "a"), item(1, Some("(iv)"), "b")]);
        assert_eq!(document.sections[0].blocks[0].text(), "No 5 a");
        assert_eq!(document.sections[0].blocks[1].label.as_deref(), Some("(iv)"));
    }

    #[test]
    fn empty_blocks_and_headings_are_gone_and_empty_cells_stay() {
        let row = |cells: [&str; 2]| Block {
            kind: BlockKind::TableRow,
            sentences: cells.iter().map(|cell| Sentence::plain(*cell)).collect(),
            ..paragraph("")
        };
        let mut document = document(vec![paragraph(" "), row(["", "a"]), row(["", ""])]);
        assert_eq!(document.sections[0].blocks, [row(["", "a"])]);
        document.sections[0].heading = Some(Heading::plain("\n"));
        let document = document.well_formed();
        assert_eq!((document.sections[0].level, document.sections[0].heading.as_ref()), (0, None));
    }
}
