//! From a web page's text to the lines of its policy.
//! Owns the order of the steps. Must not know outlines, sentences, or why a page was captured.

mod drafting;
pub(super) mod element;
mod list;
mod located;
mod metadata;
pub(super) mod style;
mod table;

use html5ever::local_name;

use super::content::{self, Content};
use super::draft::Draft;
use super::link::Links;
use super::page::{Element, Page};
use super::selection::Selection;
use super::skip::{self, Signs, Source};
use super::{Dropped, MetadataDate, SkipReason, inline, language};
use drafting::Drafting;
use located::Located;
use style::Styles;

/// A web page's policy, with what else the page says about it.
pub(super) struct WebPage {
    pub draft: Draft,
    pub metadata: Vec<MetadataDate>,
    pub dropped: Vec<Dropped>,
    pub signs: Signs,
}

/// Reads what of a page is selected, or its policy wherever that stands; `url` is the address it was served at.
pub(super) fn read_selected(text: &str, url: Option<&str>, selection: &Selection) -> Result<WebPage, SkipReason> {
    let Located { page, selected, removed } = Located::parse(text, selection)?;
    let styles = Styles::read(&page.styles);
    let content = match &selected {
        Some(selected) => content::only(&page, selected, &removed),
        None => content::find(&page, &removed),
    };
    let targets = Links::new(url, base(&page));
    let lines = Drafting::new(&page, &styles, &content, &targets).lines();
    let mut draft = Draft { title: title(&page), language: None, lines };
    draft.language = language::of(&draft).or_else(|| declared_language(&page)).or_else(|| language::guess(&draft));
    let dropped = dropped(&page, &content);
    let mut signs = signs(text, &page, &draft, &dropped);
    if selected.is_some() {
        // The page around the selection says nothing about it.
        signs = Signs { refresh: signs.refresh, is_cut: signs.is_cut, ..Signs::default() };
    }
    Ok(WebPage { metadata: metadata::read(&page), dropped, draft, signs })
}

/// What the page shows besides its text.
fn signs(text: &str, page: &Page, draft: &Draft, dropped: &[Dropped]) -> Signs {
    let is_password = |element: &Element| {
        element.tag == local_name!("input")
            && element.attribute(&local_name!("type")).is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
    };
    Signs {
        refresh: page.elements().find_map(|(_, element)| refresh(element)),
        asks_password: page.elements().any(|(_, element)| is_password(element)),
        asks_consent: dropped.iter().any(|dropped| dropped.rule == "cookie-banner"),
        script_bytes: page.script_bytes,
        noscript: page.noscript.clone(),
        is_cut: skip::is_cut(text),
        source: if skip::is_short(draft) { Source::read(text) } else { Source::default() },
    }
}

/// Where a `<meta http-equiv=refresh>` leads within ten seconds.
fn refresh(element: &Element) -> Option<String> {
    let equivalent = element.attribute(&local_name!("http-equiv"))?;
    let content = element.attribute(&local_name!("content"))?;
    let (seconds, target) = content.split_once([';', ','])?;
    let soon = seconds.trim().parse::<f64>().is_ok_and(|seconds| seconds <= 10.0);
    (element.tag == local_name!("meta") && equivalent.eq_ignore_ascii_case("refresh") && soon)
        .then(|| target.trim().to_owned())
}

fn base(page: &Page) -> Option<&str> {
    let base = page.elements().find(|(_, element)| element.tag == local_name!("base"))?;
    base.1.attribute(&local_name!("href"))
}

/// The page's `<title>`.
fn title(page: &Page) -> Option<String> {
    let (index, _) = page.elements().find(|(_, element)| element.tag == local_name!("title"))?;
    Some(inline::normalize(&page.text_of(index, 1000))).filter(|title| !title.is_empty())
}

/// The language that the page declares, as a lower-case primary tag.
fn declared_language(page: &Page) -> Option<String> {
    let (_, html) = page.elements().next()?;
    let declared =
        html.attribute(&local_name!("lang")).or_else(|| html.attribute(&html5ever::LocalName::from("xml:lang")))?;
    let primary = declared.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}

/// What was left out, with its first words.
fn dropped(page: &Page, content: &Content) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    let mut index = 0;
    while index < page.nodes.len() {
        let Some(rule) = content.dropped(index) else {
            index += 1;
            continue;
        };
        let text = inline::normalize(&page.text_of(index, 400));
        if !text.is_empty() {
            dropped.push(Dropped { rule, text: text.chars().take(120).collect() });
        }
        index = page.nodes[index].end;
    }
    dropped
}

/// Reads the policy of a page of which nobody said where that stands.
#[cfg(test)]
pub(super) fn read(text: &str, url: Option<&str>) -> Result<WebPage, SkipReason> {
    read_selected(text, url, &Selection::default())
}

#[cfg(test)]
mod tests;
