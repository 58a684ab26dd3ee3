//! Every capture below an address: what an archive holds of a whole site or of one of its folders. Indexes page such an
//! answer by keys of their own, which may come again, change their form, or never end.
//! Must not know what the captures are wanted for.

use std::collections::BTreeSet;

use super::{MOST_PAGES, WebArchive};
use crate::source::archived::{SourceError, SourceErrorKind};
use crate::source::cdx::{Dialect, Query, QueryBelow};
use crate::source::holding::Holding;
use crate::source::listing::{Listing, Window};
use crate::source::surt;

impl WebArchive {
    /// Lists what the archive holds of the addresses that begin with `prefix`. Rows of other addresses are left out.
    pub fn list_below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError> {
        let address = || SourceError::new(SourceErrorKind::Address, prefix);
        let below = surt::key(prefix).filter(|_| !Query::is_pattern(prefix)).ok_or_else(address)?;
        let Some(index) = &self.archive.index else {
            return Err(SourceError::new(SourceErrorKind::NoIndex, prefix));
        };
        let (mut rows, mut held, mut warnings) = (Vec::<Holding>::new(), BTreeSet::new(), Vec::new());
        let mut key: Option<String> = None;
        for number in 1.. {
            let query = QueryBelow { prefix, window, limit: self.rows, resume_key: key.as_deref() };
            let page = match self.page_at(&query.address(index, self.archive.dialect))? {
                Ok(page) => page,
                Err(exclusion) => return Ok(Listing::Excluded(exclusion)),
            };
            let (before, is_empty) = (held.len(), page.lines == 0);
            for row in page.rows {
                let is_below = surt::key(&row.original).is_some_and(|key| key.starts_with(&below));
                if is_below && held.insert((row.captured_at, row.original.clone(), row.digest)) {
                    rows.push(row);
                }
            }
            let Some(next) = page.resume_key else {
                if self.archive.dialect == Dialect::Pywb && page.lines >= self.rows {
                    warnings.push("the index gave as many rows as were asked for; what follows is unknown".to_owned());
                }
                break;
            };
            // A page of rows may be empty, but one that only repeats itself would go on for ever.
            let stands_still = key.as_ref() == Some(&next) || (held.len() == before && !is_empty);
            if stands_still || number >= MOST_PAGES {
                warnings.push(format!("the index does not end after {} captures; what follows is unknown", held.len()));
                break;
            }
            key = Some(next);
        }
        Ok(self.listing(rows, warnings, window))
    }
}
