//! Judges timelines. Owns what counts as a finding and how certain it is.
//! Must not know git, HTTP, HTML, the clock, or how a finding is printed.

mod anachronism;
mod back_dated;
mod contradicting_dates;
mod date_only;
mod decision;
mod disappeared;
mod edition;
mod late_page;
mod moved;
mod retroactive;
mod short_notice;
mod silent_change;
mod stated;
mod step;
mod terms;
#[cfg(test)]
mod tests;
mod weight;
mod wording;

use serde::{Deserialize, Serialize};

use crate::capture::Digest;
use crate::claim::Claim;
use crate::compare::{self, Comparison};
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};
use crate::timeline::Timeline;

pub use step::{Side, Step};

/// What a reader should know about a change or a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The page claims a date after which a capture still lacked this text.
    BackDated,
    /// A substantive clause changed and no claim moved.
    SilentChange,
    /// A substantive clause changed on a page that states no date.
    UndatedChange,
    /// The new terms take effect before they can have been published.
    Retroactive,
    /// Less notice than the policy itself promised.
    ShortNotice,
    /// A claim moved and nothing substantive changed.
    DateOnly,
    /// The text speaks of what did not exist at the date it claims.
    Anachronism,
    /// Two claims cannot both hold.
    ContradictingDates,
    /// A reference to a place that is not there.
    DanglingReference,
    /// A version returns to an earlier text.
    Reverted,
    /// Captures alternate between texts.
    Flapping,
    /// The page stopped existing, leads elsewhere, or was replaced.
    Disappeared,
}

/// How far a finding is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It may be so; the evidence cannot tell.
    Unknown,
    /// The evidence speaks for it, and another reading remains.
    Likely,
    /// It follows from the captures.
    Proven,
}

/// A capture or a quote that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it shows, in a few words: `last capture without the text`.
    pub role: String,
    /// The version it stands in, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<CapturedAt>,
    /// The page's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where anybody can look: the archived capture if there is one, else the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
}

/// Something a reader should know about a change or a version, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub certainty: Certainty,
    /// 0 a note, 1 low, 2 medium, 3 high.
    pub severity: u8,
    pub policy: PolicyId,
    /// The version it is about.
    pub version: Option<u32>,
    pub claim: Option<Claim>,
    pub bounds: Option<Bounds>,
    /// Never empty.
    pub evidence: Vec<Evidence>,
    /// One or two sentences that can be quoted.
    pub text: String,
}

/// Everything a reader should know about a policy's past, comparing consecutive versions.
pub fn check(timeline: &Timeline) -> Vec<Finding> {
    let pairs = timeline.versions.iter().zip(timeline.versions.iter().skip(1));
    let comparisons: Vec<_> = pairs.map(|(old, new)| compare::compare(&old.document, &new.document)).collect();
    check_with(timeline, &comparisons)
}

/// Like [`check`], with the comparisons already made: the first one is of versions 1 and 2.
pub fn check_with(timeline: &Timeline, comparisons: &[Comparison]) -> Vec<Finding> {
    let pairs = timeline.versions.iter().zip(timeline.versions.iter().skip(1));
    let steps: Vec<Step<'_>> = pairs
        .zip(comparisons)
        .map(|((old, new), comparison)| Step {
            policy: &timeline.policy,
            old: Side::of(old, timeline),
            new: Side::of(new, timeline),
            comparison,
        })
        .collect();
    let mut findings: Vec<Finding> = late_page::check(timeline).into_iter().collect();
    if let Some(first) = timeline.versions.first() {
        findings.extend(of_text(&timeline.policy, &Side::of(first, timeline)));
    }
    for (index, step) in steps.iter().enumerate() {
        findings.extend(of_change(step, &steps[..index], &steps[index + 1..]));
        findings.extend(begun(of_text(step.policy, &step.new), &of_text(step.policy, &step.old)));
    }
    findings.extend(disappeared::check(timeline));
    findings
}

/// What one change amounts to, given only the two texts and when each was seen; and what is new about the new text.
pub fn check_pair(step: &Step<'_>) -> Vec<Finding> {
    let mut findings = of_change(step, &[], &[]);
    findings.extend(begun(of_text(step.policy, &step.new), &of_text(step.policy, &step.old)));
    findings
}

/// The findings about a change, given the steps before and after it.
fn of_change(step: &Step<'_>, earlier: &[Step<'_>], later: &[Step<'_>]) -> Vec<Finding> {
    let back_dated = back_dated::by_version(step).or_else(|| back_dated::by_clause(step, earlier));
    [
        back_dated,
        retroactive::check(step),
        short_notice::check(step),
        silent_change::check(step, later),
        date_only::check(step),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The findings about one text alone.
fn of_text(policy: &PolicyId, side: &Side<'_>) -> Vec<Finding> {
    [contradicting_dates::check(policy, side), anachronism::check(policy, side)].into_iter().flatten().collect()
}

/// Of the findings about a text those that the text before did not have: each is reported once, where it begins.
fn begun(findings: Vec<Finding>, before: &[Finding]) -> Vec<Finding> {
    let known = |finding: &Finding| before.iter().any(|old| old.kind == finding.kind && old.text == finding.text);
    findings.into_iter().filter(|finding| !known(finding)).collect()
}
