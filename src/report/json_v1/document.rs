//! Documents as they stand in JSON version 1: what `inspect` answers.
//! Must not know which format a document was read from.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::claim::{ClaimV1, PromiseV1};
use crate::claim::Claims;
use crate::document::{Block, BlockKind, Document, Heading, SkipReason};
use crate::report::Reference;
use crate::report::outline::paths;

/// What `inspect --json` answers.
#[derive(Debug, Serialize)]
pub struct Inspection<'a> {
    schema_version: u32,
    title: Option<&'a str>,
    language: Option<&'a str>,
    claims: Vec<ClaimV1<'a>>,
    promises: Vec<PromiseV1<'a>>,
    sections: Vec<SectionV1<'a>>,
    references: Vec<ReferenceV1<'a>>,
    skipped: Option<&'static str>,
}

/// A section: its heading and what stands under it until the next heading.
#[derive(Debug, Serialize)]
pub struct SectionV1<'a> {
    level: u8,
    number: Option<&'a str>,
    title: &'a str,
    path: Vec<&'a str>,
    blocks: Vec<BlockV1<'a>>,
}

/// A paragraph, list item, table row, quote or code.
#[derive(Debug, Serialize)]
struct BlockV1<'a> {
    kind: &'static str,
    depth: u8,
    label: Option<&'a str>,
    sentences: Vec<&'a str>,
}

/// A place that points to another place of the same document.
#[derive(Debug, Serialize)]
struct ReferenceV1<'a> {
    text: &'a str,
    target: &'a str,
    found: Option<bool>,
    path: &'a [String],
}

/// The answer for a document and what it says about itself.
pub fn inspect<'a>(document: &'a Document, claims: &'a Claims, references: &'a [Reference]) -> Inspection<'a> {
    Inspection {
        schema_version: SCHEMA_VERSION,
        title: document.title.as_deref(),
        language: document.language.as_deref(),
        claims: ClaimV1::all(claims),
        promises: PromiseV1::all(claims),
        sections: SectionV1::all(document),
        references: references.iter().map(ReferenceV1::of).collect(),
        skipped: None,
    }
}

/// The answer for a capture that is not the policy's text.
pub fn skipped(reason: SkipReason) -> Inspection<'static> {
    Inspection {
        schema_version: SCHEMA_VERSION,
        title: None,
        language: None,
        claims: Vec::new(),
        promises: Vec::new(),
        sections: Vec::new(),
        references: Vec::new(),
        skipped: Some(skip_reason(reason)),
    }
}

impl<'a> SectionV1<'a> {
    pub(super) fn all(document: &'a Document) -> Vec<Self> {
        let sections = document.sections.iter().zip(paths(document));
        sections
            .map(|(section, path)| Self {
                level: section.level,
                number: section.heading.as_ref().and_then(Heading::number),
                title: section.heading.as_ref().map_or("", Heading::title),
                path,
                blocks: section.blocks.iter().map(BlockV1::of).collect(),
            })
            .collect()
    }
}

impl<'a> BlockV1<'a> {
    fn of(block: &'a Block) -> Self {
        Self {
            kind: block_kind(block.kind),
            depth: block.depth,
            label: block.label.as_deref(),
            sentences: block.sentences.iter().map(|sentence| sentence.text.as_str()).collect(),
        }
    }
}

impl<'a> ReferenceV1<'a> {
    fn of(reference: &'a Reference) -> Self {
        Self { text: &reference.text, target: &reference.target, found: reference.found, path: &reference.path }
    }
}

fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::TableRow => "table-row",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
    }
}

pub(super) fn skip_reason(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::ErrorPage => "error_page",
        SkipReason::Maintenance => "maintenance",
        SkipReason::NoContent => "no_content",
        SkipReason::ScriptShell => "script_shell",
        SkipReason::BotChallenge => "bot_challenge",
        SkipReason::Blocked => "blocked",
        SkipReason::Login => "login",
        SkipReason::ConsentWall => "consent_wall",
        SkipReason::RedirectStub => "redirect_stub",
        SkipReason::ParkedDomain => "parked_domain",
        SkipReason::Truncated => "truncated",
        SkipReason::OtherDocument => "other_document",
        SkipReason::OtherLanguage => "other_language",
        SkipReason::NotSelected => "not_selected",
        SkipReason::PdfUnsupported => "pdf_unsupported",
        SkipReason::PdfUnreadable => "pdf_unreadable",
        SkipReason::PdfWithoutText => "pdf_without_text",
        SkipReason::Binary => "binary",
        SkipReason::TooLarge => "too_large",
    }
}
