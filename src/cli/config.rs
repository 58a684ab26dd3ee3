//! `fineprint config`: whether `fineprint.toml` is sound, its schema, and policies from elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::config::ota::{self, Declaration};
use crate::config::{self, Config};
use crate::report::count_of;

/// Check fineprint.toml, print its schema, or take policies over from elsewhere
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Say what is wrong with fineprint.toml; exit with 2 if anything is
    Check,
    /// Print the JSON Schema of fineprint.toml, for editors
    Schema,
    /// Add the policies that declarations of Open Terms Archive name, with their selectors and history
    ImportOta {
        /// A declaration's file, or a folder of them
        path: PathBuf,
        /// Say what would be added, and add nothing
        #[arg(long)]
        dry_run: bool,
    },
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    match &arguments.command {
        Command::Check => check(context),
        Command::Schema => output::print(&config::schema()).map(|()| Exit::Nothing),
        Command::ImportOta { path, dry_run } => import_ota(context, path, *dry_run),
    }
}

fn check(context: &Context) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let config = context::config(&store.root())?;
    context.lexicon(&store.root())?;
    let problems = config.problems();
    for problem in &problems {
        output::print(&format!("{problem}\n"))?;
    }
    if problems.is_empty() {
        context.output.talk(&format!("{} is sound: {}", config::FILE_NAME, policies(config.policies.len())));
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Usage)
}

fn import_ota(context: &Context, path: &Path, dry_run: bool) -> anyhow::Result<Exit> {
    let store = context.store()?;
    let file = store.root().join(config::FILE_NAME);
    let mut text = config_text(&file)?;
    let mut known = Config::parse(&text)?.policies;
    let (mut added, mut left_out, mut failed) = (0_usize, 0_usize, 0_usize);
    for declaration in declarations(path)? {
        let imported = match read(&declaration) {
            Ok(imported) => imported,
            Err(error) => {
                output::complain(&format!("error: {}: {error:#}", declaration.display()));
                failed += 1;
                continue;
            }
        };
        for what in &imported.left_out {
            output::print(&format!("left out: {what}\n"))?;
        }
        left_out += imported.left_out.len();
        for (policy, config) in imported.policies {
            if known.contains_key(&policy) {
                output::print(&format!("left out: {policy} is in {} already\n", config::FILE_NAME))?;
                left_out += 1;
                continue;
            }
            text = config::with_policy(&text, &policy, &config)?;
            known.insert(policy, config);
            added += 1;
        }
    }
    if !dry_run && added > 0 {
        write(&file, &text)?;
    }
    let (things, declarations) = (count_of(left_out, "thing"), count_of(failed, "declaration"));
    let would = if dry_run { "would be " } else { "" };
    context.output.talk(&format!("{} {would}added, {things} left out, {declarations} not read", policies(added)));
    context.output.talk("next: fineprint config check");
    Ok(if failed > 0 { Exit::Partial } else { Exit::Nothing })
}

fn policies(count: usize) -> String {
    if count == 1 { "1 policy".to_owned() } else { format!("{count} policies") }
}

/// The declarations at a path: the file itself, or those of a folder, without their companions.
fn declarations(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for folder in [path.to_owned(), path.join("services"), path.join("declarations")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        files.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| {
            let is_json = path.extension().is_some_and(|ending| ending == "json");
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            is_json && !stem.ends_with(".history") && path.is_file()
        }));
    }
    files.sort();
    if files.is_empty() {
        bail!("{} holds no declaration\na declaration is a file such as declarations/Service.json", path.display());
    }
    Ok(files)
}

fn read(path: &Path) -> anyhow::Result<ota::Imported> {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let beside = |ending: &str| context::read_to_string(&path.with_file_name(format!("{id}{ending}"))).ok();
    let json = context::read_to_string(path)?;
    let (history, filters) = (beside(".history.json"), beside(".filters.js"));
    let declaration = Declaration { id: &id, json: &json, history: history.as_deref(), filters: filters.as_deref() };
    ota::import(&declaration).map_err(anyhow::Error::msg)
}

/// The text of a configuration; nothing where there is none.
pub fn config_text(file: &Path) -> anyhow::Result<String> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", file.display())),
    }
}

/// Replaces a configuration in one step.
pub fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let unfinished = file.with_extension("toml.fineprint-tmp");
    let written = fs::write(&unfinished, text).and_then(|()| fs::rename(&unfinished, file));
    written.with_context(|| format!("{} cannot be written", file.display()))
}

/// The policies of a configuration by their first address, for finding one again.
pub fn by_address(config: &Config) -> BTreeMap<&str, String> {
    let addresses =
        config.policies.iter().flat_map(|(policy, own)| own.addresses().into_iter().map(move |url| (url, policy)));
    addresses.map(|(url, policy)| (url, policy.to_string())).collect()
}
