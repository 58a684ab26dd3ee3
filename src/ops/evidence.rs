//! What a store and this copy of it hold as evidence: the records of how captures were had, and the captures themselves.
//! Must not know arguments, terminals or file formats.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::capture::{Capture, Digest, MediaType};
use crate::document;
use crate::policy::PolicyId;
use crate::source::record::CaptureRecord;
use crate::source::warc::{Shelf, ShelfError};
use crate::store::{Evidence, NORMALIZER, Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Look, Timeline};

use super::witness::WitnessRecord;

/// Why evidence cannot be brought together.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    #[error("the capture of {0} was kept and can no longer be read\nsee: fineprint verify")]
    Lost(CapturedAt),
}

/// The file in which the captures of a policy from one source are kept as they came.
pub fn shelf_path(store: &Store, policy: &PolicyId, source: &str) -> PathBuf {
    let source: String = source.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let folder = store.private_folder().join("captures").join(policy.service());
    folder.join(format!("{}.{source}.warc.gz", policy.document()))
}

/// The id of the record that no other one names as the one before it; of several, the greatest.
pub(in crate::ops) fn last_record(store: &Store, policy: &PolicyId) -> Result<Option<Digest>, StoreError> {
    let (mut ids, mut named) = (BTreeSet::new(), BTreeSet::new());
    store.evidence_files(policy)?.each(&mut |_, evidence| {
        if let Some(record) = CaptureRecord::parse(&evidence.record) {
            ids.insert(Digest::of(evidence.record.as_bytes()));
            named.extend(record.previous);
        }
    })?;
    Ok(ids.difference(&named).max().copied())
}

/// The records that can be read, each with its instant.
fn parsed(records: &[Evidence]) -> Vec<(CapturedAt, CaptureRecord)> {
    let parsed = |evidence: &Evidence| Some((evidence.captured_at, CaptureRecord::parse(&evidence.record)?));
    records.iter().filter_map(parsed).collect()
}

/// Whether a record is of this page.
pub(super) fn is_of(record: &CaptureRecord, page: &Capture) -> bool {
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
            let made = record.normalizer.as_ref().filter(|made| made.version == NORMALIZER);
            let text = made.and_then(|made| made.text);
            if !is_selected && text.is_some_and(|text| text != document::fingerprint(&version.document)) {
                differing.push("normalizer.text".to_owned());
            }
            if let Some(told) = made.and_then(|made| made.charset.as_ref()) {
                let content_type = capture.provenance.content_type.as_deref();
                if document::charset_of(&capture.body, capture.media, content_type).as_ref() != Some(told) {
                    differing.push("normalizer.charset".to_owned());
                }
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

/// The files in which the captures of a policy are kept as they came.
pub(super) fn shelves(store: &Store, policy: &PolicyId) -> Vec<PathBuf> {
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
