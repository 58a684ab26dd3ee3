//! The cases of every finding: the smallest pages that show it, and the nearest ones that must not.
//!
//! `tests/cases/KIND/{fires,quiet}/CASE/` is a history: each file is a capture named after its instant, such as
//! `2024-04-29T1230.md`; `2013-06-01.404` is a look that found no page. Every rule runs on every case: a case that fires
//! fires its own kind and nothing that the file `also` does not name, one kind a line; a quiet case never fires it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fineprint::capture::{Capture, Digest, MediaType, Provenance};
use fineprint::finding::{self, Certainty, FindingKind};
use fineprint::time::CapturedAt;
use fineprint::timeline::{Dated, Look, Outcome, Timeline};
use fineprint::{claim, document};

const KINDS: &[FindingKind] = &[
    FindingKind::BackDated,
    FindingKind::SilentChange,
    FindingKind::UndatedChange,
    FindingKind::Retroactive,
    FindingKind::ShortNotice,
    FindingKind::DateOnly,
    FindingKind::Anachronism,
    FindingKind::ContradictingDates,
    FindingKind::DanglingReference,
    FindingKind::Reverted,
    FindingKind::Flapping,
    FindingKind::Disappeared,
];

fn id(kind: FindingKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn cases(kind: &str, side: &str) -> Vec<PathBuf> {
    folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(kind).join(side))
}

/// `2024-04-29T1230` or `2024-04-29`.
fn instant(stem: &str) -> CapturedAt {
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    format!("{digits:0<14}").parse().unwrap()
}

fn history(case: &Path) -> Timeline {
    let mut files: Vec<_> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut captures, mut missing) = (Vec::new(), Vec::new());
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let media = match file.extension().and_then(|extension| extension.to_str()) {
            Some("md") => MediaType::Markdown,
            Some("html") => MediaType::Html,
            Some("404") => {
                missing.push(look(instant(stem)));
                continue;
            }
            _ => continue,
        };
        let capture = Capture { provenance: provenance(instant(stem), 200), media, body: fs::read(&file).unwrap() };
        let reading = document::read(&capture).map(|reading| {
            let claims = claim::read(&reading.document, &reading.metadata, None);
            (Arc::new(reading.document), claims)
        });
        captures.push(Dated { digest: capture.digest(), media, reading, provenance: capture.provenance });
    }
    let mut timeline = Timeline::fold("example/policy".parse().unwrap(), captures);
    timeline.looks.extend(missing);
    timeline.looks.sort_by_key(|look| look.provenance.captured_at);
    timeline
}

fn provenance(captured_at: CapturedAt, status: u16) -> Provenance {
    Provenance {
        url: Some("https://example.com/policy".to_owned()),
        status: Some(status),
        ..Provenance::new(captured_at, "import")
    }
}

fn look(at: CapturedAt) -> Look {
    Look { provenance: provenance(at, 404), digest: Some(Digest::of(b"")), outcome: Outcome::Failed }
}

fn found(case: &Path) -> BTreeSet<String> {
    finding::check(&history(case)).into_iter().map(|finding| id(finding.kind)).collect()
}

#[test]
fn every_kind_has_a_case_that_fires_and_one_that_stays_quiet() {
    for kind in KINDS.iter().copied().map(id) {
        for side in ["fires", "quiet"] {
            assert!(!cases(&kind, side).is_empty(), "tests/cases/{kind}/{side} has no case");
        }
    }
}

#[test]
fn every_case_fires_what_it_shows_and_nothing_else() {
    for kind in KINDS.iter().copied().map(id) {
        for case in cases(&kind, "fires") {
            let also = fs::read_to_string(case.join("also")).unwrap_or_default();
            let mut expected: BTreeSet<String> = also.lines().map(str::to_owned).collect();
            expected.insert(kind.clone());
            assert_eq!(found(&case), expected, "{}", case.display());
        }
    }
}

#[test]
fn no_quiet_case_fires_what_it_is_about() {
    for kind in KINDS.iter().copied().map(id) {
        for case in cases(&kind, "quiet") {
            // What the captures cannot decide is told, and held against nobody.
            let findings = finding::check(&history(&case));
            let held = findings.iter().filter(|finding| finding.certainty > Certainty::Unknown);
            assert!(!held.into_iter().any(|finding| id(finding.kind) == kind), "{}: {findings:?}", case.display());
        }
    }
}
