//! One document in a terminal: what was understood of it, or its text.
//! Must not know which format it was read from.

use super::paragraph::{Paragraph, padded};
use super::timeline::{says, seen};
use super::{Ink, Style};
use crate::claim::Claims;
use crate::document::{Block, BlockKind, Document, Section, SkipReason};
use crate::policy::PolicyId;
use crate::report::escape::visible;
use crate::report::{Reference, wording};
use crate::timeline::Version;

/// What was understood of a page: title, dates, promises, references that lead nowhere, outline.
pub fn inspect(document: &Document, claims: &Claims, references: &[Reference], style: Style) -> String {
    let mut text = heading(document, style);
    text.push_str(&dates(claims, style));
    text.push_str(&promises(claims, style));
    text.push_str(&lost(references, style));
    text.push_str(&outline(document, style));
    text
}

/// Why a page is not a version of a policy.
pub fn skipped(reason: SkipReason, style: Style) -> String {
    let words = format!("skipped: {}; this is not a version of a policy", reason.words());
    Paragraph::of(Ink::Plain, &words).lines(style, "", "  ")
}

/// A version's text as a person reads it.
pub fn show(policy: &PolicyId, version: &Version, style: Style) -> String {
    let mut text = heading(&version.document, style);
    let facts = format!(
        "{policy}@{}, seen {} in {}; {}",
        version.n,
        seen(version),
        wording::count(u64::from(version.captures), "capture"),
        says(&version.claims)
    );
    text.push_str(&Paragraph::of(Ink::Faint, &facts).lines(style, "", ""));
    if let Some(note) = &version.provenance.note {
        text.push_str(&Paragraph::of(Ink::Strong, &format!("note: {note}")).lines(style, "", ""));
    }
    let address = version.provenance.memento.as_ref().or(version.provenance.url.as_ref());
    if let Some(address) = address {
        text.push_str(&style.address("", address));
    }
    for section in &version.document.sections {
        if let Some(heading) = &section.heading {
            text.push('\n');
            text.push_str(&Paragraph::of(Ink::Strong, heading.printed()).lines(style, "", ""));
        }
        for block in &section.blocks {
            text.push_str(&block_lines(block, style));
        }
    }
    text
}

fn heading(document: &Document, style: Style) -> String {
    let title = document.title.as_deref().unwrap_or("untitled");
    let blocks: usize = document.sections.iter().map(|section| section.blocks.len()).sum();
    let sections = document.sections.iter().filter(|section| section.heading.is_some()).count();
    let language = document.language.as_deref().map(|language| format!("language {language}, ")).unwrap_or_default();
    let counts = format!(
        "{language}{}, {}, {}, {}",
        wording::count_of(document.word_count(), "word"),
        wording::count_of(sections, "section"),
        wording::count_of(blocks, "block"),
        wording::count_of(document.sentences().count(), "sentence"),
    );
    let mut text = Paragraph::of(Ink::Strong, title).lines(style, "", "");
    text.push_str(&Paragraph::of(Ink::Plain, &counts).lines(style, "", ""));
    text
}

fn dates(claims: &Claims, style: Style) -> String {
    let mut text = style.heading("Dates it states");
    if claims.dates.is_empty() {
        text.push_str("  none\n");
    }
    for claim in &claims.dates {
        let words = Paragraph::of(Ink::Plain, &padded(wording::claim(claim.kind), 16).replace(' ', "\u{a0}"))
            .and(Ink::Strong, &padded(&wording::claimed_date(claim), 10).replace(' ', "\u{a0}"))
            .and(Ink::Plain, &format!(" \"{}\"", claim.text))
            .and(Ink::Faint, &format!(" {}", wording::place(claim.place)));
        text.push_str(&words.lines(style, "  ", "    "));
    }
    text
}

fn promises(claims: &Claims, style: Style) -> String {
    if claims.promises.is_empty() {
        return String::new();
    }
    let mut text = style.heading("What it promises about its own changes");
    for promise in &claims.promises {
        let words =
            Paragraph::of(Ink::Plain, &wording::promise(promise)).and(Ink::Faint, &format!(": \"{}\"", promise.text));
        text.push_str(&words.lines(style, "  ", "    "));
    }
    text
}

fn lost(references: &[Reference], style: Style) -> String {
    let lost: Vec<&Reference> = references.iter().filter(|reference| reference.found == Some(false)).collect();
    if lost.is_empty() {
        return String::new();
    }
    let mut text = style.heading("References to places that are not there");
    for reference in lost {
        let words = Paragraph::of(Ink::Plain, &format!("\"{}\"", reference.text))
            .and(Ink::Faint, &format!(" in {}", reference.path.join(" \u{203a} ")));
        text.push_str(&words.lines(style, "  ", "    "));
    }
    text
}

fn outline(document: &Document, style: Style) -> String {
    let mut text = style.heading("Outline");
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level.max(1)));
        let name = section.heading.as_ref().map_or("(before the first heading)", |heading| heading.printed());
        let words = Paragraph::of(Ink::Plain, name).and(Ink::Faint, &format!("  {}", sentences(section)));
        text.push_str(&words.lines(style, &indent, &format!("{indent}  ")));
    }
    text
}

fn sentences(section: &Section) -> String {
    let number: usize = section.blocks.iter().map(|block| block.sentences.len()).sum();
    if number == 0 { String::new() } else { wording::count_of(number, "sentence") }
}

fn block_lines(block: &Block, style: Style) -> String {
    let indent = "  ".repeat(usize::from(block.depth.saturating_sub(1)));
    let mark = match (block.kind, &block.label) {
        (BlockKind::ListItem, Some(label)) => format!("{} ", visible(label)),
        (BlockKind::ListItem, None) => "- ".to_owned(),
        (BlockKind::Quote, _) => "> ".to_owned(),
        (BlockKind::Code, _) => "    ".to_owned(),
        _ => String::new(),
    };
    let rest = if block.kind == BlockKind::Quote { "> ".to_owned() } else { " ".repeat(mark.chars().count()) };
    let gap = if block.kind == BlockKind::ListItem || block.kind == BlockKind::TableRow { "" } else { "\n" };
    if block.kind == BlockKind::Code {
        let lines = block.sentences.iter().map(|line| format!("    {}\n", visible(&line.text)));
        return format!("{gap}{}", lines.collect::<String>());
    }
    let words = Paragraph::of(Ink::Plain, &block.text());
    format!("{gap}{}", words.lines(style, &format!("{indent}{mark}"), &format!("{indent}{rest}")))
}
