//! `fineprint rebuild`: the kept pages read again by this version of the tool.

use super::context::{self, Context};
use super::exit_code::Exit;
use crate::ops;
use crate::policy::PolicyPattern;

/// Read the kept pages again, so that an improvement of the tool never looks like a change of the policy
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies, or services with all of theirs; every policy of the store unless given
    #[arg(value_name = "POLICY")]
    policies: Vec<PolicyPattern>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    for policy in context::policies(&store, &arguments.policies)? {
        let recorded = ops::rebuild(&store, context::now()?, &policy, &context::selecting(&config, &policy)?)?;
        let tip = recorded.tip.unwrap_or_else(|| "none".to_owned());
        context.output.talk(&format!("{policy}: {} versions, the newest is commit {tip}", recorded.versions));
    }
    Ok(Exit::Nothing)
}
