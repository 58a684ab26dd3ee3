//! Which of very many captures to look at: the ends of every stretch, and inside only where they differ, until each change
//! lies between two captures that stand next to each other. What is not looked at is not said to be unchanged.
//! Must not know sources, or what is seen in a capture.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What is known of one capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unseen,
    /// Which of the different things that were seen it shows: captures are many, and those are few.
    Seen(u32),
    /// It was asked for and is not to be had; its neighbours are looked at instead.
    Gap,
}

/// Which captures show the same, by their positions: those of one digest, say. There may be tens of thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    of: Vec<Option<u32>>,
    /// Every kind with the position of each of its members, in order.
    members: Vec<(u32, u32)>,
}

impl Kinds {
    /// Captures by their kinds; one without a kind is like no other.
    pub fn new(of: Vec<Option<u32>>) -> Arc<Self> {
        let members = (0..).zip(&of).filter_map(|(position, kind)| Some(((*kind)?, position)));
        let mut members: Vec<(u32, u32)> = members.collect();
        members.sort_unstable();
        Arc::new(Self { of, members })
    }

    /// The kind of a capture.
    pub fn kind(&self, position: usize) -> Option<u32> {
        self.of.get(position).copied().flatten()
    }

    /// All captures of a capture's kind, itself among them; none where it has no kind.
    pub fn alike(&self, position: usize) -> impl Iterator<Item = usize> {
        let kind = self.kind(position);
        let start = self.members.partition_point(|(own, _)| Some(*own) < kind);
        let same = self.members[start..].iter().take_while(move |(own, _)| Some(*own) == kind);
        same.map(|(_, position)| *position as usize)
    }

    /// How many captures there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// How many different ones there are at the most.
    pub fn different(&self) -> usize {
        let first_of_kind = self.members.chunk_by(|(one, _), (other, _)| one == other).count();
        first_of_kind + self.of.iter().filter(|kind| kind.is_none()).count()
    }
}

/// Captures in their order, and what was seen in those that were looked at.
///
/// Captures of one kind show the same, so that looking at one settles all.
#[derive(Clone, Debug)]
pub struct Sampling<S> {
    states: Vec<State>,
    /// The different things that were seen.
    seen: Vec<S>,
    kinds: Arc<Kinds>,
    /// How far apart captures may be at the most that are compared at first.
    stride: usize,
}

impl<S: PartialEq> Sampling<S> {
    /// Looks at every capture.
    pub fn of_all(kinds: Arc<Kinds>) -> Self {
        Self::with_stride(kinds, 1)
    }

    /// Looks at `points` captures at even distances first, and then where they differ.
    pub fn of_many(kinds: Arc<Kinds>, points: usize) -> Self {
        let stride = kinds.len().div_ceil(points.max(1)).max(1);
        Self::with_stride(kinds, stride)
    }

    fn with_stride(kinds: Arc<Kinds>, stride: usize) -> Self {
        Self { states: vec![State::Unseen; kinds.len()], seen: Vec::new(), kinds, stride }
    }

    /// The captures to look at next, in their order; empty when every change is as close as the captures allow.
    pub fn next(&self) -> Vec<usize> {
        let mut wanted: Vec<usize> =
            self.grid().filter_map(|position| self.unseen_near(position, self.stride)).collect();
        if wanted.is_empty() {
            wanted = self.gaps_between_different();
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut kinds = BTreeSet::new();
        wanted.retain(|position| self.kinds.kind(*position).is_none_or(|kind| kinds.insert(kind)));
        wanted
    }

    /// Tells what was seen in a capture, and so in all of its kind.
    pub fn saw(&mut self, position: usize, seen: S) {
        let known = self.seen.iter().rposition(|known| *known == seen).unwrap_or(self.seen.len());
        if known == self.seen.len() {
            self.seen.push(seen);
        }
        let state = State::Seen(u32::try_from(known).unwrap_or(u32::MAX));
        for member in self.kinds.alike(position) {
            // A capture that is not to be had by itself may still be known by its kind.
            self.states[member] = state;
        }
        if let Some(own) = self.states.get_mut(position) {
            *own = state;
        }
    }

    /// Tells that a capture is not to be had.
    pub fn lacks(&mut self, position: usize) {
        if let Some(state) = self.states.get_mut(position)
            && !matches!(state, State::Seen(_))
        {
            *state = State::Gap;
        }
    }

    /// What is known of a capture: seen itself, or one of its kind.
    pub fn seen(&self, position: usize) -> Option<&S> {
        match self.states.get(position)? {
            State::Seen(seen) => self.seen.get(*seen as usize),
            State::Unseen | State::Gap => None,
        }
    }

    /// How many captures nobody looked at.
    pub fn left_out(&self) -> usize {
        self.states.iter().filter(|state| matches!(state, State::Unseen)).count()
    }

    /// The positions to begin with: the first, the last, and points between.
    fn grid(&self) -> impl Iterator<Item = usize> {
        let last = self.states.len().checked_sub(1);
        (0..self.states.len()).step_by(self.stride).chain(last)
    }

    /// The position itself unless it was looked at; when it is a gap, the nearest one within reach that was not.
    fn unseen_near(&self, position: usize, reach: usize) -> Option<usize> {
        match self.states[position] {
            State::Seen(_) => None,
            State::Unseen => Some(position),
            State::Gap => self.nearest_unseen(position, position.saturating_sub(reach - 1), position + reach),
        }
    }

    /// The nearest position to `middle` within `[from, to)` that was not looked at; none when something there was seen.
    fn nearest_unseen(&self, middle: usize, from: usize, to: usize) -> Option<usize> {
        let to = to.min(self.states.len());
        if self.states[from..to].iter().any(|state| matches!(state, State::Seen(_))) {
            return None;
        }
        let unseen = (from..to).filter(|&position| matches!(self.states[position], State::Unseen));
        unseen.min_by_key(|position| position.abs_diff(middle))
    }

    /// For every two seen captures that differ, with unseen ones between them, one in the middle.
    fn gaps_between_different(&self) -> Vec<usize> {
        let mut wanted = Vec::new();
        let mut before: Option<(usize, u32)> = None;
        for (position, state) in self.states.iter().enumerate() {
            let State::Seen(seen) = *state else { continue };
            if let Some((earlier, other)) = before
                && other != seen
                && position > earlier + 1
            {
                let middle = earlier + (position - earlier) / 2;
                wanted.extend(self.nearest_unseen(middle, earlier + 1, position));
            }
            before = Some((position, seen));
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks until nothing is wanted, and tells at which captures it looked.
    fn look(sampling: &mut Sampling<char>, truth: &[char]) -> Vec<usize> {
        let mut looked = Vec::new();
        loop {
            let wanted = sampling.next();
            if wanted.is_empty() {
                return looked;
            }
            for position in wanted {
                assert!(!looked.contains(&position), "{position} twice");
                looked.push(position);
                match truth[position] {
                    '?' => sampling.lacks(position),
                    seen => sampling.saw(position, seen),
                }
            }
        }
    }

    fn text(parts: &[(char, usize)]) -> Vec<char> {
        parts.iter().flat_map(|(c, count)| vec![*c; *count]).collect()
    }

    #[test]
    fn every_change_is_found_between_neighbours_with_few_looks() {
        let truth = text(&[('A', 3000), ('B', 2500), ('C', 4500)]);
        let mut sampling = Sampling::of_many(Kinds::new(vec![None; truth.len()]), 50);
        let looked = look(&mut sampling, &truth);
        assert!(looked.len() < 90, "{}", looked.len());
        for change in [2999, 3000, 5499, 5500] {
            assert!(looked.contains(&change), "{change}");
        }
        assert_eq!(sampling.left_out(), truth.len() - looked.len());
    }

    #[test]
    fn looking_at_all_looks_once_at_each_kind() {
        let truth = text(&[('A', 2), ('B', 2), ('A', 1)]);
        let mut sampling = Sampling::of_all(Kinds::new(vec![Some(0), Some(0), Some(1), Some(1), Some(0)]));
        assert_eq!(look(&mut sampling, &truth), [0, 2]);
        assert_eq!((sampling.seen(4), sampling.left_out()), (Some(&'A'), 0));
    }

    #[test]
    fn a_capture_that_is_not_to_be_had_is_replaced_by_its_neighbours() {
        let mut truth = text(&[('A', 40), ('B', 60)]);
        truth[39] = '?';
        truth[50] = '?';
        truth[0] = '?';
        let mut sampling = Sampling::of_many(Kinds::new(vec![None; 100]), 4);
        let looked = look(&mut sampling, &truth);
        assert!(looked.contains(&38) && looked.contains(&40), "{looked:?}");
    }

    #[test]
    fn a_text_that_returns_within_a_stretch_is_found_by_its_kind() {
        let truth = text(&[('A', 30), ('B', 1), ('A', 30)]);
        let kinds = truth.iter().map(|c| Some(u32::from(*c == 'B'))).collect();
        let mut sampling = Sampling::of_many(Kinds::new(kinds), 2);
        look(&mut sampling, &truth);
        assert_eq!(sampling.seen(10), Some(&'A'));
    }

    #[test]
    fn nothing_to_look_at_is_done_at_once() {
        assert_eq!(Sampling::<char>::of_many(Kinds::new(Vec::new()), 10).next(), Vec::<usize>::new());
        let mut only_gaps = Sampling::<char>::of_many(Kinds::new(vec![None; 5]), 2);
        assert!(look(&mut only_gaps, &['?'; 5]).len() <= 5);
    }
}
