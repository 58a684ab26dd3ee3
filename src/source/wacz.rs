//! WACZ packages: captures in WARC files, an index, a list of pages, and the SHA-256 of each of them, in one ZIP.
//! Must not know where captures come from or what is made of them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::archived::Archived;
use super::surt;
use super::warc::Writer;
use crate::capture::Digest;
use crate::time::CapturedAt;

/// The largest file inside a package that is unpacked.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;
/// The largest list of contents.
const LARGEST_LIST: u64 = 16 * 1024 * 1024;
const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";
const SUMS: &str = "SHA256SUMS";
const WARC: &str = "archive/data.warc.gz";

/// A package that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct WaczError {
    pub path: PathBuf,
    pub kind: WaczErrorKind,
    #[source]
    pub cause: Option<io::Error>,
}

/// What is wrong with a package.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WaczErrorKind {
    #[error("it cannot be read or written")]
    Io,
    #[error("it is no ZIP file")]
    NoZip,
    #[error("it has no datapackage.json, so it is no WACZ package")]
    NoPackage,
    #[error("{0:?} leads out of the package")]
    Outside(String),
    #[error("{0:?} is larger than allowed")]
    TooLarge(String),
}

/// What a package holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its WARC files, unpacked.
    pub warcs: Vec<PathBuf>,
    /// What differs from its own list, by file: nothing when all is as it was packed.
    pub problems: Vec<String>,
    /// Somebody signed it. The signature is not verified here.
    pub is_signed: bool,
}

#[derive(Debug, Deserialize)]
struct DataPackage {
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Resource {
    name: String,
    path: String,
    hash: String,
    bytes: u64,
}

#[derive(Debug, Deserialize)]
struct PackageDigest {
    hash: String,
    #[serde(rename = "signedData")]
    signed: Option<serde_json::Value>,
}

/// Opens the package at `path`, compares every file with the list, and unpacks its WARC files into `folder`.
pub fn open(path: &Path, folder: &Path) -> Result<Package, WaczError> {
    let broken = |kind, cause| WaczError { path: path.to_owned(), kind, cause };
    let io = |cause| broken(WaczErrorKind::Io, Some(cause));
    let file = File::open(path).map_err(io)?;
    let mut zip =
        ZipArchive::new(BufReader::new(file)).map_err(|error| broken(WaczErrorKind::NoZip, io_error(error)))?;
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned))
        .collect::<Result<_, _>>()
        .map_err(|error| broken(WaczErrorKind::NoZip, io_error(error)))?;
    if let Some(name) = names.iter().find(|name| leads_outside(name)) {
        return Err(broken(WaczErrorKind::Outside(name.clone()), None));
    }
    let Some(list) = text(&mut zip, PACKAGE) else { return Err(broken(WaczErrorKind::NoPackage, None)) };
    let Ok(data_package) = serde_json::from_slice::<DataPackage>(&list) else {
        return Err(broken(WaczErrorKind::NoPackage, None));
    };
    let mut package = Package::default();
    package.compare_list(&mut zip, &list);
    let listed: BTreeMap<&str, &Resource> =
        data_package.resources.iter().map(|resource| (resource.path.as_str(), resource)).collect();
    fs::create_dir_all(folder).map_err(io)?;
    for name in names.iter().filter(|name| !name.ends_with('/') && *name != PACKAGE && *name != PACKAGE_DIGEST) {
        let is_warc = name.starts_with("archive/") && is_warc_name(name);
        let target = is_warc.then(|| folder.join(name.trim_start_matches("archive/").replace('/', "_")));
        let entry = zip.by_name(name).map_err(|error| broken(WaczErrorKind::NoZip, io_error(error)))?;
        if entry.size() > LARGEST {
            return Err(broken(WaczErrorKind::TooLarge(name.clone()), None));
        }
        let (length, hash) = unpack(entry, target.as_deref()).map_err(io)?;
        if length > LARGEST {
            return Err(broken(WaczErrorKind::TooLarge(name.clone()), None));
        }
        package.compare(name, listed.get(name.as_str()).copied(), length, &hash);
        package.warcs.extend(target);
    }
    for missing in listed.keys().filter(|path| !names.iter().any(|name| name == *path)) {
        package.problems.push(format!("{missing} is listed and not there"));
    }
    package.warcs.sort();
    Ok(package)
}

impl Package {
    fn compare_list(&mut self, zip: &mut ZipArchive<impl Read + Seek>, list: &[u8]) {
        let digest = text(zip, PACKAGE_DIGEST).and_then(|text| serde_json::from_slice::<PackageDigest>(&text).ok());
        let Some(digest) = digest else { return };
        self.is_signed = digest.signed.is_some();
        if digest.hash != format!("sha256:{}", Digest::of(list)) {
            self.problems.push(format!("{PACKAGE} does not have the SHA-256 that {PACKAGE_DIGEST} says"));
        }
    }

    fn compare(&mut self, name: &str, listed: Option<&Resource>, length: u64, hash: &str) {
        let Some(listed) = listed else { return self.problems.push(format!("{name} is there and not listed")) };
        if listed.bytes != length {
            self.problems.push(format!("{name} has {length} bytes and not {}", listed.bytes));
        }
        // Only SHA-256 is checked; another algorithm is as good as none.
        if listed.hash != format!("sha256:{hash}") {
            self.problems.push(format!("{name} does not have its SHA-256"));
        }
    }
}

fn is_warc_name(name: &str) -> bool {
    has_ending(name.strip_suffix(".gz").unwrap_or(name), "warc")
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

fn leads_outside(name: &str) -> bool {
    name.starts_with('/') || name.contains('\\') || name.contains(':') || name.split('/').any(|part| part == "..")
}

fn text(zip: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    let entry = zip.by_name(name).ok()?;
    let mut text = Vec::new();
    entry.take(LARGEST_LIST + 1).read_to_end(&mut text).ok()?;
    (text.len() as u64 <= LARGEST_LIST).then_some(text)
}

fn unpack(entry: impl Read, target: Option<&Path>) -> io::Result<(u64, String)> {
    let mut file = target.map(File::create).transpose()?;
    let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    let mut entry = entry.take(LARGEST + 1);
    loop {
        let count = entry.read(&mut buffer)?;
        if count == 0 {
            return Ok((length, data_encoding::HEXLOWER.encode(&hash.finalize())));
        }
        hash.update(&buffer[..count]);
        length += count as u64;
        if let Some(file) = &mut file {
            file.write_all(&buffer[..count])?;
        }
    }
}

fn io_error(error: ZipError) -> Option<io::Error> {
    match error {
        ZipError::Io(cause) => Some(cause),
        _ => None,
    }
}

/// A file to be put into a package besides the captures: a report, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its path in the package.
    pub path: String,
    pub body: Vec<u8>,
}

/// Packs captures as a WACZ of version 1.1.1, with what `attach` makes of the places at which their responses begin in the
/// WARC file, and with a list of hashes as `sha256sum` reads it. The same captures at the same `at` give the same bytes.
pub fn pack(
    captures: &[Archived],
    title: &str,
    attach: impl FnOnce(&[u64]) -> Vec<Attachment>,
    at: CapturedAt,
) -> io::Result<Vec<u8>> {
    let (warc, index, places) = warc_and_index(captures, at)?;
    let mut files = vec![
        Attachment { path: WARC.to_owned(), body: warc },
        Attachment { path: "indexes/index.cdxj".to_owned(), body: index.into_bytes() },
        Attachment { path: "pages/pages.jsonl".to_owned(), body: pages(captures).into_bytes() },
    ];
    files.extend(attach(&places));
    let sums: Vec<String> = files.iter().map(|file| format!("{}  {}\n", Digest::of(&file.body), file.path)).collect();
    files.push(Attachment { path: SUMS.to_owned(), body: sums.concat().into_bytes() });
    let resources: Vec<Resource> = files.iter().map(resource).collect();
    let package = json!({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "created": at.to_string(),
        "software": format!("fineprint {}", env!("CARGO_PKG_VERSION")),
        "resources": resources,
    });
    let package = format!("{package:#}\n").into_bytes();
    let digest = json!({ "path": PACKAGE, "hash": format!("sha256:{}", Digest::of(&package)) });
    files.push(Attachment { path: PACKAGE.to_owned(), body: package });
    files.push(Attachment { path: PACKAGE_DIGEST.to_owned(), body: format!("{digest:#}\n").into_bytes() });
    zipped(&files)
}

fn zipped(files: &[Attachment]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    for file in files {
        // What is packed already is stored, so that players can read ranges of it.
        let method = if has_ending(&file.path, "gz") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::DEFAULT.compression_method(method).last_modified_time(zip::DateTime::DEFAULT);
        zip.start_file(&file.path, options).map_err(io::Error::other)?;
        zip.write_all(&file.body)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn resource(file: &Attachment) -> Resource {
    Resource {
        name: file.path.rsplit('/').next().unwrap_or(&file.path).to_owned(),
        path: file.path.clone(),
        hash: format!("sha256:{}", Digest::of(&file.body)),
        bytes: file.body.len() as u64,
    }
}

fn warc_and_index(captures: &[Archived], at: CapturedAt) -> io::Result<(Vec<u8>, String, Vec<u64>)> {
    let mut writer = Writer::new(Vec::new(), 0);
    writer.warcinfo("data.warc.gz", at)?;
    let (mut lines, mut places) = (Vec::new(), Vec::new());
    for archived in captures {
        let (offset, length) = writer.capture_with_length(archived)?;
        places.push(offset);
        let provenance = &archived.capture.provenance;
        let entry = json!({
            "url": archived.url(),
            "mime": provenance.content_type.as_deref().unwrap_or("unk").split(';').next().unwrap_or("unk"),
            "status": archived.status().to_string(),
            "digest": archived.record.wire.sha1.to_string(),
            "length": length.to_string(),
            "offset": offset.to_string(),
            "filename": "data.warc.gz",
        });
        let key = surt::key(archived.url()).unwrap_or_else(|| archived.url().to_owned());
        lines.push(format!("{key} {} {entry}\n", provenance.captured_at.compact()));
    }
    lines.sort();
    Ok((writer.finish()?, lines.concat(), places))
}

fn pages(captures: &[Archived]) -> String {
    let mut text = json!({ "format": "json-pages-1.0", "id": "pages", "title": "All Pages" }).to_string();
    text.push('\n');
    for archived in captures.iter().filter(|archived| (200..300).contains(&archived.status())) {
        let page = json!({
            "id": archived.record.id().to_string(),
            "url": archived.url(),
            "ts": archived.capture.provenance.captured_at.to_string(),
        });
        text.push_str(&page.to_string());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, MediaType, Provenance};
    use crate::source::warc::WarcFile;

    fn archived(body: &str) -> Archived {
        let provenance = Provenance {
            url: Some("http://acme.example/terms".to_owned()),
            status: Some(200),
            content_type: Some("text/html".to_owned()),
            ..Provenance::new("20200102030405".parse().unwrap(), "test")
        };
        Archived::of_capture(Capture { provenance, media: MediaType::Html, body: body.into() }, None)
    }

    fn at() -> CapturedAt {
        "2026-01-01".parse().unwrap()
    }

    fn opened(bytes: &[u8]) -> (tempfile::TempDir, Result<Package, WaczError>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wacz");
        fs::write(&path, bytes).unwrap();
        let package = open(&path, &folder.path().join("unpacked"));
        (folder, package)
    }

    #[test]
    fn what_is_packed_is_there_again_and_fits_its_list() {
        let packed = || {
            let report = Attachment { path: "report.html".to_owned(), body: b"<p>".to_vec() };
            pack(&[archived("A"), archived("B")], "Terms", |_| vec![report], at()).unwrap()
        };
        let bytes = packed();
        assert_eq!(bytes, packed());
        let (_folder, package) = opened(&bytes);
        let package = package.unwrap();
        assert_eq!((package.problems, package.is_signed), (Vec::new(), false));
        let warc = WarcFile::open(&package.warcs[0], at()).unwrap();
        assert_eq!(warc.captures().len(), 2);
    }

    #[test]
    fn a_file_that_is_not_as_it_was_packed_is_named() {
        let list = json!({ "profile": "data-package", "wacz_version": "1.1.1", "resources": [
            { "name": "a", "path": "archive/a.warc", "hash": "sha256:00", "bytes": 1 },
            { "name": "b", "path": "archive/b.warc", "hash": "sha256:00", "bytes": 1 },
        ]});
        let file = |path: &str, body: &str| Attachment { path: path.to_owned(), body: body.into() };
        let bytes = zipped(&[file(PACKAGE, &list.to_string()), file("archive/a.warc", ""), file("x", "")]).unwrap();
        let problems = opened(&bytes).1.unwrap().problems.join("\n");
        for piece in [
            "archive/a.warc has 0 bytes",
            "archive/a.warc does not have its SHA-256",
            "x is there and not listed",
            "archive/b.warc is listed and not there",
        ] {
            assert!(problems.contains(piece), "{piece}: {problems}");
        }
    }

    #[test]
    fn a_path_that_leads_outside_is_refused() {
        for path in ["../x", "archive/../../x", "/etc/x", "a\\b", "c:x"] {
            assert!(leads_outside(path), "{path}");
        }
        assert!(!leads_outside("archive/data..warc.gz"));
    }

    #[test]
    fn what_is_no_package_is_an_error() {
        assert_eq!(opened(b"no zip").1.unwrap_err().kind, WaczErrorKind::NoZip);
        let empty = zipped(&[]).unwrap();
        assert_eq!(opened(&empty).1.unwrap_err().kind, WaczErrorKind::NoPackage);
    }
}
