//! Claims and promises as they stand in JSON version 1.
//! Must not know how they are read from a document.

use serde::Serialize;

use crate::claim::{Claim, Claims, Place, Promise};
use crate::time::{PartialDate, Precision};

/// A date that the page states about itself.
#[derive(Debug, Serialize)]
pub struct ClaimV1<'a> {
    kind: &'static str,
    date: Option<String>,
    precision: Option<&'static str>,
    text: &'a str,
    place: &'static str,
    /// Left out unless day and month cannot be told apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<String>,
}

/// What a policy promises about its own changes.
#[derive(Debug, Serialize)]
pub struct PromiseV1<'a> {
    notice_days: Option<u32>,
    channels: &'a [String],
    material_only: bool,
    text: &'a str,
}

impl<'a> ClaimV1<'a> {
    pub(super) fn of(claim: &'a Claim) -> Self {
        let exact = claim.date.or_else(|| claim.candidates.first().copied());
        Self {
            kind: claim.kind.id(),
            date: claim.date.map(|date| date.to_string()),
            precision: exact.map(PartialDate::precision).map(precision),
            text: &claim.text,
            place: place(claim.place),
            candidates: claim.candidates.iter().map(ToString::to_string).collect(),
        }
    }

    pub(super) fn all(claims: &'a Claims) -> Vec<Self> {
        claims.dates.iter().map(Self::of).collect()
    }
}

impl<'a> PromiseV1<'a> {
    fn of(promise: &'a Promise) -> Self {
        Self {
            notice_days: promise.notice_days,
            channels: &promise.channels,
            material_only: promise.material_only,
            text: &promise.text,
        }
    }

    pub(super) fn all(claims: &'a Claims) -> Vec<Self> {
        claims.promises.iter().map(Self::of).collect()
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Visible => "visible",
        Place::Meta => "meta",
        Place::JsonLd => "json-ld",
        Place::Time => "time",
        Place::Url => "url",
        Place::Header => "header",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}
