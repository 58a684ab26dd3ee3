//! What a document says about itself: its dates, and its promises about its own changes.
//! Must not know captures' instants beyond what settles a date, the store, or what follows from a claim.

mod date;
mod judge;
mod line;
mod metadata;
mod order;
mod promise;
mod sentence;
mod standing;
#[cfg(test)]
mod tests;
mod together;
mod token;
mod visible;
mod words;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::{Document, MetadataDate};
use crate::time::PartialDate;

pub use together::together;

/// What a claimed date is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// In force, applies from.
    Effective,
    /// Updated, modified, revised.
    LastUpdated,
    /// Posted, published.
    Published,
    /// A bare date at the head of the document, or "version of".
    VersionDate,
    /// An entry in a list of changes.
    Changelog,
    /// The date of an earlier version.
    PreviousVersion,
    /// Belongs to another document on the same page.
    OtherDocument,
    /// A change that is yet to come.
    Announced,
}

/// Where on the page a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the text a reader sees.
    Visible,
    Meta,
    JsonLd,
    Time,
    Url,
    Header,
}

/// A date that the page states about itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    pub kind: ClaimKind,
    /// `None` when day and month cannot be told apart; then `candidates` holds both readings.
    pub date: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<PartialDate>,
    /// The exact words.
    pub text: String,
    pub place: Place,
}

/// What a policy promises about its own changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Promise {
    /// How many days before a change takes effect users are told, if a number is given.
    pub notice_days: Option<u32>,
    /// By which ways: `email`, `posting`, `banner`, `in-app`, `account`.
    pub channels: Vec<String>,
    /// Whether the promise covers only changes called material, significant or substantial.
    pub material_only: bool,
    /// The exact words.
    pub text: String,
}

/// All that a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// In document order, visible ones first.
    pub dates: Vec<Claim>,
    pub promises: Vec<Promise>,
}

/// Reads what a document says about itself: visible dates first, then machine-readable ones, then its promises.
///
/// `url` is the page's own address, if known: it can hold a date, and its country can settle the order of day and month.
pub fn read(document: &Document, metadata: &[MetadataDate], url: Option<&str>) -> Claims {
    let mut dates = visible::claims(document, url);
    dates.extend(metadata::claims(metadata, url));
    Claims { dates, promises: promise::promises(document) }
}

/// The dates that a text states without ambiguity, whatever they are said to be, in their order.
pub fn days_in(text: &str) -> Vec<PartialDate> {
    if !date::may_hold_date(text) {
        return Vec::new();
    }
    let exact = |mention: date::Mention| match mention.reading {
        date::Reading::Exact(date) => Some(date),
        date::Reading::Ambiguous { .. } | date::Reading::Impossible => None,
    };
    date::mentions(&token::Tokens::of(text)).into_iter().filter_map(exact).collect()
}

impl ClaimKind {
    /// The kind as it is written in the formats.
    pub fn id(self) -> &'static str {
        match self {
            Self::Effective => "effective",
            Self::LastUpdated => "last_updated",
            Self::Published => "published",
            Self::VersionDate => "version_date",
            Self::Changelog => "changelog",
            Self::PreviousVersion => "previous_version",
            Self::OtherDocument => "other_document",
            Self::Announced => "announced",
        }
    }

    /// Whether the date says when the document as it stands came to be, rather than when it applies or what it once was.
    pub fn dates_the_text(self) -> bool {
        matches!(self, Self::LastUpdated | Self::Published | Self::VersionDate)
    }
}

impl fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
