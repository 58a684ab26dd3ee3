//! Following archived redirects from capture to capture. Every hop is a capture of its own and is kept.
//! Must not know which source it is.

use std::collections::BTreeSet;

use super::archived::{Archived, Fetched, Gap, SourceError};
use super::holding::Holding;
use super::wayback::apart;
use super::{Source, surt};
use crate::time::CapturedAt;

/// How many hops are followed.
const MOST_HOPS: usize = 10;

/// What a visit to a capture found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The captures passed through, the last one at the end.
    pub captures: Vec<Archived>,
    pub end: End,
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// At a capture that leads nowhere else.
    Page,
    /// In a circle.
    Loop,
    /// At a redirect whose target was captured only long before or after.
    OutOfWindow { target: String, nearest: CapturedAt },
    /// At a redirect whose target the archive does not have.
    DeadEnd { target: String },
    /// After too many hops.
    TooManyHops,
    /// At a capture that is not to be had.
    Gap(Gap),
}

/// Fetches a capture, and what it leads to if it is a redirect; a target counts when it was captured within `window`
/// seconds of the redirect. What the source shows in place of the capture itself counts within `nearest` seconds only.
pub fn visit(source: &dyn Source, held: &Holding, window: u64, nearest: Option<u64>) -> Result<Visit, SourceError> {
    let in_its_place = |at, original: &str| {
        nearest.is_some_and(|most| apart(at, held.captured_at) <= most) && surt::same_page(original, &held.original)
    };
    let mut visit = Visit { captures: Vec::new(), end: End::TooManyHops };
    let mut seen = BTreeSet::new();
    let mut next = held.clone();
    // An archive may answer a hop by naming the capture to ask for, so hops and questions are not the same.
    for _ in 0..2 * MOST_HOPS {
        if !seen.insert((next.original.clone(), next.captured_at)) {
            visit.end = End::Loop;
            return Ok(visit);
        }
        match source.fetch(&next)? {
            Fetched::Archived(archived) => {
                let target = redirect_of(&archived);
                let at = archived.capture.provenance.captured_at;
                visit.captures.push(*archived);
                let Some(target) = target else {
                    visit.end = End::Page;
                    return Ok(visit);
                };
                if visit.captures.len() > MOST_HOPS {
                    return Ok(visit);
                }
                next = Holding::new(at, target);
            }
            Fetched::Gap(gap) => match (gap, visit.captures.last().map(|last| last.capture.provenance.captured_at)) {
                (Gap::Substituted(nearest, original), Some(redirect)) => {
                    if apart(nearest, redirect) > window || !surt::same_page(&original, &next.original) {
                        visit.end = End::OutOfWindow { target: next.original.to_string(), nearest };
                        return Ok(visit);
                    }
                    next = Holding::new(nearest, original);
                }
                (Gap::Substituted(at, original), None) if in_its_place(at, &original) => {
                    next = Holding::new(at, original);
                }
                (Gap::NeverArchived | Gap::NoCapture, Some(_)) => {
                    visit.end = End::DeadEnd { target: next.original.to_string() };
                    return Ok(visit);
                }
                (gap, _) => {
                    visit.end = End::Gap(gap);
                    return Ok(visit);
                }
            },
        }
    }
    Ok(visit)
}

fn redirect_of(archived: &Archived) -> Option<String> {
    let redirects = matches!(archived.status(), 301 | 302 | 303 | 307 | 308);
    archived.location.clone().filter(|_| redirects)
}
