//! Dangling reference: the text sends its reader to a place in itself that is not there.
//! Must not know how references are found.

use std::collections::BTreeMap;

use crate::document::reference::Target;
use crate::document::references;
use crate::policy::PolicyId;

use super::step::Side;
use super::{Certainty, Finding, FindingKind, wording};

/// How many places that are not there one text is asked about.
const MOST: usize = 10;

/// Every place that this text names and does not have, each once.
pub(super) fn check(policy: &PolicyId, side: &Side<'_>) -> Vec<Finding> {
    let mut missing: BTreeMap<Target, (String, String)> = BTreeMap::new();
    for reference in references(side.document).into_iter().filter(|reference| reference.exists == Some(false)) {
        let section = side.document.sections.get(reference.section);
        let block = section.and_then(|section| section.blocks.get(reference.block));
        let Some(sentence) = block.and_then(|block| block.sentences.get(reference.sentence)) else { continue };
        missing.entry(reference.target).or_insert_with(|| (reference.words, sentence.text.clone()));
    }
    missing.into_values().take(MOST).map(|(words, sentence)| finding(policy, side, &words, &sentence)).collect()
}

fn finding(policy: &PolicyId, side: &Side<'_>, words: &str, sentence: &str) -> Finding {
    let evidence = [side.quote_around("the sentence that refers to it", sentence, words)];
    Finding::new(FindingKind::DanglingReference, Certainty::Proven, 1, policy, side.version, evidence)
        .saying(format!("The text refers to {}, which is not in it.", wording::quote(words)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;
    use crate::finding::tests::{claims, policy, seen_once};

    fn found(page: &str) -> Vec<Finding> {
        let (document, claims) = (markdown::read(page), claims(&[]));
        check(&policy(), &seen_once(&document, &claims))
    }

    const PAGE: &str =
        "## 1. Data\n\nWe keep data.\n\n## 2. Use\n\nSee Section 1.\n\n## 3. Law\n\nOurs.\n\n## 4. Rights\n\nAsk us.\n";

    #[test]
    fn a_section_that_is_not_there_is_named_once() {
        let page = PAGE.replace("Ask us.", "See Section 18.\nSection 18 says how.");
        let findings = found(&page);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].text.contains("Section 18"), "{}", findings[0].text);
        assert_eq!(findings[0].evidence[0].quote.as_deref(), Some("See Section 18."));
    }

    #[test]
    fn a_section_that_is_there_and_one_of_another_text_are_not_dangling() {
        assert_eq!(found(PAGE), []);
        assert_eq!(found(&PAGE.replace("Ask us.", "As Article 17 of the GDPR says, ask us.")), []);
    }
}
