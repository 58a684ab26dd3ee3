//! The words by which pages say what a date is: phrases of many languages, each with its sense.
//! Must not know how a sentence is judged.

pub(super) mod detect;
mod germanic;
pub(super) mod months;
mod other;
mod romance;
mod slavic;

use std::sync::LazyLock;

use super::token::Tokens;

/// What a phrase says about the date beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// The text was changed; says so by itself: `last updated`.
    Updated,
    /// Something was changed: `updated`. Needs a line of its own or the document as its subject.
    Revised,
    /// The text applies; says so by itself: `effective date`.
    Effective,
    /// Something applies: `effective`, `in force`.
    Applies,
    /// From a date on: `from`, `à compter du`. Needs a line with nothing else to say.
    Since,
    /// The text was published; says so by itself: `date of publication`.
    Published,
    /// Something was published: `posted`.
    Posted,
    /// What the date stamps: `version`, `Stand`, `dated`.
    Version,
    /// Looked at again, which changes nothing.
    Reviewed,
    /// The end of a period: `until`.
    Until,
    /// A bound in time that dates something else: `before`, `on or after`.
    Before,
    /// Laws, offers, companies: what a date in a policy belongs to when it is not the policy's.
    Foreign,
    /// What the policy calls itself: `privacy policy`, `terms`.
    Document,
    /// Points at the document: `this`, `our`.
    This,
    /// An earlier version.
    Previous,
    /// A list of changes.
    Changelog,
    /// What is yet to come: `upcoming`, `new terms`.
    Coming,
    /// Says nothing: `on`, `the`, the days of the week.
    Filler,
}

/// How far a sense reaches, and how much it needs beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Needs a line with nothing else to say.
    Bare,
    /// Needs a line of its own, or the document as its subject.
    Weak,
    /// Speaks for itself.
    Strong,
}

impl Sense {
    /// How strong a cue this is; `None` when it is none.
    pub fn strength(self) -> Option<Strength> {
        match self {
            Self::Updated | Self::Effective | Self::Published => Some(Strength::Strong),
            Self::Revised | Self::Applies | Self::Posted => Some(Strength::Weak),
            Self::Since | Self::Version => Some(Strength::Bare),
            _ => None,
        }
    }

    /// Whether a date can belong to it, be it a claim or not.
    pub fn is_cue(self) -> bool {
        self.strength().is_some() || matches!(self, Self::Until | Self::Before | Self::Reviewed)
    }
}

/// In which order a language writes day and month as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    /// Both orders are in use, or neither is usual.
    Open,
}

/// A language's phrases.
pub(super) struct Language {
    /// BCP 47 primary tag.
    pub tag: &'static str,
    pub order: Order,
    /// Phrases separated by semicolons; a word that ends in `*` stands for all that begin with it.
    pub phrases: &'static [(Sense, &'static str)],
    /// A few of the commonest words, to tell the language of a text.
    pub common: &'static str,
}

/// A phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub sense: Sense,
    /// How many tokens it takes.
    pub length: usize,
    /// The language's place in [`languages`].
    pub language: usize,
}

/// Every language known.
pub(super) fn languages() -> impl Iterator<Item = &'static Language> {
    [germanic::LANGUAGES, romance::LANGUAGES, slavic::LANGUAGES, other::LANGUAGES].into_iter().flatten()
}

/// The place in [`languages`] of the language with this BCP 47 tag; languages that share their cues share a place.
pub(super) fn language_of(tag: &str) -> Option<usize> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    let tag = match primary.as_str() {
        "no" | "nb" | "nn" | "is" => "da",
        "sk" => "cs",
        "uk" | "bg" | "be" | "mk" => "ru",
        "sr" | "bs" | "sl" => "hr",
        "lv" => "lt",
        "et" => "fi",
        "ms" => "id",
        "he" | "iw" | "hi" | "fa" => "ar",
        other => other,
    };
    languages().position(|language| language.tag == tag)
}

/// The longest phrase that begins at the token `index`; of two as long, the one of the `preferred` language.
pub(super) fn phrase_at(tokens: &Tokens, index: usize, preferred: Option<usize>) -> Option<Found> {
    let word = tokens.word(index)?;
    let index_of_phrases = &*PHRASES;
    let exact = equal_range(&index_of_phrases.whole, word);
    let mut longest = None;
    consider(exact, tokens, index, preferred, &mut longest);
    let stems = &index_of_phrases.stems;
    let end = stems.partition_point(|phrase| phrase.words[0].text.as_str() <= word);
    for phrase in stems[..end].iter().rev() {
        let stem = phrase.words[0].text.as_str();
        if word.starts_with(stem) {
            consider(std::slice::from_ref(phrase), tokens, index, preferred, &mut longest);
        } else if !shares_beginning(stem, word) {
            break;
        }
    }
    longest
}

fn equal_range<'p>(phrases: &'p [Phrase], word: &str) -> &'p [Phrase] {
    let start = phrases.partition_point(|phrase| phrase.words[0].text.as_str() < word);
    let count = phrases[start..].partition_point(|phrase| phrase.words[0].text == word);
    &phrases[start..start + count]
}

/// Stems have at least two characters in common with the words they stand for.
fn shares_beginning(stem: &str, word: &str) -> bool {
    stem.chars().take(2).eq(word.chars().take(2))
}

fn consider(phrases: &[Phrase], tokens: &Tokens, index: usize, preferred: Option<usize>, longest: &mut Option<Found>) {
    for phrase in phrases {
        let matches = phrase.words.iter().enumerate().skip(1).all(|(offset, pattern)| {
            tokens
                .word(index + offset)
                .is_some_and(|word| if pattern.prefix { word.starts_with(&pattern.text) } else { word == pattern.text })
        });
        let better = |found: Found| {
            let rank = |length: usize, language: usize| (length, Some(language) == preferred);
            rank(phrase.words.len(), phrase.language) > rank(found.length, found.language)
        };
        if matches && longest.is_none_or(better) {
            *longest = Some(Found { sense: phrase.sense, length: phrase.words.len(), language: phrase.language });
        }
    }
}

struct Phrase {
    words: Vec<Pattern>,
    sense: Sense,
    language: usize,
}

struct Pattern {
    text: String,
    prefix: bool,
}

struct Phrases {
    /// Phrases whose first word is whole, sorted by it.
    whole: Vec<Phrase>,
    /// Phrases whose first word is a stem, sorted by it.
    stems: Vec<Phrase>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let all = languages().enumerate().flat_map(|(language, entry)| {
        entry.phrases.iter().flat_map(move |&(sense, phrases)| {
            phrases.split(';').map(move |phrase| Phrase { words: patterns(phrase), sense, language })
        })
    });
    let (mut stems, mut whole): (Vec<_>, Vec<_>) =
        all.filter(|phrase| !phrase.words.is_empty()).partition(|phrase| phrase.words[0].prefix);
    whole.sort_by(|left, right| left.words[0].text.cmp(&right.words[0].text));
    stems.sort_by(|left, right| left.words[0].text.cmp(&right.words[0].text));
    Phrases { whole, stems }
});

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

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(line: &str) -> Option<(Sense, usize)> {
        phrase_at(&Tokens::of(line), 0, None).map(|found| (found.sense, found.length))
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(sense("updated"), Some((Sense::Revised, 1)));
        assert_eq!(sense("last updated on"), Some((Sense::Updated, 2)));
        assert_eq!(sense("effective date"), Some((Sense::Effective, 2)));
    }

    #[test]
    fn phrases_match_whatever_the_accents_and_the_spaces() {
        assert_eq!(sense("Dernière mise-à-jour"), Some((Sense::Updated, 4)));
        assert_eq!(sense("最終更新日"), Some((Sense::Updated, 5)));
    }

    #[test]
    fn a_stem_stands_for_its_forms() {
        assert_eq!(sense("aktualizacja").map(|(sense, _)| sense), Some(Sense::Revised));
        assert_eq!(sense("zaktualizowano").map(|(sense, _)| sense), Some(Sense::Revised));
    }

    #[test]
    fn a_word_without_a_sense_has_none() {
        assert_eq!(sense("banana"), None);
    }
}
