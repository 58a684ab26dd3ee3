//! Writes any text on one line, so that a page can forge no line, column, trailer or formula. Reads it back exactly.
//! Must not know which file or commit the line stands in.

use std::fmt::Write as _;

/// `text` on one line: without control characters, tabs, line breaks, marks that turn the writing direction, spaces at
/// its ends, and without a first character that a spreadsheet would take for a formula.
pub(super) fn escape(text: &str) -> String {
    if text.is_empty() {
        return "\\e".to_owned();
    }
    let mut line = String::with_capacity(text.len());
    let last = text.chars().count() - 1;
    for (position, c) in text.chars().enumerate() {
        let at_an_end = position == 0 || position == last;
        match c {
            '\\' => line.push_str("\\\\"),
            '\t' => line.push_str("\\t"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            ' ' if at_an_end => line.push_str("\\s"),
            '=' | '+' | '-' | '@' if position == 0 => line.extend(['\\', c]),
            c if is_hidden(c) || (at_an_end && c.is_whitespace()) => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    line
}

/// Reads back what [`escape`] wrote; `None` when it cannot have written this.
pub(super) fn unescape(line: &str) -> Option<String> {
    if line == "\\e" {
        return Some(String::new());
    }
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next()? {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            's' => ' ',
            c @ ('\\' | '=' | '+' | '-' | '@') => c,
            'u' => code_point(&mut chars)?,
            _ => return None,
        });
    }
    Some(text)
}

/// Characters that a reader does not see but a terminal, an editor or a parser obeys.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn code_point(chars: &mut std::str::Chars<'_>) -> Option<char> {
    if chars.next()? != '{' {
        return None;
    }
    let digits: String = chars.take_while(|c| *c != '}').collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_address_stays_as_it_is() {
        let url = "https://web.archive.org/web/20121014192959/http://example.com/a-b?c=d%20e";
        assert_eq!(escape(url), url);
    }

    #[test]
    fn a_line_break_a_formula_and_a_terminal_sequence_lose_their_power() {
        assert_eq!(escape("x\nSHA256: 0"), "x\\nSHA256: 0");
        assert_eq!(escape("=cmd()"), "\\=cmd()");
        assert_eq!(escape("\u{2000}x\u{3000}"), "\\u{2000}x\\u{3000}");
        assert_eq!(escape("\u{1b}[31m\u{202e}"), "\\u{1b}[31m\\u{202e}");
    }

    proptest! {
        #[test]
        fn any_text_reads_back_and_stands_on_one_line(text in "\\PC*|[ \\t\\r\\n=\\\\\u{85}\u{2028}\u{0}a]{0,9}") {
            let line = escape(&text);
            prop_assert!(!line.chars().any(is_hidden));
            prop_assert_eq!(line.trim(), &line);
            prop_assert_eq!(unescape(&line), Some(text));
        }
    }
}
