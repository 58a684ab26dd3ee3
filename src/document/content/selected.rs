//! Keeps what a person selected, and nothing else. Must not know selectors.

use std::ops::Range;

use super::Content;
use crate::document::page::Page;

/// Stretches of a page's nodes, in any order; they may overlap.
pub(in crate::document) type Ranges = [Range<usize>];

/// Keeps what stands in `selected` and not in `removed`. An element around kept nodes stays, so that a list item keeps its
/// number and a heading its level.
pub(in crate::document) fn only(page: &Page, selected: &Ranges, removed: &Ranges) -> Content {
    let (selected, removed) = (covered(page.nodes.len(), selected), covered(page.nodes.len(), removed));
    let kept = selected.iter().zip(&removed).map(|(is_selected, is_removed)| *is_selected && !is_removed);
    let mut content = Content { dropped: vec![None; page.nodes.len()] };
    for index in emptied(page, kept) {
        content.drop(index, if removed[index] { "removed" } else { "not-selected" });
    }
    content
}

/// Drops what stands in `removed`.
pub(super) fn mark_removed(page: &Page, removed: &Ranges, content: &mut Content) {
    if removed.is_empty() {
        return;
    }
    let removed = covered(page.nodes.len(), removed);
    for index in emptied(page, removed.iter().map(|is_removed| !is_removed)) {
        content.drop(index, "removed");
    }
}

/// The nodes that are not kept and hold nothing that is.
fn emptied(page: &Page, kept: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut before = vec![0_usize];
    let mut count = 0;
    for is_kept in kept {
        count += usize::from(is_kept);
        before.push(count);
    }
    (0..page.nodes.len()).filter(|index| before[page.nodes[*index].end] == before[*index]).collect()
}

/// For each node whether a range covers it, in time that does not depend on how the ranges overlap.
fn covered(nodes: usize, ranges: &Ranges) -> Vec<bool> {
    let (mut begins, mut ends) = (vec![0_u32; nodes + 1], vec![0_u32; nodes + 1]);
    for range in ranges.iter().filter(|range| range.start < range.end) {
        begins[range.start.min(nodes)] += 1;
        ends[range.end.min(nodes)] += 1;
    }
    let mut open = 0;
    let step = |(begins, ends): (&u32, &u32)| {
        open = open + begins - ends;
        open > 0
    };
    begins.iter().zip(&ends).take(nodes).map(step).collect()
}
