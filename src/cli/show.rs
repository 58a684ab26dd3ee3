//! `fineprint show`: one version's text.

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::spec::VersionSpec;
use crate::document::markdown;
use crate::report::{json_v1, terminal};

/// Show the text of a version
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy and its version, as in acme/terms, acme/terms@2 or acme/terms@2019-04-25
    version: VersionSpec,
    /// Print the text alone, as canonical Markdown
    #[arg(long)]
    text: bool,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let timeline = store.timeline(&arguments.version.policy)?;
    let version = arguments.version.find(&timeline)?;
    if context.output.json {
        output::print_json(&json_v1::show(&timeline.policy, version))?;
    } else if arguments.text {
        output::print(&markdown::write(&version.document))?;
    } else {
        output::print(&terminal::show(&timeline.policy, version, context.output.style))?;
    }
    Ok(Exit::Nothing)
}
