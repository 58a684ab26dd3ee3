//! What the tests of this module share: small documents, claims, versions and timelines.

mod adversary;
mod changes;
mod histories;

use std::sync::Arc;

use super::*;
use crate::capture::{Digest, MediaType, Provenance};
use crate::claim::{Claim, ClaimKind, Claims, Place, Promise};
use crate::document::{Block, BlockKind, Document, Section, Sentence, SkipReason};
use crate::timeline::{Look, Outcome, Timeline, Version};

pub(super) fn at(text: &str) -> CapturedAt {
    text.parse().unwrap()
}

pub(super) fn policy() -> PolicyId {
    "example/terms".parse().unwrap()
}

pub(super) fn claim(kind: ClaimKind, date: &str) -> Claim {
    let text = format!("{kind}: {date}");
    Claim { kind, date: Some(date.parse().unwrap()), candidates: Vec::new(), text, place: Place::Visible }
}

pub(super) fn ambiguous(one: &str, other: &str) -> Claim {
    let candidates = vec![one.parse().unwrap(), other.parse().unwrap()];
    Claim { date: None, candidates, text: one.to_owned(), kind: ClaimKind::LastUpdated, place: Place::Visible }
}

pub(super) fn claims(dates: &[Claim]) -> Claims {
    Claims { dates: dates.to_vec(), promises: Vec::new() }
}

/// A document of one section; each line is a paragraph of one sentence.
pub(super) fn document(text: &str) -> Document {
    let block = |line: &str| Block {
        kind: BlockKind::Paragraph,
        depth: 0,
        label: None,
        sentences: vec![Sentence::plain(line)],
    };
    let section = Section { level: 0, heading: None, blocks: text.lines().map(block).collect() };
    Document { sections: vec![section], ..Document::default() }
}

pub(super) fn seen_once<'a>(document: &'a Document, claims: &'a Claims) -> Side<'a> {
    Side::seen(document, claims, at("2024-06-01"), at("2024-06-01"))
}

/// One entry of a history: when it was first and last seen, its dates, its text, which begins with them.
pub(super) struct Seen {
    first: &'static str,
    last: &'static str,
    claims: Claims,
    text: String,
}

pub(super) fn seen(first: &'static str, last: &'static str, dates: &[Claim], text: &str) -> Seen {
    let lines: Vec<&str> = dates.iter().map(|claim| claim.text.as_str()).chain([text]).collect();
    Seen { first, last, claims: claims(dates), text: lines.join("\n") }
}

fn provenance(instant: &str) -> Provenance {
    Provenance {
        url: Some("https://example.com/terms".to_owned()),
        status: Some(200),
        ..Provenance::new(at(instant), "import")
    }
}

pub(super) fn look(instant: &str, outcome: Outcome, status: Option<u16>) -> Look {
    Look { provenance: Provenance { status, ..provenance(instant) }, digest: None, outcome }
}

/// A timeline with one look at the beginning and one at the end of each entry.
pub(super) fn timeline(history: Vec<Seen>) -> Timeline {
    let mut timeline = Timeline { policy: policy(), versions: Vec::new(), looks: Vec::new() };
    for (n, seen) in (1..).zip(history) {
        timeline.looks.push(look(seen.first, Outcome::Version(n), Some(200)));
        if seen.last != seen.first {
            timeline.looks.push(look(seen.last, Outcome::Version(n), Some(200)));
        }
        timeline.versions.push(Version {
            n,
            first_seen: at(seen.first),
            last_seen: at(seen.last),
            captures: if seen.last == seen.first { 1 } else { 2 },
            document: Arc::new(document(&seen.text)),
            claims: seen.claims,
            provenance: provenance(seen.first),
            media: MediaType::Text,
            digest: Digest::of(seen.text.as_bytes()),
            commit: None,
        });
    }
    timeline
}

pub(super) const OLD: &str = "We keep your data for 30 days.\nWe never sell your personal information.";
pub(super) const NEW: &str = "We keep your data for 30 days.\nWe may sell your personal information to advertisers.";

pub(super) fn updated(date: &str) -> Claim {
    claim(ClaimKind::LastUpdated, date)
}

pub(super) fn effective(date: &str) -> Claim {
    claim(ClaimKind::Effective, date)
}

pub(super) fn kinds(history: Vec<Seen>) -> Vec<FindingKind> {
    check(&timeline(history)).into_iter().map(|finding| finding.kind).collect()
}

pub(super) fn only(history: Vec<Seen>) -> Finding {
    let mut findings = check(&timeline(history));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

fn promising(days: u32, channels: &[&str]) -> Claims {
    Claims {
        dates: vec![effective("2024-01-01")],
        promises: vec![Promise {
            notice_days: Some(days),
            channels: channels.iter().map(|channel| (*channel).to_owned()).collect(),
            material_only: false,
            text: format!("We give {days} days' notice of any change."),
        }],
    }
}

fn noticed(old: Claims, effective_date: &str) -> Vec<Finding> {
    let old = Seen { claims: old, ..seen("2024-01-05", "2024-07-10", &[], OLD) };
    check(&timeline(vec![old, seen("2024-07-18", "2024-09-01", &[effective(effective_date)], NEW)]))
}
