//! Pages on which the place of a date matters.

use proptest::prelude::*;

use super::*;
use crate::document::{MetadataDate, MetadataPlace};

const FILLER: &str =
    "Example Ltd runs the example shop and tells you here at some length what it does with what you tell it, and why.";

fn of(sections: Vec<Section>) -> Vec<String> {
    said(&read(&document("en", sections), &[], None))
}

fn body() -> Section {
    section("What we do", &[FILLER; 12])
}

fn rows(heading: &str, rows: &[&[&str]]) -> Section {
    let row = |cells: &&[&str]| Block {
        kind: BlockKind::TableRow,
        depth: 0,
        label: None,
        sentences: cells.iter().map(|cell| Sentence::plain(*cell)).collect(),
    };
    Section { level: 1, heading: Some(Heading::plain(heading)), blocks: rows.iter().map(row).collect() }
}

#[test]
fn a_bare_date_counts_at_the_head_and_not_in_the_middle() {
    assert_eq!(of(vec![section("Privacy Policy", &["May 25, 2018", FILLER]), body()]), ["version_date 2018-05-25"]);
    assert!(of(vec![body(), section("Events", &["May 25, 2018"]), body()]).is_empty());
}

#[test]
fn what_stands_under_the_heading_of_a_history_is_an_entry_of_it() {
    let head = || section("Privacy Policy", &["Effective date: March 1, 2024", FILLER]);
    let entries = ["March 1, 2024: a new section", "May 25, 2018 (for the GDPR)", "Effective January 1, 2015"];
    for heading in ["History", "12. History", "Change log", "Version history", "Past revisions", "Previous versions"] {
        let read = of(vec![head(), body(), section(heading, &entries)]);
        assert_eq!(read[0], "effective 2024-03-01", "{heading}");
        let is_past = |said: &String| said.starts_with("changelog ") || said.starts_with("previous_version ");
        assert!(read.len() == 4 && read[1..].iter().all(is_past), "{heading}: {read:?}");
    }
    let told = of(vec![head(), body(), section("Your browsing history", &["Effective January 1, 2015"])]);
    assert!(told.iter().all(|said| !said.starts_with("changelog")), "{told:?}");
}

#[test]
fn a_sentence_under_a_heading_on_changes_may_date_the_document() {
    let changes = |language: &str, heading: &str, line: &str| {
        let document = document(language, vec![body(), section(heading, &[line]), body()]);
        said(&read(&document, &[], None))
    };
    for (language, heading, line) in [
        ("de", "Änderungen", "Diese Datenschutzerklärung gilt ab dem 01.04.2023."),
        ("de", "§ 9 Änderungen", "Diese Datenschutzerklärung gilt ab dem 1. April 2023."),
        ("en", "Changes", "This policy is effective as of April 1, 2023 and replaces all earlier ones."),
    ] {
        assert_eq!(changes(language, heading, line), ["effective 2023-04-01"], "{line}");
    }
    assert_eq!(changes("en", "Changes", "Last updated April 1, 2023: added a section"), ["changelog 2023-04-01"]);
    assert_eq!(changes("en", "Changes", "April 1, 2023: this policy applies to apps too"), ["changelog 2023-04-01"]);
}

#[test]
fn a_bare_date_counts_at_the_foot_unless_other_articles_stand_there() {
    assert_eq!(of(vec![body(), section("Contact", &[FILLER, "May 2018"])]), ["version_date 2018-05"]);
    let teasers = ["A new shop", "April 5, 2024", "An old shop", "February 7, 2024"];
    assert!(of(vec![body(), section("Read also", &teasers)]).is_empty());
    let head = section("Terms", &["December 19, 2024", FILLER]);
    assert_eq!(of(vec![head, body(), section("Read also", &teasers)]), ["version_date 2024-12-19"]);
}

#[test]
fn a_bare_date_beside_a_stated_one_says_nothing() {
    let head = section("Terms", &["December 19, 2024", "Last updated: December 26, 2024", FILLER]);
    assert_eq!(of(vec![head, body()]), ["last_updated 2024-12-26"]);
}

#[test]
fn a_label_above_a_date_says_what_it_is() {
    assert_eq!(of(vec![section("Effective date", &["May 25, 2018", FILLER]), body()]), ["effective 2018-05-25"]);
    assert_eq!(
        of(vec![section("Terms", &["Last updated:", "May 25, 2018", FILLER]), body()]),
        ["last_updated 2018-05-25"]
    );
    assert_eq!(
        of(vec![rows("Terms", &[&["Effective date", "May 25, 2018"], &["Last updated", "May 2, 2018"]]), body()]),
        ["effective 2018-05-25", "last_updated 2018-05-02"]
    );
}

#[test]
fn a_place_and_a_date_at_the_foot_stamp_the_document() {
    assert_eq!(of(vec![body(), section("Contact", &[FILLER, "Berlin, 25 May 2018"])]), ["version_date 2018-05-25"]);
}

#[test]
fn a_date_in_the_title_stamps_the_document() {
    assert_eq!(of(vec![section("Terms of Service - May 2018", &[FILLER]), body()]), ["version_date 2018-05"]);
    assert_eq!(of(vec![section("Terms of Service from 12 April 2024", &[FILLER]), body()]), ["effective 2024-04-12"]);
}

#[test]
fn what_is_said_twice_is_one_claim() {
    let line = "Last updated: May 25, 2018";
    assert_eq!(
        of(vec![section("Terms", &[line, FILLER]), body(), section("Contact", &[line])]),
        ["last_updated 2018-05-25"]
    );
}

#[test]
fn head_and_foot_that_differ_are_two_claims() {
    let head = section("Terms", &["Last updated: May 25, 2018", FILLER]);
    let foot = section("Contact", &[FILLER, "Last updated: June 1, 2019"]);
    assert_eq!(of(vec![head, body(), foot]), ["last_updated 2018-05-25", "last_updated 2019-06-01"]);
}

#[test]
fn a_further_document_on_the_page_keeps_its_own_date() {
    let first = section("Privacy Policy", &["Last updated: May 25, 2018", FILLER]);
    let second = section("Cookie Notice", &["Effective Date: January 3, 2025", FILLER]);
    assert_eq!(of(vec![first, body(), second, body()]), ["last_updated 2018-05-25", "other_document 2025-01-03"]);
}

#[test]
fn a_section_on_changes_is_no_further_document() {
    let first = section("Privacy Policy", &["Effective: May 25, 2018", FILLER]);
    let changes =
        section("Changes to this Privacy Policy", &["This Privacy Policy was last updated on May 2, 2018.", FILLER]);
    assert_eq!(of(vec![first, body(), changes, body()]), ["effective 2018-05-25", "last_updated 2018-05-02"]);
}

#[test]
fn the_date_of_what_a_text_replaces_is_an_earlier_one() {
    for (language, line) in [
        ("en", "It replaces the version of May 3, 2018."),
        ("de", "Sie ersetzt die Fassung vom 03.05.2018."),
        ("fr", "Elle remplace la version du 3 mai 2018."),
        ("es", "Esta sustituye a la versión de 3 de mayo de 2018."),
        ("it", "Sostituisce la versione del 3 maggio 2018."),
        ("pt", "Substitui a versão de 3 de maio de 2018."),
        ("nl", "Dit vervangt de versie van 3 mei 2018."),
    ] {
        assert_eq!(read_line(language, line), ["previous_version 2018-05-03"], "{line}");
    }
}

#[test]
fn entries_of_a_list_of_changes_are_no_updates() {
    let head = section("Terms", &["Last updated: June 1, 2019", FILLER]);
    let list = section("Change history", &["June 1, 2019: new section 3", "May 25, 2018: first version"]);
    assert_eq!(
        of(vec![head, body(), list]),
        ["last_updated 2019-06-01", "changelog 2019-06-01", "changelog 2018-05-25"]
    );
    let table = rows(
        "Versions",
        &[&["Version", "Date", "Changes"], &["1.1", "June 1, 2019", "Section 3"], &["1.0", "May 2018", "First"]],
    );
    assert_eq!(of(vec![body(), table, body()]), ["changelog 2019-06-01", "changelog 2018-05"]);
}

#[test]
fn an_earlier_version_and_a_coming_change_are_told_apart_from_the_text() {
    let head = section(
        "Terms",
        &["Effective: May 25, 2018", "The previous version, dated 3 March 2016, is kept here.", FILLER],
    );
    assert_eq!(of(vec![head, body()]), ["effective 2018-05-25", "previous_version 2016-03-03"]);
    let coming =
        section("Terms", &["Our new Terms will take effect on June 1, 2024.", "Effective: May 25, 2018", FILLER]);
    assert_eq!(of(vec![coming, body()]), ["announced 2024-06-01", "effective 2018-05-25"]);
}

#[test]
fn a_date_that_looks_like_a_list_item_is_whole() {
    let item = |label: &str, text: &str| Block {
        kind: BlockKind::ListItem,
        depth: 1,
        label: Some(label.to_owned()),
        sentences: vec![Sentence::plain(text)],
    };
    let with = |block: Block| {
        let mut head = section("Terms", &[]);
        head.blocks.push(block);
        of(vec![head, body()])
    };
    assert_eq!(with(item("2016.", "június 23.")), ["version_date 2016-06-23"]);
    assert_eq!(with(item("18.", "März 2025")), ["version_date 2025-03-18"]);
    assert_eq!(with(item("3.", "What we do with it")), [""; 0]);
}

#[test]
fn a_date_split_by_the_sentences_is_whole() {
    assert_eq!(
        of(vec![section("Terms", &["Last updated Jan. ¶ 8, 2018", FILLER]), body()]),
        ["last_updated 2018-01-08"]
    );
}

#[test]
fn another_date_of_the_page_settles_an_ambiguous_one() {
    let settled = |other: &str| of(vec![section("Terms", &["Updated: 01/08/2024", FILLER, other]), body()]);
    assert_eq!(settled("Nothing else."), ["last_updated 2024-01-08|2024-08-01"]);
    assert_eq!(settled("We moved on 25/12/2023."), ["last_updated 2024-08-01"]);
    assert_eq!(settled("We moved on 12/25/2023."), ["last_updated 2024-01-08"]);
    assert_eq!(settled("We moved on 12/25/2023 and 25/12/2023."), ["last_updated 2024-01-08|2024-08-01"]);
}

#[test]
fn the_language_beside_a_date_settles_it_where_it_has_one_order() {
    assert_eq!(read_line("de", "Stand: 01.08.2024"), ["version_date 2024-08-01"]);
    assert_eq!(read_line("en", "Updated: 01.08.2024"), ["last_updated 2024-01-08|2024-08-01"]);
}

#[test]
fn the_exact_words_are_kept() {
    let words = |line: &str| read(&page("en", line), &[], None).dates[0].text.clone();
    assert_eq!(words("Last updated: January 1, 2023"), "Last updated: January 1, 2023");
    assert_eq!(words("This policy was last revised on May 15, 2018."), "This policy was last revised on May 15, 2018");
}

#[test]
fn visible_claims_come_before_metadata() {
    let metadata = [MetadataDate {
        place: MetadataPlace::Meta,
        name: "article:modified_time".to_owned(),
        value: "2024-07-12T08:33:05+00:00".to_owned(),
    }];
    let claims =
        read(&page("en", "Last updated: January 1, 2023"), &metadata, Some("https://example.com/2022/05/terms"));
    let places: Vec<Place> = claims.dates.iter().map(|claim| claim.place).collect();
    assert_eq!(places, [Place::Visible, Place::Meta, Place::Url]);
}

#[test]
fn a_document_without_text_states_nothing() {
    assert_eq!(read(&Document::default(), &[], None), Claims::default());
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(lines in proptest::collection::vec(any::<String>(), 0..8), url in any::<String>()) {
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let metadata = [MetadataDate { place: MetadataPlace::Meta, name: url.clone(), value: url.clone() }];
        read(&document(&url, vec![section(&url, &texts)]), &metadata, Some(&url));
    }

    #[test]
    fn any_row_of_dates_and_cues_is_read_without_a_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "last updated", "on", "1", "31", "2020", "May", "mai", ".", "/", "-", "2020-05-01", "年", "5", "月", "令和", "ngày", "tháng",
            "năm", "until", "effective", "and", ",", "(", ")", "|", " ", ":", "©", "Act", "this policy", "version 2.", "1st", "will notify you",
            "30 days", "before", "changes to", "¶", "https://example.com/2020", "٢٠٢٤", "１２",
        ]), 0..40),
        spaced in any::<bool>(),
    ) {
        let line = pieces.join(if spaced { " " } else { "" });
        read_line("en", &line);
    }
}

#[test]
fn a_huge_line_of_dates_is_read_in_linear_time() {
    let line = "last updated 1 May 2020, until 2021-05-06; ".repeat(20_000);
    assert!(line.len() > 800_000);
    read_line("en", &line);
    let sentences = vec!["Updated: 1 May 2020"; 20_000].join("¶");
    read_line("en", &sentences);
    let lines = vec!["Last updated: 01/02/2020"; 20_000];
    read(&document("en", vec![section("Terms", &lines)]), &[], None);
}
