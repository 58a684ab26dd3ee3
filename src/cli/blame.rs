//! `fineprint blame`: since which version each sentence stands.

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::spec::VersionSpec;
use crate::compare;
use crate::report::{json_v1, terminal};

/// Say of every sentence since which version it stands
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy and its version, as in acme/terms, acme/terms@2 or acme/terms@2019-04-25
    version: VersionSpec,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let timeline = store.timeline(&arguments.version.policy)?;
    let version = arguments.version.find(&timeline)?;
    let until = timeline.versions.iter().filter(|earlier| earlier.n <= version.n);
    let documents: Vec<_> = until.map(|version| version.document.as_ref()).collect();
    let origins = compare::origins(&documents);
    if context.output.json {
        output::print_json(&json_v1::blame(&timeline, version, &origins))?;
    } else {
        output::print(&terminal::blame(&timeline, version, &origins, context.output.style))?;
    }
    Ok(Exit::Nothing)
}
