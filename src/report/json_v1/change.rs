//! Comparisons as they stand in JSON version 1: what `diff` answers.
//! Must not know how changes are found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::finding::FindingV1;
use crate::compare::{
    Change, ClauseAt, Comparison, Op, Rename, SectionChange, SectionOp, Summary, Topic, WordOp, WordRun,
};
use crate::finding::Finding;

/// What `diff --json` answers.
#[derive(Debug, Serialize)]
pub struct Difference<'a> {
    schema_version: u32,
    changes: Vec<ChangeV1<'a>>,
    sections: Vec<SectionChangeV1<'a>>,
    renames: Vec<RenameV1<'a>>,
    summary: SummaryV1<'a>,
    /// Left out when it is not known when the two texts were seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingV1<'a>>>,
}

/// One clause that differs.
#[derive(Debug, Serialize)]
pub(super) struct ChangeV1<'a> {
    op: &'static str,
    old: Option<ClauseV1<'a>>,
    new: Option<ClauseV1<'a>>,
    words: Vec<WordsV1<'a>>,
    nature: &'static str,
    topics: Vec<&'static str>,
    severity: u8,
    direction: &'static str,
    rule: &'a str,
    cues: &'a [String],
}

#[derive(Debug, Serialize)]
struct ClauseV1<'a> {
    path: &'a [String],
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct WordsV1<'a> {
    op: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct SectionChangeV1<'a> {
    op: &'static str,
    old: &'a [String],
    new: &'a [String],
}

#[derive(Debug, Serialize)]
struct RenameV1<'a> {
    old: &'a str,
    new: &'a str,
    places: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct SummaryV1<'a> {
    verdict: &'static str,
    severity: u8,
    headline: &'a str,
    counts: CountsV1<'a>,
}

#[derive(Debug, Serialize)]
struct CountsV1<'a> {
    added: usize,
    removed: usize,
    modified: usize,
    moved: usize,
    natures: &'a BTreeMap<String, usize>,
}

/// The answer for two texts; with findings when it is known when each of them was seen.
pub fn diff<'a>(comparison: &'a Comparison, findings: Option<&'a [Finding]>) -> Difference<'a> {
    Difference {
        schema_version: SCHEMA_VERSION,
        changes: comparison.changes.iter().map(ChangeV1::of).collect(),
        sections: comparison.sections.iter().map(SectionChangeV1::of).collect(),
        renames: comparison.renames.iter().map(RenameV1::of).collect(),
        summary: SummaryV1::of(&comparison.summary),
        findings: findings.map(FindingV1::all),
    }
}

impl<'a> ChangeV1<'a> {
    pub(super) fn of(change: &'a Change) -> Self {
        Self {
            op: op(change.op),
            old: change.old.as_ref().map(ClauseV1::of),
            new: change.new.as_ref().map(ClauseV1::of),
            words: change.words.iter().map(WordsV1::of).collect(),
            nature: change.nature.id(),
            topics: change.topics.iter().copied().map(Topic::id).collect(),
            severity: change.severity,
            direction: change.direction.id(),
            rule: &change.rule,
            cues: &change.cues,
        }
    }
}

impl<'a> ClauseV1<'a> {
    fn of(clause: &'a ClauseAt) -> Self {
        Self { path: &clause.path, text: &clause.text }
    }
}

impl<'a> WordsV1<'a> {
    fn of(run: &'a WordRun) -> Self {
        let op = match run.op {
            WordOp::Equal => "equal",
            WordOp::Insert => "insert",
            WordOp::Delete => "delete",
        };
        Self { op, text: &run.text }
    }
}

impl<'a> SectionChangeV1<'a> {
    fn of(change: &'a SectionChange) -> Self {
        Self { op: section_op(change.op), old: &change.old, new: &change.new }
    }
}

impl<'a> RenameV1<'a> {
    fn of(rename: &'a Rename) -> Self {
        Self { old: &rename.old, new: &rename.new, places: rename.places }
    }
}

impl<'a> SummaryV1<'a> {
    pub(super) fn of(summary: &'a Summary) -> Self {
        let counts = &summary.counts;
        Self {
            verdict: summary.verdict.id(),
            severity: summary.severity,
            headline: &summary.headline,
            counts: CountsV1 {
                added: counts.added,
                removed: counts.removed,
                modified: counts.modified,
                moved: counts.moved,
                natures: &counts.natures,
            },
        }
    }
}

fn op(op: Op) -> &'static str {
    match op {
        Op::Added => "added",
        Op::Removed => "removed",
        Op::Modified => "modified",
        Op::Moved => "moved",
    }
}

fn section_op(op: SectionOp) -> &'static str {
    match op {
        SectionOp::Added => "added",
        SectionOp::Removed => "removed",
        SectionOp::Renamed => "renamed",
        SectionOp::Renumbered => "renumbered",
        SectionOp::Moved => "moved",
        SectionOp::Releveled => "releveled",
        SectionOp::Split => "split",
        SectionOp::Merged => "merged",
    }
}
