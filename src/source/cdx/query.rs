//! What to ask an index, written as its address.
//! Must not know HTTP, or what comes back.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::source::listing::Window;
use crate::time::CapturedAt;

/// How an index differs from the others in what it understands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The Internet Archive's own server.
    #[default]
    Wayback,
    /// pywb, which most other archives run.
    Pywb,
}

/// A question for an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query<'a> {
    /// The page's address; only its own captures are asked for.
    pub url: &'a str,
    pub from: Option<CapturedAt>,
    pub to: Option<CapturedAt>,
    /// How many rows to send at the most.
    pub limit: usize,
    /// The newest rows in place of the oldest.
    pub newest: bool,
}

impl Query<'_> {
    /// Whether an index would take the address for a pattern, whatever the escapes.
    pub fn is_pattern(url: &str) -> bool {
        url.ends_with('*') || url.starts_with("*.") || url.to_ascii_lowercase().ends_with("%2a")
    }

    /// The address at which `base` answers this question.
    pub fn address(&self, base: &str, dialect: Dialect) -> String {
        let mut address = format!("{base}?url={}", encoded(self.url));
        match dialect {
            Dialect::Wayback => address.push_str("&matchType=exact"),
            Dialect::Pywb => address.push_str("&output=json"),
        }
        let limit = match (self.newest, dialect) {
            (false, _) => format!("&limit={}", self.limit),
            (true, Dialect::Wayback) => format!("&limit=-{}", self.limit),
            (true, Dialect::Pywb) => format!("&sort=reverse&limit={}", self.limit),
        };
        address.push_str(&limit);
        if let Some(from) = self.from {
            let _ = write!(address, "&from={}", from.compact());
        }
        if let Some(to) = self.to {
            let _ = write!(address, "&to={}", to.compact());
        }
        address
    }
}

/// A question for all addresses that begin alike, answered in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryBelow<'a> {
    pub prefix: &'a str,
    pub window: Window,
    /// How many rows to send at the most.
    pub limit: usize,
    /// What the page before said to ask next, as it came.
    pub resume_key: Option<&'a str>,
}

impl QueryBelow<'_> {
    /// The address at which `base` answers this question. The key is escaped as a whole, its own escapes included.
    pub fn address(&self, base: &str, dialect: Dialect) -> String {
        let mut address = format!("{base}?url={}&matchType=prefix&limit={}", encoded(self.prefix), self.limit);
        match dialect {
            Dialect::Wayback => address.push_str("&showResumeKey=true"),
            Dialect::Pywb => address.push_str("&output=json"),
        }
        for (name, at) in [("from", self.window.from), ("to", self.window.to)] {
            if let Some(at) = at {
                let _ = write!(address, "&{name}={}", at.compact());
            }
        }
        if let Some(key) = self.resume_key {
            let _ = write!(address, "&resumeKey={}", encoded(key));
        }
        address
    }
}

/// Escapes everything but letters, digits and `-._~`: the page's own `?`, `&`, `#`, `+` and `%` must change nothing.
pub fn encoded(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
