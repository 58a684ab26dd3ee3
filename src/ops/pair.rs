//! Two texts of which only it is known when each was seen.
//! Must not know where they come from.

use crate::claim::Claims;
use crate::compare::Comparison;
use crate::document::Document;
use crate::finding::{self, Finding, Side, Step};
use crate::policy::{PolicyId, PolicyIdError};
use crate::time::CapturedAt;

/// A text, and when it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub document: &'a Document,
    pub claims: &'a Claims,
    pub at: CapturedAt,
}

/// What a change and its stated dates amount to when the old text was last seen at its instant and the new one first seen
/// at its own.
pub fn findings(old: Seen<'_>, new: Seen<'_>, comparison: &Comparison) -> Result<Vec<Finding>, PolicyIdError> {
    let policy: PolicyId = "compared/files".parse()?;
    Ok(finding::check_pair(&Step::new(&policy, old.side(), new.side(), comparison)))
}

impl<'a> Seen<'a> {
    fn side(self) -> Side<'a> {
        Side::seen(self.document, self.claims, self.at, self.at)
    }
}
