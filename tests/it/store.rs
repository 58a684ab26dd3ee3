//! The store as plain git sees it. Here is what its tests share.

mod joining;
mod killed;
mod recording;
mod refusing;
mod verifying;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use fineprint::capture::{Capture, Digest, MediaType, Provenance};
use fineprint::claim::{Claim, ClaimKind, Claims, Place};
use fineprint::document::{SkipReason, markdown};
use fineprint::policy::PolicyId;
use fineprint::store::{Recorded, Recording, Store, StoreError, StoreErrorKind};
use fineprint::time::CapturedAt;
use fineprint::timeline::{Dated, Outcome, Timeline};

/// Runs plain git, with nobody's settings, and gives what it prints.
fn git(root: &Path, arguments: &[&str]) -> String {
    let output = run_git(root, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn run_git(root: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new("git")
        .current_dir(root)
        .args(["-c", "user.name=somebody", "-c", "user.email=somebody@localhost"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_PAGER", "cat")
        .output()
        .unwrap()
}

fn policy() -> PolicyId {
    "acme/terms".parse().unwrap()
}

fn at(text: &str) -> CapturedAt {
    text.parse().unwrap()
}

fn now() -> CapturedAt {
    at("2024-06-01T08:00:00Z")
}

/// A capture of `words` on a day of 2020, whose bytes differ from day to day as pages do.
fn capture(day: &str, words: &str) -> Recording {
    seen(&format!("2020-{day}"), "wayback", Ok(words))
}

fn look(day: &str, reading: Result<&str, SkipReason>) -> Recording {
    seen(&format!("2020-{day}"), "live", reading)
}

fn seen(instant: &str, source: &str, reading: Result<&str, SkipReason>) -> Recording {
    let body = format!("<p>{reading:?}</p><!-- {instant} {source} -->\r\n").into_bytes();
    let provenance = Provenance {
        captured_at: at(instant),
        source: source.to_owned(),
        url: Some("https://acme.example/terms".to_owned()),
        memento: (source == "wayback").then(|| format!("https://archive.example/{instant}/https://acme.example/terms")),
        status: Some(200),
        content_type: None,
        last_modified: None,
        note: None,
    };
    let reading = reading.map(|words| {
        let document = markdown::read(&format!("# Terms\n\n## 1. Data\n\n{words}\n\nNothing else changes.\n"));
        let date = "2019-12-01".parse().ok();
        let text = "Effective December 1, 2019".to_owned();
        let claim = Claim { kind: ClaimKind::Effective, date, candidates: Vec::new(), text, place: Place::Visible };
        (Arc::new(document), Claims { dates: vec![claim], promises: Vec::new() })
    });
    let dated = Dated { provenance, media: MediaType::Html, digest: Digest::of(&body), reading };
    Recording { dated, body }
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::init(folder.path()).unwrap();
    (folder, store)
}

fn record(store: &Store, recordings: &[Recording]) -> Recorded {
    store.record(now(), &[(policy(), recordings.to_vec())]).unwrap().remove(0)
}

fn subjects(root: &Path) -> Vec<String> {
    let log = git(root, &["log", "--format=%s", "--", "snapshots/acme/terms/policy.md"]);
    log.lines().map(str::to_owned).collect()
}

fn assert_sound(root: &Path) {
    let output = run_git(root, &["fsck", "--strict", "--full"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<&str> =
        said.lines().filter(|line| !line.starts_with("dangling") && !line.starts_with("notice")).collect();
    assert!(output.status.success() && complaints.is_empty(), "{complaints:?}");
    assert_eq!(git(root, &["status", "--porcelain"]), "");
}

fn refusal(store: &Store) -> StoreError {
    store.record(now(), &[(policy(), vec![capture("09-01", "New.")])]).unwrap_err()
}
