//! Facts about reading and writing WARC files.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::reader::What;
use super::*;
use crate::source::fixity::ArchiveDigest;
use crate::source::{Fetched, Gap, Listing, Source as _, Window};
use crate::time::CapturedAt;

const PAGE: &str = "http://acme.example/terms";

fn now() -> CapturedAt {
    "2026-01-01".parse().unwrap()
}

fn record(kind: &str, at: &str, more: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {PAGE}\r\nWARC-Date: {at}\r\nWARC-Record-ID: <urn:uuid:{at}>\r\n{more}\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn response(at: &str, body: &str) -> String {
    record("response", at, "", &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}"))
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn records(bytes: &[u8]) -> Vec<Record> {
    Reader::new(bytes).unwrap().map(|record| record.unwrap()).collect()
}

fn warc_file(bytes: &[u8]) -> (tempfile::TempDir, WarcFile) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    std::fs::write(&path, bytes).unwrap();
    let warc = WarcFile::open(&path, now()).unwrap();
    (folder, warc)
}

fn bodies(warc: &WarcFile) -> Vec<String> {
    let Listing::Holdings(holdings) = warc.list(PAGE, Window::default()).unwrap() else { return Vec::new() };
    let body = |fetched| match fetched {
        Fetched::Archived(archived) => String::from_utf8(archived.capture.body).unwrap(),
        Fetched::Gap(gap) => gap.to_string(),
    };
    holdings.captures.iter().map(|held| body(warc.fetch(held).unwrap())).collect()
}

#[test]
fn a_file_is_read_packed_plain_and_packed_as_one() {
    let (one, two) = (response("2020-01-01T00:00:00Z", "A"), response("2020-01-02T00:00:00Z", "B"));
    let both = format!("{one}{two}");
    for bytes in [both.clone().into_bytes(), [packed(&one), packed(&two)].concat(), packed(&both)] {
        assert_eq!(records(&bytes).len(), 2);
    }
    for bytes in [both.into_bytes(), [packed(&one), packed(&two)].concat()] {
        assert_eq!(bodies(&warc_file(&bytes).1), ["A", "B"]);
    }
}

#[test]
fn a_record_s_place_gives_the_record() {
    let (one, two) = (response("2020-01-01T00:00:00Z", "A"), response("2020-01-02T00:00:00Z", "B"));
    for bytes in [[packed(&one), packed(&two)].concat(), format!("{one}{two}").into_bytes()] {
        let all = records(&bytes);
        for record in &all {
            let place = record.place.unwrap();
            let bytes_at = |at: u64| usize::try_from(at).unwrap();
            let (from, to) = (bytes_at(place.offset), bytes_at(place.offset + place.length));
            assert_eq!(read_one(&bytes[from..to]).unwrap().block, record.block);
        }
    }
}

#[test]
fn missing_line_ends_after_a_record_and_at_the_end_are_tolerated() {
    let one = response("2020-01-01T00:00:00Z", "A");
    let two = response("2020-01-02T00:00:00Z", "B");
    let tight = format!("{}\r\n{}", one.trim_end(), two.trim_end());
    assert_eq!(records(tight.as_bytes()).len(), 2);
    let loose = format!("\r\n{one}\r\n\r\n\r\n{two}\r\n\r\n");
    assert_eq!(records(loose.as_bytes()).len(), 2);
}

#[test]
fn field_names_in_any_case_folded_lines_and_doubled_names_are_read() {
    let text = "warc/1.1\r\nwarc-type: Response\r\nWARC-TARGET-URI: <http://a.example/>\r\nWARC-Date: 2020-01-01T00:00:00.123Z\r\n\
        WARC-Record-ID: <urn:uuid:urn:uuid:x>\r\nX-Long: one\r\n two\r\ncontent-length: 0\r\n\r\n\r\n\r\n";
    let record = &records(text.as_bytes())[0];
    assert_eq!(record.kind(), Kind::Response);
    assert_eq!(record.target(), Some("http://a.example/"));
    assert_eq!(record.id().as_deref(), Some("urn:uuid:x"));
    assert_eq!(record.field("x-long"), Some("one two"));
    assert_eq!(record.date(), "2020-01-01T00:00:00Z".parse().ok());
}

#[test]
fn what_is_no_record_is_an_error_with_its_place_and_the_rest_is_read() {
    let one = response("2020-01-01T00:00:00Z", "A");
    let text = format!("{one}rubbish\r\nmore\r\n{one}");
    let read: Vec<_> = Reader::new(text.as_bytes()).unwrap().collect();
    assert_eq!(read.len(), 3);
    let error = read[1].as_ref().unwrap_err();
    assert_eq!(error.what, What::NoRecord);
    assert!(error.offset >= one.len() as u64);
    let members = [packed(&one), packed("rubbish\r\n"), packed(&one)].concat();
    let read: Vec<_> = Reader::new(&members[..]).unwrap().map(|record| record.is_ok()).collect();
    assert_eq!(read, [true, false, true]);
}

#[test]
fn a_file_cut_off_anywhere_gives_whole_records_and_never_panics() {
    let whole =
        [packed(&response("2020-01-01T00:00:00Z", "A")), packed(&response("2020-01-02T00:00:00Z", "B"))].concat();
    for end in 0..whole.len() {
        let read = Reader::new(&whole[..end])
            .unwrap()
            .filter(|record| record.as_ref().is_ok_and(|record| !record.is_cut))
            .count();
        assert!(read <= 2);
    }
    let plain = response("2020-01-01T00:00:00Z", "A long enough body");
    let cut = &records(&plain.as_bytes()[..plain.len() - 12])[0];
    assert!(cut.is_cut && cut.is_truncated());
}

#[test]
fn hostile_lengths_and_heads_stop_at_the_caps() {
    let endless = format!("WARC/1.1\r\nX: {}", "x".repeat(3 << 20));
    assert!(Reader::new(endless.as_bytes()).unwrap().next().unwrap().is_err());
    let huge = "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 2147483648\r\n\r\nshort";
    assert!(records(huge.as_bytes())[0].is_cut);
    let bomb = packed(&response("2020-01-01T00:00:00Z", &"x".repeat(1 << 20)));
    let record = Reader::new(&bomb[..]).unwrap().with_block_limit(1000).next().unwrap().unwrap();
    assert_eq!((record.block.len(), record.is_cut), (1000, true));
    let lengthless = "WARC/1.1\r\nWARC-Type: response\r\n\r\n";
    assert!(Reader::new(lengthless.as_bytes()).unwrap().next().unwrap().is_err());
}

#[test]
fn chunk_framing_is_taken_off_where_it_is_and_digests_of_both_forms_hold() {
    use crate::source::fixity::ArchiveDigest;
    let framed = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    for (stored, hashed) in [(framed, "abcde"), (framed, framed), ("abcde", "abcde")] {
        let digest = format!("WARC-Payload-Digest: {}\r\n", ArchiveDigest::sha1(hashed.as_bytes()));
        let block = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{stored}");
        let (_folder, warc) = warc_file(record("response", "2020-01-01T00:00:00Z", &digest, &block).as_bytes());
        let Fetched::Archived(archived) = warc.fetch(&warc.captures()[0]).unwrap() else { panic!() };
        assert_eq!(archived.capture.body, b"abcde");
        assert_eq!(archived.record.archive.unwrap().digest_match, crate::source::fixity::Fixity::Wire);
    }
}

#[test]
fn a_revisit_has_the_body_that_it_refers_to_and_its_own_instant() {
    use crate::source::fixity::ArchiveDigest;
    let digest = format!("WARC-Payload-Digest: {}\r\n", ArchiveDigest::sha1(b"A"));
    let refers = format!("WARC-Refers-To-Target-URI: {PAGE}\r\nWARC-Refers-To-Date: 2020-01-01T00:00:00Z\r\n");
    let first = response("2020-01-01T00:00:00Z", "A");
    for how in [&digest, &refers] {
        let revisit = record("revisit", "2020-02-01T00:00:00Z", how, "HTTP/1.1 200 OK\r\nX: y\r\n\r\n");
        assert_eq!(bodies(&warc_file(format!("{first}{revisit}").as_bytes()).1), ["A", "A"]);
    }
    let lost = record("revisit", "2020-02-01T00:00:00Z", "", "");
    let (_folder, warc) = warc_file(lost.as_bytes());
    assert_eq!(warc.fetch(&warc.captures()[0]).unwrap(), Fetched::Gap(Gap::NeverArchived));
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_not_one_that_holds_nothing() {
    let listed = |bytes: &[u8]| warc_file(bytes).1.list(PAGE, Window::default()).unwrap();
    assert_eq!(listed(b""), Listing::None);
    for bytes in [&packed(&response("2020-01-01T00:00:00Z", "A"))[..20], b"rubbish", &[0x28, 0xb5, 0x2f, 0xfd]] {
        let Listing::Holdings(holdings) = listed(bytes) else { panic!("{bytes:?} is said to hold nothing") };
        assert_eq!((holdings.captures.len(), holdings.warnings.len()), (0, 1), "{bytes:?}");
    }
}

#[test]
fn the_head_of_a_message_is_read_so_far_as_any_server_sends_one() {
    let message = HttpMessage::parse(format!("HTTP/1.1 200 OK\r\n{}\r\nbody", "a: b\r\n".repeat(400_000)).as_bytes());
    assert_eq!((message.status(), message.body.as_slice()), (Some(200), &b"body"[..]));
    assert!((1_000_000 / 6..(1 << 20) / 6 + 1).contains(&message.headers.len()), "{}", message.headers.len());
}

#[test]
fn a_record_that_the_crawler_cut_is_flagged() {
    let (_folder, warc) = warc_file(
        record("response", "2020-01-01T00:00:00Z", "WARC-Truncated: length\r\n", "HTTP/1.1 200 OK\r\n\r\nA").as_bytes(),
    );
    let Fetched::Archived(archived) = warc.fetch(&warc.captures()[0]).unwrap() else { panic!() };
    assert!(archived.truncated);
}

#[test]
fn odd_status_lines_are_read() {
    for (line, status) in [
        ("HTTP/1.1 200", Some(200)),
        ("HTTP/1.0  404 Not Found", Some(404)),
        ("200 OK", Some(200)),
        ("", None),
        ("X", None),
    ] {
        assert_eq!(HttpMessage::parse(format!("{line}\r\n\r\n").as_bytes()).status(), status, "{line}");
    }
}

#[test]
fn what_is_kept_on_a_shelf_is_there_again_and_a_torn_end_is_cut_back() {
    let (_source, warc) = warc_file(
        [packed(&response("2020-01-01T00:00:00Z", "A")), packed(&response("2020-01-02T00:00:00Z", "B"))]
            .concat()
            .as_slice(),
    );
    let fetched: Vec<_> = warc
        .captures()
        .iter()
        .map(|held| match warc.fetch(held).unwrap() {
            Fetched::Archived(archived) => *archived,
            Fetched::Gap(gap) => panic!("{gap}"),
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shelf/acme.warc.gz");
    let mut shelf = Shelf::open(&path, now()).unwrap();
    for archived in &fetched {
        shelf.put(archived).unwrap();
    }
    assert_eq!(shelf.get(&warc.captures()[1]).as_ref(), Some(&fetched[1]));
    drop(shelf);
    let whole = std::fs::read(&path).unwrap();
    for torn in [1, 5, 40] {
        std::fs::write(&path, &whole[..whole.len() - torn]).unwrap();
        let mut shelf = Shelf::open(&path, now()).unwrap();
        assert_eq!(shelf.get(&warc.captures()[0]).as_ref(), Some(&fetched[0]));
        assert_eq!(shelf.get(&warc.captures()[1]), None);
        shelf.put(&fetched[1]).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), whole);
    }
    let shelf = Shelf::open(&path, now()).unwrap();
    assert_eq!(shelf.list().len(), 2);
    assert!(shelf.with_digest_of(&warc.captures()[0]).is_some());
    let mut other = warc.captures()[0].clone();
    if let Some(ArchiveDigest::Sha1(digest)) = &mut other.digest {
        digest[19] ^= 1;
    }
    assert_ne!(other.digest, warc.captures()[0].digest);
    assert!(shelf.with_digest_of(&other).is_none(), "a digest that only begins alike is another one");
}
