//! TimeMaps (RFC 7089): what an archive holds of a page, in link-format or one of three JSON forms.
//! Must not know how a TimeMap is fetched.

use serde::Deserialize;

use super::holding::Holding;
use super::{cdx, http_date, link, memento};

/// What one page of a TimeMap says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeMap {
    pub mementos: Vec<Holding>,
    /// Further pages, by their addresses.
    pub pages: Vec<String>,
    /// Mementos without an instant, which prove nothing.
    pub undated: usize,
}

/// Reads a TimeMap of the page at `url`; `None` when it is none in any form.
pub fn parse(body: &[u8], url: &str) -> Option<TimeMap> {
    let text = String::from_utf8_lossy(body);
    match text.trim_start().bytes().next() {
        None => Some(TimeMap::default()),
        Some(b'<') if !text.trim_start().starts_with("<!") && !text.trim_start().starts_with("<html") => {
            Some(from_links(&text, url))
        }
        Some(b'{') => from_memgator(&text, url).or_else(|| from_rows(body)),
        Some(b'[') => from_rows(body),
        Some(_) => None,
    }
}

fn from_links(text: &str, url: &str) -> TimeMap {
    let mut timemap = TimeMap::default();
    let links = link::parse(text);
    let original = links.iter().find(|link| link.is("original")).map_or(url, |link| link.target.as_str());
    for link in &links {
        if link.is("timemap") && !link.is("self") {
            timemap.pages.push(link.target.clone());
        }
        if link.is("memento") {
            timemap.add(link.attribute("datetime"), &link.target, original);
        }
    }
    timemap
}

fn from_memgator(text: &str, url: &str) -> Option<TimeMap> {
    #[derive(Deserialize)]
    struct Answer {
        mementos: Mementos,
    }
    #[derive(Deserialize)]
    struct Mementos {
        list: Vec<One>,
    }
    #[derive(Deserialize)]
    struct One {
        datetime: String,
        uri: String,
    }
    let answer: Answer = serde_json::from_str(text).ok()?;
    let mut timemap = TimeMap::default();
    for one in &answer.mementos.list {
        timemap.add(Some(&one.datetime), &one.uri, url);
    }
    Some(timemap)
}

/// The Internet Archive's array and pywb's lines have the rows of an index.
fn from_rows(body: &[u8]) -> Option<TimeMap> {
    let page = cdx::parse(body).ok()?;
    Some(TimeMap { mementos: page.rows, pages: Vec::new(), undated: page.bad.len() })
}

impl TimeMap {
    /// The instant in the address is exact to the second as the stated one is; where they differ the stated one holds.
    fn add(&mut self, datetime: Option<&str>, target: &str, original: &str) {
        let parsed = memento::parse(target);
        let stated = datetime.and_then(|text| http_date::parse(text).or_else(|| text.parse().ok()));
        match (stated, parsed) {
            (Some(at), parsed) => {
                let original = parsed.map_or_else(|| original.to_owned(), |memento| memento.original);
                self.mementos.push(Holding::new(at, original));
            }
            (None, Some(memento)) => self.mementos.push(Holding::new(memento.captured_at, memento.original)),
            (None, None) => self.undated += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "http://acme.example/terms?a=1,2";

    fn mementos(text: &str) -> Vec<String> {
        let timemap = parse(text.as_bytes(), PAGE).unwrap();
        timemap.mementos.iter().map(|held| format!("{} {}", held.captured_at.compact(), held.original)).collect()
    }

    #[test]
    fn a_link_format_timemap_is_read_over_lines_or_in_one() {
        let text = format!(
            "<{PAGE}>; rel=\"original\",\n<http://x.example/tm>; rel=\"self\"; type=\"application/link-format\",\n\
             <http://x.example/web/20200102030405/{PAGE}>; rel=\"first memento\"; datetime=\"Thu, 02 Jan 2020 03:04:05 GMT\",\n\
             <http://x.example/web/20210102030405/{PAGE}>; rel=\"memento last\"; datetime=\"Sat, 02 Jan 2021 03:04:05 GMT\""
        );
        let expected = [format!("20200102030405 {PAGE}"), format!("20210102030405 {PAGE}")];
        assert_eq!(mementos(&text), expected);
        assert_eq!(mementos(&text.replace('\n', " ")), expected);
    }

    #[test]
    fn further_pages_are_named_and_the_page_itself_is_not() {
        let text = "<http://x/tm/1>; rel=\"self timemap\", <http://x/tm/2>; rel=\"timemap\"; from=\"Thu, 02 Jan 2020 03:04:05 GMT\"";
        assert_eq!(parse(text.as_bytes(), PAGE).unwrap().pages, ["http://x/tm/2"]);
    }

    #[test]
    fn every_json_form_is_read() {
        let memgator = format!(
            r#"{{"original_uri":"{PAGE}","mementos":{{"list":[{{"datetime":"2020-01-02T03:04:05Z","uri":"http://x/web/20200102030405/{PAGE}"}}]}}}}"#
        );
        let array = format!(
            r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","redirect","robotflags","length","offset","filename"],
            ["example,acme)/terms","20200102030405","{PAGE}","text/html","200","-","-","-","12","0","f"]]"#
        );
        let lines = format!(r#"{{"urlkey":"k","timestamp":"20200102030405","url":"{PAGE}"}}"#);
        for text in [memgator, array, lines] {
            assert_eq!(mementos(&text), [format!("20200102030405 {PAGE}")], "{text}");
        }
    }

    #[test]
    fn an_empty_timemap_holds_nothing_and_a_web_page_is_none() {
        assert_eq!(parse(b"", PAGE), Some(TimeMap::default()));
        assert_eq!(parse(b"<!doctype html><p>x", PAGE), None);
        assert_eq!(parse(b"Not found", PAGE), None);
    }

    #[test]
    fn a_memento_without_an_instant_is_counted_and_left_out() {
        let timemap = parse(b"<http://x/abc>; rel=memento", PAGE).unwrap();
        assert_eq!((timemap.mementos.len(), timemap.undated), (0, 1));
    }
}
