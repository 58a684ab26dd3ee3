//! What differs between two documents, before it is known what it means.
//! Must not know natures, topics or severities.

use std::collections::BTreeMap;

use crate::document::Document;

use super::align::Alignment;
use super::change::{ClauseAt, Op, SectionChange, WordOp, WordRun};
use super::page::{Clause, Identities, Page, Part, identify};
use super::renames::{self, Rename, Renaming};
use super::sections::{self, SectionLinks, Side};
use super::tokens::{Vocabulary, Word};
use super::words;

/// Two pages of fewer clauses are too small to say that they have nothing in common.
const LEAST_CLAUSES: usize = 20;

/// A page of fewer bytes is too small to say that it shrank.
const LEAST_POLICY: usize = 3000;

/// One clause that differs, with what its place and its words tell.
pub(super) struct Difference {
    pub op: Op,
    pub old: Option<ClauseAt>,
    pub new: Option<ClauseAt>,
    pub words: Vec<WordRun>,
    /// Whether it is too long to be compared word by word throughout.
    pub coarse: bool,
    /// The canonical words of both sides; empty for a side that is not there.
    pub canonical: (Vec<Word>, Vec<Word>),
    pub part: Part,
    /// What introduces it, where it is an item of a list.
    pub lead: Option<String>,
    /// Whether one clause became several or several one.
    pub regrouped: bool,
    /// Whether it is nothing but a link.
    pub is_all_link: bool,
    /// The targets of the first link that leads elsewhere now, where the words stayed.
    pub targets: Option<(String, String)>,
    /// Set when the clause stands for all places of a rename.
    pub rename: Option<Rename>,
    /// The words of all clauses that it stands for.
    pub renamed: Vec<Vec<Word>>,
}

/// All differences of two documents.
pub(super) struct Differences {
    pub clauses: Vec<Difference>,
    pub sections: Vec<SectionChange>,
    pub vocabulary: Vocabulary,
    /// The headings of both pages.
    pub headings: Vec<Vec<Word>>,
    /// Whether both pages have the same words in the same order, headings and all.
    pub same_words: bool,
    /// Whether one of the pages is no policy but a few links to other pages, or hardly any text.
    pub is_hub: bool,
    /// Names that gave way to others throughout.
    pub renames: Vec<Renaming>,
    /// How many clauses are too long to be compared word by word throughout.
    pub coarse: usize,
    /// Whether both pages have many clauses and hardly any in common, word for word or edited.
    pub unlike: bool,
}

/// Which words tell much or little; what the matching needs to know of the language.
pub(super) struct Telling<'a> {
    /// Words that say nothing by themselves: articles, prepositions.
    pub is_small: &'a dyn Fn(&str) -> bool,
    /// Words that must never drown in a longer edit: modals, negations, numbers.
    pub is_telling: &'a dyn Fn(&str) -> bool,
}

/// Finds what differs between two documents.
pub(super) fn between(old: &Document, new: &Document, telling: &Telling) -> Differences {
    let (old, new) = (Page::of(old), Page::of(new));
    // One direction is worked out and the other mirrored, so that both tell the same story.
    let turned = old.clauses.iter().map(|clause| &clause.text).gt(new.clauses.iter().map(|clause| &clause.text));
    let matched = if turned {
        Matched::of(&new, &old, telling, turned).turned()
    } else {
        Matched::of(&old, &new, telling, turned)
    };
    let Matched { identities, links, alignment, canonical, mut vocabulary, renames, renamed } = matched;
    let spelled: Vec<Rename> = renames.iter().map(|renaming| renaming.spelled(&vocabulary)).collect();
    let pages = Pages { old: &old, new: &new, canonical: &canonical, telling, renamed: &renamed, renames: &spelled };
    let clauses = pages.differences(&alignment);
    let sections = if identities.old == identities.new && clauses.is_empty() && !pages.headings_differ() {
        Vec::new()
    } else {
        sections::changes(&old, &new, &links, |side, section| match side {
            Side::Old => alignment.same[old.sections[section].start].is_some(),
            Side::New => alignment.same_new[new.sections[section].start].is_some(),
        })
    };
    let headings = if clauses.is_empty() { Vec::new() } else { headings(&[&old, &new], &mut vocabulary) };
    let same_words = !sections.is_empty()
        && clauses.is_empty()
        && words_of(&old, &mut vocabulary) == words_of(&new, &mut vocabulary);
    let is_hub = is_hub(&old, &new) || is_hub(&new, &old);
    let unlike = are_unlike(&old, &new, &alignment);
    let coarse = clauses.iter().filter(|difference| difference.coarse).count();
    Differences { clauses, sections, vocabulary, headings, same_words, is_hub, renames, coarse, unlike }
}

/// Whether the second page is so much smaller, or so full of links, that it cannot be held against the first.
fn is_hub(page: &Page, other: &Page) -> bool {
    let shrunk = |times: usize| page.size() > times * other.size();
    page.size() >= LEAST_POLICY && (shrunk(8) || shrunk(3) && other.linked_share() > 300)
}

/// Whether the pages share no title or heading, and fewer than one clause in ten of either has a partner on the other one.
fn are_unlike(old: &Page, new: &Page, alignment: &Alignment) -> bool {
    let clauses = |page: &Page| page.clauses.iter().filter(|clause| clause.part != Part::Heading).count();
    let paired = alignment.edited.iter().map(|group| (group.old.len(), group.new.len()));
    let (paired_old, paired_new) =
        paired.fold((0, 0), |(old, new), (more_old, more_new)| (old + more_old, new + more_new));
    let kept = |page: &Page, same: &[Option<usize>]| {
        let clauses = page.clauses.iter().zip(same);
        clauses.filter(|(clause, same)| same.is_some() && clause.part != Part::Heading).count()
    };
    let few = |page: &Page, partners: usize| clauses(page) >= LEAST_CLAUSES && partners * 10 < clauses(page);
    few(old, kept(old, &alignment.same) + paired_old)
        && few(new, kept(new, &alignment.same_new) + paired_new)
        && !old.document.is_titled_like(new.document)
}

fn headings(pages: &[&Page], vocabulary: &mut Vocabulary) -> Vec<Vec<Word>> {
    let clauses = pages.iter().flat_map(|page| &page.clauses).filter(|clause| clause.part == Part::Heading);
    let mut headings: Vec<Vec<Word>> = clauses.map(|clause| vocabulary.canonical(&clause.text)).collect();
    headings.retain(|heading| heading.len() > 1);
    headings.sort();
    headings.dedup();
    headings
}

/// All words of a page in their order, those of its headings and their numbers too.
fn words_of(page: &Page, vocabulary: &mut Vocabulary) -> Vec<Word> {
    let mut words = Vec::new();
    for section in &page.document.sections {
        if let Some(heading) = &section.heading {
            words.extend(vocabulary.canonical(heading.printed()));
        }
        for sentence in section.blocks.iter().flat_map(|block| {
            block.label.iter().map(String::as_str).chain(block.sentences.iter().map(|sentence| sentence.text.as_str()))
        }) {
            words.extend(vocabulary.canonical(sentence));
        }
    }
    words
}

/// Two pages matched.
struct Matched {
    identities: Identities,
    links: SectionLinks,
    alignment: Alignment,
    /// By clause of either side, its canonical words; empty where it stands word for word on both sides.
    canonical: (Vec<Vec<Word>>, Vec<Vec<Word>>),
    vocabulary: Vocabulary,
    renames: Vec<Renaming>,
    /// Clauses in which nothing but names differ: old, new, and the first rename in them.
    renamed: Vec<(usize, usize, usize)>,
}

impl Matched {
    fn of(old: &Page, new: &Page, telling: &Telling, turned: bool) -> Self {
        let mut vocabulary = Vocabulary::default();
        let identities = identify(old, new, &mut vocabulary);
        let links = sections::link(old, new, &identities);
        let mut alignment = Alignment::exact(old, new, &identities, &links);
        let mut canonical =
            (canonical(old, &alignment.same, &mut vocabulary), canonical(new, &alignment.same_new, &mut vocabulary));
        let weights = weights(&vocabulary, telling);
        alignment.pair_edited(old, new, (&canonical.0, &canonical.1), &weights, &links);
        let renames = find_renames(&alignment, &canonical, (old, new), &mut vocabulary, telling, turned);
        let mut joined = Vec::new();
        if !renames.is_empty() {
            for words in &mut canonical.0 {
                *words = renames.iter().fold(std::mem::take(words), |words, renaming| renaming.applied(&words));
            }
            joined = alignment.join_renamed(&canonical, &renames);
            alignment.pair_edited(old, new, (&canonical.0, &canonical.1), &weights, &links);
        }
        alignment.settle_moves(old, new, &links);
        Self { identities, links, alignment, canonical, vocabulary, renames, renamed: joined }
    }

    fn turned(self) -> Self {
        let Identities { old, new, words, count } = self.identities;
        Self {
            identities: Identities { old: new, new: old, words, count },
            links: self.links.turned(),
            alignment: self.alignment.turned(),
            canonical: (self.canonical.1, self.canonical.0),
            vocabulary: self.vocabulary,
            renames: self.renames.into_iter().map(Renaming::turned).collect(),
            renamed: self.renamed.into_iter().map(|(old, new, renaming)| (new, old, renaming)).collect(),
        }
    }
}

/// The canonical words of the clauses without an equal partner.
fn canonical(page: &Page, same: &[Option<usize>], vocabulary: &mut Vocabulary) -> Vec<Vec<Word>> {
    let clauses = page.clauses.iter().zip(same);
    clauses.map(|(clause, same)| if same.is_some() { Vec::new() } else { vocabulary.canonical(&clause.text) }).collect()
}

/// What each word counts for when clauses are compared.
fn weights(vocabulary: &Vocabulary, telling: &Telling) -> Vec<u8> {
    (0..vocabulary.len())
        .map(|word| {
            let spelling = vocabulary.spelling(Word::try_from(word).unwrap_or(Word::MAX));
            if (telling.is_small)(spelling) { 1 } else { 4 }
        })
        .collect()
}

/// The names that gave way to others, judged by how much of the older page's name is gone.
fn find_renames(
    alignment: &Alignment,
    canonical: &(Vec<Vec<Word>>, Vec<Vec<Word>>),
    pages: (&Page, &Page),
    vocabulary: &mut Vocabulary,
    telling: &Telling,
    turned: bool,
) -> Vec<Renaming> {
    let pairs: Vec<(&[Word], &[Word])> = alignment
        .edited
        .iter()
        .filter(|group| group.old.len() == 1 && group.new.len() == 1)
        .map(|group| (canonical.0[group.old[0]].as_slice(), canonical.1[group.new[0]].as_slice()))
        .map(|(old, new)| if turned { (new, old) } else { (old, new) })
        .collect();
    if pairs.len() < 3 {
        return Vec::new();
    }
    let candidates = renames::candidates(&pairs, vocabulary, telling);
    if candidates.is_empty() {
        return Vec::new();
    }
    let stands = pages.0.clauses.iter().zip(&alignment.same).filter(|(_, same)| same.is_some());
    let standing: Vec<Vec<Word>> = stands.map(|(clause, _)| vocabulary.canonical(&clause.text)).collect();
    let found = renames::confirmed(candidates, &pairs, &standing);
    if turned { found.into_iter().map(Renaming::turned).collect() } else { found }
}

struct Pages<'a> {
    old: &'a Page<'a>,
    new: &'a Page<'a>,
    canonical: &'a (Vec<Vec<Word>>, Vec<Vec<Word>>),
    telling: &'a Telling<'a>,
    renamed: &'a [(usize, usize, usize)],
    renames: &'a [Rename],
}

impl Pages<'_> {
    fn differences(&self, alignment: &Alignment) -> Vec<Difference> {
        let mut placed: Vec<((usize, u8, usize), Difference)> = Vec::new();
        let (mut found_old, mut found_new) = (mark(&alignment.same), mark(&alignment.same_new));
        let mut said = vec![false; self.renames.len()];
        let mut in_order = self.renamed.to_vec();
        in_order.sort_by_key(|(_, new, _)| *new);
        for (a, b, renaming) in in_order {
            if !said[renaming] {
                said[renaming] = true;
                let mut difference = self.difference(Op::Modified, &[a], &[b]);
                difference.rename = Some(self.renames[renaming].clone());
                let all = self.renamed.iter().filter(|(_, _, other)| *other == renaming);
                difference.renamed = all.map(|(_, new, _)| self.canonical.1[*new].clone()).collect();
                placed.push(((b, 1, 0), difference));
            }
        }
        let is_renamed = mark_pairs(self.renamed, self.old.clauses.len());
        for (a, b) in alignment.same.iter().enumerate().filter_map(|(a, b)| b.map(|b| (a, b))) {
            if is_renamed[a] {
                continue;
            }
            if let Some(difference) = self.same_words(a, b, alignment.moved[a]) {
                placed.push(((b, 1, 0), difference));
            }
        }
        for group in &alignment.edited {
            group.old.iter().for_each(|at| found_old[*at] = true);
            group.new.iter().for_each(|at| found_new[*at] = true);
            let op = if alignment.moved[group.old[0]] { Op::Moved } else { Op::Modified };
            placed.push(((group.new[0], 1, 0), self.difference(op, &group.old, &group.new)));
        }
        for (a, b) in self.refilled(&found_old, &found_new) {
            (found_old[a], found_new[b]) = (true, true);
            placed.push(((b, 1, 0), self.difference(Op::Modified, &[a], &[b])));
        }
        let anchors = anchors(alignment);
        for at in
            (0..self.old.clauses.len()).filter(|at| !found_old[*at] && self.old.clauses[*at].part != Part::Heading)
        {
            placed.push(((anchors[at], 2, at), self.difference(Op::Removed, &[at], &[])));
        }
        for at in
            (0..self.new.clauses.len()).filter(|at| !found_new[*at] && self.new.clauses[*at].part != Part::Heading)
        {
            placed.push(((at, 1, 0), self.difference(Op::Added, &[], &[at])));
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, difference)| difference).collect()
    }

    /// Clauses with equal canonical words differ when they moved, when their letters differ or when a link leads elsewhere.
    fn same_words(&self, a: usize, b: usize, moved: bool) -> Option<Difference> {
        let (old, new) = (&self.old.clauses[a], &self.new.clauses[b]);
        if old.part == Part::Heading || new.part == Part::Heading {
            return None;
        }
        let targets = retargeted(self.old, old, self.new, new);
        if !moved && old.text == new.text && targets.is_none() {
            return None;
        }
        let mut difference = self.difference(if moved { Op::Moved } else { Op::Modified }, &[a], &[b]);
        difference.targets = targets;
        Some(difference)
    }

    fn difference(&self, op: Op, old: &[usize], new: &[usize]) -> Difference {
        let first = match new.first() {
            Some(first) => &self.new.clauses[*first],
            None => &self.old.clauses[old[0]],
        };
        let places = (self.old.place(old), self.new.place(new));
        let (words, coarse) = match &places {
            (Some(old), Some(new)) => words::read(&old.text, &new.text, self.telling.is_small, self.telling.is_telling),
            (Some(old), None) => (words::whole(WordOp::Delete, &old.text), false),
            (None, Some(new)) => (words::whole(WordOp::Insert, &new.text), false),
            (None, None) => (Vec::new(), false),
        };
        let joined =
            |all: &[Vec<Word>], clauses: &[usize]| clauses.iter().flat_map(|at| all[*at].iter().copied()).collect();
        Difference {
            op,
            words,
            coarse,
            canonical: (joined(&self.canonical.0, old), joined(&self.canonical.1, new)),
            part: first.part,
            lead: match new.first() {
                Some(_) => self.new.lead(first),
                None => self.old.lead(first),
            }
            .map(str::to_owned),
            regrouped: old.len() + new.len() > 2,
            is_all_link: first.is_all_link(),
            targets: None,
            rename: None,
            renamed: Vec::new(),
            old: places.0,
            new: places.1,
        }
    }

    /// Statements of which only the beginning was kept, "the controller is …": one clause each, with another filling.
    fn refilled(&self, found_old: &[bool], found_new: &[bool]) -> Vec<(usize, usize)> {
        let open = |page: &Page, canonical: &[Vec<Word>], found: &[bool]| -> Vec<(usize, usize)> {
            let clauses =
                page.clauses.iter().enumerate().filter(|(at, clause)| !found[*at] && clause.part != Part::Heading);
            clauses.filter_map(|(at, clause)| Some((at, self.slot(&clause.text, &canonical[at])?))).collect()
        };
        let old = open(self.old, &self.canonical.0, found_old);
        let new = open(self.new, &self.canonical.1, found_new);
        let path = |page: &Page<'_>, at: usize| -> Vec<String> {
            page.document.path(page.clauses[at].section).into_iter().map(str::to_owned).collect()
        };
        let mut by_opening: BTreeMap<&[Word], Vec<usize>> = BTreeMap::new();
        for (b, length) in new {
            by_opening.entry(&self.canonical.1[b][..length]).or_default().push(b);
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (a, length) in old {
            let opening = &self.canonical.0[a][..length];
            // Of several that begin so none can be told to be the one.
            if let Some(&[b]) = by_opening.get(opening).map(Vec::as_slice)
                && path(self.old, a) == path(self.new, b)
            {
                by_opening.remove(opening);
                pairs.push((a, b));
            }
        }
        pairs
    }

    /// How many words open a statement of what something is, up to the verb or the colon.
    fn slot(&self, text: &str, words: &[Word]) -> Option<usize> {
        const BE: &[&str] = &["is", "are", "est", "sont", "ist", "sind", "es", "son"];
        let tokens = super::tokens::tokens(text);
        let at = tokens.iter().position(|token| token.text == ":" || BE.contains(&token.text))?;
        let opening = tokens[..at].iter().filter(|token| !token.is_punctuation());
        let telling =
            opening.clone().filter(|token| token.text.len() > 1 && !(self.telling.is_small)(token.text)).count();
        let count = opening.count();
        (telling >= 2 && count <= 8 && words.len() > count).then_some(count)
    }

    fn headings_differ(&self) -> bool {
        let headings =
            |page: &Page| page.document.sections.iter().map(|s| (s.level, s.heading.clone())).collect::<Vec<_>>();
        headings(self.old) != headings(self.new)
    }
}

/// By old clause, where in the new page a reader would look for it.
fn anchors(alignment: &Alignment) -> Vec<usize> {
    let mut partner = alignment.same.clone();
    for group in &alignment.edited {
        group.old.iter().for_each(|at| partner[*at] = group.new.last().copied());
    }
    let mut anchor = 0;
    partner
        .iter()
        .enumerate()
        .map(|(at, partner)| {
            anchor = partner.filter(|_| !alignment.moved[at]).unwrap_or(anchor);
            anchor
        })
        .collect()
}

fn mark_pairs(pairs: &[(usize, usize, usize)], count: usize) -> Vec<bool> {
    let mut marks = vec![false; count];
    for (old, _, _) in pairs {
        marks[*old] = true;
    }
    marks
}

fn mark(same: &[Option<usize>]) -> Vec<bool> {
    same.iter().map(Option::is_some).collect()
}

/// The targets of the first link that leads elsewhere though the words are the same.
fn retargeted(old_page: &Page, old: &Clause, new_page: &Page, new: &Clause) -> Option<(String, String)> {
    let (old, new) = (targets(old_page, old), targets(new_page, new));
    let count = old.len().max(new.len());
    (0..count).find_map(|at| {
        let (a, b) = (old.get(at).copied().unwrap_or_default(), new.get(at).copied().unwrap_or_default());
        (a != b).then(|| (a.to_owned(), b.to_owned()))
    })
}

fn targets<'a>(page: &Page<'a>, clause: &Clause) -> Vec<&'a str> {
    let block = &page.document.sections[clause.section].blocks[clause.block];
    let sentences = match clause.part {
        Part::Row => &block.sentences[..],
        _ => block.sentences.get(clause.sentence..=clause.sentence).unwrap_or_default(),
    };
    sentences.iter().flat_map(|sentence| sentence.links.iter().map(|link| link.target.as_str())).collect()
}
