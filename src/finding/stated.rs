//! Which of a document's claims date the document as it stands, and whether they moved between two documents.
//! Must not know captures or what follows from a date. Metadata is never looked at: it disagrees with the page too often.

use crate::claim::{Claim, ClaimKind, Claims};
use crate::time::PartialDate;

/// The claims by which a document can be held to its word: one for its text, one for its being in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated<'a> {
    /// The latest date of an update, a publication or a version.
    pub text: Option<&'a Claim>,
    /// The latest date from which it applies.
    pub effective: Option<&'a Claim>,
}

/// What became of a date from one document to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Movement {
    /// Neither document states it.
    Absent,
    Added,
    Removed,
    /// It stands as it stood, or in another form or under another label: `January 2018`, `January 1, 2018`.
    Same,
    Forward,
    Back,
    /// The dates differ and cannot be ordered, because one of them is ambiguous.
    Unordered,
}

impl<'a> Stated<'a> {
    /// Reads the dates of a document. Where it states several, the latest counts: the first is often an example, an
    /// entry in a list, or the date of another document.
    pub fn of(claims: &'a Claims) -> Self {
        Self {
            text: claims.latest(|claim| claim.kind.dates_the_text() && !tells_of_a_review(claim)),
            effective: claims.latest(|claim| claim.kind == ClaimKind::Effective && !tells_of_a_review(claim)),
        }
    }

    /// Both dates, the text's first.
    pub fn claims(self) -> impl Iterator<Item = &'a Claim> {
        self.text.into_iter().chain(self.effective)
    }

    /// What became of the text's date.
    pub fn text_movement(old: Self, new: Self) -> Movement {
        movement(old.text, new.text, old.effective, new.effective)
    }

    /// What became of the date from which the document applies.
    pub fn effective_movement(old: Self, new: Self) -> Movement {
        movement(old.effective, new.effective, old.text, new.text)
    }
}

/// Whether `new` says anything of a later day that `old` does not: a moved date, an entry in a list of changes, a change
/// announced. A page that does so is not silent, whatever its date line says.
pub(super) fn tells_of_a_new_day(old: &Claims, new: &Claims) -> bool {
    let known: Vec<PartialDate> = old.dates.iter().flat_map(Claim::readings).collect();
    new.visible()
        .filter(|claim| !matches!(claim.kind, ClaimKind::OtherDocument | ClaimKind::PreviousVersion))
        .any(|claim| !claim.readings().any(|date| known.iter().any(|known| known.overlaps(date))))
}

/// Whether the date is that of a reading: a text that was looked through and left as it was is not younger for it.
fn tells_of_a_review(claim: &Claim) -> bool {
    let words = claim.text.to_lowercase();
    words.contains("review") && !CHANGED.iter().any(|changed| words.contains(changed))
}

/// The beginnings of words that say that a text was changed or came to be, beside which a review is only mentioned.
const CHANGED: &[&str] = &["updat", "revis", "modif", "amend", "chang", "effective", "publish", "posted", "version"];

fn movement(
    old: Option<&Claim>,
    new: Option<&Claim>,
    old_other: Option<&Claim>,
    new_other: Option<&Claim>,
) -> Movement {
    match (old, new) {
        (None, None) => Movement::Absent,
        (None, Some(new)) if old_other.is_some_and(|old| same(old, new)) => Movement::Same,
        (Some(old), None) if new_other.is_some_and(|new| same(old, new)) => Movement::Same,
        (None, Some(_)) => Movement::Added,
        (Some(_), None) => Movement::Removed,
        (Some(old), Some(new)) if same(old, new) => Movement::Same,
        (Some(old), Some(new)) => match (old.date, new.date) {
            (Some(old), Some(new)) if old < new => Movement::Forward,
            (Some(_), Some(_)) => Movement::Back,
            _ => Movement::Unordered,
        },
    }
}

fn same(old: &Claim, new: &Claim) -> bool {
    old.readings().any(|old| new.readings().any(|new| old.overlaps(new)))
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::claim::Place;
    use crate::finding::tests::{ambiguous, claim, claims};

    fn text_movement(old: &[Claim], new: &[Claim]) -> Movement {
        let (old, new) = (claims(old), claims(new));
        Stated::text_movement(Stated::of(&old), Stated::of(&new))
    }

    #[test]
    fn of_several_dates_the_latest_counts() {
        let claims = claims(&[
            claim(ClaimKind::LastUpdated, "2020-01-01"),
            claim(ClaimKind::Changelog, "2024-01-01"),
            claim(ClaimKind::Published, "2021-01-01"),
        ]);
        assert_eq!(Stated::of(&claims).text, Some(&claims.dates[2]));
    }

    #[test]
    fn a_review_is_no_update() {
        let says = |text: &str| Claim { text: text.to_owned(), ..claim(ClaimKind::LastUpdated, "2020-01-01") };
        assert_eq!(Stated::of(&claims(&[says("Last reviewed: January 1, 2020")])), Stated::default());
        assert!(Stated::of(&claims(&[says("Last reviewed and updated January 1, 2020")])).text.is_some());
    }

    #[test]
    fn a_date_in_the_markup_is_not_stated() {
        let mut hidden = claim(ClaimKind::LastUpdated, "2020-01-01");
        hidden.place = Place::JsonLd;
        assert_eq!(Stated::of(&claims(&[hidden])), Stated::default());
    }

    #[test]
    fn the_same_day_in_another_form_has_not_moved() {
        let (month, day) = (claim(ClaimKind::LastUpdated, "2018-01"), claim(ClaimKind::LastUpdated, "2018-01-01"));
        assert_eq!(text_movement(&[month], &[day]), Movement::Same);
    }

    #[test]
    fn the_same_day_under_another_label_has_not_moved() {
        let (updated, effective) =
            (claim(ClaimKind::LastUpdated, "2018-01-01"), claim(ClaimKind::Effective, "2018-01-01"));
        assert_eq!(text_movement(&[updated], &[effective]), Movement::Same);
    }

    #[test]
    fn an_ambiguous_date_that_stands_still_has_not_moved() {
        let date = ambiguous("2024-06-10", "2024-10-06");
        assert_eq!(text_movement(from_ref(&date), from_ref(&date)), Movement::Same);
    }

    #[test]
    fn a_date_moves_forward_or_back() {
        let (early, late) = (claim(ClaimKind::LastUpdated, "2018-01-01"), claim(ClaimKind::LastUpdated, "2019-01-01"));
        assert_eq!(text_movement(from_ref(&early), from_ref(&late)), Movement::Forward);
        assert_eq!(text_movement(&[late], &[early]), Movement::Back);
    }

    #[test]
    fn a_new_entry_in_a_list_of_changes_tells_of_a_new_day() {
        let old = claims(&[claim(ClaimKind::LastUpdated, "2018-01-01")]);
        let mut new = old.clone();
        assert!(!tells_of_a_new_day(&old, &new));
        new.dates.push(claim(ClaimKind::Changelog, "2019-05-01"));
        assert!(tells_of_a_new_day(&old, &new));
    }

    #[test]
    fn the_date_of_another_document_tells_nothing() {
        let old = claims(&[claim(ClaimKind::LastUpdated, "2018-01-01")]);
        let mut new = old.clone();
        new.dates.push(claim(ClaimKind::OtherDocument, "2019-05-01"));
        assert!(!tells_of_a_new_day(&old, &new));
    }
}
