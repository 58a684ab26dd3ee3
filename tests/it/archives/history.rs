//! The past of a page, from an archive into a store.

use std::sync::LazyLock;

use fineprint::source::fixity::ArchiveDigest;
use serde_json::Value;

use crate::harness::{Ran, World};
use crate::server::{Answer, Server};

const PAGE: &str = "http://acme.example/terms";
pub const POLICY: &str = "acme-example/terms";

/// One capture in the archive of the tests.
#[derive(Clone)]
struct Capture {
    at: &'static str,
    date: &'static str,
    status: u16,
    body: String,
    revisit: bool,
}

pub fn text(clause: &str, updated: &str) -> String {
    crate::harness::page(&[
        &format!("Last updated: {updated}"),
        "We collect the name and the address that you give us when you open an account with us.",
        "We keep what you give us for as long as your account is open, and for no longer than that.",
        clause,
    ])
}

static CAPTURES: LazyLock<Vec<Capture>> = LazyLock::new(|| {
    let capture = |at, date, status, body: &str| Capture { at, date, status, body: body.to_owned(), revisit: false };
    let first = text("We do not sell personal information to anybody.", "January 1, 2020");
    let second = text("We may sell personal information to our partners.", "January 1, 2020");
    vec![
        capture("20190101000000", "Tue, 01 Jan 2019 00:00:00 GMT", 404, "<h1>Not found</h1>"),
        capture("20200201000000", "Sat, 01 Feb 2020 00:00:00 GMT", 200, &first),
        Capture { revisit: true, ..capture("20200301000000", "Sun, 01 Mar 2020 00:00:00 GMT", 200, &first) },
        capture("20200401000000", "Wed, 01 Apr 2020 00:00:00 GMT", 301, ""),
        capture("20200601000000", "Mon, 01 Jun 2020 00:00:00 GMT", 200, &first.replace("</body>", "<!-- 2 --></body>")),
        capture("20210101000000", "Fri, 01 Jan 2021 00:00:00 GMT", 200, &second),
        capture("20210201000000", "Mon, 01 Feb 2021 00:00:00 GMT", 503, "down"),
    ]
});

pub fn index() -> String {
    let row = |capture: &Capture| {
        let digest = ArchiveDigest::sha1(capture.body.as_bytes()).to_string().replace("sha1:", "");
        let (media, status) =
            if capture.revisit { ("warc/revisit", "-".to_owned()) } else { ("text/html", capture.status.to_string()) };
        format!("example,acme)/terms {} {PAGE} {media} {status} {digest} 1000\n", capture.at)
    };
    CAPTURES.iter().map(row).collect()
}

fn replay(path: &str) -> Answer {
    let Some(capture) = CAPTURES.iter().find(|capture| path.contains(capture.at) && path.ends_with("/terms")) else {
        let moved = path.ends_with("20200401000000id_/http://acme.example/moved");
        let body = text("We do not sell personal information to anybody, and we never have.", "January 1, 2020");
        return if moved { Answer::memento(200, "Wed, 01 Apr 2020 00:00:00 GMT", body) } else { Answer::status(404) };
    };
    let answer = Answer::memento(capture.status, capture.date, &capture.body);
    if capture.status == 301 { answer.header("Location", "http://acme.example/moved") } else { answer }
}

pub fn answer_of_the_archive(path: &str) -> Answer {
    if path.starts_with("/cdx") { Answer::ok(index()) } else { replay(path) }
}

pub fn archive() -> Server {
    Server::start(|path, _| answer_of_the_archive(path))
}

pub fn history(world: &World, server: &Server) -> Ran {
    let archive = format!("wayback:{}", server.base);
    world.run(["history", PAGE, "--archive", &archive, "--out", "past", "--json"])
}

pub fn versions(ran: &Ran) -> Vec<(String, String)> {
    let versions = ran.json()["versions"].as_array().unwrap().clone();
    let text = |version: &Value, name: &str| version[name].as_str().unwrap().to_owned();
    versions.iter().map(|version| (text(version, "first_seen"), text(version, "last_seen"))).collect()
}

fn ledger(world: &World) -> String {
    std::fs::read_to_string(world.path().join(format!("past/snapshots/{POLICY}/captures.tsv"))).unwrap()
}

#[test]
fn an_address_alone_gives_versions_looks_and_a_report() {
    let (world, server) = (World::empty(), archive());
    let ran = history(&world, &server);
    ran.succeeded();
    let expected = [
        ("2020-02-01T00:00:00Z", "2020-03-01T00:00:00Z"),
        ("2020-04-01T00:00:00Z", "2020-04-01T00:00:00Z"),
        ("2020-06-01T00:00:00Z", "2020-06-01T00:00:00Z"),
        ("2021-01-01T00:00:00Z", "2021-01-01T00:00:00Z"),
    ];
    assert_eq!(versions(&ran), expected.map(|(first, last)| (first.to_owned(), last.to_owned())));
    let ledger = ledger(&world);
    for piece in [
        "skipped: error_page",
        "skipped: redirect_stub",
        "skipped: maintenance",
        "redirects to http://acme.example/moved",
        "same as 1",
    ] {
        assert!(ledger.contains(piece), "{piece} is not in {ledger}");
    }
    assert!(world.path().join("past/report.html").exists());
}

#[test]
fn a_revisit_needs_no_request() {
    let (world, server) = (World::empty(), archive());
    history(&world, &server).succeeded();
    let replayed = server.replayed();
    assert!(!replayed.iter().any(|path| path.contains("20200301000000")), "{replayed:?}");
    assert_eq!(replayed.len(), 7, "{replayed:?}");
}

#[test]
fn a_text_that_comes_back_with_its_old_digest_is_a_version_of_its_own_and_costs_no_request() {
    let (one, two) = (&CAPTURES[1].body, &CAPTURES[5].body);
    let captures = [("2019", one), ("2020", one), ("2021", two), ("2022", one), ("2023", one)]
        .map(|(year, body)| (year, body.clone()));
    let server = Server::start(move |path, _| {
        if path.starts_with("/cdx") {
            let row = |(year, body): &(&str, String)| {
                let digest = ArchiveDigest::sha1(body.as_bytes()).to_string().replace("sha1:", "");
                format!("example,acme)/terms {year}0102000000 {PAGE} text/html 200 {digest} 1000\n")
            };
            return Answer::ok(captures.iter().map(row).collect::<String>());
        }
        let (year, body) = captures.iter().find(|(year, _)| path.contains(&format!("/{year}0102"))).unwrap();
        let at = chrono::NaiveDate::parse_from_str(&format!("{year}-01-02"), "%F").unwrap();
        Answer::memento(200, &at.format("%a, %d %b %Y 00:00:00 GMT").to_string(), body)
    });
    let ran = history(&World::empty(), &server);
    let seen = |first: &str, last: &str| (format!("{first}-01-02T00:00:00Z"), format!("{last}-01-02T00:00:00Z"));
    assert_eq!(versions(ran.succeeded()), [seen("2019", "2020"), seen("2021", "2021"), seen("2022", "2023")]);
    assert_eq!(server.replayed().len(), 2, "{:?}", server.replayed());
}

#[test]
fn a_second_run_asks_for_nothing_and_changes_nothing() {
    let (world, server) = (World::empty(), archive());
    history(&world, &server).succeeded();
    let chain = || std::fs::read_to_string(world.path().join("past/snapshots/index.tsv")).unwrap();
    let (asked, before) = (server.replayed().len(), chain());
    history(&world, &server).succeeded();
    assert_eq!((server.replayed().len(), chain()), (asked, before));
}

#[test]
fn two_rebuilds_of_one_past_have_the_same_commits() {
    let server = archive();
    let commits = || {
        let world = World::empty();
        let ran = history(&world, &server);
        let versions = ran.json()["versions"].as_array().unwrap().clone();
        versions.iter().map(|version| version["commit"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(commits(), commits());
}

/// What `--json` says that the one archive asked answered.
fn answer(ran: &Ran) -> String {
    ran.json()["archives"][0]["answer"].as_str().unwrap().to_owned()
}

#[test]
fn excluded_none_and_unknown_are_three_answers_with_three_exit_codes() {
    let excluded =
        Server::start(|_, _| Answer::status(403).body("x.AdministrativeAccessControlException: Blocked Site Error"));
    let world = World::empty();
    let ran = history(&world, &excluded);
    ran.failed(6, &["excluded", "stays unknown"]);
    assert_eq!(answer(&ran), "excluded");
    assert!(ledger(&world).contains("the archive has excluded this address"));
    // Some archives list what they keep back, and say so only when they are asked for it.
    let kept_back = Server::start(|path, _| match path {
        path if path.starts_with("/cdx") => Answer::ok(index()),
        _ => Answer::status(451),
    });
    let ran = history(&World::empty(), &kept_back);
    ran.failed(6, &["excluded", "stays unknown"]);
    assert_eq!(answer(&ran), "excluded");
    let none = Server::start(|_, _| Answer::ok(""));
    let ran = history(&World::empty(), &none);
    ran.failed(5, &["holds no capture", "says nothing about the page"]);
    assert_eq!(answer(&ran), "none");
    let closed_for_repairs = Server::start(|_, _| Answer::ok("<html>closed for repairs"));
    let ran = history(&World::empty(), &closed_for_repairs);
    ran.failed(3, &["stays unknown"]);
    assert_eq!(answer(&ran), "unknown");
    assert_eq!(ran.json()["versions"].as_array().unwrap().len(), 0);
}

#[test]
fn one_archive_that_fails_does_not_stop_another() {
    let (closed, server) = (Server::start(|_, _| Answer::ok("<html>closed")), archive());
    let world = World::empty();
    let [closed, open] = [&closed, &server].map(|server| format!("wayback:{}", server.base));
    let ran = world.run(["history", PAGE, "--archive", &closed, "--archive", &open, "--out", "past", "--json"]);
    ran.failed(3, &["stays unknown"]);
    assert_eq!(versions(&ran).len(), 4);
    let answers = ran.json()["archives"].as_array().unwrap().clone();
    let answers: Vec<_> = answers.iter().map(|answered| answered["answer"].as_str().unwrap()).collect();
    assert_eq!(answers, ["unknown", "captures"]);
}

#[test]
fn two_archives_that_hold_one_capture_are_two_sources_of_one_look() {
    let (world, server) = (World::with_store(), archive());
    let line = |name: &str| format!("[archive.{name}]\naddress = \"{}\"\ndialect = \"wayback\"\n", server.base);
    world.file("fineprint.toml", ["second", "first"].map(line).concat());
    let bring = |archives: &[&str]| {
        let named = archives.iter().flat_map(|name| ["--archive", name]);
        let ran = world.run(["backfill", "acme/terms", "--url", PAGE, "--json"].into_iter().chain(named));
        ran.succeeded();
        ran.json()["archives"].as_array().unwrap().clone()
    };
    let ledger = || std::fs::read_to_string(world.path().join("snapshots/acme/terms/captures.tsv")).unwrap();
    bring(&["second"]);
    let alone = ledger();
    assert_eq!(bring(&["first"])[0]["recorded"], 0);
    let both = ledger();
    assert_eq!(both, alone.replace("\tsecond\t", "\tfirst\t"), "every look once, by the name that comes first");
    let evidence = std::fs::read_to_string(world.path().join("snapshots/acme/terms/evidence.tsv")).unwrap();
    let told_by = |name: &str| {
        let records = evidence.lines().skip(1).map(|line| line.splitn(3, '\t').nth(2).unwrap());
        let records = records.map(|record| serde_json::from_str::<Value>(record).unwrap());
        let bodies = records.filter(|record| record["archive"]["name"] == name);
        bodies.map(|record| record["body"]["sha256"].to_string()).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(told_by("first").len() >= 5);
    assert_eq!(told_by("first"), told_by("second"));
    // Nothing of that is asked for again, under either name, though the shelves are gone.
    std::fs::remove_dir_all(world.path().join(".git/fineprint/captures")).unwrap();
    let before = server.asked().len();
    for answered in bring(&["first", "second"]) {
        assert_eq!((&answered["recorded"], &answered["known"]), (&Value::from(0), &answered["listed"]), "{answered}");
    }
    assert!(server.asked()[before..].iter().all(|asked| asked.path.starts_with("/cdx")), "only the index");
    world.run(["verify"]).succeeded();
}

#[test]
fn an_archive_in_the_configuration_is_asked_by_its_name_and_by_itself() {
    let (world, server) = (World::with_store(), archive());
    let line = format!("[archive.own]\naddress = \"{}\"\ndialect = \"wayback\"\n", server.base);
    world.file(
        "fineprint.toml",
        format!(
            "{line}[archive.internet-archive]\nreplay = \"{}/web/\"\nindex = \"{}/cdx\"\n",
            server.base, server.base
        ),
    );
    let ran = world.run(["backfill", "acme/terms", "--url", PAGE, "--archive", "own", "--json"]);
    ran.succeeded();
    assert_eq!((answer(&ran).as_str(), &ran.json()["archives"][0]["archive"]), ("captures", &Value::from("own")));
    let ran = world.run(["backfill", "acme/terms", "--url", PAGE, "--json"]);
    ran.succeeded();
    assert_eq!(ran.json()["archives"].as_array().unwrap().len(), 2);
    world.file("fineprint.toml", "[archive.own]\naddress = \"ftp://x\"\n");
    world.run(["backfill", "acme/terms", "--url", PAGE]).failed(2, &["own", "https://"]);
}

#[test]
fn what_an_archive_shows_in_place_of_a_capture_is_taken_only_when_asked_for() {
    let row = format!("example,acme)/terms 20200101000000 {PAGE} text/html 200 - 1000\n");
    let server = Server::start(move |path, _| match path {
        path if path.starts_with("/cdx") => Answer::ok(&row),
        path if path.contains("20200101000000") => {
            Answer::status(302).header("Location", "/web/20200101120000id_/http://acme.example/terms")
        }
        _ => Answer::memento(200, "Wed, 01 Jan 2020 12:00:00 GMT", &CAPTURES[1].body),
    });
    let archive = format!("wayback:{}", server.base);
    let with = |hours: &[&str]| {
        let world = World::empty();
        let ran = world.run([&["history", PAGE, "--archive", &archive, "--out", "past", "--json"], hours].concat());
        ran.succeeded();
        versions(&ran)
    };
    assert_eq!(with(&[]), []);
    assert_eq!(with(&["--nearest", "6"]), []);
    let own_instant = "2020-01-01T12:00:00Z".to_owned();
    assert_eq!(with(&["--nearest", "13"]), [(own_instant.clone(), own_instant)]);
}

#[test]
fn one_known_capture_can_be_had_while_the_index_is_down() {
    let server =
        Server::start(|path, _| if path.starts_with("/cdx") { Answer::ok("<html>closed") } else { replay(path) });
    let (archive, memento) = (format!("wayback:{}", server.base), format!("{}/web/20200201000000/{PAGE}", server.base));
    let world = World::empty();
    let ran = world.run(["history", &memento, "--archive", &archive, "--out", "past", "--json"]);
    ran.succeeded();
    assert_eq!(versions(&ran).len(), 1);
}

#[test]
fn backfill_puts_late_evidence_into_its_place() {
    let (world, server) = (World::with_store(), archive());
    let live = world.file("live-2020-07-01.html", &CAPTURES[1].body);
    world.run(["import", live.to_str().unwrap(), "--policy", "acme/terms", "--url", PAGE]).succeeded();
    let archive = format!("wayback:{}", server.base);
    world.run(["backfill", "acme/terms", "--url", PAGE, "--archive", &archive]).succeeded();
    let ran = world.run(["log", "acme/terms", "--json"]);
    assert_eq!(versions(&ran)[2], ("2020-06-01T00:00:00Z".to_owned(), "2020-07-01T00:00:00Z".to_owned()));
}

/// An archive with thousands of captures, each of which differs in something that is no text; every other day one.
fn archive_of_thousands() -> Server {
    const MANY: i64 = 3000;
    let instant = |number: i64| {
        let at = chrono::DateTime::from_timestamp(1_000_000_000 + number * 2 * 86_400, 0).unwrap();
        (at.format("%Y%m%d%H%M%S").to_string(), at.format("%a, %d %b %Y %H:%M:%S GMT").to_string())
    };
    let clauses = [
        "We do not sell personal information to anybody.",
        "We may sell personal information to our partners.",
        "We sell personal information to anybody who pays for it.",
    ];
    let numbers: std::collections::BTreeMap<String, i64> =
        (0..MANY).map(|number| (instant(number).0, number)).collect();
    Server::start(move |path, _| {
        if path.starts_with("/cdx") {
            let from = path.split_once("from=").map_or("0", |(_, rest)| rest.split('&').next().unwrap());
            let row = |(at, number): (&String, &i64)| {
                let digest = ArchiveDigest::sha1(&number.to_le_bytes()).to_string().replace("sha1:", "");
                format!("example,acme)/terms {at} {PAGE} text/html 200 {digest} 1000\n")
            };
            return Answer::ok(numbers.iter().filter(|(at, _)| at.as_str() >= from).map(row).collect::<String>());
        }
        let number = numbers[&path["/web/".len()..][..14]];
        // The text changes at 1111 and at 2345, and the capture just before the second change is lost.
        if number == 2344 {
            return Answer::status(404);
        }
        let clause = clauses[usize::from(number >= 1111) + usize::from(number >= 2345)];
        let page = text(clause, "January 1, 2020").replace("</body>", &format!("<!-- {number} --></body>"));
        Answer::memento(200, &instant(number).1, page)
    })
}

#[test]
fn of_thousands_of_captures_few_are_fetched_and_each_change_lies_between_two_neighbours() {
    let (world, server) = (World::empty(), archive_of_thousands());
    let ran = history(&world, &server);
    ran.succeeded();
    let day = |number: i64| {
        chrono::DateTime::from_timestamp(1_000_000_000 + number * 2 * 86_400, 0).unwrap().format("%FT%TZ").to_string()
    };
    let expected = [(day(0), day(1110)), (day(1111), day(2343)), (day(2345), day(2999))];
    assert_eq!(versions(&ran), expected);
    let replayed = server.replayed().len();
    assert!((120..160).contains(&replayed), "{replayed}");
    let answered = ran.json()["archives"][0].clone();
    let count = |name: &str| usize::try_from(answered[name].as_u64().unwrap()).unwrap();
    assert_eq!((count("listed"), count("left_out"), count("fetched")), (3000, 3000 - replayed, replayed - 1));
    assert_eq!(answered["gaps"].as_array().unwrap().len(), 1, "{answered}");
    // A second run asks only for what was not to be had.
    let ran = history(&world, &server);
    ran.succeeded();
    assert_eq!((versions(&ran), server.replayed().len()), (expected.to_vec(), replayed + 1));
}

#[test]
fn a_date_that_is_none_and_an_archive_that_is_none_are_wrong_use() {
    let world = World::empty();
    world.run(["history", PAGE, "--from", "yesterday", "--out", "x"]).failed(2, &["2012-10-14"]);
    world.run(["history", PAGE, "--archive", "archive.today"]).failed(2, &["arquivo"]);
}
