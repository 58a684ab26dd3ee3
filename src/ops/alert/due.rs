//! Which alerts are due on which channel, and what must be recorded before they are sent.
//! Must not know how anything is sent.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Policies of which nothing more is due on a channel once these alerts are settled there.
    pub judged: Vec<Judged>,
    pub told: Told,
}

/// A policy that was judged up to some version for one channel, so that it need not be judged again until there is more.
#[derive(Debug)]
pub(super) struct Judged {
    pub subscription: usize,
    /// The alerts that are about to be sent there.
    pub alerts: Vec<String>,
    /// What is recorded when they are.
    pub mark: Delivery,
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
    let mut asked: BTreeMap<usize, Vec<Alert>> = BTreeMap::new();
    let mut judged = Vec::new();
    for (policy, state) in store.standings()? {
        let (Some(newest), Some(tip)) = (state.last_change, state.tip) else { continue };
        let mark = |index: usize| judged_until(&run.subscriptions[index].name, &policy, newest, &tip, run);
        let is_known = |mark: &Delivery| {
            known.get(&(mark.channel.clone(), mark.alert.clone())).is_some_and(|kept| kept.note == mark.note)
        };
        let wanting = since.iter().filter(|(index, since)| newest > **since && !is_known(&mark(**index)));
        let wanting: Vec<(usize, CapturedAt)> = wanting.map(|(index, since)| (*index, *since)).collect();
        if wanting.is_empty() {
            continue;
        }
        let alerts = of_policy(store, &policy, run.lexicon)?;
        for (index, since) in wanting {
            let only = &run.subscriptions[index].only;
            let own = alerts.iter().filter(|alert| alert.first_seen > since && only.takes(alert));
            asked.entry(index).or_default().extend(own.cloned());
            judged.push(Judged { subscription: index, alerts: Vec::new(), mark: mark(index) });
        }
    }
    for (index, asked) in asked {
        on_channel(&mut found, (run, index), &known, &asked, &mut judged);
    }
    Ok(found)
}

/// Adds what is due on one channel, of the alerts that were asked for there.
fn on_channel(
    found: &mut Found,
    (run, index): (Run<'_>, usize),
    known: &Deliveries,
    asked: &[Alert],
    judged: &mut Vec<Judged>,
) {
    let subscription = &run.subscriptions[index];
    let Ok(channel) = &subscription.channel else { return };
    let mut due = Vec::new();
    let mut open = BTreeSet::new();
    for alert in asked {
        let delivery = known.get(&(subscription.name.clone(), alert.id.clone()));
        match standing(delivery, channel.remembers(), run.now) {
            Standing::Due { tries } => due.push((alert.clone(), tries)),
            Standing::Died => {
                found.told.unknown.push((subscription.name.clone(), alert.policy.clone()));
                found.marks.push(mark(subscription, alert, DeliveryState::Unknown, run, 0));
            }
            // Another run may be about to send it, and die of that.
            Standing::Settled if delivery.is_some_and(|own| own.state == DeliveryState::Sending) => {
                open.insert(alert.policy.clone());
            }
            Standing::Settled => {}
        }
    }
    let is_digest = !channel.is_one_by_one() && due.len() > subscription.digest_above;
    if !is_digest && due.len() > MESSAGES {
        open.extend(due.split_off(MESSAGES).into_iter().map(|(alert, _)| alert.policy));
    }
    for mut own in judged.extract_if(.., |own| own.subscription == index) {
        let is_own = |alert: &&Alert| Some(&alert.policy) == own.mark.policy.as_ref();
        own.alerts = due.iter().map(|(alert, _)| alert).filter(is_own).map(|alert| alert.id.clone()).collect();
        match &own.mark.policy {
            Some(policy) if open.contains(policy) => {}
            _ if own.alerts.is_empty() => found.marks.push(own.mark),
            _ => found.judged.push(own),
        }
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

/// The line that says up to which version a policy was judged for a channel: by the newest commit of its chain, so that
/// whatever changes the chain has it judged again.
fn judged_until(channel: &str, policy: &PolicyId, newest: CapturedAt, tip: &str, run: Run<'_>) -> Delivery {
    Delivery {
        alert: format!("{policy}@"),
        policy: Some(policy.clone()),
        first_seen: newest,
        note: tip.to_owned(),
        ..beginning(channel, run)
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
