//! Pages written to break out of a report: every renderer must show them as the text they are.

use std::collections::BTreeSet;

use fineprint::report::alert::{self, Alert};
use fineprint::report::terminal::{self, Colour, Listing, Style};
use fineprint::report::{Difference, Side, html, json_v1};

use super::sample::Sample;

/// What an adversary would put into every text a page controls.
const NASTY: &str = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \u{1b}]0;owned\u{7}\u{1b}[31m \
                     \u{202e}txt.exe\u{2066} @octocat #1 ![p](https://evil.example/p.png) [a](javascript:alert(1)) \
                     ::set-output name=a::b <!-- --> ]]> ``` $(id) \u{9b}2J\n# Forged heading\n";

/// The sample with every text that a page controls made nasty.
pub fn nasty_sample() -> Sample {
    let mut sample = Sample::new();
    let long = "x".repeat(5000);
    for version in &mut sample.timeline.versions {
        let mut document = (*version.document).clone();
        document.title = Some(NASTY.into());
        document.language = Some("en\" onload=\"alert(1)".into());
        for section in &mut document.sections {
            section.heading = section.heading.as_ref().map(|_| fineprint::document::Heading::plain(NASTY));
            for block in &mut section.blocks {
                block.label = block.label.as_ref().map(|_| NASTY.into());
                for sentence in &mut block.sentences {
                    sentence.text = format!("{NASTY}{long}");
                }
            }
        }
        version.document = document.into();
        for claim in &mut version.claims.dates {
            claim.text = NASTY.into();
        }
        for promise in &mut version.claims.promises {
            promise.text = NASTY.into();
            promise.channels = vec![NASTY.into()];
        }
        version.provenance.source = NASTY.into();
        version.provenance.url = Some("javascript:alert(1)".into());
        version.provenance.memento = Some("https://evil.example/\"><script>alert(1)</script>\u{1b}[2J".into());
        version.provenance.note = Some(NASTY.into());
        version.commit = Some(NASTY.into());
    }
    for comparison in &mut sample.comparisons {
        comparison.summary.headline = NASTY.into();
        for rename in &mut comparison.renames {
            (rename.old, rename.new) = (NASTY.into(), NASTY.into());
        }
        for section in &mut comparison.sections {
            section.old = vec![NASTY.into()];
            section.new = vec![NASTY.into(), NASTY.into()];
        }
        for change in &mut comparison.changes {
            for clause in [&mut change.old, &mut change.new].into_iter().flatten() {
                clause.text = NASTY.into();
                clause.path = vec![NASTY.into()];
            }
            for run in &mut change.words {
                run.text = format!(" {NASTY} ");
            }
            change.cues = vec![NASTY.into()];
            change.rule = NASTY.into();
        }
    }
    for finding in &mut sample.findings {
        finding.text = NASTY.into();
        for evidence in &mut finding.evidence {
            evidence.role = NASTY.into();
            evidence.quote = Some(NASTY.into());
            evidence.source = Some(NASTY.into());
            evidence.url = Some("javascript:alert(1)//\u{1b}[2J".into());
        }
    }
    for reference in &mut sample.references {
        reference.text = NASTY.into();
        reference.path = vec![NASTY.into()];
    }
    for policy in &mut sample.verification.policies {
        policy.problems = vec![NASTY.into()];
    }
    sample
}

/// Everything the terminal shows of a sample.
fn terminal_texts(sample: &Sample, style: Style) -> Vec<String> {
    let [first, second, _] = sample.versions();
    let (old, new) =
        (Side::of_version(&sample.timeline.policy, first), Side::of_version(&sample.timeline.policy, second));
    let difference =
        Difference { old: &old, new: &new, comparison: &sample.comparisons[0], findings: &sample.findings };
    vec![
        terminal::log(&sample.report(), style),
        terminal::findings(&sample.findings, style),
        terminal::diff(&difference, Listing::Everything, style),
        terminal::inspect(&second.document, &second.claims, &sample.references, style),
        terminal::show(&sample.timeline.policy, second, style),
        terminal::blame(&sample.timeline, second, &sample.origins, style),
        terminal::verify(&sample.verification, style),
    ]
}

#[test]
fn no_page_commands_the_terminal() {
    let sample = nasty_sample();
    for text in terminal_texts(&sample, Style { width: 80, colour: Colour::Plain }) {
        let acting = text.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{2066}'));
        assert_eq!(acting, None, "{text}");
        assert!(text.lines().all(|line| !line.trim_start().starts_with("# Forged")), "{text}");
    }
}

#[test]
fn in_colour_only_our_own_colours_are_commands() {
    let sample = nasty_sample();
    for text in terminal_texts(&sample, Style { width: 80, colour: Colour::Ansi }) {
        for command in text.split('\u{1b}').skip(1) {
            let code: String = command.chars().skip(1).take_while(|c| c.is_ascii_digit() || *c == ';').collect();
            assert!(["0", "1", "2", "31;9", "34;4", "1;31"].contains(&code.as_str()), "{command}");
        }
    }
}

#[test]
fn json_of_a_nasty_page_reads_back_as_the_same_text() {
    let sample = nasty_sample();
    let [_, second, _] = sample.versions();
    let text = json_v1::text(&json_v1::inspect(&second.document, &second.claims, &sample.references));
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["title"], NASTY);
}

#[test]
fn no_page_breaks_out_of_the_html_report() {
    let sample = nasty_sample();
    let page = html::page(&[sample.report(), sample.report()]);
    let ours: BTreeSet<&str> = TAGS.split(' ').collect();
    for tag in page.split('<').skip(1) {
        let name: String =
            tag.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!' | '-')).collect();
        assert!(ours.contains(name.trim_matches('/')), "<{}", tag.chars().take(80).collect::<String>());
        let inside = tag.split('>').next().unwrap();
        assert!(!inside.contains(" on") && !inside.contains("javascript:"), "<{inside}");
    }
    assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{1b}', '\u{7}']));
}

/// Every element that a report may hold.
const TAGS: &str = "!doctype a article blockquote body br caption circle code dd defs del desc details div dl dt em \
                    figcaption figure footer h1 h2 h3 h4 h5 h6 head header html ins li line main meta nav ol p path \
                    pattern pre q rect section span strong style summary sup svg table tbody td text th thead title tr ul";

#[test]
fn the_html_report_asks_for_nothing_and_links_only_to_the_web() {
    for sample in [Sample::new(), nasty_sample()] {
        let page = html::page(&[sample.report()]);
        for inside in page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
            for asking in ["script", "link", "img", "iframe", "form", "object", "embed", "base", "image", "use"] {
                assert!(inside.split_whitespace().next() != Some(asking), "<{inside}");
            }
            assert!(!inside.contains(" src=") && !inside.contains(" style=") && !inside.contains("url(h"), "<{inside}");
        }
        for target in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(["#", "https://", "http://"].iter().any(|start| target.starts_with(start)), "{target}");
        }
        assert!(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"));
    }
}

#[test]
fn every_link_within_the_report_leads_somewhere_and_no_name_is_given_twice() {
    let sample = Sample::new();
    let page = html::page(&[sample.report(), sample.report()]);
    let mut names = BTreeSet::new();
    for name in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(names.insert(name), "{name} twice");
    }
    for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(names.contains(target), "#{target}");
    }
}

#[test]
fn no_page_mentions_links_or_loads_anything_through_markdown() {
    let sample = nasty_sample();
    let summary: String = Alert::all(&sample.report()).iter().map(alert::comment).collect();
    for live in ["@octocat", "#1", "https://evil", "](javascript", "](https", "<script", "<img", "<!--", "\n# Forged"] {
        assert!(!summary.contains(live), "{live} in {summary}");
    }
    for tag in summary.split('<').skip(1) {
        assert!(["ins>", "/ins>", "del>", "/del>"].iter().any(|ours| tag.starts_with(ours)), "<{tag}");
    }
}
