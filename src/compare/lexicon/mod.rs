//! The lexicon: what a policy's words mean, as text that a lawyer can read, check and override.
//! Must not know documents or how differences are found.
//!
//! Its lines are explained in `how-to-read.lexicon`. A *cue* is a group of phrases, a *topic* is what a clause is
//! about, a *rule* says what a difference amounts to; the first rule whose conditions all hold decides.

mod cue;
mod error;
mod format;
mod rule;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::change::Topic;
pub(super) use cue::{CueId, Finder, Hit, Table};
pub use error::LexiconError;
pub(super) use rule::{Amount, Condition, Fact, Fate, How, Rule};

/// In the order in which they are asked.
const RULES: &[&str] = &[
    include_str!("how-to-read.lexicon"),
    include_str!("rules/01-no-change.lexicon"),
    include_str!("rules/02-promises.lexicon"),
    include_str!("rules/03-one-word.lexicon"),
    include_str!("rules/04-numbers.lexicon"),
    include_str!("rules/05-parties.lexicon"),
    include_str!("rules/06-negation.lexicon"),
    include_str!("rules/07-scope.lexicon"),
    include_str!("rules/08-liability.lexicon"),
    include_str!("rules/09-rights.lexicon"),
    include_str!("rules/10-what-is-left.lexicon"),
];
const LANGUAGES: &[&str] =
    &[include_str!("en.lexicon"), include_str!("fr.lexicon"), include_str!("de.lexicon"), include_str!("es.lexicon")];

/// The language a text is read in when it names none that the lexicon knows.
const DEFAULT_LANGUAGE: &str = "en";

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut source = format::Source::default();
    for text in RULES.iter().chain(LANGUAGES) {
        // A test parses the built-in texts; an entry they could not be read beyond would simply be missing.
        let _ = source.read(text);
    }
    Lexicon::compile(&source).unwrap_or_default()
});

/// Phrases, topics and rules by which differences are judged.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    cues: Vec<String>,
    tables: BTreeMap<String, Table>,
    empty: Table,
    rules: Vec<Rule>,
    /// By fate, the lines of the rules that can hold for it, in their order: the numbers of the rule and of its line.
    lines: [Vec<(usize, usize)>; 3],
    pub(super) topics: Vec<TopicCues>,
    pub(super) high: Vec<Topic>,
    pub(super) low: Vec<Topic>,
}

/// The cues by which a topic is recognized.
#[derive(Clone, Copy, Debug)]
pub(super) struct TopicCues {
    pub topic: Topic,
    pub words: CueId,
    pub strong: CueId,
}

impl Lexicon {
    /// The lexicon that comes with the tool.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The built-in lexicon with entries of one's own.
    ///
    /// A rule of a known name takes that rule's place, a new one is asked before all others, `silence NAME` takes one
    /// away. `words` of a known cue or topic replace its phrases, `also` adds some, `without` takes some away.
    pub fn with_overrides(text: &str) -> Result<Self, LexiconError> {
        let mut source = format::Source::default();
        for built_in in RULES.iter().chain(LANGUAGES) {
            source.read(built_in)?;
        }
        source.override_with(text)?;
        Self::compile(&source)
    }

    /// The table of a language, or of the default one.
    pub(super) fn table(&self, language: Option<&str>) -> &Table {
        let asked = language.and_then(|language| self.tables.get(language));
        asked.or_else(|| self.tables.get(DEFAULT_LANGUAGE)).unwrap_or(&self.empty)
    }

    /// The lines of conditions that can hold for a clause of which this became, in the order in which they are asked,
    /// each with its rule.
    pub(super) fn lines(&self, fate: Fate) -> impl Iterator<Item = (&Rule, &[Condition])> {
        let lines = self.lines[fate as usize].iter();
        lines.map(|(rule, line)| (&self.rules[*rule], self.rules[*rule].when[*line].as_slice()))
    }

    /// The cue of that name.
    pub(super) fn cue(&self, name: &str) -> Option<CueId> {
        self.cues.iter().position(|cue| cue == name).and_then(|at| CueId::try_from(at).ok())
    }

    /// The name of a cue.
    #[cfg(test)]
    pub(super) fn name(&self, cue: CueId) -> &str {
        self.cues.get(usize::from(cue)).map_or("", String::as_str)
    }

    fn compile(source: &format::Source) -> Result<Self, LexiconError> {
        let mut names = rule::BUILT_IN_CUES.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for cue in source.cues.iter().filter(|cue| cue.topic.is_none()) {
            if !names.contains(&cue.name) {
                names.push(cue.name.clone());
            }
        }
        let known = names.clone();
        let mut number = |name: &str| -> Result<CueId, LexiconError> {
            let at = known.iter().position(|known| known == name).ok_or_else(|| {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                LexiconError::unknown(0, &format!("there is no cue `{name}`"), name, &known)
            })?;
            Ok(CueId::try_from(at).unwrap_or(CueId::MAX))
        };
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        let mut topics: Vec<TopicCues> = Vec::new();
        for cue in &source.cues {
            let id = match cue.topic {
                None => number(&cue.name)?,
                Some(topic) => topic_cue(&mut topics, &mut names, topic, &cue.name),
            };
            let table = tables.entry(cue.language.clone()).or_default();
            for phrase in &cue.phrases {
                table.add(id, phrase, &mut number).map_err(|error| LexiconError { line: cue.line, ..error })?;
            }
        }
        let rules = source.rules.iter().map(|rule| rule.compile(&mut number)).collect::<Result<Vec<_>, _>>()?;
        topics.sort_by_key(|topic| topic.topic);
        let lines = [Fate::Added, Fate::Removed, Fate::Edited].map(|fate| lines_for(&rules, fate));
        Ok(Self {
            cues: names,
            tables,
            empty: Table::default(),
            rules,
            lines,
            topics,
            high: source.high.clone(),
            low: source.low.clone(),
        })
    }
}

fn lines_for(rules: &[Rule], fate: Fate) -> Vec<(usize, usize)> {
    let lines = rules.iter().enumerate().flat_map(|(rule, entry)| {
        entry.when.iter().enumerate().map(move |(line, conditions)| ((rule, line), conditions))
    });
    lines.filter(|(_, line)| line.iter().all(|condition| condition.allows(fate))).map(|(place, _)| place).collect()
}

/// The number of a topic's cue of that name, new ones added with their partner.
fn topic_cue(topics: &mut Vec<TopicCues>, names: &mut Vec<String>, topic: Topic, name: &str) -> CueId {
    if !topics.iter().any(|known| known.topic == topic) {
        let words = CueId::try_from(names.len()).unwrap_or(CueId::MAX);
        names.extend([format!("topic {topic}"), format!("topic {topic} strong")]);
        topics.push(TopicCues { topic, words, strong: words.saturating_add(1) });
    }
    let at = names.iter().position(|known| known == name).unwrap_or_default();
    CueId::try_from(at).unwrap_or(CueId::MAX)
}
