//! Listing what an archive holds, without loss.

use fineprint::source::archive::Archive;
use fineprint::source::fixity::ArchiveDigest;
use fineprint::source::holding::distinct_digests;
use fineprint::source::{Source as _, SourceErrorKind, Window};

use super::{PAGE, client, client_of, holdings, row};
use crate::server::{Answer, Server};

/// An index that understands `from` and `limit` as the real one does.
fn index(rows: Vec<String>) -> Server {
    Server::start(move |path, _| {
        let value = |name: &str| {
            let (_, rest) = path.split_once(&format!("{name}="))?;
            rest.split('&').next()?.parse::<u64>().ok()
        };
        let from = value("from").unwrap_or(0);
        let limit = usize::try_from(value("limit").unwrap()).unwrap();
        let timestamp = |row: &String| row.split(' ').nth(1).unwrap().parse::<u64>().unwrap();
        let page: Vec<&str> =
            rows.iter().filter(|row| timestamp(row) >= from).take(limit).map(String::as_str).collect();
        Answer::ok(page.join("\n"))
    })
}

#[test]
fn pages_of_any_size_give_the_same_captures() {
    let mut rows: Vec<String> = (0..20).map(|day| row(20_200_101_000_000 + day * 1_000_000, PAGE, 'A')).collect();
    // Three captures in one second, which a page may part.
    rows.insert(8, row(20_200_108_000_000, "https://acme.example/terms", 'B'));
    rows.insert(8, row(20_200_108_000_000, PAGE, 'C'));
    let server = index(rows);
    let whole = holdings(client(&server).0.list(PAGE, Window::default()).unwrap());
    assert_eq!(whole.captures.len(), 22);
    for rows in 1..9 {
        let paged = client(&server).0.with_rows(rows).list(PAGE, Window::default()).unwrap();
        assert_eq!(holdings(paged).captures, whole.captures, "{rows}");
    }
}

#[test]
fn a_thousand_lines_are_as_many_captures_and_bodies_as_they_name() {
    let digest = |number: u64| ArchiveDigest::sha1(&number.to_le_bytes()).to_string().replace("sha1:", "");
    let line = |number: u64| {
        let at = 20_200_101_000_000 + number / 60 * 10_000 + number % 60;
        format!("example,acme)/terms {at} {PAGE} text/html 200 {} 1000", digest(number % 228))
    };
    // Every capture is listed twice, some three times: side by side, and so again where one page ends and the next begins.
    let times = |number: u64| if number < 24 { 3 } else { 2 };
    let lines: Vec<String> = (0..488).flat_map(|number| std::iter::repeat_n(line(number), times(number))).collect();
    assert_eq!(lines.len(), 1000);
    for rows in [7, 100, 1000, 5000] {
        let captures = holdings(client(&index(lines.clone())).0.with_rows(rows).list(PAGE, Window::default()).unwrap());
        assert_eq!((captures.captures.len(), distinct_digests(&captures.captures)), (488, 228), "{rows} a page");
        assert_eq!(captures.warnings, Vec::<String>::new());
    }
}

#[test]
fn an_index_without_an_end_is_read_up_to_a_point_and_says_so() {
    let server = Server::start(|path, _| {
        let from = path.split_once("from=").and_then(|(_, rest)| rest.split('&').next()?.parse().ok());
        // One second later each time, of a year without end.
        let next = from.map_or(20_200_101_000_000, |from: u64| from + if from % 100 == 59 { 41 } else { 1 });
        Answer::ok(row(next, PAGE, 'A'))
    });
    let listed = holdings(client(&server).0.with_rows(1).list(PAGE, Window::default()).unwrap());
    assert_eq!((listed.captures.len(), server.asked().len()), (200, 200));
    assert!(listed.warnings[0].ends_with("what follows is unknown"), "{:?}", listed.warnings);
    assert!(server.asked().iter().all(|asked| !asked.path.contains("page=")));
}

#[test]
fn rows_of_another_page_are_an_error() {
    let other = row(20_200_101_000_000, PAGE, 'A').replace("acme)/terms", "acme)/privacy");
    let server = index(vec![row(20_200_101_000_000, PAGE, 'A'), other]);
    assert!(matches!(client(&server).0.list(PAGE, Window::default()).unwrap_err().kind, SourceErrorKind::Answer(_)));
}

#[test]
fn an_address_that_an_index_takes_for_a_pattern_is_refused() {
    let server = index(Vec::new());
    for url in ["http://acme.example/*", "*.acme.example", "http://acme.example/%2a", "mailto:a@acme.example"] {
        let error = client(&server).0.list(url, Window::default()).unwrap_err();
        assert_eq!(error.kind, SourceErrorKind::Address, "{url}");
    }
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn the_page_address_changes_nothing_in_the_question() {
    let server = index(Vec::new());
    client(&server).0.list("http://acme.example/?a=1&limit=0#x+%20 é", Window::default()).unwrap();
    let path = &server.asked()[0].path;
    assert!(
        path.starts_with(
            "/cdx/search/cdx?url=http%3A%2F%2Facme.example%2F%3Fa%3D1%26limit%3D0%23x%2B%2520%20%C3%A9&matchType"
        ),
        "{path}"
    );
}

#[test]
fn rows_outside_the_window_are_dropped_even_when_a_server_sends_them() {
    let server = index((0..9).map(|day| row(20_200_101_000_000 + day * 1_000_000, PAGE, 'A')).collect());
    let window = Window { from: Window::start("2020-01-03"), to: Window::end("2020-01-05") };
    let listing = client(&server).0.list(PAGE, window).unwrap();
    assert_eq!(holdings(listing).captures.len(), 3);
}

#[test]
fn an_archive_without_an_index_is_listed_by_its_timemaps() {
    let memento = |at: &str, date: &str| format!("<http://x/web/{at}/{PAGE}>; rel=\"memento\"; datetime=\"{date}\"");
    let server = Server::start(move |path, _| match path {
        path if path.contains("/page2/") => Answer::ok(memento("20210102030405", "Sat, 02 Jan 2021 03:04:05 GMT")),
        path if path.contains("timemap") => {
            let first = memento("20200102030405", "Thu, 02 Jan 2020 03:04:05 GMT");
            Answer::ok(format!("{first}, </web/timemap/page2/{PAGE}>; rel=\"timemap\""))
        }
        _ => Answer::status(404),
    });
    let archive = Archive { index: None, ..Archive::laid_out_like_wayback("own", &server.base) };
    let listed = holdings(client_of(archive).0.list(PAGE, Window::default()).unwrap());
    assert_eq!(listed.captures.len(), 2);
}
