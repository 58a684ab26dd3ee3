//! Back-dated: the page claims to be of a day after which a capture still lacked this text.
//! Must not know how captures are had or how a finding is printed.

use crate::claim::Claim;
use crate::compare::Change;

use super::decision::{Decision, decide};
use super::moved::{Which, in_another_year, newly_stated};
use super::step::Step;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// Publishing takes some days; from here on a lag is worth a sentence.
pub(super) const WORTH_A_SENTENCE: i64 = 7;
/// From here on a lag is long.
const LONG: i64 = 30;

/// The text of this step stands under a date after which it was still seen missing.
pub(super) fn by_version(step: &Step<'_>) -> Option<Finding> {
    let claim = newly_stated(step, Which::Text)?;
    let Decision::EarlierThanSeen { days_min, .. } = decide(Some(claim), step.bounds(), step.comparable()) else {
        return None;
    };
    let changes = weight::substantive(step);
    if changes.is_empty() {
        return None;
    }
    Some(finding(step, step, claim, days_min, &changes))
}

/// A clause that an earlier step brought stands, since this step moved the date, under a day on which it was not there.
/// A date line that follows its text late is checked against the text it dates.
pub(super) fn by_clause(step: &Step<'_>, earlier: &[Step<'_>]) -> Option<Finding> {
    let claim = newly_stated(step, Which::Text)?;
    if !step.comparable() || !weight::substantive(step).is_empty() {
        return None;
    }
    let same_date = |past: &&Step<'_>| newly_stated(past, Which::Text).is_none() && past.comparable();
    earlier.iter().rev().take_while(same_date).find_map(|past| {
        let Decision::EarlierThanSeen { days_min, .. } = decide(Some(claim), past.bounds(), true) else { return None };
        // What was removed stands under no date.
        let standing: Vec<_> = weight::substantive(past).into_iter().filter(|change| change.new.is_some()).collect();
        (!standing.is_empty()).then(|| finding(step, past, claim, days_min, &standing))
    })
}

/// `step` states the date, `change` is the one that the date precedes; mostly they are the same.
fn finding(step: &Step<'_>, change: &Step<'_>, claim: &Claim, days_min: i64, changes: &[&Change]) -> Finding {
    let slip = claim.date.is_some_and(|date| in_another_year(change, date));
    let (certainty, severity) = strength(change, claim, days_min, slip);
    let quotes = weight::quotes(changes, &change.old, &change.new);
    let mut finding = change.finding(FindingKind::BackDated, certainty, severity);
    finding.version = step.new.version;
    finding.claiming(claim, &step.new).with(quotes).saying(sentence(change, claim, days_min, slip))
}

/// How certain and how severe a lag is: one capture alone may be a stale copy, and a slip of the pen explains a year.
pub(super) fn strength(step: &Step<'_>, claim: &Claim, days_min: i64, slip: bool) -> (Certainty, u8) {
    let negatives = claim.date.and_then(|date| step.negatives_since(date.ends()));
    let severity = match days_min {
        ..WORTH_A_SENTENCE => 0,
        WORTH_A_SENTENCE..=LONG => 2,
        _ => 3,
    };
    let capped = if slip || negatives == Some(1) { severity.min(1) } else { severity };
    (if slip { Certainty::Likely } else { Certainty::Proven }, capped)
}

fn sentence(step: &Step<'_>, claim: &Claim, days_min: i64, slip: bool) -> String {
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let mut text = format!(
        "The page says {}. A capture of {lacked} still lacked this text; it was first seen on {seen}. So it appeared at \
         least {} after the date it gives.",
        wording::says(claim),
        wording::days(days_min),
    );
    if slip {
        text.push_str(" A slip of the year would explain it.");
    }
    text
}
