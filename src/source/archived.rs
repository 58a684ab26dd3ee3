//! A capture as a source gave it: the bytes, what is known of them, and the evidence; or why there is none.
//! Must not know how it was fetched.

use super::coding::CodingError;
use super::http::HttpErrorKind;
use super::listing::Exclusion;
use super::polite::Unanswered;
use super::record::CaptureRecord;
use crate::capture::Capture;
use crate::time::CapturedAt;

/// A capture with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// The body unpacked.
    pub capture: Capture,
    /// The body as it came, when that differs.
    pub wire: Option<Vec<u8>>,
    pub record: CaptureRecord,
    /// Where it redirects to.
    pub location: Option<String>,
    /// The body is known to be shorter than it was on the site.
    pub truncated: bool,
}

impl Archived {
    /// The HTTP status of the site.
    pub fn status(&self) -> u16 {
        self.capture.provenance.status.unwrap_or(200)
    }

    /// The page's own address.
    pub fn url(&self) -> &str {
        self.capture.provenance.url.as_deref().unwrap_or(&self.record.final_url)
    }

    /// A capture that a store kept, with its record if there is one; the bytes as they came are gone.
    pub fn of_capture(capture: Capture, record: Option<CaptureRecord>) -> Self {
        let record = record.unwrap_or_else(|| CaptureRecord::of_capture(&capture));
        Self { capture, wire: None, record, location: None, truncated: false }
    }

    /// The bytes as they came.
    pub fn wire(&self) -> &[u8] {
        self.wire.as_deref().unwrap_or(&self.capture.body)
    }
}

/// What fetching one capture gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    Archived(Box<Archived>),
    /// The source answered, and has no such capture to show.
    Gap(Gap),
}

/// Why a listed capture is not to be had. A gap says nothing about the page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    #[error("the archive {}", .0.words())]
    Excluded(Exclusion),
    #[error("the archive does not have it")]
    NeverArchived,
    #[error("the archive shows the capture of {0} in its place")]
    Substituted(CapturedAt, String),
    #[error("the archive shows {0} in its place")]
    OtherPage(String),
    #[error("the archive answers with a page of its own")]
    NoCapture,
    #[error("{0}")]
    Packed(CodingError),
}

/// A source that gave no answer: what it holds stays unknown.
#[derive(Debug, thiserror::Error)]
#[error("{kind} while asking {what}")]
pub struct SourceError {
    pub kind: SourceErrorKind,
    /// The address that was asked for.
    pub what: String,
    #[source]
    pub cause: Option<Box<Unanswered>>,
}

/// What a caller can do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceErrorKind {
    /// Nothing more is to be had from this source in this run.
    #[error("the source asks to be left alone; try again in an hour")]
    Closed,
    /// Somebody wished to stop.
    #[error("it was stopped before there was an answer")]
    Stopped,
    /// It may work another time.
    #[error("no answer was had")]
    Unanswered,
    /// The host does not exist or cannot be reached from here.
    #[error("the source cannot be reached; check the connection")]
    Unreachable,
    #[error("the answer is larger than allowed")]
    TooLarge,
    #[error("this address cannot be asked for: it is a pattern or no web address")]
    Address,
    #[error("the source has neither an index nor TimeMaps")]
    NoIndex,
    #[error("the source cannot list what lies below an address")]
    NotBelow,
    #[error("{0}")]
    Answer(String),
}

impl SourceError {
    /// An error that no request led to.
    pub fn new(kind: SourceErrorKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), cause: None }
    }

    /// What an unanswered question means.
    pub fn unanswered(what: &str, cause: Unanswered) -> Self {
        let kind = match &cause {
            Unanswered::Closed(_) => SourceErrorKind::Closed,
            Unanswered::Stopped => SourceErrorKind::Stopped,
            Unanswered::Trouble { .. } => SourceErrorKind::Unanswered,
            Unanswered::Http(error) => match error.kind {
                HttpErrorKind::NoHost | HttpErrorKind::Connection | HttpErrorKind::Client => {
                    SourceErrorKind::Unreachable
                }
                HttpErrorKind::Stopped => SourceErrorKind::Stopped,
                HttpErrorKind::TooLarge => SourceErrorKind::TooLarge,
                HttpErrorKind::Address | HttpErrorKind::Private => SourceErrorKind::Address,
                HttpErrorKind::Refused | HttpErrorKind::Timeout | HttpErrorKind::Cut => SourceErrorKind::Unanswered,
            },
        };
        Self { kind, what: what.to_owned(), cause: Some(Box::new(cause)) }
    }

    /// Whether asking for anything else makes sense.
    pub fn ends_the_run(&self) -> bool {
        matches!(self.kind, SourceErrorKind::Closed | SourceErrorKind::Stopped | SourceErrorKind::Unreachable)
    }
}
