//! Writes WACZ packages, piece by piece: one capture at a time is in memory, however many there are.
//! Must not know where captures come from or what is made of them.

use std::io::{self, Seek, Write};

use serde_json::json;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{PACKAGE, PACKAGE_DIGEST, Resource, has_ending};
use crate::capture::Digest;
use crate::source::archived::Archived;
use crate::source::fixity::Fixity;
use crate::source::surt;
use crate::source::warc::Writer;
use crate::time::CapturedAt;

const SUMS: &str = "SHA256SUMS";
const WARC: &str = "archive/data.warc.gz";
/// Above this many bytes a file in a ZIP needs another form.
const LARGE: u64 = 3 << 30;

/// A package being written, of version 1.1.1. The same captures at the same instant give the same bytes.
pub struct Packer<W: Write + Seek> {
    zip: ZipWriter<W>,
    title: String,
    at: CapturedAt,
    resources: Vec<Resource>,
    room: u64,
}

/// What there is to say of a capture in a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Where its response begins in the WARC file.
    pub place: u64,
    pub captured_at: CapturedAt,
    /// The digest of its body.
    pub body: Digest,
    /// Its address in the archive, or the page's own.
    pub address: Option<String>,
    /// What became of the archive's promise, when an archive made one.
    pub digest_match: Option<Fixity>,
}

impl<W: Write + Seek> Packer<W> {
    /// Begins a package of this title, made `at` this instant.
    pub fn begin(out: W, title: &str, at: CapturedAt) -> Self {
        Self { zip: ZipWriter::new(out), title: title.to_owned(), at, resources: Vec::new(), room: 0 }
    }

    /// Makes room for captures of about so many bytes.
    #[must_use]
    pub fn with_room_for(self, bytes: u64) -> Self {
        Self { room: bytes, ..self }
    }

    /// Puts the captures into a WARC file, with an index and a list of pages, and says where each is.
    pub fn captures(&mut self, captures: impl IntoIterator<Item = io::Result<Archived>>) -> io::Result<Vec<Packed>> {
        let (at, is_large) = (self.at, self.room > LARGE);
        let (mut index, mut pages, mut all) = (Vec::new(), String::new(), Vec::new());
        pages.push_str(&json!({ "format": "json-pages-1.0", "id": "pages", "title": "All Pages" }).to_string());
        pages.push('\n');
        self.write(WARC, is_large, |out| {
            let mut writer = Writer::new(out, 0);
            writer.warcinfo("data.warc.gz", at)?;
            for archived in captures {
                let archived = archived?;
                let response = writer.capture(&archived)?.response;
                index.push(index_line(&archived, response.offset, response.length));
                pages.push_str(&page_line(&archived));
                all.push(packed(&archived, response.offset));
            }
            writer.finish().map(|_| ())
        })?;
        index.sort();
        self.file("indexes/index.cdxj", index.concat().as_bytes())?;
        self.file("pages/pages.jsonl", pages.as_bytes())?;
        Ok(all)
    }

    /// Puts a file into the package.
    pub fn file(&mut self, path: &str, body: &[u8]) -> io::Result<()> {
        self.stream(path, |out| out.write_all(body))
    }

    /// Puts a file into the package that is written piece by piece.
    pub fn stream(&mut self, path: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.write(path, false, write)
    }

    fn write(
        &mut self,
        path: &str,
        is_large: bool,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        // What is packed already is stored, so that players can read ranges of it.
        let method = if has_ending(path, "gz") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::DEFAULT.compression_method(method).last_modified_time(zip::DateTime::DEFAULT);
        self.zip.start_file(path, options.large_file(is_large)).map_err(io::Error::other)?;
        let mut measured = Measured { inner: &mut self.zip, hash: Sha256::new(), length: 0 };
        write(&mut measured)?;
        self.resources.push(Resource {
            name: path.rsplit('/').next().unwrap_or(path).to_owned(),
            path: path.to_owned(),
            hash: format!("sha256:{}", data_encoding::HEXLOWER.encode(&measured.hash.finalize())),
            bytes: measured.length,
        });
        Ok(())
    }

    /// Puts the lists of hashes into the package and completes it.
    pub fn finish(mut self) -> io::Result<W> {
        let sum = |resource: &Resource| format!("{}  {}\n", resource.hash.trim_start_matches("sha256:"), resource.path);
        let sums: String = self.resources.iter().map(sum).collect();
        self.file(SUMS, sums.as_bytes())?;
        let package = json!({
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": self.title,
            "created": self.at.to_string(),
            "software": format!("fineprint {}", env!("CARGO_PKG_VERSION")),
            "resources": self.resources,
        });
        let package = format!("{package:#}\n");
        self.file(PACKAGE, package.as_bytes())?;
        let digest = json!({ "path": PACKAGE, "hash": format!("sha256:{}", Digest::of(package.as_bytes())) });
        self.file(PACKAGE_DIGEST, format!("{digest:#}\n").as_bytes())?;
        self.zip.finish().map_err(io::Error::other)
    }
}

/// Passes bytes on, and counts and hashes them.
struct Measured<'a, W: Write> {
    inner: &'a mut W,
    hash: Sha256,
    length: u64,
}

impl<W: Write> Write for Measured<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn index_line(archived: &Archived, offset: u64, length: u64) -> String {
    let provenance = &archived.capture.provenance;
    let entry = json!({
        "url": archived.url(),
        "mime": provenance.content_type.as_deref().unwrap_or("unk").split(';').next().unwrap_or("unk"),
        "status": archived.status().to_string(),
        "digest": archived.record.wire.sha1,
        "length": length.to_string(),
        "offset": offset.to_string(),
        "filename": "data.warc.gz",
    });
    let key = surt::key(archived.url()).unwrap_or_else(|| archived.url().to_owned());
    format!("{key} {} {entry}\n", provenance.captured_at.compact())
}

/// The capture's line in the list of pages; nothing where it was not served with success.
fn page_line(archived: &Archived) -> String {
    if !(200..300).contains(&archived.status()) {
        return String::new();
    }
    let page = json!({
        "id": archived.record.id().to_string(),
        "url": archived.url(),
        "ts": archived.capture.provenance.captured_at.to_string(),
    });
    format!("{page}\n")
}

fn packed(archived: &Archived, place: u64) -> Packed {
    let provenance = &archived.capture.provenance;
    Packed {
        place,
        captured_at: provenance.captured_at,
        body: archived.record.body.sha256,
        address: provenance.memento.clone().or_else(|| provenance.url.clone()),
        digest_match: archived.record.archive.as_ref().map(|word| word.digest_match),
    }
}
