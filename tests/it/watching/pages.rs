//! A document of several pages: each is looked at by itself, and only all of them together are the document.

use super::*;

const COOKIES: &str = "We set one cookie that remembers your language, and no other cookie of any kind.";
const MORE_COOKIES: &str = "We set cookies that remember your language, and cookies of our advertising partners.";
const POLICY: &str = "acme/terms";

/// A page of its own title.
fn cookies(words: &str) -> String {
    let body = page(&[
        "This page says which cookies the service of Acme sets in your browser while you use the service.",
        words,
    ]);
    body.replace("Acme Terms of", "Acme Cookies of").replace("Acme Terms", "Acme Cookies")
}

/// A store that watches `/terms` and `/cookies` as one document.
fn watch() -> Watch {
    let watch = Watch::with(&[], "");
    let config = format!(
        "{PACE}[policy.\"{POLICY}\"]\nurls = [\"{}\", \"{}\"]\n",
        watch.site.url("/terms"),
        watch.site.url("/cookies")
    );
    watch.world.file("fineprint.toml", config);
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/cookies", Page::html(cookies(COOKIES)));
    watch
}

fn text(watch: &Watch) -> String {
    watch.world.run(["show", POLICY]).succeeded().stdout.clone()
}

#[test]
fn the_document_is_the_texts_of_its_pages_in_their_order() {
    let watch = watch();
    let found = watch.track("2024-05-01T10:00:00Z").expect("new");
    assert_eq!(found["urls"].as_array().unwrap().len(), 2);
    let text = text(&watch);
    let (first, second) = (text.find("never share").unwrap(), text.find("one cookie").unwrap());
    assert!(first < second, "{text}");
    assert!(text.contains("\nAcme Cookies of Service\n"), "a page after the first stands under its title: {text}");
    let looked_at: Vec<_> = watch.records().iter().map(|record| record["final_url"].clone()).collect();
    assert_eq!(looked_at.len(), 2);
    assert!(looked_at.contains(&watch.site.url("/cookies").into()), "{looked_at:?}");
    let status = watch.world.run(["status", "--json"]).json();
    assert_eq!(status["policies"][0]["urls"].as_array().unwrap().len(), 2, "{status}");
    watch.is_sound();
}

#[test]
fn a_change_of_any_page_is_a_change_of_the_document() {
    let watch = watch();
    watch.track("2024-05-01T10:00:00Z").expect("new");
    watch.track("2024-05-02T10:00:00Z").expect("unchanged");
    watch.site.set("/cookies", Page::html(cookies(MORE_COOKIES)));
    let changed = watch.track("2024-05-03T10:00:00Z").expect("changed");
    let kinds: Vec<_> = changed["findings"].as_array().unwrap().iter().map(|finding| &finding["kind"]).collect();
    assert!(kinds.contains(&&Value::from("silent-change")), "{changed}");
    assert!(text(&watch).contains("never share"), "the other page is in the new version too");
    let record = watch.world.git(["show", "HEAD:snapshots/acme/terms/capture.json"]);
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["bounds"]["after"], "2024-05-02T10:00:00Z");
    watch.is_sound();
}

#[test]
fn one_page_that_cannot_be_seen_means_no_new_version_and_is_named() {
    let watch = watch();
    watch.track("2024-05-01T10:00:00Z").expect("new");
    // The first page has changed, and nobody can say what the document is.
    watch.site.set("/terms", Page::html(terms(SHARES_ALL)));
    for (day, page, outcome) in [
        ("2024-05-02", Page::html(cookies(COOKIES)).cut(), "failed"),
        ("2024-05-03", Page::html(WALL), "blind"),
        ("2024-05-04", Page::error(404, "<h1>Not Found</h1>"), "blind"),
    ] {
        watch.site.set("/cookies", page);
        let found = watch.track(&format!("{day}T10:00:00Z"));
        assert_eq!(found.0.code, 3);
        let found = found.expect(outcome);
        assert_eq!(found["version"], 1, "{found}");
        let named = format!("page 2 of 2, {}", watch.site.url("/cookies"));
        assert!(found["error"].as_str().unwrap().contains(&named), "{found}");
    }
    assert_eq!(watch.world.run(["log", POLICY, "--json"]).json()["versions"].as_array().unwrap().len(), 1);
    watch.site.set("/cookies", Page::html(cookies(COOKIES)));
    let again = watch.track("2024-05-05T10:00:00Z").expect("changed");
    assert_eq!((&again["version"], &again["recovered_from"]), (&2.into(), &"2024-05-02T10:00:00Z".into()));
    watch.is_sound();
}

#[test]
fn a_page_that_was_not_there_yet_says_nothing_of_the_document_and_its_date() {
    let watch = watch();
    watch.site.set("/cookies", Page::error(404, "<h1>Not Found</h1>"));
    for day in 1..=4 {
        watch.track(&format!("2024-05-0{day}T10:00:00Z"));
    }
    watch.site.set("/cookies", Page::html(cookies(COOKIES)));
    let found = watch.track("2024-06-01T10:00:00Z").expect("new");
    assert_eq!(found["findings"], Value::Array(Vec::new()), "{found}");
    watch.site.set("/cookies", Page::error(404, "<h1>Not Found</h1>"));
    for day in 2..=9 {
        watch.track(&format!("2024-07-0{day}T10:00:00Z"));
    }
    let findings = watch.world.run(["check", POLICY, "--json"]).json();
    assert_eq!(findings["findings"], Value::Array(Vec::new()), "one page is not the document: {findings}");
    let records = watch.records().iter().filter(|record| record["status"] == 404).count();
    assert_eq!(records, 2, "what stood in the page's place is evidence when it begins");
    // All of it gone is another thing.
    watch.site.set("/terms", Page::error(404, "<h1>Not Found</h1>"));
    assert_eq!(watch.track("2024-07-11T10:00:00Z").expect("blind")["skipped"], "error_page");
    watch.is_sound();
}

#[test]
fn each_page_is_asked_by_what_it_gave_and_all_are_had_when_one_has_changed() {
    let watch = watch();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)).tagged("one"));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    // The other page has no tag, and is the same byte for byte.
    watch.is_asked_by_its_tag_for_a_week();
    watch.site.set("/cookies", Page::html(cookies(MORE_COOKIES)));
    assert_eq!(watch.track("2024-05-09T10:00:00Z").expect("changed")["version"], 2);
    assert!(text(&watch).contains("never share"));
    // The same bytes in another charset are another page.
    watch.track("2024-05-10T10:00:00Z").expect("unchanged");
    watch.is_sound();
}

#[test]
fn other_addresses_in_the_configuration_are_not_taken_for_the_old_pages() {
    let watch = watch();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)).tagged("one"));
    watch.site.set("/cookies", Page::html(cookies(COOKIES)).tagged("two"));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let config = watch.world.text("fineprint.toml");
    let turned =
        config.replace("/terms\", ", "/x\", ").replace("/cookies\"]", "/terms\"]").replace("/x\"", "/cookies\"");
    watch.world.file("fineprint.toml", turned);
    // No word differs, so it is told nobody, and still it is another version.
    assert_eq!(watch.track("2024-05-02T10:00:00Z").expect("unchanged")["version"], 2);
    let text = text(&watch);
    assert!(text.find("one cookie").unwrap() < text.find("never share").unwrap(), "{text}");
    watch.is_sound();
}

#[test]
fn dates_of_pages_that_differ_contradict_nothing() {
    let watch = watch();
    let dated = cookies(COOKIES).replace("<p>This page", "<p>Last updated: June 5, 2019. This page");
    watch.site.set("/cookies", Page::html(dated));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let findings = watch.world.run(["check", POLICY, "--json"]).json();
    assert_eq!(findings["findings"], Value::Array(Vec::new()), "{findings}");
}

#[test]
fn a_document_of_several_pages_is_read_again_packed_and_exported_from_what_is_kept() {
    let watch = watch();
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let tip = |watch: &Watch| watch.world.run(["log", POLICY, "--json"]).json()["versions"][0]["commit"].clone();
    let before = tip(&watch);
    watch.world.run(["rebuild", POLICY]).succeeded();
    assert_eq!(tip(&watch), before);
    let kept = watch.world.text("snapshots/acme/terms/source.mime");
    assert!(kept.contains(&format!("Content-Location: {}", watch.site.url("/cookies"))), "{kept}");
    watch.world.run(["export", POLICY, "--warc", "out.warc"]).succeeded();
    let warc = std::fs::read(watch.world.path().join("out.warc")).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*warc), &mut text).unwrap();
    for path in ["/terms", "/cookies"] {
        assert!(text.contains(&format!("WARC-Target-URI: {}", watch.site.url(path))), "{text}");
    }
    watch.world.run(["evidence", POLICY]).succeeded();
    watch.is_sound();
}

#[test]
fn add_takes_several_addresses_as_one_document() {
    let watch = Watch::with(&[], "");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/cookies", Page::html(cookies(COOKIES)));
    let (terms, cookies) = (watch.site.url("/terms"), watch.site.url("/cookies"));
    let added = watch.world.run(["add", &terms, &cookies, "--policy", POLICY, "--no-history"]);
    assert!(added.succeeded().stdout.contains("Acme Cookies of Service"), "{added:?}");
    let config = watch.world.text("fineprint.toml");
    assert!(config.contains("urls = [") && config.contains(&cookies), "{config}");
    assert!(text(&watch).contains("one cookie"));
    let gone = watch.site.url("/gone");
    let refused = watch.world.run(["add", &watch.site.url("/a"), &gone, "--policy", "acme/x", "--no-history"]);
    refused.failed(2, &["nothing was read", "page 1 of 2"]);
}

#[test]
fn a_renderer_shows_every_page_of_a_document() {
    let watch = watch();
    let renderer = watch.world.file(
        "show.sh",
        "#!/bin/sh\ncase $1 in *cookies) echo '<title>Cookies</title><main><h1>Cookies</h1><p>We set one cookie that remembers \
         your language, and no other cookie. That is all that this page has to say of cookies.</p></main>';; *) echo \
         '<title>Terms</title><main><h1>Terms</h1><p>We will never share your address with anybody. These terms hold while \
         you use the service, and end when you stop using it.</p></main>';; esac\n",
    );
    watch.configure(&format!(
        "renderer = \"own\"\n[renderer.own]\ncommand = [\"sh\", \"{}\", \"{{url}}\"]",
        renderer.display()
    ));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    assert!(text(&watch).contains("one cookie"));
    assert_eq!(watch.ledger()[0]["source"], "browser");
    watch.track("2024-05-02T10:00:00Z").expect("unchanged");
    watch.is_sound();
}
