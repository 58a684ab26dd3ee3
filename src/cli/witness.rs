//! `fineprint witness`: a second pair of eyes, by the Internet Archive's Save Page Now.

use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::archives;
use super::context::{self, Context};
use super::exit_code::Exit;
use super::policies::PolicyArguments;
use super::{output, stopping};
use crate::config::PolicyConfig;
use crate::ops::witness::{self, WitnessRecord};
use crate::policy::PolicyId;
use crate::source::archive::Archive;
use crate::source::wayback::WebArchive;
use crate::source::witness::{Keys, SavePageNow};
use crate::store::Store;

/// Ask the Internet Archive to capture a policy's page too, or ask what became of it
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    check: Option<Subcommand>,
    /// The policy, as in acme/terms
    #[arg(required = true)]
    policy: Option<PolicyId>,
    /// The page's own address; the configured one unless given
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    service: ServiceArguments,
}

#[derive(Debug, clap::Subcommand)]
enum Subcommand {
    /// Ask what became of the captures that were asked for, and whether they show what we saw
    Check {
        #[command(flatten)]
        policies: PolicyArguments,
        #[command(flatten)]
        service: ServiceArguments,
    },
}

/// Where Save Page Now is.
#[derive(Debug, clap::Args)]
struct ServiceArguments {
    /// Ask this server in place of the Internet Archive's
    #[arg(long = "witness-server", value_name = "ADDRESS", hide = true, default_value = SERVER)]
    server: String,
}

/// The option of commands that bring captures.
#[derive(Debug, clap::Args)]
pub struct WitnessArguments {
    /// Ask the Internet Archive to capture the page now, as an independent witness; needs keys in
    /// `FINEPRINT_IA_ACCESS` and `FINEPRINT_IA_SECRET`
    #[arg(long)]
    witness: bool,
    #[command(flatten)]
    service: ServiceArguments,
}

const SERVER: &str = "https://web.archive.org";

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.check {
        Some(Subcommand::Check { policies, service }) => check(context, policies, service),
        None => request(context, arguments),
    }
}

fn request(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let policy = arguments.policy.as_ref().context("name the policy")?;
    let config = context::config(&store.root())?;
    let configured = config.policies.get(policy).map(PolicyConfig::addresses).unwrap_or_default();
    let asked = Asked::with(context, keys()?, &arguments.service)?;
    let urls = arguments.url.as_deref().map_or(configured, |url| vec![url]);
    if urls.is_empty() {
        bail!("{policy} has no address\ngive one with --url, or put it into fineprint.toml");
    }
    let mut records = Vec::new();
    for url in urls {
        records.push(witness::request(&store, policy, url, &asked.service, &asked.archive, context::now()?)?);
    }
    tell(context, policy, &records)?;
    // A witness that could not be had never fails a run.
    Ok(Exit::Nothing)
}

fn check(context: &Context, policies: &PolicyArguments, service: &ServiceArguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let asked = Asked::with(context, keys()?, service)?;
    let mut exit = Exit::Nothing;
    for policy in policies.of(&store)? {
        match witness::check(&store, &policy, &asked.service, &asked.archive, context::now()?) {
            Ok(records) => tell(context, &policy, &records)?,
            Err(witness::WitnessError::Store(error)) => return Err(error.into()),
            Err(error) => {
                output::complain(&format!("{policy}: {error}"));
                exit = Exit::Partial;
            }
        }
    }
    Ok(exit)
}

impl WitnessArguments {
    /// Fails before anything is done when a witness is wanted and cannot be asked.
    pub fn ready(&self) -> anyhow::Result<()> {
        if self.witness { keys().map(|_| ()) } else { Ok(()) }
    }

    /// Asks for a capture of the page as it is now, if that is wanted and the policy has a version.
    pub fn ask(&self, context: &Context, store: &Store, policy: &PolicyId, url: &str) -> anyhow::Result<()> {
        if !self.witness || stopping::is_wished() {
            return Ok(());
        }
        if !store.policies()?.contains(policy) {
            context.output.talk("no witness was asked for: there is no version yet that it could witness");
            return Ok(());
        }
        let asked = Asked::with(context, keys()?, &self.service)?;
        let record = witness::request(store, policy, url, &asked.service, &asked.archive, context::now()?)?;
        context.output.talk(&format!("witness: {}", witness::words(&record)));
        context.output.talk(&format!("in some hours: fineprint witness check {policy}"));
        Ok(())
    }

    /// Asks for captures of pages that have just changed, if that is wanted. What goes wrong is said and fails nothing: the
    /// run's own looks are recorded already.
    pub fn ask_of_changes(&self, context: &Context, store: &Store, pages: &[(&PolicyId, &str)]) {
        if !self.witness || pages.is_empty() {
            return;
        }
        let asked = match keys().and_then(|keys| Asked::with(context, keys, &self.service)) {
            Ok(asked) => asked,
            Err(error) => return output::complain(&format!("no witness was asked for: {error:#}")),
        };
        for (policy, url) in pages {
            let now = context::now();
            let record =
                now.and_then(|now| Ok(witness::request(store, policy, url, &asked.service, &asked.archive, now)?));
            match record {
                Ok(record) => context.output.talk(&format!("{policy}: witness: {}", witness::words(&record))),
                Err(error) => output::complain(&format!("{policy}: what the witness said is not recorded: {error:#}")),
            }
        }
        context.output.talk("in some hours: fineprint witness check");
    }
}

/// Whom to ask.
struct Asked {
    service: SavePageNow,
    archive: WebArchive,
}

impl Asked {
    fn with(context: &Context, keys: Keys, service: &ServiceArguments) -> anyhow::Result<Self> {
        let polite = Arc::new(archives::polite(context)?);
        let archive = match service.server.as_str() {
            SERVER => Archive::internet_archive(),
            server => Archive::laid_out_like_wayback("wayback", server),
        };
        let archive = archives::unpaced_on_loopback(archive);
        // Save Page Now takes one request in ten seconds; a server on this computer takes them as they come.
        let rate = if archive.replay_rate > 1000.0 { archive.replay_rate } else { 0.1 };
        let service = SavePageNow::at(&service.server, rate, keys, Arc::clone(&polite));
        Ok(Self { service, archive: WebArchive::new(archive, polite) })
    }
}

fn keys() -> anyhow::Result<Keys> {
    context::witness_keys().context(
        "a capture can be asked for only with the keys of an account\nput those of https://archive.org/account/s3.php into \
         FINEPRINT_IA_ACCESS and FINEPRINT_IA_SECRET",
    )
}

fn tell(context: &Context, policy: &PolicyId, records: &[WitnessRecord]) -> anyhow::Result<()> {
    for record in records {
        if context.output.json {
            output::print(&format!("{}\n", record.canonical()))?;
        }
        context.output.talk(&format!("{policy}, asked at {}: {}", record.asked_at, witness::words(record)));
    }
    if records.is_empty() {
        context.output.talk(&format!("{policy}: no witness is open"));
    }
    Ok(())
}
