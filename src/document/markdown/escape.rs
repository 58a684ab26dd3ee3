//! Text of a sentence, a cell or a heading as canonical Markdown and back: escapes and links.
//! Must not know blocks, or foreign Markdown.

use crate::document::heading;
use crate::document::model::{Link, Sentence};
use crate::document::typography;

/// Where a text is written, which decides what could be mistaken there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the beginning of a line.
    Line,
    /// After the mark of a bullet, where a label could stand.
    Item,
    /// In a table's cell.
    Cell,
    /// In a heading.
    Heading,
}

/// Writes a text so that a reader of Markdown sees exactly its characters.
pub fn write_text(page: &mut String, sentence: &Sentence, place: Place) {
    let text = sentence.text.as_str();
    let guarded = guarded_start(text, place);
    let mut links = sentence.links.iter();
    let mut next = links.next();
    let mut open: Option<&Link> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if let Some(link) = open.take_if(|link| link.end <= at) {
            close_link(page, link);
        }
        if let Some(link) = next.take_if(|link| link.start <= at) {
            page.push('[');
            open = Some(link);
            next = links.next();
        }
        let after = &text[at + c.len_utf8()..];
        let opens_image = c == '!' && next.is_some_and(|link| link.start == at + 1);
        if guarded == Some(at) || opens_image || is_mark(c, before, after, place) {
            page.push('\\');
        }
        page.push(if typography::is_space(c) { ' ' } else { c });
        before = c;
    }
    if let Some(link) = open {
        close_link(page, link);
    }
}

fn close_link(page: &mut String, link: &Link) {
    page.push_str("](");
    for c in link.target.chars() {
        if matches!(c, '\\' | '(' | ')' | '<' | '>' | '|' | '[' | ']') {
            page.push('\\');
        }
        page.push(if typography::is_space(c) { '_' } else { c });
    }
    page.push(')');
}

/// Whether a character would be taken as a mark wherever it stands in a line.
fn is_mark(c: char, before: char, after: &str, place: Place) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        '|' => place == Place::Cell,
        '_' => !(before.is_alphanumeric() && after.starts_with(char::is_alphanumeric)),
        '&' => after.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric()) && names_entity(after),
        '#' => place == Place::Heading && after.trim_start_matches('#').is_empty(),
        _ => false,
    }
}

fn names_entity(after: &str) -> bool {
    after.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'#' | b';')).any(|b| b == b';')
}

/// The character to guard so that the beginning of a text is not taken for a block's mark.
fn guarded_start(text: &str, place: Place) -> Option<usize> {
    if !matches!(place, Place::Line | Place::Item) {
        return None;
    }
    let mut chars = text.chars();
    let (first, rest) = (chars.next()?, chars.as_str());
    match first {
        '#' | '>' | '|' | '=' => return Some(0),
        '-' | '+' if !rest.starts_with(char::is_alphanumeric) => return Some(0),
        ':' if rest.starts_with('-') => return Some(0),
        _ => {}
    }
    let word = &text[..text.find(' ').unwrap_or(text.len())];
    let label = native_label(word) || place == Place::Item && heading::is_label(word);
    if label { word.find(|c: char| c.is_ascii_punctuation()) } else { None }
}

/// Whether a word is a label that Markdown knows: up to nine digits and a dot or parenthesis.
pub fn native_label(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    word.len() == digits.len() + 1 && (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Reads a text written by [`write_text`].
pub fn read_text(raw: &str) -> Sentence {
    let mut reader = Reader::default();
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => reader.sentence.text.push(chars.next_if(char::is_ascii_punctuation).unwrap_or('\\')),
            '[' if reader.open.is_none() => reader.open = Some(reader.sentence.text.len()),
            ']' if reader.open.is_some() && chars.next_if_eq(&'(').is_some() => {
                let mut target = String::new();
                let mut closed = false;
                while let Some(c) = chars.next() {
                    match c {
                        ')' => {
                            closed = true;
                            break;
                        }
                        '\\' => target.push(chars.next_if(char::is_ascii_punctuation).unwrap_or('\\')),
                        c => target.push(c),
                    }
                }
                reader.close(target, closed);
            }
            c => reader.sentence.text.push(c),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    sentence: Sentence,
    /// Where the words of the link that is being read begin.
    open: Option<usize>,
}

impl Reader {
    fn close(&mut self, target: String, closed: bool) {
        if !closed {
            self.sentence.text.push_str("](");
            self.sentence.text.push_str(&target);
            return;
        }
        if let Some(start) = self.open.take() {
            self.sentence.links.push(Link { start, end: self.sentence.text.len(), target });
        }
    }

    /// A bracket that never closed is a bracket; the writer leaves none, but a person may.
    fn finish(mut self) -> Sentence {
        if let Some(start) = self.open {
            self.sentence.text.insert(start, '[');
        }
        self.sentence
    }
}

/// Splits a row written as `| a | b |` into its cells as they were written.
pub fn cells(row: &str) -> Vec<&str> {
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, b) in row.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'|' => {
                cells.push(row[start..at].trim_matches(' '));
                start = at + 1;
            }
            _ => {}
        }
    }
    let rest = row[start..].trim_matches(' ');
    if !rest.is_empty() {
        cells.push(rest);
    }
    cells
}
