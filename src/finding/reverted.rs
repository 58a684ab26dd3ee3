//! Reverted: a version returns to an earlier text after another one had stood for a while; and, with less to go by, a
//! page whose date moves back as if an older version were served again. Must not know how texts are compared.

use crate::compare::Comparison;
use crate::timeline::Timeline;

use super::moved::returning_claims;
use super::step::{Side, Step};
use super::{Certainty, Finding, FindingKind, back_dated, weight, wording};

/// A text that stood this long had been adopted.
const ADOPTED_DAYS: i64 = 14;

/// The version with index `at` shows the text of the one with index `to` again. `comparison` is with the one before.
pub(super) fn check(timeline: &Timeline, to: usize, at: usize, comparison: &Comparison) -> Option<Finding> {
    let (earlier, between, now) =
        (timeline.versions.get(to)?, timeline.versions.get(to + 1..at)?, timeline.versions.get(at)?);
    let (first, last) = (between.first()?, between.last()?);
    let stood = last.last_seen.days_since(first.first_seen);
    let step = Step::new(&timeline.policy, Side::of(last, timeline), Side::of(now, timeline), comparison);
    let changes = step.substance();
    let certainty = if stood >= ADOPTED_DAYS { Certainty::Proven } else { Certainty::Likely };
    let text = format!(
        "On {} the page shows again the text {}. Another text had been seen {}.",
        wording::seen(now.first_seen),
        wording::first_and_last(earlier.first_seen, earlier.last_seen),
        wording::from_to(first.first_seen, last.last_seen)
    );
    let severity = changes.first().map_or(0, |change| change.severity.min(2));
    let before = Side::of(earlier, timeline).witness(earlier.last_seen, "last capture of the same text before");
    let quotes = weight::quotes(changes, &step.old, &step.new);
    Some(step.finding(FindingKind::Reverted, certainty, severity).with([before]).with(quotes).saying(text))
}

/// The text was seen missing long after the day it claims, and nobody looked before that day: it may have come late, and an
/// older version may have been shown again. The page is given the benefit of the doubt.
pub(super) fn undecided(step: &Step<'_>) -> Option<Finding> {
    let claim = back_dated::undecided(step)?;
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let text = format!(
        "The page says {}. A capture of {lacked} shows another text, and one of {seen} shows this one. No capture from before \
         that date is known, so it cannot be told whether this text came late or an earlier version had been shown again.",
        wording::says(claim),
    );
    let finding = step.finding(FindingKind::Reverted, Certainty::Unknown, 0);
    Some(finding.claiming(claim, &step.new).saying(text))
}

/// The stated date moved far back, or a coming one was withdrawn: an older version may be served again.
pub(super) fn by_date(step: &Step<'_>) -> Option<Finding> {
    let (new, old) = returning_claims(step).filter(|_| step.comparable())?;
    let text = format!(
        "The page said {} and now says {}. An earlier version may be shown again; no capture here shows that it is.",
        wording::quote(&old.text),
        wording::quote(&new.text)
    );
    let before = step.old.quote("the date as the page stated it before", &old.text);
    let finding = step.finding(FindingKind::Reverted, Certainty::Unknown, 0);
    Some(finding.claiming(new, &step.new).with([before]).saying(text))
}
