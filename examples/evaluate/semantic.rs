//! Clause-level meaning: verdicts, noise silence, and each labelled clause against the changes found.
//!
//! A label is found by a change when their words agree (F1 of at least a half) on either side: the label's quote
//! against the clause, or against the words that came or went. `SEMANTIC=even|odd` looks at half of the pairs only;
//! `SEMANTIC=ID` shows every change of one pair.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fineprint::compare::{Change, Comparison, WordOp, compare};
use serde_json::Value;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::document::{self, Document};

#[derive(Default)]
struct Score {
    pairs: usize,
    verdicts: usize,
    quiet: (usize, usize),
    /// Labels by least severity: found, all.
    recall: BTreeMap<u64, (usize, usize)>,
    /// The same, counting only changes that are as severe.
    as_severe: BTreeMap<u64, (usize, usize)>,
    /// Changes of severity 2 and more on fully labelled pairs: matched, all.
    precision: (usize, usize),
    agreement: BTreeMap<&'static str, (usize, usize)>,
    fragments: (usize, usize),
}

/// Prints the figures and every miss.
pub fn print(corpus: &Path) {
    let text = fs::read_to_string(corpus.join("semantic_labels_public.jsonl")).expect("labels");
    let asked = std::env::var("SEMANTIC").unwrap_or_default();
    if let Some((old, new)) = asked.split_once(',') {
        return one(Path::new(old), Path::new(new));
    }
    let mut score = Score::default();
    for (at, label) in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).enumerate() {
        let id = label["id"].as_str().unwrap_or_default();
        let wanted = match asked.as_str() {
            "" => true,
            "even" => at % 2 == 0,
            "odd" => at % 2 == 1,
            other => id.contains(other),
        };
        if wanted {
            judge(corpus, id, &label, &mut score, id.contains(asked.as_str()) && !asked.is_empty());
        }
    }
    summary(&score);
}

/// Shows every change between two files: `SEMANTIC=OLD,NEW`.
fn one(old: &Path, new: &Path) {
    let (Some(old), Some(new)) = (page(old), page(new)) else { return };
    let comparison = compare(&old, &new);
    println!("{}", comparison.summary.headline);
    comparison.changes.iter().for_each(|change| show("", change));
}

fn judge(corpus: &Path, id: &str, label: &Value, score: &mut Score, every: bool) {
    let page = |side: &str| page(&corpus.join(label[side].as_str().unwrap_or_default()));
    let (Some(old), Some(new)) = (page("old_file"), page("new_file")) else { return };
    let comparison = compare(&old, &new).of_unlike_files();
    let verdict = label["doc_verdict"].as_str().unwrap_or_default();
    println!("-- {id}: {verdict}, read as {} ({} changes)", comparison.summary.verdict, comparison.changes.len());
    println!("   {}", comparison.summary.headline);
    score.pairs += 1;
    score.verdicts += usize::from(comparison.summary.verdict.id() == verdict);
    if verdict != "substantive" {
        let loud: Vec<_> = comparison.changes.iter().filter(|change| change.severity > 0).collect();
        score.quiet.0 += usize::from(loud.is_empty());
        score.quiet.1 += 1;
        loud.iter().take(12).for_each(|change| show("loud", change));
    }
    if every {
        comparison.changes.iter().for_each(|change| show("    ", change));
        comparison
            .sections
            .iter()
            .for_each(|section| println!("   section {:?} {:?} {:?}", section.op, section.old, section.new));
    }
    clauses(label, &comparison, score);
}

fn page(path: &Path) -> Option<Document> {
    let provenance = Provenance::new("2020-01-01".parse().expect("a day"), "import");
    let body = fs::read(path).expect("a file of the corpus");
    match document::read(&Capture { provenance, media: MediaType::Markdown, body }) {
        Ok(reading) => Some(reading.document),
        Err(reason) => {
            println!("{}: not read: {reason:?}", path.display());
            None
        }
    }
}

fn clauses(label: &Value, comparison: &Comparison, score: &mut Score) {
    let labels = label["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (at, clause) in labels.iter().enumerate() {
        for (found, change) in comparison.changes.iter().enumerate() {
            let agreement = agreement(clause, change);
            if agreement >= 500 {
                pairs.push((agreement, at, found));
            }
        }
    }
    pairs.sort_by_key(|(agreement, at, found)| (usize::MAX - agreement, *at, *found));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, at, found) in &pairs {
        if !taken.contains_key(at) && !taken.values().any(|other| other == found) {
            taken.insert(*at, *found);
        }
    }
    for (at, clause) in labels.iter().enumerate() {
        let severity = clause["severity"].as_u64().unwrap_or(0);
        let touching = pairs.iter().filter(|pair| pair.1 == at).count();
        let found = pairs.iter().filter(|pair| pair.1 == at).map(|pair| comparison.changes[pair.2].severity).max();
        for least in 1..=severity {
            let entry = score.as_severe.entry(least).or_default();
            entry.1 += 1;
            entry.0 += usize::from(found.is_some_and(|found| u64::from(found) >= least));
        }
        for least in 0..=severity {
            let entry = score.recall.entry(least).or_default();
            entry.1 += 1;
            entry.0 += usize::from(touching > 0);
        }
        if severity > 0 && touching == 0 {
            println!(
                "   missed {} {} s{severity}: - {} + {}",
                clause["nature"], clause["topic"], clause["old_quote"], clause["new_quote"]
            );
        }
        if let Some(found) = taken.get(&at) {
            score.fragments.0 += touching;
            score.fragments.1 += 1;
            if severity > 0 {
                agree(clause, &comparison.changes[*found], score);
            }
        }
    }
    if label["coverage"] == "full" {
        for (found, change) in comparison.changes.iter().enumerate().filter(|(_, change)| change.severity >= 2) {
            let matched =
                taken.iter().any(|(at, other)| *other == found && labels[*at]["severity"].as_u64() >= Some(2));
            score.precision.0 += usize::from(matched);
            score.precision.1 += 1;
            if !matched {
                show("unlabelled", change);
            }
        }
    }
}

fn agree(clause: &Value, change: &Change, score: &mut Score) {
    let text = |key: &str| clause[key].as_str().unwrap_or_default();
    let nature = change.nature.id();
    let severity = clause["severity"].as_u64().unwrap_or(0);
    let checks = [
        ("nature", nature == text("nature")),
        ("nature family", family(nature) == family(text("nature"))),
        ("first topic", change.topics.first().is_some_and(|topic| topic.id() == text("topic"))),
        ("topic", change.topics.iter().any(|topic| topic.id() == text("topic"))),
        ("direction", change.direction.id() == text("direction")),
        ("severity", u64::from(change.severity) == severity),
        ("severity within 1", u64::from(change.severity).abs_diff(severity) <= 1),
    ];
    for (name, right) in checks {
        let entry = score.agreement.entry(name).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
    }
    if !checks[1].1 || !checks[3].1 || !checks[4].1 || severity.abs_diff(u64::from(change.severity)) > 0 {
        println!("   label {} {} s{severity} {} {}", text("nature"), text("topic"), text("direction"), text("note"));
        show("   found", change);
    }
}

fn family(nature: &str) -> &str {
    match nature {
        "scope_widen" | "scope_narrow" | "enum_add" | "enum_del" | "condition_add" | "condition_del" => "scope",
        other => other.trim_end_matches("_add").trim_end_matches("_del").trim_end_matches("_change"),
    }
}

fn show(word: &str, change: &Change) {
    let runs: String = change
        .words
        .iter()
        .map(|run| match run.op {
            WordOp::Equal if run.text.len() > 160 => {
                let head: String = run.text.chars().take(60).collect();
                let tail: Vec<char> = run.text.chars().rev().take(60).collect();
                format!("{head} … {}", tail.iter().rev().collect::<String>())
            }
            WordOp::Equal => run.text.clone(),
            WordOp::Delete => format!("[-{}-]", run.text),
            WordOp::Insert => format!("{{+{}+}}", run.text),
        })
        .collect();
    let runs: String = runs.chars().take(600).collect();
    let topics: Vec<_> = change.topics.iter().map(|topic| topic.id()).collect();
    println!(
        "   {word} {:?} {} {} s{} {} [{}] {:?}: {runs}",
        change.op,
        change.nature,
        topics.join("+"),
        change.severity,
        change.direction,
        change.rule,
        change.cues
    );
}

/// How well a label and a change agree, in thousandths: the better of both sides.
fn agreement(clause: &Value, change: &Change) -> usize {
    let side = |key: &str, text: Option<&str>, gone: WordOp| -> usize {
        let quote = words(clause[key].as_str().unwrap_or_default());
        let Some(text) = text.filter(|_| !quote.is_empty()) else { return 0 };
        let edit: Vec<&str> = change.words.iter().filter(|run| run.op == gone).map(|run| run.text.as_str()).collect();
        let edit = words(&edit.join(" "));
        let within =
            contained(&quote, &words(text)) && (contained_half(&quote, &edit) || contained_half(&edit, &quote));
        f1(&quote, &words(text)).max(f1(&quote, &edit)).max(if within { 600 } else { 0 })
    };
    let (old, new) = (change.old.as_ref().map(|at| at.text.as_str()), change.new.as_ref().map(|at| at.text.as_str()));
    let stands = |key: &str, text: Option<&str>| {
        let quote = words(clause[key].as_str().unwrap_or_default());
        text.is_some_and(|text| !quote.is_empty() && contained(&quote, &words(text)))
    };
    let both = if stands("old_quote", old) && stands("new_quote", new) { 550 } else { 0 };
    side("old_quote", old, WordOp::Delete).max(side("new_quote", new, WordOp::Insert)).max(both)
}

fn words(text: &str) -> Vec<String> {
    let without_targets: String = text
        .split("](")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once(')').map_or("", |p| p.1) })
        .collect::<Vec<_>>()
        .join(" ");
    let mut words: Vec<String> = without_targets
        .to_lowercase()
        .replace('\u{2019}', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

fn shared(a: &[String], b: &[String]) -> usize {
    let mut rest = b.to_vec();
    a.iter()
        .filter(|word| rest.iter().position(|other| other == *word).map(|at| rest.swap_remove(at)).is_some())
        .count()
}

fn f1(a: &[String], b: &[String]) -> usize {
    2000 * shared(a, b) / (a.len() + b.len()).max(1)
}

fn contained(quote: &[String], text: &[String]) -> bool {
    shared(quote, text) * 10 >= quote.len() * 9
}

fn contained_half(quote: &[String], text: &[String]) -> bool {
    !quote.is_empty() && shared(quote, text) * 2 >= quote.len()
}

fn summary(score: &Score) {
    let share = |(part, whole): (usize, usize)| format!("{part}/{whole} = {}%", 100 * part / whole.max(1));
    println!("verdict accuracy: {}", share((score.verdicts, score.pairs)));
    println!("noise silence: {}", share(score.quiet));
    for (least, recall) in &score.recall {
        println!("clause recall at severity >= {least}: {}", share(*recall));
    }
    for (least, recall) in &score.as_severe {
        println!("clause recall at severity >= {least}, found as severe: {}", share(*recall));
    }
    println!("clause precision at severity >= 2: {}", share(score.precision));
    for (name, figures) in &score.agreement {
        println!("{name}: {}", share(*figures));
    }
    println!("granularity: {} changes for {} labels", score.fragments.0, score.fragments.1);
}
