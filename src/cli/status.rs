//! `fineprint status`: how things stand with every policy.

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops;
use crate::report::{json_v1, status_table, terminal};

/// Say of every policy when it was last looked at, seen and changed, where nothing can be seen, and what to do next
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// As a table in Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let status = ops::status(&store, &config, context::now()?)?;
    if context.output.json {
        output::print_json(&json_v1::status(&status))?;
    } else if arguments.markdown {
        output::print(&status_table(&status))?;
    } else {
        output::print(&terminal::status(&status, context.output.style))?;
    }
    Ok(Exit::Nothing)
}
