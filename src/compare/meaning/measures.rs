//! Numbers with their units: whether a period, an amount or an age grew or shrank.
//! Must not know whom that helps.

use std::cmp::Ordering;

use super::super::lexicon::{CueId, Hit, Lexicon};
use super::super::tokens::Vocabulary;
use super::facts::Marked;

/// The cues of the units of time, each with its length in minutes.
const UNITS: &[(&str, u64)] = &[
    ("minute", 1),
    ("hour", 60),
    ("day", 24 * 60),
    ("week", 7 * 24 * 60),
    ("month_long", 30 * 24 * 60),
    ("year_long", 365 * 24 * 60),
];

/// The cues under which numbers stand with their units.
pub(super) struct Measures {
    quantities: Vec<CueId>,
    units: Vec<(CueId, u64)>,
}

impl Measures {
    pub fn of(lexicon: &Lexicon) -> Self {
        let quantities = ["quantity", "money", "age"].iter().filter_map(|name| lexicon.cue(name)).collect();
        let units = UNITS.iter().filter_map(|(name, length)| Some((lexicon.cue(name)?, *length))).collect();
        Self { quantities, units }
    }

    /// How the first quantity that differs on both sides compares with the one before.
    pub fn growth(&self, old: &Marked, new: &Marked, vocabulary: &Vocabulary) -> Option<Ordering> {
        let (old, new) = (self.values(old, vocabulary), self.values(new, vocabulary));
        let before = old.iter().find(|value| !new.contains(value))?;
        let after = new.iter().find(|value| !old.contains(value))?;
        Some(after.cmp(before)).filter(|order| order.is_ne())
    }

    fn values(&self, marked: &Marked, vocabulary: &Vocabulary) -> Vec<u64> {
        let hits = marked.hits.iter().filter(|hit| self.quantities.contains(&hit.cue));
        hits.filter_map(|hit| self.value(marked, *hit, vocabulary)).collect()
    }

    /// The number times the length of its unit, in thousandths; "a year" is one year.
    fn value(&self, marked: &Marked, hit: Hit, vocabulary: &Vocabulary) -> Option<u64> {
        let words = &marked.words[hit.start..hit.end];
        let number = words.iter().find_map(|word| number(vocabulary.spelling(*word))).unwrap_or(1000);
        let within = marked.hits.iter().filter(|other| hit.start <= other.start && other.end <= hit.end);
        let unit = within
            .filter_map(|other| self.units.iter().find(|(cue, _)| *cue == other.cue))
            .map(|(_, length)| *length)
            .next();
        number.checked_mul(unit.unwrap_or(1))
    }
}

/// A printed number in thousandths: `1,000.50`, `1.000,50`, `$5`, `30%`.
fn number(word: &str) -> Option<u64> {
    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return None;
    }
    let (whole, part) = match digits.rfind(['.', ',']) {
        Some(at) if digits.len() - at <= 3 => (&digits[..at], &digits[at + 1..]),
        _ => (digits, ""),
    };
    let whole: u64 = whole.replace([',', '.'], "").parse().ok()?;
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_both_ways_of_writing_them() {
        assert_eq!(number("$1,000.50"), Some(1_000_500));
        assert_eq!(number("1.000,50"), Some(1_000_500));
        assert_eq!(number("30%"), Some(30_000));
        assert_eq!(number("1,000"), Some(1_000_000));
        assert_eq!(number("days"), None);
        assert_eq!(number("99999999999999999999999"), None);
    }
}
