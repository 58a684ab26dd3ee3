//! The identity of a document's text: two captures with the same fingerprint are the same version.
//! Must not know formats, or where a document is kept.

use super::model::{Document, Heading};
use super::typography;
use crate::capture::Digest;

/// The digest of the letters a reader sees, in order: title, headings, labels, text.
///
/// Left out is what changes no word: link targets, white space, how deep a heading is set, whether a line is a paragraph
/// or a list item, where a sentence is taken to end, and which of several dashes, quotes or bullets was typed.
pub fn fingerprint(document: &Document) -> Digest {
    let mut letters = String::new();
    let mut add = |text: &str| letters.extend(text.chars().filter(|c| !c.is_whitespace()).map(typography::fold));
    document.title.iter().for_each(|title| add(title));
    for section in &document.sections {
        section.heading.iter().map(Heading::printed).for_each(&mut add);
        for block in &section.blocks {
            block.label.iter().for_each(|label| add(label));
            block.sentences.iter().for_each(|sentence| add(&sentence.text));
        }
    }
    Digest::of(letters.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;

    fn of(page: &str) -> Digest {
        fingerprint(&markdown::read(page))
    }

    #[test]
    fn links_levels_and_typing_do_not_count() {
        let page = of("# Policy\n\n## 1. Data\n\nWe don't sell [data](https://a.example/1) – ever.\n");
        assert_eq!(page, of("# Policy\n\n### 1. Data\n\n- We don’t sell [data](https://b.example/2) - ever.\n"));
    }

    #[test]
    fn words_numbers_and_their_order_count() {
        let page = of("## 1. Data\n\nWe never sell data.\n");
        assert_ne!(page, of("## 1. Data\n\nWe sell data.\n"));
        assert_ne!(page, of("## 2. Data\n\nWe never sell data.\n"));
        assert_ne!(page, of("## 1. Data\n\nWe sell never data.\n"));
    }
}
