//! Runs the archive client against the loopback rigs: a real pywb server, and recorded traffic of the real archives.
//!
//! `cargo run --example archives -- pywb BASE expected.json`
//! `cargo run --example archives -- recorded BASE FOLDER-OF-CASSETTES`
//! `cargo run --example archives -- warcs COUNTED.json`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::missing_panics_doc
)]

mod cassettes;
mod pywb;
#[cfg(feature = "timestamp")]
mod stamps;
mod warcs;

use std::process::ExitCode;
use std::sync::Arc;

use fineprint::source::archive::Archive;
use fineprint::source::clock::{Clock, RunningClock};
use fineprint::source::http::{Http, Limits};
use fineprint::source::pace::Pace;
use fineprint::source::polite::Polite;
use fineprint::source::wayback::WebArchive;

/// What was expected and is not so.
#[derive(Default)]
pub struct Checks {
    done: usize,
    failed: Vec<String>,
}

impl Checks {
    #[expect(clippy::needless_pass_by_value, reason = "it reads better at every call")]
    pub fn equal<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, got: T, wanted: T) {
        self.done += 1;
        if got != wanted {
            self.failed.push(format!("{what}: got {got:?}, want {wanted:?}"));
        }
    }

    pub fn holds(&mut self, what: &str, holds: bool) {
        self.equal(what, holds, true);
    }
}

/// A client for the archive of this name or address.
pub fn client(archive: &str) -> WebArchive {
    wayback_over(archive.parse().unwrap())
}

/// A client without manners, since nobody else is on the loopback address.
pub fn wayback_over(archive: Archive) -> WebArchive {
    let clock: Arc<dyn Clock> = Arc::new(RunningClock::from("2026-01-01".parse().unwrap()));
    let http = Http::new("fineprint/test (loopback)", Limits::default()).unwrap();
    let polite = Arc::new(Polite::new(http, Arc::new(Pace::new(clock)), Box::new(|waiting| println!("{waiting}"))));
    WebArchive::new(Archive { index_rate: 1e6, replay_rate: 1e6, ..archive }, polite)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut checks = Checks::default();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pywb", base, expected] => pywb::run(base, expected, &mut checks),
        #[cfg(feature = "timestamp")]
        ["stamps", cassette] => stamps::run(cassette, &mut checks),
        ["warcs", counted] => warcs::run(counted, &mut checks),
        ["recorded", base, folder] => cassettes::run(base, folder, &mut checks),
        _ => {
            println!(
                "use: archives pywb BASE expected.json | archives recorded BASE FOLDER | archives warcs COUNTED.json"
            );
            return ExitCode::from(2);
        }
    }
    for failure in &checks.failed {
        println!("{failure}");
    }
    println!("{} checks, {} failed", checks.done, checks.failed.len());
    if checks.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
