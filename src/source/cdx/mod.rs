//! Capture indexes (CDX) in all their dialects, read into one kind of row.
//! Must not know how an index is asked or paged.

mod fields;
mod json;
mod plain;
mod query;

pub use query::{Dialect, Query, QueryBelow, encoded};

use super::holding::{Holding, Texts};

/// How much of a bad line is quoted, in bytes.
const QUOTE: usize = 120;

/// How long a row may be that is kept as it came, in bytes.
const LONGEST_ROW: usize = 2000;

/// One page of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<Holding>,
    /// How many rows the page had, those left out included: whether the page was full is told by this.
    pub lines: usize,
    /// Rows that are no captures of a web page: `mailto:`, `data:`, bare paths.
    pub not_web: usize,
    /// Lines that could not be read, cut to some length.
    pub bad: Vec<String>,
    /// What to ask next, when the index says that there is more.
    pub resume_key: Option<String>,
    /// What its rows have in common.
    texts: Texts,
}

/// Why an answer is not a page of an index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CdxError {
    /// The archive will not tell anybody what it holds of this address.
    #[error("the archive has excluded this address")]
    Excluded,
    /// The same, because of the site's robots.txt.
    #[error("the archive keeps this address back because of the site's robots.txt")]
    Robots,
    /// An error text in place of rows.
    #[error("the index answered with an error: {0}")]
    Message(String),
    /// Content, and not a single row in it.
    #[error("the index answered with something that is no index: {0}")]
    NoIndex(String),
}

/// What became of one line.
enum Line {
    Row(Box<Holding>),
    NotWeb,
    Bad,
}

/// Reads an answer in any dialect: plain text with seven, nine or eleven fields, an array of arrays with a header row,
/// CDXJ, or one JSON object a line.
pub fn parse(body: &[u8]) -> Result<Page, CdxError> {
    let text = String::from_utf8_lossy(body);
    if let Some(error) = refusal(&text) {
        return Err(error);
    }
    let start = text.trim_start();
    let page = match start.bytes().next() {
        None => return Ok(Page::default()),
        Some(b'[') => json::array(start).ok_or_else(|| CdxError::NoIndex(quote(start)))?,
        Some(b'{') => match json::message(start) {
            Some(message) if message.to_ascii_lowercase().contains("no captures found") => return Ok(Page::default()),
            Some(message) => return Err(CdxError::Message(quote(&message))),
            None => plain::lines(&text),
        },
        Some(_) => plain::lines(&text),
    };
    match page.bad.first() {
        Some(first) if page.rows.is_empty() && page.not_web == 0 && page.resume_key.is_none() => {
            Err(if first.contains("Exception") {
                CdxError::Message(first.clone())
            } else {
                CdxError::NoIndex(first.clone())
            })
        }
        _ => Ok(page),
    }
}

/// The two exceptions by which the Internet Archive says that it keeps an address back, at whatever status.
pub fn refusal(text: &str) -> Option<CdxError> {
    let head: String = text.chars().take(2000).collect();
    if head.contains("RobotAccessControlException") {
        Some(CdxError::Robots)
    } else if head.contains("AdministrativeAccessControlException") {
        Some(CdxError::Excluded)
    } else {
        None
    }
}

impl Page {
    fn add(&mut self, line: Line, text: &str) {
        self.lines += 1;
        match line {
            Line::Row(mut row) => {
                row.row = Some(text).filter(|text| text.len() <= LONGEST_ROW).map(|text| text.trim().into());
                row.share(&mut self.texts);
                self.rows.push(*row);
            }
            Line::NotWeb => self.not_web += 1,
            Line::Bad => self.bad.push(quote(text)),
        }
    }
}

/// The beginning of a text, without control characters.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::new();
    for c in text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if quoted.len() + c.len_utf8() > QUOTE {
            break;
        }
        quoted.push(c);
    }
    quoted
}

#[cfg(test)]
mod tests;
