//! Where in a page the parts stand that a person selected. Must not know what is done with them.

use std::ops::Range;

use crate::document::SkipReason;
use crate::document::page::Page;
use crate::document::selection::{Boundary, Css, Place, Selection};

/// A page with the places of what was selected in it.
pub(super) struct Located {
    pub page: Page,
    /// `None` where the policy has to be found.
    pub selected: Option<Vec<Range<usize>>>,
    pub removed: Vec<Range<usize>>,
}

impl Located {
    /// Parses a page and looks for the parts in it.
    pub fn parse(text: &str, selection: &Selection) -> Result<Self, SkipReason> {
        if selection.is_empty() {
            let page = Page::parse(text).map_err(|_| SkipReason::TooLarge)?;
            return Ok(Self { page, selected: None, removed: Vec::new() });
        }
        let places = || selection.select().iter().chain(selection.remove());
        let selectors: Vec<&Css> = places().flat_map(selectors).collect();
        let (page, matched) = Page::parse_matching(text, &selectors).map_err(|_| SkipReason::TooLarge)?;
        let mut matched = matched.into_iter();
        let mut found: Vec<Vec<Range<usize>>> = places().map(|place| ranges(place, &mut matched)).collect();
        let removed = found.split_off(selection.select().len()).concat();
        if found.iter().any(Vec::is_empty) {
            return Err(SkipReason::NotSelected);
        }
        let selected = Some(found.concat()).filter(|selected| !selected.is_empty());
        Ok(Self { page, selected, removed })
    }
}

fn selectors(place: &Place) -> Vec<&Css> {
    match place {
        Place::Matching(css) => vec![css],
        Place::Range { from, to } => vec![&from.css, &to.css],
    }
}

/// The stretches of a part, from what its selectors matched; none when the part is not there.
fn ranges(place: &Place, matched: &mut impl Iterator<Item = Vec<Range<usize>>>) -> Vec<Range<usize>> {
    let mut next = || matched.next().unwrap_or_default();
    match place {
        Place::Matching(_) => next(),
        Place::Range { from, to } => {
            let (starts, ends) = (next(), next());
            between(from, &starts, to, &ends).into_iter().collect()
        }
    }
}

/// The stretch from the first start to the first end that comes after it.
fn between(from: &Boundary, starts: &[Range<usize>], to: &Boundary, ends: &[Range<usize>]) -> Option<Range<usize>> {
    let position = |boundary: &Boundary, range: &Range<usize>| if boundary.is_after { range.end } else { range.start };
    let start = position(from, starts.first()?);
    let end = ends.iter().map(|range| position(to, range)).find(|end| *end > start)?;
    Some(start..end)
}
