//! `fineprint history`: the past of a page, from its address alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::slice;

use anyhow::{Context as _, bail};
use serde::Serialize;

use super::answered::Answered;
use super::archives::ArchiveArguments;
use super::below;
use super::context::Context;
use super::exit_code::Exit;
use super::stopping;
use super::witness::WitnessArguments;
use super::{output, report};
use crate::ops::backfill::Period;
use crate::ops::{self, Analysis};
use crate::policy::{PolicyId, SLUG, slug};
use crate::report::{json_v1, terminal};
use crate::source::memento;
use crate::store::Store;
use crate::timeline::Timeline;

/// Rebuild the past of a page from web archives: no configuration, no account
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The page's address, or a web archive's address of a capture of it
    url: String,
    /// The folder for the store it builds; one named after the page unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// List the pages whose addresses begin with this one, and when they were captured, in place of rebuilding a past:
    /// policies move, and a search for all captures needs the address of each time
    #[arg(long, conflicts_with_all = ["out", "all", "points", "nearest", "witness"])]
    below: bool,
    #[command(flatten)]
    archives: ArchiveArguments,
    #[command(flatten)]
    witness: WitnessArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    if Path::new(&arguments.url).is_file() {
        bail!(
            "{0} is a file and not the address of a page\nfor the past of a page in it: fineprint history URL --warc {0}\nfor \
             the pages in it: fineprint history example.com --below --warc {0}",
            arguments.url
        );
    }
    let url = with_scheme(&arguments.url);
    if arguments.below {
        return below::run(context, &url, &arguments.archives);
    }
    let page = memento::parse(&url).map_or_else(|| url.clone(), |memento| memento.original);
    let policy = policy_of(&page)?;
    let folder = match arguments.out.as_deref().or(context.named_store()) {
        Some(folder) => folder.to_owned(),
        None => PathBuf::from(format!("{}-{}", policy.service(), policy.document())),
    };
    arguments.witness.ready()?;
    let store = Store::init(&folder)?;
    let brought = arguments.archives.bring(context, &store, &policy, &[Period::always(&url)])?;
    arguments.witness.ask(context, &store, &policy, &page)?;
    let is_known = store.policies()?.contains(&policy);
    let timeline = if is_known { store.timeline(&policy)? } else { Timeline::fold(policy.clone(), Vec::new()) };
    show(context, &ops::analyze(timeline, context.lexicon(&store.root())?), &folder, &brought.answers)?;
    stopping::tell("run the same command again");
    Ok(brought.exit)
}

/// What `history --json` answers: that of `log`, and what each archive said.
#[derive(Debug, Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    log: json_v1::Log<'a>,
    archives: &'a [Answered],
}

fn show(context: &Context, analysis: &Analysis, folder: &Path, archives: &[Answered]) -> anyhow::Result<()> {
    let policy = analysis.timeline.policy.clone();
    if analysis.timeline.versions.is_empty() {
        if context.output.json {
            let log = json_v1::log(&analysis.timeline, &analysis.findings);
            return output::print_json(&Report { log, archives });
        }
        if !stopping::is_wished() {
            context.output.talk("no version of the page was found, so there is nothing to show");
        }
        return Ok(());
    }
    let report = folder.join("report.html");
    report::write(&report, slice::from_ref(analysis))?;
    if context.output.json {
        let log = json_v1::log(&analysis.timeline, &analysis.findings);
        return output::print_json(&Report { log, archives });
    }
    output::print(&terminal::log(&analysis.report(), context.output.style))?;
    output::print(&terminal::findings(&analysis.findings, context.output.style))?;
    output::print(&next(folder, &report, &policy)?)
}

fn next(folder: &Path, report: &Path, policy: &PolicyId) -> anyhow::Result<String> {
    let mut text = format!("\nThe whole report, to open in a browser:\n  {}\n\nTry next:\n", report.display());
    writeln!(text, "  cd {}", folder.display())?;
    writeln!(text, "  fineprint diff {policy}      what changed last, clause by clause")?;
    writeln!(text, "  fineprint blame {policy}     since when each sentence stands")?;
    Ok(text)
}

pub fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

/// A name for the policy at an address: the host, and the path's words.
pub fn policy_of(url: &str) -> anyhow::Result<PolicyId> {
    let parsed = url::Url::parse(url).with_context(|| format!("{url:?} is not the address of a page"))?;
    let host = parsed.host_str().with_context(|| format!("{url:?} names no host"))?;
    let service = slug(host.strip_prefix("www.").unwrap_or(host), SLUG);
    let document = slug(&format!("{} {}", parsed.path(), parsed.query().unwrap_or_default()), SLUG);
    let document = if document.is_empty() { "front-page".to_owned() } else { document };
    format!("{service}/{document}").parse().with_context(|| format!("{url:?} gives no name for a policy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_s_address_gives_a_policy_its_name() {
        let name = |url| policy_of(url).unwrap().to_string();
        assert_eq!(name("https://www.acme.example/legal/privacy"), "acme-example/legal-privacy");
        assert_eq!(name("https://acme.example/"), "acme-example/front-page");
        assert_eq!(name("http://acme.example:8080/Terms.aspx?id=7&lang=EN"), "acme-example/terms-aspx-id-7-lang-en");
        assert!(policy_of("mailto:a@example.com").is_err());
        assert!(name(&format!("https://a.example/{}", "x".repeat(500))).len() < 80);
    }
}
