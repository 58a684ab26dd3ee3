//! What waits to be recorded: a few megabytes at the most, so that memory stays flat however many captures there are, and
//! often enough that a stopped run leaves something useful.
//! Must not know sources.

use std::collections::{BTreeMap, BTreeSet};

use super::combined::Gathered;
use super::judge::Judged;
use crate::capture::{Digest, Provenance};
use crate::document::SkipReason;
use crate::ops::evidence::last_record;
use crate::ops::read;
use crate::policy::PolicyId;
use crate::source::Holding;
use crate::source::record::CaptureRecord;
use crate::store::{Recording, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting};

/// Bytes that wait at the most.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// How much memory a page and what was read of it take, in times of the page.
const TIMES: usize = 4;
/// Captures that wait at the most.
const MOST: usize = 500;
/// After so many requests what was had is recorded: sooner in the beginning, so that a run that is killed early leaves
/// something too; later after as many as make a quarter of what was had, since every recording reads and writes the tables
/// of all captures.
const REQUESTS: usize = 10;

/// Recordings that wait.
pub(super) struct Pending<'a> {
    store: &'a Store,
    policy: &'a PolicyId,
    now: CapturedAt,
    /// Captures whose bytes and text the store is to keep.
    recordings: Vec<Recording>,
    /// Captures that only say when a text was seen, or that there was none.
    sightings: Vec<Sighting>,
    gaps: Vec<Provenance>,
    evidence: Vec<(CapturedAt, String)>,
    /// The earliest capture of every text that is in the store or waits.
    earliest: BTreeMap<Digest, CapturedAt>,
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
        Ok(Self {
            store,
            policy,
            now,
            recordings: Vec::new(),
            sightings: Vec::new(),
            gaps: Vec::new(),
            evidence: Vec::new(),
            earliest: earliest(store, policy)?,
            evident: evident(store, policy)?,
            last: last_record(store, policy)?,
            gathering,
            bytes: 0,
            fetched: 0,
            recorded: 0,
            versions: 0,
        })
    }

    /// Takes a capture, and says what it shows. Its bytes wait only where the store is to keep them.
    pub(super) fn keep(&mut self, judged: Judged) -> Shown {
        let Judged { recording, shown } = judged;
        if let (Some((gathered, page)), Shown::Text(text)) = (&mut self.gathering, shown) {
            gathered.take(*page, text, recording);
            return shown;
        }
        let dated = recording.dated;
        let at = dated.provenance.captured_at;
        match shown {
            Shown::Text(text) if !self.has_earlier(text, at) => {
                self.earliest.insert(text, at);
                self.bytes += TIMES * recording.body.len();
                self.recordings.push(Recording { dated, body: recording.body });
            }
            _ => self.keep_sighting(Sighting::new(dated.provenance, dated.media, dated.digest, shown)),
        }
        shown
    }

    /// Takes a capture that shows no text, or one of which there is an earlier capture.
    pub(super) fn keep_sighting(&mut self, sighting: Sighting) {
        let Some((gathered, page)) = &self.gathering else { return self.sightings.push(sighting) };
        // That one page is none says nothing of the whole document's existence.
        let why = match sighting.shown {
            Shown::Skipped(reason) => SkipReason::words(reason),
            Shown::Text(_) | Shown::Failed => "",
        };
        let note = Some(format!("{}: {why}", gathered.nth(*page)));
        self.gaps.push(Provenance { note, ..sighting.provenance });
    }

    /// Whether a text was seen before an instant, so that the bytes of a capture with it need not be kept.
    pub(super) fn has_earlier(&self, text: Digest, at: CapturedAt) -> bool {
        self.gathering.is_none() && self.earliest.get(&text).is_some_and(|earliest| *earliest < at)
    }

    /// Takes the record of how a capture was had, with what was made of it.
    pub(super) fn evidence(&mut self, mut record: CaptureRecord, judged: &Judged) {
        let text = match judged.shown {
            Shown::Text(text) => Some(text),
            Shown::Skipped(_) | Shown::Failed => None,
        };
        record.normalizer = Some(read::normalized(&judged.recording, text));
        let at = record.archive.as_ref().map(|word| word.memento_datetime).or(record.fetched_at);
        let Some(at) = at.filter(|_| self.evident.insert(record.core_id())) else { return };
        record.previous = self.last;
        let text = record.canonical();
        self.last = Some(Digest::of(text.as_bytes()));
        self.bytes += text.len();
        self.evidence.push((at, text));
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
            url: Some(held.original.to_string()),
            memento,
            status: held.status,
            content_type: None,
            last_modified: None,
            note: Some(why),
        });
    }

    /// Records what waits when it is much, or when `fetched` captures have come over the network since.
    pub(super) fn flush_if_full(&mut self, fetched: usize) -> Result<(), StoreError> {
        let waiting = self.recordings.len() + self.sightings.len() + self.gaps.len();
        let enough = self.fetched.clamp(1, REQUESTS).max(self.fetched / 4);
        if self.bytes > MOST_BYTES || waiting > MOST || fetched - self.fetched >= enough {
            self.fetched = fetched;
            self.flush()?;
        }
        Ok(())
    }

    /// Records what waits, all or nothing.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        let nothing = self.recordings.is_empty() && self.sightings.is_empty() && self.gaps.is_empty();
        if nothing && self.evidence.is_empty() {
            return Ok(());
        }
        let mut recorder = self.store.recorder(self.now)?;
        for recording in self.recordings.drain(..) {
            recorder.add(self.policy, &recording)?;
        }
        for sighting in self.sightings.drain(..) {
            recorder.add_sighting(self.policy, sighting)?;
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
        self.bytes = 0;
        Ok(())
    }
}

/// When each text of a policy was seen first.
fn earliest(store: &Store, policy: &PolicyId) -> Result<BTreeMap<Digest, CapturedAt>, StoreError> {
    let mut earliest = BTreeMap::new();
    store.each_sighting(policy, &mut |sighting| {
        if let Shown::Text(text) = sighting.shown {
            earliest.entry(text).or_insert(sighting.first_seen());
        }
    })?;
    Ok(earliest)
}

/// The records of a policy's captures by what they are without their places among the others.
fn evident(store: &Store, policy: &PolicyId) -> Result<BTreeSet<Digest>, StoreError> {
    let mut evident = BTreeSet::new();
    store.evidence_files(policy)?.each(&mut |_, evidence| {
        evident.extend(CaptureRecord::parse(&evidence.record).map(|record| record.core_id()));
    })?;
    Ok(evident)
}
