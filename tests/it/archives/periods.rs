//! A policy that was published elsewhere before, or on several pages: each address is asked for its own time.

use fineprint::source::fixity::ArchiveDigest;
use serde_json::Value;

use crate::harness::{World, page};
use crate::server::{Answer, Server};

/// Address, instant, text of a capture.
type Capture = (&'static str, &'static str, String);

fn text(words: &str) -> String {
    page(&["These terms say how Acme and you deal with each other while you use the service of Acme.", words])
}

fn archive(captures: Vec<Capture>) -> Server {
    Server::start(move |path, _| {
        let named = |capture: &&Capture| path.ends_with(&format!("/{}", capture.0)) && path.contains(capture.1);
        if path.starts_with("/cdx") {
            let asked = |(url, ..): &&Capture| path.contains(&url.replace(':', "%3A").replace('/', "%2F"));
            let row = |(url, at, body): &Capture| {
                let digest = ArchiveDigest::sha1(body.as_bytes()).to_string().replace("sha1:", "");
                format!("example,acme)/ {at} {url} text/html 200 {digest} 1000\n")
            };
            return Answer::ok(captures.iter().filter(asked).map(row).collect::<String>());
        }
        match captures.iter().find(named) {
            Some((_, at, body)) => {
                let at = chrono::NaiveDateTime::parse_from_str(at, "%Y%m%d%H%M%S").unwrap();
                Answer::memento(200, &at.format("%a, %d %b %Y %H:%M:%S GMT").to_string(), body)
            }
            None => Answer::status(404),
        }
    })
}

/// A store that has this configuration of `acme/terms`, after its past was brought.
fn backfilled(config: &str, captures: Vec<Capture>) -> (World, Value) {
    let server = archive(captures);
    let world = World::with_store();
    world.file("fineprint.toml", format!("[policy.\"acme/terms\"]\n{config}"));
    let archive = format!("wayback:{}", server.base);
    let ran = world.run(["backfill", "acme/terms", "--archive", &archive, "--json"]);
    let answer = ran.succeeded().json();
    world.run(["verify"]).succeeded();
    // What was brought once is not brought again.
    let again = world.run(["backfill", "acme/terms", "--archive", &archive, "--json"]).succeeded().json();
    for answer in again["archives"].as_array().unwrap() {
        assert_eq!((&answer["fetched"], &answer["recorded"]), (&0.into(), &0.into()), "{again}");
    }
    for combined in again["combined"].as_array().into_iter().flatten() {
        assert_eq!((&combined["recorded"], &combined["versions"]), (&0.into(), &0.into()), "{again}");
    }
    (world, answer)
}

fn versions(world: &World) -> Vec<(String, String)> {
    let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
    let versions = log["versions"].as_array().unwrap().clone();
    let seen = |version: &Value| {
        let text = world.run(["show", &format!("acme/terms@{}", version["n"])]).succeeded().stdout.clone();
        (version["first_seen"].as_str().unwrap()[..10].to_owned(), text)
    };
    versions.iter().map(seen).collect()
}

#[test]
fn an_earlier_address_is_asked_for_its_own_time_and_read_by_its_own_selectors() {
    let old = "http://acme.example/old";
    let new = "http://acme.example/new";
    let with_note =
        text("We keep your data for one year.").replace("</main>", "<p id=x>This is a note of the editor.</p></main>");
    let captures = vec![
        (old, "20180601000000", with_note),
        // After the move the old address showed something else.
        (old, "20210601000000", text("This page has moved, and what stands here is of no importance to anybody.")),
        // Before it the new one did.
        (new, "20180701000000", text("Here will be our new website soon, and we are looking forward to showing it.")),
        (new, "20210701000000", text("We keep your data for ten years.")),
    ];
    let config = format!(
        "url = \"{new}\"\n[[policy.\"acme/terms\".history]]\nvalid-until = 2019-12-31\nurl = \"{old}\"\nremove = \"#x\"\n"
    );
    let (world, answer) = backfilled(&config, captures);
    let urls: Vec<_> = answer["archives"].as_array().unwrap().iter().map(|answer| &answer["url"]).collect();
    assert_eq!(urls, [old, new]);
    let seen = versions(&world);
    assert_eq!(seen.iter().map(|(day, _)| day.as_str()).collect::<Vec<_>>(), ["2018-06-01", "2021-07-01"]);
    assert!(seen[0].1.contains("one year") && !seen[0].1.contains("editor"), "{seen:?}");
    assert!(seen[1].1.contains("ten years"), "{seen:?}");
}

#[test]
fn a_document_of_several_pages_is_known_only_when_every_page_is() {
    let one = "http://acme.example/one";
    let two = "http://acme.example/two";
    let (first, second) = (text("We keep your data for one year."), text("We keep your data for ten years."));
    let other = text("We set one cookie, and it remembers your language.");
    let changed = text("We set many cookies, and they remember all that you do.");
    let captures = vec![
        (one, "20200101000000", first.clone()),
        // Nobody knows what the other page said in January.
        (two, "20200301000000", other.clone()),
        (one, "20200401000000", first),
        // The first page changed before or after this day.
        (two, "20200501000000", other.clone()),
        // Between these two the other page did not change, so this is the document on that day.
        (one, "20200601000000", second.clone()),
        (two, "20200701000000", other),
        (one, "20200801000000", second.clone()),
        // Between these two it changed, and on this day nobody knows.
        (one, "20200901000000", second.clone()),
        (two, "20201001000000", changed),
        (one, "20201101000000", second),
    ];
    let (world, answer) = backfilled(&format!("urls = [\"{one}\", \"{two}\"]\n"), captures);
    let seen = versions(&world);
    assert_eq!(
        seen.iter().map(|(day, _)| day.as_str()).collect::<Vec<_>>(),
        ["2020-03-01", "2020-06-01", "2020-10-01"],
        "{answer}"
    );
    assert!(seen[0].1.contains("one year") && seen[0].1.contains("one cookie"), "{seen:?}");
    assert!(seen[1].1.contains("ten years") && seen[1].1.contains("one cookie"), "{seen:?}");
    assert!(seen[2].1.contains("ten years") && seen[2].1.contains("many cookies"), "{seen:?}");
    let combined = &answer["combined"][0];
    assert_eq!((&combined["versions"], combined["urls"].as_array().unwrap().len()), (&3.into(), 2), "{answer}");
    assert!(combined["incomplete"].as_u64().unwrap() >= 3, "{answer}");
    let log = world.run(["log", "acme/terms", "--json"]).json();
    assert_eq!(log["versions"][0]["last_seen"], "2020-04-01T00:00:00Z", "{log}");
}
