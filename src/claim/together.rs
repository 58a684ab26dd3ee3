//! What a document of several pages says about itself, out of what each of them says.
//! Must not know how a page's claims are read.

use super::{Claim, ClaimKind, Claims};
use crate::time::PartialDate;

/// Kinds that say of the whole document when it is from; of them two pages may state two dates and both be right.
const OF_THE_WHOLE: [ClaimKind; 4] =
    [ClaimKind::Effective, ClaimKind::LastUpdated, ClaimKind::Published, ClaimKind::VersionDate];

/// The claims of all pages in their order. Where they state different dates of one kind the latest stands for the
/// document: it is as new as its newest page, and that the others are older contradicts nothing.
pub fn together(pages: Vec<Claims>) -> Claims {
    let mut latest: Vec<Option<PartialDate>> = Vec::new();
    for kind in OF_THE_WHOLE {
        let dates = pages.iter().filter_map(|page| newest(page, kind));
        latest.push(dates.max_by_key(|date| (date.last_day(), *date)));
    }
    let mut whole = Claims::default();
    for page in pages {
        let stands = |claim: &Claim| {
            let of_kind = OF_THE_WHOLE.iter().zip(&latest).find(|(kind, _)| **kind == claim.kind);
            of_kind.is_none_or(|(kind, latest)| newest(&page, *kind).is_none_or(|own| Some(own) == *latest))
        };
        whole.dates.extend(page.dates.iter().filter(|claim| stands(claim)).cloned());
        whole.promises.extend(page.promises);
    }
    // Visible ones first, as in a document of one page.
    whole.dates.sort_by_key(|claim| claim.place != super::Place::Visible);
    whole
}

/// The latest date of a kind that a page states without ambiguity.
fn newest(page: &Claims, kind: ClaimKind) -> Option<PartialDate> {
    let dates = page.dates.iter().filter(|claim| claim.kind == kind).filter_map(|claim| claim.date);
    dates.max_by_key(|date| (date.last_day(), *date))
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn page(dates: &[(ClaimKind, &str)]) -> Claims {
        let claim = |(kind, date): &(ClaimKind, &str)| Claim {
            kind: *kind,
            date: date.parse().ok(),
            candidates: Vec::new(),
            text: format!("of {date}"),
            place: Place::Visible,
        };
        Claims { dates: dates.iter().map(claim).collect(), promises: Vec::new() }
    }

    fn texts(claims: &Claims) -> Vec<&str> {
        claims.dates.iter().map(|claim| claim.text.as_str()).collect()
    }

    #[test]
    fn the_latest_date_of_a_kind_stands_for_the_document() {
        use ClaimKind::{Effective, LastUpdated};
        let pages = vec![
            page(&[(LastUpdated, "2020-01-01"), (Effective, "2020-02-01")]),
            page(&[(LastUpdated, "2024-05-01")]),
            page(&[]),
        ];
        assert_eq!(texts(&together(pages)), ["of 2020-02-01", "of 2024-05-01"]);
    }

    #[test]
    fn one_page_that_contradicts_itself_goes_on_doing_so() {
        use ClaimKind::LastUpdated;
        let both = page(&[(LastUpdated, "2024-01-01"), (LastUpdated, "2024-05-01")]);
        assert_eq!(
            texts(&together(vec![both, page(&[(LastUpdated, "2019-01-01")])])),
            ["of 2024-01-01", "of 2024-05-01"]
        );
    }

    #[test]
    fn entries_of_lists_of_changes_are_all_kept() {
        use ClaimKind::Changelog;
        let pages = vec![page(&[(Changelog, "2020-01-01")]), page(&[(Changelog, "2021-01-01")])];
        assert_eq!(texts(&together(pages)).len(), 2);
    }
}
