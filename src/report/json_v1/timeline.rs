//! Timelines and versions as they stand in JSON version 1: what `log`, `show` and `blame` answer.
//! Must not know where a timeline is kept.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::claim::{ClaimV1, PromiseV1};
use super::document::{SectionV1, skip_reason};
use super::finding::{BoundsV1, FindingV1};
use crate::finding::Finding;
use crate::policy::PolicyId;
use crate::report::outline::paths;
use crate::timeline::{Look, Outcome, Timeline, Version};

/// What `log --json` answers.
#[derive(Debug, Serialize)]
pub struct Log<'a> {
    schema_version: u32,
    policy: String,
    versions: Vec<VersionV1<'a>>,
    findings: Vec<FindingV1<'a>>,
    not_seen: Vec<NotSeenV1<'a>>,
}

/// What `log --json` answers for several policies.
#[derive(Debug, Serialize)]
pub struct Logs<'a> {
    schema_version: u32,
    policies: Vec<Log<'a>>,
}

/// A look that showed no version, and why.
#[derive(Debug, Serialize)]
struct NotSeenV1<'a> {
    captured_at: String,
    source: &'a str,
    skipped: Option<&'static str>,
    error: Option<&'a str>,
}

/// One version of a policy.
#[derive(Debug, Serialize)]
struct VersionV1<'a> {
    n: u32,
    commit: Option<&'a str>,
    first_seen: String,
    last_seen: String,
    claims: Vec<ClaimV1<'a>>,
    captures: u32,
    source: &'a str,
    url: Option<&'a str>,
    memento: Option<&'a str>,
    sha256: String,
    words: usize,
    note: Option<&'a str>,
}

/// What `show --json` answers.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    schema_version: u32,
    policy: String,
    version: VersionV1<'a>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    promises: Vec<PromiseV1<'a>>,
    sections: Vec<SectionV1<'a>>,
}

/// What `blame --json` answers.
#[derive(Debug, Serialize)]
pub struct Blame<'a> {
    schema_version: u32,
    policy: String,
    version: u32,
    sentences: Vec<BlamedV1<'a>>,
}

/// One sentence and since when it stands.
#[derive(Debug, Serialize)]
struct BlamedV1<'a> {
    text: &'a str,
    path: Vec<&'a str>,
    since: u32,
    bounds: Option<BoundsV1>,
}

/// The answer for a policy's versions and what is to be known about them.
pub fn log<'a>(timeline: &'a Timeline, findings: &'a [Finding]) -> Log<'a> {
    Log {
        schema_version: SCHEMA_VERSION,
        policy: timeline.policy.to_string(),
        versions: timeline.versions.iter().map(VersionV1::of).collect(),
        findings: FindingV1::all(findings),
        not_seen: timeline.looks.iter().filter_map(NotSeenV1::of).collect(),
    }
}

/// The answer for several policies.
pub fn logs(policies: Vec<Log<'_>>) -> Logs<'_> {
    Logs { schema_version: SCHEMA_VERSION, policies }
}

/// The answer for one version with its text.
pub fn show<'a>(policy: &PolicyId, version: &'a Version) -> Shown<'a> {
    Shown {
        schema_version: SCHEMA_VERSION,
        policy: policy.to_string(),
        version: VersionV1::of(version),
        title: version.document.title.as_deref(),
        language: version.document.language.as_deref(),
        promises: PromiseV1::all(&version.claims),
        sections: SectionV1::all(&version.document),
    }
}

/// The answer for a version's sentences; `origins` says of each, in document order, since which version it stands.
pub fn blame<'a>(timeline: &'a Timeline, version: &'a Version, origins: &[u32]) -> Blame<'a> {
    let document = &version.document;
    let paths = paths(document);
    let sentences = document.sentences().zip(origins).map(|((section, _, sentence), &since)| BlamedV1 {
        text: &sentence.text,
        path: paths[section].clone(),
        since,
        bounds: timeline.bounds(since).map(BoundsV1::of),
    });
    Blame {
        schema_version: SCHEMA_VERSION,
        policy: timeline.policy.to_string(),
        version: version.n,
        sentences: sentences.collect(),
    }
}

impl<'a> NotSeenV1<'a> {
    /// `None` for a look that showed a version.
    fn of(look: &'a Look) -> Option<Self> {
        let provenance = &look.provenance;
        let (skipped, error) = match look.outcome {
            Outcome::Version(_) => return None,
            Outcome::Skipped(reason) => (Some(skip_reason(reason)), None),
            Outcome::Failed => (None, Some(provenance.note.as_deref().unwrap_or("nothing was had"))),
        };
        Some(Self { captured_at: provenance.captured_at.to_string(), source: &provenance.source, skipped, error })
    }
}

impl<'a> VersionV1<'a> {
    fn of(version: &'a Version) -> Self {
        let provenance = &version.provenance;
        Self {
            n: version.n,
            commit: version.commit.as_deref(),
            first_seen: version.first_seen.to_string(),
            last_seen: version.last_seen.to_string(),
            claims: ClaimV1::all(&version.claims),
            captures: version.captures,
            source: &provenance.source,
            url: provenance.url.as_deref(),
            memento: provenance.memento.as_deref(),
            sha256: version.digest.to_string(),
            words: version.document.word_count(),
            note: provenance.note.as_deref(),
        }
    }
}
