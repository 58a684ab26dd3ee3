//! What a comparison shows and what it leaves out.

use crate::document::{Block, BlockKind, Document, Heading, Section, Sentence};

use super::*;

/// A document from a few lines: `# ` a heading, `* ` a list item, everything else a paragraph; `. ` ends a sentence.
pub(super) fn document(text: &str) -> Document {
    let mut sections = vec![Section { level: 0, heading: None, blocks: Vec::new() }];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            sections.push(Section { level: 1, heading: Some(Heading::numbered(heading)), blocks: Vec::new() });
            continue;
        }
        let (kind, depth, text) = match line.strip_prefix("* ") {
            Some(item) => (BlockKind::ListItem, 1, item),
            None => (BlockKind::Paragraph, 0, line),
        };
        let sentences = text.split_inclusive(". ").map(|sentence| Sentence::plain(sentence.trim())).collect();
        let block = Block { kind, depth, label: None, sentences };
        sections.last_mut().unwrap().blocks.push(block);
    }
    if sections[0].blocks.is_empty() {
        sections.remove(0);
    }
    Document { title: None, language: Some("en".to_owned()), sections }
}

fn ops(old: &str, new: &str) -> Vec<(Op, String)> {
    let comparison = compare(&document(old), &document(new));
    comparison.changes.into_iter().map(|change| (change.op, change.new.or(change.old).unwrap().text)).collect()
}

fn section_ops(old: &str, new: &str) -> Vec<SectionOp> {
    compare(&document(old), &document(new)).sections.into_iter().map(|change| change.op).collect()
}

const PAGE: &str = "# 1. Data
    We collect your name and address. We keep them for two years.
    # 2. Sharing
    We share nothing with anybody at all. Partners receive statistics every month.
    # 3. Contact
    Write to us at the address below. We answer within a week.";

#[test]
fn a_document_does_not_differ_from_itself() {
    let page = document(PAGE);
    let comparison = compare(&page, &page);
    assert_eq!((comparison.changes.len(), comparison.sections.len()), (0, 0));
    assert_eq!(comparison.summary.verdict, Verdict::None);
}

#[test]
fn a_moved_clause_is_one_move() {
    let new = PAGE
        .replace(" We keep them for two years.", "")
        .replace("at the address below.", "at the address below. We keep them for two years.");
    assert_eq!(ops(PAGE, &new), [(Op::Moved, "We keep them for two years.".to_owned())]);
}

#[test]
fn a_moved_clause_shows_the_edit_inside() {
    let new = PAGE
        .replace(" Partners receive statistics every month.", "")
        .replace("We keep them for two years.", "We keep them for two years. Partners receive statistics every week.");
    let comparison = compare(&document(PAGE), &document(&new));
    assert_eq!(comparison.changes.len(), 1);
    let change = &comparison.changes[0];
    assert_eq!(change.op, Op::Moved);
    assert!(change.words.iter().any(|run| run.op == WordOp::Insert && run.text == "week"), "{:?}", change.words);
}

#[test]
fn renumbering_is_no_change_of_clauses() {
    let new = PAGE.replace("2. Sharing", "3. Sharing").replace("3. Contact", "4. Contact");
    assert!(ops(PAGE, &new).is_empty());
    assert_eq!(section_ops(PAGE, &new), [SectionOp::Renumbered, SectionOp::Renumbered]);
    assert_eq!(compare(&document(PAGE), &document(&new)).summary.verdict, Verdict::Structure);
}

#[test]
fn a_moved_section_moves_no_clause() {
    let new = "# 3. Contact
        Write to us at the address below. We answer within a week.
        # 1. Data
        We collect your name and address. We keep them for two years.
        # 2. Sharing
        We share nothing with anybody at all. Partners receive statistics every month.";
    assert!(ops(PAGE, new).is_empty());
    assert_eq!(section_ops(PAGE, new), [SectionOp::Moved]);
}

#[test]
fn a_renamed_section_keeps_its_clauses() {
    let new = PAGE.replace("Sharing", "Recipients of information");
    assert!(ops(PAGE, &new).is_empty());
    assert_eq!(section_ops(PAGE, &new), [SectionOp::Renamed]);
}

#[test]
fn a_split_section_keeps_its_clauses() {
    let new = PAGE.replace("We keep them", "\n# Retention\nWe keep them");
    assert!(ops(PAGE, &new).is_empty());
    assert_eq!(section_ops(PAGE, &new), [SectionOp::Split]);
    assert_eq!(section_ops(&new, PAGE), [SectionOp::Merged]);
}

#[test]
fn a_split_sentence_is_no_rewrite() {
    let old = "We share reports and invoices with the bank, and we delete the drafts every Friday evening.";
    let new = "We share reports and invoices with the bank. And we delete the drafts every Friday evening.";
    let comparison = compare(&document(old), &document(new));
    assert_eq!(comparison.changes.len(), 1, "{:?}", comparison.changes);
    assert_eq!((comparison.changes[0].nature, comparison.changes[0].severity), (Nature::Structure, 0));
}

#[test]
fn an_inline_list_that_becomes_bullets_is_structure() {
    let old = "Reasons for suspension: promotional code abuse, requesting a chargeback, unpaid balance of any kind.";
    let new =
        "Reasons for suspension:\n* promotional code abuse\n* requesting a chargeback\n* unpaid balance of any kind.";
    let comparison = compare(&document(old), &document(new));
    assert_eq!(comparison.summary.verdict, Verdict::Structure, "{:?}", comparison.changes);
}

#[test]
fn a_split_paragraph_is_no_change() {
    let new = PAGE.replace("We keep them", "\nWe keep them");
    assert!(ops(PAGE, &new).is_empty());
}

#[test]
fn a_sentence_split_into_three_is_one_change_and_so_is_the_way_back() {
    let old = "We share reports with the bank, we delete the drafts every Friday evening, and we answer letters within seven days.";
    let new = "We share reports with the bank. We delete the drafts every Friday evening. And we answer letters within seven days.";
    for (old, new) in [(old, new), (new, old)] {
        let comparison = compare(&document(old), &document(new));
        assert_eq!(comparison.changes.len(), 1, "{:?}", comparison.changes);
        assert_eq!((comparison.changes[0].nature, comparison.changes[0].severity), (Nature::Structure, 0));
    }
}

#[test]
fn a_section_of_another_level_is_named_so() {
    let at_level = |level: u8| {
        let mut page = document(PAGE);
        page.sections[1].level = level;
        page
    };
    for (old, new) in [(1, 2), (2, 1)] {
        let comparison = compare(&at_level(old), &at_level(new));
        assert!(comparison.changes.is_empty());
        let ops: Vec<_> = comparison.sections.iter().map(|change| change.op).collect();
        assert_eq!(ops, [SectionOp::Releveled]);
    }
}

#[test]
fn repeated_clauses_are_paired_in_order_and_the_surplus_came_or_went() {
    let twice = "We bake bread. Back to the top of the page. We sell cakes. Back to the top of the page.";
    let thrice = format!("{twice} We brew tea. Back to the top of the page.");
    let came = ops(twice, &thrice);
    assert_eq!(came.len(), 2);
    assert!(came.iter().all(|(op, _)| *op == Op::Added), "{came:?}");
    assert!(ops(&thrice, twice).iter().all(|(op, _)| *op == Op::Removed));
}

/// A page with a table of those rows, cells by `|`.
fn table(rows: &[&str]) -> Document {
    let mut page = document("# Cookies\nThese cookies are set.");
    for row in rows {
        let sentences = row.split('|').map(|cell| Sentence::plain(cell.trim())).collect();
        page.sections[0].blocks.push(Block { kind: BlockKind::TableRow, depth: 0, label: None, sentences });
    }
    page
}

#[test]
fn the_order_of_rows_is_no_change_and_a_row_that_changed_is() {
    let rows = ["_ga | Analytics | 2 years", "_fbp | Advertising | 3 months", "sid | Login | 1 day"];
    let turned = ["sid | Login | 1 day", "_ga | Analytics | 2 years", "_fbp | Advertising | 3 months"];
    let comparison = compare(&table(&rows), &table(&turned));
    assert!(comparison.changes.is_empty(), "{:?}", comparison.changes);
    assert_eq!(comparison.summary.verdict, Verdict::None);
    let longer = ["sid | Login | 1 year", "_ga | Analytics | 2 years", "_fbp | Advertising | 3 months"];
    assert_eq!(compare(&table(&rows), &table(&longer)).changes.len(), 1);
}

#[test]
fn rows_are_paired_by_name_and_not_by_place() {
    let old = [
        "Acme | marketing partner | 30 days",
        "Bolt | marketing partner | 60 days",
        "Corp | marketing partner | 90 days",
    ];
    let new = ["Bolt | marketing partner | 30 days", "Corp | marketing partner | 60 days"];
    let comparison = compare(&table(&old), &table(&new));
    let seen: Vec<_> = comparison
        .changes
        .iter()
        .map(|change| {
            let name = |clause: &Option<ClauseAt>| clause.as_ref().map_or(String::new(), |at| at.text[..4].to_owned());
            (change.op, name(&change.old), name(&change.new))
        })
        .collect();
    let (bolt, corp) = ("Bolt".to_owned(), "Corp".to_owned());
    assert!(seen.contains(&(Op::Modified, bolt.clone(), bolt)), "{seen:?}");
    assert!(seen.contains(&(Op::Modified, corp.clone(), corp)), "{seen:?}");
    assert!(seen.contains(&(Op::Removed, "Acme".to_owned(), String::new())), "{seen:?}");
}

#[test]
fn what_is_replaced_wholesale_is_not_paired() {
    let old = "Our bakery sells bread. Ovens are heated before dawn. Flour comes from Normandy.";
    let new = "Astronomers observe galaxies. Telescopes need dark skies. Mirrors are polished slowly.";
    assert!(compare(&document(old), &document(new)).changes.iter().all(|change| change.op != Op::Modified));
}

#[test]
fn one_word_in_a_long_paragraph_surfaces() {
    let old = format!(
        "{} We apply these terms to content you post. {}",
        "We like bread. ".repeat(60),
        "We bake it well. ".repeat(60)
    );
    let new = old.replace("We apply these terms", "We apply these terms retroactively");
    let comparison = compare(&document(&old), &document(&new));
    assert_eq!(comparison.changes.len(), 1);
    assert!(
        comparison.changes[0].words.iter().any(|run| run.op == WordOp::Insert && run.text.trim() == "retroactively")
    );
}

#[test]
fn a_rename_throughout_is_said_once() {
    let old = "Chirper stores your posts. Chirper shows them to readers. You pay Chirper every month. Chirper may keep old drafts.";
    let new = old.replace("Chirper", "Quack").replace("may keep", "will keep");
    let comparison = compare(&document(old), &document(&new));
    assert_eq!(comparison.renames, [Rename { old: "chirper".to_owned(), new: "quack".to_owned(), places: 4 }]);
    let rules: Vec<_> = comparison.changes.iter().map(|change| change.rule.as_str()).collect();
    assert_eq!(rules, ["renamed-throughout", "company-bolder"]);
}

#[test]
fn renames_of_products_and_terms_fold_into_one_line_each() {
    let old = "Twitter stores what you write for as long as your account is open. Your Tweets are shown to every reader of \
               the page that you chose. A reader of Twitter can answer what another reader has written there. We count how \
               often your Tweets are read by people in your country. What was written there may be kept by \
               the owners of Twitter for later years. You can take back your Tweets within an hour after you have written them. We ask AdWords to \
               count how often a page is opened. The numbers that AdWords gives us are kept in a book. You can tell AdWords \
               not to count what you open. Every third party reads our rules before the work begins.";
    let new = old
        .replace("Twitter", "X")
        .replace("Tweets", "posts")
        .replace("AdWords", "Google Ads")
        .replace("third party", "third-party")
        .replace("may be kept", "will be kept");
    let comparison = compare(&document(old), &document(&new));
    let mut renames: Vec<_> =
        comparison.renames.iter().map(|rename| (rename.old.as_str(), rename.new.as_str())).collect();
    renames.sort_unstable();
    assert_eq!(renames, [("adwords", "google ads"), ("tweets", "posts"), ("twitter", "x")]);
    let grave: Vec<_> = comparison.changes.iter().filter(|change| change.severity > 0).collect();
    assert_eq!(grave.len(), 1, "{grave:?}");
    assert_eq!(grave[0].nature, Nature::Modality, "the one word that matters beside the renames");
}

#[test]
fn a_company_renamed_throughout_is_a_party_that_changed() {
    let old =
        "The data controller is Acme Limited. Acme stores your letters. You pay Acme every month. Acme likes bread.";
    let comparison = compare(&document(old), &document(&old.replace("Acme", "Zenith")));
    let told: Vec<_> = comparison.changes.iter().map(|change| (change.rule.as_str(), change.severity)).collect();
    assert_eq!(told, [("party-renamed-throughout", 1)]);
    assert_eq!(comparison.summary.verdict, Verdict::Substantive);
}

#[test]
fn letters_of_a_numbering_are_no_names() {
    let old =
        "We sing as said in point a of the book. We dance as said in point a of it. We rest as said in point a too.";
    assert!(compare(&document(old), &document(&old.replace("point a", "point b"))).renames.is_empty());
}

#[test]
fn a_word_that_still_stands_elsewhere_is_not_renamed() {
    let old = "Bread is sold here. Bread is cut here. Bread is kept here. We bake bread. We like bread. We want bread.";
    let new = old.replace("Bread is", "Cake is");
    assert!(compare(&document(old), &document(&new)).renames.is_empty());
}

#[test]
fn promises_are_known_in_every_language_of_the_lexicon() {
    for (language, promise) in [
        ("en", "We never share your address with anybody."),
        ("fr", "Nous ne vendons jamais vos données à des tiers."),
        ("de", "Wir geben Ihre Daten nicht an Dritte weiter."),
        ("es", "No vendemos sus datos personales a nadie."),
    ] {
        let mut old = document(&format!("Alpha beta gamma delta. {promise}"));
        let mut new = document("Alpha beta gamma delta.");
        old.language = Some(language.to_owned());
        new.language = Some(language.to_owned());
        let change = &compare(&old, &new).changes[0];
        assert_eq!((change.rule.as_str(), change.severity), ("promise-gone", 3), "{promise}");
    }
}

#[test]
fn a_single_word_that_turns_a_clause_is_never_lost() {
    let filler = "This paragraph goes on about bread and ovens and flour. ".repeat(40);
    for (old, new) in [
        ("You must be 13 years old to join.", "You must be 16 years old to join."),
        ("We keep your data for 30 days.", "We keep your data for 90 days."),
        ("We use your data only for billing.", "We use your data for billing."),
        ("We may remove content of yours.", "We may remove any content of yours."),
        ("The laws of Lithuania apply to these terms.", "The laws of Panama apply to these terms."),
        ("The data controller is Example Ltd, Cyprus.", "The data controller is Sample Corp, Nevada."),
        ("You may cancel the order.", "You may not cancel the order."),
        ("We may charge a fee for it.", "We will charge a fee for it."),
        ("The terms apply to your posts.", "The terms apply retroactively to your posts."),
        ("The fee is $5 for members.", "The fee is $50 for members."),
    ] {
        let page = |clause: &str| document(&format!("{filler}{clause} {filler}"));
        let comparison = compare(&page(old), &page(new));
        assert!(comparison.summary.severity >= 1, "{old} {new}: {:?}", comparison.changes);
    }
}

#[test]
fn a_list_of_what_is_forbidden_is_no_list_of_rights() {
    let whom = |heading: &str| {
        let page = |what: &str| {
            document(&format!("# {heading}\nBreak a law, a rule{what} or a promise to others in the hall."))
        };
        let comparison = compare(&page(""), &page(", a contract, a duty"));
        comparison.changes.iter().map(|change| change.direction).collect::<Vec<_>>()
    };
    assert_eq!(whom("General prohibitions and enforcement rights"), [Direction::Company]);
    assert_eq!(whom("Your rights and choices"), [Direction::User]);
}
