//! Judges one sentence: which of its dates the document states about itself, and as what.
//! Must not know where the sentence stands beyond what its [`Stage`] says.

use super::ClaimKind;
use super::date::{Form, Mention, Reading};
use super::sentence::{Item, Part, REACH, Sentence, Surroundings, after_last_date, items};
use super::token::Tokens;
use super::words::{Sense, Strength};

/// What a judge must know of a sentence's surroundings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stage {
    /// It is a title or a heading.
    pub heading: bool,
    pub region: Region,
    /// Its line holds little else.
    pub alone: bool,
    /// What the line before announces: `Effective date` above a date of its own.
    pub announced: Option<Cue>,
    /// The document's language, as its place among the known ones.
    pub language: Option<usize>,
}

/// Which part of the document a sentence stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Region {
    /// Above the first paragraphs.
    Head,
    #[default]
    Body,
    /// Among the last lines.
    Foot,
}

/// A cue and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub sense: Sense,
    /// The language it is in, as its place among the known ones.
    pub language: usize,
}

/// A date that a sentence states about the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub kind: ClaimKind,
    pub mention: Mention,
    /// The language that the cue is in; `None` without one.
    pub language: Option<usize>,
    /// The sentence has little else to say.
    pub own_line: bool,
    /// The first and last tokens of the words that say it.
    pub words: (usize, usize),
}

/// The claims among the dates of a sentence, in order.
pub(super) fn judge(sentence: Sentence<'_>, dates: &[Mention], stage: Stage) -> Vec<Verdict> {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return Vec::new() };
    if dates.len() > MOST_DATES {
        return Vec::new();
    }
    let from = sentence.from.max(first.first.saturating_sub(REACH));
    let to = sentence.to.min(last.last + 1 + REACH);
    let items = items(Sentence { from, to, ..sentence }, dates, stage.language);
    let cut = from > sentence.from || to < sentence.to;
    let view = View { tokens: sentence.tokens, items: &items, stage, cut };
    let mut verdicts: Vec<Verdict> = Vec::new();
    for (position, item) in items.iter().enumerate() {
        let Part::Date(index) = item.part else { continue };
        let mention = dates[index];
        let plausible = match mention.reading {
            Reading::Exact(date) => date.first_day() >= earliest(),
            Reading::Ambiguous { day_first, .. } => day_first.first_day() >= earliest(),
            Reading::Impossible => false,
        };
        if plausible && !view.in_range(position) {
            view.verdicts(position, mention, &mut verdicts);
        }
    }
    verdicts
}

/// A sentence with more dates than this is a log or a list, and states none of them.
const MOST_DATES: usize = 32;

/// Before that no page on the web could say when it was updated.
fn earliest() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(1994, 1, 1).unwrap_or_default()
}

struct View<'t> {
    tokens: &'t Tokens,
    items: &'t [Item],
    stage: Stage,
    /// The sentence goes on beyond what is looked at.
    cut: bool,
}

/// A cue found before or after a date.
#[derive(Clone, Copy, Debug)]
struct Near {
    cue: Cue,
    /// Its place among the items.
    position: usize,
    /// How many words of no known sense stand between it and the date.
    others: usize,
}

fn kind(sense: Sense) -> Option<ClaimKind> {
    match sense {
        Sense::Updated | Sense::Revised => Some(ClaimKind::LastUpdated),
        Sense::Effective | Sense::Applies | Sense::Since => Some(ClaimKind::Effective),
        Sense::Published | Sense::Posted => Some(ClaimKind::Published),
        Sense::Version => Some(ClaimKind::VersionDate),
        _ => None,
    }
}

impl View<'_> {
    fn verdicts(&self, position: usize, mention: Mention, verdicts: &mut Vec<Verdict>) {
        if let Some(inherited) = self.inherited(position, mention, verdicts) {
            verdicts.extend(inherited);
            return;
        }
        let cues = self.cues_before(position);
        if cues.first().is_some_and(|near| matches!(near.cue.sense, Sense::Until | Sense::Before | Sense::Reviewed)) {
            return;
        }
        let cues: Vec<Near> = cues.into_iter().filter(|near| near.cue.sense.strength().is_some()).collect();
        let chosen = self.choose(position, &cues, mention);
        if !chosen.is_empty() {
            verdicts.extend(chosen.into_iter().map(|near| self.verdict(position, mention, near)));
            return;
        }
        if let Some(near) = self.cue_after(position).filter(|near| self.accepts(position, *near, mention)) {
            verdicts.push(self.verdict(position, mention, near));
            return;
        }
        if let Some(verdict) = self.coming(position, mention).or_else(|| self.bare(position, mention)) {
            verdicts.push(verdict);
        }
    }

    /// `We will change these terms on July 1, 2025`: the day of a change that is only announced.
    fn coming(&self, position: usize, mention: Mention) -> Option<Verdict> {
        let before = &self.items[..position];
        let said = before.iter().rposition(|item| matches!(item.part, Part::Phrase(Sense::Coming, _)))?;
        let others = self.items[said..position].iter().filter(|item| item.part == Part::Other).count();
        let document = self.items.iter().any(|item| matches!(item.part, Part::Phrase(Sense::Document, _)));
        let foreign = self.items.iter().any(|item| item.is_foreign());
        let exact = matches!(mention.form, Form::Clear | Form::Numeric { short_year: false, .. });
        let words = (before.first()?.from, mention.last);
        (document && !foreign && exact && others <= 3 && !self.cut).then_some(Verdict {
            kind: ClaimKind::Announced,
            mention,
            language: None,
            own_line: false,
            words,
        })
    }

    /// `Updated: June 2022 August 2024`: a date right behind another is the same thing said again.
    fn inherited(&self, position: usize, mention: Mention, verdicts: &[Verdict]) -> Option<Vec<Verdict>> {
        let before = position.checked_sub(1)?;
        let last = verdicts.last()?;
        let adjacent =
            matches!(self.items[before].part, Part::Date(_)) && last.mention.last + 1 == self.items[position].from;
        let words = (last.words.0, mention.last);
        adjacent.then(|| {
            let same = verdicts.iter().filter(|verdict| verdict.mention == last.mention);
            same.map(|verdict| Verdict { mention, words, ..*verdict }).collect()
        })
    }

    /// Whether the date is one end of a period: `from 1 May 2020 to 3 June 2021`, `until 1 May 2020`.
    fn in_range(&self, position: usize) -> bool {
        let connects = |at: usize| match self.items[at].part {
            Part::Phrase(Sense::Until, _) | Part::Mark('-') => true,
            _ => matches!(
                self.tokens.word(self.items[at].from),
                Some("to" | "au" | "al" | "a" | "do" | "bis" | "and" | "до" | "по" | "til" | "till" | "fino")
            ),
        };
        let is_date = |at: usize| matches!(self.items.get(at).map(|item| item.part), Some(Part::Date(_)));
        let filler = |at: usize| {
            matches!(self.items.get(at).map(|item| item.part), Some(Part::Phrase(Sense::Filler | Sense::This, _)))
        };
        let count = self.items.len();
        let after = position + 1 < count
            && connects(position + 1)
            && (is_date(position + 2)
                || (filler(position + 2) && is_date(position + 3))
                || matches!(self.items[position + 1].part, Part::Phrase(Sense::Until, _)));
        let before = position >= 2
            && ((connects(position - 1) && is_date(position - 2))
                || (position >= 3 && filler(position - 1) && connects(position - 2) && is_date(position - 3)));
        after || before
    }

    /// The cues before a date, nearest first, as far as they can reach it.
    fn cues_before(&self, position: usize) -> Vec<Near> {
        let (mut others, mut cues) = (0, Vec::new());
        for at in (0..position).rev() {
            match self.items[at].part {
                Part::Date(_) | Part::Mark(';' | '。' | '!' | '?') => break,
                Part::Phrase(Sense::Until | Sense::Before | Sense::Reviewed, _) if others > 0 || !cues.is_empty() => {}
                Part::Phrase(sense, language) if sense.is_cue() => {
                    cues.push(Near { cue: Cue { sense, language }, position: at, others });
                }
                Part::Phrase(Sense::Foreign, _) | Part::Mark('©') | Part::Other => others += 1,
                _ => {}
            }
            if others > 9 || cues.len() > 5 {
                break;
            }
        }
        cues
    }

    fn cue_after(&self, position: usize) -> Option<Near> {
        let mut at = position + 1;
        while at < self.items.len() && at < position + 4 {
            match self.items[at].part {
                Part::Phrase(sense, language) if sense.strength().is_some() => {
                    let behind = self.items[at + 1..].iter().take(3);
                    let mut behind = behind.take_while(|item| !matches!(item.part, Part::Mark(',' | ')' | '.')));
                    let belongs_to_next = behind.any(|item| item.is_date());
                    let near = Near { cue: Cue { sense, language }, position: at, others: 0 };
                    return (sense != Sense::Since && !belongs_to_next).then_some(near);
                }
                Part::Phrase(Sense::Filler, _) | Part::Mark('(' | ',' | '-' | ':' | '|' | ')' | '[') => at += 1,
                _ => return None,
            }
        }
        None
    }

    /// The cue that a date belongs to, and a second one that is joined to it: `effective and last updated on`.
    fn choose(&self, position: usize, cues: &[Near], mention: Mention) -> Vec<Near> {
        let reaches = |near: &&Near| {
            let reach = match near.cue.sense.strength() {
                Some(Strength::Strong) => 7,
                Some(Strength::Weak) => 2,
                _ => 1,
            };
            near.others <= reach && self.accepts(position, **near, mention)
        };
        let Some(nearest) = cues.iter().find(reaches) else { return Vec::new() };
        // `Effective date: from …`, `Version 2, last updated …`: what stands right before and says more wins.
        let better = cues.iter().find(|near| {
            !self.apart(near.position, nearest.position)
                && near.others <= nearest.others + 1
                && near.cue.sense.strength() > nearest.cue.sense.strength()
                && reaches(near)
        });
        let main =
            if nearest.cue.sense.strength() == Some(Strength::Bare) { better.unwrap_or(nearest) } else { nearest };
        let mut chosen = vec![*main];
        let second = cues.iter().find(|near| {
            near.position < main.position
                && near.others <= main.others + 1
                && near.cue.sense.strength() > Some(Strength::Bare)
                && kind(near.cue.sense) != kind(main.cue.sense)
                && self.joined(near.position, main.position)
                && self.accepts(position, **near, mention)
        });
        chosen.extend(second);
        chosen.reverse();
        chosen
    }

    fn in_future(&self, position: usize) -> bool {
        let words = self.items[..position].iter().flat_map(|item| item.from..item.to);
        words.filter_map(|at| self.tokens.word(at)).any(|word| {
            matches!(
                word,
                "will"
                    | "shall"
                    | "werden"
                    | "wird"
                    | "treten"
                    | "seront"
                    | "sera"
                    | "entreront"
                    | "entrera"
                    | "entraran"
                    | "entrara"
                    | "entreranno"
                    | "entrarao"
                    | "zullen"
                    | "zal"
                    | "wejdzie"
                    | "wejda"
                    | "вступят"
            )
        })
    }

    fn apart(&self, first: usize, second: usize) -> bool {
        let between = self.items.get(first + 1..second).unwrap_or_default();
        between.iter().any(|item| matches!(item.part, Part::Mark(',')))
    }

    fn joined(&self, first: usize, second: usize) -> bool {
        self.items[first + 1..second].iter().any(|item| match item.part {
            Part::Mark(mark) => matches!(mark, '/' | '&' | '+'),
            _ => matches!(
                self.tokens.word(item.from),
                Some("and" | "et" | "und" | "y" | "e" | "i" | "en" | "og" | "och" | "及" | "和" | "و" | "a" | "и")
            ),
        })
    }

    fn accepts(&self, position: usize, near: Near, mention: Mention) -> bool {
        let Some(strength) = near.cue.sense.strength() else { return false };
        let surroundings = Surroundings::of(self.items, position, near.position);
        let others = surroundings.before + surroundings.after;
        let own_line = !self.cut && others <= if strength == Strength::Strong { 8 } else { 5 };
        let subject = surroundings.subject == Some(Sense::Document);
        let until = if strength == Strength::Strong { position } else { self.items.len() };
        let foreign = self.items[..until].iter().any(|item| item.is_foreign());
        let clean = !foreign || (strength == Strength::Strong && subject);
        let said = match strength {
            Strength::Strong => own_line || subject || surroundings.opens,
            Strength::Weak => {
                own_line || (subject && near.others <= 1) || (surroundings.opens && near.others == 0 && others <= 12)
            }
            Strength::Bare if near.cue.sense == Sense::Since => {
                !self.cut
                    && self.stage.alone
                    && near.others == 0
                    && (others <= 2 && (self.stage.region != Region::Body || surroundings.documents > 0)
                        || (self.stage.heading && surroundings.documents > 0 && others <= 9 && surroundings.after <= 2))
            }
            Strength::Bare => !self.cut && self.stage.alone && (others <= 4 || (self.stage.heading && others <= 8)),
        };
        let precise = match mention.form {
            Form::Year => strength == Strength::Strong && near.others == 0 && others <= 4,
            Form::NumericMonth => near.others == 0 && near.cue.sense != Sense::Since,
            Form::Numeric { short_year: true, .. } => near.others == 0 && own_line,
            Form::Numeric { .. } | Form::Clear => true,
        };
        clean && said && precise
    }

    /// A date with no cue of its own: under a label, alone at the head or foot, behind a place, or behind the title.
    fn bare(&self, position: usize, mention: Mention) -> Option<Verdict> {
        let whole = match mention.reading {
            Reading::Exact(_) => matches!(mention.form, Form::Clear | Form::Numeric { short_year: false, .. }),
            Reading::Ambiguous { .. } => matches!(mention.form, Form::Numeric { short_year: false, .. }),
            Reading::Impossible => false,
        };
        let dates = self.items.iter().filter(|item| item.is_date()).count();
        if self.cut || dates != 1 {
            return None;
        }
        let count = |items: &[Item]| items.iter().filter(|item| !item.is_quiet()).count();
        let (before, after) = (count(&self.items[..position]), count(&self.items[position + 1..]));
        let words = (self.items.first()?.from, self.items.last()?.to.saturating_sub(1));
        let verdict = |kind, language| Verdict { kind, mention, language, own_line: true, words };
        if before + after == 0 {
            if let Some(cue) = self.stage.announced
                && let Some(kind) = kind(cue.sense)
            {
                return Some(verdict(kind, Some(cue.language)));
            }
            return (whole && self.stage.region != Region::Body).then(|| verdict(ClaimKind::VersionDate, None));
        }
        let document = self.items[..position].iter().any(|item| matches!(item.part, Part::Phrase(Sense::Document, _)));
        let foreign = self.items.iter().any(|item| item.is_foreign());
        let behind_title = document
            && !self.in_future(position)
            && (self.stage.heading || self.stage.region == Region::Head)
            && before <= 5
            && after == 0
            && self.stage.region != Region::Foot;
        let behind_place = self.stage.region == Region::Foot
            && before <= 3
            && after == 0
            && self.items[..position].iter().any(|item| matches!(item.part, Part::Mark(',')));
        (whole && !foreign && (behind_title || behind_place)).then(|| verdict(ClaimKind::VersionDate, None))
    }

    fn verdict(&self, position: usize, mention: Mention, near: Near) -> Verdict {
        let surroundings = Surroundings::of(self.items, position, near.position);
        let start = after_last_date(self.items, position);
        let cue = near.position.min(position);
        let first = if cue - start.min(cue) <= 14 { start } else { cue };
        let first = (first..=cue).find(|&at| !matches!(self.items[at].part, Part::Mark(_))).unwrap_or(cue);
        let last = near.position.max(position);
        let kind = self.announced_kind(position, near).unwrap_or(ClaimKind::VersionDate);
        Verdict {
            kind,
            mention,
            language: Some(near.cue.language),
            own_line: !self.cut && surroundings.before + surroundings.after <= 5,
            words: (self.items[first].from, self.items[last].to.saturating_sub(1)),
        }
    }

    /// The cue's kind; a coming change that is only announced is no claim about the text as it stands.
    fn announced_kind(&self, position: usize, near: Near) -> Option<ClaimKind> {
        let kind = kind(near.cue.sense)?;
        let says_before = |sense| {
            self.items[..position].iter().any(|item| matches!(item.part, Part::Phrase(said, _) if said == sense))
        };
        Some(match kind {
            _ if says_before(Sense::Previous) => ClaimKind::PreviousVersion,
            ClaimKind::Effective
                if says_before(Sense::Coming) || (says_before(Sense::Fresh) && self.in_future(position)) =>
            {
                ClaimKind::Announced
            }
            kind => kind,
        })
    }
}

/// What a line without a date announces for the next one: `Effective date:`.
pub(super) fn announces(tokens: &Tokens, language: Option<usize>) -> Option<Cue> {
    let sentence = Sentence { tokens, from: 0, to: tokens.len().min(REACH) };
    let items = items(sentence, &[], language);
    let others = items
        .iter()
        .filter(|item| matches!(item.part, Part::Other | Part::Number | Part::Phrase(Sense::Foreign, _)))
        .count();
    let cue = items.iter().rev().find_map(|item| match item.part {
        Part::Phrase(sense, language) if sense.strength().is_some() => Some(Cue { sense, language }),
        _ => None,
    })?;
    (tokens.len() <= 14 && others <= 1 && cue.sense != Sense::Since).then_some(cue)
}
