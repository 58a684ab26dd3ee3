//! Lines that change with every visit or every year and say nothing about the policy, wherever they stand.
//! Must not know where the policy stands.

use super::Content;
use super::measure::{Measures, is_inline};
use super::place::children;
use crate::document::page::Page;

/// The longest such line, in bytes without white space.
const LONGEST: u32 = 160;

/// What lines about the visit say, in lower case.
const VISITS: &[&str] = &[
    "last visited",
    "your last visit",
    "visitor number",
    "visitors online",
    "page views:",
    "page generated in",
    "page rendered in",
    "build number",
    "build:",
    "letzter besuch",
    "dernière visite",
];

/// Drops copyright lines of the site and lines about the visit.
pub(super) fn mark(page: &Page, measures: &Measures, content: &mut Content) {
    for index in 0..page.nodes.len() {
        let Some(text) = page.nodes[index].text().filter(|text| text.len() < 400) else { continue };
        if !begins_copyright(text) && !mentions_visit(text) {
            continue;
        }
        let mut line = index;
        while page.nodes[line].element().is_none_or(is_inline) && page.nodes[line].parent != line {
            line = page.nodes[line].parent;
        }
        let is_line = children(page, line).all(|child| page.nodes[child].element().is_none_or(is_inline));
        let whole = page.text_of(line, 600);
        if is_line && measures.of(line).text < LONGEST && (begins_copyright(&whole) || mentions_visit(&whole)) {
            content.drop(line, "visit");
        }
    }
}

fn begins_copyright(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix("Copyright").or_else(|| text.strip_prefix("COPYRIGHT")).unwrap_or(text).trim_start();
    ["©", "(c) 20", "(C) 20", "(c) 19", "(C) 19"].iter().any(|sign| text.starts_with(sign))
}

fn mentions_visit(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let text = text.to_lowercase();
    VISITS.iter().any(|visit| text.contains(visit))
}
