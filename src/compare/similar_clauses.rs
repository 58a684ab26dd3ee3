//! Pairs clauses that are alike: an edited clause with what it became, a split one with its parts.
//! Must not know sections by title, or what a change means.

use super::tokens::Word;

/// Similarities are shares of this whole, in integers, so that every machine agrees.
const WHOLE: u32 = 1 << 16;

/// Words found in more clauses than this say nothing about which clauses belong together.
const COMMON: usize = 16;
/// Below this weight a clause says so little that it must agree in more than half.
const SHORT: u32 = 14;
/// A gap with more pairs than this is not searched pair by pair.
const LARGEST_GAP: usize = 4096;

/// A clause without an equal on the other side.
pub(super) struct Leftover<'a> {
    /// Its index among its page's clauses.
    pub clause: usize,
    /// Sorted canonical words.
    pub words: Vec<Word>,
    pub weight: u32,
    /// Clauses in the same gap stand between the same unchanged clauses.
    pub gap: Option<usize>,
    /// Its place in thousandths of the page.
    pub place: usize,
    /// Whether it is a table row: only rows become rows.
    pub is_row: bool,
    /// What the row is about: its first cell; empty for everything else.
    pub name: &'a str,
}

impl Leftover<'_> {
    /// What it counts for that both rows are about the same thing, whatever stands in their other cells.
    fn same_name(&self, other: &Self) -> u32 {
        if !self.name.is_empty() && self.name == other.name { WHOLE / 4 } else { 0 }
    }
}

/// Clauses of both sides that belong together; more than one on a side when a clause was split or merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

struct Proposal {
    score: u32,
    apart: usize,
    group: Group,
}

/// How near two clauses stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    SameGap { alone: bool },
    SameSection,
    Apart,
}

impl Nearness {
    /// From which similarity on two clauses are one clause edited.
    fn least(self) -> u32 {
        WHOLE / 100
            * match self {
                Self::SameGap { alone: true } => 34,
                Self::SameGap { alone: false } => 42,
                Self::SameSection => 50,
                Self::Apart => 62,
            }
    }

    fn bonus(self) -> u32 {
        WHOLE / 100
            * match self {
                Self::SameGap { .. } => 8,
                Self::SameSection => 4,
                Self::Apart => 0,
            }
    }
}

/// Pairs leftovers, the most alike first. Indices in the groups are positions in `old` and `new`.
pub(super) fn pair(
    old: &[Leftover],
    new: &[Leftover],
    weights: &[u8],
    linked: &dyn Fn(usize, usize) -> bool,
) -> Vec<Group> {
    let near = |a: usize, b: usize, sizes: (usize, usize)| match (old[a].gap, new[b].gap) {
        (Some(x), Some(y)) if x == y => Nearness::SameGap { alone: sizes == (1, 1) },
        _ if linked(old[a].clause, new[b].clause) => Nearness::SameSection,
        _ => Nearness::Apart,
    };
    let gaps = Gaps::of(old, new);
    let mut proposals = Vec::new();
    let mut parts: Vec<(usize, usize, Side)> = Vec::new();
    for (a, b) in candidates(old, new, weights, &gaps) {
        let shared = shared(&old[a].words, &new[b].words, weights);
        if old[a].is_row != new[b].is_row || shared == 0 {
            continue;
        }
        let nearness = near(a, b, gaps.sizes(old[a].gap));
        let (smaller, larger) = (old[a].weight.min(new[b].weight), old[a].weight.max(new[b].weight));
        let alike = share(2 * shared, smaller + larger);
        let contained = share(shared, smaller);
        let grown = nearness != Nearness::Apart && smaller >= 16 && contained >= WHOLE / 100 * 85;
        let score = if grown { alike.max(contained / 2) } else { alike };
        let least = if smaller < SHORT && !matches!(nearness, Nearness::SameGap { alone: true }) {
            nearness.least().max(WHOLE / 100 * 55)
        } else {
            nearness.least()
        };
        if score >= least {
            let group = Group { old: vec![a], new: vec![b] };
            proposals.push(Proposal {
                score: score + nearness.bonus() + old[a].same_name(&new[b]),
                apart: old[a].place.abs_diff(new[b].place),
                group,
            });
        }
        if nearness != Nearness::Apart && contained >= WHOLE / 100 * 80 && smaller * 10 <= larger * 9 {
            parts.push(if old[a].weight > new[b].weight { (a, b, Side::Split) } else { (b, a, Side::Merged) });
        }
    }
    propose_groups(&mut proposals, parts, old, new, weights);
    proposals.sort_by(|x, y| {
        (y.score, x.apart, &x.group.old, &x.group.new).cmp(&(x.score, y.apart, &y.group.old, &y.group.new))
    });
    take(proposals, old.len(), new.len())
}

fn take(proposals: Vec<Proposal>, olds: usize, news: usize) -> Vec<Group> {
    let (mut used_old, mut used_new) = (vec![false; olds], vec![false; news]);
    let mut groups = Vec::new();
    for Proposal { group, .. } in proposals {
        if group.old.iter().any(|at| used_old[*at]) || group.new.iter().any(|at| used_new[*at]) {
            continue;
        }
        group.old.iter().for_each(|at| used_old[*at] = true);
        group.new.iter().for_each(|at| used_new[*at] = true);
        groups.push(group);
    }
    groups
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Split,
    Merged,
}

/// A clause of which two or more neighbouring clauses on the other side are parts.
fn propose_groups(
    proposals: &mut Vec<Proposal>,
    mut parts: Vec<(usize, usize, Side)>,
    old: &[Leftover],
    new: &[Leftover],
    weights: &[u8],
) {
    parts.sort_unstable_by_key(|(whole, part, side)| (*side, *whole, *part));
    parts.dedup();
    for same in parts.chunk_by(|a, b| (a.0, a.2) == (b.0, b.2)) {
        let (whole_at, _, side) = same[0];
        let (whole, others) = if side == Side::Split { (&old[whole_at], new) } else { (&new[whole_at], old) };
        let members: Vec<usize> = same.iter().map(|part| part.1).collect();
        for run in members.chunk_by(|a, b| others[*b].clause <= others[*a].clause + 1) {
            if run.len() < 2 || run.len() > 64 {
                continue;
            }
            let mut words: Vec<Word> = run.iter().flat_map(|at| others[*at].words.iter().copied()).collect();
            words.sort_unstable();
            let weight: u32 = run.iter().map(|at| others[*at].weight).sum();
            let alike = share(2 * shared(&whole.words, &words, weights), whole.weight + weight);
            if alike < WHOLE / 100 * 62 {
                continue;
            }
            let group = match side {
                Side::Split => Group { old: vec![whole_at], new: run.to_vec() },
                Side::Merged => Group { old: run.to_vec(), new: vec![whole_at] },
            };
            let apart = whole.place.abs_diff(others[run[0]].place);
            // Exact parts win over one part that is merely alike.
            proposals.push(Proposal { score: alike + WHOLE / 100 * 12, apart, group });
        }
    }
}

/// Which pairs are worth comparing: those of one gap, and those that share uncommon words.
fn candidates(old: &[Leftover], new: &[Leftover], weights: &[u8], gaps: &Gaps) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (olds, news) in gaps.both() {
        if olds.len() * news.len() <= LARGEST_GAP {
            pairs.extend(olds.iter().flat_map(|a| news.iter().map(|b| (*a, *b))));
        }
    }
    let (postings_old, postings_new) = (Postings::of(old, weights), Postings::of(new, weights));
    let mut counts = vec![0_u16; new.len()];
    let mut touched = Vec::new();
    for (a, leftover) in old.iter().enumerate() {
        let mut rare = 0;
        for word in distinct(&leftover.words).filter(|word| postings_old.is_rare(*word) && postings_new.is_rare(*word))
        {
            rare += 1;
            for b in postings_new.clauses(word) {
                if counts[*b as usize] == 0 {
                    touched.push(*b as usize);
                }
                counts[*b as usize] += 1;
            }
        }
        let enough = if rare <= 4 { 1 } else { 2 };
        pairs.extend(touched.iter().filter(|b| counts[**b] >= enough).map(|b| (a, *b)));
        touched.drain(..).for_each(|b| counts[b] = 0);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// In which clauses each uncommon word stands.
struct Postings {
    clauses: Vec<Vec<u32>>,
}

impl Postings {
    fn of(leftovers: &[Leftover], weights: &[u8]) -> Self {
        let mut clauses = vec![Vec::new(); weights.len()];
        for (at, leftover) in leftovers.iter().enumerate() {
            for word in distinct(&leftover.words).filter(|word| weights[*word as usize] > 1) {
                let list = &mut clauses[word as usize];
                if list.len() <= COMMON {
                    list.push(u32::try_from(at).unwrap_or(u32::MAX));
                }
            }
        }
        Self { clauses }
    }

    fn is_rare(&self, word: Word) -> bool {
        (1..=COMMON).contains(&self.clauses[word as usize].len())
    }

    fn clauses(&self, word: Word) -> &[u32] {
        &self.clauses[word as usize]
    }
}

fn distinct(words: &[Word]) -> impl Iterator<Item = Word> {
    words.chunk_by(|a, b| a == b).map(|same| same[0])
}

/// Which leftovers stand in which gap.
struct Gaps {
    gaps: std::collections::BTreeMap<usize, (Vec<usize>, Vec<usize>)>,
}

impl Gaps {
    fn of(old: &[Leftover], new: &[Leftover]) -> Self {
        let mut gaps = std::collections::BTreeMap::<usize, (Vec<usize>, Vec<usize>)>::new();
        for (at, gap) in old.iter().enumerate().filter_map(|(at, leftover)| Some((at, leftover.gap?))) {
            gaps.entry(gap).or_default().0.push(at);
        }
        for (at, gap) in new.iter().enumerate().filter_map(|(at, leftover)| Some((at, leftover.gap?))) {
            gaps.entry(gap).or_default().1.push(at);
        }
        Self { gaps }
    }

    fn sizes(&self, gap: Option<usize>) -> (usize, usize) {
        gap.and_then(|gap| self.gaps.get(&gap)).map_or((0, 0), |(old, new)| (old.len(), new.len()))
    }

    fn both(&self) -> impl Iterator<Item = &(Vec<usize>, Vec<usize>)> {
        self.gaps.values()
    }
}

/// The weight of the words two sorted lists have in common.
fn shared(a: &[Word], b: &[Word], weights: &[u8]) -> u32 {
    let (mut at_a, mut at_b, mut sum) = (0, 0, 0);
    while at_a < a.len() && at_b < b.len() {
        match a[at_a].cmp(&b[at_b]) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                sum += u32::from(weights[a[at_a] as usize]);
                at_a += 1;
                at_b += 1;
            }
        }
    }
    sum
}

fn share(part: u32, whole: u32) -> u32 {
    u32::try_from(u64::from(part) * u64::from(WHOLE) / u64::from(whole.max(1))).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clauses of ten words of which some stand in every clause, all in one gap.
    fn leftovers(count: u32, own: impl Fn(u32) -> Word) -> Vec<Leftover<'static>> {
        let leftover = |at: u32| {
            let mut words: Vec<Word> = (0..9).chain([own(at)]).collect();
            words.sort_unstable();
            let clause = at as usize;
            Leftover { clause, words, weight: 40, gap: Some(0), place: clause / 10, is_row: false, name: "" }
        };
        (0..count).map(leftover).collect()
    }

    #[test]
    fn what_is_compared_grows_with_the_clauses_and_not_with_their_square() {
        let compared = |count: u32| {
            let (old, new) = (leftovers(count, |at| 10 + at), leftovers(count, |at| 10 + at));
            let weights = vec![4; 10 + count as usize];
            candidates(&old, &new, &weights, &Gaps::of(&old, &new)).len()
        };
        assert_eq!(compared(10_000), 10_000);
        assert_eq!(compared(20_000), 20_000);
    }

    #[test]
    fn words_that_stand_everywhere_are_no_reason_to_compare() {
        let (old, new) = (leftovers(10_000, |at| 10 + at % 2), leftovers(10_000, |at| 10 + at % 2));
        assert!(candidates(&old, &new, &[4; 12], &Gaps::of(&old, &new)).is_empty());
    }
}
