//! `fineprint add`: a page to be watched from now on, with its past.

use anyhow::bail;

use super::archives::ArchiveArguments;
use super::context::{self, Context};
use super::exit_code::Exit;
use super::{config as config_command, history, output, track};
use crate::config::{self, Config, PolicyConfig, Selector, Selectors};
use crate::document::SkipReason;
use crate::ops::watch::Watching;
use crate::ops::{Selecting, read, watch};
use crate::policy::PolicyId;
use crate::report::{json_v1, terminal};
use crate::source::live::{Answer, Question};

/// Watch a page: show what would be read, add it to fineprint.toml, record it, and bring its past from web archives
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct Arguments {
    /// The page's address
    url: String,
    /// The policy's name; one made of the address unless given
    #[arg(long)]
    policy: Option<PolicyId>,
    /// The part of the page that is the policy, as a CSS selector; may be repeated
    #[arg(long, value_name = "CSS")]
    select: Vec<String>,
    /// A part of the page that is not; may be repeated
    #[arg(long, value_name = "CSS")]
    remove: Vec<String>,
    /// The language to ask for, as in en
    #[arg(long)]
    language: Option<String>,
    /// What shows the page: chromium, or a renderer of fineprint.toml
    #[arg(long, value_name = "NAME")]
    renderer: Option<String>,
    /// Show what would be read, and add nothing
    #[arg(long)]
    dry_run: bool,
    /// Add it even if nothing can be read now
    #[arg(long)]
    force: bool,
    /// Leave its past alone
    #[arg(long)]
    no_history: bool,
    /// Ask addresses of private networks too, this computer's own among them
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    archives: ArchiveArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let file = store.root().join(config::FILE_NAME);
    let text = config_command::config_text(&file)?;
    let mut config = Config::parse(&text)?;
    config.pace.allow_private |= arguments.allow_private;
    let url = history::with_scheme(&arguments.url);
    if let Some(policy) = config_command::by_address(&config).get(url.as_str()) {
        bail!("{url} is watched as {policy} already\nnext: fineprint track {policy}");
    }
    let policy = match &arguments.policy {
        Some(policy) => policy.clone(),
        None => history::policy_of(&url)?,
    };
    let added = arguments.policy_config(&url);
    let edited = config::with_policy(&text, &policy, &added)?;
    config.policies.insert(policy.clone(), added);
    let problems = config.problems().into_iter().filter(|problem| problem.table.contains(&policy.to_string()));
    if let Some(problem) = problems.into_iter().next() {
        bail!("{problem}");
    }
    let readable = show(context, &config, &policy)?;
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
    let looked = track_one(context, &store, &config, &policy)?;
    if arguments.no_history {
        context.output.talk(&format!("next: fineprint log {policy}"));
        return Ok(looked);
    }
    let brought = arguments.archives.bring(context, &store, &policy, &url)?;
    context.output.talk(&format!("next: fineprint log {policy}"));
    Ok(if brought.exit == Exit::Nothing { looked } else { brought.exit })
}

impl Arguments {
    fn policy_config(&self, url: &str) -> PolicyConfig {
        let selectors = |css: &[String]| Selectors(css.iter().cloned().map(Selector::Css).collect());
        PolicyConfig {
            url: Some(url.to_owned()),
            select: selectors(&self.select),
            remove: selectors(&self.remove),
            language: self.language.clone(),
            renderer: self.renderer.clone(),
            ..PolicyConfig::default()
        }
    }
}

/// Shows what would be read, and says whether anything was.
fn show(context: &Context, config: &Config, policy: &PolicyId) -> anyhow::Result<bool> {
    let Some(own) = config.policies.get(policy) else { return Ok(false) };
    let live = track::live(config)?;
    let renderers = track::renderers(config, std::slice::from_ref(policy))?;
    let url = own.addresses().first().copied().unwrap_or_default();
    let question = Question { url, language: own.language.as_deref(), known: None };
    let answer = match own.renderer.as_ref().and_then(|name| renderers.get(name)) {
        Some(renderer) => live.show(&question, renderer),
        None => live.look(&question),
    };
    let capture = match answer {
        Ok(Answer::Seen(seen)) => seen.into_capture(),
        Ok(Answer::NotModified { .. }) => return Ok(false),
        Err(missed) => {
            output::complain(&format!("nothing was had from {url}: {missed}"));
            return Ok(false);
        }
    };
    let selecting = Selecting::of(own)?;
    match read::inspected_with(&capture, selecting.at(capture.provenance.captured_at)) {
        Ok(inspected) => {
            let text = if context.output.json {
                json_v1::text(&json_v1::inspect(&inspected.document, &inspected.claims, &inspected.references))
            } else {
                terminal::inspect(&inspected.document, &inspected.claims, &inspected.references, context.output.style)
            };
            output::print(&text)?;
            Ok(true)
        }
        Err(reason) => {
            output::print(&terminal::skipped(reason, context.output.style))?;
            if reason == SkipReason::ScriptShell {
                output::complain("its text is written by scripts: try --renderer chromium");
            }
            Ok(false)
        }
    }
}

fn track_one(
    context: &Context,
    store: &crate::store::Store,
    config: &Config,
    policy: &PolicyId,
) -> anyhow::Result<Exit> {
    let live = track::live(config)?;
    let policies = [policy.clone()];
    let selecting = [(policy.clone(), context::selecting(config, policy)?)].into();
    let renderers = track::renderers(config, &policies)?;
    let watching = Watching {
        config,
        lexicon: context.lexicon(&store.root())?,
        policies: &policies,
        selecting: &selecting,
        renderers: &renderers,
        confirm: 1,
        now: context::now()?,
    };
    let tracked = watch::track(store, &live, &watching)?;
    context.output.talk(terminal::track(&tracked, context.output.style).trim_end());
    Ok(if tracked.is_complete() { Exit::Nothing } else { Exit::Partial })
}
