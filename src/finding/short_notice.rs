//! Short notice: the policy promised so many days' notice, and even the earliest publication leaves fewer. Where only the
//! latest would, the range is told and nothing held against the page.
//! The promise is read from the text in force before the change. Must not know how promises are found.

use crate::claim::{Claim, Promise};

use super::moved::{Which, newly_stated};
use super::step::Step;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// The channels that captures of the page show. By any other, and where the policy names none, users may have been told
/// where no capture can see it.
const SEEN_CHANNELS: &[&str] = &["posting", "banner"];
/// A change that a promise about "material" changes certainly covers.
const MATERIAL: u8 = 2;

/// The terms of this step take effect sooner than the old text promised.
pub(super) fn check(step: &Step<'_>) -> Option<Finding> {
    let (claim, presumed) = applies_from(step)?;
    let date = claim.date.filter(|_| step.comparable())?;
    // The most generous reading: published right after the old text was last seen, in force when the day is over.
    let notice_days = date.ends().days_since(step.old.last_seen);
    // Terms that were seen missing after they took effect are retroactive, which says more.
    if notice_days < 0 {
        return None;
    }
    let changes = step.substance();
    let severity = changes.first()?.severity;
    let (promise, promised) = promise(step, severity)?;
    if notice_days >= promised {
        return if presumed { None } else { undetermined(step, claim, (promise, promised), notice_days) };
    }
    let is_seen = |channel: &String| SEEN_CHANNELS.contains(&channel.as_str());
    let unseen = promise.channels.is_empty() || !promise.channels.iter().all(is_seen);
    let certainty = match () {
        () if presumed => Certainty::Unknown,
        () if unseen => Certainty::Likely,
        () => Certainty::Proven,
    };
    let take_effect = if presumed { "are dated" } else { "take effect" };
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let mut text = format!(
        "The policy promised {}' notice. A capture of {lacked} still lacked the new terms; they were first seen on {seen} \
         and {take_effect} {}. So the page gave at most {}.",
        wording::days(promised),
        wording::date(date),
        wording::days(notice_days),
    );
    if presumed {
        text.push_str(" It states no day from which they apply; this presumes that they apply from their date.");
    }
    if let Some(days) = shortened(step, promised) {
        text = format!("{text} The same change shortens the promise to {}.", wording::days(days));
    }
    if unseen {
        text.push_str(if promise.channels.is_empty() {
            " The promise does not say where notice is given, and only the page was looked at: users may have been told \
             earlier by e-mail or in another way."
        } else {
            " Only the page was looked at: users may have been told earlier in another way."
        });
    }
    let kept = step.old.quote("the promise in the text before", &promise.text);
    let quotes = weight::quotes(changes, &step.old, &step.new);
    let severity = if presumed { severity.min(2) - 1 } else { severity.min(2) };
    let finding = step.finding(FindingKind::ShortNotice, certainty, severity);
    Some(finding.claiming(claim, &step.new).with([kept]).with(quotes).saying(text))
}

/// Enough notice if the terms appeared right after the old text was last seen, and too little if they appeared right before
/// they were first seen: the range is all that can be said.
fn undetermined(
    step: &Step<'_>,
    claim: &Claim,
    (promise, promised): (&Promise, i64),
    notice_days: i64,
) -> Option<Finding> {
    let date = claim.date?;
    let least = date.begins().days_since(step.bounds().before);
    if least >= promised {
        return None;
    }
    let (lacked, seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let range = if least < 0 {
        format!("at most {} before they took effect, if before it at all", wording::days(notice_days))
    } else {
        format!("between {least} and {} before they took effect", wording::days(notice_days))
    };
    let text = format!(
        "The policy promised {}' notice. The new terms appeared between {lacked} and {seen}: {range} on {}. Whether the \
         promise was kept cannot be told from these captures.",
        wording::days(promised),
        wording::date(date),
    );
    let kept = step.old.quote("the promise in the text before", &promise.text);
    let finding = step.finding(FindingKind::ShortNotice, Certainty::Unknown, 0);
    Some(finding.claiming(claim, &step.new).with([kept]).saying(text))
}

/// Ways to say that new terms apply from the moment they are there.
const AT_ONCE: &[&str] = &[
    "effective upon posting",
    "effective immediately",
    "effective when posted",
    "effective when we post",
    "effective once posted",
    "effective on posting",
    "effective as of the date",
    "effective as of the last updated date",
    "take effect immediately",
    "takes effect immediately",
    "take effect upon posting",
    "in force immediately",
];

/// The newly stated date from which the terms apply, and whether that is only presumed: a page that states none means the
/// date of its text where it says that new terms apply at once. Elsewhere notice may run from that date.
fn applies_from<'a>(step: &Step<'a>) -> Option<(&'a Claim, bool)> {
    if step.new.stated().effective.is_some() {
        return Some((newly_stated(step, Which::Effective)?, false));
    }
    let claim = newly_stated(step, Which::Text)?;
    let says = |text: &str| {
        let text = text.to_lowercase();
        AT_ONCE.iter().any(|words| text.contains(words))
    };
    let at_once = step.new.document.sentences().any(|(_, _, sentence)| says(&sentence.text));
    at_once.then_some((claim, true))
}

/// How many days the new text promises, if they are fewer than before.
fn shortened(step: &Step<'_>, promised: i64) -> Option<i64> {
    let days = step.new.claims.promises.iter().filter_map(|promise| promise.notice_days).map(i64::from);
    days.min().filter(|days| *days < promised)
}

/// The promise of the fewest days that covers a change of this severity.
fn promise<'a>(step: &Step<'a>, severity: u8) -> Option<(&'a Promise, i64)> {
    let covers = |promise: &&Promise| !promise.material_only || severity >= MATERIAL;
    let numbered = |promise: &'a Promise| promise.notice_days.map(|days| (promise, i64::from(days)));
    step.old.claims.promises.iter().filter(covers).filter_map(numbered).min_by_key(|(_, days)| *days)
}
