//! What archives hold below an address, for a person who looks for the addresses of a policy.

use fineprint::source::{Listing, Source as _, SourceErrorKind, Window};

use super::{PAGE, client, holdings, row};
use crate::harness::World;
use crate::server::{Answer, Server};

#[test]
fn what_lies_below_an_address_is_paged_by_keys_that_go_back_as_they_came() {
    let other = "http://acme.example/privacy";
    let pages = [
        format!(
            "{}\n{}\n\nexample%2Cacme%29%2F+2020010100000%3A\n",
            row(20_200_101_000_000, PAGE, 'A'),
            row(20_200_102_000_000, PAGE, 'B')
        ),
        "\neJxLLS7RBwAERgFW\n".to_owned(),
        format!(
            "{}\n{}\n{}\n",
            row(20_200_102_000_000, PAGE, 'B'),
            row(20_200_103_000_000, other, 'C'),
            row(20_200_103_000_000, "http://other.example/terms", 'C')
        ),
    ];
    let server = Server::start(move |_, before| Answer::ok(&pages[before]));
    let (archive, _) = client(&server);
    let listed = holdings(archive.list_below("http://acme.example/", Window::default()).unwrap());
    let addresses: Vec<&str> = listed.captures.iter().map(|held| &*held.original).collect();
    assert_eq!((addresses, listed.warnings.len()), (vec![PAGE, PAGE, other], 0));
    let asked: Vec<String> = server.asked().into_iter().map(|asked| asked.path).collect();
    assert!(asked[0].contains("matchType=prefix") && asked[0].contains("showResumeKey=true"), "{asked:?}");
    assert!(!asked[0].contains("resumeKey="), "{asked:?}");
    assert!(asked[1].ends_with("&resumeKey=example%252Cacme%2529%252F%2B2020010100000%253A"), "{asked:?}");
    assert!(asked[2].ends_with("&resumeKey=eJxLLS7RBwAERgFW"), "{asked:?}");
    assert_eq!(asked.len(), 3);
}

#[test]
fn an_index_below_an_address_that_does_not_end_ends_with_a_warning() {
    let one = row(20_200_101_000_000, PAGE, 'A');
    let repeats = Server::start({
        let one = one.clone();
        move |_, before| Answer::ok(format!("{one}\n\nkey{before}\n"))
    });
    let stands = Server::start(move |_, before| {
        Answer::ok(format!("{}\n\nkey\n", row(20_200_101_000_000 + before as u64, PAGE, 'A')))
    });
    for server in [repeats, stands] {
        let (archive, _) = client(&server);
        let listed = holdings(archive.list_below("http://acme.example/", Window::default()).unwrap());
        assert!(listed.warnings[0].contains("does not end"), "{:?}", listed.warnings);
        assert_eq!((server.asked().len(), listed.captures.is_empty()), (2, false));
    }
    let (archive, _) = client(&Server::start(|_, _| Answer::ok("")));
    assert_eq!(archive.list_below("http://acme.example/", Window::default()).unwrap(), Listing::None);
    let error = archive.list_below("http://acme.example/*", Window::default()).unwrap_err();
    assert_eq!(error.kind, SourceErrorKind::Address);
}

/// A site whose policy moved, in pages of an index; `end` is what stands after the last row.
fn moved(end: &'static str) -> Server {
    let capture = |at: u64, path: &str, media: &str, status: &str| {
        format!(
            "example,acme)/x {at} http://www.acme.example/{path} {media} {status} 3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYA 1000\n"
        )
    };
    let first = [
        capture(20_100_101_000_000, "legal/logo.png", "image/png", "200"),
        capture(20_100_101_000_000, "legal/privacy.html", "text/html", "200"),
        capture(20_130_101_000_000, "legal/privacy.html", "text/html", "301"),
        capture(20_130_101_000_000, "legal/privacy", "text/html", "200").replace("http://www", "https://www"),
        capture(20_140_101_000_000, "legal/privacy/", "warc/revisit", "-").replace("http://www.", "https://"),
    ];
    let second = [
        capture(20_150_101_000_000, "legal/privacy", "text/html", "404"),
        capture(20_160_101_000_000, "legal/terms%1B]0;x\u{202e}y", "text/html", "200"),
        capture(20_160_101_000_000, "careers", "text/html", "200"),
    ];
    let pages = [format!("{}\nkey+1\n", first.concat()), second.concat() + end];
    Server::start(move |path, _| Answer::ok(&pages[usize::from(path.contains("resumeKey=key%2B1"))]))
}

#[test]
fn the_pages_of_a_site_are_listed_with_when_they_were_captured_and_nothing_is_recorded() {
    let (world, server) = (World::empty(), moved(""));
    let archive = format!("wayback:{}", server.base);
    let below = |more: &[&str]| {
        world.run([&["history", "https://www.acme.example/legal/", "--below", "--archive", &archive], more].concat())
    };
    let ran = below(&["--json"]);
    let answer = ran.succeeded().json()["archives"][0].clone();
    assert_eq!((&answer["answer"], &answer["other_files"]), (&"captures".into(), &1.into()), "{answer}");
    let pages = answer["pages"].as_array().unwrap();
    let told: Vec<String> = pages
        .iter()
        .map(|page| {
            let day = |name: &str| page[name].as_str().unwrap()[..10].to_owned();
            let [captures, redirects, errors] = ["captures", "redirects", "errors"].map(|name| page[name].to_string());
            format!(
                "{} {captures} {redirects} {errors} {} {}",
                page["address"].as_str().unwrap(),
                day("first"),
                day("last")
            )
        })
        .collect();
    assert_eq!(
        told[..2],
        [
            "https://acme.example/legal/privacy/ 3 0 1 2013-01-01 2015-01-01",
            "http://www.acme.example/legal/privacy.html 2 1 0 2010-01-01 2013-01-01",
        ]
    );
    assert_eq!(pages.len(), 3, "what lies beside the folder is left out: {pages:?}");
    assert_eq!(
        pages[0]["variants"],
        serde_json::json!(["http://www.acme.example/legal/privacy", "https://www.acme.example/legal/privacy"])
    );
    let ran = below(&[]);
    ran.succeeded();
    let line = "       2          1       0  2010-01-01  2013-01-01  http://www.acme.example/legal/privacy.html\n";
    assert!(ran.stdout.contains(line) && ran.stdout.contains("(and 2 more ways to write it)"), "{ran:?}");
    assert!(ran.stdout.contains("<U+202E>") && !ran.stdout.contains('\u{202e}'), "{ran:?}");
    assert!(
        ran.stderr.contains("3 pages; 1 address of images") && ran.stderr.contains("no other page is thereby"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("next: fineprint history 'https://acme.example/legal/privacy/'"), "{ran:?}");
    assert_eq!(std::fs::read_dir(world.path()).unwrap().count(), 0, "nothing is written");
    assert!(server.asked().iter().all(|asked| asked.path.starts_with("/cdx")), "only the index is asked");
    below(&["--out", "past"]).failed(2, &["--out"]);
}

#[test]
fn an_archive_that_stops_answering_has_told_what_it_told() {
    let given = std::sync::atomic::AtomicUsize::new(0);
    let first = format!("{}\n\nkey+1\n", row(20_200_101_000_000, PAGE, 'A'));
    let server = Server::start(move |_, _| match given.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
        0 => Answer::ok(&first),
        _ => Answer::ok("<html>closed for repairs"),
    });
    let archive = format!("wayback:{}", server.base);
    let below = || World::empty().run(["history", "acme.example", "--below", "--archive", &archive]);
    let ran = below();
    ran.succeeded();
    assert!(ran.stdout.contains(PAGE) && ran.stderr.contains("what follows is unknown"), "{ran:?}");
    let ran = below();
    ran.failed(3, &["stays unknown"]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn none_and_excluded_are_told_apart_below_an_address_too() {
    for (status, body, code, words) in [
        (200, "", 5, "says nothing about what was there"),
        (403, "x.AdministrativeAccessControlException: Blocked Site Error", 6, "stays unknown"),
    ] {
        let server = Server::start(move |_, _| Answer::status(status).body(body));
        let archive = format!("wayback:{}", server.base);
        let ran = World::empty().run(["history", "acme.example", "--below", "--archive", &archive]);
        ran.failed(code, &[words]);
    }
}

#[test]
fn the_pages_of_a_file_are_listed_too() {
    let world = World::empty();
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nWe share nothing.";
    let record = |url: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-08-02T01:02:03Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    world.file("site.warc", format!("{}{}", record(PAGE), record("http://other.example/terms")));
    let ran = world.run(["history", "acme.example", "--below", "--warc", "site.warc"]);
    ran.succeeded();
    assert!(ran.stdout.contains(PAGE) && !ran.stdout.contains("other.example"), "{ran:?}");
    assert_eq!(std::fs::read_dir(world.path()).unwrap().count(), 1, "nothing is written");
}
