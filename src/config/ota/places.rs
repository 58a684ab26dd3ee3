//! Selectors as Open Terms Archive writes them: a text, a range, or a list of both.
//! Must not know what is selected.

use serde_json::Value;

use crate::config::parts::{Range, Selector, Selectors};
use crate::document::Selection;

/// The selectors that can be used, and what is wrong with the others.
pub(super) fn read(declared: &Value) -> (Selectors, Vec<String>) {
    let (mut taken, mut problems) = (Vec::new(), Vec::new());
    let list = match declared {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    for declared in list {
        match one(declared) {
            Ok(selector) => taken.push(selector),
            Err(problem) => problems.push(problem),
        }
    }
    (Selectors(taken), problems)
}

pub(super) fn one(declared: &Value) -> Result<Selector, String> {
    let selector = match declared {
        Value::String(css) => Selector::Css(css.clone()),
        Value::Object(range) => {
            let edge = |key: &str| range.get(key).and_then(Value::as_str).map(str::to_owned);
            Selector::Range(Range {
                start_before: edge("startBefore"),
                start_after: edge("startAfter"),
                end_before: edge("endBefore"),
                end_after: edge("endAfter"),
            })
        }
        other => return Err(format!("the selector {other}")),
    };
    let parts = Selectors(vec![selector.clone()]).parts();
    if parts.is_empty() {
        return Err(format!("the range {declared}, which lacks a start or an end"));
    }
    let usable =
        Selection::new(&parts, &[]).map_err(|error| format!("the selector {:?}: {}", error.selector, error.problem));
    usable.map(|_| selector)
}
