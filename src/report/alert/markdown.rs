//! Alerts as GitHub-flavoured Markdown: the issue of a policy, and a comment for each later change.
//! Must not know GitHub's interface.

use std::fmt::Write as _;

use super::Alert;
use crate::report::escape::{address, markdown};
use crate::report::markdown as summary;

/// GitHub takes 65,536 characters; below that remains room for what is around.
const LARGEST: usize = 60_000;

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
    summary::finding_list(&mut text, &alert.ranked_findings());
    summary::clause_list(&mut text, &alert.visible_changes());
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
