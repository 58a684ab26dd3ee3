//! The number a reader sees before a list item.
//! Must not know what the item says.

use super::style::Numbering;

/// A list that is being read.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// `None` for a list with bullets.
    pub numbering: Option<Numbering>,
    /// The next item's number.
    pub next: i64,
    /// 1, or -1 when the list counts down.
    pub step: i64,
    /// The numbers of the items around it, when counters show all levels.
    pub prefix: Option<String>,
    /// Whether its items are sections: they begin with headings.
    pub holds_sections: bool,
}

impl List {
    /// The label of the next item, counting on; `value` is the number the item itself asks for.
    pub fn label(&mut self, value: Option<i64>) -> Option<String> {
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        let numbering = self.numbering?;
        let printed = print(numbering, number)?;
        Some(match &self.prefix {
            Some(prefix) => format!("{prefix}{printed}."),
            None => format!("{printed}."),
        })
    }
}

/// The number in the list's own digits; what letters or Roman numerals cannot say is said in decimals.
fn print(numbering: Numbering, number: i64) -> Option<String> {
    let in_letters = |letters: Option<String>| Some(letters.unwrap_or_else(|| number.to_string()));
    match numbering {
        Numbering::Hidden => None,
        Numbering::Decimal => Some(number.to_string()),
        Numbering::LowerAlpha => in_letters(alphabetic(number)),
        Numbering::UpperAlpha => in_letters(alphabetic(number).map(|letters| letters.to_uppercase())),
        Numbering::LowerRoman => in_letters(roman(number)),
        Numbering::UpperRoman => in_letters(roman(number).map(|letters| letters.to_uppercase())),
    }
}

/// `a` to `z`, then `aa`, `ab`, …
fn alphabetic(number: i64) -> Option<String> {
    let mut rest = u32::try_from(number).ok().filter(|number| *number > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from_u32(u32::from(b'a') + (rest - 1) % 26)?);
        rest = (rest - 1) / 26;
    }
    Some(letters.into_iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const NUMERALS: &[(i64, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut letters = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= *value {
            letters.push_str(numeral);
            rest -= value;
        }
    }
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_the_list_counts() {
        assert_eq!(print(Numbering::LowerAlpha, 28).as_deref(), Some("ab"));
        assert_eq!(print(Numbering::UpperAlpha, 3).as_deref(), Some("C"));
        assert_eq!(print(Numbering::LowerRoman, 14).as_deref(), Some("xiv"));
        assert_eq!(print(Numbering::UpperRoman, 4000).as_deref(), Some("4000"));
        assert_eq!(print(Numbering::LowerAlpha, 0).as_deref(), Some("0"));
    }

    #[test]
    fn a_list_counts_on_from_a_number_an_item_asks_for() {
        let mut list =
            List { numbering: Some(Numbering::Decimal), next: 1, step: 1, prefix: None, holds_sections: false };
        assert_eq!(list.label(Some(7)).as_deref(), Some("7."));
        assert_eq!(list.label(None).as_deref(), Some("8."));
    }
}
