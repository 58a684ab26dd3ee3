//! What an element is to its reader: a block, a heading, bold text, a list of so many items, an address hidden from robots.
//! Must not know what becomes of it in the text.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};

use super::style::{Look, Numbering};
use crate::document::page::{Element, Page};
use crate::document::{email, inline};

/// The address in an element that hides one from robots.
pub(super) fn hidden_address(page: &Page, index: usize, element: &Element) -> Option<String> {
    static HIDDEN: LazyLock<LocalName> = LazyLock::new(|| LocalName::from("data-cfemail"));
    if let Some(code) = element.attribute(&HIDDEN) {
        return email::decode(code);
    }
    if element.tag != local_name!("a") {
        return None;
    }
    let (_, code) = element.attribute(&local_name!("href"))?.split_once("/cdn-cgi/l/email-protection#")?;
    if page.nodes[index..page.nodes[index].end].iter().skip(1).any(|node| node.element().is_some()) {
        return None;
    }
    let text = inline::normalize(&page.text_of(index, 200));
    (text.starts_with('[') && text.ends_with(']')).then(|| email::decode(code))?
}

/// Whether an element's text is set like a heading.
pub(super) fn is_bold(element: &Element) -> bool {
    matches!(
        element.tag,
        local_name!("b")
            | local_name!("strong")
            | local_name!("dt")
            | local_name!("summary")
            | local_name!("button")
            | local_name!("legend")
    )
}

/// Whether an element begins and ends lines.
pub(super) fn is_block(element: &Element, look: Look) -> bool {
    match element.tag {
        local_name!("a")
        | local_name!("b")
        | local_name!("i")
        | local_name!("em")
        | local_name!("strong")
        | local_name!("span")
        | local_name!("font")
        | local_name!("u")
        | local_name!("small")
        | local_name!("big")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("abbr")
        | local_name!("acronym")
        | local_name!("code")
        | local_name!("mark")
        | local_name!("time")
        | local_name!("label")
        | local_name!("cite")
        | local_name!("q")
        | local_name!("s")
        | local_name!("strike")
        | local_name!("del")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("samp")
        | local_name!("var")
        | local_name!("tt")
        | local_name!("nobr")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("dfn")
        | local_name!("data")
        | local_name!("ruby")
        | local_name!("rb")
        | local_name!("rt")
        | local_name!("wbr")
        | local_name!("img")
        | local_name!("input")
        | local_name!("br") => look.block == Some(true),
        local_name!("button") => {
            element.attributes().any(|(name, _)| name.starts_with("aria-") || name.starts_with("data-"))
        }
        // Generators of policies fill the blanks of their sentences with it.
        _ => &*element.tag != "bdt" || look.block == Some(true),
    }
}

/// The level of a heading of the format's own.
pub(super) fn heading_level(element: &Element) -> Option<u8> {
    match element.tag {
        local_name!("h1") => Some(1),
        local_name!("h2") => Some(2),
        local_name!("h3") => Some(3),
        local_name!("h4") => Some(4),
        local_name!("h5") => Some(5),
        local_name!("h6") => Some(6),
        _ if element.attribute(&local_name!("role")) == Some("heading") => {
            let level = element.attributes().find(|(name, _)| *name == "aria-level");
            level.and_then(|(_, level)| level.trim().parse().ok()).filter(|level| (1..=6).contains(level)).or(Some(2))
        }
        _ => None,
    }
}

/// Whether an element is a heading of the format's own.
pub(in crate::document) fn is_heading(element: &Element) -> bool {
    heading_level(element).is_some()
}

/// Whether a heading's text is no longer than a heading can be: one that was never closed holds the whole page.
pub(super) fn is_heading_long(page: &Page, index: usize) -> bool {
    page.text_of(index, 4000).split_whitespace().map(str::len).sum::<usize>() < 400
}

/// How a list says in its markup that it is numbered.
pub(super) fn numbering_type(element: &Element) -> Option<Numbering> {
    match element.attribute(&local_name!("type"))?.trim() {
        "a" => Some(Numbering::LowerAlpha),
        "A" => Some(Numbering::UpperAlpha),
        "i" => Some(Numbering::LowerRoman),
        "I" => Some(Numbering::UpperRoman),
        _ => Some(Numbering::Decimal),
    }
}

/// How many items a list has.
pub(super) fn count_items(page: &Page, list: usize) -> i64 {
    let mut count = 0;
    let mut index = list + 1;
    while index < page.nodes[list].end {
        if page.nodes[index].element().is_some_and(|element| element.tag == local_name!("li")) {
            count += 1;
        }
        index = page.nodes[index].end;
    }
    count
}
