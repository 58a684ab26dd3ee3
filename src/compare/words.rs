//! The words of one clause, run by run: what stayed, what went, what came, in pieces a person can read.
//! Must not know where the clause stands or what the change means.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::change::{WordOp, WordRun};
use super::lis::longest_increasing;
use super::tokens::{Token, tokens};
use super::wholes::Wholes;

mod slide;

/// Above this many cells a clause is shown as replaced whole: work is bounded by counts, never by time.
const MOST_CELLS: usize = 4_000_000;
/// The same for what lies between two landmarks of a longer clause.
const MOST_CELLS_BETWEEN: usize = 250_000;
/// How many words make a landmark.
const STRETCH: usize = 8;
/// Below this share of kept words, in hundredths, a clause is shown as replaced whole.
const LEAST_KEPT: usize = 20;

/// A stretch of tokens with one fate: how many of the old and of the new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Same(usize),
    Edit { old: usize, new: usize },
}

/// The runs that lead from one text to the other, and whether the texts were too long to be compared word by word
/// throughout.
///
/// Equal and deleted runs together are the old text, equal and inserted ones the new. `is_small` tells which words say
/// so little that standing alone between two edits they only disturb the reader; `is_telling` which ones must never
/// drown in a longer run.
pub(super) fn read(
    old: &str,
    new: &str,
    is_small: &dyn Fn(&str) -> bool,
    is_telling: &dyn Fn(&str) -> bool,
) -> (Vec<WordRun>, bool) {
    if old == new {
        return (vec![WordRun { op: WordOp::Equal, text: old.to_owned() }], false);
    }
    let (old, new) = (tokens(old), tokens(new));
    // One direction is computed and the other mirrored, so that both tell the same story.
    let turned = old.iter().map(|token| token.text).gt(new.iter().map(|token| token.text));
    let (found, coarse) = if turned { spans(&new, &old) } else { spans(&old, &new) };
    let spans = if turned { found.into_iter().map(Span::turned).collect() } else { found };
    let spans = slide::slid(spans, &old, &new);
    let spans = absorb(&spans, &old, &new, is_small, is_telling);
    let spans = uncut(&spans, &old, &new);
    (written(&spans, &old, &new), coarse)
}

/// The runs alone.
#[cfg(test)]
pub(super) fn runs(
    old: &str,
    new: &str,
    is_small: &dyn Fn(&str) -> bool,
    is_telling: &dyn Fn(&str) -> bool,
) -> Vec<WordRun> {
    read(old, new, is_small, is_telling).0
}

/// A clause that stands on one side only, as one run.
pub(super) fn whole(op: WordOp, text: &str) -> Vec<WordRun> {
    vec![WordRun { op, text: text.to_owned() }]
}

impl Span {
    fn turned(self) -> Self {
        match self {
            Self::Same(count) => Self::Same(count),
            Self::Edit { old, new } => Self::Edit { old: new, new: old },
        }
    }
}

fn spans(old: &[Token], new: &[Token]) -> (Vec<Span>, bool) {
    let before = old.iter().zip(new).take_while(|(a, b)| a.text == b.text).count();
    let (rest_old, rest_new) = (&old[before..], &new[before..]);
    let after = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(a, b)| a.text == b.text).count();
    let (middle_old, middle_new) = (&rest_old[..rest_old.len() - after], &rest_new[..rest_new.len() - after]);
    let mut spans = vec![Span::Same(before)];
    let a: Vec<&str> = middle_old.iter().map(|token| token.text).collect();
    let b: Vec<&str> = middle_new.iter().map(|token| token.text).collect();
    let mut coarse = false;
    if a.len() * b.len() <= MOST_CELLS {
        word_by_word(&a, &b, &mut spans);
    } else {
        coarse = between_landmarks(&a, &b, &mut spans);
    }
    spans.push(Span::Same(after));
    (joined(spans), coarse)
}

fn word_by_word<T: Eq + std::hash::Hash + Ord>(old: &[T], new: &[T], spans: &mut Vec<Span>) {
    if old.is_empty() || new.is_empty() {
        spans.push(Span::Edit { old: old.len(), new: new.len() });
        return;
    }
    spans.extend(capture_diff_slices(Algorithm::Myers, old, new).into_iter().map(|op| match op {
        DiffOp::Equal { len, .. } => Span::Same(len),
        DiffOp::Delete { old_len, .. } => Span::Edit { old: old_len, new: 0 },
        DiffOp::Insert { new_len, .. } => Span::Edit { old: 0, new: new_len },
        DiffOp::Replace { old_len, new_len, .. } => Span::Edit { old: old_len, new: new_len },
    }));
}

/// Texts too long to be compared word by word at once: stretches of words that stand once on either side, in the same
/// order, hold the texts together; what lies between two of them is compared by itself, or left whole where even that is
/// too long. Tells whether it was.
fn between_landmarks(old: &[&str], new: &[&str], spans: &mut Vec<Span>) -> bool {
    let mut coarse = false;
    let mut between = |old: &[&str], new: &[&str], spans: &mut Vec<Span>| {
        if old.len() * new.len() <= MOST_CELLS_BETWEEN {
            word_by_word(old, new, spans);
        } else {
            coarse = true;
            spans.push(Span::Edit { old: old.len(), new: new.len() });
        }
    };
    let (mut at_old, mut at_new) = (0, 0);
    for (a, b) in landmarks(old, new) {
        if a < at_old || b < at_new {
            continue;
        }
        let same = old[a..].iter().zip(&new[b..]).take_while(|(a, b)| a == b).count();
        between(&old[at_old..a], &new[at_new..b], spans);
        spans.push(Span::Same(same));
        (at_old, at_new) = (a + same, b + same);
    }
    between(&old[at_old..], &new[at_new..], spans);
    coarse
}

/// Where stretches begin that stand once in either text, in the order of both.
fn landmarks(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut words: Vec<&str> = old.iter().chain(new).copied().collect();
    words.sort_unstable();
    words.dedup();
    let (old, new) = (unique_stretches(old, &words), unique_stretches(new, &words));
    let mut both = Vec::new();
    let mut at = 0;
    for (stretch, place) in old {
        while new.get(at).is_some_and(|(other, _)| *other < stretch) {
            at += 1;
        }
        if let Some((_, other)) = new.get(at).filter(|(other, _)| *other == stretch) {
            both.push((place, *other));
        }
    }
    both.sort_unstable();
    let places: Vec<usize> = both.iter().map(|(_, new)| *new).collect();
    longest_increasing(&places).into_iter().map(|at| both[at]).collect()
}

/// The stretches that stand once in a text, each by a number made of its words' places in `known`, sorted.
///
/// Two stretches may share a number: they are then no landmark, or one at which nothing turns out to be the same.
fn unique_stretches(text: &[&str], known: &[&str]) -> Vec<(u64, usize)> {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let numbers: Vec<u64> = text.iter().map(|word| known.binary_search(word).unwrap_or_default() as u64).collect();
    let number =
        |stretch: &[u64]| stretch.iter().fold(1_u64, |all, word| (all ^ word).wrapping_mul(FACTOR).rotate_left(23));
    let mut all: Vec<(u64, usize)> =
        numbers.windows(STRETCH).enumerate().map(|(at, stretch)| (number(stretch), at)).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|same| same[0]).collect()
}

/// Neighbouring spans of one kind as one, empty ones gone.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match (all.last_mut(), span) {
            (_, Span::Same(0) | Span::Edit { old: 0, new: 0 }) => {}
            (Some(Span::Same(count)), Span::Same(more)) => *count += more,
            (Some(Span::Edit { old, new }), Span::Edit { old: more_old, new: more_new }) => {
                *old += more_old;
                *new += more_new;
            }
            _ => all.push(span),
        }
    }
    all
}

/// Takes small equal words between two edits into the edit, unless a telling word beside them would drown.
fn absorb(
    spans: &[Span],
    old: &[Token],
    new: &[Token],
    is_small: &dyn Fn(&str) -> bool,
    is_telling: &dyn Fn(&str) -> bool,
) -> Vec<Span> {
    let kept: usize = spans.iter().map(|span| if let Span::Same(count) = span { *count } else { 0 }).sum();
    if kept * 100 < LEAST_KEPT * old.len().max(new.len()) {
        return vec![Span::Edit { old: old.len(), new: new.len() }];
    }
    let (mut at_old, mut at_new) = (0, 0);
    let mut tells = Vec::with_capacity(spans.len());
    for span in spans {
        let (count_old, count_new) = span.counts();
        let words = old[at_old..at_old + count_old].iter().chain(&new[at_new..at_new + count_new]);
        tells.push(words.clone().count() <= 4 && words.clone().any(|token| is_telling(token.text)));
        at_old += count_old;
        at_new += count_new;
    }
    let (mut at_old, last) = (0, spans.len().saturating_sub(1));
    let mut all = Vec::with_capacity(spans.len());
    for (at, span) in spans.iter().enumerate() {
        let count_old = span.counts().0;
        let between = at > 0 && at < last && matches!(span, Span::Same(1..=2));
        let small = old[at_old..at_old + count_old].iter().all(|token| token.is_punctuation() || is_small(token.text));
        at_old += count_old;
        if between && small && !tells[at - 1] && !tells[at + 1] {
            all.push(Span::Edit { old: count_old, new: count_old });
        } else {
            all.push(*span);
        }
    }
    joined(all)
}

/// Gives an edit all of a date, an amount or a reference that it would cut.
fn uncut(spans: &[Span], old: &[Token], new: &[Token]) -> Vec<Span> {
    let (mut wholes_old, mut wholes_new) = (Wholes::of(old), Wholes::of(new));
    let mut cuts = |at_old: usize, at_new: usize| wholes_old.hold(at_old) || wholes_new.hold(at_new);
    let (mut at_old, mut at_new) = (0, 0);
    let mut all = Vec::with_capacity(spans.len());
    for span in spans {
        let (count_old, count_new) = span.counts();
        if let Span::Same(count) = *span {
            let before = (0..count).take_while(|at| cuts(at_old + at, at_new + at)).count();
            let kept = (before + 1..=count).rev().find(|at| !cuts(at_old + at, at_new + at)).unwrap_or(before);
            all.push(Span::Edit { old: before, new: before });
            all.push(Span::Same(kept - before));
            all.push(Span::Edit { old: count - kept, new: count - kept });
        } else {
            all.push(*span);
        }
        at_old += count_old;
        at_new += count_new;
    }
    joined(all)
}

impl Span {
    fn counts(self) -> (usize, usize) {
        match self {
            Self::Same(count) => (count, count),
            Self::Edit { old, new } => (old, new),
        }
    }
}

fn written(spans: &[Span], old: &[Token], new: &[Token]) -> Vec<WordRun> {
    let mut runs = Runs::default();
    let (mut at_old, mut at_new) = (0, 0);
    for span in spans {
        let (count_old, count_new) = span.counts();
        let (gone, come) = (&old[at_old..at_old + count_old], &new[at_new..at_new + count_new]);
        match span {
            Span::Same(_) => gone.iter().zip(come).for_each(|(a, b)| runs.same(*a, *b)),
            Span::Edit { .. } => runs.edit(gone, come),
        }
        at_old += count_old;
        at_new += count_new;
    }
    runs.all
}

#[derive(Default)]
struct Runs {
    all: Vec<WordRun>,
}

impl Runs {
    fn push(&mut self, op: WordOp, spaced: bool, text: &str) {
        if !matches!(self.all.last(), Some(last) if last.op == op) {
            self.all.push(WordRun { op, text: String::new() });
        }
        if let Some(last) = self.all.last_mut() {
            if spaced {
                last.text.push(' ');
            }
            last.text.push_str(text);
        }
    }

    fn same(&mut self, old: Token, new: Token) {
        match (old.spaced, new.spaced) {
            (true, false) => self.push(WordOp::Delete, true, ""),
            (false, true) => self.push(WordOp::Insert, true, ""),
            _ => return self.push(WordOp::Equal, old.spaced, old.text),
        }
        self.push(WordOp::Equal, false, old.text);
    }

    fn edit(&mut self, old: &[Token], new: &[Token]) {
        // The space before the edit belongs to what stands before it, where both sides have one.
        let both = matches!((old.first(), new.first()), (Some(a), Some(b)) if a.spaced && b.spaced);
        if both {
            self.push(WordOp::Equal, true, "");
        }
        for (op, tokens) in [(WordOp::Delete, old), (WordOp::Insert, new)] {
            for (at, token) in tokens.iter().enumerate() {
                self.push(op, token.spaced && !(both && at == 0), token.text);
            }
        }
    }
}

#[cfg(test)]
mod tests;
