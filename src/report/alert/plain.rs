//! Alerts as plain text: for mails, chats, and wherever markup would be lost.
//! Must not know where they are sent.

use std::fmt::Write as _;

use super::Alert;
use crate::compare::{Change, WordOp};
use crate::report::escape::visible;
use crate::report::excerpt::around_edits;
use crate::report::wording;

/// How many clauses are shown.
const CLAUSES: usize = 12;
/// How many characters of a quoted text are shown.
const LONGEST: usize = 700;

/// What a mail about these alerts is called.
pub fn subject(alerts: &[&Alert]) -> String {
    match alerts {
        [alert] => {
            let finding =
                alert.ranked_findings().first().filter(|finding| finding.severity >= 2).map(|finding| finding.kind);
            let what = finding.map_or("changed", wording::finding);
            cut(&visible(&format!("{}: {what}", name(alert))), 120)
        }
        alerts => format!("{} policies changed", alerts.len()),
    }
}

/// An alert in a line: which policy, and what changed.
pub fn line(alert: &Alert) -> String {
    let text = format!("{}, {}: {}", name(alert), alert.when(), alert.comparison.summary.headline);
    cut(&visible(&text), LONGEST)
}

/// What changed, for a place that names the policy already.
pub fn sentence(alert: &Alert) -> String {
    let when = alert.when();
    let mut letters = when.chars();
    let begun: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    cut(&visible(&format!("{begun}: {}", alert.comparison.summary.headline)), LONGEST)
}

/// Everything that a reader should know, without markup.
pub fn plain(alerts: &[&Alert]) -> String {
    let mut text = String::new();
    for (index, alert) in alerts.iter().enumerate() {
        if index > 0 {
            text.push_str("\n----\n\n");
        }
        one(&mut text, alert);
    }
    text
}

fn one(text: &mut String, alert: &Alert) {
    let mut say = |line: &str| {
        text.push_str(&cut(&visible(line), LONGEST));
        text.push('\n');
    };
    say(&format!("{} changed {} (version {})", name(alert), alert.when(), alert.version));
    say(&alert.comparison.summary.headline);
    alert.dates().iter().for_each(|dates| say(dates));
    for finding in alert.ranked_findings() {
        let certainty = finding.certainty.id();
        say(&format!("* {} ({certainty}): {}", wording::finding(finding.kind), finding.text));
    }
    text.push('\n');
    let changes = alert.visible_changes();
    for (number, change) in (1..).zip(changes.iter().take(CLAUSES)) {
        clause(text, number, change);
    }
    if changes.len() > CLAUSES {
        let _ = writeln!(text, "and {} more", changes.len() - CLAUSES);
    }
    for (what, address) in [("The page", &alert.url), ("Archived", &alert.memento)] {
        if let Some(address) = address {
            let _ = writeln!(text, "{what}: {}", visible(address));
        }
    }
    let _ =
        writeln!(text, "See it whole: fineprint diff {0}@{1} {0}@{2}", alert.policy, alert.version - 1, alert.version);
}

fn clause(text: &mut String, number: usize, change: &Change) {
    let clause = change.new.as_ref().or(change.old.as_ref());
    let place = clause.map(|clause| clause.path.join(" › ")).filter(|path| !path.is_empty());
    let place = place.map(|path| format!(", under “{path}”")).unwrap_or_default();
    let what = format!("{} ({})", wording::op(change.op), wording::nature_of(change));
    let _ = writeln!(text, "{number}. {}", cut(&visible(&format!("{what}{place}")), LONGEST));
    let mut words = String::new();
    for run in around_edits(&change.words) {
        let (open, close) = match run.op {
            WordOp::Equal => ("", ""),
            WordOp::Insert => ("[added: ", "]"),
            WordOp::Delete => ("[removed: ", "]"),
        };
        words.extend([open, run.text.as_ref(), close]);
    }
    let _ = writeln!(text, "   {}\n", cut(&visible(&words), LONGEST));
}

/// The policy by its name, and by its title where it has one.
pub(super) fn name(alert: &Alert) -> String {
    match &alert.title {
        Some(title) => format!("{} (“{}”)", alert.policy, cut(title, 80)),
        None => alert.policy.to_string(),
    }
}

pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
    }
}
