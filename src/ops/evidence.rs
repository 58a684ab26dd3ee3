//! What a store and this copy of it hold as evidence: the records of how captures were had, and the captures themselves.
//! Must not know arguments, terminals or file formats.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::policy::PolicyId;
use crate::source::Archived;
use crate::source::record::CaptureRecord;
use crate::source::wacz;
use crate::source::warc::{Shelf, ShelfError, Writer};
use crate::store::{Store, StoreError};
use crate::time::CapturedAt;

pub use crate::source::wacz::Attachment;

/// Why evidence cannot be brought together.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Shelf(#[from] ShelfError),
}

/// The file in which the captures of a policy from one source are kept as they came.
pub fn shelf_path(store: &Store, policy: &PolicyId, source: &str) -> PathBuf {
    let source: String = source.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let folder = store.private_folder().join("captures").join(policy.service());
    folder.join(format!("{}.{source}.warc.gz", policy.document()))
}

/// Every capture of a policy that can be shown: those kept as they came, and for each version whose capture this copy of
/// the store does not have, the bytes that the store has of it. In the order of their instants.
pub fn captures(store: &Store, policy: &PolicyId, now: CapturedAt) -> Result<Vec<Archived>, EvidenceError> {
    let mut captures = BTreeMap::new();
    for path in shelves(store, policy) {
        for archived in Shelf::open(&path, now)?.captures() {
            captures.insert(key(&archived), archived);
        }
    }
    let (records, _) = store.evidence(policy)?;
    for version in store.timeline(policy)?.versions {
        let capture = store.source(policy, version.n)?;
        let record = records
            .iter()
            .filter(|evidence| evidence.captured_at == capture.provenance.captured_at)
            .filter_map(|evidence| CaptureRecord::parse(&evidence.record))
            .find(|record| record.body.sha256 == capture.digest());
        let archived = Archived::of_capture(capture, record);
        captures.entry(key(&archived)).or_insert(archived);
    }
    Ok(captures.into_values().collect())
}

/// What does not fit in the records of a policy, named by field: nothing when all is as it was recorded.
pub fn differences(store: &Store, policy: &PolicyId) -> Result<Vec<String>, StoreError> {
    let (records, mut problems) = store.evidence(policy)?;
    let parsed: Vec<(CapturedAt, CaptureRecord)> = records
        .iter()
        .filter_map(|evidence| Some((evidence.captured_at, CaptureRecord::parse(&evidence.record)?)))
        .collect();
    if parsed.len() < records.len() {
        problems.push(format!("{} records of captures cannot be read", records.len() - parsed.len()));
    }
    for version in store.timeline(policy)?.versions {
        let capture = store.source(policy, version.n)?;
        let (at, url) = (capture.provenance.captured_at, capture.provenance.url.as_deref());
        for (_, record) in parsed.iter().filter(|(own, record)| *own == at && Some(record.final_url.as_str()) == url) {
            let differing = record.differences(&capture.body, None);
            problems.extend(
                differing.iter().map(|field| format!("version {}: {field} is not what its record says", version.n)),
            );
        }
    }
    Ok(problems)
}

fn key(archived: &Archived) -> (CapturedAt, String, String) {
    (archived.capture.provenance.captured_at, archived.url().to_owned(), archived.capture.digest().to_string())
}

fn shelves(store: &Store, policy: &PolicyId) -> Vec<PathBuf> {
    let folder = store.private_folder().join("captures").join(policy.service());
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let beginning = format!("{}.", policy.document());
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&beginning)))
        .collect();
    paths.sort();
    paths
}

/// Captures as one WARC file.
pub fn warc(captures: &[Archived], name: &str, now: CapturedAt) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new(), 0);
    writer.warcinfo(name, now)?;
    for archived in captures {
        writer.capture(archived)?;
    }
    writer.finish()
}

/// Captures and attachments as one WACZ package.
pub fn wacz(
    captures: &[Archived],
    policy: &PolicyId,
    attachments: Vec<Attachment>,
    now: CapturedAt,
) -> io::Result<Vec<u8>> {
    wacz::pack(captures, &policy.to_string(), attachments, now)
}

/// The records of captures, one line of JSON each, in the order of the captures.
pub fn records(captures: &[Archived]) -> String {
    captures.iter().map(|archived| archived.record.print()).collect()
}

/// How somebody without this program checks the package.
pub fn how_to_check(policy: &PolicyId, name: &str, tip: Option<&str>, captures: &[Archived]) -> String {
    let mut text = format!(
        "Evidence for {policy}: {} captures\n\n\
         Needed: unzip, sha256sum, gzip; for step 3 warcio (pip install warcio); for step 5 git.\n\n\
         1. The package is whole. The hash of the list, and of every file in the list:\n\
         \n   unzip {name}.wacz -d evidence && cd evidence\n   cat datapackage-digest.json\n   sha256sum datapackage.json archive/* indexes/* \
         pages/* report.html records.jsonl\n   (compare with the hashes in datapackage.json)\n\n\
         2. Every record of a capture is what it was. Its name is the SHA-256 of its line:\n\
         \n   head -1 records.jsonl | tr -d '\\n' | sha256sum\n\n\
         3. Every capture in the WARC file has the digests that it says:\n\
         \n   warcio check -v archive/data.warc.gz\n   warcio extract --payload archive/data.warc.gz OFFSET | sha256sum\n   (OFFSET from \
         indexes/index.cdxj; compare with wire.sha256 in the record)\n\n\
         4. The archives still show the same. Each capture's address in its archive, its instant by the archive's own word,\n\
         \x20  and whether its bytes had the digest in the archive's index:\n\n",
        captures.len()
    );
    for archived in captures {
        let provenance = &archived.capture.provenance;
        let address = provenance.memento.as_deref().or(provenance.url.as_deref()).unwrap_or("(no address)");
        let word = archived.record.archive.as_ref();
        let digest = word.and_then(|word| serde_json::to_value(word.digest_match).ok());
        let digest = digest.as_ref().and_then(|digest| digest.as_str()).unwrap_or("absent");
        let _ = writeln!(text, "   {}  digest: {digest}  {address}", provenance.captured_at);
    }
    if let Some(tip) = tip {
        let _ = write!(
            text,
            "\n5. The history in git is the one that these captures give. Its newest version is the commit\n\n   {tip}\n\n   git fsck && git log \
             --format='%H %aI %s' {tip}\n"
        );
    }
    text.push_str(
        "\nWhat this does not show: that the server sent these pages to anybody else, and, where there is no capture, that the\n\
         page did not change. The instants are the archives' own, where a capture has an address in an archive; records say\n\
         besides when this program fetched it, by the clock of the computer it ran on.\n",
    );
    text
}
