//! How rules build their findings: what every one has, then its bounds, its claim, more evidence, and the sentence.
//! Must not know any rule.

use crate::capture::Provenance;
use crate::claim::Claim;
use crate::policy::PolicyId;
use crate::time::Bounds;
use crate::timeline::Look;

use super::step::Side;
use super::{Certainty, Evidence, Finding, FindingKind};

impl Finding {
    /// A finding about a version of a policy whose sentence is still to come.
    pub(super) fn new(
        kind: FindingKind,
        certainty: Certainty,
        severity: u8,
        policy: &PolicyId,
        version: Option<u32>,
        evidence: impl IntoIterator<Item = Evidence>,
    ) -> Self {
        let policy = policy.clone();
        let bare = Self {
            kind,
            certainty,
            severity,
            policy,
            version,
            claim: None,
            bounds: None,
            evidence: Vec::new(),
            text: String::new(),
        };
        bare.with(evidence)
    }

    /// The finding with the time in which what it is about must have happened.
    pub(super) fn within(self, bounds: Bounds) -> Self {
        Self { bounds: Some(bounds), ..self }
    }

    /// The finding with the claim it is about and the page's words that make it.
    pub(super) fn claiming(mut self, claim: &Claim, side: &Side<'_>) -> Self {
        self = self.with([side.quote("the date as the page states it", &claim.text)]);
        self.claim = Some(claim.clone());
        self
    }

    /// The finding with more evidence; what it rests on already is not repeated.
    pub(super) fn with(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        for one in evidence {
            if !self.evidence.contains(&one) {
                self.evidence.push(one);
            }
        }
        self
    }

    /// The finding with the sentence that says it.
    pub(super) fn saying(self, text: String) -> Self {
        Self { text, ..self }
    }
}

impl Evidence {
    /// A look that showed no version.
    pub(super) fn look(look: &Look, role: &str) -> Self {
        Self {
            role: role.to_owned(),
            version: None,
            captured_at: Some(look.provenance.captured_at),
            quote: None,
            source: Some(look.provenance.source.clone()),
            url: address(&look.provenance),
            sha256: look.digest,
        }
    }
}

/// Where anybody can look at a capture.
pub(super) fn address(provenance: &Provenance) -> Option<String> {
    provenance.memento.clone().or_else(|| provenance.url.clone())
}
