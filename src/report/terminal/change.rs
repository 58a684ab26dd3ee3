//! A comparison in a terminal: what it amounts to, the dates, then the clauses by severity, each with its words marked.
//! Must not know how changes are found.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{bounds_words, findings};
use super::paragraph::{Paragraph, columns, padded};
use super::{Colour, Ink, Style};
use crate::claim::{Claim, ClaimKind};
use crate::compare::{Change, Rename, SectionChange, SectionOp, Verdict, WordOp, WordRun};
use crate::report::escape::visible;
use crate::report::excerpt::{around_edits, same_words, whole};
use crate::report::{Difference, Side, wording};
use crate::time::Bounds;

/// How many changes of low severity are listed before the rest is counted.
const LISTED: usize = 12;
/// What stands before all headings.
const TOP: &str = "before the first heading";

/// Which changes are listed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Those that matter; of the others a few, or their number.
    Telling,
    Everything,
}

/// The difference between two texts.
pub fn diff(difference: &Difference<'_>, listing: Listing, style: Style) -> String {
    let comparison = difference.comparison;
    let mut text = headline(difference, style);
    text.push_str(&dates(difference.old, difference.new, style));
    if !difference.findings.is_empty() {
        text.push('\n');
        text.push_str(&findings(difference.findings, style));
    }
    text.push_str(&sections(&comparison.sections, style));
    text.push_str(&renames(&comparison.renames, style));
    text.push_str(&changes(&comparison.changes, listing, style));
    text
}

fn headline(difference: &Difference<'_>, style: Style) -> String {
    let summary = &difference.comparison.summary;
    let names = format!("{} \u{2192} {}", difference.old.label, difference.new.label);
    let mut text = Paragraph::of(Ink::Faint, &names).lines(style, "", "  ");
    if !summary.headline.is_empty() {
        text.push_str(&Paragraph::of(Ink::Strong, &summary.headline).lines(style, "", ""));
    }
    let counts = [
        (summary.counts.added, "added"),
        (summary.counts.removed, "removed"),
        (summary.counts.modified, "changed"),
        (summary.counts.moved, "moved"),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", wording::count_of(number, "clause")))
        .collect();
    let mut words = wording::verdict(summary.verdict).to_owned();
    if summary.verdict != Verdict::None && !counts.is_empty() {
        words = format!("{words}: {}", counts.join(", "));
    }
    text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "", ""));
    text
}

/// What each text says of its date, and when each was seen.
fn dates(old: &Side<'_>, new: &Side<'_>, style: Style) -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for kind in [ClaimKind::Effective, ClaimKind::LastUpdated, ClaimKind::Published, ClaimKind::VersionDate] {
        let (before, after) = (stated(old, kind), stated(new, kind));
        if before.is_some() || after.is_some() {
            let cell = |stated: Option<String>| stated.unwrap_or_else(|| "not stated".to_owned());
            rows.push([wording::claim(kind).to_owned(), cell(before), cell(after)]);
        }
    }
    if let (Some(before), Some(after)) = (old.last_seen, new.first_seen) {
        rows.push([
            "seen".to_owned(),
            format!("last {}", wording::instant(before)),
            format!("first {}", wording::instant(after)),
        ]);
    }
    if rows.is_empty() {
        return String::new();
    }
    let width = |column: usize| rows.iter().map(|row| columns(&row[column])).max().unwrap_or_default();
    let (first, second) = (width(0), width(1));
    let mut text = style.heading("Dates");
    for [what, before, after] in &rows {
        let cells = ["  ", &padded(what, first), "  ", &padded(before, second), "  \u{2192}  ", after, "\n"];
        text.extend(cells);
    }
    if let (Some(after), Some(before)) = (old.last_seen, new.first_seen) {
        let words = format!("the new text {}", bounds_words(Bounds { after: Some(after), before }));
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "  ", "  "));
    }
    text
}

fn stated(side: &Side<'_>, kind: ClaimKind) -> Option<String> {
    let claims = side.claims.dates.iter().filter(|claim: &&Claim| claim.kind == kind);
    let dates: BTreeSet<String> = claims.map(|claim| visible(&wording::claimed_date(claim)).into_owned()).collect();
    (!dates.is_empty()).then(|| dates.into_iter().collect::<Vec<_>>().join(", "))
}

/// What happened to whole sections, one paragraph for each kind of thing.
fn sections(changes: &[SectionChange], style: Style) -> String {
    let mut by_op: BTreeMap<SectionOp, Vec<String>> = BTreeMap::new();
    for change in changes {
        by_op.entry(change.op).or_default().push(section(change));
    }
    let mut text = if by_op.is_empty() { String::new() } else { style.heading("Sections") };
    for (op, sections) in by_op {
        let words = format!("{}: {}", wording::section_op(op), sections.join("; "));
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "  ", "    "));
    }
    text
}

fn section(change: &SectionChange) -> String {
    let quoted =
        |headings: &[String]| headings.iter().map(|heading| format!("\"{heading}\"")).collect::<Vec<_>>().join(" and ");
    match (change.old.is_empty(), change.new.is_empty()) {
        (_, true) => quoted(&change.old),
        (false, _) if change.old != change.new => format!("{} \u{2192} {}", quoted(&change.old), quoted(&change.new)),
        _ => quoted(&change.new),
    }
}

/// Names that gave way to others throughout, said once.
fn renames(renames: &[Rename], style: Style) -> String {
    let mut text = if renames.is_empty() { String::new() } else { style.heading("Renamed throughout") };
    for rename in renames {
        let places = wording::count_of(rename.places, "clause");
        let words = format!("\"{}\" \u{2192} \"{}\" in {places}", rename.old, rename.new);
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "  ", "    "));
    }
    text
}

fn changes(changes: &[Change], listing: Listing, style: Style) -> String {
    let mut text = String::new();
    let gravest = changes.iter().map(|change| change.severity.min(3)).max().unwrap_or_default();
    let mut number = 0;
    for severity in (0..=gravest).rev() {
        let graded: Vec<&Change> = changes.iter().filter(|change| change.severity.min(3) == severity).collect();
        let listed = match listing {
            Listing::Telling if severity == 0 && gravest > 0 => 0,
            Listing::Telling if severity < 2 => LISTED,
            _ => usize::MAX,
        };
        if graded.is_empty() {
            continue;
        }
        if listed > 0 {
            text.push_str(&style.heading(grade_heading(severity)));
        }
        let mut place_before = None;
        for change in graded.iter().take(listed) {
            number += 1;
            let place = wording::section_of(change, TOP);
            text.push_str(&one(number, change, place_before.as_ref() != Some(&place), listing, style));
            place_before = Some(place);
        }
        if graded.len() > listed {
            let words = format!("and {} {}", wording::count_of(graded.len() - listed, "change"), grade(severity));
            text.push('\n');
            text.push_str(&Paragraph::of(Ink::Faint, &words).lines(style, "", ""));
        }
    }
    text
}

fn grade(severity: u8) -> &'static str {
    match severity {
        0 => "in which no effect on the meaning was recognised",
        1 => "of low severity",
        2 => "of medium severity",
        _ => "of high severity",
    }
}

fn grade_heading(severity: u8) -> &'static str {
    match severity {
        0 => "Changes in which no effect on the meaning was recognised",
        1 => "Changes of low severity",
        2 => "Changes of medium severity",
        _ => "Changes of high severity",
    }
}

fn one(number: usize, change: &Change, with_place: bool, listing: Listing, style: Style) -> String {
    let mut what = vec![wording::op(change.op).to_owned(), wording::nature_of(change).to_owned()];
    what.extend(change.topics.first().and_then(|topic| wording::topic(*topic)));
    what.extend(wording::direction(change.direction).map(str::to_owned));
    what.extend(same_words(&change.words).then(|| "the words are the same".to_owned()));
    let label = format!("{number}.");
    let indent = " ".repeat(label.len() + 1);
    let mut text = Paragraph::of(Ink::Plain, &what.join(", ")).lines(style, &format!("{label} "), &indent);
    // The place is said once for clauses that stand together.
    if with_place {
        text.push_str(&Paragraph::of(Ink::Faint, &wording::section_of(change, TOP)).lines(style, &indent, &indent));
    }
    text.push_str(&redline(&change.words, listing, style).lines(style, &format!("{indent}  "), &format!("{indent}  ")));
    text
}

/// The words with their marks: struck and underlined where there are colours, `[-…-]` and `{+…+}` where there are none.
pub(super) fn redline(words: &[WordRun], listing: Listing, style: Style) -> Paragraph {
    let shown = if listing == Listing::Everything { whole(words) } else { around_edits(words) };
    let mut paragraph = Paragraph::default();
    for run in &shown {
        match run.op {
            WordOp::Equal => paragraph.push(Ink::Plain, &run.text),
            WordOp::Delete => mark(&mut paragraph, &run.text, (Ink::Removed, "[-", "-]"), style),
            WordOp::Insert => mark(&mut paragraph, &run.text, (Ink::Added, "{+", "+}"), style),
        }
    }
    paragraph
}

/// How a space is drawn.
const BLANK: &str = "\u{2423}";

/// Marks close around the words; the spaces stay outside. A space that came or went alone is drawn, or nothing would be seen.
fn mark(paragraph: &mut Paragraph, text: &str, (ink, open, close): (Ink, &str, &str), style: Style) {
    let core = match text.trim() {
        "" if text.is_empty() => return,
        "" => return mark(paragraph, BLANK, (ink, open, close), style),
        core => core,
    };
    if text.starts_with(char::is_whitespace) {
        paragraph.push(Ink::Plain, " ");
    }
    match style.colour {
        Colour::Plain => paragraph.push(ink, &format!("{open}{core}{close}")),
        Colour::Ansi => paragraph.push(ink, core),
    }
    if text.ends_with(char::is_whitespace) {
        paragraph.push(Ink::Plain, " ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_that_came_or_went_alone_is_seen() {
        let run = |op, text: &str| WordRun { op, text: text.to_owned() };
        let words =
            [run(WordOp::Equal, "We keep log"), run(WordOp::Insert, " "), run(WordOp::Equal, "files for a week.")];
        let shown = |colour| {
            let style = Style { width: 80, colour };
            redline(&words, Listing::Everything, style).lines(style, "", "")
        };
        assert_eq!(shown(Colour::Plain), "We keep log{+\u{2423}+}files for a week.\n");
        assert!(shown(Colour::Ansi).contains("\u{2423}"), "{}", shown(Colour::Ansi));
        let beside = [run(WordOp::Delete, "may "), run(WordOp::Insert, "will "), run(WordOp::Equal, "share it.")];
        let style = Style { width: 80, colour: Colour::Plain };
        assert_eq!(redline(&beside, Listing::Everything, style).lines(style, "", ""), "[-may-] {+will+} share it.\n");
    }
}
