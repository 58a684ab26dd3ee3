//! Facts about reading indexes.

use super::query::encoded;
use super::*;

const DIGEST: &str = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";

fn plain(timestamp: &str, rest: &str) -> String {
    format!("example,acme)/terms {timestamp} http://acme.example/terms {rest}\n")
}

fn row(timestamp: &str) -> String {
    plain(timestamp, &format!("text/html 200 {DIGEST} 1234"))
}

/// The rows of a page, without the words in which they came.
fn rows(text: &str) -> Vec<Holding> {
    let rows = parse(text.as_bytes()).unwrap().rows.into_iter();
    rows.map(|row| Holding { row: None, ..row }).collect()
}

#[test]
fn a_row_is_kept_as_it_came_for_the_record() {
    let line = row("20200102030405");
    assert_eq!(parse(line.as_bytes()).unwrap().rows[0].row.as_deref(), Some(line.trim()));
    let long = line.replace("/terms", &format!("/terms?{}", "x".repeat(5000)));
    assert_eq!(parse(long.as_bytes()).unwrap().rows[0].row, None);
}

#[test]
fn every_dialect_gives_the_same_row() {
    let json = format!(
        r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],
        ["example,acme)/terms","20200102030405","http://acme.example/terms","text/html","200","{DIGEST}","1234"]]"#
    );
    let cdxj = format!(
        r#"example,acme)/terms 20200102030405 {{"url":"http://acme.example/terms","mime":"text/html","status":"200","digest":"sha1:{DIGEST}","length":1234,"is_fuzzy":true}}"#
    );
    let ndjson = format!(
        r#"{{"urlkey":"example,acme)/terms","timestamp":"20200102030405","url":"http://acme.example/terms","mime":"text/html","status":"200","digest":"{DIGEST}","length":"1234","source":"x"}}"#
    );
    let expected = rows(&row("20200102030405"));
    assert_eq!(expected[0].status, Some(200));
    assert_eq!(expected[0].captured_at.to_string(), "2020-01-02T03:04:05Z");
    for text in [json, cdxj, ndjson] {
        assert_eq!(rows(&text), expected, "{text}");
    }
}

#[test]
fn nine_and_eleven_fields_and_a_header_line_are_read() {
    let nine = plain("20200102030405", &format!("text/html 200 {DIGEST} - 99 a.warc.gz"));
    let eleven = plain("20200102030405", &format!("text/html 200 {DIGEST} - - 1234 99 a.warc.gz"));
    assert_eq!(rows(&nine)[0].record, None);
    let place = rows(&eleven)[0].record.clone().unwrap();
    assert_eq!((place.file.as_str(), place.offset, place.length), ("a.warc.gz", 99, 1234));
    let headed = format!(" CDX N b a m s k S\n{}", row("20200102030405"));
    assert_eq!(rows(&headed), rows(&row("20200102030405")));
}

#[test]
fn nothing_held_is_said_in_many_ways() {
    for text in
        ["", "\n", "[]", "[[\"urlkey\",\"timestamp\"]]", r#"{"message": "No Captures found for: acme.example"}"#]
    {
        assert_eq!(parse(text.as_bytes()), Ok(Page::default()), "{text}");
    }
}

#[test]
fn a_revisit_has_no_status_and_no_media_type_of_its_own() {
    let text = plain("20200102030405", &format!("warc/revisit - {DIGEST} 500"));
    let row = &rows(text.trim_end())[0];
    assert!(row.revisit);
    assert_eq!((row.status, row.media_type.as_deref()), (None, None));
    assert!(row.digest.is_some());
}

#[test]
fn an_unknown_media_type_and_an_unknown_length_are_no_errors() {
    let row = &rows(&plain("20200102030405", &format!("unk 301 {DIGEST} -")))[0];
    assert_eq!((row.status, row.media_type.as_deref()), (Some(301), None));
}

#[test]
fn what_is_no_web_page_is_counted_and_left_out() {
    let mail = row("20200102030405").replace("http://acme", "http://mailto:terms@acme");
    let image =
        row("20200102030405").replace("http://acme.example/terms", "http://acme.example/data:image/png;base64,iVBOR");
    let path = row("20200102030405").replace("http://acme.example/terms", "/terms");
    let page = parse(format!("{mail}{image}{path}{}", row("20200102030406")).as_bytes()).unwrap();
    assert_eq!((page.rows.len(), page.not_web, page.lines), (1, 3, 4));
}

#[test]
fn an_instant_with_a_month_or_day_of_zero_is_mended() {
    for (written, meant) in [("20000012313233", "20001231323300"), ("20001200313059", "20001231305900")] {
        let read = parse(row(written).as_bytes());
        match meant.parse::<crate::time::CapturedAt>() {
            Ok(at) => {
                let row = &read.unwrap().rows[0];
                assert_eq!((row.captured_at, row.mended), (at, true));
            }
            Err(_) => assert!(read.is_err()),
        }
    }
    let row = &rows(&row("20000008231005"))[0];
    assert_eq!((row.captured_at.compact().as_str(), row.mended), ("20000823100500", true));
}

#[test]
fn one_bad_line_does_not_lose_the_page() {
    let bad = "x".repeat(500);
    let page = parse(format!("{}{bad}\n{}", row("20200102030405"), row("20200102030406")).as_bytes()).unwrap();
    assert_eq!((page.rows.len(), page.bad.len()), (2, 1));
    assert!(page.bad[0].len() <= 120);
}

#[test]
fn content_without_a_single_row_is_an_error() {
    assert!(matches!(parse(b"<html><body>Sorry</body></html>"), Err(CdxError::NoIndex(_))));
    let exception = "java.lang.IllegalArgumentException: fromKey > toKey";
    assert_eq!(parse(exception.as_bytes()), Err(CdxError::Message(exception.to_owned())));
    assert!(matches!(parse(br#"{"message":"Invalid parameter"}"#), Err(CdxError::Message(_))));
    assert!(parse(b"[not json").is_err());
}

#[test]
fn exclusion_and_robots_are_answers_of_their_own() {
    let blocked = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error";
    assert_eq!(parse(blocked.as_bytes()), Err(CdxError::Excluded));
    assert_eq!(parse(b"x.RobotAccessControlException: Blocked By Robots"), Err(CdxError::Robots));
}

#[test]
fn a_blocked_row_of_pywb_is_marked() {
    let text =
        r#"{"urlkey":"example,acme)/","timestamp":"20200102030405","url":"http://acme.example/","access":"block"}"#;
    assert!(rows(text)[0].blocked);
}

#[test]
fn the_key_for_the_next_page_stands_after_a_blank_line_or_an_empty_row() {
    let old = format!("{}\nexample%2Cacme%29%2Fterms+2020010203040%3A\n", row("20200102030405"));
    let page = parse(old.as_bytes()).unwrap();
    assert_eq!(page.resume_key.as_deref(), Some("example%2Cacme%29%2Fterms+2020010203040%3A"));
    assert_eq!(page.rows.len(), 1);
    let json = format!(
        r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],
        ["example,acme)/terms","20200102030405","http://acme.example/terms","text/html","200","{DIGEST}","1234"],[],["eJxLLS7RBwAERgFW"]]"#
    );
    assert_eq!(parse(json.as_bytes()).unwrap().resume_key.as_deref(), Some("eJxLLS7RBwAERgFW"));
}

#[test]
fn the_page_address_is_escaped_whole() {
    assert_eq!(
        encoded("http://a.example/?b=1&c=%20+é#d"),
        "http%3A%2F%2Fa.example%2F%3Fb%3D1%26c%3D%2520%2B%C3%A9%23d"
    );
    assert_eq!(encoded("com%2Ca"), "com%252Ca");
}

#[test]
fn a_pattern_is_known_however_it_is_escaped() {
    for url in ["http://a.example/*", "*.a.example", "http://a.example/%2A", "http://a.example/%2a"] {
        assert!(Query::is_pattern(url), "{url}");
    }
    assert!(!Query::is_pattern("http://a.example/*/b"));
}

#[test]
fn the_newest_rows_are_asked_for_as_each_server_understands_it() {
    let from = "20200101000000".parse().ok();
    let query = Query { url: "http://a.example/", from, to: None, limit: 5, newest: true };
    assert!(query.address("https://x/cdx", Dialect::Wayback).ends_with("&limit=-5&from=20200101000000"));
    assert!(query.address("https://x/cdx", Dialect::Pywb).ends_with("&sort=reverse&limit=5&from=20200101000000"));
}
