//! What a clause is about, by the cues of the topics in its words and in the headings above it.
//! Must not know natures or rules.

use super::super::change::Topic;
use super::super::lexicon::{Lexicon, TopicCues};
use super::facts::{Facts, Marked};

/// How much a cue tells by where it stands.
const IN_EDIT: usize = 4;
const IN_HEADING: usize = 5;
const IN_CLAUSE: usize = 2;
const ABOVE: usize = 1;

/// The topics of a difference, the most telling one first; `other` when no cue tells.
pub(super) fn of(facts: &Facts, lexicon: &Lexicon) -> Vec<Topic> {
    let mut scored: Vec<(usize, Topic)> = lexicon
        .topics
        .iter()
        .map(|cues| (score(*cues, facts), cues.topic))
        .filter(|(score, _)| *score >= IN_CLAUSE)
        .collect();
    scored.sort_by_key(|(score, topic)| (usize::MAX - score, *topic));
    let best = scored.first().map_or(0, |(score, _)| *score);
    let topics: Vec<Topic> =
        scored.into_iter().filter(|(score, _)| score * 2 >= best).map(|(_, topic)| topic).take(3).collect();
    if topics.is_empty() { vec![Topic::Other] } else { topics }
}

fn score(cues: TopicCues, facts: &Facts) -> usize {
    let count = |marked: &Marked| (marked.count(cues.words) + 3 * marked.count(cues.strong)).min(6);
    IN_HEADING * count(&facts.lead).min(2)
        + IN_EDIT * count(&facts.gone).max(count(&facts.come))
        + IN_CLAUSE * count(&facts.old).max(count(&facts.new))
        + IN_HEADING * count(&facts.heading).min(2)
        + ABOVE * count(&facts.above).min(2)
}
