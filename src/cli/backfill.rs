//! `fineprint backfill`: what web archives hold of a policy, into the store.

use anyhow::bail;
use serde::Serialize;

use super::answered::Answered;
use super::archives::ArchiveArguments;
use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::witness::WitnessArguments;
use crate::policy::PolicyId;

/// Bring what web archives hold of a policy into the store, in its place among what is known
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in practice-fusion/privacy-policy
    policy: PolicyId,
    /// The page's own address; the configured one unless given
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    archives: ArchiveArguments,
    #[command(flatten)]
    witness: WitnessArguments,
}

/// What `backfill --json` answers.
#[derive(Debug, Serialize)]
struct Report<'a> {
    schema_version: u32,
    policy: String,
    archives: &'a [Answered],
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let configured = config.policies.get(&arguments.policy).and_then(|policy| policy.url.clone());
    let Some(url) = arguments.url.clone().or(configured) else {
        bail!("{} has no address\ngive one with --url, or put it into fineprint.toml", arguments.policy);
    };
    arguments.witness.ready()?;
    let brought = arguments.archives.bring(context, &store, &arguments.policy, &url)?;
    arguments.witness.ask(context, &store, &arguments.policy, &url)?;
    if context.output.json {
        let policy = arguments.policy.to_string();
        output::print_json(&Report { schema_version: 1, policy, archives: &brought.answers })?;
    }
    if brought.exit == Exit::Nothing {
        context.output.talk(&format!("next: fineprint log {}", arguments.policy));
    }
    Ok(brought.exit)
}
