//! `fineprint action`: tells a workflow of GitHub what a run gave. Called by the action's own script.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::ValueEnum;

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::report::github::{self, Ended, Failure, Run};
use crate::time::CapturedAt;

/// Tell a workflow of GitHub what a run gave: summary, annotations, outputs
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub struct Arguments {
    /// What `track --json` answered
    #[arg(long, value_name = "FILE")]
    run: PathBuf,
    /// Print the names of the policies that changed, one a line, and do nothing else
    #[arg(long)]
    list_changed: bool,
    /// What `track` ended with
    #[arg(long, default_value_t = 0)]
    exit_code: i32,
    /// The commit that holds what was recorded
    #[arg(long)]
    commit: Option<String>,
    /// The instant of the newest commit before the run
    #[arg(long, value_name = "INSTANT")]
    commit_before: Option<CapturedAt>,
    /// Where the report lies
    #[arg(long)]
    report: Option<String>,
    /// Something that went wrong with alerts, in words
    #[arg(long)]
    untold: Vec<String>,
    /// When to fail
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// The least severity of a finding that counts as flagged
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=3))]
    severity: u8,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    None,
    Error,
    Flag,
    Change,
}

pub fn run(_: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let path = arguments.run.display();
    let text = fs::read_to_string(&arguments.run).with_context(|| format!("{path} cannot be read"))?;
    let run = Run::parse(&text).with_context(|| format!("{path} is not what track --json answers"))?;
    if arguments.list_changed {
        run.changed().try_for_each(|name| output::print(&format!("{name}\n")))?;
        return Ok(Exit::Nothing);
    }
    let ended = Ended {
        exit_code: arguments.exit_code,
        severity: arguments.severity,
        commit: arguments.commit.clone(),
        report: arguments.report.clone(),
        days_since_commit: arguments
            .commit_before
            .map(|at| anyhow::Ok(context::now()?.days_since(at).max(0)))
            .transpose()?,
        untold: arguments.untold.clone(),
    };
    output::print(&github::annotations(&run, &ended))?;
    append("GITHUB_STEP_SUMMARY", &github::summary(&run, &ended))?;
    let delimiter = format!("end-{:016x}", u64::from_be_bytes(context::nonce()));
    append("GITHUB_OUTPUT", &github::output_file(&github::outputs(&run, &ended), &delimiter))?;
    let fail_on = match arguments.fail_on {
        FailOn::None => github::FailOn::None,
        FailOn::Error => github::FailOn::Error,
        FailOn::Flag => github::FailOn::Flag,
        FailOn::Change => github::FailOn::Change,
    };
    Ok(match github::failure(&run, &ended, fail_on) {
        None => Exit::Nothing,
        Some(Failure::Unread) => Exit::Partial,
        Some(Failure::Flagged | Failure::Changed) => Exit::Findings,
    })
}

/// Appends to the file that a variable of the environment names; without one there is nobody to tell.
fn append(variable: &str, text: &str) -> anyhow::Result<()> {
    let Some(path) = context::variable(variable) else { return Ok(()) };
    let open = OpenOptions::new().append(true).create(true).open(Path::new(&path));
    let written = open.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("{path}, which {variable} names, cannot be written"))
}
