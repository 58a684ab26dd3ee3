//! Phrases: how they are written, and where they stand in a clause.
//! Must not know rules.

use std::collections::BTreeMap;

use super::super::tokens::{Vocabulary, Word, is_address};
use super::error::LexiconError;

/// The number of a cue.
pub(in super::super) type CueId = u16;

/// How many words `..` may stand for.
const WIDEST_GAP: usize = 8;

/// One element of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Exact(String),
    /// `retain*`
    Prefix(String),
    /// `<we>`: any single word of that cue.
    Class(CueId),
    /// `..`: up to a few words.
    Gap,
}

#[derive(Clone, Debug)]
struct Phrase {
    cue: CueId,
    elements: Vec<Element>,
}

/// The phrases of one language, found by the word they begin with.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Table {
    phrases: Vec<Phrase>,
    /// Phrases by first word, by the first letters of a prefix and by the first class.
    by_word: BTreeMap<String, Vec<usize>>,
    by_prefix: BTreeMap<char, Vec<(String, usize)>>,
    by_class: BTreeMap<CueId, Vec<usize>>,
}

/// A cue found in a clause: the words `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Hit {
    pub cue: CueId,
    pub start: usize,
    pub end: usize,
}

/// What one word can be: the classes it is in and the phrases it can begin.
#[derive(Clone, Debug, Default)]
struct Role {
    classes: Vec<CueId>,
    starts: Vec<usize>,
}

impl Table {
    /// Adds a phrase of a cue.
    pub fn add(
        &mut self,
        cue: CueId,
        phrase: &str,
        number: &mut impl FnMut(&str) -> Result<CueId, LexiconError>,
    ) -> Result<(), LexiconError> {
        let mut elements = Vec::new();
        let mut vocabulary = Vocabulary::default();
        for word in phrase.split_whitespace() {
            if word == ".." {
                elements.push(Element::Gap);
            } else if let Some(class) = word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
                elements.push(Element::Class(number(class)?));
            } else if let Some(prefix) = word.strip_suffix('*') {
                elements.push(Element::Prefix(prefix.to_lowercase()));
            } else {
                let words = vocabulary.canonical(word);
                elements.extend(words.iter().map(|word| Element::Exact(vocabulary.spelling(*word).to_owned())));
            }
        }
        let at = self.phrases.len();
        match elements.first() {
            Some(Element::Exact(word)) => self.by_word.entry(word.clone()).or_default().push(at),
            Some(Element::Prefix(prefix)) => {
                let Some(first) = prefix.chars().next() else { return Ok(()) };
                self.by_prefix.entry(first).or_default().push((prefix.clone(), at));
            }
            Some(Element::Class(class)) => self.by_class.entry(*class).or_default().push(at),
            Some(Element::Gap) | None => return Ok(()),
        }
        self.phrases.push(Phrase { cue, elements });
        Ok(())
    }

    /// Whether a canonical word by itself is in a cue.
    pub fn is_in(&self, word: &str, cue: CueId) -> bool {
        self.starts_with(word).any(|at| self.phrases[at].cue == cue && self.phrases[at].elements.len() == 1)
    }

    fn starts_with<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let exact = self.by_word.get(word).into_iter().flatten().copied();
        let prefixes = word.chars().next().and_then(|first| self.by_prefix.get(&first)).into_iter().flatten();
        exact.chain(prefixes.filter(move |(prefix, _)| word.starts_with(prefix.as_str())).map(|(_, at)| *at))
    }

    fn role(&self, word: &str) -> Role {
        let mut role = Role::default();
        role.starts.extend(self.starts_with(word));
        let single = role.starts.iter().filter(|at| self.phrases[**at].elements.len() == 1);
        role.classes.extend(single.map(|at| self.phrases[*at].cue));
        role.classes.extend(super::rule::built_in_classes(word));
        role.classes.sort_unstable();
        role.classes.dedup();
        for class in &role.classes {
            role.starts.extend(self.by_class.get(class).into_iter().flatten());
        }
        role.starts.sort_unstable();
        role
    }
}

/// Finds the cues of a table in clauses; remembers what each word can be.
pub(in super::super) struct Finder<'a> {
    table: &'a Table,
    roles: Vec<Option<Role>>,
}

impl<'a> Finder<'a> {
    /// A finder for the words of one comparison.
    pub fn new(table: &'a Table) -> Self {
        Self { table, roles: Vec::new() }
    }

    /// Every cue in the words, in the order of their beginnings.
    pub fn hits(&mut self, words: &[Word], vocabulary: &Vocabulary) -> Vec<Hit> {
        for word in words {
            let at = *word as usize;
            if self.roles.len() <= at {
                self.roles.resize(at + 1, None);
            }
            if self.roles[at].is_none() {
                self.roles[at] = Some(self.table.role(vocabulary.spelling(*word)));
            }
        }
        let mut hits = Vec::new();
        for start in 0..words.len() {
            let Some(role) = self.role(words[start]) else { continue };
            hits.extend(role.classes.iter().filter(|class| super::rule::is_built_in(**class)).map(|class| Hit {
                cue: *class,
                start,
                end: start + 1,
            }));
            for at in &role.starts {
                let phrase = &self.table.phrases[*at];
                if let Some(end) = self.matches(&phrase.elements, words, start, vocabulary) {
                    hits.push(Hit { cue: phrase.cue, start, end });
                }
            }
        }
        hits.dedup();
        hits
    }

    fn role(&self, word: Word) -> Option<&Role> {
        self.roles.get(word as usize).and_then(Option::as_ref)
    }

    /// Where the phrase ends when it begins at `start`. After a gap the nearest fitting word is taken.
    fn matches(&self, elements: &[Element], words: &[Word], start: usize, vocabulary: &Vocabulary) -> Option<usize> {
        let mut at = start;
        let mut slack = 0;
        for element in elements {
            if *element == Element::Gap {
                slack = WIDEST_GAP;
                continue;
            }
            let last = (at + slack).min(words.len().saturating_sub(1));
            at = (at..=last).find(|at| words.get(*at).is_some_and(|word| self.fits(element, *word, vocabulary)))? + 1;
            slack = 0;
        }
        Some(at)
    }

    fn fits(&self, element: &Element, word: Word, vocabulary: &Vocabulary) -> bool {
        match element {
            Element::Exact(exact) => vocabulary.spelling(word) == exact,
            Element::Prefix(prefix) => vocabulary.spelling(word).starts_with(prefix.as_str()),
            Element::Class(class) => self.role(word).is_some_and(|role| role.classes.binary_search(class).is_ok()),
            Element::Gap => true,
        }
    }
}

/// Whether a word is a web or mail address.
pub(super) fn is_address_word(word: &str) -> bool {
    is_address(word)
}
