//! A document laid out for comparing: its headings and clauses in one row, each with an identity.
//! Must not know how clauses are matched or what a change means.

use std::borrow::Cow;
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Block, BlockKind, Document, Link};

use super::change::ClauseAt;
use super::tokens::{Hashing, Vocabulary, Word};

/// A clause of links with little between them is a menu up to this many bytes.
const LONGEST_MENU: usize = 80;

/// What a clause is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Heading,
    Text,
    Item,
    Row,
}

/// A heading, a sentence or a table row, where it stands.
pub(super) struct Clause<'a> {
    pub part: Part,
    pub section: usize,
    pub block: usize,
    pub sentence: usize,
    pub text: Cow<'a, str>,
    pub links: &'a [Link],
}

impl Clause<'_> {
    /// Whether the whole clause is nothing but a link, as in a menu.
    pub fn is_all_link(&self) -> bool {
        let linked: usize = self.links.iter().map(|link| link.end.saturating_sub(link.start)).sum();
        let length = self.text.trim_end_matches(['.', ':', ' ']).len();
        let is_menu = self.links.len() > 1 && linked * 10 >= length * 6 && length <= LONGEST_MENU;
        linked > 0 && (linked + 2 >= length || is_menu)
    }
}

/// A document's clauses in order.
pub(super) struct Page<'a> {
    pub document: &'a Document,
    pub clauses: Vec<Clause<'a>>,
    /// Which clauses each section has, its heading first.
    pub sections: Vec<Range<usize>>,
    /// By section, the one it stands in.
    parents: Vec<Option<usize>>,
    /// By section and block, the block that introduces a list item.
    leads: Vec<Vec<Option<usize>>>,
}

impl<'a> Page<'a> {
    /// Lays out a document.
    pub fn of(document: &'a Document) -> Self {
        let parents = parents(document);
        let sections = Vec::with_capacity(document.sections.len());
        let leads = document.sections.iter().map(|section| leads(&section.blocks)).collect();
        let mut page = Page { document, clauses: Vec::new(), sections, parents, leads };
        for (index, section) in document.sections.iter().enumerate() {
            let start = page.clauses.len();
            if let Some(heading) = &section.heading {
                let text = if heading.title().is_empty() { heading.printed() } else { heading.title() };
                page.clauses.push(Clause::of(Part::Heading, index, 0, 0, Cow::Borrowed(text), &[]));
            }
            for (block_index, block) in section.blocks.iter().enumerate() {
                let part = match block.kind {
                    BlockKind::TableRow => {
                        page.clauses.push(Clause::of(Part::Row, index, block_index, 0, Cow::Owned(block.text()), &[]));
                        continue;
                    }
                    BlockKind::ListItem => Part::Item,
                    BlockKind::Paragraph | BlockKind::Quote | BlockKind::Code => Part::Text,
                };
                for (at, sentence) in block.sentences.iter().enumerate() {
                    let text = Cow::Borrowed(sentence.text.as_str());
                    page.clauses.push(Clause::of(part, index, block_index, at, text, &sentence.links));
                }
            }
            page.sections.push(start..page.clauses.len());
        }
        page
    }

    /// How much text there is, in bytes.
    pub fn size(&self) -> usize {
        self.clauses.iter().map(|clause| clause.text.len()).sum()
    }

    /// Which share of the text is links, in thousandths.
    pub fn linked_share(&self) -> usize {
        let links = self.document.sentences().flat_map(|(_, _, sentence)| &sentence.links);
        let linked: usize = links.map(|link| link.end.saturating_sub(link.start)).sum();
        linked * 1000 / self.size().max(1)
    }

    /// What introduces a list item: the sentence before its list, or the item that it stands under.
    pub fn lead(&self, clause: &Clause) -> Option<&str> {
        let lead = self.leads[clause.section].get(clause.block).copied().flatten()?;
        let block = &self.document.sections[clause.section].blocks[lead];
        block.sentences.last().map(|sentence| sentence.text.as_str())
    }

    /// The headings above and at a section, outermost first.
    fn path(&self, section: usize) -> Vec<String> {
        let above = std::iter::successors(Some(section), |section| self.parents[*section]);
        let headings = above.filter_map(|section| self.document.sections[section].heading.as_ref());
        let mut path: Vec<String> = headings.map(|heading| heading.printed().to_owned()).collect();
        path.reverse();
        path
    }

    /// A clause with its place spelled out, its text replaced by that of several clauses when it was split.
    pub fn place(&self, clauses: &[usize]) -> Option<ClauseAt> {
        let first = self.clauses.get(*clauses.first()?)?;
        let texts: Vec<&str> = clauses.iter().map(|clause| &*self.clauses[*clause].text).collect();
        Some(ClauseAt {
            path: self.path(first.section),
            text: texts.join(" "),
            section: first.section,
            block: first.block,
            sentence: first.sentence,
        })
    }
}

impl<'a> Clause<'a> {
    fn of(part: Part, section: usize, block: usize, sentence: usize, text: Cow<'a, str>, links: &'a [Link]) -> Self {
        Clause { part, section, block, sentence, text, links }
    }
}

/// By section, the last one before it with a heading of a higher rank.
fn parents(document: &Document) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(document.sections.len());
    for (at, section) in document.sections.iter().enumerate() {
        while section.heading.is_some()
            && open.last().is_some_and(|last| document.sections[*last].level >= section.level)
        {
            open.pop();
        }
        parents.push(open.last().copied());
        if section.heading.is_some() {
            open.push(at);
        }
    }
    parents
}

/// By block, the one that introduces it where it is a list item: the last that is none or stands less deep.
fn leads(blocks: &[Block]) -> Vec<Option<usize>> {
    if blocks.iter().all(|block| block.kind != BlockKind::ListItem) {
        return Vec::new();
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut leads = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        if block.kind != BlockKind::ListItem {
            open.clear();
            open.push((0, at));
            leads.push(None);
            continue;
        }
        while open
            .last()
            .is_some_and(|(depth, lead)| *depth >= block.depth && blocks[*lead].kind == BlockKind::ListItem)
        {
            open.pop();
        }
        leads.push(open.last().map(|(_, lead)| *lead));
        open.push((block.depth, at));
    }
    leads
}

/// What a clause is known by: equal for clauses whose canonical words are equal.
pub(super) type Identity = u32;

/// The identities of the clauses of two pages, and the canonical words of those that stand on one side only.
pub(super) struct Identities {
    pub old: Vec<Identity>,
    pub new: Vec<Identity>,
    /// Canonical words by identity; empty for clauses that stand word for word on both sides.
    pub words: Vec<Vec<Word>>,
    /// How many identities there are; they are below it.
    pub count: usize,
}

/// Gives equal clauses equal identities.
///
/// Most clauses stand word for word on both sides and are never taken apart: this is what makes a comparison fast.
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
pub(super) fn identify(old: &Page, new: &Page, vocabulary: &mut Vocabulary) -> Identities {
    let mut by_text: HashMap<&str, Identity, Hashing> =
        HashMap::with_capacity_and_hasher(old.clauses.len() + old.clauses.len() / 4, Hashing::default());
    let mut raw_old = Vec::with_capacity(old.clauses.len());
    let mut raw_new = Vec::with_capacity(new.clauses.len());
    let mut seen = Vec::new();
    for (page, raw, side) in [(old, &mut raw_old, 1_u8), (new, &mut raw_new, 2)] {
        for clause in &page.clauses {
            let next = Identity::try_from(by_text.len()).unwrap_or(Identity::MAX);
            let identity = *by_text.entry(&clause.text).or_insert(next);
            if identity == next && seen.len() == next as usize {
                seen.push(0);
            }
            seen[identity as usize] |= side;
            raw.push(identity);
        }
    }
    let mut identities =
        Identities { old: raw_old, new: raw_new, words: vec![Vec::new(); seen.len()], count: seen.len() };
    let mut by_words: HashMap<Vec<Word>, Identity, Hashing> = HashMap::default();
    let mut folded: Vec<Option<Identity>> = vec![None; seen.len()];
    for (page, raw) in [(old, &mut identities.old), (new, &mut identities.new)] {
        for (clause, identity) in page.clauses.iter().zip(raw.iter_mut()) {
            let at = *identity as usize;
            if seen[at] == 3 {
                continue;
            }
            *identity = *folded[at].get_or_insert_with(|| {
                let words = vocabulary.canonical(&clause.text);
                let first = *by_words.entry(words.clone()).or_insert(*identity);
                identities.words[first as usize] = words;
                first
            });
        }
    }
    identities
}
