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

mod pages;

use std::hint::black_box;

use fineprint::{claim, document};
use pages::{capture, generated, hostile, real};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The peak while a page is read and what was read is kept, in times of the page.
fn ratio(body: Vec<u8>) -> f64 {
    let capture = capture(body);
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

fn main() {
    // What is made once and kept is not the page's.
    ratio(generated(1_000_000, 0));
    print("one page of 1 MB", generated(1_000_000, 0));
    for (name, page) in hostile() {
        print(name, page);
    }
    let Some(pages) = real() else { return };
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
