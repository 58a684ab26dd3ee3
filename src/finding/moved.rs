//! Which newly stated date can be held against a change. Owns the guards that keep a switch of editions, a withdrawn
//! announcement or a returning older version from looking like a false date. Must not know what follows from the date.

use crate::claim::{Claim, ClaimKind};
use crate::time::{CapturedAt, PartialDate, Placement, Precision};

use super::Certainty;
use super::stated::{Movement, Stated};
use super::step::{Side, Step};

/// How far a stated date may move back and still be a correction; beyond it an older version is being served.
const CORRECTION_DAYS: i64 = 31;

/// Which of the two stated dates is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Text,
    Effective,
}

/// The date that the new text states and the old one did not, if the change can be held against it.
pub(super) fn newly_stated<'a>(step: &Step<'a>, which: Which) -> Option<&'a Claim> {
    let (old, new) = (step.old.stated(), step.new.stated());
    let (movement, claim, before) = match which {
        Which::Text => (Stated::text_movement(old, new), new.text, old.text),
        Which::Effective => (Stated::effective_movement(old, new), new.effective, old.effective),
    };
    // Which of several documents on one page changed cannot be told from the dates of all of them.
    if [&step.old, &step.new].iter().any(|side| holds_several_documents(side)) {
        return None;
    }
    match movement {
        Movement::Forward if depends_on_the_hour(step, claim?, before?) => None,
        Movement::Forward | Movement::Added => claim,
        Movement::Back if !older_version_returns(step, claim?, before?) => claim,
        _ => None,
    }
}

/// The new and the old date, where the move says that an older version is shown again rather than a new one.
pub(super) fn returning_claims<'a>(step: &Step<'a>) -> Option<(&'a Claim, &'a Claim)> {
    let (old, new) = (step.old.stated(), step.new.stated());
    let text = (Stated::text_movement(old, new), new.text, old.text);
    let effective = (Stated::effective_movement(old, new), new.effective, old.effective);
    [text, effective]
        .into_iter()
        .filter(|(movement, ..)| *movement == Movement::Back)
        .find_map(|(_, new, old)| Some((new?, old?)).filter(|(new, old)| older_version_returns(step, new, old)))
}

/// Whether another document's date stands on a line of its own, as it does when a page holds several documents.
fn holds_several_documents(side: &Side<'_>) -> bool {
    let lines = || side.document.sentences().map(|(_, _, sentence)| sentence.text.trim_end_matches('.'));
    let others = side.claims.visible().filter(|claim| claim.kind == ClaimKind::OtherDocument);
    others.into_iter().any(|other| lines().any(|line| line == other.text.trim_end_matches('.')))
}

fn older_version_returns(step: &Step<'_>, new: &Claim, old: &Claim) -> bool {
    let (Some(new), Some(old)) = (new.date, old.date) else { return true };
    // The old text had been announced for a coming day and is taken back: what returns is the version in force.
    let withdrawn = old.begins() > step.new.first_seen;
    // A month that moves to the one before it is as near as a day that moves by a month; which day of a year is meant is open.
    let whole_years = [old, new].iter().any(|date| date.precision() == Precision::Year);
    let since = if whole_years { old.last_day() } else { old.first_day() };
    let far = (since - new.first_day()).num_days() > CORRECTION_DAYS;
    withdrawn || (far && !in_another_year(step, new))
}

/// Whether a past date moved by a single day: some pages print every date in the time zone of the look, so that the hour
/// of the visit decides which of two days it is.
pub(super) fn depends_on_the_hour(step: &Step<'_>, new: &Claim, old: &Claim) -> bool {
    let (Some(new), Some(old)) = (new.date, old.date) else { return false };
    let days = [old, new].iter().all(|date| date.precision() == Precision::Day);
    let one_day = days && (new.first_day() - old.first_day()).num_days() == 1;
    one_day && matches!(step.bounds().place(new), Placement::Refuted { .. })
}

/// Whether the date would fit the change if only its year were another: a slip of the pen, common in January.
pub(super) fn in_another_year(step: &Step<'_>, date: PartialDate) -> bool {
    let bounds = step.bounds();
    date.a_year_later().is_some_and(|next| bounds.place(next) == Placement::Within)
}

/// How certainly a stated date was over at an instant, whichever way it is read.
pub(super) fn over(claim: &Claim, at: CapturedAt) -> Option<Certainty> {
    let over = |date: PartialDate| match () {
        () if date.ends() <= at => Some(Certainty::Proven),
        // Over where most people live, and for some hours more not on every island.
        () if date.over_in_utc(at) => Some(Certainty::Likely),
        () => None,
    };
    claim.readings().map(over).min().flatten()
}
