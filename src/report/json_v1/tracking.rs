//! What a run over the watched pages gave, as it stands in JSON version 1: what `track` answers.
//! Must not know how a look is made.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::finding::FindingV1;
use crate::report::{Tracked, TrackedPolicy};

/// What `track --json` answers.
#[derive(Debug, Serialize)]
pub struct TrackedV1<'a> {
    schema_version: u32,
    policies: Vec<TrackedPolicyV1<'a>>,
}

#[derive(Debug, Serialize)]
struct TrackedPolicyV1<'a> {
    policy: String,
    outcome: &'static str,
    looked_at: String,
    urls: &'a [String],
    version: Option<u32>,
    commit: Option<&'a str>,
    headline: Option<&'a str>,
    severity: u8,
    findings: Vec<FindingV1<'a>>,
    skipped: Option<serde_json::Value>,
    error: Option<String>,
    last_seen: Option<String>,
    blind_since: Option<String>,
    recovered_from: Option<String>,
}

/// The answer for a whole run.
pub fn track(tracked: &Tracked) -> TrackedV1<'_> {
    let policies = tracked.policies.iter().map(TrackedPolicyV1::of).collect();
    TrackedV1 { schema_version: SCHEMA_VERSION, policies }
}

impl<'a> TrackedPolicyV1<'a> {
    fn of(policy: &'a TrackedPolicy) -> Self {
        let instant = |at: Option<crate::time::CapturedAt>| at.map(|at| at.to_string());
        Self {
            policy: policy.policy.to_string(),
            outcome: policy.outcome.id(),
            looked_at: policy.at.to_string(),
            urls: &policy.urls,
            version: policy.version,
            commit: policy.commit.as_deref(),
            headline: policy.headline.as_deref(),
            severity: policy.severity,
            findings: FindingV1::all(&policy.findings),
            skipped: policy.skipped.and_then(|reason| serde_json::to_value(reason).ok()),
            error: policy.why(),
            last_seen: instant(policy.last_seen),
            blind_since: instant(policy.blind_since),
            recovered_from: instant(policy.recovered_from),
        }
    }
}
