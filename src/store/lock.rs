//! One writer at a time, and a note of what it was about to do, should it be killed.
//! The operating system drops the lock with the process, so no lock is ever stale. Must not know git.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::time::CapturedAt;

use super::error::{Result, StoreError, StoreErrorKind};

/// The name of the lock in git's own folder.
const NAME: &str = "fineprint.lock";
/// How long it can take from the note of a move until the work tree has followed.
const LONGEST_MOVE: Duration = Duration::from_secs(60);

/// The right to write to a store, held as long as the value lives.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// A branch's move that was under way when its process was killed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfinished {
    pub(super) branch: String,
    /// `None` for a branch that had no commit yet.
    pub(super) old: Option<String>,
    pub(super) new: String,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    pub(super) fn take(folder: &Path, since: CapturedAt) -> Result<Self> {
        let path = folder.join(NAME);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = open.map_err(|error| StoreError::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(&path)),
            Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
        }
        let mut lock = Self { file, path };
        if lock.unfinished()?.is_none() {
            lock.write(&holder(since))?;
        }
        Ok(lock)
    }

    /// Whether a process is moving a branch, or was killed doing so. Cheap, and takes no lock.
    pub(super) fn has_leftover(folder: &Path) -> bool {
        std::fs::read_to_string(folder.join(NAME)).is_ok_and(|note| Unfinished::parse(&note).is_some())
    }

    /// What the process that held the lock before was about to do, if it was killed doing it.
    pub(super) fn unfinished(&mut self) -> Result<Option<Unfinished>> {
        let mut text = String::new();
        let read = self.file.rewind().and_then(|()| self.file.read_to_string(&mut text));
        read.map_err(|error| StoreError::io(&self.path, error))?;
        Ok(Unfinished::parse(&text))
    }

    /// Removes files by which git locks itself, where the killed process must have made them: just after its note.
    /// Younger and older ones belong to somebody else.
    pub(super) fn clear_left_behind(&self, locks: &[PathBuf]) -> Result<()> {
        let modified = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified());
        let Ok(noted) = modified(&self.path) else { return Ok(()) };
        for lock in locks {
            let Some(age) = modified(lock).ok().and_then(|locked| locked.duration_since(noted).ok()) else { continue };
            if age < LONGEST_MOVE {
                std::fs::remove_file(lock).map_err(|error| StoreError::io(lock, error))?;
            }
        }
        Ok(())
    }

    /// Notes a branch's move before it is made.
    pub(super) fn note(&mut self, unfinished: &Unfinished, since: CapturedAt) -> Result<()> {
        self.write(&format!("{}{}", holder(since), unfinished.print()))
    }

    /// Notes that nothing is left to finish.
    pub(super) fn finished(&mut self) -> Result<()> {
        self.write("")
    }

    fn write(&mut self, text: &str) -> Result<()> {
        let file = &mut self.file;
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(text.as_bytes()));
        written.and_then(|()| self.file.sync_data()).map_err(|error| StoreError::io(&self.path, error))
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a process started meanwhile may hold a copy of it for a moment.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Unfinished {
    fn print(&self) -> String {
        format!("move {} {} {}\n", self.branch, self.old.as_deref().unwrap_or("nothing"), self.new)
    }

    fn parse(text: &str) -> Option<Self> {
        let line = text.lines().find_map(|line| line.strip_prefix("move "))?;
        let mut words = line.split(' ');
        let (branch, old, new) = (words.next()?.to_owned(), words.next()?, words.next()?.to_owned());
        text.ends_with('\n').then(|| Self { branch, old: (old != "nothing").then(|| old.to_owned()), new })
    }
}

fn holder(since: CapturedAt) -> String {
    format!("process {} since {since}\n", std::process::id())
}

fn held(path: &Path) -> StoreError {
    let note = std::fs::read_to_string(path).unwrap_or_default();
    let holder = note.lines().next().filter(|line| !line.is_empty()).unwrap_or("another process");
    StoreError::new(StoreErrorKind::Locked, format!("the store is locked by {holder} ({})", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> CapturedAt {
        "2024-05-01".parse().unwrap()
    }

    #[test]
    fn a_second_writer_is_told_who_is_at_work() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path(), now()).unwrap();
        let error = Lock::take(folder.path(), now()).err().unwrap();
        assert_eq!(error.kind, StoreErrorKind::Locked);
        assert!(error.to_string().contains(&format!("process {} since 2024-05-01", std::process::id())), "{error}");
        drop(first);
        assert!(Lock::take(folder.path(), now()).is_ok());
    }

    #[test]
    fn what_a_killed_writer_was_about_to_do_is_known_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let move_to =
            Unfinished { branch: "refs/heads/main".to_owned(), old: None, new: "4b825dc642cb6eb9".to_owned() };
        Lock::take(folder.path(), now()).unwrap().note(&move_to, now()).unwrap();
        assert!(Lock::has_leftover(folder.path()));
        let mut next = Lock::take(folder.path(), now()).unwrap();
        assert_eq!(next.unfinished().unwrap(), Some(move_to));
        next.finished().unwrap();
        assert_eq!(next.unfinished().unwrap(), None);
        assert!(!Lock::has_leftover(folder.path()));
    }
}
