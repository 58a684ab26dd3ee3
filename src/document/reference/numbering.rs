//! Which numbers a document's sections and clauses have, and whether a missing one would be noticed.
//! Must not know sentences, or how references are found.

use std::collections::BTreeSet;

use crate::document::heading;
use crate::document::model::{Document, Heading, Section};

/// The fewest main sections whose numbering tells that a further one is missing.
const FEWEST: u32 = 4;

/// The numbers of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Every number that a heading or a clause has, without the word before it and in lower case: `5`, `5.2`, `iv`.
    numbers: BTreeSet<String>,
    /// The words that stand before numbers in headings, in lower case: `article`.
    words: BTreeSet<String>,
    /// The last main section, if all up to it are there.
    last: Option<u32>,
}

impl Numbering {
    /// Collects the numbers of a document.
    pub fn of(document: &Document) -> Self {
        let mut numbering = Self::default();
        for section in &document.sections {
            numbering.add_section(section);
        }
        numbering.last = main_series(document).or_else(|| implied_series(document));
        if let Some(last) = numbering.last {
            numbering.numbers.extend((1..=last).map(|number| number.to_string()));
        }
        numbering
    }

    fn add_section(&mut self, section: &Section) {
        let number = section.heading.as_ref().and_then(Heading::number).map(bare);
        if let Some((word, number)) = &number {
            self.words.extend(word.clone());
            self.numbers.insert(number.clone());
        }
        for block in &section.blocks {
            let printed = block.sentences.first().and_then(|first| heading::split_number(&first.text));
            // A sentence that begins `Section 9 of these terms` is about a section and is none.
            let printed = printed.filter(|(number, _)| !number.contains([' ', '§', '第']));
            let clause =
                printed.map(|(number, _)| bare(number).1).or_else(|| block.label.as_deref().map(|label| bare(label).1));
            let Some(clause) = clause else { continue };
            if let Some((_, number)) = &number {
                self.numbers.insert(format!("{number}.{clause}"));
                self.numbers.insert(format!("{number}({clause})"));
            }
            self.numbers.insert(clause);
        }
    }

    /// Whether a number exists; `None` if the document does not tell.
    pub fn has(&self, number: &str, word: &str) -> Option<bool> {
        let number = number.to_lowercase();
        if self.numbers.contains(&number) {
            return Some(true);
        }
        let main: u32 = number.split(['.', '(']).next()?.parse().ok()?;
        let last = self.last?;
        // `Article 3` says nothing about `Sections` that are numbered otherwise.
        let named_so = self.words.contains(word) || self.words.is_empty() && word != "§";
        let counted = self.numbers.contains(&main.to_string());
        (!counted && main > last && main <= last + 40 && named_so).then_some(false)
    }
}

/// A number without the word before it, and that word.
fn bare(number: &str) -> (Option<String>, String) {
    let trimmed = number.trim_matches(|c: char| !c.is_alphanumeric() && c != '§' && c != ')');
    let (word, number) = match trimmed.rsplit_once(' ') {
        Some((word, number)) => (Some(word.trim_end_matches('.').to_lowercase()), number),
        None => (None, trimmed),
    };
    let number = number.trim_start_matches(['§', '(']).trim_end_matches([')', '.', ':']);
    let word = word.or_else(|| trimmed.starts_with('§').then(|| "§".to_owned()));
    (word, number.to_lowercase())
}

/// The last number of the main sections, if they run from 1 without more than one gap.
fn main_series(document: &Document) -> Option<u32> {
    let main = document.sections.iter().filter(|section| section.level == 1);
    let numbers: Vec<u32> = main.filter_map(|section| value(section.heading.as_ref()?.number()?)).collect();
    let last = numbers.iter().copied().max()?;
    let rising = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let missing = (1..=last).filter(|number| !numbers.contains(number)).take(1).count();
    (rising && last >= FEWEST && missing == 0).then_some(last)
}

fn value(number: &str) -> Option<u32> {
    let number = bare(number).1;
    number.parse().ok().filter(|number| *number < 500).or_else(|| heading::roman(&number))
}

/// The number of main sections, if their clauses show that they are counted though no number is printed: `7.1` stands
/// in the seventh.
fn implied_series(document: &Document) -> Option<u32> {
    let main: Vec<usize> =
        document.sections.iter().enumerate().filter(|(_, section)| section.level == 1).map(|(at, _)| at).collect();
    let mut agreeing = 0;
    for (count, start) in main.iter().enumerate() {
        let end = main.get(count + 1).copied().unwrap_or(document.sections.len());
        let sections = &document.sections[*start..end];
        if sections.first().and_then(|section| section.heading.as_ref()?.number()).is_some() {
            return None;
        }
        for number in sections.iter().flat_map(clause_numbers) {
            if usize::try_from(number).ok()? != count + 1 {
                return None;
            }
            agreeing += 1;
        }
    }
    let last = u32::try_from(main.len()).ok()?;
    (agreeing >= 6 && last >= FEWEST).then_some(last)
}

/// The first parts of the clause numbers in a section: 7 for `7.1.2`.
fn clause_numbers(section: &Section) -> impl Iterator<Item = u32> {
    section.blocks.iter().filter_map(|block| {
        let (number, _) = heading::split_number(&block.sentences.first()?.text)?;
        let (main, _) = number.split_once('.')?;
        main.parse().ok()
    })
}
