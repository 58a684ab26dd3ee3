//! What no golden file shows: shortening and marks. Must not know page text from anywhere else.

use super::change::Listing;
use super::*;
use crate::claim::Claims;
use crate::compare::{
    Change, ClauseAt, Comparison, Counts, Direction, Nature, Op, Summary, Topic, Verdict, WordOp, WordRun,
};
use crate::document::Document;
use crate::report::{Difference, Side};

const PLAIN: Style = Style { width: 100, colour: Colour::Plain };

fn diff_of(words: Vec<WordRun>, listing: Listing) -> String {
    let clause = ClauseAt { path: Vec::new(), text: String::new(), section: 0, block: 0, sentence: 0 };
    let change = Change {
        op: Op::Modified,
        old: Some(clause.clone()),
        new: Some(clause),
        words,
        nature: Nature::Quantity,
        topics: vec![Topic::Retention],
        severity: 2,
        direction: Direction::Unclear,
        rule: String::new(),
        cues: Vec::new(),
    };
    let summary =
        Summary { verdict: Verdict::Substantive, severity: 2, headline: String::new(), counts: Counts::default() };
    let comparison = Comparison { changes: vec![change], sections: Vec::new(), summary };
    let (document, claims) = (Document::default(), Claims::default());
    let side = |label: &str| Side {
        label: label.to_owned(),
        document: &document,
        claims: &claims,
        first_seen: None,
        last_seen: None,
    };
    let difference = Difference { old: &side("a"), new: &side("b"), comparison: &comparison, findings: &[] };
    diff(&difference, listing, PLAIN)
}

fn run(op: WordOp, text: &str) -> WordRun {
    WordRun { op, text: text.to_owned() }
}

#[test]
fn one_word_in_a_paragraph_of_four_hundred_is_shown_with_its_surroundings() {
    let long = "word ".repeat(200);
    let words = vec![run(WordOp::Equal, &long), run(WordOp::Insert, "only "), run(WordOp::Equal, &long)];
    let shown = diff_of(words.clone(), Listing::Telling);
    assert!(shown.contains("word {+only+} word") && shown.matches("word").count() < 40, "{shown}");
    let whole = diff_of(words, Listing::Everything);
    assert_eq!(whole.matches("word").count(), 400, "{whole}");
}

#[test]
fn a_word_replaced_by_another_does_not_run_into_it() {
    let words = vec![run(WordOp::Delete, "may"), run(WordOp::Insert, "will"), run(WordOp::Equal, " share")];
    assert!(diff_of(words, Listing::Telling).contains("[-may-] {+will+} share"));
}
