//! Guards over all changes of a comparison: another edition of the page, a page that only links elsewhere, a feed.
//! What looks like hundreds of changes there is none of the policy. Must not know lexicon rules by their conditions.

use super::super::change::{Change, Direction, Nature, Op, Topic, WordOp};
use super::super::tokens::{american, tokens};

/// From this many clauses on, spellings that all changed to one side of the Atlantic tell another edition.
const EDITION: usize = 3;
/// From this many on, everything that differs is the other edition's.
const WHOLE_EDITION: usize = 5;
/// A page with this many changes of furniture, and hardly any other, shows a feed.
const FEED: usize = 10;

/// The rule for dates that are written in the way of another country.
const RESTYLED: &str = "date-restyled";
/// In a feed, clauses of at most so many words are entries of it.
const ENTRY: usize = 8;

/// Puts changes in their place that only a look at all of them can judge.
pub(super) fn review(changes: &mut [Change], is_hub: bool) {
    if is_hub {
        for change in changes {
            quiet(change, Nature::NoisePage, "page-replaced");
        }
        return;
    }
    let switched = switched_spellings(changes);
    if switched >= EDITION {
        let whole = switched >= WHOLE_EDITION;
        let editions =
            changes.iter_mut().filter(|change| whole || matches!(change.nature, Nature::Cosmetic | Nature::Editorial));
        editions.for_each(|change| quiet(change, Nature::NoiseVariant, "edition"));
    }
    weigh_passages(changes);
    let furniture = changes.iter().filter(|change| change.nature == Nature::NoisePage).count();
    if furniture >= FEED && furniture * 5 >= changes.len() * 3 {
        let weak = changes
            .iter_mut()
            .filter(|change| change.severity == 1 && change.cues.is_empty() || says_little(change) || is_entry(change));
        weak.for_each(|change| quiet(change, Nature::NoisePage, "feed"));
    }
}

fn says_little(change: &Change) -> bool {
    change.severity == 1
        && matches!(change.nature, Nature::PracticeAdd | Nature::PracticeDel)
        && change.direction == Direction::Neutral
}

fn is_entry(change: &Change) -> bool {
    let clauses = change.old.iter().chain(&change.new);
    clauses.clone().all(|clause| clause.text.split_whitespace().count() <= ENTRY) && change.severity < 3
}

/// What came or went together is one passage: of its clauses about one thing the gravest carries the weight, the others
/// only add to it. What is grave in itself stays so.
fn weigh_passages(changes: &mut [Change]) {
    let mut start = 0;
    while start < changes.len() {
        let length = changes[start..].iter().take_while(|change| path(change) == path(&changes[start])).count();
        weigh(&mut changes[start..start + length]);
        start += length;
    }
}

/// The headings above a change.
fn path(change: &Change) -> Option<&[String]> {
    change.new.as_ref().or(change.old.as_ref()).map(|clause| clause.path.as_slice())
}

fn weigh(passage: &mut [Change]) {
    let mut said: Vec<(Topic, Nature)> = Vec::new();
    let mut order: Vec<usize> = (0..passage.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(passage[*at].severity));
    for at in order {
        let change = &mut passage[at];
        let Some(topic) = change.topics.first().copied().filter(|_| change.severity >= 2) else { continue };
        if change.severity == 2
            && matches!(change.op, Op::Added | Op::Removed)
            && said.contains(&(topic, change.nature))
        {
            change.severity = 1;
        }
        if !said.contains(&(topic, change.nature)) {
            said.push((topic, change.nature));
        }
    }
}

fn quiet(change: &mut Change, nature: Nature, rule: &str) {
    change.nature = nature;
    change.severity = 0;
    change.direction = Direction::Neutral;
    rule.clone_into(&mut change.rule);
    change.cues.clear();
}

/// In how many clauses spellings changed from British to American or the other way, when they all went one way.
fn switched_spellings(changes: &[Change]) -> usize {
    let (mut west, mut east) = (0, 0);
    for change in changes.iter().filter(|change| matches!(change.op, Op::Modified | Op::Moved)) {
        let words = |op: WordOp| -> Vec<String> {
            let runs = change.words.iter().filter(|run| run.op == op);
            runs.flat_map(|run| tokens(&run.text)).map(|token| token.text.to_lowercase()).collect()
        };
        let (gone, come) = (words(WordOp::Delete), words(WordOp::Insert));
        let turned = |from: &[String], to: &[String]| {
            from.iter().any(|word| american(word).is_some_and(|american| to.contains(&american)))
        };
        west += usize::from(turned(&gone, &come));
        east += usize::from(turned(&come, &gone));
    }
    let dates = changes.iter().filter(|change| change.rule == RESTYLED).count();
    if west.min(east) == 0 && west + east > 0 { west.max(east) + dates } else { 0 }
}
