//! Files into a store: listed, put in the order in which the pages were seen, read over all cores, recorded.
//! Must not know arguments or terminals.

mod days;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::capture::Capture;
use crate::document::SkipReason;
use crate::policy::PolicyId;
use crate::source::files::{self, FileError, FileErrorKind, Given, Listed};
use crate::store::{Recorded, Store, StoreError};
use crate::time::CapturedAt;

use super::{Selecting, read};
use days::Days;

/// How many bytes of captures are in memory at once.
const BATCH: u64 = 64 * 1024 * 1024;
/// How many captures at the most are in memory at once.
const BATCH_COUNT: usize = 512;

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// What the store says of it; `None` when no file gave a capture.
    pub recorded: Option<Recorded>,
    /// Captures that are recorded, but are not versions.
    pub skipped: Vec<(CapturedAt, SkipReason)>,
    /// Files and folders that gave nothing.
    pub failed: Vec<FileError>,
    /// How many files in folders are no pages by their names, by their kind.
    pub left_out: BTreeMap<String, usize>,
}

/// Imports every file into `policy`, all at once or not at all. A file that cannot be read never stops the others.
pub fn import(
    store: &Store,
    now: CapturedAt,
    policy: &PolicyId,
    paths: &[PathBuf],
    given: &Given,
    selecting: &Selecting,
) -> Result<Imported, StoreError> {
    let Listed { files: listed, failed, left_out } = files::list(paths);
    let mut imported = Imported { failed, left_out, ..Imported::default() };
    let mut recorder = store.recorder(now)?;
    let mut any = false;
    let mut days = Days::default();
    store.each_sighting(policy, &mut |sighting| days.see(&sighting))?;
    for batch in batches(in_capture_order(listed, given)) {
        let (captures, failed) = read_all(&batch, now, given);
        imported.failed.extend(failed);
        let (paths, captures): (Vec<_>, Vec<_>) = captures.into_iter().unzip();
        for (path, recording) in paths.iter().zip(read::recordings_with(captures, selecting)) {
            if let Err(kind) = days.take(&recording.dated) {
                imported.failed.push(files::refused(path, kind));
                continue;
            }
            if let Err(reason) = recording.dated.reading {
                imported.skipped.push((recording.dated.provenance.captured_at, reason));
            }
            recorder.add(policy, &recording)?;
            any = true;
        }
    }
    if any {
        imported.recorded = recorder.finish()?.into_iter().next();
    }
    Ok(imported)
}

fn read_all(batch: &[PathBuf], now: CapturedAt, given: &Given) -> (Vec<(PathBuf, Capture)>, Vec<FileError>) {
    let (mut captures, mut failed) = (Vec::with_capacity(batch.len()), Vec::new());
    for path in batch {
        match files::read(path, given) {
            Ok(capture) if capture.provenance.captured_at > now => {
                failed.push(files::refused(path, FileErrorKind::Future));
            }
            Ok(capture) => captures.push((path.clone(), capture)),
            Err(error) => failed.push(error),
        }
    }
    (captures, failed)
}

/// The files in the order in which their pages were seen, so that no batch has to go back behind an earlier one.
fn in_capture_order(paths: Vec<PathBuf>, given: &Given) -> Vec<PathBuf> {
    let mut dated: Vec<_> = paths.into_iter().map(|path| (files::instant(&path, given), path)).collect();
    dated.sort();
    dated.into_iter().map(|(_, path)| path).collect()
}

fn batches(paths: Vec<PathBuf>) -> Vec<Vec<PathBuf>> {
    let (mut batches, mut bytes) = (vec![Vec::new()], 0);
    for path in paths {
        let length = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
        let full = batches.last().is_some_and(|batch: &Vec<_>| batch.len() >= BATCH_COUNT);
        if full || (bytes > 0 && bytes + length > BATCH) {
            batches.push(Vec::new());
            bytes = 0;
        }
        bytes += length;
        if let Some(batch) = batches.last_mut() {
            batch.push(path);
        }
    }
    batches
}
