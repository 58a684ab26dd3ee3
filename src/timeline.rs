//! The versions of a policy in capture order, folded from dated looks at it.
//! Must not know where a timeline is kept or what is to be made of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::capture::{Digest, MediaType, Provenance};
use crate::claim::Claims;
use crate::document::{Document, SkipReason};
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};

/// What came of one look at the page, or of one capture considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It shows the text of version `n`, counted from 1.
    Version(u32),
    /// It is a capture, but not of the policy's text.
    Skipped(SkipReason),
    /// Nothing was had.
    Failed,
}

/// One look at the page, or one archived capture considered. A skipped or failed look is never an absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub provenance: Provenance,
    /// The digest of the raw bytes; `None` when nothing was had.
    pub digest: Option<Digest>,
    pub outcome: Outcome,
}

/// A capture that has been read: what a timeline is folded from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    pub provenance: Provenance,
    pub media: MediaType,
    /// The digest of the raw bytes.
    pub digest: Digest,
    /// The text and what it says about itself, or why it is not the policy's.
    pub reading: Result<(Arc<Document>, Claims), SkipReason>,
}

/// The longest run of consecutive captures with the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Counts from 1 in capture order.
    pub n: u32,
    pub first_seen: CapturedAt,
    pub last_seen: CapturedAt,
    /// How many captures show this text in this run.
    pub captures: u32,
    pub document: Arc<Document>,
    /// What the text says about itself.
    pub claims: Claims,
    /// The capture in which the version was first seen.
    pub provenance: Provenance,
    /// What the raw bytes of that capture are, and their digest.
    pub media: MediaType,
    pub digest: Digest,
    /// The commit that records the version, once a store has recorded it.
    pub commit: Option<String>,
}

/// The versions of a policy in capture order, with every look behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    pub policy: PolicyId,
    /// In capture order; `versions[i].n == i + 1`.
    pub versions: Vec<Version>,
    /// In the order of their instants.
    pub looks: Vec<Look>,
}

impl Timeline {
    /// The interval in which version `n` must have appeared; `None` when there is no such version.
    ///
    /// The last look that still showed the text before counts, not the first.
    pub fn bounds(&self, n: u32) -> Option<Bounds> {
        let index = usize::try_from(n.checked_sub(1)?).ok()?;
        let version = self.versions.get(index)?;
        let after = index.checked_sub(1).map(|before| self.versions[before].last_seen);
        Some(Bounds { after, before: version.first_seen })
    }

    /// Version `n`, counted from 1.
    pub fn version(&self, n: u32) -> Option<&Version> {
        self.versions.get(usize::try_from(n.checked_sub(1)?).ok()?)
    }
}
