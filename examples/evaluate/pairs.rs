//! Findings: pairs of consecutive texts with the instants at which they were seen, and what is to be found about each.
//!
//! Every pair goes the way of a real history: captures are read and folded into a timeline, and the timeline is checked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::finding::{self, Certainty, Finding, FindingKind};
use fineprint::policy::PolicyId;
use fineprint::time::CapturedAt;
use fineprint::timeline::{Dated, Timeline};
use fineprint::{claim, document};
use serde_json::Value;

/// The kinds that speak about a change; the labels say nothing about the others.
const SCORED: &[FindingKind] = &[
    FindingKind::BackDated,
    FindingKind::Retroactive,
    FindingKind::SilentChange,
    FindingKind::DateOnly,
    FindingKind::ShortNotice,
    FindingKind::UndatedChange,
];

/// What was reported rightly, wrongly and not at all, for one kind.
#[derive(Default)]
struct Score {
    right: usize,
    accepted: usize,
    wrong: usize,
    expected: usize,
    met: usize,
}

/// Prints precision and recall of each kind, every false alarm and every miss with the reader's reason.
pub fn print(corpus: &Path) {
    let labels = fs::read_to_string(corpus.join("pairs.jsonl")).expect("pairs.jsonl");
    let pairs: Vec<Value> = labels.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for pair in &pairs {
        score(pair, &findings(corpus, pair), &mut scores);
    }
    for (kind, score) in &scores {
        let share =
            |part: usize, all: usize| if all == 0 { "  -  ".to_owned() } else { format!("{:.3}", ratio(part, all)) };
        println!(
            "{kind:14} precision {} ({} right, {} false; {} more accepted)  recall {} ({} of {})",
            share(score.right, score.right + score.wrong),
            score.right,
            score.wrong,
            score.accepted,
            share(score.met, score.expected),
            score.met,
            score.expected
        );
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of labels")]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

fn score<'a>(pair: &'a Value, findings: &[Finding], scores: &mut BTreeMap<&'a str, Score>) {
    let (expect, accept) = (names(&pair["expect"]), names(&pair["accept"]));
    // What the evidence cannot tell is said as a note and reports nothing.
    let (unknown, known): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .filter(|finding| SCORED.contains(&finding.kind))
        .partition(|finding| finding.certainty == Certainty::Unknown);
    for finding in unknown {
        say("NOTE ", pair, name(finding.kind));
    }
    let reported: Vec<&str> = known.iter().map(|finding| name(finding.kind)).collect();
    for &kind in &reported {
        let score = scores.entry(group(kind)).or_default();
        if expect.contains(&kind) {
            score.right += 1;
        } else if accept.contains(&kind) {
            score.accepted += 1;
        } else {
            score.wrong += 1;
            say("FALSE", pair, kind);
            for finding in findings {
                println!("       {}", finding.text);
            }
        }
    }
    if let Some(kind) = expect.first() {
        let score = scores.entry(group(kind)).or_default();
        score.expected += 1;
        if expect.iter().any(|kind| reported.contains(kind)) {
            score.met += 1;
        } else {
            say("MISS ", pair, kind);
        }
    }
}

fn say(what: &str, pair: &Value, kind: &str) {
    println!("{what} {} {kind} ({}): {}", text(&pair["id"]), text(&pair["label"]), text(&pair["why"]));
}

/// Back-dated and retroactive are one question to the labels: which of the two depends on the word before the date.
fn group(kind: &str) -> &str {
    if kind == "retroactive" { "back-dated" } else { kind }
}

fn name(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::BackDated => "back-dated",
        FindingKind::Retroactive => "retroactive",
        FindingKind::SilentChange => "silent change",
        FindingKind::DateOnly => "date only",
        FindingKind::ShortNotice => "short notice",
        FindingKind::UndatedChange => "undated",
        _ => "another kind",
    }
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn findings(corpus: &Path, pair: &Value) -> Vec<Finding> {
    let sightings = [("old", "old_first_seen"), ("old", "old_last_seen"), ("new", "new_first_seen")];
    let captures = sightings.iter().filter_map(|(file, seen)| {
        let at: CapturedAt = pair[*seen].as_str()?.parse().ok()?;
        dated(&corpus.join(text(&pair[*file])), at)
    });
    let policy: PolicyId = "corpus/pair".parse().expect("a policy id");
    let timeline = Timeline::fold(policy, captures.collect());
    finding::check(&timeline).into_iter().filter(|finding| finding.version == Some(2)).collect()
}

/// Reads a file as if it had been captured at an instant.
fn dated(path: &Path, captured_at: CapturedAt) -> Option<Dated> {
    let media = if path.extension()? == "html" { MediaType::Html } else { MediaType::Markdown };
    let provenance = Provenance {
        content_type: Some("text/html; charset=utf-8".to_owned()).filter(|_| media == MediaType::Html),
        ..Provenance::new(captured_at, "import")
    };
    let capture = Capture { provenance, media, body: fs::read(path).ok()? };
    let reading = document::read(&capture).map(|reading| {
        let claims = claim::read(&reading.document, &reading.metadata, None);
        (Arc::new(reading.document), claims)
    });
    Some(Dated { digest: capture.digest(), media, reading, provenance: capture.provenance })
}
