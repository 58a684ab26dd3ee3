//! The message of a version's commit: a subject, and trailers for people and scripts. No page can forge a line of it.
//! Must not know git's objects.

use crate::claim::ClaimKind;

use super::escape::escape;
use super::policy_file::stated;
use super::record::Record;

/// The whole message.
pub(super) fn message(record: &Record) -> String {
    let first_look = &record.first_look.provenance;
    let date = |kind| stated(&record.claims, kind).map(|date| date.to_string());
    let last_seen = |record: &Record| Some(record.previous.as_ref()?.last_look.provenance.captured_at.to_string());
    let trailers = [
        ("Captured-At", Some(first_look.captured_at.to_string())),
        ("Effective-Date", date(ClaimKind::Effective)),
        ("Last-Updated", date(ClaimKind::LastUpdated)),
        ("Source", Some(escape(&first_look.source))),
        ("Memento", first_look.memento.as_deref().map(escape)),
        ("SHA256", Some(record.source().sha256.to_string())),
        // The bytes are those of an earlier capture, because this text has returned.
        ("SHA256-Captured-At", record.kept.as_ref().map(|kept| kept.provenance.captured_at.to_string())),
        ("Previous-Last-Seen", last_seen(record)),
        ("Normalizer", Some(record.normalizer.to_string())),
    ];
    let lines = trailers.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}\n", value?)));
    format!("{}\n\n{}", subject(record), lines.collect::<String>())
}

fn subject(record: &Record) -> String {
    let day = record.first_look.provenance.captured_at.day();
    format!("{}: version {}, first seen {day}", record.policy, record.version)
}
