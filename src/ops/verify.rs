//! Whether a store still is what was recorded.
//! Must not know how a store is checked, or what is printed.

use crate::policy::PolicyId;
use crate::report::{Verification, VerifiedPolicy};
use crate::store::{Problem, Store};

use super::evidence::{self, EvidenceError};

/// How many files of the work tree are named.
const LISTED: usize = 20;

/// Checks the whole store, and tells of the named policies and of the store as a whole.
pub fn verify(store: &Store, policies: &[PolicyId]) -> Result<Verification, EvidenceError> {
    let problems = store.verify()?;
    let policies = policies.iter().map(|policy| verified(store, policy, &problems)).collect::<Result<_, _>>()?;
    let about_the_store = problems.into_iter().filter(|problem| problem.policy.is_none());
    let mut problems: Vec<String> = about_the_store.map(|problem| problem.what).collect();
    problems.extend(work_tree(&store.uncommitted()?));
    Ok(Verification { policies, problems })
}

/// The files of the work tree that say something else than what was committed, and so than what was checked.
fn work_tree(uncommitted: &[String]) -> Vec<String> {
    let differs = |path: &String| {
        format!("{path} in the work tree is not what is committed; only what is committed was checked (see git diff)")
    };
    let mut told: Vec<String> = uncommitted.iter().take(LISTED).map(differs).collect();
    if uncommitted.len() > LISTED {
        told.push(format!("{} more files in the work tree are not what is committed", uncommitted.len() - LISTED));
    }
    told
}

fn verified(store: &Store, policy: &PolicyId, problems: &[Problem]) -> Result<VerifiedPolicy, EvidenceError> {
    let its_own = problems.iter().filter(|problem| problem.policy.as_ref() == Some(policy));
    let mut problems: Vec<String> = its_own.map(|problem| problem.what.clone()).collect();
    // Where the chain is damaged, that has been told, and the records cannot be compared with it.
    if problems.is_empty() {
        problems.extend(evidence::differences(store, policy)?);
    }
    // A damaged chain has been told of already; what can be counted of it is nothing to rely on.
    let timeline = match store.timeline(policy) {
        Err(error) if problems.is_empty() => return Err(EvidenceError::Store(error)),
        timeline => timeline.ok(),
    };
    let versions = timeline.map(|timeline| timeline.versions).unwrap_or_default();
    let tip = versions.last().and_then(|version| version.commit.clone());
    let versions = versions.last().map_or(0, |version| version.n);
    Ok(VerifiedPolicy { policy: policy.clone(), versions, tip, problems })
}
