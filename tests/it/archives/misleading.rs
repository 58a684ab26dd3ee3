//! Archives that mislead: rows and mementos of other pages, addresses that lead elsewhere, lists without end, words that
//! steer a terminal. What they say is left out and told, and nothing but captures is asked for.

use fineprint::source::archive::Archive;
use fineprint::source::{Fetched, Gap, Holding, Source as _, SourceErrorKind, Window};

use super::history::{POLICY, text, versions};
use super::{PAGE, client, client_of, holdings, row};
use crate::harness::{Ran, World};
use crate::server::{Answer, Server};

const AT: &str = "20200101000000";
const DATE: &str = "Wed, 01 Jan 2020 00:00:00 GMT";

fn history(world: &World, server: &Server) -> Ran {
    let archive = format!("wayback:{}", server.base);
    world.run(["history", PAGE, "--archive", &archive, "--out", "past"])
}

/// An archive without an index, whose first TimeMap is this.
fn by_timemap(links: impl Fn(&str) -> String + Send + Sync + 'static) -> (Server, Archive) {
    let server = Server::start(move |path, _| Answer::ok(links(path)));
    let archive = Archive { index: None, ..Archive::laid_out_like_wayback("own", &server.base) };
    (server, archive)
}

#[test]
fn rows_of_another_site_under_the_page_s_own_key_are_an_error() {
    let server = Server::start(|_, _| Answer::ok(row(20_200_101_000_000, "http://evil.example/terms", 'A')));
    let error = client(&server).0.list(PAGE, Window::default()).unwrap_err();
    assert!(matches!(error.kind, SourceErrorKind::Answer(_)), "{error}");
    history(&World::empty(), &server).failed(3, &["rows of other pages", "stays unknown"]);
}

#[test]
fn mementos_of_other_pages_in_a_timemap_are_left_out_and_counted() {
    let (_server, archive) = by_timemap(|_| {
        let memento = |at: &str, page: &str| format!("<http://x/web/{at}/{page}>; rel=memento");
        let own = memento(AT, "https://www.acme.example/terms/");
        format!("{own}, {}, {}", memento(AT, "http://evil.example/terms"), memento(AT, "http://acme.example/careers"))
    });
    let listed = holdings(client_of(archive).0.list(PAGE, Window::default()).unwrap());
    assert_eq!(listed.captures, [Holding::new(AT.parse().unwrap(), "https://www.acme.example/terms/")]);
    assert!(listed.warnings[0].starts_with("2 mementos of other pages"), "{:?}", listed.warnings);
}

#[test]
fn timemaps_that_name_each_other_for_ever_and_those_of_other_hosts_end() {
    let other = Server::start(|_, _| Answer::ok(""));
    let foreign = format!("<{}/web/timemap/link/x>; rel=timemap", other.base);
    let (server, archive) = by_timemap(move |path| {
        let number: usize = path.rsplit('=').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        format!(
            "<http://x/web/{AT}/{PAGE}>; rel=memento, <{path}>; rel=timemap, </more?n={}>; rel=timemap, {foreign}",
            number + 1
        )
    });
    let listed = holdings(client_of(archive).0.list(PAGE, Window::default()).unwrap());
    assert_eq!(listed.captures.len(), 1);
    assert!(listed.warnings[0].contains("more pages than are read"), "{:?}", listed.warnings);
    assert_eq!((server.asked().len(), other.asked().len()), (50, 0));
}

#[test]
fn a_timemap_larger_than_allowed_leaves_what_is_held_unknown() {
    let (_server, archive) = by_timemap(|_| "x".repeat(2 << 20));
    let error = client_of(archive).0.list(PAGE, Window::default()).unwrap_err();
    assert_eq!(error.kind, SourceErrorKind::TooLarge);
}

#[test]
fn an_address_whose_dots_lead_out_of_the_captures_is_never_asked_for() {
    let climbing = "http://acme.example/../../../../save/http://victim.example/";
    let server = Server::start(move |_, _| Answer::ok(row(20_200_101_000_000, climbing, 'A')));
    let ran = history(&World::empty(), &server);
    assert!(ran.stderr.contains("this address cannot be asked for"), "{ran:?}");
    assert_eq!(server.asked().len(), 1, "{:?}", server.asked());
    // The same in what an archived page redirects to.
    let server = Server::start(move |_, _| {
        let location = format!("/web/{AT}id_/{climbing}");
        Answer::memento(302, DATE, "").header("Location", &location)
    });
    let held = Holding::new(AT.parse().unwrap(), PAGE);
    let error = fineprint::source::visit::visit(&client(&server).0, &held, 86_400, None).unwrap_err();
    assert_eq!((error.kind, server.asked().len()), (SourceErrorKind::Address, 1));
}

#[test]
fn where_an_archived_page_redirects_only_the_archive_is_asked() {
    let target = Server::start(|_, _| Answer::ok("secret"));
    for location in
        [target.base.as_str(), "file:///etc/passwd", "javascript:alert(1)", "//[::1]/", "http://169.254.169.254/"]
    {
        for is_memento in [true, false] {
            let location = location.to_owned();
            let server = Server::start(move |path, _| match (path.ends_with(PAGE), is_memento) {
                (true, true) => Answer::memento(302, DATE, "").header("Location", &location),
                (true, false) => Answer::redirect(302, &location),
                _ => Answer::status(404),
            });
            let held = Holding::new(AT.parse().unwrap(), PAGE);
            let visit = fineprint::source::visit::visit(&client(&server).0, &held, 86_400, None).unwrap();
            assert_eq!(visit.captures.len(), usize::from(is_memento), "{:?}", visit.end);
            assert!(server.asked().iter().all(|asked| asked.path.starts_with(&format!("/web/{AT}id_/"))));
        }
    }
    assert_eq!(target.asked().len(), 0);
}

#[test]
fn an_address_as_long_as_a_book_is_no_web_page() {
    let long = format!("{PAGE}?{}", "x".repeat(20_000));
    let lines = format!("{}\n{}", row(20_200_101_000_000, &long, 'A'), row(20_200_102_000_000, PAGE, 'A'));
    let server = Server::start(move |_, _| Answer::ok(&lines));
    let listed = holdings(client(&server).0.list(PAGE, Window::default()).unwrap());
    assert_eq!((listed.captures.len(), listed.warnings.len()), (1, 1), "{:?}", listed.warnings);
}

#[test]
fn words_of_an_archive_do_not_steer_the_terminal_and_do_not_reach_the_files_as_they_are() {
    let steering = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}";
    let server = Server::start(move |path, _| match path {
        path if path.starts_with("/cdx") => {
            let reordered = PAGE.to_owned() + "?\u{202e}<script>alert(1)</script>";
            Answer::ok(format!(
                "{}\n{}\n{}\n{steering}\n",
                row(20_200_101_000_000, &reordered, 'A'),
                row(20_200_102_000_000, PAGE, 'B'),
                row(20_200_103_000_000, &format!("{PAGE}{steering}"), 'C'),
            ))
        }
        path if path.contains("20200101000000") => {
            let page = text("We do not sell personal information to anybody.", "January 1, 2020");
            Answer::memento(200, DATE, page)
        }
        // Bytes above ASCII are allowed in headers, and C1 controls are among them.
        _ => Answer::memento(200, "Thu, 02 Jan 2020 00:00:00 GMT", "x")
            .header("Link", "<http://b.example/\u{9b}31m\u{202e}>; rel=\"original\""),
    });
    let world = World::empty();
    let ran = history(&world, &server);
    ran.succeeded();
    let read = |name: &str| std::fs::read_to_string(world.path().join("past").join(name)).unwrap();
    let ledger = format!("snapshots/{POLICY}/captures.tsv");
    for told in
        [&ran.stdout, &ran.stderr, &read("report.html"), &read(&ledger), &world.git(["-C", "past", "log", "--all"])]
    {
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!told.contains(steers), "{told:?}");
    }
    assert!(ran.stderr.contains("<U+009B>31m<U+202E> in its place"), "{ran:?}");
    assert!(!read("report.html").contains("<script>alert"));
    assert_eq!(versions(&world.run(["--store", "past", "log", POLICY, "--json"])).len(), 1);
}

#[test]
fn what_is_no_capture_at_all_and_has_the_wrong_types_is_counted_or_an_error() {
    let listed = |body: &'static str| {
        let server = Server::start(move |_, _| Answer::ok(body));
        client(&server).0.list(PAGE, Window::default())
    };
    let mixed = r#"[["urlkey","timestamp","original","statuscode"],["example,acme)/terms",20200101000000,"http://acme.example/terms",true],
        [1],"word",null,{"a":1},["example,acme)/terms","99991231235959","http://acme.example/terms","200"],
        ["example,acme)/terms","00000101000000","http://acme.example/terms","200"]]"#;
    let listed_of_mixed = holdings(listed(mixed).unwrap());
    assert_eq!(listed_of_mixed.captures.len(), 1);
    let warnings = listed_of_mixed.warnings.join("\n");
    assert!(warnings.contains("could not be read: 5") && warnings.contains("not come yet"), "{warnings}");
    for body in [r#"[["urlkey"],[1],[2]]"#, r#"{"urlkey":[]}"#, "[[[[[[", "\u{0}\u{0}\u{0}"] {
        assert!(matches!(listed(body).unwrap_err().kind, SourceErrorKind::Answer(_)), "{body:?}");
    }
    let gap = |answer: Answer| {
        let server = Server::start(move |_, _| answer.clone());
        client(&server).0.fetch(&Holding::new(AT.parse().unwrap(), PAGE)).unwrap()
    };
    for date in ["Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT", "yesterday", "20200101000000"] {
        let fetched = gap(Answer::memento(200, date, "x"));
        assert!(matches!(fetched, Fetched::Gap(Gap::Substituted(..) | Gap::NoCapture)), "{date}: {fetched:?}");
    }
}
