//! This repository is its own first user: `snapshots/` is what the tool makes of the bundled captures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::harness::World;

/// The newest commit of every chain, by policy.
fn tips(root: &Path) -> BTreeMap<String, String> {
    let index = fs::read_to_string(root.join("snapshots/index.tsv")).unwrap();
    let lines = index.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    lines.map(|columns| (columns[0].clone(), columns[1].clone())).collect()
}

#[test]
fn the_snapshots_of_this_repository_are_what_the_demonstration_builds() {
    let world = World::empty();
    world.run(["demo", "store"]).succeeded();
    let built = tips(&world.path().join("store"));
    assert!(built.contains_key("practice-fusion/privacy-policy"), "{built:?}");
    let kept = tips(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(kept, built, "after a change of the normalizer, run `fineprint rebuild` in this repository");
}
