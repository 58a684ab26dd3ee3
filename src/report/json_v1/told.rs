//! What became of alerts, as it stands in JSON version 1: what `alert` answers.
//! Must not know how an alert is sent.

use serde::Serialize;

use super::SCHEMA_VERSION;
use crate::report::Told;
use crate::report::alert::Alert;

/// What `alert --json` answers.
#[derive(Debug, Serialize)]
pub struct ToldV1<'a> {
    schema_version: u32,
    dry_run: bool,
    new_channels: &'a [String],
    sent: Vec<SentV1<'a>>,
    failed: Vec<FailureV1<'a>>,
    unknown: Vec<UnknownV1<'a>>,
}

#[derive(Debug, Serialize)]
struct SentV1<'a> {
    channel: &'a str,
    alerts: Vec<NamedV1<'a>>,
}

#[derive(Debug, Serialize)]
struct FailureV1<'a> {
    channel: &'a str,
    alerts: Vec<NamedV1<'a>>,
    error: &'a str,
    given_up: bool,
}

#[derive(Debug, Serialize)]
struct UnknownV1<'a> {
    channel: &'a str,
    policy: String,
}

#[derive(Debug, Serialize)]
struct NamedV1<'a> {
    id: &'a str,
    policy: String,
    version: u32,
}

/// The answer for a run.
pub fn told(told: &Told) -> ToldV1<'_> {
    answer(told, false)
}

/// The answer for a run that sends nothing: what it would send.
pub fn rehearsal(told: &Told) -> ToldV1<'_> {
    answer(told, true)
}

fn answer(told: &Told, dry_run: bool) -> ToldV1<'_> {
    let sent = told.sent.iter().map(|sent| SentV1 { channel: &sent.channel, alerts: names(&sent.alerts) });
    let failed = told.failed.iter().map(|failure| FailureV1 {
        channel: &failure.channel,
        alerts: names(&failure.alerts),
        error: &failure.why,
        given_up: failure.is_final,
    });
    let unknown = told.unknown.iter().map(|(channel, policy)| UnknownV1 { channel, policy: policy.to_string() });
    ToldV1 {
        schema_version: SCHEMA_VERSION,
        dry_run,
        new_channels: &told.new_channels,
        sent: sent.collect(),
        failed: failed.collect(),
        unknown: unknown.collect(),
    }
}

fn names(alerts: &[Alert]) -> Vec<NamedV1<'_>> {
    alerts.iter().map(NamedV1::of).collect()
}

impl<'a> NamedV1<'a> {
    fn of(alert: &'a Alert) -> Self {
        Self { id: &alert.id, policy: alert.policy.to_string(), version: alert.version }
    }
}
