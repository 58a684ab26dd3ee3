//! The demonstration: the README's first command, read as a journalist would.

use std::fs;

use crate::harness::World;

#[test]
fn the_first_screen_tells_what_was_dropped_and_which_dates_do_not_hold() {
    let world = World::empty();
    let demo = world.run(["demo", "store"]);
    let screen: Vec<&str> = demo.succeeded().stdout.lines().collect();
    let first: String = screen[..screen.len().min(24)].join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["shares your email address with external companies", "April 3, 2012", "Section 18"] {
        assert!(first.contains(words), "{words:?} is not on the first screen:\n{}", demo.stdout);
    }
}

#[test]
fn the_demonstration_leaves_a_sound_store_and_reports() {
    let world = World::empty();
    world.run(["demo", "store"]).succeeded();
    world.run(["--store", "store", "verify"]).succeeded();
    let report = world.text("store/report.html");
    assert!(report.contains("external companies"));
    assert_eq!(world.git(["-C", "store", "status", "--porcelain", "snapshots"]), "");
}

#[test]
fn two_demonstrations_give_the_same_chains() {
    let world = World::empty();
    let tips: Vec<String> = ["one", "two"]
        .iter()
        .map(|folder| {
            world.run(["demo", folder]).succeeded();
            world.text(format!("{folder}/snapshots/index.tsv"))
        })
        .collect();
    assert_eq!(tips[0], tips[1]);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let world = World::empty();
    world.file("mine/letter.txt", "dear all");
    world.run(["demo", "mine"]).failed(2, &["not empty"]);
    assert_eq!(fs::read_dir(world.path().join("mine")).unwrap().count(), 1);
}

#[test]
fn what_is_reconstructed_says_so_wherever_it_is_shown() {
    let world = World::empty();
    let demo = world.run(["demo", "store"]);
    let glance = demo.succeeded().stdout.split("Version by version").next().unwrap_or_default().to_owned();
    assert!(glance.contains("reconstruction"), "{glance}");
    let post = "practice-fusion/patient-surveys-post";
    for command in ["show", "blame"] {
        let shown = world.run(["--store", "store", command, post]);
        assert!(shown.succeeded().stdout.contains("reconstruction"), "{command}: {}", shown.stdout);
    }
    let check = world.run(["--store", "store", "check", "--severity", "0", "--json", post]).json().to_string();
    assert!(check.contains("506 days") && check.contains("reconstruction"), "{check}");
    assert!(!check.contains("\"likely\"") && !check.contains("\"proven\""), "no verdict on words of ours: {check}");
    world.run(["--store", "store", "report", post, "--out", "post.html"]).succeeded();
    let page = world.text("post.html");
    let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(title.contains("reconstruction"), "{title}");
    let headline = page.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
    assert!(headline.contains("reconstruction"), "{headline}");
}
