//! Phrases: how they are written, and where they stand in a clause.
//! Must not know rules.

use std::collections::BTreeMap;
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
use std::collections::HashMap;

use super::super::tokens::{Hashing, Vocabulary, Word, is_address};
use super::error::LexiconError;

/// The number of a cue.
pub(in super::super) type CueId = u16;

/// How many words `..` may stand for.
const WIDEST_GAP: usize = 8;

/// The number of a word, or of a word's beginning, that phrases are made of.
type Piece = u32;

/// One element of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Exact(Piece),
    /// `retain*`
    Prefix(Piece),
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

/// The phrases of one language, found by what they begin with.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Table {
    phrases: Vec<Phrase>,
    words: Pieces,
    prefixes: Pieces,
    by_class: BTreeMap<CueId, Vec<usize>>,
}

/// Words or beginnings of words, each with the phrases that begin with it.
#[derive(Clone, Debug, Default)]
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
struct Pieces {
    numbers: HashMap<Box<str>, Piece, Hashing>,
    starts: Vec<Vec<usize>>,
    /// The cues of which each is a whole phrase: far fewer than the phrases that begin with it.
    alone: Vec<Vec<CueId>>,
    longest: usize,
}

impl Pieces {
    fn number(&mut self, text: &str) -> Piece {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = Piece::try_from(self.starts.len()).unwrap_or(Piece::MAX);
        self.numbers.insert(text.into(), number);
        self.starts.push(Vec::new());
        self.alone.push(Vec::new());
        self.longest = self.longest.max(text.len());
        number
    }

    /// The pieces with which a word begins, the shortest first.
    fn beginnings(&self, word: &str) -> impl Iterator<Item = Piece> {
        let ends = (0..=word.len().min(self.longest)).filter(|end| word.is_char_boundary(*end));
        ends.filter_map(|end| self.numbers.get(&word[..end]).copied())
    }
}

/// A cue found in a clause: the words `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Hit {
    pub cue: CueId,
    pub start: usize,
    pub end: usize,
}

/// What one word can be: the pieces it is or begins with, the classes it is in and the phrases it can begin.
#[derive(Clone, Debug, Default)]
struct Role {
    word: Option<Piece>,
    prefixes: Vec<Piece>,
    classes: Vec<CueId>,
    starts: Vec<usize>,
    /// The phrases among those it can begin whose second word is certain, by that word; few of them need a look.
    pairs: Vec<(Piece, usize)>,
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
                elements.push(Element::Prefix(self.prefixes.number(&prefix.to_lowercase())));
            } else {
                let words = vocabulary.canonical(word);
                elements.extend(words.iter().map(|word| Element::Exact(self.words.number(vocabulary.spelling(*word)))));
            }
        }
        let at = self.phrases.len();
        match elements.first() {
            Some(Element::Exact(word)) => self.words.starts[*word as usize].push(at),
            // Every word begins with nothing.
            Some(Element::Prefix(_)) if phrase.trim_start().starts_with('*') => return Ok(()),
            Some(Element::Prefix(prefix)) => self.prefixes.starts[*prefix as usize].push(at),
            Some(Element::Class(class)) => self.by_class.entry(*class).or_default().push(at),
            Some(Element::Gap) | None => return Ok(()),
        }
        match elements.as_slice() {
            [Element::Exact(word)] => self.words.alone[*word as usize].push(cue),
            [Element::Prefix(prefix)] => self.prefixes.alone[*prefix as usize].push(cue),
            _ => {}
        }
        self.phrases.push(Phrase { cue, elements });
        Ok(())
    }

    /// Whether a canonical word by itself is in a cue.
    pub fn is_in(&self, word: &str, cue: CueId) -> bool {
        let exact = self.words.numbers.get(word).copied();
        exact.is_some_and(|exact| self.words.alone[exact as usize].contains(&cue))
            || self.prefixes.beginnings(word).any(|prefix| self.prefixes.alone[prefix as usize].contains(&cue))
    }

    fn role(&self, word: &str) -> Role {
        let exact = self.words.numbers.get(word).copied();
        let mut role = Role { word: exact, prefixes: self.prefixes.beginnings(word).collect(), ..Role::default() };
        role.starts.extend(exact.iter().flat_map(|exact| &self.words.starts[*exact as usize]));
        role.starts.extend(role.prefixes.iter().flat_map(|prefix| &self.prefixes.starts[*prefix as usize]));
        role.classes.extend(exact.iter().flat_map(|exact| &self.words.alone[*exact as usize]));
        role.classes.extend(role.prefixes.iter().flat_map(|prefix| &self.prefixes.alone[*prefix as usize]));
        role.classes.extend(super::rule::built_in_classes(word));
        role.classes.sort_unstable();
        role.classes.dedup();
        for class in &role.classes {
            role.starts.extend(self.by_class.get(class).into_iter().flatten());
        }
        role.starts.sort_unstable();
        role.starts.retain(|at| match self.phrases[*at].elements.get(1) {
            Some(Element::Exact(second)) => {
                role.pairs.push((*second, *at));
                false
            }
            _ => true,
        });
        role.pairs.sort_unstable();
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
                self.roles.resize(vocabulary.len().max(at + 1), None);
            }
            if self.roles[at].is_none() {
                self.roles[at] = Some(self.table.role(vocabulary.spelling(*word)));
            }
        }
        let roles: Vec<&Role> = words.iter().filter_map(|word| self.roles[*word as usize].as_ref()).collect();
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        for (start, role) in roles.iter().enumerate() {
            hits.extend(role.classes.iter().filter(|class| super::rule::is_built_in(**class)).map(|class| Hit {
                cue: *class,
                start,
                end: start + 1,
            }));
            // What a phrase begins with is known to stand here, and of a pair what follows it too.
            let second = roles.get(start + 1).and_then(|next| next.word);
            let pairs = second.map(|second| role.begun_with(second)).unwrap_or_default();
            let begun = role.starts.iter().map(|at| (*at, 1)).chain(pairs.iter().map(|(_, at)| (*at, 2)));
            found.extend(begun.filter_map(|(at, known)| {
                let rest = &self.table.phrases[at].elements[known..];
                Some((at, ends(rest, &roles, start + known)?))
            }));
            found.sort_unstable();
            hits.extend(found.drain(..).map(|(at, end)| Hit { cue: self.table.phrases[at].cue, start, end }));
        }
        hits.dedup();
        hits
    }
}

/// Where the elements end when they begin at `at`. After a gap the nearest fitting word is taken.
fn ends(elements: &[Element], roles: &[&Role], mut at: usize) -> Option<usize> {
    let mut slack = 0;
    for element in elements {
        if *element == Element::Gap {
            slack = WIDEST_GAP;
            continue;
        }
        let window = roles.get(at..roles.len().min(at + slack + 1))?;
        at += window.iter().position(|role| role.fits(*element))? + 1;
        slack = 0;
    }
    Some(at)
}

impl Role {
    /// The phrases that begin with it and with this word after it.
    fn begun_with(&self, second: Piece) -> &[(Piece, usize)] {
        let start = self.pairs.partition_point(|(piece, _)| *piece < second);
        let length = self.pairs[start..].partition_point(|(piece, _)| *piece == second);
        &self.pairs[start..start + length]
    }

    fn fits(&self, element: Element) -> bool {
        match element {
            Element::Exact(word) => self.word == Some(word),
            Element::Prefix(prefix) => self.prefixes.contains(&prefix),
            Element::Class(class) => self.classes.binary_search(&class).is_ok(),
            Element::Gap => true,
        }
    }
}

/// Whether a word is a web or mail address.
pub(super) fn is_address_word(word: &str) -> bool {
    is_address(word)
}
