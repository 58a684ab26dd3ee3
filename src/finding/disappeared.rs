//! Disappeared: after the last version, looks found that the page is gone, leads elsewhere or was replaced.
//! Must not know how looks are taken. A look that failed for another reason is never an absence.

use crate::document::SkipReason;
use crate::time::Bounds;
use crate::timeline::{Look, Outcome, Timeline};

use super::late_page::found_no_page;
use super::step::Side;
use super::{Certainty, Evidence, Finding, FindingKind, wording};

/// From here on a page that stays gone is not being repaired.
const GONE_DAYS: i64 = 7;

/// What the looks after the last version say about the page.
pub(super) fn check(timeline: &Timeline) -> Option<Finding> {
    let version = timeline.versions.last()?;
    let after = timeline.looks.partition_point(|look| look.provenance.captured_at <= version.last_seen);
    let gone: Vec<(&Look, &str)> =
        timeline.looks.get(after..)?.iter().filter_map(|look| Some((look, gone(look)?))).collect();
    let ((first, _), (last, how)) = (*gone.first()?, *gone.last()?);
    // One look may have met an hour of repairs.
    if gone.len() < 2 {
        return None;
    }
    let days = last.provenance.captured_at.days_since(first.provenance.captured_at);
    let certainty = if days >= GONE_DAYS { Certainty::Proven } else { Certainty::Likely };
    let text = format!(
        "The policy was last seen on {}. {} from {} to {} found that its address {how}.",
        wording::seen(version.last_seen),
        wording::count(gone.len(), "look", "looks"),
        wording::seen(first.provenance.captured_at),
        wording::seen(last.provenance.captured_at),
    );
    let side = Side::of(version, timeline);
    let evidence = [
        side.witness(version.last_seen, "last capture with the policy"),
        Evidence::look(first, "first look without it"),
        Evidence::look(last, "latest look without it"),
    ];
    let finding = Finding::new(FindingKind::Disappeared, certainty, 2, &timeline.policy, Some(version.n), evidence);
    let bounds = Bounds { after: Some(version.last_seen), before: first.provenance.captured_at };
    Some(finding.within(bounds).saying(text))
}

/// How the page is gone according to a look, to follow "its address".
fn gone(look: &Look) -> Option<&'static str> {
    match look.outcome {
        _ if found_no_page(look) => Some("shows no page"),
        Outcome::Skipped(SkipReason::RedirectStub) => Some("only leads elsewhere"),
        Outcome::Skipped(SkipReason::ParkedDomain) => Some("is a parked domain"),
        Outcome::Skipped(SkipReason::OtherDocument) => Some("shows another document"),
        _ => None,
    }
}
