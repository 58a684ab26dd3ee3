//! Alerts that are due, sent once: what is about to be sent is recorded before it is sent, and what became of it after.
//! A run that dies in between has sent an alert once or not at all, never twice.
//! Must not know arguments, or how a channel works.

mod due;

use crate::capture::Digest;
use crate::compare::Lexicon;
use crate::notify::{Channel, Message, Undelivered};
use crate::report::alert::{Alert, Filter};
use crate::report::{Failure, Sent, Told};
use crate::source::http::Http;
use crate::store::{Delivery, DeliveryState, Store, StoreError};
use crate::time::CapturedAt;

use due::{Due, Judged};

/// A channel with what it is for.
#[derive(Debug)]
pub struct Subscription {
    /// Its name in the configuration.
    pub name: String,
    pub only: Filter,
    /// More alerts than this in one run are one message.
    pub digest_above: usize,
    /// The channel, or why it cannot be used.
    pub channel: Result<Channel, Undelivered>,
}

/// One run of telling.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// A name that no other run has.
    pub name: &'a str,
    pub now: CapturedAt,
    pub subscriptions: &'a [Subscription],
    /// By which changes are judged.
    pub lexicon: &'a Lexicon,
}

/// Alerts that are recorded as about to be sent.
#[derive(Debug)]
pub struct Begun {
    due: Vec<Due>,
    judged: Vec<Judged>,
    /// What is known before anything is sent.
    told: Told,
}

/// How often an alert is tried.
const TRIES: u32 = 12;

/// Finds the alerts that are due and records that they are about to be sent.
pub fn begin(store: &Store, run: Run<'_>) -> Result<Begun, StoreError> {
    let found = due::find(store, run)?;
    if !found.marks.is_empty() {
        let message = match found.due.iter().map(|due| due.alerts.len()).sum::<usize>() {
            0 => "Alerts: what is known of channels and earlier runs".to_owned(),
            count => format!("Alerts: {count} about to be sent"),
        };
        store.keep_deliveries(run.now, &found.marks, &message)?;
    }
    Ok(Begun { due: found.due, judged: found.judged, told: found.told })
}

/// Sends what was begun, and records what became of it. What another run took over meanwhile is left to it.
pub fn finish(store: &Store, http: &Http, run: Run<'_>, begun: Begun) -> Result<Told, StoreError> {
    let Begun { due, judged, mut told } = begun;
    let now = run.now;
    let known = store.deliveries()?;
    let mut outcomes: Vec<Delivery> = Vec::new();
    for Due { subscription, alerts } in due {
        let subscription = &run.subscriptions[subscription];
        let mine = |alert: &Alert| {
            let delivery = known.get(&(subscription.name.clone(), alert.id.clone()))?;
            (delivery.state == DeliveryState::Sending && delivery.run == run.name).then(|| delivery.clone())
        };
        let (alerts, marks): (Vec<Alert>, Vec<Delivery>) =
            alerts.into_iter().filter_map(|alert| mine(&alert).map(|mark| (alert, mark))).unzip();
        let Ok(channel) = &subscription.channel else { continue };
        if alerts.is_empty() {
            continue;
        }
        let result = send(http, channel, &alerts, now);
        let tries = marks.iter().map(|mark| mark.tries).max().unwrap_or(0);
        let (state, note) = match &result {
            Ok(()) => (DeliveryState::Sent, String::new()),
            Err(error) if tries >= TRIES => (DeliveryState::Abandoned, error.why.clone()),
            Err(error) => (DeliveryState::Failed, error.why.clone()),
        };
        outcomes.extend(marks.into_iter().map(|mark| Delivery { state, note: note.clone(), at: now, ..mark }));
        let channel = subscription.name.clone();
        match result {
            Ok(()) => told.sent.push(Sent { channel, alerts }),
            Err(error) => {
                let is_final = state == DeliveryState::Abandoned;
                told.failed.push(Failure { channel, alerts, why: error.why, is_final });
            }
        }
    }
    if !outcomes.is_empty() {
        let sent = outcomes.iter().filter(|outcome| outcome.state == DeliveryState::Sent).count();
        let message = format!("Alerts: {sent} sent, {} not", outcomes.len() - sent);
        outcomes.extend(judged_by_now(run, judged, &outcomes));
        store.keep_deliveries(now, &outcomes, &message)?;
    }
    Ok(told)
}

/// The policies of which nothing more is due, now that this became of their alerts.
fn judged_by_now(run: Run<'_>, judged: Vec<Judged>, outcomes: &[Delivery]) -> Vec<Delivery> {
    let is_settled = |channel: &str, alert: &String| {
        let mut own = outcomes.iter().filter(|outcome| outcome.channel == channel && outcome.alert == *alert);
        own.any(|outcome| matches!(outcome.state, DeliveryState::Sent | DeliveryState::Abandoned))
    };
    let all_settled = |judged: &Judged| {
        let channel = &run.subscriptions[judged.subscription].name;
        judged.alerts.iter().all(|alert| is_settled(channel, alert))
    };
    judged.into_iter().filter(all_settled).map(|judged| judged.mark).collect()
}

/// What would be sent and what would go wrong, with nothing recorded.
pub fn rehearse(store: &Store, run: Run<'_>) -> Result<Told, StoreError> {
    let sent = |due: Due| Sent { channel: run.subscriptions[due.subscription].name.clone(), alerts: due.alerts };
    let due::Found { due, told, .. } = due::find(store, run)?;
    Ok(Told { sent: due.into_iter().map(sent).collect(), ..told })
}

fn send(http: &Http, channel: &Channel, alerts: &[Alert], now: CapturedAt) -> Result<(), Undelivered> {
    let id = match alerts {
        [alert] => alert.id.clone(),
        alerts => {
            let ids: Vec<&str> = alerts.iter().map(|alert| alert.id.as_str()).collect();
            Digest::of(ids.join("\n").as_bytes()).to_string()
        }
    };
    let alerts: Vec<&Alert> = alerts.iter().collect();
    channel.send(http, Message { id: &id, alerts: &alerts, now })
}
