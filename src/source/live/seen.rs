//! A page as it was seen: the capture, the evidence of how it was had, and what to ask by next time.
//! Must not know what the page says.

use super::Validators;
use crate::capture::{Capture, MediaType, Provenance};
use crate::source::coding::{Coding, Decoded, Doubt};
use crate::source::http::{Request, Response};
use crate::source::media;
use crate::source::record::{CaptureRecord, Hop, RecordKind};
use crate::time::CapturedAt;

/// The source under which live pages are recorded.
pub const LIVE: &str = "live";
/// The source under which pages that a program showed are recorded.
pub const BROWSER: &str = "browser";

/// One look that was answered.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: CapturedAt,
    /// The address that was to be looked at.
    pub asked: String,
    /// The redirects that were followed.
    pub hops: Vec<Hop>,
    pub(super) request: Request,
    pub response: Response,
    pub(super) decoded: Decoded,
    /// The program that showed the page, when that was not plain HTTP.
    pub renderer: Option<String>,
}

impl Seen {
    /// A page as a program showed it, which tells nothing but the HTML.
    pub(super) fn shown(at: CapturedAt, asked: &str, url: String, html: Vec<u8>, renderer: &str) -> Self {
        let headers = vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())];
        let response = Response {
            status: 0,
            version: String::new(),
            headers,
            body: html.clone(),
            remote_address: None,
            tls: None,
            duration: std::time::Duration::ZERO,
        };
        Self {
            at,
            asked: asked.to_owned(),
            hops: Vec::new(),
            request: Request { url, ..Request::default() },
            response,
            decoded: Decoded { body: html, codings: Vec::new(), doubt: None },
            renderer: Some(renderer.to_owned()),
        }
    }

    /// The address at the end of all redirects.
    pub fn url(&self) -> &str {
        &self.request.url
    }

    /// The page, unpacked.
    pub fn body(&self) -> &[u8] {
        &self.decoded.body
    }

    /// What the bytes are.
    pub fn media(&self) -> MediaType {
        media::media(self.response.header("content-type"), self.url(), self.body())
    }

    /// What to ask by next time, if the server gave anything.
    pub fn validators(&self) -> Option<Validators> {
        let header = |name| self.response.header(name).map(str::trim).filter(|value| usable(value)).map(str::to_owned);
        let (etag, last_modified) = (header("etag"), header("last-modified"));
        let any = etag.is_some() || last_modified.is_some();
        (any && self.response.status == 200 && self.renderer.is_none()).then(|| Validators {
            url: self.url().to_owned(),
            etag,
            last_modified,
        })
    }

    /// Where the page comes from.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            url: Some(self.url().to_owned()),
            status: Some(self.response.status).filter(|_| self.renderer.is_none()),
            content_type: self.response.header("content-type").map(str::to_owned),
            last_modified: self.response.header("last-modified").map(str::to_owned),
            ..Provenance::new(self.at, if self.renderer.is_some() { BROWSER } else { LIVE })
        }
    }

    /// The page as a capture; the bytes as they came are let go of.
    pub fn into_capture(self) -> Capture {
        Capture { provenance: self.provenance(), media: self.media(), body: self.decoded.body }
    }

    /// How the page was had.
    pub fn record(&self) -> CaptureRecord {
        let mut doubts = Vec::new();
        match self.decoded.doubt {
            Some(Doubt::FalseLabel) => doubts.push("a content coding is named that the bytes do not have".to_owned()),
            Some(Doubt::Unlabelled) => doubts.push("the bytes were packed, and no header says so".to_owned()),
            None => {}
        }
        let (asked, url) = (self.asked.clone(), self.url().to_owned());
        let record = CaptureRecord::new(RecordKind::Live, asked, url, &self.response.body, self.body())
            .answered_by(&self.response, self.at);
        if self.renderer.is_some() {
            doubts.push("the program that showed the page does not tell its HTTP status or headers".to_owned());
        }
        CaptureRecord {
            hops: self.hops.clone(),
            renderer: self.renderer.clone(),
            request_headers: self.request.headers.clone(),
            response_headers: self.response.headers.iter().filter(|(name, _)| !is_secret(name)).cloned().collect(),
            content_encoding: self.decoded.codings.iter().map(|coding| Coding::name(*coding).to_owned()).collect(),
            doubts,
            ..record
        }
    }
}

/// Whether a header's value can be sent back in a request.
fn usable(value: &str) -> bool {
    value.len() <= 512 && value.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// A session's key is nobody's business, and another one for every visit.
fn is_secret(name: &str) -> bool {
    name.eq_ignore_ascii_case("set-cookie")
}
