//! The captures that were fetched, kept as they came in one WARC file a policy, so that nothing is asked for twice and
//! everything can be shown again. A file that a killed process left half-written is cut back to its last whole capture.
//! Must not know how captures are fetched.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::http_message::HttpMessage;
use super::reader::{Reader, read_one};
use super::record::{Kind, Place, Record};
use super::writer::Writer;
use crate::capture::{Capture, Provenance};
use crate::source::archived::Archived;
use crate::source::coding;
use crate::source::fixity::ArchiveDigest;
use crate::source::holding::Holding;
use crate::source::media::media;
use crate::source::record::CaptureRecord;
use crate::time::CapturedAt;

const LARGEST: usize = 20 * 1024 * 1024;

/// A shelf that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: fetched captures cannot be kept\ncheck that there is room and that you may write there", path.display())]
pub struct ShelfError {
    pub path: PathBuf,
    #[source]
    pub cause: io::Error,
}

/// Captures on disk; only their places are in memory.
#[derive(Debug)]
pub struct Shelf {
    path: PathBuf,
    file: File,
    end: u64,
    by_address: BTreeMap<(CapturedAt, String), Slot>,
    by_digest: BTreeMap<ArchiveDigest, Slot>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    response: Place,
    metadata: Place,
}

impl Shelf {
    /// Opens the shelf at `path`, or makes it.
    pub fn open(path: &Path, now: CapturedAt) -> Result<Self, ShelfError> {
        let broken = |cause| ShelfError { path: path.to_owned(), cause };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(broken)?;
        }
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(broken)?;
        let mut shelf =
            Self { path: path.to_owned(), file, end: 0, by_address: BTreeMap::new(), by_digest: BTreeMap::new() };
        shelf.load().map_err(broken)?;
        if shelf.end == 0 {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            shelf.append(|writer| writer.warcinfo(&name, now).map(|_| ())).map_err(broken)?;
        }
        Ok(shelf)
    }

    fn load(&mut self) -> io::Result<()> {
        let mut response: Option<(Place, Option<ArchiveDigest>)> = None;
        let mut end = 0;
        for record in Reader::new(BufReader::with_capacity(1 << 16, self.file.try_clone()?))? {
            let Ok(record) = record else { break };
            let Some(place) = record.place.filter(|_| !record.is_cut) else { break };
            match record.kind() {
                Kind::Warcinfo => end = place.offset + place.length,
                Kind::Response => response = Some((place, record.payload_digest())),
                Kind::Metadata => {
                    let evidence = std::str::from_utf8(&record.block).ok().and_then(CaptureRecord::parse);
                    let (Some(evidence), Some((response, digest))) = (evidence, response.take()) else { continue };
                    self.learn(&evidence, digest, Slot { response, metadata: place });
                    end = place.offset + place.length;
                }
                _ => {}
            }
        }
        self.file.set_len(end)?;
        self.end = end;
        Ok(())
    }

    fn learn(&mut self, evidence: &CaptureRecord, wire: Option<ArchiveDigest>, slot: Slot) {
        let Some(word) = &evidence.archive else { return };
        self.by_address.insert((word.memento_datetime, evidence.final_url.clone()), slot);
        self.by_address.entry((word.requested_instant, requested_page(evidence))).or_insert(slot);
        // Only a page served with success stands for others of its digest: where a redirect leads is not in its body.
        if (200..300).contains(&evidence.status) {
            let digests = [word.digest.clone(), wire, Some(evidence.body.sha1.clone())];
            for digest in digests.into_iter().flatten().filter(|digest| !digest.is_of_nothing()) {
                self.by_digest.entry(digest).or_insert(slot);
            }
        }
    }

    /// Keeps a capture; when this returns, it is on disk.
    pub fn put(&mut self, archived: &Archived) -> Result<(), ShelfError> {
        let broken = |path: &Path, cause| ShelfError { path: path.to_owned(), cause };
        let start = self.end;
        self.append(|writer| writer.capture(archived).map(|_| ())).map_err(|cause| broken(&self.path, cause))?;
        let slot = self.slot_at(start).map_err(|cause| broken(&self.path, cause))?;
        if let Some(slot) = slot {
            self.learn(&archived.record, Some(ArchiveDigest::sha1(archived.wire())), slot);
        }
        Ok(())
    }

    fn append(&mut self, write: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> io::Result<()>) -> io::Result<()> {
        // In one piece, so that a killed process leaves a whole capture or a tail that is cut off.
        let mut bytes = Vec::new();
        write(&mut Writer::new(&mut bytes, 0))?;
        self.file.seek(SeekFrom::Start(self.end))?;
        io::Write::write_all(&mut self.file, &bytes)?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn slot_at(&self, start: u64) -> io::Result<Option<Slot>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let shifted = |place: Place| Place { offset: place.offset + start, ..place };
        let (mut response, mut metadata) = (None, None);
        for record in Reader::new(BufReader::new(file.take(self.end - start)))?.flatten() {
            match record.kind() {
                Kind::Response => response = record.place.map(shifted),
                Kind::Metadata => metadata = record.place.map(shifted),
                _ => {}
            }
        }
        Ok(response.zip(metadata).map(|(response, metadata)| Slot { response, metadata }))
    }

    /// The capture that was fetched for this holding, if it was.
    pub fn get(&self, held: &Holding) -> Option<Archived> {
        let slot = self.by_address.get(&(held.captured_at, held.original.clone()))?;
        self.read(*slot)
    }

    /// Whether the capture, or the body that it promises, was fetched.
    pub fn has(&self, held: &Holding) -> bool {
        self.by_address.contains_key(&(held.captured_at, held.original.clone())) || self.slot_of_digest(held).is_some()
    }

    /// A capture with the body that this holding promises, if one was fetched.
    pub fn with_digest_of(&self, held: &Holding) -> Option<Archived> {
        self.read(self.slot_of_digest(held)?)
    }

    fn slot_of_digest(&self, held: &Holding) -> Option<Slot> {
        if held.status.is_some_and(|status| !(200..300).contains(&status)) {
            return None;
        }
        self.by_digest.get(held.digest.as_ref()?).copied()
    }

    /// Every capture on the shelf, in the order of their instants.
    pub fn captures(&self) -> impl Iterator<Item = Archived> {
        let slots: BTreeMap<u64, Slot> = self.by_address.values().map(|slot| (slot.response.offset, *slot)).collect();
        let mut slots: Vec<Slot> = slots.into_values().collect();
        slots.sort_by_key(|slot| slot.response.offset);
        slots.into_iter().filter_map(|slot| self.read(slot))
    }

    fn read(&self, slot: Slot) -> Option<Archived> {
        let evidence = self.record(slot.metadata)?;
        let evidence = CaptureRecord::parse(std::str::from_utf8(&evidence.block).ok()?)?;
        let response = self.record(slot.response)?;
        archived(evidence, &response)
    }

    fn record(&self, place: Place) -> Option<Record> {
        let mut file = self.file.try_clone().ok()?;
        file.seek(SeekFrom::Start(place.offset)).ok()?;
        let mut bytes = Vec::new();
        file.take(place.length).read_to_end(&mut bytes).ok()?;
        read_one(&bytes)
    }
}

/// The page that was asked for: it may differ in scheme or `www` from the one that was captured.
fn requested_page(evidence: &CaptureRecord) -> String {
    crate::source::memento::parse(&evidence.requested_url)
        .map_or_else(|| evidence.requested_url.clone(), |memento| memento.original)
}

/// Puts a capture together again from its record and its response.
fn archived(record: CaptureRecord, response: &Record) -> Option<Archived> {
    let message = HttpMessage::parse(&response.block);
    let labels = message.all("content-encoding");
    let decoded = coding::decode(&message.body, &labels, LARGEST).ok()?;
    let word = record.archive.as_ref()?;
    let location = message.header("location").map(str::to_owned);
    let redirect = location.as_ref().filter(|_| (300..400).contains(&record.status));
    let truncated = response.is_truncated();
    let note = redirect
        .map(|location| format!("redirects to {location}"))
        .or_else(|| truncated.then(|| "the body is shorter than the site said".to_owned()));
    let content_type = message.header("content-type").map(str::to_owned);
    let is_file = record.kind == crate::source::record::RecordKind::File;
    let provenance = Provenance {
        captured_at: word.memento_datetime,
        source: if is_file { "warc".to_owned() } else { word.name.clone() },
        url: Some(record.final_url.clone()),
        memento: (!is_file).then(|| word.memento_url.clone()),
        status: Some(record.status),
        content_type: content_type.clone(),
        last_modified: message.header("last-modified").map(str::to_owned),
        note,
    };
    let media = media(content_type.as_deref(), &record.final_url, &decoded.body);
    let wire = (decoded.body != message.body).then_some(message.body);
    Some(Archived { capture: Capture { provenance, media, body: decoded.body }, wire, record, location, truncated })
}
