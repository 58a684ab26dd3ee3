//! WACZ packages: captures in WARC files, an index, a list of pages, and the SHA-256 of each of them, in one ZIP. Read
//! here, written in [`pack`].
//! Must not know where captures come from or what is made of them.

pub mod pack;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::capture::Digest;

/// How many times larger than the package all its files may be together. Captures are packed before they are put into one.
const TIMES: u64 = 100;
/// Packages that unpack to no more than this are no danger.
const HARMLESS: u64 = 256 * 1024 * 1024;
/// The largest list of contents.
const LARGEST_LIST: u64 = 16 * 1024 * 1024;
const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

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
    #[error("it is no ZIP file that can be read\ncheck that it is complete")]
    NoZip,
    #[error(
        "it has no datapackage.json that can be read, so it is no WACZ package\ngive the WARC files in it, if there are any"
    )]
    NoPackage,
    #[error(
        "it names a file {0:?}, which leads out of the package\nit was made to write where it should not, so nothing of it is read"
    )]
    Outside(String),
    #[error(
        "its files are larger together than any captures, the last one read was {0:?}\nit was made to fill the disk; unpack it yourself if you trust it, and give its WARC files"
    )]
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
    open_within(path, folder, HARMLESS)
}

fn open_within(path: &Path, folder: &Path, harmless: u64) -> Result<Package, WaczError> {
    let broken = |kind, cause| WaczError { path: path.to_owned(), kind, cause };
    let io = |cause| broken(WaczErrorKind::Io, Some(cause));
    let file = File::open(path).map_err(io)?;
    let mut room = file.metadata().map_err(io)?.len().saturating_mul(TIMES).max(harmless);
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
    for name in names.iter().filter(|name| !name.ends_with('/') && *name != PACKAGE && *name != PACKAGE_DIGEST) {
        let is_warc = name.starts_with("archive/") && is_warc_name(name);
        let target = is_warc.then(|| folder.join(package.warcs.len().to_string()).join(file_name(name)));
        let entry = zip.by_name(name).map_err(|error| broken(WaczErrorKind::NoZip, io_error(error)))?;
        if let Some(own) = target.as_deref().and_then(Path::parent) {
            fs::create_dir_all(own).map_err(io)?;
        }
        let (length, hash) = unpack(entry.take(room + 1), target.as_deref()).map_err(io)?;
        room = room.checked_sub(length).ok_or_else(|| broken(WaczErrorKind::TooLarge(name.clone()), None))?;
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

/// The name of an unpacked WARC file: as much of its own as can do no harm.
fn file_name(name: &str) -> String {
    let is_harmless = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let own = name.rsplit('/').next().unwrap_or_default();
    own.chars().filter(is_harmless).skip(own.len().saturating_sub(200)).collect()
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

fn unpack(mut entry: impl Read, target: Option<&Path>) -> io::Result<(u64, String)> {
    let mut file = target.map(File::create).transpose()?;
    let (mut hash, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::pack::Packer;
    use super::*;
    use crate::capture::{Capture, MediaType, Provenance};
    use crate::source::Archived;
    use crate::source::warc::WarcFile;
    use crate::time::CapturedAt;

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

    fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (path, body) in files {
            zip.start_file(*path, SimpleFileOptions::DEFAULT).unwrap();
            zip.write_all(body.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_packed_is_there_again_and_fits_its_list() {
        let packed = || {
            let mut packer = Packer::begin(io::Cursor::new(Vec::new()), "Terms", at());
            packer.captures([archived("A"), archived("B")].map(Ok)).unwrap();
            packer.file("report.html", b"<p>").unwrap();
            packer.finish().unwrap().into_inner()
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
        let bytes = zipped(&[(PACKAGE, &list.to_string()), ("archive/a.warc", ""), ("x", "")]);
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
    fn a_list_that_is_not_the_signed_one_is_named_and_a_signature_is_said_to_be_there() {
        let opened = |hash: &str| {
            let digest = json!({ "path": PACKAGE, "hash": hash, "signedData": { "signature": "x" } }).to_string();
            opened(&zipped(&[(PACKAGE, "{}"), (PACKAGE_DIGEST, &digest)])).1.unwrap()
        };
        let whole = opened(&format!("sha256:{}", Digest::of(b"{}")));
        assert_eq!((whole.is_signed, whole.problems.len()), (true, 0));
        let other = opened(&format!("sha256:{}", Digest::of(b"{ }")));
        assert!(other.problems[0].contains("datapackage.json does not have the SHA-256"), "{:?}", other.problems);
    }

    #[test]
    fn a_path_that_leads_outside_is_refused() {
        for path in ["../x", "archive/../../x", "/etc/x", "a\\b", "c:x"] {
            assert!(leads_outside(path), "{path}");
        }
        assert!(!leads_outside("archive/data..warc.gz"));
    }

    #[test]
    fn a_package_that_unpacks_to_far_more_than_it_is_is_refused() {
        let zeros = "\0".repeat(1 << 20);
        for files in [
            vec![(PACKAGE, "{}"), ("archive/a.warc", zeros.as_str())],
            vec![(PACKAGE, "{}"), ("a", &zeros[..400_000]), ("b", &zeros[..400_000])],
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.wacz");
            fs::write(&path, zipped(&files)).unwrap();
            let within = |harmless| open_within(&path, &folder.path().join("unpacked"), harmless);
            let refused = within(1000).unwrap_err();
            assert!(matches!(refused.kind, WaczErrorKind::TooLarge(_)), "{refused}");
            assert!(within(2 << 20).is_ok());
        }
    }

    #[test]
    fn files_of_like_names_and_links_are_files_of_their_own() {
        let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (path, body) in [("archive/a/b.warc", "one"), ("archive/a_b.warc", "two"), ("archive/c/b.warc", "three")] {
            zip.start_file(path, SimpleFileOptions::DEFAULT).unwrap();
            zip.write_all(body.as_bytes()).unwrap();
        }
        zip.add_symlink("archive/\u{1b}[31m.warc", "/etc/passwd", SimpleFileOptions::DEFAULT).unwrap();
        zip.start_file(PACKAGE, SimpleFileOptions::DEFAULT).unwrap();
        zip.write_all(b"{}").unwrap();
        let (folder, package) = opened(&zip.finish().unwrap().into_inner());
        let warcs = package.unwrap().warcs;
        let read: Vec<String> = warcs.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        assert_eq!(read, ["one", "two", "three", "/etc/passwd"]);
        assert!(warcs.iter().all(|path| path.starts_with(folder.path()) && !path.is_symlink()));
        assert!(warcs[3].ends_with("31m.warc"), "{warcs:?}");
    }

    #[test]
    fn what_is_no_package_is_an_error() {
        assert_eq!(opened(b"no zip").1.unwrap_err().kind, WaczErrorKind::NoZip);
        let empty = zipped(&[]);
        assert_eq!(opened(&empty).1.unwrap_err().kind, WaczErrorKind::NoPackage);
    }
}
