//! `captures.tsv`: every look at a policy and every archived capture considered, one line each.
//! Must not know git, or what a version's commit says.

use crate::capture::{Digest, MediaType, Provenance};
use crate::document::SkipReason;
use crate::timeline::{Outcome, Shown, Sighting, Stretch, looks, run};

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
    let runs = run::runs(sightings);
    let mut outcomes = looks(sightings, &runs).into_iter();
    let mut text = COLUMNS.join("\t");
    text.push('\n');
    let mut version = 0;
    for sighting in sightings {
        let outcome = outcomes.next().map_or(Outcome::Failed, |look| look.outcome);
        if sighting.stretch.is_some() {
            outcomes.next();
        }
        let first = matches!(outcome, Outcome::Version(n) if n > version);
        if let Outcome::Version(n) = outcome {
            version = n;
        }
        text.push_str(&line(sighting, outcome, first).join("\t"));
        text.push('\n');
    }
    text
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

/// Reads a ledger; the error is the number of the first line that cannot be read, counted from 1.
pub(super) fn parse(text: &str) -> Result<Vec<Sighting>, usize> {
    let mut lines = (1..).zip(text.lines());
    match lines.next() {
        Some((_, header)) if header.split('\t').eq(COLUMNS) => {}
        _ => return Err(1),
    }
    lines.map(|(number, line)| parse_line(line).ok_or(number)).collect()
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

/// Adds `new` to sightings that are in order, and says how many of them were there already.
///
/// A stretch into which a new one falls is parted, because then it is no longer known what lay in between.
pub(super) fn merge(sightings: &mut Vec<Sighting>, mut new: Vec<Sighting>) -> usize {
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
    let parted = |sighting: &Sighting| sighting.stretch.is_some() && falls_into(&new, sighting);
    let part = |sighting| if parted(&sighting) { part(sighting) } else { vec![sighting] };
    let mut merged: Vec<Sighting> = sightings.drain(..).flat_map(part).collect();
    merged.extend(new);
    merged.sort();
    merged.dedup_by(|next, kept| next.repeats(kept));
    *sightings = merged;
    duplicates
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
