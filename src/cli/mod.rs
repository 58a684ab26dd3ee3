//! The command line: one file a command, and the one place that reads the clock and the environment.
//! Must not know how anything is done, only whom to ask.

mod action;
mod add;
mod alert;
mod answered;
mod archives;
mod backfill;
mod below;
mod blame;
mod check;
mod config;
mod context;
mod demo;
mod diff;
mod evidence;
mod exit_code;
mod export;
mod feed;
mod history;
mod import;
mod init;
mod inspect;
mod join;
mod log;
mod output;
#[cfg(feature = "pdf")]
mod pdf;
mod policies;
mod progress;
mod rebuild;
mod report;
mod seeing;
mod show;
mod spec;
mod status;
mod stopping;
#[cfg(feature = "timestamp")]
mod timestamp;
mod track;
mod verify;
mod witness;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use context::Context;
use output::When;

/// Rebuilds the past of a published policy, and says what changed, when it provably changed, and whether the page is
/// honest about it.
#[derive(Debug, Parser)]
#[command(name = "fineprint", version, max_term_width = 100, after_help = "Try it: fineprint demo")]
struct Arguments {
    /// The store: a git repository, found upward from here unless given
    #[arg(long, global = true, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Answer in JSON on stdout
    #[arg(long, global = true)]
    json: bool,
    /// Use colours
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    color: When,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Init(init::Arguments),
    History(history::Arguments),
    Backfill(backfill::Arguments),
    Add(add::Arguments),
    Track(track::Arguments),
    Status(status::Arguments),
    Config(config::Arguments),
    Import(import::Arguments),
    Join(join::Arguments),
    Export(export::Arguments),
    Evidence(evidence::Arguments),
    Witness(witness::Arguments),
    Log(log::Arguments),
    Show(show::Arguments),
    Diff(diff::Arguments),
    Blame(blame::Arguments),
    Check(check::Arguments),
    Report(report::Arguments),
    Inspect(inspect::Arguments),
    Verify(verify::Arguments),
    Alert(alert::Arguments),
    Action(action::Arguments),
    Feed(feed::Arguments),
    #[cfg(feature = "pdf")]
    #[command(name = crate::ops::pdf::COMMAND, hide = true)]
    Pdf(pdf::Arguments),
    Rebuild(rebuild::Arguments),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context::new(arguments.store, arguments.json, arguments.color, arguments.quiet);
    if let Ok(program) = std::env::current_exe() {
        crate::ops::pdf::isolate(program);
    }
    let ended = match &arguments.command {
        Command::Demo(arguments) => demo::run(&context, arguments),
        Command::Init(arguments) => init::run(&context, arguments),
        Command::History(arguments) => history::run(&context, arguments),
        Command::Backfill(arguments) => backfill::run(&context, arguments),
        Command::Export(arguments) => export::run(&context, arguments),
        Command::Evidence(arguments) => evidence::run(&context, arguments),
        Command::Witness(arguments) => witness::run(&context, arguments),
        Command::Add(arguments) => add::run(&context, arguments),
        Command::Status(arguments) => status::run(&context, arguments),
        Command::Config(arguments) => config::run(&context, arguments),
        Command::Track(arguments) => track::run(&context, arguments),
        Command::Import(arguments) => import::run(&context, arguments),
        Command::Join(arguments) => join::run(&context, arguments),
        Command::Log(arguments) => log::run(&context, arguments),
        Command::Show(arguments) => show::run(&context, arguments),
        Command::Diff(arguments) => diff::run(&context, arguments),
        Command::Blame(arguments) => blame::run(&context, arguments),
        Command::Check(arguments) => check::run(&context, arguments),
        Command::Report(arguments) => report::run(&context, arguments),
        Command::Inspect(arguments) => inspect::run(&context, arguments),
        Command::Action(arguments) => action::run(&context, arguments),
        Command::Alert(arguments) => alert::run(&context, arguments),
        Command::Feed(arguments) => feed::run(&context, arguments),
        Command::Verify(arguments) => verify::run(&context, arguments),
        #[cfg(feature = "pdf")]
        Command::Pdf(_) => pdf::run(),
        Command::Rebuild(arguments) => rebuild::run(&context, arguments),
    };
    let exit = ended.unwrap_or_else(|error| {
        output::complain(&format!("error: {error}"));
        for cause in error.chain().skip(1) {
            output::complain(&format!("cause: {cause}"));
        }
        exit_code::of_error(&error)
    });
    if stopping::is_wished() {
        stopping::end();
    }
    ExitCode::from(exit)
}
