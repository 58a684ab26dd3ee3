//! `fineprint diff`: two versions, or two files with no store at all.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::context::Context;
use super::exit_code::Exit;
use super::inspect;
use super::output;
use super::spec::{At, VersionSpec};
use crate::capture::Digest;
use crate::claim::Claims;
use crate::compare::{self, Comparison};
use crate::document::Document;
use crate::finding::Finding;
use crate::ops::pair::{self, Seen};
use crate::ops::read;
use crate::report::terminal::{self, Listing};
use crate::report::{Difference, Side, json_v1};
use crate::source::files::{self, Given};
use crate::time::CapturedAt;

/// Compare two versions, or two files: what changed, what it means, and whether the dates hold
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file, or a version such as acme/terms@1, in any mixture; a policy alone compares its last two versions
    old: String,
    /// A file, or a version such as acme/terms@2
    new: Option<String>,
    /// When the old text was last seen
    #[arg(long, value_name = "INSTANT")]
    old_last_seen: Option<CapturedAt>,
    /// When the new text was first seen
    #[arg(long, value_name = "INSTANT")]
    new_first_seen: Option<CapturedAt>,
    /// List every change, those without weight too
    #[arg(long)]
    all: bool,
}

impl Arguments {
    fn listing(&self) -> Listing {
        if self.all { Listing::Everything } else { Listing::Telling }
    }
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    match arguments.new.as_deref() {
        Some(new) if is_file(&arguments.old) && is_file(new) => files(context, arguments, new),
        Some(new) if is_file(&arguments.old) || is_file(new) => mixed(context, arguments, new),
        None if Path::new(&arguments.old).exists() => {
            let name = &arguments.old;
            bail!(
                "{name} is a file, and a second one is needed\nname both, the older one first: fineprint diff {name} NEW"
            )
        }
        new => versions(context, arguments, new),
    }
}

/// A name under which a file stands, or that names no version, means a file.
fn is_file(name: &str) -> bool {
    Path::new(name).exists() || name.parse::<VersionSpec>().is_err()
}

/// One file, or a version in the place of one, read, and when it was seen if anything says so.
struct FileSide<'a> {
    name: &'a str,
    seen: Option<CapturedAt>,
    document: Arc<Document>,
    claims: Claims,
    digest: Digest,
}

impl<'a> FileSide<'a> {
    fn read(name: &'a str, given: Option<CapturedAt>) -> anyhow::Result<Self> {
        let path = Path::new(name);
        let seen = given.or_else(|| files::instant(path, &Given::default()));
        let dated = read::dated(&inspect::capture(path, None, seen)?);
        match dated.reading {
            Ok((document, claims)) => Ok(Self { name, seen, document, claims, digest: dated.digest }),
            Err(reason) => bail!("{name} is not a policy's text: {}\nonly texts can be compared", reason.words()),
        }
    }

    fn seen_at(&self, at: CapturedAt) -> Seen<'_> {
        Seen { document: &self.document, claims: &self.claims, at }
    }

    fn side(&self) -> Side<'_> {
        Side { label: self.name.to_owned(), claims: &self.claims, first_seen: self.seen, last_seen: self.seen }
    }
}

fn files(context: &Context, arguments: &Arguments, new: &str) -> anyhow::Result<Exit> {
    let old = FileSide::read(&arguments.old, arguments.old_last_seen)?;
    let new = FileSide::read(new, arguments.new_first_seen)?;
    pair(context, arguments, &old, &new)
}

/// A file on one side and a version on the other.
fn mixed(context: &Context, arguments: &Arguments, new: &str) -> anyhow::Result<Exit> {
    let old = arguments.old.as_str();
    let [of_old, of_new] = [arguments.old_last_seen, arguments.new_first_seen];
    let is_old = is_file(old);
    let (file, name, given, known) = if is_old { (old, new, of_old, of_new) } else { (new, old, of_new, of_old) };
    if known.is_some() {
        bail!("the store knows when {name} was seen\ngive an instant for {file} alone");
    }
    let file = FileSide::read(file, given)?;
    let spec: VersionSpec = name.parse()?;
    let store = context.store().with_context(|| neither(name))?;
    if !store.policies()?.contains(&spec.policy) {
        bail!("{}", neither(name));
    }
    let timeline = store.timeline(&spec.policy)?;
    let version = spec.find(&timeline)?;
    let version = FileSide {
        name,
        seen: Some(if is_old { version.first_seen } else { version.last_seen }),
        document: Arc::clone(&version.document),
        claims: version.claims.clone(),
        digest: version.digest,
    };
    let [old, new] = if is_old { [&file, &version] } else { [&version, &file] };
    pair(context, arguments, old, new)
}

fn neither(name: &str) -> String {
    format!("{name} is neither a file nor a version in a store\ncheck the path, or name a version as in acme/terms@2")
}

fn pair(context: &Context, arguments: &Arguments, old: &FileSide<'_>, new: &FileSide<'_>) -> anyhow::Result<Exit> {
    let comparison = compare::compare_with(context.lexicon_here()?, &old.document, &new.document);
    let comparison = if old.digest == new.digest { comparison } else { comparison.of_unlike_files() };
    let findings = match (old.seen, new.seen) {
        (Some(last_seen), Some(first_seen)) if last_seen > first_seen => bail!(
            "the old text cannot have been last seen ({last_seen}) after the new one was first seen ({first_seen})\n\
             name the older file first, or correct --old-last-seen and --new-first-seen"
        ),
        (Some(last_seen), Some(first_seen)) => {
            Some(pair::findings(old.seen_at(last_seen), new.seen_at(first_seen), &comparison)?)
        }
        _ => None,
    };
    print(context, arguments, [&old.side(), &new.side()], &comparison, findings.as_deref())
}

fn versions(context: &Context, arguments: &Arguments, new: Option<&str>) -> anyhow::Result<Exit> {
    if arguments.old_last_seen.is_some() || arguments.new_first_seen.is_some() {
        bail!("--old-last-seen and --new-first-seen are for files\nthe store knows when its versions were seen");
    }
    let mut old: VersionSpec = arguments.old.parse()?;
    let new: VersionSpec = match new {
        Some(new) => new.parse()?,
        None => VersionSpec { policy: old.policy.clone(), at: At::Latest },
    };
    let store = context.store()?;
    let analysis = context.analysis(&store, &new.policy)?;
    let new_version = new.find(&analysis.timeline)?;
    if arguments.new.is_none() && old.at == At::Latest {
        if new_version.n < 2 {
            bail!("{} has one version only, so there is nothing to compare it with", new.policy);
        }
        old.at = At::Number(new_version.n - 1);
    }
    let other = if old.policy == new.policy { None } else { Some(store.timeline(&old.policy)?) };
    let old_version = old.find(other.as_ref().unwrap_or(&analysis.timeline))?;
    let lexicon = context.lexicon(&store.root())?;
    let comparison = compare::compare_with(lexicon, &old_version.document, &new_version.document);
    let comparison = if other.is_some() { comparison.of_two_policies() } else { comparison };
    let between =
        |finding: &Finding| other.is_none() && finding.version.is_some_and(|n| old_version.n < n && n <= new_version.n);
    let findings: Vec<Finding> = analysis.findings.iter().filter(|finding| between(finding)).cloned().collect();
    let mut sides = [Side::of_version(&old.policy, old_version), Side::of_version(&new.policy, new_version)];
    if let Some(warning) = no_history(other.is_some(), old_version.n, new_version.n) {
        output::complain(&format!("warning: {warning}"));
        for side in &mut sides {
            (side.first_seen, side.last_seen) = (None, None);
        }
    }
    print(context, arguments, [&sides[0], &sides[1]], &comparison, other.is_none().then_some(&findings))
}

/// Why the second text did not come after the first, so that nothing is said of when it appeared.
fn no_history(two_policies: bool, old: u32, new: u32) -> Option<&'static str> {
    match () {
        () if two_policies => Some("these are two policies, not two versions of one: what differs did not change"),
        () if old == new => Some("this compares a version with itself"),
        () if old > new => Some("the first one named is the newer: what is called added was removed since"),
        () => None,
    }
}

fn print(
    context: &Context,
    arguments: &Arguments,
    [old, new]: [&Side<'_>; 2],
    comparison: &Comparison,
    findings: Option<&[Finding]>,
) -> anyhow::Result<Exit> {
    if context.output.json {
        output::print_json(&json_v1::diff(comparison, findings))?;
    } else {
        let difference = Difference { old, new, comparison, findings: findings.unwrap_or_default() };
        let listing = arguments.listing();
        output::print(&terminal::diff(&difference, listing, context.output.style))?;
    }
    Ok(Exit::Nothing)
}
