//! The evidence of one capture: how it was had, from whom, and what its bytes hash to. Its id is the SHA-256 of its own
//! canonical text, so that one changed byte shows.
//! Must not know where records are kept.

use serde::{Deserialize, Serialize};

use super::fixity::{ArchiveDigest, Fixity, Hashed, fixity};
use super::http::Response;
use super::http_date;
use super::tls::Tls;
use crate::capture::{Capture, Charset, Digest, Provenance};
use crate::time::CapturedAt;

/// The form of the record. Another form gets another number, beside this one.
pub const SCHEMA: &str = "fineprint/capture/1";

/// How one capture was had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureRecord {
    pub schema: String,
    pub kind: RecordKind,
    pub tool: Tool,
    /// The SHA-256 of the configuration under which it was had: of the archive's line, or of the policy's table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config_hash: Option<Digest>,
    pub requested_url: String,
    pub final_url: String,
    /// The redirects on the way from the one to the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<Hop>,
    /// What showed the page, when that was not plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renderer: Option<String>,
    pub method: String,
    /// As they were sent; secrets never are.
    pub request_headers: Vec<(String, String)>,
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_version: Option<String>,
    /// Where it redirects to itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// In their order, repeats kept.
    pub response_headers: Vec<(String, String)>,
    /// The site's own headers, as the archive kept them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub archived_headers: Vec<(String, String)>,
    /// By our clock; `None` for what was read from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<CapturedAt>,
    /// By the server's clock, as its `Date` header says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_date: Option<String>,
    /// Seconds by which the server's clock is ahead of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_skew: Option<i64>,
    /// Milliseconds from the start of the request to the last byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_address: Option<String>,
    /// Who the server proved to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<ArchiveWord>,
    /// The bytes as they came.
    pub wire: Bytes,
    /// The bytes after their content coding was undone.
    pub body: Bytes,
    /// The content codings undone, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content_encoding: Vec<String>,
    /// What does not fit together, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// What was made of the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normalizer: Option<Normalized>,
    /// The id of the record that was recorded before this one, so that none can be taken out unnoticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
}

/// The text that was made of a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Normalized {
    /// The version of what made it.
    pub version: u32,
    /// The fingerprint of the text, as in the version's `capture.json`; `None` when it is no text of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
    /// By which charset the bytes were read; `None` when they are no text by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<Charset>,
}

/// What kind of source it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    Live,
    Archive,
    File,
}

/// A redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    pub url: String,
    pub status: u16,
    /// As the server wrote it.
    pub location: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_address: Option<String>,
}

/// What fetched it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// For which machine it was built.
    #[serde(default)]
    pub build: String,
}

/// What the archive says of the capture, and what became of its promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveWord {
    pub name: String,
    pub memento_url: String,
    /// The archive's own word in its answer: the only instant that is believed.
    pub memento_datetime: CapturedAt,
    pub requested_instant: CapturedAt,
    /// The address that was really captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The file in the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<ArchiveDigest>,
    pub digest_match: Fixity,
    /// The status in the index, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_status: Option<u16>,
    /// The line of the index, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_row: Option<String>,
}

/// Some bytes by their length and hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes {
    pub length: u64,
    pub sha256: Digest,
    /// As archives write it: `sha1:` and base32. A body that came packed has it only where an archive's promise was looked
    /// for in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha1: Option<ArchiveDigest>,
}

impl Bytes {
    /// Measures `bytes`, but for their SHA-1.
    fn of(bytes: &[u8]) -> Self {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self { length, sha256: Digest::of(bytes), sha1: None }
    }

    /// Measures `bytes` as they came.
    fn of_wire(bytes: &[u8]) -> Self {
        Self { sha1: Some(ArchiveDigest::sha1(bytes)), ..Self::of(bytes) }
    }

    /// The names of what `bytes` have otherwise; empty when they are the same.
    fn differences(&self, bytes: &[u8], name: &str) -> Vec<String> {
        let real = Self::of(bytes);
        let mut differing = Vec::new();
        if real.length != self.length {
            differing.push(format!("{name}.length"));
        }
        if real.sha256 != self.sha256 {
            differing.push(format!("{name}.sha256"));
        }
        if self.sha1.is_some_and(|sha1| sha1 != ArchiveDigest::sha1(bytes)) {
            differing.push(format!("{name}.sha1"));
        }
        differing
    }
}

impl ArchiveWord {
    /// What can be said of a capture of which an archive told no more than its provenance says.
    pub fn of(provenance: &Provenance) -> Self {
        Self {
            name: provenance.source.clone(),
            memento_url: provenance.memento.clone().unwrap_or_default(),
            memento_datetime: provenance.captured_at,
            requested_instant: provenance.captured_at,
            original: provenance.url.clone(),
            file: None,
            digest: None,
            digest_match: Fixity::Absent,
            index_status: None,
            index_row: None,
        }
    }
}

impl Tool {
    /// This program.
    pub fn own() -> Self {
        Self {
            name: "fineprint".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            build: format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        }
    }
}

impl CaptureRecord {
    /// What every record says; the rest is still to be told.
    pub fn new(kind: RecordKind, requested_url: String, final_url: String, wire: &[u8], body: &[u8]) -> Self {
        let wire_measured = Bytes::of_wire(wire);
        Self {
            schema: SCHEMA.to_owned(),
            kind,
            tool: Tool::own(),
            config_hash: None,
            requested_url,
            final_url,
            hops: Vec::new(),
            renderer: None,
            method: "GET".to_owned(),
            request_headers: Vec::new(),
            status: 200,
            http_version: None,
            location: None,
            response_headers: Vec::new(),
            archived_headers: Vec::new(),
            fetched_at: None,
            server_date: None,
            clock_skew: None,
            duration_ms: None,
            remote_address: None,
            tls: None,
            archive: None,
            // Most files hold bodies unpacked.
            body: if wire == body { wire_measured.clone() } else { Bytes::of(body) },
            wire: wire_measured,
            content_encoding: Vec::new(),
            doubts: Vec::new(),
            normalizer: None,
            previous: None,
        }
    }

    /// Whether the promised digest is that of the bytes, which must be those that were measured.
    pub fn fixity(&mut self, promised: Option<&ArchiveDigest>, wire: &[u8], body: &[u8]) -> Fixity {
        let body = Hashed::known(body, self.body.sha1);
        let found = fixity(promised, &Hashed::known(wire, self.wire.sha1), &body);
        self.body.sha1 = body.sha1();
        found
    }

    /// What an answer over HTTP adds: its status, its headers, its time, and who gave it.
    #[must_use]
    pub fn answered_by(self, response: &Response, fetched_at: CapturedAt) -> Self {
        let server_date = response.header("date").map(str::to_owned);
        let server_clock = server_date.as_deref().and_then(http_date::parse);
        Self {
            status: response.status,
            http_version: Some(response.version.clone()),
            response_headers: response.headers.clone(),
            fetched_at: Some(fetched_at),
            clock_skew: server_clock.map(|at| at.unix() - fetched_at.unix()),
            server_date,
            duration_ms: u64::try_from(response.duration.as_millis()).ok(),
            remote_address: response.remote_address.clone(),
            tls: response.tls.clone(),
            ..self
        }
    }

    /// The same for a capture of which it is known already: its id without its place among the others.
    pub fn core_id(&self) -> Digest {
        Self { previous: None, ..self.clone() }.id()
    }

    /// All that can be said of a capture of which only the bytes and the provenance were kept.
    pub fn of_capture(capture: &Capture) -> Self {
        let provenance = &capture.provenance;
        let url = provenance.url.clone().unwrap_or_default();
        let header = |name: &str, value: &Option<String>| value.clone().map(|value| (name.to_owned(), value));
        let headers =
            [header("Content-Type", &provenance.content_type), header("Last-Modified", &provenance.last_modified)];
        let requested_url = provenance.memento.clone().unwrap_or_else(|| url.clone());
        Self {
            status: provenance.status.unwrap_or(200),
            response_headers: headers.into_iter().flatten().collect(),
            doubts: vec!["only the bytes and the provenance of this capture were kept".to_owned()],
            ..Self::new(RecordKind::File, requested_url, url, &capture.body, &capture.body)
        }
    }

    /// The one text that stands for the record: JSON without spaces, names sorted.
    pub fn canonical(&self) -> String {
        // A map of `serde_json` keeps its names sorted.
        serde_json::to_value(self).map(|value| value.to_string()).unwrap_or_default()
    }

    /// The SHA-256 of the canonical text.
    pub fn id(&self) -> Digest {
        Digest::of(self.canonical().as_bytes())
    }

    /// The record for people and for `sha256sum`: the canonical text and a line feed.
    pub fn print(&self) -> String {
        format!("{}\n", self.canonical())
    }

    /// Reads what [`Self::print`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The names of what does not fit the bytes: empty when everything does. Needs no network.
    pub fn differences(&self, body: &[u8], wire: Option<&[u8]>) -> Vec<String> {
        let mut differing = self.body.differences(body, "body");
        if let Some(wire) = wire {
            differing.extend(self.wire.differences(wire, "wire"));
            let promise = self.archive.as_ref();
            if let Some(word) = promise
                && fixity(word.digest.as_ref(), &Hashed::of(wire), &Hashed::of(body)) != word.digest_match
            {
                differing.push("archive.digest_match".to_owned());
            }
        } else if self.content_encoding.is_empty() && self.wire != self.body {
            differing.push("wire.sha256".to_owned());
        }
        differing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> CaptureRecord {
        let instant: CapturedAt = "20200102030405".parse().unwrap();
        let address = "https://x/web/20200102030405id_/http://a/".to_owned();
        CaptureRecord {
            response_headers: vec![("B".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())],
            fetched_at: Some(instant),
            archive: Some(ArchiveWord {
                name: "wayback".to_owned(),
                memento_url: "https://x/web/20200102030405/http://a/".to_owned(),
                memento_datetime: instant,
                requested_instant: instant,
                original: None,
                file: None,
                digest: Some(ArchiveDigest::sha1(b"text")),
                digest_match: Fixity::Wire,
                index_status: Some(200),
                index_row: None,
            }),
            ..CaptureRecord::new(RecordKind::Archive, address, "http://a/".to_owned(), b"text", b"text")
        }
    }

    #[test]
    fn the_id_is_what_sha256sum_says_of_the_canonical_text() {
        let record = record();
        assert!(record.canonical().starts_with("{\"archive\":{\"digest\""), "{}", record.canonical());
        assert_eq!(record.id(), Digest::of(record.canonical().as_bytes()));
        assert_eq!(CaptureRecord::parse(&record.print()), Some(record));
    }

    #[test]
    fn one_changed_byte_is_named() {
        assert_eq!(record().differences(b"text", Some(b"text")), Vec::<String>::new());
        assert_eq!(record().differences(b"texT", None), ["body.sha256", "body.sha1"]);
        assert_eq!(
            record().differences(b"text", Some(b"tex")),
            ["wire.length", "wire.sha256", "wire.sha1", "archive.digest_match"]
        );
    }

    #[test]
    fn a_promise_said_to_be_kept_that_was_not_is_named() {
        let mut record = record();
        record.archive.as_mut().unwrap().digest_match = Fixity::None;
        assert_eq!(record.differences(b"text", Some(b"text")), ["archive.digest_match"]);
    }
}
