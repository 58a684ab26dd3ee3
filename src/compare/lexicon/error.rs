//! What is wrong with a lexicon, on which line, and what was probably meant.
//! Must not know what the entries are used for.

/// A line of a lexicon that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the lexicon: {what}")]
pub struct LexiconError {
    /// Counts from 1.
    pub line: usize,
    pub what: String,
}

impl LexiconError {
    pub(super) fn new(line: usize, what: String) -> Self {
        Self { line, what }
    }

    /// A name that is not known, with the nearest of those that are.
    pub(super) fn unknown(line: usize, what: &str, name: &str, known: &[&str]) -> Self {
        match nearest(name, known) {
            Some(meant) => Self::new(line, format!("{what}\nis `{meant}` meant?")),
            None => Self::new(line, what.to_owned()),
        }
    }
}

/// The known name that is a few letters away at most.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name: String = name.chars().take(60).collect();
    let ranked = known.iter().map(|other| (distance(&name, other), *other));
    let (distance, meant) = ranked.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + name.len() / 4).then_some(meant)
}

/// How many letters must be put in, taken out or replaced.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
