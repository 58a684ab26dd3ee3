//! Captures out of a store and into another, records that can be checked, and witnesses.

use fineprint::source::clock::PatientClock;
use fineprint::source::common_crawl::CommonCrawl;
use fineprint::source::http::{Http, Limits};
use fineprint::source::pace::Pace;
use fineprint::source::polite::Polite;
use fineprint::source::witness::{Keys, SavePageNow, Witness};
use fineprint::source::{Fetched, Listing, Source as _, Window};
use serde_json::Value;
use std::sync::Arc;

use super::history::{POLICY, archive, history, text, versions};
use crate::harness::{Ran, World};
use crate::server::{Answer, Server};

const PAGE: &str = "http://acme.example/terms";

fn rebuilt() -> World {
    rebuilt_from(&archive())
}

fn rebuilt_from(server: &Server) -> World {
    let world = World::empty();
    history(&world, server).succeeded();
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
    for line in text.lines().skip(1) {
        let record: Value = serde_json::from_str(line.splitn(3, '\t').nth(2).unwrap()).unwrap();
        assert!(record["normalizer"]["version"].is_number() && record["config_hash"].is_string(), "{record}");
        let charset = &record["normalizer"]["charset"];
        assert!(charset["label"].is_string() && charset["source"].is_string() && charset["malformed"].is_null());
        assert!(record["archive"]["memento_datetime"].is_string() && record["duration_ms"].is_number(), "{record}");
        assert!(record["tool"]["build"].is_string() && record["wire"]["sha256"].is_string(), "{record}");
    }
    assert_eq!(text.matches("\"previous\":").count(), 6, "all but the first name the one before: {text}");
    assert!(text.contains("\"index_row\":\"example,acme)/terms 20200201000000"), "{text}");
}

#[test]
fn of_every_date_it_is_said_whose_it_is() {
    let server = archive();
    let world = rebuilt_from(&server);
    let said = world.run(["--store", "past", "log", POLICY]).succeeded().stdout.clone();
    let by_the_archive = format!(" (127.0.0.1:{})", server.base.rsplit(':').next().unwrap());
    for (date, whose) in [
        ("last capture without the new text, 2020-06-01", by_the_archive.as_str()),
        ("first capture with the new text, 2021-01-01", &by_the_archive),
        ("the date as the page states it, 2021-01-01: \"Last updated: January 1, 2020\"", "\n"),
    ] {
        let (_, after) = said.split_once(date).unwrap_or_else(|| panic!("{date} is not in {said}"));
        assert!(after.starts_with(whose), "{date}: {said}");
    }
    let text = std::fs::read_to_string(world.path().join(format!("past/snapshots/{POLICY}/evidence.tsv"))).unwrap();
    let record: Value = serde_json::from_str(text.lines().nth(2).unwrap().splitn(3, '\t').nth(2).unwrap()).unwrap();
    let (theirs, ours) = (&record["archive"]["memento_datetime"], &record["fetched_at"]);
    assert_eq!((theirs, &ours.as_str().unwrap()[..16]), (&"2020-02-01T00:00:00Z".into(), "2026-01-02T03:04"));
}

/// Changes one byte of a file of the store, and commits that as somebody would who wants to deceive.
fn forge(world: &World, name: &str, at: usize) -> Vec<u8> {
    let path = world.path().join("past").join(name);
    let bytes = std::fs::read(&path).unwrap();
    let mut forged = bytes.clone();
    forged[at] = if forged[at] == b'7' { b'8' } else { b'7' };
    std::fs::write(&path, forged).unwrap();
    bytes
}

#[test]
fn one_changed_byte_in_anything_that_is_kept_is_noticed() {
    let world = rebuilt();
    let verified = || world.run(["--store", "past", "verify"]);
    let folder = format!("snapshots/{POLICY}");
    for (name, instead) in [
        ("source.html", "personal information"),
        ("policy.md", "personal information"),
        ("capture.json", "\"sha256\": \""),
        ("capture.json", "\"first_seen\": \"20"),
        ("captures.tsv", "2020-02-01T00:00:0"),
        ("evidence.tsv", "2020-02-01T00:00:0"),
        ("evidence.tsv", "\"body\":{\"length\":"),
        ("evidence.tsv", "\"normalizer\":{\"charset\":{\"label\":\"UTF-"),
        ("evidence.tsv", "},\"text\":\""),
    ] {
        let name = format!("{folder}/{name}");
        let text = std::fs::read_to_string(world.path().join("past").join(&name)).unwrap();
        let at = text.find(instead).unwrap_or_else(|| panic!("{instead} is not in {name}")) + instead.len();
        let bytes = forge(&world, &name, at);
        world.git(["-C", "past", "commit", "-qam", "forge"]);
        verified().failed(4, &[]);
        std::fs::write(world.path().join("past").join(&name), bytes).unwrap();
        world.git(["-C", "past", "commit", "-qam", "mend"]);
    }
    verified().succeeded();
    let text = std::fs::read_to_string(world.path().join("past").join(format!("{folder}/evidence.tsv"))).unwrap();
    let without = text.lines().enumerate().filter(|(number, _)| *number != 3).map(|(_, line)| format!("{line}\n"));
    std::fs::write(world.path().join("past").join(format!("{folder}/evidence.tsv")), without.collect::<String>())
        .unwrap();
    world.git(["-C", "past", "commit", "-qam", "drop a record"]);
    let ran = verified();
    ran.failed(4, &[]);
    assert!(ran.stdout.contains("is gone"), "{ran:?}");
}

#[test]
fn one_changed_byte_in_the_captures_as_they_came_is_named_and_nothing_is_thrown_away() {
    let server = archive();
    let world = rebuilt_from(&server);
    let folder = world.path().join("past/.git/fineprint/captures/acme-example");
    let shelf = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let (name, whole) =
        (shelf.strip_prefix(world.path().join("past")).unwrap().to_str().unwrap(), std::fs::read(&shelf).unwrap());
    // The ten bytes with which each packed record begins say nothing of what it holds, and how long records are differs.
    let in_a_header = |at: usize| whole[at - 9..].windows(3).take(10).any(|bytes| bytes == [0x1f, 0x8b, 8]);
    let beside_headers = |at: usize| if in_a_header(at) { at + 12 } else { at };
    for at in (600..whole.len() - 12).step_by(whole.len() / 5) {
        forge(&world, name, beside_headers(at));
        let ran = world.run(["--store", "past", "verify"]);
        ran.failed(4, &[]);
        assert!(ran.stdout.contains("terms."), "{ran:?}");
        assert_eq!(std::fs::metadata(&shelf).unwrap().len(), whole.len() as u64);
        std::fs::write(&shelf, &whole).unwrap();
    }
    world.run(["--store", "past", "verify"]).succeeded();
    // Another run goes on without what cannot be read, and keeps the file for somebody to look at.
    forge(&world, name, beside_headers(whole.len() / 3));
    let damaged = std::fs::read(&shelf).unwrap();
    history(&world, &server).succeeded();
    let aside = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let aside: Vec<_> = aside.filter(|path| path.extension().is_some_and(|ending| ending == "damaged")).collect();
    assert_eq!(std::fs::read(&aside[0]).unwrap(), damaged);
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
    assert_eq!(asked[0].header("authorization"), Some("LOW key:secret"));
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

/// Runs with the keys of an account at the Internet Archive.
fn with_keys(world: &World, arguments: &[&str]) -> Ran {
    let mut command = world.command(arguments);
    command.env("FINEPRINT_IA_ACCESS", "access-key").env("FINEPRINT_IA_SECRET", "secret-key");
    Ran::of(&command.output().unwrap())
}

/// The states that the store has of its witnesses, in the order in which they became known.
fn states(world: &World) -> Vec<String> {
    let text = std::fs::read_to_string(world.path().join(format!("past/snapshots/{POLICY}/evidence.tsv"))).unwrap();
    let records = text.lines().filter(|line| line.contains("fineprint/witness/1"));
    let records = records.map(|line| serde_json::from_str::<Value>(line.splitn(3, '\t').nth(2).unwrap()).unwrap());
    let mut states: Vec<(bool, String)> = records
        .map(|record| {
            let confirmation = record["confirmation"].as_str().unwrap_or("-");
            (confirmation != "-", format!("{} {confirmation}", record["state"].as_str().unwrap()))
        })
        .collect();
    states.sort();
    states.into_iter().map(|(_, state)| state).collect()
}

#[test]
fn a_witness_is_asked_for_recorded_and_later_confirmed() {
    let world = rebuilt();
    let ready = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let is_ready = Arc::clone(&ready);
    let newest = text("We may sell personal information to our partners.", "January 1, 2020");
    let server = Server::start(move |path, _| match path {
        "/save" => Answer::ok(format!(r#"{{"url":"x","job_id":"{JOB}"}}"#)),
        path if path.starts_with("/save/status") => {
            Answer::ok(format!(r#"{{"status":"success","timestamp":"20260102030400","original_url":"{PAGE}"}}"#))
        }
        _ if is_ready.load(std::sync::atomic::Ordering::SeqCst) => {
            Answer::memento(200, "Fri, 02 Jan 2026 03:04:00 GMT", &newest)
        }
        _ => Answer::status(302).header("Location", "/web/20210101000000id_/http://acme.example/terms"),
    });
    let place = ["--witness-server", server.base.as_str()];
    let asked = with_keys(&world, &[&["--store", "past", "witness", POLICY, "--url", PAGE][..], &place].concat());
    asked.succeeded();
    assert!(asked.stderr.contains("accepted"), "{asked:?}");
    assert_eq!(states(&world), ["accepted -"]);
    let check = || with_keys(&world, &[&["--store", "past", "witness", "check"][..], &place].concat());
    check().succeeded();
    assert_eq!(states(&world), ["accepted -", "accepted not-yet"]);
    ready.store(true, std::sync::atomic::Ordering::SeqCst);
    assert!(check().stderr.contains("confirmed: the archive shows the same text"));
    let others = |asked: &crate::server::Asked| !asked.path.starts_with("/save");
    let replayed: Vec<_> = server.asked().into_iter().filter(others).collect();
    assert!(
        !replayed.is_empty() && replayed.iter().all(|asked| asked.header("authorization").is_none()),
        "{replayed:?}"
    );
    let saved = server.asked().into_iter().find(|asked| asked.path == "/save").unwrap();
    assert!(saved.body.contains("if_not_archived_within=") && saved.body.matches("url=").count() == 1, "{saved:?}");
    assert!(check().stderr.contains("no witness is open"));
    world.run(["--store", "past", "verify"]).succeeded();
    let secret = world.git(["-C", "past", "log", "--all", "-p"]);
    assert!(!secret.contains("secret-key") && !secret.contains("access-key"));
    let saved = &server.take_asked("/save")[0];
    assert_eq!(saved.header("authorization"), Some("LOW access-key:secret-key"));
}

#[test]
fn a_capture_that_shows_another_text_witnesses_nothing() {
    let world = rebuilt();
    let other = text("We may sell personal information to anybody who pays for it.", "January 1, 2020");
    let server = Server::start(move |path, _| match path {
        "/save" => Answer::ok(format!(r#"{{"url":"x","job_id":"{JOB}"}}"#)),
        path if path.starts_with("/save/status") => {
            Answer::ok(format!(r#"{{"status":"success","timestamp":"20260102030400","original_url":"{PAGE}"}}"#))
        }
        _ => Answer::memento(200, "Fri, 02 Jan 2026 03:04:00 GMT", &other),
    });
    let place = ["--witness-server", server.base.as_str()];
    with_keys(&world, &[&["--store", "past", "witness", POLICY, "--url", PAGE][..], &place].concat()).succeeded();
    with_keys(&world, &[&["--store", "past", "witness", "check"][..], &place].concat()).succeeded();
    assert_eq!(states(&world), ["accepted -", "accepted differs"]);
}

#[test]
fn a_capture_that_the_archive_has_already_is_found_in_its_index() {
    let world = World::empty();
    let server = Server::start(|path, _| match path {
        "/save" => Answer::ok(r#"{"status":"error","status_ext":"error:too-many-daily-captures","message":"5 a day"}"#),
        path if path.starts_with("/cdx") && path.contains("limit=-3") => {
            Answer::ok(format!("example,acme)/terms 20260102010203 {PAGE} text/html 200 - 1000\n"))
        }
        path => super::history::answer_of_the_archive(path),
    });
    let archive = format!("wayback:{}", server.base);
    let arguments =
        ["history", PAGE, "--archive", &archive, "--out", "past", "--witness", "--witness-server", &server.base];
    let ran = with_keys(&world, &arguments);
    ran.succeeded();
    assert!(
        ran.stderr.contains("already witnessed: the archive's index lists a capture of 2026-01-02T01:02:03Z"),
        "{ran:?}"
    );
    assert_eq!(states(&world), ["already-witnessed -"]);
    world.run(arguments).failed(2, &["FINEPRINT_IA_ACCESS"]);
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
    assert_eq!(asked.last().unwrap().header("range"), Some(&*format!("bytes=100-{}", 99 + length)));
}
