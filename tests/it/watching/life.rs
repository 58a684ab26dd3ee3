//! A page's life as it is watched: what counts as a change, what is kept of looks that found none, and what of trouble.

use super::*;

#[test]
fn a_page_is_new_then_unchanged_then_changed() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    let new = watch.track("2024-05-01T10:00:00Z").expect("new");
    assert_eq!((new["version"].as_u64(), new["last_seen"].as_str()), (Some(1), None));
    let unchanged = watch.track("2024-05-02T10:00:00Z").expect("unchanged");
    assert_eq!(unchanged["last_seen"], "2024-05-01T10:00:00Z");
    watch.site.set("/terms", Page::html(terms(SHARES_ALL)));
    let changed = watch.track("2024-05-03T10:00:00Z").expect("changed");
    assert_eq!(changed["version"], 2);
    assert!(changed["headline"].as_str().unwrap().contains("share"), "{changed}");
    let kinds: Vec<_> = changed["findings"].as_array().unwrap().iter().map(|finding| &finding["kind"]).collect();
    assert!(kinds.contains(&&Value::from("silent-change")), "{kinds:?}");
    watch.is_sound();
}

#[test]
fn the_last_look_at_the_old_text_bounds_a_change_though_it_was_no_commit_of_its_own() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    for day in 1..=9 {
        watch.track(&format!("2024-05-0{day}T10:00:00Z"));
    }
    assert_eq!(watch.ledger().len(), 1, "looks that find nothing new stay in the index");
    watch.site.set("/terms", Page::html(terms(SHARES_ALL)));
    watch.track("2024-05-10T10:00:00Z").expect("changed");
    let record = watch.world.git(["show", "HEAD:snapshots/acme/terms/capture.json"]);
    let record: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["bounds"]["after"], "2024-05-09T10:00:00Z");
    assert_eq!(record["previous"]["captures"], 9);
}

#[test]
fn a_run_that_finds_nothing_new_is_one_commit_that_changes_one_file() {
    let policies = [("acme/terms", "/terms"), ("acme/privacy", "/privacy"), ("bcme/terms", "/other")];
    let watch = Watch::with(&policies, "");
    for (_, path) in policies {
        watch.site.set(path, Page::html(terms(&format!("{SHARES_NOTHING} This is {path}."))));
    }
    watch.track("2024-05-01T10:00:00Z");
    let before = watch.commits();
    watch.track("2024-05-02T10:00:00Z");
    assert_eq!(watch.commits(), before + 1);
    assert_eq!(watch.world.git(["show", "--format=", "--name-only", "HEAD"]).trim(), "snapshots/index.tsv");
    assert_eq!(watch.world.git(["status", "--porcelain", "snapshots"]), "");
}

#[test]
fn many_new_pages_are_recorded_in_one_run_with_how_each_was_had() {
    let names: Vec<(String, String)> = (0..40).map(|n| (format!("s{}/d{n}", n % 3), format!("/{n}"))).collect();
    let policies: Vec<(&str, &str)> = names.iter().map(|(policy, path)| (policy.as_str(), path.as_str())).collect();
    let watch = Watch::with(&policies, "");
    for (policy, path) in &policies {
        watch.site.set(path, Page::html(terms(&format!("{SHARES_NOTHING} This is {policy}, and nothing else is."))));
    }
    let run = watch.track("2024-05-01T10:00:00Z");
    assert_eq!(run.0.code, 0, "{:?}", run.0);
    for (policy, _) in &policies {
        assert_eq!(run.of(policy)["outcome"], "new");
        assert!(watch.world.path().join(format!("snapshots/{policy}/evidence.tsv")).exists(), "{policy}");
    }
    watch.is_sound();
}

#[test]
fn a_page_that_is_marked_up_anew_is_unchanged() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.track("2024-05-01T10:00:00Z");
    let anew = terms(SHARES_NOTHING).replace("<main>", "<main class=\"x\"><!-- built on Tuesday -->");
    watch.site.set("/terms", Page::html(anew));
    assert_eq!(watch.track("2024-05-02T10:00:00Z").expect("unchanged")["version"], 1);
    watch.is_sound();
}

#[test]
fn a_server_that_knows_tags_is_asked_by_them_and_believed() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)).tagged("one"));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    watch.is_asked_by_its_tag_for_a_week();
    watch.site.set("/terms", Page::html(terms(SHARES_ALL)).tagged("two"));
    assert_eq!(watch.track("2024-05-09T10:00:00Z").expect("changed")["version"], 2);
    watch.is_sound();
}

#[test]
fn trouble_is_told_when_it_begins_and_when_it_ends_and_is_never_a_version() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.track("2024-05-01T10:00:00Z");
    watch.site.set("/terms", Page::error(403, "<title>Just a moment...</title><p>Checking your browser."));
    let begun = watch.track("2024-05-02T10:00:00Z");
    assert_eq!(begun.0.code, 3);
    let begun = begun.expect("skipped");
    assert_eq!((&begun["skipped"], &begun["version"]), (&"blocked".into(), &1.into()));
    let lasting = watch.track("2024-05-03T10:00:00Z").expect("blind");
    assert_eq!(lasting["blind_since"], "2024-05-02T10:00:00Z");
    assert_eq!(lasting["last_seen"], "2024-05-01T10:00:00Z");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    let ended = watch.track("2024-05-04T10:00:00Z");
    assert_eq!(ended.0.code, 0);
    let ended = ended.expect("unchanged");
    assert_eq!((&ended["recovered_from"], &ended["blind_since"]), (&"2024-05-02T10:00:00Z".into(), &Value::Null));
    watch.is_sound();
}

#[test]
fn what_is_not_the_policy_is_a_look_with_its_reason() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.track("2024-05-01T10:00:00Z");
    let soft =
        "<title>Page not found</title><h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.";
    let pages = [
        (Page::error(404, "<h1>Not Found</h1>"), "error_page"),
        (Page::html(soft), "error_page"),
        (Page::html(WALL), "consent_wall"),
        (Page::error(503, "down"), "maintenance"),
        (Page::html(""), "no_content"),
        (Page::html(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary"),
    ];
    for (day, (page, reason)) in (2..).zip(pages) {
        watch.site.set("/terms", page);
        let found = watch.track(&format!("2024-05-0{day}T10:00:00Z")).of("acme/terms");
        assert_eq!((&found["skipped"], &found["version"]), (&reason.into(), &1.into()), "{found}");
    }
    let outcomes: Vec<_> = watch.ledger().iter().map(|line| line["outcome"].as_str().unwrap().to_owned()).collect();
    assert!(outcomes[1..].iter().all(|outcome| outcome.starts_with("skipped: ")), "{outcomes:?}");
    watch.is_sound();
}

#[test]
fn one_page_s_trouble_is_never_another_s() {
    let policies = [("acme/cut", "/cut"), ("acme/terms", "/terms"), ("acme/bomb", "/bomb"), ("acme/gone", "/gone")];
    let watch = Watch::with(&policies, "");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.site.set("/cut", Page::html(terms(SHARES_ALL)).cut());
    watch.site.set("/bomb", Page::endless(100 << 20));
    let run = watch.track("2024-05-01T10:00:00Z");
    assert_eq!(run.0.code, 3);
    run.expect("new");
    for (policy, outcome) in [("acme/cut", "failed"), ("acme/bomb", "failed"), ("acme/gone", "skipped")] {
        assert_eq!(run.of(policy)["outcome"], outcome, "{}", run.of(policy));
    }
    assert!(run.of("acme/bomb")["error"].as_str().unwrap().contains("larger than allowed"));
    watch.is_sound();
}

#[test]
fn a_text_that_only_one_look_shows_is_no_change_when_two_are_asked_for() {
    let watch = Watch::of_one_page();
    let (old, new) = (Page::html(terms(SHARES_NOTHING)), Page::html(terms(SHARES_ALL)));
    watch.site.set("/terms", old.clone());
    watch.track("2024-05-01T10:00:00Z");
    watch.site.set_in_turn("/terms", [new.clone(), old]);
    let found = watch.track_with("2024-05-02T10:00:00Z", &["--confirm", "2"]).expect("unchanged");
    assert_eq!(found["version"], 1);
    assert!(found["error"].as_str().unwrap().contains("another text"), "{found}");
    watch.site.set("/terms", new);
    watch.track_with("2024-05-03T10:00:00Z", &["--confirm", "2"]).expect("changed");
    watch.is_sound();
}

#[test]
fn a_page_that_is_served_in_another_charset_than_before_is_unchanged() {
    let watch = Watch::of_one_page();
    let page = terms("We pay 100 euros to everyone whose r\u{e9}sum\u{e9} we lose, in the caf\u{e9} of their choice.");
    watch.site.set("/terms", Page::html(&page));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    watch.site.set("/terms", Page::html(latin).header("Content-Type", "text/html; charset=iso-8859-1"));
    watch.track("2024-05-02T10:00:00Z").expect("unchanged");
    let text = watch.world.run(["show", "acme/terms"]).stdout;
    assert!(text.contains("r\u{e9}sum\u{e9}"), "{text}");
}

#[test]
fn the_record_of_a_look_names_the_one_before_and_the_configuration_it_was_made_by() {
    let watch = Watch::of_one_page();
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    watch.track("2024-05-01T10:00:00Z").expect("new");
    watch.site.set("/terms", Page::html(terms("We may share what you give us with our partners.")));
    watch.track("2024-05-02T10:00:00Z").expect("changed");
    let evidence = watch.world.text("snapshots/acme/terms/evidence.tsv");
    let id = evidence.lines().nth(1).unwrap().split('\t').nth(1).unwrap();
    let [first, second] = &watch.records()[..] else { panic!("{evidence}") };
    assert_eq!((first["previous"].is_null(), &second["previous"]), (true, &id.into()));
    assert_eq!(first["normalizer"]["charset"]["label"], "UTF-8", "{first}");
    assert!(first["config_hash"].is_string() && first["config_hash"] == second["config_hash"], "{first}");
    watch.is_sound();
}
