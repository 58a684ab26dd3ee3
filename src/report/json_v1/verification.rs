//! What checking a store gave, as it stands in JSON version 1: what `verify` answers.
//! Must not know how a store is checked.

use serde::Serialize;

use super::SCHEMA_VERSION;
use crate::report::{Verification, VerifiedPolicy};

/// What `verify --json` answers.
#[derive(Debug, Serialize)]
pub struct Verified<'a> {
    schema_version: u32,
    sound: bool,
    policies: Vec<VerifiedPolicyV1<'a>>,
    problems: &'a [String],
}

#[derive(Debug, Serialize)]
struct VerifiedPolicyV1<'a> {
    policy: String,
    versions: u32,
    commit: Option<&'a str>,
    problems: &'a [String],
}

/// The answer for a whole store.
pub fn verify(verification: &Verification) -> Verified<'_> {
    Verified {
        schema_version: SCHEMA_VERSION,
        sound: verification.is_sound(),
        policies: verification.policies.iter().map(VerifiedPolicyV1::of).collect(),
        problems: &verification.problems,
    }
}

impl<'a> VerifiedPolicyV1<'a> {
    fn of(policy: &'a VerifiedPolicy) -> Self {
        Self {
            policy: policy.policy.to_string(),
            versions: policy.versions,
            commit: policy.tip.as_deref(),
            problems: &policy.problems,
        }
    }
}
