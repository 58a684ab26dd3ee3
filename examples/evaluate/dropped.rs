//! What was left out of each page, and by which rule.

use std::path::Path;

use crate::content::read;

/// Prints it, for the eye.
pub fn print(corpus: &Path) {
    let mut pages: Vec<_> = ["html", "html-only"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(corpus.join(folder)).expect("folder").flatten())
        .map(|f| f.path())
        .collect();
    pages.sort();
    for page in pages {
        println!("{}", page.display());
        for dropped in read(&page).map(|reading| reading.dropped).unwrap_or_default() {
            println!("  {}: {}", dropped.rule, dropped.text);
        }
    }
}
