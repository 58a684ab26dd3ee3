//! The captures of a policy that can be shown, read one by one: there may be tens of thousands.
//! Must not know arguments, terminals or file formats.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use super::evidence::{EvidenceError, is_of, shelves};
use crate::capture::{Capture, Digest, MediaType};
use crate::policy::PolicyId;
use crate::source::Archived;
use crate::source::record::CaptureRecord;
use crate::source::warc::{OnShelf, Shelf, Writer};
use crate::store::{EvidenceFiles, EvidencePlace, Store, StoreError};
use crate::time::CapturedAt;

/// Every capture of a policy that can be shown: those kept as they came, and for each version whose capture this copy of
/// the store does not have, the bytes that the store has of it. In the order of their instants, read one by one.
pub struct Captures<'a> {
    store: &'a Store,
    policy: &'a PolicyId,
    shelves: Vec<Shelf>,
    entries: Vec<Entry>,
    records: RefCell<Records<'a>>,
}

/// A capture that can be shown.
struct Entry {
    captured_at: CapturedAt,
    url: String,
    body: Digest,
    origin: Origin,
}

#[derive(Clone, Copy)]
enum Origin {
    Shelf {
        shelf: usize,
        position: usize,
    },
    Version(u32),
    /// A page of a version of several.
    Page {
        version: u32,
        number: usize,
    },
}

impl<'a> Captures<'a> {
    /// Finds out which there are.
    pub fn of(store: &'a Store, policy: &'a PolicyId) -> Result<Self, EvidenceError> {
        let shelves = shelves(store, policy).iter().map(|path| Shelf::view(path)).collect::<Result<Vec<_>, _>>()?;
        let mut entries = Vec::new();
        for (shelf, kept) in shelves.iter().enumerate() {
            entries.extend(kept.list().into_iter().map(|OnShelf { captured_at, url, body, position }| Entry {
                captured_at,
                url,
                body,
                origin: Origin::Shelf { shelf, position },
            }));
        }
        let mut records = Records::of(store.evidence_files(policy)?)?;
        for (n, provenance, media, body) in store.sources(policy)? {
            if media == MediaType::Pages
                && let Some(pages) = store.source(policy, n)?.pages()
            {
                entries.extend(records.entries(n, pages)?);
                continue;
            }
            let url = provenance.url.unwrap_or_default();
            entries.push(Entry { captured_at: provenance.captured_at, url, body, origin: Origin::Version(n) });
        }
        // The last one that was kept of a capture counts, and a version only where nothing was kept.
        entries.reverse();
        entries.sort_by(|a, b| a.key().cmp(&b.key()).then(a.origin.is_of_version().cmp(&b.origin.is_of_version())));
        entries.dedup_by(|next, kept| next.key() == kept.key());
        Ok(Self { store, policy, shelves, entries, records: RefCell::new(records) })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many bytes they have on disk, about.
    pub fn bytes(&self) -> u64 {
        self.shelves.iter().map(Shelf::length).sum()
    }

    /// Leaves those of other instants aside.
    pub fn retain(&mut self, wanted: impl Fn(CapturedAt) -> bool) {
        self.entries.retain(|entry| wanted(entry.captured_at));
    }

    /// The captures, in their order.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<Archived>> {
        self.entries.iter().map(|entry| self.archived(entry).map_err(io::Error::other))
    }

    /// How they were had, one line of JSON each, in the same order.
    pub fn write_records(&self, out: &mut dyn io::Write) -> io::Result<()> {
        for entry in &self.entries {
            let record = match entry.origin {
                Origin::Shelf { shelf, position } => {
                    let kept = self.shelves[shelf].evidence(position).ok_or_else(|| entry.lost());
                    self.recorded(kept.map_err(io::Error::other)?)
                }
                Origin::Version(_) | Origin::Page { .. } => self.archived(entry).map(|archived| archived.record),
            };
            out.write_all(record.map_err(io::Error::other)?.print().as_bytes())?;
        }
        Ok(())
    }

    fn archived(&self, entry: &Entry) -> Result<Archived, EvidenceError> {
        match entry.origin {
            Origin::Shelf { shelf, position } => {
                let mut archived = self.shelves[shelf].read(position).ok_or_else(|| entry.lost())?;
                archived.record = self.recorded(archived.record)?;
                Ok(archived)
            }
            Origin::Version(n) => {
                let capture = self.store.source(self.policy, n)?;
                let record = self.records.borrow_mut().of_body(entry.captured_at, entry.body)?;
                Ok(Archived::of_capture(capture, record))
            }
            Origin::Page { version, number } => {
                let pages = self.store.source(self.policy, version)?.pages().unwrap_or_default();
                let mut page = pages.into_iter().nth(number).ok_or_else(|| entry.lost())?;
                let record = self.records.borrow_mut().of_page(&page)?.map(|(_, record)| record);
                page.provenance.captured_at = entry.captured_at;
                if let Some(record) = &record {
                    page.provenance.status = Some(record.status);
                }
                Ok(Archived::of_capture(page, record))
            }
        }
    }

    /// The store's record says besides what was made of the bytes.
    fn recorded(&self, kept: CaptureRecord) -> Result<CaptureRecord, EvidenceError> {
        Ok(self.records.borrow_mut().of_core(kept.core_id())?.unwrap_or(kept))
    }
}

impl Entry {
    fn key(&self) -> (CapturedAt, &str, Digest) {
        (self.captured_at, &self.url, self.body)
    }

    fn lost(&self) -> EvidenceError {
        EvidenceError::Lost(self.captured_at)
    }
}

impl Origin {
    fn is_of_version(self) -> bool {
        matches!(self, Self::Version(_) | Self::Page { .. })
    }
}

/// Where the records of a store stand: by what they were when their captures were fetched, and by body and instant.
struct Records<'a> {
    files: EvidenceFiles<'a>,
    cores: BTreeMap<Digest, EvidencePlace>,
    bodies: BTreeMap<(Digest, CapturedAt), Vec<EvidencePlace>>,
}

impl<'a> Records<'a> {
    fn of(mut files: EvidenceFiles<'a>) -> Result<Self, StoreError> {
        let mut cores = BTreeMap::new();
        let mut bodies = BTreeMap::<_, Vec<EvidencePlace>>::new();
        files.each(&mut |place, evidence| {
            let Some(record) = CaptureRecord::parse(&evidence.record) else { return };
            bodies.entry((record.body.sha256, evidence.captured_at)).or_default().push(place);
            cores.insert(CaptureRecord { normalizer: None, ..record }.core_id(), place);
        })?;
        Ok(Self { files, cores, bodies })
    }

    fn of_core(&mut self, core: Digest) -> Result<Option<CaptureRecord>, StoreError> {
        self.cores.get(&core).copied().map_or(Ok(None), |place| self.at(place))
    }

    fn of_body(&mut self, at: CapturedAt, body: Digest) -> Result<Option<CaptureRecord>, StoreError> {
        let place = self.bodies.get(&(body, at)).and_then(|places| places.first());
        place.copied().map_or(Ok(None), |place| self.at(place))
    }

    /// The record of a page of a document of several that is nearest to when the document was seen, with its instant.
    fn of_page(&mut self, page: &Capture) -> Result<Option<(CapturedAt, CaptureRecord)>, StoreError> {
        let (seen, body) = (page.provenance.captured_at, page.digest());
        let of_body = self.bodies.iter().filter(|((own, _), _)| *own == body);
        let mut places: Vec<(CapturedAt, EvidencePlace)> =
            of_body.flat_map(|((_, at), places)| places.iter().map(|place| (*at, *place))).collect();
        places.sort_by_key(|(at, _)| at.unix().abs_diff(seen.unix()));
        for (at, place) in places {
            if let Some(record) = self.at(place)?.filter(|record| is_of(record, page)) {
                return Ok(Some((at, record)));
            }
        }
        Ok(None)
    }

    /// The pages of a version, each under the instant at which it was had.
    fn entries(&mut self, version: u32, pages: Vec<Capture>) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        for (number, page) in pages.into_iter().enumerate() {
            let captured_at = self.of_page(&page)?.map_or(page.provenance.captured_at, |(at, _)| at);
            let (body, origin) = (page.digest(), Origin::Page { version, number });
            entries.push(Entry { captured_at, url: page.provenance.url.unwrap_or_default(), body, origin });
        }
        Ok(entries)
    }

    fn at(&mut self, place: EvidencePlace) -> Result<Option<CaptureRecord>, StoreError> {
        Ok(self.files.at(place)?.and_then(|evidence| CaptureRecord::parse(&evidence.record)))
    }
}

/// Writes captures as one WARC file.
pub fn write_warc(captures: &Captures<'_>, out: impl io::Write, name: &str, now: CapturedAt) -> io::Result<()> {
    let mut writer = Writer::new(out, 0);
    writer.warcinfo(name, now)?;
    for archived in captures.iter() {
        writer.capture(&archived?)?;
    }
    writer.finish().map(|_| ())
}
