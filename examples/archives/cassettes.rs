//! The client against recorded traffic of the real archives.

use std::collections::BTreeSet;
use std::path::Path;

use data_encoding::BASE64;
use fineprint::document::{self, markdown};
use fineprint::source::archived::{Fetched, Gap};
use fineprint::source::cdx::{self, CdxError};
use fineprint::source::fixity::Fixity;
use fineprint::source::holding::{Holding, arrange, distinct_digests};
use fineprint::source::visit::{End, visit};
use fineprint::source::{Source as _, coding};
use serde_json::Value;

use super::{Checks, client};

pub fn run(base: &str, folder: &str, checks: &mut Checks) {
    let folder = Path::new(folder);
    indexes(folder, checks);
    replays(base, checks);
    pairs(base, folder, checks);
}

struct Interaction {
    url: String,
    body: Vec<u8>,
}

fn interactions(folder: &Path, name: &str) -> Vec<Interaction> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    let cassette: Value = serde_json::from_str(&text).unwrap();
    let interaction = |value: &Value| {
        let response = &value["response"];
        let headers = response["headers"].as_array().unwrap();
        let labels: Vec<&str> = headers
            .iter()
            .filter(|header| header[0].as_str().unwrap().eq_ignore_ascii_case("content-encoding"))
            .map(|header| header[1].as_str().unwrap())
            .collect();
        let wire = BASE64.decode(response["body_base64"].as_str().unwrap().as_bytes()).unwrap();
        let body = coding::decode(&wire, &labels, 1 << 26).unwrap().body;
        Interaction { url: value["request"]["url"].as_str().unwrap().to_owned(), body }
    };
    cassette["interactions"].as_array().unwrap().iter().map(interaction).collect()
}

fn rows_of(pages: &[Interaction]) -> Vec<Holding> {
    arrange(pages.iter().flat_map(|page| cdx::parse(&page.body).unwrap().rows).collect())
}

fn indexes(folder: &Path, checks: &mut Checks) {
    checks.equal("cdx-pages-2022: distinct rows", rows_of(&interactions(folder, "cdx-pages-2022")).len(), 96);
    let basic = rows_of(&interactions(folder, "cdx-basic"));
    checks.equal("cdx-basic: one capture listed three times", basic.len(), 1);
    let revisits = rows_of(&interactions(folder, "cdx-small-revisits"));
    checks.equal("cdx-small-revisits", revisits.iter().filter(|row| row.revisit).count(), 3);
    let blocked = &interactions(folder, "cdx-blocked")[0];
    checks.equal("cdx-blocked", cdx::parse(&blocked.body).err(), Some(CdxError::Excluded));
    let malformed: Vec<cdx::Page> =
        interactions(folder, "cdx-malformed-rows").iter().map(|page| cdx::parse(&page.body).unwrap()).collect();
    let (not_web, bad): (usize, usize) =
        (malformed.iter().map(|page| page.not_web).sum(), malformed.iter().map(|page| page.bad.len()).sum());
    checks.equal("cdx-malformed-rows: no web pages, bad lines", (not_web >= 3, bad), (true, 0));
    checks.holds("cdx-malformed-rows: mended", malformed.iter().any(|page| page.rows.iter().any(|row| row.mended)));
    let json = &interactions(folder, "cdx-json-2025")[0];
    checks.holds("cdx-json-2025", cdx::parse(&json.body).unwrap().rows.len() >= 5);
    let mixed = interactions(folder, "cdx-json-and-commoncrawl-range");
    let own = cdx::parse(&mixed[0].body).unwrap().rows;
    let crawl = cdx::parse(&mixed[1].body).unwrap().rows;
    checks.holds("common crawl: record place", own[0].record.is_none() && crawl[0].record.is_some());
    for name in ["cdx-from", "cdx-filter", "cdx-filter-two"] {
        for page in interactions(folder, name) {
            let page = cdx::parse(&page.body).unwrap();
            checks.equal(&format!("{name}: bad lines"), page.bad.len(), 0);
        }
    }
    overlapping_pages(&interactions(folder, "cdx-from"), checks);
}

/// Two listings of a thousand lines that begin five hours apart: most lines repeat others of the same page, and nearly all
/// of the second those of the first. The numbers are those of `sort -u` over the lines without their lengths.
fn overlapping_pages(pages: &[Interaction], checks: &mut Checks) {
    let counted = pages.iter().map(|page| {
        let page = cdx::parse(&page.body).unwrap();
        let rows = arrange(page.rows);
        (page.lines, rows.len(), distinct_digests(&rows))
    });
    checks.equal("cdx-from: lines, rows, digests", counted.collect(), vec![(1000, 484, 219), (1000, 485, 219)]);
    let both = rows_of(pages);
    checks.equal("cdx-from: both pages", (both.len(), distinct_digests(&both)), (486, 219));
}

fn held(timestamp: &str, original: &str) -> Holding {
    Holding::new(timestamp.parse().unwrap(), original)
}

fn replays(base: &str, checks: &mut Checks) {
    let archive = client(&format!("wayback:{base}"));
    let never = archive.fetch(&held("20170929002712", "https://this-is-not-real-url.whatever/")).unwrap();
    checks.equal("never archived", never, Fetched::Gap(Gap::NeverArchived));
    let inexact = archive.fetch(&held("20171124000000", "https://www.fws.gov/birds/")).unwrap();
    checks.holds(
        &format!("inexact: {inexact:?}"),
        matches!(&inexact, Fetched::Gap(Gap::Substituted(at, _)) if at.compact() == "20171124151315"),
    );
    let looped = visit(
        &archive,
        &held("20200925075402", "https://link.springer.com/article/10.1007/s00382-012-1331-2"),
        86_400,
        None,
    );
    let looped = looped.unwrap();
    checks.equal("redirect loop", looped.end, End::Loop);
    checks.equal("redirect loop: captures", looped.captures.len(), 2);
}

/// Every recorded raw capture: the body's digest is the one that the recorder computed.
fn pairs(base: &str, folder: &Path, checks: &mut Checks) {
    let archive = client(&format!("wayback:{base}"));
    let mut listed: BTreeSet<Holding> = BTreeSet::new();
    let (mut captures, mut gaps, mut read) = (0, 0, Vec::new());
    let mut matches = std::collections::BTreeMap::<String, usize>::new();
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let all: Vec<Interaction> =
        names.iter().filter(|name| *name != "tsa-replies").flat_map(|name| interactions(folder, name)).collect();
    for interaction in &all {
        if interaction.url.contains("/cdx/") {
            listed.extend(cdx::parse(&interaction.body).map(|page| page.rows).unwrap_or_default());
        }
    }
    for interaction in all.iter().filter(|interaction| interaction.url.contains("id_/")) {
        let memento = fineprint::source::memento::parse(&interaction.url).unwrap();
        let at = memento.captured_at;
        let row = listed
            .iter()
            .find(|row| row.captured_at == at && fineprint::source::surt::same_page(&row.original, &memento.original));
        let asked = Holding {
            original: memento.original.as_str().into(),
            ..row.cloned().unwrap_or_else(|| Holding::new(at, ""))
        };
        match archive.fetch(&asked).unwrap() {
            Fetched::Archived(archived) => {
                captures += 1;
                if let Ok(reading) = document::read(&archived.capture) {
                    read.push(markdown::write(&reading.document));
                }
                let word = archived.record.archive.as_ref().unwrap();
                checks.equal(
                    &format!("{} names its instant", interaction.url),
                    archived.capture.provenance.captured_at,
                    at,
                );
                if word.digest_match != Fixity::Absent {
                    *matches.entry(format!("{:?}", word.digest_match)).or_default() += 1;
                }
            }
            Fetched::Gap(_) => gaps += 1,
        }
    }
    // Pages in UTF-8 that say so in a meta element alone, one of them in Japanese.
    let garbled =
        |text: &&String| ["\u{fffd}", "\u{e2}\u{20ac}", "\u{c3}\u{a9}"].iter().any(|signs| text.contains(signs));
    checks.equal("charsets: pages with garbled words", read.iter().filter(garbled).count(), 0);
    let is_hiragana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
    let japanese = read.iter().filter(|text| text.matches(is_hiragana).count() > 100).count();
    checks.holds(&format!("charsets: {japanese} of {} pages in Japanese", read.len()), japanese >= 1 && read.len() > 5);
    println!("{captures} captures, {gaps} gaps, digests {matches:?}");
    checks.holds("captures were played", captures > 10);
    checks.holds("gaps were met", gaps > 3);
}
