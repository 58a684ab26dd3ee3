//! The facts that reading web pages promises: what starts a line, and what a line is.

use super::*;
use crate::document::draft::{Line, LineKind};

/// A page's lines, each with its kind, its depth and its number.
fn lines(html: &str) -> Vec<String> {
    let page = read(html, Some("https://example.com/privacy")).unwrap();
    page.draft.lines.iter().map(shown).collect()
}

fn shown(line: &Line) -> String {
    let mark = match line.kind {
        LineKind::Heading(level) => format!("h{level}"),
        LineKind::Paragraph => "p".to_owned(),
        LineKind::ListItem => "li".to_owned(),
        LineKind::TableRow { header: true } => "th".to_owned(),
        LineKind::TableRow { header: false } => "tr".to_owned(),
        LineKind::Quote => "q".to_owned(),
        LineKind::Code => "code".to_owned(),
    };
    let depth = ">".repeat(line.depth.into());
    let label = line.label.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
    let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
    format!("{mark}{depth} {label}{}", cells.join(" | "))
}

/// The words of a page that are set in bold or underlined.
fn strong(html: &str) -> Vec<String> {
    let page = read(html, None).unwrap();
    let cells = page.draft.lines.into_iter().flat_map(|line| line.cells);
    cells
        .flat_map(|cell| cell.strong.iter().map(|range| cell.text[range.clone()].to_owned()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn headings_paragraphs_and_items_are_lines() {
    assert_eq!(
        lines("<h2>Data</h2><p>We <em>share</em>\n it.<ul><li>Name<li>Age</ul>"),
        ["h2 Data", "p We share it.", "li> Name", "li> Age"]
    );
}

#[test]
fn a_filled_blank_stands_in_its_sentence() {
    assert_eq!(
        lines("<p><b>Last updated <bdt class=question>May 2, 2023</bdt></b></p><p>We, <bdt>Acme</bdt>, share it.</p>"),
        ["p Last updated May 2, 2023", "p We, Acme, share it."]
    );
    assert_eq!(lines("<bdt><p>One.</p><p>Two.</p></bdt>"), ["p One.", "p Two."]);
}

#[test]
fn an_item_has_the_number_a_reader_sees() {
    assert_eq!(lines("<ol start=3><li>c<li value=7>g<li>h</ol>"), ["li> 3. c", "li> 7. g", "li> 8. h"]);
    assert_eq!(lines("<ol type=a><li>x<ol type=i><li>y</ol></ol>"), ["li> a. x", "li>> i. y"]);
    assert_eq!(lines("<ol reversed><li>x<li>y</ol>"), ["li> 2. x", "li> 1. y"]);
    assert_eq!(lines("<ol style='list-style-type: upper-roman'><li>x</ol>"), ["li> I. x"]);
}

#[test]
fn an_item_that_prints_its_own_number_gets_no_other() {
    assert_eq!(lines("<ol><li>1.1 Scope<li>(b) Use</ol>"), ["li> 1.1 Scope", "li> (b) Use"]);
}

#[test]
fn counters_number_nested_lists_over_all_levels() {
    let style = "<style>ol li::before { content: counters(item, '.') ' '; }</style>";
    assert_eq!(
        lines(&format!("{style}<ol><li>a<ol><li>b<li>c</ol><li>d</ol>")),
        ["li> 1. a", "li>> 1.1. b", "li>> 1.2. c", "li> 2. d"]
    );
}

#[test]
fn items_that_begin_with_headings_are_sections_and_not_a_list() {
    assert_eq!(lines("<ol><li><h2>Data</h2><p>Text.<li><h2>Use</h2></ol>"), ["h2 1. Data", "p Text.", "h2 2. Use"]);
}

#[test]
fn further_paragraphs_of_an_item_stand_at_its_depth() {
    assert_eq!(lines("<ul><li><p>First.<p>Second.</ul>"), ["li> First.", "p> Second."]);
}

#[test]
fn line_breaks_end_lines_but_not_sentences() {
    assert_eq!(
        lines("Acme Ltd<br>1 High Street<br><br>We may share<br>your data."),
        ["p Acme Ltd", "p 1 High Street", "p We may share your data."]
    );
}

#[test]
fn a_table_of_data_has_rows_and_one_of_layout_has_none() {
    let data = "<table><tr><th>Data<th>Use<tr><td>Name<td><p>To <b>greet</b><p>you</table>";
    assert_eq!(lines(data), ["th Data | Use", "tr Name | To greet you"]);
    assert_eq!(lines("<table><tr><td><p>One.<p>Two.</table>"), ["p One.", "p Two."]);
    assert_eq!(lines("<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>"), ["tr a | b", "tr c | d"]);
}

#[test]
fn accordions_and_definitions_have_bold_titles() {
    let html = "<details><summary>Sharing</summary><p>We share nothing with anybody.</details><dl><dt>Data<dd>What you tell us.</dl>";
    assert_eq!(strong(html), ["Sharing", "Data"]);
    assert_eq!(lines(html).len(), 4);
}

#[test]
fn bold_is_what_looks_bold() {
    let text = "<p>We share it with nobody in the whole wide world.";
    assert_eq!(strong(&format!("<p><b>Data.</b>{text}")), ["Data."]);
    assert_eq!(strong(&format!("<p><span style='font-weight:700'>Data.</span>{text}")), ["Data."]);
    assert_eq!(strong(&format!("<style>.c7{{font-weight:bold}}</style><p class=c7>Data.{text}")), ["Data."]);
    assert_eq!(strong(&format!("<p><u>Data.</u>{text}")), ["Data."]);
    assert!(strong(&format!("<b style='font-weight:normal'><p>Data.{text}</b>")).is_empty());
    assert!(strong(&format!("<p><a href=/x><u>Data.</u></a>{text}")).is_empty());
}

#[test]
fn where_everything_is_bold_nothing_is() {
    assert!(strong("<b><p>Data.<p>We share it with nobody.</b>").is_empty());
}

#[test]
fn a_heading_that_was_never_closed_is_none() {
    let html = format!("<h2>{}", "<p>We share the data that you give to us with nobody else.".repeat(20));
    assert!(lines(&html).iter().all(|line| line.starts_with("p ")));
}

#[test]
fn an_address_hidden_from_robots_reads_as_written() {
    let hidden = "<p>Write to <a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='2a4b6a48044945'>[email&#160;protected]</a>.";
    let plain = "<p>Write to <a href='mailto:a@b.co'>a@b.co</a>.";
    assert_eq!(read(hidden, None).unwrap().draft, read(plain, None).unwrap().draft);
    assert_eq!(lines(hidden), ["p Write to a@b.co."]);
}

#[test]
fn anchors_are_kept_where_a_link_of_the_page_leads_to_them() {
    let page = read("<p>See <a href='#use'>below</a>.<h2 id=use>Use</h2><p id=rotating-17>Text.", None).unwrap();
    let anchors: Vec<&String> = page.draft.lines.iter().flat_map(|line| &line.anchors).collect();
    assert_eq!(anchors, ["use"]);
}

#[test]
fn dates_in_the_markup_are_kept_with_their_place() {
    let html = r#"<meta property="article:modified_time" content="2024-01-02"><meta name=viewport content=x>
        <script type="application/ld+json">{"@graph":[{"dateModified":"2024-01-03","name":"x"}]}</script>
        <p>Updated <time datetime="2024-01-04">4 January</time>"#;
    let values: Vec<String> = read(html, None).unwrap().metadata.into_iter().map(|date| date.value).collect();
    assert_eq!(values, ["2024-01-02", "2024-01-04", "2024-01-03"]);
}

#[test]
fn the_language_is_that_of_the_text() {
    let english =
        "<p>We share the data that you give us with any of our partners and with the firms which you name.".repeat(4);
    let page = read(&format!("<html lang=fr-FR>{english}"), None).unwrap();
    assert_eq!(page.draft.language.as_deref(), Some("en"));
    let page = read("<html lang=fr-FR><p>Bonjour.", None).unwrap();
    assert_eq!(page.draft.language.as_deref(), Some("fr"));
}
