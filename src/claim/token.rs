//! Cuts a line into words, numbers and marks, with words folded so that cues match whatever the case and the accents.
//! Must not know what the words mean.

use crate::document::typography::is_letter;

/// A line cut into tokens. Apostrophes, quotes, emphasis and hyphens inside words only separate.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    folded: String,
    list: Vec<Token>,
}

/// A word, number or mark with its place in the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Byte offset into the line.
    pub start: usize,
    /// Byte offset of the end.
    pub end: usize,
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits: their value and how many there are; longer numbers than a date can hold have the value 0.
    Number {
        value: u32,
        digits: usize,
    },
    /// Letters: where they stand in the folded text. In scripts without spaces each character is a word.
    Word {
        from: usize,
        to: usize,
    },
    Mark(char),
}

impl Tokens {
    /// Cuts `line`.
    pub fn of(line: &str) -> Self {
        let mut tokens = Self { folded: String::with_capacity(line.len()), list: Vec::with_capacity(line.len() / 5) };
        let mut chars = line.char_indices().peekable();
        while let Some(&(start, first)) = chars.peek() {
            if let Some(digit) = digit(first) {
                chars.next();
                let (mut value, mut digits, mut end) = (digit, 1, start + first.len_utf8());
                while let Some(&(at, next)) = chars.peek() {
                    let Some(digit) = self::digit(next) else { break };
                    value = value.saturating_mul(10).saturating_add(digit);
                    digits += 1;
                    end = at + next.len_utf8();
                    chars.next();
                }
                let value = if digits > 4 { 0 } else { value };
                tokens.list.push(Token { start, end, kind: TokenKind::Number { value, digits } });
            } else if let Some(length) = address(&line[start..]) {
                let end = start + length;
                while chars.next_if(|&(at, _)| at < end).is_some() {}
                tokens.list.push(Token { start, end, kind: TokenKind::Mark('↗') });
            } else if is_letter(first) {
                tokens.push_word(&mut chars);
            } else {
                chars.next();
                tokens.push_mark(start, first, chars.peek().map(|&(_, next)| next));
            }
        }
        tokens
    }

    fn push_word(&mut self, chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
        let Some(&(start, first)) = chars.peek() else { return };
        let from = self.folded.len();
        let mut end = start;
        while let Some(&(at, next)) = chars.peek() {
            let belongs = is_letter(next) || (next.is_ascii_digit() && end > start) || is_joiner(next);
            if !belongs || (at > start && (stands_alone(next) || stands_alone(first))) {
                break;
            }
            fold(next, &mut self.folded);
            end = at + next.len_utf8();
            chars.next();
        }
        self.list.push(Token { start, end, kind: TokenKind::Word { from, to: self.folded.len() } });
    }

    fn push_mark(&mut self, start: usize, mark: char, next: Option<char>) {
        let separates = mark.is_whitespace()
            || is_joiner(mark)
            || matches!(
                mark,
                '\'' | '"' | '*' | '_' | '`' | '’' | '‘' | '“' | '”' | '«' | '»' | '„' | '\\' | '#' | '®' | '™'
            );
        let inside = matches!(mark, '-' | '‐' | '‑')
            && next.is_some_and(char::is_alphabetic)
            && self.list.last().is_some_and(|last| last.end == start && matches!(last.kind, TokenKind::Word { .. }));
        if !separates && !inside {
            let kind = TokenKind::Mark(plain_mark(mark));
            self.list.push(Token { start, end: start + mark.len_utf8(), kind });
        }
    }

    /// The tokens in order.
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at `index`, if there is one.
    pub fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).copied()
    }

    /// The folded word at `index`; `None` when there is none or it is no word.
    pub fn word(&self, index: usize) -> Option<&str> {
        match self.list.get(index)?.kind {
            TokenKind::Word { from, to } => self.folded.get(from..to),
            _ => None,
        }
    }

    /// The number at `index` with the count of its digits.
    pub fn number(&self, index: usize) -> Option<(u32, usize)> {
        match self.list.get(index)?.kind {
            TokenKind::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// The mark at `index`.
    pub fn mark(&self, index: usize) -> Option<char> {
        match self.list.get(index)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether the tokens at `index` and after it touch.
    pub fn touches_next(&self, index: usize) -> bool {
        match (self.list.get(index), self.list.get(index + 1)) {
            (Some(left), Some(right)) => left.end == right.start,
            _ => false,
        }
    }
}

/// The first bytes of a text, at most `length`, cut between characters.
pub(super) fn beginning(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// A text as the tokens' words have it.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|next| fold(next, &mut folded));
    folded
}

/// The length of the address that a text begins with. What is in an address is nothing that a page states.
fn address(text: &str) -> Option<usize> {
    let may_begin = matches!(text.as_bytes().first(), Some(b'h' | b'w' | b'm'));
    let begins = may_begin && ["http", "www.", "mailto:"].iter().any(|start| text.starts_with(start));
    let written_out = begins && (text.contains("://") || !text.starts_with("http"));
    let end = || text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '|' | '（' | '，' | '。'));
    written_out.then(|| end().unwrap_or(text.len()))
}

/// The value of a digit in the scripts that policies write dates in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Combining marks, vowel signs and zero-width characters: they are part of a word and never begin one.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'
        | '\u{93c}' | '\u{941}'..='\u{94d}')
}

/// Characters of scripts that put no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

fn plain_mark(mark: char) -> char {
    match mark {
        '：' => ':',
        '，' | '、' => ',',
        '（' | '【' | '［' | '〔' => '(',
        '）' | '】' | '］' | '〕' => ')',
        '–' | '—' | '−' | '‐' | '‑' | '－' | '～' | '~' | '〜' => '-',
        '／' => '/',
        '．' => '.',
        '；' => ';',
        other => other,
    }
}

/// Lower case without accents.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // They have no case and no accents.
    if stands_alone(c) {
        out.push(c);
        return;
    }
    for lower in c.to_lowercase() {
        match lower {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => out.push('i'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => out.push('u'),
            'ý' | 'ÿ' | 'ỳ'..='ỹ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ά' => out.push('α'),
            'έ' => out.push('ε'),
            'ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
            'ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
            'ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'й' => out.push('и'),
            'ё' => out.push('е'),
            joiner if is_joiner(joiner) => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let tokens = Tokens::of(line);
        (0..tokens.len()).filter_map(|index| tokens.word(index).map(str::to_owned)).collect()
    }

    #[test]
    fn words_lose_case_accents_and_apostrophes() {
        assert_eq!(words("DATE D’ENTRÉE en Vigueur"), ["date", "d", "entree", "en", "vigueur"]);
        assert_eq!(words("İlk Güncelleme"), ["ilk", "guncelleme"]);
        assert_eq!(words("wchodzą w życie"), ["wchodza", "w", "zycie"]);
    }

    #[test]
    fn a_hyphen_inside_a_word_only_separates() {
        assert_eq!(words("mise-à-jour"), ["mise", "a", "jour"]);
        assert_eq!(Tokens::of("mise-à-jour").len(), 3);
        assert_eq!(Tokens::of("2020-01").len(), 3);
    }

    #[test]
    fn scripts_without_spaces_have_a_word_for_each_character() {
        assert_eq!(words("最終更新"), ["最", "終", "更", "新"]);
    }

    #[test]
    fn numbers_read_in_several_scripts() {
        for line in ["2024", "２０２４", "٢٠٢٤"] {
            assert_eq!(Tokens::of(line).number(0), Some((2024, 4)), "{line}");
        }
        assert_eq!(Tokens::of("99999999999999999999").number(0), Some((0, 20)));
    }

    #[test]
    fn what_stands_in_an_address_is_not_read() {
        assert_eq!(words("see https://example.com/fees-2023-01-02.pdf now"), ["see", "now"]);
        assert_eq!(words("see (www.example.com/May-2020) now"), ["see", "now"]);
    }

    #[test]
    fn offsets_are_those_of_the_line() {
        let line = "Gültig ab 1. März 2024";
        let tokens = Tokens::of(line);
        let printed: Vec<_> = tokens.list().iter().map(|token| &line[token.start..token.end]).collect();
        assert_eq!(printed, ["Gültig", "ab", "1", ".", "März", "2024"]);
    }
}
