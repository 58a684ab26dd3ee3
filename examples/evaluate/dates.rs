//! Claims against `dates.jsonl`, and against what `pairs.jsonl` says that matters of its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::claim::{self, Claim, ClaimKind, Claims, Place};
use fineprint::document;
use serde_json::Value;

/// A claim as the labels have it: kind, and every date it can mean.
type Stated = (String, BTreeSet<String>);
/// Each file's own address, where it is known.
type Addresses = BTreeMap<String, String>;

pub fn print(corpus: &Path) {
    let labels = lines(&corpus.join("dates.jsonl"));
    let addresses = addresses(corpus);
    let (mut exact, mut merged, mut date) = (Score::default(), Score::default(), Score::default());
    let (mut empty, mut false_claims) = (0, 0);
    for label in &labels {
        let file = text(label, "file");
        let Some(claims) = claims_of(corpus, &addresses, file, label["captured"].as_str()) else {
            println!("unread  {file}");
            continue;
        };
        let found = stated(&claims);
        let expected: Vec<Stated> = label["claims"].as_array().into_iter().flatten().map(labelled).collect();
        exact.add(&found, &expected, Clone::clone);
        date.add(&found, &expected, |(_, dates)| (String::new(), dates.clone()));
        let (missed, wrong) = merged.add(&found, &expected, merge);
        if expected.is_empty() {
            empty += 1;
            false_claims += usize::from(!found.is_empty());
        }
        report(file, &missed, &wrong, &claims);
    }
    println!("kind and date                         {exact}");
    println!("version_date and last_updated as one  {merged}");
    println!("date alone                            {date}");
    println!("false claims on {false_claims} of {empty} documents that state none");
    print_pairs(corpus, &addresses);
}

/// Only the claims that matter for a pair are labelled there: recall means something, precision is a hint.
fn print_pairs(corpus: &Path, addresses: &Addresses) {
    let (mut merged, mut date) = (Score::default(), Score::default());
    for pair in lines(&corpus.join("pairs.jsonl")) {
        for (side, captured) in [("old", "old_last_seen"), ("new", "new_first_seen")] {
            let file = text(&pair, side);
            let Some(claims) = claims_of(corpus, addresses, file, pair[captured].as_str()) else {
                println!("unread  {file}");
                continue;
            };
            let expected: Vec<Stated> =
                pair[format!("stated_{side}")].as_array().into_iter().flatten().map(labelled).collect();
            let found = stated(&claims);
            date.add(&found, &expected, |(_, dates)| (String::new(), dates.clone()));
            let (missed, wrong) = merged.add(&found, &expected, merge);
            report(file, &missed, &wrong, &claims);
        }
    }
    println!("pairs: kind and date  {merged}");
    println!("pairs: date alone     {date}");
}

#[derive(Default)]
struct Score {
    found: usize,
    expected: usize,
    right: usize,
}

impl Score {
    /// Counts, and returns what was missed and what was wrong.
    fn add(
        &mut self,
        found: &[Stated],
        expected: &[Stated],
        view: impl Fn(&Stated) -> Stated,
    ) -> (Vec<Stated>, Vec<Stated>) {
        let found: BTreeSet<Stated> = found.iter().map(&view).collect();
        let expected: BTreeSet<Stated> = expected.iter().map(&view).collect();
        self.found += found.len();
        self.expected += expected.len();
        self.right += found.intersection(&expected).count();
        (expected.difference(&found).cloned().collect(), found.difference(&expected).cloned().collect())
    }
}

impl std::fmt::Display for Score {
    #[expect(clippy::cast_precision_loss, reason = "counts of a corpus are small")]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| if of == 0 { 1.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (share(self.found), share(self.expected));
        write!(
            f,
            "P {precision:.3}  R {recall:.3}  ({} right, {} found, {} expected)",
            self.right, self.found, self.expected
        )
    }
}

fn report(file: &str, missed: &[Stated], wrong: &[Stated], claims: &Claims) {
    for (kind, dates) in missed {
        println!("missed  {file}: {kind} {dates:?}");
    }
    for (kind, dates) in wrong {
        let said = visible(claims).find(|claim| claim_dates(claim) == *dates);
        println!("wrong   {file}: {kind} {dates:?} {:?}", said.map_or("", |claim| claim.text.as_str()));
    }
}

fn merge((kind, dates): &Stated) -> Stated {
    let kind = if kind == "version_date" { "last_updated" } else { kind };
    (kind.to_owned(), dates.clone())
}

fn labelled(claim: &Value) -> Stated {
    let strings =
        |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let dates =
        claim["date"].as_str().map_or_else(|| strings(&claim["candidates"]), |date| BTreeSet::from([date.to_owned()]));
    (text(claim, "kind").to_owned(), dates)
}

fn visible(claims: &Claims) -> impl Iterator<Item = &Claim> {
    claims.dates.iter().filter(|claim| claim.place == Place::Visible)
}

fn claim_dates(claim: &Claim) -> BTreeSet<String> {
    claim.readings().map(|date| date.to_string()).collect()
}

fn stated(claims: &Claims) -> Vec<Stated> {
    visible(claims).map(|claim| (ClaimKind::id(claim.kind).to_owned(), claim_dates(claim))).collect()
}

fn claims_of(corpus: &Path, addresses: &Addresses, file: &str, captured: Option<&str>) -> Option<Claims> {
    let body = fs::read(corpus.join(file)).ok()?;
    let captured_at = captured.and_then(|at| at.parse().ok());
    let provenance = Provenance {
        url: addresses.get(file).cloned(),
        ..Provenance::new(captured_at.or_else(|| "2030-01-01".parse().ok())?, "import")
    };
    let media = if Path::new(file).extension().is_some_and(|extension| extension == "md") {
        MediaType::Markdown
    } else {
        MediaType::Html
    };
    let url = provenance.url.clone();
    let reading = document::read(&Capture { provenance, media, body }).ok()?;
    let claims = claim::read(&reading.document, &reading.metadata, url.as_deref());
    Some(match captured_at {
        Some(at) => claims.seen_at(at),
        None => claims,
    })
}

fn addresses(corpus: &Path) -> Addresses {
    let manifest = fs::read_to_string(corpus.join("manifest.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let entry = |entry: &Value| Some((entry["file"].as_str()?.to_owned(), entry["url"].as_str()?.to_owned()));
    manifest.as_array().into_iter().flatten().filter_map(entry).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
