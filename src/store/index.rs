//! `snapshots/index.tsv`: one line a policy, with the tip of its chain and the looks that found nothing new.
//! Must not know git's objects, or the ledger.

use std::collections::BTreeMap;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting, Stretch};

use super::escape::{escape, unescape};
use super::ledger::reason_name;

/// The columns, in their order.
const COLUMNS: [&str; 15] = [
    "policy",
    "tip",
    "versions",
    "first_seen",
    "last_seen",
    "last_checked",
    "state",
    "looks_since",
    "looks",
    "looks_first_sha256",
    "looks_last_sha256",
    "visited",
    "etag",
    "last_modified",
    "selection",
];
/// How many of the columns there were before pages were watched. A table that has only these is read all the same.
const FIRST_COLUMNS: usize = 11;

/// Every policy with its line.
pub(super) type Index = BTreeMap<PolicyId, Line>;

/// What the index says of one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The newest commit of the chain; `None` while no version has been seen.
    pub(super) tip: Option<String>,
    pub(super) versions: u32,
    pub(super) first_seen: Option<CapturedAt>,
    pub(super) last_seen: Option<CapturedAt>,
    pub(super) last_checked: CapturedAt,
    pub(super) state: String,
    pub(super) looks: Option<Looks>,
    pub(super) visit: Visit,
}

/// What the last look that read the page left for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The address that gave what follows, at the end of all redirects.
    pub url: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Stands for the selectors with which every capture was read; `None` where none were given.
    pub selection: Option<Digest>,
}

/// Looks since the ledger's last line that showed what it shows. They end at `last_checked`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) since: CapturedAt,
    pub(super) count: u32,
    pub(super) first_digest: Option<Digest>,
    pub(super) last_digest: Option<Digest>,
}

impl Line {
    /// The looks that the ledger does not have yet, told like its last line.
    pub(super) fn pending(&self, last: &Sighting) -> Option<Sighting> {
        let looks = self.looks?;
        let mut sighting = Sighting { stretch: None, digest: looks.first_digest, ..last.clone() };
        sighting.provenance.captured_at = looks.since;
        sighting.provenance.last_modified = None;
        if looks.count > 1 {
            sighting.stretch = Some(Stretch { last: self.last_checked, digest: looks.last_digest, count: looks.count });
        }
        Some(sighting)
    }
}

/// What the last look found, in a word.
pub(super) fn state(last: &Sighting) -> String {
    match last.shown {
        Shown::Text(_) => "seen".to_owned(),
        Shown::Skipped(reason) => format!("skipped: {}", reason_name(reason)),
        Shown::Failed => "failed".to_owned(),
    }
}

/// The index as text.
pub(super) fn print(index: &Index) -> String {
    let mut text = COLUMNS.join("\t");
    text.push('\n');
    for (policy, line) in index {
        text.push_str(&fields(policy, line).join("\t"));
        text.push('\n');
    }
    text
}

fn fields(policy: &PolicyId, line: &Line) -> [String; COLUMNS.len()] {
    fn some(value: Option<impl ToString>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let words = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    [
        policy.to_string(),
        some(line.tip.as_ref()),
        line.versions.to_string(),
        some(line.first_seen),
        some(line.last_seen),
        line.last_checked.to_string(),
        line.state.clone(),
        some(line.looks.map(|looks| looks.since)),
        some(line.looks.map(|looks| looks.count)),
        some(line.looks.and_then(|looks| looks.first_digest)),
        some(line.looks.and_then(|looks| looks.last_digest)),
        words(&line.visit.url),
        words(&line.visit.etag),
        words(&line.visit.last_modified),
        some(line.visit.selection),
    ]
}

/// Reads an index; the error is the number of the first line that cannot be read, counted from 1.
pub(super) fn parse(text: &str) -> Result<Index, usize> {
    let mut lines = (1..).zip(text.lines());
    match lines.next() {
        Some((_, header)) if header.split('\t').eq(COLUMNS) => {}
        Some((_, header)) if header.split('\t').eq(COLUMNS[..FIRST_COLUMNS].iter().copied()) => {}
        _ => return Err(1),
    }
    lines.map(|(number, line)| parse_line(line).ok_or(number)).collect()
}

fn parse_line(line: &str) -> Option<(PolicyId, Line)> {
    #[expect(clippy::option_option, reason = "outside: whether it can be read; inside: whether there is anything")]
    fn some<T: std::str::FromStr>(field: &str) -> Option<Option<T>> {
        if field.is_empty() { Some(None) } else { field.parse().ok().map(Some) }
    }
    let words = |field: &str| if field.is_empty() { Some(None) } else { unescape(field).map(Some) };
    let mut fields: Vec<&str> = line.split('\t').collect();
    if fields.len() == FIRST_COLUMNS {
        fields.resize(COLUMNS.len(), "");
    }
    let fields = <[&str; COLUMNS.len()]>::try_from(fields).ok()?;
    let [policy, tip, versions, first, last, checked, state, since, count, first_digest, last_digest, visit @ ..] =
        fields;
    let [visited, etag, last_modified, selection] = visit;
    let looks = match some(since)? {
        None => None,
        Some(since) => Some(Looks {
            since,
            count: count.parse().ok()?,
            first_digest: some(first_digest)?,
            last_digest: some(last_digest)?,
        }),
    };
    let line = Line {
        tip: some(tip)?,
        versions: versions.parse().ok()?,
        first_seen: some(first)?,
        last_seen: some(last)?,
        last_checked: checked.parse().ok()?,
        state: state.to_owned(),
        looks,
        visit: Visit {
            url: words(visited)?,
            etag: words(etag)?,
            last_modified: words(last_modified)?,
            selection: some(selection)?,
        },
    };
    Some((policy.parse().ok()?, line))
}
