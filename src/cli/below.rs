//! `fineprint history --below`: which pages of a site an archive has, so that a person finds the addresses at which a policy
//! stood. Nothing is recorded. Must not know how archives are asked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::answered::{Answer, causes};
use super::archives::{self, ArchiveArguments};
use super::context::{self, Context};
use super::exit_code::Exit;
use super::output;
use super::stopping;
use crate::report::{count_of, escape};
use crate::source::addresses::{Addresses, Page};
use crate::source::{Listing, Source};

/// How many pages of an archive a person is shown.
const SHOWN: usize = 50;

/// What `history --below --json` answers.
#[derive(Debug, Serialize)]
struct Report<'a> {
    schema_version: u32,
    below: &'a str,
    archives: Vec<Answered>,
}

/// What one archive answered.
#[derive(Debug, Serialize)]
struct Answered {
    archive: String,
    answer: Answer,
    pages: Vec<Listed>,
    other_files: usize,
    warnings: Vec<String>,
    error: Option<String>,
}

/// A page.
#[derive(Debug, Serialize)]
struct Listed {
    address: String,
    variants: Vec<String>,
    captures: usize,
    redirects: usize,
    errors: usize,
    first: String,
    last: String,
}

/// A folder that is gone when nobody needs it any more.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Asks every archive what it has below an address.
pub fn run(context: &Context, below: &str, arguments: &ArchiveArguments) -> anyhow::Result<Exit> {
    let lines = match context.store() {
        Ok(store) => context::config(&store.root())?.archives,
        Err(_) => BTreeMap::default(),
    };
    let window = arguments.window()?;
    let polite = Arc::new(archives::polite(context)?);
    let passing = Passing(context::temporary_folder().join(format!("fineprint-{:016x}", context::seed())));
    let mut answers = Vec::new();
    for source in archives::unless_stopped(&arguments.sources(context, &lines, &passing.0, &polite)?) {
        context.output.talk(&format!("asking {} for all that it has below {below}", source.name()));
        let answered = Answered::of(&**source, below, source.list_below(below, window));
        answered.tell(context, below);
        if !context.output.json {
            output::print(&table(&answered.pages))?;
        }
        answers.push(answered);
    }
    let exit = Answer::exit(&answers.iter().map(|answered| answered.answer).collect::<Vec<_>>());
    if context.output.json {
        output::print_json(&Report { schema_version: 1, below, archives: answers })?;
    } else if let Some(page) = answers.iter().flat_map(|answered| &answered.pages).next() {
        context.output.talk(&format!("next: fineprint history '{}'", page.address.replace('\'', "%27")));
    }
    stopping::tell("run the same command again");
    Ok(exit)
}

impl Answered {
    fn of(source: &dyn Source, below: &str, listed: Result<Listing, crate::source::SourceError>) -> Self {
        let (archive, none) = (source.name().to_owned(), Vec::new());
        let bare = |answer, error| Self { archive, answer, pages: none, other_files: 0, warnings: Vec::new(), error };
        match listed {
            Ok(Listing::None) => bare(Answer::None, None),
            Ok(Listing::Excluded(exclusion)) => {
                bare(Answer::Excluded, Some(format!("the archive {} ({below})", exclusion.words())))
            }
            Ok(Listing::Holdings(holdings)) => {
                let Addresses { pages, other_files } = Addresses::of(&holdings.captures);
                let answer = if pages.is_empty() && other_files == 0 { Answer::Unknown } else { Answer::Captures };
                let pages = pages.into_iter().map(Listed::of).collect();
                Self { pages, other_files, warnings: holdings.warnings, ..bare(answer, None) }
            }
            Err(error) => bare(Answer::of_error(&error), Some(format!("{error}{}", causes(&error)))),
        }
    }

    /// What a person must know besides the pages.
    fn tell(&self, context: &Context, below: &str) {
        let Self { archive, answer, pages, other_files, warnings, error } = self;
        if let Some(error) = error {
            output::complain(&format!("{archive}: {error}\nwhat it holds below {below} stays unknown"));
        }
        for warning in warnings {
            output::complain(&format!("{archive}: {warning}"));
        }
        match answer {
            Answer::Captures => {
                let others = count_of(*other_files, "address");
                context.output.talk(&format!(
                    "{archive}: {}; {others} of images, scripts and the like left out. It says what it has and not what was \
                     there: no other page is thereby excluded",
                    count_of(pages.len(), "page")
                ));
            }
            Answer::None => context.output.talk(&format!(
                "{archive} holds no capture of anything below {below}; that says nothing about what was there"
            )),
            _ => {}
        }
    }
}

impl Listed {
    fn of(page: Page) -> Self {
        Self {
            captures: page.captures,
            redirects: page.redirects,
            errors: page.errors,
            first: page.first.to_string(),
            last: page.last.to_string(),
            address: page.address,
            variants: page.variants,
        }
    }
}

/// The pages in columns, those that were captured most first.
fn table(pages: &[Listed]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let mut text = "captures  redirects  errors  first       last        address\n".to_owned();
    for page in pages.iter().take(SHOWN) {
        let Listed { address, variants, captures, redirects, errors, first, last } = page;
        let day = |instant: &str| instant.get(..10).unwrap_or(instant).to_owned();
        let also = match variants.len() {
            0 => String::new(),
            variants => format!(" (and {variants} more ways to write it)"),
        };
        let _ = writeln!(
            text,
            "{captures:>8}  {redirects:>9}  {errors:>6}  {}  {}  {}{also}",
            day(first),
            day(last),
            escape::visible(address)
        );
    }
    if pages.len() > SHOWN {
        let _ = writeln!(text, "and {} pages more; --json has all, a longer address fewer", pages.len() - SHOWN);
    }
    text
}
