//! Which alerts are due on which channel, and what must be recorded before they are sent.
//! Must not know how anything is sent.

use std::collections::BTreeMap;

use super::{Run, Subscription};
use crate::compare::Lexicon;
use crate::ops::analyze;
use crate::policy::PolicyId;
use crate::report::alert::Alert;
use crate::report::{Failure, Told};
use crate::store::{Deliveries, Delivery, DeliveryState, Store, StoreError};
use crate::time::CapturedAt;

/// How many messages go to one channel in one run; the others wait for the next.
const MESSAGES: usize = 25;
/// For how long a run may be about to send before it counts as dead, in seconds.
const LONGEST_SENDING: i64 = 3_600;

/// Alerts that are one message.
#[derive(Debug)]
pub(super) struct Due {
    /// The index of the channel.
    pub subscription: usize,
    pub alerts: Vec<Alert>,
}

/// What is due, and what is to be recorded before it is sent.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub due: Vec<Due>,
    pub marks: Vec<Delivery>,
    pub told: Told,
}

/// What became of an alert on a channel so far, as far as it decides whether it is due.
enum Standing {
    Due {
        tries: u32,
    },
    Settled,
    /// A run died while sending it.
    Died,
}

/// Finds what is due. A channel that is new is told nothing of the past, only of what is first seen after this run.
pub(super) fn find(store: &Store, run: Run<'_>) -> Result<Found, StoreError> {
    let known = store.deliveries()?;
    let mut found = Found::default();
    let mut since = BTreeMap::new();
    for (index, subscription) in run.subscriptions.iter().enumerate() {
        let name = &subscription.name;
        if let Some(begun) = known.get(&(name.clone(), String::new())) {
            since.insert(index, begun.first_seen);
        } else {
            found.marks.push(beginning(name, run));
            found.told.new_channels.push(name.clone());
        }
        if let Err(error) = &subscription.channel {
            let (channel, why) = (name.clone(), error.why.clone());
            found.told.failed.push(Failure { channel, alerts: Vec::new(), why, is_final: false });
        }
    }
    let Some(earliest) = since.values().min().copied() else { return Ok(found) };
    let alerts = alerts_after(store, earliest, run.lexicon)?;
    for (index, since) in since {
        let only = &run.subscriptions[index].only;
        let asked = alerts.iter().filter(|alert| alert.first_seen > since && only.takes(alert)).collect();
        on_channel(&mut found, (run, index), &known, asked);
    }
    Ok(found)
}

/// Adds what is due on one channel, of the alerts that were asked for there.
fn on_channel(found: &mut Found, (run, index): (Run<'_>, usize), known: &Deliveries, asked: Vec<&Alert>) {
    let subscription = &run.subscriptions[index];
    let Ok(channel) = &subscription.channel else { return };
    let mut due = Vec::new();
    for alert in asked {
        let delivery = known.get(&(subscription.name.clone(), alert.id.clone()));
        match standing(delivery, channel.remembers(), run.now) {
            Standing::Due { tries } => due.push((alert.clone(), tries)),
            Standing::Died => {
                found.told.unknown.push((subscription.name.clone(), alert.policy.clone()));
                found.marks.push(mark(subscription, alert, DeliveryState::Unknown, run, 0));
            }
            Standing::Settled => {}
        }
    }
    let is_digest = !channel.is_one_by_one() && due.len() > subscription.digest_above;
    if !is_digest {
        due.truncate(MESSAGES);
    }
    let marks = due.iter().map(|(alert, tries)| mark(subscription, alert, DeliveryState::Sending, run, tries + 1));
    found.marks.extend(marks);
    let due = due.into_iter().map(|(alert, _)| alert);
    if is_digest {
        found.due.push(Due { subscription: index, alerts: due.collect() });
    } else {
        found.due.extend(due.map(|alert| Due { subscription: index, alerts: vec![alert] }));
    }
}

/// Every alert about a version first seen after `earliest`, in the order of the policies' names.
fn alerts_after(store: &Store, earliest: CapturedAt, lexicon: &Lexicon) -> Result<Vec<Alert>, StoreError> {
    let mut alerts = Vec::new();
    for policy in store.policies()? {
        if store.newest_seen(&policy)?.is_some_and(|newest| newest > earliest) {
            alerts.extend(of_policy(store, &policy, lexicon)?.into_iter().filter(|alert| alert.first_seen > earliest));
        }
    }
    Ok(alerts)
}

fn of_policy(store: &Store, policy: &PolicyId, lexicon: &Lexicon) -> Result<Vec<Alert>, StoreError> {
    Ok(Alert::all(&analyze(store.timeline(policy)?, lexicon).report()))
}

fn standing(delivery: Option<&Delivery>, remembers: bool, now: CapturedAt) -> Standing {
    let Some(delivery) = delivery else { return Standing::Due { tries: 0 } };
    match delivery.state {
        DeliveryState::Sent | DeliveryState::Abandoned | DeliveryState::Unknown => Standing::Settled,
        DeliveryState::Failed => Standing::Due { tries: delivery.tries },
        DeliveryState::Sending if now.unix() - delivery.at.unix() < LONGEST_SENDING => Standing::Settled,
        DeliveryState::Sending if remembers => Standing::Due { tries: delivery.tries },
        DeliveryState::Sending => Standing::Died,
    }
}

fn mark(subscription: &Subscription, alert: &Alert, state: DeliveryState, run: Run<'_>, tries: u32) -> Delivery {
    Delivery {
        alert: alert.id.clone(),
        policy: Some(alert.policy.clone()),
        first_seen: alert.first_seen,
        state,
        tries,
        ..beginning(&subscription.name, run)
    }
}

/// The line that says since when a channel is there.
fn beginning(channel: &str, run: Run<'_>) -> Delivery {
    Delivery {
        channel: channel.to_owned(),
        alert: String::new(),
        policy: None,
        first_seen: run.now,
        state: DeliveryState::Sent,
        at: run.now,
        run: run.name.to_owned(),
        tries: 0,
        note: String::new(),
    }
}
