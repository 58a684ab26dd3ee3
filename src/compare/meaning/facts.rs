//! What can be said of a difference without judging it: which cues stand where, how much came and went.
//! Must not know rules, natures or severities.

use std::cmp::Ordering;
use std::rc::Rc;

use super::super::change::{ClauseAt, Op, WordOp, WordRun};
use super::super::differences::Difference;
use super::super::lexicon::{CueId, Fact, Fate, Finder, Hit, How, Lexicon, Table};
use super::super::page::Part;
use super::super::renames::Renaming;
use super::super::tokens::{Vocabulary, Word, tokens};
use super::contents::Contents;
use super::measures::Measures;

/// A clause of at most this many words is short.
const SHORT: usize = 6;

/// Words with the cues among them.
#[derive(Clone, Default)]
pub(super) struct Marked {
    pub words: Vec<Word>,
    pub hits: Vec<Hit>,
    /// By cue, how often it was found, what overlaps counted once; it may end before the last cue.
    counts: Vec<u32>,
}

impl Marked {
    fn of(words: Vec<Word>, hits: Vec<Hit>) -> Self {
        let counts = counts(&hits);
        Self { words, hits, counts }
    }

    pub fn count(&self, cue: CueId) -> usize {
        self.counts.get(usize::from(cue)).map_or(0, |count| *count as usize)
    }

    fn has(&self, cue: CueId) -> bool {
        self.count(cue) > 0
    }

    /// By word, whether a hit of one of the cues, or a small word, covers it.
    fn covered(&self, cues: &[CueId], small: Option<CueId>) -> Vec<bool> {
        let mut covered = vec![false; self.words.len()];
        for hit in &self.hits {
            if cues.contains(&hit.cue) || Some(hit.cue) == small {
                covered[hit.start..hit.end].fill(true);
            }
        }
        covered
    }

    /// By word, whether the cue begins at it.
    fn begins(&self, cue: Option<CueId>) -> Vec<bool> {
        let mut begins = vec![false; self.words.len()];
        self.hits.iter().filter(|hit| Some(hit.cue) == cue).for_each(|hit| begins[hit.start] = true);
        begins
    }
}

/// By cue, how many of its hits stand side by side: phrases that begin or end with the same words tell of one thing.
fn counts(hits: &[Hit]) -> Vec<u32> {
    let cues = hits.iter().map(|hit| usize::from(hit.cue) + 1).max().unwrap_or(0);
    let (mut counts, mut free) = (vec![0; cues], vec![0; cues]);
    let mut by_end: Vec<&Hit> = hits.iter().collect();
    by_end.sort_by_key(|hit| hit.end);
    for hit in by_end {
        let cue = usize::from(hit.cue);
        if hit.start >= free[cue] {
            counts[cue] += 1;
            free[cue] = hit.end;
        }
    }
    counts
}

/// What is true of one difference.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Facts {
    pub old: Rc<Marked>,
    pub new: Rc<Marked>,
    /// The words that went and those that came.
    pub gone: Rc<Marked>,
    pub come: Rc<Marked>,
    /// What introduces it, where it is an item of a list.
    pub lead: Rc<Marked>,
    /// The heading right above, and those above it.
    pub heading: Rc<Marked>,
    pub above: Rc<Marked>,
    op: Op,
    part: Part,
    is_all_link: bool,
    enumerated: bool,
    grammar: bool,
    names: bool,
    reordered: bool,
    contents: bool,
    /// Whether nothing but small words went, and came.
    insertion: bool,
    deletion: bool,
    /// Whether a number with its unit grew or shrank.
    growth: Option<Ordering>,
    small: Option<CueId>,
}

impl Facts {
    /// Whether the clause came, went or was edited, as rules ask.
    pub fn fate(&self) -> Fate {
        match self.op {
            Op::Added => Fate::Added,
            Op::Removed => Fate::Removed,
            Op::Modified | Op::Moved => Fate::Edited,
        }
    }

    /// Whether a fact holds.
    pub fn is(&self, fact: Fact) -> bool {
        let (gone, come) = (self.gone.words.len(), self.come.words.len());
        match fact {
            Fact::Had(fate) => self.fate() == fate,
            Fact::Row => self.part == Part::Row,
            Fact::Item => self.part == Part::Item,
            Fact::Link => self.is_all_link,
            Fact::Short => self.old.words.len().max(self.new.words.len()) <= SHORT,
            Fact::Small => gone <= 3 && come <= 3,
            Fact::Few => self.telling(&self.gone) <= 3 && self.telling(&self.come) <= 3,
            Fact::Insertion => self.insertion,
            Fact::Deletion => self.deletion,
            Fact::Longer => come > gone,
            Fact::Raised => self.growth == Some(Ordering::Greater),
            Fact::Lowered => self.growth == Some(Ordering::Less),
            Fact::Rewrite => gone * 2 > self.old.words.len() && come * 2 > self.new.words.len(),
            Fact::Enumerated => self.enumerated,
            Fact::Grammar => self.grammar,
            Fact::Names => self.names,
            Fact::Reordered => self.reordered,
            Fact::Contents => self.contents,
        }
    }

    /// Whether one of the cues stands so in the difference.
    pub fn stands(&self, how: How, cues: &[CueId]) -> bool {
        let any = |marked: &Marked| cues.iter().any(|cue| marked.has(*cue));
        let count = |marked: &Marked| cues.iter().map(|cue| marked.count(*cue)).sum::<usize>();
        match how {
            How::Has => any(&self.old) || any(&self.new),
            How::Keeps => any(&self.old) && any(&self.new),
            How::Gains => count(&self.new) > count(&self.old),
            How::Loses => count(&self.old) > count(&self.new),
            How::Inserts => any(&self.come),
            How::Deletes => any(&self.gone),
            How::Swaps => any(&self.come) && any(&self.gone),
            How::Only => {
                (any(&self.come) || any(&self.gone)) && self.only(&self.come, cues) && self.only(&self.gone, cues)
            }
            How::Drops => any(&self.gone) && self.only(&self.gone, cues),
            How::Differs => self.differs(cues),
            How::Under => any(&self.heading) || any(&self.above) || any(&self.lead),
            How::Opens => [&self.old, &self.new]
                .iter()
                .any(|side| side.hits.iter().any(|hit| hit.start == 0 && cues.contains(&hit.cue))),
        }
    }

    /// What can be said of the old clause as if it had gone, and of the new one as if it had come.
    pub fn halves(&self) -> (Self, Self) {
        let half = |op: Op, old: &Rc<Marked>, new: &Rc<Marked>| Self {
            op,
            old: Rc::clone(old),
            new: Rc::clone(new),
            gone: Rc::clone(old),
            come: Rc::clone(new),
            enumerated: false,
            names: false,
            insertion: self.is_small(old),
            deletion: self.is_small(new),
            growth: None,
            ..self.clone()
        };
        let none = Rc::default();
        (half(Op::Removed, &self.old, &none), half(Op::Added, &none, &self.new))
    }

    /// How many words it has that are not small.
    fn telling(&self, marked: &Marked) -> usize {
        marked.begins(self.small).into_iter().filter(|small| !small).count()
    }

    /// Whether it has small words only.
    fn is_small(&self, marked: &Marked) -> bool {
        self.telling(marked) == 0
    }

    /// Whether every word is of one of the cues or small.
    fn only(&self, marked: &Marked, cues: &[CueId]) -> bool {
        marked.covered(cues, self.small).into_iter().all(|covered| covered)
    }

    /// Whether the cues stand on both sides with words that are not on the other side.
    fn differs(&self, cues: &[CueId]) -> bool {
        if ![&self.old, &self.new].iter().all(|side| cues.iter().any(|cue| side.has(*cue))) {
            return false;
        }
        let texts = |marked: &Marked| -> Vec<Vec<Word>> {
            let hits = marked.hits.iter().filter(|hit| cues.contains(&hit.cue));
            hits.map(|hit| marked.words[hit.start..hit.end].to_vec()).collect()
        };
        let (old, new) = (texts(&self.old), texts(&self.new));
        old.iter().any(|text| !new.contains(text)) && new.iter().any(|text| !old.contains(text))
    }

    /// The words in which the cues were found, those that came or went first.
    pub fn found(&self, cues: &[CueId], vocabulary: &Vocabulary) -> Vec<String> {
        let sides = [&self.come, &self.gone, &self.new, &self.old];
        let hits = sides.into_iter().flat_map(|side| side.hits.iter().map(move |hit| (side, hit)));
        hits.filter(|(_, hit)| cues.contains(&hit.cue))
            .map(|(side, hit)| {
                let words = side.words[hit.start..hit.end].iter().map(|word| vocabulary.spelling(*word));
                words.collect::<Vec<_>>().join(" ")
            })
            .collect()
    }
}

/// Looks at differences through one table of the lexicon.
pub(super) struct Observer<'a> {
    finder: Finder<'a>,
    small: Option<CueId>,
    telling: Option<CueId>,
    measures: Measures,
    /// The headings last looked at: neighbouring differences stand under the same ones.
    path: Vec<String>,
    above: (Rc<Marked>, Rc<Marked>),
    /// Renames that are said elsewhere and must not be judged in every clause.
    pub renames: Vec<Renaming>,
    pub contents: Contents,
    pronouns: [Option<CueId>; 2],
    entity: Option<CueId>,
    parties: Vec<CueId>,
}

impl<'a> Observer<'a> {
    pub fn new(lexicon: &Lexicon, table: &'a Table) -> Self {
        Self {
            finder: Finder::new(table),
            path: Vec::new(),
            above: Default::default(),
            renames: Vec::new(),
            contents: Contents::default(),
            pronouns: [lexicon.cue("we"), lexicon.cue("you")],
            entity: lexicon.cue("entity"),
            parties: ["controller", "contract_between", "parties"]
                .iter()
                .filter_map(|name| lexicon.cue(name))
                .collect(),
            small: lexicon.cue("small"),
            telling: lexicon.cue("telling"),
            measures: Measures::of(lexicon),
        }
    }

    /// Everything that can be said of a difference.
    pub fn observe(&mut self, difference: &Difference, vocabulary: &mut Vocabulary) -> Facts {
        let (heading, above) = self.place(difference.new.as_ref().or(difference.old.as_ref()), vocabulary);
        let old = Rc::new(self.marked(difference.canonical.0.clone(), vocabulary));
        let new = Rc::new(self.marked(difference.canonical.1.clone(), vocabulary));
        // What was added or removed whole came or went whole; names are exchanged on one side only.
        let (gone, come) = match difference.op {
            Op::Added if self.renames.is_empty() => (Rc::default(), Rc::clone(&new)),
            Op::Removed if self.renames.is_empty() => (Rc::clone(&old), Rc::default()),
            _ => {
                let (gone, come) = edits(&difference.words, &self.renames, vocabulary);
                (Rc::new(self.marked(gone, vocabulary)), Rc::new(self.marked(come, vocabulary)))
            }
        };
        let lead = difference.lead.as_deref().map(|lead| vocabulary.canonical(lead)).unwrap_or_default();
        let mut facts = Facts {
            op: difference.op,
            part: difference.part,
            is_all_link: difference.is_all_link,
            enumerated: is_enumerated(&difference.words),
            names: are_names(&difference.words),
            grammar: false,
            reordered: false,
            contents: self.contents.are(&gone.words) && self.contents.are(&come.words),
            insertion: false,
            deletion: false,
            growth: None,
            small: self.small,
            old,
            new,
            gone,
            come,
            lead: Rc::new(self.marked(lead, vocabulary)),
            heading,
            above,
        };
        (facts.insertion, facts.deletion) = (facts.is_small(&facts.gone), facts.is_small(&facts.come));
        facts.growth = self.measures.growth(&facts.old, &facts.new, vocabulary);
        if matches!(facts.op, Op::Modified | Op::Moved) && self.same_pronouns(&facts) {
            facts.grammar = self.is_grammar(&facts, vocabulary);
            facts.reordered = self.is_reordered(&facts);
        }
        facts
    }

    /// Whether the name stands in the words as that of a company: before its legal form, or where the parties are named.
    pub fn names_party(&mut self, words: &[Word], name: &str, vocabulary: &Vocabulary) -> bool {
        let hits = self.finder.hits(words, vocabulary);
        let name: Vec<&str> = name.split(' ').collect();
        let ends = (name.len()..=words.len()).filter(|end| {
            let spelled = words[end - name.len()..*end].iter().map(|word| vocabulary.spelling(*word));
            spelled.eq(name.iter().copied())
        });
        let ends: Vec<usize> = ends.collect();
        hits.iter().any(|hit| {
            Some(hit.cue) == self.entity && ends.contains(&hit.start)
                || self.parties.contains(&hit.cue) && !ends.is_empty()
        })
    }

    /// Whether who does it to whom is told in the same order as before.
    fn same_pronouns(&self, facts: &Facts) -> bool {
        let pronouns = |marked: &Marked| -> Vec<Option<CueId>> {
            let hits = marked.hits.iter().filter(|hit| hit.end == hit.start + 1);
            hits.map(|hit| Some(hit.cue)).filter(|cue| self.pronouns.contains(cue)).collect()
        };
        let (gone, come) = (pronouns(&facts.gone), pronouns(&facts.come));
        gone == come || gone.is_empty() || come.is_empty()
    }

    /// Whether the words are the same in another order, small ones aside.
    fn is_reordered(&self, facts: &Facts) -> bool {
        let telling = |marked: &Marked| -> Vec<Word> {
            let words = marked.words.iter().zip(marked.begins(self.small)).filter(|(_, small)| !small);
            let mut words: Vec<Word> = words.map(|(word, _)| *word).collect();
            words.sort_unstable();
            words
        };
        let (gone, come) = (telling(&facts.gone), telling(&facts.come));
        !gone.is_empty() && gone == come
    }

    /// The heading right above a place and those above it, with their cues.
    fn place(&mut self, place: Option<&ClauseAt>, vocabulary: &mut Vocabulary) -> (Rc<Marked>, Rc<Marked>) {
        let path = place.map(|place| place.path.as_slice()).unwrap_or_default();
        if self.path != path {
            let (last, above) = headings(path, vocabulary);
            self.above = (Rc::new(self.marked(last, vocabulary)), Rc::new(self.marked(above, vocabulary)));
            self.path = path.to_vec();
        }
        self.above.clone()
    }

    fn marked(&mut self, words: Vec<Word>, vocabulary: &Vocabulary) -> Marked {
        let hits = self.finder.hits(&words, vocabulary);
        Marked::of(words, hits)
    }

    /// Whether nothing but small words and the forms of words differ.
    fn is_grammar(&self, facts: &Facts, vocabulary: &Vocabulary) -> bool {
        let telling = |marked: &Marked| marked.hits.iter().any(|hit| Some(hit.cue) == self.telling);
        if telling(&facts.gone) || telling(&facts.come) {
            return false;
        }
        let stems = |marked: &Marked, other: &Marked| -> Vec<String> {
            let words = marked.words.iter().zip(marked.begins(self.small)).filter(|(_, small)| !small);
            let unmarked = |word: Word| {
                let spelled = vocabulary.spelling(word);
                let bare = without_mark(spelled);
                let known = bare.is_some_and(|bare| other.words.iter().any(|word| vocabulary.spelling(*word) == bare));
                bare.filter(|_| known).unwrap_or(spelled)
            };
            let mut stems: Vec<_> = words.map(|(word, _)| stem(unmarked(*word)).to_owned()).collect();
            stems.sort_unstable();
            stems
        };
        let (gone, come) = (stems(&facts.gone, &facts.come), stems(&facts.come, &facts.gone));
        gone.len() == come.len() && gone.iter().zip(&come).all(|(a, b)| is_same_word(a, b))
    }
}

/// The words that went and those that came. What only changed its letters or its punctuation did neither.
fn edits(runs: &[WordRun], renames: &[Renaming], vocabulary: &mut Vocabulary) -> (Vec<Word>, Vec<Word>) {
    let (mut all_gone, mut all_come) = (Vec::new(), Vec::new());
    for edit in runs.split(|run| run.op == WordOp::Equal) {
        let mut words = |op: WordOp| -> Vec<Word> {
            edit.iter().filter(|run| run.op == op).flat_map(|run| vocabulary.canonical(&run.text)).collect()
        };
        let (gone, come) = (words(WordOp::Delete), words(WordOp::Insert));
        let gone = renames.iter().fold(gone, |words, renaming| renaming.applied(&words));
        let before = gone.iter().zip(&come).take_while(|(a, b)| a == b).count();
        let (gone, come) = (&gone[before..], &come[before..]);
        let after = gone.iter().rev().zip(come.iter().rev()).take_while(|(a, b)| a == b).count();
        all_gone.extend_from_slice(&gone[..gone.len() - after]);
        all_come.extend_from_slice(&come[..come.len() - after]);
    }
    (all_gone, all_come)
}

fn headings(path: &[String], vocabulary: &mut Vocabulary) -> (Vec<Word>, Vec<Word>) {
    let Some((last, above)) = path.split_last() else { return (Vec::new(), Vec::new()) };
    (vocabulary.canonical(last), above.iter().flat_map(|heading| vocabulary.canonical(heading)).collect())
}

/// Whether what came or went is set off by commas or conjunctions.
fn is_enumerated(runs: &[WordRun]) -> bool {
    const JOINTS: &[&str] = &["and", "or", "et", "ou", "und", "oder", "y", "o", "and/or"];
    let ends = |text: &str| {
        let text = text.trim_end();
        text.ends_with([',', ';', ':']) || text.rsplit(' ').next().is_some_and(|word| JOINTS.contains(&word))
    };
    let begins = |text: &str| {
        let text = text.trim_start();
        text.starts_with([',', ';']) || text.split(' ').next().is_some_and(|word| JOINTS.contains(&word))
    };
    runs.iter().enumerate().any(|(at, run)| {
        run.op != WordOp::Equal && {
            let before = at.checked_sub(1).is_some_and(|before| ends(&runs[before].text));
            let after = runs.get(at + 1).is_some_and(|after| begins(&after.text));
            before || after || ends(&run.text) || begins(&run.text)
        }
    })
}

/// Whether what came or went are names: every word of it begins with a capital, small words aside.
fn are_names(runs: &[WordRun]) -> bool {
    let (mut names, mut first) = (0, true);
    for run in runs {
        if run.op == WordOp::Equal {
            first = false;
            continue;
        }
        for token in tokens(&run.text).iter().filter(|token| !token.is_punctuation()) {
            let capital = token.text.starts_with(|c: char| c.is_uppercase());
            let lower = token.text.chars().all(char::is_lowercase);
            if lower && token.text.len() > 3 {
                return false;
            }
            names += usize::from(capital && !first);
            first = false;
        }
    }
    names > 0
}

/// The word before the mark of a footnote: `agree` of `agree7`.
fn without_mark(word: &str) -> Option<&str> {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_word = bare.chars().count() >= 4 && bare.chars().all(char::is_alphabetic);
    (is_word && matches!(word.len() - bare.len(), 1..=2)).then_some(bare)
}

/// The part of a word that its endings leave.
fn stem(word: &str) -> &str {
    if word.len() < 5 || !word.is_ascii() {
        return word.strip_suffix('s').filter(|stem| stem.len() >= 3).unwrap_or(word);
    }
    ["ings", "ing", "ies", "ed", "es", "ly", "s", "e", "y"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.len() >= 3)
        .unwrap_or(word)
}

/// Whether two stems are one word, one of them perhaps misspelled.
fn is_same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.len().min(b.len()) < 6 || a.chars().next() != b.chars().next() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let after = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    let letters = |word: &str| {
        let mut letters: Vec<u8> = word.bytes().collect();
        letters.sort_unstable();
        letters
    };
    before + after + 1 >= a.len().max(b.len()) || letters(a) == letters(b)
}
