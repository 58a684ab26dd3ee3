//! `fineprint report`: what is known of one or more policies as one HTML file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::policies::PolicyArguments;
use crate::ops::Analysis;
use crate::report::{PolicyReport, html};

/// Write a report as one HTML file: timeline, findings, redlines, evidence
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    policies: PolicyArguments,
    /// Where to write it; stdout unless given, where that is no terminal
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    refuse_terminal(arguments.out.is_some(), output::is_terminal())?;
    let store = context.store()?;
    let mut analyses = Vec::new();
    for policy in arguments.policies.of(&store)? {
        analyses.push(context.analysis(&store, &policy)?);
    }
    match &arguments.out {
        Some(path) => {
            write(path, &analyses)?;
            context.output.talk(&format!("wrote {}", path.display()));
        }
        None => output::print(&page(&analyses)?)?,
    }
    Ok(Exit::Nothing)
}

/// Writes the report on some policies.
pub fn write(path: &Path, analyses: &[Analysis]) -> anyhow::Result<()> {
    fs::write(path, page(analyses)?).with_context(|| format!("{} cannot be written", path.display()))
}

fn page(analyses: &[Analysis]) -> anyhow::Result<String> {
    let generated_at = Some(context::now()?);
    let reports: Vec<_> = analyses.iter().map(|analysis| PolicyReport { generated_at, ..analysis.report() }).collect();
    Ok(html::page(&reports))
}

/// Nobody reads HTML in a terminal.
fn refuse_terminal(has_file: bool, is_terminal: bool) -> anyhow::Result<()> {
    if is_terminal && !has_file {
        bail!(
            "the report is a page of HTML, and stdout is a terminal\nname a file: fineprint report --out report.html"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_to_a_file_or_a_pipe_and_never_to_a_terminal() {
        let refused = refuse_terminal(false, true).unwrap_err().to_string();
        assert!(refused.contains("--out report.html"), "{refused}");
        assert!(refuse_terminal(true, true).is_ok() && refuse_terminal(false, false).is_ok());
    }
}
