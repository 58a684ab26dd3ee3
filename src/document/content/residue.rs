//! Furniture that stands within the policy's place, told by how it looks.
//! Must not know names of classes.

use super::Content;
use super::measure::Measures;
use crate::document::page::Page;

/// Drops it.
pub(super) fn mark(_page: &Page, _measures: &Measures, _policy: usize, _content: &mut Content) {}
