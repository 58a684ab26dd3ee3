//! How things stand with every policy, as it stands in JSON version 1: what `status` answers.
//! Must not know where that is read.

use serde::Serialize;

use super::SCHEMA_VERSION;
use crate::report::{PolicyStatus, Status};
use crate::time::CapturedAt;

/// What `status --json` answers.
#[derive(Debug, Serialize)]
pub struct StatusV1<'a> {
    schema_version: u32,
    now: String,
    last_commit: Option<String>,
    days_since_commit: Option<i64>,
    warning: Option<String>,
    policies: Vec<PolicyStatusV1<'a>>,
}

#[derive(Debug, Serialize)]
struct PolicyStatusV1<'a> {
    policy: String,
    urls: &'a [String],
    versions: u32,
    last_look: Option<String>,
    last_success: Option<String>,
    last_change: Option<String>,
    blind_since: Option<String>,
    why: Option<&'a str>,
    next: String,
}

/// The answer for a whole store.
pub fn status(status: &Status) -> StatusV1<'_> {
    StatusV1 {
        schema_version: SCHEMA_VERSION,
        now: status.now.to_string(),
        last_commit: instant(status.last_commit),
        days_since_commit: status.days_since_commit(),
        warning: status.warning(),
        policies: status.policies.iter().map(|policy| PolicyStatusV1::of(policy, status.now)).collect(),
    }
}

fn instant(at: Option<CapturedAt>) -> Option<String> {
    at.map(|at| at.to_string())
}

impl<'a> PolicyStatusV1<'a> {
    fn of(policy: &'a PolicyStatus, now: CapturedAt) -> Self {
        Self {
            policy: policy.policy.to_string(),
            urls: &policy.urls,
            versions: policy.versions,
            last_look: instant(policy.last_look),
            last_success: instant(policy.last_success),
            last_change: instant(policy.last_change),
            blind_since: instant(policy.blind_since),
            why: policy.why.as_deref(),
            next: policy.next(now),
        }
    }
}
