//! What came of each look, held against what was known before the run.
//! Must not know how a look was made.

use std::collections::BTreeMap;

use super::record::{Noted, Noticed};
use crate::compare::Lexicon;
use crate::ops::analyze;
use crate::policy::PolicyId;
use crate::report::alert::is_visible;
use crate::report::{TrackOutcome, Tracked, TrackedPolicy};
use crate::store::{Standing, Store, StoreError};
use crate::timeline::{Shown, Sighting};

const UNCONFIRMED: &str = "one look showed another text, and the next did not";

/// The text differs, and a reader sees no difference: recorded, and told nobody.
const INVISIBLE: &str = "recorded as a new version, though no word that a reader sees differs";

/// What a run gave; changed policies are compared and judged.
pub(super) fn tracked(
    store: &Store,
    lexicon: &Lexicon,
    standings: &BTreeMap<PolicyId, Standing>,
    looks: Vec<Noted>,
) -> Result<Tracked, StoreError> {
    let mut tracked = Tracked::default();
    for look in looks {
        let before = standings.get(&look.policy);
        let mut policy = plain(look, before);
        if matches!(policy.outcome, TrackOutcome::New | TrackOutcome::Changed) {
            tell_what_changed(store, lexicon, &mut policy)?;
        }
        tracked.policies.push(policy);
    }
    Ok(tracked)
}

fn plain(look: Noted, before: Option<&Standing>) -> TrackedPolicy {
    let blind_before = before.and_then(|before| before.blind_since);
    let (outcome, skipped, error) = match look.shown {
        Noticed::Same => (TrackOutcome::Unchanged, None, None),
        Noticed::Text(text) => match before.and_then(Standing::text) {
            None => (TrackOutcome::New, None, None),
            Some(known) if known == text => (TrackOutcome::Unchanged, None, None),
            Some(_) => (TrackOutcome::Changed, None, None),
        },
        Noticed::Skipped(reason, which) => (begun(before, TrackOutcome::Skipped), Some(reason), which),
        Noticed::Missed(why) => (begun(before, TrackOutcome::Failed), None, Some(why)),
    };
    let seen = outcome.is_success();
    let (version, commit) = match (look.recorded, before) {
        (Some(recorded), _) => (recorded.versions, recorded.tip),
        (None, Some(before)) => (before.versions, before.tip.clone()),
        (None, None) => (0, None),
    };
    TrackedPolicy {
        policy: look.policy,
        outcome,
        at: look.at,
        urls: look.urls,
        version: (version > 0).then_some(version),
        commit,
        headline: None,
        severity: 0,
        findings: Vec::new(),
        skipped,
        error: error.or_else(|| look.is_unconfirmed.then(|| UNCONFIRMED.to_owned())),
        last_seen: before.and_then(|before| before.last_success.as_ref()).map(Sighting::last_seen),
        blind_since: (!seen).then(|| blind_before.unwrap_or(look.at)),
        recovered_from: blind_before.filter(|_| seen),
    }
}

/// A trouble is told in full when it begins; after that it lasts.
fn begun(before: Option<&Standing>, beginning: TrackOutcome) -> TrackOutcome {
    match before.map(|before| before.last_look.shown) {
        None | Some(Shown::Text(_)) => beginning,
        Some(Shown::Skipped(_) | Shown::Failed) => TrackOutcome::Blind,
    }
}

fn tell_what_changed(store: &Store, lexicon: &Lexicon, policy: &mut TrackedPolicy) -> Result<(), StoreError> {
    let analysis = analyze(store.timeline(&policy.policy)?, lexicon);
    if let Some(last) = analysis.comparisons.last().filter(|_| policy.outcome == TrackOutcome::Changed) {
        if !is_visible(last) {
            policy.outcome = TrackOutcome::Unchanged;
            policy.error = Some(INVISIBLE.to_owned());
            return Ok(());
        }
        policy.headline = Some(last.summary.headline.clone());
        policy.severity = last.summary.severity;
    }
    let newest = policy.version;
    policy.findings = analysis.findings.into_iter().filter(|finding| finding.version == newest).collect();
    policy.severity = policy.findings.iter().map(|finding| finding.severity).fold(policy.severity, u8::max);
    Ok(())
}
