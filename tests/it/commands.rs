//! Every command on a small store, as a person and as a script would use it.

use serde_json::Value;

use crate::harness::{World, page};

const OLD: &[&str] = &[
    "Last updated: March 1, 2020",
    "Acme Corporation runs the Acme service, and these terms say what you and we may expect of each other.",
    "We never share your email address with other companies.",
    "You may close your account at any time by writing to us, and we then delete what we hold about you.",
];
const NEW: &[&str] = &[
    "Last updated: March 1, 2020",
    "Acme Corporation runs the Acme service, and these terms say what you and we may expect of each other.",
    "We may share your email address with our advertising partners.",
    "You may close your account at any time by writing to us, and we then delete what we hold about you.",
];

/// A store in which `acme/terms` changed between two captures while its date stood still.
fn changed() -> World {
    let world = World::with_store();
    world.import("2020-06-01", &page(OLD));
    world.import("2021-06-01", &page(NEW));
    world
}

fn kinds(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["kind"].as_str().unwrap()).collect()
}

#[test]
fn the_log_tells_the_versions_and_what_does_not_hold() {
    let world = changed();
    let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
    let versions = log["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["first_seen"], "2020-06-01T00:00:00Z");
    assert_eq!(versions[1]["claims"][0]["date"], "2020-03-01");
    assert!(kinds(&log["findings"]).contains(&"silent-change"), "{log}");
    let human = world.run(["log", "acme/terms"]).succeeded().stdout.clone();
    assert!(human.contains("2021-06-01") && human.contains("March 1, 2020"), "{human}");
}

#[test]
fn files_that_differ_in_nothing_but_marks_say_the_same() {
    let world = World::empty();
    let text = |mark: &str| format!("The terms of Acme\n{mark}\n\n{}\n", OLD[1..].join("\n\n"));
    let (old, new) = (world.file("old.md", text("=================")), world.file("new.md", text("=====")));
    let verdict = |old: &std::path::Path, new: &std::path::Path| {
        let diff = world.run(["diff".as_ref(), old.as_os_str(), new.as_os_str(), "--json".as_ref()]);
        diff.succeeded().json()["summary"]["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!((verdict(&old, &new).as_str(), verdict(&old, &old).as_str()), ("cosmetic", "none"));
}

#[test]
fn check_fails_a_script_when_something_is_found_and_only_then() {
    let world = changed();
    assert_eq!(world.run(["check"]).code, 1);
    let check = world.run(["check", "acme/terms", "--json"]);
    assert_eq!(check.code, 1);
    let finding = &check.json()["findings"][0];
    assert_eq!((&finding["kind"], &finding["version"]), (&"silent-change".into(), &2.into()));
    assert_eq!(finding["bounds"]["after"], "2020-06-01T00:00:00Z");
    assert_eq!(finding["bounds"]["before"], "2021-06-01T23:59:59Z");
    let quiet = World::with_store();
    quiet.import("2020-06-01", &page(OLD));
    quiet.run(["check"]).succeeded();
}

#[test]
fn diff_shows_the_clause_that_changed_and_no_other() {
    let world = changed();
    let diff = world.run(["diff", "acme/terms", "--json"]).succeeded().json();
    let changes = diff["changes"].as_array().unwrap();
    let touched =
        |change: &Value| format!("{}{}", change["old"]["text"], change["new"]["text"]).contains("email address");
    assert!(!changes.is_empty() && changes.iter().all(touched), "{diff}");
    assert_eq!(diff["summary"]["verdict"], "substantive");
    let same = world.run(["diff", "acme/terms@1", "acme/terms@1", "--json"]).succeeded().json();
    assert_eq!((&same["changes"], &same["summary"]["verdict"]), (&Value::Array(Vec::new()), &"none".into()));
    let human = world.run(["diff", "acme/terms@1", "acme/terms@2"]).succeeded().stdout.clone();
    assert!(human.contains("email address"), "{human}");
}

#[test]
fn diff_takes_two_files_and_the_instants_that_bound_their_change() {
    let world = World::empty();
    world.file("old.html", page(OLD));
    world.file("new.html", page(NEW));
    let plain = world.run(["diff", "old.html", "new.html", "--json"]).succeeded().json();
    assert!(plain.get("findings").is_none_or(Value::is_null), "{plain}");
    let instants = ["--old-last-seen", "2020-06-01", "--new-first-seen", "2021-06-01"];
    let bounded = world.run(["diff", "old.html", "new.html", "--json"].iter().chain(&instants)).succeeded().json();
    assert_eq!(kinds(&bounded["findings"]), ["silent-change"]);
}

#[test]
fn blame_says_since_which_version_each_sentence_stands() {
    let blame = changed().run(["blame", "acme/terms", "--json"]).succeeded().json();
    let since = |words: &str| {
        let sentences = blame["sentences"].as_array().unwrap();
        sentences.iter().find(|sentence| sentence["text"].as_str().unwrap().contains(words)).unwrap()["since"].clone()
    };
    assert_eq!(since("advertising partners"), 2);
    assert_eq!(since("close your account"), 1);
}

#[test]
fn show_prints_a_version_by_number_and_by_day() {
    let world = changed();
    let by_day = world.run(["show", "acme/terms@2020-12-31", "--text"]).succeeded().stdout.clone();
    assert!(by_day.contains("We never share your email address"), "{by_day}");
    assert_eq!(world.run(["show", "acme/terms@1", "--text"]).stdout, by_day);
    world.run(["show", "acme/terms@9"]).failed(2, &["no version 9", "versions 1 to 2"]);
    world.run(["show", "acme/terms@2019-01-01"]).failed(2, &["had not been seen", "2020-06-01"]);
}

#[test]
fn inspect_reads_a_page_with_no_store_at_all() {
    let world = World::empty();
    world.file("page.html", page(OLD));
    let inspected = world.run(["inspect", "page.html", "--json"]).succeeded().json();
    assert_eq!(inspected["title"], "Acme Terms of Service");
    assert_eq!(inspected["claims"][0]["date"], "2020-03-01");
    assert_eq!(inspected["skipped"], Value::Null);
    assert_eq!(world.pipe(["inspect", "-", "--json"], page(OLD).as_bytes()).succeeded().json(), inspected);
    assert!(world.run(["inspect", "page.html"]).succeeded().stdout.contains("March 1, 2020"));
}

#[test]
fn the_first_line_of_the_data_set_tells_when_and_where() {
    let world = World::with_store();
    world.file(
        "policy.md",
        "> *The following text is extracted and transformed from the example.com privacy policy that was archived on \
         2012-10-14. Please check the [original snapshot on the Wayback \
         Machine](https://web.archive.org/web/20121014192959id_/http%3A//example.com/privacy) for the most accurate \
         reproduction.*\n\n# Privacy policy\n\nWe keep your data for as long as you have an account with us.\n",
    );
    world.run(["import", "policy.md", "--policy", "example/privacy"]).succeeded();
    let log = world.run(["log", "example/privacy", "--json"]).succeeded().json();
    let version = &log["versions"][0];
    assert_eq!(version["first_seen"], "2012-10-14T19:29:59Z");
    assert_eq!(version["url"], "http://example.com/privacy");
    let text = world.run(["show", "example/privacy", "--text"]).succeeded().stdout.clone();
    assert!(!text.contains("extracted and transformed"), "{text}");
}

#[test]
fn a_file_that_tells_no_address_has_the_one_of_the_configuration() {
    let world = World::with_store();
    world.file("fineprint.toml", "[policy.\"acme/terms\"]\nurl = \"https://acme.example/terms\"\n");
    world.import("2020-06-01", &page(OLD));
    let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
    assert_eq!(log["versions"][0]["url"], "https://acme.example/terms");
}

#[test]
fn a_folder_is_imported_in_capture_order_whatever_its_files_are_called() {
    let world = World::with_store();
    world.file("captures/b-2020-06-01.html", page(OLD));
    world.file("captures/a-2021-06-01.html", page(NEW));
    world.file("captures/notes.bin", [0, 1, 2]);
    world.run(["import", "captures", "--policy", "acme/terms"]).succeeded();
    let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
    assert_eq!(log["versions"][0]["first_seen"], "2020-06-01T00:00:00Z");
    assert_eq!(log["versions"][1]["first_seen"], "2021-06-01T00:00:00Z");
}

#[test]
fn importing_again_changes_nothing() {
    let world = changed();
    let before = world.git(["rev-parse", "HEAD"]);
    let again = world.import("2021-06-01", &page(NEW));
    assert!(again.stderr.contains("0 new captures"), "{again:?}");
    assert_eq!(world.git(["rev-parse", "HEAD"]), before);
}

#[test]
fn verify_passes_on_what_was_recorded_and_names_what_was_altered() {
    let world = changed();
    world.run(["verify"]).succeeded();
    assert_eq!(world.run(["verify", "--json"]).succeeded().json()["schema_version"], 1);
}

#[test]
fn the_report_is_one_file_without_scripts_or_requests() {
    let world = changed();
    world.run(["report", "acme/terms", "--out", "report.html"]).succeeded();
    let page = world.text("report.html");
    assert!(page.contains("email address") && page.contains("2021-06-01"));
    assert!(!page.contains("<script") && !page.contains("src=\"http") && !page.contains("@import"));
}

#[test]
fn inspect_obeys_selectors_and_tells_what_they_left_out() {
    let world = World::empty();
    let page = "<h1>Terms</h1><div class=t><p>We keep your data for a year.</p><p class=n>Share this page.</p></div><p>Aside.</p>";
    world.file("page.html", page);
    let inspect = |more: &[&str]| world.run(["inspect", "page.html"].iter().chain(more));
    let read = inspect(&["--select", ".t", "--remove", ".n", "--json"]).succeeded().json();
    assert_eq!(read["sections"][0]["blocks"][0]["sentences"], serde_json::json!(["We keep your data for a year."]));
    assert_eq!(read["sections"].as_array().unwrap().len(), 1);
    let told = inspect(&["--select", ".t", "--remove", ".n", "--explain"]).succeeded().stdout.clone();
    let (_, left_out) = told.split_once("Left out").unwrap();
    assert!(left_out.contains("removed") && left_out.contains("not-selected"), "{told}");
    let skipped = inspect(&["--select", ".gone", "--json"]).succeeded().json();
    assert_eq!((&skipped["skipped"], skipped["sections"].as_array().unwrap().len()), (&"not_selected".into(), 0));
    let told = inspect(&["--select", ".t", "--select", ".gone", "--remove", ".n", "--remove", "#ad"]);
    let told = told.succeeded().stderr.clone();
    assert!(told.contains("matches .gone") && told.contains("matches #ad"), "{told}");
    assert!(!told.contains("matches .t") && !told.contains("matches .n"), "{told}");
    inspect(&["--select", "p:hover"]).failed(2, &["p:hover", "pseudo-class"]);
}

#[test]
fn a_new_store_has_a_workflow_that_names_the_action_it_was_given() {
    let world = World::empty();
    let action = "press/fineprint@3d3c42e5aac5ba805825da76410c181273ba90b1";
    world.run(["init", "--action", action]).succeeded();
    let workflow = world.text(".github/workflows/track.yml");
    assert!(workflow.contains(&format!("uses: {action}")) && !workflow.contains("OWNER"), "{workflow}");
    let other = World::empty();
    let unknown = other.run(["init"]);
    unknown.succeeded();
    if option_env!("FINEPRINT_RELEASED_AS").is_none() {
        assert!(unknown.stderr.contains("cannot run yet") && unknown.stderr.contains("--action"), "{unknown:?}");
        let path = other.path().join(".github/workflows/track.yml");
        let unfinished = std::fs::read_to_string(&path).unwrap();
        assert!(unfinished.contains("# REPLACE the next line"), "{unfinished}");
        // What is said is what works, and what somebody else wrote in the file stays.
        std::fs::write(&path, unfinished.replace("17 5 * * *", "31 6 * * *")).unwrap();
        other.run(["init", "--action", action]).succeeded();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), workflow.replace("17 5 * * *", "31 6 * * *"));
    }
    let other = World::empty();
    other.run(["init", "--action", "x@y\n  run: rm -rf /"]).failed(2, &["OWNER/REPOSITORY@COMMIT"]);
}

#[test]
fn the_log_of_several_policies_is_one_answer() {
    let world = changed();
    assert_eq!(world.run(["log", "--json"]).json()["policy"], "acme/terms");
    let path = world.file("p-2020-06-01.html", page(OLD));
    world.run(["import", path.to_str().unwrap(), "--policy", "acme/privacy"]).succeeded();
    world.run(["import", path.to_str().unwrap(), "--policy", "other/terms"]).succeeded();
    let names = |arguments: &[&str]| {
        let answer = world.run(arguments).succeeded().json();
        assert_eq!(answer["schema_version"], 1, "{answer}");
        let policies = answer["policies"].as_array().unwrap().iter();
        policies.map(|log| log["policy"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&["log", "--json"]), ["acme/privacy", "acme/terms", "other/terms"]);
    assert_eq!(names(&["log", "acme", "--json"]), ["acme/privacy", "acme/terms"]);
    assert_eq!(World::with_store().run(["log", "--json"]).json()["policies"], serde_json::json!([]));
}

#[test]
fn a_service_stands_for_all_of_its_policies_and_a_severity_has_a_name() {
    let world = changed();
    assert_eq!(world.run(["check", "acme", "--severity", "low"]).code, 1);
    assert_eq!(world.run(["check", "acme", "--severity", "high"]).code, world.run(["check", "--severity", "3"]).code);
    let status = world.run(["status", "acme", "--json"]).succeeded().json();
    assert_eq!(status["policies"][0]["policy"], "acme/terms");
    world.run(["report", "acme", "--out", "report.html"]).succeeded();
}

#[test]
fn diff_lines_up_the_dates_of_both_texts_and_when_they_were_seen() {
    let world = World::with_store();
    world.import("2020-06-01", &page(OLD));
    world.import(
        "2021-06-01",
        &page(
            &NEW.iter()
                .map(|line| line.replace("March 1, 2020", "May 4, 2021"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        ),
    );
    let shown = world.run(["diff", "acme/terms@1", "acme/terms@2"]).succeeded().stdout.clone();
    let rows: Vec<&str> = shown.lines().skip_while(|line| *line != "Dates").skip(1).take(2).collect();
    assert_eq!(
        rows[0].split_whitespace().collect::<Vec<_>>(),
        ["last", "updated", "2020-03-01", "\u{2192}", "2021-05-04"]
    );
    let arrow = |row: &str| row.chars().position(|c| c == '\u{2192}').unwrap();
    assert_eq!(arrow(rows[0]), arrow(rows[1]), "{shown}");
    assert!(
        rows[1].starts_with("  seen          last 2020-06-01") && rows[1].contains("\u{2192}  first 2021-06-01"),
        "{shown}"
    );
}

#[test]
fn diff_warns_where_the_second_text_did_not_come_after_the_first() {
    let world = changed();
    let warned = |old: &str, new: &str| world.run(["diff", old, new]).succeeded().stderr.clone();
    assert!(warned("acme/terms@2", "acme/terms@1").contains("warning: the first one named is the newer"));
    assert!(warned("acme/terms@1", "acme/terms@1").contains("warning: this compares a version with itself"));
    assert_eq!(warned("acme/terms@1", "acme/terms@2"), "");
}

#[test]
fn texts_of_two_policies_differ_and_did_not_change() {
    let world = changed();
    let other =
        world.file("other.html", page(&["Other Corporation runs a shop, and we never lend books to anybody at all."]));
    let import =
        ["import", "--policy", "other/terms", "--captured-at", "2021-06-01"].map(AsRef::<std::ffi::OsStr>::as_ref);
    world.run(import.into_iter().chain([other.as_os_str()])).succeeded();
    let diff = world.run(["diff", "acme/terms@2", "other/terms@1", "--json"]);
    assert!(diff.succeeded().stderr.contains("warning: these are two policies"), "{}", diff.stderr);
    let headline = diff.json()["summary"]["headline"].as_str().unwrap().to_owned();
    assert!(
        headline.starts_with("These are two policies, and what differs between them did not change."),
        "{headline}"
    );
    assert!(!headline.contains("no longer"), "{headline}");
}

#[test]
fn a_page_that_was_never_seen_is_reported_as_such() {
    let world = World::with_store();
    let wall = page(&["Just a moment...", "Checking your browser before you access the site."]);
    world.import("2020-06-01", &wall);
    let report = world.path().join("report.html");
    let ran = world.run(["report".as_ref(), "--out".as_ref(), report.as_os_str()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let html = std::fs::read_to_string(&report).unwrap();
    assert!(html.contains("acme/terms") && html.contains("No version was seen; nothing to compare."), "{html}");
}

#[test]
fn diff_takes_a_file_and_a_version() {
    let world = changed();
    let path = world.file("now-2022-06-01.html", page(OLD));
    let path = path.to_str().unwrap();
    let diff = world.run(["diff", "acme/terms@2", path, "--json"]).succeeded().json();
    assert_eq!(diff["summary"]["verdict"], "substantive", "{diff}");
    assert_eq!(kinds(&diff["findings"]), ["silent-change"]);
    let same = world.run(["diff", "acme/terms@1", path, "--json"]).succeeded().json();
    assert_eq!(same["summary"]["verdict"], "none", "{same}");
    world.run(["diff", path, "acme/terms@1", "--old-last-seen", "2020-01-01"]).succeeded();
    world.run(["diff", path, "acme/terms@1", "--new-first-seen", "2020-01-01"]).failed(2, &["the store knows when"]);
}

#[test]
fn a_store_made_elsewhere_says_how_to_get_there() {
    let world = World::empty();
    let made = world.run(["init", "s1", "--no-workflow"]);
    assert!(made.stderr.contains("next: cd s1\nthen: fineprint add URL"), "{made:?}");
    assert!(World::empty().run(["init", "--no-workflow"]).stderr.contains("next: fineprint add URL"));
}
