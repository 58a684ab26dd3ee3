//! One document out of the texts of its pages, in their order.
//! Must not know how a page is read.

use super::model::DEEPEST_LEVEL;
use super::{Document, Heading, Reading, Section, markdown};

/// Puts readings one after the other. The first page gives the title; every other one stands under its own title, where it
/// has one.
pub fn combined(readings: Vec<Reading>) -> Reading {
    let mut whole = Reading::default();
    let mut sections: Vec<Section> = Vec::new();
    let (mut title, mut language) = (None, None);
    for (number, reading) in readings.into_iter().enumerate() {
        let Reading { document, metadata, dropped } = reading;
        if number == 0 {
            title.clone_from(&document.title);
        }
        language = language.or(document.language);
        let heading = document.title.filter(|_| number > 0);
        append(&mut sections, heading.as_deref(), document.sections);
        whole.metadata.extend(metadata);
        whole.dropped.extend(dropped);
    }
    let all = Document { title: None, language: None, sections };
    // A list may go on from one page to the next: what is written down decides where a block ends.
    let sections = markdown::read(&markdown::write(&all)).sections;
    whole.document = Document { title, language, sections };
    whole
}

/// Adds the sections of a page below its heading; words above its first own heading go on from the page before if it has
/// none.
fn append(sections: &mut Vec<Section>, heading: Option<&str>, page: Vec<Section>) {
    let deeper = u8::from(heading.is_some());
    if let Some(heading) = heading {
        sections.push(Section { level: 1, heading: Some(Heading::plain(heading)), blocks: Vec::new() });
    }
    for mut section in page {
        match sections.last_mut().filter(|_| section.heading.is_none()) {
            Some(last) => last.blocks.append(&mut section.blocks),
            None if section.heading.is_none() => sections.push(section),
            None => sections.push(Section { level: (section.level + deeper).min(DEEPEST_LEVEL), ..section }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, Sentence, fingerprint};
    use super::*;

    fn block(words: &str) -> Block {
        Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences: vec![Sentence::plain(words)] }
    }

    fn page(title: Option<&str>, sections: &[(Option<&str>, &str)]) -> Reading {
        let section = |(heading, words): &(Option<&str>, &str)| Section {
            level: u8::from(heading.is_some()),
            heading: heading.map(Heading::plain),
            blocks: vec![block(words)],
        };
        let sections = sections.iter().map(section).collect();
        let document = Document { title: title.map(str::to_owned), language: Some("en".to_owned()), sections };
        Reading { document, ..Reading::default() }
    }

    fn outline(document: &Document) -> Vec<(u8, &str, usize)> {
        let printed = |section: &Section| section.heading.clone().map_or(String::new(), |own| own.printed().to_owned());
        let printed: Vec<String> = document.sections.iter().map(printed).collect();
        let leaked = printed.into_iter().map(|text| &*text.leak());
        leaked.zip(&document.sections).map(|(own, section)| (section.level, own, section.blocks.len())).collect()
    }

    #[test]
    fn a_page_after_the_first_stands_under_its_own_title() {
        let first = page(Some("Terms"), &[(None, "These are terms."), (Some("Use"), "Use it well.")]);
        let second = page(Some("Cookies"), &[(None, "We use cookies."), (Some("Kinds"), "There are two.")]);
        let whole = combined(vec![first, second]).document;
        assert_eq!(whole.title.as_deref(), Some("Terms"));
        assert_eq!(outline(&whole), [(0, "", 1), (1, "Use", 1), (1, "Cookies", 1), (2, "Kinds", 1)]);
    }

    #[test]
    fn a_page_without_title_or_heading_goes_on_from_the_one_before() {
        let whole = combined(vec![page(None, &[(Some("Use"), "One.")]), page(None, &[(None, "Two.")])]).document;
        assert_eq!(outline(&whole), [(1, "Use", 2)]);
    }

    #[test]
    fn what_is_combined_reads_back_as_it_is_written() {
        let item = |label: &str| Block {
            kind: BlockKind::ListItem,
            depth: 1,
            label: Some(label.to_owned()),
            sentences: vec![Sentence::plain("An item.")],
        };
        let mut first = page(None, &[(None, "One.")]);
        first.document.sections[0].blocks.push(item("1."));
        let mut second = page(None, &[(None, "Two.")]);
        second.document.sections[0].blocks.insert(0, item("1."));
        let whole = combined(vec![first, second]).document;
        assert_eq!(fingerprint(&markdown::read(&markdown::write(&whole))), fingerprint(&whole));
    }
}
