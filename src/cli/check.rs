//! `fineprint check`: what a reader should know, and an exit code for scripts.

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::finding::Finding;
use crate::policy::PolicyId;
use crate::report::{json_v1, terminal};

/// List the findings; exit with 1 if any is at or above the asked severity
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies; every policy of the store unless given
    policies: Vec<PolicyId>,
    /// The least severity to report: 0 note, 1 low, 2 medium, 3 high
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=3))]
    severity: u8,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let mut findings: Vec<Finding> = Vec::new();
    for policy in context::policies(&store, &arguments.policies)? {
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
