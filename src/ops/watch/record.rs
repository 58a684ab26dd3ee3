//! Takes looks as they come and records them: all at once where they fit into memory, so that a run is one commit unless
//! something changed.
//! Must not know how a look was made.

use std::collections::BTreeMap;

use super::look::{Found, Look};
use crate::capture::Digest;
use crate::document::{self, SkipReason};
use crate::ops::Selecting;
use crate::ops::evidence::last_record;
use crate::policy::PolicyId;
use crate::source::record::CaptureRecord;
use crate::store::{Recorded, Store, StoreError, Visit};
use crate::time::CapturedAt;

/// Bytes of pages that wait at the most.
const MOST_BYTES: usize = 32 << 20;

/// A look after it was recorded.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) policy: PolicyId,
    pub(super) urls: Vec<String>,
    pub(super) at: CapturedAt,
    pub(super) shown: Noticed,
    pub(super) is_unconfirmed: bool,
    /// What the store made of it.
    pub(super) recorded: Option<Recorded>,
}

/// What a look showed.
#[derive(Debug)]
pub(super) enum Noticed {
    Same,
    Text(Digest),
    /// Something else, and where that is not plain.
    Skipped(SkipReason, Option<String>),
    Missed(String),
}

/// Looks that wait to be recorded, and those that were.
pub(super) struct Recording<'a> {
    store: &'a Store,
    now: CapturedAt,
    selecting: &'a BTreeMap<PolicyId, Selecting>,
    waiting: Vec<Look>,
    bytes: usize,
    noted: Vec<Noted>,
    /// The records that were taken last, for the next ones to name.
    last: BTreeMap<PolicyId, Digest>,
}

impl<'a> Recording<'a> {
    pub(super) fn new(store: &'a Store, now: CapturedAt, selecting: &'a BTreeMap<PolicyId, Selecting>) -> Self {
        let (waiting, noted, last) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { store, now, selecting, waiting, bytes: 0, noted, last }
    }

    /// Takes one look.
    pub(super) fn take(&mut self, look: Look) -> Result<(), StoreError> {
        if let Found::Read { recording, .. } = &look.found {
            self.bytes += recording.body.len();
        }
        self.waiting.push(look);
        if self.bytes > MOST_BYTES { self.flush() } else { Ok(()) }
    }

    /// Records what still waits, and gives all looks in the order of their policies' names.
    pub(super) fn finish(mut self) -> Result<Vec<Noted>, StoreError> {
        self.flush()?;
        self.noted.sort_by(|a, b| a.policy.cmp(&b.policy));
        Ok(self.noted)
    }

    /// A record that names the one before it, as text.
    fn chained(&mut self, policy: &PolicyId, record: CaptureRecord) -> Result<String, StoreError> {
        let previous = match self.last.get(policy) {
            Some(last) => Some(*last),
            None => last_record(self.store, policy)?,
        };
        let text = CaptureRecord { previous, ..record }.canonical();
        self.last.insert(policy.clone(), Digest::of(text.as_bytes()));
        Ok(text)
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        if waiting.is_empty() {
            return Ok(());
        }
        let mut recorder = self.store.recorder(self.now)?;
        let first = self.noted.len();
        for look in waiting {
            let policy = &look.policy;
            let selection = self.selecting.get(policy).and_then(Selecting::id);
            if let Some(visit) = visit(&look, selection) {
                recorder.leave(policy, visit)?;
            }
            if let Some(provenance) = look.unconfirmed.clone() {
                recorder.add_failure(policy, provenance)?;
            }
            let shown = match look.found {
                Found::Same { provenance, media, digest } => {
                    recorder.add_same(policy, provenance, media, digest)?;
                    Noticed::Same
                }
                Found::Read { recording, evidence } => {
                    recorder.add(policy, &recording)?;
                    for (at, record) in evidence {
                        recorder.add_evidence(policy, at, self.chained(policy, record)?)?;
                    }
                    match &recording.dated.reading {
                        Ok((text, _)) => Noticed::Text(document::fingerprint(text)),
                        Err(reason) => Noticed::Skipped(*reason, recording.dated.provenance.note.clone()),
                    }
                }
                Found::Missed { provenance, why, evidence } => {
                    for (at, record) in evidence {
                        recorder.add_evidence(policy, at, self.chained(policy, record)?)?;
                    }
                    recorder.add_failure(policy, provenance)?;
                    Noticed::Missed(why)
                }
            };
            let is_unconfirmed = look.unconfirmed.is_some();
            let (policy, urls, at) = (look.policy, look.urls, look.at);
            self.noted.push(Noted { policy, urls, at, shown, is_unconfirmed, recorded: None });
        }
        for recorded in recorder.finish()? {
            let noted = self.noted[first..].iter_mut().find(|noted| noted.policy == recorded.policy);
            if let Some(noted) = noted {
                noted.recorded = Some(recorded);
            }
        }
        Ok(())
    }
}

/// What a look leaves for the next one; nothing where it did not see the policy.
fn visit(look: &Look, selection: Option<Digest>) -> Option<Visit> {
    match &look.found {
        Found::Same { .. } => {}
        Found::Read { recording, .. } if recording.dated.reading.is_ok() => {}
        Found::Read { .. } | Found::Missed { .. } => return None,
    }
    Some(Visit { pages: look.left.clone(), selection })
}
