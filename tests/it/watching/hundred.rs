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
use crate::server::gzip;

/// The page's own address. The site of the tests stands in for the whole web: it is the proxy through which all is asked, so
/// that nothing on this machine need be allowed.
const URL: &str = "http://acme.example/terms";
/// Where it has moved.
const MOVED: &str = "http://acme.example/legal/terms";
/// How many kinds of days there are.
const KINDS: i64 = 18;

/// What a look on a day must see.
enum Seen {
    /// The policy: these bytes at this address.
    Text(Vec<u8>, &'static str),
    /// Something else in its place.
    Other,
    /// Nothing, for a reason with these words.
    Nothing(&'static str),
}

/// The text of a day.
fn text(number: i64) -> String {
    match number / KINDS {
        // An experiment: two texts in turn, day by day.
        3 if number % 2 == 0 => terms(SHARES_ALL),
        3 => terms(SHARES_NOTHING),
        part => terms(&format!(
            "{SHARES_NOTHING} This is the edition of season {part}, r\u{e9}dig\u{e9}e for the caf\u{e9}s, in force until the next."
        )),
    }
}

/// What the site shows on a day, and what a look at it must see.
fn day(number: i64, site: &Site) -> (Page, Seen) {
    let text = text(number);
    let bytes = text.clone().into_bytes();
    let shown = |page| (page, Seen::Text(bytes.clone(), URL));
    let nothing = |page, words| (page, Seen::Nothing(words));
    let other = |page| (page, Seen::Other);
    match number % KINDS {
        1 => other(Page::error(404, "<h1>404 Not Found</h1>")),
        2 => other(Page::error(403, "<title>Just a moment...</title><p>Checking your browser.")),
        3 => other(Page::error(429, "slow down").header("Retry-After", "7200")),
        4 => nothing(Page::html(bytes).cut(), "cut off"),
        5 => nothing(Page::redirect(302, "file:///etc/passwd"), "cannot be asked"),
        6 => shown(Page::html(&bytes).tagged(tag(number))),
        // As it was the day before, and the server says so.
        7 => {
            let before = self::text(number - 1).into_bytes();
            (Page::html(&before).tagged(tag(number)), Seen::Text(before, URL))
        }
        8 => {
            // New bytes, and the same text.
            let anew = text.replace("<main>", &format!("<main><!-- {number} -->"));
            (Page::html(&anew), Seen::Text(anew.into_bytes(), URL))
        }
        9 => nothing(Page::endless(100 << 20), "larger than allowed"),
        10 => shown(Page::html(&text).gzipped()),
        11 => {
            let packed = gzip(&text);
            nothing(Page::html(&packed[..packed.len() / 2]).header("Content-Encoding", "gzip"), "cut off")
        }
        12 => other(Page::html("<title>Log in</title><form><input type=password></form>")),
        13 => other(Page::html(WALL)),
        14 => {
            // Not in the charset that the server names.
            let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            (Page::html(&latin), Seen::Text(latin, URL))
        }
        15 => {
            site.set(MOVED, Page::html(&text));
            (Page::redirect(301, "/legal/terms"), Seen::Text(bytes, MOVED))
        }
        16 => {
            site.set("/private", Page::html(terms(SHARES_ALL)));
            nothing(Page::redirect(302, &site.url("/private")), "private network")
        }
        17 => nothing(Page::html(bytes).stalled(), "time was up"),
        _ => shown(Page::html(&text)),
    }
}

fn tag(number: i64) -> &'static str {
    ["a", "b", "c", "d", "e", "f"][usize::try_from(number / KINDS).unwrap()]
}

fn instant(number: i64) -> CapturedAt {
    let first: CapturedAt = "2024-01-01T10:00:00Z".parse().unwrap();
    CapturedAt::from_unix(first.unix() + number * 86_400).unwrap()
}

/// Whoever looks on a day. Only where the site stalls is there no time to lose.
fn live(number: i64, site: &Site) -> Live {
    let usual = Limits { body: 1 << 20, ..Limits::default() };
    let stalls = number % KINDS == 17;
    let limits = if stalls { Limits { idle: Duration::from_millis(200), ..usual } } else { usual };
    let manner = Manner {
        between: Duration::ZERO,
        retries: 0,
        longest_wait: Duration::ZERO,
        robots: !stalls,
        reach: Reach::Public,
        limits,
        seed: 1,
    };
    let clock = Arc::new(PatientClock::from(instant(number))) as Arc<dyn Clock>;
    let proxies = Proxies { http: Some(site.url("")), ..Proxies::default() };
    Live::new("fineprint/test", manner, &proxies, clock).unwrap()
}

fn capture(number: i64, url: &str, body: Vec<u8>) -> Capture {
    let provenance = Provenance {
        url: Some(url.to_owned()),
        status: Some(200),
        content_type: Some("text/html; charset=utf-8".to_owned()),
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
    let config = Config::parse(&format!("[policy.\"acme/terms\"]\nurl = \"{URL}\"\n")).unwrap();
    let mut captures = Vec::new();
    let (mut changes, mut by_tag) = (0, 0);
    for number in 0..100 {
        let (page, seen) = day(number, &site);
        site.set(URL, page);
        let watching = Watching {
            config: &config,
            lexicon: Lexicon::built_in(),
            policies: std::slice::from_ref(&policy),
            selecting: &BTreeMap::from([(policy.clone(), Selecting::default())]),
            renderers: &BTreeMap::new(),
            confirm: 1,
            now: instant(number),
        };
        let tracked = watch::track(&store, &live(number, &site), &watching).unwrap();
        let found = &tracked.policies[0];
        match seen {
            Seen::Text(body, url) => {
                assert!(found.outcome.is_success(), "day {number}: {found:?}");
                captures.push(capture(number, url, body));
            }
            Seen::Other => assert!(found.skipped.is_some(), "day {number}: {found:?}"),
            Seen::Nothing(words) => {
                assert!(found.error.as_ref().is_some_and(|error| error.contains(words)), "day {number}: {found:?}");
            }
        }
        changes += usize::from(found.outcome == TrackOutcome::Changed);
        by_tag += site.asked_for(URL).iter().filter(|asked| asked.is_conditional()).count();
    }
    assert!(site.asked_for("/private").is_empty(), "a page led into the private network");
    assert!(changes > 8, "{changes}");
    // On one day in seven a page is read in full all the same.
    assert!(by_tag >= 4, "{by_tag}");
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
