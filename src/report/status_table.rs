//! How things stand with every policy, as a Markdown table for a README or a job's summary.
//! Must not know where that is read.

use std::fmt::Write as _;

use super::{Status, escape, wording};
use crate::time::CapturedAt;

/// A row for each policy, and a sentence for the store.
pub fn status_table(status: &Status) -> String {
    let mut text = "| policy | versions | last look | last success | last change | blind since | next |\n\
                    | --- | ---: | --- | --- | --- | --- | --- |\n"
        .to_owned();
    let day = |at: Option<CapturedAt>| at.map_or_else(|| "never".to_owned(), |at| at.day().to_string());
    for policy in &status.policies {
        let blind = policy.blind_since.map(|since| {
            let why = policy.why.as_deref().unwrap_or_default();
            format!("**{}**: {}", since.day(), cell(why))
        });
        // Nothing can be done about a text that cannot be written.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            cell(&policy.policy.to_string()),
            policy.versions,
            day(policy.last_look),
            day(policy.last_success),
            day(policy.last_change),
            blind.unwrap_or_default(),
            cell(&policy.next(status.now))
        );
    }
    let commit = match status.days_since_commit() {
        None => "never".to_owned(),
        Some(0) => "today".to_owned(),
        Some(days) => format!("{} ago", wording::count(days.unsigned_abs(), "day")),
    };
    let _ = writeln!(
        text,
        "\nLast commit: {commit}.{}",
        status.warning().map(|words| format!(" {words}.")).unwrap_or_default()
    );
    text
}

/// A text in a cell: on one line, and harmless.
fn cell(text: &str) -> String {
    escape::markdown(&text.replace(['\n', '\r'], " ")).replace('|', "\\|").replace("\\\\|", "\\|")
}
