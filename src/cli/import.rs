//! `fineprint import`: pages on disk into the store.

use std::path::PathBuf;

use anyhow::bail;

use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use crate::ops::import::{self, Imported};
use crate::policy::PolicyId;
use crate::report::count_of;
use crate::source::files::Given;
use crate::store::Recorded;
use crate::time::CapturedAt;

/// Record pages from files and folders as captures of a policy
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files of HTML, Markdown, text or PDF, and folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The policy, as in practice-fusion/privacy-policy
    #[arg(long)]
    policy: PolicyId,
    /// When the page was seen, as in 2012-10-14T19:29:59Z, 20121014192959 or 2012-10-14
    #[arg(long, value_name = "INSTANT")]
    captured_at: Option<CapturedAt>,
    /// The page's own address
    #[arg(long)]
    url: Option<String>,
    /// What a reader must know to judge these captures
    #[arg(long)]
    note: Option<String>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    if arguments.captured_at.is_some() && (arguments.paths.len() > 1 || arguments.paths[0].is_dir()) {
        bail!(
            "--captured-at says when one page was seen, but several are given\nimport them one by one, or put the instants in their names, as in page-2012-10-14.html"
        );
    }
    let store = context.store()?;
    let config = context::config(&store.root())?;
    let given = Given {
        captured_at: arguments.captured_at,
        url: arguments.url.clone(),
        usual_url: config.policies.get(&arguments.policy).and_then(|policy| policy.url.clone()),
        note: arguments.note.clone(),
    };
    let imported = import::import(
        &store,
        context::now()?,
        &arguments.policy,
        &arguments.paths,
        &given,
        &context::selecting(&config, &arguments.policy)?,
    )?;
    tell(context, &arguments.policy, &imported);
    Ok(match (imported.failed.is_empty(), &imported.recorded) {
        (true, _) => Exit::Nothing,
        (false, None) => Exit::Usage,
        (false, Some(_)) => Exit::Partial,
    })
}

fn tell(context: &Context, policy: &PolicyId, imported: &Imported) {
    for error in &imported.failed {
        output::complain(&format!("error: {error}"));
    }
    for (captured_at, reason) in &imported.skipped {
        context.output.talk(&format!("skipped the capture of {captured_at}: {}", reason.words()));
    }
    if !imported.left_out.is_empty() {
        let kinds: Vec<String> = imported.left_out.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
        let files = count_of(imported.left_out.values().sum(), "file");
        context.output.talk(&format!("left out {files} that are no pages by their names: {}", kinds.join(", ")));
    }
    let Some(Recorded { looks, added, duplicates, .. }) = &imported.recorded else { return };
    let captures = count_of(usize::try_from(*looks).unwrap_or(usize::MAX), "new capture");
    let versions = count_of(added.len(), "new version");
    context.output.talk(&format!("{policy}: {captures}, {versions}, {duplicates} known already"));
    if *looks > 0 {
        context.output.talk(&format!("next: fineprint log {policy}"));
    }
}
