//! A web archive as a line of configuration: where its index, its TimeMaps and its raw captures are, and how often it
//! may be asked. Must not know HTTP, or what an archive answers.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::cdx::Dialect;
use crate::time::CapturedAt;

/// One web archive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// The name under which its captures are recorded.
    pub name: String,
    /// What stands before the fourteen digits of a capture's address.
    pub replay: String,
    /// The modifier that asks for the bytes as they were archived.
    #[serde(default = "raw")]
    pub raw: String,
    /// The address of the index, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    #[serde(default)]
    pub dialect: Dialect,
    /// What stands before the page's address in the address of a TimeMap, if it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timemap: Option<String>,
    /// Questions to the index a second, TimeMaps included.
    #[serde(default = "index_rate")]
    pub index_rate: f64,
    /// Captures a second.
    #[serde(default = "replay_rate")]
    pub replay_rate: f64,
}

fn raw() -> String {
    "id_".to_owned()
}

fn index_rate() -> f64 {
    0.4
}

fn replay_rate() -> f64 {
    2.0
}

/// An archive that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} names no web archive\nname one of {KNOWN}, a pywb collection by its address, or wayback:ADDRESS for a server that is laid out like the Internet Archive's"
)]
pub struct ArchiveError(pub String);

const KNOWN: &str = "internet-archive, arquivo, uk-web-archive, uk-government";

impl Archive {
    /// The Internet Archive's Wayback Machine.
    pub fn internet_archive() -> Self {
        Self { replay_rate: 8.0, ..Self::laid_out_like_wayback("wayback", "https://web.archive.org") }
    }

    /// A server with the Internet Archive's paths at another address.
    pub fn laid_out_like_wayback(name: &str, base: &str) -> Self {
        let base = base.trim_end_matches('/');
        Self {
            name: name.to_owned(),
            replay: format!("{base}/web/"),
            raw: raw(),
            index: Some(format!("{base}/cdx/search/cdx")),
            dialect: Dialect::Wayback,
            timemap: Some(format!("{base}/web/timemap/link/")),
            index_rate: index_rate(),
            replay_rate: replay_rate(),
        }
    }

    /// A collection that pywb serves.
    pub fn pywb(name: &str, collection: &str) -> Self {
        let collection = collection.trim_end_matches('/');
        Self {
            name: name.to_owned(),
            replay: format!("{collection}/"),
            raw: raw(),
            index: Some(format!("{collection}/cdx")),
            dialect: Dialect::Pywb,
            timemap: Some(format!("{collection}/timemap/link/")),
            index_rate: index_rate(),
            replay_rate: replay_rate(),
        }
    }

    /// The address of the bytes of a capture.
    ///
    /// The page's address stands in it as it was recorded; only a `#` must be escaped, or it would be cut off on the way.
    pub fn raw_address(&self, captured_at: CapturedAt, original: &str) -> String {
        format!("{}{}{}/{}", self.replay, captured_at.compact(), self.raw, on_a_line(original))
    }

    /// The address at which a person sees a capture.
    pub fn view_address(&self, captured_at: CapturedAt, original: &str) -> String {
        format!("{}{}/{}", self.replay, captured_at.compact(), on_a_line(original))
    }

    /// The address of a page's TimeMap.
    pub fn timemap_address(&self, url: &str) -> Option<String> {
        self.timemap.as_ref().map(|timemap| format!("{timemap}{}", on_a_line(url)))
    }
}

fn on_a_line(url: &str) -> String {
    url.replace('#', "%23").replace(' ', "%20")
}

impl FromStr for Archive {
    type Err = ArchiveError;

    /// The name of a known archive, `wayback:https://…`, or the address of a pywb collection.
    fn from_str(text: &str) -> Result<Self, ArchiveError> {
        let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        match text {
            "internet-archive" | "wayback" | "ia" => Ok(Self::internet_archive()),
            "arquivo" => Ok(Self::pywb("arquivo", "https://arquivo.pt/wayback")),
            "uk-web-archive" => Ok(Self::pywb("uk-web-archive", "https://www.webarchive.org.uk/wayback/archive")),
            "uk-government" => Ok(Self::pywb("uk-government", "https://webarchive.nationalarchives.gov.uk/ukgwa")),
            _ => match text.strip_prefix("wayback:") {
                Some(base) if is_address(base) => Ok(Self::laid_out_like_wayback(host(base), base)),
                None if is_address(text) => Ok(Self::pywb(host(text), text)),
                _ => Err(ArchiveError(text.to_owned())),
            },
        }
    }
}

/// The host of an address, which serves as the name of an archive that has none.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> CapturedAt {
        "20200102030405".parse().unwrap()
    }

    #[test]
    fn a_capture_has_an_address_for_machines_and_one_for_people() {
        let archive = Archive::internet_archive();
        let page = "http://acme.example/a%20b?c=d&e";
        assert_eq!(archive.raw_address(at(), page), format!("https://web.archive.org/web/20200102030405id_/{page}"));
        assert_eq!(archive.view_address(at(), page), format!("https://web.archive.org/web/20200102030405/{page}"));
    }

    #[test]
    fn a_fragment_in_a_page_address_is_not_cut_off() {
        assert!(
            Archive::internet_archive()
                .raw_address(at(), "http://a.example/#!/b")
                .ends_with("/http://a.example/%23!/b")
        );
    }

    #[test]
    fn archives_are_named_or_given_by_their_address() {
        assert_eq!("internet-archive".parse(), Ok(Archive::internet_archive()));
        let own: Archive = "http://127.0.0.1:8091/web".parse().unwrap();
        assert_eq!(own.index.as_deref(), Some("http://127.0.0.1:8091/web/cdx"));
        assert_eq!(own.name, "127.0.0.1:8091");
        let recorded: Archive = "wayback:http://127.0.0.1:1".parse().unwrap();
        assert_eq!(recorded.index.as_deref(), Some("http://127.0.0.1:1/cdx/search/cdx"));
        assert!("archive.today".parse::<Archive>().unwrap_err().to_string().contains("arquivo"));
    }

    #[test]
    fn an_archive_is_a_line_of_configuration() {
        let line = r#"{"name":"own","replay":"https://archive.example/all/","index":"https://archive.example/all/cdx","dialect":"pywb"}"#;
        let archive: Archive = serde_json::from_str(line).unwrap();
        assert_eq!((archive.raw.as_str(), archive.dialect, archive.timemap), ("id_", Dialect::Pywb, None));
    }
}
