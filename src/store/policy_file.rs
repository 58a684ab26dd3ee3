//! `policy.md`: the front matter, then the canonical text. No page can forge a key or end the front matter.
//! Must not know git, or how a document becomes canonical text.

use std::fmt::Write as _;

use crate::claim::{ClaimKind, Claims};
use crate::time::PartialDate;

use super::escape::is_hidden;
use super::record::Record;

/// Ends the front matter.
const END: &str = "\n---\n\n";

/// The whole file.
///
/// The commit of the version before stands in it, so no two chains end in the same file, and git's own history
/// simplification follows the newest chain only.
pub(super) fn print(record: &Record, body: &str) -> String {
    let mut text = String::with_capacity(body.len() + 600);
    text.push_str("---");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = write!(text, "\n{key}: {value}");
        }
    };
    let first_look = &record.first_look;
    line("policy", Some(record.policy.to_string()));
    line("version", Some(record.version.to_string()));
    line("title", record.title.as_deref().map(quote));
    line("language", record.language.as_deref().map(quote));
    line("url", first_look.provenance.url.as_deref().map(quote));
    line("first_seen", Some(quote(&first_look.provenance.captured_at.to_string())));
    line("effective", stated(&record.claims, ClaimKind::Effective).map(|date| quote(&date.to_string())));
    line("last_updated", stated(&record.claims, ClaimKind::LastUpdated).map(|date| quote(&date.to_string())));
    line("source", Some(quote(&first_look.provenance.source)));
    line("sha256", Some(record.source().sha256.to_string()));
    line("normalizer", Some(record.normalizer.to_string()));
    line("previous", record.previous.as_ref().map(|previous| previous.commit.clone()));
    text.push_str(END);
    text.push_str(body);
    text
}

/// The canonical text in a `policy.md`; `None` when there is no front matter.
pub(super) fn body(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---\n")?;
    rest.split_once(END).map(|(_, body)| body)
}

/// The first date of a kind that the page states and that can be read in one way only.
pub(super) fn stated(claims: &Claims, kind: ClaimKind) -> Option<PartialDate> {
    claims.dates.iter().filter(|claim| claim.kind == kind).find_map(|claim| claim.date)
}

/// A text between quotes on one line, as YAML and JSON both read it.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_hidden(c) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_forge_a_key_or_end_the_front_matter() {
        assert_eq!(quote("Terms\n---\n\nversion: 9\" \\"), "\"Terms\\u000a---\\u000a\\u000aversion: 9\\\" \\\\\"");
    }

    #[test]
    fn the_body_is_what_follows_the_front_matter_even_if_it_holds_rules() {
        assert_eq!(body("---\npolicy: a/b\n---\n\ntext\n\n---\n\nmore\n"), Some("text\n\n---\n\nmore\n"));
        assert_eq!(body("no front matter"), None);
    }
}
