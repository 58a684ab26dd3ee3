//! Bytes that somebody made to break the reader: cut, mangled, huge. Whatever comes, there is an answer or an error, within
//! bounds, and never a panic.

use std::io::BufReader;

use fineprint::capture::{Capture, MediaType, Provenance};
use fineprint::source::archive::Archive;
use fineprint::source::record::CaptureRecord;
use fineprint::source::replay::{Answer, Replay, classify};
use fineprint::source::warc::{HttpMessage, Reader, Shelf, WarcFile, Writer};
use fineprint::source::{Archived, Holding, cdx, coding, http_date, link, memento, surt, timemap, wacz};
use fineprint::time::CapturedAt;
use proptest::prelude::*;

const PAGE: &str = "http://acme.example/terms";
const DIGEST: &str = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYA";

fn now() -> CapturedAt {
    "2026-01-01".parse().unwrap()
}

fn archived(at: &str, body: &str) -> Archived {
    let provenance = Provenance {
        url: Some(PAGE.to_owned()),
        status: Some(200),
        content_type: Some("text/html".to_owned()),
        ..Provenance::new(at.parse().unwrap(), "test")
    };
    Archived::of_capture(Capture { provenance, media: MediaType::Html, body: body.into() }, None)
}

/// One good example of everything that comes from outside.
fn examples() -> Vec<Vec<u8>> {
    let plain = format!("example,acme)/terms 20200102030405 {PAGE} text/html 200 {DIGEST} 1234\n\nkey%3A\n");
    let array = format!(
        r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],["k","20200102030405","{PAGE}","text/html","200","{DIGEST}","1"],[],["k"]]"#
    );
    let cdxj = format!(
        r#"example,acme)/terms 20200102030405 {{"url":"{PAGE}","status":"200","length":1,"offset":2,"filename":"f"}}"#
    );
    let links = format!(
        "<{PAGE}>; rel=\"original\", <http://x/web/20200102030405/{PAGE}>; rel=\"first memento\"; datetime=\"Thu, 02 Jan 2020 03:04:05 GMT\""
    );
    let memgator = format!(r#"{{"mementos":{{"list":[{{"datetime":"2020-01-02T03:04:05Z","uri":"{PAGE}"}}]}}}}"#);
    let http = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n".to_owned();
    let mut all: Vec<Vec<u8>> = [plain, array, cdxj, links, memgator, http].map(String::into_bytes).to_vec();
    all.push(warc());
    all.push(wacz());
    all
}

fn warc() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), 0);
    writer.warcinfo("a.warc.gz", now()).unwrap();
    writer.capture(&archived("20200102030405", "We share nothing.")).unwrap();
    writer.capture(&archived("20210102030405", "We share a little.")).unwrap();
    writer.finish().unwrap()
}

fn wacz() -> Vec<u8> {
    let mut packer = wacz::pack::Packer::begin(std::io::Cursor::new(Vec::new()), "Terms", now());
    packer.captures([Ok(archived("20200102030405", "We share nothing."))]).unwrap();
    packer.finish().unwrap().into_inner()
}

/// Gives the bytes to every reader there is.
fn read_in_every_way(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let page = cdx::parse(bytes);
    for row in page.iter().flat_map(|page| &page.rows) {
        assert!(row.original.starts_with("http") || row.original.starts_with("HTTP"), "{row:?}");
    }
    for bad in page.iter().flat_map(|page| &page.bad) {
        assert!(bad.len() <= 120 && !bad.chars().any(char::is_control), "{bad:?}");
    }
    let _ = timemap::parse(bytes, PAGE);
    let _ = (link::parse(&text), http_date::parse(&text), memento::parse(&text), surt::key(&text));
    let _ = (HttpMessage::parse(bytes), CaptureRecord::parse(&text));
    for label in ["", "gzip", "br", "deflate", "gzip, br"] {
        assert!(
            coding::decode(bytes, &[label], 1 << 16).map_or(0, |decoded| decoded.body.len())
                <= (1 << 16).max(bytes.len())
        );
    }
    let records = Reader::new(BufReader::new(bytes)).unwrap().with_block_limit(1 << 16);
    assert!(records.take(10_000).flatten().all(|record| record.block.len() <= 1 << 16));
    let headers =
        vec![("memento-datetime".to_owned(), text.clone().into_owned()), ("location".to_owned(), text.into_owned())];
    for status in [200, 302, 404] {
        let answer = Answer { status, headers: &headers, body: bytes };
        if let Replay::Memento(memento) = classify(answer, &Archive::internet_archive(), PAGE) {
            let _ = memento.is_of(PAGE);
        }
    }
}

fn read_from_a_file(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    std::fs::write(&path, bytes).unwrap();
    if let Ok(package) = wacz::open(&path, &folder.path().join("unpacked")) {
        assert!(package.warcs.iter().all(|warc| warc.starts_with(folder.path().join("unpacked"))));
    }
    if let Ok(file) = WarcFile::open(&path, now()) {
        use fineprint::source::Source as _;
        for held in file.captures() {
            let _ = file.fetch(&held);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_no_danger(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_in_every_way(&bytes);
    }

    #[test]
    fn arbitrary_lines_are_no_danger(text in "([a-z,)(/ {}\\[\\]\":;<>=0-9.\r\n\u{0}é-]{0,40}(20200102030405| http://a.b/|\"status\"|WARC/1.1\r\n|Content-Length: )){0,8}") {
        read_in_every_way(text.as_bytes());
    }

    #[test]
    fn what_was_good_and_is_mangled_is_no_danger(
        which in 0..8usize, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
        twice in any::<bool>(),
    ) {
        let mut bytes = examples().swap_remove(which);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes.truncate(cut.index(bytes.len()) + 1);
        if twice {
            bytes.extend(examples().swap_remove(which));
        }
        read_in_every_way(&bytes);
        read_from_a_file(&bytes);
    }
}

#[test]
fn a_shelf_cut_at_any_byte_keeps_every_whole_capture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shelf.warc.gz");
    let held = |at: &str| Holding::new(at.parse().unwrap(), PAGE);
    let kept = |shelf: &Shelf| ["20200102030405", "20210102030405"].map(|at| shelf.get(&held(at)).is_some());
    let word = |mut archived: Archived| {
        archived.record.archive = Some(fineprint::source::record::ArchiveWord {
            memento_datetime: archived.capture.provenance.captured_at,
            ..fineprint::source::record::ArchiveWord::of(&archived.capture.provenance)
        });
        archived
    };
    let mut shelf = Shelf::open(&path, now()).unwrap();
    shelf.put(&word(archived("20200102030405", "We share nothing."))).unwrap();
    let middle = std::fs::metadata(&path).unwrap().len();
    shelf.put(&word(archived("20210102030405", "We share a little."))).unwrap();
    drop(shelf);
    let whole = std::fs::read(&path).unwrap();
    let middle_byte = usize::try_from(middle).unwrap();
    let around = middle_byte - 12..middle_byte + 14;
    for length in (0..whole.len()).step_by(29).chain(around).chain([whole.len() - 1]) {
        std::fs::write(&path, &whole[..length]).unwrap();
        let mut shelf = Shelf::open(&path, now()).unwrap();
        let first_is_whole = length as u64 >= middle;
        assert_eq!(kept(&shelf), [first_is_whole, false], "cut at {length} of {}", whole.len());
        // What is put after a cut is there in the next run.
        if length % 5 == 0 || length.abs_diff(middle_byte) < 14 {
            shelf.put(&word(archived("20210102030405", "We share a little."))).unwrap();
            drop(shelf);
            assert_eq!(kept(&Shelf::open(&path, now()).unwrap()), [first_is_whole, true], "cut at {length}");
        }
    }
}

#[test]
fn huge_answers_are_read_within_bounds() {
    let line = "x".repeat(5_000_000);
    assert!(cdx::parse(line.as_bytes()).is_err());
    assert!(cdx::parse("[".repeat(100_000).as_bytes()).is_err());
    assert!(cdx::parse(format!("{}{}", "{\"a\":".repeat(50_000), "1").as_bytes()).is_err());
    let row = format!("example,acme)/terms 20200102030405 {PAGE} text/html 200 {DIGEST} 1234\n");
    assert_eq!(cdx::parse(row.repeat(50_000).as_bytes()).unwrap().rows.len(), 50_000);
    let data = row.replace(PAGE, &format!("http://acme.example/data:image/png;base64,{}", "A".repeat(1_000_000)));
    assert_eq!(cdx::parse(data.as_bytes()).unwrap().not_web, 1);
    assert!(link::parse(&"<".repeat(1_000_000)).is_empty());
    assert_eq!(
        timemap::parse(format!("<{PAGE}>; rel=memento; datetime=\"{line}\"").as_bytes(), PAGE).unwrap().undated,
        1
    );
    let endless = format!("WARC/1.1\r\nA: {}", "b".repeat(3_000_000));
    assert!(Reader::new(endless.as_bytes()).unwrap().next().unwrap().is_err());
    let lies = "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nshort";
    assert!(Reader::new(lies.as_bytes()).unwrap().next().unwrap().unwrap().is_cut);
}
