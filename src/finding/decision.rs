//! The decision table: what a stated date amounts to against the bounds of a change, one row an arm.
//! Must not know documents, versions or wording.

use crate::claim::{Claim, ClaimKind, Place};
use crate::time::{Bounds, Placement};

/// What a stated date amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// The two captures show different editions or pages; nothing follows.
    NotComparable,
    /// The page states no date that can be tested.
    NoUsableDate,
    /// The text was there when anybody first looked.
    NoEarlierCapture,
    /// The text was seen missing after the date under which it stands.
    EarlierThanSeen { days_min: i64, days_max: i64 },
    /// The date can be true.
    Consistent,
    /// The text was seen before the day on which it is said to have been updated.
    LaterThanSeen { days: i64 },
    /// The text was seen before it takes effect: ordinary notice.
    AdvancePosting { days: i64 },
    /// The text was seen missing after the day from which it is said to apply.
    RetroactiveEffect { days_min: i64, days_max: i64 },
    /// It may have taken effect before it was there; nobody looked.
    PerhapsRetroactive,
    /// The date supports others and proves nothing alone.
    Supporting,
}

/// Whether a claimed date is one of the text, of its being in force, or of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Text,
    Effective,
    Supporting,
}

/// Places a claim in the decision table. `comparable` is whether both captures show the same edition of the same page.
pub(super) fn decide(claim: Option<&Claim>, bounds: Bounds, comparable: bool) -> Decision {
    use Class::{Effective, Supporting, Text};
    if !comparable {
        return Decision::NotComparable;
    }
    // An ambiguous date proves nothing, and a date nobody sees is not stated.
    let Some((claim, date)) =
        claim.filter(|claim| claim.place == Place::Visible).and_then(|claim| claim.date.map(|date| (claim, date)))
    else {
        return Decision::NoUsableDate;
    };
    match (class(claim.kind), bounds.place(date)) {
        (Supporting, _) => Decision::Supporting,
        (Text, Placement::Ahead { days_min }) => Decision::LaterThanSeen { days: days_min },
        (Effective, Placement::Ahead { days_min }) => Decision::AdvancePosting { days: days_min },
        (_, Placement::Untested) => Decision::NoEarlierCapture,
        (Text, Placement::Refuted { days_min, days_max }) => Decision::EarlierThanSeen { days_min, days_max },
        (Effective, Placement::Refuted { days_min, days_max }) => Decision::RetroactiveEffect { days_min, days_max },
        (Effective, Placement::Within) if date.ends() <= bounds.before => Decision::PerhapsRetroactive,
        (Text | Effective, Placement::Within) => Decision::Consistent,
    }
}

fn class(kind: ClaimKind) -> Class {
    match kind {
        ClaimKind::LastUpdated | ClaimKind::Published | ClaimKind::VersionDate => Class::Text,
        ClaimKind::Effective => Class::Effective,
        ClaimKind::Changelog | ClaimKind::PreviousVersion | ClaimKind::OtherDocument | ClaimKind::Announced => {
            Class::Supporting
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim;
    use crate::finding::stated::Stated;
    use crate::finding::tests::{ambiguous, at, claim, document};

    const UPDATED: ClaimKind = ClaimKind::LastUpdated;
    const EFFECTIVE: ClaimKind = ClaimKind::Effective;

    fn decision(kind: ClaimKind, date: &str) -> Decision {
        decide(Some(&claim(kind, date)), window(), true)
    }

    /// The old text was last seen on May 10 at noon, the new one first on May 20 at noon.
    fn window() -> Bounds {
        Bounds { after: Some(at("2024-05-10T12:00:00Z")), before: at("2024-05-20T12:00:00Z") }
    }

    #[test]
    fn row_1_another_edition_decides_nothing() {
        assert_eq!(decide(Some(&claim(UPDATED, "2024-01-01")), window(), false), Decision::NotComparable);
        assert_ne!(decision(UPDATED, "2024-01-01"), Decision::NotComparable);
    }

    #[test]
    fn row_2_no_date_or_an_ambiguous_one_decides_nothing() {
        assert_eq!(decide(None, window(), true), Decision::NoUsableDate);
        let both_past = ambiguous("2024-01-02", "2024-02-01");
        assert_eq!(decide(Some(&both_past), window(), true), Decision::NoUsableDate);
        assert_ne!(decision(UPDATED, "2024-01-02"), Decision::NoUsableDate);
    }

    #[test]
    fn row_2_a_date_in_the_markup_decides_nothing() {
        let mut hidden = claim(UPDATED, "2024-01-01");
        hidden.place = Place::Meta;
        assert_eq!(decide(Some(&hidden), window(), true), Decision::NoUsableDate);
    }

    #[test]
    fn row_3_without_an_earlier_capture_a_past_date_cannot_be_tested() {
        let first_look = Bounds { after: None, ..window() };
        for kind in [UPDATED, EFFECTIVE] {
            assert_eq!(decide(Some(&claim(kind, "2012-04-03")), first_look, true), Decision::NoEarlierCapture);
        }
        assert_ne!(decision(UPDATED, "2012-04-03"), Decision::NoEarlierCapture);
    }

    #[test]
    fn row_4_a_text_seen_missing_after_its_date_is_earlier_dated_than_seen() {
        assert_eq!(decision(UPDATED, "2024-05-03"), Decision::EarlierThanSeen { days_min: 7, days_max: 18 });
        assert_eq!(decision(ClaimKind::Published, "2024-04"), Decision::EarlierThanSeen { days_min: 10, days_max: 50 });
        assert_eq!(
            decision(ClaimKind::VersionDate, "2023"),
            Decision::EarlierThanSeen { days_min: 131, days_max: 506 }
        );
    }

    #[test]
    fn row_5_a_date_inside_the_window_is_consistent() {
        assert_eq!(decision(UPDATED, "2024-05-15"), Decision::Consistent);
        assert_ne!(decision(UPDATED, "2024-04-15"), Decision::Consistent);
    }

    #[test]
    fn row_6_a_date_whose_day_or_month_touches_the_window_is_consistent() {
        for date in ["2024-05-10", "2024-05-20", "2024-05-21", "2024-05", "2024"] {
            assert_eq!(decision(UPDATED, date), Decision::Consistent, "{date}");
        }
        assert_eq!(decision(UPDATED, "2024-05-09"), Decision::EarlierThanSeen { days_min: 1, days_max: 12 });
    }

    #[test]
    fn row_7_a_text_seen_before_its_update_is_later_dated_than_seen() {
        assert_eq!(decision(UPDATED, "2024-06-01"), Decision::LaterThanSeen { days: 10 });
        assert_eq!(decision(UPDATED, "2024-05-21"), Decision::Consistent);
    }

    #[test]
    fn row_8_an_effective_date_ahead_is_advance_posting() {
        assert_eq!(decision(EFFECTIVE, "2024-06-01"), Decision::AdvancePosting { days: 10 });
        let first_look = Bounds { after: None, ..window() };
        let ahead = claim(EFFECTIVE, "2024-06-01");
        assert_eq!(decide(Some(&ahead), first_look, true), Decision::AdvancePosting { days: 10 });
        assert_eq!(decision(EFFECTIVE, "2024-05-20"), Decision::Consistent, "in force on the day it was seen");
    }

    #[test]
    fn row_9_terms_seen_missing_after_they_took_effect_are_retroactive() {
        assert_eq!(decision(EFFECTIVE, "2024-05-03"), Decision::RetroactiveEffect { days_min: 7, days_max: 18 });
        assert_eq!(decision(EFFECTIVE, "2024-05"), Decision::Consistent);
    }

    #[test]
    fn row_10_terms_that_took_effect_while_nobody_looked_are_perhaps_retroactive() {
        assert_eq!(decision(EFFECTIVE, "2024-05-12"), Decision::PerhapsRetroactive);
        assert_ne!(decision(EFFECTIVE, "2024-05-20"), Decision::PerhapsRetroactive);
        assert_ne!(decision(UPDATED, "2024-05-12"), Decision::PerhapsRetroactive);
    }

    #[test]
    fn row_11_terms_first_seen_on_the_day_they_take_effect_are_consistent() {
        assert_eq!(decision(EFFECTIVE, "2024-05-20"), Decision::Consistent);
        assert_ne!(decision(EFFECTIVE, "2024-05-19"), Decision::Consistent);
    }

    #[test]
    fn row_12_an_entry_in_a_list_of_changes_only_supports() {
        for kind in [ClaimKind::Changelog, ClaimKind::PreviousVersion, ClaimKind::OtherDocument, ClaimKind::Announced] {
            assert_eq!(decision(kind, "2024-01-01"), Decision::Supporting);
        }
        assert_ne!(decision(UPDATED, "2024-01-01"), Decision::Supporting);
    }

    #[test]
    fn row_13_the_year_of_a_copyright_line_is_no_date_of_the_text() {
        let claimed = |line: &str| claim::read(&document(line), &[], None);
        let copyright = claimed("Copyright © 2019 Example Inc. All rights reserved.");
        let stated = Stated::of(&copyright);
        assert_eq!(decide(stated.text.or(stated.effective), window(), true), Decision::NoUsableDate);
        let dated = claimed("Last updated: 2019");
        assert!(matches!(decide(Stated::of(&dated).text, window(), true), Decision::EarlierThanSeen { .. }));
    }
}
