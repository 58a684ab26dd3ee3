//! The live pages of a document, for a person who wants to see what would be read of them; nothing is recorded.
//! Must not know where a configuration stands.

use anyhow::bail;

use super::context::Context;
use super::output;
use super::track;
use crate::capture::Capture;
use crate::config::{Config, PolicyConfig, Selector};
use crate::document::{Part, Selection, SkipReason};
use crate::ops::read::{self, Inspected};
use crate::report::{json_v1, terminal};
use crate::source::browser::Renderer;
use crate::source::live::{Answer, Live, Missed, Question};

/// How pages are asked for, and which parts of them are read.
#[derive(Debug, clap::Args)]
pub struct PageArguments {
    /// Read only what this matches in an HTML page: a CSS selector, or a range such as
    /// '{ start-before = "#terms", end-before = "#footer" }'; with several, each must match
    #[arg(long, value_name = "CSS")]
    pub select: Vec<Selector>,
    /// Leave out what this matches in an HTML page
    #[arg(long, value_name = "CSS")]
    pub remove: Vec<Selector>,
    /// The language to ask for, as in en
    #[arg(long)]
    pub language: Option<String>,
    /// What shows the page at an address: chromium, or a renderer of fineprint.toml
    #[arg(long, value_name = "NAME")]
    pub renderer: Option<String>,
    /// Ask addresses of private networks too, this computer's own among them
    #[arg(long)]
    pub allow_private: bool,
}

/// What is shown of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What is read.
    Read,
    /// Also what was left out.
    Explained,
}

/// Which parts of the pages are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub select: Vec<Part>,
    pub remove: Vec<Part>,
}

impl Parts {
    /// Those of a policy now.
    pub fn of(own: &PolicyConfig) -> Self {
        Self { select: own.select.parts(), remove: own.remove.parts() }
    }
}

/// Looks at every page of a document, as politely and no further than `track` does; `None` when one of them could not be
/// had, which is said.
pub fn captures(context: &Context, config: &Config, own: &PolicyConfig) -> anyhow::Result<Option<Vec<Capture>>> {
    let live = track::live(config)?;
    let renderers = track::renderers(config, &[])?;
    let named = |name: Option<&String>| match name {
        None => Ok(None),
        Some(name) => match renderers.get(name) {
            Some(renderer) => Ok(Some(renderer)),
            None => {
                bail!(
                    "there is no renderer {name:?}\nadd a table [renderer.{name}] with a command, or use \"chromium\""
                )
            }
        },
    };
    let renderer = named(own.renderer.as_ref())?;
    let for_shells = named(config.pace.render_shells.as_ref())?.filter(|_| renderer.is_none());
    let mut captures = Vec::new();
    for url in own.addresses() {
        let question = Question { url, language: own.language.as_deref(), known: None };
        match seen(&live, &question, renderer, for_shells) {
            Ok(Some(capture)) => {
                if let Some(end) = capture.provenance.url.as_deref().filter(|end| *end != url) {
                    context.output.talk(&format!("{url} leads to {end}"));
                }
                captures.push(capture);
            }
            Ok(None) => return Ok(None),
            Err(missed) => {
                output::complain(&format!("nothing was had from {url}: {missed}"));
                return Ok(None);
            }
        }
    }
    Ok(Some(captures))
}

fn seen(
    live: &Live,
    question: &Question<'_>,
    renderer: Option<&Renderer>,
    for_shells: Option<&Renderer>,
) -> Result<Option<Capture>, Missed> {
    let answer = match renderer {
        Some(renderer) => live.show(question, renderer)?,
        None => live.look(question)?,
    };
    let Answer::Seen(seen) = answer else { return Ok(None) };
    let capture = seen.into_capture();
    let is_shell = || read::dated(&capture).reading == Err(SkipReason::ScriptShell);
    match for_shells.filter(|_| is_shell()) {
        Some(renderer) => self::seen(live, question, Some(renderer), None),
        None => Ok(Some(capture)),
    }
}

/// Shows what is read of pages, and says whether anything is. Selectors that match nothing are named.
pub fn show(context: &Context, pages: &[Capture], parts: &Parts, detail: Detail) -> anyhow::Result<bool> {
    let selection = Selection::new(&parts.select, &parts.remove)?;
    for page in pages {
        let of = page.provenance.url.as_deref().map(|url| format!(" in {url}")).unwrap_or_default();
        for part in read::unmatched(page, &parts.select) {
            output::complain(&format!("nothing{of} matches {part}"));
        }
        for part in read::unmatched(page, &parts.remove) {
            output::complain(&format!("nothing{of} matches {part}, so nothing was left out by it"));
        }
    }
    match read::inspected_pages(pages, &selection) {
        Ok(inspected) => {
            output::print(&text(context, &inspected, detail))?;
            Ok(true)
        }
        Err((number, reason)) => {
            skipped(context, pages, number, reason)?;
            Ok(false)
        }
    }
}

fn text(context: &Context, inspected: &Inspected, detail: Detail) -> String {
    let Inspected { document, claims, references, dropped } = inspected;
    let style = context.output.style;
    if context.output.json {
        return json_v1::text(&json_v1::inspect(document, claims, references));
    }
    let mut text = terminal::inspect(document, claims, references, style);
    if detail == Detail::Explained {
        text.push_str(&terminal::dropped(dropped, style));
    }
    text
}

fn skipped(context: &Context, pages: &[Capture], number: usize, reason: SkipReason) -> anyhow::Result<()> {
    if context.output.json {
        output::print_json(&json_v1::skipped(reason))?;
    } else {
        output::print(&terminal::skipped(reason, context.output.style))?;
    }
    let url = pages.get(number).and_then(|page| page.provenance.url.as_deref()).filter(|_| pages.len() > 1);
    if let Some(url) = url {
        output::complain(&format!(
            "that is page {} of {}, {url}; the document is not read without it",
            number + 1,
            pages.len()
        ));
    }
    if reason == SkipReason::ScriptShell {
        output::complain("its text is written by scripts: try --renderer chromium");
    }
    Ok(())
}
