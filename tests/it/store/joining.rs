//! Two writers on one commit: what they recorded apart is brought together, and nothing is lost or written twice.

use std::fs;
use std::path::Path;

use super::*;

/// A store, and two clones of it as two runs of a workflow have them.
struct Clones {
    _folder: tempfile::TempDir,
    ours: Store,
    theirs: Store,
}

fn clones(before: &[Recording]) -> Clones {
    let folder = tempfile::tempdir().unwrap();
    let shared = Store::init(&folder.path().join("shared")).unwrap();
    record(&shared, before);
    let clone = |name: &str| {
        git(folder.path(), &["clone", "-q", "shared", name]);
        Store::open(&folder.path().join(name)).unwrap()
    };
    Clones { ours: clone("ours"), theirs: clone("theirs"), _folder: folder }
}

impl Clones {
    /// Moves our branch to theirs and adopts what it held, as the pushing script does.
    fn bring_together(&self) -> Vec<Recorded> {
        let (ours, theirs) = (self.ours.root(), self.theirs.root());
        git(&ours, &["fetch", "-q", theirs.to_str().unwrap(), "main:theirs"]);
        let held = git(&ours, &["rev-parse", "HEAD"]);
        git(&ours, &["reset", "-q", "--hard", "theirs"]);
        self.ours.adopt(now(), held.trim()).unwrap()
    }
}

/// What one store makes of the same captures.
fn together(recordings: &[Recording]) -> (tempfile::TempDir, Timeline) {
    let (folder, store) = store();
    record(&store, recordings);
    let timeline = store.timeline(&policy()).unwrap();
    (folder, timeline)
}

fn tree(root: &Path) -> String {
    git(root, &["rev-parse", "HEAD^{tree}"])
}

#[test]
fn two_writers_make_the_chain_that_one_would_have_made() {
    let before = [capture("01-01", "One."), capture("02-01", "Two.")];
    let (mine, yours) = ([capture("01-15", "Between."), capture("03-01", "Three.")], [capture("04-01", "Four.")]);
    let clones = clones(&before);
    record(&clones.ours, &mine);
    record(&clones.theirs, &yours);
    let recorded = clones.bring_together();
    assert_eq!((recorded.len(), recorded[0].looks, recorded[0].versions), (1, 2, 5));
    let all: Vec<_> = before.iter().chain(&mine).chain(&yours).cloned().collect();
    let (_folder, expected) = together(&all);
    assert_eq!(clones.ours.timeline(&policy()).unwrap(), expected);
    assert_eq!(clones.ours.verify().unwrap(), []);
    assert_sound(&clones.ours.root());
    // Theirs is an ancestor, so an ordinary push succeeds.
    git(&clones.ours.root(), &["merge-base", "--is-ancestor", "theirs", "HEAD"]);
}

#[test]
fn what_is_there_already_is_not_recorded_again() {
    let clones = clones(&[capture("01-01", "One.")]);
    record(&clones.ours, &[capture("02-01", "Two.")]);
    record(&clones.theirs, &[capture("03-01", "Three.")]);
    clones.bring_together();
    let root = clones.ours.root();
    let (head, files) = (git(&root, &["rev-parse", "HEAD"]), tree(&root));
    let recorded = clones.ours.adopt(now(), "HEAD@{1}").unwrap();
    assert!(recorded.iter().all(|recorded| recorded.looks == 0 && recorded.added.is_empty()), "{recorded:?}");
    assert_eq!((git(&root, &["rev-parse", "HEAD"]), tree(&root)), (head, files));
}

#[test]
fn looks_that_found_nothing_new_are_counted_once_for_each_writer() {
    let clones = clones(&[capture("01-01", "One."), look("01-02", Ok("One.")), look("01-03", Ok("One."))]);
    record(&clones.ours, &[look("01-04", Ok("One.")), look("01-06", Ok("One."))]);
    record(&clones.theirs, &[look("01-05", Ok("One."))]);
    clones.bring_together();
    let timeline = clones.ours.timeline(&policy()).unwrap();
    assert_eq!(timeline.versions[0].captures, 6);
    assert_eq!(timeline.versions[0].last_seen, at("2020-01-06"));
    assert_sound(&clones.ours.root());
}

#[test]
fn a_policy_that_only_one_side_has_comes_along_with_its_evidence() {
    let clones = clones(&[capture("01-01", "One.")]);
    let other: PolicyId = "acme/privacy".parse().unwrap();
    let mut recorder = clones.ours.recorder(now()).unwrap();
    recorder.add(&other, &look("02-02", Err(SkipReason::ConsentWall))).unwrap();
    recorder.add(&other, &capture("02-01", "Private.")).unwrap();
    recorder.add_evidence(&other, at("2020-02-01"), "{\"how\":\"asked\"}".to_owned()).unwrap();
    recorder.finish().unwrap();
    let expected = clones.ours.timeline(&other).unwrap();
    record(&clones.theirs, &[capture("03-01", "Three.")]);
    clones.bring_together();
    assert_eq!(clones.ours.timeline(&other).unwrap(), expected);
    assert_eq!(clones.ours.evidence(&other).unwrap().0.len(), 1);
    assert_eq!(clones.ours.timeline(&policy()).unwrap().versions.len(), 2);
}

#[test]
fn a_name_that_git_does_not_know_is_an_error_that_says_what_to_do() {
    let (_folder, store) = store();
    record(&store, &[capture("01-01", "One.")]);
    let error = store.adopt(now(), "origin/nothing").unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::UnknownRevision);
    assert!(error.to_string().contains("git fetch"), "{error}");
}

#[test]
fn a_branch_with_no_store_in_it_brings_nothing() {
    let (_folder, store) = store();
    record(&store, &[capture("01-01", "One.")]);
    let root = store.root();
    git(&root, &["checkout", "-q", "--orphan", "other"]);
    git(&root, &["rm", "-rfq", "."]);
    fs::write(root.join("page.html"), "a site").unwrap();
    git(&root, &["add", "page.html"]);
    git(&root, &["commit", "-qm", "a site"]);
    git(&root, &["checkout", "-q", "main"]);
    assert_eq!(store.adopt(now(), "other").unwrap(), []);
    assert_sound(&root);
}
