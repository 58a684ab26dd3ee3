//! Finds what a policy promises about its own changes: how long before, and by which ways, readers are told.
//! Must not know dates, or what became of a promise.

mod languages;
mod words;

use std::sync::LazyLock;

use crate::document::{Document, Sentence};

use self::words::{CHANGE_STEMS, Part, TELL_STEMS, part_at};
use super::Promise;
use super::token::Tokens;

/// The promises in document order.
pub(super) fn promises(document: &Document) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        let mut before: Option<&Sentence> = None;
        let mut changed_before = false;
        for sentence in block.sentences.iter().filter(|sentence| sentence.text.len() <= LONGEST) {
            let stems = stems_in(&sentence.text);
            if stems.tells && (stems.changes || changed_before) {
                let reading = Reading::of(&sentence.text);
                let before = || before.filter(|_| changed_before).map(|before| Reading::of(&before.text));
                if let Some(promise) = reading.promise(before) {
                    let promise = Promise { text: sentence.text.clone(), ..promise };
                    if promises.len() < MOST && !promises.contains(&promise) {
                        promises.push(promise);
                    }
                }
            }
            changed_before = stems.changes;
            before = Some(sentence);
        }
    }
    promises
}

/// A longer sentence, in bytes, is no sentence.
const LONGEST: usize = 3000;
/// A document with more promises than this is made to be a burden.
const MOST: usize = 64;

/// Which kinds of words a sentence has.
#[derive(Clone, Copy, Default)]
struct Stems {
    changes: bool,
    tells: bool,
}

/// How a word begins, and whether it then speaks of a change or else of telling.
type Stem = (&'static [u8], bool);

/// Looks at the beginnings of a sentence's words, before it is cut into tokens.
fn stems_in(text: &str) -> Stems {
    static BY_FIRST_BYTE: LazyLock<Vec<Vec<Stem>>> = LazyLock::new(|| {
        let mut table: Vec<Vec<Stem>> = vec![Vec::new(); 256];
        for (stems, changes) in [(CHANGE_STEMS, true), (TELL_STEMS, false)] {
            for stem in stems.split_whitespace().map(str::as_bytes) {
                table[usize::from(stem[0])].push((stem, changes));
            }
        }
        table
    });
    /// For each pair of bytes whether a stem begins with it: most words are done with after one look.
    static PAIRS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut pairs = vec![0; 1 << 10];
        for stem in [CHANGE_STEMS, TELL_STEMS].into_iter().flat_map(str::split_whitespace).map(str::as_bytes) {
            let seconds = stem.get(1).map_or(0..=0xff, |second| *second..=*second);
            seconds.for_each(|second| pairs[pair(stem[0], second) >> 6] |= 1 << (pair(stem[0], second) & 63));
        }
        pairs
    });
    let (table, pairs) = (&*BY_FIRST_BYTE, &*PAIRS);
    let bytes = text.as_bytes();
    let mut found = Stems::default();
    let mut inside = 0;
    // Many bytes at a time: a bit for each that belongs to a word, and from those the bits at which words begin.
    for (part, piece) in bytes.chunks(64).enumerate() {
        let letters =
            piece.iter().zip(0..).fold(0, |all, (byte, at)| all | u64::from(LETTERS[usize::from(*byte)]) << at);
        let mut begins = letters & !(letters << 1 | inside);
        inside = letters >> 63;
        while begins != 0 {
            let rest = &bytes[part * 64 + begins.trailing_zeros() as usize..];
            begins &= begins - 1;
            let pair = pair(rest[0].to_ascii_lowercase(), rest.get(1).map_or(0, |next| lower(*next)));
            if pairs[pair >> 6] >> (pair & 63) & 1 == 0 {
                continue;
            }
            for (stem, changes) in &table[usize::from(rest[0].to_ascii_lowercase())] {
                if rest.len() >= stem.len() && stem.iter().zip(rest).all(|(stem, byte)| *stem == lower(*byte)) {
                    found.changes |= changes;
                    found.tells |= !changes;
                }
            }
        }
    }
    found
}

/// Which bytes words are made of: letters and digits, and all that is not ASCII.
static LETTERS: [bool; 256] = {
    let mut letters = [true; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        letters[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    letters
};

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// Lower case of ASCII and of the second byte of the Latin capitals with accents that stems begin with.
fn lower(byte: u8) -> u8 {
    match byte {
        0x80..=0x9e => byte + 0x20,
        other => other.to_ascii_lowercase(),
    }
}

#[derive(Clone, Copy, Debug)]
struct Item {
    part: Part,
    /// Its first token.
    at: usize,
    /// The token after its last.
    end: usize,
}

/// A sentence cut into the parts a promise has.
struct Reading {
    tokens: Tokens,
    items: Vec<Item>,
}

impl Reading {
    fn of(text: &str) -> Self {
        let tokens = Tokens::of(text);
        let mut items = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let number = tokens.number(at).filter(|&(value, _)| value > 0).map(|(value, _)| (Part::Number(value), 1));
            let found = number.or_else(|| part_at(&tokens, at, None).map(|found| (found.sense, found.length)));
            let length = found.map_or(1, |(_, length)| length);
            items.extend(found.map(|(part, _)| Item { part, at, end: at + length }));
            at += length;
        }
        Self { tokens, items }
    }

    fn has(&self, part: Part) -> bool {
        self.items.iter().any(|item| item.part == part)
    }

    /// What the sentence promises; `before` is the sentence before it, which often says that the policy may change.
    fn promise(&self, before: impl FnOnce() -> Option<Reading>) -> Option<Promise> {
        let own = self.changes_document();
        let before = if own { None } else { before().filter(Self::changes_document) };
        let carried = before.is_some();
        let foreign = self.has(Part::Foreign);
        let about_change =
            own || (self.has(Part::Change) && self.has(Part::Effect) && !foreign) || (carried && !foreign);
        let notice_days = self.notice_days();
        let told = self.items.iter().enumerate().any(|(index, _)| self.commits(index));
        let delayed = notice_days.is_some() && self.has(Part::Effect) && self.has(Part::After) && self.tells_at_all();
        let asks = self.tokens.len().checked_sub(1).and_then(|last| self.tokens.mark(last)) == Some('?');
        if !about_change || !(told || delayed) || asks {
            return None;
        }
        let material_only = self.is_material() || before.as_ref().is_some_and(Self::is_material);
        Some(Promise { notice_days, channels: self.channels(), material_only, text: String::new() })
    }

    /// Whether the sentence speaks of a change of the policy itself.
    fn changes_document(&self) -> bool {
        let near = |change: &Item| {
            self.items
                .iter()
                .filter(|item| item.part == Part::Document)
                .any(|document| change.at.abs_diff(document.at) <= 10 && !self.foreign_between(change.at, document.at))
        };
        self.items.iter().filter(|item| item.part == Part::Change).take(16).any(near)
    }

    fn foreign_between(&self, one: usize, other: usize) -> bool {
        let range = one.min(other)..=one.max(other);
        self.items.iter().any(|item| item.part == Part::Foreign && range.contains(&item.at))
    }

    fn tells_at_all(&self) -> bool {
        self.items.iter().any(|item| matches!(item.part, Part::Tell | Part::TellSurely | Part::Post))
    }

    /// Whether the item is a telling that the company commits itself to.
    fn commits(&self, index: usize) -> bool {
        let item = self.items[index];
        if !matches!(item.part, Part::Tell | Part::TellSurely | Part::Post) || self.is_told_to_company(index) {
            return false;
        }
        let close = |other: &&Item| item.at - other.end.min(item.at) <= 3;
        let earlier = self.items[..index].iter().rev();
        if earlier.clone().take_while(close).any(|other| other.part == Part::Without) {
            return false;
        }
        if item.part == Part::TellSurely {
            return true;
        }
        // `by posting`, `notifying you of`: a means or a purpose.
        if self.tokens.word(item.at).is_some_and(|word| word.ends_with("ing")) {
            return false;
        }
        let mut modals = earlier.enumerate().filter(|(_, other)| matches!(other.part, Part::Will | Part::May));
        let Some((back, modal)) = modals.find(|(_, other)| item.at - other.end.min(item.at) <= 24) else {
            return false;
        };
        // `will be effective upon posting` commits to nothing but the effect.
        let of_effect = self.items[index - back..index]
            .iter()
            .any(|other| other.part == Part::Effect && other.at - modal.end.min(other.at) <= 2);
        modal.part == Part::Will && !of_effect && !self.reader_acts(index - 1 - back, item.at)
    }

    /// `notify us`
    fn is_told_to_company(&self, index: usize) -> bool {
        let item = self.items[index];
        let next =
            self.items[index + 1..].iter().take(3).any(|other| other.part == Part::Us && other.at - item.end <= 3);
        let sending_us = (item.at.saturating_sub(3)..item.at).any(|at| self.tokens.word(at) == Some("us"));
        next || sending_us
    }

    /// `you will notify`, but not `you will be notified` or `you will receive notice`.
    fn reader_acts(&self, modal: usize, tell_at: usize) -> bool {
        let modal = self.items[modal];
        let reader = self.items.iter().any(|item| item.part == Part::You && item.end == modal.at)
            && self
                .tokens
                .word(modal.at.saturating_sub(1))
                .is_some_and(|word| matches!(word, "you" | "users" | "user" | "customer" | "customers"));
        let passive = (modal.end..tell_at).filter_map(|at| self.tokens.word(at));
        reader && !passive.into_iter().any(|word| matches!(word, "be" | "receive" | "get" | "see" | "find"))
    }

    /// The days before a change takes effect, where a number is given.
    fn notice_days(&self) -> Option<u32> {
        let found = self.items.iter().enumerate().filter_map(|(index, item)| {
            let (unit, length) = match item.part {
                Part::Day => (item, 1),
                Part::Week => (item, 7),
                Part::Month => (item, 30),
                _ => return None,
            };
            let number = self.number_before(index)?;
            let days = if length == 30 { days_of_months(number) } else { number.checked_mul(length)? };
            (self.is_notice(index, unit) && days <= 400).then_some(days)
        });
        found.min()
    }

    /// The number right before a unit; `thirty (30) calendar days` has it twice.
    fn number_before(&self, unit: usize) -> Option<u32> {
        let item = self.items[unit];
        let number = self.items[..unit].last()?;
        let Part::Number(value) = number.part else { return None };
        // Between them at most a bracket and an adjective.
        (item.at - number.end <= 2).then_some(value)
    }

    fn is_notice(&self, index: usize, unit: &Item) -> bool {
        let number_at = self.items[..index].iter().rev().take_while(|item| matches!(item.part, Part::Number(_))).last();
        let number_at = number_at.map_or(unit.at, |item| item.at);
        let before = || self.items[..index].iter().rev().filter(move |item| item.at < number_at);
        let within = before().next().is_some_and(|item| item.part == Part::Within && number_at - item.end <= 1);
        if within && !before().take(2).any(|item| item.part == Part::AtLeast) {
            return false;
        }
        let after = || self.items[index + 1..].iter().take_while(move |item| item.at - unit.end <= 4);
        let ahead = after().take(2).any(|item| matches!(item.part, Part::Before | Part::Tell));
        let named = before()
            .take_while(|item| number_at - item.end.min(number_at) <= 6)
            .any(|item| matches!(item.part, Part::Tell | Part::Before));
        let at_least =
            before().take(2).any(|item| item.part == Part::AtLeast && number_at - item.end.min(number_at) <= 2);
        let delayed =
            after().take(2).any(|item| item.part == Part::After) && before().any(|item| item.part == Part::Effect);
        let rejects = after().take(2).any(|item| item.part == Part::After) && !delayed;
        !rejects && (ahead || delayed || (named && (at_least || !within)))
    }

    fn is_material(&self) -> bool {
        let verb = |at: usize| {
            let word = self.tokens.word(at.wrapping_sub(1));
            matches!(
                word,
                Some("is" | "are" | "be" | "est" | "sont" | "ist" | "sind" | "es" | "son" | "e" | "sao" | "zijn")
            )
        };
        let near = |material: &Item| {
            self.items.iter().any(|item| {
                let distance = if verb(material.at) && item.at < material.at { 14 } else { 4 };
                item.part == Part::Change && material.at.abs_diff(item.at) <= distance
            })
        };
        self.items.iter().filter(|item| item.part == Part::Material).take(8).any(near)
    }

    fn channels(&self) -> Vec<String> {
        let named = |part: Part| self.has(part);
        let published = |item: &Item| {
            item.part == Part::Post
                || (item.part == Part::TellSurely
                    && self.tokens.word(item.at).is_some_and(|word| {
                        word.starts_with("publi") || word.starts_with("pubbl") || word.starts_with("affich")
                    }))
        };
        let posting = named(Part::Website) || self.items.iter().any(published);
        let all = [
            ("email", named(Part::Email)),
            ("posting", posting),
            ("banner", named(Part::Banner)),
            ("in-app", named(Part::InApp)),
            ("account", named(Part::Account)),
        ];
        all.into_iter().filter(|(_, named)| *named).map(|(channel, _)| channel.to_owned()).collect()
    }
}

/// The fewest days that this many months can have, so that a promise is never made out to be longer than it is.
fn days_of_months(months: u32) -> u32 {
    const FEWEST: [u32; 13] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334, 365];
    usize::try_from(months).ok().and_then(|months| FEWEST.get(months)).copied().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
