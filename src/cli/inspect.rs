//! `fineprint inspect`: what would be read from a page, with no store at all.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use crate::capture::Capture;
use crate::document::{Part, Selection};
use crate::ops::read;
use crate::report::{json_v1, terminal};
use crate::source::files::{self, Given};
use crate::time::CapturedAt;

/// Show what would be read from a page: its sections, dates and promises; nothing is recorded
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file of HTML, Markdown, text or PDF; `-` for stdin
    file: PathBuf,
    /// The page's own address, by which its links are read
    #[arg(long)]
    url: Option<String>,
    /// When the page was seen
    #[arg(long, value_name = "INSTANT")]
    captured_at: Option<CapturedAt>,
    /// Also say what was left out, and by which rule
    #[arg(long)]
    explain: bool,
    /// Read only what this selector matches in an HTML page; with several, each must match
    #[arg(long, value_name = "CSS")]
    select: Vec<String>,
    /// Leave out what this selector matches in an HTML page
    #[arg(long, value_name = "CSS")]
    remove: Vec<String>,
}

pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Exit> {
    let capture = capture(&arguments.file, arguments.url.clone(), arguments.captured_at)?;
    let selection = Selection::new(&parts(&arguments.select), &parts(&arguments.remove))?;
    let output = context.output;
    match read::inspected_with(&capture, &selection) {
        Ok(inspected) if output.json => {
            output::print_json(&json_v1::inspect(&inspected.document, &inspected.claims, &inspected.references))?;
        }
        Ok(inspected) => {
            let dropped = if arguments.explain { inspected.dropped.as_slice() } else { &[] };
            let text = terminal::inspect(&inspected.document, &inspected.claims, &inspected.references, output.style);
            output::print(&format!("{text}{}", terminal::dropped(dropped, output.style)))?;
        }
        Err(reason) if output.json => output::print_json(&json_v1::skipped(reason))?,
        Err(reason) => output::print(&terminal::skipped(reason, output.style))?,
    }
    Ok(Exit::Nothing)
}

fn parts(selectors: &[String]) -> Vec<Part> {
    selectors.iter().cloned().map(Part::Matching).collect()
}

/// A file or stdin as a capture. An instant that nobody knows is the oldest one: inspecting does not need it.
pub fn capture(path: &Path, url: Option<String>, captured_at: Option<CapturedAt>) -> anyhow::Result<Capture> {
    let text = path.to_string_lossy();
    if text.starts_with("http://") || text.starts_with("https://") {
        bail!(
            "{text} is an address, and pages are not fetched yet\nsave the page to a file and inspect that, with --url {text}"
        );
    }
    let body = if text == "-" { stdin()? } else { files::body(path)? };
    let given = Given { captured_at, url, ..Given::default() };
    let known = Given { captured_at: captured_at.or_else(|| files::instant(path, &given)), ..given };
    let any = Given { captured_at: known.captured_at.or_else(|| CapturedAt::from_unix(0)), ..known };
    Ok(files::capture(path, body, &any)?)
}

fn stdin() -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    std::io::stdin().take(files::LARGEST).read_to_end(&mut body).context("stdin cannot be read")?;
    if body.iter().all(u8::is_ascii_whitespace) {
        bail!("stdin is empty\npipe a page into it, as in `curl URL | fineprint inspect -`");
    }
    Ok(body)
}
