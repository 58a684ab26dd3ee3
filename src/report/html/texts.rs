//! The full text of each version, clean, with where it comes from. Folded until asked for.
//! Must not know what changed.

use super::policy::Article;
use super::versions::look;
use super::words::Voice;
use crate::document::{Block, BlockKind, Document, Heading};
use crate::report::markup::{Markup, heading};
use crate::report::wording;
use crate::timeline::Version;

/// How many texts are kept in a report; the store holds them all.
const TEXTS: usize = 24;

pub(super) fn all(page: &mut Markup, article: &Article<'_>) {
    article.part_heading(page, "texts", "The texts");
    let versions = &article.report.timeline.versions;
    let left_out = versions.len().saturating_sub(TEXTS);
    if left_out > 0 {
        page.text_block(&format!(
            "Older ones are left out here; `fineprint show {}@1` prints the first of {}.",
            article.report.timeline.policy,
            wording::count_of(left_out, "text")
        ));
    }
    for version in versions.iter().skip(left_out) {
        one(page, article, version);
    }
}

fn one(page: &mut Markup, article: &Article<'_>, version: &Version) {
    page.open("details", &[("class", "text"), ("id", &article.part(&format!("text-{}", version.n)))]);
    let words = wording::count_of(version.document.word_count(), "word");
    page.element("summary", &[], &format!("Version {}, first seen {}, {words}", version.n, version.first_seen.day()));
    provenance(page, version);
    let voice = Voice::of(&version.document);
    voice.open(page, "div", "page");
    document(page, &version.document, article.level + 2);
    page.close("div");
    page.close("details");
}

fn provenance(page: &mut Markup, version: &Version) {
    let provenance = &version.provenance;
    page.literal("<dl class=\"evidence\">");
    let mut entry = |term: &'static str, value: Option<String>| {
        if let Some(value) = value {
            page.element("dt", &[], term);
            page.element("dd", &[], &value);
        }
    };
    entry("Address", provenance.url.clone());
    entry("Source", Some(provenance.source.clone()));
    entry("Captured", Some(wording::instant(provenance.captured_at)));
    entry("Archived at", provenance.memento.clone());
    entry("HTTP status", provenance.status.map(|status| status.to_string()));
    entry("Content type", provenance.content_type.clone());
    entry("HTTP Last-Modified", provenance.last_modified.clone());
    entry("SHA-256 of the raw bytes", Some(version.digest.to_string()));
    entry("Commit", version.commit.clone());
    page.literal("<dt>Look</dt><dd>");
    look(page, version);
    page.literal("</dd></dl>\n");
}

fn document(page: &mut Markup, document: &Document, level: usize) {
    for section in &document.sections {
        if let Some(printed) = section.heading.as_ref().map(Heading::printed) {
            page.element(heading(level + usize::from(section.level.clamp(1, 3)) - 1), &[], printed);
        }
        for run in section.blocks.chunk_by(|one, next| one.kind == next.kind) {
            blocks(page, run);
        }
    }
}

/// Blocks of one kind that follow each other.
fn blocks(page: &mut Markup, blocks: &[Block]) {
    match blocks.first().map(|block| block.kind) {
        Some(BlockKind::ListItem) => {
            page.literal("<ul>\n");
            for block in blocks {
                page.open("li", &[("class", depth(block))]);
                label(page, block);
                page.text(&block.text());
                page.close("li");
            }
            page.literal("</ul>\n");
        }
        Some(BlockKind::TableRow) => {
            page.literal("<div class=\"wide\"><table>\n");
            for block in blocks {
                page.literal("<tr>");
                block.sentences.iter().for_each(|cell| page.element("td", &[], &cell.text));
                page.literal("</tr>\n");
            }
            page.literal("</table></div>\n");
        }
        Some(BlockKind::Quote) => blocks.iter().for_each(|block| page.element("blockquote", &[], &block.text())),
        Some(BlockKind::Code) => {
            for block in blocks {
                let lines: Vec<&str> = block.sentences.iter().map(|line| line.text.as_str()).collect();
                page.literal("<pre>");
                for line in lines {
                    page.text(line);
                    page.literal("\n");
                }
                page.literal("</pre>\n");
            }
        }
        Some(BlockKind::Paragraph) | None => blocks.iter().for_each(|block| page.element("p", &[], &block.text())),
    }
}

/// The class that indents a list item.
pub(super) fn depth(block: &Block) -> &'static str {
    ["d1", "d1", "d2", "d3", "d4"][usize::from(block.depth).min(4)]
}

/// A list item's printed number.
pub(super) fn label(page: &mut Markup, block: &Block) {
    if let Some(label) = &block.label {
        page.element("span", &[("class", "label")], label);
        page.literal(" ");
    }
}
