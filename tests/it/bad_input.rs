//! What a person does wrong and what pages do to us: a clear error, the right exit code, nothing lost, no panic.

use std::fs;

use crate::harness::{World, page};

const PAGE: &[&str] = &["Last updated: March 1, 2020", "We keep your data for as long as you have an account with us."];

fn import(world: &World, path: &str) -> crate::harness::Ran {
    world.run(["import", path, "--policy", "acme/terms", "--captured-at", "2020-06-01"])
}

#[test]
fn a_missing_file_is_named() {
    import(&World::with_store(), "gone.html").failed(2, &["gone.html", "no such file", "check the path"]);
}

#[test]
fn a_folder_without_pages_says_what_a_page_is() {
    let world = World::with_store();
    world.file("empty/readme.bin", "x");
    world.run(["import", "empty", "--policy", "acme/terms"]).failed(2, &["holds no page", ".html"]);
}

#[test]
fn a_binary_file_is_no_page() {
    let world = World::with_store();
    world.file("logo.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    import(&world, "logo.html").failed(2, &["logo.html", "not text"]);
}

#[test]
fn an_empty_page_is_no_page() {
    let world = World::with_store();
    world.file("empty.html", " \n");
    import(&world, "empty.html").failed(2, &["empty.html", "empty"]);
}

#[test]
fn a_page_of_fifty_megabytes_is_refused_before_it_fills_the_memory() {
    let world = World::with_store();
    world.file("huge.html", "<p>word</p>\n".repeat(50 * 1024 * 1024 / 12));
    import(&world, "huge.html").failed(2, &["huge.html", "larger than"]);
}

#[test]
fn a_hundred_thousand_nested_elements_are_read_without_overflow() {
    let world = World::with_store();
    let nested = format!(
        "<html><body><main><h1>Terms</h1><p>We keep your data for a year.</p>{}deep{}</main></body></html>",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    world.file("nested.html", nested);
    import(&world, "nested.html").succeeded();
    assert!(world.run(["show", "acme/terms", "--text"]).succeeded().stdout.contains("We keep your data for a year."));
}

#[test]
fn a_wrong_instant_shows_right_ones() {
    let world = World::with_store();
    world.file("page.html", page(PAGE));
    let wrong = world.run(["import", "page.html", "--policy", "acme/terms", "--captured-at", "last tuesday"]);
    wrong.failed(2, &["last tuesday", "2012-10-14"]);
}

#[test]
fn a_page_that_nobody_dates_asks_for_an_instant() {
    let world = World::with_store();
    world.file("page.html", page(PAGE));
    world
        .run(["import", "page.html", "--policy", "acme/terms"])
        .failed(2, &["when this page was seen", "--captured-at"]);
}

#[test]
fn a_policy_name_that_leaves_its_folder_is_refused() {
    let world = World::with_store();
    world.file("page.html", page(PAGE));
    for name in ["../etc", "a/../b", "a/..", "a/b\u{1b}[2J", "A/B", "a"] {
        let ran = world.run(["import", "page.html", "--policy", name, "--captured-at", "2020-06-01"]);
        ran.failed(2, &["cannot name a policy"]);
        assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn a_folder_that_is_no_store_says_how_to_make_one() {
    let world = World::empty();
    world.file("page.html", page(PAGE));
    import(&world, "page.html").failed(2, &["fineprint init"]);
}

#[test]
fn an_unknown_policy_is_named() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    world.run(["log", "acme/privacy"]).failed(2, &["acme/privacy"]);
}

#[test]
fn one_bad_file_never_stops_the_others() {
    let world = World::with_store();
    world.file("captures/a-2020-06-01.html", page(PAGE));
    world.file("captures/b-2020-07-01.html", [0, 1, 2]);
    world.run(["import", "captures", "missing", "--policy", "acme/terms"]).failed(3, &["b-2020-07-01", "missing"]);
    assert_eq!(world.run(["log", "acme/terms", "--json"]).json()["versions"].as_array().unwrap().len(), 1);
}

#[test]
fn an_error_page_is_recorded_as_skipped_and_ends_no_version() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    let error = world.import(
        "2020-07-01",
        "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>The page you asked for was not \
         found on this server.</p></body></html>",
    );
    assert!(error.stderr.contains("error page"), "{error:?}");
    world.import("2020-08-01", &page(PAGE));
    let log = world.run(["log", "acme/terms", "--json"]).json();
    assert_eq!(log["versions"].as_array().unwrap().len(), 1, "{log}");
    assert_eq!(log["versions"][0]["last_seen"], "2020-08-01T00:00:00Z");
}

#[test]
fn a_shallow_clone_is_refused_with_the_way_out() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    world.import("2020-07-01", &page(&[PAGE[0], "We keep your data for ten years after you leave."]));
    let clone = format!("file://{}", world.path().display());
    world.git(["clone", "--quiet", "--depth", "1", &clone, "shallow"]);
    world.run(["--store", "shallow", "log", "acme/terms"]).failed(4, &["shallow", "--unshallow"]);
}

#[test]
fn a_dirty_snapshot_is_refused_and_left_as_it_is() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    let policy = world.path().join("snapshots/acme/terms/policy.md");
    fs::write(&policy, "mine").unwrap();
    let path = world.file("pages/2020-07-01.html", page(&["We sell what we know about you."]));
    let ran = world.run(["import", path.to_str().unwrap(), "--policy", "acme/terms"]);
    ran.failed(4, &["snapshots/acme/terms/policy.md"]);
    assert_eq!(fs::read_to_string(&policy).unwrap(), "mine");
}

#[test]
fn files_that_are_not_ours_are_never_touched() {
    let world = World::with_store();
    world.file("notes.txt", "draft");
    world.git(["add", "notes.txt"]);
    world.import("2020-06-01", &page(PAGE));
    assert_eq!(world.text("notes.txt"), "draft");
    assert!(world.git(["status", "--porcelain"]).contains("A  notes.txt"));
}

#[test]
fn a_damaged_object_is_reported_and_not_hidden() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    let oid = world.git(["rev-parse", "HEAD:snapshots/acme/terms/policy.md"]);
    let object = world.path().join(".git/objects").join(&oid[..2]).join(oid[2..].trim());
    assert!(object.exists(), "small records are loose objects");
    fs::remove_file(&object).unwrap();
    let ran = world.run(["verify"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    world.run(["log", "acme/terms"]).failed(4, &["is not in this repository", "restore"]);
}

#[test]
fn a_locked_store_says_so_and_records_nothing() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    let before = world.git(["rev-parse", "HEAD"]);
    let lock = fs::OpenOptions::new().write(true).open(world.path().join(".git/fineprint.lock")).unwrap();
    lock.lock().unwrap();
    let path = world.file("pages/2020-07-01.html", page(&["We sell what we know about you."]));
    let ran = world.run(["import", path.to_str().unwrap(), "--policy", "acme/terms"]);
    ran.failed(4, &["lock"]);
    assert_eq!(world.git(["rev-parse", "HEAD"]), before);
}

const MISSING: &str = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><p>The page you asked for was \
                     not found on this server.</p></body></html>";

#[test]
fn a_policy_that_was_never_seen_lists_the_looks_and_why_each_showed_none() {
    let world = World::with_store();
    world.import("2020-06-01", MISSING);
    world.run(["show", "acme/terms"]).failed(2, &["`fineprint log acme/terms` says why"]);
    let log = world.run(["log", "acme/terms"]).succeeded().stdout.clone();
    assert!(log.contains("in 1 look") && log.contains("2020-06-01, by import"), "{log}");
    assert!(log.contains("not the policy but an error page"), "{log}");
    let answer = world.run(["log", "acme/terms", "--json"]).json();
    assert_eq!(answer["not_seen"][0]["skipped"], "error_page", "{answer}");
}

#[test]
fn one_file_alone_is_nothing_to_compare() {
    let world = World::empty();
    world.file("old-2020.html", page(PAGE));
    world.run(["diff", "old-2020.html"]).failed(2, &["a second one is needed", "fineprint diff old-2020.html NEW"]);
    world.run(["diff", "old-2020.html", "acme/terms@1"]).failed(2, &["neither a file nor a version"]);
}

#[test]
fn a_folder_where_a_file_is_needed_is_called_a_folder() {
    let ran = World::empty().run(["inspect", "."]);
    ran.failed(2, &["it is a folder", "name a page in it"]);
    assert!(!ran.stderr.contains("disk"), "{ran:?}");
}

#[test]
fn a_severity_that_does_not_exist_is_answered_with_those_that_do() {
    World::with_store().run(["check", "--severity", "grave"]).failed(2, &["note, low, medium or high"]);
}

#[test]
fn a_service_that_is_not_there_is_answered_with_those_that_are() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    for (command, service) in [("check", "other"), ("log", "other/*"), ("verify", "other")] {
        world.run([command, service]).failed(2, &["no policy of \"other\"", "acme"]);
    }
    world.run(["status", "other"]).failed(2, &["other/* is neither"]);
    world.run(["check", "../x"]).failed(2, &["cannot name a policy"]);
}

#[test]
fn a_policy_that_is_named_twice_is_taken_once() {
    let world = World::with_store();
    world.import("2020-06-01", &page(PAGE));
    let verified = world.run(["verify", "acme/terms", "acme", "acme/*"]);
    assert!(verified.succeeded().stdout.contains("1 document checked"), "{verified:?}");
}

#[test]
fn a_lexicon_that_is_not_there_is_answered_with_what_to_do() {
    let world = World::with_store();
    world.file("fineprint.toml", "lexicon = \"nope.lexicon\"\n");
    world.run(["config", "check"]).failed(2, &["nope.lexicon", "correct `lexicon = \"nope.lexicon\"`"]);
}

#[test]
fn files_that_are_left_out_of_a_folder_are_counted_by_their_kind() {
    let world = World::with_store();
    world.file("captures/t-20240401.html", page(PAGE));
    for name in ["x.bin", "y.BIN", "README", "logo.png", ".hidden"] {
        world.file(&format!("captures/{name}"), "x");
    }
    let ran = world.run(["import", "captures", "--policy", "acme/terms"]);
    ran.succeeded();
    assert!(ran.stderr.contains("left out 4 files"), "{ran:?}");
    assert!(ran.stderr.contains("2 .bin, 1 .png, 1 without an ending"), "{ran:?}");
    assert!(ran.stderr.contains("1 new capture, 1 new version"), "{ran:?}");
    let log = world.run(["log", "acme/terms", "--json"]).json();
    assert_eq!(log["versions"][0]["first_seen"], "2024-04-01T00:00:00Z");
}

#[test]
fn a_work_tree_that_is_not_what_was_committed_is_named() {
    for (path, text) in [("snapshots/acme/terms/policy.md", "mine"), ("snapshots/index.tsv", "garbage")] {
        let world = World::with_store();
        world.import("2020-06-01", &page(PAGE));
        fs::write(world.path().join(path), text).unwrap();
        let ran = world.run(["verify"]);
        assert_eq!(ran.code, 4, "{ran:?}");
        let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&format!("{path} in the work tree is not what is committed")), "{said}");
        world.git(["checkout", "-q", "--", path]);
        world.run(["verify"]).succeeded();
    }
}

#[test]
fn a_pace_that_is_no_time_and_an_address_that_is_no_web_page_say_what_to_write() {
    let world = World::with_store();
    let policy = "[policy.\"a/b\"]\nurl = \"ftp://x.example/\"\n";
    world.file("fineprint.toml", format!("[pace]\nseconds-between = -3\n{policy}"));
    let ran = world.run(["config", "check"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stdout.contains("from 0 to a day's 86400") && ran.stdout.contains("begins with https://"), "{ran:?}");
    world.run(["track"]).failed(2, &["seconds-between = -3", "seconds from 0 up"]);
}

#[test]
fn a_private_address_that_is_refused_names_the_way_to_allow_it() {
    let world = World::with_store();
    world.file("fineprint.toml", "[policy.\"a/b\"]\nurl = \"http://127.0.0.1:9/\"\n");
    let ran = world.run(["track"]);
    ran.failed(3, &["--allow-private", "allow-private = true"]);
}

#[test]
fn no_import_puts_two_texts_of_one_day_into_an_order_that_nobody_knows() {
    let world = World::with_store();
    let page =
        |sells: &str| format!("# Terms\n\nLast updated: November 1, 2024\n\nWe {sells} sell your personal data.\n");
    world.file("old.md", page("never"));
    world.file("new.md", page("may"));
    let import = |file: &str, at: &str| world.run(["import", file, "--policy", "acme/terms", "--captured-at", at]);
    import("new.md", "2024-11-01T10:00:00Z").succeeded();
    import("old.md", "2024-11-01").failed(2, &["old.md", "same day", "2012-10-14T19:29:59Z"]);
    import("old.md", "2024-11-01T10:00:00Z").failed(2, &["old.md", "same instant"]);
    import("new.md", "2024-11-01").succeeded();
    import("old.md", "2024-11-01T09:00:00Z").failed(2, &["same day"]);
    import("old.md", "2024-10-31").succeeded();
}

#[test]
fn a_page_of_the_same_day_in_a_folder_is_named_and_the_others_are_recorded() {
    let world = World::with_store();
    world.file("pages/a-2024-11-01.md", "# Terms\n\nWe never sell your personal data to anybody.\n");
    world.file("pages/b-2024-11-01.md", "# Terms\n\nWe may sell your personal data to anybody.\n");
    world.file("pages/c-2024-12-01.md", "# Terms\n\nWe may sell your personal data to anybody.\n");
    let import = world.run(["import", "pages", "--policy", "acme/terms"]);
    import.failed(3, &["b-2024-11-01.md", "same day"]);
    assert!(import.stderr.contains("2 new versions"), "{}", import.stderr);
}

#[test]
fn a_page_cannot_have_been_seen_after_now() {
    let world = World::with_store();
    world.file("page.md", "# Terms\n\nWe never sell your personal data to anybody.\n");
    let import = |at: &str| world.run(["import", "page.md", "--policy", "acme/terms", "--captured-at", at]);
    import("9000-01-01").failed(2, &["page.md", "after now"]);
    import("2024-11-01").succeeded();
}
