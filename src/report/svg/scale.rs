//! From instants to places on the drawing, and room for labels. Must not know what is drawn.

use crate::time::{CapturedAt, PartialDate};
use crate::timeline::Timeline;

/// Where the drawing's time begins and ends; left of it stand the captions.
pub(super) const LEFT: f64 = 86.0;
const RIGHT: f64 = 808.0;
const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY + DAY / 4;
/// About how wide a character is.
const CHARACTER: f64 = 6.6;

/// How much is left free after a label.
const SPACE: f64 = 8.0;

/// The time that the drawing spans.
pub(super) struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// Spans all that was seen and the claimed dates near it; a date far off is drawn at the edge.
    pub(super) fn of(timeline: &Timeline, dates: impl Iterator<Item = PartialDate>) -> Option<Self> {
        let seen_first = timeline.versions.first()?.first_seen.unix();
        let seen_last = timeline.versions.last()?.last_seen.unix();
        let reach = (seen_last - seen_first).max(5 * YEAR);
        let (mut first, mut last) = (seen_first, seen_last);
        for date in dates {
            first = first.min(date.begins().unix().max(seen_first - reach));
            last = last.max(date.ends().unix().min(seen_last + reach));
        }
        let margin = ((last - first) / 40).max(2 * DAY);
        Some(Self { first: first - margin, last: last + margin })
    }

    /// The place of an instant in seconds, within the drawing.
    pub(super) fn at(&self, unix: i64) -> f64 {
        let share = fraction(unix.clamp(self.first, self.last) - self.first, self.last - self.first);
        LEFT + share * (RIGHT - LEFT)
    }

    /// Years, or in a short span months, with their places.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let months = (self.last - self.first) / (YEAR / 12);
        // No more than about twelve, in steps that people count in.
        let step = [1, 3, 6, 12, 24, 60, 120, 240].into_iter().find(|step| months / step <= 12).unwrap_or(600);
        let (from, to) = (year(self.first), year(self.last));
        let starts = (from..=to).flat_map(|year| (0_u32..12).map(move |month| (year, month)));
        starts
            .filter(|(year, month)| (i64::from(*year) * 12 + i64::from(*month)) % step == 0)
            .filter_map(|(year, month)| Some((year, PartialDate::month(year, month + 1)?)))
            .map(|(year, date)| (midnight(date), if step < 12 { date.to_string() } else { year.to_string() }))
            .filter(|(unix, _)| (self.first..=self.last).contains(unix))
            .map(|(unix, label)| (self.at(unix), label))
            .collect()
    }
}

fn year(unix: i64) -> i32 {
    CapturedAt::from_unix(unix).and_then(|instant| instant.compact().get(..4)?.parse().ok()).unwrap_or(1970)
}

fn midnight(date: PartialDate) -> i64 {
    date.begins().unix() + 14 * 3600
}

fn fraction(part: i64, whole: i64) -> f64 {
    // Spans of some centuries in seconds are far below 2^52.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^52 seconds")]
    let share = part as f64 / whole.max(1) as f64;
    share
}

/// The place nearest to `middle` for the middle of a bold label that is to stand wholly within the drawing.
pub(super) fn within(middle: f64, label: &str, width: f64) -> f64 {
    let half = label.chars().map(|_| CHARACTER).sum::<f64>() * 0.6;
    middle.min(width - half).max(half)
}

/// On which side of its place a label stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// Rows of labels in which none covers another.
pub(super) struct Rows {
    /// For every row the stretches that are taken.
    taken: Vec<Vec<(f64, f64)>>,
}

impl Rows {
    /// As many empty rows.
    pub(super) fn of(rows: usize) -> Self {
        Self { taken: vec![Vec::new(); rows] }
    }

    /// The first row with room for a label beside `x`, counted from 0; `None` when it is better left out.
    pub(super) fn place(&mut self, x: f64, label: &str, side: Side) -> Option<f64> {
        let width = label.chars().map(|_| CHARACTER).sum::<f64>() + SPACE;
        let (from, to) = if side == Side::Before { (x - width, x) } else { (x, x + width) };
        let mut number = 0.0;
        for row in &mut self.taken {
            // Labels come nearly in order, so the last few tell.
            if row.iter().rev().take(64).all(|(start, end)| to < *start || from > *end) {
                row.push((from, to));
                return Some(number);
            }
            number += 1.0;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_at_an_edge_stands_wholly_within_the_drawing() {
        let label = "at least 8 days";
        assert!(within(810.0, label, 824.0) + 15.0 * CHARACTER / 2.0 < 824.0);
        assert!(within(3.0, label, 824.0) > 15.0 * CHARACTER / 2.0);
        assert!((within(400.0, label, 824.0) - 400.0).abs() < f64::EPSILON);
    }

    #[test]
    fn labels_that_would_cover_each_other_go_to_another_row_or_nowhere() {
        let mut rows = Rows::of(2);
        assert_eq!(rows.place(100.0, "2012-04-03", Side::After), Some(0.0));
        assert_eq!(rows.place(110.0, "2012-04-09", Side::After), Some(1.0));
        assert_eq!(rows.place(120.0, "2012-04-12", Side::After), None);
        assert_eq!(rows.place(99.0, "2012-04-01", Side::Before), Some(0.0));
    }
}
