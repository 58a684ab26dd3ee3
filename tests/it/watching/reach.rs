//! How pages are asked for: where redirects may lead, what robots.txt says, who asks, and what bounds it.

use super::*;
use crate::server::gzip;

#[test]
fn redirects_are_kept_hop_by_hop() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::redirect(301, "/legal"));
    watch.site.set("/legal", Page::redirect(302, &watch.site.url("/legal/terms")));
    watch.site.set("/legal/terms", Page::html(terms(SHARES_NOTHING)).header("Set-Cookie", "session=secret"));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let evidence = watch.world.text("snapshots/acme/terms/evidence.tsv");
    let record = &watch.records()[0];
    assert_eq!(record["requested_url"], watch.site.url("/terms"));
    assert_eq!(record["final_url"], watch.site.url("/legal/terms"));
    let hops: Vec<_> = record["hops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hop| (hop["status"].as_u64(), hop["location"].as_str()))
        .collect();
    let target = watch.site.url("/legal/terms");
    assert_eq!(hops, [(Some(301), Some("/legal")), (Some(302), Some(target.as_str()))]);
    assert!(!evidence.contains("secret"), "a session's key is kept");
    watch.is_sound();
}

#[test]
fn a_redirect_that_leads_astray_is_a_failed_look() {
    let policies = [
        ("a/loop", "/loop"),
        ("a/file", "/file"),
        ("a/nowhere", "/nowhere"),
        ("a/long", "/long0"),
        ("a/front", "/front"),
    ];
    let watch = Watch::with(&policies, "");
    watch.site.set("/loop", Page::redirect(302, "/loop2"));
    watch.site.set("/loop2", Page::redirect(302, "/loop"));
    watch.site.set("/file", Page::redirect(302, "file:///etc/passwd"));
    watch.site.set("/nowhere", Page::status(302));
    watch.site.set("/front", Page::redirect(302, "/"));
    watch.site.set("/", Page::html(terms(SHARES_NOTHING)));
    for hop in 0..20 {
        watch.site.set(&format!("/long{hop}"), Page::redirect(302, &format!("/long{}", hop + 1)));
    }
    let run = watch.track("2024-05-01T10:00:00Z");
    for (policy, words) in [
        ("a/loop", "in a circle"),
        ("a/file", "cannot be asked"),
        ("a/nowhere", "without saying where"),
        ("a/long", "do not end"),
    ] {
        let found = run.of(policy);
        assert_eq!(found["outcome"], "failed", "{found}");
        assert!(found["error"].as_str().unwrap().contains(words), "{found}");
    }
    assert_eq!(run.of("a/front")["skipped"], "other_document", "the front page is no policy");
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    let config = watch.world.text("fineprint.toml");
    watch.world.file("fineprint.toml", config.replace("allow-private = true", ""));
    let found = watch.track("2024-05-01T10:00:00Z").expect("failed");
    assert!(found["error"].as_str().unwrap().contains("private network"), "{found}");
    assert!(watch.site.asked_for("/terms").is_empty());
    watch.track_with("2024-05-02T10:00:00Z", &["--allow-private"]).expect("new");
}

#[test]
fn what_robots_txt_forbids_is_left_alone_and_a_site_in_trouble_forbids_all() {
    let watch = Watch::with(&[("acme/terms", "/terms"), ("acme/private", "/private/terms")], "");
    watch
        .site
        .set("/robots.txt", Page::html("User-agent: *\nDisallow: /private/\n").header("Content-Type", "text/plain"));
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/private/terms", Page::html(terms(SHARES_ALL)));
    let run = watch.track("2024-05-01T10:00:00Z");
    run.expect("new");
    assert!(run.of("acme/private")["error"].as_str().unwrap().contains("robots.txt"));
    assert_eq!(watch.site.asked_for("/robots.txt").len(), 1, "the file is had once a run");
    assert!(watch.site.asked_for("/private/terms").is_empty());
    watch.site.set("/robots.txt", Page::error(500, ""));
    watch.track("2024-05-02T10:00:00Z").expect("failed");
    watch.site.set("/robots.txt", Page::error(404, ""));
    watch.track("2024-05-03T10:00:00Z").expect("unchanged");
}

#[test]
fn who_asks_is_said_and_how_to_reach_them() {
    let watch = Watch::with(&[("acme/terms", "/terms")], "");
    let config = watch.world.text("fineprint.toml");
    watch
        .world
        .file("fineprint.toml", format!("contact = \"https://watch.example/about\"\n{config}language = \"de\"\n"));
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let asked = watch.site.asked_for("/terms");
    let agent = asked[0].header("user-agent").unwrap();
    assert!(agent.starts_with("fineprint/") && agent.contains("+https://watch.example/about"), "{agent}");
    assert!(asked[0].header("accept-language").unwrap().starts_with("de,"));
}

#[test]
fn a_stall_a_cut_in_the_packing_and_a_bomb_are_failed_looks() {
    let policies = [("a/stall", "/stall"), ("a/gzip", "/gzip"), ("a/bomb", "/bomb"), ("a/fine", "/fine")];
    let watch = Watch::with(&policies, "");
    let text = terms(SHARES_NOTHING);
    watch.site.set("/stall", Page::html(&text).stalled());
    let packed = gzip(&text);
    watch.site.set("/fine", Page::html(&text).gzipped());
    watch.site.set("/gzip", Page::html(&packed[..packed.len() / 2]).header("Content-Encoding", "gzip"));
    watch.site.set("/bomb", Page::html(" ".repeat(8 << 20)).gzipped());
    let run = watch.track("2024-05-01T10:00:00Z");
    for (policy, words) in [("a/stall", "time was up"), ("a/gzip", "cut off"), ("a/bomb", "unpacks to more")] {
        let found = run.of(policy);
        assert!(found["error"].as_str().unwrap_or_default().contains(words), "{found}");
    }
    assert_eq!(run.of("a/fine")["outcome"], "new");
}
