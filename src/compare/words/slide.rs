//! Where an edit that could as well begin some words earlier or later begins: at a sentence, else at a comma.
//! Must not know how edits are found.

use super::super::tokens::Token;
use super::{Span, joined};

/// Moves words that only came, or only went, to the edges of sentences, where what stands around them allows it: of
/// "We share." that became "We use it. We share." a person sees that "We use it." came, not "use it. We".
pub(super) fn slid(spans: Vec<Span>, old: &[Token], new: &[Token]) -> Vec<Span> {
    let mut slid = spans;
    let (mut at_old, mut at_new) = (0, 0);
    for at in 0..slid.len() {
        let (text, start, length) = match slid[at] {
            Span::Edit { old: 0, new: length } => (new, at_new, length),
            Span::Edit { old: length, new: 0 } => (old, at_old, length),
            _ => (new, at_new, 0),
        };
        if length > 0 {
            let room = room(&slid, at);
            let by = best(text, start, length, room);
            shift(&mut slid, at, by);
            // What stands before this edit was counted already, and grew or shrank by as much.
            at_old = at_old.saturating_add_signed(by);
            at_new = at_new.saturating_add_signed(by);
        }
        let (count_old, count_new) = slid[at].counts();
        at_old += count_old;
        at_new += count_new;
    }
    joined(slid)
}

/// How many kept words stand before and after an edit; none where it has them on one side only.
fn room(spans: &[Span], at: usize) -> (usize, usize) {
    match (at.checked_sub(1).and_then(|before| spans.get(before)), spans.get(at + 1)) {
        (Some(Span::Same(before)), Some(Span::Same(after))) => (*before, *after),
        _ => (0, 0),
    }
}

/// By how many words the edit at `start` is best moved, backward where negative, within the kept words around it.
fn best(text: &[Token], start: usize, length: usize, room: (usize, usize)) -> isize {
    let backward = (0..room.0).take_while(|by| text[start - by - 1].text == text[start + length - by - 1].text).count();
    let forward = (0..room.1)
        .take_while(|by| text.get(start + length + by).is_some_and(|next| next.text == text[start + by].text))
        .count();
    let first = start - backward;
    let chosen = (first..=start + forward).max_by_key(|at| (fit(text, *at, length), *at == start, usize::MAX - *at));
    let chosen = chosen.unwrap_or(start);
    chosen.cast_signed() - start.cast_signed()
}

/// How well an edit reads that begins at a place: it is a sentence, or a part between commas.
fn fit(text: &[Token], start: usize, length: usize) -> u8 {
    let mark = |at: Option<usize>| at.and_then(|at| text.get(at)).map(|token| token.text);
    let (before, last) = (mark(start.checked_sub(1)), mark(Some(start + length - 1)));
    let ends = |mark: Option<&str>| mark.is_some_and(|mark| matches!(mark, "." | "!" | "?" | ";" | "。"));
    let pauses = |mark: Option<&str>| mark.is_some_and(|mark| matches!(mark, "," | ":"));
    match () {
        () if (before.is_none() || ends(before)) && ends(last) => 3,
        () if start + length == text.len() && ends(before) => 3,
        () if pauses(before) && pauses(last) => 2,
        () if before.is_none() || ends(before) => 1,
        () => 0,
    }
}

/// Gives the kept words that an edit is moved over to its other side.
fn shift(spans: &mut [Span], at: usize, by: isize) {
    let mut give = |at: usize, by: isize| {
        if let Some(Span::Same(count)) = spans.get_mut(at) {
            *count = count.saturating_add_signed(by);
        }
    };
    if by != 0 {
        give(at - 1, by);
        give(at + 1, -by);
    }
}
