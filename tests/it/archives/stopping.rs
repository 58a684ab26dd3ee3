//! A run that ends before it is done: what was had is of use at once, and is not asked for again.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::history::{POLICY, answer_of_the_archive, history, versions};
use crate::harness::{Ran, World};
use crate::server::{Answer, Server};

const PAGE: &str = "http://acme.example/terms";

/// An archive that gives some captures and then something else, until it is mended.
struct Faltering {
    server: Server,
    most: Arc<AtomicUsize>,
    world: World,
}

impl Faltering {
    fn after(captures: usize, instead: fn() -> Answer) -> Self {
        let (given, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(captures)));
        let limit = Arc::clone(&most);
        let server = Server::start(move |path, _| {
            let is_index = path.starts_with("/cdx");
            if is_index || given.fetch_add(1, Ordering::SeqCst) < limit.load(Ordering::SeqCst) {
                return answer_of_the_archive(path);
            }
            instead()
        });
        Self { server, most, world: World::empty() }
    }

    /// Starts a run, and waits until it asks for more than the archive gives.
    fn begun(&self) -> Child {
        let archive = format!("wayback:{}", self.server.base);
        let mut command = self.world.command(["history", PAGE, "--archive", &archive, "--out", "past"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let most = self.most.load(Ordering::SeqCst);
        while self.server.replayed().len() <= most {
            std::thread::sleep(Duration::from_millis(20));
        }
        child
    }

    /// What the store says after the run, and that another one goes on where it was.
    fn goes_on(&self) -> Vec<(String, String)> {
        self.world.run(["--store", "past", "verify"]).succeeded();
        let so_far = versions(&self.world.run(["--store", "past", "log", POLICY, "--json"]));
        let had: Vec<String> = self.server.replayed().into_iter().take(self.most.load(Ordering::SeqCst)).collect();
        self.most.store(usize::MAX, Ordering::SeqCst);
        let before = self.server.replayed().len();
        let ran = history(&self.world, &self.server);
        ran.succeeded();
        assert_eq!(versions(&ran).len(), 4);
        let again = self.server.replayed().split_off(before);
        assert!(had.iter().all(|path| !again.contains(path)), "{had:?} {again:?}");
        so_far
    }
}

#[test]
fn a_run_that_is_killed_after_its_first_captures_has_recorded_them() {
    let archive = Faltering::after(3, || Answer::ok("").silent());
    let mut child = archive.begun();
    child.kill().unwrap();
    child.wait().unwrap();
    // The first of the three is no text, the second one is.
    let first = ("2020-02-01T00:00:00Z".to_owned(), "2020-02-01T00:00:00Z".to_owned());
    assert_eq!(archive.goes_on(), [first]);
}

#[cfg(unix)]
fn interrupted(child: Child) -> (Ran, Option<i32>) {
    use std::os::unix::process::ExitStatusExt as _;
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    (Ran::of(&output), output.status.signal())
}

#[cfg(unix)]
#[test]
fn ctrl_c_in_the_middle_of_an_answer_records_and_shows_what_was_had_and_says_how_to_go_on() {
    let archive = Faltering::after(4, || Answer::ok("").silent());
    let (ran, signal) = interrupted(archive.begun());
    assert_eq!(signal, Some(2), "a script that runs many of these ends too: {ran:?}");
    assert_eq!(archive.server.replayed().len(), 5, "nothing is asked once it was wished to stop");
    for piece in ["stopped; what was had is recorded", "run the same command again", "4 captures fetched"] {
        assert!(ran.stderr.contains(piece), "{piece} is not in {ran:?}");
    }
    assert!(!ran.stderr.contains("error"), "{ran:?}");
    assert!(ran.stdout.contains("2020-02-01") && ran.stdout.contains("report.html"), "{ran:?}");
    assert!(archive.world.path().join("past/report.html").exists());
    assert_eq!(archive.goes_on().len(), 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_long_wait_at_once() {
    let archive = Faltering::after(2, || Answer::status(429));
    let mut child = archive.begun();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(told.any(|line| line.contains("trying again in 60 seconds")));
    let asked = Instant::now();
    let (ran, signal) = interrupted(child);
    assert!(asked.elapsed() < Duration::from_secs(30), "it waited all the same");
    assert_eq!(signal, Some(2), "{ran:?}");
    assert!(told.any(|line| line.starts_with("stopped; what was had is recorded")));
    assert_eq!(archive.server.replayed().len(), 3, "nothing is asked once it was wished to stop");
    assert_eq!(archive.goes_on().len(), 1);
}

#[cfg(unix)]
#[test]
fn ctrl_c_before_the_archive_has_answered_leaves_what_it_holds_unknown() {
    let server = Server::start(|_, _| Answer::ok("").silent());
    let world = World::with_store();
    let archive = format!("wayback:{}", server.base);
    let mut command = world.command(["backfill", "acme/terms", "--url", PAGE, "--archive", &archive, "--json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while server.asked().is_empty() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let (ran, signal) = interrupted(child);
    assert_eq!(server.asked().len(), 1, "nothing is asked once it was wished to stop");
    assert_eq!((signal, &ran.json()["archives"][0]["answer"]), (Some(2), &"unknown".into()), "{ran:?}");
    assert!(ran.stderr.contains("stays unknown") && ran.stderr.contains("run the same command again"), "{ran:?}");
}
