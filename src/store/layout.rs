//! Where everything lies in a store. The one place that knows the names of its files.
//! Must not know what is in them.

use crate::capture::MediaType;
use crate::policy::PolicyId;

use super::error::{Result, StoreError, StoreErrorKind};

/// The folder that holds everything of ours.
pub(super) const SNAPSHOTS: &str = "snapshots";
/// One line a policy.
pub(super) const INDEX: &str = "index.tsv";
/// Keeps git on every system from changing line ends in raw bytes.
pub(super) const ATTRIBUTES: &str = ".gitattributes";
/// What [`ATTRIBUTES`] says.
pub(super) const ATTRIBUTES_TEXT: &str = "# Every file here is kept byte for byte; sources are evidence, not text to be shown.\n* -text\nsource.* -diff linguist-vendored\n";
/// The newest version's text.
pub(super) const POLICY: &str = "policy.md";
/// Where the version comes from and what it claims.
pub(super) const CAPTURE: &str = "capture.json";
/// Every look at the policy.
pub(super) const LEDGER: &str = "captures.tsv";

/// Which alert went out by which channel, beside [`INDEX`].
pub(super) const DELIVERIES: &str = "deliveries.tsv";

/// The names a raw capture can have, one for each media type.
const SOURCES: [MediaType; 5] =
    [MediaType::Html, MediaType::Markdown, MediaType::Text, MediaType::Pdf, MediaType::Pages];

/// The name of the file with the raw bytes.
pub(super) fn source(media: MediaType) -> String {
    format!("source.{}", media.extension())
}

/// The name of the file, counted from 1, that says how captures were had, one line each. In the branch only: it holds our
/// own clock, so it is no part of the chain.
pub(super) fn evidence(number: u32) -> String {
    match number {
        0 | 1 => "evidence.tsv".to_owned(),
        number => format!("evidence-{number}.tsv"),
    }
}

/// The number of a file of evidence; `None` when it is another file.
pub(super) fn evidence_number(name: &[u8]) -> Option<u32> {
    let name = std::str::from_utf8(name).ok()?;
    let number = match name.strip_prefix("evidence")?.strip_suffix(".tsv")? {
        "" => 1,
        number => number.strip_prefix('-')?.parse().ok()?,
    };
    (evidence(number) == name).then_some(number)
}

/// Whether a file in a policy's folder is written by the store.
pub(super) fn is_ours(name: &[u8]) -> bool {
    [POLICY, CAPTURE, LEDGER].iter().any(|ours| ours.as_bytes() == name)
        || SOURCES.iter().any(|media| source(*media).as_bytes() == name)
}

/// The path of a file in a policy's folder, from the repository's root.
pub(super) fn path(policy: &PolicyId, name: &str) -> String {
    format!("{SNAPSHOTS}/{policy}/{name}")
}

/// Refuses a policy whose folder would stand where a file of the store's own stands.
pub(super) fn check(policy: &PolicyId) -> Result<()> {
    if [INDEX, DELIVERIES].contains(&policy.service()) {
        let what = format!("the store cannot track {policy}: {SNAPSHOTS}/{} is its own file", policy.service());
        return Err(StoreError::new(StoreErrorKind::Refused, what));
    }
    Ok(())
}
