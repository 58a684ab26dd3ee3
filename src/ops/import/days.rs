//! Which text a policy had at which time of a day, so that no import puts two texts into an order that nobody knows.
//! Must not know files or stores.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::capture::{Digest, Provenance};
use crate::document;
use crate::source::files::FileErrorKind;
use crate::time::CapturedAt;
use crate::timeline::Dated;
use crate::timeline::run::{Shown, Sighting};

/// The texts that were seen, by day.
#[derive(Debug, Default)]
pub(super) struct Days(BTreeMap<NaiveDate, Vec<Seen>>);

/// A text at an instant, or at some hour of the instant's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    at: CapturedAt,
    only_the_day: bool,
    text: Digest,
}

impl Days {
    /// Takes what a sighting of a store shows; a stretch counts by its first and its last look.
    pub(super) fn see(&mut self, sighting: &Sighting) {
        if let Shown::Text(text) = sighting.shown {
            self.insert(Seen::of(&sighting.provenance, text));
            self.insert(Seen::of(&sighting.last_look().provenance, text));
        }
    }

    /// Adds a capture, unless its day holds another text and nothing tells which of the two came first.
    pub(super) fn take(&mut self, dated: &Dated) -> Result<(), FileErrorKind> {
        let Ok((document, _)) = &dated.reading else { return Ok(()) };
        let new = Seen::of(&dated.provenance, document::fingerprint(document));
        let others = self.0.get(&new.at.day()).into_iter().flatten().filter(|seen| seen.text != new.text);
        for other in others {
            if new.only_the_day || other.only_the_day {
                return Err(FileErrorKind::SameDay);
            }
            if new.at == other.at {
                return Err(FileErrorKind::SameInstant);
            }
        }
        self.insert(new);
        Ok(())
    }

    fn insert(&mut self, seen: Seen) {
        let of_day = self.0.entry(seen.at.day()).or_default();
        if !of_day.contains(&seen) {
            of_day.push(seen);
        }
    }
}

impl Seen {
    fn of(provenance: &Provenance, text: Digest) -> Self {
        Self { at: provenance.captured_at, only_the_day: provenance.tells_only_the_day(), text }
    }
}
