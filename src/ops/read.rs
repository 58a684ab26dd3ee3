//! Captures in, dated documents out, over all cores.
//! Must not know where captures come from or where documents go.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Selecting, pdf};
use crate::capture::{Capture, Digest, MediaType, Provenance, is_pdf, pages};
use crate::claim::{self, Claims};
use crate::document::reference::Target;
use crate::document::{self, Document, Dropped, Part, Reading, Selection, SkipReason};
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
    let reading = whole(capture, selection).map(|(reading, claims)| (Arc::new(reading.document), claims));
    Dated { provenance: capture.provenance.clone(), media: capture.media, digest: capture.digest(), reading }
}

/// Reads the pages of a document as one capture; `provenance` tells of it. One page that is none means that there is no
/// document: the error names it by its place.
pub fn bound(
    provenance: Provenance,
    pages: &[Capture],
    selection: &Selection,
) -> Result<Recording, (usize, SkipReason)> {
    let (reading, claims) = together(pages, selection)?;
    let capture = Capture { provenance, media: MediaType::Pages, body: pages::bind(pages) };
    let digest = capture.digest();
    let reading = Ok((Arc::new(reading.document), claims));
    let dated = Dated { provenance: capture.provenance, media: capture.media, digest, reading };
    Ok(Recording { dated, body: capture.body })
}

/// What was made of a capture, for its record: its text by its fingerprint, where it has one.
pub fn normalized(recording: &Recording, text: Option<Digest>) -> Normalized {
    let Dated { media, provenance, .. } = &recording.dated;
    let charset = document::charset_of(&recording.body, *media, provenance.content_type.as_deref());
    Normalized { version: NORMALIZER, text, charset }
}

/// A capture's text with what it says about itself, be it one page or several.
fn whole(capture: &Capture, selection: &Selection) -> Result<(Reading, Claims), SkipReason> {
    if capture.media == MediaType::Pages {
        let pages = capture.pages().ok_or(SkipReason::Binary)?;
        return together(&pages, selection).map_err(|(_, reason)| reason);
    }
    let reading = reading(capture, selection)?;
    let claims = claims(capture, &reading);
    Ok((reading, claims))
}

/// The pages of a document as one text; the error names the first that is none.
fn together(pages: &[Capture], selection: &Selection) -> Result<(Reading, Claims), (usize, SkipReason)> {
    let (mut readings, mut said) = (Vec::new(), Vec::new());
    for (number, page) in pages.iter().enumerate() {
        let reading = reading(page, selection).map_err(|reason| (number, reason))?;
        said.push(claims(page, &reading));
        readings.push(reading);
    }
    Ok((document::combined(readings), claim::together(said)))
}

/// Reads what of one page is selected; a PDF is taken apart where that can do no harm.
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

/// Reads the pages of a document, and keeps what a store would not; the error names the first that is none by its place.
pub fn inspected_pages(pages: &[Capture], selection: &Selection) -> Result<Inspected, (usize, SkipReason)> {
    let (reading, claims) = match pages {
        [page] => whole(page, selection).map_err(|reason| (0, reason))?,
        pages => together(pages, selection)?,
    };
    Ok(told_all(reading, claims))
}

/// The parts that a page does not have. Pages that are not HTML have none, and are read whole.
pub fn unmatched<'a>(page: &Capture, parts: &'a [Part]) -> Vec<&'a Part> {
    let is_missing = |part: &&Part| {
        let alone = Selection::new(std::slice::from_ref(*part), &[]);
        page.media == MediaType::Html
            && alone.is_ok_and(|alone| document::read_with(page, &alone) == Err(SkipReason::NotSelected))
    };
    parts.iter().filter(is_missing).collect()
}

fn told_all(reading: Reading, claims: Claims) -> Inspected {
    let references = document::references(&reading.document).into_iter();
    let references = references.map(|reference| told(reference, &reading.document)).collect();
    Inspected { document: reading.document, claims, references, dropped: reading.dropped }
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
