//! Alerts as they stand in JSON version 1: what a webhook is sent.
//! Must not know how an alert is sent.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::change::{ChangeV1, SummaryV1};
use super::finding::{BoundsV1, FindingV1};
use crate::report::alert::Alert;

/// What a webhook is sent.
#[derive(Debug, Serialize)]
pub struct Alerts<'a> {
    schema_version: u32,
    alerts: Vec<AlertV1<'a>>,
}

#[derive(Debug, Serialize)]
struct AlertV1<'a> {
    id: &'a str,
    policy: String,
    title: Option<&'a str>,
    url: Option<&'a str>,
    memento: Option<&'a str>,
    version: u32,
    first_seen: String,
    bounds: BoundsV1,
    stated_before: &'a [String],
    stated: &'a [String],
    summary: SummaryV1<'a>,
    changes: Vec<ChangeV1<'a>>,
    findings: Vec<FindingV1<'a>>,
}

/// These alerts as one answer.
pub fn alerts<'a>(alerts: &[&'a Alert]) -> Alerts<'a> {
    Alerts { schema_version: SCHEMA_VERSION, alerts: alerts.iter().map(|alert| AlertV1::of(alert)).collect() }
}

impl<'a> AlertV1<'a> {
    fn of(alert: &'a Alert) -> Self {
        Self {
            id: &alert.id,
            policy: alert.policy.to_string(),
            title: alert.title.as_deref(),
            url: alert.url.as_deref(),
            memento: alert.memento.as_deref(),
            version: alert.version,
            first_seen: alert.first_seen.to_string(),
            bounds: BoundsV1::of(alert.bounds),
            stated_before: &alert.stated_before,
            stated: &alert.stated,
            summary: SummaryV1::of(&alert.comparison.summary),
            changes: alert.visible_changes().into_iter().map(ChangeV1::of).collect(),
            findings: FindingV1::all(&alert.findings),
        }
    }
}
