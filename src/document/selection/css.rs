//! CSS selectors, understood. Owns the words that the selector engine needs to speak of them.
//! Must not know pages.

use std::fmt;

use cssparser::{BasicParseErrorKind, ParseErrorKind, ToCss};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{self, ParseRelative, SelectorList, SelectorParseErrorKind};

use super::SelectorError;

/// The longest selector, in bytes.
const LONGEST: usize = 4096;
/// How deep `:not(…)` and its like may stand in each other.
const DEEPEST: usize = 16;

/// A list of selectors, as `h1, .title`.
#[derive(Clone, Debug)]
pub struct Css(SelectorList<Simple>);

impl Css {
    /// Understands a selector.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let error = |problem| SelectorError { selector: text.chars().take(200).collect(), problem };
        if text.len() > LONGEST || nesting(text) > DEEPEST {
            return Err(error("it is too long or nested too deep"));
        }
        if text.trim().is_empty() {
            return Err(error("it is empty"));
        }
        let mut parser = cssparser::Parser::new(text);
        let list = SelectorList::parse(&Grammar, &mut parser, ParseRelative::No);
        list.map(Self).map_err(|cause| error(problem(&cause.kind)))
    }

    /// The selectors of the list.
    pub fn selectors(&self) -> &[parser::Selector<Simple>] {
        self.0.slice()
    }
}

/// How deep brackets stand in each other at the most.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn problem(kind: &ParseErrorKind<SelectorParseErrorKind>) -> &'static str {
    use SelectorParseErrorKind as Kind;
    match kind {
        ParseErrorKind::Basic(BasicParseErrorKind::EndOfInput) => "it ends too early",
        ParseErrorKind::Custom(Kind::EmptySelector) => "a selector of the list is empty",
        ParseErrorKind::Custom(Kind::DanglingCombinator) => "something must follow its last combinator",
        ParseErrorKind::Custom(Kind::UnsupportedPseudoClassOrElement | Kind::NoIdentForPseudo) => {
            "it has a pseudo-class or pseudo-element that says nothing of a saved page"
        }
        ParseErrorKind::Custom(Kind::ClassNeedsIdent) => "a dot must be followed by the name of a class",
        ParseErrorKind::Custom(Kind::ExpectedNamespace) => "it names a namespace",
        ParseErrorKind::Custom(
            Kind::NoQualifiedNameInAttributeSelector
            | Kind::UnexpectedTokenInAttributeSelector
            | Kind::BadValueInAttr
            | Kind::InvalidQualNameInAttr
            | Kind::ExpectedBarInAttr,
        ) => "what stands in its brackets is no attribute",
        ParseErrorKind::Basic(_) | ParseErrorKind::Custom(_) => "it has a sign that stands in no selector",
    }
}

/// The grammar of selectors: CSS Selectors 4 without what only a running browser knows.
#[derive(Clone, Copy, Debug)]
struct Grammar;

impl parser::Parser<'_> for Grammar {
    type Impl = Simple;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }
}

/// The selectors that a saved page can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simple;

impl parser::SelectorImpl for Simple {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Value;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = PseudoElement;
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value(String);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Value {
    fn to_css<W: fmt::Write>(&self, to: &mut W) -> fmt::Result {
        cssparser::serialize_string(&self.0, to)
    }
}

/// The name of an element, an attribute, a class or an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name(pub LocalName);

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, to: &mut W) -> fmt::Result {
        cssparser::serialize_identifier(&self.0, to)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

/// A pseudo-class of a running browser, such as `:hover`: there is none here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PseudoClass {}

impl parser::NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        match *self {}
    }

    fn is_user_action_state(&self) -> bool {
        match *self {}
    }
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

/// A pseudo-element, such as `::before`: there is none here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PseudoElement {}

impl parser::PseudoElement for PseudoElement {}

impl ToCss for PseudoElement {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}
