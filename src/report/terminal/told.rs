//! What became of alerts, in a terminal.
//! Must not know how an alert is sent.

use super::paragraph::Paragraph;
use super::{Ink, Style};
use crate::report::alert::{self, Alert};
use crate::report::{Failure, Sent, Told, wording};

/// What became of alerts.
pub fn told(told: &Told, style: Style) -> String {
    let mut text = String::new();
    let mut say = |ink: Ink, words: &str| text.push_str(&Paragraph::of(ink, words).lines(style, "", "  "));
    for channel in &told.new_channels {
        say(Ink::Plain, &format!("{channel}: is new, and is told of what changes from now on"));
    }
    for Sent { channel, alerts } in &told.sent {
        say(Ink::Plain, &format!("{channel}: told of {}", policies(alerts)));
    }
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
    if text.is_empty() {
        text.push_str("nothing to tell\n");
    }
    text
}

/// What would be sent, in full.
pub fn rehearsal(messages: &[Sent], style: Style) -> String {
    let mut text = String::new();
    for Sent { channel, alerts } in messages {
        let alerts: Vec<&Alert> = alerts.iter().collect();
        let head = format!("{channel}: would be told of {}", wording::count_of(alerts.len(), "change"));
        text.push_str(&Paragraph::of(Ink::Strong, &head).lines(style, "", "  "));
        text.push_str(&alert::plain(&alerts));
    }
    if text.is_empty() {
        text.push_str("nothing to tell\n");
    }
    text
}

fn policies(alerts: &[Alert]) -> String {
    let names: Vec<String> = alerts.iter().map(|alert| format!("{}@{}", alert.policy, alert.version)).collect();
    names.join(", ")
}
