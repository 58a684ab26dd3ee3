//! Alerts as feeds that a reader subscribes to: Atom, and JSON Feed 1.1. Each change is an entry of its own with the
//! clauses inside; an entry keeps its name for ever, so that no reader shows it twice.
//! Must not know where the files lie.

use atom_syndication as atom;
use chrono::DateTime;
use serde::Serialize;

use super::alert::{self, Alert};
use super::escape::{address, visible};
use crate::time::CapturedAt;

/// How many changes a feed tells, newest first.
const ENTRIES: usize = 100;

/// What a feed is about.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// What it is called.
    pub title: &'a str,
    /// A name that no other feed has and that never changes, as a URI.
    pub id: &'a str,
    /// Where the feed itself can be had, if it is known.
    pub address: Option<&'a str>,
    /// The changes in any order.
    pub alerts: &'a [Alert],
}

/// The feed as Atom (RFC 4287).
pub fn atom(feed: &Feed<'_>) -> String {
    let alerts = newest(feed);
    let updated = alerts.first().map_or_else(|| DateTime::UNIX_EPOCH.fixed_offset(), |alert| when(alert.first_seen));
    let links = feed.address.and_then(address).map(|href| link(href, "self"));
    let atom = atom::Feed {
        title: atom::Text::plain(visible(feed.title)),
        id: feed.id.to_owned(),
        updated,
        authors: vec![atom::Person { name: "fineprint".to_owned(), ..atom::Person::default() }],
        links: links.into_iter().collect(),
        entries: alerts.into_iter().map(entry).collect(),
        ..atom::Feed::default()
    };
    let mut text = atom.to_string();
    text.push('\n');
    text
}

fn entry(alert: &Alert) -> atom::Entry {
    let content = atom::Content {
        value: Some(alert::html(alert)),
        content_type: Some("html".to_owned()),
        ..atom::Content::default()
    };
    atom::Entry {
        title: atom::Text::plain(alert::subject(&[alert])),
        id: entry_id(alert),
        updated: when(alert.first_seen),
        published: Some(when(alert.first_seen)),
        links: alert.url.as_deref().and_then(address).map(|href| link(href, "alternate")).into_iter().collect(),
        summary: Some(atom::Text::plain(alert::line(alert))),
        content: Some(content),
        ..atom::Entry::default()
    }
}

fn link(href: &str, rel: &str) -> atom::Link {
    atom::Link { href: href.to_owned(), rel: rel.to_owned(), ..atom::Link::default() }
}

fn when(at: CapturedAt) -> DateTime<chrono::FixedOffset> {
    DateTime::from_timestamp(at.unix(), 0).unwrap_or(DateTime::UNIX_EPOCH).fixed_offset()
}

fn entry_id(alert: &Alert) -> String {
    format!("urn:fineprint:{}:{}", alert.policy, alert.id)
}

fn newest<'a>(feed: &Feed<'a>) -> Vec<&'a Alert> {
    let mut alerts: Vec<&Alert> = feed.alerts.iter().collect();
    alerts.sort_by(|a, b| (b.first_seen, &a.policy).cmp(&(a.first_seen, &b.policy)));
    alerts.truncate(ENTRIES);
    alerts
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: String,
    summary: String,
    content_html: String,
    date_published: String,
    tags: Vec<String>,
}

/// The feed as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).
pub fn json(feed: &Feed<'_>) -> String {
    let item = |alert: &'_ Alert| JsonItem {
        id: entry_id(alert),
        url: None,
        title: alert::subject(&[alert]),
        summary: alert::line(alert),
        content_html: alert::html(alert),
        date_published: alert.first_seen.to_string(),
        tags: vec![alert.policy.to_string()],
    };
    let alerts = newest(feed);
    let items = alerts.into_iter().map(|alert| JsonItem { url: alert.url.as_deref().and_then(address), ..item(alert) });
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: visible(feed.title).into_owned(),
        feed_url: feed.address.and_then(address),
        items: items.collect(),
    };
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}
