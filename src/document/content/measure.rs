//! How much text stands where: the numbers by which running text is told from menus.
//! Must not know names of classes, or what the text says.

use html5ever::local_name;

use super::Content;
use crate::document::page::{Element, NodeKind, Page};

/// The least a block must hold to be running text whatever it ends with, in bytes.
const PROSE: u32 = 80;
/// The least a block must hold to be running text if it ends like a sentence, in bytes.
const SENTENCE: u32 = 30;

/// What an element holds, its descendants included; white space does not count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Bytes of text.
    pub text: u32,
    /// Bytes of text in links.
    pub linked: u32,
    /// Bytes of text in blocks of running text.
    pub prose: u32,
    /// How many links.
    pub links: u32,
    /// How many buttons and fields to fill in.
    pub controls: u32,
}

/// The measures of every node of a page, without what was dropped.
#[derive(Debug)]
pub(super) struct Measures(Vec<Measure>);

/// The text that stands directly in a block.
#[derive(Clone, Copy, Default)]
struct Own {
    text: u32,
    linked: u32,
    last: Option<char>,
}

impl Measures {
    pub fn of(&self, index: usize) -> Measure {
        self.0[index]
    }

    /// Measures a page, bottom up.
    pub fn take(page: &Page, content: &Content) -> Self {
        Self::with(page, content, |_, text| visible_length(text))
    }

    /// Measures the page again after more of it was dropped.
    pub fn again(&self, page: &Page, content: &Content) -> Self {
        Self::with(page, content, |index, _| self.of(index).text)
    }

    fn with(page: &Page, content: &Content, length_of: impl Fn(usize, &str) -> u32) -> Self {
        let mut measures = vec![Measure::default(); page.nodes.len()];
        let mut own = vec![Own::default(); page.nodes.len()];
        // The block a node stands in, and where the link ends that it stands in.
        let mut blocks: Vec<(usize, usize)> = vec![(page.nodes.len(), 0)];
        let mut link_end = 0;
        let mut index = 0;
        while let Some(node) = page.nodes.get(index) {
            if content.dropped(index).is_some() {
                index = node.end;
                continue;
            }
            while blocks.len() > 1 && blocks.last().is_some_and(|(end, _)| *end <= index) {
                blocks.pop();
            }
            let block = blocks.last().map_or(0, |(_, block)| *block);
            match &node.kind {
                NodeKind::Text(text) => {
                    let length = length_of(index, text);
                    if length > 0 {
                        let linked = if index < link_end { length } else { 0 };
                        measures[index] = Measure { text: length, linked, ..Measure::default() };
                        own[block].text = own[block].text.saturating_add(length);
                        own[block].linked = own[block].linked.saturating_add(linked);
                        own[block].last = text.trim_end().chars().next_back();
                    }
                }
                NodeKind::Element(element) => {
                    measures[index].controls = u32::from(is_control(element));
                    if element.tag == local_name!("a") && element.attribute(&local_name!("href")).is_some() {
                        measures[index].links = 1;
                        link_end = node.end;
                    } else if !is_inline(element) {
                        blocks.push((node.end, index));
                    }
                }
            }
            index += 1;
        }
        for (measure, own) in measures.iter_mut().zip(&own) {
            measure.prose = own.prose();
        }
        for index in (1..page.nodes.len()).rev() {
            let parent = page.nodes[index].parent;
            if content.dropped(index).is_none() && parent != index {
                let measure = measures[index];
                measures[parent].add(measure);
            }
        }
        Self(measures)
    }
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.text = self.text.saturating_add(other.text);
        self.linked = self.linked.saturating_add(other.linked);
        self.prose = self.prose.saturating_add(other.prose);
        self.links += other.links;
        self.controls += other.controls;
    }

    /// Whether more than `percent` of the text is in links.
    pub fn is_linked(self, percent: u32) -> bool {
        u64::from(self.linked) * 100 > u64::from(self.text) * u64::from(percent)
    }
}

impl Own {
    /// The block's text if it is running text, else nothing.
    fn prose(self) -> u32 {
        let unlinked = self.linked * 2 < self.text;
        let ends = matches!(self.last, Some('.' | ':' | ';' | '!' | '?' | ',' | '。' | '；' | '：' | '،' | '।' | ')'));
        let long = self.text >= PROSE || (self.text >= SENTENCE && ends);
        if unlinked && long { self.text } else { 0 }
    }
}

fn visible_length(text: &str) -> u32 {
    let is_space = |byte: u8| byte == b' ' || byte.wrapping_sub(b'\t') < 5 && byte != 0x0B;
    // Few enough at a time that a byte can count them.
    let spaces = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(is_space(*byte))).sum::<u8>();
    let visible = text.len() - text.as_bytes().chunks(128).map(|bytes| usize::from(spaces(bytes))).sum::<usize>();
    u32::try_from(visible).unwrap_or(u32::MAX)
}

fn is_control(element: &Element) -> bool {
    match element.tag {
        local_name!("button") | local_name!("select") | local_name!("textarea") => true,
        local_name!("input") => element.attribute(&local_name!("type")) != Some("hidden"),
        _ => element.attribute(&local_name!("role")) == Some("button"),
    }
}

/// Whether an element stands within a line of text.
pub(super) fn is_inline(element: &Element) -> bool {
    element.is_inline
}
