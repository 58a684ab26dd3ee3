//! What a workflow of GitHub is told of a run: a job summary, annotations, outputs, and whether the step fails. Page text
//! is hostile here too, so nothing of it can become a command, an output or a mention.
//! Must not know where GitHub's files lie.

mod run;

use std::fmt::Write as _;

use super::escape::{markdown, visible};
use super::status::{SCHEDULE_ENDS, SCHEDULE_WARNING};
use super::wording;
pub use run::{Run, RunPolicy};

/// GitHub shows a summary of up to 1 MiB, and nothing of one that is larger.
const LARGEST: usize = 900_000;
/// GitHub shows ten annotations of a kind for each step, and drops the others without a word.
const ANNOTATIONS: usize = 9;
/// How many characters of an annotation are shown.
const LONGEST: usize = 700;

/// When the step fails; each includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailOn {
    None,
    /// A page could not be read.
    Error,
    /// A finding was made.
    Flag,
    /// Anything changed.
    Change,
}

/// What is known of a run besides what the pages showed.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// The exit code of the run.
    pub exit_code: i32,
    /// The least severity of a finding that counts as flagged.
    pub severity: u8,
    /// The commit that holds what was recorded.
    pub commit: Option<String>,
    /// Where the report lies.
    pub report: Option<String>,
    /// How many days before the run the newest commit was made.
    pub days_since_commit: Option<i64>,
    /// Alerts that did not go out, in words.
    pub untold: Vec<String>,
}

/// What the step fails with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Flagged,
    Changed,
    Unread,
}

/// Whether the step fails, and with what.
pub fn failure(run: &Run, ended: &Ended, fail_on: FailOn) -> Option<Failure> {
    let any = |test: &dyn Fn(&RunPolicy) -> bool| run.policies.iter().any(test);
    if fail_on >= FailOn::Flag && any(&|policy| policy.is_flagged(ended.severity)) {
        return Some(Failure::Flagged);
    }
    if fail_on >= FailOn::Change && any(&RunPolicy::is_changed) {
        return Some(Failure::Changed);
    }
    (fail_on >= FailOn::Error && any(&RunPolicy::is_unread)).then_some(Failure::Unread)
}

/// The step's outputs by name.
pub fn outputs(run: &Run, ended: &Ended) -> Vec<(&'static str, String)> {
    let names = |test: &dyn Fn(&RunPolicy) -> bool| {
        let names: Vec<&str> = run.policies.iter().filter(|policy| test(policy)).map(RunPolicy::name).collect();
        serde_json::to_string(&names).unwrap_or_default()
    };
    vec![
        ("exit-code", ended.exit_code.to_string()),
        ("changed", names(&RunPolicy::is_changed)),
        ("flagged", names(&|policy| policy.is_flagged(ended.severity))),
        ("failed", names(&RunPolicy::is_unread)),
        ("report", ended.report.clone().unwrap_or_default()),
        ("commit", ended.commit.clone().unwrap_or_default()),
    ]
}

/// Outputs as the file wants them that a workflow reads. `delimiter` is one that nobody can foresee.
pub fn output_file(outputs: &[(&'static str, String)], delimiter: &str) -> String {
    let mut text = String::new();
    for (name, value) in outputs {
        let _ = write!(text, "{name}<<{delimiter}\n{}\n{delimiter}\n", visible(value));
    }
    text
}

/// The commands that make annotations, one a line: what was flagged, then what could not be read.
pub fn annotations(run: &Run, ended: &Ended) -> String {
    let mut all = Vec::new();
    for policy in run.policies.iter().filter(|policy| policy.is_flagged(ended.severity)) {
        all.extend(policy.flags(ended.severity).map(|flag| annotation("warning", policy.name(), flag)));
    }
    for policy in run.policies.iter().filter(|policy| policy.is_unread()) {
        all.push(annotation("warning", policy.name(), &policy.trouble()));
    }
    all.extend(ended.untold.iter().map(|why| annotation("warning", "alerts", why)));
    let more = all.len().saturating_sub(ANNOTATIONS);
    all.truncate(ANNOTATIONS);
    if more > 0 {
        all.push(annotation("notice", "fineprint", &format!("and {more} more: see the summary of this run")));
    }
    all.concat()
}

fn annotation(kind: &str, title: &str, text: &str) -> String {
    let shown: String = visible(text).chars().take(LONGEST).collect();
    format!("::{kind} title={}::{}\n", property(title), data(&shown))
}

/// A command's message: what would end it is spelled out.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A command's property: what would end it or begin another is spelled out too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The job summary, cut between policies where it would be too long to be shown at all.
pub fn summary(run: &Run, ended: &Ended) -> String {
    let mut text = head(run);
    let order = |policy: &&RunPolicy| (!policy.is_flagged(ended.severity), !policy.is_changed(), !policy.is_unread());
    let mut telling: Vec<&RunPolicy> = run.policies.iter().filter(|policy| policy.has_news()).collect();
    telling.sort_by_key(order);
    for (shown, policy) in telling.iter().enumerate() {
        let part = one(policy);
        if text.len() + part.len() > LARGEST {
            let _ = writeln!(text, "_{} more are left out here; `fineprint log` tells all._", telling.len() - shown);
            break;
        }
        text.push_str(&part);
    }
    for why in &ended.untold {
        let _ = writeln!(text, "- Alerts: {}", markdown(why));
    }
    if let Some(report) = &ended.report {
        let _ = writeln!(text, "\nThe whole report of what changed was written to {}.", markdown(report));
    }
    if let Some(days) = ended.days_since_commit {
        let _ = writeln!(text, "\n{}", idle(days));
    }
    if let Some(commit) = &ended.commit {
        let _ = writeln!(text, "\nRecorded in commit {}.", markdown(commit));
    }
    text
}

/// How long the repository lay still, and what that leads to.
fn idle(days: i64) -> String {
    let ago = match days {
        ..=0 => "on the same day".to_owned(),
        days => format!("{} before", wording::count(days.unsigned_abs(), "day")),
    };
    let warning = if days >= SCHEDULE_WARNING {
        format!(" **GitHub stops schedules of public repositories after {SCHEDULE_ENDS} days without a commit.**")
    } else {
        String::new()
    };
    format!("The last commit before this run was made {ago}.{warning}")
}

fn head(run: &Run) -> String {
    let count = |test: fn(&RunPolicy) -> bool| run.policies.iter().filter(|policy| test(policy)).count();
    let looked = wording::count_of(run.policies.len(), "policy document");
    let (changed, unread) = (count(RunPolicy::is_changed), count(RunPolicy::is_unread));
    format!("## fineprint\n\n{looked} looked at: {changed} changed, {unread} could not be read.\n\n")
}

fn one(policy: &RunPolicy) -> String {
    let mut text = format!("### {}\n\n", markdown(policy.name()));
    if policy.is_unread() {
        let _ = writeln!(text, "{}\n", markdown(&policy.trouble()));
    }
    if let Some(news) = policy.news() {
        let _ = writeln!(text, "{}\n", markdown(&news));
    }
    for finding in &policy.findings {
        let _ = writeln!(
            text,
            "- **{}** ({}): {}",
            markdown(&finding.kind),
            markdown(&finding.certainty),
            markdown(&finding.text)
        );
    }
    if !policy.findings.is_empty() {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
