//! Finds phrases of several words in a line.
//! Must not know what the phrases mean.

use crate::claim::token::Tokens;

/// A phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::claim) struct Found<S> {
    pub sense: S,
    /// How many tokens it takes.
    pub length: usize,
    /// The place of the language it was listed under.
    pub language: usize,
}

/// Phrases with their senses, ready to be looked up by their first word.
pub(in crate::claim) struct Phrases<S> {
    /// Phrases whose first word is whole, sorted by it.
    whole: Vec<Phrase<S>>,
    /// Phrases whose first word is a stem, sorted by it.
    stems: Vec<Phrase<S>>,
}

struct Phrase<S> {
    words: Vec<Pattern>,
    sense: S,
    language: usize,
}

struct Pattern {
    text: String,
    prefix: bool,
}

impl<S: Copy> Phrases<S> {
    /// Takes for each language its senses with their phrases, separated by semicolons. A word that ends in `*` stands for
    /// all that begin with it.
    pub fn of<'p>(languages: impl Iterator<Item = &'p [(S, &'p str)]>) -> Self
    where
        S: 'p,
    {
        let all = languages.enumerate().flat_map(|(language, senses)| {
            senses.iter().flat_map(move |&(sense, phrases)| {
                phrases.split(';').map(move |phrase| Phrase { words: patterns(phrase), sense, language })
            })
        });
        let (mut stems, mut whole): (Vec<_>, Vec<_>) =
            all.filter(|phrase| !phrase.words.is_empty()).partition(|phrase| phrase.words[0].prefix);
        whole.sort_by(|left, right| left.first().cmp(right.first()));
        stems.sort_by(|left, right| left.first().cmp(right.first()));
        Self { whole, stems }
    }

    /// The longest phrase that begins at the token `index`; of two as long, the one of the `preferred` language, else the
    /// one listed first.
    pub fn at(&self, tokens: &Tokens, index: usize, preferred: Option<usize>) -> Option<Found<S>> {
        let word = tokens.word(index)?;
        let mut longest = None;
        let start = self.whole.partition_point(|phrase| phrase.first() < word);
        for phrase in self.whole[start..].iter().take_while(|phrase| phrase.first() == word) {
            phrase.consider(tokens, index, preferred, &mut longest);
        }
        let end = self.stems.partition_point(|phrase| phrase.first() <= word);
        for phrase in self.stems[..end].iter().rev() {
            if word.starts_with(phrase.first()) {
                phrase.consider(tokens, index, preferred, &mut longest);
            } else if !shares_beginning(phrase.first(), word) {
                break;
            }
        }
        longest
    }
}

impl<S: Copy> Phrase<S> {
    fn first(&self) -> &str {
        self.words.first().map_or("", |pattern| pattern.text.as_str())
    }

    fn consider(&self, tokens: &Tokens, index: usize, preferred: Option<usize>, longest: &mut Option<Found<S>>) {
        let matches = self.words.iter().enumerate().skip(1).all(|(offset, pattern)| {
            tokens
                .word(index + offset)
                .is_some_and(|word| if pattern.prefix { word.starts_with(&pattern.text) } else { word == pattern.text })
        });
        let rank = |length: usize, language: usize| (length, Some(language) == preferred);
        let better = |found: Found<S>| rank(self.words.len(), self.language) > rank(found.length, found.language);
        if matches && longest.is_none_or(better) {
            *longest = Some(Found { sense: self.sense, length: self.words.len(), language: self.language });
        }
    }
}

/// Stems have at least two characters in common with the words they stand for.
fn shares_beginning(stem: &str, word: &str) -> bool {
    stem.chars().take(2).eq(word.chars().take(2))
}

fn patterns(phrase: &str) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for piece in phrase.split_whitespace() {
        let prefix = piece.ends_with('*');
        let tokens = Tokens::of(piece.trim_end_matches('*'));
        patterns.extend((0..tokens.len()).filter_map(|index| {
            tokens
                .word(index)
                .map(|word| Pattern { text: word.to_owned(), prefix: prefix && index + 1 == tokens.len() })
        }));
    }
    patterns
}
