//! Takes over what another branch of the repository holds, as evidence like any other: the chains of both sides become
//! the chain that all their captures make. Must not know how the other branch came here.

use std::collections::BTreeMap;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Folded, Sighting};

use super::chain;
use super::error::{Result, StoreError};
use super::evidence::EvidenceFiles;
use super::git::{Git, Head, Oid};
use super::index::{Index, Line};
use super::join::Branch;
use super::policy_writer::Work;
use super::recorder::{NewText, Recorded, Recorder};
use super::{NORMALIZER, Store, deliveries, merge};

impl Store {
    /// Records into the current branch what `revision` holds and the branch lacks: captures, looks, and how they were had.
    ///
    /// Two writers who recorded on the same commit are brought together so: one moves to the other's branch and adopts
    /// its own former one. No chain loses a capture, and no reference is forced.
    pub fn adopt(&self, now: CapturedAt, revision: &str) -> Result<Vec<Recorded>> {
        let mut recorder = self.recorder(now)?;
        let other = Other::at(&self.git, revision)?;
        for (policy, line) in &other.index {
            other.hand_over(&mut recorder, policy, line)?;
        }
        other.hand_over_deliveries(&mut recorder)?;
        recorder.finish()
    }
}

/// The branch that is taken over.
struct Other<'store> {
    git: &'store Git,
    branch: Branch,
    index: Index,
}

impl<'store> Other<'store> {
    fn at(git: &'store Git, revision: &str) -> Result<Self> {
        let commit = git.revision(revision)?;
        let branch = Branch::at(git, &Head { branch: None, commit: Some(commit) })?;
        let index = super::index_of(git, &branch)?;
        Ok(Self { git, branch, index })
    }

    /// Gives the recorder what is known of alerts that went out.
    fn hand_over_deliveries(&self, recorder: &mut Recorder<'_>) -> Result<()> {
        let ours = deliveries::of(self.git, &recorder.branch)?;
        let mut all = ours.clone();
        deliveries::union(&mut all, deliveries::of(self.git, &self.branch)?);
        if all == ours { Ok(()) } else { deliveries::set(recorder, &all) }
    }

    /// Gives the recorder everything that is known of one policy; what it knows already counts as known.
    fn hand_over(&self, recorder: &mut Recorder<'_>, policy: &PolicyId, line: &Line) -> Result<()> {
        for record in EvidenceFiles::of(self.git, &self.branch, policy)?.all()?.0 {
            recorder.add_evidence(policy, record.captured_at, record.record)?;
        }
        if recorder.index.get(policy) == Some(line) {
            return Ok(());
        }
        let work = Work::load(self.git, &self.branch, &self.index, policy)?;
        work.refuse_outdated(self.git, policy, NORMALIZER)?;
        self.hand_over_texts(recorder, policy, line, &work.old)?;
        let new = &mut recorder.work(policy)?.new;
        work.sightings.each(self.git, &mut |sighting| {
            new.extend(merge::parts(sighting));
            Ok(())
        })?;
        Ok(())
    }

    fn hand_over_texts(
        &self,
        recorder: &mut Recorder<'_>,
        policy: &PolicyId,
        line: &Line,
        known: &Folded,
    ) -> Result<()> {
        let mut texts: BTreeMap<Digest, &Sighting> = known.runs().iter().map(|run| (run.text, &*run.origin)).collect();
        for commit in self.commits(policy, line)? {
            let stored = chain::stored(self.git, policy, commit)?;
            let text = stored.record.text;
            let Some(seen) = texts.remove(&text) else { continue };
            if !recorder.work(policy)?.lacks(text, seen) {
                continue;
            }
            let chain::Text { source, title, language, claims, body } = stored.text(self.git)?;
            let body = recorder.spool.put(&body).map_err(|error| StoreError::io(self.git.folder(), error))?;
            let new = NewText { seen: seen.clone(), source, title, language, claims, body };
            recorder.work(policy)?.texts.insert(text, new);
        }
        match texts.keys().next() {
            Some(text) => {
                Err(StoreError::damaged(format!("the chain of {policy} lacks the text {text} of its ledger")))
            }
            None => Ok(()),
        }
    }

    fn commits(&self, policy: &PolicyId, line: &Line) -> Result<Vec<Oid>> {
        match super::tip(line)? {
            Some(tip) => chain::commits(self.git, policy, tip, line.versions),
            None => Ok(Vec::new()),
        }
    }
}
