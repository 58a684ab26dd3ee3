//! What became of alerts, in a terminal.
//! Must not know how an alert is sent.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::alert::{self, Alert};
use crate::report::{Failure, Sent, Told, wording};

/// What became of alerts.
pub fn told(told: &Told, style: Style) -> String {
    let mut text = String::new();
    for channel in &told.new_channels {
        let words = format!("{channel}: is new, and is told of what changes from now on");
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "", "  "));
    }
    for Sent { channel, alerts } in &told.sent {
        let words = format!("{channel}: told of {}", policies(alerts));
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "", "  "));
    }
    text.push_str(&troubles(told, style));
    or_nothing(text)
}

/// What did not go out, or would not.
fn troubles(told: &Told, style: Style) -> String {
    let mut text = String::new();
    let mut say = |ink: Ink, words: &str| text.push_str(&Paragraph::of(ink, words).lines(style, "", "  "));
    for Failure { channel, alerts, why, is_final } in &told.failed {
        let then = match (alerts.is_empty(), is_final) {
            (true, _) => "nothing is sent by it",
            (false, false) => "it is tried again next time",
            (false, true) => "given up after many tries",
        };
        let of = if alerts.is_empty() { String::new() } else { format!("not told of {}, ", policies(alerts)) };
        say(Ink::Alert, &format!("{channel}: {of}{why}; {then}"));
    }
    for (channel, policy) in &told.unknown {
        say(
            Ink::Alert,
            &format!(
                "{channel}: an earlier run died while telling of {policy}; it may have arrived, and is not sent again"
            ),
        );
    }
    text
}

/// What would be sent, in full, and what would go wrong.
pub fn rehearsal(told: &Told, style: Style) -> String {
    let mut text = String::new();
    for channel in &told.new_channels {
        let words = format!("{channel}: is new, and would be told of what changes after the first run of `alert`");
        text.push_str(&Paragraph::of(Ink::Plain, &words).lines(style, "", "  "));
    }
    for Sent { channel, alerts } in &told.sent {
        let alerts: Vec<&Alert> = alerts.iter().collect();
        let head = format!("{channel}: would be told of {}", wording::count_of(alerts.len(), "change"));
        text.push_str(&Paragraph::of(Ink::Strong, &head).lines(style, "", "  "));
        text.push_str(&alert::plain(&alerts));
    }
    text.push_str(&troubles(told, style));
    or_nothing(text)
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { "nothing to tell\n".to_owned() } else { text }
}

fn policies(alerts: &[Alert]) -> String {
    let names: Vec<String> = alerts.iter().map(|alert| format!("{}@{}", alert.policy, alert.version)).collect();
    names.join(", ")
}
