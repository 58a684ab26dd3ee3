//! `fineprint rebuild`: the kept pages read again by this version of the tool.

use super::context::{self, Context};
use super::exit_code::Exit;
use super::policies::PolicyArguments;
use crate::ops;

/// Read the kept pages again, so that an improvement of the tool never looks like a change of the policy
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    policies: PolicyArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    for policy in arguments.policies.of(&store)? {
        let recorded = ops::rebuild(&store, context::now()?, &policy, &context::selecting(&config, &policy)?)?;
        let tip = recorded.tip.unwrap_or_else(|| "none".to_owned());
        context.output.talk(&format!("{policy}: {} versions, the newest is commit {tip}", recorded.versions));
    }
    Ok(Exit::Nothing)
}
