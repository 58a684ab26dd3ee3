//! `captures.tsv`: every look at a policy and every archived capture considered, one line each.
//! Must not know git, or what a version's commit says.

use std::io::{self, BufRead as _};
use std::rc::Rc;

use crate::capture::{Digest, MediaType, Provenance};
use crate::document::SkipReason;
use crate::timeline::{Folded, Outcome, Shown, Sighting, Stretch};

use super::escape::{escape, unescape};

/// The columns, in their order.
const COLUMNS: [&str; 15] = [
    "captured_at",
    "last_seen",
    "looks",
    "outcome",
    "source",
    "url",
    "memento",
    "status",
    "content_type",
    "last_modified",
    "note",
    "media",
    "sha256",
    "last_sha256",
    "text",
];

/// The first line, which names the columns.
pub(super) fn header() -> String {
    COLUMNS.join("\t")
}

/// The lines of a ledger, made of one sighting after the other.
#[derive(Default)]
pub(super) struct Lines(Folded);

impl Lines {
    /// The line of the next sighting in the order.
    pub(super) fn next(&mut self, sighting: Sighting) -> String {
        let Self(folded) = self;
        let (sighting, before) = (Rc::new(sighting), folded.runs().len());
        let outcome = folded.see(Rc::clone(&sighting));
        line(&sighting, outcome, folded.runs().len() > before).join("\t")
    }

    /// What the sightings make.
    pub(super) fn folded(self) -> Folded {
        self.0
    }
}

fn line(sighting: &Sighting, outcome: Outcome, first: bool) -> [String; COLUMNS.len()] {
    let Provenance { captured_at, source, url, memento, status, content_type, last_modified, note } =
        &sighting.provenance;
    let words = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    let digest = |digest: Option<Digest>| digest.map(|digest| digest.to_string()).unwrap_or_default();
    let stretch = sighting.stretch;
    [
        captured_at.to_string(),
        stretch.map(|stretch| stretch.last.to_string()).unwrap_or_default(),
        sighting.count().to_string(),
        outcome_words(outcome, first),
        escape(source),
        words(url),
        words(memento),
        status.map(|status| status.to_string()).unwrap_or_default(),
        words(content_type),
        words(last_modified),
        words(note),
        sighting.media.map(media_name).unwrap_or_default(),
        digest(sighting.digest),
        digest(stretch.and_then(|stretch| stretch.digest)),
        match sighting.shown {
            Shown::Text(text) => text.to_string(),
            Shown::Skipped(_) | Shown::Failed => String::new(),
        },
    ]
}

fn outcome_words(outcome: Outcome, first: bool) -> String {
    match outcome {
        Outcome::Version(n) if first => format!("version {n}"),
        Outcome::Version(n) => format!("same as {n}"),
        Outcome::Skipped(reason) => format!("skipped: {}", reason_name(reason)),
        Outcome::Failed => "failed".to_owned(),
    }
}

/// Reads a ledger line by line; the inner error is the number of a line, counted from 1, that cannot be read or is not in
/// its place, after which nothing is to be read.
pub(super) fn read(from: &mut dyn io::Read) -> impl Iterator<Item = io::Result<Result<Sighting, usize>>> {
    let mut lines = (1..).zip(io::BufReader::new(from).split(b'\n'));
    let header = match lines.next() {
        Some((_, Ok(header))) if header == self::header().as_bytes() => None,
        Some((_, Err(error))) => Some(Err(error)),
        _ => Some(Ok(Err(1))),
    };
    let mut before = None;
    let sightings = lines.map(move |(number, line)| {
        let line = line?;
        let sighting = parse_line(&String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line)));
        let sighting = sighting.filter(|sighting| before <= Some(sighting.first_seen()));
        before = sighting.as_ref().map(Sighting::first_seen);
        Ok(sighting.ok_or(number))
    });
    header.into_iter().chain(sightings)
}

fn parse_line(line: &str) -> Option<Sighting> {
    let fields: Vec<&str> = line.split('\t').collect();
    let fields: [&str; COLUMNS.len()] = fields.try_into().ok()?;
    let [
        at,
        last,
        count,
        outcome,
        source,
        url,
        memento,
        status,
        content_type,
        modified,
        note,
        media,
        sha256,
        last_sha256,
        text,
    ] = fields;
    let words = |field: &str| if field.is_empty() { Some(None) } else { unescape(field).map(Some) };
    let digest = |field: &str| if field.is_empty() { Some(None) } else { field.parse::<Digest>().ok().map(Some) };
    let provenance = Provenance {
        captured_at: at.parse().ok()?,
        source: unescape(source)?,
        url: words(url)?,
        memento: words(memento)?,
        status: if status.is_empty() { None } else { Some(status.parse().ok()?) },
        content_type: words(content_type)?,
        last_modified: words(modified)?,
        note: words(note)?,
    };
    let shown = match outcome.strip_prefix("skipped: ") {
        Some(reason) => Shown::Skipped(named(reason)?),
        None if outcome == "failed" => Shown::Failed,
        None => Shown::Text(digest(text)??),
    };
    let stretch = match last {
        "" => None,
        last => Some(Stretch { last: last.parse().ok()?, digest: digest(last_sha256)?, count: count.parse().ok()? }),
    };
    let media: Option<MediaType> = if media.is_empty() { None } else { Some(named(media)?) };
    let sighting = Sighting { provenance, media, digest: digest(sha256)?, shown, stretch };
    let complete = !matches!(shown, Shown::Text(_)) || (sighting.media.is_some() && sighting.digest.is_some());
    complete.then_some(sighting)
}

/// A skip reason as it is written in the formats.
pub(super) fn reason_name(reason: SkipReason) -> String {
    name_of(&reason)
}

fn media_name(media: MediaType) -> String {
    name_of(&media)
}

fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
