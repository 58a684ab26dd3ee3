//! Finds the dates a document states about itself in the text a reader sees.
//! Must not know machine-readable dates, or what follows from a claim.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::time::PartialDate;

use super::date::{Mention, Reading, may_hold_date, mentions};
use super::judge::{self, Cue, Region, Stage, Verdict, judge};
use super::line::{Line, LineKind, lines};
use super::order::{NumericOrder, OrderEvidence, settled};
use super::sentence::Sentence;
use super::token::{Tokens, beginning, folded};
use super::words::months::month;
use super::words::{self, Sense, detect::detect, phrase_at};
use super::{Claim, ClaimKind, Place};

/// A claim with what decides between claims.
#[derive(Clone, Debug)]
struct Statement {
    claim: Claim,
    line: usize,
    own_line: bool,
    /// It has no cue: its place alone speaks for it.
    bare: bool,
}

/// The visible claims in document order.
pub(super) fn claims(document: &Document, url: Option<&str>) -> Vec<Claim> {
    let lines = lines(document);
    let dated: Vec<usize> = (0..lines.len()).filter(|&index| lines[index].any(may_hold_date)).collect();
    if dated.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader::new(&lines, document.language.as_deref(), url);
    for index in dated {
        reader.read_line(index);
    }
    reader.finish()
}

/// How much text may stand above the head's last line, in bytes.
const HEAD_BYTES: usize = 500;
const HEAD_LINES: usize = 12;
const FOOT_LINES: usize = 6;

/// What heads a list of changes when it is all that a heading says.
const HISTORIES: &[&str] = &[
    "history",
    "changes",
    "revisions",
    "versions",
    "updates",
    "archive",
    "archives",
    "historie",
    "verlauf",
    "anderungen",
    "versionen",
    "historique",
    "historial",
    "historia",
    "historico",
    "cronologia",
    "storico",
    "revisioni",
    "geschiedenis",
    "wijzigingen",
    "versies",
    "revisiones",
    "revisoes",
    "zmiany",
];

struct Reader<'d> {
    lines: &'d [Line<'d>],
    url: Option<&'d str>,
    language: Option<usize>,
    /// The first line that no longer belongs to the head.
    head_end: usize,
    evidence: OrderEvidence,
    found: Vec<Found>,
    /// The last line that is an entry of a list of changes.
    changelog_line: Option<usize>,
}

struct Found {
    line: usize,
    verdict: Verdict,
    text: String,
    separator: Option<char>,
}

impl<'d> Reader<'d> {
    fn new(lines: &'d [Line<'d>], declared: Option<&str>, url: Option<&'d str>) -> Self {
        let sample = lines.iter().filter(|line| line.kind == LineKind::Block && line.length() > 60).take(5);
        let sample: Vec<Cow<'_, str>> = sample.map(|line| line.text().0).collect();
        let detected = detect(sample.iter().map(|text| beginning(text, 400)));
        let mut bytes = 0;
        let blocks = lines.iter().take(HEAD_LINES).take_while(|line| {
            bytes += if line.kind == LineKind::Heading { 0 } else { line.length() };
            bytes <= HEAD_BYTES
        });
        let head_end = blocks.count();
        Self {
            lines,
            url,
            language: detected.or_else(|| declared.and_then(words::language_of)),
            head_end,
            evidence: OrderEvidence::default(),
            found: Vec::new(),
            changelog_line: None,
        }
    }

    fn read_line(&mut self, index: usize) {
        let line = self.lines[index];
        let (text, sentences) = line.text();
        let tokens = Tokens::of(&text);
        let dates = mentions(&tokens);
        for date in &dates {
            if let Some((first, _)) = tokens.number(date.first) {
                self.evidence.learn(date, first);
            }
        }
        if dates.is_empty() {
            return;
        }
        if self.in_list_of_changes(index, &tokens, &dates) {
            self.changelog_line = Some(index);
            self.take_changelog_entry(index, &text, &tokens, &dates);
            return;
        }
        let mut start = 0;
        while start < dates.len() {
            let sentence = sentence_around(&sentences, &tokens, &dates[start]);
            let count = dates[start..].iter().take_while(|date| date.first < sentence.to).count().max(1);
            let stage = self.stage(index, sentence, &dates);
            for verdict in judge(sentence, &dates[start..start + count], stage) {
                self.take(index, &text, &tokens, verdict);
            }
            start += count;
        }
    }

    fn stage(&self, index: usize, sentence: Sentence<'_>, dates: &[Mention]) -> Stage {
        let tokens = sentence.tokens;
        let date_alone = dates.len() == 1 && tokens.len() <= dates[0].last - dates[0].first + 6;
        Stage {
            heading: self.lines[index].kind == LineKind::Heading,
            region: match index {
                _ if index < self.head_end => Region::Head,
                _ if index + FOOT_LINES >= self.lines.len() => Region::Foot,
                _ => Region::Body,
            },
            alone: tokens.len() - (sentence.to - sentence.from).min(tokens.len()) <= 16,
            announced: if date_alone { self.announced_above(index) } else { None },
            language: self.language,
        }
    }

    fn announced_above(&self, index: usize) -> Option<Cue> {
        let above = self.lines[index.checked_sub(1)?];
        if above.length() > 80 || above.any(may_hold_date) {
            return None;
        }
        judge::announces(&Tokens::of(&above.text().0), self.language)
    }

    /// Whether the line is an entry under a heading such as `Change history`, or follows such an entry.
    fn in_list_of_changes(&self, index: usize, tokens: &Tokens, dates: &[Mention]) -> bool {
        let line = &self.lines[index];
        let begins = dates.first().is_some_and(|date| date.first <= 6) && line.kind != LineKind::Heading;
        if !begins || tokens.len() > 400 {
            return false;
        }
        let follows =
            self.changelog_line.is_some_and(|last| last + 3 >= index && self.lines[last].section == line.section);
        let under_heading = || {
            let heading = index.checked_sub(line.below_heading + 1).map(|at| &self.lines[at]);
            heading.is_some_and(|heading| {
                heading.kind == LineKind::Heading && (self.names_changes(heading) || self.names_versions(heading))
            })
        };
        let under_label = || {
            let above = self.lines[..index].iter().rev().take(3).take_while(|line| line.length() < 60);
            above.into_iter().any(|line| self.names_changes(line))
        };
        let under_header = || line.kind == LineKind::Row && self.header_lists_changes(index);
        follows || (under_heading() || under_label()) && !self.says_of_itself(tokens, dates) || under_header()
    }

    /// Whether a line states its first date in a clause of its own: `This policy applies from 1 May 2020`, and not as an
    /// entry does, which begins with its date or with a word or two before it.
    fn says_of_itself(&self, tokens: &Tokens, dates: &[Mention]) -> bool {
        let Some(first) = dates.first() else { return false };
        let words = (0..first.first).filter(|at| tokens.word(*at).is_some()).count();
        let sentence = Sentence { tokens, from: 0, to: first.last + 1 };
        let stage =
            Stage { heading: false, region: Region::Body, alone: true, announced: None, language: self.language };
        let is_cued = |verdict: &Verdict| {
            matches!(verdict.kind, ClaimKind::Effective | ClaimKind::LastUpdated) && verdict.language.is_some()
        };
        words >= 4 && judge(sentence, &dates[..1], stage).iter().any(is_cued)
    }

    fn names_changes(&self, line: &Line<'_>) -> bool {
        if line.length() > 80 {
            return false;
        }
        let tokens = Tokens::of(&line.text().0);
        let changes = |at| phrase_at(&tokens, at, self.language).is_some_and(|found| found.sense == Sense::Changelog);
        let mut words = (0..tokens.len()).filter_map(|at| tokens.word(at));
        let alone = words.next().filter(|_| words.next().is_none()).is_some_and(|word| HISTORIES.contains(&word));
        alone || tokens.len() <= 10 && (0..tokens.len()).any(changes)
    }

    /// `Previous versions`, and little else.
    fn names_versions(&self, heading: &Line<'_>) -> bool {
        if heading.length() > 40 {
            return false;
        }
        let tokens = Tokens::of(&heading.text().0);
        let earlier = |at| phrase_at(&tokens, at, self.language).is_some_and(|found| found.sense == Sense::Previous);
        (0..tokens.len()).filter(|at| tokens.word(*at).is_some()).count() <= 4 && (0..tokens.len()).any(earlier)
    }

    /// Whether the row belongs to a table whose header speaks of versions and what changed in them.
    fn header_lists_changes(&self, index: usize) -> bool {
        let rows = self.lines[..index].iter().rev().take(64).take_while(|line| line.kind == LineKind::Row);
        let Some(header) = rows.last() else { return false };
        if header.length() > 120 || header.any(may_hold_date) {
            return false;
        }
        let tokens = Tokens::of(&header.text().0);
        let senses: Vec<Sense> =
            (0..tokens.len()).filter_map(|at| phrase_at(&tokens, at, self.language)).map(|found| found.sense).collect();
        let version = senses.contains(&Sense::Version);
        version
            && senses
                .iter()
                .filter(|sense| matches!(sense, Sense::Version | Sense::Revised | Sense::Updated | Sense::Changelog))
                .count()
                >= 2
    }

    fn take_changelog_entry(&mut self, index: usize, text: &str, tokens: &Tokens, dates: &[Mention]) {
        let Some(&mention) = dates.first() else { return };
        let verdict = Verdict {
            kind: ClaimKind::Changelog,
            mention,
            language: None,
            own_line: true,
            words: (mention.first, mention.last),
        };
        if matches!(mention.form, super::date::Form::Clear | super::date::Form::Numeric { .. }) {
            self.take(index, text, tokens, verdict);
        }
    }

    fn take(&mut self, line: usize, text: &str, tokens: &Tokens, verdict: Verdict) {
        let start = tokens.get(verdict.words.0).map_or(0, |token| token.start);
        let end = tokens.get(verdict.words.1).map_or(text.len(), |token| token.end);
        let words = text.get(start..end).unwrap_or(text).trim().to_owned();
        let separator = match verdict.mention.form {
            super::date::Form::Numeric { separator, .. } => Some(separator),
            _ => None,
        };
        self.found.push(Found { line, verdict, text: words, separator });
    }

    fn finish(self) -> Vec<Claim> {
        let statements: Vec<Statement> = self.found.iter().map(|found| self.statement(found)).collect();
        let statements = without_stray_dates(statements, self.head_end);
        let statements = self.with_other_documents(statements);
        without_repetitions(statements)
    }

    fn statement(&self, found: &Found) -> Statement {
        let verdict = &found.verdict;
        let (date, candidates) = match verdict.mention.reading {
            Reading::Exact(date) => (Some(date), Vec::new()),
            Reading::Ambiguous { day_first, month_first } => {
                let order =
                    settled(found.separator.unwrap_or('/'), self.evidence, verdict.language, self.language, self.url);
                match order {
                    Some(NumericOrder::DayFirst) => (Some(day_first), Vec::new()),
                    Some(NumericOrder::MonthFirst) => (Some(month_first), Vec::new()),
                    None => (None, vec![day_first.min(month_first), day_first.max(month_first)]),
                }
            }
            Reading::Impossible => (None, Vec::new()),
        };
        let claim = Claim { kind: verdict.kind, date, candidates, text: found.text.clone(), place: Place::Visible };
        let bare = verdict.language.is_none() && verdict.kind == ClaimKind::VersionDate;
        Statement { claim, line: found.line, own_line: verdict.own_line, bare }
    }

    /// A date right below a line that names a further document on the page is that document's. So is, in the middle of
    /// the page, a date that is said in the very words of a later one.
    fn with_other_documents(&self, mut statements: Vec<Statement>) -> Vec<Statement> {
        let mut seen_from = None;
        for statement in &mut statements {
            if statement.claim.kind == ClaimKind::Changelog {
                continue;
            }
            let name_at = if statement.own_line { self.name_above(statement.line) } else { None };
            if name_at.is_some_and(|name_at| seen_from.is_some_and(|first| first < name_at)) {
                statement.claim.kind = ClaimKind::OtherDocument;
            }
            seen_from = seen_from.or(Some(statement.line));
        }
        let latest: BTreeMap<String, Option<PartialDate>> =
            statements.iter().filter_map(Statement::wording).fold(BTreeMap::new(), |mut latest, (words, date)| {
                let entry = latest.entry(words).or_insert(None);
                *entry = (*entry).max(Some(date));
                latest
            });
        for statement in &mut statements {
            let in_middle = statement.line >= self.head_end && statement.line + FOOT_LINES < self.lines.len();
            if in_middle
                && let Some((words, date)) = statement.wording()
                && latest.get(&words).is_some_and(|latest| *latest > Some(date))
            {
                statement.claim.kind = ClaimKind::OtherDocument;
            }
        }
        statements
    }

    /// The line at most two above that names a document, if there is one.
    fn name_above(&self, line: usize) -> Option<usize> {
        let above = (line.saturating_sub(2)..line).rev();
        let mut short = above.take_while(|&at| self.lines[at].length() <= 120 && !self.lines[at].any(may_hold_date));
        short.find(|&at| self.names_document(&self.lines[at].text().0))
    }

    /// `Cookie Notice`, but not `Changes to this Cookie Notice`.
    fn names_document(&self, heading: &str) -> bool {
        if heading.len() > 120 {
            return false;
        }
        let tokens = Tokens::of(heading);
        let mut names = false;
        let mut at = 0;
        while at < tokens.len() {
            match phrase_at(&tokens, at, self.language) {
                Some(found) => {
                    names |= found.sense == Sense::Document;
                    if matches!(
                        found.sense,
                        Sense::This
                            | Sense::Revised
                            | Sense::Updated
                            | Sense::Coming
                            | Sense::Effective
                            | Sense::Applies
                    ) {
                        return false;
                    }
                    at += found.length;
                }
                None => at += 1,
            }
        }
        names
    }
}

impl Statement {
    /// The words of a statement that has a line of its own, without the date.
    fn wording(&self) -> Option<(String, PartialDate)> {
        let repeatable =
            matches!(self.claim.kind, ClaimKind::LastUpdated | ClaimKind::Effective | ClaimKind::VersionDate);
        let date = self.claim.date.filter(|_| self.own_line && repeatable && !self.bare)?;
        let words = self.claim.text.split(|c: char| c.is_ascii_digit()).next()?;
        Some((
            words.split_whitespace().filter(|word| month(&folded(word)).is_none()).collect::<Vec<_>>().join(" "),
            date,
        ))
    }
}

fn sentence_around<'t>(sentences: &[usize], tokens: &'t Tokens, date: &Mention) -> Sentence<'t> {
    let start = tokens.get(date.first).map_or(0, |token| token.start);
    let end = tokens.get(date.last).map_or(0, |token| token.end);
    let begins = sentences.partition_point(|&offset| offset <= start);
    let begins = begins.checked_sub(1).and_then(|index| sentences.get(index)).copied().unwrap_or(0);
    let ends = sentences[sentences.partition_point(|&offset| offset < end)..].first().copied();
    let ends = ends.unwrap_or(usize::MAX);
    let list = tokens.list();
    Sentence {
        tokens,
        from: list.partition_point(|token| token.start < begins),
        to: list.partition_point(|token| token.start < ends),
    }
}

/// Several bare dates on a page are those of other articles; beside a stated one a bare date says nothing.
fn without_stray_dates(statements: Vec<Statement>, head_end: usize) -> Vec<Statement> {
    let stated = statements.iter().any(|statement| {
        !statement.bare
            && matches!(statement.claim.kind, ClaimKind::LastUpdated | ClaimKind::Published | ClaimKind::VersionDate)
    });
    let in_head = |statement: &Statement| statement.line < head_end;
    let bare_in_head = statements.iter().filter(|statement| statement.bare && in_head(statement)).count();
    let bare = statements.iter().filter(|statement| statement.bare).count();
    statements
        .into_iter()
        .filter(|statement| !statement.bare || (!stated && (bare == 1 || (bare_in_head == 1 && in_head(statement)))))
        .collect()
}

/// What is said again is one claim.
fn without_repetitions(statements: Vec<Statement>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::with_capacity(statements.len());
    let mut seen = BTreeSet::new();
    for statement in statements {
        let claim = statement.claim;
        let key: (ClaimKind, Option<PartialDate>, Vec<PartialDate>) =
            (claim.kind, claim.date, claim.candidates.clone());
        if seen.insert(key) {
            claims.push(claim);
        }
    }
    claims
}
