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
    /// The keys of the first words of `whole`, in order.
    keys: Vec<u64>,
    /// Phrases whose first word is whole, sorted by its key.
    whole: Vec<Phrase<S>>,
    /// Phrases whose first word is a stem, by the first byte of the stem.
    stems: Vec<Vec<Phrase<S>>>,
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
        let (stemmed, mut whole): (Vec<_>, Vec<_>) =
            all.filter(|phrase| !phrase.words.is_empty()).partition(|phrase| phrase.words[0].prefix);
        whole.sort_by_key(|phrase| key(phrase.first()));
        let mut stems: Vec<Vec<Phrase<S>>> = (0..256).map(|_| Vec::new()).collect();
        for phrase in stemmed {
            if let Some(&byte) = phrase.first().as_bytes().first() {
                stems[usize::from(byte)].push(phrase);
            }
        }
        Self { keys: whole.iter().map(|phrase| key(phrase.first())).collect(), whole, stems }
    }

    /// The longest phrase that begins at the token `index`; of two as long, the one of the `preferred` language, else the
    /// one listed first.
    pub fn at(&self, tokens: &Tokens, index: usize, preferred: Option<usize>) -> Option<Found<S>> {
        let word = tokens.word(index)?;
        let mut longest = None;
        let sought = key(word);
        let start = self.keys.partition_point(|&key| key < sought);
        let count = self.keys[start..].iter().take_while(|&&key| key == sought).count();
        for phrase in self.whole[start..start + count].iter().filter(|phrase| phrase.first() == word) {
            phrase.consider(tokens, index, preferred, &mut longest);
        }
        let stems = word.as_bytes().first().and_then(|&byte| self.stems.get(usize::from(byte)));
        for phrase in stems.into_iter().flatten().filter(|phrase| word.starts_with(phrase.first())) {
            phrase.consider(tokens, index, preferred, &mut longest);
        }
        longest
    }
}

/// A word's first eight bytes as a number: words in the order of their keys are looked up without following pointers.
pub(in crate::claim) fn key(word: &str) -> u64 {
    let mut bytes = [0; 8];
    for (place, byte) in bytes.iter_mut().zip(word.as_bytes()) {
        *place = *byte;
    }
    u64::from_be_bytes(bytes)
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
