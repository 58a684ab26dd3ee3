//! Which web archives a command asks, how it tells of what they answer, and what that means for its exit code.
//! Must not know what is done with the store afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use super::answered::{Answer, Answered, CombinedAnswer, causes, report};
use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::progress::Teller;
use super::stopping;
use crate::capture::Digest;
use crate::ops::backfill::{self, Depth, Gathered, Period, Wanted};
use crate::ops::{Selecting, evidence};
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
    /// What came of each document of several pages.
    pub combined: Vec<CombinedAnswer>,
    pub exit: Exit,
}

/// What every question to an archive has in common.
struct Asking<'a> {
    arguments: &'a ArchiveArguments,
    context: &'a Context,
    store: &'a Store,
    policy: &'a PolicyId,
    selecting: &'a Selecting,
    polite: &'a Polite,
}

impl Asking<'_> {
    fn bring(&self, sources: &[Box<dyn Source>], period: &Period, brought: &mut Brought) -> anyhow::Result<()> {
        if let [url] = &period.urls[..] {
            for source in unless_stopped(sources) {
                brought.answers.push(self.ask(&**source, url, period.window, None)?);
            }
            return Ok(());
        }
        let mut gathered = Gathered::of(&period.urls);
        for source in unless_stopped(sources) {
            for (page, url) in period.urls.iter().enumerate() {
                let into = Some((&mut gathered, page));
                brought.answers.push(self.ask(&**source, url, period.window, into)?);
            }
        }
        let combined = gathered.combine(self.store, self.policy, self.selecting, context::now()?)?;
        brought.combined.push(CombinedAnswer::told(self.context, &period.urls, combined));
        Ok(())
    }

    /// Asks one archive for one address. Only a store or a disk that cannot be written ends the command.
    fn ask(
        &self,
        source: &dyn Source,
        url: &str,
        window: Window,
        into: Option<(&mut Gathered, usize)>,
    ) -> anyhow::Result<Answered> {
        let known = wayback::held_at(url);
        let wanted = Wanted {
            policy: self.policy,
            url: known.as_ref().map_or(url, |known| &*known.original),
            selecting: self.selecting,
            window,
            depth: self.arguments.depth(),
            known: known.clone(),
            hop_window: seconds(self.arguments.redirect_window),
            nearest: self.arguments.nearest.map(seconds),
            stop: stopping::stop(),
        };
        let (context, store, now) = (self.context, self.store, context::now()?);
        let kept = Shelf::open(&evidence::shelf_path(store, wanted.policy, source.name()), now)?;
        let mut teller = Teller::new(context.output, source.name(), wanted.url, self.polite.pace().clock());
        let mut tell = |progress: &_| teller.tell(progress);
        let done = match into {
            None => backfill::backfill(store, source, kept, &wanted, now, &mut tell),
            Some(into) => backfill::gather(store, source, kept, &wanted, into, now, &mut tell),
        };
        match done {
            Ok(done) => {
                let took = teller.took();
                Ok(report(context, source.name(), &wanted, done, took))
            }
            Err(backfill::BackfillError::Source(error)) => {
                output::complain(&format!(
                    "{}: {error}; what it holds of {} stays unknown{}",
                    source.name(),
                    wanted.url,
                    causes(&error)
                ));
                Ok(Answered::none_for(source.name(), wanted.url, &error))
            }
            Err(other) => Err(other.into()),
        }
    }
}

impl ArchiveArguments {
    /// Asks every archive in turn for each period's addresses. One that fails never stops the others.
    pub fn bring(
        &self,
        context: &Context,
        store: &Store,
        policy: &PolicyId,
        periods: &[Period],
    ) -> anyhow::Result<Brought> {
        let selecting = context::selecting(&context::config(&store.root())?, policy)?;
        let limits = self.window()?;
        let polite = Arc::new(polite(context)?);
        let asking = Asking { arguments: self, context, store, policy, selecting: &selecting, polite: &polite };
        let config = context::config(&store.root())?;
        let sources = self.sources(context, &config.archives, &store.private_folder().join("packages"), &polite)?;
        let mut brought = Brought { answers: Vec::new(), combined: Vec::new(), exit: Exit::Nothing };
        for period in unless_stopped(periods).filter_map(|period| period.within(limits)) {
            asking.bring(&sources, &period, &mut brought)?;
        }
        let said: Vec<Answer> = brought.answers.iter().map(|answered| answered.answer).collect();
        brought.exit = Answer::exit(&said);
        Ok(brought)
    }

    /// The archives to ask: those that are named, by `lines` of configuration or by themselves. Packages are unpacked in
    /// `folder`.
    pub fn sources(
        &self,
        context: &Context,
        lines: &BTreeMap<String, ArchiveLine>,
        folder: &Path,
        polite: &Arc<Polite>,
    ) -> anyhow::Result<Vec<Box<dyn Source>>> {
        let mut sources: Vec<Box<dyn Source>> = Vec::new();
        for path in &self.files {
            for source in files(context, folder, path)? {
                sources.push(Box::new(source));
            }
        }
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

    /// The time from which captures are wanted.
    pub fn window(&self) -> anyhow::Result<Window> {
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

/// One after the other, as long as nobody wishes to stop.
pub fn unless_stopped<T>(all: &[T]) -> impl Iterator<Item = &T> {
    all.iter().take_while(|_| !stopping::is_wished())
}

/// One way to ask that the whole process shares, telling of long waits.
pub fn polite(context: &Context) -> anyhow::Result<Polite> {
    let quiet = context.output.quiet;
    let tell = Box::new(move |waiting: &_| {
        if !quiet {
            output::complain(&format!("{waiting}"));
        }
    });
    Ok(Polite::start(context::contact().as_deref(), context::now()?, stopping::stop(), tell)?)
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

/// The most that is told one by one of a package that is not as it was packed.
const MOST_PROBLEMS: usize = 10;

/// The WARC files at a path: the file itself, or those that a package holds.
fn files(context: &Context, folder: &Path, path: &Path) -> anyhow::Result<Vec<WarcFile>> {
    let now = context::now()?;
    let is_package = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wacz"));
    if !is_package {
        return Ok(vec![WarcFile::open(path, now)?]);
    }
    // By its whole path: packages of one name in two folders are two.
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = Digest::of(whole.to_string_lossy().as_bytes()).to_string();
    let package = wacz::open(path, &folder.join(&name[..16]))?;
    for problem in package.problems.iter().take(MOST_PROBLEMS) {
        output::complain(&format!("warning: {}: {problem}", path.display()));
    }
    if package.problems.len() > MOST_PROBLEMS {
        let more = package.problems.len() - MOST_PROBLEMS;
        output::complain(&format!("warning: {}: and {more} more; this is not what was packed", path.display()));
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
