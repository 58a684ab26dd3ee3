//! Dates written with numbers alone.
//! Must not know which order of day and month a document uses.

use super::{Form, Mention, Reading, exact, small};
use crate::claim::token::Tokens;
use crate::claim::words::months::month;
use crate::time::PartialDate;

pub(super) fn numeric_year_first(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
    let suffix = |at: usize, of: [char; 2]| tokens.word(at).is_some_and(|word| word.starts_with(of));
    let separator = tokens.mark(index + 1);
    let east_asian = suffix(index + 1, ['年', '년']);
    if !east_asian && !matches!(separator, Some('-' | '/' | '.')) {
        return None;
    }
    // Only the dotted form has spaces: `2020. 5. 1.`
    if !east_asian && separator != Some('.') && !(tokens.touches_next(index) && tokens.touches_next(index + 1)) {
        return None;
    }
    let (month, month_digits) = small(tokens, index + 2, 12)?;
    let second_separator = tokens.mark(index + 3);
    let goes_on = if east_asian { suffix(index + 3, ['月', '월']) } else { second_separator == separator };
    if goes_on && let Some((day, _)) = small(tokens, index + 4, 31) {
        let closes = if east_asian {
            suffix(index + 5, ['日', '일'])
        } else {
            tokens.mark(index + 5) == Some('.') && separator == Some('.')
        };
        return Some(super::day(index, index + 4 + usize::from(closes), (year, month, day)));
    }
    if east_asian {
        return goes_on
            .then(|| PartialDate::month(year, month))
            .flatten()
            .map(|date| exact(index, index + 3, date, Form::Clear));
    }
    let touches = tokens.touches_next(index) && tokens.touches_next(index + 1);
    let glued = tokens.touches_next(index + 2)
        && matches!(second_separator, Some('-' | '/' | '.'))
        && tokens.number(index + 4).is_some();
    let date = PartialDate::month(year, month)?;
    (touches && !glued && month_digits == 2).then_some(exact(index, index + 2, date, Form::NumericMonth))
}

/// `01/05/2020`, `1. 5. 2020`, `1-5-2020`; `5/2020`.
pub(super) fn numeric_year_last(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
    let separator = tokens.mark(index.checked_sub(1)?).filter(|mark| matches!(mark, '/' | '.' | '-'))?;
    let second_at = index.checked_sub(2)?;
    let second = tokens.number(second_at).filter(|&(value, digits)| digits <= 2 && value > 0)?.0;
    let spaced_out = |at: usize| separator != '.' && !(tokens.touches_next(at) && tokens.touches_next(at + 1));
    if spaced_out(second_at) {
        return None;
    }
    if index >= 4 && tokens.mark(index - 3) == Some(separator) && tokens.touches_next(index - 4) {
        let first_at = index - 4;
        let (first, _) = tokens.number(first_at).filter(|&(value, digits)| digits <= 2 && value > 0)?;
        let longer = first_at > 1
            && tokens.touches_next(first_at - 1)
            && tokens.mark(first_at - 1) == Some(separator)
            && tokens.number(first_at - 2).is_some();
        if spaced_out(first_at) || longer {
            return None;
        }
        let form = Form::Numeric { separator, short_year: false };
        return Some(Mention { first: first_at, last: index, reading: either_order(first, second, year)?, form });
    }
    let glued = tokens.touches_next(second_at)
        && (second_at == 0
            || !tokens.touches_next(second_at - 1)
            || matches!(tokens.mark(second_at - 1), Some('(' | ':' | '[')));
    let date = PartialDate::month(year, second)?;
    (glued && second <= 12).then(|| exact(second_at, index, date, Form::NumericMonth))
}

/// Both readings of two numbers before a year; `None` when neither can be a date at all.
fn either_order(first: u32, second: u32, year: i32) -> Option<Reading> {
    if first > 31 || second > 31 {
        return None;
    }
    Some(match (PartialDate::day(year, second, first), PartialDate::day(year, first, second)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Reading::Ambiguous { day_first, month_first }
        }
        (Some(date), _) | (None, Some(date)) => Reading::Exact(date),
        (None, None) => Reading::Impossible,
    })
}

/// `01/05/20`: both other numbers, then a year of two digits.
pub(super) fn short_numeric(tokens: &Tokens, index: usize) -> Option<Mention> {
    let separator = tokens.mark(index + 1).filter(|mark| matches!(mark, '/' | '.' | '-'))?;
    let touches = (index..index + 4).all(|at| tokens.touches_next(at));
    let (year, digits) = tokens.number(index + 4)?;
    if !touches
        || tokens.mark(index + 3) != Some(separator)
        || !begins(tokens, index)
        || digits != 2
        || !ends(tokens, index + 4)
    {
        return None;
    }
    let (first, _) = tokens.number(index).filter(|&(value, _)| value > 0)?;
    let (second, _) = tokens.number(index + 2).filter(|&(value, digits)| digits <= 2 && value > 0)?;
    let reading = either_order(first, second, 2000 + i32::try_from(year).ok()?)?;
    let form = Form::Numeric { separator, short_year: true };
    (reading != Reading::Impossible).then_some(Mention { first: index, last: index + 4, reading, form })
}

/// `25-May-18`: a month's name between a day and a year of two digits.
pub(super) fn short_named(tokens: &Tokens, index: usize) -> Option<Mention> {
    let separator = tokens.mark(index + 1).filter(|mark| matches!(mark, '/' | '-'))?;
    let touches = (index..index + 4).all(|at| tokens.touches_next(at));
    if !touches || tokens.mark(index + 3) != Some(separator) || !begins(tokens, index) {
        return None;
    }
    let (stated, _) = small(tokens, index, 31)?;
    let month = month(tokens.word(index + 2)?)?;
    let year = short_year(tokens, index + 4)?;
    Some(super::day(index, index + 4, (year, month, stated)))
}

/// `Rev. 06/22`: a month and a year of two digits, behind a word that says that it is no day.
pub(super) fn short_month(tokens: &Tokens, index: usize) -> Option<Mention> {
    let (stated, _) = small(tokens, index, 12).filter(|(_, digits)| *digits == 2)?;
    let touches = tokens.touches_next(index) && tokens.touches_next(index + 1);
    let before = index.checked_sub(1)?;
    let before = if matches!(tokens.mark(before), Some('.' | ':')) { before.checked_sub(1)? } else { before };
    let revises = matches!(tokens.word(before), Some("rev" | "revised" | "revision" | "ver" | "version" | "edition"));
    let date = PartialDate::month(short_year(tokens, index + 2)?, stated)?;
    (revises && touches && tokens.mark(index + 1) == Some('/'))
        .then(|| exact(index, index + 2, date, Form::NumericMonth))
}

/// A year of two digits with which a date ends.
fn short_year(tokens: &Tokens, index: usize) -> Option<i32> {
    let (year, _) = tokens.number(index).filter(|(_, digits)| *digits == 2)?;
    let year = i32::try_from(year).ok()?;
    ends(tokens, index).then_some(if year < 90 { 2000 + year } else { 1900 + year })
}

/// Whether nothing is glued to what ends here.
fn ends(tokens: &Tokens, at: usize) -> bool {
    !tokens.touches_next(at)
        || matches!(tokens.mark(at + 1), Some(')' | ',' | ']' | ';' | '|' | ':'))
        || (tokens.mark(at + 1) == Some('.') && tokens.number(at + 2).is_none())
}

/// Whether nothing is glued to what begins here.
fn begins(tokens: &Tokens, index: usize) -> bool {
    index == 0 || !tokens.touches_next(index - 1) || matches!(tokens.mark(index - 1), Some('(' | ':' | '['))
}

/// `令和6年4月1日`: a year counted from the beginning of a Japanese era.
pub(super) fn era(tokens: &Tokens, index: usize) -> Option<Mention> {
    let (count, _) = tokens.number(index)?;
    let start = match (tokens.word(index.checked_sub(2)?)?, tokens.word(index - 1)?) {
        ("令", "和") => 2018,
        ("平", "成") => 1988,
        _ => return None,
    };
    let mention = numeric_year_first(tokens, index, start + i32::try_from(count).ok()?)?;
    Some(Mention { first: index - 2, ..mention })
}
