//! From a capture to its document: decodes, chooses the format, and judges whether there is a policy at all.
//! Must not know how any format is read.

use super::pdf::{self, Paper, Sheets};
use super::skip::Signs;
use super::{
    MetadataDate, MetadataPlace, Reading, Selection, SkipReason, charset, combined, html, markdown, outline, plain,
    skip,
};
use crate::capture::{Capture, Charset, MediaType, is_pdf};

/// The largest body that is read; a policy of a million words has less.
const LARGEST: usize = 30 << 20;

/// Reads a capture's text, or says why it is not a version of a policy.
pub fn read(capture: &Capture) -> Result<Reading, SkipReason> {
    read_with(capture, &Selection::default())
}

/// By which charset bytes are read; `None` for what is not text by itself.
pub fn charset_of(body: &[u8], media: MediaType, content_type: Option<&str>) -> Option<Charset> {
    let is_text = matches!(media, MediaType::Html | MediaType::Markdown | MediaType::Text);
    (is_text && !is_pdf(body)).then(|| charset::of(body, content_type))
}

/// Reads what of a capture's text is selected, or says why that is not a version of a policy.
pub fn read_with(capture: &Capture, selection: &Selection) -> Result<Reading, SkipReason> {
    let body = capture.body.as_slice();
    if let Some(reason) = capture.provenance.status.and_then(skip::by_status) {
        return Err(reason);
    }
    if body.len() > LARGEST {
        return Err(SkipReason::TooLarge);
    }
    if capture.media == MediaType::Pages {
        let pages = capture.pages().ok_or(SkipReason::Binary)?;
        return Ok(combined(pages.iter().map(|page| read_with(page, selection)).collect::<Result<_, _>>()?));
    }
    if is_pdf(body) {
        return read_sheets(capture, &sheets(body)?);
    }
    let content_type = capture.provenance.content_type.as_deref();
    if skip::is_binary(body) && !charset::is_utf_16(content_type) {
        return Err(SkipReason::Binary);
    }
    let text = charset::decode(body, content_type);
    let mut reading = Reading::default();
    let mut signs = Signs::default();
    let draft = match capture.media {
        MediaType::Html => {
            let page = html::read_selected(&text, capture.provenance.url.as_deref(), selection)?;
            reading.metadata = page.metadata;
            reading.dropped = page.dropped;
            signs = page.signs;
            page.draft
        }
        MediaType::Markdown => markdown::draft(&text),
        MediaType::Text => plain::draft(&text),
        MediaType::Pdf | MediaType::Pages => return Err(SkipReason::PdfUnreadable),
    };
    if let Some(reason) = skip::by_text(&draft, &signs) {
        return Err(reason);
    }
    reading.metadata.extend(last_modified(capture));
    reading.document = outline::outline(draft);
    Ok(reading)
}

/// Reads a capture of a PDF from what stands on its pages. A program reads that in a process of its own, with limits.
pub fn read_sheets(capture: &Capture, sheets: &Sheets) -> Result<Reading, SkipReason> {
    if let Some(reason) = capture.provenance.status.and_then(skip::by_status) {
        return Err(reason);
    }
    let Paper { draft, mut metadata, dropped } = pdf::read(sheets)?;
    if let Some(reason) = skip::by_text(&draft, &Signs::default()) {
        return Err(reason);
    }
    metadata.extend(last_modified(capture));
    Ok(Reading { document: outline::outline(draft), metadata, dropped })
}

/// What stands on a PDF's pages, read here and now: the caller has to live with what a hostile file can do to its reader.
#[cfg(feature = "pdf")]
fn sheets(body: &[u8]) -> Result<Sheets, SkipReason> {
    let read = std::panic::catch_unwind(|| pdf::sheets(body));
    read.ok().and_then(Result::ok).ok_or(SkipReason::PdfUnreadable)
}

#[cfg(not(feature = "pdf"))]
fn sheets(_: &[u8]) -> Result<Sheets, SkipReason> {
    Err(SkipReason::PdfUnsupported)
}

/// The `Last-Modified` header the page was served with.
fn last_modified(capture: &Capture) -> Option<MetadataDate> {
    let value = capture.provenance.last_modified.clone()?;
    Some(MetadataDate { place: MetadataPlace::Header, name: "Last-Modified".to_owned(), value })
}
