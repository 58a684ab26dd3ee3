//! An alert: a version that says something else than the one before, with what a reader must know to judge it.
//! Owns what counts as a change worth telling. Must not know channels, or whether an alert was sent before.

mod filter;
mod html;
mod markdown;
mod plain;

use crate::capture::Digest;
use crate::compare::{Change, Comparison, WordOp};
use crate::document::{self, Document};
use crate::finding::Finding;
use crate::policy::PolicyId;
use crate::report::PolicyReport;
use crate::time::{Bounds, CapturedAt};
use crate::timeline::Version;

pub use filter::Filter;
pub use html::html;
pub use markdown::{comment, issue};
pub use plain::{line, plain, sentence, subject};

/// A version that says something else than the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// The same for the same text first seen at the same instant, whatever is found later.
    pub id: String,
    pub policy: PolicyId,
    /// The page's own title.
    pub title: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// Where an archive shows the capture in which the text was first seen.
    pub memento: Option<String>,
    /// The version's ordinal when the alert was made.
    pub version: u32,
    pub first_seen: CapturedAt,
    /// Between which two looks the text changed.
    pub bounds: Bounds,
    /// What the comparison amounts to.
    pub comparison: Comparison,
    /// What a reader should know about this version and how it came.
    pub findings: Vec<Finding>,
    /// The dates the page stated before, in its words.
    pub stated_before: Vec<String>,
    /// The dates the page states now, in its words.
    pub stated: Vec<String>,
}

/// Whether a comparison has a clause in which a reader sees a difference: the one test of both "changed" and "told".
///
/// Words must have come or gone: a link's target, the order of clauses or the number of a section alone are recorded, and
/// told nobody.
pub fn is_visible(comparison: &Comparison) -> bool {
    comparison.changes.iter().any(is_visible_change)
}

fn is_visible_change(change: &Change) -> bool {
    change.words.iter().any(|run| run.op != WordOp::Equal && run.text.chars().any(char::is_alphanumeric))
}

impl Alert {
    /// The alert about version `index` of a timeline, counted from 0; `None` where it shows nothing new to a reader.
    pub fn of(report: &PolicyReport<'_>, index: usize) -> Option<Self> {
        let [old, new] = report.timeline.versions.get(index.checked_sub(1)?..=index)? else { return None };
        let comparison = report.comparisons.get(index - 1).filter(|comparison| is_visible(comparison))?;
        let about = |finding: &&Finding| finding.version == Some(new.n);
        Some(Self {
            id: id(&report.timeline.policy, &new.document, new.first_seen),
            policy: report.timeline.policy.clone(),
            title: new.document.title.clone(),
            url: new.provenance.url.clone(),
            memento: new.provenance.memento.clone(),
            version: new.n,
            first_seen: new.first_seen,
            bounds: Bounds { after: Some(old.last_seen), before: new.provenance.captured_by() },
            comparison: comparison.clone(),
            findings: report.findings.iter().filter(about).cloned().collect(),
            stated_before: stated(old),
            stated: stated(new),
        })
    }

    /// Every alert of a policy, oldest first.
    pub fn all(report: &PolicyReport<'_>) -> Vec<Self> {
        (0..report.timeline.versions.len()).filter_map(|index| Self::of(report, index)).collect()
    }

    /// The gravest of what changed and what was found.
    pub fn severity(&self) -> u8 {
        let findings = self.findings.iter().map(|finding| finding.severity).max();
        self.comparison.summary.severity.max(findings.unwrap_or(0))
    }

    /// The clauses in which a reader sees a difference, gravest first, otherwise as they stand in the text.
    pub(super) fn visible_changes(&self) -> Vec<&Change> {
        let mut changes: Vec<&Change> =
            self.comparison.changes.iter().filter(|change| is_visible_change(change)).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.severity));
        changes
    }

    /// The findings, gravest and best proven first.
    pub(super) fn ranked_findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.certainty)));
        findings
    }

    /// Between which days the text changed.
    pub(super) fn when(&self) -> String {
        let before = self.bounds.before.day();
        match self.bounds.after.map(CapturedAt::day) {
            Some(after) if after == before => format!("on {after}"),
            Some(after) => format!("between {after} and {before}"),
            None => format!("by {before}"),
        }
    }

    /// What the page states about its dates, before and now; `None` where it states nothing.
    pub(super) fn dates(&self) -> Option<String> {
        let quoted = |words: &[String]| words.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(", ");
        match (&self.stated_before[..], &self.stated[..]) {
            ([], []) => None,
            (before, now) if before == now => Some(format!("The page says {}, as before.", quoted(now))),
            ([], now) => Some(format!("The page says {}; before, it stated no date.", quoted(now))),
            (before, []) => Some(format!("The page states no date now; before, it said {}.", quoted(before))),
            (before, now) => Some(format!("The page says {}; before, it said {}.", quoted(now), quoted(before))),
        }
    }
}

/// The name of an alert: a policy, a text, and when it was first seen.
fn id(policy: &PolicyId, document: &Document, first_seen: CapturedAt) -> String {
    let text = document::fingerprint(document);
    let mut name = Digest::of(format!("{policy}\n{text}\n{first_seen}").as_bytes()).to_string();
    name.truncate(24);
    name
}

/// The dates a version states for itself, in its words: of its text, and of its being in force.
fn stated(version: &Version) -> Vec<String> {
    let claims = [version.claims.dated(), version.claims.effective()];
    let mut words: Vec<String> = claims.into_iter().flatten().map(|claim| claim.text.clone()).collect();
    words.dedup();
    words
}
