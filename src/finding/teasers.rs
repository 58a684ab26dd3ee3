//! What stands around a policy rather than in it: teasers of other articles, which come and go with every look.
//! Must not know changes.

use crate::document::{Document, Section};

/// Words with which a teaser breaks off and sends its reader on.
const TEASERS: &[&str] = &[
    "[...]",
    "[\u{2026}]",
    "more »",
    "more \u{203a}",
    "more...",
    "read more",
    "weiterlesen",
    "lire la suite",
    "leer más",
];
/// One teaser may be an odd sentence; several are a list of other articles.
const SEVERAL: usize = 3;

/// For each section of a document whether it holds teasers of other articles rather than clauses.
pub(super) fn teasers(document: &Document) -> Vec<bool> {
    document.sections.iter().map(holds_teasers).collect()
}

fn holds_teasers(section: &Section) -> bool {
    let is_teaser = |text: &str| {
        let text = text.trim_end().to_lowercase();
        TEASERS.iter().any(|words| text.ends_with(words))
    };
    section.blocks.iter().filter(|block| block.sentences.iter().any(|last| is_teaser(&last.text))).count() >= SEVERAL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::document;

    #[test]
    fn a_list_of_other_articles_is_known_by_its_teasers() {
        let news = "An animated video takes viewers [...] more »\nThe botched release of its report [...] more »\n\
            A start-up names its chief executive [...] more »";
        assert_eq!(teasers(&document(news)), [true]);
        assert_eq!(
            teasers(&document("We collect your name.\nRead more in section 2.\nTo opt out, read more")),
            [false]
        );
    }
}
