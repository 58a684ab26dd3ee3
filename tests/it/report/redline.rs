//! The redline against real comparisons: nothing of either text is left out.

use std::sync::Arc;

use fineprint::compare::{Comparison, Op, compare};
use fineprint::document::{Document, markdown};
use fineprint::report::{PolicyReport, html};

use super::sample::Sample;

const OLD: &str = "# Policy\n\n## 1. Data\n\nWe collect your name.\nWe never sell it.\nWe keep it safe.\n\n\
                   ## 2. Emails\n\nWe never share your email address.\nYou can write to us.\n\n\
                   ## 3. Cookies\n\n- session cookies\n- tracking cookies\n\n| cookie | purpose |\n| --- | --- |\n| sid | login |\n";
const NEW: &str = "# Policy\n\n## 1. Data\n\nWe collect your name and address.\nWe keep it safe.\n\n\
                   ## 2. Cookies\n\n- session cookies\n\n| cookie | purpose |\n| --- | --- |\n| sid | login and ads |\n\n\
                   ## 3. Partners\n\nWe share your name with partners.\nWe never sell it.\n";

fn read(text: &str) -> Arc<Document> {
    let draft = markdown::draft(text);
    Arc::new(fineprint::document::outline::outline(draft))
}

/// The page of a timeline whose only change is from `old` to `new`.
fn page(old: &str, new: &str) -> (String, Comparison) {
    let mut sample = Sample::new();
    sample.timeline.versions.truncate(2);
    sample.timeline.versions[0].document = read(old);
    sample.timeline.versions[1].document = read(new);
    let comparison = compare(&sample.timeline.versions[0].document, &sample.timeline.versions[1].document);
    let comparisons = [comparison.clone()];
    let report = PolicyReport {
        timeline: &sample.timeline,
        comparisons: &comparisons,
        findings: &[],
        generated_at: None,
        tool_version: "test",
    };
    (html::page(&[report]), comparison)
}

/// What the redline says, with what is struck and what is underlined kept or left out.
fn redline(page: &str, struck: bool, underlined: bool) -> String {
    let redline = page.split("class=\"redline\"").nth(1).unwrap().split("<p class=\"facts\">").next().unwrap();
    let mut text = String::new();
    let (mut skipping, mut tags) = (0_u32, redline.split('<'));
    text.push_str(tags.next().unwrap().split_once('>').map_or("", |(_, rest)| rest));
    let mut hidden = Vec::new();
    for tag in tags {
        let (name, rest) = tag.split_once('>').unwrap();
        let element = name.split(' ').next().unwrap();
        let skip = (element == "del" && !struck)
            || (element == "ins" && !underlined)
            || element == "sup"
            || element == "summary"
            || name.contains("aloud")
            || name.contains("label");
        if let Some(closed) = element.strip_prefix('/') {
            if hidden.last().is_some_and(|(open, _)| *open == closed)
                && hidden.pop().is_some_and(|(_, skipped)| skipped)
            {
                skipping -= 1;
            }
        } else if !name.ends_with('/') {
            hidden.push((element, skip));
            skipping += u32::from(skip);
        }
        if skipping == 0 {
            text.push_str(rest);
        }
    }
    without_spaces(&text)
}

/// Marks may need a space more around them than the text has.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn without_what_is_struck_the_redline_is_the_new_text() {
    let (page, comparison) = page(OLD, NEW);
    assert!(comparison.changes.len() > 4, "{comparison:?}");
    let new = redline(&page, false, true);
    for (_, _, sentence) in read(NEW).sentences() {
        let sentence = without_spaces(&fineprint::report::escape::html(&sentence.text));
        assert!(new.contains(&sentence), "{sentence} in {new}");
    }
}

#[test]
fn what_is_gone_is_struck_and_the_old_text_can_be_read_off() {
    let (page, comparison) = page(OLD, NEW);
    let old = redline(&page, true, false);
    for (_, _, sentence) in read(OLD).sentences() {
        let sentence = without_spaces(&fineprint::report::escape::html(&sentence.text));
        assert!(old.contains(&sentence), "{sentence} in {old}");
    }
    let removed = comparison.changes.iter().filter(|change| change.op == Op::Removed).count();
    assert!(removed > 0 && page.matches("<del").count() >= removed);
}

#[test]
fn of_two_equal_texts_the_redline_is_folded_whole() {
    let (page, comparison) = page(OLD, OLD);
    assert!(comparison.changes.is_empty());
    assert!(page.contains("3 sections unchanged"), "{page}");
    assert!(!page.split("class=\"redline\"").nth(1).unwrap().contains("<ins"));
}
