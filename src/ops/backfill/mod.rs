//! The past of a page out of an archive into a store: list, plan, look, record. What is fetched is kept, so that a run
//! that was stopped goes on where it was; what could not be had is recorded as a gap and never as "unchanged".
//! Must not know which source it is, arguments or terminals.

mod combined;
mod judge;
mod pending;
mod periods;
mod plan;
mod progress;
mod shelved;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::capture::Digest;
use crate::ops::Selecting;
use crate::policy::PolicyId;
use crate::source::record::CaptureRecord;
use crate::source::sampling::Sampling;
use crate::source::stop::Stop;
use crate::source::visit::{End, Visit, visit};
use crate::source::warc::{Shelf, ShelfError};
use crate::source::{Exclusion, Gap, Holding, Holdings, Listing, Source, SourceError, SourceErrorKind, Window};
use crate::store::{Store, StoreError};
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting};

pub use combined::{Combined, Gathered};
pub(in crate::ops) use judge::leads_to_the_front_page;
use pending::Pending;
pub use periods::{Period, periods};
use plan::{Known, Plan};
pub use progress::Progress;
use shelved::Shelved;

/// Above this many different bodies a page is sampled unless all were asked for.
const MANY: usize = 400;
/// How many captures are looked at first when a page is sampled.
const POINTS: usize = 120;

/// What to bring into a store.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub policy: &'a PolicyId,
    /// The page's address.
    pub url: &'a str,
    /// Which parts of the page are read.
    pub selecting: &'a Selecting,
    pub window: Window,
    pub depth: Depth,
    /// A capture that is known without the index, for when the index cannot be asked.
    pub known: Option<Holding>,
    /// A redirect's target counts when it was captured within so many seconds of it.
    pub hop_window: u64,
    /// What an archive shows in place of a capture is taken, under its own instant, when it is within so many seconds.
    pub nearest: Option<u64>,
    /// Ends the run before everything was looked at.
    pub stop: Stop,
}

/// How many of very many captures to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// All where there are a few hundred different ones, else as many as it takes to find the changes.
    #[default]
    Enough,
    /// Every one.
    All,
    /// So many at even distances, then inside only where they differ.
    Points(usize),
}

/// What the archive said, and what came of it.
#[derive(Debug, Default)]
pub struct Backfilled {
    /// Captures that the archive lists, each once.
    pub listed: usize,
    /// How many of them the store knew already.
    pub known: usize,
    /// Captures that were fetched over the network now.
    pub fetched: usize,
    /// Captures that are new to the store.
    pub recorded: usize,
    /// Versions that are new to the store.
    pub versions: usize,
    /// Captures that the archive lists and does not show, with why.
    pub gaps: Vec<(CapturedAt, String)>,
    /// Redirects that were not followed because the page itself was captured within a day.
    pub beside: usize,
    /// Captures that nobody looked at, because those around them show the same.
    pub left_out: usize,
    /// What was odd about the listing.
    pub warnings: Vec<String>,
    /// The archive keeps the page back.
    pub excluded: Option<Exclusion>,
    /// What ended the run before everything was looked at.
    pub ended_by: Option<SourceError>,
}

/// Why nothing, or no more, could be recorded.
#[derive(Debug, thiserror::Error)]
pub enum BackfillError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Shelf(#[from] ShelfError),
}

/// Brings what `source` holds of a page into `store`. Everything fetched is kept on `shelf` before anything is made of it.
pub fn backfill(
    store: &Store,
    source: &dyn Source,
    shelf: Shelf,
    wanted: &Wanted<'_>,
    now: CapturedAt,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Backfilled, BackfillError> {
    let known = known(store, wanted.policy, source.name())?;
    let pending = Pending::new(store, wanted.policy, now, None)?;
    bring(source, shelf, wanted, (now, known), pending, tell)
}

/// Brings what `source` holds of one page of a document of several. What shows the page's text is gathered, for it is no
/// version by itself; everything else is recorded.
pub fn gather(
    store: &Store,
    source: &dyn Source,
    shelf: Shelf,
    wanted: &Wanted<'_>,
    into: (&mut Gathered, usize),
    now: CapturedAt,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Backfilled, BackfillError> {
    // What the store knows are looks at the whole document, so every page is read again from the shelf.
    let pending = Pending::new(store, wanted.policy, now, Some(into))?;
    bring(source, shelf, wanted, (now, Known::default()), pending, tell)
}

fn bring(
    source: &dyn Source,
    shelf: Shelf,
    wanted: &Wanted<'_>,
    (now, known): (CapturedAt, Known),
    mut pending: Pending<'_>,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Backfilled, BackfillError> {
    let holdings = match list(source, wanted)? {
        Ok(holdings) => holdings,
        Err(excluded) => {
            let Some(exclusion) = excluded else { return Ok(Backfilled::default()) };
            // Not a look at the page: the archive's refusal, on the day on which it was met.
            pending.gap(
                source.name(),
                None,
                &Holding::new(now, wanted.url),
                &format!("the archive {}", exclusion.words()),
            );
            pending.flush()?;
            return Ok(Backfilled { excluded: Some(exclusion), ..Backfilled::default() });
        }
    };
    let plan = Plan::of(holdings.captures, &known);
    // It is as long as the ledger.
    drop(known);
    let mut done = Backfilled {
        listed: plan.listed,
        known: plan.shown.len(),
        beside: plan.beside,
        warnings: holdings.warnings,
        ..Backfilled::default()
    };
    let shelved = Shelved::new(source, shelf);
    let span = plan.span();
    let mut sampling = sampling(&plan, wanted.depth);
    let mut run = Run {
        plan,
        pending,
        done: &mut done,
        tell,
        wanted,
        texts: BTreeSet::new(),
        kept_back: None,
        has_answered: false,
    };
    run.begin(&mut sampling, &shelved, span)?;
    run.look(&mut sampling, &shelved)?;
    run.pending.flush()?;
    let (recorded, versions) = (run.pending.recorded, run.pending.versions);
    run.done.excluded = run.kept_back.filter(|_| run.plan.shown.is_empty());
    (done.recorded, done.versions, done.left_out, done.fetched) =
        (recorded, versions, sampling.left_out(), shelved.fetched());
    Ok(done)
}

/// What is held; the inner error says that there is nothing or why it is kept back.
fn list(source: &dyn Source, wanted: &Wanted<'_>) -> Result<Result<Holdings, Option<Exclusion>>, SourceError> {
    match (source.list(wanted.url, wanted.window), &wanted.known) {
        (Ok(Listing::Holdings(holdings)), _) => Ok(Ok(holdings)),
        (Ok(Listing::Excluded(exclusion)), _) => Ok(Err(Some(exclusion))),
        (Ok(Listing::None), None) => Ok(Err(None)),
        (Ok(Listing::None), Some(known)) => Ok(Ok(only(known, "the index does not list the capture that was named"))),
        (Err(error), Some(known)) if !error.ends_the_run() => {
            Ok(Ok(only(known, &format!("the index gave no answer: {error}"))))
        }
        (Err(error), _) => Err(error),
    }
}

fn only(known: &Holding, warning: &str) -> Holdings {
    Holdings { captures: vec![known.clone()], warnings: vec![warning.to_owned()], rows: 1 }
}

fn sampling(plan: &Plan, depth: Depth) -> Sampling<Shown> {
    let kinds = Arc::clone(&plan.kinds);
    match depth {
        Depth::Enough if kinds.different() > MANY => Sampling::of_many(kinds, POINTS),
        Depth::Points(points) => Sampling::of_many(kinds, points),
        Depth::Enough | Depth::All => Sampling::of_all(kinds),
    }
}

/// What the store knows of captures of this source, so that none is asked for again.
fn known(store: &Store, policy: &PolicyId, source: &str) -> Result<Known, StoreError> {
    let mut known = Known::default();
    store.each_sighting(policy, &mut |sighting| known.see(&sighting, source))?;
    store.evidence_files(policy)?.each(&mut |_, evidence| {
        if let Some(record) = CaptureRecord::parse(&evidence.record) {
            known.learn(record, source);
        }
    })?;
    Ok(known)
}

/// A run in progress.
struct Run<'a, 'b> {
    plan: Plan,
    pending: Pending<'a>,
    done: &'a mut Backfilled,
    tell: &'b mut dyn FnMut(&Progress),
    wanted: &'a Wanted<'a>,
    /// The texts seen so far.
    texts: BTreeSet<Digest>,
    /// How the archive keeps back what it lists, as long as it has answered nothing else.
    kept_back: Option<Exclusion>,
    has_answered: bool,
}

impl Run<'_, '_> {
    /// Tells the sampling what needs no request: what the store knows, and pages without a byte.
    fn begin(
        &mut self,
        sampling: &mut Sampling<Shown>,
        shelved: &Shelved<'_>,
        span: Option<(CapturedAt, CapturedAt)>,
    ) -> Result<(), BackfillError> {
        for position in 0..self.plan.captures.len() {
            let held = &self.plan.captures[position];
            if let Some(shown) = self.plan.shown.get(&position) {
                self.saw(*shown, position, sampling);
            } else if held.is_empty_page() {
                let empty = judge::empty_page(held, shelved);
                sampling.saw(position, self.pending.keep(empty));
            }
        }
        let missing = |positions: Vec<usize>| {
            let mut kinds = BTreeSet::new();
            let unseen = positions.iter().filter(|position| sampling.seen(**position).is_none());
            let one_a_kind =
                unseen.filter(|position| self.plan.kinds.kind(**position).is_none_or(|kind| kinds.insert(kind)));
            one_a_kind.filter(|position| !shelved.has(&self.plan.captures[**position])).count()
        };
        let most = missing((0..self.plan.captures.len()).collect());
        let first = missing(sampling.next());
        (self.tell)(&Progress::Listed {
            captures: self.plan.listed,
            span,
            known: self.plan.shown.len(),
            different: self.plan.kinds.different(),
            first,
            most,
            seconds: shelved.seconds_for(most),
        });
        self.record_known_bodies(sampling, shelved)
    }

    /// Captures that are new while the store knows another one of their kind: what they show is known, and they are
    /// recorded all the same.
    fn record_known_bodies(
        &mut self,
        sampling: &mut Sampling<Shown>,
        shelved: &Shelved<'_>,
    ) -> Result<(), BackfillError> {
        for position in 0..self.plan.captures.len() {
            let told = self.plan.shown.contains_key(&position) || self.plan.captures[position].is_empty_page();
            if told || sampling.seen(position).is_none() {
                continue;
            }
            if let Some(error) = self.look_at_one(position, sampling, shelved)? {
                self.done.ended_by = Some(error);
                return Ok(());
            }
        }
        Ok(())
    }

    fn look(&mut self, sampling: &mut Sampling<Shown>, shelved: &Shelved<'_>) -> Result<(), BackfillError> {
        if self.done.ended_by.is_some() {
            return Ok(());
        }
        let mut looked = 0;
        loop {
            let wanted = sampling.next();
            if wanted.is_empty() {
                break;
            }
            let so_far = looked;
            for position in &wanted {
                if let Some(error) = self.look_at(*position, sampling, shelved)? {
                    self.done.ended_by = Some(error);
                    return Ok(());
                }
                looked += 1;
                (self.tell)(&Progress::Looked {
                    looks: looked,
                    planned: so_far + wanted.len(),
                    fetched: shelved.fetched(),
                    texts: self.texts.len(),
                });
            }
            self.pending.flush()?;
        }
        Ok(())
    }

    /// Looks at one capture and records it with all of its kind; gives the error that ends the run.
    fn look_at(
        &mut self,
        position: usize,
        sampling: &mut Sampling<Shown>,
        shelved: &Shelved<'_>,
    ) -> Result<Option<SourceError>, BackfillError> {
        let ended = self.look_at_one(position, sampling, shelved)?;
        if ended.is_none() && sampling.seen(position).is_some() {
            self.record_others(position, shelved)?;
        }
        Ok(ended)
    }

    fn look_at_one(
        &mut self,
        position: usize,
        sampling: &mut Sampling<Shown>,
        shelved: &Shelved<'_>,
    ) -> Result<Option<SourceError>, BackfillError> {
        if self.wanted.stop.is_wished() {
            return Ok(Some(SourceError::new(SourceErrorKind::Stopped, self.wanted.url)));
        }
        let held = &self.plan.asked(position);
        match visit(shelved, held, self.wanted.hop_window, self.wanted.nearest) {
            Ok(visit) => match self.made_of(held, visit, shelved) {
                Some(shown) => self.saw(shown, position, sampling),
                None => sampling.lacks(position),
            },
            Err(error) if error.ends_the_run() => return Ok(Some(error)),
            Err(error) => {
                self.gap(held, shelved, &error.to_string());
                sampling.lacks(position);
            }
        }
        if let Some(error) = shelved.trouble() {
            return Err(error.into());
        }
        self.pending.flush_if_full(shelved.fetched())?;
        Ok(None)
    }

    /// Records what a visit passed through, and says what its end shows; `None` when it ended nowhere.
    fn made_of(&mut self, held: &Holding, visit: Visit, shelved: &Shelved<'_>) -> Option<Shown> {
        let mut shown = None;
        self.kept_back = match visit.end {
            End::Gap(Gap::Excluded(exclusion)) if visit.captures.is_empty() && !self.has_answered => Some(exclusion),
            _ => None,
        };
        self.has_answered |= self.kept_back.is_none();
        for archived in visit.captures {
            // A body that was reused has the record of the capture it was fetched for.
            let at = archived.record.archive.as_ref().map(|word| word.memento_datetime);
            let record = (at == Some(archived.capture.provenance.captured_at)).then(|| archived.record.clone());
            let judged = judge::judge(archived, self.wanted.url, self.wanted.selecting);
            if let Some(record) = record {
                self.pending.evidence(record, &judged);
            }
            shown = Some(self.pending.keep(judged));
        }
        let why = match visit.end {
            End::Page => return shown,
            End::Gap(gap) => gap.to_string(),
            End::Loop => "its redirects lead in a circle".to_owned(),
            End::TooManyHops => "its redirects do not end".to_owned(),
            End::DeadEnd { target } => format!("it redirects to {target}, which the archive does not have"),
            End::OutOfWindow { target, nearest } => {
                format!("it redirects to {target}, which was captured only at {nearest}")
            }
        };
        match shown {
            // The redirect itself is a capture; only where it led is not known.
            Some(_) => self.done.gaps.push((held.captured_at, why)),
            None => self.gap(held, shelved, &why),
        }
        shown
    }

    /// Captures of the same body need no request: each is recorded under its own instant, and one that is read as another
    /// one was is not read again.
    fn record_others(&mut self, position: usize, shelved: &Shelved<'_>) -> Result<(), BackfillError> {
        let mut read: Vec<Sighting> = Vec::new();
        for other in self.plan.others(position) {
            if self.plan.shown.contains_key(&other) {
                continue;
            }
            let held = &self.plan.captures[other];
            let alike = read.iter().find_map(|seen| self.alike(seen, held, shelved));
            if let Some(sighting) = alike {
                self.pending.keep_sighting(sighting);
            } else if let Some(archived) = shelved.reused(held) {
                let judged = judge::judge(archived, self.wanted.url, self.wanted.selecting);
                let dated = &judged.recording.dated;
                read.push(Sighting::new(dated.provenance.clone(), dated.media, dated.digest, judged.shown));
                self.pending.keep(judged);
            }
            self.pending.flush_if_full(shelved.fetched())?;
        }
        Ok(())
    }

    /// A capture with the bytes of another one, when it is read in the same way and so shows the same.
    fn alike(&self, seen: &Sighting, held: &Holding, shelved: &Shelved<'_>) -> Option<Sighting> {
        let selecting = self.wanted.selecting;
        let same_selection = std::ptr::eq(selecting.at(seen.first_seen()), selecting.at(held.captured_at));
        let earlier = match seen.shown {
            Shown::Text(text) => self.pending.has_earlier(text, held.captured_at),
            Shown::Skipped(_) | Shown::Failed => true,
        };
        let same_address = seen.provenance.url.as_deref() == Some(&held.original);
        let provenance = (same_selection && same_address && earlier).then(|| shelved.under(&seen.provenance, held))?;
        Some(Sighting { provenance, ..seen.clone() })
    }

    fn saw(&mut self, shown: Shown, position: usize, sampling: &mut Sampling<Shown>) {
        if let Shown::Text(text) = shown {
            self.texts.insert(text);
        }
        sampling.saw(position, shown);
    }

    fn gap(&mut self, held: &Holding, shelved: &Shelved<'_>, why: &str) {
        self.pending.gap(shelved.name(), shelved.address(held), held, why);
        self.done.gaps.push((held.captured_at, why.to_owned()));
    }
}
