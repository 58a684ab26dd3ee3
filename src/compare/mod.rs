//! Compares two documents: what was added, removed, modified and moved, clause by clause, and what each change means.
//! Must not know captures, dates of looks, the store, or how a change is printed.

use serde::{Deserialize, Serialize};

use crate::document::Document;

mod align;
mod change;
mod differences;
mod headline;
mod lexicon;
mod lis;
mod meaning;
mod origins;
mod page;
mod quote;
mod renames;
mod sections;
mod similar_clauses;
mod summary;
mod tokens;
mod wholes;
mod words;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use change::{
    Change, ClauseAt, Counts, Direction, Nature, Op, SectionChange, SectionOp, Summary, Topic, Verdict, WordOp, WordRun,
};
pub use lexicon::{Lexicon, LexiconError};
pub use origins::origins;
pub(crate) use quote::without_stop;
pub use renames::Rename;

use differences::Telling;
use lexicon::CueId;

/// What differs between two documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of the new document, removed clauses where they stood.
    pub changes: Vec<Change>,
    /// Sections renamed, renumbered, moved, split, merged, added or removed.
    pub sections: Vec<SectionChange>,
    /// Names that gave way to others throughout; clauses in which nothing else differs are said once.
    #[serde(default)]
    pub renames: Vec<Rename>,
    pub summary: Summary,
}

const MARKS_ONLY: &str = "The texts say the same; the files differ in marks that nobody reads.";

impl Comparison {
    /// The comparison of texts of two policies: nothing is said as if the one had become the other.
    #[must_use]
    pub fn of_two_policies(mut self) -> Self {
        self.summary.headline = headline::of_two_policies(&self.changes);
        self
    }

    /// The comparison of two files that are known to differ: where no word does, only marks can.
    #[must_use]
    pub fn of_unlike_files(mut self) -> Self {
        if self.summary.verdict == Verdict::None {
            self.summary.verdict = Verdict::Cosmetic;
            MARKS_ONLY.clone_into(&mut self.summary.headline);
        }
        self
    }
}

/// Compares two documents by the built-in lexicon.
pub fn compare(old: &Document, new: &Document) -> Comparison {
    compare_with(Lexicon::built_in(), old, new)
}

/// Compares two documents by a lexicon of one's own.
pub fn compare_with(lexicon: &Lexicon, old: &Document, new: &Document) -> Comparison {
    let table = lexicon.table(new.language.as_deref().or(old.language.as_deref()));
    let (small, telling) = (lexicon.cue("small"), lexicon.cue("telling"));
    let is_in = |word: &str, cue: Option<CueId>| cue.is_some_and(|cue| table.is_in(&word.to_lowercase(), cue));
    let telling = Telling {
        is_small: &|word| is_in(word, small),
        is_telling: &|word| word.contains(|c: char| c.is_ascii_digit()) || is_in(word, telling),
    };
    let mut differences = differences::between(old, new, &telling);
    let changes = meaning::judge(&mut differences, lexicon, table);
    let summary = summary::summary(&changes, &differences);
    let renames = differences.renames.iter().map(|renaming| renaming.spelled(&differences.vocabulary)).collect();
    Comparison { changes, sections: differences.sections, renames, summary }
}
