//! `inspect` of live pages: what would be read of them, with the same care and the same limits as a look.

use super::*;

fn inspect(watch: &Watch, arguments: &[&str]) -> Ran {
    watch.world.run(["inspect"].iter().chain(arguments))
}

#[test]
fn a_live_page_is_shown_and_nothing_is_recorded() {
    let watch = Watch::with(&[], "");
    watch.site.set("/old", Page::redirect(301, "/terms"));
    let nav = terms(SHARES_NOTHING).replace("<main>", "<nav><a href=/a>Home</a> <a href=/b>Products</a></nav><main>");
    watch.site.set("/terms", Page::html(nav));
    let before = watch.world.git(["rev-parse", "--all"]);
    let seen = inspect(&watch, &[&watch.site.url("/old"), "--explain"]);
    seen.succeeded();
    for words in ["March 1, 2024", "navigation", "Products"] {
        assert!(seen.stdout.contains(words), "{words:?} is not in {seen:?}");
    }
    assert!(seen.stderr.contains(&format!("leads to {}", watch.site.url("/terms"))), "{seen:?}");
    let json = inspect(&watch, &[&watch.site.url("/terms"), "--json"]).json();
    assert_eq!(json["claims"][0]["date"], "2024-03-01");
    assert_eq!(watch.world.git(["rev-parse", "--all"]), before);
}

#[test]
fn a_private_address_is_refused_with_the_ways_out_wherever_it_turns_up() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    let elsewhere = World::empty();
    let url = watch.site.url("/terms");
    elsewhere.run(["inspect", &url]).failed(2, &["private network", "--allow-private"]);
    assert!(watch.site.asked_for("/terms").is_empty(), "it was asked all the same");
    elsewhere.run(["inspect", &url, "--allow-private"]).succeeded();
    elsewhere.run(["init", "--no-workflow"]).succeeded();
    elsewhere
        .run(["add", &url, "--no-history"])
        .failed(2, &["private network", "--allow-private", "allow-private = true"]);
}

#[test]
fn robots_txt_and_limits_hold_for_a_person_too() {
    let watch = Watch::with(&[], "");
    watch
        .site
        .set("/robots.txt", Page::html("User-agent: *\nDisallow: /private\n").header("Content-Type", "text/plain"));
    watch.site.set("/private", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/endless", Page::endless(20 << 20));
    inspect(&watch, &[&watch.site.url("/private")]).failed(3, &["robots.txt asks programs to leave this page alone"]);
    inspect(&watch, &[&watch.site.url("/endless")]).failed(3, &["larger than allowed"]);
    let gone = inspect(&watch, &[&watch.site.url("/gone")]);
    assert!(gone.succeeded().stdout.contains("an error page"), "{gone:?}");
}

#[test]
fn ranges_are_understood_in_both_forms_and_what_matches_nothing_is_named() {
    let watch = Watch::with(&[], "");
    let page = terms(SHARES_NOTHING).replace("<p>We will", "<p id=a>We will").replace("<p>We keep", "<p id=b>We keep");
    watch.site.set("/terms", Page::html(page));
    let url = watch.site.url("/terms");
    for range in ["{ start-before = \"#a\", end-before = \"#b\" }", "{\"startBefore\": \"#a\", \"endBefore\": \"#b\"}"]
    {
        let read = inspect(&watch, &[&url, "--select", range, "--json"]);
        assert!(read.succeeded().stdout.contains("never share") && !read.stdout.contains("We keep"), "{read:?}");
    }
    let missing = inspect(&watch, &[&url, "--select", "main", "--select", "#gone > p", "--remove", ".ad"]);
    assert!(
        missing.stderr.contains("matches #gone > p\n") && missing.stderr.contains("matches .ad, so"),
        "{missing:?}"
    );
    assert!(!missing.stderr.contains("matches main"), "{missing:?}");
    inspect(&watch, &[&url, "--select", "{ start-before = \"#a\" }"]).failed(2, &["one end"]);
}

#[test]
fn a_policy_is_inspected_as_it_is_configured() {
    let watch = Watch::of_one_page();
    let page = terms(SHARES_NOTHING).replace("<p>We keep", "<p class=no>We keep");
    watch.site.set("/terms", Page::html(page));
    watch.configure("remove = \".no\"");
    for named in ["acme/terms", &watch.site.url("/terms")] {
        let read = inspect(&watch, &[named, "--json"]);
        assert!(!read.succeeded().stdout.contains("We keep") && read.stdout.contains("never share"), "{read:?}");
    }
    inspect(&watch, &["acme/unknown"]).failed(2, &["acme/unknown"]);
}

#[test]
fn several_addresses_are_one_document_and_files_are_not_mixed_with_them() {
    let watch = Watch::with(&[], "");
    watch.site.set("/1", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/2", Page::html(terms("We may end the service at any time, and will tell you so a month before.")));
    let (one, two) = (watch.site.url("/1"), watch.site.url("/2"));
    let read = inspect(&watch, &[&one, &two, "--json"]);
    assert!(read.succeeded().stdout.contains("never share") && read.stdout.contains("a month before"), "{read:?}");
    watch.world.file("page.html", terms(SHARES_ALL));
    inspect(&watch, &["page.html", &two]).failed(2, &["cannot be pages of one document"]);
    let gone = watch.site.url("/gone");
    inspect(&watch, &[&one, &gone]).failed(0, &["page 2 of 2"]);
}
