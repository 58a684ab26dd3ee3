//! What characters become before a text is compared or shown: composed, on one line, quotes straight, nothing invisible.
//! Must not know blocks, formats or sentences.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text composed (NFC), quotes straightened and invisible characters gone; white space stays as it is.
///
/// The page's own words stay: dashes, ellipses, guillemets and every visible character are kept.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let composed = if is_composed(text) || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect::<String>())
    };
    match straightened(&composed) {
        Some(kept) => Cow::Owned(kept),
        None => composed,
    }
}

/// The text with every character as a reader sees it; `None` when they all are.
fn straightened(text: &str) -> Option<String> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(length) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii()) {
        at += length;
        let Some(c) = text[at..].chars().next() else { break };
        let joins = |text: &str| text.chars().next_back().is_some_and(needs_joiners);
        let seen = if is_joiner(c) {
            let before = &text[copied..at];
            joins(if before.is_empty() { kept.as_str() } else { before }).then_some(c)
        } else {
            visible(c)
        };
        if seen != Some(c) {
            kept.push_str(&text[copied..at]);
            kept.extend(seen);
            copied = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    if copied == 0 {
        return None;
    }
    kept.push_str(&text[copied..]);
    Some(kept)
}

/// Whether a text has only characters that nothing before or after them can change: a look at its bytes.
fn is_composed(text: &str) -> bool {
    // Combining marks begin at U+0300, and so with 0xCC; of what comes later the commonest scripts without them pass.
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte >= 0xCC) {
        let mut chars = rest[at..].chars();
        let stands = matches!(
            chars.next(),
            Some(
                '\u{400}'..='\u{481}'
                | '\u{2002}'..='\u{203F}'
                | '\u{3000}'..='\u{3029}'
                | '\u{3041}'..='\u{3096}'
                | '\u{30A1}'..='\u{30FF}'
                | '\u{4E00}'..='\u{9FFF}'
                | '\u{FF01}'..='\u{FF60}',
            )
        );
        if !stands {
            return false;
        }
        rest = chars.as_str();
    }
    true
}

/// The text on one line: control characters and white space become single spaces, the ends are trimmed.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// Whether a text is on one line already, with single spaces and none at its ends.
pub fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [first, rest @ ..] = bytes else { return true };
    // Looked at to the end, which takes less time than to stop at the first.
    let is_control = |byte: u8| byte < b' ' || byte == 0x7F;
    // Numbers, for those are compared many at a time.
    let is = |condition: bool| u8::from(condition);
    let mut spaced = 0;
    for (byte, next) in bytes.iter().zip(rest) {
        spaced |= is(*byte < b' ') | is(*byte == 0x7F) | (is(*byte == b' ') & is(*next == b' '));
    }
    let is_end = |byte: u8| byte == b' ' || is_control(byte);
    if spaced != 0 || is_end(*first) || rest.last().is_some_and(|last| is_end(*last)) {
        return false;
    }
    // The bytes that other white space and controls begin with.
    let may_be_space = |byte: u8| matches!(byte, 0xC2 | 0xE1..=0xE3);
    text.is_ascii()
        || !bytes.iter().enumerate().any(|(at, byte)| may_be_space(*byte) && text[at..].starts_with(is_space))
}

/// Whether a character is a letter: what `char::is_alphabetic` says, said faster of the signs of the East.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
        || c.is_alphabetic()
}

/// Whether a character separates words: white space of any width, and what controls a terminal or a line.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// One form for what readers take as the same: every dash a hyphen, every double quote `"`, every apostrophe `'`.
pub fn fold(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '«' | '»' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{FF02}' => '"',
        '‹' | '›' | '\u{2018}'..='\u{201B}' | '\u{2032}' | '`' | '\u{B4}' | '\u{FF07}' => '\'',
        '\u{2022}' | '\u{2023}' | '\u{25CF}' | '\u{25AA}' | '\u{25E6}' => '\u{B7}',
        c => c,
    }
}

/// The character a reader sees, straightened; `None` for one that nobody sees.
fn visible(c: char) -> Option<char> {
    match c {
        '\u{2018}'..='\u{201B}' => Some('\''),
        '\u{201C}'..='\u{201F}' => Some('"'),
        '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{61C}'
        | '\u{180E}' => None,
        c => Some(c),
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Scripts in which a joiner changes the shape of a word, and emoji, which it ties together.
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109F}' | '\u{FE0F}' | '\u{1F000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typographic_quotes_are_straightened_and_dashes_kept() {
        assert_eq!(normalize("“we” – don’t"), "\"we\" – don't");
    }

    #[test]
    fn what_nobody_sees_is_gone() {
        assert_eq!(normalize("per\u{AD}sonal\u{200B} da\u{202E}ta"), "personal data");
    }

    #[test]
    fn a_persian_word_keeps_its_joiner() {
        assert_eq!(normalize("می\u{200C}شود"), "می\u{200C}شود");
        assert_eq!(normalize("a\u{200C}bé"), "abé");
    }

    #[test]
    fn letters_are_composed() {
        assert_eq!(normalize("re\u{301}sume\u{301}"), "résumé");
    }

    #[test]
    fn what_is_taken_for_composed_at_a_glance_is() {
        for c in ('\0'..='\u{FFFF}').filter(|c| is_composed(&c.to_string())) {
            let text = format!("e{c}e か{c}か");
            assert!(is_nfc(&text) && text.nfc().eq(text.chars()), "{c:?}");
        }
    }

    #[test]
    fn a_letter_is_one_for_the_standard_library_too() {
        assert!(('\0'..='\u{FFFF}').all(|c| is_letter(c) == c.is_alphabetic()));
    }

    #[test]
    fn white_space_of_any_script_breaks_a_line() {
        for c in ('\0'..='\u{FFFF}').filter(|c| *c != ' ') {
            assert_eq!(is_one_line(&format!("é{c}é")), !is_space(c), "{c:?}");
        }
    }

    #[test]
    fn a_text_comes_to_stand_on_one_line() {
        assert_eq!(one_line(" a\u{A0}\t b\r\nc\u{0} "), "a b c");
        assert!(is_one_line("a b c"));
        assert!(is_one_line(""));
        assert!(!is_one_line("a  b") && !is_one_line(" a") && !is_one_line("a ") && !is_one_line("a\u{A0}b"));
    }
}
