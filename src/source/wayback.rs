//! Web archives that replay captures over HTTP: the Internet Archive, and every archive that speaks as it or pywb does.
//! Must not know pace or retries, documents, or where captures go.

mod below;

use std::sync::Arc;

use super::archive::Archive;
use super::archived::{Archived, Fetched, Gap, SourceError, SourceErrorKind};
use super::cdx::{self, CdxError, Query};
use super::coding::{self, Decoded, Doubt};
use super::fixity::Fixity;
use super::holding::{self, Collected, Holding};
use super::http::{Request, Response};
use super::listing::{Exclusion, Holdings, Listing, Window};
use super::media::media;
use super::pace::Class;
use super::polite::{Judgement, Polite};
use super::record::{ArchiveWord, CaptureRecord, RecordKind};
use super::replay::{self, Answer, Memento, Replay};
use super::{Source, surt, timemap};
use crate::capture::{Capture, Digest, Provenance};
use crate::time::CapturedAt;

/// The largest page, unpacked.
const LARGEST: usize = 20 * 1024 * 1024;
/// How many rows are asked for at first. A page full of one second asks for ten times as many.
const ROWS: usize = 5000;
/// How many pages of an index are read at the most.
const MOST_PAGES: usize = 200;
/// How many pages of a TimeMap are read at the most.
const MOST_TIMEMAPS: usize = 50;

/// One web archive, asked politely.
#[derive(Debug)]
pub struct WebArchive {
    archive: Archive,
    /// Stands for the line of configuration.
    digest: Digest,
    polite: Arc<Polite>,
    rows: usize,
}

impl WebArchive {
    /// Asks `archive` through `polite`, which all sources of a process share.
    pub fn new(archive: Archive, polite: Arc<Polite>) -> Self {
        Self { digest: archive.digest(), archive, polite, rows: ROWS }
    }

    /// Asks for this many rows of the index at a time.
    #[must_use]
    pub fn with_rows(self, rows: usize) -> Self {
        Self { rows: rows.max(1), ..self }
    }

    /// The archive's line of configuration.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The newest captures alone, newest last.
    pub fn newest(&self, url: &str, count: usize) -> Result<Listing, SourceError> {
        let query = Query { url, from: None, to: None, limit: count.max(1), newest: true };
        match self.page(url, &query)? {
            Ok(page) => {
                let mut collected = Collected::default();
                collected.take(page.rows);
                Ok(self.listing(collected, Vec::new(), Window::default()))
            }
            Err(exclusion) => Ok(Listing::Excluded(exclusion)),
        }
    }

    fn list_by_index(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        let mut collected = Collected::default();
        let (mut not_web, mut bad, mut warnings) = (0, Vec::new(), Vec::new());
        let mut query = Query { url, from: window.from, to: window.to, limit: self.rows, newest: false };
        for number in 1.. {
            let page = match self.page(url, &query)? {
                Ok(page) => page,
                Err(exclusion) => return Ok(Listing::Excluded(exclusion)),
            };
            not_web += page.not_web;
            bad.extend(page.bad);
            if !holding::of_one_page(collected.captures.first().into_iter().chain(&page.rows), url) {
                let kind = SourceErrorKind::Answer("the index answered with rows of other pages".to_owned());
                return Err(SourceError::new(kind, url));
            }
            let last = page.rows.iter().map(|row| row.captured_at).max();
            let has_room = collected.take(page.rows);
            let full = page.lines >= query.limit;
            let Some(last) = last.filter(|_| full) else { break };
            if query.from == Some(last) {
                // A whole page of one second: only a wider page gets past it.
                query.limit = query.limit.saturating_mul(10);
                if query.limit > 1_000_000 {
                    warnings.push(format!("the index has no end at {last}; what follows is unknown"));
                    break;
                }
            }
            query.from = Some(last);
            if number >= MOST_PAGES || !has_room {
                warnings.push(format!("the index was read up to {last}; what follows is unknown"));
                break;
            }
        }
        if not_web > 0 {
            warnings.push(format!("{not_web} rows of the index are no web pages"));
        }
        if let Some(first) = bad.first() {
            warnings.push(format!("lines of the index that could not be read: {}, the first is {first:?}", bad.len()));
        }
        Ok(self.listing(collected, warnings, window))
    }

    /// One page of the index; the inner error is the archive's refusal.
    fn page(&self, url: &str, query: &Query<'_>) -> Result<Result<cdx::Page, Exclusion>, SourceError> {
        let Some(index) = &self.archive.index else {
            return Err(SourceError::new(SourceErrorKind::NoIndex, url));
        };
        self.page_at(&query.address(index, self.archive.dialect))
    }

    fn page_at(&self, address: &str) -> Result<Result<cdx::Page, Exclusion>, SourceError> {
        let response = self.ask(address, Class::Index, "gzip", self.archive.index_rate, judge_index)?;
        let body = Self::unpacked(&response, address)?.body;
        match (cdx::parse(&body), response.status) {
            (Err(CdxError::Excluded), _) => Ok(Err(Exclusion::Archive)),
            (Err(CdxError::Robots), _) => Ok(Err(Exclusion::Robots)),
            (Ok(page), 200..=299) => Ok(Ok(page)),
            (Ok(page), 404) if page.rows.is_empty() => Ok(Ok(page)),
            (Err(CdxError::NoIndex(_)), 404) => Err(SourceError::new(SourceErrorKind::NoIndex, address)),
            (Err(error), _) => Err(SourceError::new(SourceErrorKind::Answer(error.to_string()), address)),
            (Ok(_), status) => {
                let kind = SourceErrorKind::Answer(format!("the index answered with status {status}"));
                Err(SourceError::new(kind, address))
            }
        }
    }

    fn list_by_timemap(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        let Some(first) = self.archive.timemap_address(url) else {
            return Err(SourceError::new(SourceErrorKind::NoIndex, url));
        };
        let (mut collected, mut warnings, mut undated, mut others) = (Collected::default(), Vec::new(), 0, 0);
        let (mut next, mut asked) = (vec![first], std::collections::BTreeSet::new());
        while let Some(address) = next.pop() {
            if !asked.insert(address.clone()) {
                continue;
            }
            if asked.len() > MOST_TIMEMAPS {
                warnings.push("the TimeMap has more pages than are read; what they hold is unknown".to_owned());
                break;
            }
            let response = self.ask(&address, Class::Index, "gzip", self.archive.index_rate, judge_index)?;
            let body = Self::unpacked(&response, &address)?.body;
            match (response.status, timemap::parse(&body, url)) {
                (404, _) => {}
                (403 | 451, _) => return Ok(Listing::Excluded(Exclusion::Archive)),
                (200..=299, Some(timemap)) => {
                    undated += timemap.undated;
                    let listed = timemap.mementos.len();
                    let own: Vec<Holding> =
                        timemap.mementos.into_iter().filter(|held| surt::same_page(&held.original, url)).collect();
                    others += listed - own.len();
                    if !collected.take(own) {
                        warnings
                            .push("the TimeMap has more mementos than are read; what follows is unknown".to_owned());
                        break;
                    }
                    // A page of a TimeMap on another host is another archive's.
                    next.extend(timemap.pages.iter().filter_map(|page| page_of(&address, page)));
                }
                (status, _) => {
                    let kind = SourceErrorKind::Answer(format!("the TimeMap was answered with status {status}"));
                    return Err(SourceError::new(kind, address));
                }
            }
        }
        if undated > 0 {
            warnings.push(format!("{undated} mementos are listed without an instant"));
        }
        if others > 0 {
            warnings.push(format!("{others} mementos of other pages are listed, and left out"));
        }
        Ok(self.listing(collected, warnings, window))
    }

    fn listing(&self, collected: Collected, warnings: Vec<String>, window: Window) -> Listing {
        let now = self.polite.pace().clock().now();
        let mut holdings = Holdings { rows: collected.rows, ..Holdings::of(collected.captures, window, now) };
        holdings.warnings.splice(0..0, warnings);
        if holdings.captures.is_empty() && holdings.warnings.is_empty() {
            Listing::None
        } else {
            Listing::Holdings(holdings)
        }
    }

    fn ask(
        &self,
        address: &str,
        class: Class,
        accept_encoding: &str,
        rate: f64,
        judge: impl Fn(&Response) -> Judgement,
    ) -> Result<Response, SourceError> {
        let headers = vec![("accept-encoding".to_owned(), accept_encoding.to_owned())];
        let request = Request { url: address.to_owned(), headers, ..Request::default() };
        self.polite.ask(&request, class, rate, judge).map_err(|cause| SourceError::unanswered(address, cause))
    }

    fn unpacked(response: &Response, address: &str) -> Result<Decoded, SourceError> {
        let labels: Vec<&str> = response.all("content-encoding").collect();
        coding::decode(&response.body, &labels, LARGEST)
            .map_err(|error| SourceError::new(SourceErrorKind::Answer(error.to_string()), address))
    }

    fn archived(
        &self,
        held: &Holding,
        address: String,
        response: Response,
        memento: Memento,
        decoded: Decoded,
    ) -> Archived {
        let url = memento.original.clone().unwrap_or_else(|| held.original.to_string());
        let mut record = CaptureRecord::new(RecordKind::Archive, address, url.clone(), &response.body, &decoded.body);
        let match_of_digest = record.fixity(held.digest.as_ref(), &response.body, &decoded.body);
        let truncated = is_short(&memento, &decoded);
        let doubts = doubts(held, &memento, &decoded, match_of_digest, truncated);
        let view_address = self.archive.view_address(memento.captured_at, &url);
        let provenance = Provenance {
            captured_at: memento.captured_at,
            source: self.archive.name.clone(),
            url: Some(url.clone()),
            memento: Some(view_address.clone()),
            status: Some(memento.status),
            content_type: memento.content_type.clone(),
            last_modified: site_header(&memento, "last-modified"),
            note: note(&memento, truncated),
        };
        let fetched_at = self.polite.pace().clock().now();
        let record = record.answered_by(&response, fetched_at);
        let record = CaptureRecord {
            config_hash: Some(self.digest),
            request_headers: vec![
                ("user-agent".to_owned(), self.polite.user_agent().to_owned()),
                ("accept-encoding".to_owned(), "gzip, br".to_owned()),
            ],
            status: memento.status,
            location: memento.location.clone(),
            archived_headers: memento.headers,
            archive: Some(ArchiveWord {
                name: self.archive.name.clone(),
                memento_url: view_address,
                memento_datetime: memento.captured_at,
                requested_instant: held.captured_at,
                original: memento.original,
                file: memento.archive_file,
                digest: held.digest,
                digest_match: match_of_digest,
                index_status: held.status,
                index_row: held.row.as_deref().map(str::to_owned),
            }),
            content_encoding: decoded.codings.iter().map(|coding| coding.name().to_owned()).collect(),
            doubts,
            ..record
        };
        let media = media(memento.content_type.as_deref(), &url, &decoded.body);
        let wire = (!decoded.codings.is_empty()).then_some(response.body);
        let capture = Capture { provenance, media, body: decoded.body };
        Archived { capture, wire, record, location: memento.location, truncated }
    }
}

impl Source for WebArchive {
    fn name(&self) -> &str {
        &self.archive.name
    }

    /// Asks the index; where there is none, the TimeMap.
    fn list(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        if Query::is_pattern(url) || surt::key(url).is_none() {
            return Err(SourceError::new(SourceErrorKind::Address, url));
        }
        match self.list_by_index(url, window) {
            Err(error) if error.kind == SourceErrorKind::NoIndex => self.list_by_timemap(url, window),
            listed => listed,
        }
    }

    fn list_below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError> {
        self.below(prefix, window)
    }

    fn fetch(&self, held: &Holding) -> Result<Fetched, SourceError> {
        if held.blocked {
            return Ok(Fetched::Gap(Gap::Excluded(Exclusion::Archive)));
        }
        let address = self.archive.raw_address(held.captured_at, &held.original);
        if !self.archive.asks_for_a_capture(held.captured_at, &held.original) {
            return Err(SourceError::new(SourceErrorKind::Address, address));
        }
        let rate = self.archive.replay_rate;
        let response = self.ask(&address, Class::Replay, "gzip, br", rate, judge_replay)?;
        let labels: Vec<&str> = response.all("content-encoding").collect();
        let decoded = coding::decode(&response.body, &labels, LARGEST);
        let body = decoded.as_ref().map_or(&response.body, |decoded| &decoded.body);
        let answer = Answer { status: response.status, headers: &response.headers, body };
        let memento = match replay::classify(answer, &self.archive, &held.original) {
            Replay::Memento(memento) => *memento,
            Replay::Elsewhere(elsewhere) => {
                return Ok(Fetched::Gap(Gap::Substituted(elsewhere.captured_at, elsewhere.original)));
            }
            Replay::Excluded => return Ok(Fetched::Gap(Gap::Excluded(Exclusion::Archive))),
            Replay::Robots => return Ok(Fetched::Gap(Gap::Excluded(Exclusion::Robots))),
            Replay::NeverArchived => return Ok(Fetched::Gap(Gap::NeverArchived)),
            Replay::NoCapture | Replay::Throttled | Replay::Trouble => return Ok(Fetched::Gap(Gap::NoCapture)),
        };
        if !memento.is_of(&held.original) {
            return Ok(Fetched::Gap(Gap::OtherPage(memento.original.unwrap_or_default())));
        }
        if memento.captured_at != held.captured_at {
            let original = memento.original.unwrap_or_else(|| held.original.to_string());
            return Ok(Fetched::Gap(Gap::Substituted(memento.captured_at, original)));
        }
        match decoded {
            Ok(decoded) => Ok(Fetched::Archived(Box::new(self.archived(held, address, response, memento, decoded)))),
            Err(error) => Ok(Fetched::Gap(Gap::Packed(error))),
        }
    }

    fn address(&self, held: &Holding) -> Option<String> {
        Some(self.archive.view_address(held.captured_at, &held.original))
    }

    fn seconds_for(&self, captures: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "an estimate for a person")]
        let captures = captures as f64;
        captures / self.archive.replay_rate.max(f64::EPSILON)
    }
}

/// An index that is throttled or in trouble says so by its status alone.
fn judge_index(response: &Response) -> Judgement {
    match response.status {
        429 => Judgement::Throttled,
        500 | 502..=504 | 413 | 421 | 599 => Judgement::Trouble,
        _ => Judgement::Answer,
    }
}

/// An archived 429 or 503 is an answer: it was the site that said so, then.
fn judge_replay(response: &Response) -> Judgement {
    if response.header("memento-datetime").is_some() {
        return Judgement::Answer;
    }
    judge_index(response)
}

/// The address of a further page of the TimeMap at `address`. One on another host is another archive's, and what is asked
/// without being overheard stays so.
fn page_of(address: &str, page: &str) -> Option<String> {
    let own = url::Url::parse(address).ok()?;
    let mut page = own.join(page).ok()?;
    if page.scheme() == "http" && own.scheme() == "https" {
        page.set_scheme("https").ok()?;
    }
    (page.scheme() == own.scheme() && super::polite::host(page.as_str()) == super::polite::host(address))
        .then(|| page.into())
}

fn site_header(memento: &Memento, name: &str) -> Option<String> {
    memento.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
}

/// Whether the site said that the body was longer than it is. Only told where no coding makes the lengths differ.
fn is_short(memento: &Memento, decoded: &Decoded) -> bool {
    let coded = ["content-encoding", "x-orig-content-encoding", "transfer-encoding"];
    let coded = coded.iter().any(|name| site_header(memento, name).is_some_and(|value| !value.trim().is_empty()));
    let length = u64::try_from(decoded.body.len()).unwrap_or(u64::MAX);
    (200..300).contains(&memento.status)
        && !coded
        && decoded.codings.is_empty()
        && memento.content_length.is_some_and(|promised| length < promised)
}

fn doubts(held: &Holding, memento: &Memento, decoded: &Decoded, digest: Fixity, truncated: bool) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(status) = held.status.filter(|status| *status != memento.status) {
        doubts.push(format!("the index says status {status}, the capture {}", memento.status));
    }
    match decoded.doubt {
        Some(Doubt::FalseLabel) => doubts.push("a content coding is named that the bytes do not have".to_owned()),
        Some(Doubt::Unlabelled) => doubts.push("the bytes are packed and no header says so".to_owned()),
        None => {}
    }
    if digest == Fixity::None {
        doubts.push("the bytes do not have the digest that the index promises".to_owned());
    }
    if truncated {
        doubts.push("the body is shorter than the site said".to_owned());
    }
    doubts
}

fn note(memento: &Memento, truncated: bool) -> Option<String> {
    match (&memento.location, truncated) {
        (Some(location), _) if (300..400).contains(&memento.status) => Some(format!("redirects to {location}")),
        (_, true) => Some("the body is shorter than the site said".to_owned()),
        _ => None,
    }
}

/// The capture that an archive's own address names, for when the index cannot be asked.
pub fn held_at(memento_url: &str) -> Option<Holding> {
    let memento = super::memento::parse(memento_url)?;
    Some(Holding::new(memento.captured_at, memento.original))
}

/// The difference between two instants in seconds, whichever is the later.
pub(super) fn apart(one: CapturedAt, other: CapturedAt) -> u64 {
    one.unix().abs_diff(other.unix())
}
