//! Outlines: F1 over (level, number, title) and over titles alone, with every miss.

use std::fs;
use std::path::Path;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::document::{self, Document, Heading};
use serde_json::Value;

/// A section as labelled or as found.
struct Entry {
    level: u64,
    number: Option<String>,
    title: String,
    /// Numbers that are as good, `None` for no number.
    also: Vec<Option<String>>,
    optional: bool,
    level_uncertain: bool,
}

#[derive(Default)]
struct Score {
    found: usize,
    expected: usize,
    titles: usize,
    triples: usize,
}

impl Score {
    fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.expected += other.expected;
        self.titles += other.titles;
        self.triples += other.triples;
    }

    fn line(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let f1 = |hits: usize| 2.0 * hits as f64 / (self.found + self.expected).max(1) as f64;
        format!(
            "F1 {:.3}, by title {:.3} ({} expected, {} found, {} titles, {} whole)",
            f1(self.triples),
            f1(self.titles),
            self.expected,
            self.found,
            self.titles,
            self.triples
        )
    }
}

/// Prints the scores and, for every page, what is missed, too much or at another level or number.
pub fn print(corpus: &Path) {
    let labels = fs::read_to_string(corpus.join("outlines.jsonl")).expect("outlines.jsonl");
    let mut total = Score::default();
    for label in labels.lines() {
        let label: Value = serde_json::from_str(label).expect("a label");
        let file = label["file"].as_str().unwrap_or("");
        let Some(document) = read(&corpus.join(file)) else {
            println!("{file}: skipped");
            continue;
        };
        let expected: Vec<Entry> = label["outline"].as_array().into_iter().flatten().map(entry).collect();
        let (score, misses) = score(&expected, &entries(&document));
        println!("{file}: {}", score.line());
        let title = document.title.as_deref();
        if title.map(plain) != label["title"].as_str().map(plain) {
            println!("  title {title:?} instead of {}", label["title"]);
        }
        for miss in misses {
            println!("  {miss}");
        }
        total.add(&score);
    }
    println!("outlines: {}", total.line());
}

fn read(path: &Path) -> Option<Document> {
    let media = match path.extension()?.to_str()? {
        "html" => MediaType::Html,
        "md" => MediaType::Markdown,
        _ => MediaType::Text,
    };
    let provenance = Provenance::new("2024-01-01T00:00:00Z".parse().ok()?, "import");
    let capture = Capture { provenance, media, body: fs::read(path).ok()? };
    Some(document::read(&capture).ok()?.document)
}

fn entry(label: &Value) -> Entry {
    let number = label["number"].as_str().map(str::to_owned);
    let mut also = Vec::new();
    if label["number_from"].is_string() {
        also.push(None);
    }
    if let Some(implied) = label["implied_number"].as_str() {
        also.push(Some(implied.to_owned()));
    }
    Entry {
        level: label["level"].as_u64().unwrap_or(0),
        number,
        title: label["title"].as_str().unwrap_or("").to_owned(),
        also,
        optional: label["optional"].as_bool().unwrap_or(false),
        level_uncertain: label["level_uncertain"].as_bool().unwrap_or(false),
    }
}

fn entries(document: &Document) -> Vec<Entry> {
    let sections = document.sections.iter().filter_map(|section| section.heading.as_ref().map(|h| (section.level, h)));
    let entry = |(level, heading): (u8, &Heading)| Entry {
        level: level.into(),
        number: heading.number().map(str::to_owned),
        title: heading.title().to_owned(),
        also: Vec::new(),
        optional: false,
        level_uncertain: false,
    };
    sections.map(entry).collect()
}

/// A title without what typing changes: quotes, case, white space, punctuation at its end.
fn plain(title: &str) -> String {
    let straight: String = title
        .chars()
        .map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' | '„' => '"',
            '–' | '—' => '-',
            c => c,
        })
        .collect();
    let words: Vec<&str> = straight.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ':', ' ']).to_lowercase()
}

fn same_triple(expected: &Entry, found: &Entry) -> bool {
    let level = expected.level_uncertain || expected.level == found.level;
    level && (expected.number == found.number || expected.also.contains(&found.number))
}

fn score(expected: &[Entry], found: &[Entry]) -> (Score, Vec<String>) {
    let pairs = align(expected, found);
    let mut score = Score { expected: expected.iter().filter(|entry| !entry.optional).count(), ..Score::default() };
    let mut misses = Vec::new();
    let mut ignored = 0;
    for (expected, found) in &pairs {
        match (expected, found) {
            (Some(expected), Some(_)) if expected.optional => ignored += 1,
            (Some(expected), Some(found)) => {
                score.titles += 1;
                if same_triple(expected, found) {
                    score.triples += 1;
                } else {
                    misses.push(format!("differs {} instead of {}", shown(found), shown(expected)));
                }
            }
            (Some(expected), None) if !expected.optional => misses.push(format!("missed  {}", shown(expected))),
            (None, Some(found)) => misses.push(format!("too much {}", shown(found))),
            _ => {}
        }
    }
    score.found = found.len() - ignored;
    (score, misses)
}

fn shown(entry: &Entry) -> String {
    format!("{} {} {:?}", entry.level, entry.number.as_deref().unwrap_or("-"), entry.title)
}

/// Pairs entries of the same title in order, as many as can be, whole agreements first.
fn align<'a>(expected: &'a [Entry], found: &'a [Entry]) -> Vec<(Option<&'a Entry>, Option<&'a Entry>)> {
    let titles: Vec<String> = expected.iter().map(|entry| plain(&entry.title)).collect();
    let found_titles: Vec<String> = found.iter().map(|entry| plain(&entry.title)).collect();
    let mut best = vec![vec![0_u32; found.len() + 1]; expected.len() + 1];
    let worth = |i: usize, j: usize| {
        if titles[i] == found_titles[j] { 100 + u32::from(same_triple(&expected[i], &found[j])) } else { 0 }
    };
    for i in (0..expected.len()).rev() {
        for j in (0..found.len()).rev() {
            let pair = if worth(i, j) > 0 { best[i + 1][j + 1] + worth(i, j) } else { 0 };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < expected.len() || j < found.len() {
        let both = i < expected.len() && j < found.len();
        if both && worth(i, j) > 0 && best[i][j] == best[i + 1][j + 1] + worth(i, j) {
            pairs.push((Some(&expected[i]), Some(&found[j])));
            i += 1;
            j += 1;
        } else if i < expected.len() && (!both || best[i][j] == best[i + 1][j]) {
            pairs.push((Some(&expected[i]), None));
            i += 1;
        } else {
            pairs.push((None, Some(&found[j])));
            j += 1;
        }
    }
    pairs
}
