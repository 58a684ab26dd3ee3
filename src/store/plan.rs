//! Which versions a chain must have, as the captures make them. Comparing two plans says from where a chain must be
//! written anew. Must not know git.

use crate::capture::Digest;
use crate::time::CapturedAt;
use crate::timeline::Run;

use super::record::Witness;

/// A version to be, before it has a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// Counts from 1.
    pub(super) n: u32,
    /// The fingerprint of the text.
    pub(super) text: Digest,
    /// The capture in which it is first seen.
    pub(super) first_look: Witness,
    /// The earliest capture with this text, whose bytes are kept.
    pub(super) source: Witness,
    pub(super) previous: Option<PlannedPrevious>,
}

/// The version before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlannedPrevious {
    pub(super) first_seen: CapturedAt,
    pub(super) captures: u32,
    pub(super) last_look: Witness,
}

/// The versions that runs make.
pub(super) fn plan(runs: &[Run]) -> impl Iterator<Item = Planned> {
    let before = std::iter::once(None).chain(runs.iter().map(Some));
    (1..).zip(runs.iter().zip(before)).filter_map(|(n, (run, before))| planned_version(n, run, before))
}

fn planned_version(n: u32, run: &Run, before: Option<&Run>) -> Option<Planned> {
    let previous = match before {
        Some(before) => Some(PlannedPrevious {
            first_seen: before.first.first_seen(),
            captures: before.captures,
            last_look: Witness::of(&before.last.last_look())?,
        }),
        None => None,
    };
    let (first_look, source) = (Witness::of(&run.first)?, Witness::of(&run.origin)?);
    Some(Planned { n, text: run.text, first_look, source, previous })
}

/// How many versions at the beginning of both plans are the same.
pub(super) fn common(old: &[Run], new: &[Run]) -> usize {
    plan(old).zip(plan(new)).take_while(|(old, new)| old == new).count()
}
