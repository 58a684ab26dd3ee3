//! Rules: conditions over what a difference contains, gains and loses.
//! Must not know words or languages: it sees cues only.

use super::super::change::{Direction, Nature, Topic};
use super::CueId;
use super::error::LexiconError;

/// Cues that no list of words can tell: they are recognized by their shape.
pub(super) const BUILT_IN_CUES: &[&str] = &["number", "address", "year", "money"];

/// What a word's shape tells.
pub(super) fn built_in_classes(word: &str) -> impl Iterator<Item = CueId> {
    let digits = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number = digits.starts_with(|c: char| c.is_ascii_digit());
    let year = word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit());
    let money = number && word.contains(['$', '€', '£', '¥', '%']);
    let address = super::cue::is_address_word(word);
    let classes = [number.then_some(0), address.then_some(1), year.then_some(2), money.then_some(3)];
    classes.into_iter().flatten()
}

/// Whether a cue is recognized by shape.
pub(super) fn is_built_in(cue: CueId) -> bool {
    usize::from(cue) < BUILT_IN_CUES.len()
}

/// How severe a rule says a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Amount {
    /// `2`: more for a topic that weighs much, less for one that weighs little.
    Base(u8),
    /// `exactly 2`
    Exactly(u8),
}

impl Amount {
    /// The severity before the topic is weighed.
    pub(in super::super) fn base(self) -> u8 {
        match self {
            Self::Base(severity) | Self::Exactly(severity) => severity,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let digit = |text: &str| text.trim().parse().ok().filter(|severity| *severity <= 3);
        match text.strip_prefix("exactly ") {
            Some(text) => digit(text).map(Self::Exactly),
            None => digit(text).map(Self::Base),
        }
    }
}

/// A rule with its names resolved.
#[derive(Clone, Debug)]
pub(in super::super) struct Rule {
    pub id: String,
    /// One of the lines must hold, with all of its conditions.
    pub when: Vec<Vec<Condition>>,
    pub nature: Nature,
    pub topic: Option<Topic>,
    pub severity: Amount,
    pub direction: Direction,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Fate {
    Added,
    Removed,
    Edited,
}

/// What is true of a difference as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Fact {
    /// The clause came, went or was edited.
    Had(Fate),
    /// A table row.
    Row,
    /// A list item.
    Item,
    /// Nothing but a link.
    Link,
    /// A clause of few words.
    Short,
    /// At most three words came and three went.
    Small,
    /// The same, small words aside.
    Few,
    /// Words came, none went.
    Insertion,
    /// Words went, none came.
    Deletion,
    /// Less than half of the words were kept.
    Rewrite,
    /// What came or went stands in an enumeration.
    Enumerated,
    /// What came or went are small words or other forms of the same words.
    Grammar,
    /// What came or went are names.
    Names,
    /// The words are the same in another order.
    Reordered,
    /// What came or went is nothing but headings of the page, as in a table of contents.
    Contents,
    /// More words came than went.
    Longer,
    /// A number with its unit is larger than before.
    Raised,
    /// A number with its unit is smaller than before.
    Lowered,
}

const FACTS: &[(&str, Fact)] = &[
    ("added", Fact::Had(Fate::Added)),
    ("removed", Fact::Had(Fate::Removed)),
    ("edited", Fact::Had(Fate::Edited)),
    ("row", Fact::Row),
    ("item", Fact::Item),
    ("link", Fact::Link),
    ("short", Fact::Short),
    ("small", Fact::Small),
    ("few", Fact::Few),
    ("insertion", Fact::Insertion),
    ("deletion", Fact::Deletion),
    ("rewrite", Fact::Rewrite),
    ("enumerated", Fact::Enumerated),
    ("grammar", Fact::Grammar),
    ("names", Fact::Names),
    ("reordered", Fact::Reordered),
    ("contents", Fact::Contents),
    ("longer", Fact::Longer),
    ("raised", Fact::Raised),
    ("lowered", Fact::Lowered),
];

/// How a cue must stand in a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum How {
    /// In the clause: on one of its sides.
    Has,
    /// On both sides.
    Keeps,
    /// More often in the new clause than in the old.
    Gains,
    /// More often in the old clause than in the new.
    Loses,
    /// Among the words that came.
    Inserts,
    /// Among the words that went.
    Deletes,
    /// Among the words that came and among those that went.
    Swaps,
    /// All words that came or went are of this cue, small words aside.
    Only,
    /// All words that went are of this cue, small words aside.
    Drops,
    /// Stands on both sides with other words.
    Differs,
    /// In the headings above the clause.
    Under,
    /// The clause begins with it.
    Opens,
}

const WAYS: &[(&str, How)] = &[
    ("has", How::Has),
    ("keeps", How::Keeps),
    ("gains", How::Gains),
    ("loses", How::Loses),
    ("inserts", How::Inserts),
    ("deletes", How::Deletes),
    ("swaps", How::Swaps),
    ("only", How::Only),
    ("drops", How::Drops),
    ("differs", How::Differs),
    ("under", How::Under),
    ("opens", How::Opens),
];

/// One condition of a rule: `edited`, `gains modal`, `not has promise`, `has sell|rent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Condition {
    Is { fact: Fact, wanted: bool },
    Cue { how: How, cues: Vec<CueId>, wanted: bool },
}

impl Condition {
    /// Whether it can hold for a clause of which this became.
    pub(super) fn allows(&self, fate: Fate) -> bool {
        match self {
            Self::Is { fact: Fact::Had(asked), wanted } => (*asked == fate) == *wanted,
            Self::Is { .. } | Self::Cue { .. } => true,
        }
    }

    pub(super) fn parse(
        text: &str,
        number: &mut impl FnMut(&str) -> Result<CueId, LexiconError>,
    ) -> Result<Self, LexiconError> {
        let (text, wanted) = match text.strip_prefix("not ") {
            Some(rest) => (rest.trim(), false),
            None => (text, true),
        };
        if let Some((_, fact)) = FACTS.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Is { fact: *fact, wanted });
        }
        let (way, cues) = text.split_once(' ').unwrap_or((text, ""));
        let Some((_, how)) = WAYS.iter().find(|(name, _)| *name == way).filter(|_| !cues.is_empty()) else {
            let known: Vec<&str> =
                FACTS.iter().map(|(name, _)| *name).chain(WAYS.iter().map(|(name, _)| *name)).collect();
            return Err(LexiconError::unknown(0, &format!("`{text}` is no condition"), way, &known));
        };
        let cues = cues.split('|').map(|cue| number(cue.trim())).collect::<Result<_, _>>()?;
        Ok(Self::Cue { how: *how, cues, wanted })
    }
}
