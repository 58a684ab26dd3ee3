//! A document of several pages as one capture: its pages one after the other in a MIME message (`multipart/mixed`), which
//! any mail program can take apart. A pure function of the pages. Must not know how a page is read or was fetched.

use std::fmt::Write as _;

use super::{Capture, Digest, MediaType, Provenance};

/// What such a capture is by its header.
pub const CONTENT_TYPE: &str = "multipart/mixed";

/// More pages than a document has.
const MOST: usize = 200;
const LINE_END: &[u8] = b"\r\n";

/// Binds pages together in their order. Of each are kept the bytes, and what it takes to read them: address and type.
pub fn bind(pages: &[Capture]) -> Vec<u8> {
    let parts: Vec<(String, &[u8])> = pages.iter().map(|page| (header(page), page.body.as_slice())).collect();
    let boundary = boundary(&parts);
    let mut message =
        format!("MIME-Version: 1.0\r\nContent-Type: {CONTENT_TYPE}; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    for (header, body) in parts {
        message.extend(format!("--{boundary}\r\n{header}\r\n").bytes());
        message.extend(body);
        message.extend(LINE_END);
    }
    message.extend(format!("--{boundary}--\r\n").bytes());
    message
}

/// Takes apart what [`bind`] bound; `None` where it is anything else. `whole` tells of all pages when and how they were had.
pub(super) fn part(message: &[u8], whole: &Provenance) -> Option<Vec<Capture>> {
    let mut rest = Rest(message);
    rest.expect(b"MIME-Version: 1.0\r\n")?;
    let quoted = rest.line()?.strip_prefix(CONTENT_TYPE_LINE)?.strip_suffix('"')?.to_owned();
    rest.expect(LINE_END)?;
    let (between, end) = (format!("--{quoted}\r\n"), format!("--{quoted}--\r\n"));
    let mut pages = Vec::new();
    while rest.expect(between.as_bytes()).is_some() {
        if pages.len() == MOST {
            return None;
        }
        pages.push(page(&mut rest, whole)?);
    }
    rest.expect(end.as_bytes())?;
    let is_whole = rest.0.is_empty() && !pages.is_empty();
    is_whole.then_some(pages)
}

const CONTENT_TYPE_LINE: &str = "Content-Type: multipart/mixed; boundary=\"";
const LOCATION: &str = "Content-Location: ";
const TYPE: &str = "Content-Type: ";
const MEDIA: &str = "X-Fineprint-Media: ";
const LENGTH: &str = "Content-Length: ";

/// What stands above a page, each field in a line.
fn header(page: &Capture) -> String {
    let provenance = &page.provenance;
    let mut text = format!("{LOCATION}{}\r\n", one_line(provenance.url.as_deref().unwrap_or_default()));
    if let Some(content_type) = &provenance.content_type {
        // Nothing can be done about a text that cannot be written.
        let _ = write!(text, "{TYPE}{}\r\n", one_line(content_type));
    }
    let (media, length) = (name(page.media), page.body.len());
    let _ = write!(text, "Content-Transfer-Encoding: binary\r\n{MEDIA}{media}\r\n{LENGTH}{length}\r\n");
    text
}

/// A word that stands in none of the pages, since it is the hash of all of them.
fn boundary(parts: &[(String, &[u8])]) -> String {
    let mut all = Vec::new();
    for (header, body) in parts {
        all.extend(header.bytes());
        all.extend(Digest::of(body).to_string().bytes());
    }
    format!("=_{}", Digest::of(&all))
}

fn page(rest: &mut Rest<'_>, whole: &Provenance) -> Option<Capture> {
    let (mut url, mut content_type, mut media, mut length) = (None, None, None, None);
    loop {
        let line = rest.line()?;
        if line.is_empty() {
            break;
        }
        let field = |name| line.strip_prefix(name).map(str::to_owned);
        url = url.or_else(|| field(LOCATION));
        content_type = content_type.or_else(|| field(TYPE));
        media = media.or_else(|| field(MEDIA));
        length = length.or_else(|| field(LENGTH));
    }
    let media = [MediaType::Html, MediaType::Markdown, MediaType::Text, MediaType::Pdf]
        .into_iter()
        .find(|own| media.as_deref() == Some(name(*own)))?;
    let body = rest.take(length?.parse().ok()?)?.to_vec();
    rest.expect(LINE_END)?;
    let provenance = Provenance {
        url: url.filter(|url| !url.is_empty()),
        content_type,
        ..Provenance::new(whole.captured_at, whole.source.as_str())
    };
    Some(Capture { provenance, media, body })
}

fn name(media: MediaType) -> &'static str {
    media.extension()
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn expect(&mut self, bytes: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(bytes)?;
        Some(())
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A line without its end.
    fn line(&mut self) -> Option<&'a str> {
        let length = self.0.windows(LINE_END.len()).position(|two| two == LINE_END)?;
        let line = self.take(length)?;
        self.expect(LINE_END)?;
        std::str::from_utf8(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn provenance(url: Option<&str>, content_type: Option<&str>) -> Provenance {
        Provenance {
            url: url.map(str::to_owned),
            content_type: content_type.map(str::to_owned),
            ..Provenance::new("2024-05-01T10:00:00Z".parse().unwrap(), "live")
        }
    }

    fn capture(url: &str, media: MediaType, body: &[u8]) -> Capture {
        Capture { provenance: provenance(Some(url), Some("text/html; charset=latin1")), media, body: body.to_vec() }
    }

    fn parted(message: &[u8]) -> Option<Vec<Capture>> {
        part(message, &provenance(Some("https://a.example/whole"), None))
    }

    #[test]
    fn what_is_bound_is_a_message_that_a_person_can_read() {
        let bound = bind(&[capture("https://a.example/1", MediaType::Html, b"<p>One.")]);
        let text = String::from_utf8(bound).unwrap();
        assert!(text.starts_with("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_"), "{text}");
        assert!(text.contains("\r\nContent-Location: https://a.example/1\r\n"), "{text}");
        assert!(text.contains("Content-Length: 7\r\n\r\n<p>One.\r\n--"), "{text}");
    }

    #[test]
    fn another_order_is_another_capture() {
        let (one, two) = (capture("u:1", MediaType::Html, b"1"), capture("u:2", MediaType::Html, b"2"));
        assert_ne!(bind(&[one.clone(), two.clone()]), bind(&[two, one]));
    }

    #[test]
    fn an_address_cannot_forge_a_field() {
        let forged = capture("https://a.example/\r\nContent-Length: 0", MediaType::Html, b"abc");
        assert_eq!(parted(&bind(&[forged])).unwrap()[0].body, b"abc");
    }

    #[test]
    fn what_was_not_bound_here_is_not_taken_apart() {
        let bound = bind(&[capture("u:1", MediaType::Html, b"1")]);
        for end in 0..bound.len() {
            assert_eq!(parted(&bound[..end]), None, "{end}");
        }
        assert_eq!(parted(b"<html>"), None);
        assert_eq!(parted(&[bound.as_slice(), b"more"].concat()), None);
    }

    proptest! {
        #[test]
        fn what_is_bound_comes_apart_as_it_was(
            bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..6)
        ) {
            let kinds = [MediaType::Html, MediaType::Pdf, MediaType::Text];
            let pages: Vec<Capture> = (0..)
                .zip(&bodies)
                .map(|(n, body)| capture(&format!("https://a.example/{n}"), kinds[n % 3], body))
                .collect();
            prop_assert_eq!(parted(&bind(&pages)), Some(pages));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = parted(&bytes);
        }
    }
}
