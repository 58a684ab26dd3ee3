//! Reads machine-readable dates: meta elements, JSON-LD, `<time>`, HTTP headers, and dates in an address.
//! Must not know the visible text.

use crate::document::{MetadataDate, MetadataPlace};
use crate::time::PartialDate;

use super::date::{Form, Reading, mentions};
use super::token::{Tokens, beginning};
use super::{Claim, ClaimKind, Place};

/// The claims in a page's metadata and address, in the order given, the address last.
pub(super) fn claims(metadata: &[MetadataDate], url: Option<&str>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for claim in metadata.iter().filter_map(of_metadata).chain(url.and_then(of_address)) {
        let known = claims.iter().any(|known| {
            known.kind == claim.kind
                && known.date == claim.date
                && known.place == claim.place
                && known.text == claim.text
        });
        if !known && claims.len() < 64 {
            claims.push(claim);
        }
    }
    claims
}

fn of_metadata(metadata: &MetadataDate) -> Option<Claim> {
    let date = date_of(&metadata.value)?;
    let place = match metadata.place {
        MetadataPlace::Meta => Place::Meta,
        MetadataPlace::JsonLd => Place::JsonLd,
        MetadataPlace::Time => Place::Time,
        MetadataPlace::Header => Place::Header,
    };
    let kind = kind_of(&metadata.name, metadata.place)?;
    Some(Claim { kind, date: Some(date), candidates: Vec::new(), text: metadata.value.trim().to_owned(), place })
}

fn kind_of(name: &str, place: MetadataPlace) -> Option<ClaimKind> {
    let name = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["modif", "updat", "revis", "changed", "moddate"]) {
        Some(ClaimKind::LastUpdated)
    } else if says(&["expire", "until", "end", "birth", "start", "upload", "valid"]) {
        None
    } else if says(&["publi", "issued", "creat", "available"]) {
        Some(ClaimKind::Published)
    } else if says(&["effective"]) {
        Some(ClaimKind::Effective)
    } else if place == MetadataPlace::Time || says(&["date"]) {
        Some(ClaimKind::VersionDate)
    } else {
        None
    }
}

/// The date of a machine-readable value: ISO 8601, an HTTP date, or anything that reads in one way only.
fn date_of(value: &str) -> Option<PartialDate> {
    mentions(&Tokens::of(beginning(value, 64))).into_iter().find_map(|mention| match (mention.reading, mention.form) {
        (Reading::Exact(date), Form::Clear | Form::NumericMonth) => Some(date),
        _ => None,
    })
}

/// `/2023/05/terms`, `/privacy-2020-05-01`: a month or a day in the address itself.
fn of_address(url: &str) -> Option<Claim> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    // A web archive's own address says when it looked, not what the page claims.
    if path.contains("://") || path.contains(":/") || path.len() > 2048 {
        return None;
    }
    let words = path.replace('_', " ");
    let mention = mentions(&Tokens::of(&words))
        .into_iter()
        .find(|mention| matches!(mention.form, Form::Clear | Form::NumericMonth))?;
    let Reading::Exact(date) = mention.reading else { return None };
    let text = format!("/{path}");
    Some(Claim { kind: ClaimKind::VersionDate, date: Some(date), candidates: Vec::new(), text, place: Place::Url })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(place: MetadataPlace, name: &str, value: &str) -> MetadataDate {
        MetadataDate { place, name: name.to_owned(), value: value.to_owned() }
    }

    fn read(metadata: &[MetadataDate], url: Option<&str>) -> Vec<(ClaimKind, String, Place)> {
        let shown = |claim: Claim| (claim.kind, claim.date.unwrap().to_string(), claim.place);
        claims(metadata, url).into_iter().map(shown).collect()
    }

    #[test]
    fn metadata_keeps_its_place_and_kind() {
        let metadata = [
            meta(MetadataPlace::Meta, "article:modified_time", "2024-07-12T08:33:05+00:00"),
            meta(MetadataPlace::JsonLd, "datePublished", "2018-05-14"),
            meta(MetadataPlace::Time, "time", "2024-12-19T13:03"),
            meta(MetadataPlace::Header, "Last-Modified", "Tue, 15 Nov 1994 12:45:26 GMT"),
            meta(MetadataPlace::Meta, "ModDate", "2020-05-01"),
        ];
        let expected = [
            (ClaimKind::LastUpdated, "2024-07-12".to_owned(), Place::Meta),
            (ClaimKind::Published, "2018-05-14".to_owned(), Place::JsonLd),
            (ClaimKind::VersionDate, "2024-12-19".to_owned(), Place::Time),
            (ClaimKind::LastUpdated, "1994-11-15".to_owned(), Place::Header),
            (ClaimKind::LastUpdated, "2020-05-01".to_owned(), Place::Meta),
        ];
        assert_eq!(read(&metadata, None), expected);
    }

    #[test]
    fn metadata_that_is_no_date_of_the_page_is_left_out() {
        let metadata = [
            meta(MetadataPlace::Meta, "expires", "2024-07-12"),
            meta(MetadataPlace::Meta, "article:modified_time", "yesterday"),
            meta(MetadataPlace::Meta, "article:modified_time", "05/06/2024"),
        ];
        assert!(read(&metadata, None).is_empty());
    }

    #[test]
    fn an_address_can_hold_a_date() {
        let dated = |url| read(&[], Some(url)).pop().map(|(_, date, _)| date);
        assert_eq!(dated("https://example.com/legal/2020-05-01/terms"), Some("2020-05-01".to_owned()));
        assert_eq!(dated("https://example.com/2020/05/terms"), Some("2020-05".to_owned()));
        assert_eq!(dated("https://example.com/terms?v=2020-05-01"), None);
        assert_eq!(dated("https://web.archive.org/web/2020-05-01/http://example.com/"), None);
    }
}
