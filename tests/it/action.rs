//! The action's own scripts, driven as a runner drives them: with GitHub's files, a bare remote, and pages on this machine.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::harness::{Ran, page};
use crate::server::{Answer, Server};

const TODAY: &str = "2026-03-01T05:17:00Z";

/// A remote, and the folders of a runner.
struct Runner {
    folder: tempfile::TempDir,
}

/// What one run of the step gave.
struct Step {
    ran: Ran,
    outputs: Vec<(String, String)>,
    summary: String,
}

impl Runner {
    /// A remote with this configuration on its branch.
    fn with(config: &str) -> Self {
        let runner = Self { folder: tempfile::tempdir().unwrap() };
        runner.git("", &["init", "-q", "--bare", "-b", "main", "remote.git"]);
        runner.checkout("first");
        fs::write(runner.path("first/fineprint.toml"), config).unwrap();
        runner.git("first", &["add", "."]);
        runner.git("first", &["commit", "-qm", "Watch"]);
        runner.git("first", &["push", "-q", "origin", "HEAD:main"]);
        runner
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Checks the branch out, whole.
    fn checkout(&self, name: &str) {
        self.git("", &["clone", "-q", "remote.git", name]);
        self.git(name, &["symbolic-ref", "HEAD", "refs/heads/main"]);
    }

    fn git(&self, at: &str, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        self.scrub(&mut command).current_dir(self.path(at)).args(arguments);
        let ran = Ran::of(&command.output().unwrap());
        assert_eq!(ran.code, 0, "git {arguments:?}: {ran:?}");
        ran.stdout
    }

    fn scrub<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let name = "A. Tester";
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", name)
            .env("GIT_AUTHOR_EMAIL", "tester@localhost")
            .env("GIT_COMMITTER_NAME", name)
            .env("GIT_COMMITTER_EMAIL", "tester@localhost")
    }

    /// Runs the step in a checkout, with these inputs in place of the usual ones.
    fn step(&self, checkout: &str, now: &str, inputs: &[(&str, &str)]) -> Step {
        let file = |name: &str| self.path(&format!("{checkout}.{name}"));
        let mut command = Command::new("bash");
        self.scrub(&mut command)
            .current_dir(self.path(checkout))
            .arg(script("run.sh"))
            .env("FINEPRINT_BIN", env!("CARGO_BIN_EXE_fineprint"))
            .env("FINEPRINT_NOW", now)
            .env("FINEPRINT_CONFIG", "fineprint.toml")
            .env("FINEPRINT_POLICIES", "")
            .env("FINEPRINT_PUSH", "true")
            .env("FINEPRINT_ALERTS", "true")
            .env("FINEPRINT_FAIL_ON", "error")
            .env("FINEPRINT_REPORT", "")
            .env("FINEPRINT_SEVERITY", "2")
            .env("GITHUB_OUTPUT", file("output"))
            .env("GITHUB_STEP_SUMMARY", file("summary"));
        command.envs(inputs.iter().copied());
        let ran = Ran::of(&command.output().unwrap());
        let read = |name: &str| fs::read_to_string(file(name)).unwrap_or_default();
        Step { ran, outputs: outputs(&read("output")), summary: read("summary") }
    }
}

impl Step {
    /// An output that is one line, as the script itself writes it when the run ends early.
    fn output_line(&self, name: &str) -> Option<&str> {
        self.outputs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn output(&self, name: &str) -> &str {
        let named = self.outputs.iter().rev().find(|(own, _)| own == name);
        named.map_or_else(|| panic!("no {name} in {:?}: {:?}", self.outputs, self.ran), |(_, value)| value.as_str())
    }

    fn names(&self, output: &str) -> Vec<String> {
        serde_json::from_str::<Value>(self.output(output)).unwrap().as_array().unwrap().iter().map(name).collect()
    }
}

fn name(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Reads the file as a runner does.
fn outputs(text: &str) -> Vec<(String, String)> {
    let (mut outputs, mut lines) = (Vec::new(), text.lines());
    while let Some(line) = lines.next() {
        if let Some((name, delimiter)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != delimiter).collect();
            outputs.push((name.to_owned(), value.join("\n")));
        } else if let Some((name, value)) = line.split_once('=') {
            outputs.push((name.to_owned(), value.to_owned()));
        }
    }
    outputs
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/action").join(name)
}

/// A site of one page a path, each of which says the path; `/gone` is not there.
fn site() -> Server {
    Server::start(|path, _| match path {
        "/gone" => Answer::error(404, "<h1>Not found</h1>"),
        path => {
            let words = format!("We keep what you give us under {path} for thirty days, and never sell it to anybody.");
            Answer::html(page(&[
                "Last updated: January 1, 2024",
                &words,
                "You may ask us to delete all of it at any time.",
            ]))
        }
    })
}

fn config(site: &Server, paths: &[&str]) -> String {
    let mut config = "[pace]\nseconds-between = 0\nallow-private = true\nretries = 0\n".to_owned();
    for path in paths {
        let _ = write!(config, "[policy.\"acme/{path}\"]\nurl = \"{}/{path}\"\n", site.base);
    }
    config
}

#[test]
fn a_run_records_pushes_and_tells() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms"]));
    runner.checkout("run");
    let step = runner.step("run", TODAY, &[]);
    step.ran.succeeded();
    assert_eq!((step.output("exit-code"), step.names("changed"), step.names("failed")), ("0", vec![], vec![]));
    let pushed = runner.git("remote.git", &["rev-parse", "main"]);
    assert_eq!(step.output("commit"), pushed.trim());
    assert!(step.summary.contains("acme/terms") && step.summary.contains("first time"), "{}", step.summary);
    assert!(step.summary.contains("The last commit before this run was made"), "{}", step.summary);
    assert!(runner.git("remote.git", &["show", "main:snapshots/acme/terms/policy.md"]).contains("thirty days"));
}

#[test]
fn a_checkout_without_its_history_is_refused_with_the_way_out() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms"]));
    runner.checkout("run");
    runner.step("run", TODAY, &[]).ran.succeeded();
    let remote = format!("file://{}", runner.path("remote.git").display());
    runner.git("", &["clone", "-q", "--depth", "1", &remote, "shallow"]);
    let step = runner.step("shallow", "2026-03-02T05:17:00Z", &[]);
    assert_eq!(step.ran.code, 4, "{:?}", step.ran);
    assert!(step.ran.stdout.contains("::error title=fineprint::"), "{:?}", step.ran);
    assert!(step.ran.stderr.contains("shallow") && step.ran.stderr.contains("fetch"), "{:?}", step.ran);
    assert_eq!(step.output_line("exit-code"), Some("4"));
}

#[test]
fn a_change_is_an_output_an_annotation_and_a_report() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms"]));
    runner.checkout("run");
    runner.step("run", TODAY, &[]).ran.succeeded();
    let config = config(&site, &["other"]).replace("acme/other", "acme/terms");
    fs::write(runner.path("run/fineprint.toml"), config).unwrap();
    runner.git("run", &["commit", "-qam", "Moved"]);
    runner.git("run", &["push", "-q", "origin", "HEAD:main"]);
    let inputs = [("FINEPRINT_REPORT", "../report.html"), ("FINEPRINT_FAIL_ON", "change"), ("FINEPRINT_SEVERITY", "0")];
    let step = runner.step("run", "2026-03-02T05:17:00Z", &inputs);
    assert_eq!(step.ran.code, 1, "{:?}", step.ran);
    assert_eq!(step.names("changed"), ["acme/terms"]);
    assert!(fs::read_to_string(runner.path("report.html")).unwrap().contains("acme/terms"));
    assert_eq!(step.output("report"), "../report.html");
}

#[test]
fn a_page_that_cannot_be_read_fails_the_step_only_where_that_was_asked_for() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms", "gone"]));
    runner.checkout("run");
    let step = runner.step("run", TODAY, &[("FINEPRINT_FAIL_ON", "none")]);
    assert_eq!((step.ran.code, step.output("exit-code")), (0, "3"), "{:?}", step.ran);
    assert_eq!(step.names("failed"), ["acme/gone"]);
    assert!(step.ran.stdout.contains("::warning title=acme/gone::"), "{:?}", step.ran);
    let step = runner.step("run", "2026-03-02T05:17:00Z", &[]);
    assert_eq!(step.ran.code, 3, "{:?}", step.ran);
}

#[test]
fn three_writers_at_once_lose_nothing_and_force_nothing() {
    let site = site();
    let runner = Runner::with(&config(&site, &["a", "b", "c"]));
    runner.checkout("before");
    runner.step("before", TODAY, &[]).ran.succeeded();
    let before = runner.git("remote.git", &["rev-parse", "main"]);
    let writers = ["one", "two", "three"];
    for writer in writers {
        runner.checkout(writer);
    }
    thread::scope(|scope| {
        for (minute, (writer, policy)) in writers.iter().zip(["acme/a", "acme/b", "acme/a acme/c"]).enumerate() {
            let runner = &runner;
            scope.spawn(move || {
                let now = format!("2026-03-02T05:1{minute}:00Z");
                runner.step(writer, &now, &[("FINEPRINT_POLICIES", policy)]).ran.succeeded();
            });
        }
    });
    runner.git("remote.git", &["merge-base", "--is-ancestor", before.trim(), "main"]);
    runner.checkout("after");
    let fineprint = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fineprint"));
        let ran =
            Ran::of(&runner.scrub(&mut command).current_dir(runner.path("after")).args(arguments).output().unwrap());
        ran.succeeded();
        ran.stdout
    };
    fineprint(&["verify"]);
    for (policy, captures) in [("acme/a", 3), ("acme/b", 2), ("acme/c", 2)] {
        let log: Value = serde_json::from_str(&fineprint(&["log", policy, "--json"])).unwrap();
        assert_eq!(log["versions"][0]["captures"], captures, "{policy}: {log}");
    }
    runner.git("after", &["fsck", "--strict"]);
}

#[test]
fn a_commit_by_hand_is_never_thrown_away() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms"]));
    runner.checkout("run");
    runner.checkout("hand");
    runner.git("hand", &["commit", "-q", "--allow-empty", "-m", "Somebody else"]);
    runner.git("hand", &["push", "-q", "origin", "HEAD:main"]);
    fs::write(runner.path("run/notes.txt"), "mine").unwrap();
    runner.git("run", &["add", "notes.txt"]);
    runner.git("run", &["commit", "-qm", "By hand"]);
    let step = runner.step("run", TODAY, &[]);
    assert_eq!(step.ran.code, 2, "{:?}", step.ran);
    assert!(step.ran.stderr.contains("not fineprint's wait to be pushed"), "{:?}", step.ran);
    assert!(runner.git("run", &["log", "--format=%s"]).contains("By hand"));
}

#[test]
fn inputs_that_cannot_be_used_are_refused_before_anything_is_done() {
    let site = site();
    let runner = Runner::with(&config(&site, &["terms"]));
    runner.checkout("run");
    for (input, value) in [
        ("FINEPRINT_FAIL_ON", "$(touch x)"),
        ("FINEPRINT_SEVERITY", "high"),
        ("FINEPRINT_CONFIG", "missing/fineprint.toml"),
    ] {
        let step = runner.step("run", TODAY, &[(input, value)]);
        assert!(step.ran.code == 2 && step.ran.stdout.starts_with("::error"), "{:?}", step.ran);
    }
    assert!(site.asked().is_empty());
}

/// Installs from a release that lies in a folder.
fn install(runner: &Runner, sums: &str, version: &str) -> Step {
    fs::write(runner.path("checksums.txt"), sums).unwrap();
    let output = runner.path("install.output");
    let mut command = Command::new("bash");
    runner
        .scrub(&mut command)
        .arg(script("install.sh"))
        .env("FINEPRINT_ACTION", env!("CARGO_MANIFEST_DIR"))
        .env("FINEPRINT_CHECKSUMS", runner.path("checksums.txt"))
        .env("FINEPRINT_REPOSITORY", "press/fineprint")
        .env("FINEPRINT_VERSION", version)
        .env("GITHUB_SERVER_URL", format!("file://{}", runner.path("releases").display()))
        .env("GITHUB_OUTPUT", &output)
        .env("RUNNER_TEMP", runner.folder.path())
        .env("RUNNER_OS", "Linux")
        .env("RUNNER_ARCH", "X64");
    let ran = Ran::of(&command.output().unwrap());
    let said = fs::read_to_string(output).unwrap_or_default();
    let outputs =
        said.lines().filter_map(|line| line.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    Step { ran, outputs, summary: String::new() }
}

#[test]
fn a_binary_is_used_only_with_the_checksum_that_the_action_carries() {
    let runner = Runner::with("");
    let file = "fineprint-9.9.9-x86_64-unknown-linux-musl.tar.gz";
    let place = runner.path("releases/press/fineprint/releases/download/v9.9.9");
    fs::create_dir_all(&place).unwrap();
    fs::write(runner.path("fineprint"), "#!/bin/sh\necho fineprint 9.9.9\n").unwrap();
    let sh = |words: &str| {
        let mut command = Command::new("bash");
        let ran = runner.scrub(&mut command).current_dir(runner.folder.path()).args(["-c", words]).output().unwrap();
        Ran::of(&ran).succeeded().stdout.clone()
    };
    sh(&format!("chmod +x fineprint && tar -czf {}/{file} fineprint && rm fineprint", place.display()));
    let sum = sh(&format!("sha256sum {}/{file} | cut -c1-64", place.display()));
    let good = format!("# comment\n{}  {file}\n", sum.trim());
    for version in ["9.9.9", "v9.9.9", "latest"] {
        let step = install(&runner, &good, version);
        assert!(step.ran.succeeded().stdout.contains("fineprint 9.9.9"), "{:?}", step.ran);
        assert!(step.output("binary").ends_with("/fineprint/bin/fineprint"));
    }
    let wrong = install(&runner, &good.replace(&sum.trim()[..8], "00000000"), "latest");
    assert!(wrong.ran.code == 2 && wrong.ran.stdout.contains("does not have the checksum"), "{:?}", wrong.ran);
    let unknown = install(&runner, &good, "1.0.0");
    assert!(unknown.ran.code == 2 && unknown.ran.stdout.contains("no checksum of that version"), "{:?}", unknown.ran);
}
