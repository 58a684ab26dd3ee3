//! How much memory reading a page takes at its peak, in times of the page, and how much scraper's tree of it alone takes: the
//! captured bytes are not counted.
//!
//! `FINEPRINT_CORPUS=… cargo bench --bench memory` reads real pages too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    missing_docs
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::{claim, document};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The peak while a page is read and what was read is kept, in times of the page.
fn ratio(body: Vec<u8>) -> f64 {
    let provenance = Provenance {
        url: Some("https://example.com/privacy".to_owned()),
        ..Provenance::new("2024-01-01".parse().unwrap(), "import")
    };
    let capture = Capture { provenance, media: MediaType::Html, body };
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    if let Ok(reading) = document::read(&capture) {
        black_box(claim::read(&reading.document, &reading.metadata, None));
    }
    (ALLOCATOR.peak_usage() - before) as f64 / capture.body.len() as f64
}

/// The same of scraper's tree alone, with nothing read from it.
fn tree(body: &[u8]) -> f64 {
    let text = String::from_utf8_lossy(body);
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    black_box(scraper::Html::parse_document(&text));
    (ALLOCATOR.peak_usage() - before) as f64 / body.len() as f64
}

fn print(name: &str, body: Vec<u8>) {
    let tree = tree(&body);
    println!("{name}: {:.1} times the page; scraper's tree alone {tree:.1}", ratio(body));
}

/// A policy of about 1 MB with the markup that real ones have.
fn generated() -> Vec<u8> {
    let mut page = String::from("<!DOCTYPE html><html lang=en><head><title>Privacy Policy</title></head><body><main>");
    let mut section = 0;
    while page.len() < 1_000_000 {
        section += 1;
        write!(page, "<h2 id=\"s{section}\" class=\"heading\">{section}. How we use what you give us</h2>").unwrap();
        for paragraph in 0..6 {
            write!(page, "<div class=\"row\"><p class=\"text c{paragraph}\">We may share the data that you give us, e.g. your name, with companies that work for us under Section {section}.{paragraph}. We never sell it; see <a href=\"https://example.com/terms?id={section}\">our terms</a> for <strong>details</strong>.</p></div>").unwrap();
        }
        page.push_str("<ul><li>Your name and address</li><li>What you look at &amp; when</li></ul>");
    }
    page.into_bytes()
}

fn main() {
    let sentence = "We may share the data that you give us, e.g. your name. ";
    let page = |body: String| format!("<body><p>{sentence}</p>{body}").into_bytes();
    // What is made once and kept is not the page's.
    ratio(generated());
    print("one page of 1 MB", generated());
    print("20 MB", page(format!("<p>{sentence}</p>\n").repeat(20_000_000 / 64)));
    print("100,000 siblings", page("<li>Item</li>".repeat(100_000)));
    print("one line of 5 MB", page(sentence.repeat(5_000_000 / 56)));
    let nested = format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    print("100,000 nested elements", page(nested));
    let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") else { return };
    let folders = ["html", "html-only", "stable"].map(|folder| Path::new(&corpus).join(folder));
    let mut files: Vec<_> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().flatten()).map(|file| file.path()).collect();
    files.sort();
    let pages: Vec<Vec<u8>> = files.iter().take(70).map(|file| fs::read(file).unwrap()).collect();
    let (middle, most) = spread(pages.iter().map(|page| tree(page)));
    println!("seventy pages, scraper's trees alone: {middle:.1} times in the middle, {most:.1} at most");
    let (middle, most) = spread(pages.into_iter().map(ratio));
    println!("seventy pages: {middle:.1} times in the middle, {most:.1} at most");
}

fn spread(ratios: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    (ratios[ratios.len() / 2], ratios[ratios.len() - 1])
}
