//! A page watched a hundred days in a row through everything that happens to pages, against a store that is built from its
//! captures alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::compare::Lexicon;
use fineprint::config::Config;
use fineprint::ops::watch::{self, Watching};
use fineprint::ops::{self, Selecting, read};
use fineprint::policy::PolicyId;
use fineprint::report::TrackOutcome;
use fineprint::source::clock::{Clock, PatientClock};
use fineprint::source::http::Limits;
use fineprint::source::live::{Live, Manner, Reach};
use fineprint::source::proxy::Proxies;
use fineprint::store::Store;
use fineprint::time::CapturedAt;

use super::*;

/// What the site shows on a day, and whether that is the policy's text.
fn day(number: i64) -> (Page, Option<Vec<u8>>) {
    let text = match number / 12 {
        // An experiment: two texts in turn, day by day.
        4 if number % 2 == 0 => terms(SHARES_ALL),
        4 => terms(SHARES_NOTHING),
        part => {
            terms(&format!("{SHARES_NOTHING} This is the edition of season {part}, which is in force until the next."))
        }
    };
    let shown = |page| (page, Some(text.clone().into_bytes()));
    match number % 12 {
        1 => (Page::status(404, "<h1>404 Not Found</h1>"), None),
        2 => (Page::status(403, "<title>Just a moment...</title>"), None),
        3 => (Page::status(429, "slow down").with("Retry-After", "7200"), None),
        4 => (Page::Cut(text.clone().into_bytes()), None),
        5 => (Page::redirect(302, "file:///etc/passwd"), None),
        6 => shown(Page::Tagged(
            ["a", "b", "c", "d", "e", "f", "g", "h", "i"][usize::try_from(number / 12).unwrap()],
            text.clone().into(),
        )),
        7 => {
            // New bytes, and the same text.
            let anew = text.replace("<main>", &format!("<main><!-- {number} -->"));
            (Page::html(&anew), Some(anew.into_bytes()))
        }
        8 => (Page::Endless(2 << 20), None),
        9 => shown(Page::gzipped(&text).0),
        10 => (Page::html("<title>Log in</title><form><input type=password></form>"), None),
        _ => shown(Page::html(&text)),
    }
}

fn instant(number: i64) -> CapturedAt {
    let first: CapturedAt = "2024-01-01T10:00:00Z".parse().unwrap();
    CapturedAt::from_unix(first.unix() + number * 86_400).unwrap()
}

fn live(now: CapturedAt) -> Live {
    let manner = Manner {
        between: Duration::ZERO,
        retries: 0,
        longest_wait: Duration::ZERO,
        robots: true,
        reach: Reach::Anywhere,
        limits: Limits { body: 1 << 20, ..Limits::default() },
        seed: 1,
    };
    let clock = Arc::new(PatientClock::from(now)) as Arc<dyn Clock>;
    Live::new("fineprint/test", manner, &Proxies::default(), clock).unwrap()
}

fn capture(number: i64, url: &str, page: &Page, body: Vec<u8>) -> Capture {
    let content_type = match page {
        Page::Tagged(..) => "text/html",
        _ => "text/html; charset=utf-8",
    };
    let provenance = Provenance {
        url: Some(url.to_owned()),
        status: Some(200),
        content_type: Some(content_type.to_owned()),
        ..Provenance::new(instant(number), "live")
    };
    Capture { provenance, media: MediaType::Html, body }
}

#[test]
fn a_hundred_runs_give_the_store_that_their_captures_give() {
    let site = Site::open();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::init(&folder.path().join("watched")).unwrap();
    let policy: PolicyId = "acme/terms".parse().unwrap();
    let url = site.url("/terms");
    let config = Config::parse(&format!("[policy.\"acme/terms\"]\nurl = \"{url}\"\n")).unwrap();
    let mut captures = Vec::new();
    let mut changes = 0;
    for number in 0..100 {
        let (page, body) = day(number);
        site.set("/terms", page.clone());
        captures.extend(body.clone().map(|body| capture(number, &url, &page, body)));
        let watching = Watching {
            config: &config,
            lexicon: Lexicon::built_in(),
            policies: std::slice::from_ref(&policy),
            selecting: &BTreeMap::from([(policy.clone(), Selecting::default())]),
            renderers: &BTreeMap::new(),
            confirm: 1,
            now: instant(number),
        };
        let tracked = watch::track(&store, &live(instant(number)), &watching).unwrap();
        let outcome = tracked.policies[0].outcome;
        assert_eq!(outcome.is_success(), body.is_some(), "day {number}: {:?}", tracked.policies[0]);
        changes += usize::from(outcome == TrackOutcome::Changed);
    }
    assert!(changes > 8, "{changes}");
    assert_eq!(store.verify().unwrap(), []);
    let tip = store.standings().unwrap()[&policy].tip.clone();

    // The other way round, all at once.
    captures.reverse();
    let other = Store::init(&folder.path().join("built")).unwrap();
    let recorded = other.record(instant(200), &[(policy.clone(), read::recordings(captures))]).unwrap();
    assert_eq!(recorded[0].tip, tip, "the captures alone give another chain");
    assert_eq!(usize::try_from(recorded[0].versions).unwrap(), changes + 1);
    let rebuilt = ops::rebuild(&store, instant(201), &policy, &Selecting::default()).unwrap();
    assert_eq!(rebuilt.tip, tip, "reading the kept pages again gives another chain");
}
