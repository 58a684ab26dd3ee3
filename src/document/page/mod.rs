//! A parsed page as a reader's browser would have it: elements and text in reading order, in one flat vector.
//! Owns parsing and what is never shown (scripts, styles, comments). Must not know which part is the policy.

mod guard;
mod matching;
mod names;
mod reference;
mod sink;
mod tokenizer;

use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::TokenSink as _;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, local_name, ns};

use super::selection::Css;
use guard::Guard;
use sink::{Arena, NONE, ROOT, RawKind, RawNode};

/// The most bytes of style sheets and JSON-LD that are looked at.
const MOST_ASIDE: usize = 2 << 20;

/// A page's elements and text in reading order. An element's descendants follow it, up to its `end`.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub nodes: Vec<Node>,
    /// The text of the page's own style sheets.
    pub styles: String,
    /// The JSON-LD blocks.
    pub json_ld: Vec<String>,
    /// What the page says to readers without scripts.
    pub noscript: String,
    /// How many bytes of scripts there were.
    pub script_bytes: usize,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// The index of the element it stands in; its own index for a root.
    pub parent: usize,
    /// The index after its last descendant.
    pub end: usize,
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeKind {
    Element(Element),
    Text(StrTendril),
}

/// An HTML element.
#[derive(Debug)]
pub(super) struct Element {
    pub tag: LocalName,
    /// Whether it stands within a line of text, as its tag has it.
    pub is_inline: bool,
    attributes: Vec<Attribute>,
}

impl Element {
    fn new(tag: LocalName, attributes: Vec<Attribute>) -> Self {
        Self { is_inline: is_inline(&tag), tag, attributes }
    }

    /// An attribute's value.
    #[inline]
    pub fn attribute(&self, name: &LocalName) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name.local == *name).map(|attribute| &*attribute.value)
    }

    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }
}

impl Node {
    #[inline]
    pub fn element(&self) -> Option<&Element> {
        match &self.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) => None,
        }
    }

    #[inline]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Element(_) => None,
            NodeKind::Text(text) => Some(text),
        }
    }
}

/// Where elements stand with all that they hold, in reading order.
pub(super) type Stretches = Vec<Range<usize>>;

/// A page with more elements than its size can explain.
#[derive(Debug)]
pub(super) struct Exhausted;

impl Page {
    /// Parses a page. Time and memory are linear in its length, whatever it holds.
    pub fn parse(text: &str) -> Result<Self, Exhausted> {
        Ok(flatten(tree(text)?, |_, _| {}))
    }

    /// Parses a page, and tells for each selector where the elements stand that it matches, in reading order.
    pub fn parse_matching(text: &str, selectors: &[&Css]) -> Result<(Self, Vec<Stretches>), Exhausted> {
        let raw = tree(text)?;
        let matched = matching::matches(&raw, selectors).ok_or(Exhausted)?;
        let mut places = vec![usize::MAX; raw.len()];
        let page = flatten(raw, |raw, index| places[raw as usize] = index);
        let range = |raw: &u32| {
            let index = places[*raw as usize];
            page.nodes.get(index).map(|node| index..node.end)
        };
        let mut ranges: Vec<Stretches> = matched.iter().map(|raw| raw.iter().filter_map(range).collect()).collect();
        for ranges in &mut ranges {
            ranges.sort_unstable_by_key(|range| range.start);
        }
        Ok((page, ranges))
    }

    /// The elements with their index, in reading order.
    pub fn elements(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| node.element().map(|element| (index, element)))
    }

    /// The text under a node, its pieces put together as they stand, at most about `most` bytes.
    pub fn text_of(&self, index: usize, most: usize) -> String {
        let mut text = String::new();
        for node in &self.nodes[index..self.nodes[index].end] {
            match &node.kind {
                NodeKind::Text(piece) => text.push_str(piece),
                NodeKind::Element(_) => text.push(' '),
            }
            if text.len() > most {
                break;
            }
        }
        text
    }
}

/// Builds a page's tree.
fn tree(text: &str) -> Result<Vec<RawNode>, Exhausted> {
    let builder = TreeBuilder::new(Arena::new(text.len() / 40), TreeBuilderOpts::default());
    let guard = Guard::new(builder, text.len() + 1000);
    tokenizer::tokenize(text, &guard)?;
    guard.end();
    if guard.exhausted() {
        return Err(Exhausted);
    }
    Ok(guard.builder.sink.into_nodes())
}

/// Puts the nodes into reading order, without recursion, and puts aside what is never shown. `place` is told where each
/// element that is shown comes to stand.
fn flatten(mut raw: Vec<RawNode>, mut place: impl FnMut(u32, usize)) -> Page {
    let mut page = Page { nodes: Vec::with_capacity(raw.len()), ..Page::default() };
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut current = raw[ROOT as usize].first;
    let mut parent = 0;
    loop {
        if current == NONE {
            let Some((index, next)) = open.pop() else { break };
            if index != usize::MAX {
                page.nodes[index].end = page.nodes.len();
                parent = page.nodes[index].parent;
            }
            current = next;
            continue;
        }
        let (first, next) = (raw[current as usize].first, raw[current as usize].next);
        match std::mem::replace(&mut raw[current as usize].kind, RawKind::Other) {
            RawKind::Text(text) => {
                let index = page.nodes.len();
                page.nodes.push(Node { parent, end: index + 1, kind: NodeKind::Text(text) });
                current = next;
            }
            RawKind::Element(name, attributes) => {
                let element = Element::new(name.local, attributes);
                if name.ns != ns!(html) || page.puts_aside(&element, &raw, first) {
                    current = next;
                    continue;
                }
                let index = page.nodes.len();
                place(current, index);
                page.nodes.push(Node { parent, end: index + 1, kind: NodeKind::Element(element) });
                open.push((index, next));
                parent = index;
                current = first;
            }
            RawKind::Other => {
                open.push((usize::MAX, next));
                current = first;
            }
        }
    }
    page
}

impl Page {
    /// Whether the element is never shown; what it holds is kept aside if something can be learned from it.
    fn puts_aside(&mut self, element: &Element, raw: &[RawNode], first: u32) -> bool {
        match element.tag {
            local_name!("script") => {
                let text = raw_text(raw, first);
                self.script_bytes += text.len();
                let kind = element.attribute(&local_name!("type")).unwrap_or_default();
                if kind.trim().eq_ignore_ascii_case("application/ld+json")
                    && self.json_ld.iter().map(String::len).sum::<usize>() + text.len() < MOST_ASIDE
                {
                    self.json_ld.push(text.to_owned());
                }
                true
            }
            local_name!("style") => {
                let text = raw_text(raw, first);
                if self.styles.len() + text.len() < MOST_ASIDE {
                    self.styles.push_str(text);
                    self.styles.push('\n');
                }
                true
            }
            local_name!("noscript") => {
                if self.noscript.len() < 4096 {
                    self.noscript.extend(raw_text(raw, first).chars().take(4096));
                }
                true
            }
            // A declared shadow root is shown; any other template is not.
            local_name!("template") => {
                !element.attributes().any(|(name, _)| matches!(name, "shadowrootmode" | "shadowroot"))
            }
            local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("object")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("canvas")
            | local_name!("map") => true,
            _ => false,
        }
    }
}

/// Whether elements of this tag stand within a line of text.
fn is_inline(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("br")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("del")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("ins")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("s")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("wbr")
    ) || **tag == *"bdt"
}

/// The text of an element that holds nothing but text.
fn raw_text(raw: &[RawNode], first: u32) -> &str {
    match raw.get(first as usize).map(|node| &node.kind) {
        Some(RawKind::Text(text)) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(html: &str) -> String {
        let page = Page::parse(html).unwrap();
        let name = |node: &Node| match &node.kind {
            NodeKind::Element(element) => element.tag.to_string(),
            NodeKind::Text(text) => format!("{:?}", &**text),
        };
        page.nodes.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn nodes_stand_in_reading_order() {
        assert_eq!(shape("<p>a<b>c</b>d</p><p>e"), r#"html head body p "a" b "c" "d" p "e""#);
    }

    #[test]
    fn text_that_stands_wrongly_in_a_table_comes_before_it() {
        assert_eq!(shape("<table>x<tr><td>y</table>"), r#"html head body "x" table tbody tr td "y""#);
    }

    #[test]
    fn scripts_styles_and_templates_are_not_part_of_the_page() {
        let page =
            Page::parse("<script>a()</script><style>b{}</style><template><p>c</template><!-- d --><p>e").unwrap();
        assert_eq!(page.nodes.iter().filter_map(Node::text).collect::<String>(), "e");
        assert_eq!((page.styles.as_str(), page.script_bytes), ("b{}\n", 3));
    }

    #[test]
    fn the_text_of_elements_nested_without_end_is_kept() {
        let html = format!("{}deep{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let page = Page::parse(&html).unwrap();
        assert_eq!(page.nodes.iter().filter_map(Node::text).collect::<Vec<_>>(), ["deep", "after"]);
        assert!(page.nodes.len() < 1000, "{}", page.nodes.len());
    }

    #[test]
    fn formatting_that_is_never_closed_does_not_multiply() {
        use std::fmt::Write as _;
        let mut html = String::new();
        for number in 0..5000 {
            write!(html, "<p><font color={number}>x</p>").unwrap();
        }
        let page = Page::parse(&html).unwrap();
        assert!(page.nodes.len() < 5000 * 20, "{}", page.nodes.len());
    }
}
