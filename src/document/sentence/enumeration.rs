//! Enumerations within a sentence: `(i) …; (ii) …; and (iii) …`.
//! Must not know where sentences end otherwise.

use memchr::{memchr_iter, memmem};

use super::super::heading;

/// The places where a new item of an enumeration begins, in order.
///
/// Items are split only where a semicolon stands between two of them, and the numbers follow each other: commas
/// enumerate words, semicolons clauses. A conjunction before a number belongs to its item.
pub fn breaks(text: &str) -> Vec<usize> {
    let marks = marks(text);
    let mut breaks = Vec::new();
    let mut series: Vec<&Mark> = Vec::new();
    for mark in &marks {
        let follows = series.last().is_some_and(|last| last.leads_to(mark));
        if !follows {
            close(&mut series, &mut breaks);
        }
        series.push(mark);
    }
    close(&mut series, &mut breaks);
    breaks
}

/// A number in parentheses or before one, and what stands before it.
struct Mark<'a> {
    word: &'a str,
    /// Where its item begins, conjunction included.
    begin: usize,
    after_semicolon: bool,
    after_colon: bool,
}

impl Mark<'_> {
    fn leads_to(&self, next: &Mark) -> bool {
        let roman = heading::roman(self.word).zip(heading::roman(next.word)).is_some_and(|(a, b)| b == a + 1);
        let digits = number(self.word).zip(number(next.word)).is_some_and(|(a, b)| b == a + 1);
        let letters = letter(self.word).zip(letter(next.word)).is_some_and(|(a, b)| u32::from(b) == u32::from(a) + 1);
        roman || digits || letters
    }
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| heading::ideographic_value(word))
}

/// The figures of the East, `百` and what is larger left aside: no enumeration is that long.
fn is_ideograph(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Where parentheses close, of whatever width.
fn closings(text: &str) -> impl Iterator<Item = usize> {
    let wide = (!text.is_ascii()).then(|| memmem::find_iter(text.as_bytes(), "）"));
    let mut wide = wide.into_iter().flatten().peekable();
    let mut narrow = memchr_iter(b')', text.as_bytes()).peekable();
    std::iter::from_fn(move || match (narrow.peek(), wide.peek()) {
        (Some(first), Some(second)) if second < first => wide.next(),
        (None, _) => wide.next(),
        _ => narrow.next(),
    })
}

fn letter(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|c| chars.as_str().is_empty() && c.is_ascii_alphabetic())
}

/// Gives the breaks of a series whose items are separated by semicolons.
fn close(series: &mut Vec<&Mark>, breaks: &mut Vec<usize>) {
    let others = series.iter().skip(1);
    let separated = others.clone().filter(|mark| mark.after_semicolon).count();
    if separated > 0 && separated * 2 >= others.len() {
        let first = series.first().filter(|mark| mark.after_colon && mark.begin > 0);
        breaks.extend(first.map(|mark| mark.begin));
        breaks.extend(series.iter().skip(1).filter(|mark| mark.after_semicolon).map(|mark| mark.begin));
    }
    series.clear();
}

fn marks(text: &str) -> Vec<Mark<'_>> {
    const CONJUNCTIONS: &[&str] = &[
        "and", "or", "and/or", "und", "oder", "et", "ou", "et/ou", "y", "o", "y/o", "e", "ed", "en", "of", "oraz", "i",
        "lub",
    ];
    let mut marks = Vec::new();
    for close in closings(text) {
        let word =
            text[..close].rsplit(|c: char| !c.is_ascii_alphanumeric() && !is_ideograph(c)).next().unwrap_or_default();
        let head = &text[..close - word.len()];
        let opened = head.ends_with(['(', '（']);
        let stands = head.is_empty() || opened || head.ends_with([' ', '\u{A0}', '；', '：']);
        if word.is_empty() || word.len() > 9 || !stands {
            continue;
        }
        let at = if opened { head.trim_end_matches(['(', '（']).len() } else { head.len() };
        let counts =
            number(word).is_some_and(|number| number < 100) || letter(word).is_some() || heading::is_roman(word);
        if !counts {
            continue;
        }
        let before = text[..at].trim_end();
        let conjunction = CONJUNCTIONS
            .iter()
            .find(|conjunction| before.strip_suffix(**conjunction).is_some_and(|rest| rest.ends_with([' ', ';', ','])));
        let head = conjunction.map_or(before, |conjunction| before[..before.len() - conjunction.len()].trim_end());
        marks.push(Mark {
            word,
            begin: text.len() - text[head.len()..].trim_start().len(),
            after_semicolon: head.ends_with([';', '；']),
            after_colon: head.ends_with([':', '：']),
        });
    }
    marks
}
