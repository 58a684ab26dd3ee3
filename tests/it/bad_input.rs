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
    assert_eq!(fs::read_to_string(world.path().join("notes.txt")).unwrap(), "draft");
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
