//! What a version's commit says about it, besides the text and the raw bytes: `capture.json`.
//! A pure function of the captures. Must not know git or the other files.

use serde::{Deserialize, Serialize};

use crate::capture::{Digest, MediaType, Provenance};
use crate::claim::Claims;
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};
use crate::timeline::Sighting;

/// All that is known of a version when it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) policy: PolicyId,
    pub(super) version: u32,
    /// The version of the normalizer that made the text.
    pub(super) normalizer: u32,
    /// The fingerprint of the text.
    pub(super) text: Digest,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    /// The capture in which the version was first seen.
    pub(super) first_look: Witness,
    /// The earlier capture whose bytes are kept, when this text had been seen before and has returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<Witness>,
    /// When the version must have appeared.
    pub(super) bounds: Bounds,
    pub(super) claims: Claims,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<Previous>,
}

/// A capture as evidence: where it comes from, what its bytes are, and their digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Witness {
    #[serde(flatten)]
    pub(super) provenance: Provenance,
    pub(super) media: MediaType,
    pub(super) sha256: Digest,
}

/// The version before, as far as it bounds this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Previous {
    pub(super) version: u32,
    pub(super) commit: String,
    pub(super) first_seen: CapturedAt,
    /// How many captures show it.
    pub(super) captures: u32,
    /// The last capture that still shows it.
    pub(super) last_look: Witness,
}

impl Witness {
    /// A capture as a witness; `None` when nothing was had.
    pub(super) fn of(sighting: &Sighting) -> Option<Self> {
        let (media, sha256) = (sighting.media?, sighting.digest?);
        Some(Self { provenance: sighting.provenance.clone(), media, sha256 })
    }
}

impl Record {
    /// The capture whose bytes are kept.
    pub(super) fn source(&self) -> &Witness {
        self.kept.as_ref().unwrap_or(&self.first_look)
    }

    /// `capture.json`.
    pub(super) fn print(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads `capture.json`.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
