//! Why a look at a page gave nothing. None of these says that the page does not exist.
//! Must not know how a look is made.

use crate::source::coding::CodingError;
use crate::source::http::HttpErrorKind;
use crate::source::record::Hop;
use crate::time::CapturedAt;

/// A look that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", led(hops))]
pub struct Missed {
    pub at: CapturedAt,
    /// The address that was to be looked at.
    pub url: String,
    /// The redirects that led to where it failed.
    pub hops: Vec<Hop>,
    pub kind: MissedKind,
}

/// What went wrong. The words are the same every time, so that a trouble that lasts is told once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MissedKind {
    #[error("robots.txt asks programs to leave this page alone")]
    Robots,
    #[error("robots.txt cannot be had, so the page is left alone")]
    RobotsUnknown,
    #[error("this is no web address")]
    NotWeb,
    #[error("its redirects lead in a circle")]
    Loop,
    #[error("its redirects do not end")]
    TooManyHops,
    #[error("it redirects without saying where to")]
    NoTarget,
    #[error("the host asks to be left alone")]
    LeftAlone,
    #[error("the server says that nothing changed, though it was not asked that")]
    NotAsked,
    #[error("{0}")]
    Packed(CodingError),
    #[error("{0}")]
    Http(HttpErrorKind),
    /// A program that was to show the page did not.
    #[error("{0}")]
    Renderer(String),
}

/// Where redirects led, in words to follow what went wrong there.
fn led(hops: &[Hop]) -> String {
    hops.last().map(|hop| format!(", after a redirect to {}", hop.location)).unwrap_or_default()
}
