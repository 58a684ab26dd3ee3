//! What stands where becomes what a reader reads. The pages are given as plain values, so no file format is needed.

use super::{Run, Sheet, Sheets};
use crate::document::draft::LineKind;

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

fn run(x: f32, y: f32, size: f32, text: &str) -> Run {
    // About as wide as letters are.
    let width = text.chars().map(|_| 0.5 * size).sum();
    Run { x, y, width, size, text: text.to_owned(), ..Run::default() }
}

fn bold(x: f32, y: f32, size: f32, text: &str) -> Run {
    Run { bold: true, ..run(x, y, size, text) }
}

fn sheets(pages: Vec<Vec<Run>>) -> Sheets {
    let sheet = |runs| Sheet { width: WIDTH, height: HEIGHT, runs };
    Sheets { sheets: pages.into_iter().map(sheet).collect(), ..Sheets::default() }
}

fn lines(pages: Vec<Vec<Run>>) -> Vec<(LineKind, String)> {
    let paper = super::read(&sheets(pages)).unwrap();
    let text = |line: &crate::document::draft::Line| {
        line.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")
    };
    paper.draft.lines.iter().map(|line| (line.kind, text(line))).collect()
}

fn texts(pages: Vec<Vec<Run>>) -> Vec<String> {
    lines(pages).into_iter().map(|(_, text)| text).collect()
}

/// Lines of a column below each other, 12 points apart.
fn column(x: f32, top: f32, words: &[&str]) -> Vec<Run> {
    (0_u8..).zip(words).map(|(at, words)| run(x, top - 12.0 * f32::from(at), 10.0, words)).collect()
}

const LEFT: &[&str] = &[
    "We keep the data that you give us for as",
    "long as the law asks us to keep it, and no",
    "longer than that; then we delete it for",
    "good, and nobody can have it back again.",
    "You can ask us at any time which data we",
    "hold about you, and whom we gave it to.",
];
const RIGHT: &[&str] = &[
    "This holds for everybody who uses what we",
    "offer, whether they have an account or do",
    "not have one. If you think that we handle",
    "your data wrongly, you can complain to an",
    "authority of the country in which you now",
    "live or work, and it costs you nothing.",
];

#[test]
fn lines_of_a_paragraph_are_one_and_a_gap_parts_two() {
    let mut page = column(50.0, 700.0, LEFT);
    page.extend(column(50.0, 600.0, RIGHT));
    let texts = texts(vec![page]);
    assert_eq!(texts.len(), 2);
    assert!(texts[0].starts_with("We keep the data that you give us for as long as the law asks"), "{texts:?}");
}

#[test]
fn columns_are_read_one_after_the_other_and_what_spans_them_in_its_place() {
    let mut page = vec![bold(200.0, 760.0, 20.0, "Privacy Policy")];
    page.extend(column(50.0, 700.0, LEFT));
    page.extend(column(320.0, 700.0, RIGHT));
    page.push(run(
        50.0,
        600.0,
        10.0,
        "What stands below both columns is read after both of them, as it goes across the whole page.",
    ));
    let texts = texts(vec![page]);
    assert_eq!(texts[0], "Privacy Policy");
    assert!(texts[1].starts_with("We keep") && texts[1].ends_with("whom we gave it to."), "{texts:?}");
    assert!(texts[2].starts_with("This holds") && texts[3].starts_with("What stands below"), "{texts:?}");
}

#[test]
fn a_table_is_rows_with_its_cells_lines_together() {
    let mut page = vec![run(
        50.0,
        700.0,
        10.0,
        "We keep your data for these times, and for no longer, whatever you may have heard.",
    )];
    let rows = [["Data", "Purpose", "Kept for"], ["Name", "Your account", "2 years"], ["Logs", "Security", "90 days"]];
    for (y, cells) in [670.0, 640.0, 610.0].into_iter().zip(rows) {
        page.extend(cells.iter().zip([50.0, 200.0, 400.0]).map(|(cell, x)| run(x, y, 10.0, cell)));
    }
    page.push(run(200.0, 628.0, 10.0, "and your orders"));
    let lines = lines(vec![page]);
    let row = LineKind::TableRow { header: false };
    assert_eq!(lines[1], (row, "Data | Purpose | Kept for".to_owned()));
    assert_eq!(lines[2], (row, "Name | Your account and your orders | 2 years".to_owned()));
    assert_eq!(lines[3], (row, "Logs | Security | 90 days".to_owned()));
}

#[test]
fn two_words_with_a_wide_gap_are_no_table() {
    let mut page = vec![run(50.0, 720.0, 10.0, "Acme Ltd."), run(400.0, 720.0, 10.0, "Springfield")];
    page.extend(column(50.0, 680.0, LEFT));
    assert_eq!(texts(vec![page])[0], "Acme Ltd. Springfield");
}

#[test]
fn a_word_parted_at_a_lines_end_is_whole_and_a_hyphen_of_its_own_stays() {
    let words = [
        "We share your infor-",
        "mation with third-",
        "party com\u{AD}",
        "panies, as in the EU-",
        "US agreement, and by e-",
        "mail. Read the sub-",
        "processor list, a sub-processor is",
        "bound by it.",
    ];
    assert_eq!(
        texts(vec![column(50.0, 700.0, &words)]),
        ["We share your information with third-party companies, as in the EU-US agreement, and by e-mail. \
          Read the sub-processor list, a sub-processor is bound by it."]
    );
}

fn pages_with(edges: impl Fn(usize) -> Vec<Run>) -> Vec<Vec<Run>> {
    let page = |number: usize| {
        let mut page = column(50.0, 700.0, if number.is_multiple_of(2) { LEFT } else { RIGHT });
        page.extend(edges(number));
        page
    };
    (1..=4).map(page).collect()
}

#[test]
fn running_heads_and_page_numbers_are_left_out_and_told() {
    let pages = pages_with(|number| {
        vec![run(50.0, 815.0, 8.0, "Acme Privacy Policy"), run(290.0, 30.0, 8.0, &format!("Page {number} of 4"))]
    });
    assert_eq!(texts(pages.clone()).len(), 4);
    let dropped = super::read(&sheets(pages)).unwrap().dropped;
    let rules: Vec<_> = dropped.iter().map(|dropped| dropped.rule).collect();
    assert_eq!(rules, ["running-head", "page-number"]);
}

#[test]
fn a_date_in_a_running_head_stays_once() {
    let pages = pages_with(|_| vec![run(50.0, 815.0, 8.0, "Version of May 4, 2020")]);
    assert_eq!(texts(pages).iter().filter(|text| text.contains("May 4, 2020")).count(), 1);
}

#[test]
fn a_sentence_at_the_edge_of_a_page_is_no_furniture() {
    let pages = pages_with(|number| {
        vec![run(
            50.0,
            815.0,
            10.0,
            &format!("{} begins page {number}.", ["A", "Another one", "The third", "Yet one"][number - 1]),
        )]
    });
    assert!(texts(pages).iter().any(|text| text.contains("The third begins page 3.")));
}

#[test]
fn a_paragraph_goes_on_on_the_next_page() {
    let first = column(
        50.0,
        100.0,
        &[
            "We answer within a month of the day on which you ask, and it",
            "costs you nothing at all unless you ask us for the same again",
        ],
    );
    let second = column(50.0, 780.0, &["and again, in which case we may ask for a fee that covers cost."]);
    assert_eq!(texts(vec![first, second]).len(), 1);
}

#[test]
fn larger_letters_are_headings_by_their_size() {
    let mut page = vec![bold(50.0, 780.0, 24.0, "Privacy Policy"), bold(50.0, 730.0, 14.0, "Your rights")];
    page.extend(column(50.0, 700.0, LEFT));
    let kinds: Vec<_> = lines(vec![page]).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [LineKind::Heading(1), LineKind::Heading(2), LineKind::Paragraph]);
}

#[test]
fn bullets_are_items_with_their_depth_and_indented_numbers_their_labels() {
    let mut page = column(50.0, 700.0, LEFT);
    page.extend([
        run(60.0, 610.0, 10.0, "•"),
        run(72.0, 610.0, 10.0, "Your name and whatever else you may give us when you"),
    ]);
    page.extend([run(72.0, 598.0, 10.0, "create an account.")]);
    page.extend([run(80.0, 586.0, 10.0, "◦"), run(92.0, 586.0, 10.0, "Your address.")]);
    page.extend([run(60.0, 560.0, 10.0, "(a)"), run(80.0, 560.0, 10.0, "The first ground.")]);
    let paper = super::read(&sheets(vec![page])).unwrap();
    let told: Vec<_> =
        paper.draft.lines[1..].iter().map(|line| (line.kind, line.depth, line.label.as_deref(), line.text())).collect();
    assert_eq!(
        told,
        [
            (LineKind::ListItem, 1, None, "Your name and whatever else you may give us when you create an account."),
            (LineKind::ListItem, 2, None, "Your address."),
            (LineKind::ListItem, 1, Some("(a)"), "The first ground."),
        ]
    );
}

#[test]
fn words_printed_twice_are_read_once_and_look_bold() {
    let mut page = vec![run(50.0, 730.0, 10.0, "Your rights"), run(50.3, 730.0, 10.0, "Your rights")];
    page.extend(column(50.0, 700.0, LEFT));
    let paper = super::read(&sheets(vec![page])).unwrap();
    assert_eq!((paper.draft.lines[0].text(), paper.draft.lines[0].cells[0].strong.len()), ("Your rights", 1));
}

#[test]
fn hidden_text_counts_only_where_there_is_no_other() {
    let hidden =
        |words: &[&str]| column(50.0, 400.0, words).into_iter().map(|run| Run { hidden: true, ..run }).collect();
    let mut page: Vec<Run> = hidden(LEFT);
    assert_eq!(texts(vec![page.clone()]).len(), 1);
    page.extend(column(50.0, 700.0, RIGHT));
    let texts = texts(vec![page]);
    assert!(texts.len() == 1 && texts[0].starts_with("This holds"), "{texts:?}");
}

#[test]
fn a_paper_of_pictures_or_of_unknown_letters_has_no_text() {
    let reason = |sheets: &Sheets| super::read(sheets).map(|_| ()).unwrap_err();
    assert_eq!(reason(&sheets(vec![vec![], vec![]])), crate::document::SkipReason::PdfWithoutText);
    let unknown = Sheets { unknown: 200, ..sheets(vec![column(50.0, 700.0, LEFT)]) };
    assert_eq!(reason(&unknown), crate::document::SkipReason::PdfWithoutText);
}

#[test]
fn numbers_that_are_none_and_pages_without_end_do_no_harm() {
    let odd = [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e30];
    let mut page = column(50.0, 700.0, LEFT);
    for x in odd {
        for y in odd {
            page.push(Run { x, y, width: x, size: y, text: "odd".to_owned(), ..Run::default() });
        }
    }
    assert!(texts(vec![page])[0].starts_with("We keep"));
    let crowd: Vec<Run> = (0_u16..5000).map(|at| run(f32::from(at % 590), f32::from(at % 840), 8.0, "x")).collect();
    assert!(super::read(&sheets(vec![crowd])).is_ok());
}
