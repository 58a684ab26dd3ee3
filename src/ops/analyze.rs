//! A timeline with everything that can be said of it.
//! Must not know where the timeline is kept, or how what is said is shown.

use rayon::prelude::*;

use crate::compare::{self, Comparison, Lexicon};
use crate::finding::{self, Finding};
use crate::report::PolicyReport;
use crate::timeline::{Timeline, Version};

/// A timeline, what changed from version to version, and what a reader should know about it.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub timeline: Timeline,
    /// `comparisons[i]` compares the versions at `i` and `i + 1`.
    pub comparisons: Vec<Comparison>,
    pub findings: Vec<Finding>,
}

impl Analysis {
    /// The analysis as the renderers take it.
    pub fn report(&self) -> PolicyReport<'_> {
        PolicyReport {
            timeline: &self.timeline,
            comparisons: &self.comparisons,
            findings: &self.findings,
            generated_at: None,
            tool_version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Compares every version with the next by the lexicon, over all cores, and judges the whole.
pub fn analyze(timeline: Timeline, lexicon: &Lexicon) -> Analysis {
    analyze_among(timeline, &[], lexicon)
}

/// The same, with other pages of the same site as a control for one that appears late.
pub fn analyze_among(timeline: Timeline, siblings: &[Timeline], lexicon: &Lexicon) -> Analysis {
    let compared = |pair: &[Version]| compare::compare_with(lexicon, &pair[0].document, &pair[1].document);
    let comparisons: Vec<Comparison> = timeline.versions.par_windows(2).map(compared).collect();
    let findings = finding::check_among(&timeline, &comparisons, siblings, lexicon);
    Analysis { timeline, comparisons, findings }
}
