//! `fineprint witness`: a second pair of eyes, by the Internet Archive's Save Page Now.

use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops::witness;
use crate::policy::PolicyId;
use crate::source::archive::Archive;
use crate::source::polite::Polite;
use crate::source::wayback::WebArchive;
use crate::source::witness::{SavePageNow, Witness};

/// Ask the Internet Archive to capture a policy's page too, or ask what became of it
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in acme/terms
    policy: PolicyId,
    /// The page's own address; the configured one unless given
    #[arg(long)]
    url: Option<String>,
    /// Ask what became of this job in place of beginning another one, and whether its capture shows our newest text
    #[arg(long, value_name = "JOB")]
    check: Option<String>,
    /// Ask this server in place of the Internet Archive's
    #[arg(long, value_name = "ADDRESS", hide = true, default_value = "https://web.archive.org")]
    server: String,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let configured = config.policies.get(&arguments.policy).and_then(|policy| policy.url.clone());
    let keys = context::witness_keys().context(
        "a capture can be asked for only with the keys of an account\nput those of https://archive.org/account/s3.php into FINEPRINT_IA_ACCESS and FINEPRINT_IA_SECRET",
    )?;
    let quiet = context.output.quiet;
    let tell = Box::new(move |waiting: &_| {
        if !quiet {
            output::complain(&format!("{waiting}"));
        }
    });
    let polite = Arc::new(Polite::start(context::contact().as_deref(), context::now()?, tell)?);
    let service = SavePageNow::at(&arguments.server, 0.1, keys, Arc::clone(&polite));
    let witness = match (&arguments.check, arguments.url.clone().or(configured)) {
        (Some(job), _) => service.check(job),
        (None, Some(url)) => service.save(&url),
        (None, None) => {
            bail!("{} has no address\ngive one with --url, or put it into fineprint.toml", arguments.policy)
        }
    };
    if context.output.json {
        output::print(&format!("{}\n", serde_json::to_string(&witness)?))?;
    }
    context.output.talk(&words(&witness));
    if let (Some(_), Witness::Accepted { captured_at, original, .. }) = (&arguments.check, &witness) {
        let archive = WebArchive::new(Archive::laid_out_like_wayback("wayback", &arguments.server), polite);
        let confirmation = witness::confirm(&store, &arguments.policy, &archive, *captured_at, original)?;
        context.output.talk(witness::words(confirmation));
    }
    // A witness that could not be had never fails a run.
    Ok(Exit::Nothing)
}

fn words(witness: &Witness) -> String {
    match witness {
        Witness::Requested { job } => {
            format!("requested: the archive is at it; ask later with --check {job}")
        }
        Witness::Accepted { job, captured_at, original } => {
            format!(
                "accepted: the archive says it captured {original} at {captured_at}; confirm in some hours with --check {job}"
            )
        }
        Witness::AlreadyWitnessed { message, .. } => {
            format!("already witnessed: {message}\nfind the capture: fineprint backfill")
        }
        Witness::Refused { reason } => format!("refused: {reason}"),
        Witness::Failed { job: Some(job), reason } => format!("failed: {reason}; ask later with --check {job}"),
        Witness::Failed { job: None, reason } => format!("failed: {reason}; try again later"),
        Witness::Stopped { reason } => format!("stopped: {reason}"),
    }
}
