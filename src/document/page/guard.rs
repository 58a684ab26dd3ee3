//! Stands between tokenizer and tree builder and keeps what they do within bounds that no page can move.
//! Must not know what the page says.
//!
//! A tree builder walks its stack of open elements for nearly every tag, and reopens every unclosed formatting element
//! in every paragraph. So deep nesting costs quadratic time, and unclosed formatting quadratic memory. Browsers
//! stop nesting at some depth and go on with the text; so does this.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

use super::sink::Arena;

/// The depth below which start tags are ignored, their text kept.
const DEEPEST: u32 = 256;
/// How many formatting elements may be open at once.
const OPEN_FORMATTING: usize = 16;

/// Passes tokens on to the tree builder unless they nest too deep.
pub(super) struct Guard {
    pub builder: TreeBuilder<u32, Arena>,
    /// How many nodes the page may have.
    budget: usize,
    ignored: RefCell<BTreeMap<LocalName, u32>>,
    open_formatting: Cell<usize>,
    /// After an end tag the depth is not known until something is added; how many end tags until a start tag may try.
    end_tags: Cell<u32>,
    end_tags_needed: Cell<u32>,
}

impl Guard {
    pub fn new(builder: TreeBuilder<u32, Arena>, budget: usize) -> Self {
        Self {
            builder,
            budget,
            ignored: RefCell::default(),
            open_formatting: Cell::new(0),
            end_tags: Cell::new(0),
            end_tags_needed: Cell::new(1),
        }
    }

    /// Whether the page has more nodes than its size can explain; nothing more was read from then on.
    pub fn exhausted(&self) -> bool {
        self.builder.sink.len() > self.budget
    }

    fn ignores(&self, tag: &Tag) -> bool {
        if is_leaf(&tag.name) {
            return false;
        }
        match tag.kind {
            TagKind::StartTag => self.ignores_start(tag),
            TagKind::EndTag => self.ignores_end(&tag.name),
        }
    }

    fn ignores_start(&self, tag: &Tag) -> bool {
        let formatting = is_formatting(&tag.name);
        if self.too_deep() || (formatting && self.open_formatting.get() >= OPEN_FORMATTING) {
            *self.ignored.borrow_mut().entry(tag.name.clone()).or_default() += 1;
            return true;
        }
        if formatting {
            self.open_formatting.set(self.open_formatting.get() + 1);
        }
        false
    }

    fn ignores_end(&self, name: &LocalName) -> bool {
        let mut ignored = self.ignored.borrow_mut();
        if !ignored.is_empty()
            && let Some(count) = ignored.get_mut(name)
        {
            *count -= 1;
            if *count == 0 {
                ignored.remove(name);
            }
            return true;
        }
        if is_formatting(name) {
            self.open_formatting.set(self.open_formatting.get().saturating_sub(1));
        }
        self.end_tags.set(self.end_tags.get().saturating_add(1));
        false
    }

    fn too_deep(&self) -> bool {
        if self.builder.sink.depth() < DEEPEST {
            self.end_tags.set(0);
            self.end_tags_needed.set(1);
            return false;
        }
        if self.end_tags.get() >= self.end_tags_needed.get() {
            self.end_tags.set(0);
            // End tags that close nothing must not buy depth: each try costs twice as many as the one before.
            self.end_tags_needed.set(self.end_tags_needed.get().saturating_mul(2));
            return false;
        }
        true
    }
}

impl TokenSink for Guard {
    type Handle = u32;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<u32> {
        match &token {
            Token::TagToken(tag) if self.ignores(tag) => TokenSinkResult::Continue,
            Token::ParseError(_) | Token::CommentToken(_) => TokenSinkResult::Continue,
            Token::EOFToken => self.builder.process_token(token, line_number),
            _ if self.exhausted() => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line_number),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that hold no others, or change how the tokenizer goes on.
fn is_leaf(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("noscript")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("xmp")
            | local_name!("plaintext")
            | local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("base")
            | local_name!("html")
            | local_name!("head")
            | local_name!("body")
    )
}

fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
