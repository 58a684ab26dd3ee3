//! What a `fineprint.toml` that cannot be used is answered with: the line, what is wrong there, and what was meant.
//! Must not know which keys there are.

use std::fmt;
use std::ops::Range;

use super::{FILE_NAME, nearest};

/// A configuration that cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    cause: toml::de::Error,
    text: String,
}

impl ConfigError {
    pub(super) fn new(cause: toml::de::Error, text: &str) -> Self {
        Self { cause, text: text.to_owned() }
    }

    /// Where the wrong word stands. Of a table whose form depends on one of its keys only the table is known, so the word
    /// is looked for in it.
    fn wrong_word(&self) -> Option<Range<usize>> {
        let start = self.cause.span()?.start;
        let table = self.text.get(start..).filter(|rest| rest.starts_with('['))?;
        let table = &table[..table.find("\n[").unwrap_or(table.len())];
        let body = table.find('\n')?;
        let word = wrong_word(self.cause.message())?;
        let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
        let bytes = table.as_bytes();
        let is_whole = |&(at, _): &(usize, &str)| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            at > body && !is_part(before) && !is_part(bytes.get(at + word.len()))
        };
        let (at, _) = table.match_indices(word).find(is_whole)?;
        Some(start + at..start + at + word.len())
    }

    /// The first part of the name of the table in which the error is.
    fn table(&self) -> &str {
        let start = self.cause.span().map_or(0, |span| span.start);
        let end = self.text.get(start..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |end| start + end);
        let header = self.text[..end].lines().rev().find(|line| line.starts_with('[')).unwrap_or_default();
        header.trim_start_matches('[').split(['.', ']']).next().unwrap_or_default().trim()
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.wrong_word() {
            Some(word) => {
                write!(f, "{FILE_NAME} cannot be used: {}{}", pointed(&self.text, word), self.cause.message())?;
            }
            // The cause's text ends in a line feed of its own.
            None => write!(f, "{FILE_NAME} cannot be used: {}", self.cause.to_string().trim_end())?,
        }
        match nearest::suggestion(self.cause.message()) {
            Some(key) => write!(f, "\nis `{key}` meant?"),
            None => write!(f, "\ncorrect the line named above{}", advice(self.table())),
        }
    }
}

impl std::error::Error for ConfigError {}

/// The word that an error finds fault with, if it is one that stands in the text.
fn wrong_word(message: &str) -> Option<&str> {
    let quoted = [("unknown field `", '`'), ("unknown variant `", '`'), ("string \"", '"'), ("\"", '"')];
    let (begin, end) = quoted.into_iter().find(|(begin, _)| message.contains(begin))?;
    let (word, _) = message.split_once(begin)?.1.split_once(end)?;
    (!word.is_empty()).then_some(word)
}

/// The line with the word marked, as errors of the language itself show it.
fn pointed(text: &str, word: Range<usize>) -> String {
    let begin = text[..word.start].rfind('\n').map_or(0, |end| end + 1);
    let line = text[begin..].lines().next().unwrap_or_default();
    let number = text[..begin].matches('\n').count() + 1;
    let before = text[begin..word.start].chars().count();
    let margin = " ".repeat(number.to_string().len());
    let marks = "^".repeat(text[word].chars().count());
    format!(
        "TOML parse error at line {number}, column {}\n{margin} |\n{number} | {line}\n{margin} | {}{marks}\n",
        before + 1,
        " ".repeat(before)
    )
}

/// What a table of this name is like.
fn advice(table: &str) -> &'static str {
    match table {
        "alert" => {
            "; every channel is a table such as [alert.team] with a kind: github-issue, webhook, slack, teams or email"
        }
        "policy" | "" => "; every policy is a table such as [policy.\"acme/terms\"] with a url",
        "archive" => "; every archive is a table such as [archive.own] with an address",
        _ => "",
    }
}
