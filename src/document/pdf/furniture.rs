//! Takes running heads and page numbers out: what stands at the edge of page after page and is no part of the text.
//! Must not know columns or paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::segment::Segment;
use super::sheet::Sheet;
use crate::document::Dropped;

/// How many lines from the top and from the bottom of a page can be furniture.
const EDGE: usize = 3;
/// The part of a page's height within which they stand.
const MARGIN: f32 = 0.14;

/// Words that stand with the number of a page.
const PAGE_WORDS: &[&str] = &[
    "page",
    "pages",
    "of",
    "seite",
    "von",
    "sur",
    "de",
    "página",
    "pagina",
    "pag",
    "di",
    "pág",
    "van",
    "strona",
    "z",
    "s",
    "p",
    "pg",
    "side",
    "av",
    "af",
    "sida",
    "ページ",
    "页",
    "第",
    "页共",
    "from",
    "and",
];

/// A line at the edge of a page.
struct Edge {
    page: usize,
    /// Its segments' places in the page.
    segments: Vec<usize>,
    text: String,
    y: f32,
    size: f32,
    is_top: bool,
}

/// Removes furniture from the pages and says what it was.
pub(super) fn drop(sheets: &[Sheet], pages: &mut [Vec<Segment>]) -> Vec<Dropped> {
    let edges: Vec<Edge> = sheets
        .iter()
        .zip(pages.iter())
        .enumerate()
        .flat_map(|(page, (sheet, segments))| edges(page, sheet, segments))
        .collect();
    let mut alike: BTreeMap<(String, bool, String), Vec<&Edge>> = BTreeMap::new();
    for edge in &edges {
        // A title reads like the running head, but is larger.
        let size = format!("{:.0}", edge.size * 2.0);
        alike.entry((pattern(&edge.text), edge.is_top, size)).or_default().push(edge);
    }
    let (mut dropped, mut gone) = (Vec::new(), vec![BTreeSet::<usize>::new(); pages.len()]);
    for edges in alike.into_values() {
        let number = is_page_number(&edges[0].text);
        let repeats = repeats(&edges, pages.len());
        let is_counted = number && (edges.len() > 1 || pages.len() == 1 && edges[0].text.contains('1'));
        if !repeats && !is_counted {
            continue;
        }
        // A date or a version in a running head is part of what the document says about itself: it stays once.
        let kept = usize::from(!number && states_year(&edges[0].text));
        for edge in edges.iter().skip(kept) {
            gone[edge.page].extend(&edge.segments);
        }
        let rule = if number { "page-number" } else { "running-head" };
        if let Some(edge) = edges.get(kept) {
            dropped.push(Dropped { rule, text: edge.text.chars().take(120).collect() });
        }
    }
    for (segments, gone) in pages.iter_mut().zip(gone) {
        let mut at = 0;
        segments.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    dropped
}

/// The lines at the top and at the bottom of a page.
fn edges(page: usize, sheet: &Sheet, segments: &[Segment]) -> Vec<Edge> {
    let mut lines: Vec<Edge> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let is_top = segment.y > sheet.height * (1.0 - MARGIN);
        if !is_top && segment.y > sheet.height * MARGIN {
            continue;
        }
        match lines.last_mut() {
            Some(line) if (line.y - segment.y).abs() <= 0.35 * line.size && line.is_top == is_top => {
                line.segments.push(at);
                line.text.push(' ');
                line.text.push_str(segment.text().trim());
            }
            _ => {
                let text = segment.text().trim().to_owned();
                lines.push(Edge { page, segments: vec![at], text, y: segment.y, size: segment.size, is_top });
            }
        }
    }
    let tops = lines.iter().filter(|line| line.is_top).count();
    let bottom = lines.len().saturating_sub(EDGE).max(tops);
    let mut at = 0;
    lines.retain(|line| {
        at += 1;
        if line.is_top { at <= EDGE } else { at > bottom }
    });
    lines
}

/// What is the same on every page: the words, whatever the numbers.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !pattern.ends_with('#') {
                    pattern.push('#');
                }
            }
            c if c.is_whitespace() => {
                if !pattern.ends_with(' ') {
                    pattern.push(' ');
                }
            }
            c => pattern.extend(c.to_lowercase()),
        }
    }
    pattern
}

/// Whether lines that read alike stand at the same place of enough pages, and are no clauses that happen to repeat.
fn repeats(edges: &[&Edge], pages: usize) -> bool {
    let first = edges[edges.len() / 2];
    let level = edges.iter().filter(|edge| (edge.y - first.y).abs() < 3.0).count();
    level >= 2 && level * 5 >= pages * 2 && first.text.chars().count() < 200
}

/// `3`, `- 3 -`, `Page 3 of 7`, `3/7`.
fn is_page_number(text: &str) -> bool {
    let mut numbers = 0;
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let fits = words.all(|word| {
        let is_number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        numbers += usize::from(is_number);
        is_number || PAGE_WORDS.contains(&word.to_lowercase().as_str())
    });
    fits && (1..=2).contains(&numbers) && text.chars().count() < 40
}

fn states_year(text: &str) -> bool {
    let is_year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_clock = |word: &str| word.contains(':') && word.bytes().any(|byte| byte.is_ascii_digit());
    let says = text.split(|c: char| !c.is_ascii_digit()).any(is_year);
    says && !text.contains('©') && !text.contains("://") && !text.split_whitespace().any(is_clock)
}
