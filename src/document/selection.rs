//! Which parts of a page a person says are the policy: CSS selectors and ranges between them, obeyed exactly.
//! Must not know configuration files, or how a page is parsed.

mod css;

use std::fmt;

pub(super) use css::{Css, Name, PseudoClass, PseudoElement, Simple, Value};

/// The most parts that a selection may name; every one of them is looked for in the whole page.
const MOST_PARTS: usize = 200;

/// One part of a page, as a person names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Every element that a CSS selector matches, with all that it holds.
    Matching(String),
    /// What stands between two edges. The end is the first match after the start.
    Range { from: Edge, to: Edge },
}

/// One end of a range: the first element that a CSS selector matches, and which side of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    Before(String),
    After(String),
}

impl Part {
    /// What stands from `from` on, itself included, to before `before`.
    pub fn range(from: impl Into<String>, before: impl Into<String>) -> Self {
        Self::Range { from: Edge::Before(from.into()), to: Edge::Before(before.into()) }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |edge: &Edge, inside: &str, outside: &str| match edge {
            Edge::Before(css) => format!("{inside} {css}"),
            Edge::After(css) => format!("{outside} {css}"),
        };
        match self {
            Self::Matching(css) => f.write_str(css),
            Self::Range { from, to } => {
                write!(f, "{} {}", side(from, "from", "from after"), side(to, "to before", "to the end of"))
            }
        }
    }
}

/// The parts of a page that are the policy, and the parts that are not.
///
/// - With `select` the policy is what those parts hold, in the order of the page, and nothing is guessed. Every part must
///   be there: a page that lacks one is skipped, for half a policy would look like a policy that lost its other half.
///   Alternatives are one part with a comma between the selectors.
/// - With `remove` alone the policy is found as on any page, after those parts were taken out. What they do not match is
///   not missed.
/// - Selectors see the page as it was served. They say nothing of pages that are not HTML, which are read whole.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    select: Vec<Place>,
    remove: Vec<Place>,
}

impl Selection {
    /// Takes the parts, unless a selector is none.
    pub fn new(select: &[Part], remove: &[Part]) -> Result<Self, SelectorError> {
        Ok(Self { select: places(select)?, remove: places(remove)? })
    }

    /// Whether nothing is said, so that the policy has to be found.
    pub fn is_empty(&self) -> bool {
        self.select.is_empty() && self.remove.is_empty()
    }

    /// What is the policy, by place; empty when that has to be found.
    pub(super) fn select(&self) -> &[Place] {
        &self.select
    }

    /// What is not the policy.
    pub(super) fn remove(&self) -> &[Place] {
        &self.remove
    }
}

fn places(parts: &[Part]) -> Result<Vec<Place>, SelectorError> {
    if parts.len() > MOST_PARTS {
        return Err(SelectorError { selector: parts[MOST_PARTS].to_string(), problem: "there are too many selectors" });
    }
    parts.iter().map(Place::new).collect()
}

/// A part whose selectors are understood.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Matching(Css),
    Range { from: Boundary, to: Boundary },
}

/// An edge whose selector is understood.
#[derive(Clone, Debug)]
pub(super) struct Boundary {
    pub css: Css,
    /// Whether the element itself lies before this edge.
    pub is_after: bool,
}

impl Place {
    fn new(part: &Part) -> Result<Self, SelectorError> {
        Ok(match part {
            Part::Matching(css) => Self::Matching(Css::parse(css)?),
            Part::Range { from, to } => Self::Range { from: Boundary::new(from)?, to: Boundary::new(to)? },
        })
    }
}

impl Boundary {
    fn new(edge: &Edge) -> Result<Self, SelectorError> {
        Ok(match edge {
            Edge::Before(css) => Self { css: Css::parse(css)?, is_after: false },
            Edge::After(css) => Self { css: Css::parse(css)?, is_after: true },
        })
    }
}

/// A selector that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{selector:?} is not a CSS selector that can be used: {problem}\ncorrect it, and try it with `fineprint inspect FILE --select SELECTOR`"
)]
pub struct SelectorError {
    /// The selector as it was given.
    pub selector: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

#[cfg(test)]
mod tests;
