//! `fineprint init`: a new store.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::config as config_command;
use super::context::Context;
use super::exit_code::Exit;
use super::output;
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
/// What stands above it while nobody has said which action it is.
const TO_REPLACE: &str = concat!(
    "        # REPLACE the next line by the repository and commit of the action, as in example/fineprint@<40 hexadecimal\n",
    "        # digits>, or run `fineprint init --action OWNER/REPOSITORY@COMMIT`; until then this workflow cannot run.\n",
);

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
        context.output.talk(&format!("{} is a store already", in_words(folder)));
    } else {
        output::file(&path, NEW_CONFIG)?;
        context.output.talk(&format!("made a store in {}", in_words(folder)));
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

fn in_words(folder: &Path) -> String {
    if folder == Path::new(".") { "this folder".to_owned() } else { folder.display().to_string() }
}

fn write_workflow(context: &Context, folder: &Path, action: Option<&str>) -> anyhow::Result<()> {
    let path = if folder == Path::new(".") { PathBuf::from(WORKFLOW_PATH) } else { folder.join(WORKFLOW_PATH) };
    let action = action.or(option_env!("FINEPRINT_RELEASED_AS"));
    if let Some(action) = action.filter(|action| !is_action(action)) {
        bail!("{action:?} names no action\nname it OWNER/REPOSITORY@COMMIT");
    }
    let kept = if path.exists() { Some(config_command::config_text(&path)?) } else { None };
    let text = match (&kept, action) {
        (None, None) => to_replace(WORKFLOW),
        (None, Some(action)) => WORKFLOW.replace(ACTION, action),
        (Some(kept), Some(action)) if kept.contains(ACTION) => kept.replace(TO_REPLACE, "").replace(ACTION, action),
        (Some(kept), None) if kept.contains(ACTION) => {
            say_what_to_replace(context, &path);
            return Ok(());
        }
        (Some(_), _) => return Ok(()),
    };
    output::file(&path, &text)?;
    context.output.talk(&format!("wrote {}, which looks once a day when it is on GitHub", path.display()));
    if action.is_none() {
        say_what_to_replace(context, &path);
    }
    Ok(())
}

/// The workflow with a word above the line that somebody has to replace.
fn to_replace(workflow: &str) -> String {
    let line = workflow.lines().find(|line| line.contains(ACTION)).unwrap_or_default();
    workflow.replacen(line, &format!("{TO_REPLACE}{line}"), 1)
}

fn say_what_to_replace(context: &Context, path: &Path) {
    context.output.talk(&format!(
        "{} cannot run yet: this build does not know which action it belongs to. Put its repository and commit in place of\n\
         {ACTION}, or run: fineprint init --action OWNER/REPOSITORY@COMMIT",
        path.display()
    ));
}

/// Whether it is a repository at a commit, so that nothing else gets into the workflow.
fn is_action(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let parts = text.split_once('@').and_then(|(name, commit)| name.split_once('/').map(|(a, b)| [a, b, commit]));
    parts.is_some_and(|parts| parts.into_iter().all(plain))
}
