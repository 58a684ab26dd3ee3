//! Judges timelines. Owns what counts as a finding and how certain it is.
//! Must not know git, HTTP, HTML, the clock, or how a finding is printed.

mod anachronism;
mod back_dated;
mod build;
mod comments;
mod contradicting_dates;
mod dangling_reference;
mod date_only;
mod decision;
mod disappeared;
mod edition;
mod flapping;
mod index_page;
mod late_page;
mod moved;
mod order;
mod restated;
mod retroactive;
mod reverted;
mod short_notice;
mod silent_change;
mod stated;
mod step;
mod strength;
mod teasers;
mod terms;
#[cfg(test)]
mod tests;
mod variants;
mod weight;
mod wording;

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::capture::Digest;
use crate::claim::Claim;
use crate::compare::{self, Comparison, Lexicon};
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};
use crate::timeline::Timeline;

pub use step::{Side, Step};
use variants::{Role, Variants};

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

impl FindingKind {
    /// The kind as commands and formats write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::BackDated => "back-dated",
            Self::SilentChange => "silent-change",
            Self::UndatedChange => "undated-change",
            Self::Retroactive => "retroactive",
            Self::ShortNotice => "short-notice",
            Self::DateOnly => "date-only",
            Self::Anachronism => "anachronism",
            Self::ContradictingDates => "contradicting-dates",
            Self::DanglingReference => "dangling-reference",
            Self::Reverted => "reverted",
            Self::Flapping => "flapping",
            Self::Disappeared => "disappeared",
        }
    }
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

impl Certainty {
    /// The certainty in one word, as readers and formats see it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Likely => "likely",
            Self::Proven => "proven",
        }
    }
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

/// Everything a reader should know about a policy's past.
pub fn check(timeline: &Timeline) -> Vec<Finding> {
    check_among(timeline, &[], &[], Lexicon::built_in())
}

/// Whether the first version may have appeared long after the day it claims, so that other pages of its site can tell.
pub fn may_be_late(timeline: &Timeline) -> bool {
    late_page::wants_controls(timeline)
}

/// Like [`check`], with the comparisons of consecutive versions that have been made already, the first one of versions 1
/// and 2, and with the timelines of other pages of the same site. What is missing is compared here, by the lexicon; what the
/// other pages link to is the control for a page that appears late.
pub fn check_among(
    timeline: &Timeline,
    comparisons: &[Comparison],
    siblings: &[Timeline],
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let variants = Variants::of(timeline);
    let compared = compared(timeline, &variants, comparisons, lexicon);
    let steps: Vec<Step<'_>> = compared.iter().filter_map(|(role, step)| step_of(timeline, *role, step)).collect();

    let mut findings: Vec<Finding> = late_page::check(timeline, siblings).into_iter().collect();
    findings.extend(of_texts(timeline));
    for (index, step) in steps.iter().enumerate() {
        findings.extend(of_change(step, &steps[..index], &steps[index + 1..]));
    }
    findings.extend(compared.iter().filter_map(|(role, compared)| match role {
        Role::Return { to } => reverted::check(timeline, *to, compared.new, &compared.comparison),
        _ => None,
    }));
    findings.extend(variants.flaps.iter().filter_map(|flap| flapping::check(timeline, *flap)));
    findings.extend(disappeared::check(timeline));
    let doubtful = order::doubtful(timeline);
    for finding in &mut findings {
        if finding.version.is_some_and(|version| doubtful.contains(&version)) {
            order::doubt(finding);
        }
        // What a reader must know to judge the capture stands wherever something is said about it.
        if let Some(note) = finding.version.and_then(|n| timeline.version(n)?.provenance.note.as_deref()) {
            let note = wording::shorten(note);
            finding.text.extend([" A note on this capture: ", note.trim_end_matches('.'), "."]);
        }
    }
    findings.sort_by_key(|finding| (finding.version, finding.kind));
    findings
}

/// What one change amounts to, given only the two texts and when each was seen; and what is new about the new text.
pub fn check_pair(step: &Step<'_>) -> Vec<Finding> {
    let mut findings = of_change(step, &[], &[]);
    if step.order_is_unknown() {
        findings.iter_mut().for_each(order::doubt);
    }
    for finding in &mut findings {
        order::doubt_a_pair(step, finding);
    }
    let before = of_text(step.policy, &step.old);
    let known = |finding: &Finding| before.iter().any(|old| old.kind == finding.kind && old.text == finding.text);
    findings.extend(of_text(step.policy, &step.new).into_iter().filter(|finding| !known(finding)));
    findings
}

/// Two versions of a timeline, by index, and what differs.
struct Compared<'a> {
    old: usize,
    new: usize,
    comparison: Cow<'a, Comparison>,
}

/// Compares every version with the one it is to be held against; variants with none.
fn compared<'a>(
    timeline: &Timeline,
    variants: &Variants,
    comparisons: &'a [Comparison],
    lexicon: &Lexicon,
) -> Vec<(Role, Compared<'a>)> {
    let text = |index: usize| &*timeline.versions[index].document;
    let pair = |(new, role): (usize, &Role)| {
        let old = match *role {
            Role::Change { from } => from,
            Role::Return { .. } => new - 1,
            Role::First | Role::Variant => return None,
        };
        let made = comparisons.get(old).filter(|_| old + 1 == new).map(Cow::Borrowed);
        let comparison = made.unwrap_or_else(|| Cow::Owned(compare::compare_with(lexicon, text(old), text(new))));
        Some((*role, Compared { old, new, comparison }))
    };
    variants.roles.iter().enumerate().filter_map(pair).collect()
}

fn step_of<'a>(timeline: &'a Timeline, role: Role, compared: &'a Compared<'_>) -> Option<Step<'a>> {
    let side = |index: usize| Side::of(&timeline.versions[index], timeline);
    let first_seen = timeline.versions.first().map(|version| version.first_seen);
    let step = Step::new(&timeline.policy, side(compared.old), side(compared.new), &compared.comparison);
    matches!(role, Role::Change { .. }).then(|| step.in_history_since(first_seen))
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
        reverted::by_date(step).or_else(|| reverted::undecided(step)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The findings about single texts, each reported once, at the version where it begins.
fn of_texts(timeline: &Timeline) -> Vec<Finding> {
    let mut known: BTreeSet<(FindingKind, String)> = BTreeSet::new();
    let versions = timeline.versions.iter();
    let findings = versions.flat_map(|version| of_text(&timeline.policy, &Side::of(version, timeline)));
    findings.filter(|finding| known.insert((finding.kind, finding.text.clone()))).collect()
}

/// The findings about one text alone.
fn of_text(policy: &PolicyId, side: &Side<'_>) -> Vec<Finding> {
    let dates = [contradicting_dates::check(policy, side), anachronism::check(policy, side)];
    dates.into_iter().flatten().chain(dangling_reference::check(policy, side)).collect()
}
