//! How things stand with every policy, in a terminal.
//! Must not know where that is read.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::{PolicyStatus, Status, wording};
use crate::time::CapturedAt;

/// Every policy in three lines: when it was looked at, what is wrong, what to do next.
pub fn status(status: &Status, style: Style) -> String {
    let mut text: String = status.policies.iter().map(|policy| one(policy, status.now, style)).collect();
    let blind = status.policies.iter().filter(|policy| policy.blind_since.is_some()).count();
    let commit = match status.days_since_commit() {
        None => "nothing committed yet".to_owned(),
        Some(0) => "last commit today".to_owned(),
        Some(days) => format!("last commit {} ago", wording::count(days.unsigned_abs(), "day")),
    };
    let sum = match status.policies.len() {
        1 => format!("1 policy, {blind} blind; {commit}"),
        policies => format!("{policies} policies, {blind} blind; {commit}"),
    };
    text.push_str(&Paragraph::of(Ink::Strong, &sum).lines(style, "", "  "));
    if let Some(warning) = status.warning() {
        text.push_str(&Paragraph::of(Ink::Alert, &warning).lines(style, "", "  "));
    }
    text
}

fn one(policy: &PolicyStatus, now: CapturedAt, style: Style) -> String {
    let seen = |at: Option<CapturedAt>| at.map_or_else(|| "never".to_owned(), wording::instant);
    let facts = format!(
        "  {}; last look {}, last success {}, last change {}",
        wording::count(u64::from(policy.versions), "version"),
        seen(policy.last_look),
        seen(policy.last_success),
        seen(policy.last_change)
    );
    let name = policy.policy.to_string();
    let mut text = Paragraph::of(Ink::Strong, &name).and(Ink::Plain, &facts).lines(style, "", "  ");
    if let Some(since) = policy.blind_since {
        let why = policy.why.as_deref().unwrap_or("the policy was not seen");
        let words = format!("blind since {}: {why}", wording::instant(since));
        text.push_str(&Paragraph::of(Ink::Alert, &words).lines(style, "  ", "    "));
    }
    text.push_str(&Paragraph::of(Ink::Faint, &format!("next: {}", policy.next(now))).lines(style, "  ", "    "));
    text
}
