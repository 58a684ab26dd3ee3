//! Witnesses: captures that an archive made of a page because we asked. What was asked, what the archive said and whether it
//! shows what we saw is recorded line by line in the store; nothing of it is ever changed.
//! Must not know how the archive is asked, arguments or terminals.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document;
use crate::policy::PolicyId;
use crate::source::wayback::WebArchive;
use crate::source::witness::{Confirmation, SavePageNow, Witness};
use crate::source::{Fetched, Holding, Listing, Source as _, SourceError};
use crate::store::{Store, StoreError};
use crate::time::CapturedAt;

use super::read;

/// The form of the record.
const SCHEMA: &str = "fineprint/witness/1";
/// How long after it a capture still witnesses what was seen when it was asked for, in seconds: a day.
const RECENT: u64 = 86_400;

/// Why a witness cannot be questioned.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// What is known of one witness at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessRecord {
    schema: String,
    /// The archive that was asked.
    pub archive: String,
    /// The page that it was to capture.
    pub url: String,
    /// When it was asked, by our clock.
    pub asked_at: CapturedAt,
    /// When this was known, by our clock.
    pub checked_at: CapturedAt,
    #[serde(flatten)]
    pub witness: Witness,
    /// What its replay shows, once somebody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
}

impl WitnessRecord {
    /// Reads a record; `None` when it is none of a witness.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().filter(|record| record.schema == SCHEMA)
    }

    /// The record as one line of JSON, names sorted.
    pub fn canonical(&self) -> String {
        serde_json::to_value(self).map(|value| value.to_string()).unwrap_or_default()
    }

    /// The same with a line feed.
    pub fn print(&self) -> String {
        format!("{}\n", self.canonical())
    }

    /// Whether asking again can bring anything new.
    fn is_open(&self) -> bool {
        match (&self.witness, self.confirmation) {
            (_, Some(Confirmation::Confirmed | Confirmation::Differs))
            | (Witness::Refused { .. } | Witness::Stopped { .. }, _) => false,
            (Witness::Failed { job, .. }, _) => job.is_some(),
            (Witness::AlreadyWitnessed { captured_at, .. }, _) => captured_at.is_some(),
            (Witness::Requested { .. } | Witness::Accepted { .. }, _) => true,
        }
    }

    fn capture(&self) -> Option<(CapturedAt, &str)> {
        match &self.witness {
            Witness::Accepted { captured_at, original, .. } => Some((*captured_at, original)),
            Witness::AlreadyWitnessed { captured_at: Some(at), original: Some(original), .. } => Some((*at, original)),
            _ => None,
        }
    }
}

/// Asks the archive to capture a policy's page, waits a few minutes for it, and records what it says. Whatever that is, it is
/// no error; only a store that cannot be written is one.
pub fn request(
    store: &Store,
    policy: &PolicyId,
    url: &str,
    service: &SavePageNow,
    archive: &WebArchive,
    now: CapturedAt,
) -> Result<WitnessRecord, StoreError> {
    // A policy that was never recorded has nothing that could be witnessed.
    store.timeline(policy)?;
    let witness = with_capture(service.save(url), url, archive, now);
    let record = WitnessRecord {
        schema: SCHEMA.to_owned(),
        archive: archive.name().to_owned(),
        url: url.to_owned(),
        asked_at: now,
        checked_at: now,
        witness,
        confirmation: None,
    };
    keep(store, policy, &record, now)?;
    Ok(record)
}

/// Asks what became of every witness that is still open, and records what is new.
pub fn check(
    store: &Store,
    policy: &PolicyId,
    service: &SavePageNow,
    archive: &WebArchive,
    now: CapturedAt,
) -> Result<Vec<WitnessRecord>, WitnessError> {
    let mut checked = Vec::new();
    for mut record in records(store, policy)?.into_iter().filter(WitnessRecord::is_open) {
        let before = record.clone();
        if let Witness::Requested { job } | Witness::Failed { job: Some(job), .. } = &record.witness {
            record.witness = with_capture(service.check(job), &record.url, archive, now);
        }
        if let Some((at, original)) = record.capture() {
            record.confirmation = Some(confirm(store, policy, archive, at, original)?);
        }
        if record != before {
            record.checked_at = now;
            keep(store, policy, &record, now)?;
        }
        checked.push(record);
    }
    Ok(checked)
}

/// What is known by now of each witness of a policy, in the order in which they were asked for.
pub fn records(store: &Store, policy: &PolicyId) -> Result<Vec<WitnessRecord>, StoreError> {
    let (lines, _) = store.evidence(policy)?;
    let mut newest = BTreeMap::new();
    for record in lines.iter().filter_map(|line| WitnessRecord::parse(&line.record)) {
        let key = (record.asked_at, record.url.clone());
        // Within one second what is settled comes last.
        let age = |record: &WitnessRecord| (record.checked_at, !record.is_open());
        let newer = |known: &WitnessRecord| age(known) <= age(&record);
        if newest.get(&key).is_none_or(newer) {
            newest.insert(key, record);
        }
    }
    Ok(newest.into_values().collect())
}

fn keep(store: &Store, policy: &PolicyId, record: &WitnessRecord, now: CapturedAt) -> Result<(), StoreError> {
    let mut recorder = store.recorder(now)?;
    let at = record.capture().map_or(record.asked_at, |(at, _)| at);
    recorder.add_evidence(policy, at, record.canonical())?;
    recorder.finish().map(|_| ())
}

/// Where the archive says that it has a capture already, the newest one that its index lists.
fn with_capture(witness: Witness, url: &str, archive: &WebArchive, now: CapturedAt) -> Witness {
    let Witness::AlreadyWitnessed { job, message, .. } = witness else { return witness };
    let newest = match archive.newest(url, 3) {
        Ok(Listing::Holdings(holdings)) => holdings.captures.into_iter().next_back(),
        _ => None,
    };
    let newest = newest.filter(|held| now.unix().abs_diff(held.captured_at.unix()) <= RECENT);
    let (captured_at, original) = newest.map(|held| (held.captured_at, held.original.to_string())).unzip();
    Witness::AlreadyWitnessed { job, message, captured_at, original }
}

/// Compares a capture with the newest version: only exactly that instant counts, and only the text.
pub fn confirm(
    store: &Store,
    policy: &PolicyId,
    archive: &WebArchive,
    captured_at: CapturedAt,
    original: &str,
) -> Result<Confirmation, WitnessError> {
    let timeline = store.timeline(policy)?;
    let Fetched::Archived(archived) = archive.fetch(&Holding::new(captured_at, original))? else {
        return Ok(Confirmation::NotYet);
    };
    let ours = timeline.versions.last().map(|version| document::fingerprint(&version.document));
    let theirs = read::dated(&archived.capture).text();
    Ok(if ours.is_some() && ours == theirs { Confirmation::Confirmed } else { Confirmation::Differs })
}

/// A witness in words.
pub fn words(record: &WitnessRecord) -> String {
    match (&record.witness, record.confirmation) {
        (_, Some(Confirmation::Confirmed)) => "confirmed: the archive shows the same text".to_owned(),
        (_, Some(Confirmation::Differs)) => "differs: the archive shows another text".to_owned(),
        (Witness::Requested { .. }, _) => "requested: the archive is at it".to_owned(),
        (Witness::Accepted { captured_at, original, .. }, _) => format!(
            "accepted: the archive says that it captured {original} at {captured_at}; it is confirmed once it shows it, which \
             takes minutes to hours"
        ),
        (Witness::AlreadyWitnessed { captured_at: Some(at), .. }, _) => {
            format!("already witnessed: the archive's index lists a capture of {at}; not confirmed yet")
        }
        (Witness::AlreadyWitnessed { message, .. }, _) => {
            format!("already witnessed: {message}; its index does not list the capture yet")
        }
        (Witness::Refused { reason }, _) => format!("refused: {reason}"),
        (Witness::Failed { job: Some(_), reason }, _) => format!("failed: {reason}; its job can be asked after"),
        (Witness::Failed { job: None, reason }, _) => format!("failed: {reason}; try again later"),
        (Witness::Stopped { reason }, _) => format!("stopped: {reason}"),
    }
}
