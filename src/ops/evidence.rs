//! What a store and this copy of it hold as evidence: the records of how captures were had, and the captures themselves.
//! Must not know arguments, terminals or file formats.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::capture::{Capture, Digest, MediaType};
use crate::document;
use crate::policy::PolicyId;
use crate::source::Archived;
use crate::source::record::CaptureRecord;
use crate::source::wacz;
use crate::source::warc::{Shelf, ShelfError, Writer};
use crate::store::{Evidence, NORMALIZER, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Look, Timeline};

use super::witness::WitnessRecord;
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
pub fn captures(store: &Store, policy: &PolicyId) -> Result<Vec<Archived>, EvidenceError> {
    let (records, _) = store.evidence(policy)?;
    let recorded = recorded(&records);
    let mut captures = BTreeMap::new();
    for path in shelves(store, policy) {
        for mut archived in Shelf::view(&path)?.captures() {
            // The store's record says besides what was made of the bytes.
            if let Some(record) = recorded.get(&archived.record.core_id()) {
                archived.record = record.clone();
            }
            captures.insert(key(&archived), archived);
        }
    }
    let parsed = parsed(&records);
    for version in store.timeline(policy)?.versions {
        let capture = store.source(policy, version.n)?;
        let archived = match capture.pages() {
            None => vec![of_whole(capture, &parsed)],
            Some(pages) => pages.into_iter().map(|page| of_page(page, &parsed)).collect(),
        };
        for archived in archived {
            captures.entry(key(&archived)).or_insert(archived);
        }
    }
    Ok(captures.into_values().collect())
}

/// The records that can be read, each with its instant.
fn parsed(records: &[Evidence]) -> Vec<(CapturedAt, CaptureRecord)> {
    let parsed = |evidence: &Evidence| Some((evidence.captured_at, CaptureRecord::parse(&evidence.record)?));
    records.iter().filter_map(parsed).collect()
}

/// A capture with its record, if there is one.
fn of_whole(capture: Capture, parsed: &[(CapturedAt, CaptureRecord)]) -> Archived {
    let (at, digest) = (capture.provenance.captured_at, capture.digest());
    let record = parsed.iter().find(|(own, record)| *own == at && record.body.sha256 == digest);
    Archived::of_capture(capture, record.map(|(_, record)| record.clone()))
}

/// One page of a document of several, with the record that is nearest to when the document was seen.
fn of_page(mut page: Capture, parsed: &[(CapturedAt, CaptureRecord)]) -> Archived {
    let (at, digest) = (page.provenance.captured_at, page.digest());
    let of_it = parsed.iter().filter(|(_, record)| record.body.sha256 == digest && is_of(record, &page));
    let Some((own, record)) = of_it.min_by_key(|(own, _)| own.unix().abs_diff(at.unix())) else {
        return Archived::of_capture(page, None);
    };
    page.provenance.captured_at = *own;
    page.provenance.status = Some(record.status);
    Archived::of_capture(page, Some(record.clone()))
}

fn is_of(record: &CaptureRecord, page: &Capture) -> bool {
    page.provenance.url.as_deref() == Some(&record.final_url)
}

/// The longest that the pages of one document are looked at one after the other.
const ONE_LOOK: i64 = 3600;

/// Which pages of a document of several are not what their records of that look say.
fn differing_pages(pages: &[Capture], parsed: &[(CapturedAt, CaptureRecord)]) -> Vec<String> {
    let mut differing = Vec::new();
    for page in pages {
        let begun = page.provenance.captured_at.unix();
        let in_look = |at: CapturedAt| (begun..=begun + ONE_LOOK).contains(&at.unix());
        let of_it =
            parsed.iter().filter(|(at, record)| record.archive.is_none() && in_look(*at) && is_of(record, page));
        let found: Vec<Vec<String>> = of_it.map(|(_, record)| record.differences(&page.body, None)).collect();
        if found.iter().all(|fields| !fields.is_empty()) {
            let url = page.provenance.url.as_deref().unwrap_or_default();
            differing.extend(found.into_iter().next().into_iter().flatten().map(|field| format!("{field} of {url}")));
        }
    }
    differing
}

/// The records of a store by what they were when their captures were fetched.
fn recorded(records: &[Evidence]) -> BTreeMap<Digest, CaptureRecord> {
    let parsed = records.iter().filter_map(|evidence| CaptureRecord::parse(&evidence.record));
    parsed.map(|record| (CaptureRecord { normalizer: None, ..record.clone() }.core_id(), record)).collect()
}

/// What does not fit in the records of a policy, named by field: nothing when all is as it was recorded.
pub fn differences(store: &Store, policy: &PolicyId) -> Result<Vec<String>, EvidenceError> {
    let (records, mut problems) = store.evidence(policy)?;
    let parsed = parsed(&records);
    let is_witness = |evidence: &&Evidence| WitnessRecord::parse(&evidence.record).is_some();
    let readable = parsed.len() + records.iter().filter(is_witness).count();
    if readable < records.len() {
        problems.push(format!("{} records of captures cannot be read", records.len() - readable));
    }
    let timeline = store.timeline(policy)?;
    problems.extend(parsed.iter().filter_map(|(at, record)| misplaced(*at, record, &timeline)));
    let ids: BTreeSet<Digest> = parsed.iter().map(|(_, record)| record.id()).collect();
    for (at, record) in &parsed {
        if let Some(previous) = record.previous.filter(|previous| !ids.contains(previous)) {
            problems.push(format!("the record before that of the capture of {at} is gone: {previous}"));
        }
    }
    // By selectors a page reads otherwise than when its record was made; then there is nothing to compare.
    let is_selected = store.visit(policy)?.selection.is_some();
    for version in timeline.versions {
        let capture = store.source(policy, version.n)?;
        if let Some(pages) = capture.pages() {
            let differing = differing_pages(&pages, &parsed).into_iter();
            problems
                .extend(differing.map(|field| format!("version {}: {field} is not what its record says", version.n)));
            continue;
        }
        let (at, url) = (capture.provenance.captured_at, capture.provenance.url.as_deref());
        for (_, record) in parsed.iter().filter(|(own, record)| *own == at && Some(record.final_url.as_str()) == url) {
            let mut differing = record.differences(&capture.body, None);
            let text = record.normalizer.as_ref().filter(|made| made.version == NORMALIZER).and_then(|made| made.text);
            if !is_selected && text.is_some_and(|text| text != document::fingerprint(&version.document)) {
                differing.push("normalizer.text".to_owned());
            }
            problems.extend(
                differing.iter().map(|field| format!("version {}: {field} is not what its record says", version.n)),
            );
        }
    }
    for path in shelves(store, policy) {
        problems.extend(Shelf::view(&path)?.problems());
    }
    Ok(problems)
}

/// What is wrong with the place at which a record is kept: its instant is another one, or the ledger has no such capture.
fn misplaced(at: CapturedAt, record: &CaptureRecord, timeline: &Timeline) -> Option<String> {
    let own = record.archive.as_ref().map(|word| word.memento_datetime).or(record.fetched_at);
    if own != Some(at) {
        return Some(format!("the record kept under {at} is of a capture of another instant"));
    }
    let is_it = |look: &&Look| {
        look.provenance.captured_at == at
            && look.provenance.url.as_deref() == Some(&record.final_url)
            && look.digest == Some(record.body.sha256)
    };
    // Live looks that showed the same again are kept as stretches, without each one's instant; of a document of several
    // pages the ledger has looks at all of them together.
    let is_bound = timeline.versions.iter().any(|version| version.media == MediaType::Pages);
    let known = record.archive.is_none() || is_bound || timeline.looks.iter().any(|look| is_it(&look));
    (!known).then(|| format!("the ledger does not have the capture of {at} with body.sha256 {}", record.body.sha256))
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
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&beginning) && name.ends_with(".warc.gz")
        })
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

/// Captures as one WACZ package, with what `attach` makes of the places at which they begin in its WARC file.
pub fn wacz(
    captures: &[Archived],
    policy: &PolicyId,
    attach: impl FnOnce(&[u64]) -> Vec<Attachment>,
    now: CapturedAt,
) -> io::Result<Vec<u8>> {
    wacz::pack(captures, &policy.to_string(), attach, now)
}

/// The records of captures, one line of JSON each, in the order of the captures.
pub fn records(captures: &[Archived]) -> String {
    captures.iter().map(|archived| archived.record.print()).collect()
}
