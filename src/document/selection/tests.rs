//! Selections are obeyed exactly, and what cannot be obeyed says so.

use super::{Edge, Part, Selection};
use crate::document::{SkipReason, html};

const PAGE: &str = "<!DOCTYPE html><html><body>
    <nav class='menu top'><a href=/>Home</a> <a href=/terms>Terms</a></nav>
    <script>var a = 1;</script>
    <div id=policy class=legal>
        <h1>Privacy</h1>
        <p class=lead>We keep what you give us.</p>
        <div class='share social'>Share this page with your friends.</div>
        <h2 id=rights>Rights</h2><p>You may object.</p><ol><li>By mail.</li><li class=phone>By phone.</li></ol>
        <h2 id=law>Law</h2><p>The law of the land applies.</p>
    </div>
    <div class='legal annex'><p>Annex: our partners.</p></div>
    <footer><p>© 2024 Acme</p></footer></body></html>";

fn matching(css: &str) -> Part {
    Part::Matching(css.to_owned())
}

fn read(select: &[Part], remove: &[Part]) -> Result<Vec<String>, SkipReason> {
    let selection = Selection::new(select, remove).unwrap();
    let page = html::read_selected(PAGE, None, &selection)?;
    Ok(page.draft.lines.iter().map(|line| line.text().to_owned()).collect())
}

fn selected(css: &str) -> Vec<String> {
    read(&[matching(css)], &[]).unwrap()
}

#[test]
fn what_a_selector_matches_is_kept_and_nothing_else() {
    assert_eq!(selected("nav"), ["Home Terms"]);
    assert_eq!(selected("footer"), ["© 2024 Acme"]);
    assert_eq!(selected(".share"), ["Share this page with your friends."]);
    assert_eq!(selected("h1, .annex"), ["Privacy", "Annex: our partners."]);
    assert_eq!(selected("div.legal").len(), 10);
}

#[test]
fn selectors_mean_what_they_mean_in_a_browser() {
    assert_eq!(selected("#law + p"), ["The law of the land applies."]);
    assert_eq!(selected("h2 ~ p").len(), 2);
    assert_eq!(selected("#policy > p:first-of-type"), ["We keep what you give us."]);
    assert_eq!(selected("body > :nth-child(3) > h1"), ["Privacy"], "a script is a child like any other");
    assert_eq!(selected("[class~=social]"), ["Share this page with your friends."]);
    assert_eq!(selected("div:has(> h1) h2:not(#law)"), ["Rights"]);
    assert_eq!(selected("H1"), ["Privacy"]);
    assert_eq!(selected("li:is(.phone)"), ["By phone."]);
}

#[test]
fn what_is_removed_is_gone_from_what_is_selected() {
    let lines = read(&[matching("#policy")], &[matching(".share, ol")]).unwrap();
    assert_eq!(lines.len(), 6, "{lines:?}");
    let lines = read(&[matching("#policy")], &[Part::range("#rights", "#law"), matching(".share")]).unwrap();
    assert_eq!(lines, ["Privacy", "We keep what you give us.", "Law", "The law of the land applies."]);
}

#[test]
fn what_is_removed_alone_leaves_the_rest_to_be_found() {
    let lines = read(&[], &[matching("#law, #law + p"), matching(".is-not-there")]).unwrap();
    assert!(lines.contains(&"You may object.".to_owned()) && !lines.contains(&"Law".to_owned()), "{lines:?}");
    assert!(!lines.contains(&"Home Terms".to_owned()), "{lines:?}");
}

#[test]
fn a_range_ends_before_its_end_and_begins_on_the_side_that_is_said() {
    assert_eq!(read(&[Part::range("#rights", "#law")], &[]).unwrap().len(), 4);
    let after = Part::Range { from: Edge::After("#rights".to_owned()), to: Edge::After("#law".to_owned()) };
    assert_eq!(read(&[after], &[]).unwrap(), ["You may object.", "By mail.", "By phone.", "Law"]);
    assert_eq!(read(&[Part::range("#law", ".annex")], &[]).unwrap(), ["Law", "The law of the land applies."]);
}

#[test]
fn a_range_removed_across_elements_leaves_what_stands_after_it() {
    let lines = read(&[matching("body")], &[Part::range("nav", "#law")]).unwrap();
    assert_eq!(lines, ["Law", "The law of the land applies.", "Annex: our partners.", "© 2024 Acme"]);
}

#[test]
fn a_part_that_is_not_there_skips_the_page() {
    for part in [matching(".gone"), matching("script"), Part::range("#law", "#rights"), Part::range("#law", ".gone")] {
        assert_eq!(read(&[matching("#policy"), part.clone()], &[]).err(), Some(SkipReason::NotSelected), "{part}");
    }
}

#[test]
fn an_invalid_selector_is_named() {
    for css in ["", " ", "p >", "a[", "..x", "p:hover", "p::before", "{", "a,,b", "ns|a", &"(".repeat(5000)] {
        let error = Selection::new(&[], &[matching(css)]).unwrap_err();
        assert!(
            error.to_string().contains(&format!("{:?}", error.selector)) && css.starts_with(&error.selector),
            "{css}"
        );
    }
    assert!(Selection::new(&[Part::range("p", "!")], &[]).is_err());
    assert!(Selection::new(&[matching(&format!("{}a{}", ":not(".repeat(500), ")".repeat(500)))], &[]).is_err());
}

#[test]
fn a_selection_without_text_is_no_version() {
    let selection = Selection::new(&[matching("div")], &[]).unwrap();
    let capture = crate::capture::Capture {
        provenance: crate::capture::Provenance::new("2024-01-01".parse().unwrap(), "import"),
        media: crate::capture::MediaType::Html,
        body: b"<p>We keep the data that you give us.</p><div> <br> </div>".to_vec(),
    };
    assert_eq!(crate::document::read_with(&capture, &selection).err(), Some(SkipReason::NoContent));
}

#[test]
fn a_page_cannot_make_a_selector_cost_more_than_its_size_explains() {
    // Where assertions are on, the selector engine counts siblings anew for every one of them.
    for (css, siblings) in
        [("h1 ~ p", 6_000), ("h1 ~ p ~ p", 6_000), ("p:has(~ h6)", 6_000), ("div p:nth-child(2)", 500)]
    {
        let siblings = "<p>".repeat(siblings);
        let selection = Selection::new(&[matching(css)], &[]).unwrap();
        let reason = html::read_selected(&siblings, None, &selection).map(|_| ()).unwrap_err();
        assert!(matches!(reason, SkipReason::NotSelected | SkipReason::TooLarge), "{css}: {reason:?}");
    }
    let class = format!("<div class='{}'>", "a ".repeat(100_000));
    let page = format!("{class}{}", "<p class=b>x".repeat(2_000));
    let selection = Selection::new(&[matching(".c .b")], &[]).unwrap();
    assert_eq!(html::read_selected(&page, None, &selection).map(|_| ()).err(), Some(SkipReason::TooLarge));
}
