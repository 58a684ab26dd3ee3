//! One look at one policy: asked for, read, and held against what was seen last.
//! Must not know other policies, or how a look is recorded.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::pages;
use crate::capture::{Capture, Digest, MediaType, Provenance};
use crate::config::PolicyConfig;
use crate::document::{self, SkipReason};
use crate::ops::backfill::leads_to_the_front_page;
use crate::ops::{Selecting, read};
use crate::policy::PolicyId;
use crate::source::browser::Renderer;
use crate::source::live::{Answer, BROWSER, LIVE, Live, Missed, Question, Seen, Validators};
use crate::source::record::CaptureRecord;
use crate::store::{Recording, Standing, VisitedPage};
use crate::time::CapturedAt;
use crate::timeline::{Dated, Shown, Sighting};

/// What is said of a look where this program is what failed.
pub(super) const OUR_FAULT: &str = "this program failed while reading the page; that is a fault of its own";

/// A policy to look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task<'a> {
    pub(super) policy: &'a PolicyId,
    pub(super) config: &'a PolicyConfig,
    /// What is known of it.
    pub(super) standing: Option<&'a Standing>,
    /// Which parts of its page are read.
    pub(super) selecting: &'a Selecting,
    /// What shows its page.
    pub(super) renderer: Option<&'a Renderer>,
    /// What shows it when it turns out to be an empty shell.
    pub(super) shell_renderer: Option<&'a Renderer>,
    /// How often a change must be seen before it counts.
    pub(super) confirm: u32,
    /// Whether the page is read even if its server says that it is as before.
    pub(super) in_full: bool,
}

impl Task<'_> {
    /// Stands for the configuration under which pages are had.
    pub(super) fn config_hash(&self) -> Digest {
        Digest::of(serde_json::to_string(self.config).unwrap_or_default().as_bytes())
    }
}

/// What a look at a policy gave.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) policy: PolicyId,
    pub(super) urls: Vec<String>,
    pub(super) at: CapturedAt,
    pub(super) found: Found,
    /// What each page gave to ask by next time.
    pub(super) left: Vec<VisitedPage>,
    /// A text that one look showed and the next did not.
    pub(super) unconfirmed: Option<Provenance>,
}

/// What was there.
#[derive(Debug)]
pub(super) enum Found {
    /// The page as it was, byte for byte.
    Same { provenance: Provenance, media: MediaType, digest: Option<Digest> },
    /// A text that was read, with the evidence of how each page of it was had where it shows something new.
    Read { recording: Box<Recording>, evidence: Vec<(CapturedAt, CaptureRecord)> },
    /// Nothing, or not all that there must be; then with the evidence of what was had.
    Missed { provenance: Provenance, why: String, evidence: Vec<(CapturedAt, CaptureRecord)> },
}

/// Looks at a policy's page.
pub(super) fn look(live: &Live, task: &Task<'_>) -> Look {
    let first = once(live, task, !task.in_full);
    if task.confirm > 1 && is_change(task, &first) { confirmed(live, task, first) } else { first }
}

/// Looks again, as often as a change must be seen before it counts.
fn confirmed(live: &Live, task: &Task<'_>, first: Look) -> Look {
    let text = shown(&first.found);
    for _ in 1..task.confirm {
        let again = once(live, task, false);
        if shown(&again.found) != text {
            let unconfirmed = Some(unconfirmed(&first));
            return Look { unconfirmed, ..again };
        }
    }
    first
}

fn unconfirmed(first: &Look) -> Provenance {
    let provenance = match &first.found {
        Found::Same { provenance, .. } | Found::Missed { provenance, .. } => provenance.clone(),
        Found::Read { recording, .. } => recording.dated.provenance.clone(),
    };
    let note = "one look showed another text, and the next did not; it counts for nothing".to_owned();
    Provenance { last_modified: None, note: Some(note), ..provenance }
}

fn is_change(task: &Task<'_>, look: &Look) -> bool {
    let known = task.standing.and_then(Standing::text);
    let shown = shown(&look.found);
    known.is_some() && shown.is_some() && shown != known
}

/// The text that a look showed, if it had to be read.
fn shown(found: &Found) -> Option<Digest> {
    match found {
        Found::Read { recording, .. } => recording.dated.text(),
        Found::Same { .. } | Found::Missed { .. } => None,
    }
}

fn once(live: &Live, task: &Task<'_>, may_ask_whether: bool) -> Look {
    let addresses = task.config.addresses();
    if addresses.len() > 1 {
        return pages::once(live, task, may_ask_whether);
    }
    let url = addresses.first().copied().unwrap_or_default();
    let last = last_live(task);
    let known = last.filter(|_| may_ask_whether).and_then(|_| task.standing?.visit.pages.first()?.validators());
    let question = Question { url, language: task.config.language.as_deref(), known: known.as_ref() };
    let plain = match task.renderer {
        Some(renderer) => live.show(&question, renderer),
        None => live.look(&question),
    };
    let look = made_of(task, plain, known.clone(), last, url);
    match task.shell_renderer.filter(|_| is_shell(&look.found)) {
        Some(renderer) => made_of(task, live.show(&question, renderer), known, last, url),
        None => look,
    }
}

/// Whether a page has nothing to read before its scripts have run.
fn is_shell(found: &Found) -> bool {
    matches!(found, Found::Read { recording, .. } if recording.dated.reading == Err(SkipReason::ScriptShell))
}

fn made_of(
    task: &Task<'_>,
    answer: Result<Answer, Missed>,
    known: Option<Validators>,
    last: Option<&Sighting>,
    url: &str,
) -> Look {
    let (at, validators, found) = match answer {
        Ok(Answer::NotModified { at }) => (at, known, not_modified(last, at, url)),
        Ok(Answer::Seen(seen)) => (seen.at, seen.validators(), found(task, last, *seen)),
        Err(missed) => (missed.at, None, missed_of(&missed)),
    };
    look_of(task, at, found, validators.into_iter().map(VisitedPage::from).collect())
}

pub(super) fn look_of(task: &Task<'_>, at: CapturedAt, found: Found, left: Vec<VisitedPage>) -> Look {
    let urls = task.config.addresses().into_iter().map(str::to_owned).collect();
    Look { policy: task.policy.clone(), urls, at, found, left, unconfirmed: None }
}

/// The last look, if it was one at the live page and showed the policy.
pub(super) fn last_live<'a>(task: &Task<'a>) -> Option<&'a Sighting> {
    let standing = task.standing?;
    let last = standing.last_success.as_ref().filter(|last| **last == standing.last_look)?;
    [LIVE, BROWSER].contains(&&*last.provenance.source).then_some(last)
}

impl VisitedPage {
    /// What to ask by whether the page is still the same.
    pub(super) fn validators(&self) -> Option<Validators> {
        let any = self.etag.is_some() || self.last_modified.is_some();
        let (url, etag, last_modified) = (self.url.clone(), self.etag.clone(), self.last_modified.clone());
        any.then_some(Validators { url, etag, last_modified })
    }
}

impl From<Validators> for VisitedPage {
    fn from(validators: Validators) -> Self {
        let Validators { url, etag, last_modified } = validators;
        Self { url, etag, last_modified, page: None }
    }
}

fn not_modified(last: Option<&Sighting>, at: CapturedAt, url: &str) -> Found {
    match last {
        Some(last) => Found::Same {
            provenance: Provenance { captured_at: at, ..last.provenance.clone() },
            media: last.media.unwrap_or(MediaType::Html),
            digest: last.digest,
        },
        None => missed_because(at, url, "the server says that nothing changed, though it was not asked that"),
    }
}

fn found(task: &Task<'_>, last: Option<&Sighting>, seen: Seen) -> Found {
    let same_bytes = last.filter(|last| is_same(last, &seen));
    if let Some(last) = same_bytes {
        let media = last.media.unwrap_or(MediaType::Html);
        return Found::Same { provenance: seen.provenance(), media, digest: last.digest };
    }
    let (at, asked) = (seen.at, seen.asked.clone());
    let record = seen.record();
    // A fault of ours in reading one page must not end the run for all others.
    match catch_unwind(AssertUnwindSafe(|| recording(task, seen.into_capture(), &asked))) {
        Ok(recording) => {
            let made = || read::normalized(&recording, recording.dated.text());
            let record = CaptureRecord {
                config_hash: Some(task.config_hash()),
                normalizer: task.selecting.id().is_none().then(made),
                ..record
            };
            let evidence = is_news(task, &recording.dated).then_some((at, record));
            let evidence = evidence.into_iter().collect();
            Found::Read { recording: Box::new(recording), evidence }
        }
        Err(_) => missed_because(at, &asked, OUR_FAULT),
    }
}

/// Whether the page is byte for byte what was read last, and would be read alike.
fn is_same(last: &Sighting, seen: &Seen) -> bool {
    let new = seen.provenance();
    let alike =
        |a: &Provenance, b: &Provenance| (&a.url, &a.content_type, a.status) == (&b.url, &b.content_type, b.status);
    alike(&last.provenance, &new) && last.digest == Some(Digest::of(seen.body()))
}

fn recording(task: &Task<'_>, capture: Capture, asked: &str) -> Recording {
    let url = capture.provenance.url.as_deref().unwrap_or(asked);
    let elsewhere = leads_to_the_front_page(url, asked);
    let mut dated = read::dated_with(&capture, task.selecting.at(capture.provenance.captured_at));
    if elsewhere && dated.reading.is_ok() {
        dated.reading = Err(SkipReason::OtherDocument);
    }
    Recording { dated, body: capture.body }
}

/// Whether a look shows something that the last one did not, so that how it was had is worth keeping.
pub(super) fn is_news(task: &Task<'_>, dated: &Dated) -> bool {
    let Some(standing) = task.standing else { return true };
    match &dated.reading {
        Ok((text, _)) => Some(document::fingerprint(text)) != standing.text(),
        Err(reason) => standing.last_look.shown != Shown::Skipped(*reason),
    }
}

fn missed_of(missed: &Missed) -> Found {
    missed_because(missed.at, &missed.url, &missed.to_string())
}

pub(super) fn missed_because(at: CapturedAt, url: &str, why: &str) -> Found {
    let provenance = Provenance { url: Some(url.to_owned()), note: Some(why.to_owned()), ..Provenance::new(at, LIVE) };
    Found::Missed { provenance, why: why.to_owned(), evidence: Vec::new() }
}
