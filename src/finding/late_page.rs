//! A page that appears late: it claims a day long before anybody saw it. That nobody saw it is no absence; a look at that
//! very address that found no page, after the claimed day, is. Must not know how looks are taken.

use crate::claim::{Claim, ClaimKind};
use crate::document::SkipReason;
use crate::time::{Bounds, PartialDate};
use crate::timeline::{Look, Outcome, Timeline, Version};

use super::anachronism;
use super::back_dated::WORTH_A_SENTENCE;
use super::decision::{Decision, decide};
use super::step::{Side, address};
use super::{Certainty, Evidence, Finding, FindingKind, wording};

/// HTTP statuses by which a server says that there is no such page.
const NO_SUCH_PAGE: [u16; 2] = [404, 410];

/// The first version of a timeline, held against the looks before it.
pub(super) fn check(timeline: &Timeline) -> Option<Finding> {
    let version = timeline.versions.first()?;
    let side = Side::of(version, timeline);
    let claim = side.stated().text?;
    if let Some(control) = last_control(timeline, version) {
        seen_missing(timeline, &side, claim, control)
    } else {
        never_looked_for(timeline, &side, claim)
    }
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
    let evidence = vec![no_page(control), side.witness(side.first_seen, "first capture with the text")];
    let finding = finding(timeline, side, bounds, Certainty::Likely, severity);
    Some(finding.with(evidence).claiming(claim, side).saying(text))
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
    let evidence = [side.witness(side.first_seen, "first capture with the text")];
    let finding = finding(timeline, side, bounds, Certainty::Unknown, 0);
    Some(finding.with(evidence).claiming(claim, side).with(later.evidence).saying(text))
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

fn no_page(look: &Look) -> Evidence {
    Evidence {
        role: "last look that found no such page".to_owned(),
        version: None,
        captured_at: Some(look.provenance.captured_at),
        quote: None,
        source: Some(look.provenance.source.clone()),
        url: address(&look.provenance),
        sha256: look.digest,
    }
}

/// A finding whose evidence and words are still to come.
fn finding(timeline: &Timeline, side: &Side<'_>, bounds: Bounds, certainty: Certainty, severity: u8) -> Finding {
    Finding {
        kind: FindingKind::BackDated,
        certainty,
        severity,
        policy: timeline.policy.clone(),
        version: side.version,
        claim: None,
        bounds: Some(bounds),
        evidence: Vec::new(),
        text: String::new(),
    }
}
