//! Witnesses of pages that changed: an archive is asked to capture them too.

use super::*;
use crate::server::{Answer, Server};

/// Tracks a page that changes, with `--witness`, and gives the run after the change.
fn tracked_with_witness(server: &Server, keys: &[(&str, &str)]) -> (Watch, Tracked) {
    let watch = Watch::of_one_page();
    let run = |at: &str| {
        let mut command = watch.world.command(["track", "--json", "--witness", "--witness-server", &server.base]);
        Tracked(Ran::of(&command.envs(keys.iter().copied()).env("FINEPRINT_NOW", at).output().unwrap()))
    };
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    run("2024-05-01T10:00:00Z").expect("new");
    run("2024-05-02T10:00:00Z").expect("unchanged");
    assert!(server.asked().is_empty(), "nothing has changed yet");
    watch.site.set("/terms", Page::html(terms(SHARES_ALL)));
    let changed = run("2024-05-03T10:00:00Z");
    changed.expect("changed");
    changed.0.succeeded();
    (watch, changed)
}

const KEYS: [(&str, &str); 2] = [("FINEPRINT_IA_ACCESS", "access-key"), ("FINEPRINT_IA_SECRET", "secret-key")];

fn witnesses(watch: &Watch) -> String {
    let evidence = watch.world.text("snapshots/acme/terms/evidence.tsv");
    evidence.lines().filter(|line| line.contains("fineprint/witness/1")).collect()
}

#[test]
fn an_archive_is_asked_to_witness_a_change_and_only_a_change() {
    let server = Server::start(|path, _| match path {
        "/save" => Answer::ok(r#"{"url":"x","job_id":"spn2-5b1a"}"#),
        _ => Answer::ok(r#"{"status":"success","timestamp":"20240503100100","original_url":"http://127.0.0.1/terms"}"#),
    });
    let (watch, changed) = tracked_with_witness(&server, &KEYS);
    assert!(changed.0.stderr.contains("acme/terms: witness: accepted"), "{:?}", changed.0);
    assert_eq!(server.take_asked("/save").len(), 1);
    assert!(witnesses(&watch).contains("\"accepted\""));
    watch.is_sound();
}

#[test]
fn a_witness_that_cannot_be_had_fails_no_run() {
    let server = Server::start(|_, _| Answer::status(401).body("no such keys"));
    let (watch, changed) = tracked_with_witness(&server, &KEYS);
    assert!(changed.0.stderr.contains("acme/terms: witness: "), "{:?}", changed.0);
    assert!(!witnesses(&watch).contains("\"accepted\""));
    let server = Server::start(|_, _| Answer::status(500));
    let (_, without_keys) = tracked_with_witness(&server, &[]);
    assert!(server.asked().is_empty());
    assert!(without_keys.0.stderr.contains("FINEPRINT_IA_ACCESS"), "{:?}", without_keys.0);
}
