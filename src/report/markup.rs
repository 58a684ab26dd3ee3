//! Writes HTML and SVG so that text from outside cannot become markup: what is not a literal of ours is escaped.
//! Must not know what is written.

use crate::report::escape::{address, html};

/// Names and values of attributes; values are escaped.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// Markup in the making.
#[derive(Debug, Default)]
pub(super) struct Markup {
    written: String,
}

impl Markup {
    /// Writes a literal of ours as it is.
    pub(super) fn literal(&mut self, markup: &'static str) {
        self.written.push_str(markup);
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        self.written.push_str(&html(text));
    }

    /// Opens an element.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.written.push('>');
    }

    /// Writes an element that holds nothing.
    pub(super) fn empty(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.written.push_str("/>");
    }

    /// Closes an element; one that is a block of its own also ends the line.
    pub(super) fn close(&mut self, tag: &'static str) {
        self.written.extend(["</", tag, ">"]);
        if !matches!(tag, "a" | "b" | "code" | "del" | "em" | "ins" | "q" | "span" | "strong" | "sup") {
            self.written.push('\n');
        }
    }

    /// Writes an element that holds only text.
    pub(super) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Writes a paragraph of text, in which `words between backticks` are code.
    pub(super) fn text_block(&mut self, text: &str) {
        self.literal("<p>");
        self.prose(text);
        self.literal("</p>\n");
    }

    /// Writes text in which `words between backticks` are code.
    pub(super) fn prose(&mut self, text: &str) {
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 0 { self.text(part) } else { self.element("code", &[], part) }
        }
    }

    /// Writes a link to another site; where the address is not one to be followed, its text.
    pub(super) fn link(&mut self, target: &str, words: &str) {
        match address(target) {
            Some(target) => self.element("a", &[("href", target), ("rel", "noreferrer noopener external")], words),
            None => self.element("code", &[], target),
        }
    }

    /// Writes a link to a place on the same page.
    pub(super) fn jump(&mut self, anchor: &str, words: &str) {
        self.element("a", &[("href", &format!("#{anchor}"))], words);
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.written
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.written.extend(["<", tag]);
        for (name, value) in attributes {
            self.written.extend([" ", name, "=\"", &html(value), "\""]);
        }
    }
}

/// The heading element of a level from 1.
pub(super) fn heading(level: usize) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"][level.clamp(1, 6) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_text_nor_attributes_become_markup() {
        let mut markup = Markup::default();
        markup.element("p", &[("lang", "en\" onload=\"x")], "<b>");
        assert_eq!(markup.finish(), "<p lang=\"en&quot; onload=&quot;x\">&lt;b&gt;</p>\n");
    }

    #[test]
    fn an_address_that_runs_something_is_text() {
        let mut markup = Markup::default();
        markup.link("javascript:alert(1)", "look");
        assert_eq!(markup.finish(), "<code>javascript:alert(1)</code>");
    }
}
