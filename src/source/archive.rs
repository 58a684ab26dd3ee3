//! A web archive as a line of configuration: where its index, its TimeMaps and its raw captures are, and how often it
//! may be asked. Must not know HTTP, or what an archive answers.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cdx::Dialect;
use crate::capture::Digest;
use crate::time::CapturedAt;

/// The modifier that most archives understand.
const RAW: &str = "id_";
/// Questions to an index a second, where nothing else is known.
const INDEX_RATE: f64 = 0.4;
/// Captures a second, where nothing else is known.
const REPLAY_RATE: f64 = 2.0;

/// One web archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// The name under which its captures are recorded.
    pub name: String,
    /// What stands before the fourteen digits of a capture's address.
    pub replay: String,
    /// The modifier that asks for the bytes as they were archived.
    pub raw: String,
    /// The address of the index, if it has one.
    pub index: Option<String>,
    pub dialect: Dialect,
    /// What stands before the page's address in the address of a TimeMap, if it has any.
    pub timemap: Option<String>,
    /// Questions to the index a second, TimeMaps included.
    pub index_rate: f64,
    /// Captures a second.
    pub replay_rate: f64,
}

/// An archive as a person writes it down: under the name of a known one what is to be different, else its address or
/// its parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ArchiveLine {
    /// Where a pywb collection or a server with the Internet Archive's paths is; every part not given follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// `pywb` or `wayback`: how paths are laid out at the address, and how the index is asked. pywb unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub dialect: Option<Dialect>,
    /// What stands before the fourteen digits of a capture's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<String>,
    /// The modifier that asks for raw bytes, `id_` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// The index; `""` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// What stands before a page's address in the address of its TimeMap; `""` where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timemap: Option<String>,
    /// Questions a second to the index and for TimeMaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_rate: Option<f64>,
    /// Captures a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay_rate: Option<f64>,
}

/// What is wrong with an archive that was written down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("archive {name:?} cannot be used: {what}")]
pub struct ArchiveLineError {
    pub name: String,
    pub what: &'static str,
}

impl ArchiveLine {
    /// The archive of this name that the line describes.
    pub fn archive(&self, name: &str) -> Result<Archive, ArchiveLineError> {
        let wrong = |what| ArchiveLineError { name: name.to_owned(), what };
        let mut archive = self.base(name).map_err(wrong)?;
        let part = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        if let Some(replay) = &self.replay {
            archive.replay.clone_from(replay);
        }
        if let Some(raw) = &self.raw {
            archive.raw.clone_from(raw);
        }
        if let Some(index) = &self.index {
            archive.index = part(index);
        }
        if let Some(timemap) = &self.timemap {
            archive.timemap = part(timemap);
        }
        archive.dialect = self.dialect.unwrap_or(archive.dialect);
        archive.index_rate = self.index_rate.unwrap_or(archive.index_rate);
        archive.replay_rate = self.replay_rate.unwrap_or(archive.replay_rate);
        archive.check().map_err(wrong)?;
        Ok(archive)
    }

    fn base(&self, name: &str) -> Result<Archive, &'static str> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        if name.is_empty() || !name.chars().all(is_name) {
            return Err("its name may have letters, digits, hyphens, dots and underscores only");
        }
        match (&self.address, Archive::known(name), &self.replay) {
            (Some(address), _, _) if self.dialect == Some(Dialect::Wayback) => {
                Ok(Archive::laid_out_like_wayback(name, address))
            }
            (Some(address), _, _) => Ok(Archive::pywb(name, address)),
            (None, Some(known), _) => Ok(known),
            (None, None, Some(_)) => Ok(Archive { index: None, timemap: None, ..Archive::pywb(name, "") }),
            (None, None, None) => Err("it has neither an address nor a replay"),
        }
    }
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
            raw: RAW.to_owned(),
            index: Some(format!("{base}/cdx/search/cdx")),
            dialect: Dialect::Wayback,
            timemap: Some(format!("{base}/web/timemap/link/")),
            index_rate: INDEX_RATE,
            replay_rate: REPLAY_RATE,
        }
    }

    /// A collection that pywb serves.
    pub fn pywb(name: &str, collection: &str) -> Self {
        let collection = collection.trim_end_matches('/');
        Self {
            name: name.to_owned(),
            replay: format!("{collection}/"),
            raw: RAW.to_owned(),
            index: Some(format!("{collection}/cdx")),
            dialect: Dialect::Pywb,
            timemap: Some(format!("{collection}/timemap/link/")),
            index_rate: INDEX_RATE,
            replay_rate: REPLAY_RATE,
        }
    }

    /// An archive by the name under which it is known.
    pub fn known(name: &str) -> Option<Self> {
        match name {
            "internet-archive" | "wayback" | "ia" => Some(Self::internet_archive()),
            "arquivo" => Some(Self::pywb("arquivo", "https://arquivo.pt/wayback")),
            "uk-web-archive" => Some(Self::pywb("uk-web-archive", "https://www.webarchive.org.uk/wayback/archive")),
            "uk-government" => Some(Self::pywb("uk-government", "https://webarchive.nationalarchives.gov.uk/ukgwa")),
            _ => None,
        }
    }

    /// The SHA-256 of the whole line, by which a record says how the archive was asked.
    pub fn digest(&self) -> Digest {
        let Self { name, replay, raw, index, dialect, timemap, index_rate, replay_rate } = self;
        let text = format!("{name}\n{replay}\n{raw}\n{index:?}\n{dialect:?}\n{timemap:?}\n{index_rate}\n{replay_rate}");
        Digest::of(text.as_bytes())
    }

    fn check(&self) -> Result<(), &'static str> {
        let addresses = [Some(&self.replay), self.index.as_ref(), self.timemap.as_ref()];
        let is_address = |address: &String| is_address(address) && url::Url::parse(address).is_ok();
        if !addresses.into_iter().flatten().all(is_address) {
            return Err("every address in it begins with https:// or http://");
        }
        if self.index.is_none() && self.timemap.is_none() {
            return Err("it has neither an index nor TimeMaps");
        }
        if !self.raw.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err("its raw modifier has letters, digits and underscores only, as in id_");
        }
        if ![self.index_rate, self.replay_rate].iter().all(|rate| rate.is_finite() && *rate > 0.0) {
            return Err("its rates are numbers above 0, in requests a second");
        }
        Ok(())
    }

    /// The address of the bytes of a capture.
    ///
    /// The page's address stands in it as it was recorded; only a `#` must be escaped, or it would be cut off on the way.
    pub fn raw_address(&self, captured_at: CapturedAt, original: &str) -> String {
        format!("{}{}{}/{}", self.replay, captured_at.compact(), self.raw, on_a_line(original))
    }

    /// Whether the bytes of a capture are what is asked for at its address: the dots in `http://a.example/../..`, which a
    /// page or an index may have, lead elsewhere on the archive's own host.
    pub fn asks_for_a_capture(&self, captured_at: CapturedAt, original: &str) -> bool {
        let whole = |original| url::Url::parse(&self.raw_address(captured_at, original)).map(String::from);
        matches!((whole(""), whole(original)), (Ok(own), Ok(whole)) if whole.starts_with(&own))
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
        match (Self::known(text), text.strip_prefix("wayback:")) {
            (Some(known), _) => Ok(known),
            (None, Some(base)) if is_address(base) => Ok(Self::laid_out_like_wayback(host(base), base)),
            (None, None) if is_address(text) => Ok(Self::pywb(host(text), text)),
            _ => Err(ArchiveError(text.to_owned())),
        }
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
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
    fn dots_that_lead_out_of_the_captures_are_noticed() {
        let asks = |page| Archive::internet_archive().asks_for_a_capture(at(), page);
        for page in
            ["http://a.example/../../../../save/http://b.example/", "http://a.example/%2e%2e/.%2E/../x/../../.."]
        {
            assert!(!asks(page), "{page}");
        }
        for page in ["http://a.example/", "http://a.example/b/../c", "https://a.example:8080/?q=../../..#!/x"] {
            assert!(asks(page), "{page}");
        }
    }

    #[test]
    fn archives_are_named_or_given_by_their_address() {
        assert_eq!("internet-archive".parse(), Ok(Archive::internet_archive()));
        for known in KNOWN.split(", ") {
            let Archive { replay, index, timemap, .. } = known.parse().unwrap();
            let addresses = [Some(replay), index, timemap];
            assert!(addresses.iter().flatten().all(|address| address.starts_with("https://")), "{known}");
        }
        let own: Archive = "http://127.0.0.1:8091/web".parse().unwrap();
        assert_eq!(own.index.as_deref(), Some("http://127.0.0.1:8091/web/cdx"));
        assert_eq!(own.name, "127.0.0.1:8091");
        let recorded: Archive = "wayback:http://127.0.0.1:1".parse().unwrap();
        assert_eq!(recorded.index.as_deref(), Some("http://127.0.0.1:1/cdx/search/cdx"));
        assert!("archive.today".parse::<Archive>().unwrap_err().to_string().contains("arquivo"));
    }

    #[test]
    fn an_address_is_all_that_an_archive_needs() {
        let line = ArchiveLine { address: Some("https://archive.example/all".to_owned()), ..ArchiveLine::default() };
        assert_eq!(line.archive("own"), Ok(Archive::pywb("own", "https://archive.example/all")));
        let wayback = ArchiveLine { dialect: Some(Dialect::Wayback), ..line };
        assert_eq!(wayback.archive("own"), Ok(Archive::laid_out_like_wayback("own", "https://archive.example/all")));
    }

    #[test]
    fn a_known_archive_may_be_asked_more_slowly() {
        let line = ArchiveLine { replay_rate: Some(0.5), ..ArchiveLine::default() };
        let expected = Archive { replay_rate: 0.5, ..Archive::internet_archive() };
        assert_eq!(line.archive("internet-archive"), Ok(expected));
    }

    #[test]
    fn an_archive_with_timemaps_alone_has_no_index() {
        let part = |text: &str| Some(text.to_owned());
        let (replay, timemap) = (part("https://a.example/web/"), part("https://a.example/timemap/link/"));
        let line = ArchiveLine { replay, timemap, ..ArchiveLine::default() };
        assert_eq!(line.archive("own").unwrap().index, None);
        let none = ArchiveLine { timemap: part(""), ..line.clone() };
        assert!(none.archive("own").unwrap_err().what.contains("neither an index nor"));
    }

    #[test]
    fn what_cannot_be_asked_is_refused_by_name() {
        let line = |address: &str| ArchiveLine { address: Some(address.to_owned()), ..ArchiveLine::default() };
        for (name, line) in [
            ("own", ArchiveLine::default()),
            ("own", line("ftp://a.example/")),
            ("own", line("https://")),
            ("../own", line("https://a.example/")),
            ("own", ArchiveLine { raw: Some("/../".to_owned()), ..line("https://a.example/") }),
            ("own", ArchiveLine { index_rate: Some(0.0), ..line("https://a.example/") }),
            ("own", ArchiveLine { replay_rate: Some(f64::INFINITY), ..line("https://a.example/") }),
        ] {
            assert_eq!(line.archive(name).unwrap_err().name, name);
        }
    }
}
