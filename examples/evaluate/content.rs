//! Main content: the sentences of the reference extraction that we have, and our sentences that it has.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::document::{self, Document, Reading, SkipReason};

/// Reads a page of the corpus as a capture.
pub fn read(path: &Path) -> Result<Reading, SkipReason> {
    let provenance = Provenance::new("2020-01-01".parse().expect("a day"), "import");
    let body = fs::read(path).unwrap_or_default();
    document::read(&Capture { provenance, media: MediaType::Html, body })
}

/// Prints recall and precision of sentences, and every sentence that one side lacks.
pub fn print(corpus: &Path) {
    let mut total = Score::default();
    let mut pages: Vec<_> = fs::read_dir(corpus.join("reference")).expect("reference/").flatten().collect();
    pages.sort_by_key(fs::DirEntry::file_name);
    let verbose = std::env::var_os("BRIEF").is_none();
    for page in pages {
        let name = page.file_name().to_string_lossy().replace(".md", "");
        let reference = plain(&fs::read_to_string(page.path()).unwrap_or_default());
        let document = match read(&corpus.join("html").join(format!("{name}.html"))) {
            Ok(reading) => reading.document,
            Err(reason) => {
                println!("{name}: skipped as {reason:?}");
                Document::default()
            }
        };
        let (score, lost, kept) = score(&reference, &document);
        println!("{name}: recall {:.4} precision {:.4}", score.recall(), score.precision());
        if verbose {
            for text in lost {
                println!("  lost {text}");
            }
            for text in kept {
                println!("  kept {text}");
            }
        }
        total.add(score);
    }
    println!("all: recall {:.4} precision {:.4}", total.recall(), total.precision());
}

#[derive(Clone, Copy, Default)]
struct Score {
    found: usize,
    reference: usize,
    right: usize,
    ours: usize,
}

impl Score {
    fn recall(self) -> f64 {
        ratio(self.found, self.reference)
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.ours)
    }

    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.reference += other.reference;
        self.right += other.right;
        self.ours += other.ours;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn score(reference: &str, document: &Document) -> (Score, Vec<String>, Vec<String>) {
    let mut ours = Vec::new();
    for section in &document.sections {
        ours.extend(section.heading.iter().map(|heading| heading.printed().to_owned()));
        for block in &section.blocks {
            ours.extend(block.sentences.iter().flat_map(|sentence| sentences(&sentence.text)));
        }
    }
    let labels = document.sections.iter().flat_map(|section| &section.blocks);
    let our_letters: String = ours.iter().map(|text| letters(text)).collect();
    let our_letters = our_letters + &document.title.as_deref().map(letters).unwrap_or_default();
    let labelled: String = labels
        .flat_map(|block| {
            block.label.iter().map(|l| letters(l)).chain(block.sentences.iter().map(|s| letters(&s.text)))
        })
        .collect();
    let theirs: Vec<String> = reference.lines().flat_map(sentences).collect();
    let their_letters = letters(reference);
    let has = |whole: &str, text: &str| whole.contains(&letters(text));
    let lost: Vec<String> =
        theirs.iter().filter(|text| !has(&our_letters, text) && !has(&labelled, text)).cloned().collect();
    let kept: Vec<String> = ours.iter().filter(|text| !has(&their_letters, text)).cloned().collect();
    let score = Score {
        found: theirs.len() - lost.len(),
        reference: theirs.len(),
        right: ours.len() - kept.len(),
        ours: ours.len(),
    };
    (score, lost, kept)
}

/// Only letters and digits, in lower case: what no extractor may change.
fn letters(text: &str) -> String {
    text.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Rough sentences: both sides are split in the same way.
fn sentences(line: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut last = ' ';
    for (at, c) in line.char_indices() {
        if (c == ' ' && matches!(last, '.' | '!' | '?' | ':' | ';')) || c == '|' {
            sentences.push(line[start..at].trim().to_owned());
            start = at;
        }
        last = c;
    }
    sentences.push(line[start..].trim().to_owned());
    sentences.retain(|text| letters(text).len() > 1);
    sentences
}

/// Markdown without link targets and markup.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let mut depth = 0;
        let end = after[1..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 || *c == '\n'
        });
        rest = end.map_or("", |(end, _)| &after[end + 2..]);
    }
    text.push_str(rest);
    let mut text = text.replace("<br>", "|").replace(['\\', '*', '_', '[', ']'], "");
    while let Some((start, length)) = text.find('<').and_then(|start| Some((start, text[start..].find('>')?))) {
        text.replace_range(start..=start + length, " ");
    }
    text
}
