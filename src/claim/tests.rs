//! What documents state about themselves, line by line, in many languages, and what they only mention.

use super::*;
use crate::document::{Block, BlockKind, Document, Heading, Section, Sentence};

mod lines;
mod pages;

fn paragraph(text: &str) -> Block {
    let sentences = text.split("¶").map(|sentence| Sentence::plain(sentence.trim())).collect();
    Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences }
}

fn section(heading: &str, blocks: &[&str]) -> Section {
    let blocks = blocks.iter().map(|text| paragraph(text)).collect();
    Section { level: 1, heading: Some(Heading::plain(heading)), blocks }
}

fn document(language: &str, sections: Vec<Section>) -> Document {
    Document { title: Some("Example".to_owned()), language: Some(language.to_owned()), sections }
}

/// A page that says `line` at its head, among paragraphs that state no date.
fn page(language: &str, line: &str) -> Document {
    let filler = "Example Ltd runs the example shop and tells you here what it does with what you tell it.";
    document(
        language,
        vec![
            section("Example", &[line, filler]),
            section("Contact", &[filler, filler, filler, filler, filler, filler, filler]),
        ],
    )
}

fn said(claims: &Claims) -> Vec<String> {
    let date = |claim: &Claim| claim.readings().map(|date| date.to_string()).collect::<Vec<_>>().join("|");
    claims.dates.iter().map(|claim| format!("{} {}", claim.kind, date(claim))).collect()
}

fn read_line(language: &str, line: &str) -> Vec<String> {
    said(&read(&page(language, line), &[], None))
}
