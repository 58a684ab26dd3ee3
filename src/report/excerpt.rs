//! The words of a change as they are listed: edits whole, long unchanged runs around them cut down.
//! Must not know how the words are marked.

use std::borrow::Cow;

use crate::compare::{WordOp, WordRun};

/// How many words of an unchanged run are kept next to an edit.
const WORDS_AROUND: usize = 14;

/// A run of words as it is to be shown.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub(super) op: WordOp,
    pub(super) text: Cow<'a, str>,
}

/// Every run in full.
pub(super) fn whole(words: &[WordRun]) -> Vec<Shown<'_>> {
    spaced(words.iter().map(|run| Shown { op: run.op, text: Cow::Borrowed(&run.text) }))
}

/// Whether no word differs: only what a link leads to, or where the clause stands.
pub(super) fn same_words(words: &[WordRun]) -> bool {
    words.iter().all(|run| run.op == WordOp::Equal)
}

/// Every edit in full with its surroundings; `…` stands where words were left out.
pub(super) fn around_edits(words: &[WordRun]) -> Vec<Shown<'_>> {
    let last = words.len().saturating_sub(1);
    spaced(words.iter().enumerate().map(|(index, run)| {
        let text = match (run.op, index == 0, index == last) {
            (WordOp::Equal, true, true) | (WordOp::Insert | WordOp::Delete, _, _) => Cow::Borrowed(run.text.as_str()),
            (WordOp::Equal, first, last) => cut(&run.text, first, last),
        };
        Shown { op: run.op, text }
    }))
}

/// The runs with a space between two edits that would run into each other: `may` replaced by `will`.
fn spaced<'a>(runs: impl Iterator<Item = Shown<'a>>) -> Vec<Shown<'a>> {
    let mut spaced: Vec<Shown<'a>> = Vec::new();
    for run in runs {
        let abuts = spaced.last().is_some_and(|last| {
            last.op != WordOp::Equal && run.op != WordOp::Equal && !last.text.ends_with(char::is_whitespace)
        });
        if abuts && !run.text.starts_with(char::is_whitespace) {
            spaced.push(Shown { op: WordOp::Equal, text: Cow::Borrowed(" ") });
        }
        spaced.push(run);
    }
    spaced
}

/// An unchanged run without its middle if that is long; before the first edit only its end, after the last only its
/// beginning.
fn cut(text: &str, first: bool, last: bool) -> Cow<'_, str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept = if first || last { WORDS_AROUND } else { 2 * WORDS_AROUND };
    if words.len() <= kept + 4 {
        return Cow::Borrowed(text);
    }
    let head = words[..WORDS_AROUND].join(" ");
    let tail = words[words.len() - WORDS_AROUND..].join(" ");
    let start = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let end = if text.ends_with(char::is_whitespace) { " " } else { "" };
    Cow::Owned(match (first, last) {
        (true, _) => format!("\u{2026} {tail}{end}"),
        (_, true) => format!("{start}{head} \u{2026}"),
        _ => format!("{start}{head} \u{2026} {tail}{end}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(op: WordOp, text: &str) -> WordRun {
        WordRun { op, text: text.to_owned() }
    }

    fn text(shown: &[Shown<'_>]) -> String {
        shown.iter().map(|run| run.text.as_ref()).collect()
    }

    #[test]
    fn an_edit_in_a_long_clause_keeps_its_surroundings_only() {
        let long = "word ".repeat(200);
        let words = [run(WordOp::Equal, &long), run(WordOp::Insert, "only "), run(WordOp::Equal, &long)];
        let shown = text(&around_edits(&words));
        assert!(shown.contains("word only word") && shown.matches("word").count() < 40, "{shown}");
        assert_eq!(text(&whole(&words)).matches("word").count(), 400);
    }

    #[test]
    fn a_word_replaced_by_another_does_not_run_into_it() {
        let words = [run(WordOp::Delete, "may"), run(WordOp::Insert, "will"), run(WordOp::Equal, " share")];
        assert_eq!(text(&whole(&words)), "may will share");
    }
}
