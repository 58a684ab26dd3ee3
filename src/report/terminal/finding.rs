//! Findings in a terminal: the kind in words, how certain, the sentence to quote, and what it rests on.
//! Must not know how a finding comes to be.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::finding::{Evidence, Finding};
use crate::report::{same_capture, wording};
use crate::time::Bounds;

/// All findings: the gravest first, then the most certain, then the newest.
pub fn findings(findings: &[Finding], style: Style) -> String {
    if findings.is_empty() {
        return "no findings\n".to_owned();
    }
    let heading = wording::count_of(findings.len(), "finding");
    let mut text = format!("{}\n", style.paint(Ink::Strong, &heading));
    for finding in ranked(findings) {
        text.push('\n');
        text.push_str(&one(finding, style));
    }
    text
}

/// The gravest first, then the most certain, then the newest.
pub(super) fn ranked(findings: &[Finding]) -> Vec<&Finding> {
    let mut ranked: Vec<&Finding> = findings.iter().collect();
    ranked.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.certainty, finding.version)));
    ranked
}

fn one(finding: &Finding, style: Style) -> String {
    let version = finding.version.map(|n| format!("@{n}")).unwrap_or_default();
    let grave = if finding.severity >= 2 { Ink::Alert } else { Ink::Strong };
    let judgement = format!(": {}, severity {}", finding.certainty.id(), finding.severity);
    let heading = Paragraph::of(grave, &capitalized(wording::finding(finding.kind)))
        .and(Ink::Plain, &judgement)
        .and(Ink::Faint, &format!(" ({}, {}{version})", finding.kind.id(), finding.policy));
    let mut text = heading.lines(style, "", "  ");
    text.push_str(&Paragraph::of(Ink::Plain, &finding.text).lines(style, "  ", "  "));
    if let Some(bounds) = finding.bounds {
        text.push_str(&Paragraph::of(Ink::Faint, &bounds_words(bounds)).lines(style, "  ", "  "));
    }
    for (index, evidence) in finding.evidence.iter().enumerate() {
        let named = finding.evidence[..index].iter().any(|before| same_capture(before, evidence));
        text.push_str(&evidence_lines(evidence, named, style));
    }
    text
}

/// What a piece of evidence shows and where to look; a capture that was just named is not named again.
fn evidence_lines(evidence: &Evidence, named: bool, style: Style) -> String {
    let mut words = Paragraph::of(Ink::Plain, &evidence.role);
    if let Some(instant) = evidence.captured_at {
        let exact = if named { instant.day().to_string() } else { wording::instant(instant) };
        words.push(Ink::Plain, &format!(", {exact}"));
    }
    if let Some(source) = evidence.source.as_ref().filter(|_| !named) {
        words.push(Ink::Faint, &format!(" ({source})"));
    }
    if let Some(quote) = &evidence.quote {
        words.push(Ink::Plain, &format!(": \"{quote}\""));
    }
    let mut text = words.lines(style, "  - ", "    ");
    if let Some(url) = evidence.url.as_ref().filter(|_| !named) {
        text.push_str(&style.address("    ", url));
    }
    text
}

/// When something must have happened.
pub(super) fn bounds_words(bounds: Bounds) -> String {
    match bounds.after {
        Some(after) => {
            format!("appeared {} and {}", wording::after(after), wording::no_later_than(bounds.before))
        }
        None => format!("seen from {} on; no earlier capture is known", wording::there(bounds.before)),
    }
}

fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
