//! Pages made to break a reader: no panic, no overflow, time linear in their length, and their text kept.

use std::time::Instant;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::document::{self, Reading, SkipReason, markdown};

fn capture(media: MediaType, body: impl Into<Vec<u8>>) -> Capture {
    let provenance = Provenance::new("2024-01-01".parse().unwrap(), "import");
    Capture { provenance, media, body: body.into() }
}

fn read(html: impl Into<Vec<u8>>) -> Result<Reading, SkipReason> {
    document::read(&capture(MediaType::Html, html))
}

/// Fails when a page of four times the size takes much more than four times as long; `page` makes one of a size. A busy
/// machine can stretch any one look, so the fastest of several count: what is quadratic stays so in each of them.
fn is_linear(size: usize, page: impl Fn(usize) -> String) {
    let time = |page: &str| {
        let started = Instant::now();
        read(page).unwrap();
        started.elapsed()
    };
    let (small, large) = (page(size), page(4 * size));
    let (mut fast, mut slow) = (time(&small), time(&large));
    for _ in 0..20 {
        fast = fast.min(time(&small));
        slow = slow.min(time(&large));
        if slow < fast * 12 {
            return;
        }
    }
    panic!("{fast:?} for the small page, {slow:?} for one four times as large");
}

fn text(html: impl Into<Vec<u8>>) -> String {
    markdown::write(&read(html).unwrap().document)
}

const SENTENCE: &str = "We never share your data with other companies, whatever they may offer us.";

#[test]
fn elements_nested_without_end_do_not_overflow() {
    for tag in ["div", "b", "span", "ul><li", "blockquote", "table><tr><td", "font color=red", "details", "section"] {
        let count = if tag == "div" { 100_000 } else { 10_000 };
        let close: Vec<String> =
            tag.split('>').rev().map(|tag| format!("</{}>", tag.split(' ').next().unwrap())).collect();
        let page =
            format!("{}{SENTENCE}{}<p>And this.", format!("<{tag}>").repeat(count), close.concat().repeat(count));
        let text = text(page);
        assert!(text.contains("We never share") && text.contains("And this."), "{tag}");
    }
}

#[test]
fn elements_that_are_never_closed_do_not_multiply() {
    for tag in ["div", "p><b id=x", "a href=x", "table", "li", "h2", "button", "select", "form"] {
        let result = read(format!("<p>{SENTENCE}</p>{}", format!("<{tag}>word").repeat(20_000)));
        assert!(result.is_ok() || result == Err(SkipReason::TooLarge), "{tag}: {:?}", result.err());
    }
}

#[test]
fn a_hundred_thousand_siblings_are_read_in_order() {
    let page = |count: usize| {
        let items: Vec<String> = (0..count).map(|number| format!("<li>Item {number}</li>")).collect();
        format!("<p>{SENTENCE}</p><ul>{}</ul>", items.concat())
    };
    assert!(text(page(100_000)).contains("- Item 99999\n"));
    is_linear(5_000, page);
}

#[test]
fn one_line_without_end_is_read() {
    let page =
        |count: usize| format!("<p>{}</p>", "We may share the data that you give us, e.g. your name. ".repeat(count));
    assert!(text(page(20_000)).len() > 1_000_000);
    is_linear(2_000, page);
}

#[test]
fn a_page_four_times_as_long_takes_four_times_as_long() {
    is_linear(1_000, |count| format!("<div><p>{SENTENCE}</p></div>\n").repeat(count));
    is_linear(1_000, |count| {
        format!("<h2>Title</h2><table><tr><td>{SENTENCE}<td>b<tr><td>c<td>d</table>").repeat(count)
    });
}

#[test]
fn a_page_of_fifty_megabytes_is_refused() {
    assert_eq!(read(vec![b'a'; 50 * 1024 * 1024]).err(), Some(SkipReason::TooLarge));
}

#[test]
fn attributes_without_end_do_not_take_quadratic_time() {
    let attributes: Vec<String> = (0..200_000).map(|number| format!(" a{number}=x")).collect();
    let text = text(format!("<p{}>{SENTENCE}</p><p>And this.", attributes.concat()));
    assert!(text.contains("And this."), "{text}");
}

#[test]
fn arbitrary_bytes_are_refused_or_read_but_never_break() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..2000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let soup = b"<>/=\"' &;!-abdhlpt123\n\xC3\xA9\xFF\0";
                soup[usize::try_from(state % soup.len() as u64).unwrap()]
            })
            .collect();
        for media in [MediaType::Html, MediaType::Markdown, MediaType::Text, MediaType::Pdf] {
            let _ = document::read(&capture(media, bytes.clone()));
        }
    }
}

#[test]
fn a_page_cannot_forge_headings_front_matter_or_marks() {
    let hostile = "<p>---</p><p>title: forged</p><p># Forged heading</p><p>- forged item</p><p>1. forged number</p>\
        <p>```</p><p>&gt; forged quote</p><p>Signed-off-by: nobody</p>";
    let document = read(format!("{hostile}<p>{SENTENCE}</p>")).unwrap().document;
    let written = markdown::write(&document);
    assert_eq!(markdown::read(&written).sections, document.sections, "{written}");
    assert!(
        !written.lines().any(|line| line == "---" || line.starts_with("# Forged") || line.starts_with("```")),
        "{written}"
    );
}

#[test]
fn what_would_steer_a_terminal_or_turn_text_around_is_gone() {
    let text = text(format!("<p>{SENTENCE}\u{1b}[31m\u{202e}evil\u{0}</p>"));
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{0}']), "{text:?}");
}

#[test]
fn links_that_run_scripts_are_no_links() {
    let html = format!(
        "<p>{SENTENCE} <a href='javascript:alert(1)'>Here</a> <a href='data:text/html,x'>there</a> <a href=' JaVa\nScript:x'>too</a>.</p>"
    );
    let written = text(html).to_lowercase();
    assert!(!written.contains("javascript") && !written.contains("data:"), "{written}");
}

#[test]
fn a_charset_that_lies_does_not_break_the_page() {
    for head in ["<meta charset=utf-16>", "<meta charset=nonsense>", "<?xml version=1.0 encoding=", "<meta charset='"] {
        let mut page = head.as_bytes().to_vec();
        page.extend_from_slice(format!("'><p>{SENTENCE}</p>").as_bytes());
        assert!(text(page).contains("We never share"), "{head}");
    }
}

#[test]
fn marks_of_other_formats_in_plain_text_and_markdown_forge_nothing() {
    let hostile = "---\ntitle: forged\n---\n\n# Forged\n\n```\nforged\n\n> forged\n\nSigned-off-by: nobody\n\n<script>alert(1)</script>\n";
    for (media, is_heading) in [(MediaType::Text, false), (MediaType::Markdown, true)] {
        let body = format!("{SENTENCE}\n\n{hostile}\n\n{SENTENCE}\n");
        let document = document::read(&capture(media, body)).unwrap().document;
        let written = markdown::write(&document);
        assert_eq!(markdown::read(&written), document, "{written}");
        assert_eq!(
            written.lines().any(|line| line.contains("# Forged") && !line.contains('\\')),
            is_heading,
            "{written}"
        );
        assert!(!written.lines().any(|line| line == "---"), "{written}");
    }
}

#[test]
fn a_text_of_two_bytes_a_letter_without_a_mark_is_refused_or_read() {
    for big in [false, true] {
        let units = format!("<p>{SENTENCE}</p>").repeat(20);
        let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        let page: Vec<u8> = units.encode_utf16().flat_map(bytes).collect();
        assert_eq!(read(page.clone()).err(), Some(SkipReason::Binary), "browsers do not guess it either");
        let mut said = capture(MediaType::Html, page);
        said.provenance.content_type = Some(format!("text/html; charset=utf-16{}", if big { "be" } else { "le" }));
        assert!(markdown::write(&document::read(&said).unwrap().document).contains(SENTENCE));
    }
}

#[test]
fn nothing_between_letters_hides_them() {
    assert!(text(format!("<p>{SENTENCE}</p><p>We \0sh\0are\0.</p>")).contains("We"));
    let written = text(format!("<p>{SENTENCE}</p><p>We&#0;&#x80;&#xD800;&#x110000;&#99999999999; share.</p>"));
    assert_eq!(
        markdown::read(&written).word_count(),
        markdown::read(&markdown::write(&markdown::read(&written))).word_count()
    );
    assert!(written.contains("share."), "{written}");
}

#[test]
fn entities_without_end_are_read_in_linear_time() {
    is_linear(1_500, |count| format!("<p>{SENTENCE}</p><p>{}</p>", "&NotNestedGreaterGreater;&amp".repeat(count)));
    is_linear(1_500, |count| format!("<p>{SENTENCE}</p><p>{}</p>", "&#x".repeat(count)));
}

#[test]
fn what_is_never_closed_ends_with_the_page() {
    for open in [
        "<!-- ",
        "<script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<![CDATA[",
        "<?php ",
        "<a href='",
        "<p class=\"",
        "</",
    ] {
        let page = format!("<p>{SENTENCE}</p>{open}{}", "and so on ".repeat(20_000));
        assert!(text(page).contains("We never share"), "{open}");
    }
    assert!(text(format!("<p>{SENTENCE}</p><plaintext><p>And this. ")).contains("And this."));
}

#[test]
fn an_attribute_of_a_megabyte_costs_nothing() {
    for attribute in ["class", "id", "style", "href", "title", "colspan"] {
        is_linear(30_000, |count| {
            format!("<p>{SENTENCE}</p><p><a {attribute}='{}'>And this.</a></p>", "ab c:d;".repeat(count))
        });
    }
}

#[test]
fn a_cell_that_claims_the_whole_world_is_one_cell() {
    let cell = "<td colspan=999999999 rowspan=999999999>";
    let page = format!("<p>{SENTENCE}</p><table><tr>{}</table>", format!("{cell}Data<tr>").repeat(2_000));
    assert!(text(page).len() < 200_000);
    let list =
        format!("<p>{SENTENCE}</p><ol start=99999999999999999999 reversed><li value=-99999999999>One<li>Two</ol>");
    assert!(text(list).contains("Two"));
}

#[test]
fn tables_in_tables_without_end_keep_their_text() {
    let open = "<table><tbody><tr><td>".repeat(3_000);
    assert!(text(format!("<p>{SENTENCE}</p>{open}And this.")).contains("And this."));
}
