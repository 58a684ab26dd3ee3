//! Records 10,000 versions of one policy, and lets `git fast-import` write the very same commits: the floor.
//!
//! Run with `cargo bench --bench record`. The figures are printed: both times, their ratio, and the size of both stores.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::format_push_string
)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fineprint::capture::{Digest, MediaType, Provenance};
use fineprint::claim::Claims;
use fineprint::document::markdown;
use fineprint::store::{Recording, Store};
use fineprint::time::CapturedAt;
use fineprint::timeline::Dated;

/// How many versions the chain gets.
const VERSIONS: u32 = 10_000;
/// How many sentences the policy has.
const SENTENCES: u32 = 250;

fn main() {
    // `cargo bench` says so; `cargo test --all-targets` only wants to know that this builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
    let versions = std::env::var("VERSIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(VERSIONS);
    let recording = record(&ours, versions);
    let stream = export(&ours, folder.path());
    let importing = import(&theirs, &stream);
    assert_eq!(head(&ours), head(&theirs), "both must have written the same commits");
    let (our_size, their_size) = (objects_size(&ours), objects_size(&theirs));
    let ratio = recording.as_secs_f64() / importing.as_secs_f64();
    println!("record {versions} versions: {recording:.2?}, {our_size} kB of objects");
    println!("git fast-import of the same: {importing:.2?}, {their_size} kB of objects");
    println!("ratio of time: {ratio:.2} (aim: at most 1.5), of size: {:.2}", our_size as f64 / their_size as f64);
}

/// Records the versions one by one and gives the time that recording took, making them aside.
fn record(root: &Path, versions: u32) -> Duration {
    let store = Store::init(root).unwrap();
    let policy = "acme/terms".parse().unwrap();
    let mut time = Duration::ZERO;
    let mut timed = Instant::now();
    let mut recorder = store.recorder("2024-06-01".parse().unwrap()).unwrap();
    for n in 0..versions {
        time += timed.elapsed();
        let recording = recording(n);
        timed = Instant::now();
        recorder.add(&policy, &recording).unwrap();
    }
    let policies = recorder.finish().unwrap();
    time += timed.elapsed();
    assert_eq!(policies[0].versions, versions);
    time
}

/// Version `n`: a few sentences differ from the version before, and the page around them differs as pages do.
fn recording(n: u32) -> Recording {
    let mut text = String::from("# Terms of Service\n");
    let nonce = Digest::of(&n.to_be_bytes());
    let mut html = format!("<!doctype html><title>Terms</title><meta name=nonce content={nonce}>\n");
    for sentence in 0..SENTENCES {
        if sentence % 10 == 0 {
            let heading = format!("{}. Part {sentence}", sentence / 10 + 1);
            text += &format!("\n## {heading}\n\n");
            html += &format!("<h2>{heading}</h2>\n");
        }
        // A sentence lives for a while and is then written anew.
        let edition = (n + sentence * 7) / 97;
        let words = words(sentence, edition);
        text += &format!("{words}\n");
        html += &format!("<p class=\"body-text\" id=\"p{sentence}\">{words}</p>\n");
    }
    let body = html.into_bytes();
    let provenance = Provenance {
        captured_at: CapturedAt::from_unix(1_000_000_000 + i64::from(n) * 86_400).unwrap(),
        source: "wayback".to_owned(),
        url: Some("https://acme.example/terms".to_owned()),
        memento: Some(format!("https://archive.example/{n}/https://acme.example/terms")),
        status: Some(200),
        content_type: Some("text/html".to_owned()),
        last_modified: None,
        note: None,
    };
    let document = Arc::new(markdown::read(&text));
    let dated = Dated {
        provenance,
        media: MediaType::Html,
        digest: Digest::of(&body),
        reading: Ok((document, Claims::default())),
    };
    Recording { dated, body }
}

/// A sentence of some twenty words that differ from edition to edition.
fn words(sentence: u32, edition: u32) -> String {
    const WORDS: [&str; 16] = [
        "we",
        "you",
        "data",
        "share",
        "keep",
        "partners",
        "may",
        "never",
        "services",
        "account",
        "days",
        "notice",
        "with",
        "collect",
        "information",
        "consent",
    ];
    let digest = Digest::of(format!("{sentence}/{edition}").as_bytes()).to_string();
    let words: Vec<&str> = digest.bytes().take(20).map(|byte| WORDS[usize::from(byte) % WORDS.len()]).collect();
    format!("Clause {sentence} {}.", words.join(" "))
}

/// Everything in a store as a stream for fast-import: all texts first, then all sources and so on, because fast-import
/// makes each blob from the one before it and is at its best when they are versions of one file.
fn export(root: &Path, folder: &Path) -> PathBuf {
    let parts = ["texts", "records", "sources", "rest"].map(|name| folder.join(name));
    let mut files = parts.clone().map(|path| BufWriter::new(File::create(path).unwrap()));
    let mut exporting = git(root).args(["fast-export", "--all"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut exported = BufReader::new(exporting.stdout.take().unwrap());
    let mut line = Vec::new();
    let mut head = Vec::new();
    while exported.read_until(b'\n', &mut line).unwrap() > 0 {
        head.append(&mut line);
        let start = head[..head.len() - 1].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let Some(length) = head[start..].strip_prefix(b"data ") else { continue };
        let length: usize = std::str::from_utf8(length).unwrap().trim().parse().unwrap();
        let mut body = vec![0; length];
        exported.read_exact(&mut body).unwrap();
        let part = match () {
            () if !head.trim_ascii_start().starts_with(b"blob\n") => 3,
            () if body.starts_with(b"---\n") => 0,
            () if body.starts_with(b"{") => 1,
            () if body.starts_with(b"<") => 2,
            () => 3,
        };
        files[part].write_all(head.trim_ascii_start()).unwrap();
        files[part].write_all(&body).unwrap();
        files[part].write_all(b"\n").unwrap();
        head.clear();
    }
    files[3].write_all(&head).unwrap();
    assert!(exporting.wait().unwrap().success());
    let mut stream = File::create(folder.join("stream")).unwrap();
    for (path, file) in parts.iter().zip(files) {
        drop(file.into_inner().unwrap());
        std::io::copy(&mut File::open(path).unwrap(), &mut stream).unwrap();
        fs::remove_file(path).unwrap();
    }
    folder.join("stream")
}

fn import(root: &Path, stream: &Path) -> Duration {
    fs::create_dir(root).unwrap();
    assert!(git(root).args(["init", "-q", "-b", "main"]).status().unwrap().success());
    let started = Instant::now();
    let imported = git(root).args(["fast-import", "--quiet"]).stdin(File::open(stream).unwrap()).status().unwrap();
    assert!(imported.success());
    started.elapsed()
}

fn head(root: &Path) -> String {
    let output = git(root).args(["rev-parse", "main"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn objects_size(root: &Path) -> u64 {
    let output = git(root).args(["count-objects", "-v"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let field = |name| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().parse::<u64>().unwrap();
    field("size:") + field("size-pack:")
}

fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.stderr(Stdio::inherit());
    command
}
