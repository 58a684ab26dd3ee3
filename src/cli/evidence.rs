//! `fineprint evidence`: what proves a policy's past, in one package that can be checked without this program.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::spec::VersionSpec;
use crate::ops::captures::Captures;
use crate::ops::how_to_check::how_to_check;
use crate::ops::witness::{self, WitnessRecord};
use crate::policy::PolicyId;
use crate::report::{PolicyReport, html};
use crate::source::wacz::pack::Packer;
use crate::time::CapturedAt;
use crate::timeline::Timeline;

/// Write a package with the captures, their records, the report, and how to check all of it with other tools
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The policy, or one version with the captures that bound it: acme/terms, acme/terms@2, acme/terms@2019-04-25
    policy: String,
    /// The folder for the package
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    #[cfg(feature = "timestamp")]
    #[command(flatten)]
    timestamp: super::timestamp::TimestampArguments,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let now = context::now()?;
    let (policy, version) = wanted(&arguments.policy)?;
    let analysis = context.analysis(&store, &policy)?;
    let mut captures = Captures::of(&store, &policy)?;
    let mut name = policy.to_string().replace('/', "-");
    if let Some(version) = version {
        let version = version.find(&analysis.timeline)?.n;
        captures.retain(|at| bounds_version(at, &analysis.timeline, version));
        let _ = write!(name, "-{version}");
    }
    if captures.is_empty() {
        bail!("{policy} has no capture that could be packed\nbring some: fineprint backfill {policy}");
    }
    let report = PolicyReport { generated_at: Some(now), ..analysis.report() };
    let tip = analysis.timeline.versions.last().and_then(|version| version.commit.clone());
    let witnesses: Vec<String> = witness::records(&store, &policy)?.iter().map(WitnessRecord::print).collect();
    fs::create_dir_all(&arguments.out).with_context(|| format!("{} cannot be made", arguments.out.display()))?;
    let wacz = arguments.out.join(format!("{name}.wacz"));
    let mut how = String::new();
    output::whole_file(&wacz, |file| {
        let mut packer = Packer::begin(file, &policy.to_string(), now).with_room_for(captures.bytes());
        how = how_to_check(&policy, &name, tip.as_deref(), &packer.captures(captures.iter())?);
        packer.file("report.html", html::page(&[report]).as_bytes())?;
        packer.stream("records.jsonl", |out| captures.write_records(out))?;
        packer.file("witnesses.jsonl", witnesses.concat().as_bytes())?;
        packer.file("HOW-TO-CHECK.txt", how.as_bytes())?;
        packer.finish().map(|_| ())
    })?;
    context.output.talk(&format!("wrote {}", wacz.display()));
    let text = arguments.out.join(format!("{name}.txt"));
    fs::write(&text, how).with_context(|| format!("{} cannot be written", text.display()))?;
    context.output.talk(&format!("wrote {}", text.display()));
    let digest = fs::File::open(&wacz).and_then(crate::capture::Digest::read);
    let digest = digest.with_context(|| format!("{} cannot be read", wacz.display()))?;
    #[cfg(feature = "timestamp")]
    arguments.timestamp.stamp(context, &arguments.out.join(&name), digest)?;
    context.output.talk(&format!("sha256 of {name}.wacz: {digest}"));
    Ok(Exit::Nothing)
}

fn wanted(text: &str) -> anyhow::Result<(PolicyId, Option<VersionSpec>)> {
    match text.split_once('@') {
        None => Ok((text.parse()?, None)),
        Some((policy, "..")) => Ok((policy.parse()?, None)),
        Some((policy, _)) => Ok((policy.parse()?, Some(text.parse()?))),
    }
}

/// Whether a capture shows version `n`, or lies between it and the last one that showed the version before.
fn bounds_version(at: CapturedAt, timeline: &Timeline, n: u32) -> bool {
    let (Some(version), Some(bounds)) = (timeline.version(n), timeline.bounds(n)) else { return false };
    bounds.after.unwrap_or(version.first_seen) <= at && at <= version.last_seen
}
