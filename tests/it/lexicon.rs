//! A lexicon of one's own: what it adds and silences reaches every command, and what is wrong in it is said.

use crate::harness::{World, page};

const OLD: &[&str] = &[
    "Acme Corporation runs the Acme service, and these terms say what you and we may expect of each other.",
    "You may close your account at any time by writing to us, and we then delete what we hold about you.",
    "The zeppelin is painted in the colours of the club before every flight that it makes.",
];
const NEW: &[&str] = &[
    "Acme Corporation runs the Acme service, and these terms say what you and we may expect of each other.",
    "You may close your account at any time by writing to us, and we then delete what we hold about you.",
    "The zeppelin is flown in the colours of the club before every flight that it makes.",
];
const OWN: &str = "language en
cue airship
  words: zeppelin*
rule airship-changed
  when: edited, has airship
  nature: party
  severity: exactly 3
  direction: company
";

/// A store in which one sentence was reworded, with the lexicon that its configuration names.
fn reworded(lexicon: Option<&str>) -> World {
    let world = World::with_store();
    world.import("2020-06-01", &page(OLD));
    world.import("2021-06-01", &page(NEW));
    if let Some(lexicon) = lexicon {
        world.file("own.lexicon", lexicon);
        world.file("fineprint.toml", "lexicon = \"own.lexicon\"\n");
    }
    world
}

#[test]
fn a_rule_of_ones_own_reaches_every_command() {
    let world = reworded(Some(OWN));
    let diff = world.run(["diff", "acme/terms", "--json"]).succeeded().json();
    assert_eq!(diff["changes"][0]["rule"], "airship-changed");
    assert_eq!(diff["changes"][0]["cues"][0], "zeppelin");
    assert_eq!(world.run(["check"]).code, 1);
    assert!(world.run(["log", "acme/terms"]).succeeded().stdout.contains("no date"), "an undated change");
    assert!(world.run(["report"]).succeeded().stdout.contains("airship-changed"));
    let (old, new) = (world.file("old.html", page(OLD)), world.file("new.html", page(NEW)));
    let files = world.run(["diff".as_ref(), old.as_os_str(), new.as_os_str(), "--json".as_ref()]).succeeded().json();
    assert_eq!(files["changes"][0]["severity"], 3);
}

#[test]
fn without_it_the_rewording_is_nothing() {
    let world = reworded(None);
    assert_eq!(world.run(["diff", "acme/terms", "--json"]).succeeded().json()["summary"]["severity"], 0);
    world.run(["check"]).succeeded();
}

#[test]
fn a_lexicon_that_cannot_be_used_is_named_with_its_line() {
    let world = reworded(Some(&OWN.replace("  nature", "  natur")));
    world.run(["check"]).failed(2, &["own.lexicon", "line 6", "is `nature` meant?"]);
    world.file("fineprint.toml", "lexicon = \"none.lexicon\"\n");
    world.run(["log"]).failed(2, &["none.lexicon"]);
}
