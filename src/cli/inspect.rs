//! `fineprint inspect`: what would be read from a page, with no store at all.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use super::config as config_command;
use super::context::{self, Context};
use super::exit_code::Exit;
use super::seeing::{self, Detail, PageArguments, Parts};
use crate::capture::Capture;
use crate::config::{Config, PolicyConfig, Selector, Selectors};
use crate::policy::PolicyId;
use crate::source::files::{self, Given};
use crate::source::guard::{Reach, Refusal};
use crate::time::CapturedAt;

/// Show what would be read from a page: its sections, dates and promises; nothing is recorded
///
/// An address is looked at as `track` does it: politely, with its limits, and in private networks only where that is
/// allowed. Several pages are read as one document.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file of HTML, Markdown, text or PDF, `-` for stdin, an address, or a policy of fineprint.toml; several files or
    /// addresses are the pages of one document
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<String>,
    /// The page's own address, by which the links of a file are read
    #[arg(long)]
    url: Option<String>,
    /// When the page in a file was seen
    #[arg(long, value_name = "INSTANT")]
    captured_at: Option<CapturedAt>,
    /// Also say what was left out, and by which rule
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    page: PageArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let detail = if arguments.explain { Detail::Explained } else { Detail::Read };
    let Some((config, own)) = arguments.live(context)? else {
        let captures =
            arguments.pages.iter().map(|page| capture(Path::new(page), arguments.url.clone(), arguments.captured_at));
        let captures = captures.collect::<anyhow::Result<Vec<_>>>()?;
        seeing::show(context, &captures, &arguments.parts(&PolicyConfig::default()), detail)?;
        return Ok(Exit::Nothing);
    };
    let Some(captures) = seeing::captures(context, &config, &own)? else { return Ok(Exit::Partial) };
    seeing::show(context, &captures, &arguments.parts(&own), detail)?;
    Ok(Exit::Nothing)
}

impl Arguments {
    /// What is to be looked at on the web, and how; `None` where files are named.
    fn live(&self, context: &Context) -> anyhow::Result<Option<(Config, PolicyConfig)>> {
        let addresses = self.pages.iter().filter(|page| is_address(page)).count();
        let file = || Path::new(&self.pages[0]).exists();
        let named = || self.pages[0].parse::<PolicyId>().ok().filter(|_| self.pages.len() == 1 && !file());
        let mut config = match context.store() {
            Ok(store) => context::config(&store.root())?,
            Err(_) => Config::default(),
        };
        config.pace.allow_private |= self.page.allow_private;
        let own = match named().and_then(|policy| config.policies.get(&policy)) {
            Some(own) => own.clone(),
            None if addresses == 0 => return Ok(None),
            None if addresses < self.pages.len() => bail!("files and addresses cannot be pages of one document"),
            None => self.configured(context, &config)?,
        };
        let own = PolicyConfig {
            language: self.page.language.clone().or(own.language),
            renderer: self.page.renderer.clone().or(own.renderer),
            ..own
        };
        for url in own.addresses() {
            check(url, config.pace.allow_private)?;
        }
        Ok(Some((config, own)))
    }

    /// The policy that has these addresses, or one that has nothing but them.
    fn configured(&self, context: &Context, config: &Config) -> anyhow::Result<PolicyConfig> {
        let policy = match &self.pages[..] {
            [url] => config_command::by_address(config).get(url.as_str()).cloned(),
            _ => None,
        };
        let own = match &policy {
            Some(name) => config.policies.get(&name.parse::<PolicyId>()?),
            None => None,
        };
        if let Some((own, name)) = own.filter(|own| own.addresses().len() == 1).zip(policy) {
            context.output.talk(&format!("read as fineprint.toml says for {name}"));
            return Ok(own.clone());
        }
        Ok(PolicyConfig { urls: self.pages.clone(), ..PolicyConfig::default() })
    }

    /// The selectors that are given, else those of the policy.
    fn parts(&self, own: &PolicyConfig) -> Parts {
        let given = |given: &[Selector], own: &Selectors| match given {
            [] => own.parts(),
            given => Selectors(given.to_vec()).parts(),
        };
        Parts { select: given(&self.page.select, &own.select), remove: given(&self.page.remove, &own.remove) }
    }
}

fn is_address(page: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| page.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme)))
}

/// Says the ways out where an address cannot be asked.
pub fn check(address: &str, private_is_allowed: bool) -> anyhow::Result<()> {
    let url = url::Url::parse(address).with_context(|| format!("{address:?} is no address of a page"))?;
    match Reach::Public.check(&url) {
        Err(Refusal::Private) if !private_is_allowed => bail!(
            "{address} is in a private network\nif it may be asked: --allow-private for this once, or allow-private = true under \
             [pace] in fineprint.toml for every look"
        ),
        Err(Refusal::NotWeb) => bail!("{address:?} is no address of a web page"),
        _ => Ok(()),
    }
}

/// A file or stdin as a capture. An instant that nobody knows is the oldest one: inspecting does not need it.
pub fn capture(path: &Path, url: Option<String>, captured_at: Option<CapturedAt>) -> anyhow::Result<Capture> {
    let text = path.to_string_lossy();
    if is_address(&text) {
        bail!(
            "{text} is an address, and a file is needed here\nsave the page to a file; `fineprint inspect {text}` shows what would be read of it"
        );
    }
    let body = if text == "-" { stdin()? } else { files::body(path)? };
    let given = Given { captured_at, url, ..Given::default() };
    let known = Given { captured_at: captured_at.or_else(|| files::instant(path, &given)), ..given };
    let any = Given { captured_at: known.captured_at.or_else(|| CapturedAt::from_unix(0)), ..known };
    Ok(files::capture(path, body, &any)?)
}

fn stdin() -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    std::io::stdin().take(files::LARGEST).read_to_end(&mut body).context("stdin cannot be read")?;
    if body.iter().all(u8::is_ascii_whitespace) {
        bail!("stdin is empty\npipe a page into it, as in `curl URL | fineprint inspect -`");
    }
    Ok(body)
}
