//! `fineprint init`: a new store.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::Context;
use super::exit_code::Exit;
use crate::config;
use crate::store::Store;

const NEW_CONFIG: &str = "\
# Whom the owner of a website can write to about these visits; it is sent along with every request.
# contact = \"https://www.example.org/about\"

# The policies this store keeps. Each is a table; its name is service/document. `fineprint add URL` adds one.
#
# [policy.\"acme/privacy-policy\"]
# url = \"https://www.example.com/privacy\"
# select = \"main\"          # the parts of the page that are the policy; found by themselves unless given
# remove = [\".newsletter\"] # the parts that are not
#
# `fineprint config check` says what is wrong here, `fineprint config schema` prints a schema for editors.
";

/// A workflow that looks once a day and pushes what it sees.
const WORKFLOW: &str = include_str!("init/workflow.yml");
/// Where GitHub looks for it.
const WORKFLOW_PATH: &str = ".github/workflows/track.yml";
/// What stands for the action in [`WORKFLOW`]: a release says which repository and commit it was made from.
const ACTION: &str = "OWNER/fineprint@REF";

/// Make a new store: a git repository with a fineprint.toml, and a workflow for GitHub
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; this one unless given
    folder: Option<PathBuf>,
    /// Write no workflow
    #[arg(long)]
    no_workflow: bool,
    /// The action that the workflow uses, as OWNER/REPOSITORY@COMMIT
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let folder = arguments.folder.as_deref().or(context.named_store()).unwrap_or(Path::new("."));
    Store::init(folder)?;
    let path = folder.join(config::FILE_NAME);
    if path.exists() {
        context.output.talk(&format!("{} is a store already", folder.display()));
    } else {
        put(&path, NEW_CONFIG)?;
        context.output.talk(&format!("made a store in {}", folder.display()));
    }
    if !arguments.no_workflow {
        write_workflow(context, folder, arguments.action.as_deref())?;
    }
    if folder != Path::new(".") && context.named_store().is_none() {
        context.output.talk(&format!("next: cd {}", folder.display()));
        context.output.talk("then: fineprint add URL, or fineprint import PAGE… --policy service/document");
    } else {
        context.output.talk("next: fineprint add URL, or fineprint import PAGE… --policy service/document");
    }
    Ok(Exit::Nothing)
}

fn write_workflow(context: &Context, folder: &Path, action: Option<&str>) -> anyhow::Result<()> {
    let path = folder.join(WORKFLOW_PATH);
    if path.exists() {
        return Ok(());
    }
    let action = action.or(option_env!("FINEPRINT_ACTION"));
    if let Some(action) = action.filter(|action| !is_action(action)) {
        bail!("{action:?} names no action\nname it OWNER/REPOSITORY@COMMIT");
    }
    put(&path, &WORKFLOW.replace(ACTION, action.unwrap_or(ACTION)))?;
    context.output.talk(&format!("wrote {}, which looks once a day when it is on GitHub", path.display()));
    if action.is_none() {
        context.output.talk(&format!("put the repository and commit of the action in place of {ACTION} in it"));
    }
    Ok(())
}

/// Whether it is a repository at a commit, so that nothing else gets into the workflow.
fn is_action(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let parts = text.split_once('@').and_then(|(name, commit)| name.split_once('/').map(|(a, b)| [a, b, commit]));
    parts.is_some_and(|parts| parts.into_iter().all(plain))
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.with_context(|| format!("{} cannot be written", path.display()))
}
