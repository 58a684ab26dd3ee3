//! Takes captures one by one in any order and records them all at once, or not at all.
//! Must not know how captures were had, or what a change means.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::capture::{Digest, MediaType, Provenance};
use crate::claim::Claims;
use crate::document::markdown;
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Dated, Shown, Sighting};

use super::error::{Result, StoreError, StoreErrorKind};
use super::evidence::{self, Evidence};
use super::git::{Git, Head, Oid};
use super::index::{Index, Visit};
use super::join::Branch;
use super::lock::{Lock, Unfinished};
use super::objects::Objects;
use super::pack::Series;
use super::policy_writer::{self, Work};
use super::spool::Spool;
use super::{NORMALIZER, Store, layout, worktree};

/// A capture that has been read, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub dated: Dated,
    /// The body whose digest `dated` names.
    pub body: Vec<u8>,
}

/// What recording added to one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub policy: PolicyId,
    /// How many versions there are now.
    pub versions: u32,
    /// The ordinals of the versions that were not there before.
    pub added: Vec<u32>,
    /// How many looks were not known before.
    pub looks: u32,
    /// How many captures were known already.
    pub duplicates: u32,
    /// The newest commit of the chain; `None` while no version has been seen.
    pub tip: Option<String>,
}

/// A run of recording. Dropped before [`Recorder::finish`], it leaves no trace.
pub struct Recorder<'store> {
    pub(super) git: &'store Git,
    pub(super) now: CapturedAt,
    lock: Lock,
    head: Head,
    pub(super) objects: Objects<'store>,
    pub(super) branch: Branch,
    pub(super) index: Index,
    pub(super) spool: Spool,
    work: BTreeMap<PolicyId, Work>,
    evidence: BTreeMap<PolicyId, Vec<Evidence>>,
}

/// A text that this run brought, with where its parts wait.
pub(super) struct NewText {
    /// The earliest capture of this run that shows it.
    pub(super) seen: Sighting,
    pub(super) source: Oid,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) claims: Claims,
    pub(super) body: Range<u64>,
}

impl<'store> Recorder<'store> {
    pub(super) fn begin(store: &'store Store, now: CapturedAt) -> Result<Self> {
        let git = &store.git;
        git.workdir()?;
        git.refuse_shallow()?;
        let lock = store.lock(now)?;
        let head = git.head()?;
        if head.branch.is_none() {
            let what = format!("HEAD of {} is on no branch", git.place().display());
            return Err(StoreError::new(StoreErrorKind::Detached, what));
        }
        worktree::refuse_dirty(git)?;
        let branch = Branch::at(git, &head)?;
        let index = super::index_of(git, &branch)?;
        let objects = Objects::new(git)?;
        Ok(Self {
            git,
            now,
            lock,
            head,
            objects,
            branch,
            index,
            spool: Spool::new(git.folder()),
            work: BTreeMap::new(),
            evidence: BTreeMap::new(),
        })
    }

    /// Takes one capture. Its body is written at once where it is the earliest with its text, and let go of.
    pub fn add(&mut self, policy: &PolicyId, recording: &Recording) -> Result<()> {
        let Dated { provenance, media, digest, reading } = &recording.dated;
        refuse_impossible(policy, provenance, *digest, &recording.body)?;
        let (shown, text) = match reading {
            Ok(text) => (Shown::Text(crate::document::fingerprint(&text.0)), Some(text)),
            Err(reason) => (Shown::Skipped(*reason), None),
        };
        let sighting = Sighting::new(provenance.clone(), *media, *digest, shown);
        if let (Shown::Text(fingerprint), Some((document, claims))) = (shown, text)
            && self.work(policy)?.lacks(fingerprint, &sighting)
        {
            let body = self.spool.put(&markdown::write(document));
            let new = NewText {
                seen: sighting.clone(),
                source: self.objects.blob(&recording.body, Series::Source)?,
                title: document.title.clone(),
                language: document.language.clone(),
                claims: claims.clone(),
                body: body.map_err(|error| StoreError::io(self.git.folder(), error))?,
            };
            self.work(policy)?.texts.insert(fingerprint, new);
        }
        self.work(policy)?.new.push(sighting);
        Ok(())
    }

    /// Takes a capture without its bytes: it shows no text, or one that an earlier capture shows that is in the store or
    /// was taken before.
    pub fn add_sighting(&mut self, policy: &PolicyId, sighting: Sighting) -> Result<()> {
        layout::check(policy)?;
        refuse_too_old(policy, &sighting.provenance)?;
        let work = self.work(policy)?;
        if let Shown::Text(text) = sighting.shown
            && work.lacks(text, &sighting)
        {
            let what = format!("the capture of {policy} of {} came without its bytes", sighting.first_seen());
            return Err(StoreError::new(StoreErrorKind::Refused, what));
        }
        work.new.push(sighting);
        Ok(())
    }

    /// Takes a look that found the policy as it was when it was last seen, so that there is nothing to read or keep.
    pub fn add_same(
        &mut self,
        policy: &PolicyId,
        provenance: Provenance,
        media: MediaType,
        digest: Option<Digest>,
    ) -> Result<()> {
        let work = self.work(policy)?;
        let Some(text) = work.last_text() else {
            let what = format!("{policy} has no text yet that a look could find again");
            return Err(StoreError::new(StoreErrorKind::Refused, what));
        };
        let shown = Shown::Text(text);
        work.new.push(Sighting { provenance, media: Some(media), digest, shown, stretch: None });
        Ok(())
    }

    /// Leaves something for the next look. It is recorded with the looks of this run.
    pub fn leave(&mut self, policy: &PolicyId, visit: Visit) -> Result<()> {
        self.work(policy)?.new_visit = Some(visit);
        Ok(())
    }

    /// Takes a look that had nothing; `provenance.note` says why.
    pub fn add_failure(&mut self, policy: &PolicyId, provenance: Provenance) -> Result<()> {
        let sighting = Sighting { provenance, media: None, digest: None, shown: Shown::Failed, stretch: None };
        self.work(policy)?.new.push(sighting);
        Ok(())
    }

    /// Takes the record of how a capture was had: one line of text, which is kept as it is beside the ledger.
    pub fn add_evidence(&mut self, policy: &PolicyId, captured_at: CapturedAt, record: String) -> Result<()> {
        layout::check(policy)?;
        self.evidence.entry(policy.clone()).or_default().push(Evidence { captured_at, record });
        Ok(())
    }

    /// Records everything taken, in the order of the policies' names.
    pub fn finish(mut self) -> Result<Vec<Recorded>> {
        let mut recorded = Vec::new();
        let mut joins = Vec::new();
        for (policy, work) in std::mem::take(&mut self.work) {
            let written = policy_writer::write(&mut self, &policy, work)?;
            joins.extend(written.join);
            recorded.push(written.recorded);
        }
        for (policy, new) in std::mem::take(&mut self.evidence) {
            evidence::write(&mut self, &policy, new)?;
        }
        let nothing_new = joins.is_empty();
        for join in joins {
            policy_writer::join(&mut self, join)?;
        }
        if nothing_new {
            let policies =
                if recorded.len() == 1 { "1 policy".to_owned() } else { format!("{} policies", recorded.len()) };
            let message = format!("Looked at {policies}, no new version\n");
            self.commit_index(None, &message)?;
        }
        self.publish()?;
        Ok(recorded)
    }

    /// Commits the tree with the index as it is now, if that changes anything or a chain is joined.
    pub(super) fn commit_index(&mut self, chain: Option<Oid>, message: &str) -> Result<()> {
        if !self.branch.has_own_file(layout::ATTRIBUTES) {
            let attributes = self.objects.blob(layout::ATTRIBUTES_TEXT.as_bytes(), Series::Attributes)?;
            self.branch.set_own_file(layout::ATTRIBUTES, attributes);
        }
        let index = self.objects.blob(super::index::print(&self.index).as_bytes(), Series::Index)?;
        self.branch.set_own_file(layout::INDEX, index);
        if chain.is_some() || !self.branch.changes.is_empty() {
            self.branch.commit(&mut self.objects, chain, self.now, message)?;
        }
        Ok(())
    }

    /// Makes it all visible: objects first, one branch moved, and only then the work tree.
    pub(super) fn publish(&mut self) -> Result<()> {
        let (Some(branch), Some(new)) = (self.head.branch.clone(), self.branch.commit) else { return Ok(()) };
        if self.head.commit == Some(new) {
            return self.lock.finished();
        }
        worktree::refuse_obstacles(self.git, &self.branch.changes)?;
        self.objects.finish()?;
        let old = self.head.commit;
        let unfinished =
            Unfinished { branch: branch.clone(), old: old.map(|old| old.to_string()), new: new.to_string() };
        self.lock.note(&unfinished, self.now)?;
        self.git.move_branch(&branch, old, new, "fineprint: record")?;
        worktree::follow(self.git, &self.branch.changes).map_err(|error| {
            StoreError::new(StoreErrorKind::Behind, format!("{branch} is at {new}, its work tree is not"))
                .because(error)
        })?;
        self.lock.finished()
    }

    /// The work on one policy, with what the store knows of it.
    pub(super) fn work(&mut self, policy: &PolicyId) -> Result<&mut Work> {
        if !self.work.contains_key(policy) {
            let work = Work::load(self.git, &self.branch, &self.index, policy)?;
            work.refuse_outdated(self.git, policy, NORMALIZER)?;
            self.work.insert(policy.clone(), work);
        }
        Ok(self.work.entry(policy.clone()).or_default())
    }
}

fn refuse_impossible(policy: &PolicyId, provenance: &Provenance, digest: Digest, body: &[u8]) -> Result<()> {
    layout::check(policy)?;
    refuse_too_old(policy, provenance)?;
    if Digest::of(body) != digest {
        let what = format!("a capture of {policy} names the digest {digest}, which is not that of its bytes");
        return Err(StoreError::new(StoreErrorKind::Refused, what));
    }
    Ok(())
}

fn refuse_too_old(policy: &PolicyId, provenance: &Provenance) -> Result<()> {
    if provenance.captured_at.unix() >= 0 {
        return Ok(());
    }
    let what = format!("a capture of {policy} is dated {}, before git can count", provenance.captured_at);
    Err(StoreError::new(StoreErrorKind::Refused, what))
}
