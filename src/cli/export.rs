//! `fineprint export`: the captures of a policy in the forms that archives use.

use std::path::PathBuf;

use anyhow::bail;

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops::captures::{Captures, write_warc};
use crate::policy::PolicyId;
use crate::source::wacz::pack::Packer;

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
    let captures = Captures::of(&store, &arguments.policy)?;
    if captures.is_empty() {
        bail!(
            "{} has no capture that could be written\nbring some: fineprint backfill {}",
            arguments.policy,
            arguments.policy
        );
    }
    if let Some(path) = &arguments.warc {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        output::whole_file(path, |file| write_warc(&captures, file, &name, now))?;
        context.output.talk(&format!("wrote {} captures to {}", captures.len(), path.display()));
    }
    if let Some(path) = &arguments.wacz {
        output::whole_file(path, |file| {
            let mut packer = Packer::begin(file, &arguments.policy.to_string(), now).with_room_for(captures.bytes());
            packer.captures(captures.iter())?;
            packer.finish().map(|_| ())
        })?;
        context.output.talk(&format!("wrote {} captures to {}", captures.len(), path.display()));
    }
    Ok(Exit::Nothing)
}
