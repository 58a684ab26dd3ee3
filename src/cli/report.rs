//! `fineprint report`: what is known of one or more policies as one HTML file.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::policy::PolicyId;
use crate::report::{PolicyReport, html};

/// Write a report as one HTML file: timeline, findings, redlines, evidence
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies; every policy of the store unless given
    policies: Vec<PolicyId>,
    /// Where to write it; stdout unless given
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let mut analyses = Vec::new();
    for policy in context::policies(&store, &arguments.policies)? {
        analyses.push(context.analysis(&store, &policy)?);
    }
    let generated_at = Some(context::now()?);
    let reports: Vec<_> = analyses.iter().map(|analysis| PolicyReport { generated_at, ..analysis.report() }).collect();
    let page = html::page(&reports);
    match &arguments.out {
        Some(path) => {
            fs::write(path, page).with_context(|| format!("{} cannot be written", path.display()))?;
            context.output.talk(&format!("wrote {}", path.display()));
        }
        None => output::print(&page)?,
    }
    Ok(Exit::Nothing)
}
