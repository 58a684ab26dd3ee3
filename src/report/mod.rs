//! Turns findings, changes and timelines into text: for a terminal, a browser, a machine.
//! Must not know where any of them came from, or write anything anywhere.

use crate::claim::Claims;
use crate::compare::Comparison;
use crate::finding::{Evidence, Finding};
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Timeline, Version};

pub mod alert;
pub mod escape;
mod excerpt;
pub mod feed;
pub mod github;
pub mod html;
pub mod json_v1;
mod markup;
mod outline;
mod status;
mod status_table;
mod svg;
mod telling;
pub mod terminal;
mod told;
mod tracking;
mod wording;

pub use status::{PolicyStatus, Status};
pub use status_table::status_table;
pub use told::{Failure, Sent, Told};
pub use tracking::{TrackOutcome, Tracked, TrackedPolicy};
pub use wording::count_of;

/// All that is known about one policy, ready to be shown.
#[derive(Clone, Copy, Debug)]
pub struct PolicyReport<'a> {
    pub timeline: &'a Timeline,
    /// Index i compares versions i and i+1 of the timeline, counted from 0.
    pub comparisons: &'a [Comparison],
    pub findings: &'a [Finding],
    /// When the report was made; left out where the same input must give the same bytes.
    pub generated_at: Option<CapturedAt>,
    pub tool_version: &'a str,
}

/// One of the two texts of a comparison.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// What the reader knows it by: a file name, or `policy@version`.
    pub label: String,
    pub claims: &'a Claims,
    pub first_seen: Option<CapturedAt>,
    pub last_seen: Option<CapturedAt>,
}

impl<'a> Side<'a> {
    /// A version of a timeline, known by `policy@n`.
    pub fn of_version(policy: &PolicyId, version: &'a Version) -> Self {
        Self {
            label: format!("{policy}@{}", version.n),
            claims: &version.claims,
            first_seen: Some(version.first_seen),
            last_seen: Some(version.last_seen),
        }
    }
}

/// A comparison with the two texts it compares and what it amounts to.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'a> {
    pub old: &'a Side<'a>,
    pub new: &'a Side<'a>,
    pub comparison: &'a Comparison,
    pub findings: &'a [Finding],
}

/// A place in the text that points to another place of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words that refer: `Section 18`.
    pub text: String,
    /// What they refer to: `18`, `#your-rights`.
    pub target: String,
    /// Whether the document has such a place; `None` where its numbering does not tell for certain.
    pub found: Option<bool>,
    /// The headings above the words, outermost first.
    pub path: Vec<String>,
}

/// What checking a store gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// In the order of their names.
    pub policies: Vec<VerifiedPolicy>,
    /// What is wrong with the store as a whole, in words.
    pub problems: Vec<String>,
}

/// What checking one policy's chain gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedPolicy {
    pub policy: PolicyId,
    /// How many versions were checked.
    pub versions: u32,
    /// The newest commit of the chain.
    pub tip: Option<String>,
    /// What is wrong, in words; empty when all holds.
    pub problems: Vec<String>,
}

impl Verification {
    /// Whether nothing at all is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.policies.iter().all(|policy| policy.problems.is_empty())
    }
}

/// Whether two pieces of evidence are of one capture, so that it need not be named twice.
fn same_capture(one: &Evidence, other: &Evidence) -> bool {
    one.captured_at.is_some()
        && (one.version, one.captured_at, &one.url, one.sha256)
            == (other.version, other.captured_at, &other.url, other.sha256)
}
