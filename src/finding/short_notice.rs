//! Short notice: the policy promised so many days' notice, and even the earliest publication leaves fewer.
//! The promise is read from the text in force before the change. Must not know how promises are found.

use crate::claim::Promise;

use super::moved::{Which, newly_stated};
use super::step::Step;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// Channels by which users may have been told where no capture can see it.
const UNSEEN_CHANNELS: &[&str] = &["email", "in-app", "account"];
/// A change that a promise about "material" changes certainly covers.
const MATERIAL: u8 = 2;

/// The terms of this step take effect sooner than the old text promised.
pub(super) fn check(step: &Step<'_>) -> Option<Finding> {
    let claim = newly_stated(step, Which::Effective)?;
    let date = claim.date.filter(|_| step.comparable())?;
    // The most generous reading: published right after the old text was last seen, in force when the day is over.
    let notice_days = date.ends().days_since(step.old.last_seen);
    // Terms that were seen missing after they took effect are retroactive, which says more.
    if notice_days < 0 {
        return None;
    }
    let changes = weight::substantive(step);
    let severity = changes.first()?.severity;
    let (promise, promised) = promise(step, severity)?;
    if notice_days >= promised {
        return None;
    }
    let unseen = promise.channels.iter().any(|channel| UNSEEN_CHANNELS.contains(&channel.as_str()));
    let certainty = if unseen { Certainty::Likely } else { Certainty::Proven };
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let mut text = format!(
        "The policy promised {}' notice. A capture of {lacked} still lacked the new terms; they were first seen on {seen} \
         and take effect {}. So the page gave at most {}.",
        wording::days(promised),
        wording::date(date),
        wording::days(notice_days),
    );
    if unseen {
        text.push_str(" Only the page was looked at: users may have been told earlier in another way.");
    }
    let kept = step.old.quote("the promise in the text before", &promise.text);
    let quotes = weight::quotes(&changes, &step.old, &step.new);
    let finding = step.finding(FindingKind::ShortNotice, certainty, severity.min(2));
    Some(finding.claiming(claim, &step.new).with([kept]).with(quotes).saying(text))
}

/// The promise of the fewest days that covers a change of this severity.
fn promise<'a>(step: &Step<'a>, severity: u8) -> Option<(&'a Promise, i64)> {
    let covers = |promise: &&Promise| !promise.material_only || severity >= MATERIAL;
    let numbered = |promise: &'a Promise| promise.notice_days.map(|days| (promise, i64::from(days)));
    step.old.claims.promises.iter().filter(covers).filter_map(numbered).min_by_key(|(_, days)| *days)
}
