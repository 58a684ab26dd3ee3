//! The words by which pages say what a date is: phrases of many languages, each with its sense.
//! Must not know how a sentence is judged.

pub(super) mod detect;
mod germanic;
pub(super) mod months;
mod other;
pub(super) mod phrases;
mod romance;
mod slavic;

use std::sync::LazyLock;

use super::token::Tokens;
use phrases::{Found, Phrases};

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
    /// What is yet to come: `upcoming`, `these changes`.
    Coming,
    /// What is yet to come if it stands in the future: `new terms`.
    Fresh,
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
pub(super) fn phrase_at(tokens: &Tokens, index: usize, preferred: Option<usize>) -> Option<Found<Sense>> {
    static PHRASES: LazyLock<Phrases<Sense>> =
        LazyLock::new(|| Phrases::of(languages().map(|language| language.phrases)));
    PHRASES.at(tokens, index, preferred)
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
