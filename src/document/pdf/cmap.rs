//! Maps a font's codes to letters by the table that the PDF brings along.
//! Must not know fonts. Ranges stay ranges: a table of a few bytes may speak of four thousand million codes.

use std::collections::BTreeMap;

/// The most entries of a table.
const MOST: usize = 100_000;

/// A table from codes to letters.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// By the last code of a range: its first code, and the letters for that.
    ranges: BTreeMap<u32, (u32, String)>,
    /// The first and last code of each stretch of valid codes, with their length in bytes.
    lengths: Vec<(u32, u32, usize)>,
}

enum Token<'a> {
    Code(&'a [u8]),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    /// Reads the stream of a `/ToUnicode` entry.
    pub fn parse(text: &[u8]) -> Self {
        let mut map = Self::default();
        let mut section: &[u8] = b"";
        let mut codes: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        for token in Tokens(text) {
            match (token, &mut list) {
                (Token::Word(word), _) => {
                    (section, list) = (word, None);
                    codes.clear();
                }
                (Token::Open, _) => list = Some(Vec::new()),
                (Token::Code(digits), Some(list)) => list.push(bytes(digits)),
                (Token::Code(digits), None) => codes.push(bytes(digits)),
                (Token::Close, _) => {
                    if let (Some(list), [from, ..]) = (list.take(), codes.as_slice()) {
                        let first = number(from);
                        for (code, letters) in (first..=u32::MAX).zip(&list) {
                            map.add(code, code, letters);
                        }
                    }
                    codes.clear();
                }
            }
            match (section, codes.as_slice()) {
                (b"begincodespacerange", [from, to]) => {
                    map.lengths.push((number(from), number(to), from.len()));
                    codes.clear();
                }
                (b"beginbfchar", [code, letters]) => {
                    map.add(number(code), number(code), letters);
                    codes.clear();
                }
                (b"beginbfrange", [from, to, letters]) => {
                    map.add(number(from), number(to), letters);
                    codes.clear();
                }
                _ => {}
            }
        }
        map
    }

    fn add(&mut self, from: u32, to: u32, letters: &[u8]) {
        if from <= to && self.ranges.len() < MOST {
            let units: Vec<u16> =
                letters.chunks(2).map(|pair| pair.iter().fold(0, |n, b| n << 8 | u16::from(*b))).collect();
            self.ranges.entry(to).or_insert((from, String::from_utf16_lossy(&units)));
        }
    }

    /// The letters of a code.
    pub fn letters(&self, code: u32) -> Option<String> {
        let (_, (from, letters)) = self.ranges.range(code..).next()?;
        let offset = code.checked_sub(*from)?;
        if offset == 0 {
            return Some(letters.clone());
        }
        let mut letters = letters.clone();
        let last = letters.pop()?;
        letters.push(char::from_u32(u32::from(last).checked_add(offset)?)?);
        Some(letters)
    }

    /// How many bytes the code has that begins here; `None` when the table does not say.
    pub fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=bytes.len().min(4)).find(|length| {
            let code = number(&bytes[..*length]);
            self.lengths.iter().any(|(from, to, of)| of == length && (*from..=*to).contains(&code))
        })
    }
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.0.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0)?;
        let text = &self.0[start..];
        let (token, length) = match text {
            [b'<', b'<', ..] | [b'>', ..] => (Token::Word(b""), text.len().min(2)),
            [b'<', ..] => {
                let end = text.iter().position(|byte| *byte == b'>').unwrap_or(text.len());
                (Token::Code(&text[1..end]), (end + 1).min(text.len()))
            }
            [b'[', ..] => (Token::Open, 1),
            [b']', ..] => (Token::Close, 1),
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]".contains(byte);
                let end = text.iter().position(ends).unwrap_or(text.len()).max(1);
                (Token::Word(&text[..end]), end)
            }
        };
        self.0 = &text[length..];
        Some(token)
    }
}

fn bytes(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16))
        .filter_map(|n| u8::try_from(n).ok())
        .collect();
    digits.chunks(2).take(64).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        2 beginbfchar <0003> <0020> <0011> <00660069> endbfchar\n\
        2 beginbfrange <0024><0026><0041> <0030> <0031> [<0078> <D83DDE00>] endbfrange endcmap";

    #[test]
    fn codes_have_the_letters_of_their_table() {
        let map = CMap::parse(TABLE);
        let letters: Vec<_> = [3, 0x11, 0x24, 0x26, 0x30, 0x31].map(|code| map.letters(code).unwrap()).into();
        assert_eq!(letters, [" ", "fi", "A", "C", "x", "\u{1F600}"]);
        assert_eq!((map.letters(0x27), map.letters(4), map.letters(0x32)), (None, None, None));
        assert_eq!((map.length(b"\0\x03"), map.length(b"\0")), (Some(2), None));
    }

    #[test]
    fn a_range_of_all_codes_costs_nothing() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert_eq!(map.letters(1).as_deref(), Some("B"));
        assert_eq!(map.letters(u32::MAX), None);
    }

    #[test]
    fn what_is_no_table_is_an_empty_one() {
        for text in
            [&b"<<<<>>[[]]<"[..], b"beginbfchar <", b"beginbfrange <01> [", b"\xFF\0(", b"beginbfrange <05> <01> <41>"]
        {
            assert_eq!(CMap::parse(text).letters(1), None);
        }
    }
}
