//! The lexicon's text: entries of indented `key: value` lines under a head line.
//! Must not know what the entries are used for.

use super::super::change::{Direction, Nature, Topic};
use super::CueId;
use super::rule::{Amount, Condition, Rule};

/// A line of a lexicon that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the lexicon: {what}")]
pub struct LexiconError {
    /// Counts from 1.
    pub line: usize,
    pub what: String,
}

/// A group of phrases of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct CueEntry {
    pub language: String,
    pub name: String,
    /// Set when the group tells a topic.
    pub topic: Option<Topic>,
    pub phrases: Vec<String>,
    pub examples: Examples,
}

/// A rule as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleEntry {
    pub id: String,
    pub line: usize,
    pub when: Vec<Vec<String>>,
    pub nature: String,
    pub topic: Option<String>,
    pub severity: String,
    pub direction: String,
    pub examples: Examples,
}

/// Texts on which an entry must fire, and texts on which it must stay quiet.
#[derive(Clone, Debug, Default)]
pub(super) struct Examples {
    pub fires: Vec<String>,
    pub quiet: Vec<String>,
}

/// Everything that lexicon texts say.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub cues: Vec<CueEntry>,
    pub rules: Vec<RuleEntry>,
    pub high: Vec<Topic>,
    pub low: Vec<Topic>,
}

enum Open {
    Nothing,
    Cue(CueEntry, Option<CueEntry>),
    Rule(RuleEntry),
}

impl Source {
    /// Adds the entries of a text.
    pub fn read(&mut self, text: &str) -> Result<(), LexiconError> {
        let mut language = String::new();
        let mut open = Open::Nothing;
        for (line, content) in (1..).zip(text.lines()) {
            let error = |what: &str| LexiconError { line, what: format!("{what}: {}", content.trim()) };
            let written = content.trim_end();
            if written.trim_start().is_empty() || written.trim_start().starts_with('#') {
                continue;
            }
            if written.starts_with(' ') {
                let (key, value) = written.trim_start().split_once(':').ok_or_else(|| error("no `key: value`"))?;
                open.take(key.trim(), value.trim(), &error)?;
                continue;
            }
            self.close(std::mem::replace(&mut open, Open::Nothing));
            let (head, name) = written.split_once(' ').ok_or_else(|| error("an entry without a name"))?;
            let name = name.trim();
            match head {
                "language" => name.clone_into(&mut language),
                "high" => self.high = topics(name).ok_or_else(|| error("unknown topic"))?,
                "low" => self.low = topics(name).ok_or_else(|| error("unknown topic"))?,
                "cue" => {
                    let entry = CueEntry { language: language.clone(), name: name.to_owned(), ..CueEntry::default() };
                    open = Open::Cue(entry, None);
                }
                "topic" => {
                    let topic = topic(name).ok_or_else(|| error("unknown topic"))?;
                    let entry = |suffix: &str| CueEntry {
                        language: language.clone(),
                        name: format!("topic {name}{suffix}"),
                        topic: Some(topic),
                        ..CueEntry::default()
                    };
                    open = Open::Cue(entry(""), Some(entry(" strong")));
                }
                "rule" => open = Open::Rule(RuleEntry { id: name.to_owned(), line, ..RuleEntry::default() }),
                _ => return Err(error("no such kind of entry")),
            }
        }
        self.close(open);
        Ok(())
    }

    /// Adds the entries of a text; those of the same name and language give way, rules of the text are asked first.
    pub fn override_with(&mut self, text: &str) -> Result<(), LexiconError> {
        let mut own = Self::default();
        own.read(text)?;
        self.cues.retain(|cue| !own.cues.iter().any(|new| (&new.name, &new.language) == (&cue.name, &cue.language)));
        self.rules.retain(|rule| !own.rules.iter().any(|new| new.id == rule.id));
        self.cues.append(&mut own.cues);
        own.rules.append(&mut self.rules);
        self.rules = own.rules;
        for (ours, theirs) in [(&mut self.high, own.high), (&mut self.low, own.low)] {
            if !theirs.is_empty() {
                *ours = theirs;
            }
        }
        Ok(())
    }

    fn close(&mut self, open: Open) {
        match open {
            Open::Nothing => {}
            Open::Cue(entry, strong) => self.cues.extend(std::iter::once(entry).chain(strong)),
            Open::Rule(entry) => self.rules.push(entry),
        }
    }
}

impl Open {
    fn take(&mut self, key: &str, value: &str, error: &dyn Fn(&str) -> LexiconError) -> Result<(), LexiconError> {
        match (self, key) {
            (_, "source" | "note") => {}
            (Self::Cue(entry, _), "words") => entry.phrases.extend(listed(value)),
            (Self::Cue(_, Some(strong)), "strong") => strong.phrases.extend(listed(value)),
            (Self::Cue(entry, _), "fires") => entry.examples.fires.push(value.to_owned()),
            (Self::Cue(entry, _), "quiet") => entry.examples.quiet.push(value.to_owned()),
            (Self::Rule(entry), "when") => entry.when.push(listed(value).collect()),
            (Self::Rule(entry), "nature") => value.clone_into(&mut entry.nature),
            (Self::Rule(entry), "topic") => entry.topic = Some(value.to_owned()),
            (Self::Rule(entry), "severity") => value.clone_into(&mut entry.severity),
            (Self::Rule(entry), "direction") => value.clone_into(&mut entry.direction),
            (Self::Rule(entry), "fires") => entry.examples.fires.push(value.to_owned()),
            (Self::Rule(entry), "quiet") => entry.examples.quiet.push(value.to_owned()),
            _ => return Err(error("this line does not belong here")),
        }
        Ok(())
    }
}

impl RuleEntry {
    /// The rule with its names resolved.
    pub fn compile(&self, number: &mut impl FnMut(&str) -> CueId) -> Result<Rule, LexiconError> {
        let error = |what: &str, of: &str| LexiconError { line: self.line, what: format!("{what}: {of}") };
        let nature = Nature::ALL.iter().find(|nature| nature.id() == self.nature);
        let direction = Direction::ALL.iter().find(|direction| direction.id() == self.direction);
        let mut when = Vec::with_capacity(self.when.len());
        for line in &self.when {
            let conditions: Option<Vec<Condition>> = line.iter().map(|text| Condition::parse(text, number)).collect();
            when.push(conditions.ok_or_else(|| error("a condition that cannot be read", &line.join(", ")))?);
        }
        let named_topic = match &self.topic {
            Some(name) => Some(topic(name).ok_or_else(|| error("unknown topic", name))?),
            None => None,
        };
        Ok(Rule {
            id: self.id.clone(),
            when,
            nature: *nature.ok_or_else(|| error("unknown nature", &self.nature))?,
            topic: named_topic,
            severity: Amount::parse(&self.severity).ok_or_else(|| error("no severity", &self.severity))?,
            direction: *direction.ok_or_else(|| error("unknown direction", &self.direction))?,
        })
    }
}

fn listed(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

fn topic(name: &str) -> Option<Topic> {
    Topic::ALL.iter().copied().find(|topic| topic.id() == name)
}

fn topics(names: &str) -> Option<Vec<Topic>> {
    names.split(',').map(|name| topic(name.trim())).collect()
}
