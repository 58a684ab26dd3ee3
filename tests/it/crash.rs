//! A recording that is killed leaves the store as it was before or as it is after, and the next run completes it.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::harness::{World, page};

const CAPTURES: usize = 400;

/// A folder of captures that all differ, enough of them that a recording takes a while.
fn captures(world: &World) {
    for n in 0..CAPTURES {
        let (year, month, day) = (2000 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
        let keep = format!("We keep your data for {} days after you close your account.", n + 10);
        let filler: Vec<String> = (0..40)
            .map(|line| format!("Clause {line} of these terms stays as it is, whatever else may change."))
            .collect();
        let mut paragraphs: Vec<&str> = vec![&keep];
        paragraphs.extend(filler.iter().map(String::as_str));
        world.file(&format!("captures/{year}-{month:02}-{day:02}.html"), page(&paragraphs));
    }
}

fn tip(world: &World) -> String {
    fs::read_to_string(world.path().join("snapshots/index.tsv")).unwrap_or_default()
}

#[test]
fn a_killed_import_leaves_no_half_version_and_the_next_run_completes_it() {
    let undisturbed = World::with_store();
    captures(&undisturbed);
    undisturbed.run(["import", "captures", "--policy", "acme/terms"]).succeeded();
    let expected = tip(&undisturbed);
    assert!(expected.contains("acme/terms"));

    let world = World::with_store();
    captures(&world);
    let mut killed = 0;
    for milliseconds in [3, 9, 20, 45, 80, 130, 200, 320, 500, 800] {
        let mut import = world.command(["import", "captures", "--policy", "acme/terms"]);
        let mut child = import.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(milliseconds));
        killed += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();

        world.git(["fsck", "--strict", "--no-dangling"]);
        world.run(["verify"]).succeeded();
    }
    assert!(killed > 0, "every run ended before it could be killed");

    world.run(["import", "captures", "--policy", "acme/terms"]).succeeded();
    assert_eq!(tip(&world), expected);
    assert_eq!(world.git(["status", "--porcelain", "snapshots"]), "");
    let log = world.run(["log", "acme/terms", "--json"]).succeeded().json();
    assert_eq!(log["versions"].as_array().unwrap().len(), CAPTURES);
}
