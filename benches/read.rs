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

mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fineprint::capture::Capture;
use fineprint::{claim, document};
use pages::{capture, generated, hostile, real};

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

/// Real pages where there is a corpus, made ones elsewhere; seventy of them.
fn seventy() -> Vec<Capture> {
    let pages = real().unwrap_or_else(|| (0..70).map(|seed| generated(20_000 + 4_000 * seed, seed)).collect());
    pages.into_iter().map(capture).collect()
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
fn resist() {
    let [flat @ .., (name, nested)] = hostile();
    for (name, page) in flat {
        ratio(name, &[capture(page)], 2);
    }
    let nested = capture(nested);
    println!("{name}: read {:?}", timed(|| read(&nested)));
}

fn reading(criterion: &mut Criterion) {
    let large = [capture(generated(1_000_000, 0))];
    let seventy = seventy();
    ratio("one page of 1 MB", &large, 8);
    ratio("seventy pages", &seventy, 8);
    resist();
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
