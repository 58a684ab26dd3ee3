//! Selectors as a person writes them: a text, a range, or a list of both.
//! Must not know what a selector finds.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::{Edge, Part};

/// Parts of a page; nothing means that nothing was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selectors(pub Vec<Selector>);

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// What a CSS selector finds.
    Css(String),
    /// Everything from one element to another.
    Range(Range),
}

/// Everything from one element to another. One start and one end are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Range {
    /// It begins with this element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_before: Option<String>,
    /// It begins after this element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_after: Option<String>,
    /// It ends before this element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_before: Option<String>,
    /// It ends with this element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_after: Option<String>,
}

impl Selectors {
    /// The parts as a page is read by them.
    pub fn parts(&self) -> Vec<Part> {
        self.0.iter().filter_map(Selector::part).collect()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Selector {
    type Err = String;

    /// Reads a CSS selector, or a range as `fineprint.toml` or Open Terms Archive writes it.
    fn from_str(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Line {
            selector: Selector,
        }
        if !text.trim_start().starts_with('{') {
            return Ok(Self::Css(text.to_owned()));
        }
        if let Ok(declared) = serde_json::from_str(text) {
            return super::ota::selector(&declared);
        }
        let line = toml::from_str(&format!("selector = {text}"));
        line.map(|line: Line| line.selector).map_err(|error| error.message().to_owned())
    }
}

impl Selector {
    fn part(&self) -> Option<Part> {
        match self {
            Self::Css(css) => Some(Part::Matching(css.clone())),
            Self::Range(range) => range.part(),
        }
    }
}

impl Range {
    /// The range as a page is read by it; `None` where it lacks a start or an end.
    fn part(&self) -> Option<Part> {
        let edge = |before: &Option<String>, after: &Option<String>| match (before, after) {
            (Some(css), _) => Some(Edge::Before(css.clone())),
            (None, Some(css)) => Some(Edge::After(css.clone())),
            (None, None) => None,
        };
        let from = edge(&self.start_before, &self.start_after)?;
        let to = edge(&self.end_before, &self.end_after)?;
        Some(Part::Range { from, to })
    }

    /// Whether it has one start and one end.
    fn is_whole(&self) -> bool {
        self.start_before.is_some() != self.start_after.is_some()
            && self.end_before.is_some() != self.end_after.is_some()
    }
}

impl Serialize for Selectors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0[..] {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl Serialize for Selector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Css(css) => css.serialize(serializer),
            Self::Range(range) => range.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Selectors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMany)
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(One)
    }
}

struct One;

impl<'de> Visitor<'de> for One {
    type Value = Selector;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CSS selector, or a range such as { start-before = \"#terms\", end-before = \"#footer\" }")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Selector, E> {
        Ok(Selector::Css(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Selector, A::Error> {
        let range = Range::deserialize(MapAccessDeserializer::new(map))?;
        if !range.is_whole() {
            return Err(serde::de::Error::custom(
                "a range needs one start (start-before or start-after) and one end (end-before or end-after)",
            ));
        }
        Ok(Selector::Range(range))
    }
}

struct OneOrMany;

impl<'de> Visitor<'de> for OneOrMany {
    type Value = Selectors;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        One.expecting(f)?;
        f.write_str(", or a list of them")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Selectors, E> {
        One.visit_str(text).map(|one| Selectors(vec![one]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Selectors, A::Error> {
        One.visit_map(map).map(|one| Selectors(vec![one]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Selectors, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Selectors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Line {
        select: Selectors,
    }

    fn read(text: &str) -> Result<Vec<Selector>, String> {
        toml::from_str::<Line>(text).map(|line| line.select.0).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_text_a_range_and_a_list_of_both_are_understood() {
        assert_eq!(read("select = \"main\""), Ok(vec![Selector::Css("main".to_owned())]));
        let range = Range { start_before: Some("h1".into()), end_after: Some("#end".into()), ..Range::default() };
        let both = "select = [\"main\", { start-before = \"h1\", end-after = \"#end\" }]";
        assert_eq!(read(both), Ok(vec![Selector::Css("main".to_owned()), Selector::Range(range)]));
    }

    #[test]
    fn a_selector_of_a_command_line_is_css_or_a_range_in_either_form() {
        let range = Range { start_before: Some("h1".into()), end_after: Some("#end".into()), ..Range::default() };
        assert_eq!("main > p".parse(), Ok(Selector::Css("main > p".to_owned())));
        assert_eq!("{ start-before = \"h1\", end-after = \"#end\" }".parse(), Ok(Selector::Range(range.clone())));
        assert_eq!("{\"startBefore\": \"h1\", \"endAfter\": \"#end\"}".parse(), Ok(Selector::Range(range)));
        assert!("{ start-before = \"h1\" }".parse::<Selector>().unwrap_err().contains("one end"));
        assert!("{\"startBefore\": \"h1\"}".parse::<Selector>().unwrap_err().contains("end"));
    }

    #[test]
    fn what_is_no_selector_says_what_would_be() {
        assert!(read("select = 3").unwrap_err().contains("CSS selector"));
        assert!(read("select = { start-before = \"h1\" }").unwrap_err().contains("one end"));
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in
            ["select = \"main\"", "select = [\"a\", \"b\"]", "select = { start-after = \"a\", end-before = \"b\" }"]
        {
            let line: Line = toml::from_str(text).unwrap();
            assert_eq!(toml::from_str::<Line>(&toml::to_string(&line).unwrap()).unwrap(), line, "{text}");
        }
    }
}
