//! What the renderers print, held against golden files: `UPDATE_GOLDEN=1 cargo test` writes them anew for review.

mod hostile;
mod redline;
mod sample;

use std::fs;
use std::path::Path;

use fineprint::report::alert::{self, Alert};
use fineprint::report::terminal::{self, Colour, Listing, Style};
use fineprint::report::{Difference, Side, html, json_v1};

use sample::Sample;

const PLAIN: Style = Style { width: 100, colour: Colour::Plain };
const COLOURED: Style = Style { width: 80, colour: Colour::Ansi };

/// Compares with `tests/golden/report/NAME`.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/report").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs; what is printed now:\n{text}", path.display());
}

#[test]
fn the_json_of_every_command_is_what_version_1_promises() {
    let sample = Sample::new();
    let [first, second, _] = sample.versions();
    golden("inspect.json", &json_v1::text(&json_v1::inspect(&second.document, &second.claims, &sample.references)));
    golden("skipped.json", &json_v1::text(&json_v1::skipped(fineprint::document::SkipReason::ConsentWall)));
    golden("diff.json", &json_v1::text(&json_v1::diff(&sample.comparisons[0], Some(&sample.findings))));
    golden("log.json", &json_v1::text(&json_v1::log(&sample.timeline, &sample.findings)));
    golden("check.json", &json_v1::text(&json_v1::check(&sample.findings)));
    golden("show.json", &json_v1::text(&json_v1::show(&sample.timeline.policy, first)));
    golden("blame.json", &json_v1::text(&json_v1::blame(&sample.timeline, second, &sample.origins)));
    golden("verify.json", &json_v1::text(&json_v1::verify(&sample.verification)));
}

#[test]
fn a_diff_of_texts_whose_dates_are_unknown_has_no_findings() {
    let sample = Sample::new();
    let answer = json_v1::text(&json_v1::diff(&sample.comparisons[0], None));
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer.get("findings"), None);
    assert_eq!(answer["summary"]["verdict"], "substantive");
}

#[test]
fn a_person_reads_in_the_terminal_what_changed_and_which_dates_do_not_hold() {
    let sample = Sample::new();
    let [_, second, _] = sample.versions();
    golden("log.txt", &terminal::log(&sample.report(), PLAIN));
    golden("findings.txt", &terminal::findings(&sample.findings, PLAIN));
    golden("inspect.txt", &terminal::inspect(&second.document, &second.claims, &sample.references, PLAIN));
    golden("show.txt", &terminal::show(&sample.timeline.policy, second, PLAIN));
    golden("blame.txt", &terminal::blame(&sample.timeline, second, &sample.origins, PLAIN));
    golden("verify.txt", &terminal::verify(&sample.verification, PLAIN));
}

#[test]
fn a_redline_has_marks_without_colours_and_colours_without_marks() {
    let sample = Sample::new();
    let [first, second, _] = sample.versions();
    let (old, new) =
        (Side::of_version(&sample.timeline.policy, first), Side::of_version(&sample.timeline.policy, second));
    let difference =
        Difference { old: &old, new: &new, comparison: &sample.comparisons[0], findings: &sample.findings[..1] };
    golden("diff.txt", &terminal::diff(&difference, Listing::Telling, PLAIN));
    golden("diff-everything.txt", &terminal::diff(&difference, Listing::Everything, PLAIN));
    let coloured = terminal::diff(&difference, Listing::Telling, COLOURED);
    assert!(!coloured.contains("{+") && !coloured.contains("[-"), "{coloured}");
    golden("diff-colour.txt", &coloured);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let sample = Sample::new();
    for width in [40, 60, 80] {
        let style = Style { width, colour: Colour::Plain };
        let texts = [terminal::log(&sample.report(), style), terminal::findings(&sample.findings, style)];
        for line in texts.iter().flat_map(|text| text.lines()) {
            let address = line.contains("https://");
            assert!(address || line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_page_for_a_browser_is_what_was_reviewed() {
    let sample = Sample::new();
    let page = html::page(&[sample.report()]);
    golden("page.html", &page);
    assert_eq!(page, html::page(&[sample.report()]), "same input, same bytes");
}

#[test]
fn the_comment_in_an_issue_is_what_was_reviewed() {
    let alert = Alert::of(&Sample::new().report(), 1).unwrap();
    golden("comment.md", &alert::comment(&alert));
}

#[test]
fn a_comment_about_very_much_fits_into_an_issue_and_says_that_it_is_cut() {
    let mut alert = Alert::of(&Sample::new().report(), 1).unwrap();
    alert.comparison.summary.headline = "Much changed.".to_owned();
    for change in &mut alert.comparison.changes {
        for run in &mut change.words {
            run.text = "[word] ".repeat(80);
        }
        change.words = change.words.iter().cycle().take(60).cloned().collect();
    }
    let comment = alert::comment(&alert);
    assert!(comment.len() < 65_536, "{}", comment.len());
    assert!(comment.contains("Cut here"), "{}", comment.len());
}
