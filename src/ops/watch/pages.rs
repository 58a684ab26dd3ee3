//! One look at a document of several pages: each is asked for by itself, and only all of them together show the document.
//! Must not know other policies, or how a look is recorded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::look::{Found, Look, OUR_FAULT, Task, last_live, look_of, missed_because};
use crate::capture::{Capture, Digest, MediaType, Provenance, pages};
use crate::document::SkipReason;
use crate::ops::backfill::leads_to_the_front_page;
use crate::ops::read;
use crate::source::live::{Answer, BROWSER, LIVE, Live, Missed, Question, Seen};
use crate::source::record::CaptureRecord;
use crate::store::{Recording, VisitedPage};
use crate::time::CapturedAt;
use crate::timeline::{Dated, Shown};

/// A page as one look saw it.
struct Page {
    at: CapturedAt,
    /// What it leaves for the next look.
    left: VisitedPage,
    /// Its bytes and how they were had; nothing where the server says that it is as it was.
    seen: Option<(Capture, CaptureRecord)>,
}

/// Looks at every page in the order of the document. The first one that cannot be had or read ends the look.
pub(super) fn once(live: &Live, task: &Task<'_>, may_ask_whether: bool) -> Look {
    let urls = task.config.addresses();
    let known = if may_ask_whether { known(task, urls.len()) } else { None };
    match pages_of(live, task, &urls, known) {
        Err(Ended { at, url, why }) => look_of(task, at, missed_because(at, &url, &why), Vec::new()),
        Ok(pages) => {
            let at = pages.iter().map(|page| page.at).min().unwrap_or_else(|| live.now());
            let left = pages.iter().map(|page| page.left.clone()).collect();
            look_of(task, at, found(task, at, pages), left)
        }
    }
}

/// What the last look left, if it saw as many pages.
fn known<'a>(task: &Task<'a>, pages: usize) -> Option<&'a [VisitedPage]> {
    let left = &task.standing?.visit.pages;
    (last_live(task)?.media == Some(MediaType::Pages) && left.len() == pages).then_some(left)
}

/// Why a page could not be had.
struct Ended {
    at: CapturedAt,
    url: String,
    why: String,
}

/// All pages: those of the last look where every one is as it was, else each with its bytes.
fn pages_of(live: &Live, task: &Task<'_>, urls: &[&str], known: Option<&[VisitedPage]>) -> Result<Vec<Page>, Ended> {
    let look = |(number, url): (usize, &&str), known: Option<&VisitedPage>| {
        page(live, task, url, known).map_err(|missed| {
            let why = format!("{}: {missed}", nth(number, urls.len(), url));
            Ended { at: missed.at, url: missed.url, why }
        })
    };
    let mut pages = Vec::new();
    for (number, url) in urls.iter().enumerate() {
        pages.push(look((number, url), known.and_then(|known| known.get(number)))?);
    }
    let is_as_it_was = |(page, known): (&Page, &VisitedPage)| page.left.page == known.page;
    if known.is_some_and(|known| pages.iter().zip(known).all(is_as_it_was)) {
        for page in &mut pages {
            page.seen = None;
        }
        return Ok(pages);
    }
    // The document is written down whole, so what is as it was has to be had too.
    for (number, url) in urls.iter().enumerate() {
        if pages[number].seen.is_none() {
            pages[number] = look((number, url), None)?;
        }
    }
    Ok(pages)
}

fn page(live: &Live, task: &Task<'_>, url: &str, known: Option<&VisitedPage>) -> Result<Page, Missed> {
    let validators = known.and_then(VisitedPage::validators);
    let question = Question { url, language: task.config.language.as_deref(), known: validators.as_ref() };
    let plain = match task.renderer {
        Some(renderer) => live.show(&question, renderer)?,
        None => live.look(&question)?,
    };
    let (at, seen) = match (plain, known) {
        (Answer::Seen(seen), _) => (seen.at, *seen),
        (Answer::NotModified { at }, Some(known)) => return Ok(Page { at, left: known.clone(), seen: None }),
        (Answer::NotModified { at }, None) => {
            let kind = crate::source::live::MissedKind::NotAsked;
            return Err(Missed { at, url: url.to_owned(), hops: Vec::new(), kind });
        }
    };
    let seen = match task.shell_renderer {
        Some(renderer) if is_shell(task, &seen) => match live.show(&question, renderer)? {
            Answer::Seen(seen) => *seen,
            Answer::NotModified { .. } => seen,
        },
        _ => seen,
    };
    let validators = seen.validators().unwrap_or_default();
    let (record, final_url) = (seen.record(), seen.url().to_owned());
    let capture = seen.into_capture();
    let left = VisitedPage {
        url: final_url,
        etag: validators.etag,
        last_modified: validators.last_modified,
        page: Some(Digest::of(&pages::bind(std::slice::from_ref(&capture)))),
    };
    Ok(Page { at, left, seen: Some((capture, record)) })
}

fn is_shell(task: &Task<'_>, seen: &Seen) -> bool {
    let capture = seen.clone().into_capture();
    read::dated_with(&capture, task.selecting.at(seen.at)).reading == Err(SkipReason::ScriptShell)
}

fn found(task: &Task<'_>, at: CapturedAt, pages: Vec<Page>) -> Found {
    let seen: Option<Vec<(Capture, CaptureRecord)>> = pages.into_iter().map(|page| page.seen).collect();
    let Some(seen) = seen else {
        let last = last_live(task);
        let Some(last) = last else { return missed_because(at, first(task), "a page was not seen") };
        let provenance = Provenance { captured_at: at, ..last.provenance.clone() };
        return Found::Same { provenance, media: MediaType::Pages, digest: last.digest };
    };
    let (captures, records): (Vec<Capture>, Vec<CaptureRecord>) = seen.into_iter().unzip();
    let config_hash = Some(task.config_hash());
    let records = records.into_iter().map(|record| CaptureRecord { config_hash, ..record });
    let records = records.filter_map(|record| Some((record.fetched_at?, record))).collect();
    match catch_unwind(AssertUnwindSafe(|| recording(task, at, captures))) {
        Ok(Ok(recording)) => {
            let evidence = if super::look::is_news(task, &recording.dated) { records } else { Vec::new() };
            Found::Read { recording: Box::new(recording), evidence }
        }
        Ok(Err(Lacking { url, why })) => match missed_because(at, &url, &why) {
            Found::Missed { provenance, why, .. } => {
                let is_news = task.standing.is_none_or(|standing| standing.last_look.shown != Shown::Failed);
                Found::Missed { provenance, why, evidence: if is_news { records } else { Vec::new() } }
            }
            other => other,
        },
        Err(_) => missed_because(at, first(task), OUR_FAULT),
    }
}

fn first<'a>(task: &Task<'a>) -> &'a str {
    task.config.addresses().first().copied().unwrap_or_default()
}

/// A page that keeps the others from being the document.
struct Lacking {
    url: String,
    why: String,
}

/// The document. Where one page is none that says nothing of the document's existence, so it is a look that failed; where
/// all are none it is what the first one shows.
fn recording(task: &Task<'_>, at: CapturedAt, captures: Vec<Capture>) -> Result<Recording, Lacking> {
    let asked = task.config.addresses();
    let selection = task.selecting.at(at);
    let elsewhere =
        |page: &Capture, asked: &str| leads_to_the_front_page(page.provenance.url.as_deref().unwrap_or(asked), asked);
    let (number, reason) = match read::bound(provenance(at, &captures), &captures, selection) {
        Err(unread) => unread,
        Ok(bound) => match captures.iter().zip(&asked).position(|(page, asked)| elsewhere(page, asked)) {
            None => return Ok(bound),
            Some(number) => (number, SkipReason::OtherDocument),
        },
    };
    let is_none = |page: &Capture| read::dated_with(page, selection).reading.is_err();
    let why = format!("{}: {}", nth(number, asked.len(), asked[number]), reason.words());
    if !captures.iter().all(is_none) {
        return Err(Lacking { url: asked[number].to_owned(), why });
    }
    let Some(Capture { provenance, media, body }) = captures.into_iter().next() else {
        return Err(Lacking { url: asked[number].to_owned(), why });
    };
    Ok(Recording { dated: Dated { provenance, media, digest: Digest::of(&body), reading: Err(reason) }, body })
}

/// Where a document comes from whose pages these are. It is from the instant at which the first of them was seen.
fn provenance(at: CapturedAt, pages: &[Capture]) -> Provenance {
    let of_browser = pages.iter().any(|page| page.provenance.source == BROWSER);
    Provenance {
        url: pages.first().and_then(|page| page.provenance.url.clone()),
        status: pages.first().and_then(|page| page.provenance.status),
        content_type: Some(pages::CONTENT_TYPE.to_owned()),
        ..Provenance::new(at, if of_browser { BROWSER } else { LIVE })
    }
}

fn nth(number: usize, of: usize, url: &str) -> String {
    format!("page {} of {of}, {url}", number + 1)
}
