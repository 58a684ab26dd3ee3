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
const COLUMNS: [&str; 16] = [
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
    "pages_sha256",
];
/// How many of the columns tables have: before pages were watched, and where no document has several pages.
const COUNTS: [usize; 3] = [11, 15, COLUMNS.len()];

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

/// What the last look that read the policy left for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// What each page gave to ask by, in the order of the document; nothing where one page gave nothing.
    pub pages: Vec<VisitedPage>,
    /// Stands for the selectors with which every capture was read; `None` where none were given.
    pub selection: Option<Digest>,
}

/// What one page left for the next look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitedPage {
    /// The address that gave what follows, at the end of all redirects.
    pub url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Stands for the page as it was read, where it is one of several; of a document of one page the ledger says it.
    pub page: Option<Digest>,
}

/// Between what several pages left, in one field. None of it holds a control character.
const BETWEEN: &str = "\n";

impl Visit {
    /// The four fields in which it is written down.
    fn fields(&self) -> [String; 4] {
        let each = |field: fn(&VisitedPage) -> Option<String>| {
            let fields: Vec<String> = self.pages.iter().map(|page| field(page).unwrap_or_default()).collect();
            if fields.iter().all(String::is_empty) { String::new() } else { escape(&fields.join(BETWEEN)) }
        };
        [
            each(|page| Some(page.url.clone())),
            each(|page| page.etag.clone()),
            each(|page| page.last_modified.clone()),
            each(|page| page.page.map(|digest| digest.to_string())),
        ]
    }

    fn parse([urls, etags, modified, digests]: [&str; 4], selection: Option<Digest>) -> Option<Self> {
        let each = |field: &str| Some(unescape(field)?.split(BETWEEN).map(str::to_owned).collect::<Vec<_>>());
        let (etags, modified, digests) = (each(etags)?, each(modified)?, each(digests)?);
        let nth = |fields: &[String], n: usize| fields.get(n).filter(|field| !field.is_empty()).cloned();
        let urls = if urls.is_empty() { Vec::new() } else { each(urls)? };
        let page = |(n, url)| VisitedPage {
            url,
            etag: nth(&etags, n),
            last_modified: nth(&modified, n),
            page: nth(&digests, n).and_then(|digest| digest.parse().ok()),
        };
        Some(Self { pages: urls.into_iter().enumerate().map(page).collect(), selection })
    }
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
    // The last column is for documents of several pages; a table without any is as it always was.
    let any = index.values().any(|line| line.visit.pages.iter().any(|page| page.page.is_some()));
    let columns = if any { COLUMNS.len() } else { COUNTS[1] };
    let mut text = COLUMNS[..columns].join("\t");
    text.push('\n');
    for (policy, line) in index {
        text.push_str(&fields(policy, line)[..columns].join("\t"));
        text.push('\n');
    }
    text
}

fn fields(policy: &PolicyId, line: &Line) -> [String; COLUMNS.len()] {
    fn some(value: Option<impl ToString>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let [visited, etags, modified, pages] = line.visit.fields();
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
        visited,
        etags,
        modified,
        some(line.visit.selection),
        pages,
    ]
}

/// Reads an index; the error is the number of the first line that cannot be read, counted from 1.
pub(super) fn parse(text: &str) -> Result<Index, usize> {
    let mut lines = (1..).zip(text.lines());
    match lines.next() {
        Some((_, header)) if COUNTS.iter().any(|n| header.split('\t').eq(COLUMNS[..*n].iter().copied())) => {}
        _ => return Err(1),
    }
    lines.map(|(number, line)| parse_line(line).ok_or(number)).collect()
}

fn parse_line(line: &str) -> Option<(PolicyId, Line)> {
    #[expect(clippy::option_option, reason = "outside: whether it can be read; inside: whether there is anything")]
    fn some<T: std::str::FromStr>(field: &str) -> Option<Option<T>> {
        if field.is_empty() { Some(None) } else { field.parse().ok().map(Some) }
    }
    let mut fields: Vec<&str> = line.split('\t').collect();
    if COUNTS.contains(&fields.len()) {
        fields.resize(COLUMNS.len(), "");
    }
    let fields = <[&str; COLUMNS.len()]>::try_from(fields).ok()?;
    let [policy, tip, versions, first, last, checked, state, since, count, first_digest, last_digest, visit @ ..] =
        fields;
    let [visited, etags, modified, selection, pages] = visit;
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
        visit: Visit::parse([visited, etags, modified, pages], some(selection)?)?,
    };
    Some((policy.parse().ok()?, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(pages: Vec<VisitedPage>) -> Index {
        let line = Line {
            tip: None,
            versions: 0,
            first_seen: None,
            last_seen: None,
            last_checked: "2024-05-01T10:00:00Z".parse().unwrap(),
            state: "failed".to_owned(),
            looks: None,
            visit: Visit { pages, selection: None },
        };
        Index::from([("acme/terms".parse().unwrap(), line)])
    }

    fn page(url: &str, etag: Option<&str>, page: Option<&[u8]>) -> VisitedPage {
        let (url, etag) = (url.to_owned(), etag.map(str::to_owned));
        VisitedPage { url, etag, last_modified: None, page: page.map(Digest::of) }
    }

    #[test]
    fn what_pages_left_reads_back_as_it_is_written() {
        for pages in [
            vec![],
            vec![page("https://a.example/", Some("\"one two\""), None)],
            vec![page("https://a.example/1", None, Some(b"1")), page("https://a.example/2", Some("\\n"), Some(b"2"))],
        ] {
            let index = index(pages);
            assert_eq!(parse(&print(&index)), Ok(index));
        }
    }

    #[test]
    fn a_table_without_documents_of_several_pages_is_as_it_always_was() {
        let one = print(&index(vec![page("https://a.example/", Some("x"), None)]));
        assert!(one.lines().all(|line| line.split('\t').count() == 15), "{one}");
        let header = COLUMNS[..11].join("\t");
        let old = format!("{header}\nacme/terms\t\t0\t\t\t2024-05-01T10:00:00Z\tfailed\t\t\t\t\n");
        assert_eq!(parse(&old), Ok(index(vec![])));
    }
}
