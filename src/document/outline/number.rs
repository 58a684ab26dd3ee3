//! Section numbers as values: which follows which, which stands below which.
//! Must not know lines or levels.

use crate::document::heading;

/// A section's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub style: Style,
    /// Each part's value: `[3, 2]` for `3.2`.
    pub parts: Vec<u32>,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `Article 5`, `§ 3`, `第1条`.
    Worded,
    /// `3.2`.
    Decimal,
    UpperRoman,
    UpperLetter,
    LowerLetter,
    LowerRoman,
    /// `一`.
    Ideographic,
}

impl Number {
    /// Reads a number as a heading has it, without punctuation at its end.
    pub fn read(number: &str) -> Option<Self> {
        if number.starts_with('第') || number.contains(' ') || number.starts_with('§') {
            let last = number.trim_start_matches('第').rsplit([' ', '§']).next()?;
            let counted = last.trim_end_matches(|c: char| !c.is_ascii_digit() && !c.is_ascii_alphabetic());
            let parts = parts(counted)
                .or_else(|| heading::ideographic_value(last).map(|value| vec![value]))
                .unwrap_or_default();
            return Some(Self { style: Style::Worded, parts });
        }
        if let Some(parts) = parts(number) {
            let first = number.chars().next()?;
            let style = match (
                first.is_ascii_digit(),
                first.is_uppercase(),
                number.len() > 1 || matches!(first, 'I' | 'V' | 'i'),
            ) {
                (true, _, _) => Style::Decimal,
                (_, true, roman) if roman && heading::is_roman(number) => Style::UpperRoman,
                (_, false, roman) if roman && heading::is_roman(number) => Style::LowerRoman,
                (_, true, _) => Style::UpperLetter,
                (_, false, _) => Style::LowerLetter,
            };
            return Some(Self { style, parts });
        }
        heading::ideographic_value(number).map(|value| Self { style: Style::Ideographic, parts: vec![value] })
    }

    /// The number in the light of the one before it: `i` after `h` is a letter, `v` after `iv` is a roman number.
    pub fn read_after(number: &str, before: Option<&Self>) -> Option<Self> {
        let read = Self::read(number)?;
        let Some(c) = number.chars().next().filter(|_| number.len() == 1 && "ivxlIVXL".contains(number)) else {
            return Some(read);
        };
        let upper = c.is_uppercase();
        let letter = if upper { Style::UpperLetter } else { Style::LowerLetter };
        let roman = if upper { Style::UpperRoman } else { Style::LowerRoman };
        let place = u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1;
        let readings = [(letter, Some(place)), (roman, heading::roman(number))];
        let following = readings.into_iter().find_map(|(style, value)| {
            let reading = Self { style, parts: vec![value?] };
            before.is_some_and(|before| before.leads_to(&reading)).then_some(reading)
        });
        Some(following.unwrap_or(read))
    }

    /// How many parts the number has.
    pub fn depth(&self) -> usize {
        self.parts.len()
    }

    /// Whether the number is the first of its series.
    pub fn is_first(&self) -> bool {
        self.parts.last() == Some(&1)
    }

    /// Whether `next` is the number that comes after this one, on the same depth.
    pub fn leads_to(&self, next: &Self) -> bool {
        let (Some((last, head)), Some((next_last, next_head))) = (self.parts.split_last(), next.parts.split_last())
        else {
            return false;
        };
        self.style == next.style && head == next_head && last + 1 == *next_last
    }

    /// Whether `below` stands below this number: `3.2` below `3` and below `Article 3`.
    pub fn holds(&self, below: &Self) -> bool {
        let numeric = below.style == Style::Decimal || below.style == self.style;
        numeric
            && !self.parts.is_empty()
            && below.parts.len() > self.parts.len()
            && below.parts.starts_with(&self.parts)
    }
}

fn parts(number: &str) -> Option<Vec<u32>> {
    let mut parts = Vec::new();
    for part in number.split(['.', '-']) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let value = match digits {
            0 => letters(part, number.len() == part.len())?,
            _ => part[..digits].parse().ok()?,
        };
        parts.push(value);
    }
    Some(parts)
}

/// The value of letters: a roman number where it can be one, else the place in the alphabet.
fn letters(part: &str, whole: bool) -> Option<u32> {
    let roman = heading::roman(part).filter(|_| whole && (part.len() > 1 || matches!(part, "i" | "I" | "V")));
    let mut chars = part.chars();
    let letter = chars.next().filter(|c| chars.as_str().is_empty() && c.is_ascii_alphabetic());
    roman.or_else(|| letter.map(|c| u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::read(text).unwrap()
    }

    #[test]
    fn numbers_have_values_and_styles() {
        for (text, style, parts) in [
            ("3.2", Style::Decimal, vec![3, 2]),
            ("Article 5", Style::Worded, vec![5]),
            ("Section A", Style::Worded, vec![1]),
            ("ARTICLE IV", Style::Worded, vec![4]),
            ("§ 3", Style::Worded, vec![3]),
            ("第十二条", Style::Worded, vec![12]),
            ("第3条", Style::Worded, vec![3]),
            ("iv", Style::LowerRoman, vec![4]),
            ("c", Style::LowerLetter, vec![3]),
            ("B", Style::UpperLetter, vec![2]),
            ("II", Style::UpperRoman, vec![2]),
            ("二", Style::Ideographic, vec![2]),
            ("2a", Style::Decimal, vec![2]),
        ] {
            assert_eq!(number(text), Number { style, parts }, "{text}");
        }
    }

    #[test]
    fn a_letter_that_could_be_roman_goes_on_its_series() {
        let after =
            |number: &str, before: &str| Number::read_after(number, Number::read(before).as_ref()).unwrap().style;
        assert_eq!(after("i", "h"), Style::LowerLetter);
        assert_eq!(after("v", "iv"), Style::LowerRoman);
        assert_eq!(after("i", "3"), Style::LowerRoman);
    }

    #[test]
    fn numbers_follow_and_hold_each_other() {
        assert!(number("3.2").leads_to(&number("3.3")));
        assert!(!number("3.2").leads_to(&number("4.3")));
        assert!(number("3").holds(&number("3.1")) && number("Article 3").holds(&number("3.1")));
        assert!(!number("3").holds(&number("4.1")) && !number("3").holds(&number("3")));
    }
}
