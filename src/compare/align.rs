//! Matches the clauses of two pages: what stands on both sides, what was edited, split, merged or moved.
//! Must not know what a change means.

use super::lis::longest_increasing;
use super::page::{Identities, Identity, Page, Part};
use super::renames::{Renaming, has};
use super::sections::SectionLinks;
use super::similar_clauses::{Group, Leftover, pair};
use super::tokens::Word;

/// A clause shorter than this is not called moved to another section: "Learn more." stands everywhere.
const SHORTEST_MOVE: usize = 20;

/// What belongs together on two pages. Indices are positions among the pages' clauses.
pub(super) struct Alignment {
    /// By old clause, the new clause with the same canonical words.
    pub same: Vec<Option<usize>>,
    /// By new clause, the old clause with the same canonical words.
    pub same_new: Vec<Option<usize>>,
    /// Clauses that were edited, split or merged.
    pub edited: Vec<Group>,
    /// By old clause, whether it stands elsewhere now.
    pub moved: Vec<bool>,
}

impl Alignment {
    /// Pairs equal clauses: in the same section, then in the parts of a split or merged one, then anywhere.
    pub fn exact(old: &Page, new: &Page, identities: &Identities, links: &SectionLinks) -> Self {
        let mut alignment = Self {
            same: vec![None; old.clauses.len()],
            same_new: vec![None; new.clauses.len()],
            edited: Vec::new(),
            moved: vec![false; old.clauses.len()],
        };
        let mut waiting = Waiting::by_section(new, &identities.new);
        for (a, b) in links.pairs() {
            for clause in old.sections[a].clone() {
                if alignment.same[clause].is_none()
                    && let Some(partner) = waiting.next(b, identities.old[clause], &alignment.same_new)
                {
                    alignment.join(clause, partner);
                }
            }
        }
        alignment.join_elsewhere(old, new, identities);
        alignment
    }

    fn join(&mut self, old: usize, new: usize) {
        self.same[old] = Some(new);
        self.same_new[new] = Some(old);
    }

    /// Pairs equal clauses across sections, where they are long enough and stand equally often on both sides.
    fn join_elsewhere(&mut self, old: &Page, new: &Page, identities: &Identities) {
        let mut left = vec![(0_u32, 0_u32); identities.count];
        for clause in self.same.iter().enumerate().filter(|(_, same)| same.is_none()).map(|(clause, _)| clause) {
            left[identities.old[clause] as usize].0 += 1;
        }
        for clause in self.same_new.iter().enumerate().filter(|(_, same)| same.is_none()).map(|(clause, _)| clause) {
            left[identities.new[clause] as usize].1 += 1;
        }
        let mut waiting = Waiting::anywhere(new, &identities.new);
        for clause in 0..old.clauses.len() {
            let identity = identities.old[clause];
            let (olds, news) = left[identity as usize];
            if self.same[clause].is_some() || olds != news || old.clauses[clause].text.len() < SHORTEST_MOVE {
                continue;
            }
            if let Some(partner) = waiting.next(0, identity, &self.same_new) {
                self.join(clause, partner);
            }
        }
    }

    /// Pairs what is left and alike.
    pub fn pair_edited(
        &mut self,
        old: &Page,
        new: &Page,
        words: (&[Vec<Word>], &[Vec<Word>]),
        weights: &[u8],
        links: &SectionLinks,
    ) {
        let gaps = self.gaps(old, new, links);
        let olds = leftovers(old, &self.same, words.0, weights, &gaps.0);
        let news = leftovers(new, &self.same_new, words.1, weights, &gaps.1);
        let linked = |a: usize, b: usize| links.are_linked(old.clauses[a].section, new.clauses[b].section);
        let groups = pair(&olds, &news, weights, &linked);
        self.edited = groups
            .into_iter()
            .map(|group| Group {
                old: group.old.into_iter().map(|at| olds[at].clause).collect(),
                new: group.new.into_iter().map(|at| news[at].clause).collect(),
            })
            .collect();
        self.edited.sort_by_key(|group| (group.new[0], group.old[0]));
    }

    /// Takes edited clauses in which nothing but names differ for the same; tells which rename each shows.
    pub fn join_renamed(
        &mut self,
        canonical: &(Vec<Vec<Word>>, Vec<Vec<Word>>),
        renames: &[Renaming],
    ) -> Vec<(usize, usize, usize)> {
        let mut joined = Vec::new();
        for group in std::mem::take(&mut self.edited) {
            let (&[old], &[new]) = (group.old.as_slice(), group.new.as_slice()) else { continue };
            let shown = renames.iter().position(|renaming| has(&canonical.1[new], &renaming.new));
            if let Some(renaming) = shown.filter(|_| canonical.0[old] == canonical.1[new]) {
                self.join(old, new);
                joined.push((old, new, renaming));
            }
        }
        joined
    }

    /// By clause, the unchanged clause before it in its section: clauses with the same one stand in the same gap.
    fn gaps(&self, old: &Page, new: &Page, links: &SectionLinks) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let moved = self.out_of_order(old, new, links);
        let stays = |clause: usize| self.same[clause].filter(|_| !moved[clause]);
        let mut gaps_old = vec![None; old.clauses.len()];
        for (section, clauses) in old.sections.iter().enumerate() {
            let mut gap = links.new_of[section].and_then(|new_section| new.sections[new_section].clone().next());
            for clause in clauses.clone() {
                gap = stays(clause).or(gap);
                gaps_old[clause] = gap;
            }
        }
        let mut gaps_new = vec![None; new.clauses.len()];
        for (section, clauses) in new.sections.iter().enumerate() {
            let mut gap = links.old_of[section].and(clauses.clone().next());
            for clause in clauses.clone() {
                if self.same_new[clause].is_some_and(|partner| !moved[partner]) {
                    gap = Some(clause);
                }
                gaps_new[clause] = gap;
            }
        }
        (gaps_old, gaps_new)
    }

    /// Settles which clauses moved: those in a section that is not theirs, and those out of order in their own.
    ///
    /// The order of a table's rows says nothing.
    pub fn settle_moves(&mut self, old: &Page, new: &Page, links: &SectionLinks) {
        self.moved = self.out_of_order(old, new, links);
        let edited = self.edited.iter().map(|group| (group.old[0], group.new[0]));
        for (a, b) in self.same.iter().enumerate().filter_map(|(a, b)| b.map(|b| (a, b))).chain(edited) {
            let (old, new) = (&old.clauses[a], &new.clauses[b]);
            if old.part == Part::Row && new.part == Part::Row && links.are_linked(old.section, new.section) {
                self.moved[a] = false;
            }
        }
    }

    fn out_of_order(&self, old: &Page, new: &Page, links: &SectionLinks) -> Vec<bool> {
        let mut moved = vec![false; old.clauses.len()];
        let edited = self.edited.iter().map(|group| (group.old[0], group.new[0]));
        let mut pairs: Vec<(usize, usize, usize, usize)> = self
            .same
            .iter()
            .enumerate()
            .filter_map(|(a, b)| b.map(|b| (a, b)))
            .chain(edited)
            .filter(|(a, b)| (old.clauses[*a].part == Part::Heading) == (new.clauses[*b].part == Part::Heading))
            .map(|(a, b)| (old.clauses[a].section, new.clauses[b].section, a, b))
            .collect();
        pairs.sort_unstable();
        for pairs in pairs.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let linked = links.are_linked(pairs[0].0, pairs[0].1);
            let targets: Vec<usize> = pairs.iter().map(|pair| pair.3).collect();
            for pair in pairs {
                moved[pair.2] = true;
            }
            if linked {
                for at in longest_increasing(&targets) {
                    moved[pairs[at].2] = false;
                }
            }
        }
        moved
    }

    /// The same alignment seen from the other side.
    pub fn turned(self) -> Self {
        let mut moved = vec![false; self.same_new.len()];
        for (clause, partner) in self.same.iter().enumerate().filter_map(|(at, same)| same.map(|same| (at, same))) {
            moved[partner] = self.moved[clause];
        }
        let mut edited = Vec::with_capacity(self.edited.len());
        for group in self.edited {
            group.new.iter().for_each(|at| moved[*at] = self.moved[group.old[0]]);
            edited.push(Group { old: group.new, new: group.old });
        }
        edited.sort_by_key(|group| (group.new[0], group.old[0]));
        Self { same: self.same_new, same_new: self.same, edited, moved }
    }
}

fn leftovers<'a>(
    page: &'a Page,
    same: &[Option<usize>],
    words: &[Vec<Word>],
    weights: &[u8],
    gaps: &[Option<usize>],
) -> Vec<Leftover<'a>> {
    let all = page.clauses.len().max(1);
    let left =
        page.clauses.iter().enumerate().filter(|(at, clause)| same[*at].is_none() && clause.part != Part::Heading);
    left.map(|(at, clause)| {
        let name = if clause.part == Part::Row { clause.text.split(" | ").next().unwrap_or_default() } else { "" };
        let mut words = words[at].clone();
        words.sort_unstable();
        let weight = words.iter().map(|word| u32::from(weights[*word as usize])).sum();
        Leftover {
            clause: at,
            words,
            weight,
            gap: gaps[at],
            place: at * 1000 / all,
            is_row: clause.part == Part::Row,
            name,
        }
    })
    .collect()
}

/// New clauses that wait for an equal old one, found by section and identity.
struct Waiting {
    entries: Vec<(usize, Identity, usize)>,
    /// By the first entry of each key, the next one not yet taken.
    next: Vec<usize>,
}

impl Waiting {
    fn by_section(page: &Page, identities: &[Identity]) -> Self {
        Self::of(
            page.clauses
                .iter()
                .zip(identities)
                .enumerate()
                .map(|(at, (clause, id))| (clause.section, *id, at))
                .collect(),
        )
    }

    fn anywhere(page: &Page, identities: &[Identity]) -> Self {
        Self::of((0..page.clauses.len()).map(|at| (0, identities[at], at)).collect())
    }

    fn of(mut entries: Vec<(usize, Identity, usize)>) -> Self {
        entries.sort_unstable();
        let next = (0..entries.len()).collect();
        Self { entries, next }
    }

    /// The first clause of that section and identity without a partner. Every entry is passed over once.
    fn next(&mut self, section: usize, identity: Identity, taken: &[Option<usize>]) -> Option<usize> {
        let first = self.entries.partition_point(|entry| (entry.0, entry.1) < (section, identity));
        let cursor = self.next.get_mut(first)?;
        while let Some(entry) = self.entries.get(*cursor).filter(|entry| (entry.0, entry.1) == (section, identity)) {
            *cursor += 1;
            if taken[entry.2].is_none() {
                return Some(entry.2);
            }
        }
        None
    }
}
