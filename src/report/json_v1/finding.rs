//! Findings as they stand in JSON version 1: what `check` answers.
//! Must not know how a finding comes to be.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::claim::ClaimV1;
use crate::finding::{Evidence, Finding};
use crate::time::Bounds;

/// What `check --json` answers.
#[derive(Debug, Serialize)]
pub struct Check<'a> {
    schema_version: u32,
    findings: Vec<FindingV1<'a>>,
}

/// Something a reader should know, with what it rests on.
#[derive(Debug, Serialize)]
pub struct FindingV1<'a> {
    kind: &'static str,
    certainty: &'static str,
    severity: u8,
    policy: String,
    version: Option<u32>,
    claim: Option<ClaimV1<'a>>,
    bounds: Option<BoundsV1>,
    evidence: Vec<EvidenceV1<'a>>,
    text: &'a str,
}

/// The interval in which something must have happened: after `after`, at or before `before`.
#[derive(Debug, Serialize)]
pub struct BoundsV1 {
    after: Option<String>,
    before: String,
}

#[derive(Debug, Serialize)]
struct EvidenceV1<'a> {
    role: &'a str,
    version: Option<u32>,
    captured_at: Option<String>,
    quote: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    sha256: Option<String>,
}

/// The answer for all findings of the policies asked for.
pub fn check(findings: &[Finding]) -> Check<'_> {
    Check { schema_version: SCHEMA_VERSION, findings: FindingV1::all(findings) }
}

impl<'a> FindingV1<'a> {
    pub(super) fn all(findings: &'a [Finding]) -> Vec<Self> {
        findings.iter().map(Self::of).collect()
    }

    fn of(finding: &'a Finding) -> Self {
        Self {
            kind: finding.kind.id(),
            certainty: finding.certainty.id(),
            severity: finding.severity,
            policy: finding.policy.to_string(),
            version: finding.version,
            claim: finding.claim.as_ref().map(ClaimV1::of),
            bounds: finding.bounds.map(BoundsV1::of),
            evidence: finding.evidence.iter().map(EvidenceV1::of).collect(),
            text: &finding.text,
        }
    }
}

impl BoundsV1 {
    pub(super) fn of(bounds: Bounds) -> Self {
        Self { after: bounds.after.map(|after| after.to_string()), before: bounds.before.to_string() }
    }
}

impl<'a> EvidenceV1<'a> {
    fn of(evidence: &'a Evidence) -> Self {
        Self {
            role: &evidence.role,
            version: evidence.version,
            captured_at: evidence.captured_at.map(|instant| instant.to_string()),
            quote: evidence.quote.as_deref(),
            source: evidence.source.as_deref(),
            url: evidence.url.as_deref(),
            sha256: evidence.sha256.map(|digest| digest.to_string()),
        }
    }
}
