//! What a web archive answered: in words, in JSON, and in the exit code. "None", "unknown" and "excluded" are never taken for
//! each other. Must not know how archives are asked.

use serde::Serialize;

use super::context::Context;
use super::exit_code::Exit;
use super::output;
use super::progress::duration;
use crate::ops::backfill::{Backfilled, Combined, Wanted};
use crate::report::count_of;
use crate::source::{SourceError, SourceErrorKind};
use crate::time::CapturedAt;

/// What one archive answered, as `--json` says it.
#[derive(Debug, Serialize)]
pub struct Answered {
    archive: String,
    /// The address that was asked for.
    url: String,
    pub answer: Answer,
    listed: usize,
    known: usize,
    fetched: usize,
    recorded: usize,
    versions: usize,
    left_out: usize,
    gaps: Vec<GapAnswered>,
    warnings: Vec<String>,
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct GapAnswered {
    captured_at: String,
    why: String,
}

/// Three answers that are never taken for each other, and captures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It lists captures, and all that were wanted were asked for.
    Captures,
    /// It says that it holds none.
    None,
    /// It holds the page back from everybody.
    Excluded,
    /// It gave no answer, or stopped answering; what it holds, or the rest of it, is unknown.
    Unknown,
    /// The same, because it asks to be left alone.
    Throttled,
}

impl Answer {
    /// What it means that a source gave none.
    pub fn of_error(error: &SourceError) -> Self {
        if error.kind == SourceErrorKind::Closed { Self::Throttled } else { Self::Unknown }
    }

    /// What several answers mean for the command: the one that leaves most open counts, and one that holds captures more
    /// than one that holds none.
    pub fn exit(answers: &[Self]) -> Exit {
        let has = |answer| answers.contains(&answer);
        match () {
            () if has(Self::Throttled) => Exit::Throttled,
            () if has(Self::Unknown) => Exit::Partial,
            () if has(Self::Excluded) => Exit::Excluded,
            () if has(Self::Captures) => Exit::Nothing,
            () => Exit::NotHeld,
        }
    }
}

impl Answered {
    /// The answer of an archive that gave none.
    pub fn none_for(archive: &str, url: &str, error: &SourceError) -> Self {
        Self { error: Some(error.to_string()), ..Self::new(archive, url, Answer::of_error(error)) }
    }

    fn new(archive: &str, url: &str, answer: Answer) -> Self {
        Self {
            archive: archive.to_owned(),
            url: url.to_owned(),
            answer,
            listed: 0,
            known: 0,
            fetched: 0,
            recorded: 0,
            versions: 0,
            left_out: 0,
            gaps: Vec::new(),
            warnings: Vec::new(),
            error: None,
        }
    }

    fn of(archive: &str, url: &str, done: Backfilled) -> Self {
        let answer = match (&done.ended_by, done.excluded) {
            (Some(error), _) => Answer::of_error(error),
            (None, Some(_)) => Answer::Excluded,
            (None, None) if done.listed == 0 && done.warnings.is_empty() => Answer::None,
            // What could not be read of the index may have been captures.
            (None, None) if done.listed == 0 => Answer::Unknown,
            (None, None) => Answer::Captures,
        };
        let gap = |(at, why): (CapturedAt, String)| GapAnswered { captured_at: at.to_string(), why };
        Self {
            listed: done.listed,
            known: done.known,
            fetched: done.fetched,
            recorded: done.recorded,
            versions: done.versions,
            left_out: done.left_out,
            gaps: done.gaps.into_iter().map(gap).collect(),
            warnings: done.warnings,
            error: done.ended_by.map(|error| error.to_string()),
            ..Self::new(archive, url, answer)
        }
    }
}

/// What putting the pages of a document together gave, as `--json` says it.
#[derive(Debug, Serialize)]
pub struct CombinedAnswer {
    urls: Vec<String>,
    recorded: usize,
    versions: usize,
    incomplete: usize,
}

impl CombinedAnswer {
    /// Tells a person too.
    pub fn told(context: &Context, urls: &[String], combined: Combined) -> Self {
        let Combined { recorded, versions, incomplete } = combined;
        context.output.talk(&format!(
            "the {} pages together: {} new in the store, {} new",
            urls.len(),
            count_of(recorded, "look"),
            count_of(versions, "version")
        ));
        if incomplete > 0 {
            context.output.talk(&format!(
                "{} of one page say nothing of the document: what another page said then is not known",
                count_of(incomplete, "capture")
            ));
        }
        Self { urls: urls.to_vec(), recorded, versions, incomplete }
    }
}

/// The most gaps that are told one by one.
const MOST_GAPS: usize = 10;

/// Tells of what one archive gave.
pub fn report(context: &Context, name: &str, wanted: &Wanted<'_>, done: Backfilled, took: f64) -> Answered {
    let say = |text: String| context.output.talk(&text);
    for warning in &done.warnings {
        say(format!("{name}: {warning}"));
    }
    if let Some(exclusion) = done.excluded {
        output::complain(&format!("{name} {} ({}); what it holds stays unknown", exclusion.words(), wanted.url));
        return Answered::of(name, wanted.url, done);
    }
    if done.listed == 0 {
        say(if done.warnings.is_empty() {
            format!("{name} holds no capture of {}; that says nothing about the page", wanted.url)
        } else {
            format!("{name} lists no capture of {} that can be used; what it holds stays unknown", wanted.url)
        });
        return Answered::of(name, wanted.url, done);
    }
    for (at, why) in done.gaps.iter().take(MOST_GAPS) {
        say(format!("gap at {at}: {why}"));
    }
    if done.gaps.len() > MOST_GAPS {
        say(format!("and {} gaps more; captures.tsv has them all", done.gaps.len() - MOST_GAPS));
    }
    say(format!(
        "{name}: {} fetched in {}, {} new in the store, {} new, {}",
        count_of(done.fetched, "capture"),
        duration(took),
        done.recorded,
        count_of(done.versions, "version"),
        count_of(done.gaps.len(), "gap")
    ));
    if done.beside > 0 {
        say(format!(
            "{} left aside: the page itself was captured within a day of each",
            count_of(done.beside, "redirect")
        ));
    }
    if done.left_out > 0 {
        say(format!(
            "{} not looked at: the nearest ones looked at on both sides show the same text. One that came and went\n\
             between them would not be seen; --all looks at every capture",
            count_of(done.left_out, "capture")
        ));
    }
    if let Some(error) = done.ended_by.as_ref().filter(|error| error.kind != SourceErrorKind::Stopped) {
        output::complain(&format!(
            "error: {error}{}\nwhat was had is recorded; run the same command again to go on, nothing is asked for twice",
            causes(error)
        ));
    }
    Answered::of(name, wanted.url, done)
}

/// What lies behind an error, one line each.
pub fn causes(error: &SourceError) -> String {
    let mut text = String::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str("\ncause: ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_most_open_decides_the_exit_code() {
        use Answer::{Captures, Excluded, None, Throttled, Unknown};
        let exit = Answer::exit;
        assert_eq!(exit(&[None, None]), Exit::NotHeld);
        assert_eq!(exit(&[None, Captures]), Exit::Nothing);
        assert_eq!(exit(&[Captures, Excluded, None]), Exit::Excluded);
        assert_eq!(exit(&[Excluded, Unknown, Captures]), Exit::Partial);
        assert_eq!(exit(&[Throttled, Unknown]), Exit::Throttled);
    }
}
