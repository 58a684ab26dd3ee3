//! Where sentences end, in the languages policies are written in.
//! Must not know blocks or formats. The abbreviations are in `sentence/abbreviations.rs`.

mod abbreviations;
mod enumeration;

pub use abbreviations::is_month;

use std::ops::Range;

use memchr::memchr3;

use super::heading;

/// The byte ranges of a text's sentences, in order, without the white space between them.
///
/// An enumeration in the text (`(i) …; (ii) …; and (iii) …`) is split into its items: each of them is a clause.
pub fn split(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    let is_ascii = text.is_ascii();
    let enumeration = enumeration::breaks(text);
    let mut enumerated = enumeration.iter().copied().peekable();
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut passed = 0;
    loop {
        let at = next_end(text, passed, is_ascii);
        while let Some(place) = enumerated.next_if(|place| *place <= at && passed < text.len()) {
            let place = place.max(passed);
            push(text, &mut sentences, start..place);
            start = start.max(place);
        }
        if at == text.len() {
            break;
        }
        let end = text[at..].find(|c: char| !is_end(c) && !is_closing(c)).map_or(text.len(), |length| at + length);
        passed = end;
        if ends_sentence(text, start, at, end, language) {
            push(text, &mut sentences, start..end);
            start = end;
        }
    }
    push(text, &mut sentences, start..text.len());
    sentences
}

/// Where the next mark stands that may end a sentence, from `from` on; the text's end when there is none.
fn next_end(text: &str, from: usize, is_ascii: bool) -> usize {
    let mut from = from;
    if is_ascii {
        return memchr3(b'.', b'!', b'?', &text.as_bytes()[from..]).map_or(text.len(), |length| from + length);
    }
    // What every such mark begins with; most letters of the East do not.
    let may_be_end = |byte: u8| matches!(byte, b'.' | b'!' | b'?' | 0xD6 | 0xD8 | 0xDB | 0xE0..=0xE3 | 0xEF);
    while let Some(length) = text.as_bytes()[from..].iter().position(|byte| may_be_end(*byte)) {
        let at = from + length;
        let Some(c) = text[at..].chars().next() else { break };
        if is_end(c) {
            return at;
        }
        from = at + c.len_utf8();
    }
    text.len()
}

fn push(text: &str, sentences: &mut Vec<Range<usize>>, range: Range<usize>) {
    let Some(sentence) = text.get(range.clone()) else { return };
    let trimmed = sentence.trim_start();
    let start = range.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        sentences.push(start..end);
    }
}

fn is_end(c: char) -> bool {
    is_wide_end(c) || matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '።' | '։')
}

/// Ends that need no space after them.
fn is_wide_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '»' | '”' | '’' | '›' | '」' | '』' | '）' | '】' | '〉' | '》')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '«' | '“' | '„' | '‘' | '‚' | '‹' | '¿' | '¡' | '「' | '（' | '•' | '§' | '*')
}

/// Whether the mark at `at`, with what closes after it up to `end`, ends the sentence that began at `start`.
fn ends_sentence(text: &str, start: usize, at: usize, end: usize, language: Option<&str>) -> bool {
    let rest = &text[end..];
    let next = rest.trim_start();
    let Some(first) = next.chars().next() else { return true };
    let marks = &text[at..end];
    if marks.starts_with(is_wide_end) {
        return !next.starts_with(is_wide_end) && !inside_quote(marks, first);
    }
    if next.len() == rest.len() {
        return glued_sentence(text, at, end, first);
    }
    if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')' | ']' | '-' | '–' | '—' | '%' | '/' | '&' | '=')
    {
        return false;
    }
    if marks.starts_with(['!', '?']) && !marks.contains('.') {
        let is_name = marks == "!" && abbreviations::is_exclaimed(word_before(text, at));
        return !is_name || abbreviations::begins_sentence(first_word(next));
    }
    if marks.starts_with('…') || marks.starts_with("..") {
        return first.is_uppercase() || is_opening(first);
    }
    !marks.starts_with('.') || dot_ends(text, start, at, next, language)
}

/// Japanese puts a full stop inside a quote that its sentence goes on after: `「同意する。」を`.
fn inside_quote(marks: &str, next: char) -> bool {
    marks.ends_with(['」', '』', '）', ')', '》', '"']) && ('\u{3041}'..='\u{309F}').contains(&next)
}

/// Whether a missing space hides a new sentence, as in `services.We may`: a word, then a capital and small letters.
fn glued_sentence(text: &str, at: usize, end: usize, first: char) -> bool {
    if end != at + 1 || !first.is_uppercase() || !text[at..].starts_with('.') {
        return false;
    }
    let before = word_before(text, at);
    let after = first_word(&text[end..]);
    let whole = text[end + after.len()..].starts_with([' ', ',']);
    let plain = before.chars().count() > 2 && before.chars().all(char::is_lowercase);
    plain && whole && abbreviations::begins_sentence(after)
}

/// Whether a single dot before white space ends the sentence.
fn dot_ends(text: &str, start: usize, at: usize, next: &str, language: Option<&str>) -> bool {
    let word = word_before(text, at);
    let next_word = first_word(next);
    if is_label_at_start(text, start, at, word) {
        return false;
    }
    if word.is_empty() {
        return true;
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return !is_ordinal(word, next_word, language);
    }
    if abbreviations::is_unit_before_number(word) && next.starts_with(|c: char| c.is_ascii_digit() || c == '§') {
        return false;
    }
    if abbreviations::never_ends(word, language) {
        return false;
    }
    let letters = word.chars().count();
    if letters == 1 {
        // Spaced abbreviations, as in `z. B.` and `i. d. R.`: each letter belongs to the next.
        let goes_on =
            next_word.chars().count() == 1 && next.trim_start_matches(is_opening)[next_word.len()..].starts_with('.');
        if word.starts_with(char::is_lowercase) && goes_on {
            return false;
        }
        if let Some(whole) = spaced(text, at, word) {
            return !abbreviations::never_ends(&whole, language)
                && !next_word.starts_with(char::is_lowercase)
                && abbreviations::begins_sentence(next_word);
        }
    }
    let initial = letters == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 3);
    if initial || dotted || abbreviations::may_end(word, language) {
        return !next_word.starts_with(char::is_lowercase) && abbreviations::begins_sentence(next_word);
    }
    true
}

/// The word that ends at a dot, inner dots included: `e.g` in `(e.g.`.
fn word_before(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let begin = head
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '.')
        .last()
        .map_or(at, |(begin, _)| begin);
    head[begin..].trim_start_matches('.')
}

/// The abbreviation of single letters that ends with the letter before a dot, without its spaces: `z.B` in `z. B.`.
fn spaced(text: &str, at: usize, letter: &str) -> Option<String> {
    let head = text[..at - letter.len()].strip_suffix(['.', ' ', '\u{A0}']).unwrap_or_default();
    let head = head.trim_end().strip_suffix('.').unwrap_or(head.trim_end());
    let before = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_spaced = before.chars().count() == 1 && before.starts_with(char::is_lowercase);
    is_spaced.then(|| format!("{before}.{letter}"))
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(is_opening);
    let end = text.char_indices().take(30).find(|(_, c)| !c.is_alphanumeric()).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

/// Whether the dot belongs to a number at the sentence's beginning: `1. We collect`, `IV. Rights`, `a. Fees`.
fn is_label_at_start(text: &str, start: usize, at: usize, word: &str) -> bool {
    let opening = text[start..at - word.len().min(at)].trim_start();
    if !opening.is_empty() || word.len() > 12 {
        return false;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    (start == 0 || !initial) && heading::is_label(&format!("{word}."))
}

/// Whether a number and its dot are an ordinal, as in `am 1. Januar` or `dne 3. 5.`.
fn is_ordinal(number: &str, next_word: &str, language: Option<&str>) -> bool {
    const WITH_ORDINALS: &[&str] =
        &["de", "cs", "sk", "pl", "da", "nb", "no", "nn", "fi", "hu", "sl", "hr", "sr", "et", "lv", "is", "tr", "lb"];
    if number.len() > 2 {
        return language == Some("hu") && is_month(next_word);
    }
    let spoken = language.is_none_or(|language| WITH_ORDINALS.contains(&language));
    spoken && (is_month(next_word) || next_word.starts_with(|c: char| c.is_ascii_digit()))
        || language.is_some_and(|language| WITH_ORDINALS.contains(&language))
            && !abbreviations::begins_sentence(next_word)
}

#[cfg(test)]
mod tests;
