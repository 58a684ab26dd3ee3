//! `fineprint demo`: a real case from bundled captures, one of them a reconstruction, with no network and no account.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::{log, output, report};
use crate::compare::Lexicon;
use crate::ops::{self, Analysis, demo};
use crate::report::terminal;
use crate::store::Store;

/// Build a store from bundled captures of real policies and a reconstructed post, and show what can be said of them
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder for the store, new or empty; a temporary one unless given
    folder: Option<PathBuf>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let folder = match arguments.folder.as_deref().or(context.named_store()) {
        Some(folder) => folder.to_owned(),
        None => temporary()?,
    };
    if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty\nname a folder that is, or none for a temporary one", folder.display());
    }
    let store = Store::init(&folder)?;
    let policies = demo::record(&store, context::now()?, demo::captures()?)?;
    let analyses = policies
        .iter()
        .map(|policy| Ok(ops::analyze(store.timeline(policy)?, Lexicon::built_in())))
        .collect::<anyhow::Result<Vec<Analysis>>>()?;
    let path = folder.join("report.html");
    report::write(&path, &analyses)?;
    if !context.output.json {
        let reports: Vec<_> = analyses.iter().map(Analysis::report).collect();
        let glance = terminal::glance(&reports, context.output.style);
        output::print(&format!("At a glance\n\n{glance}\nVersion by version\n\n"))?;
    }
    for analysis in &analyses {
        log::print(context, analysis)?;
    }
    if !context.output.json {
        output::print(&next(&folder, &path)?)?;
    }
    Ok(Exit::Nothing)
}

/// A folder of its own among the system's temporary ones.
fn temporary() -> anyhow::Result<PathBuf> {
    let now = context::now()?.compact();
    for attempt in 0..100 {
        let folder = context::temporary_folder().join(format!("fineprint-demo-{now}-{}-{attempt}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("{} cannot be made", folder.display())),
        }
    }
    bail!("no temporary folder could be made\nname one: fineprint demo FOLDER")
}

fn next(folder: &Path, report: &Path) -> anyhow::Result<String> {
    let mut text = format!("The whole report, to open in a browser:\n  {}\n", report.display());
    let folder = folder.display();
    writeln!(text, "\nTry next, in the store it made:")?;
    writeln!(text, "  cd {folder}")?;
    writeln!(text, "  fineprint diff practice-fusion/privacy-policy      what changed, clause by clause")?;
    writeln!(text, "  fineprint blame practice-fusion/privacy-policy     since when each sentence stands")?;
    writeln!(text, "  git log -p snapshots/practice-fusion/privacy-policy/policy.md    the same with git alone")?;
    Ok(text)
}
