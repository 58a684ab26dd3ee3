//! Parts that are not shown, or on some screens only, and say again, word for word, what another part says: panels of tabs
//! that stand beside every section, the same text for other screens. Must not know where the policy stands.

#![expect(clippy::disallowed_types, reason = "texts are only looked up, never listed")]

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use html5ever::local_name;

use super::Content;
use super::measure::Measures;
use super::place::is_hidden;
use crate::document::page::{NodeKind, Page};

/// The least a part must hold to be told from another, in bytes without white space.
const LEAST: u32 = 40;
/// The same of a part that some screens show.
const LEAST_SHOWN: u32 = 500;
/// The most bytes that are compared, in times of the page's text.
const MOST: usize = 8;

/// Drops hidden parts whose text stands elsewhere too; of those that are all hidden the first stays.
pub(super) fn mark(page: &Page, measures: &Measures, content: &mut Content) {
    let hidden = hidden_parts(page, measures, content);
    if hidden.is_empty() {
        return;
    }
    let lengths: BTreeSet<u32> = hidden.iter().map(|part| measures.of(*part).text).collect();
    let mut budget = MOST * measures.of(0).text as usize;
    let mut seen = HashMap::new();
    let mut next_hidden = hidden.iter().copied().peekable();
    let mut index = 0;
    while let Some(node) = page.nodes.get(index) {
        let is_hidden = next_hidden.next_if_eq(&index).is_some();
        let length = measures.of(index).text;
        if content.dropped(index).is_some() {
            index = node.end;
            continue;
        }
        // What holds such a part does not repeat it.
        let holds_one = next_hidden.peek().is_some_and(|part| *part < node.end);
        if !is_hidden && !holds_one && node.element().is_some() && lengths.contains(&length) && budget > length as usize
        {
            budget -= length as usize;
            seen.entry(digest(page, index)).or_insert(index);
        }
        index = if is_hidden { node.end } else { index + 1 };
    }
    for part in hidden {
        let length = measures.of(part).text as usize;
        if budget <= length {
            return;
        }
        budget -= length;
        if *seen.entry(digest(page, part)).or_insert(part) != part {
            content.drop(part, "repeated");
        }
    }
}

/// The outermost parts that are not shown and hold some text.
fn hidden_parts(page: &Page, measures: &Measures, content: &Content) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut index = 0;
    while let Some(node) = page.nodes.get(index) {
        if content.dropped(index).is_some() {
            index = node.end;
        } else if is_hidden(page, index) || (measures.of(index).text >= LEAST_SHOWN && is_for_some_screens(page, index))
        {
            if measures.of(index).text >= LEAST {
                parts.push(index);
            }
            index = node.end;
        } else {
            index += 1;
        }
    }
    parts
}

/// Whether an element's classes say that only some screens show it.
fn is_for_some_screens(page: &Page, index: usize) -> bool {
    let class = page.nodes[index].element().and_then(|element| element.attribute(&local_name!("class")));
    let mut words = class.unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| ["mobile", "desktop", "tablet", "phone"].iter().any(|screen| word.eq_ignore_ascii_case(screen)))
}

/// A number that stands for a part's text, white space aside.
fn digest(page: &Page, part: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for node in &page.nodes[part..page.nodes[part].end] {
        if let NodeKind::Text(text) = &node.kind {
            for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
                byte.hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}
