//! The grammar of dates: finds where a line states a year, a month or a day.
//! Must not know what a date is said to be, or which order of day and month a document uses.

use crate::time::PartialDate;

use super::token::Tokens;
use super::words::months::month;

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
        return short_numeric(tokens, index).or_else(|| era(tokens, index));
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

fn numeric_year_first(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
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
        return Some(self::day(index, index + 4 + usize::from(closes), (year, month, day)));
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
    let at = skip_back(tokens, month_at.checked_sub(1)?, &['.', ',', '-', '/', 'º', '°', 'ª'], &words)?;
    let at = if tokens.word(at).is_some_and(is_ordinal) { at.checked_sub(1)? } else { at };
    small(tokens, at, 31).map(|(day, _)| (at, day))
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

/// `01/05/2020`, `1. 5. 2020`, `1-5-2020`; `5/2020`.
fn numeric_year_last(tokens: &Tokens, index: usize, year: i32) -> Option<Mention> {
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
fn short_numeric(tokens: &Tokens, index: usize) -> Option<Mention> {
    let separator = tokens.mark(index + 1).filter(|mark| matches!(mark, '/' | '.' | '-'))?;
    let touches = (index..index + 4).all(|at| tokens.touches_next(at));
    let ends = |at: usize| {
        !tokens.touches_next(at)
            || matches!(tokens.mark(at + 1), Some(')' | ',' | ']' | ';' | '|' | ':'))
            || (tokens.mark(at + 1) == Some('.') && tokens.number(at + 2).is_none())
    };
    let begins =
        index == 0 || !tokens.touches_next(index - 1) || matches!(tokens.mark(index - 1), Some('(' | ':' | '['));
    let (year, digits) = tokens.number(index + 4)?;
    if !touches || tokens.mark(index + 3) != Some(separator) || !begins || digits != 2 || !ends(index + 4) {
        return None;
    }
    let (first, _) = tokens.number(index).filter(|&(value, _)| value > 0)?;
    let (second, _) = tokens.number(index + 2).filter(|&(value, digits)| digits <= 2 && value > 0)?;
    let reading = either_order(first, second, 2000 + i32::try_from(year).ok()?)?;
    let form = Form::Numeric { separator, short_year: true };
    (reading != Reading::Impossible).then_some(Mention { first: index, last: index + 4, reading, form })
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

/// `令和6年4月1日`: a year counted from the beginning of a Japanese era.
fn era(tokens: &Tokens, index: usize) -> Option<Mention> {
    let (count, _) = tokens.number(index)?;
    let start = match (tokens.word(index.checked_sub(2)?)?, tokens.word(index - 1)?) {
        ("令", "和") => 2018,
        ("平", "成") => 1988,
        _ => return None,
    };
    let mention = numeric_year_first(tokens, index, start + i32::try_from(count).ok()?)?;
    Some(Mention { first: index - 2, ..mention })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(line: &str) -> Vec<String> {
        let tokens = Tokens::of(line);
        let read = |mention: Mention| match mention.reading {
            Reading::Exact(date) => date.to_string(),
            Reading::Ambiguous { day_first, month_first } => format!("{day_first}|{month_first}"),
            Reading::Impossible => "impossible".to_owned(),
        };
        let found: Vec<_> = mentions(&tokens).into_iter().map(read).collect();
        assert!(found.is_empty() || may_hold_date(line), "the gate refuses {line}");
        found
    }

    #[test]
    fn days_read_in_every_usual_form() {
        for line in [
            "January 2, 2023",
            "January 2nd 2023",
            "2 January 2023",
            "2nd of January 2023",
            "Jan. 2, 2023",
            "Jan 2 2023",
            "2-Jan-2023",
            "2nd January, 2023",
            "the 2nd day of January, 2023",
            "2023-01-02",
            "2023/01/02",
            "2023.01.02.",
            "2. Januar 2023",
            "2 janvier 2023",
            "2 de enero de 2023",
            "2 de Janeiro, 2023",
            "2 gennaio 2023",
            "2 stycznia 2023 r.",
            "2. ledna 2023",
            "2023. január 2.",
            "2 января 2023 г.",
            "2 Ocak 2023",
            "2023年1月2日",
            "2023 年 1 月 2 日",
            "2023년 1월 2일",
            "2023. 1. 2.",
            "2023 m. sausio 2 d.",
            "2023. gada 2. janvāris",
            "ngày 2 tháng 1 năm 2023",
            "令和5年1月2日",
            "2 يناير 2023",
            "2 בינואר 2023",
            "2 Ιανουαρίου 2023",
            "January 2. 2023",
            "2º de janeiro de 2023",
            "2023-01-02T10:00:00Z",
            "2023-01-02Policy",
            "２０２３年１月２日",
        ] {
            assert_eq!(dates(line), ["2023-01-02"], "{line}");
        }
        assert_eq!(dates("1er juin 2021"), ["2021-06-01"]);
        assert_eq!(dates("April 26 th, 2012"), ["2012-04-26"]);
        assert_eq!(dates("31.12.2023"), ["2023-12-31"]);
        assert_eq!(dates("16. 12. 2022"), ["2022-12-16"]);
        assert_eq!(dates("12/31/2023"), ["2023-12-31"]);
        assert_eq!(dates("2024.03.06-tól"), ["2024-03-06"]);
    }

    #[test]
    fn months_and_years_keep_their_precision() {
        for line in ["May 2018", "May, 2018", "mai 2018", "Mayo de 2018", "5/2018", "05.2018", "2018-05", "2018年5月"]
        {
            assert_eq!(dates(line), ["2018-05"], "{line}");
        }
        assert_eq!(dates("in 2018"), ["2018"]);
    }

    #[test]
    fn day_and_month_that_cannot_be_told_apart_stay_ambiguous() {
        assert_eq!(dates("01/02/2023"), ["2023-02-01|2023-01-02"]);
        assert_eq!(dates("01.02.23"), ["2023-02-01|2023-01-02"]);
        assert_eq!(dates("05/05/2021"), ["2021-05-05"]);
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_no_dates() {
        for line in ["31 June 2020", "February 30, 2021", "2020-13-45", "31/02/2021"] {
            let found = dates(line);
            assert!(found.is_empty() || found == ["impossible"] || found == ["2020"], "{line}: {found:?}");
        }
    }

    #[test]
    fn numbers_that_look_like_dates_are_none() {
        for line in
            ["800.288.2020", "11.2.10.5", "45.67.89.2020", "v2.0.81", "a@2020", "20457 Hamburg", "1-800-ATT-2020"]
        {
            assert!(dates(line).is_empty(), "{line}: {:?}", dates(line));
        }
    }

    #[test]
    fn a_date_ends_where_the_next_begins() {
        assert_eq!(dates("Junio 2022 Aug 2024"), ["2022-06", "2024-08"]);
        assert_eq!(dates("from 20.05.2021 to 23.09.2021"), ["2021-05-20", "2021-09-23"]);
        assert_eq!(dates("January 22, 2022 November 30, 2021"), ["2022-01-22", "2021-11-30"]);
        assert_eq!(dates("2023 May 1, 2024"), ["2023", "2024-05-01"]);
    }
}
