//! Facts about what a workflow is told.

use super::*;

fn run(policies: &[serde_json::Value]) -> Run {
    Run::parse(&serde_json::json!({ "schema_version": 1, "policies": policies }).to_string()).unwrap()
}

fn flagged(name: &str, text: &str) -> serde_json::Value {
    let finding = serde_json::json!({ "kind": "silent-change", "certainty": "proven", "severity": 3, "text": text });
    serde_json::json!({ "policy": name, "outcome": "changed", "version": 2, "headline": text, "findings": [finding] })
}

fn ended() -> Ended {
    Ended { severity: 2, ..Ended::default() }
}

#[test]
fn a_page_cannot_begin_a_command_or_end_its_own() {
    let run = run(&[flagged("acme/terms", "100%\n::set-output name=x::y\r::error::gone")]);
    let commands = annotations(&run, &ended());
    assert_eq!(commands.lines().count(), 1, "{commands}");
    assert!(commands.starts_with("::warning title=acme/terms::100%25 ::set-output"), "{commands}");
}

#[test]
fn at_most_nine_annotations_and_one_that_counts_the_rest() {
    let policies: Vec<_> = (0..14).map(|n| flagged(&format!("acme/terms-{n}"), "It changed.")).collect();
    let commands = annotations(&run(&policies), &ended());
    assert_eq!(commands.lines().count(), 10);
    assert!(commands.ends_with("and 5 more: see the summary of this run\n"), "{commands}");
}

#[test]
fn a_page_cannot_forge_an_output() {
    let ended = Ended { report: Some("x\nD\nchanged<<D\n[]".to_owned()), ..ended() };
    let file = output_file(&outputs(&run(&[]), &ended), "D");
    assert_eq!(file.matches("changed<<D\n").count(), 1, "{file}");
    assert!(file.contains("report<<D\nx D changed<<D []\nD\n"), "{file}");
}

#[test]
fn the_summary_mentions_nobody_and_puts_what_is_flagged_first() {
    let failed = serde_json::json!({ "policy": "a/first", "outcome": "failed", "error": "@octocat <b>", "blind_since": "2026-01-01" });
    let summary = summary(&run(&[failed, flagged("z/last", "Sold to @octocat, see #1")]), &ended());
    assert!(summary.find("z/last").unwrap() < summary.find("a/first").unwrap(), "{summary}");
    assert!(!summary.contains("@octocat") && !summary.contains("#1") && !summary.contains("<b>"), "{summary}");
    assert!(summary.contains("blind since 2026"), "{summary}");
}

#[test]
fn a_summary_that_would_not_be_shown_is_cut_between_policies() {
    let long = "It changed. ".repeat(4_000);
    let policies: Vec<_> = (0..40).map(|n| flagged(&format!("acme/terms-{n}"), &long)).collect();
    let summary = summary(&run(&policies), &ended());
    assert!(summary.len() < 1 << 20);
    assert!(summary.contains("more are left out here"), "{}", &summary[summary.len() - 200..]);
}

#[test]
fn the_summary_says_how_long_the_repository_lay_still_and_where_the_report_is() {
    let said = |days| summary(&run(&[]), &Ended { days_since_commit: Some(days), ..ended() });
    assert!(said(0).contains("on the same day") && said(1).contains("1 day before"), "{}", said(1));
    assert!(!said(30).contains("GitHub stops") && said(50).contains("GitHub stops schedules"), "{}", said(50));
    let report = summary(&run(&[]), &Ended { report: Some("out/<b>.html".to_owned()), ..ended() });
    assert!(report.contains("report of what changed") && !report.contains("<b>"), "{report}");
}

#[test]
fn the_step_fails_with_what_was_asked_for_and_no_less() {
    let unread = run(&[serde_json::json!({ "policy": "a/b", "outcome": "blind" })]);
    let changed = run(&[serde_json::json!({ "policy": "a/b", "outcome": "changed" })]);
    let flagged = run(&[flagged("a/b", "It changed.")]);
    for (run, fails) in [
        (&unread, [None, Some(Failure::Unread), Some(Failure::Unread), Some(Failure::Unread)]),
        (&changed, [None, None, None, Some(Failure::Changed)]),
        (&flagged, [None, None, Some(Failure::Flagged), Some(Failure::Flagged)]),
    ] {
        let found = [FailOn::None, FailOn::Error, FailOn::Flag, FailOn::Change].map(|on| failure(run, &ended(), on));
        assert_eq!(found, fails);
    }
}
