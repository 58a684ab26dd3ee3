//! The lexicon's text: entries of indented `key: value` lines under a head line.
//! Must not know what the entries are used for.

use super::super::change::{Direction, Nature, Topic};
use super::CueId;
use super::error::LexiconError;
use super::rule::{Amount, Condition, Rule};

/// What may stand at the margin.
const HEADS: &[&str] = &["rule", "cue", "topic", "language", "silence", "high", "low"];
const CUE_KEYS: &[&str] = &["words", "strong", "also", "also-strong", "without", "fires", "quiet", "source", "note"];
const RULE_KEYS: &[&str] = &["when", "nature", "topic", "severity", "direction", "fires", "quiet", "source", "note"];

/// A group of phrases of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct CueEntry {
    pub line: usize,
    pub language: String,
    pub name: String,
    /// Set when the group tells a topic.
    pub topic: Option<Topic>,
    /// All of its phrases; those of an earlier entry of the same name give way to them.
    pub phrases: Vec<String>,
    /// Phrases that come to those of an earlier entry.
    pub also: Vec<String>,
    /// Phrases that an earlier entry has and must lose.
    pub without: Vec<String>,
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
    /// Rules that are not asked, with the line that says so.
    pub silenced: Vec<(usize, String)>,
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
            let error = |what: &str| LexiconError::new(line, format!("{what}: {}", content.trim()));
            let written = content.trim_end();
            if written.trim_start().is_empty() || written.trim_start().starts_with('#') {
                continue;
            }
            if written.starts_with([' ', '\t']) {
                let (key, value) = written.trim_start().split_once(':').ok_or_else(|| error("no `key: value`"))?;
                open.take(key.trim(), value.trim()).map_err(|keys| {
                    LexiconError::unknown(line, &format!("`{}` does not belong here", key.trim()), key.trim(), keys)
                })?;
                continue;
            }
            self.close(std::mem::replace(&mut open, Open::Nothing));
            let (head, name) = written.split_once(' ').ok_or_else(|| error("an entry without a name"))?;
            let name = name.trim();
            match head {
                "language" => name.clone_into(&mut language),
                "high" => self.high = topics(line, name)?,
                "low" => self.low = topics(line, name)?,
                "silence" => self.silenced.extend(listed(name).map(|rule| (line, rule))),
                "cue" | "topic" if language.is_empty() => return Err(error("no `language` stands above")),
                "cue" => open = Open::Cue(CueEntry { line, ..CueEntry::named(&language, name, None) }, None),
                "topic" => {
                    let topic = topic(line, name)?;
                    let entry = |name: String| CueEntry { line, ..CueEntry::named(&language, &name, Some(topic)) };
                    open = Open::Cue(entry(format!("topic {name}")), Some(entry(format!("topic {name} strong"))));
                }
                "rule" => open = Open::Rule(RuleEntry { id: name.to_owned(), line, ..RuleEntry::default() }),
                _ => return Err(LexiconError::unknown(line, &format!("`{head}` begins no entry"), head, HEADS)),
            }
        }
        self.close(open);
        Ok(())
    }

    /// Adds the entries of a text. A rule of a known name takes that rule's place, a new one is asked before all others;
    /// phrases of a known cue or topic are replaced, or added to and taken from.
    pub fn override_with(&mut self, text: &str) -> Result<(), LexiconError> {
        let mut own = Self::default();
        own.read(text)?;
        for cue in own.cues {
            self.override_cue(cue)?;
        }
        let mut first = Vec::new();
        for rule in own.rules {
            match self.rules.iter_mut().find(|known| known.id == rule.id) {
                Some(known) => *known = rule,
                None => first.push(rule),
            }
        }
        first.append(&mut self.rules);
        self.rules = first;
        for (line, name) in own.silenced {
            let known = self.rules.len();
            self.rules.retain(|rule| rule.id != name);
            if self.rules.len() == known {
                let names: Vec<&str> = self.rules.iter().map(|rule| rule.id.as_str()).collect();
                return Err(LexiconError::unknown(line, &format!("no rule is named `{name}`"), &name, &names));
            }
        }
        for (ours, theirs) in [(&mut self.high, own.high), (&mut self.low, own.low)] {
            if !theirs.is_empty() {
                *ours = theirs;
            }
        }
        Ok(())
    }

    fn override_cue(&mut self, own: CueEntry) -> Result<(), LexiconError> {
        let same = |cue: &CueEntry| (&cue.name, &cue.language) == (&own.name, &own.language);
        if !own.phrases.is_empty() {
            self.cues.retain(|cue| !same(cue));
            self.cues.push(own);
            return Ok(());
        }
        for phrase in &own.without {
            let mut known = self.cues.iter_mut().filter(|cue| same(cue));
            if !known.any(|cue| cue.drop_phrase(phrase)) {
                let phrases = self.cues.iter().filter(|cue| same(cue)).flat_map(|cue| &cue.phrases);
                let phrases: Vec<&str> = phrases.map(String::as_str).collect();
                let what = format!("`{}` has no phrase `{phrase}`", own.name);
                return Err(LexiconError::unknown(own.line, &what, phrase, &phrases));
            }
        }
        if own.also.is_empty() {
            return Ok(());
        }
        if !self.cues.iter().any(|cue| cue.name == own.name) {
            let names: Vec<&str> = self.cues.iter().map(|cue| cue.name.as_str()).collect();
            let what = format!("there is no cue `{}` to add to", own.name);
            return Err(LexiconError::unknown(own.line, &what, &own.name, &names));
        }
        self.cues.push(CueEntry { phrases: own.also.clone(), ..own });
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

impl CueEntry {
    fn named(language: &str, name: &str, topic: Option<Topic>) -> Self {
        Self { language: language.to_owned(), name: name.to_owned(), topic, ..Self::default() }
    }

    /// Takes a phrase out; whether it was there.
    fn drop_phrase(&mut self, phrase: &str) -> bool {
        let before = self.phrases.len();
        self.phrases.retain(|known| known != phrase);
        self.phrases.len() < before
    }
}

impl Open {
    /// Takes one `key: value`, or says which keys there are.
    fn take(&mut self, key: &str, value: &str) -> Result<(), &'static [&'static str]> {
        match (self, key) {
            (_, "source" | "note") => {}
            (Self::Cue(entry, _), "words") => entry.phrases.extend(listed(value)),
            (Self::Cue(_, Some(strong)), "strong") => strong.phrases.extend(listed(value)),
            (Self::Cue(entry, _), "also") => entry.also.extend(listed(value)),
            (Self::Cue(_, Some(strong)), "also-strong") => strong.also.extend(listed(value)),
            (Self::Cue(entry, _), "without") => entry.without.extend(listed(value)),
            (Self::Cue(entry, _), "fires") => entry.examples.fires.push(value.to_owned()),
            (Self::Cue(entry, _), "quiet") => entry.examples.quiet.push(value.to_owned()),
            (Self::Rule(entry), "when") => entry.when.push(listed(value).collect()),
            (Self::Rule(entry), "nature") => value.clone_into(&mut entry.nature),
            (Self::Rule(entry), "topic") => entry.topic = Some(value.to_owned()),
            (Self::Rule(entry), "severity") => value.clone_into(&mut entry.severity),
            (Self::Rule(entry), "direction") => value.clone_into(&mut entry.direction),
            (Self::Rule(entry), "fires") => entry.examples.fires.push(value.to_owned()),
            (Self::Rule(entry), "quiet") => entry.examples.quiet.push(value.to_owned()),
            (Self::Rule(_), _) => return Err(RULE_KEYS),
            (Self::Cue(..), _) => return Err(CUE_KEYS),
            (Self::Nothing, _) => return Err(&[]),
        }
        Ok(())
    }
}

impl RuleEntry {
    /// The rule with its names resolved.
    pub fn compile(&self, number: &mut impl FnMut(&str) -> Result<CueId, LexiconError>) -> Result<Rule, LexiconError> {
        let at_line = |error: LexiconError| LexiconError { line: self.line, ..error };
        if self.when.is_empty() {
            return Err(LexiconError::new(self.line, format!("the rule `{}` has no `when`", self.id)));
        }
        let mut when = Vec::with_capacity(self.when.len());
        for line in &self.when {
            let conditions: Result<Vec<Condition>, _> =
                line.iter().map(|text| Condition::parse(text, number).map_err(at_line)).collect();
            when.push(conditions?);
        }
        let named_topic = self.topic.as_deref().map(|name| topic(self.line, name)).transpose()?;
        let severity = Amount::parse(&self.severity).ok_or_else(|| {
            LexiconError::new(self.line, format!("no severity, which is 0 to 3 or `exactly 2`: `{}`", self.severity))
        })?;
        let nature = Nature::ALL.iter().copied().map(|nature| (nature.id(), nature));
        let direction = Direction::ALL.iter().copied().map(|direction| (direction.id(), direction));
        Ok(Rule {
            id: self.id.clone(),
            when,
            nature: named(self.line, "nature", &self.nature, nature)?,
            topic: named_topic,
            severity,
            direction: named(self.line, "direction", &self.direction, direction)?,
        })
    }
}

fn listed(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

fn topic(line: usize, name: &str) -> Result<Topic, LexiconError> {
    named(line, "topic", name, Topic::ALL.iter().copied().map(|topic| (topic.id(), topic)))
}

fn topics(line: usize, names: &str) -> Result<Vec<Topic>, LexiconError> {
    names.split(',').map(|name| topic(line, name.trim())).collect()
}

/// The value of that name, or an error that tells the nearest one.
fn named<T: Copy>(
    line: usize,
    kind: &str,
    name: &str,
    values: impl Iterator<Item = (&'static str, T)>,
) -> Result<T, LexiconError> {
    let values: Vec<(&str, T)> = values.collect();
    let found = values.iter().find(|(id, _)| *id == name).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|(id, _)| *id).collect();
        LexiconError::unknown(line, &format!("unknown {kind} `{name}`"), name, &names)
    })
}
