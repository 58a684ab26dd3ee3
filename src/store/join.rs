//! The branch's tree being changed: a policy's folder replaced, everything else left as it is. Joins chains into it.
//! Must not know what the files say, or the work tree.

use std::collections::BTreeMap;

use crate::policy::PolicyId;
use crate::time::CapturedAt;

use super::chain::{blob, commit_bytes};
use super::error::{Result, StoreError, StoreErrorKind};
use super::git::{FOLDER, Git, Head, Oid, TreeEntry};
use super::layout;
use super::objects::Objects;
use super::pack::Series;

/// A branch on which commits are being made that nobody sees yet.
pub(super) struct Branch {
    /// The newest commit.
    pub(super) commit: Option<Oid>,
    root: Vec<TreeEntry>,
    snapshots: Vec<TreeEntry>,
    services: BTreeMap<String, Vec<TreeEntry>>,
    /// The folders that this run has changed: what was written of them may lie in a pack that cannot be read yet.
    folders: BTreeMap<PolicyId, Vec<TreeEntry>>,
    /// What the work tree must follow: paths with their new content, or none.
    pub(super) changes: BTreeMap<String, Option<Oid>>,
}

impl Branch {
    /// The branch as HEAD has it.
    pub(super) fn at(git: &Git, head: &Head) -> Result<Self> {
        let root = match head.commit {
            Some(commit) => git.tree(git.commit(commit, "HEAD")?.tree, "HEAD")?,
            None => Vec::new(),
        };
        let snapshots = folder(git, &root, layout::SNAPSHOTS)?;
        let (services, folders, changes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Ok(Self { commit: head.commit, root, snapshots, services, folders, changes })
    }

    /// Whether there is a file of the store's own in `snapshots/`.
    pub(super) fn has_own_file(&self, name: &str) -> bool {
        self.snapshots.iter().any(|entry| entry.name == name.as_bytes())
    }

    /// Reads a file of the store's own in `snapshots/`.
    pub(super) fn own_file(&self, git: &Git, name: &str) -> Result<Option<Vec<u8>>> {
        let entry = self.snapshots.iter().find(|entry| entry.name == name.as_bytes());
        entry.map(|entry| git.blob(entry.id, &format!("{}/{name}", layout::SNAPSHOTS))).transpose()
    }

    /// The policies that have a text in the branch, whether or not the index names them.
    pub(super) fn policies(&self, git: &Git) -> Result<Vec<PolicyId>> {
        let mut policies = Vec::new();
        for service in self.snapshots.iter().filter(|entry| entry.mode == FOLDER) {
            for document in git.tree(service.id, layout::SNAPSHOTS)?.iter().filter(|entry| entry.mode == FOLDER) {
                let files = git.tree(document.id, layout::SNAPSHOTS)?;
                let name = [&service.name[..], &document.name[..]].map(String::from_utf8_lossy).join("/");
                if files.iter().any(|file| file.name == layout::POLICY.as_bytes()) {
                    policies.extend(name.parse::<PolicyId>());
                }
            }
        }
        Ok(policies)
    }

    /// Reads a file in a policy's folder.
    pub(super) fn file(&self, git: &Git, policy: &PolicyId, name: &str) -> Result<Option<Vec<u8>>> {
        let files = self.files(git, policy)?;
        let entry = files.iter().find(|entry| entry.name == name.as_bytes());
        entry.map(|entry| git.blob(entry.id, &layout::path(policy, name))).transpose()
    }

    /// The files in a policy's folder, as this run has left them so far.
    pub(super) fn files(&self, git: &Git, policy: &PolicyId) -> Result<Vec<TreeEntry>> {
        if let Some(files) = self.folders.get(policy) {
            return Ok(files.clone());
        }
        match self.services.get(policy.service()) {
            Some(service) => folder(git, service, policy.document()),
            None => folder(git, &folder(git, &self.snapshots, policy.service())?, policy.document()),
        }
    }

    /// Puts a policy's folder into the trees above it.
    fn put(&mut self, git: &Git, objects: &mut Objects<'_>, policy: &PolicyId, files: Vec<TreeEntry>) -> Result<()> {
        if !self.services.contains_key(policy.service()) {
            self.services.insert(policy.service().to_owned(), folder(git, &self.snapshots, policy.service())?);
        }
        let service = self.services.entry(policy.service().to_owned()).or_default();
        let id = objects.tree(&files, None)?;
        set(service, TreeEntry { mode: FOLDER, name: policy.document().as_bytes().to_vec(), id });
        let id = objects.tree(service, None)?;
        set(&mut self.snapshots, TreeEntry { mode: FOLDER, name: policy.service().as_bytes().to_vec(), id });
        self.folders.insert(policy.clone(), files);
        Ok(())
    }

    /// Sets a file of the store's own in `snapshots/`.
    pub(super) fn set_own_file(&mut self, name: &str, id: Oid) {
        if set(&mut self.snapshots, blob(name, id)) {
            self.changes.insert(format!("{}/{name}", layout::SNAPSHOTS), Some(id));
        }
    }

    /// Sets one file in a policy's folder, and leaves the others as they are.
    pub(super) fn set_policy_file(
        &mut self,
        git: &Git,
        objects: &mut Objects<'_>,
        policy: &PolicyId,
        (name, file): (&str, Oid),
    ) -> Result<()> {
        let mut files = self.files(git, policy)?;
        set(&mut files, blob(name, file));
        self.put(git, objects, policy, files)?;
        self.changes.insert(layout::path(policy, name), Some(file));
        Ok(())
    }

    /// Replaces what is ours in a policy's folder. `chain` of `None` keeps the files of the version as they are.
    pub(super) fn set_policy(
        &mut self,
        git: &Git,
        objects: &mut Objects<'_>,
        policy: &PolicyId,
        chain: Option<&[TreeEntry]>,
        ledger: Oid,
    ) -> Result<()> {
        let mut files = self.files(git, policy)?;
        let mut changes = BTreeMap::new();
        if let Some(chain) = chain {
            files.retain(|file| {
                let stale = layout::is_ours(&file.name) && file.name != layout::LEDGER.as_bytes();
                if stale {
                    changes.insert(String::from_utf8_lossy(&file.name).into_owned(), None);
                }
                !stale
            });
            for file in chain {
                changes.insert(String::from_utf8_lossy(&file.name).into_owned(), Some(file.id));
                files.push(file.clone());
            }
        }
        set(&mut files, blob(layout::LEDGER, ledger));
        changes.insert(layout::LEDGER.to_owned(), Some(ledger));
        self.put(git, objects, policy, files)?;
        self.changes.extend(changes.into_iter().map(|(name, id)| (layout::path(policy, &name), id)));
        Ok(())
    }

    /// Commits the tree as it is, joining a chain when one is given.
    pub(super) fn commit(
        &mut self,
        objects: &mut Objects<'_>,
        chain: Option<Oid>,
        now: CapturedAt,
        message: &str,
    ) -> Result<()> {
        let id = objects.tree(&self.snapshots, Some(Series::Snapshots))?;
        set(&mut self.root, TreeEntry { mode: FOLDER, name: layout::SNAPSHOTS.as_bytes().to_vec(), id });
        let tree = objects.tree(&self.root, None)?;
        let parents: Vec<Oid> = self.commit.into_iter().chain(chain).collect();
        self.commit = Some(objects.commit(&commit_bytes(tree, &parents, now, message))?);
        Ok(())
    }
}

/// What a folder holds; nothing when it is not there.
fn folder(git: &Git, parent: &[TreeEntry], name: &str) -> Result<Vec<TreeEntry>> {
    match parent.iter().find(|entry| entry.name == name.as_bytes()) {
        None => Ok(Vec::new()),
        Some(entry) if entry.mode == FOLDER => git.tree(entry.id, name),
        Some(_) => {
            let what = format!("`{name}` in the branch is a file where the store needs a folder");
            Err(StoreError::new(StoreErrorKind::Refused, what))
        }
    }
}

/// Puts an entry in the place of the one with its name, and says whether that changed anything.
fn set(entries: &mut Vec<TreeEntry>, entry: TreeEntry) -> bool {
    match entries.iter_mut().find(|old| old.name == entry.name) {
        Some(old) if *old == entry => false,
        Some(old) => {
            *old = entry;
            true
        }
        None => {
            entries.push(entry);
            true
        }
    }
}
