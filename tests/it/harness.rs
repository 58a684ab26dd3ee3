//! Runs the program as a person would: in a folder of its own, with a scrubbed environment and a fixed clock.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The instant that counts as now.
const NOW: &str = "2026-01-02T03:04:05Z";

/// A folder with a store, and the program to run in it.
pub struct World {
    folder: TempDir,
}

/// What one run of a program gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    /// A folder with an empty store in it.
    pub fn with_store() -> Self {
        let world = Self::empty();
        world.run(["init", "--no-workflow"]).succeeded();
        world
    }

    /// An empty folder that is no store.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, folders included, and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, name: impl AsRef<Path>) -> String {
        let path = self.path().join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// `fineprint` with these arguments, ready to be started.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fineprint"));
        self.scrub(&mut command);
        command.env("FINEPRINT_NOW", NOW).args(arguments);
        command
    }

    /// Runs `fineprint` with these arguments.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::of(&self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs `fineprint` with `input` on its stdin.
    pub fn pipe<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(&child.wait_with_output().unwrap())
    }

    /// Runs plain git, and expects it to succeed.
    pub fn git<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        let mut command = Command::new("git");
        self.scrub(&mut command);
        let ran = Ran::of(&command.args(arguments).output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.stdout
    }

    /// Imports a page as a capture of `acme/terms`.
    pub fn import(&self, captured_at: &str, page: &str) -> Ran {
        let path = self.file(&format!("pages/{}.html", captured_at.replace(':', "-")), page);
        let arguments = [OsStr::new("import"), path.as_os_str(), "--policy".as_ref(), "acme/terms".as_ref()];
        // Nothing can be seen after now.
        let now = if captured_at > NOW { captured_at } else { NOW };
        let ran = Ran::of(&self.command(arguments).env("FINEPRINT_NOW", now).output().unwrap());
        ran.succeeded();
        ran
    }

    fn scrub(&self, command: &mut Command) {
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "A. Tester")
            .env("GIT_AUTHOR_EMAIL", "tester@localhost")
            .env("GIT_COMMITTER_NAME", "A. Tester")
            .env("GIT_COMMITTER_EMAIL", "tester@localhost");
        // Windows programs cannot start without these.
        for name in ["SYSTEMROOT", "TEMP", "TMP"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Expects exit code 0.
    #[track_caller]
    pub fn succeeded(&self) -> &Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// Expects this exit code and every one of these pieces on stderr, and no panic.
    #[track_caller]
    pub fn failed(&self, code: i32, pieces: &[&str]) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        for piece in pieces {
            assert!(self.stderr.contains(piece), "{piece:?} is not in {self:?}");
        }
        self
    }

    /// The answer on stdout as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// A whole page whose policy says these paragraphs.
pub fn page(paragraphs: &[&str]) -> String {
    let body = paragraphs.join("</p>\n<p>");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Acme Terms</title></head><body><main><h1>Acme Terms of \
         Service</h1>\n<p>{body}</p></main></body></html>"
    )
}
