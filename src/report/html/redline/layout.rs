//! Where in the new text each change stands, and where what is gone stood.
//! Must not know how any of it is shown.

use std::collections::{BTreeMap, VecDeque};

use crate::compare::{Change, ClauseAt, Comparison, Op, SectionChange, SectionOp};
use crate::document::{Block, BlockKind, Document, Heading};

/// Section, block and sentence of a clause; a table row is one clause, at sentence 0.
type Place = (usize, usize, usize);
/// A section of the new text, and in it the block and sentence after which something stood; `None` for its beginning.
type Anchor = (usize, Option<(usize, usize)>);

/// A clause of the old text that is not, or not there, in the new one.
pub(super) struct Gone<'a> {
    /// Index of its change in the comparison.
    pub(super) change: usize,
    pub(super) text: String,
    /// The old block it stood in.
    pub(super) block: &'a Block,
    /// Whether it stood in the same paragraph as the clause before it.
    pub(super) inline: bool,
}

/// A section of the old text of which nothing stayed in place.
pub(super) struct GoneSection<'a> {
    pub(super) heading: Option<&'a str>,
    pub(super) clauses: Vec<Gone<'a>>,
}

/// Everything that differs, by where it stands in the new text.
#[derive(Default)]
pub(super) struct Layout<'a> {
    changed: BTreeMap<Place, usize>,
    gone: BTreeMap<Anchor, Vec<Gone<'a>>>,
    gone_sections: BTreeMap<Option<usize>, Vec<GoneSection<'a>>>,
    headings: BTreeMap<&'a str, &'a SectionChange>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(old: &'a Document, new: &'a Document, comparison: &'a Comparison) -> Self {
        let changed = places(&comparison.changes, |change| change.new.as_ref());
        let headings = headings(comparison);
        let stays = stays(old, new, comparison, &changed);
        let homes = homes(old, new, &stays, &headings);
        let mut layout = Self { changed, headings, ..Self::default() };
        layout.place_gone(old, comparison, &stays, &homes);
        layout
    }

    /// The change of a clause of the new text.
    pub(super) fn change(&self, place: Place) -> Option<usize> {
        self.changed.get(&place).copied()
    }

    /// What happened to the heading of a section of the new text.
    pub(super) fn heading(&self, printed: &str) -> Option<&'a SectionChange> {
        self.headings.get(printed).copied()
    }

    /// Whether anything in a section of the new text changed, or stood in it.
    pub(super) fn differs(&self, section: usize) -> bool {
        self.changed.range((section, 0, 0)..(section + 1, 0, 0)).next().is_some()
            || self.gone.range((section, None)..(section + 1, None)).next().is_some()
    }

    /// Whether anything in a block of the new text changed, or stood in it.
    pub(super) fn block_differs(&self, section: usize, block: usize) -> bool {
        self.changed.range((section, block, 0)..(section, block + 1, 0)).next().is_some()
            || self.of_block(section, block).any(|gone| gone.inline)
    }

    /// What stood at the beginning of a section.
    pub(super) fn at_start(&self, section: usize) -> impl Iterator<Item = &Gone<'a>> {
        self.gone.get(&(section, None)).into_iter().flatten()
    }

    /// What stood after a clause, in its paragraph.
    pub(super) fn after_clause(&self, (section, block, sentence): Place) -> impl Iterator<Item = &Gone<'a>> {
        let gone = self.gone.get(&(section, Some((block, sentence)))).into_iter().flatten();
        gone.filter(|gone| gone.inline)
    }

    /// What stood after a block, as a block of its own.
    pub(super) fn after_block(&self, section: usize, block: usize) -> impl Iterator<Item = &Gone<'a>> {
        self.of_block(section, block).filter(|gone| !gone.inline)
    }

    /// Sections that are gone and stood after a section of the new text, or before all of them.
    pub(super) fn sections_after(&self, section: Option<usize>) -> &[GoneSection<'a>] {
        self.gone_sections.get(&section).map_or(&[], Vec::as_slice)
    }

    fn of_block(&self, section: usize, block: usize) -> impl Iterator<Item = &Gone<'a>> {
        let range = (section, Some((block, 0)))..(section, Some((block + 1, 0)));
        self.gone.range(range).flat_map(|(_, gone)| gone)
    }

    /// Walks the old text and puts what is gone behind the last clause before it that stayed.
    fn place_gone(
        &mut self,
        old: &'a Document,
        comparison: &Comparison,
        stays: &BTreeMap<Place, Place>,
        homes: &[Option<usize>],
    ) {
        let removed = places(&comparison.changes, |change| match change.op {
            Op::Removed | Op::Moved => change.old.as_ref(),
            Op::Added | Op::Modified => None,
        });
        let mut anchor: Option<Anchor> = None;
        let mut anchor_block = None;
        for (index, section) in old.sections.iter().enumerate() {
            if let Some(home) = homes[index]
                && anchor.is_none_or(|(section, _)| section != home)
            {
                anchor = Some((home, None));
                anchor_block = None;
            }
            let mut clauses = Vec::new();
            for (place, block, text) in clauses_of(index, &section.blocks) {
                if let Some(&change) = removed.get(&place) {
                    let inline = anchor_block == Some((place.0, place.1)) && block.kind != BlockKind::TableRow;
                    let gone = Gone { change, text, block, inline };
                    match (homes[index], anchor) {
                        (Some(_), Some(anchor)) => self.gone.entry(anchor).or_default().push(gone),
                        _ => clauses.push(gone),
                    }
                } else if let Some(&(section, block, sentence)) = stays.get(&place) {
                    anchor = Some((section, Some((block, sentence))));
                    anchor_block = Some((place.0, place.1));
                }
            }
            if !clauses.is_empty() {
                let heading = section.heading.as_ref().map(Heading::printed);
                let after = anchor.map(|(section, _)| section);
                self.gone_sections.entry(after).or_default().push(GoneSection { heading, clauses });
            }
        }
    }
}

/// The clauses of a section's blocks with their places and texts.
pub(super) fn clauses_of(section: usize, blocks: &[Block]) -> impl Iterator<Item = (Place, &Block, String)> {
    blocks.iter().enumerate().flat_map(move |(index, block)| {
        let row = block.kind == BlockKind::TableRow;
        let whole = row.then(|| ((section, index, 0), block, block.text()));
        let each = block.sentences.iter().enumerate().filter(move |_| !row);
        let each = each.map(move |(sentence, words)| ((section, index, sentence), block, words.text.clone()));
        whole.into_iter().chain(each)
    })
}

fn places(changes: &[Change], clause: impl Fn(&Change) -> Option<&ClauseAt>) -> BTreeMap<Place, usize> {
    let places = changes.iter().enumerate().filter_map(|(index, change)| Some((clause(change)?, index)));
    places.map(|(clause, index)| ((clause.section, clause.block, clause.sentence), index)).collect()
}

fn headings(comparison: &Comparison) -> BTreeMap<&str, &SectionChange> {
    let new = comparison.sections.iter().flat_map(|change| change.new.iter().map(move |new| (new.as_str(), change)));
    new.filter(|(_, change)| change.op != SectionOp::Removed).collect()
}

/// From each clause of the old text that stayed in place to where it stands in the new one.
fn stays(
    old: &Document,
    new: &Document,
    comparison: &Comparison,
    changed: &BTreeMap<Place, usize>,
) -> BTreeMap<Place, Place> {
    let left = places(&comparison.changes, |change| change.old.as_ref());
    let unchanged = |document: &Document, changed: &BTreeMap<Place, usize>| -> Vec<(Place, String)> {
        let sections = document.sections.iter().enumerate();
        let clauses = sections.flat_map(|(index, section)| clauses_of(index, &section.blocks));
        clauses.map(|(place, _, text)| (place, text)).filter(|(place, _)| !changed.contains_key(place)).collect()
    };
    let mut stays = pairs(unchanged(old, &left), unchanged(new, changed));
    let modified = comparison.changes.iter().filter(|change| change.op == Op::Modified);
    stays.extend(modified.filter_map(|change| {
        let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
        Some(((old.section, old.block, old.sentence), (new.section, new.block, new.sentence)))
    }));
    stays
}

/// Unchanged clauses come in the same order on both sides; if their numbers differ, equal texts are paired in order.
fn pairs(old: Vec<(Place, String)>, new: Vec<(Place, String)>) -> BTreeMap<Place, Place> {
    if old.len() == new.len() {
        return old.into_iter().zip(new).map(|((old, _), (new, _))| (old, new)).collect();
    }
    let mut by_text: BTreeMap<String, VecDeque<Place>> = BTreeMap::new();
    for (place, text) in new {
        by_text.entry(text).or_default().push_back(place);
    }
    old.into_iter().filter_map(|(place, text)| Some((place, by_text.get_mut(&text)?.pop_front()?))).collect()
}

/// For every section of the old text the section of the new text that continues it.
fn homes(
    old: &Document,
    new: &Document,
    stays: &BTreeMap<Place, Place>,
    changes: &BTreeMap<&str, &SectionChange>,
) -> Vec<Option<usize>> {
    let mut by_heading: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for (index, section) in new.sections.iter().enumerate() {
        let printed = section.heading.as_ref().map(Heading::printed);
        by_heading.entry(printed).or_insert(index);
        let before = printed.and_then(|printed| changes.get(printed)).filter(|change| change.op != SectionOp::Added);
        for former in before.into_iter().flat_map(|change| &change.old) {
            by_heading.entry(Some(former)).or_insert(index);
        }
    }
    let home = |(index, section): (usize, &crate::document::Section)| {
        let first = stays.range((index, 0, 0)..(index + 1, 0, 0)).next().map(|(_, (section, _, _))| *section);
        first.or_else(|| by_heading.get(&section.heading.as_ref().map(Heading::printed)).copied())
    };
    old.sections.iter().enumerate().map(home).collect()
}
