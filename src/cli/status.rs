//! `fineprint status`: how things stand with every policy.

use anyhow::bail;

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops;
use crate::policy::PolicyPattern;
use crate::report::{json_v1, status_table, terminal};

/// Say of every policy when it was last looked at, seen and changed, where nothing can be seen, and what to do next
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies, or services with all of theirs; every policy unless given
    #[arg(value_name = "POLICY")]
    policies: Vec<PolicyPattern>,
    /// As a table in Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let mut status = ops::status(&store, &config, context::now()?)?;
    let named = &arguments.policies;
    if let Some(stranger) = named.iter().find(|name| !status.policies.iter().any(|own| name.matches(&own.policy))) {
        bail!("{stranger} is neither in fineprint.toml nor in the store\n`fineprint status` names every policy");
    }
    status.policies.retain(|own| named.is_empty() || named.iter().any(|name| name.matches(&own.policy)));
    if context.output.json {
        output::print_json(&json_v1::status(&status))?;
    } else if arguments.markdown {
        output::print(&status_table(&status))?;
    } else {
        output::print(&terminal::status(&status, context.output.style))?;
    }
    Ok(Exit::Nothing)
}
