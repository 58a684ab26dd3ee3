//! Every capture below an address: what an archive holds of a whole site or of one of its folders. Indexes page such an
//! answer by keys of their own, which may come again, change their form, or never end.
//! Must not know what the captures are wanted for.

use super::WebArchive;
use crate::source::archived::{SourceError, SourceErrorKind};
use crate::source::cdx::{Dialect, Query, QueryBelow};
use crate::source::holding::{Collected, Holding};
use crate::source::listing::{Listing, Window};
use crate::source::surt;

/// How many pages of an index are read at the most: a site has more captures than anybody wants to see.
const MOST_PAGES: usize = 40;

impl WebArchive {
    /// Lists what the archive holds of the addresses that begin with `prefix`. Rows of other addresses are left out. Where
    /// it stops answering, what it listed before is the answer, with a warning.
    pub(super) fn below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError> {
        let address = || SourceError::new(SourceErrorKind::Address, prefix);
        let below = surt::key(prefix).filter(|_| !Query::is_pattern(prefix)).ok_or_else(address)?;
        let Some(index) = &self.archive.index else {
            return Err(SourceError::new(SourceErrorKind::NotBelow, prefix));
        };
        let (mut collected, mut warnings) = (Collected::default(), Vec::new());
        let mut key: Option<String> = None;
        for number in 1.. {
            let query = QueryBelow { prefix, window, limit: self.rows, resume_key: key.as_deref() };
            let page = match self.page_at(&query.address(index, self.archive.dialect)) {
                Ok(Ok(page)) => page,
                Ok(Err(exclusion)) => return Ok(Listing::Excluded(exclusion)),
                Err(error) if collected.captures.is_empty() => return Err(error),
                Err(error) => {
                    warnings.push(format!("{error}; what follows is unknown"));
                    break;
                }
            };
            let is_below = |row: &Holding| surt::key(&row.original).is_some_and(|key| key.starts_with(&below));
            let before = collected.captures.len();
            let has_room = collected.take(page.rows.into_iter().filter(is_below).collect());
            let Some(next) = page.resume_key else {
                if self.archive.dialect == Dialect::Pywb && page.lines >= self.rows {
                    warnings.push("the index gave as many rows as were asked for; what follows is unknown".to_owned());
                }
                break;
            };
            // A page of rows may be empty, but one that only repeats itself would go on for ever.
            let has_news = collected.captures.len() > before || page.lines == 0;
            if key.as_ref() == Some(&next) || !has_news || !has_room || number >= MOST_PAGES {
                let captures = collected.captures.len();
                warnings.push(format!("the index does not end after {captures} captures; what follows is unknown"));
                break;
            }
            key = Some(next);
        }
        Ok(self.listing(collected, warnings, window))
    }
}
