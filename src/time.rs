//! Instants at which pages were seen, dates that pages claim, and the one place that compares the two.
//! Must not know where a capture came from, what a claim is about, or the clock.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// When a source saw a page: an exact instant in UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CapturedAt(DateTime<Utc>);

/// A text that is neither an instant nor a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct TimeError {
    /// What was given.
    pub text: String,
    /// What would have been understood.
    pub expected: &'static str,
}

impl CapturedAt {
    /// The instant `seconds` after 1970-01-01T00:00:00Z; `None` beyond the years a calendar can hold.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        DateTime::from_timestamp(seconds, 0).map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    /// The fourteen digits web archives use, as in `20121014192959`.
    pub fn compact(self) -> String {
        self.0.format("%Y%m%d%H%M%S").to_string()
    }

    /// The day in UTC on which the page was seen.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Whether it is the first second of a day in UTC, which is also how a day without a time is kept.
    pub fn is_midnight(self) -> bool {
        self.0.timestamp().rem_euclid(86_400) == 0
    }

    /// The last second of its day in UTC.
    #[must_use]
    pub fn end_of_day(self) -> Self {
        Self(midnight(self.day()) + TimeDelta::seconds(86_399))
    }

    /// Whole days from `earlier` to `self`, rounded down; negative when `self` comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_seconds().div_euclid(86_400)
    }
}

impl FromStr for CapturedAt {
    type Err = TimeError;

    /// Reads RFC 3339 (`2012-10-14T19:29:59Z`), fourteen digits, or a day, which stands for its first second in UTC.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let text = text.trim();
        let day = |date: NaiveDate| date.and_hms_opt(0, 0, 0).map(|midnight| midnight.and_utc());
        DateTime::parse_from_rfc3339(text)
            .map(|instant| instant.to_utc())
            .ok()
            .or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok().map(|at| at.and_utc()))
            .or_else(|| {
                (text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit()))
                    .then(|| NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok())?
                    .map(|at| at.and_utc())
            })
            .or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(day))
            .filter(|instant| (1990..=9999).contains(&instant.year()))
            .and_then(|instant| Self::from_unix(instant.timestamp()))
            .ok_or_else(|| TimeError {
                text: text.to_owned(),
                expected: "an instant such as 2012-10-14T19:29:59Z, 20121014192959 or 2012-10-14",
            })
    }
}

impl fmt::Display for CapturedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl TryFrom<String> for CapturedAt {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<CapturedAt> for String {
    fn from(instant: CapturedAt) -> Self {
        instant.to_string()
    }
}

/// How exactly a page states a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `2007`
    Year,
    /// `1/2007`
    Month,
    /// `January 1, 2007`
    Day,
}

/// A date as a page states it: a year, a month or a day, in no particular time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    first: NaiveDate,
    precision: Precision,
}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i32) -> Option<Self> {
        Self::valid(year, 1, 1, Precision::Year)
    }

    /// A whole month; `month` counts from 1.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::valid(year, month, 1, Precision::Month)
    }

    /// One day; `None` when the calendar has no such day.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::valid(year, month, day, Precision::Day)
    }

    fn valid(year: i32, month: u32, day: u32, precision: Precision) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, day)?;
        (1000..=9999).contains(&year).then_some(Self { first, precision })
    }

    /// How exact the date is.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first day that the date can mean.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// The last day that the date can mean.
    pub fn last_day(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Year => self.first.checked_add_months(Months::new(12)),
            Precision::Month => self.first.checked_add_months(Months::new(1)),
            Precision::Day => return self.first,
        };
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first)
    }

    /// Whether both dates can mean the same day: `2018-01` and `2018-01-31`.
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// How many days lie from this date to a later one, at least; `None` when `later` does not lie wholly after it.
    pub fn days_until(self, later: Self) -> Option<i64> {
        let days = (later.first_day() - self.last_day()).num_days();
        (days > 0).then_some(days)
    }

    /// Whether the date is over by the calendar of UTC at an instant. Somewhere it may last for twelve hours more.
    pub fn over_in_utc(self, instant: CapturedAt) -> bool {
        self.last_day() < instant.day()
    }

    /// The same day or month of the next year; `None` for a whole year, and for a day that the next year lacks.
    pub fn a_year_later(self) -> Option<Self> {
        let (year, month, day) = (self.first.year() + 1, self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => None,
            Precision::Month => Self::month(year, month),
            Precision::Day => Self::day(year, month, day),
        }
    }

    /// The day of an instant in UTC, as a date that can be held against others.
    pub fn of_day(instant: CapturedAt) -> Self {
        Self { first: instant.day(), precision: Precision::Day }
    }

    /// The instant at which the claimed date begins in the first time zone, UTC+14.
    pub fn begins(self) -> CapturedAt {
        CapturedAt(midnight(self.first) - TimeDelta::hours(14))
    }

    /// The instant from which the claimed date is over in every time zone.
    ///
    /// The last zone is UTC−12, so a day ends at noon UTC of the next one.
    pub fn ends(self) -> CapturedAt {
        let next = self.last_day().checked_add_days(Days::new(1)).unwrap_or(self.last_day());
        CapturedAt(midnight(next) + TimeDelta::hours(12))
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

impl FromStr for PartialDate {
    type Err = TimeError;

    /// Reads `2007`, `2007-01` or `2007-01-31`.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        let well_formed = parts.iter().all(|part| digits_only(part))
            && parts.iter().zip([4, 2, 2]).all(|(part, length)| part.len() == length);
        let number = |index: usize| parts[index].parse().unwrap_or(0);
        let date = match parts.len() {
            1 if well_formed => parts[0].parse().ok().and_then(Self::year),
            2 if well_formed => parts[0].parse().ok().and_then(|year| Self::month(year, number(1))),
            3 if well_formed => parts[0].parse().ok().and_then(|year| Self::day(year, number(1), number(2))),
            _ => None,
        };
        date.ok_or_else(|| TimeError { text: text.to_owned(), expected: "a date such as 2007, 2007-01 or 2007-01-31" })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
        };
        write!(f, "{}", self.first.format(format))
    }
}

impl TryFrom<String> for PartialDate {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// The half-open interval in which a change must have happened: after the last capture with the old text, at or before
/// the first capture with the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The last capture that did not hold the text; `None` when nothing older was seen.
    pub after: Option<CapturedAt>,
    /// The first capture that held the text.
    pub before: CapturedAt,
}

/// Where a claimed date lies against the bounds of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// No capture lacks the text, so the date cannot be tested.
    Untested,
    /// The date had passed in every time zone when a capture still lacked the text: by the calendar of any place on
    /// Earth the text appeared at least `days_min` (one or more) and at most `days_max` days after the claimed date.
    Refuted { days_min: i64, days_max: i64 },
    /// The date can be true: some instant of it lies within the bounds.
    Within,
    /// The date had not begun anywhere when the text was first seen; it begins at least `days_min` days later.
    Ahead { days_min: i64 },
}

impl Bounds {
    /// Places a claimed date against the bounds, giving it every time zone on Earth and its whole precision.
    pub fn place(self, date: PartialDate) -> Placement {
        let (begins, ends) = (date.begins(), date.ends());
        match self.after {
            _ if begins > self.before => Placement::Ahead { days_min: begins.days_since(self.before) },
            None => Placement::Untested,
            Some(after) if ends <= after => {
                // `ends` is the last midnight after the claimed day, so even an hour beyond it is the next day.
                Placement::Refuted { days_min: after.days_since(ends) + 1, days_max: self.before.days_since(begins) }
            }
            Some(_) => Placement::Within,
        }
    }

    /// How long nobody looked, in whole days; `None` when nothing older was seen.
    pub fn gap_days(self) -> Option<i64> {
        self.after.map(|after| self.before.days_since(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> CapturedAt {
        text.parse().unwrap()
    }

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    fn bounds(after: &str, before: &str) -> Bounds {
        Bounds { after: Some(at(after)), before: at(before) }
    }

    #[test]
    fn a_day_is_not_over_while_it_lasts_in_hawaii() {
        let change = bounds("2024-04-02T09:59:59Z", "2024-04-03");
        assert_eq!(change.place(date("2024-04-01")), Placement::Within);
    }

    #[test]
    fn a_day_is_over_at_noon_of_the_next_day_in_utc() {
        let change = bounds("2024-04-02T12:00:00Z", "2024-04-10");
        assert_eq!(change.place(date("2024-04-01")), Placement::Refuted { days_min: 1, days_max: 9 });
    }

    #[test]
    fn a_day_is_over_in_utc_before_it_is_over_everywhere() {
        let morning = at("2024-04-02T05:00:00Z");
        assert!(date("2024-04-01").over_in_utc(morning) && date("2024-04-01").ends() > morning);
        assert!(!date("2024-04-02").over_in_utc(morning) && !date("2024-04").over_in_utc(morning));
    }

    #[test]
    fn the_lag_counts_the_days_of_the_calendar_that_gives_the_fewest() {
        let lag = |after| bounds(after, "2024-07-18").place(date("2024-07-10"));
        assert!(matches!(lag("2024-07-17T11:59:59Z"), Placement::Refuted { days_min: 6, .. }));
        assert!(matches!(lag("2024-07-17T12:00:00Z"), Placement::Refuted { days_min: 7, days_max: 8 }));
    }

    #[test]
    fn a_month_and_a_day_of_it_can_mean_the_same() {
        assert!(date("2018-01").overlaps(date("2018-01-31")));
        assert!(date("2018-01-31").overlaps(date("2018")));
        assert!(!date("2018-01").overlaps(date("2018-02-01")));
    }

    #[test]
    fn a_date_lies_before_another_only_when_they_share_no_day() {
        assert_eq!(date("2018-01").days_until(date("2018-02-03")), Some(3));
        assert_eq!(date("2018-01").days_until(date("2018-01-03")), None);
        assert_eq!(date("2018-02").days_until(date("2018-01-03")), None);
    }

    #[test]
    fn a_month_holds_until_its_last_day_is_over() {
        assert_eq!(bounds("2007-02-01T11:00:00Z", "2007-03-01").place(date("2007-01")), Placement::Within);
        assert!(matches!(bounds("2007-02-02", "2007-03-01").place(date("2007-01")), Placement::Refuted { .. }));
    }

    #[test]
    fn a_date_without_an_older_capture_is_untested() {
        let change = Bounds { after: None, before: at("2013-08-22") };
        assert_eq!(change.place(date("2012-04-03")), Placement::Untested);
    }

    #[test]
    fn a_coming_date_lies_ahead_even_without_an_older_capture() {
        let change = Bounds { after: None, before: at("2013-08-22") };
        assert_eq!(change.place(date("2013-09-01")), Placement::Ahead { days_min: 9 });
    }

    #[test]
    fn an_instant_reads_in_every_form_and_prints_in_one() {
        for text in ["2012-10-14T19:29:59Z", "20121014192959", "2012-10-14T21:29:59+02:00", "2012-10-14T19:29:59"] {
            assert_eq!(at(text).to_string(), "2012-10-14T19:29:59Z");
        }
        assert_eq!(at("2012-10-14").to_string(), "2012-10-14T00:00:00Z");
    }

    #[test]
    fn what_is_no_instant_is_refused_with_the_forms_that_work() {
        for text in ["yesterday", "2012-13-01", "2012", "99999999999999", "0001-01-01"] {
            let error = text.parse::<CapturedAt>().unwrap_err();
            assert!(error.to_string().contains("2012-10-14"), "{error}");
        }
    }

    #[test]
    fn a_partial_date_prints_as_it_was_read() {
        for text in ["2007", "2007-01", "2007-01-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["2007-1", "2007-02-30", "07", "2007-01-31-01", "", "+200", "2007-+1"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
