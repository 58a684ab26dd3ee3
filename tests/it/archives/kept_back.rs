//! What an archive keeps back after it had shown it, and pages that hold nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fineprint::source::fixity::ArchiveDigest;
use serde_json::Value;

use super::history::{POLICY, answer_of_the_archive, index, text, versions};
use crate::harness::{Ran, World};
use crate::server::{Answer, Server};

const PAGE: &str = "http://acme.example/terms";
const LATER: &str = "2026-03-01T00:00:00Z";

/// Asks for the past of the page as it is done at an instant.
fn history_at(world: &World, server: &Server, now: &str) -> Ran {
    let archive = format!("wayback:{}", server.base);
    let mut command = world.command(["history", PAGE, "--archive", &archive, "--out", "past", "--json"]);
    Ran::of(&command.env("FINEPRINT_NOW", now).output().unwrap())
}

fn not_seen(ran: &Ran) -> Vec<Value> {
    ran.json()["not_seen"].as_array().unwrap().clone()
}

#[test]
fn what_was_seen_before_an_archive_excluded_the_page_stays_and_the_exclusion_has_its_date() {
    let how = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&how);
    let server = Server::start(move |path, _| match (now.load(Ordering::SeqCst), path.starts_with("/cdx")) {
        (1, true) => Answer::status(403).body("x.AdministrativeAccessControlException: Blocked Site Error"),
        // The index still names what is kept back, and a capture that nobody has asked for yet.
        (2, true) => Answer::ok(index() + &format!("example,acme)/terms 20230101000000 {PAGE} text/html 200 - 1000\n")),
        (2, false) => Answer::status(403).body("x.RobotAccessControlException: Blocked By Robots"),
        _ => answer_of_the_archive(path),
    });
    let world = World::empty();
    let before = history_at(&world, &server, "2026-01-01T00:00:00Z");
    let expected = (versions(before.succeeded()), not_seen(&before));
    let policy =
        |name: &str| std::fs::read_to_string(world.path().join(format!("past/snapshots/{POLICY}/{name}"))).unwrap();
    let (text, evidence) = (policy("policy.md"), policy("evidence.tsv"));

    how.store(1, Ordering::SeqCst);
    let excluded = history_at(&world, &server, LATER);
    excluded.failed(6, &["has excluded this address", "stays unknown"]);
    assert_eq!(versions(&excluded), expected.0);
    let (last, others) = {
        let mut all = not_seen(&excluded);
        (all.pop().unwrap(), all)
    };
    assert_eq!(others, expected.1);
    assert_eq!(
        (&last["captured_at"], &last["error"]),
        (&LATER.into(), &"the archive has excluded this address".into())
    );
    assert_eq!((policy("policy.md"), policy("evidence.tsv")), (text, evidence));
    assert!(policy("captures.tsv").contains(&format!("{LATER}\t\t1\tfailed")), "{}", policy("captures.tsv"));
    for told in [
        world.run(["--store", "past", "log", POLICY]).succeeded().stdout.clone(),
        std::fs::read_to_string(world.path().join("past/report.html")).unwrap(),
    ] {
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, said) = words.rsplit_once("ast look, ").expect("the last look is told");
        assert!(said.starts_with("2026-03-01, by 127.0.0.1"), "{said}");
        assert!(said.contains(": the archive has excluded this address"), "{said}");
    }

    how.store(2, Ordering::SeqCst);
    let kept_back = history_at(&world, &server, "2026-04-01T00:00:00Z");
    assert_eq!(versions(kept_back.succeeded()), expected.0);
    let gap = kept_back.json()["archives"][0]["gaps"][0].clone();
    assert_eq!(gap["captured_at"], "2023-01-01T00:00:00Z");
    assert!(gap["why"].as_str().unwrap().contains("robots.txt"), "{gap}");
    assert!(not_seen(&kept_back).contains(&last), "{kept_back:?}");
    world.run(["--store", "past", "verify"]).succeeded();
}

#[test]
fn of_eight_captures_only_the_one_that_shows_the_policy_is_a_version() {
    let policy = text("We do not sell personal information to anybody.", "January 1, 2020");
    let wall = "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>You don't have permission to \
                access this page on this server. Reference #18.2d351ab8</body></html>";
    let gone = "<html><head><title>Page not found</title></head><body><main><h1>Page not found</h1><p>The page that you \
                asked for was not found. It may have been moved or removed.</p></main></body></html>";
    let server = Server::start(move |path, _| {
        let day = |path: &str| path["/web/202001".len()..][..2].parse::<u32>().unwrap();
        if path.starts_with("/cdx") {
            let row = |day: u32| format!("example,acme)/terms 202001{day:02}000000 {PAGE} text/html 200 - 1000\n");
            return Answer::ok((1..=8).map(row).collect::<String>());
        }
        let weekday = ["Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue"][(day(path) as usize - 1) % 7];
        let answer = |status, body: &str| {
            Answer::memento(status, &format!("{weekday}, {:02} Jan 2020 00:00:00 GMT", day(path)), body)
        };
        match day(path) {
            1 | 2 => answer(403, wall),
            3 => answer(429, wall),
            4 => answer(503, wall),
            5 => answer(200, &policy[..policy.len() / 2])
                .header("X-Archive-Orig-Content-Length", &policy.len().to_string()),
            6 => answer(200, gone),
            7 => answer(200, wall),
            _ => answer(200, &policy),
        }
    });
    let ran = history_at(&World::empty(), &server, LATER);
    let day = "2020-01-08T00:00:00Z".to_owned();
    assert_eq!(versions(ran.succeeded()), [(day.clone(), day)]);
    let reasons: Vec<String> =
        not_seen(&ran).iter().map(|look| look["skipped"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(reasons[..6], ["blocked", "blocked", "blocked", "maintenance", "truncated", "error_page"]);
    assert_eq!(reasons.len(), 7, "{reasons:?}");
}

#[test]
fn a_page_that_the_index_says_to_be_empty_costs_no_request_and_is_no_version() {
    let empty = ArchiveDigest::sha1(b"").to_string().replace("sha1:", "");
    let server = Server::start(move |path, _| match path {
        path if path.starts_with("/cdx") => {
            let row = |at: &str| format!("example,acme)/terms {at} {PAGE} text/html 200 {empty} 300\n");
            Answer::ok(row("20180101000000") + &index() + &row("20220101000000"))
        }
        path => answer_of_the_archive(path),
    });
    let world = World::empty();
    let ran = history_at(&world, &server, LATER);
    assert_eq!(versions(ran.succeeded()).len(), 4);
    let replayed = server.replayed();
    assert!(!replayed.iter().any(|path| path.contains("20180101") || path.contains("20220101")), "{replayed:?}");
    let empty: Vec<Value> = not_seen(&ran).into_iter().filter(|look| look["skipped"] == "no_content").collect();
    let days: Vec<&str> = empty.iter().map(|look| &look["captured_at"].as_str().unwrap()[..10]).collect();
    assert_eq!(days, ["2018-01-01", "2022-01-01"]);
    assert_eq!(versions(&ran)[3].1, "2021-01-01T00:00:00Z", "a look at nothing is no look at the text");
    // Nor are they asked for when the run is made again.
    history_at(&world, &server, LATER).succeeded();
    assert_eq!(server.replayed(), replayed);
}
