//! Captures out of a store and into another, records that can be checked, and witnesses.

use fineprint::source::clock::PatientClock;
use fineprint::source::common_crawl::CommonCrawl;
use fineprint::source::http::{Http, Limits};
use fineprint::source::pace::Pace;
use fineprint::source::polite::Polite;
use fineprint::source::witness::{Keys, SavePageNow, Witness};
use fineprint::source::{Fetched, Listing, Source as _, Window};
use std::sync::Arc;

use super::history::{POLICY, archive, history, versions};
use super::server::{Answer, Server};
use crate::harness::World;

const PAGE: &str = "http://acme.example/terms";

fn rebuilt() -> World {
    let world = World::empty();
    history(&world, &archive()).succeeded();
    world
}

#[test]
fn what_is_exported_is_the_same_past_in_another_store() {
    let world = rebuilt();
    let first = world.run(["--store", "past", "log", POLICY, "--json"]);
    for (flag, file) in [("--warc", "all.warc.gz"), ("--wacz", "all.wacz")] {
        world.run(["--store", "past", "export", POLICY, flag, file]).succeeded();
        let out = format!("again-{file}");
        let ran = world.run(["history", PAGE, "--warc", file, "--out", &out, "--json"]);
        ran.succeeded();
        // The revisit was never fetched by itself, so the export ends that version a month earlier.
        let (mut expected, got) = (versions(&first), versions(&ran));
        expected[0].1 = expected[0].0.clone();
        assert_eq!(got, expected, "{file}");
    }
}

#[test]
fn a_fresh_clone_exports_what_its_store_has() {
    let world = rebuilt();
    world.git(["clone", "-q", "past", "clone"]);
    world.run(["--store", "clone", "export", POLICY, "--warc", "clone.warc.gz"]).succeeded();
    let ran = world.run(["history", PAGE, "--warc", "clone.warc.gz", "--out", "again", "--json"]);
    assert_eq!(
        versions(&ran).len(),
        2,
        "the redirect's target is another address, and a text that returned is kept once"
    );
}

#[test]
fn the_record_of_every_fetched_capture_is_in_the_branch_and_verified() {
    let world = rebuilt();
    world.run(["--store", "past", "verify"]).succeeded();
    let path = world.path().join(format!("past/snapshots/{POLICY}/evidence.tsv"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 8, "{text}");
    std::fs::write(&path, text.replacen("\"status\":200", "\"status\":201", 1)).unwrap();
    let world_past = ["-C", "past", "commit", "-qam", "forge"];
    world.git(world_past);
    world.run(["--store", "past", "verify"]).failed(4, &[]);
}

#[test]
fn the_evidence_package_says_how_it_is_checked() {
    let world = rebuilt();
    world.run(["--store", "past", "evidence", &format!("{POLICY}@4"), "--out", "proof"]).succeeded();
    let how = std::fs::read_to_string(world.path().join("proof/acme-example-terms-4.txt")).unwrap();
    for piece in
        ["sha256sum", "warcio check", "2020-06-01T00:00:00Z", "2021-01-01T00:00:00Z", "digest: wire", "does not show"]
    {
        assert!(how.contains(piece), "{piece} is not in {how}");
    }
    assert!(!how.contains("2019-01-01"), "only what bounds the version: {how}");
    assert!(world.path().join("proof/acme-example-terms-4.wacz").exists());
}

fn polite() -> (Arc<Polite>, Arc<PatientClock>) {
    let clock = Arc::new(PatientClock::from("2026-01-01".parse().unwrap()));
    let pace = Pace::new(Arc::clone(&clock) as Arc<_>);
    let http = Http::new("fineprint/test", Limits::default()).unwrap();
    (Arc::new(Polite::new(http, Arc::new(pace), Box::new(|_| {}))), clock)
}

fn saved(answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> (Witness, Server, Arc<PatientClock>) {
    let server = Server::start(answer);
    let (polite, clock) = polite();
    let keys = Keys { access: "key".to_owned(), secret: "secret".to_owned() };
    let witness = SavePageNow::at(&server.base, 0.1, keys, polite).save(PAGE);
    (witness, server, clock)
}

const JOB: &str = "spn2-0123456789abcdef";

#[test]
fn a_witness_is_accepted_when_the_archive_names_an_instant() {
    let (witness, server, clock) = saved(|path, before| match (path, before) {
        ("/save", _) => Answer::ok(format!(r#"{{"url":"x","job_id":"{JOB}"}}"#)),
        (_, 1) => Answer::ok(r#"{"status":"pending"}"#).header("Retry-After", "6"),
        _ => Answer::ok(
            r#"{"status":"success","timestamp":"20260101000102","original_url":"http://acme.example/terms"}"#,
        ),
    });
    assert!(matches!(witness, Witness::Accepted { .. }), "{witness:?}");
    let asked = server.asked();
    assert!(asked[0].headers.iter().any(|header| header == "authorization: LOW key:secret"));
    assert_eq!(asked.len(), 3);
    assert!(clock.waits().iter().map(std::time::Duration::as_secs).sum::<u64>() >= 20);
}

#[test]
fn a_witness_that_takes_too_long_keeps_the_name_of_its_job() {
    let (witness, _server, _) = saved(|path, _| match path {
        "/save" => Answer::ok(format!(r#"{{"job_id":"{JOB}"}}"#)),
        _ => Answer::ok(r#"{"status":"pending"}"#),
    });
    assert_eq!(witness, Witness::Requested { job: JOB.to_owned() });
}

#[test]
fn keys_that_are_not_accepted_stop_and_a_page_for_people_is_no_answer() {
    assert!(matches!(saved(|_, _| Answer::status(401)).0, Witness::Stopped { .. }));
    assert!(matches!(saved(|_, _| Answer::ok("<html>")).0, Witness::Failed { .. }));
    assert!(matches!(saved(|_, _| Answer::status(429)).0, Witness::Stopped { .. }));
}

#[test]
fn nobody_is_asked_to_witness_without_keys() {
    let world = World::with_store();
    world.run(["witness", "acme/terms", "--url", PAGE]).failed(2, &["FINEPRINT_IA_ACCESS"]);
}

#[test]
fn a_crawl_is_listed_by_its_index_and_read_by_ranges() {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nWe share nothing.";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {PAGE}\r\nWARC-Date: 2025-08-02T01:02:03Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let length = record.len();
    let base = Arc::new(std::sync::OnceLock::<String>::new());
    let own = Arc::clone(&base);
    let server = Server::start(move |path, _| match path {
        "/collinfo.json" => {
            let base = own.wait();
            Answer::ok(format!(
                r#"[{{"id":"A","cdx-api":"{base}/A-index","from":"2025-08-01T00:00:00","to":"2025-08-30T00:00:00"}},{{"id":"B","cdx-api":"{base}/B-index"}}]"#
            ))
        }
        path if path.starts_with("/A-index") => Answer::ok(format!(
            r#"{{"urlkey":"example,acme)/terms","timestamp":"20250802010203","url":"{PAGE}","status":"200","digest":"3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYA","length":"{length}","offset":"100","filename":"a.warc.gz"}}"#
        )),
        path if path.starts_with("/B-index") => Answer::status(404).body(r#"{"message": "No Captures found for: x"}"#),
        _ => Answer::status(206).body(&record),
    });
    base.set(server.base.clone()).unwrap();
    let crawl = CommonCrawl::at(&server.base, 1.0, polite().0);
    let Listing::Holdings(holdings) = crawl.list(PAGE, Window::default()).unwrap() else { panic!() };
    let Fetched::Archived(archived) = crawl.fetch(&holdings.captures[0]).unwrap() else { panic!() };
    assert_eq!(archived.capture.body, b"We share nothing.");
    let asked = server.asked();
    assert!(
        asked.last().unwrap().headers.iter().any(|header| *header == format!("range: bytes=100-{}", 99 + length)),
        "{asked:?}"
    );
}
