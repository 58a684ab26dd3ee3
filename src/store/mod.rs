//! Keeps versions in a git repository that a person can browse with git alone.
//! Must not know how captures were had, or what a change means.

mod adopt;
mod chain;
mod deliveries;
mod delta;
mod error;
mod escape;
mod evidence;
mod git;
mod index;
mod join;
mod layout;
mod ledger;
mod lock;
mod merge;
mod objects;
mod pack;
mod plan;
mod policy_file;
mod policy_writer;
mod rebuild;
mod record;
mod recorder;
mod sightings;
mod spool;
mod standing;
mod trailer;
mod verify;
mod worktree;

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::capture::{Capture, Digest, MediaType, Provenance};
use crate::document::{Document, markdown};
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Folded, Sighting, Timeline, looks_of, version};

pub use deliveries::{Deliveries, Delivery, DeliveryState};
pub use error::{StoreError, StoreErrorKind};
pub use evidence::{Evidence, EvidenceFiles, EvidencePlace};
pub use index::{Visit, VisitedPage};
pub use recorder::{Recorded, Recorder, Recording};
pub use standing::Standing;
pub use verify::Problem;

use chain::Stored;
use error::Result;
use git::{Git, Oid};
use index::{Index, Line};
use join::Branch;
use lock::Lock;
use sightings::Sightings;

/// The version of the rules by which captures become text. Two chains can be compared only when it is the same.
pub const NORMALIZER: u32 = 1;

/// A git repository with the versions of policies in it.
pub struct Store {
    git: Git,
}

impl Store {
    /// Makes a store at `path`, or opens the repository that is there already.
    pub fn init(path: &Path) -> Result<Self> {
        if path.join(".git").exists() {
            return Self::open(path);
        }
        Git::init(path).map(|git| Self { git })
    }

    /// Opens the store at `path`, and finishes what a killed process left unfinished.
    pub fn open(path: &Path) -> Result<Self> {
        Git::open(path).map(Self::ready)
    }

    /// Opens the store that `path` lies in.
    pub fn discover(path: &Path) -> Result<Self> {
        Git::discover(path).map(Self::ready)
    }

    fn ready(git: Git) -> Self {
        let store = Self { git };
        if Lock::has_leftover(store.git.shared_folder())
            && let Some(long_ago) = CapturedAt::from_unix(0)
        {
            // A reader need not wait for a writer, and may have no right to write itself.
            drop(store.lock(long_ago));
        }
        store
    }

    /// The root of the work tree, or the repository itself when it has none.
    pub fn root(&self) -> PathBuf {
        self.git.place().to_owned()
    }

    /// A folder for what belongs to this copy of the store alone and is never pushed.
    pub fn private_folder(&self) -> PathBuf {
        self.git.folder().join("fineprint")
    }

    /// The policies there are, in the order of their names.
    pub fn policies(&self) -> Result<Vec<PolicyId>> {
        Ok(index_of(&self.git, &self.branch()?)?.into_keys().collect())
    }

    /// Every version and every look of a policy.
    pub fn timeline(&self, policy: &PolicyId) -> Result<Timeline> {
        let branch = self.branch()?;
        let line = self.line(&branch, policy)?;
        let (mut folded, mut looks) = (Folded::default(), Vec::new());
        Sightings::of(&self.git, &branch, policy, Some(&line))?.each(&self.git, &mut |sighting| {
            let sighting = Rc::new(sighting);
            looks.extend(looks_of(&sighting, folded.see(Rc::clone(&sighting))));
            Ok(())
        })?;
        let (runs, commits) = (folded.runs(), self.commits(policy, &line)?);
        if commits.len() != runs.len() {
            let what = format!("{policy} has {} versions by its ledger and {} by its chain", runs.len(), commits.len());
            return Err(StoreError::damaged(what));
        }
        let mut versions = Vec::with_capacity(runs.len());
        for ((n, run), commit) in (1..).zip(runs).zip(commits) {
            let stored = chain::stored(&self.git, policy, commit)?;
            let document = Arc::new(self.document_of(&stored)?);
            let version = version(n, run, document, stored.record.claims);
            versions.extend(
                version.map(|version| crate::timeline::Version { commit: Some(commit.to_string()), ..version }),
            );
        }
        Ok(Timeline { policy: policy.clone(), versions, looks })
    }

    /// Shows every look at a policy in its order, without the texts; nothing where the store does not know the policy.
    pub fn each_sighting(&self, policy: &PolicyId, see: &mut dyn FnMut(Sighting)) -> Result<()> {
        let branch = self.branch()?;
        let line = index_of(&self.git, &branch)?.remove(policy);
        let sightings = Sightings::of(&self.git, &branch, policy, line.as_ref())?;
        sightings.each(&self.git, &mut |sighting| {
            see(sighting);
            Ok(())
        })?;
        Ok(())
    }

    /// The capture whose bytes are kept for version `n`, counted from 1: the earliest with its text.
    pub fn source(&self, policy: &PolicyId, n: u32) -> Result<Capture> {
        self.source_of(&self.stored(policy, n)?)
    }

    /// Of every version its number and the capture whose bytes are kept for it, without the bytes.
    pub fn sources(&self, policy: &PolicyId) -> Result<Vec<(u32, Provenance, MediaType, Digest)>> {
        let line = self.line(&self.branch()?, policy)?;
        let mut sources = Vec::new();
        for (n, commit) in (1..).zip(self.commits(policy, &line)?) {
            let witness = chain::stored(&self.git, policy, commit)?.record.source().clone();
            sources.push((n, witness.provenance, witness.media, witness.sha256));
        }
        Ok(sources)
    }

    /// Records captures in any order, all or none. `now` dates the commit on the branch; the chain does not depend on it.
    pub fn record(&self, now: CapturedAt, batch: &[(PolicyId, Vec<Recording>)]) -> Result<Vec<Recorded>> {
        let mut recorder = self.recorder(now)?;
        for (policy, recordings) in batch {
            for recording in recordings {
                recorder.add(policy, recording)?;
            }
        }
        recorder.finish()
    }

    /// Begins to record captures that are too many to hold at once.
    pub fn recorder(&self, now: CapturedAt) -> Result<Recorder<'_>> {
        Recorder::begin(self, now)
    }

    /// Takes the lock; under it, finishes what a killed process left unfinished.
    fn lock(&self, since: CapturedAt) -> Result<Lock> {
        let mut lock = Lock::take(self.git.shared_folder(), since)?;
        if let Some(unfinished) = lock.unfinished()? {
            let branch_lock = self.git.shared_folder().join(format!("{}.lock", unfinished.branch));
            lock.clear_left_behind(&[worktree::index_lock(&self.git), branch_lock])?;
            let head = self.git.head()?;
            let id = |text: &str| Oid::from_str(text).ok();
            if head.branch.as_deref() == Some(&unfinished.branch)
                && let Some(new) = head.commit.filter(|commit| Some(*commit) == id(&unfinished.new))
            {
                worktree::repair(&self.git, unfinished.old.as_deref().and_then(id), new)?;
            }
        }
        lock.finished()?;
        Ok(lock)
    }

    fn branch(&self) -> Result<Branch> {
        Branch::at(&self.git, &self.git.head()?)
    }

    fn line(&self, branch: &Branch, policy: &PolicyId) -> Result<Line> {
        index_of(&self.git, branch)?.remove(policy).ok_or_else(|| {
            let what = format!("{} has no policy {policy}", self.git.place().display());
            StoreError::new(StoreErrorKind::UnknownPolicy, what)
        })
    }

    fn commits(&self, policy: &PolicyId, line: &Line) -> Result<Vec<Oid>> {
        self.git.refuse_shallow()?;
        match tip(line)? {
            Some(tip) => chain::commits(&self.git, policy, tip, line.versions),
            None => Ok(Vec::new()),
        }
    }

    fn stored(&self, policy: &PolicyId, n: u32) -> Result<Stored> {
        let line = self.line(&self.branch()?, policy)?;
        let commits = self.commits(policy, &line)?;
        let position = n.checked_sub(1).and_then(|position| usize::try_from(position).ok());
        let commit = position.and_then(|position| commits.get(position)).ok_or_else(|| {
            let what = format!("{policy} has no version {n}, only 1 to {}", line.versions);
            StoreError::new(StoreErrorKind::UnknownVersion, what)
        })?;
        chain::stored(&self.git, policy, *commit)
    }

    fn document_of(&self, stored: &Stored) -> Result<Document> {
        let mut document = markdown::read(&stored.body(&self.git)?);
        document.title.clone_from(&stored.record.title);
        document.language.clone_from(&stored.record.language);
        Ok(document)
    }

    fn source_of(&self, stored: &Stored) -> Result<Capture> {
        let witness = stored.record.source();
        let body = self.git.blob(stored.source()?, &format!("source of commit {}", stored.commit))?;
        Ok(Capture { provenance: witness.provenance.clone(), media: witness.media, body })
    }
}

/// The newest commit of the chain that a line of the index names.
fn tip(line: &Line) -> Result<Option<Oid>> {
    let tip = line.tip.as_deref().map(Oid::from_str).transpose();
    tip.map_err(|error| StoreError::damaged(format!("{} names a commit that is none", layout::INDEX)).because(error))
}

fn index_of(git: &Git, branch: &Branch) -> Result<Index> {
    match branch.own_file(git, layout::INDEX)? {
        None => Ok(Index::new()),
        Some(bytes) => index::parse(&String::from_utf8_lossy(&bytes)).map_err(|line| unreadable(layout::INDEX, line)),
    }
}

fn unreadable(path: &str, line: usize) -> StoreError {
    StoreError::damaged(format!("line {line} of {path} cannot be read"))
}
