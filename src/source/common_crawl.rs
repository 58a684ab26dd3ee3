//! Common Crawl: one index for each crawl, and captures as ranges of its WARC files.
//! Must not know pace or retries, documents, or where captures go.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::archived::{Archived, Fetched, Gap, SourceError, SourceErrorKind};
use super::cdx::{self, CdxError, Dialect, Query};
use super::coding;
use super::holding::Holding;
use super::http::{Request, Response};
use super::listing::{Exclusion, Holdings, Listing, Window};
use super::media::media;
use super::pace::Class;
use super::polite::{Judgement, Polite};
use super::record::{ArchiveWord, CaptureRecord, RecordKind};
use super::warc::{HttpMessage, read_one};
use super::{Source, surt};
use crate::capture::{Capture, Provenance};
use crate::time::CapturedAt;

const LARGEST: usize = 20 * 1024 * 1024;
/// Captures of one page in one crawl; there are a handful.
const ROWS: usize = 1000;
/// Questions a second, to the indexes and to the files.
const RATE: f64 = 1.0;

/// Common Crawl, asked politely.
#[derive(Debug)]
pub struct CommonCrawl {
    indexes: String,
    files: String,
    rate: f64,
    polite: Arc<Polite>,
}

/// One line of `collinfo.json`.
#[derive(Debug, Deserialize)]
struct Crawl {
    #[serde(rename = "cdx-api")]
    index: String,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

impl CommonCrawl {
    /// The real one.
    pub fn new(polite: Arc<Polite>) -> Self {
        Self {
            indexes: "https://index.commoncrawl.org".to_owned(),
            files: "https://data.commoncrawl.org".to_owned(),
            rate: RATE,
            polite,
        }
    }

    /// One at another address, which has both the indexes and the files.
    pub fn at(base: &str, rate: f64, polite: Arc<Polite>) -> Self {
        let base = base.trim_end_matches('/').to_owned();
        Self { indexes: base.clone(), files: base, rate, polite }
    }

    /// The crawls that can hold captures of this time, the newest first as the list has them.
    fn crawls(&self, window: Window) -> Result<Vec<Crawl>, SourceError> {
        let address = format!("{}/collinfo.json", self.indexes);
        let body = Self::body(&self.ask(&address, None)?, &address)?;
        let crawls: Vec<Crawl> = serde_json::from_slice(&body).map_err(|_| {
            SourceError::new(SourceErrorKind::Answer("the list of crawls cannot be read".to_owned()), address)
        })?;
        Ok(crawls.into_iter().filter(|crawl| crawl.meets(window)).collect())
    }

    fn ask(&self, address: &str, range: Option<(u64, u64)>) -> Result<Response, SourceError> {
        let (class, coding) = if range.is_some() { (Class::Replay, "identity") } else { (Class::Index, "gzip") };
        let mut headers = vec![("accept-encoding".to_owned(), coding.to_owned())];
        headers.extend(range.map(|(from, to)| ("range".to_owned(), format!("bytes={from}-{to}"))));
        let request = Request { url: address.to_owned(), headers, ..Request::default() };
        self.polite
            .ask(&request, class, self.rate, |response| match response.status {
                429 => Judgement::Throttled,
                500..=599 => Judgement::Trouble,
                _ => Judgement::Answer,
            })
            .map_err(|cause| SourceError::unanswered(address, cause))
    }

    fn body(response: &Response, address: &str) -> Result<Vec<u8>, SourceError> {
        let labels: Vec<&str> = response.all("content-encoding").collect();
        let decoded = coding::decode(&response.body, &labels, LARGEST);
        decoded
            .map(|decoded| decoded.body)
            .map_err(|error| SourceError::new(SourceErrorKind::Answer(error.to_string()), address))
    }

    fn archived(
        &self,
        held: &Holding,
        response: &Response,
        message: HttpMessage,
        address: &str,
        truncated: bool,
    ) -> Result<Archived, Gap> {
        let labels = message.all("content-encoding");
        // The crawler unpacks bodies and leaves the label; the bytes decide.
        let decoded = coding::decode(&message.body, &labels, LARGEST).map_err(Gap::Packed)?;
        let (wire, original) = (&message.body, held.original.to_string());
        let mut record = CaptureRecord::new(RecordKind::Archive, address.to_owned(), original, wire, &decoded.body);
        let digest_match = record.fixity(held.digest.as_ref(), wire, &decoded.body);
        let status = message.status().or(held.status).unwrap_or(200);
        let content_type = message.header("content-type").map(str::to_owned);
        let location = message
            .header("location")
            .and_then(|location| Some(String::from(url::Url::parse(&held.original).ok()?.join(location).ok()?)));
        let redirect = location.as_ref().filter(|_| (300..400).contains(&status));
        let provenance = Provenance {
            captured_at: held.captured_at,
            source: self.name().to_owned(),
            url: Some(held.original.to_string()),
            memento: self.address(held),
            status: Some(status),
            content_type: content_type.clone(),
            last_modified: message.header("last-modified").map(str::to_owned),
            note: redirect.map(|location| format!("redirects to {location}")),
        };
        let record = record.answered_by(response, self.polite.pace().clock().now());
        let record = CaptureRecord {
            request_headers: vec![("user-agent".to_owned(), self.polite.user_agent().to_owned())],
            status,
            location: location.clone(),
            archived_headers: message.headers.clone(),
            archive: Some(ArchiveWord {
                name: self.name().to_owned(),
                memento_url: self.address(held).unwrap_or_default(),
                memento_datetime: held.captured_at,
                requested_instant: held.captured_at,
                original: Some(held.original.to_string()),
                file: held.record.as_ref().map(|place| place.file.clone()),
                digest: held.digest,
                digest_match,
                index_status: held.status,
                index_row: held.row.as_deref().map(str::to_owned),
            }),
            content_encoding: decoded.codings.iter().map(|coding| coding.name().to_owned()).collect(),
            ..record
        };
        let media = media(content_type.as_deref(), &held.original, &decoded.body);
        let wire = (!decoded.codings.is_empty()).then_some(message.body);
        let capture = Capture { provenance, media, body: decoded.body };
        Ok(Archived { capture, wire, record, location, truncated })
    }
}

impl Crawl {
    fn meets(&self, window: Window) -> bool {
        let instant = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<CapturedAt>().ok());
        let (from, to) = (instant(&self.from), instant(&self.to));
        let too_early = matches!((to, window.from), (Some(to), Some(from)) if to < from);
        let too_late = matches!((from, window.to), (Some(from), Some(to)) if from > to);
        !too_early && !too_late
    }
}

impl Source for CommonCrawl {
    fn name(&self) -> &'static str {
        "common-crawl"
    }

    fn list(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        if Query::is_pattern(url) || surt::key(url).is_none() {
            return Err(SourceError::new(SourceErrorKind::Address, url));
        }
        let (mut rows, mut warnings) = (Vec::new(), BTreeMap::<String, usize>::new());
        for crawl in self.crawls(window)? {
            let query = Query { url, from: window.from, to: window.to, limit: ROWS, newest: false };
            let address = query.address(&crawl.index, Dialect::Pywb);
            let response = match self.ask(&address, None) {
                Ok(response) => response,
                Err(error) if error.ends_the_run() => return Err(error),
                // One crawl that gives no answer leaves a hole, and that is said.
                Err(error) => {
                    *warnings.entry(format!("a crawl gave no answer: {}", error.kind)).or_default() += 1;
                    continue;
                }
            };
            match cdx::parse(&Self::body(&response, &address)?) {
                Ok(page) => rows.extend(page.rows),
                Err(CdxError::Excluded | CdxError::Robots) => return Ok(Listing::Excluded(Exclusion::Archive)),
                Err(error) => *warnings.entry(error.to_string()).or_default() += 1,
            }
        }
        rows.retain(|row: &Holding| surt::same_page(&row.original, url));
        let mut holdings = Holdings::of(rows, window, self.polite.pace().clock().now());
        holdings.warnings.extend(warnings.into_iter().map(|(what, count)| format!("{what} ({count} crawls)")));
        if holdings.captures.is_empty() && holdings.warnings.is_empty() {
            return Ok(Listing::None);
        }
        Ok(Listing::Holdings(holdings))
    }

    /// Each crawl has an index of its own, and there are more than a hundred.
    fn list_below(&self, prefix: &str, _window: Window) -> Result<Listing, SourceError> {
        Err(SourceError::new(SourceErrorKind::NotBelow, prefix))
    }

    fn fetch(&self, held: &Holding) -> Result<Fetched, SourceError> {
        let Some(place) = &held.record else { return Ok(Fetched::Gap(Gap::NeverArchived)) };
        let address = format!("{}/{}", self.files, place.file.trim_start_matches('/'));
        let last = place.offset.saturating_add(place.length.saturating_sub(1));
        let response = self.ask(&address, Some((place.offset, last)))?;
        match response.status {
            206 => {}
            404 | 410 => return Ok(Fetched::Gap(Gap::NeverArchived)),
            _ => return Ok(Fetched::Gap(Gap::NoCapture)),
        }
        let Some(record) = read_one(&response.body) else { return Ok(Fetched::Gap(Gap::NoCapture)) };
        if record.target().is_none_or(|target| !surt::same_page(target, &held.original)) {
            return Ok(Fetched::Gap(Gap::OtherPage(record.target().unwrap_or_default().to_owned())));
        }
        if let Some(at) = record.date().filter(|at| *at != held.captured_at) {
            return Ok(Fetched::Gap(Gap::Substituted(at, held.original.to_string())));
        }
        let (message, truncated) = (HttpMessage::parse(&record.block), record.is_truncated());
        match self.archived(held, &response, message, &address, truncated) {
            Ok(archived) => Ok(Fetched::Archived(Box::new(archived))),
            Err(gap) => Ok(Fetched::Gap(gap)),
        }
    }

    fn seconds_for(&self, captures: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "an estimate for a person")]
        let captures = captures as f64;
        captures / self.rate
    }

    /// Common Crawl shows no captures; the place of the record is the address.
    fn address(&self, held: &Holding) -> Option<String> {
        let place = held.record.as_ref()?;
        Some(format!(
            "{}/{}#{}-{}",
            self.files,
            place.file,
            place.offset,
            place.offset.saturating_add(place.length.saturating_sub(1))
        ))
    }
}
