//! The JSON dialects: an array of arrays with a header row, and objects.
//! Must not know what a row is made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::fields::Fields;
use super::{Line, Page};

/// Reads `[["urlkey","timestamp",…],["com,example)/","2020…",…],…]`, with the key for the next page after an empty row.
/// `None` when it is no such array.
pub(super) fn array(text: &str) -> Option<Page> {
    // Rows one by one, so that a wrong one does not lose the rest.
    let rows: Vec<Value> = serde_json::from_str(text).ok()?;
    let mut page = Page::default();
    let mut header: Option<Vec<String>> = None;
    let mut blank_before = false;
    for row in rows {
        let Value::Array(cells) = &row else {
            page.add(Line::Bad, &row.to_string());
            continue;
        };
        let cells: Vec<String> = cells.iter().map(|cell| word(cell).into_owned()).collect();
        if cells.is_empty() {
            blank_before = true;
        } else if header.is_none() {
            header = Some(cells);
        } else if std::mem::take(&mut blank_before) && cells.len() == 1 {
            page.resume_key = cells.into_iter().next();
        } else {
            let names = header.as_deref().unwrap_or_default();
            let mut fields = Fields::default();
            names.iter().zip(&cells).for_each(|(name, cell)| fields.set(name, cell));
            let line = if names.len() == cells.len() { fields.line() } else { Line::Bad };
            page.add(line, &cells.join(" "));
        }
    }
    Some(page)
}

/// Reads one object; in CDXJ the key and the instant stand before it.
pub(super) fn object(text: &str, before: Option<(&str, &str)>) -> Line {
    let Ok(object) = serde_json::from_str::<BTreeMap<String, Value>>(text) else { return Line::Bad };
    let words: Vec<(&String, Cow<'_, str>)> = object.iter().map(|(name, value)| (name, word(value))).collect();
    let mut fields = Fields::default();
    if let Some((key, timestamp)) = before {
        fields.set("urlkey", key);
        fields.set("timestamp", timestamp);
    }
    for (name, value) in &words {
        // Wayback-style indexes in WACZ files say `url`, others `original`; a short form never overrides the key.
        fields.set(name, value);
    }
    fields.line()
}

/// The words of an answer that is a message and no row.
pub(super) fn message(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Message {
        #[serde(alias = "error")]
        message: String,
    }
    serde_json::from_str::<Message>(text).ok().map(|answer| answer.message)
}

fn word(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}
