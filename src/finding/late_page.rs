//! A page that appears late: it claims a day long before anybody saw it. That nobody saw it is no absence; a look at that
//! very address that found no page, after the claimed day, is, and so is the page that links to it and did not yet.
//! Must not know how looks are taken.

use crate::claim::{Claim, ClaimKind};
use crate::document::SkipReason;
use crate::time::{Bounds, PartialDate};
use crate::timeline::{Look, Outcome, Timeline, Version};

use super::anachronism;
use super::decision::{Decision, decide};
use super::index_page::{self, Control};
use super::step::Side;
use super::strength::WORTH_A_SENTENCE;
use super::{Certainty, Evidence, Finding, FindingKind, wording};

/// HTTP statuses by which a server says that there is no such page.
const NO_SUCH_PAGE: [u16; 2] = [404, 410];

/// The first version of a timeline, held against the looks before it.
pub(super) fn check(timeline: &Timeline, siblings: &[Timeline]) -> Option<Finding> {
    let version = timeline.versions.first()?;
    let side = Side::of(version, timeline);
    let claim = side.stated().text?;
    let missing = last_control(timeline, version).and_then(|control| seen_missing(timeline, &side, claim, control));
    missing
        .or_else(|| not_linked_yet(timeline, &side, claim, siblings))
        .or_else(|| never_looked_for(timeline, &side, claim).filter(|_| last_control(timeline, version).is_none()))
}

/// Whether the first version says that it was published so long before it was seen that other pages are worth a look.
pub(super) fn wants_controls(timeline: &Timeline) -> bool {
    let Some(version) = timeline.versions.first() else { return false };
    let claim = Side::of(version, timeline).stated().text.filter(|claim| claim.kind == ClaimKind::Published);
    let ends = claim.and_then(|claim| claim.date).map(PartialDate::ends);
    ends.is_some_and(|ends| version.first_seen.days_since(ends) >= WORTH_A_SENTENCE)
}

fn not_linked_yet(timeline: &Timeline, side: &Side<'_>, claim: &Claim, siblings: &[Timeline]) -> Option<Finding> {
    let url = side.first.and_then(|(first, _)| first.url.as_deref())?;
    let control = index_page::control(siblings, url, claim.date?.ends(), side.first_seen)?;
    let bounds = Bounds { after: Some(control.lacked), before: side.first_seen };
    let Decision::EarlierThanSeen { days_min, .. } = decide(Some(claim), bounds, true) else { return None };
    // One capture of the page that links here may have missed it; several are the control.
    let severity = if days_min < WORTH_A_SENTENCE || control.captures < 2 { 0 } else { 2 };
    let certainty = if control.captures < 2 { Certainty::Unknown } else { Certainty::Likely };
    let text = format!(
        "The page says {}. {} of {} after that day, the last of {}, {} no link to it; a capture of {} has one. It was \
         first seen on {}. So it probably appeared at least {} after the date it gives.",
        wording::says(claim),
        wording::count(control.captures, "capture", "captures"),
        control.index.policy,
        wording::seen(control.lacked),
        if control.captures == 1 { "has" } else { "have" },
        wording::seen(control.with.first_seen),
        wording::seen(side.first_seen),
        wording::days(days_min)
    );
    let finding = finding(timeline, side, bounds, (certainty, severity), of_index(&control));
    Some(finding.claiming(claim, side).saying(text))
}

/// The two captures of the index page; its versions are of another policy, so they are named by their captures alone.
fn of_index(control: &Control<'_>) -> [Evidence; 2] {
    let witness = |version, at, role| {
        let evidence = Side::of(version, control.index).witness(at, role);
        Evidence { version: None, ..evidence }
    };
    [
        witness(control.without, control.lacked, "last capture of the page that should link to it, without the link"),
        witness(control.with, control.with.first_seen, "first capture of that page with the link"),
    ]
}

fn seen_missing(timeline: &Timeline, side: &Side<'_>, claim: &Claim, control: &Look) -> Option<Finding> {
    let after = control.provenance.captured_at;
    let bounds = Bounds { after: Some(after), before: side.first_seen };
    let Decision::EarlierThanSeen { days_min, .. } = decide(Some(claim), bounds, true) else { return None };
    let severity = if days_min < WORTH_A_SENTENCE { 0 } else { 2 };
    let text = format!(
        "The page says {}. A look at its address on {} found no such page; it was first seen on {}. So it appeared, at \
         this address, at least {} after the date it gives. It may have stood elsewhere before.",
        wording::says(claim),
        wording::seen(after),
        wording::seen(side.first_seen),
        wording::days(days_min)
    );
    let missing = Evidence::look(control, "last look that found no such page");
    let finding = finding(timeline, side, bounds, (Certainty::Likely, severity), [missing]);
    Some(finding.claiming(claim, side).saying(text))
}

/// Old pages are met for the first time every day. Only a post that speaks of a later time makes one worth a word.
fn never_looked_for(timeline: &Timeline, side: &Side<'_>, claim: &Claim) -> Option<Finding> {
    if claim.kind != ClaimKind::Published {
        return None;
    }
    let later = anachronism::check(&timeline.policy, side)?;
    let days = claim.date?.days_until(PartialDate::of_day(side.first_seen))?;
    let bounds = Bounds { after: None, before: side.first_seen };
    let text = format!(
        "The page says {}. It was first seen on {}, {} later. No capture shows whether it was there before.",
        wording::says(claim),
        wording::seen(side.first_seen),
        wording::days(days)
    );
    let finding = finding(timeline, side, bounds, (Certainty::Unknown, 0), []);
    Some(finding.claiming(claim, side).with(later.evidence).saying(text))
}

/// Whether a look found that there is no such page. A failure to connect or a page that refuses access finds nothing.
pub(super) fn found_no_page(look: &Look) -> bool {
    let status = look.provenance.status.is_some_and(|status| NO_SUCH_PAGE.contains(&status));
    status && matches!(look.outcome, Outcome::Failed | Outcome::Skipped(SkipReason::ErrorPage | SkipReason::NoContent))
}

fn last_control<'a>(timeline: &'a Timeline, version: &Version) -> Option<&'a Look> {
    let before = timeline.looks.iter().take_while(|look| look.provenance.captured_at < version.first_seen);
    before.filter(|look| found_no_page(look)).last()
}

fn finding(
    timeline: &Timeline,
    side: &Side<'_>,
    bounds: Bounds,
    (certainty, severity): (Certainty, u8),
    evidence: impl IntoIterator<Item = Evidence>,
) -> Finding {
    let seen = side.witness(side.first_seen, "first capture with the text");
    let evidence = evidence.into_iter().chain([seen]);
    Finding::new(FindingKind::BackDated, certainty, severity, &timeline.policy, side.version, evidence).within(bounds)
}
