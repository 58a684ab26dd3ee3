//! Back-dated: the page claims to be of a day after which a capture still lacked this text.
//! Must not know how captures are had or how a finding is printed.

use crate::claim::Claim;
use crate::compare::Change;
use crate::time::Bounds;

use super::decision::{Decision, decide};
use super::moved::{Which, newly_stated};
use super::restated::Words;
use super::step::Step;
use super::strength::Strength;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// The text of this step stands under a date after which it was still seen missing.
pub(super) fn by_version(step: &Step<'_>) -> Option<Finding> {
    let claim = dating(step)?;
    let days_min = lag(claim, step.bounds(), step.comparable())?;
    let changes = step.substance();
    let known = Strength::of(step, claim, days_min).certainty > Certainty::Unknown;
    (!changes.is_empty() && known).then(|| finding(step, step, claim, days_min, changes))
}

/// The date of this step where it would be back-dated, but nobody looked before the day it names: whether the text came
/// late or an older one was shown again cannot be told.
pub(super) fn undecided<'a>(step: &Step<'a>) -> Option<&'a Claim> {
    let claim = dating(step)?;
    let days_min = lag(claim, step.bounds(), step.comparable())?;
    let unknown = Strength::of(step, claim, days_min).certainty == Certainty::Unknown;
    (unknown && !step.substance().is_empty()).then_some(claim)
}

/// A clause that an earlier step brought stands, since this step moved the date, under a day on which it was not there.
/// A date line that follows its text late is checked against the text it dates.
pub(super) fn by_clause(step: &Step<'_>, earlier: &[Step<'_>]) -> Option<Finding> {
    let claim = dating(step)?;
    if !step.comparable() || !step.substance().is_empty() {
        return None;
    }
    let words = Words::of(step.new.document);
    let same_date = |past: &&Step<'_>| dating(past).is_none() && past.comparable();
    earlier.iter().rev().take_while(same_date).filter(|past| !past.order_is_unknown()).find_map(|past| {
        let days_min = lag(claim, past.bounds(), true)?;
        // What was removed, or is gone again, stands under no date.
        let stands = |change: &&&Change| change.new.as_ref().is_some_and(|clause| words.hold_all(&clause.text));
        let standing: Vec<&Change> = past.substance().iter().filter(stands).copied().collect();
        (!standing.is_empty()).then(|| finding(step, past, claim, days_min, &standing))
    })
}

/// The newly stated date that a reader takes for the date of the text: of an update, a publication or a version; where the
/// page states none of these, the one from which it applies. Such a page is held to the only date it gives.
fn dating<'a>(step: &Step<'a>) -> Option<&'a Claim> {
    let which = if step.new.stated().text.is_some() { Which::Text } else { Which::Effective };
    newly_stated(step, which)
}

fn lag(claim: &Claim, bounds: Bounds, comparable: bool) -> Option<i64> {
    match decide(Some(claim), bounds, comparable) {
        Decision::EarlierThanSeen { days_min, .. } | Decision::RetroactiveEffect { days_min, .. } => Some(days_min),
        _ => None,
    }
}

/// `step` states the date, `change` is the one that the date precedes; mostly they are the same.
fn finding(step: &Step<'_>, change: &Step<'_>, claim: &Claim, days_min: i64, changes: &[&Change]) -> Finding {
    let strength = Strength::of(change, claim, days_min);
    let is_effective = step.new.stated().text.is_none();
    // The day from which terms apply need not be the day on which they were written.
    let certainty = if is_effective { strength.certainty.min(Certainty::Likely) } else { strength.certainty };
    let quotes = weight::quotes(changes, &change.old, &change.new);
    let mut finding = change.finding(FindingKind::BackDated, certainty, strength.severity);
    finding.version = step.new.version;
    let text = sentence(change, claim, days_min, is_effective) + strength.caveat;
    finding.claiming(claim, &step.new).with(quotes).saying(text)
}

fn sentence(step: &Step<'_>, claim: &Claim, days_min: i64, is_effective: bool) -> String {
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let (alone, the_date) =
        if is_effective { (" and states no other date", "the only date") } else { ("", "the date") };
    format!(
        "The page says {}{alone}. A capture of {lacked} still lacked this text; it was first seen on {seen}. So it appeared \
         at least {} after {the_date} it gives.",
        wording::says(claim),
        wording::days(days_min),
    )
}
