//! What arbitrary bytes may never do: one function a way into the tool, for any fuzzer to call.
//! A broken promise is a panic. Must not know a fuzzer.

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::document::{self, Part, Reading, Selection, SkipReason, fingerprint, markdown};
use fineprint::{claim, source};

fn capture(media: MediaType, bytes: &[u8]) -> Option<Capture> {
    let provenance = Provenance {
        url: Some("https://www.example.com/legal/privacy".to_owned()),
        ..Provenance::new("2024-01-01".parse().ok()?, "import")
    };
    Some(Capture { provenance, media, body: bytes.to_vec() })
}

/// What holds for every text that was read: written down it reads back the same, and nothing in it steers a terminal.
fn holds(reading: Result<Reading, SkipReason>) {
    let Ok(reading) = reading else { return };
    let written = markdown::write(&reading.document);
    let again = markdown::read(&written);
    assert_eq!(again.title, reading.document.title, "{written}");
    assert_eq!(again.sections, reading.document.sections, "{written}");
    assert_eq!(markdown::write(&again), written);
    assert_eq!(fingerprint(&again), fingerprint(&reading.document));
    let steers =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!written.contains(steers), "{written:?}");
    claim::read(&reading.document, &reading.metadata, None);
    document::references(&reading.document);
}

/// A web page.
pub fn html(bytes: &[u8]) {
    let Some(capture) = capture(MediaType::Html, bytes) else { return };
    holds(document::read(&capture));
}

/// A web page after a line that is a selector.
pub fn select(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return };
    let selector = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let (select, remove) = match selector.split_once('|') {
        Some((from, before)) => (Part::range(from, before), Part::Matching(before.to_owned())),
        None => (Part::Matching(selector.clone()), Part::range(selector, "p")),
    };
    let Some(capture) = capture(MediaType::Html, &bytes[end + 1..]) else { return };
    if let Ok(selection) = Selection::new(&[select], &[]) {
        holds(document::read_with(&capture, &selection));
    }
    if let Ok(selection) = Selection::new(&[], &[remove]) {
        holds(document::read_with(&capture, &selection));
    }
}

/// A text of Markdown or of none, and a `policy.md` that somebody wrote by hand.
pub fn markdown(bytes: &[u8]) {
    for media in [MediaType::Markdown, MediaType::Text] {
        let Some(capture) = capture(media, bytes) else { return };
        holds(document::read(&capture));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let written = markdown::write(&markdown::read(text));
        assert_eq!(markdown::write(&markdown::read(&written)), written);
    }
}

/// Sentences that may state dates and make promises.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let document = document::outline::outline(document::plain::draft(text));
    let metadata: Vec<_> = text
        .lines()
        .take(20)
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| document::MetadataDate {
            place: document::MetadataPlace::Meta,
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .collect();
    let claims = claim::read(&document, &metadata, text.lines().next());
    assert!(claims.dates.len() <= text.len() + 1);
    let _ = text.parse::<fineprint::time::CapturedAt>();
    let _ = text.parse::<fineprint::time::PartialDate>();
}

/// A PDF, or what stands on the pages of one.
pub fn pdf(bytes: &[u8]) {
    let Some(capture) = capture(MediaType::Pdf, bytes) else { return };
    if let Ok(sheets) = document::pdf::sheets(bytes) {
        holds(document::read_sheets(&capture, &sheets));
    }
    holds(document::read_sheets(&capture, &scattered(bytes)));
}

/// Pages on which bytes say what stands where, so that the layout is reached without a file format.
fn scattered(bytes: &[u8]) -> document::pdf::Sheets {
    let words = [
        "We",
        "share data",
        "•",
        "1.",
        "(a)",
        "co-",
        "operate.",
        "Page 1 of 2",
        "# x",
        "---",
        " ",
        "\u{FB01}",
        "March 1, 2020",
    ];
    let run = |piece: &[u8]| document::pdf::Run {
        x: f32::from(piece[0]) * 2.3,
        y: f32::from(piece[1]) * 3.3,
        width: f32::from(piece[2]),
        size: f32::from(piece[3]) / 8.0,
        bold: piece[4] & 1 != 0,
        slanted: piece[4] & 2 != 0,
        hidden: piece[4] & 4 != 0,
        text: words[usize::from(piece[5]) % words.len()].to_owned(),
    };
    let sheet = |page: &[u8]| document::pdf::Sheet {
        width: 595.0,
        height: 842.0,
        runs: page.chunks_exact(6).map(run).collect(),
    };
    document::pdf::Sheets { sheets: bytes.chunks(600).take(40).map(sheet).collect(), ..Default::default() }
}

/// A file of web captures.
pub fn warc(bytes: &[u8]) {
    let Ok(reader) = source::warc::Reader::new(bytes) else { return };
    for record in reader.with_block_limit(1 << 20).take(1000) {
        if let Ok(record) = record {
            let _ = format!("{record:?}");
        }
    }
    let _ = source::warc::read_one(bytes);
}
