//! What a page's own style sheets and attributes say that a reader sees: bold, underlined, hidden, numbered.
//! Must not know elements or their text. Reads simple rules only: a page's look is a hint, never a proof.

#![expect(clippy::disallowed_types, reason = "classes are only looked up, never listed")]

use std::collections::HashMap;

use crate::document::page::Element;
use html5ever::local_name;

/// What a declaration block says, as far as it matters here. `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub bold: Option<bool>,
    pub underlined: Option<bool>,
    pub hidden: Option<bool>,
    /// Line breaks in the source are line breaks on the page.
    pub keeps_lines: Option<bool>,
    pub block: Option<bool>,
    pub numbering: Option<Numbering>,
    /// Numbers are made by counters over several levels, as in `1.1`.
    pub counters: bool,
}

/// How an ordered list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    Decimal,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
    /// No number is printed.
    Hidden,
}

/// The page's style sheets, as far as single classes have rules.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    classes: HashMap<String, Look>,
    /// Whether some rule numbers every ordered list by counters over several levels.
    pub counters_everywhere: bool,
}

impl Styles {
    /// Reads the rules of style sheets.
    pub fn read(sheets: &str) -> Self {
        let mut styles = Self::default();
        let mut rest = sheets;
        while let Some((selectors, after)) = rest.split_once('{') {
            // A rule inside `@media`: the selector begins after the outer brace, which was split off before.
            let Some((declarations, after)) = after.split_once(['}', '{']).filter(|_| !selectors.contains("@media"))
            else {
                rest = after;
                continue;
            };
            rest = after;
            styles.add(selectors, declarations);
        }
        styles
    }

    fn add(&mut self, selectors: &str, declarations: &str) {
        let look = Look::read(declarations);
        if look == Look::default() {
            return;
        }
        for selector in selectors.rsplit(['}', ';']).next().unwrap_or_default().split(',') {
            let selector = selector.trim();
            if look.counters && (selector.contains("li") || selector.contains("ol")) {
                self.add_counters(selector, look);
                continue;
            }
            let class = selector.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            let Some(class) = class.strip_prefix('.') else { continue };
            if !class.is_empty() && class.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
                self.classes.entry(class.to_owned()).or_default().overlay(look);
            }
        }
    }

    /// `ol.legal > li::before { content: counters(item, ".") }` numbers the lists of that class, or all lists.
    fn add_counters(&mut self, selector: &str, look: Look) {
        match selector.split('.').nth(1) {
            Some(class) => {
                let end =
                    class.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(class.len());
                let counters = Look { counters: look.counters, ..Look::default() };
                self.classes.entry(class[..end].to_owned()).or_default().overlay(counters);
            }
            None => self.counters_everywhere = true,
        }
    }

    /// How an element looks by its classes and its `style` attribute.
    pub fn look(&self, element: &Element) -> Look {
        let mut look = Look::default();
        if let Some(classes) = element.attribute(&local_name!("class")) {
            for class in classes.split_ascii_whitespace() {
                if let Some(found) = self.classes.get(class) {
                    look.overlay(*found);
                } else if let Some(found) = usual(class) {
                    look.overlay(found);
                }
            }
        }
        if let Some(style) = element.attribute(&local_name!("style")) {
            look.overlay(Look::read(style));
        }
        look
    }
}

/// What some class names mean in every framework.
fn usual(class: &str) -> Option<Look> {
    let bold = Look { bold: Some(true), ..Look::default() };
    match class {
        "bold" | "strong" | "fw-bold" | "font-bold" | "font-semibold" | "font-weight-bold" | "text-bold"
        | "fw-semibold" | "bolder" | "text-strong" => Some(bold),
        "underline" | "text-underline" => Some(Look { underlined: Some(true), ..Look::default() }),
        _ => None,
    }
}

/// The properties that are read.
const READ: &[&str] = &[
    "font-weight",
    "font",
    "text-decoration",
    "text-decoration-line",
    "display",
    "visibility",
    "white-space",
    "list-style",
    "list-style-type",
    "content",
];

impl Look {
    fn overlay(&mut self, over: Self) {
        self.bold = over.bold.or(self.bold);
        self.underlined = over.underlined.or(self.underlined);
        self.hidden = over.hidden.or(self.hidden);
        self.keeps_lines = over.keeps_lines.or(self.keeps_lines);
        self.block = over.block.or(self.block);
        self.numbering = over.numbering.or(self.numbering);
        self.counters |= over.counters;
    }

    /// Reads declarations such as `font-weight: 700; display: none`.
    pub fn read(declarations: &str) -> Self {
        let mut look = Self::default();
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let (name, value) = (name.trim(), value.trim());
            let value = value.split_once('!').map_or(value, |(value, _)| value.trim_end());
            // What the names begin with that are read.
            if !name.starts_with(|c: char| matches!(c.to_ascii_lowercase(), 'f' | 't' | 'd' | 'v' | 'w' | 'l' | 'c')) {
                continue;
            }
            if let Some(name) = READ.iter().find(|read| read.eq_ignore_ascii_case(name)) {
                look.declare(name, &value.to_ascii_lowercase());
            }
        }
        look
    }

    fn declare(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => self.bold = weight(value).or(self.bold),
            "font" => {
                self.bold = value
                    .split(' ')
                    .find_map(|word| (word == "bold" || word == "bolder").then_some(true))
                    .or(self.bold);
            }
            "text-decoration" | "text-decoration-line" => self.underlined = Some(value.contains("underline")),
            "display" => {
                self.hidden = Some(value == "none");
                self.block = Some(matches!(value, "block" | "flex" | "grid" | "list-item" | "table"));
            }
            "visibility" if value == "hidden" => self.hidden = Some(true),
            "white-space" => self.keeps_lines = Some(matches!(value, "pre" | "pre-wrap" | "pre-line" | "break-spaces")),
            "list-style" | "list-style-type" => {
                self.numbering = value.split(' ').find_map(numbering).or(self.numbering);
            }
            "content" => self.counters |= value.contains("counters("),
            _ => {}
        }
    }
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u32>().ok().map(|weight| weight >= 600),
    }
}

fn numbering(value: &str) -> Option<Numbering> {
    match value {
        "decimal" | "decimal-leading-zero" => Some(Numbering::Decimal),
        "lower-alpha" | "lower-latin" => Some(Numbering::LowerAlpha),
        "upper-alpha" | "upper-latin" => Some(Numbering::UpperAlpha),
        "lower-roman" => Some(Numbering::LowerRoman),
        "upper-roman" => Some(Numbering::UpperRoman),
        "none" | "disc" | "circle" | "square" => Some(Numbering::Hidden),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_with_a_rule_looks_like_its_rule() {
        let styles = Styles::read(
            "@import url(x);.c1, p.c2{font-weight:700} @media print { .c3 { display: none } } .c4{color:red}",
        );
        assert_eq!(styles.classes["c1"].bold, Some(true));
        assert_eq!(styles.classes["c2"].bold, Some(true));
        assert!(!styles.classes.contains_key("c4"));
    }

    #[test]
    fn a_style_attribute_says_what_a_reader_sees() {
        assert_eq!(Look::read("FONT-WEIGHT: Bold !important").bold, Some(true));
        assert_eq!(Look::read("font-weight:400;text-decoration:underline").underlined, Some(true));
        assert_eq!(Look::read("list-style: lower-roman inside").numbering, Some(Numbering::LowerRoman));
        assert_eq!(Look::read("color: red"), Look::default());
    }

    #[test]
    fn counters_over_several_levels_are_seen() {
        assert!(Styles::read("ol > li::before { content: counters(item, '.') ' ' }").counters_everywhere);
        assert!(Styles::read("ol.legal li:before { content: counters(item, '.') }").classes["legal"].counters);
    }
}
