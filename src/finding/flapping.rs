//! Flapping: captures alternate between texts, as an experiment, a staged release or a regional edition does. It says so
//! once, with a count, and nothing else is said across the two texts. Must not know how alternation is recognized.

use std::collections::BTreeSet;

use crate::document::fingerprint;
use crate::time::Bounds;
use crate::timeline::Timeline;

use super::step::Side;
use super::variants::Flap;
use super::{Certainty, Finding, FindingKind, wording};

/// One alternation of a timeline.
pub(super) fn check(timeline: &Timeline, flap: Flap) -> Option<Finding> {
    let versions = timeline.versions.get(flap.first..=flap.last)?;
    let [first, second, .., last] = versions else { return None };
    let texts: BTreeSet<_> = versions.iter().map(|version| fingerprint(&version.document)).collect();
    let text = format!(
        "From {} to {}, captures alternate between {} texts: {}. They may be editions for different readers, an \
         experiment or a release in stages; no change is read from their differences.",
        wording::seen(first.first_seen),
        wording::seen(last.first_seen),
        texts.len(),
        wording::count(versions.len() - 1, "switch", "switches")
    );
    let witness = |version, role| Side::of(version, timeline).witness(version.first_seen, role);
    let evidence = [witness(first, "one text"), witness(second, "another text"), witness(last, "the latest switch")];
    let certainty = if flap.returns > 1 { Certainty::Proven } else { Certainty::Likely };
    let finding = Finding::new(FindingKind::Flapping, certainty, 0, &timeline.policy, Some(second.n), evidence);
    Some(finding.within(Bounds { after: Some(first.last_seen), before: second.first_seen }).saying(text))
}
