//! `fineprint verify`: whether the store still is what was recorded.

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::policies::PolicyArguments;
use crate::ops;
use crate::report::{json_v1, terminal};

/// Recompute every hash and compare the store with itself; nothing is asked of the network
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    policies: PolicyArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let verification = ops::verify(&store, &arguments.policies.of(&store)?)?;
    if context.output.json {
        output::print_json(&json_v1::verify(&verification))?;
    } else {
        output::print(&terminal::verify(&verification, context.output.style))?;
    }
    Ok(if verification.is_sound() { Exit::Nothing } else { Exit::Store })
}
