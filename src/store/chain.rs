//! A policy's chain: one commit a version, each the child of the version captured before it.
//! A pure function of the captures. Must not know the branch, the ledger or the work tree.

use std::fmt::Write as _;

use crate::claim::Claims;
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};

use super::error::{Result, StoreError};
use super::git::{FILE, FOLDER, Git, Oid, TreeEntry};
use super::layout;
use super::objects::Objects;
use super::pack::Series;
use super::plan::Planned;
use super::policy_file;
use super::record::{Previous, Record};
use super::trailer;

/// Who commits. Always the same, so that the same captures give the same commits.
const AUTHOR: &str = "fineprint <fineprint@localhost>";

/// A version as it is kept.
pub(super) struct Stored {
    pub(super) commit: Oid,
    pub(super) record: Record,
    /// The files of the policy's folder.
    pub(super) folder: Vec<TreeEntry>,
}

/// A text and the bytes it was read from.
#[derive(Clone)]
pub(super) struct Text {
    /// The blob that holds the raw bytes.
    pub(super) source: Oid,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) claims: Claims,
    /// The canonical text.
    pub(super) body: String,
}

/// The newest commit of a chain, with the policy's folder as it has it.
pub(super) struct Tip {
    pub(super) commit: Oid,
    pub(super) folder: Vec<TreeEntry>,
}

/// The commits of the chain that ends in `tip`, oldest first.
pub(super) fn commits(git: &Git, policy: &PolicyId, tip: Oid, versions: u32) -> Result<Vec<Oid>> {
    let mut chain = Vec::new();
    let mut next = Some(tip);
    while let Some(commit) = next {
        if chain.len() > versions as usize {
            return Err(StoreError::damaged(format!("the chain of {policy} has more commits than versions")));
        }
        chain.push(commit);
        next = git.commit(commit, &format!("the chain of {policy}"))?.parents.first().copied();
    }
    chain.reverse();
    if chain.len() != versions as usize {
        return Err(StoreError::damaged(format!(
            "the chain of {policy} has {} commits for {versions} versions",
            chain.len()
        )));
    }
    Ok(chain)
}

/// Reads what a commit of the chain keeps.
pub(super) fn stored(git: &Git, policy: &PolicyId, commit: Oid) -> Result<Stored> {
    let what = format!("commit {commit} of {policy}");
    let tree = git.commit(commit, &what)?.tree;
    let folder = git.at(tree, &format!("{}/{policy}", layout::SNAPSHOTS))?;
    let folder = folder.ok_or_else(|| StoreError::damaged(format!("{what} lacks the policy's folder")))?;
    let folder = git.tree(folder.id, &what)?;
    let record = Record::parse(&git.blob(file(&folder, layout::CAPTURE, &what)?, &what)?)
        .map_err(|error| StoreError::damaged(format!("{what}: {} cannot be read", layout::CAPTURE)).because(error))?;
    Ok(Stored { commit, record, folder })
}

impl Stored {
    /// The blob with the raw bytes.
    pub(super) fn source(&self) -> Result<Oid> {
        self.file(&layout::source(self.record.source().media))
    }

    /// The canonical text.
    pub(super) fn body(&self, git: &Git) -> Result<String> {
        let what = format!("{} of commit {}", layout::POLICY, self.commit);
        let text = String::from_utf8(git.blob(self.file(layout::POLICY)?, &what)?)
            .map_err(|error| StoreError::damaged(format!("{what} is not UTF-8")).because(error))?;
        let body = policy_file::body(&text).map(str::to_owned);
        body.ok_or_else(|| StoreError::damaged(format!("{what} has no front matter")))
    }

    /// The text with all that is needed to record it again.
    pub(super) fn text(&self, git: &Git) -> Result<Text> {
        let Record { title, language, claims, .. } = self.record.clone();
        Ok(Text { source: self.source()?, title, language, claims, body: self.body(git)? })
    }

    /// The blob of a file in the policy's folder.
    pub(super) fn file(&self, name: &str) -> Result<Oid> {
        file(&self.folder, name, &format!("commit {}", self.commit))
    }
}

fn file(folder: &[TreeEntry], name: &str, what: &str) -> Result<Oid> {
    let found = folder.iter().find(|entry| entry.name == name.as_bytes()).map(|entry| entry.id);
    found.ok_or_else(|| StoreError::damaged(format!("{what} lacks {name}")))
}

/// Writes a version on top of the one before and gives the new tip.
pub(super) fn write(objects: &mut Objects<'_>, record: &Record, text: &Text) -> Result<Tip> {
    let folder = vec![
        blob(layout::POLICY, objects.blob(policy_file::print(record, &text.body).as_bytes(), Series::Text)?),
        blob(&layout::source(record.source().media), text.source),
        blob(layout::CAPTURE, objects.blob(record.print().as_bytes(), Series::Capture)?),
    ];
    let tree = tree(&folder, &record.policy, |entries| objects.tree(entries, None))?;
    let parent = record.previous.as_ref().map(|previous| Oid::from_str(&previous.commit));
    let parent = parent.transpose().map_err(|error| StoreError::damaged("a commit has no name").because(error))?;
    let commit =
        commit_bytes(tree, parent.as_slice(), record.first_look.provenance.captured_at, &trailer::message(record));
    Ok(Tip { commit: objects.commit(&commit)?, folder })
}

/// The tree that holds a policy's folder and nothing else; `write` writes or names each tree on the way.
pub(super) fn tree(
    folder: &[TreeEntry],
    policy: &PolicyId,
    mut write: impl FnMut(&[TreeEntry]) -> Result<Oid>,
) -> Result<Oid> {
    let mut tree = write(folder)?;
    for name in [policy.document(), policy.service(), layout::SNAPSHOTS] {
        tree = write(&[TreeEntry { mode: FOLDER, name: name.as_bytes().to_vec(), id: tree }])?;
    }
    Ok(tree)
}

/// What the commit of a planned version says, given its text and the commit before it.
pub(super) fn record(
    policy: &PolicyId,
    planned: &Planned,
    text: &Text,
    normalizer: u32,
    parent: Option<Oid>,
) -> Record {
    let previous = planned.previous.clone().zip(parent).map(|(previous, parent)| Previous {
        version: planned.n - 1,
        commit: parent.to_string(),
        first_seen: previous.first_seen,
        captures: previous.captures,
        last_look: previous.last_look,
    });
    Record {
        policy: policy.clone(),
        version: planned.n,
        normalizer,
        text: planned.text,
        title: text.title.clone(),
        language: text.language.clone(),
        first_look: planned.first_look.clone(),
        kept: (planned.source != planned.first_look).then(|| planned.source.clone()),
        bounds: Bounds {
            after: previous.as_ref().map(|previous| previous.last_look.provenance.captured_at),
            before: planned.first_look.provenance.captured_at,
        },
        claims: text.claims.clone(),
        previous,
    }
}

/// A commit by the store, as git keeps it.
pub(super) fn commit_bytes(tree: Oid, parents: &[Oid], at: CapturedAt, message: &str) -> Vec<u8> {
    let mut text = format!("tree {tree}\n");
    for parent in parents {
        let _ = writeln!(text, "parent {parent}");
    }
    let at = at.unix();
    let _ = write!(text, "author {AUTHOR} {at} +0000\ncommitter {AUTHOR} {at} +0000\n\n{message}");
    text.into_bytes()
}

/// A plain file as an entry of a tree.
pub(super) fn blob(name: &str, id: Oid) -> TreeEntry {
    TreeEntry { mode: FILE, name: name.as_bytes().to_vec(), id }
}
