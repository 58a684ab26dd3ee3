//! Words whose dot does not end a sentence, and words that tell that it does.
//! Must not know how sentences are split.

use std::sync::LazyLock;

use super::super::lexicon::{Lexicon, listed};

const FILE: &str = include_str!("abbreviations.txt");

/// The lists that a word can stand in, each with its mark.
const IN_NEVER: u32 = 1;
const IN_MAY_END: u32 = 2;
const IN_BEFORE_NUMBER: u32 = 4;
const IN_BEGINNINGS: u32 = 8;
const IN_MONTHS: u32 = 16;
const IN_EXCLAIMED: u32 = 32;

static WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    let words = listed(FILE).flat_map(|(list, line)| line.split(" / ").map(move |word| (word, mark(list))));
    Lexicon::marked(words)
});

/// The mark of a list in the file; 0 for one that nobody asks.
fn mark(list: &str) -> u32 {
    match list {
        "never ends" => IN_NEVER,
        "may end" => IN_MAY_END,
        "before a number" => IN_BEFORE_NUMBER,
        "begins" => IN_BEGINNINGS,
        "month" => IN_MONTHS,
        "exclaimed" => IN_EXCLAIMED,
        _ => 0,
    }
}

fn is_in(word: &str, list: u32) -> bool {
    WORDS.marks(word) & list != 0
}

/// Whether a word's dot never ends a sentence.
pub fn never_ends(word: &str, language: Option<&str>) -> bool {
    if !is_in(word, IN_NEVER) {
        return false;
    }
    // Short words of one language are whole words of another, so these count only where they are abbreviations.
    let elsewhere = match word.to_lowercase().as_str() {
        "es" | "ss" | "sig" | "cd" => !matches!(language, Some("it") | None),
        "pl" | "ww" | "np" | "zw" | "zm" | "ul" | "dz" => {
            language.is_some_and(|language| language != "pl" && language != "sk")
        }
        "nl" | "mw" | "bv" => language != Some("nl"),
        "fr" | "hr" | "hs" | "gem" | "str" | "mind" | "sog" => language != Some("de"),
        _ => false,
    };
    !elsewhere
}

/// Whether a word's dot ends a sentence only if what follows begins one.
pub fn may_end(word: &str, language: Option<&str>) -> bool {
    let english = language.is_none_or(|language| language == "en");
    let only_english = |word: &str| matches!(word, "mar" | "dec" | "sep" | "mil" | "dni" | "min");
    is_in(word, IN_MAY_END) && (english || !only_english(&word.to_lowercase()))
}

/// Whether a word with a dot is followed by its number: `No. 5`.
pub fn is_unit_before_number(word: &str) -> bool {
    is_in(word, IN_BEFORE_NUMBER)
}

/// Whether the mark after a word belongs to a name.
pub fn is_exclaimed(word: &str) -> bool {
    is_in(word, IN_EXCLAIMED)
}

/// Whether a word is likely the first of a sentence.
pub fn begins_sentence(word: &str) -> bool {
    is_in(word, IN_BEGINNINGS)
}

/// Whether a word is a month's name, or a usual short form of it.
pub fn is_month(word: &str) -> bool {
    is_in(word, IN_MONTHS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_file_is_asked() {
        assert!(listed(FILE).all(|(list, _)| mark(list) != 0));
        assert!(listed(FILE).all(|(_, line)| line.split(" / ").all(|word| word.trim() == word && !word.is_empty())));
        for (word, list) in [("e.g", IN_NEVER), ("inc", IN_MAY_END), ("art", IN_BEFORE_NUMBER), ("wir", IN_BEGINNINGS)]
        {
            assert!(is_in(word, list), "{word}");
        }
    }
}
