//! Captures in, dated documents out, over all cores.
//! Must not know where captures come from or where documents go.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Selecting, pdf};
use crate::capture::{Capture, is_pdf};
use crate::claim::{self, Claims};
use crate::document::reference::Target;
use crate::document::{self, Document, Dropped, Reading, Selection, SkipReason};
use crate::report::Reference;
use crate::source::record::Normalized;
use crate::store::{NORMALIZER, Recording};
use crate::timeline::Dated;

/// Reads one capture: its text and what the text says about itself, or why it is not a version.
pub fn dated(capture: &Capture) -> Dated {
    dated_with(capture, &Selection::default())
}

/// Reads what of one capture is selected.
pub fn dated_with(capture: &Capture, selection: &Selection) -> Dated {
    let reading = reading(capture, selection).map(|reading| {
        let claims = claims(capture, &reading);
        (Arc::new(reading.document), claims)
    });
    Dated { provenance: capture.provenance.clone(), media: capture.media, digest: capture.digest(), reading }
}

/// What was made of a capture, for its record.
pub fn normalized(dated: &Dated) -> Normalized {
    let text = dated.reading.as_ref().ok().map(|(document, _)| document::fingerprint(document));
    Normalized { version: NORMALIZER, text }
}

/// Reads what of a capture is selected; a PDF is taken apart where that can do no harm.
fn reading(capture: &Capture, selection: &Selection) -> Result<Reading, SkipReason> {
    match Some(&capture.body).filter(|body| is_pdf(body)).and_then(|body| pdf::sheets(body)) {
        Some(sheets) => document::read_sheets(capture, &sheets?),
        None => document::read_with(capture, selection),
    }
}

/// What the text says about itself; an ambiguous date is settled where one reading lies after the look.
fn claims(capture: &Capture, reading: &Reading) -> Claims {
    claim::read(&reading.document, &reading.metadata, capture.provenance.url.as_deref())
        .seen_at(capture.provenance.captured_at)
}

/// A page with all that is read from it, for a person who wants to see what the tool sees.
#[derive(Clone, Debug)]
pub struct Inspected {
    pub document: Document,
    pub claims: Claims,
    pub references: Vec<Reference>,
    pub dropped: Vec<Dropped>,
}

/// Reads what of one capture is selected, and keeps what a store would not.
pub fn inspected_with(capture: &Capture, selection: &Selection) -> Result<Inspected, SkipReason> {
    let reading = reading(capture, selection)?;
    let claims = claims(capture, &reading);
    let references = document::references(&reading.document).into_iter();
    let references = references.map(|reference| told(reference, &reading.document)).collect();
    Ok(Inspected { document: reading.document, claims, references, dropped: reading.dropped })
}

/// A reference as a report tells it.
fn told(reference: document::Reference, document: &Document) -> Reference {
    let target = match reference.target {
        Target::Number(target) | Target::Title(target) => target,
        Target::Anchor(anchor) => format!("#{anchor}"),
    };
    let path = document.path(reference.section).into_iter().map(str::to_owned).collect();
    Reference { text: reference.words, target, found: reference.exists, path }
}

/// Reads many captures at once; the answer is in the order of the question.
pub fn recordings(captures: Vec<Capture>) -> Vec<Recording> {
    recordings_with(captures, &Selecting::default())
}

/// The same of what is selected.
pub fn recordings_with(captures: Vec<Capture>, selecting: &Selecting) -> Vec<Recording> {
    let recording = |capture: Capture| {
        let dated = dated_with(&capture, selecting.at(capture.provenance.captured_at));
        Recording { dated, body: capture.body }
    };
    captures.into_par_iter().map(recording).collect()
}
