//! The work tree and git's index, as far as they are the store's. Everything else there is the user's.
//! Files are written byte for byte: no filter, no line ends. Must not know what they say.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexTime, Status, StatusOptions};

use super::error::{Result, StoreError, StoreErrorKind};
use super::git::{FILE, Git, ObjectType, Oid};
use super::layout;

/// Refuses to go on where a file of the store was changed by hand.
pub(super) fn refuse_dirty(git: &Git) -> Result<()> {
    match changed(git)?.first() {
        Some(path) => Err(dirty(git, path, "was changed and not committed")),
        None => Ok(()),
    }
}

/// The store's files that are not as they were committed, in git's order.
pub(super) fn changed(git: &Git) -> Result<Vec<String>> {
    let mut options = StatusOptions::new();
    options.pathspec(layout::SNAPSHOTS).disable_pathspec_match(true);
    options.include_untracked(true).recurse_untracked_dirs(true);
    let statuses =
        git.repository.statuses(Some(&mut options)).map_err(|error| git.git("cannot compare the work tree", error))?;
    let changed = statuses.iter().filter_map(|entry| {
        let path = String::from_utf8_lossy(entry.path_bytes()).into_owned();
        let ours = entry.status() != Status::WT_NEW || is_our_place(&path);
        (ours && entry.status() != Status::CURRENT && entry.status() != Status::IGNORED).then_some(path)
    });
    Ok(changed.collect())
}

/// Whether the store would write at this path.
fn is_our_place(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>()[..] {
        [_] => true,
        [_, name] => [layout::INDEX, layout::ATTRIBUTES].contains(&name),
        [_, _, _, name] => layout::is_ours(name.as_bytes()),
        _ => false,
    }
}

/// Refuses changes that would go through a link or over a file that is the user's, or while git is at work.
pub(super) fn refuse_obstacles(git: &Git, changes: &BTreeMap<String, Option<Oid>>) -> Result<()> {
    let root = git.workdir()?;
    let lock = index_lock(git);
    if lock.exists() {
        return Err(StoreError::new(StoreErrorKind::Locked, format!("another git process holds {}", lock.display())));
    }
    for path in changes.keys() {
        for (end, _) in path.match_indices('/') {
            match fs::symlink_metadata(root.join(&path[..end])) {
                Ok(metadata) if !metadata.is_dir() => {
                    return Err(dirty(git, &path[..end], "is not a folder"));
                }
                _ => {}
            }
        }
        if fs::symlink_metadata(root.join(path)).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(dirty(git, path, "is not a plain file"));
        }
    }
    Ok(())
}

/// Where git itself notes that somebody is changing its index.
pub(super) fn index_lock(git: &Git) -> PathBuf {
    git.folder().join("index.lock")
}

fn dirty(git: &Git, path: &str, problem: &str) -> StoreError {
    StoreError::new(StoreErrorKind::Dirty, format!("{} {problem}", git.place().join(path).display()))
}

/// Brings the work tree and the index to the branch's new content at the changed paths.
pub(super) fn follow(git: &Git, changes: &BTreeMap<String, Option<Oid>>) -> Result<()> {
    let root = git.workdir()?;
    let mut index = git.repository.index().map_err(|error| git.git("cannot read git's index", error))?;
    for (path, id) in changes {
        let file = root.join(path);
        if let Some(id) = id {
            git.stream(*id, path, |bytes| Ok(write_file(&file, bytes)))?
                .map_err(|error| StoreError::io(&file, error))?;
            stage(git, &mut index, path, *id, &file)?;
            continue;
        }
        if let Err(error) = fs::remove_file(&file)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(StoreError::io(&file, error));
        }
        index.remove(Path::new(path), 0).map_err(|error| git.git("cannot change git's index", error))?;
    }
    index.write().map_err(|error| git.git("cannot write git's index", error))
}

/// Brings the work tree along after a process was killed between moving the branch and doing this itself. Only files
/// that are as the old or the new commit has them are touched; where one is not, nothing is.
pub(super) fn repair(git: &Git, old: Option<Oid>, new: Oid) -> Result<()> {
    let changes = changes_between(git, old, new)?;
    let root = git.workdir()?;
    let mut new_content = BTreeMap::new();
    for (path, (old, new)) in changes {
        let there = match fs::symlink_metadata(root.join(&path)) {
            Ok(metadata) if metadata.is_file() => Oid::hash_file(ObjectType::Blob, root.join(&path)).ok(),
            Ok(_) => return Ok(()),
            Err(_) => None,
        };
        if there != old && there != new {
            return Ok(());
        }
        new_content.insert(path, new);
    }
    refuse_obstacles(git, &new_content)?;
    follow(git, &new_content)
}

type Change = (Option<Oid>, Option<Oid>);

/// The store's paths that differ between two commits, with the blob before and after.
fn changes_between(git: &Git, old: Option<Oid>, new: Oid) -> Result<BTreeMap<String, Change>> {
    let error = |error| git.git("cannot compare two commits", error);
    let tree = |id| git.repository.find_commit(id).and_then(|commit| commit.tree());
    let old = old.map(tree).transpose().map_err(error)?;
    let new = tree(new).map_err(error)?;
    let mut options = git2::DiffOptions::new();
    options.pathspec(layout::SNAPSHOTS).disable_pathspec_match(true);
    let diff = git.repository.diff_tree_to_tree(old.as_ref(), Some(&new), Some(&mut options)).map_err(error)?;
    let mut changes = BTreeMap::new();
    for delta in diff.deltas() {
        let blob = |file: &git2::DiffFile<'_>| (file.exists() && !file.id().is_zero()).then(|| file.id());
        let path = delta.new_file().path_bytes().or_else(|| delta.old_file().path_bytes()).unwrap_or_default();
        let path = String::from_utf8_lossy(path).into_owned();
        changes.insert(path, (blob(&delta.old_file()), blob(&delta.new_file())));
    }
    Ok(changes)
}

/// Replaces a file in one step, so that a reader never sees half of it.
fn write_file(path: &Path, bytes: &mut dyn io::Read) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".fineprint-tmp");
    let unfinished = path.with_file_name(name);
    io::copy(bytes, &mut fs::File::create(&unfinished)?)?;
    fs::rename(unfinished, path)
}

/// Tells git's index that the file is as the branch has it, so that `git status` need not read it again.
fn stage(git: &Git, index: &mut Index, path: &str, id: Oid, file: &Path) -> Result<()> {
    let metadata = fs::symlink_metadata(file).map_err(|error| StoreError::io(file, error))?;
    let mut entry = IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: FILE,
        uid: 0,
        gid: 0,
        file_size: u32::try_from(metadata.len() & 0xffff_ffff).unwrap_or(0),
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    };
    describe(&mut entry, &metadata);
    index.add(&entry).map_err(|error| git.git("cannot change git's index", error))
}

#[cfg(unix)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "git's index keeps the low 32 bits")]
fn describe(entry: &mut IndexEntry, metadata: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    entry.ctime = IndexTime::new(metadata.ctime() as i32, metadata.ctime_nsec() as u32);
    entry.mtime = IndexTime::new(metadata.mtime() as i32, metadata.mtime_nsec() as u32);
    (entry.dev, entry.ino) = (metadata.dev() as u32, metadata.ino() as u32);
    (entry.uid, entry.gid) = (metadata.uid(), metadata.gid());
}

#[cfg(not(unix))]
fn describe(_: &mut IndexEntry, _: &fs::Metadata) {}
