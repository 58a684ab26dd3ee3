//! What a run over the watched pages gave, in a terminal: what is new in full, what is as it was in a number.
//! Must not know how a look is made.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::{TrackOutcome, Tracked, TrackedPolicy, wording};

/// Everything that a person should read of a run.
pub fn track(tracked: &Tracked, style: Style) -> String {
    let mut text = String::new();
    for policy in &tracked.policies {
        text.push_str(&one(policy, style));
    }
    text.push_str(&Paragraph::of(Ink::Strong, &sum(tracked)).lines(style, "", "  "));
    text
}

fn one(policy: &TrackedPolicy, style: Style) -> String {
    let name = policy.policy.to_string();
    let said = |ink, words: &str| Paragraph::of(Ink::Strong, &name).and(ink, words).lines(style, "", "  ");
    let why = policy.why().unwrap_or_default();
    let version = policy.version.unwrap_or_default();
    let last = match policy.last_seen {
        Some(at) => format!("last seen {}", wording::instant(at)),
        None => "never seen so far".to_owned(),
    };
    let mut text = match policy.outcome {
        TrackOutcome::Unchanged => match policy.error {
            Some(_) => said(Ink::Plain, &format!(": unchanged; {why}")),
            None => String::new(),
        },
        TrackOutcome::New => said(Ink::Plain, ": seen for the first time; version 1"),
        TrackOutcome::Changed => said(Ink::Plain, &format!(": changed; version {version}")),
        TrackOutcome::Skipped => said(Ink::Alert, &format!(": not the policy but {why}; {last}")),
        TrackOutcome::Failed => said(Ink::Alert, &format!(": nothing was had, {why}; {last}")),
        TrackOutcome::Blind => {
            let since = policy.blind_since.map(wording::instant).unwrap_or_default();
            said(Ink::Alert, &format!(": blind since {since}, {why}; {last}"))
        }
    };
    if let Some(since) = policy.recovered_from {
        text.push_str(&said(Ink::Plain, &format!(": can be seen again; it was not since {}", wording::instant(since))));
    }
    let sentences = policy.headline.iter().chain(policy.findings.iter().map(|finding| &finding.text));
    text.extend(sentences.map(|sentence| Paragraph::of(Ink::Plain, sentence).lines(style, "  ", "  ")));
    text
}

fn sum(tracked: &Tracked) -> String {
    let count = |outcome| tracked.count(outcome);
    let blind = count(TrackOutcome::Skipped) + count(TrackOutcome::Failed) + count(TrackOutcome::Blind);
    let not_seen = if blind > 0 { format!(", {blind} not seen") } else { String::new() };
    format!(
        "{} looked at: {} new, {} changed, {} unchanged{not_seen}",
        wording::count_of(tracked.policies.len(), "page"),
        count(TrackOutcome::New),
        count(TrackOutcome::Changed),
        count(TrackOutcome::Unchanged)
    )
}
