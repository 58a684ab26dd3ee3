//! `fineprint check`: what a reader should know, and an exit code for scripts.

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::policies::PolicyArguments;
use crate::finding::Finding;
use crate::report::{json_v1, terminal};

/// List the findings; exit with 1 if any is at or above the asked severity
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    policies: PolicyArguments,
    /// The least severity to report: note, low, medium or high, or 0 to 3
    #[arg(long, default_value = "low", value_parser = severity)]
    severity: u8,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let mut findings: Vec<Finding> = Vec::new();
    for policy in arguments.policies.of(&store)? {
        let found = context.analysis(&store, &policy)?.findings;
        findings.extend(found.into_iter().filter(|finding| finding.severity >= arguments.severity));
    }
    if context.output.json {
        output::print_json(&json_v1::check(&findings))?;
    } else {
        output::print(&terminal::findings(&findings, context.output.style))?;
    }
    Ok(if findings.is_empty() { Exit::Nothing } else { Exit::Findings })
}

/// A severity by its name or its number.
fn severity(text: &str) -> Result<u8, String> {
    match text.to_ascii_lowercase().as_str() {
        "0" | "note" => Ok(0),
        "1" | "low" => Ok(1),
        "2" | "medium" => Ok(2),
        "3" | "high" => Ok(3),
        _ => Err("write note, low, medium or high, or a number from 0 to 3".to_owned()),
    }
}
