//! `fineprint backfill`: what web archives hold of a policy, into the store.

use anyhow::bail;
use serde::Serialize;

use super::answered::{Answered, CombinedAnswer};
use super::archives::ArchiveArguments;
use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::stopping;
use super::witness::WitnessArguments;
use crate::config::PolicyConfig;
use crate::ops::backfill::{Period, periods};
use crate::policy::PolicyId;

/// Bring what web archives hold of a policy into the store, in its place among what is known
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in practice-fusion/privacy-policy
    policy: PolicyId,
    /// The page's own address; the configured ones unless given, earlier ones each for its own time
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
    /// What came of each document of several pages.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    combined: &'a [CombinedAnswer],
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let configured = config.policies.get(&arguments.policy);
    let periods = match &arguments.url {
        Some(url) => vec![Period::always(url)],
        None => configured.map(periods).unwrap_or_default(),
    };
    if periods.is_empty() {
        bail!("{} has no address\ngive one with --url, or put it into fineprint.toml", arguments.policy);
    }
    arguments.witness.ready()?;
    let brought = arguments.archives.bring(context, &store, &arguments.policy, &periods)?;
    let now: Vec<&str> = match (&arguments.url, configured) {
        (Some(url), _) => vec![url],
        (None, configured) => configured.map(PolicyConfig::addresses).unwrap_or_default(),
    };
    for url in now {
        arguments.witness.ask(context, &store, &arguments.policy, url)?;
    }
    if context.output.json {
        let policy = arguments.policy.to_string();
        let (archives, combined) = (&brought.answers, &brought.combined);
        output::print_json(&Report { schema_version: 1, policy, archives, combined })?;
    }
    stopping::tell("run the same command again");
    if brought.exit == Exit::Nothing {
        context.output.talk(&format!("next: fineprint log {}", arguments.policy));
    }
    Ok(brought.exit)
}
