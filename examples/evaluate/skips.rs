//! Skips: captures that are no versions, and good pages that must not be skipped.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::content::read;

/// Prints recall over the labelled skips, and every good page that was skipped.
pub fn print(corpus: &Path) {
    let labels = fs::read_to_string(corpus.join("skips.jsonl")).expect("skips.jsonl");
    let (mut found, mut named, mut all) = (0, 0, 0);
    for label in labels.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let file = label["file"].as_str().unwrap_or_default();
        let needs_history = label["needs_history"].as_bool().unwrap_or(false);
        let reason = read(&corpus.join(file)).err().map(|reason| serde_json::to_value(reason).unwrap_or_default());
        all += usize::from(!needs_history);
        found += usize::from(!needs_history && reason.is_some());
        let right = reason.as_ref().is_some_and(|reason| {
            *reason == label["reason"] || label["also"].as_array().is_some_and(|also| also.contains(reason))
        });
        named += usize::from(!needs_history && right);
        if !right {
            println!(
                "{file}: {} read as {reason:?} {}",
                label["reason"],
                if needs_history { "(needs history)" } else { "" }
            );
        }
    }
    println!("skips: {found} of {all} found, {named} with the right reason");
    let good = good_pages(corpus);
    let wrong: Vec<_> = good.iter().filter_map(|path| read(path).err().map(|reason| (path, reason))).collect();
    for (path, reason) in &wrong {
        println!("{}: wrongly skipped as {reason:?}", path.display());
    }
    println!("good pages: {} of {} wrongly skipped", wrong.len(), good.len());
}

fn good_pages(corpus: &Path) -> Vec<PathBuf> {
    let folders = ["html", "html-only", "stable", "pairs", "crawled", "princeton", "seeds"];
    let files = folders.iter().filter_map(|folder| fs::read_dir(corpus.join(folder)).ok()).flatten().flatten();
    let mut pages: Vec<_> =
        files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "html")).collect();
    pages.sort();
    pages
}
