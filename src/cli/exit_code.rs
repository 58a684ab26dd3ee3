//! What the program's exit code says, and which code an error gets.
//! Must not know what any command does.

use std::io;
use std::process::ExitCode;

use crate::ops::backfill::BackfillError;
use crate::ops::evidence::EvidenceError;
use crate::store::{StoreError, StoreErrorKind};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing to report.
    Nothing,
    /// Findings at or above the asked severity.
    Findings,
    /// Wrong use, or a configuration or input that cannot be used.
    Usage,
    /// Some sources failed; the rest was recorded.
    Partial,
    /// The store is damaged, locked, or in no state to be written.
    Store,
    /// Every archive that was asked says that it holds no capture of the page.
    NotHeld,
    /// An archive keeps the page back; what it holds is unknown.
    Excluded,
    /// An archive asks to be left alone for a while; the rest was recorded.
    Throttled,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Nothing => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Partial => 3,
            Exit::Store => 4,
            Exit::NotHeld => 5,
            Exit::Excluded => 6,
            Exit::Throttled => 7,
        })
    }
}

/// The exit code of an error that ended a command.
pub fn of_error(error: &anyhow::Error) -> Exit {
    use StoreErrorKind::{NotAStore, Refused, UnknownPolicy, UnknownRevision, UnknownVersion};
    let kind = error.chain().find_map(store_error).map(|error| error.kind);
    match kind {
        None | Some(NotAStore | UnknownPolicy | UnknownRevision | UnknownVersion | Refused) => Exit::Usage,
        Some(_) => Exit::Store,
    }
}

/// The store's error in an error of something that uses the store.
fn store_error<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a StoreError> {
    let of_evidence = || match cause.downcast_ref()? {
        EvidenceError::Store(error) => Some(error),
        EvidenceError::Shelf(_) | EvidenceError::Lost(_) => None,
    };
    let of_backfill = || match cause.downcast_ref()? {
        BackfillError::Store(error) => Some(error),
        BackfillError::Source(_) | BackfillError::Shelf(_) => None,
    };
    // What fails in the middle of writing a file is wrapped in an error of writing.
    let wrapped = || cause.downcast_ref::<io::Error>()?.get_ref();
    let of_writing = || store_error(wrapped()?);
    cause.downcast_ref().or_else(of_evidence).or_else(of_backfill).or_else(of_writing)
}
