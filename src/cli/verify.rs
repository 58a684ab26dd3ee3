//! `fineprint verify`: whether the store still is what was recorded.

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops;
use crate::policy::PolicyPattern;
use crate::report::{json_v1, terminal};

/// Recompute every hash and compare the store with itself; nothing is asked of the network
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies, or services with all of theirs; every policy of the store unless given
    #[arg(value_name = "POLICY")]
    policies: Vec<PolicyPattern>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let verification = ops::verify(&store, &context::policies(&store, &arguments.policies)?)?;
    if context.output.json {
        output::print_json(&json_v1::verify(&verification))?;
    } else {
        output::print(&terminal::verify(&verification, context.output.style))?;
    }
    Ok(if verification.is_sound() { Exit::Nothing } else { Exit::Store })
}
