//! What waits to be recorded: a few megabytes at the most, so that memory stays flat however many captures there are, and
//! often enough that a stopped run leaves something useful.
//! Must not know sources.

use crate::capture::Provenance;
use crate::document;
use crate::policy::PolicyId;
use crate::source::Holding;
use crate::source::record::CaptureRecord;
use crate::store::{Recording, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::Shown;

/// Bytes of bodies that wait at the most.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Captures that wait at the most.
const MOST: usize = 500;
/// After so many requests what was had is recorded.
const REQUESTS: usize = 50;

/// Recordings that wait.
pub(super) struct Pending<'a> {
    store: &'a Store,
    policy: &'a PolicyId,
    now: CapturedAt,
    recordings: Vec<Recording>,
    gaps: Vec<Provenance>,
    evidence: Vec<(CapturedAt, String)>,
    bytes: usize,
    fetched: usize,
    /// Captures that were new to the store.
    pub(super) recorded: usize,
    /// Versions that were new to the store.
    pub(super) versions: usize,
}

impl<'a> Pending<'a> {
    pub(super) fn new(store: &'a Store, policy: &'a PolicyId, now: CapturedAt) -> Self {
        let (recordings, gaps, evidence) = (Vec::new(), Vec::new(), Vec::new());
        Self { store, policy, now, recordings, gaps, evidence, bytes: 0, fetched: 0, recorded: 0, versions: 0 }
    }

    /// Takes a capture, and says what it shows.
    pub(super) fn keep(&mut self, recording: Recording) -> Shown {
        let shown = match &recording.dated.reading {
            Ok((document, _)) => Shown::Text(document::fingerprint(document)),
            Err(reason) => Shown::Skipped(*reason),
        };
        self.bytes += recording.body.len();
        self.recordings.push(recording);
        shown
    }

    /// Takes the record of how a capture was had.
    pub(super) fn evidence(&mut self, record: &CaptureRecord) {
        let at = record.archive.as_ref().map(|word| word.memento_datetime).or(record.fetched_at);
        self.evidence.extend(at.map(|at| (at, record.canonical())));
    }

    /// Takes a capture that is listed and was not to be had.
    pub(super) fn gap(&mut self, source: &str, memento: Option<String>, held: &Holding, why: &str) {
        self.gaps.push(Provenance {
            captured_at: held.captured_at,
            source: source.to_owned(),
            url: Some(held.original.clone()),
            memento,
            status: held.status,
            content_type: None,
            last_modified: None,
            note: Some(why.to_owned()),
        });
    }

    /// Records what waits when it is much, or when `fetched` captures have come over the network since.
    pub(super) fn flush_if_full(&mut self, fetched: usize) -> Result<(), StoreError> {
        let full = self.bytes > MOST_BYTES || self.recordings.len() > MOST || fetched - self.fetched >= REQUESTS;
        if full {
            self.fetched = fetched;
            self.flush()?;
        }
        Ok(())
    }

    /// Records what waits, all or nothing.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if self.recordings.is_empty() && self.gaps.is_empty() {
            return Ok(());
        }
        let mut recorder = self.store.recorder(self.now)?;
        for recording in &self.recordings {
            recorder.add(self.policy, recording)?;
        }
        for gap in self.gaps.drain(..) {
            recorder.add_failure(self.policy, gap)?;
        }
        for (at, record) in self.evidence.drain(..) {
            recorder.add_evidence(self.policy, at, record)?;
        }
        for recorded in recorder.finish()? {
            self.recorded += usize::try_from(recorded.looks).unwrap_or(0);
            self.versions += recorded.added.len();
        }
        self.recordings.clear();
        self.bytes = 0;
        Ok(())
    }
}
