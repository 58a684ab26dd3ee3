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
#[error("{}: fetched captures cannot be kept\ncheck that there is room, that you may write there, and that no other run is at it", path.display())]
pub struct ShelfError {
    pub path: PathBuf,
    #[source]
    pub cause: io::Error,
}

/// Captures on disk; only their places are in memory. One process at a time writes to a shelf.
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

impl Drop for Shelf {
    /// Closing the file is not enough: a process started meanwhile may hold a copy of it, and the lock, for a moment.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Shelf {
    /// Opens the shelf at `path`, or makes it.
    pub fn open(path: &Path, now: CapturedAt) -> Result<Self, ShelfError> {
        let broken = |cause| ShelfError { path: path.to_owned(), cause };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(broken)?;
        }
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(broken)?;
        file.try_lock().map_err(|error| broken(in_use(error)))?;
        let mut shelf = Self::over(path, file);
        let read = shelf.load().map_err(broken)?;
        shelf.cut_back(read).map_err(broken)?;
        if shelf.end == 0 {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            shelf.append(|writer| writer.warcinfo(&name, now).map(|_| ())).map_err(broken)?;
        }
        Ok(shelf)
    }

    /// What is on the shelf at `path`, which is left as it is.
    pub fn view(path: &Path) -> Result<Self, ShelfError> {
        let broken = |cause| ShelfError { path: path.to_owned(), cause };
        let mut shelf = Self::over(path, File::open(path).map_err(broken)?);
        shelf.load().map_err(broken)?;
        Ok(shelf)
    }

    fn over(path: &Path, file: File) -> Self {
        Self { path: path.to_owned(), file, end: 0, by_address: BTreeMap::new(), by_digest: BTreeMap::new() }
    }

    /// Reads where everything is, and gives the place after the last whole capture.
    fn load(&mut self) -> io::Result<u64> {
        let mut response: Option<(Place, Option<ArchiveDigest>)> = None;
        let mut end = 0;
        for record in Reader::new(BufReader::with_capacity(1 << 16, self.file.try_clone()?))? {
            let Ok(record) = record else { break };
            let Some(place) = record.place.filter(|_| !record.is_cut && !record.is_damaged) else { break };
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
        self.end = end;
        Ok(end)
    }

    /// Cuts off what a killed process left half-written. Where whole records follow, it was no killed process: the file is
    /// put aside, for somebody to look at, before anything of it is lost.
    fn cut_back(&mut self, end: u64) -> io::Result<()> {
        let mut tail = Vec::new();
        (&self.file).seek(SeekFrom::Start(end))?;
        (&self.file).read_to_end(&mut tail)?;
        if tail.is_empty() {
            return Ok(());
        }
        if has_whole_capture(&tail) {
            let name = format!("{}.damaged", self.path.file_name().unwrap_or_default().to_string_lossy());
            fs::copy(&self.path, self.path.with_file_name(name))?;
        }
        self.file.set_len(end)
    }

    /// What is not as it was kept, in words: nothing when every capture still has the bytes that its record says.
    pub fn problems(&self) -> Vec<String> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut problems = Vec::new();
        let length = self.file.metadata().map_or(0, |metadata| metadata.len());
        if length > self.end {
            problems.push(format!("{name} cannot be read from byte {} on", self.end));
        }
        for slot in self.slots() {
            let Some(archived) = self.read(slot) else {
                problems.push(format!("{name}: the capture at byte {} cannot be read", slot.response.offset));
                continue;
            };
            let differing = archived.record.differences(&archived.capture.body, Some(archived.wire()));
            let at = archived.capture.provenance.captured_at;
            problems.extend(
                differing
                    .iter()
                    .map(|field| format!("{name}: {field} of the capture of {at} is not what its record says")),
            );
        }
        problems
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

    /// Every capture on the shelf, in the order in which they were put there.
    pub fn captures(&self) -> impl Iterator<Item = Archived> {
        self.slots().into_iter().filter_map(|slot| self.read(slot))
    }

    /// Where the captures are, in the order of the file.
    fn slots(&self) -> Vec<Slot> {
        let slots: BTreeMap<u64, Slot> = self.by_address.values().map(|slot| (slot.response.offset, *slot)).collect();
        slots.into_values().collect()
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

fn in_use(error: fs::TryLockError) -> io::Error {
    match error {
        fs::TryLockError::Error(error) => error,
        fs::TryLockError::WouldBlock => io::Error::new(io::ErrorKind::WouldBlock, "another run is using it"),
    }
}

/// Whether a whole record of how a capture was had begins anywhere in these bytes.
fn has_whole_capture(bytes: &[u8]) -> bool {
    let starts = bytes.windows(3).enumerate().filter(|(_, magic)| *magic == [0x1f, 0x8b, 8]).map(|(at, _)| at);
    starts.filter_map(|at| read_one(&bytes[at..])).any(|record| {
        let text = std::str::from_utf8(&record.block).ok();
        !record.is_cut && record.kind() == Kind::Metadata && text.and_then(CaptureRecord::parse).is_some()
    })
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
