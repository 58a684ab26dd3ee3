//! `captures.tsv`: every look at a policy and every archived capture considered, one line each.
//! Must not know git, or what a version's commit says.

use std::io::{self, BufRead as _};

use crate::capture::{Digest, MediaType, Provenance};
use crate::document::SkipReason;
use crate::timeline::{Outcome, Shown, Sighting, Stretch, outcomes, run};

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

/// The ledger as text; the sightings are in their order.
pub(super) fn print(sightings: &[Sighting]) -> String {
    let mut text = Vec::new();
    // Nothing can fail in memory.
    let _ = write(sightings, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes the ledger line by line.
pub(super) fn write(sightings: &[Sighting], out: &mut dyn io::Write) -> io::Result<()> {
    let runs = run::runs(sightings);
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    let mut version = 0;
    for (sighting, outcome) in sightings.iter().zip(outcomes(sightings, &runs)) {
        let first = matches!(outcome, Outcome::Version(n) if n > version);
        if let Outcome::Version(n) = outcome {
            version = n;
        }
        writeln!(out, "{}", line(sighting, outcome, first).join("\t"))?;
    }
    Ok(())
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

/// Reads a ledger line by line; the inner error is the number of the first line that cannot be read, counted from 1.
pub(super) fn read(from: &mut dyn io::Read) -> io::Result<Result<Vec<Sighting>, usize>> {
    let mut lines = (1..).zip(io::BufReader::new(from).split(b'\n'));
    match lines.next() {
        Some((_, Ok(header))) if header == COLUMNS.join("\t").as_bytes() => {}
        Some((_, Err(error))) => return Err(error),
        _ => return Ok(Err(1)),
    }
    let mut sightings = Vec::new();
    for (number, line) in lines {
        let line = line?;
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        let Some(sighting) = parse_line(&String::from_utf8_lossy(line)) else { return Ok(Err(number)) };
        if sightings.len() == sightings.capacity() {
            // There may be very many, so no more than an eighth of the room is spare.
            sightings.reserve_exact(sightings.len() / 8 + 16);
        }
        sightings.push(sighting);
    }
    Ok(Ok(sightings))
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

/// Adds `new` to sightings that are in order.
///
/// A stretch into which a new one falls is parted, because then it is no longer known what lay in between.
pub(super) fn merge(sightings: &mut Vec<Sighting>, mut new: Vec<Sighting>) -> Merged {
    new.sort();
    let given = new.len();
    new.dedup_by(|next, kept| next.repeats(kept));
    let mut duplicates = given - new.len();
    new.retain(|new| match known(sightings, new) {
        None => true,
        Some(known) => {
            duplicates += 1;
            // Of two accounts of one look the lesser stays, whichever came first.
            known.stretch.is_none() && new < known
        }
    });
    if new.is_empty() {
        return Merged { duplicates, is_changed: false };
    }
    let parted = |sighting: &Sighting| sighting.stretch.is_some() && falls_into(&new, sighting);
    if sightings.iter().any(parted) {
        let part = |sighting| if parted(&sighting) { part(sighting) } else { vec![sighting] };
        *sightings = std::mem::take(sightings).into_iter().flat_map(part).collect();
    }
    sightings.reserve_exact(new.len());
    sightings.append(&mut new);
    // Nothing equal differs, and there may be very many.
    sightings.sort_unstable();
    sightings.dedup_by(|next, kept| next.repeats(kept));
    Merged { duplicates, is_changed: true }
}

/// What adding to sightings did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    /// How many of the new ones were there already.
    pub(super) duplicates: usize,
    pub(super) is_changed: bool,
}

/// The one of `sightings` that tells of this very look.
fn known<'a>(sightings: &'a [Sighting], new: &Sighting) -> Option<&'a Sighting> {
    let start = sightings.partition_point(|sighting| sighting.last_seen() < new.first_seen());
    sightings[start..]
        .iter()
        .take_while(|sighting| sighting.first_seen() <= new.first_seen())
        .find(|sighting| sighting.repeats(new) || sighting.last_look().repeats(new))
}

/// A sighting as looks whose order among others can be told: a stretch is parted, for others may lie in between.
pub(super) fn parts(sighting: Sighting) -> Vec<Sighting> {
    if sighting.stretch.is_some() { part(sighting) } else { vec![sighting] }
}

fn falls_into(new: &[Sighting], stretch: &Sighting) -> bool {
    let start = new.partition_point(|new| new.first_seen() < stretch.first_seen());
    new.get(start).is_some_and(|new| new.first_seen() <= stretch.last_seen())
}

/// A stretch as its first looks, whose instants are no longer known but for the first, and its last one.
fn part(mut sighting: Sighting) -> Vec<Sighting> {
    let last = sighting.last_look();
    let (first, digest) = (sighting.first_seen(), sighting.digest);
    sighting.stretch = match sighting.count() - 1 {
        0 | 1 => None,
        count => Some(Stretch { last: first, digest, count }),
    };
    vec![sighting, last]
}
