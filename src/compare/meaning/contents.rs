//! Tables of contents: whether words are nothing but the headings of the pages in a row.
//! Must not know clauses or what a change means.

use std::cell::OnceCell;

use super::super::tokens::Word;

/// Endings of headings longer than this are not looked for.
const LONGEST: usize = 32;

/// The headings of both pages, sorted.
#[derive(Default)]
pub(super) struct Contents {
    headings: Vec<Vec<Word>>,
    /// What is left of each heading without its first words, sorted; two words at least.
    endings: OnceCell<Vec<Vec<Word>>>,
}

impl Contents {
    /// Headings in any order.
    pub fn of(mut headings: Vec<Vec<Word>>) -> Self {
        headings.sort();
        Self { headings, endings: OnceCell::new() }
    }

    /// Whether words are nothing but headings in a row, as in a table of contents; the first may lack its beginning.
    pub fn are(&self, words: &[Word]) -> bool {
        self.are_whole(words) || {
            let cut = beginning(words, self.endings.get_or_init(|| self.endings()));
            cut.is_some_and(|cut| cut < words.len() && self.are_whole(&words[cut..]))
        }
    }

    fn are_whole(&self, words: &[Word]) -> bool {
        let mut rest = words;
        while !rest.is_empty() {
            let Some(length) = beginning(rest, &self.headings) else { return false };
            rest = &rest[length..];
        }
        true
    }

    fn endings(&self) -> Vec<Vec<Word>> {
        let cuts = |heading: &Vec<Word>| 1..heading.len().saturating_sub(1).min(LONGEST);
        let endings = self.headings.iter().flat_map(|heading| cuts(heading).map(|cut| heading[cut..].to_vec()));
        let mut endings: Vec<Vec<Word>> = endings.collect();
        endings.sort();
        endings.dedup();
        endings
    }
}

/// How many words the longest of the sorted rows has with which the words begin.
fn beginning(words: &[Word], rows: &[Vec<Word>]) -> Option<usize> {
    let mut end = words.len();
    loop {
        // Whatever stands between a row and the words in the order begins with that row.
        let at = rows.partition_point(|row| row.as_slice() <= &words[..end]);
        let row = rows.get(at.checked_sub(1)?).filter(|row| !row.is_empty())?;
        let common = row.iter().zip(words).take_while(|(a, b)| a == b).count();
        if common == row.len() {
            return Some(common);
        }
        end = common;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_a_row_are_contents_and_other_words_are_not() {
        let contents = Contents::of(vec![vec![4, 5, 6], vec![1, 2], vec![1, 2, 3], vec![7, 8]]);
        for row in [vec![], vec![1, 2], vec![1, 2, 3, 7, 8], vec![5, 6, 1, 2], vec![7, 8, 1, 2, 4, 5, 6]] {
            assert!(contents.are(&row), "{row:?}");
        }
        for other in [vec![1], vec![9], vec![5, 6], vec![1, 2, 9], vec![6, 1, 2], vec![4, 5], vec![5, 6, 9]] {
            assert!(!contents.are(&other), "{other:?}");
        }
        assert!(!Contents::default().are(&[1]));
    }
}
