//! Which claims may be used to judge a document: the date of its text, and the date it takes effect.
//! Must not know captures beyond the instant that settles a date, or what follows from a claim.

use chrono::NaiveDate;

use crate::time::{CapturedAt, PartialDate};

use super::{Claim, ClaimKind, Claims, Place};

impl Claim {
    /// The days a claim can mean: its date, or both readings of an ambiguous one.
    pub fn readings(&self) -> impl Iterator<Item = PartialDate> {
        self.date.into_iter().chain(self.candidates.iter().copied().filter(|_| self.date.is_none()))
    }

    /// The last day that the claim can mean.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.readings().map(PartialDate::last_day).max()
    }
}

impl Claims {
    /// What stands in the text that a reader sees.
    pub fn visible(&self) -> impl Iterator<Item = &Claim> {
        self.dates.iter().filter(|claim| claim.place == Place::Visible)
    }

    /// What the text that a reader sees states of itself as it stands, and not of its past or of another document.
    pub fn of_itself(&self) -> impl Iterator<Item = &Claim> {
        use ClaimKind::{Changelog, OtherDocument, PreviousVersion};
        self.visible().filter(|claim| !matches!(claim.kind, Changelog | PreviousVersion | OtherDocument))
    }

    /// The claim that says when the text as it stands came to be: of all visible ones the latest.
    ///
    /// It may be unsettled, when an ambiguous date can be the latest. Lists of changes, other documents' dates and
    /// metadata never stand for the text.
    pub fn dated(&self) -> Option<&Claim> {
        self.latest(|claim| claim.kind.dates_the_text())
    }

    /// The claim that says since when the text applies: of all visible ones the latest.
    pub fn effective(&self) -> Option<&Claim> {
        self.latest(|claim| claim.kind == ClaimKind::Effective)
    }

    /// Of the visible claims that are wanted the latest; of equally late ones the first on the page, which a reader sees.
    pub fn latest(&self, wanted: impl Fn(&Claim) -> bool) -> Option<&Claim> {
        let usable = self.visible().filter(|claim| wanted(claim));
        usable.reduce(|latest, next| if next.last_day() > latest.last_day() { next } else { latest })
    }

    /// Settles ambiguous dates by the instant of a capture: a page cannot have been updated after it was seen.
    #[must_use]
    pub fn seen_at(mut self, captured_at: CapturedAt) -> Self {
        for claim in self.dates.iter_mut().filter(|claim| claim.kind.dates_the_text()) {
            let possible = |date: &PartialDate| date.begins() <= captured_at;
            if let (None, [first, second]) = (claim.date, claim.candidates.as_slice())
                && possible(first) != possible(second)
            {
                claim.date = Some(if possible(first) { *first } else { *second });
                claim.candidates.clear();
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(kind: ClaimKind, dates: &[&str], place: Place) -> Claim {
        let mut readings: Vec<PartialDate> = dates.iter().map(|date| date.parse().unwrap()).collect();
        let date = (readings.len() == 1).then(|| readings.remove(0));
        Claim { kind, date, candidates: readings, text: String::new(), place }
    }

    fn claims(dates: Vec<Claim>) -> Claims {
        Claims { dates, promises: Vec::new() }
    }

    #[test]
    fn the_latest_visible_date_stands_for_the_text() {
        let read = claims(vec![
            claim(ClaimKind::LastUpdated, &["2020-01-01"], Place::Visible),
            claim(ClaimKind::LastUpdated, &["2022-01-01"], Place::Visible),
            claim(ClaimKind::LastUpdated, &["2024-01-01"], Place::JsonLd),
            claim(ClaimKind::Changelog, &["2025-01-01"], Place::Visible),
            claim(ClaimKind::Effective, &["2023-01-01"], Place::Visible),
        ]);
        assert_eq!(read.dated().unwrap().date.unwrap().to_string(), "2022-01-01");
        assert_eq!(read.effective().unwrap().date.unwrap().to_string(), "2023-01-01");
    }

    #[test]
    fn an_ambiguous_date_that_can_be_the_latest_leaves_the_text_unsettled() {
        let read = claims(vec![
            claim(ClaimKind::LastUpdated, &["2024-05-01"], Place::Visible),
            claim(ClaimKind::LastUpdated, &["2024-01-08", "2024-08-01"], Place::Visible),
        ]);
        assert_eq!(read.dated().unwrap().date, None);
    }

    #[test]
    fn metadata_alone_says_nothing_about_the_text() {
        assert_eq!(claims(vec![claim(ClaimKind::LastUpdated, &["2024-05-01"], Place::Meta)]).dated(), None);
    }

    #[test]
    fn a_capture_settles_an_update_that_cannot_lie_after_it() {
        let ambiguous = || claims(vec![claim(ClaimKind::LastUpdated, &["2022-02-09", "2022-09-02"], Place::Visible)]);
        let seen = ambiguous().seen_at("2022-08-11".parse().unwrap());
        assert_eq!(seen.dates[0].date.unwrap().to_string(), "2022-02-09");
        assert!(seen.dates[0].candidates.is_empty());
        let later = ambiguous().seen_at("2023-08-11".parse().unwrap());
        assert_eq!(later.dates[0].date, None);
    }

    #[test]
    fn a_coming_effective_date_is_not_settled_by_a_capture() {
        let read = claims(vec![claim(ClaimKind::Effective, &["2022-02-09", "2022-09-02"], Place::Visible)]);
        assert_eq!(read.seen_at("2022-08-11".parse().unwrap()).dates[0].date, None);
    }
}
