//! How often and how patiently archives are asked.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use fineprint::source::archive::Archive;
use fineprint::source::http::Limits;
use fineprint::source::{Fetched, Gap, Holding, Listing, Source as _, SourceErrorKind, Window};

use super::{PAGE, client, client_of, client_with, waited};
use crate::server::{Answer, Server};

const AT: &str = "20200102030405";
const DATE: &str = "Thu, 02 Jan 2020 03:04:05 GMT";

fn held() -> Holding {
    Holding::new(AT.parse().unwrap(), PAGE)
}

#[test]
fn a_request_names_the_program_and_asks_for_raw_bytes() {
    let server = Server::start(|_, _| Answer::memento(200, DATE, "x"));
    let (archive, _) = client(&server);
    archive.fetch(&held()).unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.path, format!("/web/{AT}id_/{PAGE}"));
    assert_eq!(asked.header("user-agent"), Some("fineprint/test"));
    assert_eq!(asked.header("accept-encoding"), Some("gzip, br"));
}

#[test]
fn starts_are_paced() {
    let server = Server::start(|_, _| Answer::memento(200, DATE, "x"));
    let (archive, clock) = client(&server);
    for _ in 0..3 {
        archive.fetch(&held()).unwrap();
    }
    assert_eq!(clock.waits().len(), 2);
    assert!(clock.waits().iter().all(|wait| wait.as_millis() >= 400), "{:?}", clock.waits());
}

#[test]
fn an_index_and_its_timemaps_share_one_pace_and_are_asked_for_gzip() {
    let server = Server::start(|path, _| {
        if path.starts_with("/cdx") { Answer::status(404).body("<html>no index here") } else { Answer::status(404) }
    });
    let (archive, clock) = client(&server);
    assert_eq!(archive.list(PAGE, Window::default()).unwrap(), Listing::None);
    assert!(clock.waits().iter().sum::<Duration>() >= Duration::from_millis(2400), "{:?}", clock.waits());
    let asked = server.asked();
    assert!(asked[0].path.starts_with("/cdx/") && asked[1].path.starts_with("/web/timemap/"), "{asked:?}");
    assert!(asked.iter().all(|asked| asked.header("accept-encoding") == Some("gzip")), "{asked:?}");
}

#[test]
fn every_try_waits_for_its_turn() {
    let server = Server::start(|_, _| Answer::status(503));
    let (archive, clock) = client(&server);
    archive.fetch(&held()).unwrap_err();
    archive.fetch(&held()).unwrap_err();
    // Three waits for the trouble to pass in each, and one for the turn of the second question: the fourth try took a turn.
    assert_eq!(clock.waits().len(), 7, "{:?}", clock.waits());
}

#[test]
fn a_throttled_archive_is_left_alone_for_a_minute_and_tried_once_more() {
    let server =
        Server::start(|_, before| if before == 0 { Answer::status(429) } else { Answer::memento(200, DATE, "x") });
    let (archive, clock) = client(&server);
    assert!(matches!(archive.fetch(&held()).unwrap(), Fetched::Archived(_)));
    assert_eq!(waited(&clock), [60]);
}

#[test]
fn a_second_throttle_ends_the_run_and_nothing_more_is_asked() {
    let server = Server::start(|_, _| Answer::status(429).header("Retry-After", "120"));
    let (archive, clock) = client(&server);
    let error = archive.fetch(&held()).unwrap_err();
    assert_eq!(error.kind, SourceErrorKind::Closed);
    assert!(error.ends_the_run());
    assert_eq!(waited(&clock), [120]);
    assert_eq!(archive.list(PAGE, Window::default()).unwrap_err().kind, SourceErrorKind::Closed);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_refused_connection_is_tried_after_five_and_fifteen_minutes_and_then_no_more() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let archive = format!("wayback:http://127.0.0.1:{port}").parse().unwrap();
    let (archive, clock) = client_of(archive);
    assert_eq!(archive.fetch(&held()).unwrap_err().kind, SourceErrorKind::Closed);
    assert_eq!(waited(&clock), [300, 900]);
}

#[test]
fn trouble_is_tried_four_times_and_then_unknown_and_never_absent() {
    for status in [500, 502, 503, 504] {
        let server = Server::start(move |_, _| Answer::status(status));
        let (archive, clock) = client(&server);
        assert_eq!(archive.fetch(&held()).unwrap_err().kind, SourceErrorKind::Unanswered);
        assert_eq!(archive.list(PAGE, Window::default()).unwrap_err().kind, SourceErrorKind::Unanswered);
        assert_eq!(server.asked().len(), 8);
        assert!(waited(&clock).starts_with(&[2]) || waited(&clock).starts_with(&[3]), "{:?}", waited(&clock));
    }
}

#[test]
fn a_wish_to_wait_in_trouble_is_granted() {
    let server = Server::start(|_, before| match before {
        0 => Answer::status(503).header("Retry-After", "30"),
        _ => Answer::memento(200, DATE, "x"),
    });
    let (archive, clock) = client(&server);
    archive.fetch(&held()).unwrap();
    assert_eq!(waited(&clock)[0], 30);
}

#[test]
fn a_cut_answer_and_silence_are_tried_again() {
    let server = Server::start(|_, before| match before {
        0 => Answer::memento(200, DATE, "half").cut(),
        1 => Answer::ok("").silent(),
        _ => Answer::memento(200, DATE, "whole"),
    });
    let (archive, _) = client(&server);
    let Fetched::Archived(archived) = archive.fetch(&held()).unwrap() else { panic!() };
    assert_eq!(archived.capture.body, b"whole");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_connection_that_is_never_made_is_given_up_after_a_time_of_its_own() {
    // Nobody ever speaks on the other side, so the handshake, which is part of connecting, has no end.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let archive = Archive::laid_out_like_wayback("wayback", &format!("https://{}", silent.local_addr().unwrap()));
    let limits = Limits { connect: Duration::from_millis(100), idle: Duration::from_secs(15), ..Limits::default() };
    let (archive, clock) = client_with(archive, limits);
    let started = Instant::now();
    assert_eq!(archive.fetch(&held()).unwrap_err().kind, SourceErrorKind::Unanswered);
    assert!(started.elapsed() < Duration::from_secs(10), "an answer was waited for, and there was no connection yet");
    assert_eq!(clock.waits().iter().filter(|wait| wait.as_secs() >= 2).count(), 3, "it may work another time");
}

#[test]
fn an_answer_that_trickles_for_ever_ends_when_its_time_is_over_and_is_unknown() {
    let server = Server::start(|_, _| Answer::memento(200, DATE, "x".repeat(100_000)).trickled());
    let limits = Limits { idle: Duration::from_secs(60), total: Duration::from_millis(300), ..Limits::default() };
    let (archive, _) = client_with(Archive::laid_out_like_wayback("wayback", &server.base), limits);
    assert_eq!(archive.fetch(&held()).unwrap_err().kind, SourceErrorKind::Unanswered);
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn an_archived_throttle_or_trouble_is_a_capture_and_not_tried_again() {
    for status in [403, 429, 503] {
        let server = Server::start(move |_, _| {
            Answer::memento(status, DATE, "slow down")
                .header("X-Archive-Orig-Retry-After", "3600")
                .header("Retry-After", "3600")
        });
        let (archive, clock) = client(&server);
        let Fetched::Archived(archived) = archive.fetch(&held()).unwrap() else { panic!() };
        assert_eq!((archived.status(), server.asked().len()), (status, 1));
        assert_eq!(waited(&clock), Vec::<u64>::new());
    }
}

#[test]
fn an_endless_body_stops_at_the_cap() {
    let server = Server::start(|_, _| Answer::memento(200, DATE, vec![b'x'; 2 << 20]));
    let (archive, _) = client(&server);
    assert_eq!(archive.fetch(&held()).unwrap_err().kind, SourceErrorKind::TooLarge);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn none_unknown_and_excluded_are_three_answers() {
    let listed = |status: u16, body: &'static str| {
        let server = Server::start(move |_, _| Answer::status(status).body(body));
        client(&server).0.list(PAGE, Window::default())
    };
    assert_eq!(listed(200, "").unwrap(), Listing::None);
    assert_eq!(listed(404, r#"{"message": "No Captures found for: x"}"#).unwrap(), Listing::None);
    assert!(matches!(
        listed(403, "x.AdministrativeAccessControlException: Blocked Site Error").unwrap(),
        Listing::Excluded(_)
    ));
    assert!(matches!(listed(200, "<html>maintenance").unwrap_err().kind, SourceErrorKind::Answer(_)));
    assert!(listed(403, "go away").is_err());
}

#[test]
fn redirects_of_the_archive_are_not_followed_by_themselves() {
    let server = Server::start(|_, _| {
        Answer::status(302).header("Location", "/web/20210101000000id_/http://acme.example/terms")
    });
    let (archive, _) = client(&server);
    let Fetched::Gap(Gap::Substituted(at, _)) = archive.fetch(&held()).unwrap() else { panic!() };
    assert_eq!(at.compact(), "20210101000000");
    assert_eq!(server.asked().len(), 1);
}
