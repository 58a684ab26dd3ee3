//! Silent change: clauses changed in substance while every stated date stood still, and undated change, its lesser
//! relative on a page that states no date, or none any more. Must not know how clauses are compared.

use crate::claim::{self, Claim};
use crate::compare::{Change, Op};
use crate::document::Heading;
use crate::time::Precision;

use super::moved::{Which, newly_stated, over};
use super::stated::{Movement, Stated, tells_of_a_new_day};
use super::step::{Side, Step};
use super::variants::FLAP_DAYS;
use super::{Certainty, Finding, FindingKind, edition, weight, wording};

/// A date line that follows its text within so many days is late, not missing.
const LATE_DATE_DAYS: i64 = 7;
/// A line of so many words with a date in it is a date line, whatever it dates.
const DATE_LINE_WORDS: usize = 4;

/// Clauses changed in substance and no stated date moved. `later` are the steps that follow: a verdict at first sight is
/// provisional, and a date that follows within days turns it into a note.
pub(super) fn check(step: &Step<'_>, later: &[Step<'_>]) -> Option<Finding> {
    let changes = step.substance();
    if changes.is_empty() || !step.comparable() || tells_of_a_new_day(step.old.claims, step.new.claims) {
        return None;
    }
    if lists_the_day(step) {
        return None;
    }
    // Another company at another address may be the edition for another country, until it has stood for a while.
    let stood = step.new.last_seen.days_since(step.new.first_seen);
    if stood < FLAP_DAYS && edition::only_the_company_differs(changes) {
        return None;
    }
    let (old, new) = (step.old.stated(), step.new.stated());
    if step.old.claims.visible().next().is_none() && step.new.claims.visible().next().is_none() {
        return [&step.old, &step.new].iter().all(|side| !prints_a_date(side)).then(|| undated(step, changes));
    }
    if step.new.claims.visible().next().is_none() {
        let dropped = old.text.or(old.effective)?;
        return (!prints_a_date(&step.new)).then(|| date_dropped(step, dropped, changes));
    }
    let movements = [Stated::text_movement(old, new), Stated::effective_movement(old, new)];
    let stood = movements.contains(&Movement::Same);
    if !stood || !movements.iter().all(|movement| matches!(movement, Movement::Same | Movement::Absent)) {
        return None;
    }
    // While the stated day or month lasts, the page may be honest: the new text may have come on that very day.
    let claim = new.text.or(new.effective)?;
    let certainty = old.claims().chain(new.claims()).map(|claim| over(claim, step.old.last_seen)).min().flatten()?;
    Some(silent(step, claim, changes, later, certainty))
}

/// Whether a line of the text is hardly more than a date. It may date the text or something else; a page that has one
/// cannot be said to state no date.
fn prints_a_date(side: &Side<'_>) -> bool {
    let headings = side.document.sections.iter().filter_map(|section| section.heading.as_ref());
    let lines = headings.map(Heading::printed).chain(side.document.sentences().map(|(_, _, line)| &*line.text));
    let short = lines.into_iter().filter(|line| line.split_whitespace().count() <= DATE_LINE_WORDS);
    short.into_iter().flat_map(claim::days_in).any(|date| date.precision() > Precision::Year)
}

/// Whether a line that came begins with a day on which the old text was not over yet: an entry in a list of changes, which
/// tells of the change whatever the date line says.
fn lists_the_day(step: &Step<'_>) -> bool {
    let added = step.comparison.changes.iter().filter(|change| change.op == Op::Added);
    let lines = added.filter_map(|change| change.new.as_ref()).map(|clause| clause.text.as_str());
    let beginnings = lines.map(|line| line.split([':', '\u{2013}', '\u{2014}']).next().unwrap_or(line));
    let short = beginnings.filter(|words| words.split_whitespace().count() <= DATE_LINE_WORDS);
    short.flat_map(claim::days_in).any(|day| day.precision() > Precision::Year && day.ends() > step.old.last_seen)
}

fn silent(step: &Step<'_>, claim: &Claim, changes: &[&Change], later: &[Step<'_>], certainty: Certainty) -> Finding {
    let (severity, late) = match dated_late(step, later) {
        Some(days) => (0, format!(" The date line followed within {}.", wording::days(days.max(1)))),
        None => (changes.first().map_or(1, |change| change.severity.max(1)), String::new()),
    };
    let text = format!(
        "{} in substance while the page kept saying {}.{}{late}",
        changed(step, changes),
        wording::quote(&claim.text),
        telling(changes)
    );
    let quotes = weight::quotes(changes, &step.old, &step.new);
    let finding = step.finding(FindingKind::SilentChange, certainty, severity);
    finding.claiming(claim, &step.new).with(quotes).saying(text)
}

fn undated(step: &Step<'_>, changes: &[&Change]) -> Finding {
    let text = format!("{} in substance. The page states no date.{}", changed(step, changes), telling(changes));
    let quotes = weight::quotes(changes, &step.old, &step.new);
    step.finding(FindingKind::UndatedChange, Certainty::Proven, 1).with(quotes).saying(text)
}

/// The date line went with the change: the page that changed states no date, so the change is an undated one, and a reader
/// who looks for the date that stood there wants to know. It is likely only, since a date can stand where no reading finds it.
fn date_dropped(step: &Step<'_>, dropped: &Claim, changes: &[&Change]) -> Finding {
    let text = format!(
        "{} in substance. The page no longer states a date; before, it said {}.{}",
        changed(step, changes),
        wording::quote(&dropped.text),
        telling(changes)
    );
    let before = step.old.quote("the date as the page stated it before", &dropped.text);
    let quotes = weight::quotes(changes, &step.old, &step.new);
    step.finding(FindingKind::UndatedChange, Certainty::Likely, 1).with([before]).with(quotes).saying(text)
}

/// `Between July 10, 2024 and July 18, 2024, 2 clauses changed`
fn changed(step: &Step<'_>, changes: &[&Change]) -> String {
    let (after, before) = wording::seen_between(step.old.last_seen, step.new.first_seen);
    let count = wording::count(changes.len(), "clause changed", "clauses changed");
    format!("Between {after} and {before}, {count}")
}

/// The most severe change as a sentence of its own.
fn telling(changes: &[&Change]) -> String {
    let Some(telling) = weight::telling(changes) else { return String::new() };
    if changes.len() > 1 {
        return format!(" Among them: {telling}.");
    }
    let (first, rest) = telling.split_at(telling.chars().next().map_or(0, char::len_utf8));
    format!(" {}{rest}.", first.to_uppercase())
}

/// In how many days the date line followed the text, if it soon did and names a day that fits the change.
fn dated_late(step: &Step<'_>, later: &[Step<'_>]) -> Option<i64> {
    let (next, claim) = later.iter().find_map(|next| {
        Some((next, newly_stated(next, Which::Text).or_else(|| newly_stated(next, Which::Effective))?))
    })?;
    let days = next.new.first_seen.days_since(step.new.first_seen);
    let fits = claim.date.is_some_and(|date| date.ends() > step.old.last_seen);
    (days <= LATE_DATE_DAYS && fits).then_some(days)
}
