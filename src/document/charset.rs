//! Turns a page's bytes into text as browsers do: byte order mark, HTTP header, the page's own declaration, a guess.
//! Must not know what the text means.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::capture::{Charset, CharsetSource};

/// How far into a page browsers look for its declaration.
const PRESCAN: usize = 4096;

/// Decodes `bytes`; `content_type` is the HTTP header as served. Malformed sequences become U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    decoded(bytes, content_type).0
}

/// By which charset [`decode`] reads `bytes`, who named it, and what of them means nothing in it.
pub fn of(bytes: &[u8], content_type: Option<&str>) -> Charset {
    let (text, encoding, source, malformed) = decoded(bytes, content_type);
    // A page may hold the character for what could not be read itself.
    let written = if malformed { text.matches('\u{FFFD}').count() } else { 0 };
    Charset { label: encoding.name().to_owned(), source, malformed: written as u64 }
}

fn decoded<'a>(bytes: &'a [u8], content_type: Option<&str>) -> (Cow<'a, str>, &'static Encoding, CharsetSource, bool) {
    let bom = || Encoding::for_bom(bytes).map(|(encoding, _)| (encoding, CharsetSource::Bom));
    let header = || Some((content_type.and_then(charset_parameter).and_then(label)?, CharsetSource::Header));
    let meta = || Some((declared(&bytes[..bytes.len().min(PRESCAN)])?, CharsetSource::Meta));
    let (encoding, source) =
        bom().or_else(header).or_else(meta).unwrap_or_else(|| (guess(bytes), CharsetSource::Detected));
    let (text, encoding, malformed) = encoding.decode(bytes);
    // A page whose declaration does not fit and that is UTF-8 was saved by a tool that kept the words and not the charset.
    if malformed && encoding != UTF_8 && std::str::from_utf8(bytes).is_ok() {
        return (UTF_8.decode(bytes).0, UTF_8, CharsetSource::Detected, false);
    }
    (text, encoding, source, malformed)
}

/// Whether the page was served as UTF-16, and so may hold null bytes.
pub fn is_utf_16(content_type: Option<&str>) -> bool {
    let said = content_type.and_then(charset_parameter).and_then(label);
    said.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE)
}

/// Finds the encoding for a label; `iso-8859-1` means windows-1252.
fn label(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// The charset in a media type such as `text/html; charset="utf-8"`.
fn charset_parameter(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("charset=")? + "charset=".len();
    let value = content_type.get(at..)?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c == ';' || c == ',' || c.is_whitespace() || c == '"' || c == '\'').next()?,
    };
    (!value.is_empty()).then_some(value)
}

/// The charset that the page declares in a `<meta>` element or an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let mut rest = text.as_str();
    if let Some(declaration) = rest.strip_prefix("<?xml")
        && let Some((declaration, _)) = declaration.split_once('>')
        && let Some((_, name)) = declaration.split_once("encoding=")
        && let Some(encoding) =
            label(name.trim_matches(|c: char| c == '?' || c.is_whitespace()).trim_matches(['"', '\'']))
    {
        return Some(not_utf_16(encoding));
    }
    while let Some(at) = rest.find("<meta").into_iter().chain(rest.find("<!--")).min() {
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = &rest[4 + rest[4..].find("-->")?..];
            continue;
        }
        let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
        if let Some(encoding) = charset_parameter(tag).and_then(|name| label(name.trim_end_matches('/'))) {
            return Some(not_utf_16(encoding));
        }
        rest = after;
    }
    None
}

/// A declaration that could be read byte by byte cannot be UTF-16.
fn not_utf_16(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16BE || encoding == UTF_16LE {
        return UTF_8;
    }
    if encoding.name() == "x-user-defined" { WINDOWS_1252 } else { encoding }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_named_the_charset_is_told_and_what_means_nothing_in_it_is_counted() {
        let told = |bytes: &[u8], content_type| {
            let charset = of(bytes, content_type);
            (charset.label, charset.source, charset.malformed)
        };
        let latin = "windows-1252".to_owned();
        assert_eq!(told(b"\xEF\xBB\xBFa", Some("text/html; charset=x")), ("UTF-8".to_owned(), CharsetSource::Bom, 0));
        assert_eq!(told(b"\xE9", Some("text/html; charset=iso-8859-1")), (latin.clone(), CharsetSource::Header, 0));
        assert_eq!(told(b"<meta charset=latin1>\xE9", Some("text/html")), (latin, CharsetSource::Meta, 0));
        assert_eq!(told("é".as_bytes(), None), ("UTF-8".to_owned(), CharsetSource::Detected, 0));
        assert_eq!(told(b"\xFFa\xFE", Some("text/html; charset=utf-8")).2, 2);
        assert_eq!(told("\u{FFFD}".as_bytes(), Some("text/html; charset=utf-8")).2, 0);
    }

    #[test]
    fn a_byte_order_mark_outranks_the_header() {
        assert_eq!(decode(b"\xEF\xBB\xBF\xC3\xA9", Some("text/html; charset=iso-8859-1")), "é");
    }

    #[test]
    fn the_header_outranks_the_page() {
        assert_eq!(
            decode(b"<meta charset=utf-8>\xE9", Some("text/html; charset=\"windows-1252\"")),
            "<meta charset=utf-8>é"
        );
    }

    #[test]
    fn latin_1_means_windows_1252() {
        assert_eq!(
            decode(b"<meta charset='iso-8859-1'>\x93a\x94", None),
            "<meta charset='iso-8859-1'>\u{201C}a\u{201D}"
        );
        let old = b"<META http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\">\x80";
        assert!(decode(old, None).ends_with('€'));
    }

    #[test]
    fn utf_16_needs_no_mark_where_the_header_names_it() {
        let little: Vec<u8> = "<p>é日".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "<p>é日".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, header) in [(little, "text/html; charset=utf-16le"), (big, "text/html;charset=\"UTF-16BE\"")] {
            assert_eq!(decode(&bytes, Some(header)), "<p>é日");
            assert!(is_utf_16(Some(header)));
        }
        assert!(!is_utf_16(None) && !is_utf_16(Some("text/html; charset=utf-8")));
    }

    #[test]
    fn a_declaration_in_a_comment_does_not_count() {
        assert_eq!(decode("<!-- <meta charset=koi8-r> -->é".as_bytes(), None), "<!-- <meta charset=koi8-r> -->é");
    }

    #[test]
    fn a_page_without_a_declaration_is_guessed() {
        assert!(decode("Datenschutzerklärung für Gäste".as_bytes(), None).ends_with("Gäste"));
        assert!(decode(b"Datenschutzerkl\xE4rung f\xFCr unsere G\xE4ste", None).ends_with("Gäste"));
    }
}
