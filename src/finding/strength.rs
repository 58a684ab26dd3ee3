//! How firmly a capture that lacks a text bears that the text came after its date: how long the lag is, how many captures
//! show it, and what else would explain it. Must not know which finding it is for.

use crate::claim::Claim;

use super::Certainty;
use super::moved::in_another_year;
use super::step::Step;

/// Publishing takes some days; from here on a lag is worth a sentence.
pub(super) const WORTH_A_SENTENCE: i64 = 7;
/// From here on a lag is long.
const LONG: i64 = 30;
/// When nobody looked for longer than this, the day of the change is hardly known.
const WIDE_GAP: i64 = 90;

/// How certain and how severe a lag is, and what a reader must know to weigh it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strength {
    pub certainty: Certainty,
    pub severity: u8,
    /// What weighs for or against it: empty, or a sentence with a space before it.
    pub caveat: &'static str,
}

impl Strength {
    /// Weighs that the text of a step appeared at least so many days after the date it claims.
    pub fn of(step: &Step<'_>, claim: &Claim, days_min: i64) -> Self {
        let severity = match days_min {
            ..WORTH_A_SENTENCE => 0,
            WORTH_A_SENTENCE..=LONG => 2,
            _ => 3,
        };
        let Some(date) = claim.date else {
            return Self { certainty: Certainty::Unknown, severity: 0, caveat: "" };
        };
        if in_another_year(step, date) {
            let caveat = " A slip of the year would explain it.";
            return Self { certainty: Certainty::Likely, severity: severity.min(1), caveat };
        }
        let seen_before = step.seen_before_it_passed(date.ends());
        if days_min > LONG && seen_before == Some(false) {
            // An older version may have been shown again; nothing is to be said against the page.
            return Self { certainty: Certainty::Unknown, severity: 0, caveat: "" };
        }
        let certainty = if days_min > LONG && seen_before.is_none() { Certainty::Likely } else { Certainty::Proven };
        if step.hangs_on_one_look(date.ends()) {
            let caveat = " Only one capture after that day shows the older text; it may have been a stale copy.";
            return Self { certainty, severity: severity.min(1), caveat };
        }
        let wide = step.bounds().gap_days().is_some_and(|days| days > WIDE_GAP);
        // One archive may be wrong about a page for long; two that know nothing of each other hardly are.
        if step.is_borne_by_two_sources(date.ends()) {
            let caveat = " Captures of two independent sources show the older text after that day.";
            return Self { certainty, severity: if wide { severity.min(2) } else { severity }, caveat };
        }
        Self { certainty, severity: if wide { severity.min(1) } else { severity }, caveat: "" }
    }
}
