//! A summary as GitHub-flavoured Markdown, for issues, step summaries and mails. Short enough for an issue; whoever wants
//! all of it follows a command or opens the HTML report. Must not know where it is posted.

use std::fmt::Write as _;

use crate::compare::{Change, WordOp, WordRun};
use crate::finding::{Evidence, Finding};
use crate::report::escape::{address, markdown};
use crate::report::excerpt::around_edits;
use crate::report::{PolicyReport, wording};
use crate::timeline::Version;

/// GitHub takes 65,536 characters in an issue; below that remains room for what is around.
const LARGEST: usize = 60_000;
/// How many clause changes of one version are listed.
const CLAUSES: usize = 8;
/// How many of a policy's changes are listed, newest first.
const CHANGES: usize = 5;
/// How many findings are listed.
const FINDINGS: usize = 12;
/// A quoted run of words is cut at this many characters.
const LONGEST_RUN: usize = 600;

/// One summary of one policy or several; cut between policies when it would be too long to post.
pub fn summary(reports: &[PolicyReport<'_>]) -> String {
    let mut text = String::new();
    for (index, report) in reports.iter().enumerate() {
        let part = policy(report);
        if text.len() + part.len() > LARGEST {
            let left = wording::count_of(reports.len() - index, "policy document");
            let _ = write!(text, "\n_{left} more: see the full report._\n");
            break;
        }
        text.push_str(&part);
    }
    text
}

fn policy(report: &PolicyReport<'_>) -> String {
    let mut text = format!("## {}\n\n", markdown(&report.timeline.policy.to_string()));
    let Some(newest) = report.timeline.versions.last() else {
        text.push_str("No version was seen yet.\n\n");
        return text;
    };
    if let Some(title) = &newest.document.title {
        let _ = writeln!(text, "**{}**  ", markdown(title));
    }
    let _ = writeln!(text, "{}\n", facts(report, newest));
    findings(&mut text, report);
    changes(&mut text, report);
    text
}

fn facts(report: &PolicyReport<'_>, newest: &Version) -> String {
    let versions = wording::count_of(report.timeline.versions.len(), "version");
    let first = report.timeline.versions.first().unwrap_or(newest);
    format!("{versions} seen {}.", wording::span(first.first_seen, newest.last_seen))
}

fn findings(text: &mut String, report: &PolicyReport<'_>) {
    let mut ranked: Vec<&Finding> = report.findings.iter().collect();
    ranked.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.certainty, finding.version)));
    if ranked.is_empty() {
        text.push_str("No findings.\n\n");
        return;
    }
    text.push_str("### Findings\n\n");
    finding_list(text, &ranked);
}

/// Findings as a list, with what they rest on; only so many as anybody reads.
pub(super) fn finding_list(text: &mut String, ranked: &[&Finding]) {
    if ranked.is_empty() {
        return;
    }
    for finding in ranked.iter().take(FINDINGS) {
        let version = finding.version.map(|n| format!(", version {n}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "- **{}** ({}, severity {}{version}): {}",
            wording::finding(finding.kind),
            finding.certainty.id(),
            wording::severity(finding.severity),
            markdown(&cut(&finding.text))
        );
        finding.evidence.iter().take(4).for_each(|evidence| one_evidence(text, evidence));
    }
    if ranked.len() > FINDINGS {
        let _ = writeln!(text, "- and {} more", ranked.len() - FINDINGS);
    }
    text.push('\n');
}

fn one_evidence(text: &mut String, evidence: &Evidence) {
    let _ = write!(text, "  - {}", markdown(&cut(&evidence.role)));
    if let Some(instant) = evidence.captured_at {
        let _ = write!(text, ", {}", wording::instant(instant));
    }
    if let Some(quote) = &evidence.quote {
        let _ = write!(text, ": \u{201c}{}\u{201d}", markdown(&cut(quote)));
    }
    if let Some(target) = evidence.url.as_deref().and_then(address) {
        // In angle brackets an address may hold parentheses; `address` refuses what could close them.
        let _ = write!(text, " ([look](<{target}>))");
    }
    text.push('\n');
}

fn changes(text: &mut String, report: &PolicyReport<'_>) {
    let pairs: Vec<_> = report.timeline.versions.windows(2).zip(report.comparisons).rev().collect();
    if pairs.is_empty() {
        return;
    }
    text.push_str("### Changes\n\n");
    for (pair, comparison) in pairs.iter().take(CHANGES) {
        let [old, new] = pair else { continue };
        let (after, before) = (old.last_seen.day(), new.first_seen.day());
        let _ = writeln!(
            text,
            "**Version {} to {}**, between {after} and {before}: {}. {}\n",
            old.n,
            new.n,
            wording::verdict(comparison.summary.verdict),
            markdown(&cut(&comparison.summary.headline))
        );
        let mut telling: Vec<&Change> = comparison.changes.iter().filter(|change| change.severity > 0).collect();
        telling.sort_by_key(|change| std::cmp::Reverse(change.severity));
        clause_list(text, &telling);
    }
    if pairs.len() > CHANGES {
        let _ = writeln!(text, "{} before that.\n", wording::count_of(pairs.len() - CHANGES, "change"));
    }
}

/// Changes of clauses as a list, each with its words; only so many as anybody reads.
pub(super) fn clause_list(text: &mut String, telling: &[&Change]) {
    for change in telling.iter().take(CLAUSES) {
        let path = change.new.as_ref().or(change.old.as_ref()).map(|clause| clause.path.join(" \u{203a} "));
        let place =
            path.filter(|path| !path.is_empty()).map(|path| format!(", in \u{201c}{}\u{201d}", markdown(&cut(&path))));
        let _ = writeln!(
            text,
            "- {}, {} (severity {}){}:  \n  {}",
            wording::op(change.op),
            wording::nature_of(change),
            wording::severity(change.severity),
            place.unwrap_or_default(),
            words(&change.words)
        );
    }
    if telling.len() > CLAUSES {
        let _ = writeln!(text, "- and {} more", telling.len() - CLAUSES);
    }
    if !telling.is_empty() {
        text.push('\n');
    }
}

/// The words with `<del>` and `<ins>`, which GitHub shows.
fn words(runs: &[WordRun]) -> String {
    let mut text = String::new();
    for run in around_edits(runs) {
        let core = markdown(&cut(run.text.trim()));
        if core.is_empty() {
            text.push(' ');
            continue;
        }
        let before = if run.text.starts_with(char::is_whitespace) { " " } else { "" };
        let after = if run.text.ends_with(char::is_whitespace) { " " } else { "" };
        let (open, close) = match run.op {
            WordOp::Equal => ("", ""),
            WordOp::Insert => ("<ins>", "</ins>"),
            WordOp::Delete => ("<del>", "</del>"),
        };
        text.extend([before, open, &core, close, after]);
    }
    text
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_RUN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{} \u{2026}", &text[..end]),
    }
}
