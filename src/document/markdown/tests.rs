//! What holds of Markdown, as facts and properties.

use proptest::prelude::*;

use super::{draft, read, write};
use crate::document::draft::LineKind;
use crate::document::model::{Block, BlockKind, Document, Heading, Link, Section, Sentence};

/// Text that tries to be taken for something else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        prop::sample::select(vec![
            "#",
            "##",
            "# ",
            "- ",
            "* ",
            "+ ",
            "> ",
            "|",
            "---",
            "===",
            "```",
            "~~~",
            "1. ",
            "12) ",
            "(a) ",
            "iv) ",
            "[",
            "](",
            ")",
            "![x](y)",
            "<b>",
            "<!--",
            "-->",
            "&amp;",
            "&#49;",
            "\\",
            "\\\\",
            "`",
            "*",
            "_",
            "__a__",
            ":-- ",
            "title: x",
            "\n",
            "\r\n",
            "\u{2028}",
            "\t",
            "    ",
            "\u{0}",
            "\u{7f}",
            "a",
            " ",
            "b c",
            "é",
            "日本",
            "𝒳",
            "Article 5 ",
            "§ 3 ",
            "100 ",
            "https://a.example/x_y?z=(1)",
            "@b",
            "$x$",
            "Effective-Date: 2020",
            "|--|",
            "第1条 ",
            "A. ",
            "I ",
            "Captured-At: 1",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[ -~]{0,6}",
    ];
    prop::collection::vec(pieces, 0..7).prop_map(|pieces| pieces.concat())
}

fn sentence() -> impl Strategy<Value = Sentence> {
    (hostile(), prop::collection::vec((0..20_usize, 0..9_usize, hostile()), 0..3)).prop_map(|(text, links)| Sentence {
        text,
        links: links.into_iter().map(|(start, length, target)| Link { start, end: start + length, target }).collect(),
    })
}

fn block() -> impl Strategy<Value = Block> {
    let kind = prop::sample::select(vec![
        BlockKind::Paragraph,
        BlockKind::ListItem,
        BlockKind::ListItem,
        BlockKind::TableRow,
        BlockKind::TableRow,
        BlockKind::Quote,
        BlockKind::Code,
    ]);
    let label = prop::option::of(prop_oneof![
        prop::sample::select(vec!["1.", "(a)", "iv)", "2.1", "99.", "A.", "1234.", "3)"]).prop_map(str::to_owned),
        hostile(),
    ]);
    (kind, 0..11_u8, label, prop::collection::vec(sentence(), 0..4)).prop_map(|(kind, depth, label, sentences)| Block {
        kind,
        depth,
        label,
        sentences,
    })
}

fn document() -> impl Strategy<Value = Document> {
    let heading = (hostile(), any::<bool>(), any::<bool>()).prop_map(|(text, numbered, none)| {
        (!none).then(|| if numbered { Heading::numbered(&text) } else { Heading::plain(&text) })
    });
    let section = (0..8_u8, heading, prop::collection::vec(block(), 0..5))
        .prop_map(|(level, heading, blocks)| Section { level, heading, blocks });
    (prop::option::of(hostile()), prop::collection::vec(section, 0..4))
        .prop_map(|(title, sections)| Document { title, language: None, sections }.well_formed())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(document in document()) {
        let page = write(&document);
        prop_assert_eq!(read(&page), document, "{}", page);
    }

    #[test]
    fn a_well_formed_document_stays_as_it_is(document in document()) {
        prop_assert_eq!(document.clone().well_formed(), document);
    }

    #[test]
    fn any_page_reads_as_a_document_that_can_be_written(page in prop::collection::vec(hostile(), 0..9)) {
        let document = read(&page.join("\n"));
        prop_assert_eq!(read(&write(&document)), document);
    }

    #[test]
    fn any_foreign_page_can_be_drafted_outlined_and_written(page in prop::collection::vec(hostile(), 0..9)) {
        for draft in [draft(&page.join("\n")), crate::document::plain::draft(&page.join("\n"))] {
            let document = crate::document::outline::outline(draft);
            prop_assert_eq!(read(&write(&document)), Document { language: None, ..document });
        }
    }
}

fn paragraph(text: &str) -> Block {
    Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences: vec![Sentence::plain(text)] }
}

fn page(blocks: Vec<Block>) -> String {
    write(
        &Document { title: None, language: None, sections: vec![Section { level: 0, heading: None, blocks }] }
            .well_formed(),
    )
}

#[test]
fn the_canonical_form_is_good_to_read() {
    let canonical = "\
# Privacy Policy

Last updated: May 4, 2020.

## 1. Data we collect

We collect data.
See our [cookie policy](https://example.com/cookies_(eu\\)).

- Your name.
    It may be a pen name.
    1. As printed.
    2. As typed.
- (a) An item with a label of its own.

### Article 5 – Rights

> You said so.
> So did we.

| Purpose | Basis |
| --- | --- |
| Billing | Contract \\| law |

```
if (x) {
    y
}
```
";
    let canonical = canonical.replace("(eu\\))", "\\(eu\\))");
    assert_eq!(write(&read(&canonical)), canonical);
}

#[test]
fn a_page_cannot_forge_what_it_is_not() {
    for (text, written) in [
        ("# Title", "\\# Title\n"),
        ("- item", "\\- item\n"),
        ("1. item", "1\\. item\n"),
        ("---", "\\---\n"),
        ("> quote", "\\> quote\n"),
        ("| cell |", "\\| cell |\n"),
        ("<script>", "\\<script>\n"),
        ("![x](https://a.example)", "!\\[x\\](https://a.example)\n"),
        ("a\n# b", "a # b\n"),
        ("snake_case *x* &amp; R&D", "snake_case \\*x\\* \\&amp; R&D\n"),
    ] {
        assert_eq!(page(vec![paragraph(text)]), written);
    }
}

#[test]
fn a_heading_that_only_looks_numbered_stays_without_number() {
    let section = |heading| Section { level: 1, heading: Some(heading), blocks: Vec::new() };
    let document = Document {
        sections: vec![section(Heading::plain("100 days of privacy")), section(Heading::numbered("1. Data"))],
        ..Document::default()
    };
    let page = write(&document);
    assert_eq!(page, "## &#49;00 days of privacy\n\n## 1. Data\n");
    assert_eq!(read(&page), document);
}

fn lines(page: &str) -> Vec<(LineKind, u8, String)> {
    draft(page).lines.into_iter().map(|line| (line.kind, line.depth, line.text().to_owned())).collect()
}

#[test]
fn both_kinds_of_headings_are_read() {
    let lines = lines("Terms\n=====\n\nUse\n---\nText.\n\n### Sub ###\n#Glued\n\n## Anchor {: #a }\n\n* * *\n");
    let headings = [(1, "Terms"), (2, "Use"), (3, "Sub"), (1, "Glued"), (2, "Anchor")];
    let expected = headings.map(|(level, text)| (LineKind::Heading(level), 0, text.to_owned()));
    assert_eq!(lines.into_iter().filter(|line| line.0 != LineKind::Paragraph).collect::<Vec<_>>(), expected);
}

#[test]
fn emphasis_is_removed_and_bold_is_kept_as_a_range() {
    let draft = draft("**Your _rights_:** you *may* use snake_case, 2 * 3 and __more__\\*.");
    let cell = &draft.lines[0].cells[0];
    assert_eq!(cell.text, "Your rights: you may use snake_case, 2 * 3 and more*.");
    assert_eq!(cell.strong.iter().map(|range| &cell.text[range.clone()]).collect::<Vec<_>>(), ["Your rights:", "more"]);
}

#[test]
fn links_are_reduced_to_what_is_seen_and_where_they_lead() {
    let draft = draft(
        "See [our *policy*](https://a.example/x_(y) \"t\"), [terms][t], <https://b.example> and ![i](c.png)[no link].\n\n[t]: /terms\n",
    );
    let cell = &draft.lines[0].cells[0];
    assert_eq!(cell.text, "See our policy, terms, https://b.example and [no link].");
    let links: Vec<_> =
        cell.links.iter().map(|link| (&cell.text[link.start..link.end], link.target.as_str())).collect();
    assert_eq!(
        links,
        [("our policy", "https://a.example/x_(y)"), ("terms", "/terms"), ("https://b.example", "https://b.example")]
    );
}

#[test]
fn lists_keep_their_depth_and_numbers() {
    let draft = draft("1. One\n    * Two\n    * Three\n\n      More\n2. Four\n\nFive\n");
    let lines: Vec<_> = draft.lines.iter().map(|line| (line.depth, line.label.as_deref(), line.text())).collect();
    assert_eq!(
        lines,
        [
            (1, Some("1."), "One"),
            (2, None, "Two"),
            (2, None, "Three"),
            (2, None, "More"),
            (1, Some("2."), "Four"),
            (0, None, "Five")
        ]
    );
}

#[test]
fn what_is_no_part_of_the_policy_is_left_out() {
    let page =
        "---\ntitle: \"Terms\"\n---\n<!-- todo\n more -->\n{: datetime=\"2025\" }\n\nText &amp; <b>more</b><br>End\n";
    let draft = draft(page);
    assert_eq!(draft.title.as_deref(), Some("Terms"));
    assert_eq!(draft.lines.iter().map(super::super::draft::Line::text).collect::<Vec<_>>(), ["Text & more", "End"]);
}

#[test]
fn the_archive_note_of_the_princeton_form_is_no_part_of_the_policy() {
    let note = "> *The following text is extracted and transformed from the a.example policy that was archived on 2012-10-14.*\n";
    assert_eq!(lines(&format!("{note}\n# Policy\n")), [(LineKind::Heading(1), 0, "Policy".to_owned())]);
    assert_eq!(lines(&format!("# Policy\n\n{note}")).len(), 2);
}

#[test]
fn tables_have_rows_and_a_header() {
    let draft = draft("| A | B |\n|:--|---|\n| 1 | 2 \\| 3 |\n");
    let rows: Vec<_> = draft.lines.iter().map(|line| (line.kind, line.cells.len())).collect();
    assert_eq!(rows, [(LineKind::TableRow { header: true }, 2), (LineKind::TableRow { header: false }, 2)]);
    assert_eq!(draft.lines[1].cells[1].text, "2 | 3");
}

#[test]
fn hostile_pages_take_linear_time() {
    let start = std::time::Instant::now();
    for piece in [
        "[", "[](", "*", "**a", "<a", "_a ", "(", "![", "&", "\\", "`a", "a. ", "(a) b; ", "> ", "# a\n", "1. a\n",
        "<!-- ",
    ] {
        let page = piece.repeat(80_000 / piece.len());
        let document = crate::document::outline::outline(draft(&page));
        assert!(write(&document).len() >= document.sections.len());
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
