//! Reads captures: bytes in, sectioned text or the reason for having none out.
//! Must not know time, claims, the store, or how captures were had.

mod charset;
mod combined;
mod content;
mod draft;
mod email;
mod fingerprint;
mod heading;
mod html;
mod inline;
mod language;
mod lexicon;
mod link;
pub mod markdown;
mod model;
pub mod outline;
mod page;
pub mod pdf;
pub mod plain;
mod reading;
pub mod reference;
mod replay;
mod selection;
mod sentence;
mod skip;
#[cfg(test)]
mod stability;
pub mod typography;
mod well_formed;
mod wrap;

use serde::{Deserialize, Serialize};

pub use combined::combined;
pub use fingerprint::fingerprint;
pub use model::{Block, BlockKind, Document, Heading, Link, Section, Sentence};
pub use reading::{charset_of, read, read_sheets, read_with};
pub use reference::{Reference, references};
pub use selection::{Edge, Part, Selection, SelectorError};

/// What reading a capture gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub document: Document,
    /// Dates that the page states where no reader sees them.
    pub metadata: Vec<MetadataDate>,
    /// What was left out as not being part of the policy.
    pub dropped: Vec<Dropped>,
}

/// A machine-readable date as it stands in the page's markup or its HTTP headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataDate {
    pub place: MetadataPlace,
    /// The name under which it stands: `article:modified_time`, `dateModified`, `Last-Modified`.
    pub name: String,
    /// The value as written.
    pub value: String,
}

/// Where a machine-readable date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetadataPlace {
    /// A `<meta>` element.
    Meta,
    /// A JSON-LD block.
    JsonLd,
    /// A `<time>` element's `datetime`.
    Time,
    /// An HTTP response header.
    Header,
}

/// A part of the page that is not part of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The id of the rule that decided, such as `navigation` or `cookie-banner`.
    pub rule: &'static str,
    /// The first words of what was dropped.
    pub text: String,
}

/// Why a capture is not a version of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    ErrorPage,
    Maintenance,
    NoContent,
    ScriptShell,
    BotChallenge,
    Blocked,
    Login,
    ConsentWall,
    RedirectStub,
    ParkedDomain,
    Truncated,
    OtherDocument,
    OtherLanguage,
    /// A part that the configuration selects is not there.
    NotSelected,
    /// A PDF, and this program was built without a reader for them.
    PdfUnsupported,
    /// A PDF that is damaged, locked by a password, or made to exhaust its reader.
    PdfUnreadable,
    /// A PDF of pictures.
    PdfWithoutText,
    /// The bytes are no page at all: an image, an archive, a program.
    Binary,
    /// The page is larger than a policy can be.
    TooLarge,
}

impl SkipReason {
    /// The reason in words a reader understands, to follow "skipped: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::ErrorPage => "an error page",
            Self::Maintenance => "a maintenance notice",
            Self::NoContent => "an empty page",
            Self::ScriptShell => "a page that needs scripts to show its text",
            Self::BotChallenge => "a challenge meant for robots",
            Self::Blocked => "a page that refuses access",
            Self::Login => "a login page",
            Self::ConsentWall => "a consent wall",
            Self::RedirectStub => "a page that only leads elsewhere",
            Self::ParkedDomain => "a parked domain",
            Self::Truncated => "a page cut off in transfer",
            Self::OtherDocument => "another document at the same address",
            Self::OtherLanguage => "the page in another language",
            Self::NotSelected => "a page without a part that the configured selectors name",
            Self::PdfUnsupported => "a PDF, which this build does not read; one with the feature `pdf` does",
            Self::PdfUnreadable => "a PDF that is damaged, locked or too large to be read",
            Self::PdfWithoutText => "a PDF of pictures, without letters that can be told",
            Self::Binary => "not a text that can be read",
            Self::TooLarge => "a page too large to be a policy",
        }
    }
}
