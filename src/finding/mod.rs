//! Judges timelines. Owns what counts as a finding and how certain it is.
//! Must not know git, HTTP, HTML, the clock, or how a finding is printed.

use serde::{Deserialize, Serialize};

use crate::capture::Digest;
use crate::claim::Claim;
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};

/// What a reader should know about a change or a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The page claims a date after which a capture still lacked this text.
    BackDated,
    /// A substantive clause changed and no claim moved.
    SilentChange,
    /// A substantive clause changed on a page that states no date.
    UndatedChange,
    /// The new terms take effect before they can have been published.
    Retroactive,
    /// Less notice than the policy itself promised.
    ShortNotice,
    /// A claim moved and nothing substantive changed.
    DateOnly,
    /// The text speaks of what did not exist at the date it claims.
    Anachronism,
    /// Two claims cannot both hold.
    ContradictingDates,
    /// A reference to a place that is not there.
    DanglingReference,
    /// A version returns to an earlier text.
    Reverted,
    /// Captures alternate between texts.
    Flapping,
    /// The page stopped existing, leads elsewhere, or was replaced.
    Disappeared,
}

/// How far a finding is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It may be so; the evidence cannot tell.
    Unknown,
    /// The evidence speaks for it, and another reading remains.
    Likely,
    /// It follows from the captures.
    Proven,
}

/// A capture or a quote that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it shows, in a few words: `last capture without the text`.
    pub role: String,
    /// The version it stands in, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<CapturedAt>,
    /// The page's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where anybody can look: the archived capture if there is one, else the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
}

/// Something a reader should know about a change or a version, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub certainty: Certainty,
    /// 0 a note, 1 low, 2 medium, 3 high.
    pub severity: u8,
    pub policy: PolicyId,
    /// The version it is about.
    pub version: Option<u32>,
    pub claim: Option<Claim>,
    pub bounds: Option<Bounds>,
    /// Never empty.
    pub evidence: Vec<Evidence>,
    /// One or two sentences that can be quoted.
    pub text: String,
}
