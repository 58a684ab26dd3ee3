//! Writes WARC/1.1: one packed member a record, digests over block and payload, no transfer coding.
//! Must not know archives.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::packer::Packer;
use super::record::Place;
use crate::capture::Digest;
use crate::source::archived::Archived;
use crate::source::fixity::ArchiveDigest;
use crate::time::CapturedAt;

/// Writes records one after the other.
#[derive(Debug)]
pub struct Writer<W: Write> {
    inner: W,
    written: u64,
    packer: Packer,
}

/// Where the records of a capture lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    pub response: Place,
    pub metadata: Place,
}

/// A record to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    kind: &'static str,
    id: String,
    fields: Vec<(&'static str, String)>,
    content_type: &'static str,
    block: Vec<u8>,
}

impl<W: Write> Writer<W> {
    /// Writes to `inner`, which holds `written` bytes already.
    pub fn new(inner: W, written: u64) -> Self {
        Self { inner, written, packer: Packer::default() }
    }

    /// The record that opens a file: what wrote it.
    pub fn warcinfo(&mut self, name: &str, at: CapturedAt) -> io::Result<Place> {
        let software = format!("fineprint/{}", env!("CARGO_PKG_VERSION"));
        let block = format!(
            "software: {software}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        );
        self.write(&Draft {
            kind: "warcinfo",
            id: id_of(&["warcinfo", name, &at.to_string()]),
            fields: vec![("WARC-Date", at.to_string()), ("WARC-Filename", one_line(name))],
            content_type: "application/warc-fields",
            block: block.into_bytes(),
        })
    }

    /// A capture: the response, the request that it stands for, and the record of how it was had.
    pub fn capture(&mut self, archived: &Archived) -> io::Result<Places> {
        let [response, request, metadata] = drafts(archived);
        let response = self.write(&response)?;
        self.write(&request)?;
        let metadata = self.write(&metadata)?;
        Ok(Places { response, metadata })
    }

    /// Writes one record and gives the place at which it lies.
    pub(super) fn write(&mut self, draft: &Draft) -> io::Result<Place> {
        let offset = self.written;
        let packed = self.packer.member(&[draft.head().as_bytes(), &draft.block, b"\r\n\r\n"])?;
        self.inner.write_all(&packed)?;
        self.written += packed.len() as u64;
        Ok(Place { offset, length: packed.len() as u64 })
    }

    /// Gives back what was written to, with everything in it.
    pub fn finish(mut self) -> io::Result<W> {
        self.inner.flush()?;
        Ok(self.inner)
    }
}

impl Writer<Vec<u8>> {
    /// Takes out what was written so far; what follows is written as into a new file.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.written = 0;
        std::mem::take(&mut self.inner)
    }
}

impl Draft {
    fn head(&self) -> String {
        let mut head = format!("WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <{}>\r\n", self.kind, self.id);
        for (name, value) in &self.fields {
            let _ = write!(head, "{name}: {}\r\n", one_line(value));
        }
        let _ = write!(head, "WARC-Block-Digest: {}\r\n", ArchiveDigest::sha1(&self.block));
        let _ = write!(head, "Content-Type: {}\r\nContent-Length: {}\r\n\r\n", self.content_type, self.block.len());
        head
    }
}

fn drafts(archived: &Archived) -> [Draft; 3] {
    let (target, at) = (archived.url().to_owned(), archived.capture.provenance.captured_at);
    let record = archived.record.print();
    let record_id = Digest::of(record.trim_end_matches('\n').as_bytes()).to_string();
    let response_id = id_of(&["response", &target, &at.to_string(), &record_id]);
    let mut common = vec![("WARC-Target-URI", target.clone()), ("WARC-Date", at.to_string())];
    if let Some(fetched) = archived.record.fetched_at {
        common.push(("WARC-Creation-Date", fetched.to_string()));
    }
    if let Some(word) = &archived.record.archive {
        common.push(("WARC-Source-URI", word.memento_url.clone()));
    }
    let mut response = common.clone();
    if archived.truncated {
        response.push(("WARC-Truncated", "unspecified".to_owned()));
    }
    response.push(("WARC-Payload-Digest", ArchiveDigest::sha1(archived.wire()).to_string()));
    let beside = |kind: &'static str| {
        let mut fields = common.clone();
        fields.push(("WARC-Concurrent-To", format!("<{response_id}>")));
        let id = id_of(&[kind, &target, &at.to_string(), &record_id]);
        Draft { kind, id, fields, ..Draft::default() }
    };
    [
        Draft {
            kind: "response",
            id: response_id.clone(),
            fields: response,
            content_type: "application/http; msgtype=response",
            block: exchange(archived),
        },
        Draft { content_type: "application/http; msgtype=request", block: request(&target), ..beside("request") },
        Draft { content_type: "application/json", block: record.into_bytes(), ..beside("metadata") },
    ]
}

/// The archived response as HTTP: the site's own headers, with length and coding as the bytes now are.
fn exchange(archived: &Archived) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", archived.status(), reason(archived.status()));
    let replaced = ["content-length", "content-encoding", "transfer-encoding", "connection"];
    let headers = match archived.record.archived_headers.as_slice() {
        [] => &archived.record.response_headers,
        archived => archived,
    };
    for (name, value) in headers {
        if replaced.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            continue;
        }
        let value = match &archived.location {
            Some(location) if name.eq_ignore_ascii_case("location") => location,
            _ => value,
        };
        let _ = write!(head, "{}: {}\r\n", one_line(name), one_line(value));
    }
    if archived.wire.is_some() && !archived.record.content_encoding.is_empty() {
        let _ = write!(head, "Content-Encoding: {}\r\n", archived.record.content_encoding.join(", "));
    }
    let _ = write!(head, "Content-Length: {}\r\n\r\n", archived.wire().len());
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(archived.wire());
    bytes
}

fn request(target: &str) -> Vec<u8> {
    let url = url::Url::parse(target).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    let path = url.as_ref().map(|url| url[url::Position::BeforePath..url::Position::AfterQuery].to_owned());
    format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", path.unwrap_or_else(|| "/".to_owned())).into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

/// A name for a record that is the same whenever the same capture is written.
fn id_of(parts: &[&str]) -> String {
    let hex = Digest::of(parts.join("\n").as_bytes()).to_string();
    // The form of a UUID made from a hash (RFC 9562, version 8).
    format!("urn:uuid:{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

/// No field may begin another one.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
