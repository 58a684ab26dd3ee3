//! How long comparing takes, next to what others need for the same texts, in one run: `cargo bench --bench compare`.
//!
//! Made documents, and the labelled pairs when `FINEPRINT_CORPUS` names the corpus. What each tool is given:
//! - fineprint: two documents as read, so not the reading of Markdown, but everything from there to the headline;
//! - imara-diff: two strings; cutting them into words and numbering these is timed, as the diff is nothing without it;
//! - dissimilar: two strings, compared character by character; longer ones are left out, and it says how many were not;
//! - git: two files, in a process of its own, whose start takes most of the time.
//!
//! Every figure of a pair is the least of several runs, the tools taking turns; all but git run in one thread.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::compare::compare;
use fineprint::document::{self, Document};
use imara_diff::{Algorithm, Diff, InternedInput};

const ROUNDS: usize = 7;
/// What takes longer than this once is not asked again.
const SLOW: Duration = Duration::from_millis(100);
/// `dissimilar` is quadratic in what differs: beyond this many bytes it would take minutes.
const LONGEST_FOR_CHARACTERS: usize = 60_000;

/// One pair of texts, as files, as text and read.
struct Pair {
    files: [PathBuf; 2],
    texts: [String; 2],
    documents: [Document; 2],
}

impl Pair {
    fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// Something that compares a pair; false when it does not take it.
type Contender = (&'static str, fn(&Pair) -> bool);

const CONTENDERS: &[Contender] = &[
    ("fineprint, alignment and meaning", |pair| {
        black_box(compare(&pair.documents[0], &pair.documents[1]));
        true
    }),
    ("imara-diff 0.2, words, Histogram", |pair| {
        let mut input = InternedInput::default();
        input.update_before(pair.texts[0].split_inclusive(char::is_whitespace));
        input.update_after(pair.texts[1].split_inclusive(char::is_whitespace));
        black_box(Diff::compute(Algorithm::Histogram, &input));
        true
    }),
    ("dissimilar (diff-match-patch), characters", |pair| {
        let short = pair.texts.iter().all(|text| text.len() <= LONGEST_FOR_CHARACTERS);
        if short {
            black_box(dissimilar::diff(&pair.texts[0], &pair.texts[1]));
        }
        short
    }),
    ("git diff --word-diff, a process", |pair| {
        Command::new("git")
            .args(["diff", "--no-index", "--word-diff"])
            .args(&pair.files)
            .stdout(Stdio::null())
            .status()
            .is_ok()
    }),
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    table("400 clauses, a tenth of them edited, some moved", &[tenth_edited(folder.path())]);
    table("400 clauses, every one of them edited", &[all_edited(folder.path())]);
    if let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") {
        table("labelled pairs", &labelled(Path::new(&corpus)));
    }
}

fn table(title: &str, pairs: &[Pair]) {
    let bytes: usize = pairs.iter().map(Pair::bytes).sum();
    println!("\n{title}: {} of two texts, {} kB in all, milliseconds", pairs.len(), bytes / 1000);
    println!("{:45} {:>6} {:>9} {:>9} {:>9} {:>9}", "", "pairs", "median", "p95", "max", "per MB");
    // By contender, the least time of each pair it takes, with the pair's size.
    let mut times: Vec<Vec<(Duration, usize)>> = vec![Vec::new(); CONTENDERS.len()];
    for pair in pairs {
        let mut least = vec![None; CONTENDERS.len()];
        for _ in 0..ROUNDS {
            for ((_, run), least) in CONTENDERS.iter().zip(&mut least) {
                if least.is_some_and(|least| least > SLOW) {
                    continue;
                }
                if let Some(time) = timed(|| run(pair)) {
                    *least = Some(least.map_or(time, |least: Duration| least.min(time)));
                }
            }
        }
        for (times, least) in times.iter_mut().zip(least) {
            times.extend(least.map(|least| (least, pair.bytes())));
        }
    }
    let figures: Vec<Figures> = times.into_iter().map(Figures::of).collect();
    for ((name, _), Figures { pairs, median, p95, max, per_mb }) in CONTENDERS.iter().zip(&figures) {
        println!("{name:45} {pairs:>6} {median:9.3} {p95:9.3} {max:9.3} {per_mb:9.3}");
    }
    let (ours, peer) = (&figures[0], &figures[1]);
    println!(
        "fineprint takes {:.2} times as long as imara-diff at the median, {:.2} times at the 95th percentile",
        ours.median / peer.median,
        ours.p95 / peer.p95
    );
}

/// What a contender needed, in milliseconds.
struct Figures {
    pairs: usize,
    median: f64,
    p95: f64,
    max: f64,
    per_mb: f64,
}

impl Figures {
    #[allow(clippy::cast_precision_loss, reason = "bytes of a few files")]
    fn of(mut times: Vec<(Duration, usize)>) -> Self {
        times.sort();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let at = |share: usize| {
            let rank = (times.len() * share).div_ceil(100).max(1) - 1;
            times.get(rank).map_or(f64::NAN, |(time, _)| milliseconds(*time))
        };
        let all: Duration = times.iter().map(|(time, _)| *time).sum();
        let bytes: usize = times.iter().map(|(_, bytes)| bytes).sum();
        Self {
            pairs: times.len(),
            median: at(50),
            p95: at(95),
            max: at(100),
            per_mb: milliseconds(all) * 1e6 / bytes.max(1) as f64,
        }
    }
}

fn timed(run: impl FnOnce() -> bool) -> Option<Duration> {
    let start = Instant::now();
    run().then(|| start.elapsed())
}

/// A page of 400 clauses, and the same with every tenth edited, some moved and some new.
fn tenth_edited(folder: &Path) -> Pair {
    let clause = |at: usize, word: &str| {
        format!(
            "In case {at} we {word} share the record number {} of your visits with partners of group {}.",
            at * 7,
            at % 13
        )
    };
    let (mut old, mut new) = (String::new(), String::new());
    for section in 0..40 {
        let _ = write!(old, "## {section}. Records of kind {section}\n\n");
        let _ = write!(new, "## {}. Records of kind {section}\n\n", section + 1);
        for at in section * 10..section * 10 + 10 {
            let _ = write!(old, "{} ", clause(at, "may"));
            let _ = write!(
                new,
                "{} ",
                clause(if at % 50 == 0 { (at + 200) % 400 } else { at }, if at % 10 == 3 { "will" } else { "may" })
            );
        }
        old.push_str("\n\n");
        new.push_str("\n\n");
    }
    written(folder, "tenth", [&old, &new])
}

/// A page of 400 clauses, and the same with two words of every clause exchanged.
fn all_edited(folder: &Path) -> Pair {
    let (mut old, mut new) = (String::new(), String::new());
    for at in 0..400 {
        let head = if at % 10 == 0 { format!("\n\n## Part {at}\n\n") } else { String::new() };
        for (text, verb, term) in [(&mut old, "may", 30 + at), (&mut new, "will", 90 + at)] {
            let _ = write!(text, "{head}We {verb} keep the record of kind {} for {term} days after a visit. ", at * 7);
        }
    }
    written(folder, "all", [&old, &new])
}

fn written(folder: &Path, name: &str, texts: [&str; 2]) -> Pair {
    let files = ["old", "new"].map(|side| folder.join(format!("{name}.{side}.md")));
    for (file, text) in files.iter().zip(texts) {
        fs::write(file, text).expect("a file");
    }
    pair(files).expect("a readable page")
}

fn labelled(corpus: &Path) -> Vec<Pair> {
    let mut olds: Vec<PathBuf> = fs::read_dir(corpus.join("semantic_pairs"))
        .expect("semantic_pairs/")
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.to_string_lossy().ends_with(".old.md"))
        .collect();
    olds.sort();
    let both = |old: PathBuf| [PathBuf::from(old.to_string_lossy().replace(".old.md", ".new.md")), old];
    olds.into_iter().map(both).filter_map(|[new, old]| pair([old, new])).collect()
}

fn pair(files: [PathBuf; 2]) -> Option<Pair> {
    let texts = files.clone().map(|file| fs::read_to_string(file).unwrap_or_default());
    let [old, new] = texts.clone().map(|text| read(text.into_bytes()));
    Some(Pair { files, texts, documents: [old?, new?] })
}

fn read(body: Vec<u8>) -> Option<Document> {
    let provenance = Provenance::new("2020-01-01".parse().ok()?, "import");
    document::read(&Capture { provenance, media: MediaType::Markdown, body }).ok().map(|reading| reading.document)
}
