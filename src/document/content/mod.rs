//! Finds the policy in a page without being told where it is.
//!
//! First what is furniture by its markup or its name is marked; then the smallest part that holds nearly all running
//! text is the policy's place, and what lies outside of it has to look like text of the policy to stay.
//! Where a person said where the policy is, that holds and nothing is looked for.
//! Must not know how the text is written down, or what it means.

mod furniture;
mod measure;
mod place;
mod repeat;
mod residue;
mod selected;

use super::page::Page;
use measure::Measures;

/// What of a page is its policy.
#[derive(Debug)]
pub(super) struct Content {
    dropped: Vec<Option<&'static str>>,
}

impl Content {
    /// The rule by which a node and everything in it was left out.
    #[inline]
    pub fn dropped(&self, index: usize) -> Option<&'static str> {
        self.dropped[index]
    }

    /// Leaves a node out by a rule, unless an earlier rule did.
    fn drop(&mut self, index: usize, rule: &'static str) {
        self.dropped[index].get_or_insert(rule);
    }
}

/// Marks what is not part of the policy, besides what a person said to be none.
pub(super) fn find(page: &Page, removed: &Ranges) -> Content {
    let mut content = Content { dropped: vec![None; page.nodes.len()] };
    selected::mark_removed(page, removed, &mut content);
    let everything = Measures::take(page, &content);
    furniture::mark(page, &everything, &mut content);
    repeat::mark(page, &everything, &mut content);
    let measures = everything.again(page, &content);
    let policy = place::find(page, &measures);
    place::mark_outside(page, &everything, &measures, policy, &mut content);
    residue::mark(page, &measures, &mut content);
    content
}

pub(super) use selected::{Ranges, only};

#[cfg(test)]
mod tests;
