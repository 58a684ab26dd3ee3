//! `fineprint.toml` and what helps to write it: `add`, `config`, `status`.

use std::fs;

use super::*;

/// The schema as editors find it in the repository.
const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/config/fineprint.schema.json");

#[test]
fn the_schema_in_the_repository_is_what_the_types_give() {
    let printed = World::empty().run(["config", "schema"]).stdout;
    let kept = fs::read_to_string(SCHEMA).unwrap_or_default();
    assert_eq!(kept, printed, "run `fineprint config schema > src/config/fineprint.schema.json`");
    let schema: Value = serde_json::from_str(&printed).unwrap();
    let policy = &schema["$defs"]["PolicyConfig"];
    assert_eq!(policy["additionalProperties"], false);
    assert!(policy["properties"]["select"].is_object(), "{policy}");
    assert!(policy["properties"]["url"]["description"].as_str().unwrap().contains("address"));
}

#[test]
fn check_names_every_problem_and_its_table() {
    let world = World::with_store();
    world.run(["config", "check"]).succeeded();
    world.file("fineprint.toml", "[policy.\"a/b\"]\nurl = \"https://a.example/\"\n");
    assert_eq!(world.run(["config", "check"]).stderr, "fineprint.toml is sound: 1 policy\n");
    world.file("fineprint.toml", "[policy.\"a/b\"]\nurl = \"http://127.0.0.1/\"\n[policy.\"a/c\"]\nselect = \"[\"\n");
    let ran = world.run(["config", "check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("[policy.\"a/b\"]: http://127.0.0.1/ is in a private network"), "{ran:?}");
    assert!(ran.stdout.contains("[policy.\"a/c\"]: "), "{ran:?}");
}

#[test]
fn an_unknown_key_names_its_line_and_the_nearest_key() {
    let world = World::with_store();
    world.file("fineprint.toml", "[policy.\"a/b\"]\nurl = \"https://a.example/\"\nselctor = \"main\"\n");
    world.run(["track"]).failed(2, &["line 3", "selctor", "`select`"]);
}

#[test]
fn add_shows_what_is_read_and_watches_it_and_changes_nothing_else() {
    let watch = Watch::with(&[], "# a comment of mine");
    watch.site.set("/legal/terms", Page::html(terms(SHARES_NOTHING)));
    let url = watch.site.url("/legal/terms");
    let before = watch.world.text("fineprint.toml");
    let tried = watch.world.run(["add", &url, "--policy", "acme/terms", "--dry-run"]);
    tried.succeeded();
    assert!(tried.stdout.contains("March 1, 2024") || tried.stdout.contains("2024-03-01"), "{tried:?}");
    assert_eq!(watch.world.text("fineprint.toml"), before);
    watch.world.run(["add", &url, "--policy", "acme/terms", "--no-history"]).succeeded();
    let after = watch.world.text("fineprint.toml");
    assert!(
        after.starts_with(&before) && after.contains(&format!("[policy.\"acme/terms\"]\nurl = \"{url}\"")),
        "{after}"
    );
    assert!(watch.world.run(["show", "acme/terms"]).stdout.contains("never share"));
    watch.world.run(["add", &url, "--no-history"]).failed(2, &["watched as acme/terms already"]);
}

#[test]
fn add_refuses_a_page_that_cannot_be_read_unless_forced() {
    let watch = Watch::with(&[], "");
    let url = watch.site.url("/terms");
    let refused = watch.world.run(["add", &url, "--policy", "acme/terms", "--no-history"]);
    refused.failed(2, &["nothing was read", "--force"]);
    assert!(refused.stdout.contains("an error page"), "{refused:?}");
    watch.world.run(["add", "file:///etc/passwd", "--policy", "acme/terms"]).failed(2, &["no address of a web page"]);
    assert_eq!(watch.world.run(["add", &url, "--policy", "acme/terms", "--no-history", "--force"]).code, 3);
}

#[test]
fn status_says_when_each_policy_was_seen_and_what_to_do() {
    let watch = Watch::with(&[("acme/terms", "/terms"), ("acme/gone", "/gone"), ("acme/later", "/later")], "");
    watch.site.set("/terms", Page::html(terms(SHARES_NOTHING)));
    let mut command = watch.world.command(["track", "acme/terms", "acme/gone"]);
    command.env("FINEPRINT_NOW", "2024-05-01T10:00:00Z").output().unwrap();
    let status = |arguments: &[&str], now: &str| {
        let mut command = watch.world.command(["status"]);
        Ran::of(&command.args(arguments).env("FINEPRINT_NOW", now).output().unwrap())
    };
    let answer = status(&["--json"], "2024-05-02T10:00:00Z").json();
    let policy =
        |name: &str| answer["policies"].as_array().unwrap().iter().find(|own| own["policy"] == name).unwrap().clone();
    assert_eq!(answer["days_since_commit"], 1);
    assert_eq!(policy("acme/terms")["last_success"], "2024-05-01T10:00:00Z");
    assert_eq!(policy("acme/terms")["next"], "fineprint show acme/terms");
    assert_eq!(policy("acme/gone")["blind_since"], "2024-05-01T10:00:00Z");
    assert!(policy("acme/gone")["next"].as_str().unwrap().contains("backfill"), "{answer}");
    assert_eq!(
        (&policy("acme/later")["last_look"], &policy("acme/later")["next"]),
        (&Value::Null, &"fineprint track acme/later".into())
    );
    let late = status(&["--json"], "2024-07-01T10:00:00Z").json();
    assert!(late["warning"].as_str().unwrap().contains("60 days"), "{late}");
    let table = status(&["--markdown"], "2024-05-02T10:00:00Z").stdout;
    assert_eq!(table.lines().filter(|line| line.starts_with("| acme/")).count(), 3, "{table}");
    let words = status(&[], "2024-05-02T10:00:00Z").stdout;
    assert!(words.contains("blind since 2024-05-01"), "{words}");
}

#[test]
fn declarations_of_open_terms_archive_become_policies_and_what_is_left_out_is_named() {
    let world = World::with_store();
    let declaration = "{\"name\": \"Acme\", \"terms\": {\"Terms of Service\": {\"fetch\": \"https://acme.example/t\", \"select\": \
                       \"main\", \"filter\": [\"tidy\"]}}}";
    world.file("declarations/Acme.json", declaration);
    world.file(
        "declarations/Acme.history.json",
        "{\"Terms of Service\": [{\"fetch\": \"https://acme.example/old\", \"validUntil\": \"2020-01-01T00:00:00Z\"}]}",
    );
    world.file("declarations/Acme.filters.js", "export function tidy(document) { document.title = ''; }");
    world.file("declarations/Bad.json", "{");
    let ran = world.run(["config", "import-ota", "declarations"]);
    ran.failed(3, &["Bad.json"]);
    assert!(ran.stdout.contains("left out: Acme Terms of Service: the filter tidy"), "{ran:?}");
    let config = world.text("fineprint.toml");
    assert!(
        config.contains("[policy.\"acme/terms-of-service\"]") && config.contains("https://acme.example/old"),
        "{config}"
    );
    world.run(["config", "check"]).succeeded();
    let again = world.run(["config", "import-ota", "declarations/Acme.json"]);
    again.succeeded();
    assert!(again.stdout.contains("acme/terms-of-service is in fineprint.toml already"), "{again:?}");
}
