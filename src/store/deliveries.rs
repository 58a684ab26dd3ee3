//! `snapshots/deliveries.tsv`: which alert went out by which channel, so that none goes out twice.
//! Must not know what an alert says, or how a channel works.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::policy::PolicyId;
use crate::time::CapturedAt;

use super::Store;
use super::error::{Result, StoreError};
use super::escape::{escape, unescape};
use super::git::Git;
use super::join::Branch;
use super::layout;
use super::pack::Series;
use super::recorder::Recorder;

/// The columns, in their order.
const COLUMNS: [&str; 9] = ["channel", "alert", "policy", "first_seen", "state", "at", "run", "tries", "note"];

/// How far an alert got on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// It is about to be sent; a run that died here may or may not have sent it.
    Sending,
    /// The channel refused it or could not be reached; it is tried again.
    Failed,
    /// It was given up after many tries.
    Abandoned,
    /// A run died while sending it. It is not sent again, because it may have arrived.
    Unknown,
    /// The channel took it.
    Sent,
}

/// An alert on a channel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivery {
    /// The channel's name in the configuration.
    pub channel: String,
    /// The alert's name; empty for the line that says since when the channel is there, and `POLICY@` for the one that says up
    /// to which version a policy was judged.
    pub alert: String,
    /// `None` for the line that says since when the channel is there.
    pub policy: Option<PolicyId>,
    /// When the version was first seen that the alert is about; since when the channel is there.
    pub first_seen: CapturedAt,
    pub state: DeliveryState,
    /// When the state was reached.
    pub at: CapturedAt,
    /// The run that reached it, by a name that no other run has.
    pub run: String,
    pub tries: u32,
    /// What went wrong, in words; of a policy that was judged the newest commit of its chain then.
    pub note: String,
}

/// Deliveries by channel and alert.
pub type Deliveries = BTreeMap<(String, String), Delivery>;

impl Store {
    /// Every delivery that is recorded.
    pub fn deliveries(&self) -> Result<Deliveries> {
        of(&self.git, &self.branch()?)
    }

    /// Records what became of deliveries, in one commit.
    pub fn keep_deliveries(&self, now: CapturedAt, deliveries: &[Delivery], message: &str) -> Result<()> {
        let mut recorder = self.recorder(now)?;
        let mut all = of(&self.git, &recorder.branch)?;
        all.extend(deliveries.iter().map(|delivery| (key(delivery), delivery.clone())));
        set(&mut recorder, &all)?;
        recorder.commit_index(None, &format!("{message}\n"))?;
        recorder.publish()
    }
}

/// Writes deliveries into the branch that is being made.
pub(super) fn set(recorder: &mut Recorder<'_>, deliveries: &Deliveries) -> Result<()> {
    let file = recorder.objects.blob(print(deliveries).as_bytes(), Series::Index)?;
    recorder.branch.set_own_file(layout::DELIVERIES, file);
    Ok(())
}

/// The deliveries that a branch has.
pub(super) fn of(git: &Git, branch: &Branch) -> Result<Deliveries> {
    let Some(bytes) = branch.own_file(git, layout::DELIVERIES)? else { return Ok(Deliveries::new()) };
    parse(&String::from_utf8_lossy(&bytes))
        .map_err(|line| StoreError::damaged(format!("line {line} of {} cannot be read", layout::DELIVERIES)))
}

/// What two branches know together. Of two accounts of one delivery the one that got further counts, for what arrived
/// must not be sent again; of two that got as far, ours.
pub(super) fn union(ours: &mut Deliveries, theirs: Deliveries) {
    for (key, theirs) in theirs {
        let known = ours.get(&key);
        let further = known.is_none_or(|ours| match theirs.policy {
            None => theirs.first_seen < ours.first_seen,
            Some(_) => theirs.state > ours.state,
        });
        if further {
            ours.insert(key, theirs);
        }
    }
}

fn key(delivery: &Delivery) -> (String, String) {
    (delivery.channel.clone(), delivery.alert.clone())
}

fn print(deliveries: &Deliveries) -> String {
    let mut text = COLUMNS.join("\t");
    text.push('\n');
    for delivery in deliveries.values() {
        let state = serde_json::to_value(delivery.state).ok();
        let fields = [
            escape(&delivery.channel),
            escape(&delivery.alert),
            delivery.policy.as_ref().map(ToString::to_string).unwrap_or_default(),
            delivery.first_seen.to_string(),
            state.as_ref().and_then(|state| state.as_str()).unwrap_or_default().to_owned(),
            delivery.at.to_string(),
            escape(&delivery.run),
            delivery.tries.to_string(),
            escape(&delivery.note),
        ];
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    text
}

/// Reads the file; the error is the number of the first line that cannot be read, counted from 1.
fn parse(text: &str) -> std::result::Result<Deliveries, usize> {
    let mut lines = (1..).zip(text.lines());
    match lines.next() {
        Some((_, header)) if header.split('\t').eq(COLUMNS) => {}
        _ => return Err(1),
    }
    let delivery = |(number, line): (usize, &str)| {
        let delivery = parse_line(line).ok_or(number)?;
        Ok((key(&delivery), delivery))
    };
    lines.map(delivery).collect()
}

fn parse_line(line: &str) -> Option<Delivery> {
    let fields: [&str; COLUMNS.len()] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let [channel, alert, policy, first_seen, state, at, run, tries, note] = fields;
    Some(Delivery {
        channel: unescape(channel)?,
        alert: unescape(alert)?,
        policy: if policy.is_empty() { None } else { Some(policy.parse().ok()?) },
        first_seen: first_seen.parse().ok()?,
        state: serde_json::from_value(serde_json::Value::String(state.to_owned())).ok()?,
        at: at.parse().ok()?,
        run: unescape(run)?,
        tries: tries.parse().ok()?,
        note: unescape(note)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(state: DeliveryState, run: &str) -> Delivery {
        Delivery {
            channel: "slack\tteam".to_owned(),
            alert: "0123".to_owned(),
            policy: Some("acme/terms".parse().unwrap()),
            first_seen: "2024-01-01".parse().unwrap(),
            state,
            at: "2024-01-02".parse().unwrap(),
            run: run.to_owned(),
            tries: 2,
            note: "the host\nwas not found".to_owned(),
        }
    }

    fn one(delivery: &Delivery) -> Deliveries {
        [(key(delivery), delivery.clone())].into()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let deliveries = one(&delivery(DeliveryState::Failed, "a"));
        assert_eq!(parse(&print(&deliveries)), Ok(deliveries));
        assert_eq!(parse("nonsense"), Err(1));
        assert_eq!(parse(&format!("{}\nx\n", COLUMNS.join("\t"))), Err(2));
    }

    #[test]
    fn what_arrived_by_either_branch_counts_as_sent() {
        let (sending, sent) = (delivery(DeliveryState::Sending, "a"), delivery(DeliveryState::Sent, "b"));
        for (ours, theirs) in [(&sending, &sent), (&sent, &sending)] {
            let mut known = one(ours);
            union(&mut known, one(theirs));
            assert_eq!(known, one(&sent));
        }
    }

    #[test]
    fn of_two_runs_that_are_about_to_send_the_one_that_is_known_already_does() {
        let mut known = one(&delivery(DeliveryState::Sending, "first"));
        union(&mut known, one(&delivery(DeliveryState::Sending, "second")));
        assert_eq!(known, one(&delivery(DeliveryState::Sending, "first")));
    }
}
