//! What a difference means: its nature, topics, severity, direction, and the rule that said so.
//! Must not know how differences are found, or which words mean what: the lexicon knows that.

mod contents;
mod facts;
mod guards;
mod measures;
mod topics;

use super::change::{Change, Direction, Nature, Op, Topic};
use super::differences::{Difference, Differences};
use super::lexicon::{Amount, Condition, Fact, Fate, How, Lexicon, Rule, Table};
use super::tokens::Vocabulary;
use contents::Contents;
use facts::{Facts, Observer};

/// Judges every difference by the first rule that applies.
pub(super) fn judge(differences: &mut Differences, lexicon: &Lexicon, table: &Table) -> Vec<Change> {
    let mut observer = Observer::new(lexicon, table);
    observer.renames.clone_from(&differences.renames);
    observer.contents = Contents::of(std::mem::take(&mut differences.headings));
    let vocabulary = &mut differences.vocabulary;
    let judge = |difference| judged(difference, vocabulary, lexicon, &mut observer);
    let mut changes: Vec<Change> = differences.clauses.drain(..).map(judge).collect();
    guards::review(&mut changes, differences.is_hub);
    changes
}

fn judged(difference: Difference, vocabulary: &mut Vocabulary, lexicon: &Lexicon, observer: &mut Observer) -> Change {
    let known = renamed(&difference, vocabulary, observer).or_else(|| same_words(&difference));
    let verdict = match known {
        Some(verdict) => verdict,
        None => by_lexicon(&difference, vocabulary, lexicon, observer),
    };
    let Difference { op, old, new, words, targets, .. } = difference;
    let cues = match targets {
        Some((old, new)) if verdict.rule == LINK => vec![old, new],
        _ => verdict.cues,
    };
    Change {
        op,
        old,
        new,
        words,
        nature: verdict.nature,
        topics: verdict.topics,
        severity: verdict.severity,
        direction: verdict.direction,
        rule: verdict.rule,
        cues,
    }
}

struct Judgement {
    nature: Nature,
    topics: Vec<Topic>,
    severity: u8,
    direction: Direction,
    rule: String,
    cues: Vec<String>,
}

impl Judgement {
    fn harmless(nature: Nature, rule: &str) -> Self {
        Self {
            nature,
            topics: vec![Topic::Other],
            severity: 0,
            direction: Direction::Neutral,
            rule: rule.to_owned(),
            cues: Vec::new(),
        }
    }
}

const LINK: &str = "link-target";

/// A rename that runs through the document is said once, with the number of its places. It matters when the name is that
/// of a company: who speaks or who receives may be another.
fn renamed(difference: &Difference, vocabulary: &Vocabulary, observer: &mut Observer) -> Option<Judgement> {
    let rename = difference.rename.as_ref()?;
    let mut judgement = Judgement::harmless(Nature::Reference, "renamed-throughout");
    if difference.renamed.iter().any(|words| observer.names_party(words, &rename.new, vocabulary)) {
        judgement = Judgement {
            nature: Nature::Party,
            topics: vec![Topic::Entity],
            severity: 1,
            direction: Direction::Unclear,
            ..Judgement::harmless(Nature::Party, "party-renamed-throughout")
        };
    }
    judgement.cues = vec![rename.old.clone(), rename.new.clone(), format!("{} places", rename.places)];
    Some(judgement)
}

/// Differences in which no canonical word differs need no lexicon.
fn same_words(difference: &Difference) -> Option<Judgement> {
    let (old, new) = &difference.canonical;
    if difference.op == Op::Added || difference.op == Op::Removed {
        return (old.is_empty() && new.is_empty()).then(|| Judgement::harmless(Nature::NoiseExtraction, "no-words"));
    }
    if old != new {
        return None;
    }
    Some(if difference.op == Op::Moved {
        Judgement::harmless(Nature::Structure, "moved")
    } else if difference.regrouped {
        Judgement::harmless(Nature::Structure, "regrouped")
    } else if difference.targets.is_some() {
        Judgement::harmless(Nature::Reference, LINK)
    } else {
        Judgement::harmless(Nature::Cosmetic, "same-words")
    })
}

fn by_lexicon(
    difference: &Difference,
    vocabulary: &mut Vocabulary,
    lexicon: &Lexicon,
    observer: &mut Observer,
) -> Judgement {
    let mut facts = observer.observe(difference, vocabulary);
    let Some(mut found) = first_to_hold(&facts, lexicon) else {
        return Judgement::harmless(Nature::Editorial, "no-rule");
    };
    if facts.is(Fact::Had(Fate::Edited))
        && facts.is(Fact::Rewrite)
        && let Some((graver, half)) = by_halves(&facts, found.0, lexicon)
    {
        (found, facts) = (graver, half);
    }
    let (rule, line) = found;
    let mut topics = topics::of(&facts, lexicon);
    if let Some(topic) = rule.topic {
        topics.retain(|other| *other != topic);
        topics.insert(0, topic);
    }
    let severity = severity(rule, &topics, lexicon);
    let cues = cues(line, &facts, vocabulary);
    Judgement { nature: rule.nature, topics, severity, direction: rule.direction, rule: rule.id.clone(), cues }
}

/// A rule with the line of its conditions that holds.
type Found<'a> = (&'a Rule, &'a [Condition]);

/// A clause of which less than half stayed is one that went and one that came. Where the one takes back what the other
/// says, nothing was said; else the graver of the two tells, as long as it is known whom it favours.
/// `None` where the whole tells as much.
fn by_halves<'a>(facts: &Facts, whole: &Rule, lexicon: &'a Lexicon) -> Option<(Found<'a>, Facts)> {
    let (gone, come) = facts.halves();
    let ((old, old_line), (new, new_line)) = (first_to_hold(&gone, lexicon)?, first_to_hold(&come, lexicon)?);
    if new.nature.restores(old.nature) {
        return None;
    }
    let new_is_graver = new.severity.base() >= old.severity.base();
    let (rule, line, half) = if new_is_graver { (new, new_line, come) } else { (old, old_line, gone) };
    let is_known = matches!(rule.direction, Direction::Company | Direction::User);
    (is_known && rule.severity.base() > whole.severity.base()).then_some(((rule, line), half))
}

fn first_to_hold<'a>(facts: &Facts, lexicon: &'a Lexicon) -> Option<Found<'a>> {
    lexicon.lines(facts.fate()).find(|(_, line)| line.iter().all(|condition| holds(condition, facts)))
}

fn holds(condition: &Condition, facts: &Facts) -> bool {
    match condition {
        Condition::Is { fact, wanted } => facts.is(*fact) == *wanted,
        Condition::Cue { how, cues, wanted } => facts.stands(*how, cues) == *wanted,
    }
}

/// A rule's base, one more for a topic that weighs much, one less for one that weighs little, within 1 and 3.
fn severity(rule: &Rule, topics: &[Topic], lexicon: &Lexicon) -> u8 {
    match rule.severity {
        Amount::Exactly(severity) => severity,
        Amount::Base(0) => 0,
        Amount::Base(base) => {
            let topic = topics.first().copied().unwrap_or(Topic::Other);
            let more = u8::from(lexicon.high.contains(&topic));
            let less = u8::from(lexicon.low.contains(&topic));
            (base + more).saturating_sub(less).clamp(1, 3)
        }
    }
}

/// The words of the clause that made the rule's conditions hold.
fn cues(line: &[Condition], facts: &Facts, vocabulary: &Vocabulary) -> Vec<String> {
    let mut cues: Vec<String> = Vec::new();
    for condition in line {
        if let Condition::Cue { how, cues: asked, wanted: true } = condition
            && *how != How::Under
        {
            for text in facts.found(asked, vocabulary) {
                if !cues.contains(&text) && cues.len() < 6 {
                    cues.push(text);
                }
            }
        }
    }
    cues
}
