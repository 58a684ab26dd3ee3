//! What changes between two looks at a page whose policy stays the same, and changes nothing in its document.
//! Tests only: must not know how a page is read.

use super::{Document, read};
use crate::capture::{Capture, MediaType, Provenance};

const PAGE: &str = r#"<!doctype html><html lang="en" data-build="a81f"><head><title>Privacy Policy | Acme</title>
<meta name="csrf-token" content="Zm9vYmFy"><style>.css-1x2y3z{color:red}</style></head>
<body class="page-a1b2c3 variant-a" id="root-17">
<header class="Header_root__3kX9a"><a href="/?sid=77f0">Acme</a><nav><a href="/prices">Prices</a></nav></header>
<div class="cookie-banner" id="cb-1"><p>We use cookies to improve this site.</p><button>Accept</button></div>
<main class="css-1x2y3z" data-reactid="42"><h1 id="h-1">Privacy Policy</h1>
<p>Last updated: May 4, 2023</p>
<p class="t-9f3">We don't sell the data that you give us, and we "share" it with nobody but those who are named below.</p>
<h2 id="s-2">1. What we collect</h2>
<ul class="list-5d1"><li>Your name and your <a href="/help?session=77f0#mail" class="l1" rel="nofollow">address</a>;</li><li>what you buy – and when.</li></ul>
<form action="/q"><input type="hidden" name="authenticity_token" value="Zm9vYmFy"></form>
<h2>2. Contact</h2>
<p>Write to <a href="mailto:privacy@example.com">privacy@example.com</a> or to Acme, 1&nbsp;Main Street, in the city of Springfield.</p>
</main>
<aside class="related"><a href="/blog/17">Seventeen things to know</a></aside>
<div class="counter"><span>1,234 people are reading this</span></div>
<footer><p>© 2023 Acme. All rights reserved.</p><p>build 81f3</p></footer>
<script nonce="r4nd0m">window.__STATE__={"t":1700000000}</script></body></html>"#;

fn document_at(page: &str, url: &str) -> Document {
    let provenance = Provenance { url: Some(url.to_owned()), ..Provenance::new("2024-01-01".parse().unwrap(), "test") };
    read(&Capture { provenance, media: MediaType::Html, body: page.as_bytes().to_vec() }).unwrap().document
}

fn document(page: &str) -> Document {
    document_at(page, "https://example.com/privacy")
}

/// Asserts that a page reads the same when some of its source is replaced.
fn changes_nothing(replacements: &[(&str, &str)]) {
    let mut page = PAGE.to_owned();
    for (old, new) in replacements {
        assert!(page.contains(old), "{old}");
        page = page.replace(old, new);
    }
    assert_eq!(document(&page), document(PAGE), "{replacements:?}");
}

#[test]
fn the_page_is_read_as_it_stands() {
    let document = document(PAGE);
    assert_eq!(document.title.as_deref(), Some("Privacy Policy"));
    let text = format!("{:?}", document.sections);
    assert!(text.contains("named below") && text.contains("privacy@example.com"), "{text}");
    for furniture in ["cookies", "Prices", "Seventeen", "1,234", "©", "81f3"] {
        assert!(!text.contains(furniture), "{furniture}");
    }
}

#[test]
fn names_that_builds_and_experiments_rotate_change_nothing() {
    changes_nothing(&[
        ("page-a1b2c3 variant-a", "page-99ffee variant-b"),
        ("root-17", "root-93"),
        ("css-1x2y3z", "css-0q9w8e"),
        ("Header_root__3kX9a", "Header_root__Zz01b"),
        ("t-9f3", "t-000"),
        ("list-5d1", "list-777"),
        ("data-reactid=\"42\"", "data-reactid=\"99\" data-testid=\"x\""),
        ("id=\"h-1\"", "id=\"h-2\""),
        ("data-build=\"a81f\"", "data-build=\"b000\""),
    ]);
}

#[test]
fn tokens_and_scripts_change_nothing() {
    changes_nothing(&[("Zm9vYmFy", "YmFyZm9v"), ("r4nd0m", "0th3r"), ("1700000000", "1800000000")]);
}

#[test]
fn years_counters_and_builds_change_nothing() {
    changes_nothing(&[("© 2023", "© 2024"), ("1,234 people", "987 people"), ("build 81f3", "build 90aa")]);
    changes_nothing(&[("Seventeen things to know", "What is new this week"), ("/blog/17", "/blog/18")]);
}

#[test]
fn sessions_in_links_change_nothing() {
    changes_nothing(&[("sid=77f0", "sid=0a0b"), ("session=77f0", "session=0a0b")]);
}

#[test]
fn the_order_of_attributes_and_white_space_change_nothing() {
    changes_nothing(&[
        (r#"class="l1" rel="nofollow">"#, r#"rel="nofollow noopener" class="l2" target="_blank">"#),
        ("<li>", "\n   <li>\n"),
        ("<h2>2. Contact</h2>", "<h2 >\n2. Contact\n</h2>\n\n"),
    ]);
}

#[test]
fn typographic_toggles_change_nothing() {
    changes_nothing(&[
        ("don't", "don’t"),
        ("\"share\"", "“share”"),
        ("1&nbsp;Main", "1 Main"),
        ("buy – and", "buy &ndash; and"),
        ("address</a>;", "address</a>\u{200B};"),
    ]);
}

#[test]
fn an_address_hidden_from_robots_is_the_address() {
    let hidden = |key: u8| {
        let bytes = std::iter::once(key).chain("privacy@example.com".bytes().map(|byte| byte ^ key));
        bytes.map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
    };
    let link = r#"<a href="mailto:privacy@example.com">privacy@example.com</a>"#;
    for key in [0x17, 0xa5] {
        let hidden = hidden(key);
        let cloudflare = format!(
            r#"<a href="/cdn-cgi/l/email-protection#{hidden}"><span class="__cf_email__" data-cfemail="{hidden}">[email&#160;protected]</span></a>"#
        );
        changes_nothing(&[(link, &cloudflare)]);
    }
}

#[test]
fn an_archives_toolbar_and_its_links_change_nothing() {
    let archived = PAGE
        .replace("<body", "<script src=\"/_static/js/bundle-playback.js\"></script><body")
        .replace("<header", "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=\"wm-ipp-base\"><div id=\"wm-ipp\"><p>The Wayback Machine has 12 captures of it.</p></div></div><!-- END WAYBACK TOOLBAR INSERT --><header")
        .replace("href=\"/", "href=\"/web/20240101000000/https://example.com/")
        .replace("href=\"mailto:", "href=\"https://web.archive.org/web/20240101000000/mailto:");
    let url = "https://web.archive.org/web/20240101000000/https://example.com/privacy";
    assert_eq!(document_at(&archived, url), document(PAGE));
    assert_eq!(document(&archived), document(PAGE));
}
