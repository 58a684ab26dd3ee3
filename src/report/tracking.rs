//! What a run over the watched pages gave: values for the renderers.
//! Must not know how a look is made or recorded.

use crate::document::SkipReason;
use crate::finding::Finding;
use crate::policy::PolicyId;
use crate::time::CapturedAt;

/// What one run gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracked {
    /// In the order of their names.
    pub policies: Vec<TrackedPolicy>,
}

/// What one run gave for one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedPolicy {
    pub policy: PolicyId,
    pub outcome: TrackOutcome,
    /// When the page was looked at.
    pub at: CapturedAt,
    /// The addresses that were looked at.
    pub urls: Vec<String>,
    /// The newest version.
    pub version: Option<u32>,
    /// The commit that records it.
    pub commit: Option<String>,
    /// What changed, in a sentence; only where something did.
    pub headline: Option<String>,
    /// How grave the change is.
    pub severity: u8,
    /// What a reader should know about the new version.
    pub findings: Vec<Finding>,
    /// What the page showed instead of the policy.
    pub skipped: Option<SkipReason>,
    /// What went wrong, or what is odd about the look.
    pub error: Option<String>,
    /// The last look before this one that showed the policy.
    pub last_seen: Option<CapturedAt>,
    /// The first of the looks that did not show the policy, while none has since.
    pub blind_since: Option<CapturedAt>,
    /// The first of the looks that did not show the policy, when this one is the first that does again.
    pub recovered_from: Option<CapturedAt>,
}

/// What came of looking at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrackOutcome {
    /// It was seen for the first time.
    New,
    /// It says something else than before.
    Changed,
    /// It says what it said.
    Unchanged,
    /// Something else stood in its place, for the first time.
    Skipped,
    /// Nothing was had, for the first time.
    Failed,
    /// Still nothing was had, or still something else stood there.
    Blind,
}

impl TrackOutcome {
    /// Whether the look showed the policy.
    pub fn is_success(self) -> bool {
        matches!(self, Self::New | Self::Changed | Self::Unchanged)
    }

    /// The outcome as formats write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Blind => "blind",
        }
    }
}

impl Tracked {
    /// Whether every look showed its policy.
    pub fn is_complete(&self) -> bool {
        self.policies.iter().all(|policy| policy.outcome.is_success())
    }

    /// How many looks had this outcome.
    pub fn count(&self, outcome: TrackOutcome) -> usize {
        self.policies.iter().filter(|policy| policy.outcome == outcome).count()
    }
}

impl TrackedPolicy {
    /// Why the look did not show the policy, in words.
    pub fn why(&self) -> Option<String> {
        match (&self.skipped, &self.error) {
            (Some(reason), None) => Some(reason.words().to_owned()),
            // Of a document of several pages it says which.
            (_, error) => error.clone(),
        }
    }
}
