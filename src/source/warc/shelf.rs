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
use super::writer::{Places, Writer};
use crate::capture::{Capture, Digest, Provenance};
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
    writer: Writer<Vec<u8>>,
    /// In the order of the file.
    kept: Vec<Kept>,
    /// Most captures have one of a few addresses, so each is held once and known by its number.
    addresses: BTreeMap<String, u32>,
    by_address: BTreeMap<(CapturedAt, u32), u32>,
    /// By the beginnings of their digests: whether it is the digest is seen when the capture is read.
    by_digest: BTreeMap<u64, u32>,
}

/// What is known of a capture without reading it.
#[derive(Clone, Copy, Debug)]
struct Kept {
    at: CapturedAt,
    address: u32,
    body: Digest,
    places: Places,
}

/// A capture on a shelf, to be read when it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnShelf {
    pub captured_at: CapturedAt,
    pub url: String,
    /// The digest of the body, as its record says.
    pub body: Digest,
    /// Its place among the captures of the shelf.
    pub position: usize,
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
        let (addresses, by_address, by_digest) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (path, writer) = (path.to_owned(), Writer::new(Vec::new(), 0));
        Self { path, file, end: 0, writer, kept: Vec::new(), addresses, by_address, by_digest }
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
                    self.learn(&evidence, digest, Places { response, metadata: place });
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
        for (position, kept) in self.kept.iter().enumerate() {
            let Some(archived) = self.read(position) else {
                let offset = kept.places.response.offset;
                problems.push(format!("{name}: the capture at byte {offset} cannot be read"));
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

    fn learn(&mut self, evidence: &CaptureRecord, wire: Option<ArchiveDigest>, places: Places) {
        let Some(word) = &evidence.archive else { return };
        let Ok(position) = u32::try_from(self.kept.len()) else { return };
        let at = word.memento_datetime;
        let address = self.number_of(&evidence.final_url);
        if self.kept.len() == self.kept.capacity() {
            // There may be very many, so no more than an eighth of the room is spare.
            self.kept.reserve_exact(self.kept.len() / 8 + 16);
        }
        self.kept.push(Kept { at, address, body: evidence.body.sha256, places });
        self.by_address.insert((at, address), position);
        let requested = self.number_of(&requested_page(evidence));
        self.by_address.entry((word.requested_instant, requested)).or_insert(position);
        // Only a page served with success stands for others of its digest: where a redirect leads is not in its body.
        if (200..300).contains(&evidence.status) {
            let digests = [word.digest, wire, evidence.body.sha1];
            for digest in digests.into_iter().flatten().filter(|digest| !digest.is_of_nothing()) {
                self.by_digest.entry(digest.beginning()).or_insert(position);
            }
        }
    }

    fn number_of(&mut self, address: &str) -> u32 {
        if let Some(number) = self.addresses.get(address) {
            return *number;
        }
        let number = u32::try_from(self.addresses.len()).unwrap_or(u32::MAX);
        self.addresses.insert(address.to_owned(), number);
        number
    }

    /// Keeps a capture; when this returns, it is on disk.
    pub fn put(&mut self, archived: &Archived) -> Result<(), ShelfError> {
        let start = self.end;
        let places = self.append(|writer| writer.capture(archived));
        let places = places.map_err(|cause| ShelfError { path: self.path.clone(), cause })?;
        let shifted = |place: Place| Place { offset: place.offset + start, ..place };
        let places = Places { response: shifted(places.response), metadata: shifted(places.metadata) };
        self.learn(&archived.record, archived.record.wire.sha1, places);
        Ok(())
    }

    fn append<T>(&mut self, write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<T>) -> io::Result<T> {
        // In one piece, so that a killed process leaves a whole capture or a tail that is cut off.
        let written = write(&mut self.writer);
        let (bytes, written) = (self.writer.take(), written?);
        self.file.seek(SeekFrom::Start(self.end))?;
        io::Write::write_all(&mut self.file, &bytes)?;
        self.end += bytes.len() as u64;
        Ok(written)
    }

    /// The capture that was fetched for this holding, if it was.
    pub fn get(&self, held: &Holding) -> Option<Archived> {
        self.read(self.position_of(held)?)
    }

    /// Whether the capture, or the body that it promises, was fetched.
    pub fn has(&self, held: &Holding) -> bool {
        self.position_of(held).is_some() || self.position_of_digest(held).is_some()
    }

    /// A capture with the body that this holding promises, if one was fetched.
    pub fn with_digest_of(&self, held: &Holding) -> Option<Archived> {
        let archived = self.read(self.position_of_digest(held)?)?;
        let record = &archived.record;
        let promised = record.archive.as_ref().and_then(|word| word.digest);
        let digests = [promised, record.wire.sha1, record.body.sha1];
        digests.contains(&held.digest).then_some(archived)
    }

    fn position_of(&self, held: &Holding) -> Option<usize> {
        let address = self.addresses.get(&*held.original)?;
        self.by_address.get(&(held.captured_at, *address)).map(|position| *position as usize)
    }

    fn position_of_digest(&self, held: &Holding) -> Option<usize> {
        if held.status.is_some_and(|status| !(200..300).contains(&status)) {
            return None;
        }
        self.by_digest.get(&held.digest?.beginning()).map(|position| *position as usize)
    }

    /// What is on the shelf, in the order in which it was put there.
    pub fn list(&self) -> Vec<OnShelf> {
        let addresses: BTreeMap<u32, &String> =
            self.addresses.iter().map(|(address, number)| (*number, address)).collect();
        let kept = self.kept.iter().enumerate();
        kept.map(|(position, kept)| OnShelf {
            captured_at: kept.at,
            url: addresses.get(&kept.address).map(|address| (*address).clone()).unwrap_or_default(),
            body: kept.body,
            position,
        })
        .collect()
    }

    /// The capture at a place among those of the shelf; `None` when it can no longer be read.
    pub fn read(&self, position: usize) -> Option<Archived> {
        let evidence = self.evidence(position)?;
        let response = self.record(self.kept.get(position)?.places.response)?;
        archived(evidence, &response)
    }

    /// How the capture at a place was had.
    pub fn evidence(&self, position: usize) -> Option<CaptureRecord> {
        let record = self.record(self.kept.get(position)?.places.metadata)?;
        CaptureRecord::parse(std::str::from_utf8(&record.block).ok()?)
    }

    /// How long the file is.
    pub fn length(&self) -> u64 {
        self.end
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
