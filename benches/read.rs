//! How long reading a page takes, in times of what html5ever needs to parse the same bytes, measured in the same run.
//!
//! `FINEPRINT_CORPUS=… cargo bench --bench read` reads real pages; without it, pages made here.

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
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::{claim, document};

fn capture(body: Vec<u8>) -> Capture {
    let provenance = Provenance {
        url: Some("https://example.com/privacy".to_owned()),
        ..Provenance::new("2024-01-01".parse().unwrap(), "import")
    };
    Capture { provenance, media: MediaType::Html, body }
}

/// All that reading means: decode, parse, content, outline, sentences, claims.
fn read(capture: &Capture) {
    if let Ok(reading) = document::read(black_box(capture)) {
        black_box(claim::read(&reading.document, &reading.metadata, None));
    }
}

/// The floor: html5ever's parse of the same bytes into the tree that scraper keeps.
fn parse(capture: &Capture) {
    black_box(scraper::Html::parse_document(&String::from_utf8_lossy(black_box(&capture.body))));
}

/// A policy of about `bytes` bytes with the markup that real ones have.
fn generated(bytes: usize, seed: usize) -> Capture {
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
    capture(page.into_bytes())
}

/// Real pages where there is a corpus, made ones elsewhere; seventy of them.
fn pages() -> Vec<Capture> {
    let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") else {
        return (0..70).map(|seed| generated(20_000 + 4_000 * seed, seed)).collect();
    };
    let folders = ["html", "html-only", "stable"].map(|folder| Path::new(&corpus).join(folder));
    let mut files: Vec<_> =
        folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().flatten()).map(|file| file.path()).collect();
    files.sort();
    files.into_iter().take(70).map(|file| capture(fs::read(file).unwrap())).collect()
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The best of several rounds for each page, each round right after its floor: what a busy machine adds is not ours.
fn ratio(name: &str, captures: &[Capture], rounds: usize) {
    let (mut parsed, mut done) = (Duration::ZERO, Duration::ZERO);
    for capture in captures {
        let rounds: Vec<_> = (0..rounds).map(|_| (timed(|| parse(capture)), timed(|| read(capture)))).collect();
        parsed += rounds.iter().map(|round| round.0).min().unwrap_or_default();
        done += rounds.iter().map(|round| round.1).min().unwrap_or_default();
    }
    println!("{name}: read {done:?}, parse {parsed:?}, ratio {:.2}", done.as_secs_f64() / parsed.as_secs_f64());
}

/// Pages that tempt a reader into quadratic time, each in times of its own parse.
fn hostile() {
    let sentence = "We may share the data that you give us, e.g. your name. ";
    let page = |body: String| [capture(format!("<body><p>{sentence}</p>{body}").into_bytes())];
    ratio("20 MB", &page(format!("<p>{sentence}</p>\n").repeat(20_000_000 / 64)), 1);
    ratio("100,000 siblings", &page("<li>Item</li>".repeat(100_000)), 2);
    ratio("one line of 5 MB", &page(sentence.repeat(5_000_000 / 56)), 2);
    let nested = page(format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000)));
    println!("100,000 nested elements: read {:?}", timed(|| read(&nested[0])));
}

fn reading(criterion: &mut Criterion) {
    let large = [generated(1_000_000, 0)];
    let seventy = pages();
    ratio("one page of 1 MB", &large, 8);
    ratio("seventy pages", &seventy, 8);
    hostile();
    for (name, captures) in [("1 MB page", &large[..]), ("70 pages", &seventy[..])] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(captures.iter().map(|c| c.body.len() as u64).sum()));
        group.bench_function("parse", |bencher| bencher.iter(|| captures.iter().for_each(parse)));
        group.bench_function("read", |bencher| bencher.iter(|| captures.iter().for_each(read)));
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
