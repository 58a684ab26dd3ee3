//! Reads and moves git's objects and references. Does not look at hooks, filters, signing or the user's identity.
//! Must not know what a version or a capture is.

use std::io;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, Odb, Repository, RepositoryInitOptions};
pub(super) use git2::{ObjectType, Oid};
use sha1::{Digest as _, Sha1};

use super::error::{Result, StoreError, StoreErrorKind};
use crate::time::CapturedAt;

/// The mode of a plain file in a tree.
pub(super) const FILE: u32 = 0o100_644;
/// The mode of a folder in a tree.
pub(super) const FOLDER: u32 = 0o040_000;

/// A git repository.
pub(super) struct Git {
    pub(super) repository: Repository,
}

/// Where HEAD points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The full name of the branch; `None` when HEAD is on no branch.
    pub(super) branch: Option<String>,
    /// `None` before the first commit.
    pub(super) commit: Option<Oid>,
}

/// What a commit says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) tree: Oid,
    pub(super) parents: Vec<Oid>,
    pub(super) message: String,
}

/// One line of a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TreeEntry {
    pub(super) mode: u32,
    pub(super) name: Vec<u8>,
    pub(super) id: Oid,
}

impl Git {
    pub(super) fn init(path: &Path) -> Result<Self> {
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main").external_template(false).mkpath(true);
        let repository =
            Repository::init_opts(path, &options).map_err(|error| opening(path, error, StoreErrorKind::Git))?;
        Ok(Self { repository })
    }

    pub(super) fn open(path: &Path) -> Result<Self> {
        Repository::open(path)
            .map(|repository| Self { repository })
            .map_err(|error| opening(path, error, StoreErrorKind::NotAStore))
    }

    pub(super) fn discover(path: &Path) -> Result<Self> {
        Repository::discover(path)
            .map(|repository| Self { repository })
            .map_err(|error| opening(path, error, StoreErrorKind::NotAStore))
    }

    /// The folder in which git keeps what all work trees of the repository share.
    pub(super) fn shared_folder(&self) -> &Path {
        self.repository.commondir()
    }

    /// The folder in which git keeps what is its own for this work tree.
    pub(super) fn folder(&self) -> &Path {
        self.repository.path()
    }

    /// The folder that holds packs.
    pub(super) fn packs(&self) -> PathBuf {
        self.shared_folder().join("objects").join("pack")
    }

    /// The root of the work tree.
    pub(super) fn workdir(&self) -> Result<&Path> {
        self.repository.workdir().ok_or_else(|| {
            StoreError::new(StoreErrorKind::Bare, format!("{} is a bare repository", self.folder().display()))
        })
    }

    /// Where to say that something happened: the work tree, or the repository when it has none.
    pub(super) fn place(&self) -> &Path {
        self.repository.workdir().unwrap_or(self.repository.path())
    }

    pub(super) fn refuse_shallow(&self) -> Result<()> {
        if self.repository.is_shallow() {
            return Err(StoreError::new(
                StoreErrorKind::Shallow,
                format!("{} is a shallow clone", self.place().display()),
            ));
        }
        Ok(())
    }

    pub(super) fn head(&self) -> Result<Head> {
        let head = self.repository.find_reference("HEAD").map_err(|error| self.git("cannot read HEAD", error))?;
        let Some(branch) = head.symbolic_target().ok().flatten().map(str::to_owned) else {
            return Ok(Head { branch: None, commit: head.target() });
        };
        let commit = match self.repository.refname_to_id(&branch) {
            Ok(id) => Some(id),
            Err(error) if error.code() == ErrorCode::NotFound => None,
            Err(error) => return Err(self.git(&format!("cannot read {branch}"), error)),
        };
        Ok(Head { branch: Some(branch), commit })
    }

    /// When the commit that HEAD points to was made.
    pub(super) fn last_commit(&self) -> Result<Option<CapturedAt>> {
        let Some(commit) = self.head()?.commit else { return Ok(None) };
        let commit = self.repository.find_commit(commit).map_err(|error| self.git("cannot read HEAD", error))?;
        Ok(CapturedAt::from_unix(commit.committer().when().seconds()))
    }

    /// Moves `branch` from `old` to `new`, if nobody else moved it meanwhile.
    pub(super) fn move_branch(&self, branch: &str, old: Option<Oid>, new: Oid, log: &str) -> Result<()> {
        let moved = match old {
            Some(old) => self.repository.reference_matching(branch, new, true, old, log),
            None => self.repository.reference(branch, new, false, log),
        };
        moved.map(drop).map_err(|error| match error.code() {
            ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound => {
                StoreError::new(StoreErrorKind::Moved, format!("{branch} moved while recording")).because(error)
            }
            _ => self.git(&format!("cannot move {branch}"), error),
        })
    }

    pub(super) fn odb(&self) -> Result<Odb<'_>> {
        self.repository.odb().map_err(|error| self.git("cannot open the objects", error))
    }

    pub(super) fn read(&self, kind: ObjectType, id: Oid, what: &str) -> Result<Vec<u8>> {
        let odb = self.odb()?;
        let object = odb.read(id).map_err(|error| self.object(id, what, error))?;
        if object.kind() != kind {
            return Err(StoreError::damaged(format!("{what}: object {id} is not a {kind}")));
        }
        Ok(object.data().to_vec())
    }

    /// Reads a blob piece by piece where git can, so that a long table is never held whole. What was read is not to be
    /// believed before this returns.
    pub(super) fn stream<T>(
        &self,
        id: Oid,
        what: &str,
        read: impl FnOnce(&mut dyn io::Read) -> io::Result<T>,
    ) -> Result<T> {
        let odb = self.odb()?;
        let failed = |error| StoreError::damaged(format!("{what}: object {id} cannot be read")).because(error);
        if let Ok((reader, length, ObjectType::Blob)) = odb.reader(id) {
            let mut named = Named::of_blob(reader, length);
            let answer = read(&mut named).and_then(|answer| named.name().map(|name| (answer, name)));
            let (answer, name) = answer.map_err(failed)?;
            if name != id.as_bytes() {
                return Err(StoreError::damaged(format!("{what}: object {id} is not what its name says")));
            }
            return Ok(answer);
        }
        let object = odb.read(id).map_err(|error| self.object(id, what, error))?;
        if object.kind() != ObjectType::Blob {
            return Err(StoreError::damaged(format!("{what}: object {id} is not a blob")));
        }
        read(&mut object.data()).map_err(failed)
    }

    pub(super) fn blob(&self, id: Oid, what: &str) -> Result<Vec<u8>> {
        self.read(ObjectType::Blob, id, what)
    }

    pub(super) fn commit(&self, id: Oid, what: &str) -> Result<Commit> {
        let commit = self.repository.find_commit(id).map_err(|error| self.object(id, what, error))?;
        Ok(Commit {
            tree: commit.tree_id(),
            parents: commit.parent_ids().collect(),
            message: String::from_utf8_lossy(commit.message_raw_bytes()).into_owned(),
        })
    }

    pub(super) fn tree(&self, id: Oid, what: &str) -> Result<Vec<TreeEntry>> {
        let tree = self.repository.find_tree(id).map_err(|error| self.object(id, what, error))?;
        let entry = |entry: git2::TreeEntry<'_>| TreeEntry {
            mode: u32::try_from(entry.filemode_raw()).unwrap_or(FILE),
            name: entry.name_bytes().to_vec(),
            id: entry.id(),
        };
        Ok(tree.iter().map(entry).collect())
    }

    /// What stands at `path` below a tree; `None` when there is nothing.
    pub(super) fn at(&self, tree: Oid, path: &str) -> Result<Option<TreeEntry>> {
        let mut found = TreeEntry { mode: FOLDER, name: Vec::new(), id: tree };
        for name in path.split('/') {
            if found.mode != FOLDER {
                return Ok(None);
            }
            match self.tree(found.id, path)?.into_iter().find(|entry| entry.name == name.as_bytes()) {
                Some(entry) => found = entry,
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// The name git gives an object. Git's own hashing notices the known attacks on SHA-1; bytes come from outside.
    pub(super) fn name(&self, kind: ObjectType, bytes: &[u8]) -> Result<Oid> {
        Oid::hash_object(kind, bytes).map_err(|error| self.git("cannot name an object", error))
    }

    /// The name of a tree of entries in any order.
    pub(super) fn name_tree(&self, entries: &[TreeEntry]) -> Result<Oid> {
        self.name(ObjectType::Tree, &tree_bytes(entries))
    }

    /// The commit that a revision names, as `git rev-parse` reads it.
    pub(super) fn revision(&self, revision: &str) -> Result<Oid> {
        let object = self.repository.revparse_single(revision).and_then(|object| object.peel_to_commit());
        object.map(|commit| commit.id()).map_err(|error| {
            let what = format!("{revision:?} names no commit in {}", self.place().display());
            StoreError::new(StoreErrorKind::UnknownRevision, what).because(error)
        })
    }

    /// Whether `old` is `new` or in its history.
    pub(super) fn is_ancestor(&self, old: Oid, new: Oid) -> Result<bool> {
        let error = |error| self.git("cannot walk the history", error);
        Ok(old == new || self.repository.graph_descendant_of(new, old).map_err(error)?)
    }

    /// An error of git's own, sorted by what a caller can do about it.
    pub(super) fn git(&self, what: &str, error: git2::Error) -> StoreError {
        let kind = match error.code() {
            ErrorCode::Locked => StoreErrorKind::Locked,
            _ => StoreErrorKind::Git,
        };
        StoreError::new(kind, format!("{what} in {}", self.place().display())).because(error)
    }

    /// Whether a remote was promised to hold what this clone left out.
    fn is_partial(&self) -> bool {
        let promised = |config: git2::Config| {
            let mut entries = config.entries(Some("remote\\..*\\.promisor"))?;
            Ok::<bool, git2::Error>(entries.next().is_some())
        };
        self.repository.config().and_then(promised).unwrap_or(false)
    }

    fn object(&self, id: Oid, what: &str, error: git2::Error) -> StoreError {
        if error.code() != ErrorCode::NotFound {
            return StoreError::damaged(format!("{what}: object {id} cannot be read")).because(error);
        }
        let kind = match () {
            () if self.repository.is_shallow() => StoreErrorKind::Shallow,
            () if self.is_partial() => StoreErrorKind::Partial,
            () => StoreErrorKind::Missing,
        };
        StoreError::new(kind, format!("{what}: object {id} is not in this repository")).because(error)
    }
}

/// Passes a blob's bytes on, and finds out its name.
struct Named<R> {
    inner: R,
    hash: Sha1,
}

impl<R: io::Read> Named<R> {
    fn of_blob(inner: R, length: usize) -> Self {
        Self { inner, hash: Sha1::new_with_prefix(format!("blob {length}\0")) }
    }

    /// The name of the whole, whose rest is read for that.
    fn name(mut self) -> io::Result<[u8; 20]> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(self.hash.finalize().into())
    }
}

impl<R: io::Read> io::Read for Named<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }
}

fn opening(path: &Path, error: git2::Error, otherwise: StoreErrorKind) -> StoreError {
    let (kind, what) = match error.code() {
        ErrorCode::Owner => (StoreErrorKind::Foreign, "belongs to another user"),
        ErrorCode::NotFound => (StoreErrorKind::NotAStore, "is not a git repository"),
        _ if error.class() == ErrorClass::Repository => {
            (StoreErrorKind::Unsupported, "is a git repository of another form")
        }
        _ if otherwise == StoreErrorKind::NotAStore => {
            (StoreErrorKind::Damaged, "cannot be opened as a git repository")
        }
        _ => (otherwise, "cannot be made a git repository"),
    };
    StoreError::new(kind, format!("{} {what}", path.display())).because(error)
}

/// Entries in git's order: by name, as if a folder's name ended with a slash.
pub(super) fn tree_bytes(entries: &[TreeEntry]) -> Vec<u8> {
    let mut sorted: Vec<(Vec<u8>, &TreeEntry)> = entries.iter().map(|entry| (sort_key(entry), entry)).collect();
    sorted.sort();
    let mut bytes = Vec::new();
    for (_, entry) in sorted {
        bytes.extend_from_slice(format!("{:o} ", entry.mode).as_bytes());
        bytes.extend_from_slice(&entry.name);
        bytes.push(0);
        bytes.extend_from_slice(entry.id.as_bytes());
    }
    bytes
}

fn sort_key(entry: &TreeEntry) -> Vec<u8> {
    let mut key = entry.name.clone();
    if entry.mode == FOLDER {
        key.push(b'/');
    }
    key
}
