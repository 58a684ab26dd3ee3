//! Breaks text into lines at spaces; a no-break space holds words together and is printed as a space.
//! Owns what a column is; makes every text harmless on its way in.
//! Must not know what the text says.

use super::{Colour, Ink, Style};
use crate::report::escape::visible;

/// Text of one or more inks that is broken into lines as a whole.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Harmless pieces; a word may run on from one piece into the next.
    pieces: Vec<(Ink, String)>,
}

/// A piece of a word, with whether a break may come before it.
struct Fragment<'a> {
    ink: Ink,
    text: &'a str,
    starts_word: bool,
}

impl Paragraph {
    /// A paragraph of one ink.
    pub(super) fn of(ink: Ink, text: &str) -> Self {
        Self::default().and(ink, text)
    }

    /// The paragraph with another piece at its end.
    pub(super) fn and(mut self, ink: Ink, text: &str) -> Self {
        self.push(ink, text);
        self
    }

    /// Adds a piece at the end.
    pub(super) fn push(&mut self, ink: Ink, text: &str) {
        self.pieces.push((ink, visible(text).into_owned()));
    }

    /// The lines, the first after `first`, the others after `rest`, each with a line break.
    pub(super) fn lines(&self, style: Style, first: &str, rest: &str) -> String {
        let mut lines = Lines::new(style, first, rest);
        for fragment in self.fragments() {
            lines.push(&fragment);
        }
        lines.finish()
    }

    fn fragments(&self) -> Vec<Fragment<'_>> {
        let mut fragments = Vec::new();
        let mut starts_word = true;
        for (ink, text) in &self.pieces {
            for (index, word) in text.split(' ').enumerate() {
                starts_word |= index > 0;
                if !word.is_empty() {
                    fragments.push(Fragment { ink: *ink, text: word, starts_word });
                    starts_word = false;
                }
            }
        }
        fragments
    }
}

/// Lines in the making.
struct Lines<'a> {
    style: Style,
    rest: &'a str,
    written: String,
    /// Pieces of the line so far, with what is painted alike kept together.
    line: Vec<(Ink, String)>,
    /// Columns of the line so far, indentation included.
    used: usize,
    indent: usize,
}

impl<'a> Lines<'a> {
    fn new(style: Style, first: &str, rest: &'a str) -> Self {
        let indent = columns(first);
        Self { style, rest, written: first.to_owned(), line: Vec::new(), used: indent, indent }
    }

    fn push(&mut self, fragment: &Fragment<'_>) {
        let space = usize::from(fragment.starts_word && !self.line.is_empty());
        let width = columns(fragment.text);
        if self.used + space + width > self.style.measure() && fragment.starts_word && !self.line.is_empty() {
            self.break_line();
        } else if space == 1 {
            self.put_space(fragment.ink);
        }
        self.put_broken(fragment.ink, fragment.text, width);
    }

    /// Puts text that may be wider than a line.
    fn put_broken(&mut self, ink: Ink, text: &str, width: usize) {
        if self.used + width <= self.style.measure() {
            self.put(ink, text, width);
            return;
        }
        for c in text.chars() {
            let width = column(c);
            if self.used + width > self.style.measure() && self.used > self.indent {
                self.break_line();
            }
            self.put(ink, c.encode_utf8(&mut [0; 4]), width);
        }
    }

    fn put_space(&mut self, ink: Ink) {
        let ink = if self.line.last().is_some_and(|(last, _)| *last == ink) { ink } else { Ink::Plain };
        self.put(ink, " ", 1);
    }

    fn put(&mut self, ink: Ink, text: &str, width: usize) {
        match self.line.last_mut() {
            Some((last, line)) if *last == ink => line.push_str(text),
            _ => self.line.push((ink, text.to_owned())),
        }
        self.used += width;
    }

    fn break_line(&mut self) {
        self.flush();
        self.written.push_str(self.rest);
        self.indent = columns(self.rest);
        self.used = self.indent;
    }

    fn flush(&mut self) {
        for (ink, text) in self.line.drain(..) {
            self.written.push_str(&self.style.paint(ink, &text.replace('\u{a0}', " ")));
        }
        while self.style.colour == Colour::Plain && self.written.ends_with(' ') {
            self.written.pop();
        }
        self.written.push('\n');
    }

    fn finish(mut self) -> String {
        self.flush();
        self.written
    }
}

/// How many columns a terminal gives a text without control characters.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

/// `text` with spaces after it up to `width` columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// Marks that combine with the character before them.
const COMBINING: [(u32, u32); 9] = [
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x200B, 0x200F),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
];
/// East Asian characters and most emoji.
const WIDE: [(u32, u32); 11] = [
    (0x1100, 0x115F),
    (0x2E80, 0x303E),
    (0x3041, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x1F300, 0x1F64F),
    (0x1F900, 0x1F9FF),
    (0x20000, 0x3FFFD),
];

fn column(c: char) -> usize {
    let code = u32::from(c);
    let among = |ranges: &[(u32, u32)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&code));
    if among(&COMBINING) {
        0
    } else if among(&WIDE) {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Style = Style { width: 32, colour: Colour::Plain };

    #[test]
    fn a_paragraph_breaks_between_words() {
        let lines =
            Paragraph::of(Ink::Plain, "We never share your email address with anybody").lines(NARROW, "- ", "  ");
        assert_eq!(lines, "- We never share your email\n  address with anybody\n");
    }

    #[test]
    fn a_word_that_runs_over_two_inks_is_not_torn() {
        let paragraph = Paragraph::of(Ink::Plain, "(").and(Ink::Added, "new").and(Ink::Plain, ") end");
        assert_eq!(paragraph.lines(NARROW, "", ""), "(new) end\n");
        let coloured = paragraph.lines(Style { colour: Colour::Ansi, ..NARROW }, "", "");
        assert_eq!(coloured, "(\u{1b}[34;4mnew\u{1b}[0m) end\n");
    }

    #[test]
    fn an_endless_word_is_broken_at_the_width() {
        let lines = Paragraph::of(Ink::Plain, &"x".repeat(100)).lines(NARROW, "", "");
        assert!(lines.lines().all(|line| line.len() <= 32), "{lines}");
        assert_eq!(lines.replace('\n', "").len(), 100);
    }

    #[test]
    fn wide_characters_count_twice_and_marks_not_at_all() {
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("e\u{301}"), 1);
    }

    #[test]
    fn page_text_cannot_command_the_terminal() {
        let wide = Style { width: 60, ..NARROW };
        let lines = Paragraph::of(Ink::Plain, "a\u{1b}]0;owned\u{7}b\nforged").lines(wide, "", "");
        assert_eq!(lines, "a<U+001B>]0;owned<U+0007>b forged\n");
    }
}
