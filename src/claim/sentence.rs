//! A sentence as a row of dates, cues, marks and words.
//! Must not know what makes a date a claim.

use super::date::Mention;
use super::token::Tokens;
use super::words::{Sense, phrase_at};

/// A sentence as a run of tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'t> {
    pub tokens: &'t Tokens,
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
}

/// A sentence is looked at no further than this from its dates.
pub(super) const REACH: usize = 48;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A date, by its place among the sentence's.
    Date(usize),
    /// A phrase and the language it is in.
    Phrase(Sense, usize),
    Mark(char),
    Number,
    /// A word without a sense.
    Other,
}

/// A part of a sentence with the tokens it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub part: Part,
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
}

/// The sentence cut into items.
pub(super) fn items(sentence: Sentence<'_>, dates: &[Mention], language: Option<usize>) -> Vec<Item> {
    let tokens = sentence.tokens;
    let mut items = Vec::with_capacity(sentence.to - sentence.from);
    let mut dates = dates.iter().enumerate().peekable();
    let mut at = sentence.from;
    while at < sentence.to {
        while dates.next_if(|(_, date)| date.last < at).is_some() {}
        let (part, length) = if let Some((index, date)) = dates.peek().filter(|(_, date)| date.first <= at) {
            (Part::Date(*index), date.last + 1 - at)
        } else if let Some(found) = phrase_at(tokens, at, language) {
            (Part::Phrase(found.sense, found.language), found.length)
        } else if tokens.word(at).is_some_and(is_version) {
            (Part::Phrase(Sense::Version, language.unwrap_or(0)), 1)
        } else if let Some(mark) = tokens.mark(at) {
            (Part::Mark(mark), 1)
        } else if tokens.number(at).is_some() {
            (Part::Number, 1)
        } else {
            (Part::Other, 1)
        };
        items.push(Item { part, from: at, to: at + length });
        at += length;
    }
    items
}

/// `v2`
fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Item {
    /// Whether it says nothing of its own.
    pub fn is_quiet(self) -> bool {
        matches!(self.part, Part::Date(_) | Part::Mark(_) | Part::Phrase(Sense::Filler, _))
    }

    /// Whether it is a date.
    pub fn is_date(self) -> bool {
        matches!(self.part, Part::Date(_))
    }

    /// Whether it names what a date in a policy belongs to when it is not the policy's.
    pub fn is_foreign(self) -> bool {
        matches!(self.part, Part::Phrase(Sense::Foreign, _) | Part::Mark('©'))
    }
}

/// What stands around a date in its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// Words of no known sense before the date, and behind it.
    pub before: usize,
    pub after: usize,
    /// How often the document is named before the date.
    pub documents: usize,
    /// Whether a document or something else was named last before the date.
    pub subject: Option<Sense>,
    /// The cue opens the sentence.
    pub opens: bool,
}

impl Surroundings {
    /// Looks around the date at `position`, back to the date before it and forth to the next one or a bracket.
    pub fn of(items: &[Item], position: usize, cue: usize) -> Self {
        let mut found = Self::default();
        let start = after_last_date(items, position);
        for (at, item) in items.iter().enumerate().take(position).skip(start) {
            match item.part {
                Part::Other => found.before += 1,
                _ if item.is_foreign() => {
                    found.before += 1;
                    found.subject = Some(Sense::Foreign);
                }
                Part::Phrase(Sense::Document, _) => {
                    found.documents += 1;
                    found.subject = Some(Sense::Document);
                }
                _ if at == cue => found.opens = found.before == 0 && start == 0,
                _ => {}
            }
        }
        for item in &items[position + 1..] {
            match item.part {
                Part::Date(_) | Part::Mark('|' | ';' | '(' | '。') => break,
                Part::Other | Part::Phrase(Sense::Foreign, _) => found.after += 1,
                _ => {}
            }
        }
        found
    }
}

/// The first item after the last date before `position`.
pub(super) fn after_last_date(items: &[Item], position: usize) -> usize {
    items[..position].iter().rposition(|item| item.is_date()).map_or(0, |at| at + 1)
}
