//! Which references a document has, as facts.

use super::{Target, references};
use crate::document::markdown;

/// A document with numbered sections up to a number, and a sentence in the first.
fn found(last: u32, sentence: &str) -> Vec<(String, Option<bool>)> {
    let mut page = String::from("# Terms\n");
    for number in 1..=last {
        let text = if number == 1 { sentence } else { "Text." };
        page = format!("{page}\n## {number}. Title {number}\n\n{text}\n");
    }
    references(&markdown::read(&page)).into_iter().map(|reference| (reference.words, reference.exists)).collect()
}

fn one(words: &str, exists: Option<bool>) -> Vec<(String, Option<bool>)> {
    vec![(words.to_owned(), exists)]
}

#[test]
fn a_section_beyond_the_last_is_known_not_to_exist() {
    assert_eq!(found(17, "The notice in Section 18 may apply to you."), one("Section 18", Some(false)));
    assert_eq!(found(18, "The notice in Section 18 may apply to you."), one("Section 18", Some(true)));
}

#[test]
fn where_sections_have_no_numbers_nothing_is_known() {
    let page = "# Terms\n\n## Scope\n\nSee Section 18.\n\n## Use\n\nText.\n";
    assert_eq!(references(&markdown::read(page))[0].exists, None);
}

#[test]
fn sections_counted_by_their_clauses_are_known() {
    let mut page = String::new();
    for section in ["One", "Two", "Three", "Four"] {
        let number = page.matches("##").count() + 1;
        page = format!("{page}## {section}\n\n{number}.1. Text, see Section 5.\n\n{number}.2. More.\n\n");
    }
    let references = references(&markdown::read(&page));
    assert_eq!((references.len(), references[0].exists), (4, Some(false)));
}

#[test]
fn sections_of_other_texts_are_no_references() {
    for sentence in [
        "We rely on Article 6 of the GDPR.",
        "Under the Communications Decency Act, Section 23 applies.",
        "See 15 U.S.C. Section 16 for that.",
        "Gemäß § 13 BGB sind Sie Verbraucher.",
        "Conformément à l'article 15 du RGPD, vous avez des droits.",
        "Clause 9 of the Standard Contractual Clauses applies.",
        "Section 230 protects us.",
        "See [Section 9](https://a.example/other) there.",
    ] {
        assert_eq!(found(6, sentence), [], "{sentence}");
    }
}

#[test]
fn sections_of_these_terms_are_references() {
    assert_eq!(found(6, "Section 9 of these Terms and the law apply."), one("Section 9", Some(false)));
}

#[test]
fn several_numbers_are_several_references() {
    let references: Vec<_> = found(6, "Sections 2, 4 and 7 survive.");
    assert_eq!(references.iter().map(|(_, exists)| *exists).collect::<Vec<_>>(), [Some(true), Some(true), Some(false)]);
}

#[test]
fn other_languages_refer_as_well() {
    for sentence in [
        "Siehe Abschnitt 9.",
        "Voir la section 9 ci-dessous.",
        "Véase la cláusula 9.",
        "Si veda l'articolo 9.",
        "Voir l'article 9.",
        "Zie artikel 9.",
    ] {
        assert_eq!(found(6, sentence)[0].1, Some(false), "{sentence}");
    }
}

#[test]
fn a_clause_below_a_section_exists_with_its_label() {
    let page = "## 1. A\n\nSee Section 3(b), Section 3.1 and Section 3.9.\n\n## 2. B\n\n## 3. C\n\n- (a) One.\n- (b) Two.\n\n3.1 Three.\n\n## 4. D\n";
    let exists: Vec<_> = references(&markdown::read(page)).into_iter().map(|reference| reference.exists).collect();
    assert_eq!(exists, [Some(true), Some(true), None]);
}

#[test]
fn titles_and_anchors_are_references_too() {
    let page =
        "## Your Rights\n\nSee the section titled \"Your Rights\", the \"Fees\" section and [rights](#your-rights).\n";
    let references = references(&markdown::read(page));
    let found: Vec<_> = references.into_iter().map(|reference| (reference.target, reference.exists)).collect();
    assert_eq!(
        found,
        [
            (Target::Title("Your Rights".to_owned()), Some(true)),
            (Target::Title("Fees".to_owned()), None),
            (Target::Anchor("your-rights".to_owned()), Some(true)),
        ]
    );
}
