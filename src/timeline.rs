//! The versions of a policy in capture order, folded from dated looks at it.
//! Must not know where a timeline is kept or what is to be made of it.

pub mod run;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::capture::{Digest, MediaType, Provenance};
use crate::claim::Claims;
use crate::document::{self, Document, SkipReason};
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};

pub use run::{Folded, Run, Shown, Sighting, Stretch};

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

impl Dated {
    /// The fingerprint of the text that it shows; `None` where it shows none of the policy.
    pub fn text(&self) -> Option<Digest> {
        self.reading.as_ref().ok().map(|(document, _)| document::fingerprint(document))
    }
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
    /// The text as the earliest capture has it that shows this text at all.
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
    /// Folds captures into versions. The order in which they are given does not matter, and a capture given twice (the
    /// same instant, bytes and source) counts once. Skipped captures are looks: they make no version and end none.
    pub fn fold(policy: PolicyId, captures: Vec<Dated>) -> Self {
        let mut seen: Vec<(Sighting, Option<Text>)> = captures.into_iter().map(sighting).collect();
        seen.sort_by(|a, b| a.0.cmp(&b.0));
        seen.dedup_by(|next, kept| next.0.repeats(&kept.0));
        let (mut folded, mut texts, mut looks) = (Folded::default(), BTreeMap::new(), Vec::with_capacity(seen.len()));
        for (sighting, text) in seen {
            if let (Shown::Text(fingerprint), Some(text)) = (sighting.shown, text) {
                texts.entry(fingerprint).or_insert(text);
            }
            looks.extend(looks_of(&sighting, folded.see(sighting.clone())));
        }
        let versions = (1..)
            .zip(folded.runs())
            .filter_map(|(n, run)| {
                let (document, claims) = texts.get(&run.text)?.clone();
                version(n, run, document, claims)
            })
            .collect();
        Self { policy, versions, looks }
    }

    /// The interval in which version `n` must have appeared; `None` when there is no such version.
    ///
    /// The last look that still showed the text before counts, not the first.
    pub fn bounds(&self, n: u32) -> Option<Bounds> {
        let index = usize::try_from(n.checked_sub(1)?).ok()?;
        let version = self.versions.get(index)?;
        let after = index.checked_sub(1).map(|before| self.versions[before].last_seen);
        Some(Bounds { after, before: version.provenance.captured_by() })
    }

    /// Version `n`, counted from 1.
    pub fn version(&self, n: u32) -> Option<&Version> {
        self.versions.get(usize::try_from(n.checked_sub(1)?).ok()?)
    }
}

/// A text and what it says about itself.
type Text = (Arc<Document>, Claims);

fn sighting(capture: Dated) -> (Sighting, Option<Text>) {
    let (shown, text) = match capture.reading {
        Ok((document, claims)) => (Shown::Text(document::fingerprint(&document)), Some((document, claims))),
        Err(reason) => (Shown::Skipped(reason), None),
    };
    (Sighting::new(capture.provenance, capture.media, capture.digest, shown), text)
}

/// Version `n` as its run and the text it shows make it; `None` when the run's first sighting had no bytes.
pub fn version(n: u32, run: &Run, document: Arc<Document>, claims: Claims) -> Option<Version> {
    let Run { first, last, captures, .. } = run;
    Some(Version {
        n,
        first_seen: first.first_seen(),
        last_seen: last.last_seen(),
        captures: *captures,
        document,
        claims,
        provenance: first.provenance.clone(),
        media: first.media?,
        digest: first.digest?,
        commit: None,
    })
}

/// A sighting as a look, with what came of it; a stretch gives its first and its last.
pub fn looks_of(sighting: &Sighting, outcome: Outcome) -> impl Iterator<Item = Look> + use<> {
    let look = |Sighting { provenance, digest, .. }| Look { provenance, digest, outcome };
    let last = sighting.stretch.map(|_| look(sighting.last_look()));
    std::iter::once(look(sighting.clone())).chain(last)
}

#[cfg(test)]
mod tests;
