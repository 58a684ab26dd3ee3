//! Feeds: what a reader subscribes to.

use atom_syndication::Feed;
use serde_json::Value;

use super::*;

fn feeds(world: &World) -> (Feed, Value) {
    world.run(["feed", "--out", "feeds", "--address", "https://example.com/feeds/"]).succeeded();
    let read = |name: &str| world.text(format!("feeds/{name}"));
    (read("acme/terms.atom").parse().unwrap(), serde_json::from_str(&read("all.json")).unwrap())
}

#[test]
fn a_feed_has_an_entry_for_each_change_with_the_clauses_inside() {
    let world = World::with_store();
    world.import("2026-01-01", &page(&[DATE, OLD, REST]));
    world.import(CHANGED, &page(&[DATE, NEW, REST]));
    let (atom, json) = feeds(&world);
    assert_eq!(atom.entries.len(), 1);
    let content = atom.entries[0].content.as_ref().unwrap().value.as_ref().unwrap();
    assert!(content.contains("<ins>") && content.contains("<del>") && content.contains("Removed:"), "{content}");
    assert_eq!(atom.entries[0].updated.to_rfc3339(), "2026-02-01T00:00:00+00:00");
    assert_eq!(atom.links[0].href, "https://example.com/feeds/acme/terms.atom");
    assert_eq!(
        (&json["version"], json["items"].as_array().unwrap().len()),
        (&"https://jsonfeed.org/version/1.1".into(), 1)
    );
    assert_eq!(json["items"][0]["id"].as_str().unwrap(), atom.entries[0].id);
}

#[test]
fn an_entry_keeps_its_name_when_older_captures_are_found() {
    let world = World::with_store();
    world.import("2026-01-01", &page(&[DATE, OLD, REST]));
    world.import(CHANGED, &page(&[DATE, NEW, REST]));
    let before = feeds(&world).0.entries[0].id.clone();
    world.import("2025-01-01", &page(&[DATE, "We once said something else about all of this, long ago.", REST]));
    let after: Vec<String> = feeds(&world).0.entries.into_iter().map(|entry| entry.id).collect();
    assert_eq!((after.len(), &after[0]), (2, &before));
}

#[test]
fn markup_of_a_page_stays_text_in_a_feed() {
    let world = World::with_store();
    world.import("2026-01-01", &page(&[DATE, OLD, REST]));
    let hostile =
        "We may sell your data &lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; to &lt;img src=x&gt; whenever we like.";
    world.import(CHANGED, &page(&[DATE, hostile, REST]));
    let (atom, json) = feeds(&world);
    let html = atom.entries[0].content.as_ref().unwrap().value.clone().unwrap();
    for html in [html.as_str(), json["items"][0]["content_html"].as_str().unwrap()] {
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("<img"), "{html}");
    }
}
