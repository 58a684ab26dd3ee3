//! `fineprint feed`: what changed, as files that feed readers subscribe to.

use std::path::PathBuf;

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::policies::PolicyArguments;
use crate::report::alert::Alert;
use crate::report::feed::{self, Feed};

/// Write feeds of what changed, Atom and JSON Feed: one of everything, and one for each policy
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    policies: PolicyArguments,
    /// The folder to write them into
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Where the folder can be had on the web, so that the feeds can say their own address
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let policies = arguments.policies.of(&store)?;
    let mut all = Vec::new();
    for policy in &policies {
        let alerts = Alert::all(&context.analysis(&store, policy)?.report());
        write(arguments, &policy.to_string(), &format!("Changes of {policy}"), &alerts)?;
        all.extend(alerts);
    }
    write(arguments, "all", "Changes of policies", &all)?;
    let count = policies.len() + 1;
    context.output.talk(&format!("wrote {count} feeds, each as .atom and .json, to {}", arguments.out.display()));
    Ok(Exit::Nothing)
}

/// Prints a feed in one of its forms.
type Print = fn(&Feed<'_>) -> String;

fn write(arguments: &Arguments, name: &str, title: &str, alerts: &[Alert]) -> anyhow::Result<()> {
    let id = format!("urn:fineprint:feed:{name}");
    let address = |ending: &str| {
        arguments.address.as_ref().map(|address| format!("{}/{name}.{ending}", address.trim_end_matches('/')))
    };
    for (ending, print) in [("atom", feed::atom as Print), ("json", feed::json as Print)] {
        let address = address(ending);
        let feed = Feed { title, id: &id, address: address.as_deref(), alerts };
        output::file(&arguments.out.join(format!("{name}.{ending}")), &print(&feed))?;
    }
    Ok(())
}
