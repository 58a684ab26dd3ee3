//! Waits, second tries and paces, with a clock that lets them pass in an instant.

use std::sync::Arc;
use std::time::Duration;

use fineprint::source::clock::{Clock, PatientClock};
use fineprint::source::http::{HttpErrorKind, Limits};
use fineprint::source::live::{Answer, Live, Manner, MissedKind, Question, Reach};
use fineprint::source::proxy::Proxies;

use super::*;

fn manner() -> Manner {
    Manner {
        between: Duration::ZERO,
        retries: 2,
        longest_wait: Duration::from_secs(60),
        robots: false,
        reach: Reach::Anywhere,
        limits: Limits { idle: Duration::from_secs(5), body: 1 << 20, ..Limits::default() },
        seed: 7,
    }
}

fn live(manner: Manner) -> (Live, Arc<PatientClock>) {
    let clock = Arc::new(PatientClock::from("2024-05-01T12:00:00Z".parse().unwrap()));
    let live = Live::new("fineprint/test", manner, &Proxies::default(), Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
    (live, clock)
}

fn status(live: &Live, site: &Site, path: &str) -> Result<u16, MissedKind> {
    let url = site.url(path);
    match live.look(&Question { url: &url, language: None, known: None }) {
        Ok(Answer::Seen(seen)) => Ok(seen.response.status),
        Ok(Answer::NotModified { .. }) => Ok(304),
        Err(missed) => Err(missed.kind),
    }
}

#[test]
fn a_host_in_trouble_is_asked_again_after_a_wait_that_grows() {
    let site = Site::open();
    site.set_in_turn("/x", [Page::error(502, ""), Page::error(503, ""), Page::html("fine")]);
    let (live, clock) = live(manner());
    assert_eq!(status(&live, &site, "/x"), Ok(200));
    let waits: Vec<f64> = clock.waits().iter().map(Duration::as_secs_f64).collect();
    assert_eq!(waits.len(), 2);
    assert!((2.0..=4.0).contains(&waits[0]) && (4.0..=8.0).contains(&waits[1]), "{waits:?}");
}

#[test]
fn two_programs_do_not_ask_again_at_the_same_instant() {
    let site = Site::open();
    site.set("/x", Page::error(502, ""));
    let waits = |seed| {
        let (live, clock) = live(Manner { seed, ..manner() });
        assert_eq!(status(&live, &site, "/x"), Ok(502), "the last answer is the answer");
        clock.waits()
    };
    assert_eq!(waits(1), waits(1));
    assert_ne!(waits(1), waits(2));
}

#[test]
fn a_wish_to_be_asked_later_is_granted_and_one_beyond_reason_ends_the_run_for_the_host() {
    let site = Site::open();
    let later = Page::error(429, "").header("Retry-After", "30");
    site.set_in_turn("/soon", [later, Page::html("fine")]);
    let (live, clock) = live(manner());
    assert_eq!(status(&live, &site, "/soon"), Ok(200));
    assert_eq!(clock.waits(), [Duration::from_secs(30)]);
    site.set("/late", Page::error(429, "").header("Retry-After", "3600"));
    assert_eq!(status(&live, &site, "/late"), Ok(429));
    assert_eq!(clock.waits().len(), 1, "nobody waits for an hour");
    assert_eq!(status(&live, &site, "/soon"), Err(MissedKind::LeftAlone));
    assert_eq!(site.asked_for("/soon").len(), 2);
}

#[test]
fn what_cannot_pass_is_not_tried_again() {
    let site = Site::open();
    site.set("/gone", Page::error(404, ""));
    site.set("/much", Page::endless(3 << 20));
    let (live, clock) = live(manner());
    assert_eq!(status(&live, &site, "/gone"), Ok(404));
    assert_eq!(status(&live, &site, "/much"), Err(MissedKind::Http(HttpErrorKind::TooLarge)));
    assert!(clock.waits().is_empty());
    assert_eq!((site.asked_for("/gone").len(), site.asked_for("/much").len()), (1, 1));
}

#[test]
fn a_host_is_asked_at_its_pace_and_other_hosts_need_not_wait_for_it() {
    let (one, other) = (Site::open(), Site::open());
    for site in [&one, &other] {
        site.set("/x", Page::html("fine"));
    }
    let (live, clock) = live(Manner { between: Duration::from_secs(5), ..manner() });
    for site in [&one, &other, &one] {
        assert_eq!(status(&live, site, "/x"), Ok(200));
    }
    assert_eq!(clock.waits(), [Duration::from_secs(5)]);
}
