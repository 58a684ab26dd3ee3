//! How things stand with every policy that is configured or recorded.
//! Must not know how that is shown.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::policy::PolicyId;
use crate::report::{PolicyStatus, Status};
use crate::store::{Standing, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting};

/// Reads the tables of a store; no text and no network.
pub fn status(store: &Store, config: &Config, now: CapturedAt) -> Result<Status, StoreError> {
    let standings = store.standings()?;
    let all: BTreeSet<&PolicyId> = standings.keys().chain(config.policies.keys()).collect();
    let policies = all.into_iter().map(|policy| of_policy(policy, config, standings.get(policy))).collect();
    Ok(Status { now, last_commit: store.last_commit()?, policies })
}

fn of_policy(policy: &PolicyId, config: &Config, standing: Option<&Standing>) -> PolicyStatus {
    let configured = config.policies.get(policy);
    let urls = configured.map(|configured| configured.addresses()).unwrap_or_default();
    let last_look = standing.map(|standing| &standing.last_look);
    PolicyStatus {
        policy: policy.clone(),
        urls: urls.into_iter().map(str::to_owned).collect(),
        versions: standing.map_or(0, |standing| standing.versions),
        last_look: last_look.map(Sighting::last_seen),
        last_success: standing.and_then(|standing| standing.last_success.as_ref()).map(Sighting::last_seen),
        last_change: standing.and_then(|standing| standing.last_change),
        blind_since: standing.and_then(|standing| standing.blind_since),
        why: last_look.and_then(why),
    }
}

/// What stood in the policy's place, or what went wrong; nothing where the policy was seen.
fn why(last: &Sighting) -> Option<String> {
    match last.shown {
        Shown::Text(_) => None,
        Shown::Skipped(reason) => Some(reason.words().to_owned()),
        Shown::Failed => Some(last.provenance.note.clone().unwrap_or_else(|| "nothing was had".to_owned())),
    }
}
