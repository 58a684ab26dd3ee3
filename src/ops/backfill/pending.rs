//! What waits to be recorded: a few megabytes at the most, so that memory stays flat however many captures there are, and
//! often enough that a stopped run leaves something useful.
//! Must not know sources.

use std::collections::BTreeSet;

use super::combined::Gathered;
use crate::capture::{Digest, Provenance};
use crate::document::{self, SkipReason};
use crate::ops::read;
use crate::policy::PolicyId;
use crate::source::Holding;
use crate::source::record::CaptureRecord;
use crate::store::{Recording, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Dated, Shown};

/// Bytes of bodies that wait at the most.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Captures that wait at the most.
const MOST: usize = 500;
/// After so many requests what was had is recorded; later after as many as make a quarter of what was had, since every
/// recording reads and writes the tables of all captures.
const REQUESTS: usize = 50;

/// Recordings that wait.
pub(super) struct Pending<'a> {
    store: &'a Store,
    policy: &'a PolicyId,
    now: CapturedAt,
    recordings: Vec<Recording>,
    gaps: Vec<Provenance>,
    evidence: Vec<(CapturedAt, String)>,
    /// The records that there are, without their places among the others.
    evident: BTreeSet<Digest>,
    /// The id of the record that was recorded last.
    last: Option<Digest>,
    /// Where captures that show the text go, if they are of one page of several.
    gathering: Option<(&'a mut Gathered, usize)>,
    bytes: usize,
    fetched: usize,
    /// Captures that were new to the store.
    pub(super) recorded: usize,
    /// Versions that were new to the store.
    pub(super) versions: usize,
}

impl<'a> Pending<'a> {
    pub(super) fn new(
        store: &'a Store,
        policy: &'a PolicyId,
        now: CapturedAt,
        gathering: Option<(&'a mut Gathered, usize)>,
    ) -> Result<Self, StoreError> {
        let (evident, last) = kept(store, policy)?;
        Ok(Self {
            store,
            policy,
            now,
            recordings: Vec::new(),
            gaps: Vec::new(),
            evidence: Vec::new(),
            evident,
            last,
            gathering,
            bytes: 0,
            fetched: 0,
            recorded: 0,
            versions: 0,
        })
    }

    /// Takes a capture, and says what it shows.
    pub(super) fn keep(&mut self, recording: Recording) -> Shown {
        let shown = match &recording.dated.reading {
            Ok((document, _)) => Shown::Text(document::fingerprint(document)),
            Err(reason) => Shown::Skipped(*reason),
        };
        if let Some((gathered, page)) = &mut self.gathering {
            if let Shown::Text(text) = shown {
                gathered.take(*page, text, recording);
                return shown;
            }
            // That one page is none says nothing of the whole document's existence.
            let why = recording.dated.reading.err().map_or("", SkipReason::words);
            let note = Some(format!("{}: {why}", gathered.nth(*page)));
            self.gaps.push(Provenance { note, ..recording.dated.provenance });
            return shown;
        }
        self.bytes += recording.body.len();
        self.recordings.push(recording);
        shown
    }

    /// Takes the record of how a capture was had, with what was made of it.
    pub(super) fn evidence(&mut self, record: CaptureRecord, made: &Dated) {
        let record = CaptureRecord { normalizer: Some(read::normalized(made)), ..record };
        let at = record.archive.as_ref().map(|word| word.memento_datetime).or(record.fetched_at);
        let Some(at) = at.filter(|_| self.evident.insert(record.core_id())) else { return };
        let record = CaptureRecord { previous: self.last, ..record };
        self.last = Some(record.id());
        self.evidence.push((at, record.canonical()));
    }

    /// Takes a capture that is listed and was not to be had.
    pub(super) fn gap(&mut self, source: &str, memento: Option<String>, held: &Holding, why: &str) {
        let why = match &self.gathering {
            Some((gathered, page)) => format!("{}: {why}", gathered.nth(*page)),
            None => why.to_owned(),
        };
        self.gaps.push(Provenance {
            captured_at: held.captured_at,
            source: source.to_owned(),
            url: Some(held.original.clone()),
            memento,
            status: held.status,
            content_type: None,
            last_modified: None,
            note: Some(why),
        });
    }

    /// Records what waits when it is much, or when `fetched` captures have come over the network since.
    pub(super) fn flush_if_full(&mut self, fetched: usize) -> Result<(), StoreError> {
        let full = self.bytes > MOST_BYTES
            || self.recordings.len() > MOST
            || fetched - self.fetched >= REQUESTS.max(self.fetched / 4);
        if full {
            self.fetched = fetched;
            self.flush()?;
        }
        Ok(())
    }

    /// Records what waits, all or nothing.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if self.recordings.is_empty() && self.gaps.is_empty() && self.evidence.is_empty() {
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

/// The records of a policy's captures by their ids, and the one that no other names as the one before it.
fn kept(store: &Store, policy: &PolicyId) -> Result<(BTreeSet<Digest>, Option<Digest>), StoreError> {
    let (records, _) = store.evidence(policy)?;
    let (mut evident, mut ids, mut named) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for record in records.iter().filter_map(|evidence| CaptureRecord::parse(&evidence.record)) {
        evident.insert(record.core_id());
        ids.insert(record.id());
        named.extend(record.previous);
    }
    Ok((evident, ids.difference(&named).max().copied()))
}
