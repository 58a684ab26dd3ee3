//! Measures the tool against labelled pages: `cargo run --release --example evaluate -- CORPUS [PART…]`.
//!
//! An evaluation, not a test: it prints figures and every miss, and never fails for what it finds.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)]

mod content;
mod dates;
mod dropped;
mod outlines;
mod pairs;
mod semantic;
mod show;
mod skips;
mod stable;

use std::path::PathBuf;
use std::process::ExitCode;

/// One part of the evaluation: its name and what prints it.
type Part = (&'static str, fn(&std::path::Path));

const PARTS: &[Part] = &[
    ("content", content::print),
    ("dates", dates::print),
    ("dropped", dropped::print),
    ("outlines", outlines::print),
    ("pairs", pairs::print),
    ("semantic", semantic::print),
    ("show", show::print),
    ("skips", skips::print),
    ("stable", stable::print),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(corpus) = arguments.next().map(PathBuf::from) else {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        eprintln!("usage: evaluate CORPUS [PART…]\nparts: {}", names.join(" "));
        return ExitCode::from(2);
    };
    let asked: Vec<_> = arguments.map(|part| part.to_string_lossy().into_owned()).collect();
    for (name, print) in
        PARTS.iter().filter(|(name, _)| (asked.is_empty() && *name != "show") || asked.iter().any(|part| part == name))
    {
        println!("== {name}");
        print(&corpus);
    }
    ExitCode::SUCCESS
}
