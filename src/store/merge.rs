//! Puts new sightings in their places among old ones, which go by one after the other because there may be very many.
//! Must not know where sightings are kept.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::time::CapturedAt;
use crate::timeline::{Sighting, Stretch};

use super::error::Result;

/// New sightings on their way to their places.
pub(super) struct Merge {
    new: Peekable<IntoIter<Sighting>>,
    /// The last of the old ones, with those before it whose time is not over before its own begins: new ones can touch
    /// any of them, and none before.
    group: Vec<Sighting>,
    /// When the group's time is over.
    until: Option<CapturedAt>,
    /// How many were given on.
    passed: usize,
    merged: Merged,
}

/// What merging did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// How many of the new ones were there already.
    pub(super) duplicates: usize,
    /// The place of the first sighting that is not the one that stood there before; `None` when all is as it was.
    pub(super) changed_from: Option<usize>,
}

impl Merge {
    pub(super) fn of(mut new: Vec<Sighting>) -> Self {
        new.sort();
        let given = new.len();
        new.dedup_by(|next, kept| next.repeats(kept));
        let merged = Merged { duplicates: given - new.len(), changed_from: None };
        Self { new: new.into_iter().peekable(), group: Vec::new(), until: None, passed: 0, merged }
    }

    /// Takes the next of the old ones, and gives on what comes before it.
    pub(super) fn pass(&mut self, old: Sighting, give: &mut dyn FnMut(Sighting) -> Result<()>) -> Result<()> {
        if self.until.is_some_and(|until| until < old.first_seen()) {
            self.give_group(give)?;
        }
        if self.group.is_empty() {
            self.give_new(|new| new.first_seen() < old.first_seen(), give)?;
        }
        self.until = self.until.max(Some(old.last_seen()));
        self.group.push(old);
        Ok(())
    }

    /// Gives on all that is left.
    pub(super) fn finish(mut self, give: &mut dyn FnMut(Sighting) -> Result<()>) -> Result<Merged> {
        self.give_group(give)?;
        self.give_new(|_| true, give)?;
        Ok(self.merged)
    }

    /// Gives on new ones that touch no old one.
    fn give_new(
        &mut self,
        is_next: impl Fn(&Sighting) -> bool,
        give: &mut dyn FnMut(Sighting) -> Result<()>,
    ) -> Result<()> {
        while let Some(new) = self.new.next_if(&is_next) {
            self.merged.changed_from.get_or_insert(self.passed);
            self.passed += 1;
            give(new)?;
        }
        Ok(())
    }

    fn give_group(&mut self, give: &mut dyn FnMut(Sighting) -> Result<()>) -> Result<()> {
        let Some(until) = self.until.take() else { return Ok(()) };
        let mut new = Vec::new();
        while let Some(touching) = self.new.next_if(|new| new.first_seen() <= until) {
            new.push(touching);
        }
        if !new.is_empty() {
            let old = self.group.clone();
            self.merged.duplicates += merge(&mut self.group, new);
            if self.group != old {
                let same = old.iter().zip(&self.group).take_while(|(old, now)| old == now).count();
                self.merged.changed_from.get_or_insert(self.passed + same);
            }
        }
        self.passed += self.group.len();
        self.group.drain(..).try_for_each(give)
    }
}

/// Adds `new` to a few sightings, both in order, and says how many of the new ones were there already.
///
/// A stretch into which a new one falls is parted, because then it is no longer known what lay in between.
fn merge(sightings: &mut Vec<Sighting>, mut new: Vec<Sighting>) -> usize {
    let mut duplicates = 0;
    new.retain(|new| match known(sightings, new) {
        None => true,
        Some(known) => {
            duplicates += 1;
            // Of two accounts of one look the lesser stays, whichever came first.
            known.stretch.is_none() && new < known
        }
    });
    let parted = |sighting: &Sighting| sighting.stretch.is_some() && falls_into(&new, sighting);
    let part = |sighting| if parted(&sighting) { part(sighting) } else { vec![sighting] };
    *sightings = std::mem::take(sightings).into_iter().flat_map(part).collect();
    sightings.append(&mut new);
    sightings.sort();
    sightings.dedup_by(|next, kept| next.repeats(kept));
    duplicates
}

/// The one of `sightings` that tells of this very look.
fn known<'a>(sightings: &'a [Sighting], new: &Sighting) -> Option<&'a Sighting> {
    let mut of_its_time =
        sightings.iter().filter(|old| (old.first_seen()..=old.last_seen()).contains(&new.first_seen()));
    of_its_time.find(|old| old.repeats(new) || old.last_look().repeats(new))
}

/// A sighting as looks whose order among others can be told: a stretch is parted, for others may lie in between.
pub(super) fn parts(sighting: Sighting) -> Vec<Sighting> {
    if sighting.stretch.is_some() { part(sighting) } else { vec![sighting] }
}

fn falls_into(new: &[Sighting], stretch: &Sighting) -> bool {
    new.iter().any(|new| (stretch.first_seen()..=stretch.last_seen()).contains(&new.first_seen()))
}

/// A stretch as its first looks, whose instants are no longer known but for the first, and its last one.
fn part(mut sighting: Sighting) -> Vec<Sighting> {
    let last = sighting.last_look();
    let (first, digest) = (sighting.first_seen(), sighting.digest);
    sighting.stretch = match sighting.count() - 1 {
        0 | 1 => None,
        count => Some(Stretch { last: first, digest, count }),
    };
    vec![sighting, last]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::capture::{Digest, MediaType, Provenance};
    use crate::timeline::Shown;

    fn instant(at: i64) -> CapturedAt {
        CapturedAt::from_unix(1_000_000_000 + at).unwrap()
    }

    fn look((at, body, source): (i64, u8, &str)) -> Sighting {
        let digest = Digest::of(&[body]);
        Sighting::new(Provenance::new(instant(at), source), MediaType::Html, digest, Shown::Text(digest))
    }

    fn any_look() -> impl Strategy<Value = Sighting> {
        (0..40i64, 0..3u8, prop_oneof![Just("a"), Just("b")]).prop_map(look)
    }

    /// Sightings in their order as a ledger has them: nothing lies within a stretch.
    fn ledger(looks: Vec<Sighting>, lengths: &[u32]) -> Vec<Sighting> {
        let mut sightings = looks;
        sightings.sort();
        sightings.dedup_by(|next, kept| next.repeats(kept));
        let next: Vec<_> = sightings.iter().skip(1).map(Sighting::first_seen).collect();
        for ((sighting, next), length) in sightings.iter_mut().zip(next).zip(lengths) {
            let last = instant(next.unix() - 1_000_000_001);
            if *length > 1 && sighting.first_seen() < last {
                sighting.stretch = Some(Stretch { last, digest: sighting.digest, count: *length });
            }
        }
        sightings
    }

    fn merged(old: &[Sighting], new: Vec<Sighting>) -> (Vec<Sighting>, Merged) {
        let (mut all, mut merge) = (Vec::new(), Merge::of(new));
        let mut give = |sighting| {
            all.push(sighting);
            Ok(())
        };
        for sighting in old {
            merge.pass(sighting.clone(), &mut give).unwrap();
        }
        let merged = merge.finish(&mut give).unwrap();
        (all, merged)
    }

    #[test]
    fn a_stretch_is_parted_where_a_new_look_falls_into_it_and_nowhere_else() {
        let old = ledger(vec![look((0, 1, "a")), look((10, 1, "a")), look((20, 1, "a"))], &[3, 3, 3]);
        let (all, done) = merged(&old, vec![look((15, 2, "a"))]);
        let counts: Vec<u32> = all.iter().map(Sighting::count).collect();
        assert_eq!((counts, done.changed_from), (vec![3, 2, 1, 1, 1], Some(1)));
    }

    proptest! {
        #[test]
        fn what_goes_by_is_merged_as_all_of_it_would_be_at_once(
            old in prop::collection::vec(any_look(), 0..12),
            lengths in prop::collection::vec(0..4u32, 12),
            new in prop::collection::vec(any_look(), 0..12),
        ) {
            let old = ledger(old, &lengths);
            let (all, done) = merged(&old, new.clone());
            let (mut at_once, given) = (old.clone(), new.len());
            let mut new = new;
            new.sort();
            new.dedup_by(|next, kept| next.repeats(kept));
            let repeated = given - new.len();
            let duplicates = repeated + merge(&mut at_once, new);
            prop_assert_eq!(&all, &at_once);
            prop_assert_eq!(done.duplicates, duplicates);
            let same = old.iter().zip(&all).take_while(|(old, now)| old == now).count();
            prop_assert_eq!(done.changed_from, (old != all).then_some(same));
        }
    }
}
