//! An incoming webhook of Slack: one block for each alert, a summary and never the whole change, for Slack cuts long
//! messages. Must not know what an alert says.

use std::fmt;

use serde_json::{Value, json};

use super::{Message, Undelivered, post};
use crate::report::alert::{self, Alert};
use crate::source::http::Http;

/// Slack takes 3,000 characters in a section, and about 13,000 in a message.
const LONGEST: usize = 1_200;
/// How many alerts have a section of their own.
const SECTIONS: usize = 9;

/// An incoming webhook of Slack.
pub struct Slack {
    url: String,
}

impl fmt::Debug for Slack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slack").finish_non_exhaustive()
    }
}

impl Slack {
    /// The webhook at `url`, which is a secret.
    pub fn new(url: String) -> Self {
        Self { url }
    }

    pub(super) fn send(&self, http: &Http, message: Message<'_>) -> Result<(), Undelivered> {
        post::json(http, &self.url, body(message.alerts).to_string().into_bytes(), Vec::new())
    }
}

fn body(alerts: &[&Alert]) -> Value {
    let mut blocks: Vec<Value> = alerts.iter().take(SECTIONS).map(|alert| section(&told(alert))).collect();
    if alerts.len() > SECTIONS {
        blocks.push(section(&format!("and {} more", alerts.len() - SECTIONS)));
    }
    json!({ "text": escape(&alert::subject(alerts)), "blocks": blocks, "unfurl_links": false })
}

fn section(text: &str) -> Value {
    json!({ "type": "section", "text": { "type": "mrkdwn", "text": text } })
}

fn told(alert: &Alert) -> String {
    let mut text = format!("*{}*\n{}", escape(&alert::subject(&[alert])), escape(&alert::sentence(alert)));
    for finding in &alert.findings {
        text.extend(["\n• ", &escape(&finding.text)]);
    }
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    if let Some(link) = alert.url.as_deref().and_then(link) {
        text.extend(["\n", &link]);
    }
    text
}

/// A link to the page; nothing where its address could be more than that.
fn link(url: &str) -> Option<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url.len() <= 2_000 && !url.contains(['<', '>', '|']) && !url.contains(char::is_whitespace);
    (is_web && is_plain).then(|| format!("<{}|The page>", url.replace('&', "&amp;")))
}

/// The three characters that Slack gives a meaning, as its documentation has it, and the marks that would make text bold
/// or quoted.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A word joiner keeps the mark from pairing with another.
            '*' | '_' | '~' | '`' => escaped.extend(['\u{2060}', c, '\u{2060}']),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_link_only_where_it_is_nothing_else() {
        assert_eq!(link("https://a.example/?a=1&b").as_deref(), Some("<https://a.example/?a=1&amp;b|The page>"));
        for url in ["javascript:x", "https://a.example/|x", "https://a.example/> <!channel", "!channel"] {
            assert_eq!(link(url), None, "{url}");
        }
    }

    #[test]
    fn a_page_can_neither_mention_nor_link_nor_embolden() {
        let escaped = escape("<!channel> <https://evil.example|x> *now*");
        assert!(!escaped.contains('<') && !escaped.contains(" *now*"), "{escaped}");
    }
}
