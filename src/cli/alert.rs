//! `fineprint alert`: tells those who asked for it what changed.

use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::config::{self, AlertConfig, Config, EmailConfig, GithubIssueConfig};
use crate::notify::{Channel, GitHub, Slack, Teams, Undelivered, Webhook};
use crate::ops::alert::{self, Run, Subscription};
use crate::report::{json_v1, terminal};
use crate::source::http::{Http, Limits};
use crate::source::polite;
use crate::store::Store;

/// Tell the channels of fineprint.toml what changed since they were last told
///
/// What is about to be sent is committed before it is sent, and what became of it after, so that nothing is sent twice. A
/// channel that is new is told of what changes from now on.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Show what would be sent, and send and record nothing
    #[arg(long)]
    dry_run: bool,
    /// Do nothing where fineprint.toml names no channel
    #[arg(long)]
    if_any: bool,
    /// Run this command after the alerts are recorded as about to be sent, and send nothing if it fails: `git push`, so that
    /// no other copy of the store sends them too
    #[arg(long, value_name = "COMMAND", num_args = 1.., allow_hyphen_values = true)]
    checkpoint: Vec<String>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    if config.alerts.is_empty() && arguments.if_any {
        return Ok(Exit::Nothing);
    }
    if config.alerts.is_empty() && !store.root().join(config::FILE_NAME).exists() {
        bail!(
            "there is no fineprint.toml in {}, so there is no channel to tell\nmake one: fineprint init",
            store.root().display()
        );
    }
    if config.alerts.is_empty() {
        bail!(
            "fineprint.toml names no channel to tell\nadd one, for example: [alert.issues] with kind = \"github-issue\""
        );
    }
    let subscriptions = subscriptions(&config);
    let name = format!("{:016x}", u64::from_be_bytes(context::nonce()));
    let lexicon = context.lexicon(&store.root())?;
    let run = Run { name: &name, now: context::now()?, subscriptions: &subscriptions, lexicon };
    if arguments.dry_run {
        let told = alert::rehearse(&store, run)?;
        if context.output.json {
            output::print_json(&json_v1::rehearsal(&told))?;
        } else {
            output::print(&terminal::rehearsal(&told, context.output.style))?;
        }
        return Ok(if told.is_complete() { Exit::Nothing } else { Exit::Partial });
    }
    let http = Http::new(&polite::user_agent(context::contact().as_deref()), Limits::default())?;
    let begun = alert::begin(&store, run)?;
    checkpoint(&arguments.checkpoint)?;
    // The checkpoint may have moved the branch.
    let store = Store::open(&store.root())?;
    let told = alert::finish(&store, &http, run, begun)?;
    if context.output.json {
        output::print_json(&json_v1::told(&told))?;
    } else {
        output::print(&terminal::told(&told, context.output.style))?;
    }
    Ok(if told.is_complete() { Exit::Nothing } else { Exit::Partial })
}

/// Runs the command between recording and sending.
fn checkpoint(command: &[String]) -> anyhow::Result<()> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    // Its words are talk: data on stdout is ours.
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status.with_context(|| format!("{program} cannot be run")) {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!(
            "{program} failed with {status}, so nothing was sent\nthe alerts are tried again an hour from now, or counted as unknown"
        ),
        Err(error) => Err(error.context("nothing was sent")),
    }
}

fn subscriptions(config: &Config) -> Vec<Subscription> {
    let subscription = |(name, config): (&String, &AlertConfig)| Subscription {
        name: name.clone(),
        only: config.only().clone(),
        digest_above: config.digest_above(),
        channel: channel(config),
    };
    config.alerts.iter().map(subscription).collect()
}

fn channel(config: &AlertConfig) -> Result<Channel, Undelivered> {
    match config {
        AlertConfig::GithubIssue(config) => github(config).map(Channel::GitHub),
        AlertConfig::Webhook(config) => {
            let secret = config.secret_env.as_deref().map(secret).transpose()?;
            let url = match (&config.url, &config.url_env) {
                (Some(url), _) => url.clone(),
                (None, Some(name)) => self::secret(name)?,
                (None, None) => return Err(unusable("the channel has neither url nor url-env")),
            };
            Ok(Channel::Webhook(Webhook::new(url, secret.as_deref())))
        }
        AlertConfig::Slack(config) => Ok(Channel::Slack(Slack::new(secret(&config.url_env)?))),
        AlertConfig::Teams(config) => Ok(Channel::Teams(Teams::new(secret(&config.url_env)?))),
        AlertConfig::Email(config) => mail(config),
    }
}

fn github(config: &GithubIssueConfig) -> Result<GitHub, Undelivered> {
    let here = || context::variable("GITHUB_REPOSITORY");
    let repository = config.repository.clone().or_else(here);
    let repository = repository.ok_or_else(|| unusable("no repository is named, and GITHUB_REPOSITORY is not set"))?;
    let api = context::variable("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".to_owned());
    GitHub::new(&api, &repository, secret(&config.token_env)?)
}

#[cfg(feature = "mail")]
fn mail(config: &EmailConfig) -> Result<Channel, Undelivered> {
    use crate::config::MailSecurity;
    use crate::notify::{Mail, Security};
    let security = match config.security {
        MailSecurity::Starttls => Security::Starttls,
        MailSecurity::Tls => Security::Tls,
        MailSecurity::None => Security::None,
    };
    let account = match (&config.user_env, &config.password_env) {
        (Some(user), Some(password)) => Some((secret(user)?, secret(password)?)),
        (None, None) => None,
        _ => return Err(unusable("an account needs both user-env and password-env")),
    };
    Mail::new(&config.server, security, account, (&config.from, &config.to)).map(Box::new).map(Channel::Mail)
}

#[cfg(not(feature = "mail"))]
fn mail(_: &EmailConfig) -> Result<Channel, Undelivered> {
    Err(unusable("this build sends no mail: it was made without the feature `mail`"))
}

/// What the environment holds under a name; the name may be told, what it holds may not.
fn secret(name: &str) -> Result<String, Undelivered> {
    context::variable(name).ok_or_else(|| unusable(&format!("{name} is not set in the environment")))
}

fn unusable(why: &str) -> Undelivered {
    Undelivered { why: why.to_owned() }
}
