//! The name of a tracked policy. Valid by construction, so it is safe as a path in any file system.
//! Must not know what the policy says or where it is kept.

mod pattern;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use pattern::{PolicyPattern, PolicyPatternError};

/// The longest either half of a policy's name may be, in bytes.
const LONGEST: usize = 100;
/// Endings that git itself gives a meaning.
const GIT_ENDINGS: [&str; 2] = [".lock", ".git"];

/// One tracked document: `service/document`, such as `practice-fusion/privacy-policy`.
///
/// Both halves are lower-case letters, digits, `.`, `-` and `_`, begin with a letter or digit, and are not names that
/// Windows keeps for itself, so a name means the same file on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PolicyId {
    service: String,
    document: String,
}

/// A text that cannot name a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} cannot name a policy: {problem}\nname it service/document, with a-z, 0-9, `.`, `-` and `_`, such as practice-fusion/privacy-policy"
)]
pub struct PolicyIdError {
    /// What was given.
    pub text: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl PolicyId {
    /// The half before the slash: who publishes the policy.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The half after the slash: which of the service's documents it is.
    pub fn document(&self) -> &str {
        &self.document
    }
}

/// The bytes of a half that a title or an address gives: long enough to be told apart, and no burden as a folder's name.
pub const SLUG: usize = 60;

/// A title or an address as a name: its ASCII letters and digits in lower case, everything else as single hyphens, cut at so
/// many bytes. Empty where it has neither letter nor digit.
pub fn slug(text: &str, longest: usize) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let cut: String = words.collect::<Vec<_>>().join("-").chars().take(longest).collect();
    cut.trim_end_matches('-').to_owned()
}

impl FromStr for PolicyId {
    type Err = PolicyIdError;

    fn from_str(text: &str) -> Result<Self, PolicyIdError> {
        let error = |problem| PolicyIdError { text: text.to_owned(), problem };
        let (service, document) = text.split_once('/').ok_or_else(|| error("it has no slash"))?;
        for half in [service, document] {
            if let Some(problem) = problem(half) {
                return Err(error(problem));
            }
        }
        Ok(Self { service: service.to_owned(), document: document.to_owned() })
    }
}

fn problem(half: &str) -> Option<&'static str> {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_');
    let stem = half.split('.').next().unwrap_or(half);
    if half.is_empty() {
        Some("one half is empty")
    } else if half.len() > LONGEST {
        Some("one half is longer than 100 bytes")
    } else if half.contains('/') {
        Some("it has more than one slash")
    } else if !half.bytes().all(allowed) {
        Some("it holds a character that is not allowed")
    } else if !half.as_bytes()[0].is_ascii_alphanumeric() {
        Some("one half does not begin with a letter or digit")
    } else if half.contains("..") || half.ends_with('.') || GIT_ENDINGS.iter().any(|ending| half.ends_with(ending)) {
        Some("one half has dots or an ending that git or a file system would read as something else")
    } else if is_device(stem) {
        Some("one half is a name that Windows keeps for a device")
    } else {
        None
    }
}

fn is_device(stem: &str) -> bool {
    let numbered = |prefix| {
        stem.strip_prefix(prefix).is_some_and(|rest: &str| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.service, self.document)
    }
}

impl TryFrom<String> for PolicyId {
    type Error = PolicyIdError;

    fn try_from(text: String) -> Result<Self, PolicyIdError> {
        text.parse()
    }
}

impl From<PolicyId> for String {
    fn from(policy: PolicyId) -> Self {
        policy.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_is_taken_as_it_is() {
        let policy: PolicyId = "practice-fusion/privacy-policy".parse().unwrap();
        assert_eq!((policy.service(), policy.document()), ("practice-fusion", "privacy-policy"));
        assert_eq!(policy.to_string(), "practice-fusion/privacy-policy");
    }

    #[test]
    fn a_name_that_could_leave_its_folder_is_refused() {
        for text in ["../secrets", "a/..", "a/../b", "/etc/passwd", "a/b/c", "a\\b/c", "./b", "a/.git", "x/y.git"] {
            assert!(text.parse::<PolicyId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_with_control_characters_or_capitals_is_refused_and_shown_escaped() {
        for text in ["a/b\u{1b}[31m", "a/b\nc", "Acme/terms", "a/bé", "", "a", "a/", "con/b", "a/com1.txt"] {
            let error = text.parse::<PolicyId>().unwrap_err().to_string();
            assert!(!error.contains('\u{1b}'), "{error}");
        }
    }

    #[test]
    fn a_title_becomes_half_of_a_name() {
        assert_eq!(slug("Terms & Conditions (EU) ", SLUG), "terms-conditions-eu");
        assert_eq!(slug(&format!("{} b", "a".repeat(59)), SLUG), "a".repeat(59));
        assert_eq!(slug("隐私政策", SLUG), "");
    }

    #[test]
    fn a_name_of_endless_length_is_refused() {
        assert!(format!("a/{}", "b".repeat(101)).parse::<PolicyId>().is_err());
    }
}
