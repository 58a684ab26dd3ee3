//! `fineprint join`: what another branch of the repository holds, recorded into this one.

use super::context::{self, Context};
use super::exit_code::Exit;

/// Record here what another branch of this repository holds and this one lacks
///
/// Two people, or two runs of a workflow, recorded on the same commit: one of them moves to the other's branch and joins
/// its own. Every capture of both is kept, in its place; nothing is rewritten.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The branch, tag or commit
    revision: String,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let recorded = context.store()?.adopt(context::now()?, &arguments.revision)?;
    let brought: Vec<_> = recorded.iter().filter(|recorded| recorded.looks > 0).collect();
    if brought.is_empty() {
        context.output.talk(&format!("{} holds nothing that this branch lacks", arguments.revision));
    }
    for recorded in brought {
        let new = match recorded.added.len() {
            0 => "no new version".to_owned(),
            1 => "1 new version".to_owned(),
            new => format!("{new} new versions"),
        };
        let looks = if recorded.looks == 1 { "look" } else { "looks" };
        context.output.talk(&format!("{}: {} {looks} taken over, {new}", recorded.policy, recorded.looks));
    }
    Ok(Exit::Nothing)
}
