//! A workflow of Microsoft Teams that posts what it is sent: an adaptive card with one passage for each alert.
//! Must not know what an alert says.

use std::fmt;

use serde_json::{Value, json};

use super::{Message, Undelivered, post};
use crate::report::alert::{self, Alert};
use crate::source::http::Http;

/// Teams takes 28 KB in a card.
const ALERTS: usize = 10;

/// The address of a workflow of Teams.
pub struct Teams {
    url: String,
}

impl fmt::Debug for Teams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Teams").finish_non_exhaustive()
    }
}

impl Teams {
    /// The workflow at `url`, which is a secret.
    pub fn new(url: String) -> Self {
        Self { url }
    }

    pub(super) fn send(&self, http: &Http, message: Message<'_>) -> Result<(), Undelivered> {
        post::json(http, &self.url, body(message.alerts).to_string().into_bytes(), Vec::new())
    }
}

fn body(alerts: &[&Alert]) -> Value {
    let mut blocks = vec![text(&alert::subject(alerts), true)];
    for alert in alerts.iter().take(ALERTS) {
        let words = if alerts.len() == 1 { alert::sentence(alert) } else { alert::line(alert) };
        blocks.push(text(&words, false));
        blocks.extend(alert.findings.iter().take(4).map(|finding| text(&finding.text, false)));
    }
    if alerts.len() > ALERTS {
        blocks.push(text(&format!("and {} more", alerts.len() - ALERTS), false));
    }
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": blocks,
        "actions": actions(alerts),
    });
    let attachment = json!({ "contentType": "application/vnd.microsoft.card.adaptive", "content": card });
    json!({ "type": "message", "attachments": [attachment] })
}

/// Where a reader can go from here, if the card is about one page.
fn actions(alerts: &[&Alert]) -> Vec<Value> {
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    let [alert] = alerts else { return Vec::new() };
    let url = alert.url.as_ref().filter(is_web);
    url.map(|url| json!({ "type": "Action.OpenUrl", "title": "The page", "url": url })).into_iter().collect()
}

fn text(words: &str, strong: bool) -> Value {
    let weight = if strong { "Bolder" } else { "Default" };
    json!({ "type": "TextBlock", "text": escape(words), "wrap": true, "weight": weight })
}

/// A card knows a little Markdown: links, lists and emphasis. A backslash takes the meaning from a mark.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '(' | ')' | '*' | '_' | '`' | '#' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_put_a_link_on_a_card() {
        assert_eq!(escape("[x](https://evil.example)"), "\\[x\\]\\(https://evil.example\\)");
    }
}
