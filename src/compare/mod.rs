//! Compares two documents: what was added, removed, modified and moved, clause by clause, and what each change means.
//! Must not know captures, dates of looks, the store, or how a change is printed.

use serde::{Deserialize, Serialize};

pub mod change;

pub use change::{
    Change, ClauseAt, Counts, Direction, Nature, Op, SectionChange, SectionOp, Summary, Topic, Verdict, WordOp, WordRun,
};

/// What differs between two documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of the new document, removed clauses where they stood.
    pub changes: Vec<Change>,
    /// Sections renamed, renumbered, moved, split, merged, added or removed.
    pub sections: Vec<SectionChange>,
    pub summary: Summary,
}
