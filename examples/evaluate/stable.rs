//! Stability: the share of unchanged captures that are read byte-identically.

use std::fs;
use std::path::Path;

use fineprint::document::{Block, Document};

use crate::content::read;

/// Prints the share of pairs that give the same text, and the first differences of the others.
pub fn print(corpus: &Path) {
    let mut files: Vec<_> = fs::read_dir(corpus.join("stable")).expect("stable/").flatten().map(|f| f.path()).collect();
    files.sort();
    let (mut same, mut pairs) = (0, 0);
    for pair in files.chunks(2) {
        let [a, b] = pair else { continue };
        pairs += 1;
        let lines: Vec<Vec<String>> =
            [a, b].iter().map(|path| read(path).map(|r| lines(&r.document)).unwrap_or_default()).collect();
        if lines[0] == lines[1] {
            same += 1;
            continue;
        }
        println!("{}: {} and {} lines differ", a.display(), lines[0].len(), lines[1].len());
        for (mark, here, there) in [("-", &lines[0], &lines[1]), ("+", &lines[1], &lines[0])] {
            here.iter().filter(|line| !there.contains(line)).take(8).for_each(|line| println!("  {mark} {line}"));
        }
    }
    println!("same: {same} of {pairs}");
}

fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![format!("title {:?} language {:?}", document.title, document.language)];
    for section in &document.sections {
        lines.extend(
            section.heading.iter().map(|heading| format!("{} {}", "#".repeat(section.level.into()), heading.printed())),
        );
        lines.extend(section.blocks.iter().map(line));
    }
    lines
}

fn line(block: &Block) -> String {
    let links: Vec<_> = block.sentences.iter().flat_map(|s| &s.links).map(|link| link.target.as_str()).collect();
    format!("{:?} {} {:?} {} {links:?}", block.kind, block.depth, block.label, block.text())
}
