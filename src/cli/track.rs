//! `fineprint track`: a look at every watched page.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::witness::WitnessArguments;
use crate::config::{Config, PolicyConfig};
use crate::ops::watch::{self, Watching};
use crate::policy::{PolicyId, PolicyPattern};
use crate::report::{TrackOutcome, Tracked, json_v1, terminal};
use crate::source::browser::{CHROMIUM, Renderer};
use crate::source::http::{HttpErrorKind, Limits};
use crate::source::live::{Live, Manner, Reach};
use crate::source::polite;
use crate::store::Store;

/// Look at the watched pages, record what is seen, and say what changed
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policies, or services with all of theirs; every policy with an address unless given
    #[arg(value_name = "POLICY")]
    policies: Vec<PolicyPattern>,
    /// A change counts when this many looks in a row show it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10))]
    confirm: Option<u32>,
    /// Ask addresses of private networks too, this computer's own among them
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    witness: WitnessArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let mut config = context::config(&store.root())?;
    config.pace.allow_private |= arguments.allow_private;
    let policies = named(&config, &arguments.policies)?;
    if policies.is_empty() {
        bail!("no policy has an address to look at\nadd one: fineprint add https://www.example.com/privacy");
    }
    let tracked = look(context, &store, &config, &policies, arguments.confirm.unwrap_or(config.pace.confirm))?;
    if context.output.json {
        output::print_json(&json_v1::track(&tracked))?;
    } else {
        output::print(&terminal::track(&tracked, context.output.style))?;
    }
    arguments.witness.ask_of_changes(context, &store, &changed(&config, &tracked));
    let private = HttpErrorKind::Private.to_string();
    if tracked.policies.iter().any(|policy| policy.error.as_ref().is_some_and(|error| error.contains(&private))) {
        context.output.talk("private addresses are asked with --allow-private, or allow-private = true under [pace]");
    }
    Ok(if tracked.is_complete() { Exit::Nothing } else { Exit::Partial })
}

/// Looks at the pages of some policies; a change counts when `confirm` looks in a row show it.
pub fn look(
    context: &Context,
    store: &Store,
    config: &Config,
    policies: &[PolicyId],
    confirm: u32,
) -> anyhow::Result<Tracked> {
    let selecting = policies.iter().map(|policy| Ok((policy.clone(), context::selecting(config, policy)?)));
    let watching = Watching {
        config,
        lexicon: context.lexicon(&store.root())?,
        policies,
        selecting: &selecting.collect::<anyhow::Result<_>>()?,
        renderers: &renderers(config, policies)?,
        confirm,
        now: context::now()?,
    };
    Ok(watch::track(store, &live(config)?, &watching)?)
}

/// The policies that have changed, with their addresses.
fn changed<'a>(config: &'a Config, tracked: &'a Tracked) -> Vec<(&'a PolicyId, &'a str)> {
    let changed = tracked.policies.iter().filter(|policy| policy.outcome == TrackOutcome::Changed);
    let addresses = |policy| config.policies.get(policy).map(PolicyConfig::addresses).unwrap_or_default();
    changed.flat_map(|policy| addresses(&policy.policy).into_iter().map(|url| (&policy.policy, url))).collect()
}

/// The watched policies that are named, each by itself or with its whole service.
fn named(config: &Config, names: &[PolicyPattern]) -> anyhow::Result<Vec<PolicyId>> {
    let watched = || config.policies.iter().filter(|(_, config)| watch::is_watched(config)).map(|(policy, _)| policy);
    if names.is_empty() {
        return Ok(watched().cloned().collect());
    }
    let mut policies = Vec::new();
    for name in names {
        let before = policies.len();
        policies.extend(watched().filter(|policy| name.matches(policy)).cloned());
        if policies.len() == before {
            bail!("{name} has no address in fineprint.toml to look at\nthe watched policies: {}", list(watched()));
        }
    }
    Ok(policies)
}

fn list<'a>(policies: impl Iterator<Item = &'a PolicyId>) -> String {
    let names: Vec<String> = policies.map(ToString::to_string).collect();
    match &names[..] {
        [] => "none".to_owned(),
        few if few.len() <= 12 => few.join(", "),
        many => format!("{}, and {} more", many[..12].join(", "), many.len() - 12),
    }
}

/// The programs that show pages, those that are configured and Chromium. One that is asked for must be there.
pub fn renderers(config: &Config, policies: &[PolicyId]) -> anyhow::Result<BTreeMap<String, Renderer>> {
    let renderer = |name: &str, command: Vec<String>, timeout| Renderer {
        name: name.to_owned(),
        command,
        timeout: Duration::from_secs(timeout),
        most: config.pace.megabytes.clamp(1, 200) << 20,
        folder: context::temporary_folder(),
        environment: context::renderer_environment(),
    };
    let mut renderers = BTreeMap::new();
    renderers.insert(CHROMIUM.to_owned(), renderer(CHROMIUM, Renderer::chromium(), 60));
    for (name, configured) in &config.renderers {
        renderers.insert(name.clone(), renderer(name, configured.command.clone(), configured.timeout));
    }
    let of_policies = policies.iter().filter_map(|policy| config.policies.get(policy)?.renderer.as_ref());
    for name in of_policies.chain(&config.pace.render_shells) {
        if !renderers.contains_key(name) {
            bail!("there is no renderer {name:?}\nadd a table [renderer.{name}] with a command, or use \"chromium\"");
        }
    }
    Ok(renderers)
}

/// Whoever looks at live pages, as the configuration asks.
pub fn live(config: &Config) -> anyhow::Result<Live> {
    let pace = &config.pace;
    let seconds = |value: f64, key: &str| {
        Duration::try_from_secs_f64(value).with_context(|| {
            format!("{key} = {value} in [pace] is no time\nwrite a number of seconds from 0 up, as in {key} = 2")
        })
    };
    let timeout = seconds(pace.timeout, "timeout")?;
    let manner = Manner {
        between: seconds(pace.seconds_between, "seconds-between")?,
        retries: pace.retries.min(10),
        longest_wait: seconds(pace.longest_wait, "longest-wait")?,
        robots: pace.robots,
        reach: if pace.allow_private { Reach::Anywhere } else { Reach::Public },
        limits: Limits {
            connect: Limits::default().connect.min(timeout),
            idle: timeout,
            total: timeout,
            body: pace.megabytes.clamp(1, 200) << 20,
        },
        seed: context::seed(),
    };
    let contact = context::contact().or_else(|| config.contact.clone());
    let clock = context::clock()?;
    Ok(Live::new(&polite::user_agent(contact.as_deref()), manner, &context::proxies(), Arc::clone(&clock))?)
}
