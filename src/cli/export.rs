//! `fineprint export`: the captures of a policy in the forms that archives use.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use crate::ops::evidence;
use crate::policy::PolicyId;

/// Write the captures of a policy as a WARC file or a WACZ package
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in practice-fusion/privacy-policy
    policy: PolicyId,
    /// Write a WARC file
    #[arg(long, value_name = "FILE", required_unless_present = "wacz")]
    warc: Option<PathBuf>,
    /// Write a WACZ package
    #[arg(long, value_name = "FILE")]
    wacz: Option<PathBuf>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let now = context::now()?;
    let captures = evidence::captures(&store, &arguments.policy)?;
    if captures.is_empty() {
        bail!(
            "{} has no capture that could be written\nbring some: fineprint backfill {}",
            arguments.policy,
            arguments.policy
        );
    }
    if let Some(path) = &arguments.warc {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let warc =
            evidence::warc(&captures, &name, now).with_context(|| format!("{} cannot be packed", path.display()))?;
        fs::write(path, warc).with_context(|| format!("{} cannot be written", path.display()))?;
        context.output.talk(&format!("wrote {} captures to {}", captures.len(), path.display()));
    }
    if let Some(path) = &arguments.wacz {
        let wacz = evidence::wacz(&captures, &arguments.policy, |_| Vec::new(), now)
            .with_context(|| format!("{} cannot be packed", path.display()))?;
        fs::write(path, wacz).with_context(|| format!("{} cannot be written", path.display()))?;
        context.output.talk(&format!("wrote {} captures to {}", captures.len(), path.display()));
    }
    Ok(Exit::Nothing)
}
