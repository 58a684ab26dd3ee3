//! Orders captures and folds them into runs of one text. Works on what a ledger keeps, so it needs no texts.
//! Must not know documents beyond the fingerprint of their text, or where captures are kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::capture::{Digest, MediaType, Provenance};
use crate::document::SkipReason;
use crate::time::CapturedAt;

use super::Outcome;

/// What a capture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// The policy, with the text of this fingerprint.
    Text(Digest),
    /// Something that is not the policy.
    Skipped(SkipReason),
    /// Nothing was had.
    Failed,
}

/// One capture considered, or a stretch of looks that all showed the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Of the first look, when it is a stretch.
    pub provenance: Provenance,
    /// What the bytes are; `None` when nothing was had.
    pub media: Option<MediaType>,
    /// The digest of the raw bytes; `None` when nothing was had.
    pub digest: Option<Digest>,
    pub shown: Shown,
    /// The further looks of a stretch. No other sighting lies between its first and its last look.
    pub stretch: Option<Stretch>,
}

/// The looks of a stretch after its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// The last look's instant.
    pub last: CapturedAt,
    /// The digest of what the last look had.
    pub digest: Option<Digest>,
    /// How many looks the whole stretch has, its first included.
    pub count: u32,
}

impl Sighting {
    /// A single look.
    pub fn new(provenance: Provenance, media: MediaType, digest: Digest, shown: Shown) -> Self {
        Self { provenance, media: Some(media), digest: Some(digest), shown, stretch: None }
    }

    /// The instant of the first look.
    pub fn first_seen(&self) -> CapturedAt {
        self.provenance.captured_at
    }

    /// The instant of the last look.
    pub fn last_seen(&self) -> CapturedAt {
        self.stretch.map_or(self.first_seen(), |stretch| stretch.last)
    }

    /// How many looks it stands for.
    pub fn count(&self) -> u32 {
        self.stretch.map_or(1, |stretch| stretch.count)
    }

    /// The last look by itself.
    #[must_use]
    pub fn last_look(&self) -> Self {
        let mut last = self.clone();
        if let Some(stretch) = last.stretch.take() {
            last.provenance.captured_at = stretch.last;
            last.provenance.last_modified = None;
            last.digest = stretch.digest;
        }
        last
    }

    /// Whether both are one look: the same bytes at the same instant, whoever tells of them. Two archives that hold one
    /// capture are two sources of one observation.
    pub fn repeats(&self, other: &Self) -> bool {
        let same_source = || self.provenance.source == other.provenance.source;
        (self.first_seen(), self.digest) == (other.first_seen(), other.digest)
            && (self.digest.is_some() || same_source())
    }

    /// A total order by instant, so that the order in which captures arrive never matters.
    fn key(&self) -> impl Ord + '_ {
        let Provenance { captured_at: _, source: _, url, memento, status, content_type, last_modified, note } =
            &self.provenance;
        (
            (self.first_seen(), self.digest, &self.provenance.source),
            (url, memento, status, content_type, last_modified, note),
            (self.media, self.shown, self.stretch),
        )
    }
}

impl PartialOrd for Sighting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sighting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The longest run of consecutive captures with the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The fingerprint of the text.
    pub text: Digest,
    /// The first capture of the run.
    pub first: Rc<Sighting>,
    /// The last.
    pub last: Rc<Sighting>,
    /// How many captures show the text in this run.
    pub captures: u32,
    /// The earliest capture with this text at all: before `first` when the text has returned.
    pub origin: Rc<Sighting>,
}

/// Folds sightings, which it sees one after the other in their order, into runs: there may be very many sightings, and only
/// the ends of each run are kept. Skipped and failed ones belong to no run and end none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    runs: Vec<Run>,
    origins: BTreeMap<Digest, Rc<Sighting>>,
    last: Option<Rc<Sighting>>,
}

impl Folded {
    /// Folds all sightings there are.
    pub fn of(sightings: impl IntoIterator<Item = Sighting>) -> Self {
        let mut folded = Self::default();
        for sighting in sightings {
            folded.see(sighting);
        }
        folded
    }

    /// Takes the next sighting, and says what came of it.
    pub fn see(&mut self, sighting: impl Into<Rc<Sighting>>) -> Outcome {
        let sighting = sighting.into();
        self.last = Some(Rc::clone(&sighting));
        let text = match sighting.shown {
            Shown::Text(text) => text,
            Shown::Skipped(reason) => return Outcome::Skipped(reason),
            Shown::Failed => return Outcome::Failed,
        };
        match self.runs.last_mut() {
            Some(run) if run.text == text => {
                run.captures = run.captures.saturating_add(sighting.count());
                run.last = sighting;
            }
            _ => {
                let origin = Rc::clone(self.origins.entry(text).or_insert_with(|| Rc::clone(&sighting)));
                let (first, captures) = (Rc::clone(&sighting), sighting.count());
                self.runs.push(Run { text, first, last: sighting, captures, origin });
            }
        }
        Outcome::Version(u32::try_from(self.runs.len()).unwrap_or(u32::MAX))
    }

    /// The runs so far: one a version, in their order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The earliest sighting of a text.
    pub fn origin(&self, text: Digest) -> Option<&Sighting> {
        self.origins.get(&text).map(|origin| &**origin)
    }

    /// The sighting that was seen last, whatever it shows.
    pub fn last(&self) -> Option<&Sighting> {
        self.last.as_deref()
    }
}
