//! Where in a page its policy stands, and what of the rest still belongs to it.
//! Must not know names of classes; it goes by how much running text stands where.

use html5ever::local_name;

use super::Content;
use super::measure::{Measures, is_inline};
use crate::document::html::style::Look;
use crate::document::page::{Element, NodeKind, Page};

/// The share of the page's running text that its place must hold, in percent.
const SHARE: u64 = 90;

/// The smallest element that holds nearly all running text.
pub(super) fn find(page: &Page, measures: &Measures) -> usize {
    if page.nodes.is_empty() {
        return 0;
    }
    let whole = u64::from(measures.of(0).prose);
    let mut place = 0;
    loop {
        let largest = children(page, place)
            .filter(|child| page.nodes[*child].element().is_some_and(can_hold_policy))
            .max_by_key(|child| measures.of(*child).prose);
        let Some(largest) = largest else { return place };
        let holds_most = whole > 0 && u64::from(measures.of(largest).prose) * 100 >= whole * SHARE;
        if !holds_most || stands_among_text(page, measures, place, largest) {
            return place;
        }
        place = largest;
    }
}

/// An element's children in order.
pub(super) fn children(page: &Page, parent: usize) -> impl Iterator<Item = usize> {
    let end = page.nodes[parent].end;
    let mut next = parent + 1;
    std::iter::from_fn(move || {
        let child = (next < end).then_some(next)?;
        next = page.nodes[child].end;
        Some(child)
    })
}

/// Whether an element can be the place of a whole policy: a single paragraph or cell is only its largest part.
fn can_hold_policy(element: &Element) -> bool {
    !is_inline(element) && !matches!(element.tag, local_name!("p") | local_name!("li") | local_name!("head"))
}

/// Whether the siblings of the largest child are paragraphs or sections like itself.
fn stands_among_text(page: &Page, measures: &Measures, parent: usize, largest: usize) -> bool {
    let like = page.nodes[largest].element().map(kind);
    children(page, parent).filter(|child| *child != largest).any(|child| {
        let measure = measures.of(child);
        let Some(element) = page.nodes[child].element() else { return measure.text > 60 };
        if measure.text == 0 || measure.is_linked(40) || measure.controls > 0 {
            return false;
        }
        let is_text = matches!(
            element.tag,
            local_name!("p")
                | local_name!("h2")
                | local_name!("h3")
                | local_name!("h4")
                | local_name!("h5")
                | local_name!("ul")
                | local_name!("ol")
                | local_name!("dl")
                | local_name!("table")
                | local_name!("blockquote")
        );
        let is_named = element.attribute(&local_name!("class")).is_some();
        is_text || (Some(kind(element)) == like && (is_named || measure.prose > 500))
    })
}

/// What makes siblings alike.
fn kind(element: &Element) -> (&str, Option<&str>) {
    (&element.tag, element.attribute(&local_name!("class")))
}

/// Drops what lies outside of the policy's place and does not look like a part of it.
///
/// `everything` was measured before anything was dropped, and so still knows about buttons.
pub(super) fn mark_outside(
    page: &Page,
    everything: &Measures,
    measures: &Measures,
    policy: usize,
    content: &mut Content,
) {
    let mut inner = policy;
    let mut left_main = false;
    while page.nodes.get(inner).is_some_and(|node| node.parent != inner) {
        let outer = page.nodes[inner].parent;
        left_main |= page.nodes[inner].element().is_some_and(is_main);
        for child in children(page, outer) {
            let is_head = page.nodes[child].element().is_some_and(|element| element.tag == local_name!("head"));
            if child != inner && !is_head && content.dropped(child).is_none() {
                if is_hidden(page, child) {
                    content.drop(child, "hidden");
                } else if is_cookie_notice(page, everything, child) {
                    content.drop(child, "cookie-banner");
                } else if child < inner {
                    mark_before(page, everything, measures, child, content);
                } else if left_main && !states_title(page, child) {
                    content.drop(child, "outside");
                } else {
                    mark_after(page, everything, measures, child, content);
                }
            }
        }
        inner = outer;
    }
}

/// Whether an element is marked as the page's main part: what comes after it is not the policy.
fn is_main(element: &Element) -> bool {
    element.tag == local_name!("main") || element.attribute(&local_name!("role")) == Some("main")
}

/// After the policy only what has much running text stays.
fn mark_after(page: &Page, everything: &Measures, measures: &Measures, sibling: usize, content: &mut Content) {
    let measure = measures.of(sibling);
    let is_text = measure.prose > 0 && !measure.is_linked(30) && everything.of(sibling).controls == 0;
    if is_text && !is_copyright(&page.text_of(sibling, 2000)) {
        return;
    }
    if measure.text < 300 && measure.linked == 0 && !is_hidden(page, sibling) {
        mark_undated(page, sibling, content);
    } else {
        content.drop(sibling, "outside");
    }
}

/// Drops the texts of a part that state no day: the line of dates below a policy may stand beside a copyright line.
fn mark_undated(page: &Page, part: usize, content: &mut Content) {
    for index in part..page.nodes[part].end {
        if page.nodes[index].text().is_some_and(|text| !states_day(text)) {
            content.drop(index, "outside");
        }
    }
}

/// Whether a text names a year with a month or a day, other than in a copyright line.
fn states_day(text: &str) -> bool {
    let text = text.trim();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    states_year(text) && (3..=20).contains(&words)
}

/// Before the policy its title, its dates and running text stay.
pub(super) fn mark_before(
    page: &Page,
    everything: &Measures,
    measures: &Measures,
    sibling: usize,
    content: &mut Content,
) {
    let end = page.nodes[sibling].end;
    let mut index = sibling;
    while index < end {
        let node = &page.nodes[index];
        if content.dropped(index).is_some() {
            index = node.end;
            continue;
        }
        if is_line(page, index) {
            if !belongs_before(page, measures, index) {
                content.drop(index, "outside");
            }
            index = node.end;
        } else if is_hidden(page, index) {
            content.drop(index, "hidden");
            index = node.end;
        } else if is_cookie_notice(page, everything, index) {
            content.drop(index, "cookie-banner");
            index = node.end;
        } else if is_text(everything, measures, index) {
            index = node.end;
        } else {
            index += 1;
        }
    }
}

/// Whether most of a part is running text, and nothing in it is to be pressed or followed: then its short lines
/// belong to it.
fn is_text(everything: &Measures, measures: &Measures, index: usize) -> bool {
    let measure = measures.of(index);
    measure.prose > 200
        && measure.prose * 2 > measure.text
        && measure.linked * 5 < measure.text
        && everything.of(index).controls == 0
}

/// Whether an element is not shown. Within the policy that means little: accordions and tabs hide their panels.
pub(super) fn is_hidden(page: &Page, index: usize) -> bool {
    let Some(element) = page.nodes[index].element() else { return false };
    let hides = |style: &str| style.contains([':']) && Look::read(style).hidden == Some(true);
    element.attribute(&local_name!("hidden")).is_some() || element.attribute(&local_name!("style")).is_some_and(hides)
}

/// Whether a node is a text, or an element that holds only one line of text.
fn is_line(page: &Page, index: usize) -> bool {
    let node = &page.nodes[index];
    let inline = |index: usize| page.nodes[index].element().is_none_or(is_inline);
    match &node.kind {
        NodeKind::Text(_) => true,
        NodeKind::Element(element) => {
            is_inline(element) || is_main_heading(element) || children(page, index).all(inline) && node.end > index + 1
        }
    }
}

fn is_main_heading(element: &Element) -> bool {
    matches!(element.tag, local_name!("h1") | local_name!("h2"))
}

fn belongs_before(page: &Page, measures: &Measures, index: usize) -> bool {
    let measure = measures.of(index);
    if measure.text == 0 {
        return true;
    }
    let text = page.text_of(index, 2000);
    if is_copyright(&text) {
        return false;
    }
    let is_title = page.nodes[index].element().is_some_and(is_main_heading) && measure.text < 300;
    let unlinked = measure.text.saturating_sub(measure.linked);
    let is_sentence = unlinked > 40 && text.trim_end().ends_with(['.', ':', '!', '?', '。']);
    let is_date = measure.text < 200 && states_year(&text);
    is_title || is_date || is_sentence
}

/// Whether a text names a year, other than in a copyright line.
pub(super) fn states_year(text: &str) -> bool {
    if text.contains('©') || text.to_lowercase().contains("copyright") {
        return false;
    }
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.any(|digits| digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19")))
}

/// Whether a text is a site's copyright line.
fn is_copyright(text: &str) -> bool {
    text.contains('©') && text.len() < 300
}

/// Whether a part asks what the site may do with cookies: a few words about them, and buttons.
fn is_cookie_notice(page: &Page, everything: &Measures, index: usize) -> bool {
    let measure = everything.of(index);
    let asks = measure.controls > 0 && measure.text > 0 && measure.text < 2500 && !states_title(page, index);
    asks && page.text_of(index, 4000).to_lowercase().contains("cookie")
}

/// Whether a part holds the page's title.
pub(super) fn states_title(page: &Page, index: usize) -> bool {
    let nodes = &page.nodes[index..page.nodes[index].end];
    nodes.iter().any(|node| node.element().is_some_and(|element| element.tag == local_name!("h1")))
}
