//! Tables of contents: lists of the titles that follow, which are no content of their own but tell what is a title.
//! Must not know levels, or how a heading is set.

use std::collections::{BTreeMap, BTreeSet};

use super::shape;
use crate::document::draft::{Line, LineKind};

/// What the tables of contents of a draft tell.
#[derive(Debug, Default)]
pub struct Contents {
    /// Lines that belong to a table of contents.
    pub lines: BTreeSet<usize>,
    /// The titles that stand in it, in [`shape::key`]'s form.
    pub titles: BTreeSet<String>,
}

/// The fewest entries that make a table of contents.
const FEWEST: usize = 3;

/// Finds runs of short lines whose words stand again, as lines of their own, further down.
pub fn find(lines: &[Line]) -> Contents {
    let keys: Vec<Option<String>> = lines.iter().map(entry_key).collect();
    let mut later: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        if let Some(key) = key {
            later.insert(key, at);
        }
    }
    let mut contents = Contents::default();
    let mut start = 0;
    while start < lines.len() {
        if keys[start].is_none() {
            start += 1;
            continue;
        }
        // The list ends where its own titles begin to come again.
        let mut seen = BTreeSet::new();
        let mut end = start;
        while let Some(key) = keys.get(end).and_then(Option::as_deref)
            && !(end > start && matches!(lines[end].kind, LineKind::Heading(_)))
            && seen.insert(key)
        {
            end += 1;
        }
        take(lines, &keys, &later, start..end, &mut contents);
        start = end;
    }
    contents
}

/// The key of a line that could be an entry.
fn entry_key(line: &Line) -> Option<String> {
    let kind = matches!(line.kind, LineKind::ListItem | LineKind::Paragraph | LineKind::Heading(_));
    let text = line.text();
    if !kind || text.is_empty() || text.len() > 300 {
        return None;
    }
    let title = !text.ends_with(['.', ':', ';']) && shape::is_title(text);
    title.then(|| shape::key(text)).filter(|key| !key.is_empty())
}

fn take(
    lines: &[Line],
    keys: &[Option<String>],
    later: &BTreeMap<&str, usize>,
    run: std::ops::Range<usize>,
    contents: &mut Contents,
) {
    let place = |at: usize| keys[at].as_deref().and_then(|key| later.get(key).copied()).filter(|last| *last >= run.end);
    let repeats = |at: usize| place(at).is_some();
    let Some(first) = run.clone().find(|at| repeats(*at)) else { return };
    let Some(last) = run.clone().rev().find(|at| repeats(*at)) else { return };
    let entries = (first..=last).filter(|at| repeats(*at)).count();
    let linked = (first..=last).filter(|at| leads_within(&lines[*at])).count();
    let length = last + 1 - first;
    // Entries that are links may be worded a little otherwise than the titles they lead to.
    if entries < FEWEST || entries * 4 < length * 3 && linked * 4 < length * 3 {
        return;
    }
    // The titles stand apart further down; a list that is repeated stands together.
    let places: Vec<usize> = (first..=last).filter_map(place).collect();
    let apart = places.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
    if apart * 2 < places.len() {
        return;
    }
    let mut first = first;
    let mut last = last;
    while first > run.start && leads_within(&lines[first - 1]) {
        first -= 1;
    }
    while last + 1 < run.end && leads_within(&lines[last + 1]) {
        last += 1;
    }
    if first > 0 && shape::names_contents(lines[first - 1].text()) {
        first -= 1;
    }
    contents.lines.extend(first..=last);
    contents.titles.extend(keys[first..=last].iter().flatten().cloned());
}

/// Whether a line is one link to a place in this document.
fn leads_within(line: &Line) -> bool {
    let Some(cell) = line.cells.first() else { return false };
    let linked: usize =
        cell.links.iter().filter(|link| link.target.starts_with('#')).map(|link| link.end - link.start).sum();
    linked * 10 >= cell.text.len() * 7 && linked > 0
}
