//! `fineprint init`: a new store.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::context::Context;
use super::exit_code::Exit;
use crate::config;
use crate::store::Store;

const NEW_CONFIG: &str = "# The policies this store keeps. Each is a table; its name is service/document.\n#\n\
    # [policy.\"acme/privacy-policy\"]\n# url = \"https://www.example.com/privacy\"\n";

/// Make a new store: a git repository with a fineprint.toml
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; this one unless given
    folder: Option<PathBuf>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let folder = arguments.folder.as_deref().or(context.named_store()).unwrap_or(Path::new("."));
    Store::init(folder)?;
    let path = folder.join(config::FILE_NAME);
    if path.exists() {
        context.output.talk(&format!("{} is a store already", folder.display()));
    } else {
        fs::write(&path, NEW_CONFIG).with_context(|| format!("{} cannot be written", path.display()))?;
        context.output.talk(&format!("made a store in {}", folder.display()));
    }
    context.output.talk("next: fineprint import PAGE… --policy service/document");
    Ok(Exit::Nothing)
}
