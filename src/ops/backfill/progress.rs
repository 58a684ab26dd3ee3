//! What a person who waits for a backfill wants to know.
//! Must not know how it is shown.

/// One step of a backfill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The archive has said what it holds.
    Listed {
        captures: usize,
        /// Those that the store has already.
        known: usize,
        /// At most so many are fetched.
        requests: usize,
        /// That takes so long at the archive's pace.
        seconds: f64,
    },
    /// One more capture was looked at.
    Looked {
        looks: usize,
        /// Those that are planned by now; where texts differ, more follow.
        planned: usize,
        fetched: usize,
    },
}
