//! What an archive's answer to the question for one capture really is. An answer is believed only when it says itself
//! which capture it is: archives answer 200 for excluded pages, and with another capture than the one asked for.
//! Must not know how the question was put, or what follows from the answer.

use super::archive::Archive;
use super::cdx::{self, CdxError};
use super::{http_date, link, memento, surt};
use crate::time::CapturedAt;

/// An answer as HTTP gave it, before it is believed.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    pub status: u16,
    /// In their order, repeats kept.
    pub headers: &'a [(String, String)],
    /// The body decoded, or as much of it as could be.
    pub body: &'a [u8],
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// A capture, whatever its status: what the site answered when it was archived.
    Memento(Box<Memento>),
    /// The capture asked for cannot be played; the archive offers this one instead.
    Elsewhere(Elsewhere),
    /// The archive shows this page to nobody.
    Excluded,
    /// The same, because of the site's robots.txt.
    Robots,
    /// The archive never had it.
    NeverArchived,
    /// The archive asks to be left alone.
    Throttled,
    /// The archive is in trouble; asking again later may help.
    Trouble,
    /// A page of the archive's own that says nothing about the capture.
    NoCapture,
}

/// Where an archive points in place of the capture asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub captured_at: CapturedAt,
    pub original: String,
}

/// The archived response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memento {
    /// As the archive says it now, not as the index or the address said it.
    pub captured_at: CapturedAt,
    /// The address that was really captured.
    pub original: Option<String>,
    pub status: u16,
    /// The site's own headers, prefix stripped, order and repeats kept.
    pub headers: Vec<(String, String)>,
    pub content_type: Option<String>,
    /// How long the body was, when the site said so and the archive still knows.
    pub content_length: Option<u64>,
    /// Where the site redirected to, the archive's rewriting undone.
    pub location: Option<String>,
    /// The file in the archive that the capture lies in.
    pub archive_file: Option<String>,
}

const ORIGINAL: &str = "x-archive-orig-";

/// Headers that an archive adds of its own and that say nothing about the capture.
const NOISE: &[&str] = &[
    "memento-datetime",
    "link",
    "content-location",
    "connection",
    "transfer-encoding",
    "server-timing",
    "x-app-server",
    "x-ts",
    "x-tr",
    "x-rl",
    "x-na",
    "x-nid",
    "x-page-cache",
    "x-location",
    "set-cookie",
    "referrer-policy",
    "permissions-policy",
    "vary",
    "cache-control",
    "server",
    "date",
    "age",
    "x-archive-guessed-charset",
    "x-archive-guessed-content-type",
    "x-archive-src",
    "x-archive-redirect-reason",
];

/// Tells what an answer is to the question for the capture of `original`.
pub fn classify(answer: Answer<'_>, archive: &Archive, original: &str) -> Replay {
    if let Some(captured_at) = answer.header("memento-datetime").and_then(http_date::parse) {
        return Replay::Memento(Box::new(memento_of(answer, archive, original, captured_at)));
    }
    if let Some(refused) = refusal(answer) {
        return refused;
    }
    match answer.status {
        300..=399 => elsewhere(answer, archive).map_or(Replay::NoCapture, Replay::Elsewhere),
        404 => Replay::NeverArchived,
        451 => Replay::Excluded,
        429 => Replay::Throttled,
        413 | 421 | 500..=599 => Replay::Trouble,
        _ => Replay::NoCapture,
    }
}

impl<'a> Answer<'a> {
    /// The first header of this name that is not empty.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut named = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        named.find(|(_, value)| !value.trim().is_empty()).map(|(_, value)| value.as_str())
    }
}

fn refusal(answer: Answer<'_>) -> Option<Replay> {
    let error = answer.header("x-archive-wayback-runtime-error").unwrap_or_default();
    let beginning = String::from_utf8_lossy(&answer.body[..answer.body.len().min(64 * 1024)]);
    match cdx::refusal(error).or_else(|| cdx::refusal(&beginning).filter(|_| answer.status >= 400)) {
        Some(CdxError::Robots) => return Some(Replay::Robots),
        Some(_) => return Some(Replay::Excluded),
        None => {}
    }
    let said = beginning.contains("This URL has been excluded from the Wayback Machine");
    (said && matches!(answer.status, 200 | 403 | 404)).then_some(Replay::Excluded)
}

/// Where a redirect of the archive itself leads.
fn elsewhere(answer: Answer<'_>, archive: &Archive) -> Option<Elsewhere> {
    let location = absolute(answer.header("location")?, archive)?;
    let memento = memento::parse(&location).filter(|_| location.starts_with(&archive.replay))?;
    Some(Elsewhere { captured_at: memento.captured_at, original: memento.original })
}

fn memento_of(answer: Answer<'_>, archive: &Archive, asked: &str, captured_at: CapturedAt) -> Memento {
    let links = answer.header("link").map(link::parse).unwrap_or_default();
    let original = links.into_iter().find(|link| link.is("original")).map(|link| link.target);
    let headers = archived_headers(answer.headers);
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let page = original.as_deref().unwrap_or(asked);
    Memento {
        captured_at,
        status: answer.status,
        content_type: answer.header("content-type").map(str::to_owned),
        content_length: length.and_then(|(_, value)| value.trim().parse().ok()),
        location: answer.header("location").and_then(|location| target(location, archive, page)),
        archive_file: answer.header("x-archive-src").map(str::to_owned),
        headers,
        original,
    }
}

/// The headers of the site. Where the archive marks them, those that it marks; else all that it does not add itself.
fn archived_headers(headers: &[(String, String)]) -> Vec<(String, String)> {
    let marked = |name: &str| name.get(..ORIGINAL.len()).is_some_and(|start| start.eq_ignore_ascii_case(ORIGINAL));
    let marks = headers.iter().any(|(name, _)| marked(name));
    let mut archived = Vec::new();
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        if marked(name) {
            archived.push((name[ORIGINAL.len()..].to_owned(), value.clone()));
        } else if matches!(lower.as_str(), "content-type" | "location") || (!marks && !NOISE.contains(&lower.as_str()))
        {
            archived.push((name.clone(), value.clone()));
        }
    }
    archived
}

/// The page that an archived redirect leads to: from an address in the archive, with or without scheme or host, or from
/// the site's own words.
pub fn target(location: &str, archive: &Archive, page: &str) -> Option<String> {
    if let Some(memento) = absolute(location, archive)
        .filter(|location| location.starts_with(&archive.replay))
        .and_then(|location| memento::parse(&location))
    {
        return Some(memento.original);
    }
    let page = url::Url::parse(page).ok()?;
    page.join(location.trim()).ok().map(String::from)
}

/// A `Location` of the archive made whole with the archive's own address.
fn absolute(location: &str, archive: &Archive) -> Option<String> {
    let base = url::Url::parse(&archive.replay).ok()?;
    let location = location.trim();
    if location.starts_with("//") {
        return Some(format!("{}:{location}", base.scheme()));
    }
    // Joining would tidy the page's own address inside; only the host is to be added.
    if let Some(path) = location.strip_prefix('/') {
        return Some(format!("{}/{path}", base.origin().ascii_serialization()));
    }
    // The Internet Archive is known to write its own address with http.
    let https = archive.replay.starts_with("https://");
    match location.strip_prefix("http://") {
        Some(rest) if https && archive.replay["https://".len()..].starts_with(rest.split('/').next()?) => {
            Some(format!("https://{rest}"))
        }
        _ => Some(location.to_owned()),
    }
}

impl Memento {
    /// Whether the capture is of the page asked for, as indexes fold addresses.
    pub fn is_of(&self, asked: &str) -> bool {
        self.original.as_deref().is_none_or(|original| surt::same_page(original, asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "http://acme.example/terms";

    fn headers(lines: &[(&str, &str)]) -> Vec<(String, String)> {
        lines.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn replay(status: u16, lines: &[(&str, &str)], body: &str) -> Replay {
        let headers = headers(lines);
        classify(Answer { status, headers: &headers, body: body.as_bytes() }, &Archive::internet_archive(), PAGE)
    }

    fn memento(status: u16, lines: &[(&str, &str)]) -> Memento {
        let mut all = vec![("Memento-Datetime", "Mon, 20 Jul 2020 06:30:00 GMT")];
        all.extend(lines);
        match replay(status, &all, "") {
            Replay::Memento(memento) => *memento,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_that_names_its_instant_is_a_capture_at_any_status() {
        for status in [200, 301, 403, 404, 429, 500, 503] {
            let memento = memento(status, &[("x-archive-orig-retry-after", "3600")]);
            assert_eq!((memento.status, memento.captured_at.compact().as_str()), (status, "20200720063000"));
        }
    }

    #[test]
    fn a_redirect_of_the_archive_is_a_substitution() {
        let location = "https://web.archive.org/web/20200721000000id_/http://acme.example/terms";
        let expected = Elsewhere { captured_at: "20200721000000".parse().unwrap(), original: PAGE.to_owned() };
        let reason = ("x-archive-redirect-reason", "found capture at 20200721000000");
        assert_eq!(replay(302, &[("location", location), reason], ""), Replay::Elsewhere(expected.clone()));
        assert_eq!(replay(302, &[("location", &location[23..])], ""), Replay::Elsewhere(expected));
    }

    #[test]
    fn a_redirect_out_of_the_archive_without_an_instant_is_nothing() {
        assert_eq!(replay(302, &[("location", "https://login.example/")], ""), Replay::NoCapture);
        assert_eq!(replay(302, &[], ""), Replay::NoCapture);
    }

    #[test]
    fn an_excluded_page_is_known_even_when_it_is_served_with_success() {
        let html = "<p>This URL has been excluded from the Wayback Machine.</p>";
        assert_eq!(replay(200, &[], html), Replay::Excluded);
        let error = "org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error";
        assert_eq!(replay(403, &[("X-Archive-Wayback-Runtime-Error", error)], ""), Replay::Excluded);
        assert_eq!(replay(403, &[], error), Replay::Excluded);
        assert_eq!(replay(403, &[], "RobotAccessControlException: Blocked By Robots"), Replay::Robots);
        assert_eq!(replay(451, &[], ""), Replay::Excluded);
    }

    #[test]
    fn a_capture_that_quotes_the_words_of_exclusion_is_a_capture() {
        let instant = ("memento-datetime", "Mon, 20 Jul 2020 06:30:00 GMT");
        let html = "This URL has been excluded from the Wayback Machine";
        assert!(matches!(replay(200, &[instant], html), Replay::Memento(_)));
    }

    #[test]
    fn absence_throttling_and_trouble_are_three_answers() {
        assert_eq!(replay(404, &[], "not in the archive"), Replay::NeverArchived);
        assert_eq!(replay(429, &[], ""), Replay::Throttled);
        for status in [500, 502, 503, 504, 421, 413, 599] {
            assert_eq!(replay(status, &[], ""), Replay::Trouble, "{status}");
        }
        assert_eq!(replay(200, &[], "Got an HTTP 301 response at crawl time"), Replay::NoCapture);
    }

    #[test]
    fn the_headers_of_the_site_lose_the_prefix_and_keep_order_and_repeats() {
        let memento = memento(
            200,
            &[
                ("X-Archive-Orig-Set-Cookie", "a=1"),
                ("x-archive-orig-set-cookie", "b=2"),
                ("x-archive-orig-content-length", "-1"),
                ("content-type", "text/html"),
                ("x-ts", "200"),
                ("x-archive-src", "a/b.warc.gz"),
            ],
        );
        let names: Vec<_> = memento.headers.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(names, ["Set-Cookie=a=1", "set-cookie=b=2", "content-length=-1", "content-type=text/html"]);
        assert_eq!((memento.content_length, memento.archive_file.as_deref()), (None, Some("a/b.warc.gz")));
    }

    #[test]
    fn an_archive_that_marks_nothing_gives_the_site_s_headers_as_they_are() {
        let memento =
            memento(200, &[("Server", "x"), ("Last-Modified", "y"), ("Link", "<http://b/>; rel=\"original\"")]);
        assert_eq!(memento.headers, headers(&[("Last-Modified", "y")]));
        assert_eq!(memento.original.as_deref(), Some("http://b/"));
    }

    #[test]
    fn a_location_is_resolved_in_all_its_forms() {
        let archive = Archive::internet_archive();
        for location in [
            "https://web.archive.org/web/20200720063000id_/http://acme.example/new?a=%20b",
            "http://web.archive.org/web/20200720063000id_/http://acme.example/new?a=%20b",
            "/web/20200720063000id_/http://acme.example/new?a=%20b",
            "//web.archive.org/web/20200720063000id_/http://acme.example/new?a=%20b",
            "/new?a=%20b",
            "http://acme.example/new?a=%20b",
        ] {
            let found = target(location, &archive, PAGE);
            assert_eq!(found.as_deref(), Some("http://acme.example/new?a=%20b"), "{location}");
        }
    }

    #[test]
    fn the_page_really_captured_may_differ_in_scheme_and_www_only() {
        let of = |original: &str| memento(200, &[("link", &format!("<{original}>; rel=\"original\""))]).is_of(PAGE);
        assert!(of("https://www.acme.example/terms/"));
        assert!(!of("https://www.acme.example/privacy"));
    }
}
