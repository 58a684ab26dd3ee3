//! Whether a fetched capture can be a version: only a page that was served with success, whole, and with a text.
//! Must not know where captures come from or go.

use crate::capture::{Capture, MediaType, Provenance};
use crate::document::{self, SkipReason};
use crate::ops::{Selecting, read};
use crate::source::{Archived, Holding, Source};
use crate::store::Recording;
use crate::timeline::{Dated, Shown};

/// A capture that was read, with what it shows.
pub(super) struct Judged {
    pub(super) recording: Recording,
    pub(super) shown: Shown,
}

impl Judged {
    fn new(dated: Dated, body: Vec<u8>) -> Self {
        let shown = match &dated.reading {
            Ok((document, _)) => Shown::Text(document::fingerprint(document)),
            Err(reason) => Shown::Skipped(*reason),
        };
        Self { recording: Recording { dated, body }, shown }
    }
}

/// Reads a capture of the page at `url`, or of what it redirected to.
pub(super) fn judge(archived: Archived, url: &str, selecting: &Selecting) -> Judged {
    let reason = refused(&archived, url);
    let capture = archived.capture;
    let dated = match reason {
        None => read::dated_with(&capture, selecting.at(capture.provenance.captured_at)),
        Some(reason) => Dated {
            provenance: capture.provenance.clone(),
            media: capture.media,
            digest: capture.digest(),
            reading: Err(reason),
        },
    };
    Judged::new(dated, capture.body)
}

/// A page that the index says to be empty, which nobody has to fetch.
pub(super) fn empty_page(held: &Holding, source: &dyn Source) -> Judged {
    let provenance = Provenance {
        captured_at: held.captured_at,
        source: source.name().to_owned(),
        url: Some(held.original.to_string()),
        memento: source.address(held),
        status: held.status,
        content_type: held.media_type.as_deref().map(str::to_owned),
        last_modified: None,
        note: Some("listed with the digest of an empty body; not fetched".to_owned()),
    };
    let capture = Capture { provenance, media: MediaType::Html, body: Vec::new() };
    let dated = Dated {
        provenance: capture.provenance.clone(),
        media: capture.media,
        digest: capture.digest(),
        reading: Err(SkipReason::NoContent),
    };
    Judged::new(dated, capture.body)
}

/// Why it is no version, before its text is looked at.
fn refused(archived: &Archived, url: &str) -> Option<SkipReason> {
    match archived.status() {
        200..=299 if archived.truncated => Some(SkipReason::Truncated),
        200..=299 if leads_to_the_front_page(archived.url(), url) => Some(SkipReason::OtherDocument),
        200..=299 => None,
        300..=399 => Some(SkipReason::RedirectStub),
        401 | 407 => Some(SkipReason::Login),
        403 | 429 | 451 => Some(SkipReason::Blocked),
        503 => Some(SkipReason::Maintenance),
        _ => Some(SkipReason::ErrorPage),
    }
}

/// A page that was taken down often redirects to the site's front page, which is no version of it.
pub(in crate::ops) fn leads_to_the_front_page(found: &str, asked: &str) -> bool {
    let is_front = |address: &str| url::Url::parse(address).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    is_front(found) && !is_front(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_to_the_front_page_is_another_document() {
        assert!(leads_to_the_front_page("https://a.example/", "https://a.example/terms"));
        assert!(!leads_to_the_front_page("https://a.example/legal", "https://a.example/terms"));
        assert!(!leads_to_the_front_page("https://a.example/", "http://www.a.example"));
        assert!(!leads_to_the_front_page("https://a.example/?page=terms", "https://a.example/terms"));
    }
}
