//! Which web archives a command asks, how it tells of what they answer, and what that means for its exit code.
//! Must not know what is done with the store afterwards.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::answered::{Answer, Answered, causes, report};
use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::progress::Teller;
use crate::ops::backfill::{self, Depth, Wanted};
use crate::ops::evidence;
use crate::policy::PolicyId;
use crate::source::archive::{Archive, ArchiveError, ArchiveLine};
use crate::source::common_crawl::CommonCrawl;
use crate::source::polite::Polite;
use crate::source::wacz;
use crate::source::warc::{Shelf, WarcFile};
use crate::source::wayback::{self, WebArchive};
use crate::source::{Source, Window};
use crate::store::Store;

/// Which archives to ask, and for what.
#[derive(Debug, clap::Args)]
pub struct ArchiveArguments {
    /// No captures before this, as in 2012, 2012-10 or 2012-10-14
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// No captures after this
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// A web archive: internet-archive, arquivo, uk-web-archive, uk-government, common-crawl, one that fineprint.toml names,
    /// or an address; may be repeated. The Internet Archive and those in fineprint.toml unless given
    #[arg(long = "archive", value_name = "NAME")]
    archives: Vec<String>,
    /// A WARC file or WACZ package with captures of the page; may be repeated
    #[arg(long = "warc", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Look at every capture, however many there are
    #[arg(long)]
    all: bool,
    /// Look at so many captures at even distances first, then inside only where they differ
    #[arg(long, value_name = "N", conflicts_with = "all")]
    points: Option<usize>,
    /// Where an archive cannot show a capture, take the one that it shows in its place if that is at most so many hours
    /// away. It is recorded under its own instant
    #[arg(long, value_name = "HOURS")]
    nearest: Option<u32>,
    /// Follow an archived redirect to what was captured at most so many hours before or after it
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    redirect_window: u32,
}

/// What came of asking every archive.
pub struct Brought {
    pub answers: Vec<Answered>,
    pub exit: Exit,
}

impl ArchiveArguments {
    /// Asks every archive in turn. One that fails never stops the others.
    pub fn bring(&self, context: &Context, store: &Store, policy: &PolicyId, url: &str) -> anyhow::Result<Brought> {
        let known = wayback::held_at(url);
        let page = known.as_ref().map_or(url, |known| known.original.as_str());
        let selecting = context::selecting(&context::config(&store.root())?, policy)?;
        let wanted = Wanted {
            policy,
            url: page,
            selecting: &selecting,
            window: self.window()?,
            depth: self.depth(),
            known: known.clone(),
            hop_window: seconds(self.redirect_window),
            nearest: self.nearest.map(seconds),
        };
        let polite = Arc::new(polite(context)?);
        let mut answers = Vec::new();
        for source in self.sources(context, store, &polite)? {
            answers.push(bring_from(context, store, &*source, &wanted, &polite)?);
        }
        let said: Vec<Answer> = answers.iter().map(|answered| answered.answer).collect();
        let exit = Answer::exit(&said);
        Ok(Brought { answers, exit })
    }

    fn sources(&self, context: &Context, store: &Store, polite: &Arc<Polite>) -> anyhow::Result<Vec<Box<dyn Source>>> {
        let mut sources: Vec<Box<dyn Source>> = Vec::new();
        for path in &self.files {
            for source in files(context, store, path)? {
                sources.push(Box::new(source));
            }
        }
        let lines = context::config(&store.root())?.archives;
        let mut names = self.archives.clone();
        if names.is_empty() && self.files.is_empty() {
            let is_internet_archive = |name: &&String| Archive::known(name) == Some(Archive::internet_archive());
            names.extend((!lines.keys().any(|name| is_internet_archive(&name))).then(|| "internet-archive".to_owned()));
            names.extend(lines.keys().cloned());
        }
        for name in names {
            sources.push(match lines.get(&name) {
                None if name == "common-crawl" => Box::new(CommonCrawl::new(Arc::clone(polite))),
                line => Box::new(WebArchive::new(unpaced_on_loopback(archive(&name, line)?), Arc::clone(polite))),
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

/// One way to ask that the whole process shares, telling of long waits.
pub fn polite(context: &Context) -> anyhow::Result<Polite> {
    let quiet = context.output.quiet;
    let tell = Box::new(move |waiting: &_| {
        if !quiet {
            output::complain(&format!("{waiting}"));
        }
    });
    Ok(Polite::start(context::contact().as_deref(), context::now()?, tell)?)
}

fn seconds(hours: u32) -> u64 {
    u64::from(hours) * 3600
}

/// The archive that a person means: one of the configuration, a known one, or one by its address.
fn archive(name: &str, line: Option<&ArchiveLine>) -> anyhow::Result<Archive> {
    match line {
        Some(line) => Ok(line.archive(name).context("fineprint.toml cannot be used")?),
        None => Ok(name.parse().map_err(|error: ArchiveError| error)?),
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
pub fn unpaced_on_loopback(archive: Archive) -> Archive {
    let host = url::Url::parse(&archive.replay).ok().and_then(|url| url.host_str().map(str::to_owned));
    match host.as_deref() {
        Some("127.0.0.1" | "localhost" | "[::1]") => Archive { index_rate: 1e6, replay_rate: 1e6, ..archive },
        _ => archive,
    }
}

/// Asks one archive. Only a store or a disk that cannot be written ends the command.
fn bring_from(
    context: &Context,
    store: &Store,
    source: &dyn Source,
    wanted: &Wanted<'_>,
    polite: &Polite,
) -> anyhow::Result<Answered> {
    let shelf = Shelf::open(&evidence::shelf_path(store, wanted.policy, source.name()), context::now()?)?;
    let mut teller = Teller::new(context.output, source.name(), wanted.url, polite.pace().clock());
    match backfill::backfill(store, source, shelf, wanted, context::now()?, &mut |progress| teller.tell(progress)) {
        Ok(done) => {
            let took = teller.took();
            Ok(report(context, source.name(), wanted, done, took))
        }
        Err(backfill::BackfillError::Source(error)) => {
            output::complain(&format!(
                "{}: {error}; what it holds of {} stays unknown{}",
                source.name(),
                wanted.url,
                causes(&error)
            ));
            Ok(Answered::none_for(source.name(), &error))
        }
        Err(other) => Err(other.into()),
    }
}
