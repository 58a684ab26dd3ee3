//! What a person who waits for a backfill wants to know.
//! Must not know how it is shown.

use crate::time::CapturedAt;

/// One step of a backfill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The archive has said what it holds.
    Listed {
        captures: usize,
        /// The first and the last of them.
        span: Option<(CapturedAt, CapturedAt)>,
        /// Those that the store has already.
        known: usize,
        /// How many different bodies they have at the most.
        different: usize,
        /// So many are fetched for a start.
        first: usize,
        /// At most so many are fetched.
        most: usize,
        /// That takes so long at the archive's pace.
        seconds: f64,
    },
    /// One more capture was looked at.
    Looked {
        looks: usize,
        /// Those that are planned by now; where texts differ, more follow.
        planned: usize,
        fetched: usize,
        /// How many different texts were seen so far.
        texts: usize,
    },
}
