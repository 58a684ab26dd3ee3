//! Several policies at a glance: of each what matters most, in a line or two.
//! Must not know how it was found.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::PolicyReport;

/// Findings of a policy beyond these wait for its own page.
const FINDINGS: usize = 2;

/// What a reader should know first: the newest change of substance and the gravest findings of each policy.
pub fn glance(reports: &[PolicyReport<'_>], style: Style) -> String {
    reports.iter().map(|report| one(report, style)).collect()
}

fn one(report: &PolicyReport<'_>, style: Style) -> String {
    let mut text = format!("{}\n", style.paint(Ink::Strong, &report.timeline.policy.to_string()));
    let changed = report.comparisons.iter().rev().find(|comparison| comparison.summary.severity > 0);
    let mut grave: Vec<_> = report.findings.iter().filter(|finding| finding.severity > 0).collect();
    grave.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.certainty)));
    let headline = changed.map(|comparison| comparison.summary.headline.as_str());
    let sentences = grave.iter().take(FINDINGS).map(|finding| finding.text.as_str());
    let telling: Vec<&str> = headline.into_iter().chain(sentences).collect();
    for sentence in &telling {
        text.push_str(&Paragraph::of(Ink::Plain, sentence).lines(style, "  ", "  "));
    }
    if telling.is_empty() && report.timeline.versions.is_empty() {
        text.push_str("  no version was seen yet\n");
    } else if telling.is_empty() {
        text.push_str("  nothing that contradicts the dates it states\n");
    }
    text
}
