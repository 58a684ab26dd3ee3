//! The client against a real replay server over WARC files whose truth is known.

use std::collections::BTreeMap;

use fineprint::capture::Digest;
use fineprint::source::fixity::Fixity;
use fineprint::source::visit::{End, visit};
use fineprint::source::{Exclusion, Fetched, Gap, Holding, Listing, Source as _, Window};
use serde_json::Value;

use super::{Checks, client};

pub fn run(base: &str, expected: &str, checks: &mut Checks) {
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(expected).unwrap()).unwrap();
    let archive = client(base);
    let mut listings: BTreeMap<String, Vec<Holding>> = BTreeMap::new();
    for truth in expected["captures"].as_array().unwrap() {
        let (url, timestamp) = (text(truth, "url"), text(truth, "timestamp"));
        let held = listings.entry(url.clone()).or_insert_with(|| held(&archive.list(&url, Window::default()).unwrap()));
        let found: Vec<&Holding> =
            held.iter().filter(|held| held.captured_at.compact() == timestamp && *held.original == *url).collect();
        let what = format!("{timestamp} {url}");
        checks.equal(&format!("{what}: listed"), found.len(), 1);
        let Some(held) = found.first() else { continue };
        capture(&archive, held, truth, &what, checks);
    }
    follow(&archive, &listings, checks);
    paging(base, &listings, checks);
    none_and_timemap(base, checks);
}

fn capture(archive: &dyn fineprint::source::Source, held: &Holding, truth: &Value, what: &str, checks: &mut Checks) {
    let note = text(truth, "note");
    let fetched = archive.fetch(held).unwrap();
    if note.contains("refuses") {
        checks.holds(&format!("{what}: excluded"), fetched == Fetched::Gap(Gap::Excluded(Exclusion::Archive)));
        return;
    }
    if held.original.starts_with("http://") {
        return; // hidden behind the https capture of the same second
    }
    let Fetched::Archived(archived) = fetched else {
        checks.holds(&format!("{what}: {fetched:?}"), false);
        return;
    };
    let status = truth["status"].as_u64().unwrap();
    checks.equal(&format!("{what}: status"), u64::from(archived.status()), status);
    let digest = Digest::of(&archived.capture.body).to_string();
    checks.equal(&format!("{what}: body"), digest, text(truth, "body_sha256"));
    let fixity = archived.record.archive.as_ref().unwrap().digest_match;
    checks.equal(&format!("{what}: digest"), fixity, Fixity::Wire);
    checks.equal(
        &format!("{what}: record"),
        archived.record.differences(&archived.capture.body, Some(archived.wire())),
        vec![],
    );
    if let Some(location) = truth["location"].as_str() {
        let page = url::Url::parse(&held.original).unwrap();
        checks.equal(
            &format!("{what}: location"),
            archived.location.clone(),
            Some(page.join(location).unwrap().to_string()),
        );
    }
}

fn follow(archive: &dyn fineprint::source::Source, listings: &BTreeMap<String, Vec<Holding>>, checks: &mut Checks) {
    let first = |end: &str| {
        let (_, held) = listings.iter().find(|(url, _)| url.ends_with(end)).unwrap();
        held.iter().find(|held| held.original.ends_with(end)).unwrap()
    };
    let day = 24 * 3600;
    let redirect = listings.iter().find(|(url, _)| url.ends_with("www.acme.example/legal/privacy")).unwrap().1;
    let redirect = redirect.iter().find(|held| held.status == Some(301)).unwrap();
    let visited = visit(archive, redirect, day, None).unwrap();
    let instants: Vec<String> =
        visited.captures.iter().map(|archived| archived.capture.provenance.captured_at.compact()).collect();
    checks.equal("redirect: hops", instants, vec!["20210525115958".to_owned(), "20210525120001".to_owned()]);
    checks.equal("redirect: end", visited.end, End::Page);
    checks.equal("loop", visit(archive, first("/odd/loop-a"), day, None).unwrap().end, End::Loop);
    let dangling = visit(archive, first("/odd/dangling"), day, None).unwrap().end;
    checks.holds(&format!("dangling: {dangling:?}"), matches!(dangling, End::DeadEnd { .. }));
    let elsewhere = Holding { captured_at: "20190501000000".parse().unwrap(), ..redirect.clone() };
    let fetched = archive.fetch(&elsewhere).unwrap();
    checks.holds(&format!("substitution: {fetched:?}"), matches!(fetched, Fetched::Gap(Gap::Substituted(..))));
}

/// Paging by the last second loses nothing, however small the pages are.
fn paging(base: &str, listings: &BTreeMap<String, Vec<Holding>>, checks: &mut Checks) {
    for rows in [1, 2, 3] {
        let archive = client(base).with_rows(rows);
        for (url, whole) in listings {
            let paged = held(&archive.list(url, Window::default()).unwrap());
            checks.equal(&format!("{url} in pages of {rows}"), &paged, whole);
        }
    }
    let policy = listings.keys().find(|url| url.ends_with("www.acme.example/legal/privacy")).unwrap();
    let newest = held(&client(base).newest(policy, 2).unwrap());
    let instants: Vec<String> = newest.iter().map(|held| held.captured_at.compact()).collect();
    checks.equal("newest", instants, vec!["20240410070000".to_owned(), "20240415070000".to_owned()]);
    let window = Window { from: Window::start("2021"), to: Window::end("2023") };
    let between = held(&client(base).list(policy, window).unwrap());
    checks.equal("window", between.len(), 3);
}

fn none_and_timemap(base: &str, checks: &mut Checks) {
    let none = client(base).list("https://www.acme.example/never", Window::default()).unwrap();
    checks.equal("none", none, Listing::None);
    let archive = client(base);
    let without_index = fineprint::source::archive::Archive { index: None, ..archive.archive().clone() };
    let archive = super::wayback_over(without_index);
    let policy = "https://www.acme.example/legal/privacy";
    let held = held(&archive.list(policy, Window::default()).unwrap());
    checks.equal("timemap", held.len(), 9);
    checks.equal(
        "timemap: none",
        archive.list("https://www.acme.example/never", Window::default()).unwrap(),
        Listing::None,
    );
}

fn held(listing: &Listing) -> Vec<Holding> {
    match listing {
        Listing::Holdings(holdings) => holdings.captures.clone(),
        Listing::None | Listing::Excluded(_) => Vec::new(),
    }
}

fn text(truth: &Value, name: &str) -> String {
    truth[name].as_str().unwrap().to_owned()
}
