//! The grammar of dates: finds where a line states a year, a month or a day.
//! Must not know what a date is said to be, or which order of day and month a document uses.

mod numeric;
#[cfg(test)]
mod tests;

use crate::time::PartialDate;

use super::token::Tokens;
use super::words::months::month;
use numeric::{era, numeric_year_first, numeric_year_last, short_month, short_named, short_numeric};

/// A date in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The index of its first token.
    pub first: usize,
    /// The index of its last token.
    pub last: usize,
    pub reading: Reading,
    pub form: Form,
}

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Exact(PartialDate),
    /// Numbers alone, each of which can be the month.
    Ambiguous {
        day_first: PartialDate,
        month_first: PartialDate,
    },
    /// A day that the calendar does not have.
    Impossible,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With a month's name, or in an order that only one reading has.
    Clear,
    /// Day, month and year as numbers between two of this mark, the year last.
    Numeric { separator: char, short_year: bool },
    /// Month and year as numbers.
    NumericMonth,
    /// A year alone.
    Year,
}

/// Whether a line can hold a date: a cheap look at its bytes before it is cut into tokens.
pub(super) fn may_hold_date(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Most lines have neither a digit nor a byte that a digit of another script begins with.
    let mut may_hold = false;
    for byte in bytes {
        may_hold |= byte.is_ascii_digit() || *byte >= 0xd9;
    }
    if !may_hold {
        return false;
    }
    let mut chained = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 4 && matches!(byte, b'1' | b'2') {
                return true;
            }
            chained = if length <= 2 { chained + 1 } else { 0 };
            if chained == 3 {
                return true;
            }
            at += length;
            if length <= 2 && is_followed_by_short_year(&bytes[at..]) {
                return true;
            }
            if !matches!(bytes.get(at), Some(b'/' | b'.' | b'-')) {
                chained = 0;
            }
            at += usize::from(chained > 0);
            continue;
        }
        chained = 0;
        // Arabic, Devanagari and full-width digits, and the Japanese eras.
        match (byte, bytes.get(at + 1)) {
            (0xd9, Some(0xa0..=0xa9)) | (0xdb, Some(0xb0..=0xb9)) | (0xe0, Some(0xa5)) | (0xef, Some(0xbc)) => {
                return true;
            }
            (0xe4, Some(0xbb)) if bytes.get(at + 2) == Some(&0xa4) => return true,
            (0xe5, Some(0xb9)) if bytes.get(at + 2) == Some(&0xb3) => return true,
            _ => at += 1,
        }
    }
    false
}

/// Whether a number goes on as `25-May-18` and `06/22` do.
fn is_followed_by_short_year(rest: &[u8]) -> bool {
    let Some((mark, rest)) = rest.split_first().filter(|(mark, _)| matches!(mark, b'-' | b'/')) else { return false };
    let letters = rest.iter().take(10).take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let year = if letters == 0 { (*mark == b'/').then_some(rest) } else { rest[letters..].strip_prefix(&[*mark]) };
    year.is_some_and(|year| year.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count() == 2)
}

/// The dates of a line in order; they do not overlap.
pub(super) fn mentions(tokens: &Tokens) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut from = 0;
    for index in 0..tokens.len() {
        if index < from {
            continue;
        }
        let found = mention_at(tokens, index).filter(|mention| mention.first >= from);
        if let Some(mention) = found {
            from = mention.last + 1;
            mentions.push(mention);
        }
    }
    mentions
}

/// The date whose year, or whose first number where the year has two digits, stands at `index`.
fn mention_at(tokens: &Tokens, index: usize) -> Option<Mention> {
    let (value, digits) = tokens.number(index)?;
    if digits <= 2 {
        return short_numeric(tokens, index)
            .or_else(|| short_named(tokens, index))
            .or_else(|| short_month(tokens, index))
            .or_else(|| era(tokens, index));
    }
    let year = plausible_year(value, digits)?;
    let touched = index > 0 && tokens.touches_next(index - 1);
    let inside_number = touched
        && matches!(tokens.mark(index - 1), Some('.' | '/' | '-'))
        && tokens.number(index.wrapping_sub(2)).is_some();
    if !inside_number && let Some(mention) = year_first(tokens, index, year) {
        return Some(mention);
    }
    year_last(tokens, index, year).or_else(|| {
        let glued_before = touched
            && (tokens.word(index - 1).is_some()
                || matches!(tokens.mark(index - 1), Some('.' | '/' | '-' | '@' | '=')));
        let glued_after = tokens.touches_next(index)
            && match tokens.mark(index + 1) {
                Some('.' | '/' | '-' | ',') => tokens.touches_next(index + 1) && tokens.number(index + 2).is_some(),
                Some('%' | '@' | '_' | '=') => true,
                _ => false,
            };
        let date = PartialDate::year(year)?;
        (!glued_before && !glued_after).then_some(exact(index, index, date, Form::Year))
    })
}

/// Years that can stand on a page: older ones are laws and events, and matter only to be told from claims.
fn plausible_year(value: u32, digits: usize) -> Option<i32> {
    (digits == 4 && (1900..2100).contains(&value)).then(|| i32::try_from(value).ok()).flatten()
}

fn exact(first: usize, last: usize, date: PartialDate, form: Form) -> Mention {
    Mention { first, last, reading: Reading::Exact(date), form }
}

fn day(first: usize, last: usize, (year, month, day): (i32, u32, u32)) -> Mention {
    let reading = PartialDate::day(year, month, day).map_or(Reading::Impossible, Reading::Exact);
    Mention { first, last, reading, form: Form::Clear }
}

/// `2020-05-01`, `2020/5/1`, `2020. 5. 1.`, `2020年5月1日`, `2020. május 1.`, `2020 m. gegužės 1 d.`, and the same without a day.
fn year_first(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
    numeric_year_first(tokens, index, year).or_else(|| named_year_first(tokens, index, year))
}

fn named_year_first(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
    let mut at = index + 1;
    let mut marked = false;
    while let Some(mark) = tokens.mark(at)
        && matches!(mark, '.' | ',' | '-' | '/')
        && at < index + 3
    {
        marked = true;
        at += 1;
    }
    // Between year and month: Lithuanian `m.`, Latvian `gada`, and the like.
    while matches!(tokens.word(at), Some("m" | "gada" | "metu" | "ev" | "eko" | "urteko" | "оны"))
        || (at > index + 1 && tokens.mark(at) == Some('.'))
    {
        marked = true;
        at += 1;
    }
    if let Some((stated, _)) = small(tokens, at, 31) {
        let month_at = at + 1 + usize::from(tokens.mark(at + 1) == Some('.'));
        let month = month(tokens.word(month_at)?).filter(|_| marked)?;
        return Some(day(index, month_at, (year, month, stated)));
    }
    let month = month(tokens.word(at)?)?;
    let mut day_at = at + 1;
    while matches!(tokens.mark(day_at), Some('.' | ',' | '-' | '/')) {
        day_at += 1;
    }
    let followed_by_year = tokens
        .number(day_at + 1 + usize::from(tokens.mark(day_at + 1).is_some()))
        .is_some_and(|(_, digits)| digits == 4);
    match small(tokens, day_at, 31) {
        // `2020 May 1`, but not `in 2019. May 1, 2020`.
        Some((day, _)) if !followed_by_year => {
            let closes = usize::from(tokens.mark(day_at + 1) == Some('.') && marked);
            Some(self::day(index, day_at + closes, (year, month, day)))
        }
        _ => None,
    }
}

/// `1 May 2020`, `May 1, 2020`, `01/05/2020`, `May 2020`, `5/2020`.
fn year_last(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
    let before = skip_back(tokens, index.checked_sub(1)?, &[',', '.', '-', '/'], YEAR_WORDS)?;
    if let Some(month) = tokens.word(before).and_then(month) {
        return match day_before(tokens, before) {
            Some((first, stated)) => Some(day(first, index, (year, month, stated))),
            None => PartialDate::month(year, month).map(|date| exact(before, index, date, Form::Clear)),
        };
    }
    if tokens.word(before) == Some("nam") {
        return vietnamese(tokens, before, index, year);
    }
    let day_at = if tokens.word(before).is_some_and(is_ordinal) { before.checked_sub(1)? } else { before };
    if let Some((stated, _)) = small(tokens, day_at, 31)
        && let Some(month_at) =
            day_at.checked_sub(1).and_then(|at| skip_back(tokens, at, &['.', ',', '-', '/'], &["the"]))
        && let Some(month) = tokens.word(month_at).and_then(month)
    {
        return Some(day(month_at, index, (year, month, stated)));
    }
    numeric_year_last(tokens, index, year)
}

/// Words that may stand between month and year.
const YEAR_WORDS: &[&str] = &["de", "del", "of", "do", "di", "den", "anul", "year", "ano", "roku", "року", "года"];

/// The day before the month's name at `month_at`, with the index of its first token.
fn day_before(tokens: &Tokens, month_at: usize) -> Option<(usize, u32)> {
    let words = ["de", "of", "day", "del", "do", "di", "d", "a"];
    let before = month_at.checked_sub(1)?;
    // `25-May-2018`, but not `Version 2 - May 2018`.
    let dashed = matches!(tokens.mark(before), Some('-' | '/')) && tokens.touches_next(before);
    let marks: &[char] = if dashed { &['-', '/'] } else { &['.', ',', 'º', '°', 'ª'] };
    let at = skip_back(tokens, before, marks, &words)?;
    let at = if tokens.word(at).is_some_and(is_ordinal) { at.checked_sub(1)? } else { at };
    let (day, _) = small(tokens, at, 31)?;
    let decimal =
        at > 1 && tokens.touches_next(at - 1) && tokens.mark(at - 1) == Some('.') && tokens.number(at - 2).is_some();
    (!decimal && (!dashed || tokens.touches_next(at))).then_some((at, day))
}

/// Steps back over at most three of these marks and words.
fn skip_back(tokens: &Tokens, mut at: usize, marks: &[char], words: &[&str]) -> Option<usize> {
    for _ in 0..3 {
        let skipped = tokens.mark(at).is_some_and(|mark| marks.contains(&mark))
            || tokens.word(at).is_some_and(|word| words.contains(&word));
        if !skipped {
            break;
        }
        at = at.checked_sub(1)?;
    }
    Some(at)
}

/// What is written after a day's number: `1st`, `1er`, `1º`, `1o`.
fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "re" | "eme" | "ere" | "o" | "a" | "e" | "º" | "ª" | "го" | "η")
}

/// A number of at most two digits from 1 to `largest`.
fn small(tokens: &Tokens, index: usize, largest: u32) -> Option<(u32, usize)> {
    tokens.number(index).filter(|&(value, digits)| digits <= 2 && (1..=largest).contains(&value))
}

/// `ngày 10 tháng 6 năm 2025`, the month's number standing for its name.
fn vietnamese(tokens: &Tokens, year_word: usize, index: usize, year: i32) -> Option<Mention> {
    let comma = usize::from(tokens.mark(year_word.checked_sub(1)?) == Some(','));
    let month_at = year_word.checked_sub(1 + comma)?;
    let (month, _) = small(tokens, month_at, 12)?;
    if tokens.word(month_at.checked_sub(1)?) != Some("thang") {
        return None;
    }
    match month_at.checked_sub(2).and_then(|at| small(tokens, at, 31).map(|(stated, _)| (at, stated))) {
        Some((at, stated)) => Some(day(at, index, (year, month, stated))),
        None => PartialDate::month(year, month).map(|date| exact(month_at - 1, index, date, Form::Clear)),
    }
}
