//! A timeline in a terminal: one line a version, and under it what changed in words.
//! Must not know where a timeline is kept.

use super::change::{Listing, redline};
use super::paragraph::{Paragraph, padded};
use super::{Ink, Style};
use crate::claim::Claims;
use crate::compare::{Change, Comparison, Verdict};
use crate::report::{PolicyReport, telling, wording};
use crate::time::PartialDate;
use crate::timeline::{Timeline, Version};

/// How many looks are listed of a policy that no look showed.
const LISTED_LOOKS: usize = 20;

/// The versions of a policy, oldest first; of a policy without any, the looks and why each showed none. Findings are left to `findings`.
pub fn log(report: &PolicyReport<'_>, style: Style) -> String {
    let timeline = report.timeline;
    let mut text = heading(timeline, style);
    let width = timeline.versions.iter().map(|version| seen(version).len()).max().unwrap_or_default();
    for (index, version) in timeline.versions.iter().enumerate() {
        let comparison = index.checked_sub(1).and_then(|before| report.comparisons.get(before));
        text.push('\n');
        text.push_str(&one(version, comparison, width, style));
    }
    if let Some(look) = wording::blind_end(timeline).filter(|_| !timeline.versions.is_empty()) {
        text.push('\n');
        text.push_str(
            &Paragraph::of(Ink::Faint, "last look, ").and(Ink::Plain, &wording::missed(look)).lines(style, "", "   "),
        );
    }
    text
}

fn heading(timeline: &Timeline, style: Style) -> String {
    let name = style.paint(Ink::Strong, &timeline.policy.to_string());
    let (Some(first), Some(last)) = (timeline.versions.first(), timeline.versions.last()) else {
        return format!("{name}\n{}", no_version(timeline, style));
    };
    let captures: u64 = timeline.versions.iter().map(|version| u64::from(version.captures)).sum();
    let versions = wording::count_of(timeline.versions.len(), "version");
    let captures = wording::count(captures, "capture");
    let summary = format!("{versions} in {captures}, seen {}", wording::span(first.first_seen, last.last_seen));
    format!("{name}\n{}", Paragraph::of(Ink::Plain, &summary).lines(style, "", ""))
}

/// The newest looks at a policy that none of them showed, each with its reason.
fn no_version(timeline: &Timeline, style: Style) -> String {
    let looks = &timeline.looks;
    let said = match looks.len() {
        0 => "no version was seen yet".to_owned(),
        count => format!("no version was seen yet, in {}", wording::count_of(count, "look")),
    };
    let mut text = Paragraph::of(Ink::Plain, &said).lines(style, "", "");
    let earlier = looks.len().saturating_sub(LISTED_LOOKS);
    if earlier > 0 {
        let left_out = format!("{} before these", wording::count_of(earlier, "look"));
        text.push_str(&Paragraph::of(Ink::Faint, &left_out).lines(style, "  ", "  "));
    }
    let lines = looks
        .iter()
        .skip(earlier)
        .map(|look| Paragraph::of(Ink::Plain, &wording::missed(look)).lines(style, "  ", "    "));
    text.extend(lines);
    text
}

fn one(version: &Version, comparison: Option<&Comparison>, width: usize, style: Style) -> String {
    let words = wording::count_of(version.document.word_count(), "word");
    let captures = wording::count(u64::from(version.captures), "capture");
    let facts = Paragraph::of(Ink::Strong, &format!("{}", version.n))
        .and(Ink::Plain, &format!("\u{a0} {}", padded(&seen(version), width).replace(' ', "\u{a0}")))
        .and(Ink::Faint, &format!("\u{a0} {captures}, {words}"));
    let mut text = facts.lines(style, "", "   ");
    text.push_str(&Paragraph::of(Ink::Plain, &says(&version.claims)).lines(style, "   ", "   "));
    text.push_str(&headline(version, comparison).lines(style, "   ", "   "));
    text.extend(comparison.into_iter().flat_map(telling::clauses).map(|change| clause(change, style)));
    if let Some(note) = &version.provenance.note {
        text.push_str(&Paragraph::of(Ink::Faint, &format!("note: {note}")).lines(style, "   ", "   "));
    }
    text
}

/// The days between which a version was seen.
pub(super) fn seen(version: &Version) -> String {
    let (first, last) = (version.first_seen.day(), version.last_seen.day());
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// What the page says of its own date: the claims in its text, or failing these, in its markup.
pub(super) fn says(claims: &Claims) -> String {
    let said: Vec<String> = claims
        .of_itself()
        .map(|claim| format!("{} {}", wording::claim(claim.kind), wording::claimed_date(claim)))
        .collect();
    if said.is_empty() { "states no date in its text".to_owned() } else { format!("says: {}", said.join(", ")) }
}

fn first(version: &Version) -> String {
    let stated = version.claims.visible().filter(|claim| claim.kind.dates_the_text());
    let seen = PartialDate::of_day(version.first_seen);
    let days = stated.filter_map(|claim| claim.date?.days_until(seen)).min();
    match days {
        Some(days @ 7..) => format!(
            "the first version seen, {} after the date it states; no earlier capture is known that could test it",
            wording::count(days.unsigned_abs(), "day")
        ),
        _ => "the first version seen".to_owned(),
    }
}

/// What is new in a version; of the first one, how far its dates lie before anybody looked.
fn headline(version: &Version, comparison: Option<&Comparison>) -> Paragraph {
    let Some(comparison) = comparison else {
        return Paragraph::of(Ink::Faint, &first(version));
    };
    let summary = &comparison.summary;
    let ink = if summary.verdict == Verdict::Substantive { Ink::Strong } else { Ink::Plain };
    let words = if summary.headline.is_empty() { wording::verdict(summary.verdict) } else { &summary.headline };
    Paragraph::of(ink, words)
}

fn clause(change: &Change, style: Style) -> String {
    redline(&change.words, Listing::Telling, style).lines(style, &format!("   {}: ", wording::op(change.op)), "     ")
}
