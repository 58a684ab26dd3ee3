//! Alerts as GitHub-flavoured Markdown: the issue of a policy, and a comment for each later change.
//! Must not know GitHub's interface.

use std::fmt::Write as _;

use super::Alert;
use super::plain::cut;
use crate::compare::{Change, WordOp, WordRun};
use crate::finding::{Evidence, Finding};
use crate::report::escape::{address, markdown};
use crate::report::excerpt::around_edits;
use crate::report::wording;

/// GitHub takes 65,536 characters; below that remains room for what is around.
const LARGEST: usize = 60_000;
/// How many clause changes are listed.
const CLAUSES: usize = 8;
/// How many findings are listed.
const FINDINGS: usize = 12;
/// A quoted run of words is cut at this many characters.
const LONGEST_RUN: usize = 600;

/// The title and the text of the issue that a policy's changes are told in.
pub fn issue(alert: &Alert) -> (String, String) {
    let name = alert.policy.to_string();
    let mut text = format!(
        "Changes of {} are told here, one comment for each. Close the issue when you have seen them; it opens again with the next.\n",
        markdown(&name)
    );
    if let Some(url) = alert.url.as_deref().and_then(address) {
        let _ = writeln!(text, "\n[The page](<{url}>)");
    }
    (format!("{name} changed"), text)
}

/// One change, to be told in a comment.
pub fn comment(alert: &Alert) -> String {
    let mut text = format!("### {}: {}\n\n", alert.when(), markdown(&alert.comparison.summary.headline));
    if let Some(dates) = alert.dates() {
        text.extend([&markdown(&dates), "\n\n"]);
    }
    finding_list(&mut text, &alert.ranked_findings());
    clause_list(&mut text, &alert.visible_changes());
    for (what, target) in [("the page", &alert.url), ("its archived capture", &alert.memento)] {
        if let Some(target) = target.as_deref().and_then(address) {
            let _ = write!(text, "[{what}](<{target}>) ");
        }
    }
    let (policy, old, new) = (&alert.policy, alert.version - 1, alert.version);
    let _ = writeln!(
        text,
        "
`fineprint diff {policy}@{old} {policy}@{new}` shows all of it."
    );
    if text.len() > LARGEST {
        // A line's end is no place inside markup.
        let end = text.char_indices().take_while(|(at, _)| *at < LARGEST).filter(|(_, c)| *c == '\n').last();
        text.truncate(end.map_or(0, |(at, _)| at));
        text.push_str("\n\n_Cut here; the command above shows all of it._\n");
    }
    text
}

/// Findings as a list, with what they rest on; only so many as anybody reads.
fn finding_list(text: &mut String, ranked: &[&Finding]) {
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
            markdown(&cut(&finding.text, LONGEST_RUN))
        );
        finding.evidence.iter().take(4).for_each(|evidence| one_evidence(text, evidence));
    }
    if ranked.len() > FINDINGS {
        let _ = writeln!(text, "- and {} more", ranked.len() - FINDINGS);
    }
    text.push('\n');
}

fn one_evidence(text: &mut String, evidence: &Evidence) {
    let _ = write!(text, "  - {}", markdown(&cut(&evidence.role, LONGEST_RUN)));
    if let Some(instant) = evidence.captured_at {
        let _ = write!(text, ", {}", wording::instant(instant));
    }
    if let Some(quote) = &evidence.quote {
        let _ = write!(text, ": \u{201c}{}\u{201d}", markdown(&cut(quote, LONGEST_RUN)));
    }
    if let Some(target) = evidence.url.as_deref().and_then(address) {
        // In angle brackets an address may hold parentheses; `address` refuses what could close them.
        let _ = write!(text, " ([look](<{target}>))");
    }
    text.push('\n');
}

/// Changes of clauses as a list, each with its words; only so many as anybody reads.
fn clause_list(text: &mut String, telling: &[&Change]) {
    for change in telling.iter().take(CLAUSES) {
        let path = change.new.as_ref().or(change.old.as_ref()).map(|clause| clause.path.join(" \u{203a} "));
        let place = path
            .filter(|path| !path.is_empty())
            .map(|path| format!(", in \u{201c}{}\u{201d}", markdown(&cut(&path, LONGEST_RUN))));
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
        let core = markdown(&cut(run.text.trim(), LONGEST_RUN));
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
