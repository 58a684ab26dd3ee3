//! Date only: a stated date moved and nothing else did. Must not know how clauses are compared.

use crate::claim::Claim;
use crate::document::Document;
use crate::time::Placement;

use super::moved::depends_on_the_hour;
use super::stated::{Movement, Stated};
use super::step::Step;
use super::{Certainty, Finding, FindingKind, weight, wording};

/// A stated date moved forward while no other word changed.
pub(super) fn check(step: &Step<'_>) -> Option<Finding> {
    if !weight::only_form(step) || !step.comparable() {
        return None;
    }
    let (old, new) = (step.old.stated(), step.new.stated());
    let forward = |movement, old: Option<&'_ Claim>, new: Option<&'_ Claim>| {
        (movement == Movement::Forward).then(|| Some((old?.clone(), new?.clone()))).flatten()
    };
    // A date that moves back is an older copy or a correction, never a new look at the text.
    let (before, now) = forward(Stated::text_movement(old, new), old.text, new.text)
        .or_else(|| forward(Stated::effective_movement(old, new), old.effective, new.effective))?;
    let (after, first_seen) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    if depends_on_the_hour(step, &now, &before) {
        return None;
    }
    let yearly = reviewed_every_year(step.new.document);
    let placement = now.date.map(|date| step.bounds().place(date));
    let late = match placement {
        Some(Placement::Refuted { days_min, .. }) => {
            format!(" The new date was first seen at least {} after the day it names.", wording::days(days_min))
        }
        _ if yearly => " The policy says that it is reviewed every year, which a new date alone may show.".to_owned(),
        _ => String::new(),
    };
    // A date that is yet to come announces something, and nothing else tells what.
    let severity = match placement {
        Some(Placement::Ahead { .. }) => 2,
        _ if yearly => 0,
        _ => 1,
    };
    let text = format!(
        "Between {after} and {first_seen}, the stated date moved from {} to {} and no other words changed.{late}",
        wording::stated_date(&before),
        wording::stated_date(&now)
    );
    let evidence = step.old.quote("the date as the page stated it before", &before.text);
    let finding = step.finding(FindingKind::DateOnly, Certainty::Proven, severity);
    Some(finding.claiming(&now, &step.new).with([evidence]).saying(text))
}

/// Ways to say that the policy is looked through once a year, as the law of California asks.
const YEARLY: &[&str] =
    &["every year", "each year", "annually", "every 12 months", "every twelve months", "once a year"];
/// What is looked through.
const REVIEWED: &[&str] = &["review", "update"];

fn reviewed_every_year(document: &Document) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
        names(YEARLY) && names(REVIEWED) && names(&["policy", "notice", "statement", "terms"])
    };
    document.sentences().any(|(_, _, sentence)| says(&sentence.text))
}
