//! Retroactive: the new terms take effect on a day on which they were still seen missing.
//! Must not know how captures are had or how a finding is printed.

use super::decision::{Decision, decide};
use super::moved::{Which, newly_stated};
use super::step::Step;
use super::strength::Strength;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// The terms of this step are said to apply from a day after which they were still seen missing.
pub(super) fn check(step: &Step<'_>) -> Option<Finding> {
    let claim = newly_stated(step, Which::Effective)?;
    let Decision::RetroactiveEffect { days_min, .. } = decide(Some(claim), step.bounds(), step.comparable()) else {
        return None;
    };
    let changes = step.substance();
    if changes.is_empty() {
        return None;
    }
    let Strength { certainty, severity, caveat } = Strength::of(step, claim, days_min);
    if certainty == Certainty::Unknown {
        return None;
    }
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let text = format!(
        "The page says {}. A capture of {lacked} still lacked these terms; they were first seen on {seen}. So they \
         appeared at least {} after the day from which they are said to apply.{caveat}",
        wording::says(claim),
        wording::days(days_min),
    );
    let quotes = weight::quotes(changes, &step.old, &step.new);
    let finding = step.finding(FindingKind::Retroactive, certainty, severity);
    Some(finding.claiming(claim, &step.new).with(quotes).saying(text))
}
