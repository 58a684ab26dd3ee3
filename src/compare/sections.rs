//! Matches the sections of two pages by content, title, number and place, and names what happened to them.
//! Must not know what a change means.

use std::collections::BTreeMap;

use crate::document::Section;

use super::change::{SectionChange, SectionOp};
use super::lis::longest_increasing;
use super::page::{Identities, Identity, Page};

/// What a full agreement in content, title, number and place counts for.
const CONTENT: usize = 550;
const TITLE: usize = 250;
const NUMBER: usize = 100;
const PLACE: usize = 100;
/// From this score on two sections are the same.
const SAME: usize = 400;
/// From this share on, in thousandths, one section's content counts as coming from the other.
const CONTAINED: usize = 500;

/// Which sections belong together.
#[derive(Default)]
pub(super) struct SectionLinks {
    /// By old section, the new section it became.
    pub new_of: Vec<Option<usize>>,
    /// By new section, the old section it was.
    pub old_of: Vec<Option<usize>>,
    /// Further pairs: a section that was split into, or merged with, another.
    pub parts: Vec<(usize, usize)>,
}

impl SectionLinks {
    /// Whether a clause that went from one section to the other stayed where it was.
    pub fn are_linked(&self, old: usize, new: usize) -> bool {
        self.new_of.get(old) == Some(&Some(new)) || self.parts.binary_search(&(old, new)).is_ok()
    }

    /// The same links seen from the other side.
    pub fn turned(self) -> Self {
        let mut parts: Vec<_> = self.parts.into_iter().map(|(old, new)| (new, old)).collect();
        parts.sort_unstable();
        Self { new_of: self.old_of, old_of: self.new_of, parts }
    }

    /// Every linked pair: the sections that are the same first, then those split or merged.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let same = self.new_of.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new)));
        same.chain(self.parts.iter().copied())
    }
}

/// Two sections that may be the same.
struct Candidate {
    score: usize,
    apart: usize,
    old: usize,
    new: usize,
}

/// Matches sections one to one, the best agreement first; then finds those that were split or merged.
pub(super) fn link(old: &Page, new: &Page, identities: &Identities) -> SectionLinks {
    let shared = shared_content(old, new, identities);
    let sizes = (sizes(old), sizes(new));
    let mut candidates: BTreeMap<(usize, usize), usize> = shared.clone();
    for pair in same_titles(old, new, identities) {
        candidates.entry(pair).or_insert(0);
    }
    let mut scored: Vec<Candidate> = candidates
        .iter()
        .map(|(&(a, b), &content)| {
            score(old, new, identities, (a, b), (2000 * content) / (sizes.0[a] + sizes.1[b]).max(1))
        })
        .filter(|candidate| candidate.score >= SAME)
        .collect();
    scored.sort_by_key(|candidate| (usize::MAX - candidate.score, candidate.apart, candidate.old, candidate.new));
    let mut links = SectionLinks {
        new_of: vec![None; old.sections.len()],
        old_of: vec![None; new.sections.len()],
        parts: Vec::new(),
    };
    for Candidate { old, new, .. } in scored {
        if links.new_of[old].is_none() && links.old_of[new].is_none() {
            links.new_of[old] = Some(new);
            links.old_of[new] = Some(old);
        }
    }
    for (&(a, b), &content) in &shared {
        let contained = content * 1000 >= CONTAINED * sizes.0[a].min(sizes.1[b]).max(1);
        if contained && links.new_of[a] != Some(b) {
            links.parts.push((a, b));
        }
    }
    link_by_neighbours(&mut links, old, new);
    links
}

/// A section between two matched neighbours, alone on both sides and at the same level, is the same section rewritten.
fn link_by_neighbours(links: &mut SectionLinks, old: &Page, new: &Page) {
    for at in 0..links.new_of.len() {
        if links.new_of[at].is_some() {
            continue;
        }
        let before = if at == 0 { None } else { links.new_of[at - 1] };
        let candidate = if at == 0 { Some(0) } else { before.map(|before| before + 1) };
        let Some(candidate) = candidate.filter(|new| links.old_of.get(*new) == Some(&None)) else { continue };
        let after = match links.new_of.get(at + 1) {
            None => candidate + 1 == links.old_of.len(),
            Some(after) => *after == Some(candidate + 1),
        };
        if after && old.document.sections[at].level == new.document.sections[candidate].level {
            links.new_of[at] = Some(candidate);
            links.old_of[candidate] = Some(at);
            links.parts.retain(|part| *part != (at, candidate));
        }
    }
}

fn score(old: &Page, new: &Page, identities: &Identities, pair: (usize, usize), content: usize) -> Candidate {
    let (a, b) = pair;
    let title = title_agreement(old, new, identities, pair);
    let numbers = (number(&old.document.sections[a]), number(&new.document.sections[b]));
    let same_number = numbers.0.is_some() && numbers.0 == numbers.1;
    let apart = (a * 1000 / old.sections.len().max(1)).abs_diff(b * 1000 / new.sections.len().max(1));
    // A section with nothing under its heading has only its title to go by.
    let content = if old.sections[a].len().max(new.sections[b].len()) <= 1 { title } else { content };
    let score = content.min(1000) * CONTENT / 1000
        + title * TITLE / 1000
        + usize::from(same_number || title == 1000) * NUMBER
        + (1000 - apart.min(1000)) * PLACE / 1000;
    Candidate { score, apart, old: a, new: b }
}

/// How much two titles agree, in thousandths.
fn title_agreement(old: &Page, new: &Page, identities: &Identities, (a, b): (usize, usize)) -> usize {
    match (heading(old, a, &identities.old), heading(new, b, &identities.new)) {
        (None, None) => 1000,
        (Some(a), Some(b)) if a == b => 1000,
        (Some(a), Some(b)) => {
            let (a, b) = (&identities.words[a as usize], &identities.words[b as usize]);
            let shared = a.iter().take(32).filter(|word| b.iter().take(32).any(|other| other == *word)).count();
            1000 * shared / (a.len() + b.len() - shared.min(a.len() + b.len())).max(1)
        }
        _ => 0,
    }
}

fn heading(page: &Page, section: usize, identities: &[Identity]) -> Option<Identity> {
    page.document.sections[section].heading.as_ref().map(|_| identities[page.sections[section].start])
}

fn number(section: &Section) -> Option<&str> {
    section.heading.as_ref().and_then(|heading| heading.number())
}

fn sizes(page: &Page) -> Vec<usize> {
    page.sections.iter().map(|range| page.clauses[range.clone()].iter().map(|clause| clause.text.len()).sum()).collect()
}

/// How much text each pair of sections has in common: clauses that stand equally often on both sides, paired in order.
fn shared_content(old: &Page, new: &Page, identities: &Identities) -> BTreeMap<(usize, usize), usize> {
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); identities.count];
    for (at, identity) in identities.new.iter().enumerate() {
        places[*identity as usize].push(u32::try_from(at).unwrap_or(u32::MAX));
    }
    let mut count_old = vec![0_u32; identities.count];
    identities.old.iter().for_each(|identity| count_old[*identity as usize] += 1);
    let mut used = vec![0_usize; identities.count];
    let mut shared = BTreeMap::new();
    for (clause, identity) in old.clauses.iter().zip(&identities.old) {
        let at = *identity as usize;
        if places[at].len() != count_old[at] as usize {
            continue;
        }
        let partner = &new.clauses[places[at][used[at]] as usize];
        used[at] += 1;
        *shared.entry((clause.section, partner.section)).or_insert(0) += clause.text.len();
    }
    shared
}

/// The pairs of sections with equal titles, the first with the first.
fn same_titles(old: &Page, new: &Page, identities: &Identities) -> Vec<(usize, usize)> {
    let mut by_title: BTreeMap<Option<Identity>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for section in 0..old.sections.len() {
        by_title.entry(heading(old, section, &identities.old)).or_default().0.push(section);
    }
    for section in 0..new.sections.len() {
        by_title.entry(heading(new, section, &identities.new)).or_default().1.push(section);
    }
    by_title.into_values().flat_map(|(old, new)| old.into_iter().zip(new)).collect()
}

/// What happened to the sections as wholes, in the order of the new page, removed ones last.
///
/// `stays` tells whether a heading's words still stand on the other side, as a plain clause.
pub(super) fn changes(
    old: &Page,
    new: &Page,
    links: &SectionLinks,
    stays: impl Fn(Side, usize) -> bool,
) -> Vec<SectionChange> {
    let mut changes = Vec::new();
    let pairs: Vec<(usize, usize)> =
        links.new_of.iter().enumerate().filter_map(|(old, new)| new.map(|new| (old, new))).collect();
    let targets: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    let mut in_order = vec![false; pairs.len()];
    for at in longest_increasing(&targets) {
        in_order[at] = true;
    }
    let mut placed: Vec<(usize, SectionChange)> = Vec::new();
    for ((a, b), in_order) in pairs.into_iter().zip(in_order) {
        for op in differences(&old.document.sections[a], &new.document.sections[b], in_order) {
            placed.push((b, SectionChange { op, old: printed(old, [a]), new: printed(new, [b]) }));
        }
    }
    let mut explained_old = vec![false; old.sections.len()];
    for b in (0..new.sections.len()).filter(|b| links.old_of[*b].is_none()) {
        let from = links.parts.iter().find(|(a, part)| *part == b && links.new_of[*a].is_some());
        let change = match from {
            Some(&(a, _)) => {
                let first = links.new_of[a].unwrap_or(b);
                let parts = [first.min(b), first.max(b)];
                SectionChange { op: SectionOp::Split, old: printed(old, [a]), new: printed(new, parts) }
            }
            None if stays(Side::New, b) => continue,
            None => SectionChange { op: SectionOp::Added, old: Vec::new(), new: printed(new, [b]) },
        };
        placed.push((b, change));
    }
    placed.sort_by_key(|(place, _)| *place);
    changes.extend(placed.into_iter().map(|(_, change)| change));
    for a in (0..old.sections.len()).filter(|a| links.new_of[*a].is_none()) {
        let into = links.parts.iter().find(|(part, b)| *part == a && links.old_of[*b].is_some());
        if let Some(&(_, b)) = into {
            let first = links.old_of[b].unwrap_or(a);
            let parts = [first.min(a), first.max(a)];
            explained_old[a] = true;
            changes.push(SectionChange { op: SectionOp::Merged, old: printed(old, parts), new: printed(new, [b]) });
        } else if !stays(Side::Old, a) {
            changes.push(SectionChange { op: SectionOp::Removed, old: printed(old, [a]), new: Vec::new() });
        }
    }
    changes.retain(|change| !(change.old.is_empty() && change.new.is_empty()));
    changes
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

fn printed<const N: usize>(page: &Page, sections: [usize; N]) -> Vec<String> {
    let headings = sections.iter().filter_map(|section| page.document.sections[*section].heading.as_ref());
    headings.map(|heading| heading.printed().to_owned()).collect()
}

fn differences(old: &Section, new: &Section, in_order: bool) -> Vec<SectionOp> {
    let mut ops = Vec::new();
    if let (Some(a), Some(b)) = (&old.heading, &new.heading) {
        if !same_words(a.title(), b.title()) {
            ops.push(SectionOp::Renamed);
        }
        if a.number() != b.number() {
            ops.push(SectionOp::Renumbered);
        }
        if old.level != new.level {
            ops.push(SectionOp::Releveled);
        }
    }
    if !in_order {
        ops.push(SectionOp::Moved);
    }
    ops
}

/// Whether two titles differ in nothing but case and punctuation.
fn same_words(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    a == b || letters(a) == letters(b)
}
