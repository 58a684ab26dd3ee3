//! `fineprint add`: a page to be watched from now on, with its past.

use std::slice;

use anyhow::bail;

use super::archives::ArchiveArguments;
use super::context::Context;
use super::exit_code::Exit;
use super::seeing::{self, Detail, PageArguments, Parts};
use super::{config as config_command, history, inspect, stopping, track};
use crate::config::{self, Config, PolicyConfig, Selectors};
use crate::ops::backfill::periods;
use crate::policy::PolicyId;
use crate::report::terminal;

/// Watch a page: show what would be read, add it to fineprint.toml, record it, and bring its past from web archives
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The page's address; of a document of several pages all of them, in their order
    #[arg(required = true, value_name = "URL")]
    urls: Vec<String>,
    /// The policy's name; one made of the address unless given
    #[arg(long)]
    policy: Option<PolicyId>,
    #[command(flatten)]
    page: PageArguments,
    /// Show what would be read, and add nothing
    #[arg(long)]
    dry_run: bool,
    /// Add it even if nothing can be read now
    #[arg(long)]
    force: bool,
    /// Leave its past alone
    #[arg(long)]
    no_history: bool,
    #[command(flatten)]
    archives: ArchiveArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let file = store.root().join(config::FILE_NAME);
    let text = config_command::config_text(&file)?;
    let mut config = Config::parse(&text)?;
    config.pace.allow_private |= arguments.page.allow_private;
    let urls: Vec<String> = arguments.urls.iter().map(|url| history::with_scheme(url)).collect();
    for url in &urls {
        if let Some(policy) = config_command::by_address(&config).get(url.as_str()) {
            bail!("{url} is watched as {policy} already\nnext: fineprint track {policy}");
        }
        inspect::check(url, config.pace.allow_private)?;
    }
    let policy = match &arguments.policy {
        Some(policy) => policy.clone(),
        None => history::policy_of(&urls[0])?,
    };
    let added = arguments.policy_config(urls);
    let edited = config::with_policy(&text, &policy, &added)?;
    config.policies.insert(policy.clone(), added);
    let problems = config.problems().into_iter().filter(|problem| problem.table.contains(&policy.to_string()));
    if let Some(problem) = problems.into_iter().next() {
        bail!("{problem}");
    }
    let readable = is_readable(context, &config, &policy)?;
    if arguments.dry_run {
        return Ok(Exit::Nothing);
    }
    if !readable && !arguments.force {
        bail!(
            "{policy} was not added, for nothing was read\nadd it all the same with --force, or try --select or --renderer"
        );
    }
    config_command::write(&file, &edited)?;
    context.output.talk(&format!("added {policy} to {}", file.display()));
    if arguments.page.allow_private && !Config::parse(&text)?.pace.allow_private {
        context
            .output
            .talk("`track` looks at private addresses with --allow-private, or allow-private = true under [pace]");
    }
    let tracked = track::look(context, &store, &config, slice::from_ref(&policy), 1)?;
    context.output.talk_painted(terminal::track(&tracked, context.output.style).trim_end());
    let looked = if tracked.is_complete() { Exit::Nothing } else { Exit::Partial };
    if arguments.no_history {
        context.output.talk(&format!("next: fineprint log {policy}"));
        return Ok(looked);
    }
    let periods = config.policies.get(&policy).map(periods).unwrap_or_default();
    let brought = arguments.archives.bring(context, &store, &policy, &periods)?;
    stopping::tell(&format!("fineprint backfill {policy}"));
    context.output.talk(&format!("next: fineprint log {policy}"));
    Ok(if brought.exit == Exit::Nothing { looked } else { brought.exit })
}

impl Arguments {
    fn policy_config(&self, urls: Vec<String>) -> PolicyConfig {
        let (url, urls) = match <[String; 1]>::try_from(urls) {
            Ok([url]) => (Some(url), Vec::new()),
            Err(urls) => (None, urls),
        };
        PolicyConfig {
            url,
            urls,
            select: Selectors(self.page.select.clone()),
            remove: Selectors(self.page.remove.clone()),
            language: self.page.language.clone(),
            renderer: self.page.renderer.clone(),
            ..PolicyConfig::default()
        }
    }
}

/// Shows what would be read, and says whether anything was.
fn is_readable(context: &Context, config: &Config, policy: &PolicyId) -> anyhow::Result<bool> {
    let Some(own) = config.policies.get(policy) else { return Ok(false) };
    match seeing::captures(context, config, own)? {
        Some(pages) => seeing::show(context, &pages, &Parts::of(own), Detail::Read),
        None => Ok(false),
    }
}
