//! A WARC file as a source: it lists the captures of a page and gives them, revisits included.
//! Must not know whose file it is.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::http_message::HttpMessage;
use super::reader::{ReadError, Reader, read_one};
use super::record::{Kind, Place, Record};
use crate::capture::{Capture, Provenance};
use crate::source::archived::{Archived, Fetched, Gap, SourceError, SourceErrorKind};
use crate::source::coding::{self, Doubt};
use crate::source::fixity::{ArchiveDigest, Fixity, Hashed, fixity};
use crate::source::holding::Holding;
use crate::source::listing::{Holdings, Listing, Window};
use crate::source::media::media;
use crate::source::record::{ArchiveWord, CaptureRecord, RecordKind};
use crate::source::{Source, surt};
use crate::time::CapturedAt;

/// The largest page, unpacked.
const LARGEST: usize = 20 * 1024 * 1024;

/// A file that cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("{}: the WARC file cannot be read\ncheck the path, and that the file is complete", path.display())]
pub struct WarcFileError {
    pub path: PathBuf,
    #[source]
    pub cause: io::Error,
}

/// A WARC file with what is in it.
#[derive(Debug)]
pub struct WarcFile {
    path: PathBuf,
    name: String,
    now: CapturedAt,
    entries: Vec<Entry>,
    /// Positions of the entries that have a body, by its digest.
    bodies: BTreeMap<ArchiveDigest, usize>,
    /// What could not be read, in words.
    pub problems: Vec<String>,
    /// How many records there are, of all kinds.
    pub records: usize,
}

#[derive(Debug)]
struct Entry {
    held: Holding,
    place: Place,
    refers_to: Option<(String, CapturedAt)>,
}

impl WarcFile {
    /// Reads through the file once and remembers where its captures are.
    pub fn open(path: &Path, now: CapturedAt) -> Result<Self, WarcFileError> {
        let broken = |cause| WarcFileError { path: path.to_owned(), cause };
        let file = File::open(path).map_err(broken)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut warc = Self {
            path: path.to_owned(),
            name,
            now,
            entries: Vec::new(),
            bodies: BTreeMap::new(),
            problems: Vec::new(),
            records: 0,
        };
        for record in Reader::new(BufReader::with_capacity(1 << 16, file)).map_err(broken)? {
            warc.add(record);
        }
        Ok(warc)
    }

    fn add(&mut self, record: Result<Record, ReadError>) {
        let record = match record {
            Ok(record) => record,
            Err(error) => return self.problems.push(error.to_string()),
        };
        self.records += 1;
        if !matches!(record.kind(), Kind::Response | Kind::Resource | Kind::Revisit) {
            return;
        }
        let (Some(target), Some(at)) = (record.target(), record.date()) else { return };
        let Some(place) = record.place else {
            return self.problems.push(format!("{target} of {at} shares a packed member and cannot be reached"));
        };
        let (revisit, is_resource) = (record.kind() == Kind::Revisit, record.kind() == Kind::Resource);
        let message = HttpMessage::parse(&record.block);
        let digest = record.payload_digest().or_else(|| (!revisit).then(|| ArchiveDigest::sha1(&message.body)));
        let media = if is_resource { record.field("Content-Type") } else { message.header("content-type") };
        let essence = |media: &str| Some(media.split(';').next()?.trim().to_ascii_lowercase().into());
        let held = Holding {
            digest,
            status: if is_resource { Some(200) } else { message.status() },
            media_type: media.and_then(essence),
            revisit,
            ..Holding::new(at, target)
        };
        if let Some(digest) = digest.filter(|_| !revisit) {
            self.bodies.entry(digest).or_insert(self.entries.len());
        }
        let refers_to = record.refers_to().map(|(target, at)| (target.to_owned(), at));
        self.entries.push(Entry { held, place, refers_to });
    }

    /// The addresses in the file, each once.
    pub fn addresses(&self) -> Vec<&str> {
        let addresses: std::collections::BTreeSet<&str> =
            self.entries.iter().map(|entry| &*entry.held.original).collect();
        addresses.into_iter().collect()
    }

    /// Every capture in the file, in order.
    pub fn captures(&self) -> Vec<Holding> {
        crate::source::holding::arrange(self.entries.iter().map(|entry| entry.held.clone()).collect())
    }

    fn read(&self, place: Place) -> io::Result<Option<Record>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(place.offset))?;
        let mut bytes = Vec::new();
        file.take(place.length).read_to_end(&mut bytes)?;
        Ok(read_one(&bytes))
    }

    /// The record with the body that a revisit refers to: by digest, else by address and instant.
    fn referred(&self, entry: &Entry) -> Option<&Entry> {
        let by_digest = entry.held.digest.as_ref().and_then(|digest| self.bodies.get(digest));
        by_digest.map(|&position| &self.entries[position]).or_else(|| {
            let (target, at) = entry.refers_to.as_ref()?;
            let refers = |other: &&Entry| {
                !other.held.revisit && other.held.captured_at == *at && surt::same_page(&other.held.original, target)
            };
            self.entries.iter().find(refers)
        })
    }

    fn archived(&self, entry: &Entry) -> io::Result<Fetched> {
        let Some(record) = self.read(entry.place)? else { return Ok(Fetched::Gap(Gap::NoCapture)) };
        let mut message = if record.kind() == Kind::Resource {
            let headers = record.field("Content-Type").map(|kind| ("content-type".to_owned(), kind.to_owned()));
            HttpMessage { headers: headers.into_iter().collect(), body: record.block.clone(), ..HttpMessage::default() }
        } else {
            HttpMessage::parse(&record.block)
        };
        let mut truncated = record.is_truncated();
        if entry.held.revisit {
            let Some(referred) = self.referred(entry) else { return Ok(Fetched::Gap(Gap::NeverArchived)) };
            let Some(body) = self.read(referred.place)? else { return Ok(Fetched::Gap(Gap::NoCapture)) };
            truncated |= body.is_truncated();
            let referred = HttpMessage::parse(&body.block);
            if message.headers.is_empty() {
                (message.first_line, message.headers) = (referred.first_line, referred.headers);
            }
            (message.body, message.framed) = (referred.body, referred.framed);
        }
        let labels = message.all("content-encoding");
        match coding::decode(&message.body, &labels, LARGEST) {
            Ok(decoded) => Ok(Fetched::Archived(Box::new(self.with_evidence(entry, message, decoded, truncated)))),
            Err(error) => Ok(Fetched::Gap(Gap::Packed(error))),
        }
    }

    fn with_evidence(
        &self,
        entry: &Entry,
        message: HttpMessage,
        decoded: coding::Decoded,
        truncated: bool,
    ) -> Archived {
        let held = &entry.held;
        let (url, wire) = (held.original.to_string(), &message.body);
        let mut record = CaptureRecord::new(RecordKind::File, url.clone(), url, wire, &decoded.body);
        let mut digest_match = record.fixity(held.digest.as_ref(), wire, &decoded.body);
        if digest_match == Fixity::None
            && let Some(framed) = &message.framed
            && fixity(held.digest.as_ref(), &Hashed::of(framed), &Hashed::of(framed)) == Fixity::Wire
        {
            digest_match = Fixity::Wire;
        }
        let status = held.status.or_else(|| message.status()).unwrap_or(200);
        let content_type = message.header("content-type").map(str::to_owned);
        let location = message.header("location").and_then(|location| join(&held.original, location));
        let mut doubts = Vec::new();
        if decoded.doubt == Some(Doubt::FalseLabel) {
            doubts.push("a content coding is named that the bytes do not have".to_owned());
        }
        if digest_match == Fixity::None {
            doubts.push("the bytes do not have the digest that the record promises".to_owned());
        }
        if truncated {
            doubts.push("the record is cut off".to_owned());
        }
        let redirect = location.as_ref().filter(|_| (300..400).contains(&status));
        let provenance = Provenance {
            url: Some(held.original.to_string()),
            status: Some(status),
            content_type: content_type.clone(),
            last_modified: message.header("last-modified").map(str::to_owned),
            note: redirect.map(|location| format!("redirects to {location}")),
            ..Provenance::new(held.captured_at, "warc")
        };
        let record = CaptureRecord {
            status,
            http_version: message.first_line.split_whitespace().next().map(str::to_owned),
            location: location.clone(),
            server_date: message.header("date").map(str::to_owned),
            response_headers: message.headers.clone(),
            archive: Some(ArchiveWord {
                name: self.name.clone(),
                memento_url: format!("{}#{}", self.name, entry.place.offset),
                memento_datetime: held.captured_at,
                requested_instant: held.captured_at,
                original: Some(held.original.to_string()),
                file: Some(self.name.clone()),
                digest: held.digest,
                digest_match,
                index_status: held.status,
                index_row: None,
            }),
            content_encoding: decoded.codings.iter().map(|coding| coding.name().to_owned()).collect(),
            doubts,
            ..record
        };
        let media = media(content_type.as_deref(), &held.original, &decoded.body);
        let wire = (!decoded.codings.is_empty()).then_some(message.body);
        Archived { capture: Capture { provenance, media, body: decoded.body }, wire, record, location, truncated }
    }
}

fn join(page: &str, location: &str) -> Option<String> {
    url::Url::parse(page).ok()?.join(location).ok().map(String::from)
}

impl Source for WarcFile {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn list(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        Ok(self.listing(window, |original| surt::same_page(original, url)))
    }

    fn list_below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError> {
        let below = surt::key(prefix).ok_or_else(|| SourceError::new(SourceErrorKind::Address, prefix))?;
        Ok(self.listing(window, |original| surt::key(original).is_some_and(|key| key.starts_with(&below))))
    }

    fn fetch(&self, held: &Holding) -> Result<Fetched, SourceError> {
        let exact = |entry: &&Entry| entry.held.captured_at == held.captured_at && entry.held.original == held.original;
        let same = |entry: &&Entry| held.digest.is_none() || entry.held.digest == held.digest;
        let entry = self.entries.iter().filter(exact).find(same).or_else(|| self.nearest(held));
        match entry {
            None => Ok(Fetched::Gap(Gap::NeverArchived)),
            Some(entry) if entry.held.captured_at != held.captured_at => {
                Ok(Fetched::Gap(Gap::Substituted(entry.held.captured_at, entry.held.original.to_string())))
            }
            Some(entry) => self.archived(entry).map_err(|cause| {
                SourceError::new(SourceErrorKind::Answer(cause.to_string()), self.path.display().to_string())
            }),
        }
    }

    fn address(&self, _held: &Holding) -> Option<String> {
        None
    }

    fn seconds_for(&self, _captures: usize) -> f64 {
        0.0
    }
}

impl WarcFile {
    /// The captures of the addresses that are wanted.
    fn listing(&self, window: Window, is_wanted: impl Fn(&str) -> bool) -> Listing {
        let wanted = self.entries.iter().filter(|entry| is_wanted(&entry.held.original));
        let mut holdings = Holdings::of(wanted.map(|entry| entry.held.clone()).collect(), window, self.now);
        // What could not be read may have been captures.
        holdings.warnings.extend(self.problems.iter().cloned());
        if holdings.captures.is_empty() && holdings.warnings.is_empty() {
            return Listing::None;
        }
        Listing::Holdings(holdings)
    }

    fn nearest(&self, held: &Holding) -> Option<&Entry> {
        let of_page = self.entries.iter().filter(|entry| surt::same_page(&entry.held.original, &held.original));
        of_page.min_by_key(|entry| crate::source::wayback::apart(entry.held.captured_at, held.captured_at))
    }
}
