//! Compares two documents: what was added, removed, modified and moved, clause by clause, and what each change means.
//! Must not know captures, dates of looks, the store, or how a change is printed.

use serde::{Deserialize, Serialize};

use crate::document::Document;

mod align;
pub mod change;
mod differences;
mod headline;
mod lis;
mod meaning;
mod origins;
mod page;
mod sections;
mod similar_clauses;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

pub use change::{
    Change, ClauseAt, Counts, Direction, Nature, Op, SectionChange, SectionOp, Summary, Topic, Verdict, WordOp, WordRun,
};
pub use origins::origins;

/// What differs between two documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of the new document, removed clauses where they stood.
    pub changes: Vec<Change>,
    /// Sections renamed, renumbered, moved, split, merged, added or removed.
    pub sections: Vec<SectionChange>,
    pub summary: Summary,
}

/// Compares two documents.
pub fn compare(old: &Document, new: &Document) -> Comparison {
    let matched = differences::between(old, new, &meaning::telling());
    let changes = meaning::judge(&matched);
    let summary = headline::summary(&changes, &matched.sections);
    Comparison { changes, sections: matched.sections, summary }
}
