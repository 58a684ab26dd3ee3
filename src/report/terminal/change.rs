//! A comparison in a terminal: what it amounts to, the dates, then the clauses by severity, each with its words marked.
//! Must not know how changes are found.

use std::collections::BTreeSet;

use super::finding::{bounds_words, findings};
use super::paragraph::{Paragraph, columns, padded};
use super::timeline::date;
use super::{Colour, Ink, Style};
use crate::claim::{Claim, ClaimKind};
use crate::compare::{Change, Op, SectionChange, Verdict, WordOp, WordRun};
use crate::report::escape::visible;
use crate::report::excerpt::{around_edits, whole};
use crate::report::{Difference, Side, wording};
use crate::time::Bounds;

/// Which changes are listed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Those that matter; the others are counted. When none matters, all are listed.
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
    if !comparison.sections.is_empty() {
        text.push_str(&style.heading("Sections"));
        text.extend(comparison.sections.iter().map(|change| section(change, style)));
    }
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
    let dates: BTreeSet<String> = claims.map(|claim| visible(&date(claim)).into_owned()).collect();
    (!dates.is_empty()).then(|| dates.into_iter().collect::<Vec<_>>().join(", "))
}

fn section(change: &SectionChange, style: Style) -> String {
    let quoted =
        |headings: &[String]| headings.iter().map(|heading| format!("\"{heading}\"")).collect::<Vec<_>>().join(" and ");
    let words = match (change.old.is_empty(), change.new.is_empty()) {
        (true, _) => quoted(&change.new),
        (_, true) => quoted(&change.old),
        _ if change.old == change.new => quoted(&change.new),
        _ => format!("{} \u{2192} {}", quoted(&change.old), quoted(&change.new)),
    };
    Paragraph::of(Ink::Plain, &format!("{}: {words}", wording::section_op(change.op))).lines(style, "  ", "    ")
}

fn changes(changes: &[Change], listing: Listing, style: Style) -> String {
    let mut text = String::new();
    let any_matters = changes.iter().any(|change| change.severity > 0);
    let mut number = 0;
    for severity in (0..=3).rev() {
        let graded: Vec<&Change> = changes.iter().filter(|change| change.severity.min(3) == severity).collect();
        if graded.is_empty() {
            continue;
        }
        if severity == 0 && listing == Listing::Telling && any_matters {
            let words = format!("and {} without effect on the meaning", wording::count_of(graded.len(), "change"));
            text.push('\n');
            text.push_str(&Paragraph::of(Ink::Faint, &words).lines(style, "", ""));
            continue;
        }
        text.push_str(&style.heading(grade_heading(severity)));
        for change in graded {
            number += 1;
            text.push_str(&one(number, change, listing, style));
        }
    }
    text
}

fn grade_heading(severity: u8) -> &'static str {
    match severity {
        0 => "Without effect on the meaning",
        1 => "Changes of low severity",
        2 => "Changes of medium severity",
        _ => "Changes of high severity",
    }
}

fn one(number: usize, change: &Change, listing: Listing, style: Style) -> String {
    let mut what = vec![wording::op(change.op).to_owned(), wording::nature(change.nature).to_owned()];
    what.extend(change.topics.first().map(|topic| wording::topic(*topic)));
    what.extend(wording::direction(change.direction).map(str::to_owned));
    let label = format!("{number}.");
    let indent = " ".repeat(label.len() + 1);
    let mut text = Paragraph::of(Ink::Plain, &what.join(", ")).lines(style, &format!("{label} "), &indent);
    text.push_str(&Paragraph::of(Ink::Faint, &place(change)).lines(style, &indent, &indent));
    text.push_str(&redline(&change.words, listing, style).lines(style, &format!("{indent}  "), &format!("{indent}  ")));
    text
}

/// The section a clause stands in, or stood in and stands in.
fn place(change: &Change) -> String {
    let path = |path: &[String]| {
        if path.is_empty() { "before the first heading".to_owned() } else { path.join(" \u{203a} ") }
    };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if change.op == Op::Moved && old.path != new.path => {
            format!("{} \u{2192} {}", path(&old.path), path(&new.path))
        }
        (_, Some(clause)) | (Some(clause), None) => path(&clause.path),
        (None, None) => String::new(),
    }
}

/// The words with their marks: struck and underlined where there are colours, `[-…-]` and `{+…+}` where there are none.
fn redline(words: &[WordRun], listing: Listing, style: Style) -> Paragraph {
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

/// Marks close around the words; the spaces stay outside.
fn mark(paragraph: &mut Paragraph, text: &str, (ink, open, close): (Ink, &str, &str), style: Style) {
    let core = text.trim();
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
