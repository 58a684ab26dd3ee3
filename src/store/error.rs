//! What can go wrong with a store: what happened, what it means, what to do next.
//! Must not know exit codes or how a message is printed.

use std::error::Error;
use std::fmt;
use std::path::Path;

/// Why a store could not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// There is no git repository.
    NotAStore,
    /// The store does not track this policy.
    UnknownPolicy,
    /// The policy has no such version.
    UnknownVersion,
    /// Git knows no commit of this name.
    UnknownRevision,
    /// What was to be recorded cannot be recorded.
    Refused,
    /// The repository has no work tree to record into.
    Bare,
    /// HEAD is on no branch.
    Detached,
    /// Files of the store were changed by hand.
    Dirty,
    /// The policy was recorded by another version of the normalizer.
    Outdated,
    /// The clone holds only part of the history.
    Shallow,
    /// The clone left files out, to be fetched when git asks for them.
    Partial,
    /// The repository is of a form that libgit2 cannot read.
    Unsupported,
    /// Commits or files that the store names are not there.
    Missing,
    /// What is there is not what was recorded.
    Damaged,
    /// Another process is at work.
    Locked,
    /// The branch moved while recording.
    Moved,
    /// All is recorded, but the work tree could not be brought along.
    Behind,
    /// The repository belongs to another user.
    Foreign,
    /// The file system refused.
    Io,
    /// Git refused.
    Git,
}

/// An error of the store: its kind, the thing it is about, and the cause.
#[derive(Debug)]
pub struct StoreError {
    pub kind: StoreErrorKind,
    /// What happened, with the path, policy or commit it is about.
    pub what: String,
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

pub(super) type Result<T> = std::result::Result<T, StoreError>;

impl StoreErrorKind {
    /// What the error means and what to do, for a reader.
    fn advice(self) -> &'static str {
        match self {
            Self::NotAStore => {
                "a store is a git repository; make one with `fineprint init`, or name another with `--store`"
            }
            Self::UnknownPolicy => "look at the names in snapshots/index.tsv, or import captures under this name first",
            Self::UnknownVersion => "`fineprint log` lists the versions there are",
            Self::UnknownRevision => {
                "nothing was recorded; `git branch --all` lists branches, and `git fetch` brings those of others"
            }
            Self::Refused => "nothing was recorded",
            Self::Bare => "nothing was recorded; clone the repository and record in the clone, then push",
            Self::Detached => "nothing was recorded, because no branch would keep it; `git switch` to a branch first",
            Self::Dirty => {
                "nothing was recorded, so that your changes are not lost; commit them, `git stash` them, or `git restore` the files"
            }
            Self::Outdated => {
                "recording on top would make the tool's own improvement look like a change of the policy; run `fineprint rebuild` first"
            }
            Self::Shallow => {
                "this clone holds only part of the history; run `git fetch --unshallow` (in a GitHub workflow: `fetch-depth: 0`)"
            }
            Self::Partial => {
                "this clone fetches files only when git itself asks for them; `git fetch --no-filter --refetch` gets them all"
            }
            Self::Unsupported => {
                "fineprint reads repositories with SHA-1 and plain files for references; clone it into one made by `git init --object-format=sha1 --ref-format=files`"
            }
            Self::Missing => {
                "the history was cut, squashed or rewritten; fetch the branch from a clone that still has it, or restore it from `git reflog`"
            }
            Self::Damaged => {
                "look at the damage with `fineprint verify` and `git fsck`, and restore the objects or files from another clone"
            }
            Self::Locked => "nothing was changed; wait for the other process to end, then run this again",
            Self::Moved => "somebody else committed; nothing of this run was recorded; run it again",
            Self::Behind => {
                "everything is recorded; the next run brings the work tree along, or `git restore --staged --worktree snapshots` does"
            }
            Self::Foreign => {
                "git trusts only repositories of the user who runs it; `git config --global --add safe.directory PATH` trusts this one"
            }
            Self::Io => {
                "nothing half-recorded was left; look at the file system's space and permissions, then run this again"
            }
            Self::Git => "nothing half-recorded was left; `git fsck` says whether the repository is sound",
        }
    }
}

impl StoreError {
    pub(super) fn new(kind: StoreErrorKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), source: None }
    }

    pub(super) fn because(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    pub(super) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::new(StoreErrorKind::Io, format!("cannot use {}", path.display())).because(source)
    }

    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Damaged, what)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.what, self.kind.advice())
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
