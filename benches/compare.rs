//! How long comparing takes, next to what others need for the same texts, in one run: `cargo bench --bench compare`.
//!
//! Two documents of 400 clauses, and the 60 labelled pairs when `FINEPRINT_CORPUS` names the corpus. Every figure is
//! the least of several runs; `git diff --word-diff` is a process of its own and is told as such.

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

const RUNS: usize = 5;

/// One pair of texts, as files, as text and read.
struct Pair {
    files: [PathBuf; 2],
    texts: [String; 2],
    documents: [Document; 2],
}

/// Something that compares a pair.
type Contender = (&'static str, fn(&Pair));

const CONTENDERS: &[Contender] = &[
    ("fineprint compare (alignment and meaning)", |pair| {
        black_box(compare(&pair.documents[0], &pair.documents[1]));
    }),
    ("imara-diff 0.2, words, Histogram", |pair| {
        let mut input = InternedInput::default();
        input.update_before(pair.texts[0].split_inclusive(char::is_whitespace));
        input.update_after(pair.texts[1].split_inclusive(char::is_whitespace));
        black_box(Diff::compute(Algorithm::Histogram, &input));
    }),
    ("dissimilar (diff-match-patch), characters", |pair| {
        // It is quadratic in what differs: beyond this it would take minutes.
        if pair.texts[0].len().max(pair.texts[1].len()) <= 60_000 {
            black_box(dissimilar::diff(&pair.texts[0], &pair.texts[1]));
        }
    }),
    ("git diff --word-diff (a process)", |pair| {
        let git = Command::new("git")
            .args(["diff", "--no-index", "--word-diff"])
            .args(&pair.files)
            .stdout(Stdio::null())
            .status();
        black_box(git.is_ok());
    }),
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    table("two documents of 400 clauses", &[synthetic(folder.path())]);
    if let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") {
        table("labelled pairs", &labelled(Path::new(&corpus)));
    }
}

fn table(title: &str, pairs: &[Pair]) {
    println!("{title}: {} pairs, milliseconds", pairs.len());
    println!("{:45} {:>8} {:>8} {:>8} {:>8}", "", "median", "p95", "max", "mean");
    for (name, run) in CONTENDERS {
        let mut times: Vec<Duration> =
            pairs.iter().map(|pair| (0..RUNS).map(|_| timed(|| run(pair))).min().unwrap_or_default()).collect();
        times.sort();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        let mean = times.iter().sum::<Duration>() / u32::try_from(times.len()).expect("few pairs");
        let [median, p95, max, mean] = [at(50), at(95), at(100), mean].map(|time| time.as_secs_f64() * 1000.0);
        println!("{name:45} {median:8.3} {p95:8.3} {max:8.3} {mean:8.3}");
    }
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// A page of 400 clauses, and the same with every tenth edited, some moved and some new.
fn synthetic(folder: &Path) -> Pair {
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
    let files = ["old.md", "new.md"].map(|name| folder.join(name));
    fs::write(&files[0], old).expect("a file");
    fs::write(&files[1], new).expect("a file");
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
    let provenance = Provenance {
        captured_at: "2020-01-01".parse().ok()?,
        source: "import".to_owned(),
        url: None,
        memento: None,
        status: None,
        content_type: None,
        last_modified: None,
        note: None,
    };
    document::read(&Capture { provenance, media: MediaType::Markdown, body }).ok().map(|reading| reading.document)
}
