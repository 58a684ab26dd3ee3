//! Indexes of one row a line: fields between spaces, CDXJ, and one JSON object a line.
//! Must not know what a row is made of.

use super::fields::Fields;
use super::{Line, Page, json};

const SEVEN: &[&str] = &["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];
const NINE: &[&str] =
    &["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "redirect", "offset", "filename"];
const ELEVEN: &[&str] = &[
    "urlkey",
    "timestamp",
    "original",
    "mimetype",
    "statuscode",
    "digest",
    "redirect",
    "robotflags",
    "length",
    "offset",
    "filename",
];

/// Reads line by line; a blank line announces the key for the next page.
pub(super) fn lines(text: &str) -> Page {
    let mut page = Page::default();
    let mut header: Option<Vec<&str>> = None;
    let mut blank_before = false;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            blank_before = true;
            continue;
        }
        if let Some(letters) = line.trim_start().strip_prefix("CDX ") {
            header = Some(letters.split(' ').map(named_by_letter).collect());
            continue;
        }
        let announced = std::mem::take(&mut blank_before) && (page.lines > 0 || is_surely_a_key(line));
        // A row has spaces in it; a key has none, for they are escaped in it.
        if announced && !line.contains(' ') {
            page.resume_key = Some(line.to_owned());
            continue;
        }
        page.add(row(line, header.as_deref()), line);
    }
    page
}

/// Whether a line cannot be the word of an error: on a page without rows a key stands alone. Keys are either escaped or
/// packed by zlib and written in base64.
fn is_surely_a_key(line: &str) -> bool {
    let is_packed = line.starts_with("eJ") && line.len() >= 12;
    line.bytes().all(|byte| byte.is_ascii_graphic()) && (is_packed || (line.contains('%') && line.contains('+')))
}

fn row(line: &str, header: Option<&[&str]>) -> Line {
    let line = line.trim();
    if line.starts_with('{') {
        return json::object(line, None);
    }
    // CDXJ: key, instant, and the rest as JSON. The key itself may hold spaces in very old files.
    if let Some(brace) = line.find(" {") {
        let (head, object) = line.split_at(brace);
        if let Some((key, timestamp)) = head.rsplit_once(' ') {
            return json::object(object, Some((key, timestamp)));
        }
    }
    let values: Vec<&str> = line.split(' ').collect();
    let names = match (header, values.len()) {
        (Some(header), _) => header,
        (None, 7) => SEVEN,
        (None, 9) => NINE,
        (None, 11) => ELEVEN,
        (None, _) => return Line::Bad,
    };
    if names.len() != values.len() {
        return Line::Bad;
    }
    let mut fields = Fields::default();
    names.iter().zip(values).for_each(|(name, value)| fields.set(name, value));
    fields.line()
}

/// The letters that the first line of a CDX file uses for its fields.
fn named_by_letter(letter: &str) -> &'static str {
    match letter {
        "N" => "urlkey",
        "b" => "timestamp",
        "a" => "original",
        "m" => "mimetype",
        "s" => "statuscode",
        "k" => "digest",
        "S" => "length",
        "V" => "offset",
        "g" => "filename",
        _ => "",
    }
}
