//! The pages that reading is measured on. Must not know what is measured.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fineprint::capture::{Capture, MediaType, Provenance};

/// A page as it was captured.
pub fn capture(body: Vec<u8>) -> Capture {
    let provenance = Provenance {
        url: Some("https://example.com/privacy".to_owned()),
        ..Provenance::new("2024-01-01".parse().unwrap(), "import")
    };
    Capture { provenance, media: MediaType::Html, body }
}

/// A policy of about `bytes` bytes with the markup that real ones have.
pub fn generated(bytes: usize, seed: usize) -> Vec<u8> {
    let mut page = String::from(
        "<!DOCTYPE html><html lang=en><head><title>Privacy Policy</title><style>.b{font-weight:700}</style></head><body><nav><ul>",
    );
    for link in 0..30 {
        write!(page, "<li class=\"nav-item nav-item-{link}\"><a href=\"/page/{link}\">Page {link}</a></li>").unwrap();
    }
    page.push_str("</ul></nav><main><h1>Privacy Policy</h1><p>Last updated: January 1, 2024</p>");
    let mut section = seed;
    while page.len() < bytes {
        section += 1;
        write!(
            page,
            "<h2 id=\"s{section}\" class=\"heading heading--large\">{section}. How we use what you give us</h2>"
        )
        .unwrap();
        for paragraph in 0..6 {
            write!(page, "<div class=\"row\"><p class=\"text text--body c{paragraph}\">We may share the data that you give us, e.g. your name, with companies that work for us under Section {section}.{paragraph}. We never sell it; see <a href=\"https://example.com/terms?id={section}\">our terms</a> for <strong>details</strong>.</p></div>").unwrap();
        }
        page.push_str("<ul><li>Your name and address</li><li>What you look at &amp; when</li></ul>");
    }
    page.push_str("</main><footer><a href=/>Home</a> © 2024 Example</footer></body></html>");
    page.into_bytes()
}

/// Seventy real pages, where `FINEPRINT_CORPUS` names a corpus.
pub fn real() -> Option<Vec<Vec<u8>>> {
    let corpus = std::env::var_os("FINEPRINT_CORPUS")?;
    let folders = ["html", "html-only", "stable"].map(|folder| Path::new(&corpus).join(folder));
    let mut files: Vec<_> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().flatten()).map(|file| file.path()).collect();
    files.sort();
    Some(files.into_iter().take(70).map(|file| fs::read(file).unwrap()).collect())
}

/// Pages that tempt a reader into quadratic time or memory; the last one tempts html5ever itself.
pub fn hostile() -> [(&'static str, Vec<u8>); 4] {
    let sentence = "We may share the data that you give us, e.g. your name. ";
    let page = |body: String| format!("<body><p>{sentence}</p>{body}").into_bytes();
    [
        ("20 MB", page(format!("<p>{sentence}</p>\n").repeat(20_000_000 / 64))),
        ("100,000 siblings", page("<li>Item</li>".repeat(100_000))),
        ("one line of 5 MB", page(sentence.repeat(5_000_000 / 56))),
        ("100,000 nested elements", page(format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000)))),
    ]
}
