//! The table of dated terms: names that did not exist before a day. Owns reading the data file and finding a name in a
//! sentence. Must not know claims.

use std::sync::LazyLock;

use crate::time::PartialDate;

/// A name and when it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The first day on which anybody could have written the name.
    pub announced: PartialDate,
    /// The day on which it was enacted, founded or released.
    pub adopted: PartialDate,
    pub basis: Basis,
    names: Vec<&'static str>,
}

/// How firmly the first day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// The name cannot have been known before.
    Hard,
    /// A draft or a leak may have named it.
    Soft,
}

const FILE: &str = include_str!("dated_terms.tsv");

/// Every term of the table.
pub(super) fn terms() -> &'static [Term] {
    static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| rows().filter_map(term).collect());
    &TERMS
}

fn rows() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.starts_with('#')).skip(1)
}

fn term(row: &'static str) -> Option<Term> {
    let [announced, adopted, _applies, basis, names, _source] = row.split('\t').collect::<Vec<_>>().try_into().ok()?;
    Some(Term {
        announced: announced.parse().ok()?,
        adopted: adopted.parse().ok()?,
        basis: if basis == "hard" { Basis::Hard } else { Basis::Soft },
        names: names.split("; ").collect(),
    })
}

impl Term {
    /// The spelling under which a sentence names the term.
    pub fn named_in(&self, sentence: &str) -> Option<&'static str> {
        self.names.iter().copied().find(|name| names(sentence, name))
    }
}

/// Whether the name stands in the sentence as words of its own, not inside a word, an address or an e-mail address.
fn names(sentence: &str, name: &str) -> bool {
    sentence.match_indices(name).any(|(start, _)| {
        let before = sentence.get(..start).and_then(|text| text.chars().next_back());
        let mut after = sentence.get(start + name.len()..).unwrap_or_default().chars();
        let (next, then) = (after.next(), after.next());
        let glued_before =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '_' | '-' | '#'));
        let glued_after = match next {
            Some(c) if c.is_alphanumeric() || matches!(c, '@' | '_' | '/') => true,
            Some('.') => then.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        !glued_before && !glued_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_reads() {
        assert!(terms().len() > 60, "{}", terms().len());
        assert_eq!(rows().count(), terms().len());
        for row in rows() {
            assert!(row.split('\t').next_back().is_some_and(|source| source.starts_with("https://")), "{row}");
        }
    }

    #[test]
    fn nothing_is_adopted_before_it_is_announced_or_applies_before_it_is_adopted() {
        for row in rows() {
            let dates: Vec<PartialDate> = row.split('\t').take(3).filter_map(|date| date.parse().ok()).collect();
            assert!(dates.len() >= 2 && dates.is_sorted(), "{row}");
        }
        assert!(rows().any(|row| row.contains("\tsoft\t")) && rows().any(|row| row.contains("\thard\t")));
    }

    #[test]
    fn a_name_is_met_as_words_of_its_own() {
        assert!(names("the GDPR, and", "GDPR") && names("(GDPR)", "GDPR") && names("GDPR.", "GDPR"));
        assert!(names("GDPR-compliant", "GDPR"));
        assert!(!names("a/GDPR", "GDPR") && !names("GDPRs", "GDPR"));
    }
}
