//! `fineprint backfill`: what web archives hold of a policy, into the store.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops::backfill::{self, Backfilled, Depth, Progress, Wanted};
use crate::ops::evidence;
use crate::policy::PolicyId;
use crate::source::archive::{Archive, ArchiveError};
use crate::source::common_crawl::CommonCrawl;
use crate::source::polite::Polite;
use crate::source::wacz;
use crate::source::warc::{Shelf, WarcFile};
use crate::source::wayback::{self, WebArchive};
use crate::source::{Source, Window};
use crate::store::Store;

/// Bring what web archives hold of a policy into the store, in its place among what is known
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, as in practice-fusion/privacy-policy
    policy: PolicyId,
    /// The page's own address; the configured one unless given
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    pub archives: ArchiveArguments,
}

/// Which archives to ask, and for what.
#[derive(Debug, clap::Args)]
pub struct ArchiveArguments {
    /// No captures before this, as in 2012, 2012-10 or 2012-10-14
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// No captures after this
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// A web archive: internet-archive, arquivo, uk-web-archive, uk-government, common-crawl, or an address; may be
    /// repeated. The Internet Archive unless given
    #[arg(long = "archive", value_name = "NAME")]
    archives: Vec<Place>,
    /// A WARC file or WACZ package with captures of the page; may be repeated
    #[arg(long = "warc", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Look at every capture, however many there are
    #[arg(long)]
    all: bool,
    /// Look at so many captures at even distances first, then inside only where they differ
    #[arg(long, value_name = "N", conflicts_with = "all")]
    points: Option<usize>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let configured = config.policies.get(&arguments.policy).and_then(|policy| policy.url.clone());
    let Some(url) = arguments.url.clone().or(configured) else {
        bail!("{} has no address\ngive one with --url, or put it into fineprint.toml", arguments.policy);
    };
    let exit = arguments.archives.bring(context, &store, &arguments.policy, &url)?;
    if exit == Exit::Nothing {
        context.output.talk(&format!("next: fineprint log {}", arguments.policy));
    }
    Ok(exit)
}

impl ArchiveArguments {
    /// Asks every archive in turn. One that fails never stops the others.
    pub fn bring(&self, context: &Context, store: &Store, policy: &PolicyId, url: &str) -> anyhow::Result<Exit> {
        let known = wayback::held_at(url);
        let page = known.as_ref().map_or(url, |known| known.original.as_str());
        let wanted = Wanted { policy, url: page, window: self.window()?, depth: self.depth(), known: known.clone() };
        let quiet = context.output.quiet;
        let tell = Box::new(move |waiting: &_| {
            if !quiet {
                output::complain(&format!("{waiting}"));
            }
        });
        let polite = Arc::new(Polite::start(context::contact().as_deref(), context::now()?, tell)?);
        let mut exit = Exit::Nothing;
        for source in self.sources(context, store, &polite)? {
            match bring_from(context, store, &*source, &wanted) {
                Ok(Exit::Nothing) => {}
                Ok(other) => exit = other,
                Err(error) if error.downcast_ref::<crate::store::StoreError>().is_some() => return Err(error),
                Err(error) => {
                    output::complain(&format!("error: {error:#}"));
                    exit = Exit::Partial;
                }
            }
        }
        Ok(exit)
    }

    fn sources(&self, context: &Context, store: &Store, polite: &Arc<Polite>) -> anyhow::Result<Vec<Box<dyn Source>>> {
        let mut sources: Vec<Box<dyn Source>> = Vec::new();
        for path in &self.files {
            for source in files(context, store, path)? {
                sources.push(Box::new(source));
            }
        }
        let usual = [Place::Archive(Box::new(Archive::internet_archive()))];
        let archives = if self.archives.is_empty() && self.files.is_empty() { &usual[..] } else { &self.archives };
        for archive in archives {
            sources.push(match archive {
                Place::CommonCrawl => Box::new(CommonCrawl::new(Arc::clone(polite))),
                Place::Archive(archive) => {
                    Box::new(WebArchive::new(unpaced_on_loopback((**archive).clone()), Arc::clone(polite)))
                }
            });
        }
        Ok(sources)
    }

    fn window(&self) -> anyhow::Result<Window> {
        let limit = |text: &Option<String>, read: fn(&str) -> Option<_>| match text {
            None => Ok(None),
            Some(text) => read(text)
                .map(Some)
                .with_context(|| format!("{text:?} is not a date such as 2012, 2012-10 or 2012-10-14")),
        };
        Ok(Window { from: limit(&self.from, Window::start)?, to: limit(&self.to, Window::end)? })
    }

    fn depth(&self) -> Depth {
        match (self.all, self.points) {
            (true, _) => Depth::All,
            (false, Some(points)) => Depth::Points(points),
            (false, None) => Depth::Enough,
        }
    }
}

/// An archive as a person names it.
#[derive(Clone, Debug)]
enum Place {
    CommonCrawl,
    Archive(Box<Archive>),
}

impl FromStr for Place {
    type Err = ArchiveError;

    fn from_str(text: &str) -> Result<Self, ArchiveError> {
        if text == "common-crawl" {
            Ok(Self::CommonCrawl)
        } else {
            text.parse().map(|archive| Self::Archive(Box::new(archive)))
        }
    }
}

/// The WARC files at a path: the file itself, or those that a package holds.
fn files(context: &Context, store: &Store, path: &Path) -> anyhow::Result<Vec<WarcFile>> {
    let now = context::now()?;
    let is_package = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wacz"));
    if !is_package {
        return Ok(vec![WarcFile::open(path, now)?]);
    }
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let package = wacz::open(path, &store.private_folder().join("packages").join(name))?;
    for problem in &package.problems {
        output::complain(&format!("warning: {}: {problem}", path.display()));
    }
    if package.is_signed {
        context.output.talk(&format!("{} is signed; the signature is not verified", path.display()));
    }
    package.warcs.iter().map(|warc| Ok(WarcFile::open(warc, now)?)).collect()
}

/// This computer needs no protection from itself.
fn unpaced_on_loopback(archive: Archive) -> Archive {
    let host = url::Url::parse(&archive.replay).ok().and_then(|url| url.host_str().map(str::to_owned));
    match host.as_deref() {
        Some("127.0.0.1" | "localhost" | "[::1]") => Archive { index_rate: 1e6, replay_rate: 1e6, ..archive },
        _ => archive,
    }
}

fn bring_from(context: &Context, store: &Store, source: &dyn Source, wanted: &Wanted<'_>) -> anyhow::Result<Exit> {
    let shelf = Shelf::open(&evidence::shelf_path(store, wanted.policy, source.name()), context::now()?)?;
    let output = context.output;
    let mut told = 0;
    let mut tell = |progress: &Progress| match progress {
        Progress::Listed { captures, known, requests, seconds } => output.talk(&format!(
            "{}: {captures} captures of {}, {known} known already; at most {requests} to fetch, {}",
            source.name(),
            wanted.url,
            about(*seconds)
        )),
        Progress::Looked { looks, planned, fetched } if *fetched >= told + 25 => {
            told = *fetched;
            output.talk(&format!("  looked at {looks} of {planned}, fetched {fetched}"));
        }
        Progress::Looked { .. } => {}
    };
    let done = backfill::backfill(store, source, shelf, wanted, context::now()?, &mut tell)?;
    Ok(report(context, source.name(), wanted, &done))
}

fn report(context: &Context, name: &str, wanted: &Wanted<'_>, done: &Backfilled) -> Exit {
    let say = |text: String| context.output.talk(&text);
    for warning in &done.warnings {
        say(format!("{name}: {warning}"));
    }
    if let Some(exclusion) = done.excluded {
        output::complain(&format!("{name} {} ({}); what it holds stays unknown", exclusion.words(), wanted.url));
        return Exit::Partial;
    }
    if done.listed == 0 {
        say(format!("{name} holds no capture of {}; that says nothing about the page", wanted.url));
        return Exit::Nothing;
    }
    for (at, why) in &done.gaps {
        say(format!("gap at {at}: {why}"));
    }
    say(format!(
        "{name}: {} captures fetched, {} new in the store, {} new versions, {} gaps",
        done.fetched,
        done.recorded,
        done.versions,
        done.gaps.len()
    ));
    if done.beside > 0 {
        say(format!("{} redirects were left aside: the page itself was captured within a day of each", done.beside));
    }
    if done.left_out > 0 {
        say(format!(
            "{} captures were not looked at: those around them show the same (--all looks at every one)",
            done.left_out
        ));
    }
    if let Some(error) = &done.ended_by {
        output::complain(&format!("error: {error}\nwhat was had is recorded; run the same command again to go on"));
        return Exit::Partial;
    }
    Exit::Nothing
}

/// A time as a person says it.
fn about(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 1.0 => "at once".to_owned(),
        seconds if seconds < 90.0 => format!("about {seconds:.0} seconds"),
        seconds => format!("about {:.0} minutes", seconds / 60.0),
    }
}
