//! A process killed at any instant leaves the store as it was before or as it is after.

use std::time::Duration;

use super::*;

/// Names the store in which the process to be killed records.
const VICTIM: &str = "FINEPRINT_TEST_VICTIM";

/// The process to be killed: this very program, told to run [`records_until_killed`] alone.
fn start_victim(root: &Path) -> std::process::Child {
    let mut victim = Command::new(std::env::current_exe().unwrap());
    victim.args(["store::killed::records_until_killed", "--exact", "--ignored"]).env(VICTIM, root);
    victim.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
}

/// Not a test by itself: records portions, small and large, early and late ones, and never ends.
#[test]
#[ignore = "started and killed by another test"]
fn records_until_killed() {
    let Some(root) = std::env::var_os(VICTIM) else { return };
    let store = Store::open(Path::new(&root)).unwrap();
    for portion in 0i64.. {
        let size = if portion % 3 == 0 { 40 } else { 1 };
        let instant = |n: i64| CapturedAt::from_unix(1_500_000_000 + (portion * 7_919 + n) % 100_000 * 3_600).unwrap();
        let words = |n: i64| format!("We keep it {} days.", (portion + n) % 50);
        let recordings: Vec<Recording> =
            (0..size).map(|n| seen(&instant(n).to_string(), "wayback", Ok(&words(n)))).collect();
        record(&store, &recordings);
    }
}

#[test]
fn a_process_killed_at_any_instant_leaves_nothing_half_recorded_and_the_next_goes_on() {
    let (folder, store) = store();
    let root = folder.path();
    drop(store);
    let mut versions = 0;
    // A machine under load may need longer than ten rounds to get anything done at all.
    for round in 0..40u64 {
        if round >= 10 && versions > 10 {
            break;
        }
        let mut victim = start_victim(root);
        std::thread::sleep(Duration::from_millis(60 + round * 37));
        victim.kill().unwrap();
        victim.wait().unwrap();
        let store = Store::open(root).unwrap();
        assert_eq!(store.verify().unwrap(), [], "round {round}");
        assert_sound(root);
        let now_there = store.timeline(&policy()).map_or(0, |timeline| timeline.versions.len());
        assert!(now_there >= versions, "round {round}: {now_there} after {versions}");
        versions = now_there;
    }
    assert!(versions > 10, "the victims recorded only {versions} versions");
}

/// Puts a store into the state in which a process leaves it that is killed right after the branch moved.
fn behind_the_branch(root: &Path) {
    let (old, new) = (git(root, &["rev-parse", "HEAD^1"]), git(root, &["rev-parse", "HEAD"]));
    git(root, &["reset", "-q", "--hard", "HEAD^1"]);
    git(root, &["update-ref", "refs/heads/main", new.trim()]);
    let note = format!("process 1 since 2024-06-01T08:00:00Z\nmove refs/heads/main {} {}\n", old.trim(), new.trim());
    std::fs::write(root.join(".git/fineprint.lock"), note).unwrap();
}

#[test]
fn a_work_tree_left_behind_is_brought_along_by_whoever_opens_the_store_next() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[capture("01-01", "A.")]);
    record(&store, &[capture("02-01", "B.")]);
    let head = git(root, &["rev-parse", "HEAD"]);
    behind_the_branch(root);
    assert_ne!(git(root, &["status", "--porcelain"]), "");
    let store = Store::open(root).unwrap();
    assert_eq!((git(root, &["status", "--porcelain"]), git(root, &["rev-parse", "HEAD"])), (String::new(), head));
    record(&store, &[capture("09-01", "New.")]);
}

#[test]
fn locks_of_git_that_a_killed_process_left_are_removed_and_those_of_others_are_not() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[capture("01-01", "A.")]);
    record(&store, &[capture("02-01", "B.")]);
    behind_the_branch(root);
    let locks = [root.join(".git/index.lock"), root.join(".git/refs/heads/main.lock")];
    for lock in &locks {
        std::fs::write(lock, "").unwrap();
    }
    Store::open(root).unwrap();
    assert_eq!(
        (git(root, &["status", "--porcelain"]), locks[0].exists(), locks[1].exists()),
        (String::new(), false, false)
    );
    behind_the_branch(root);
    let noted = std::fs::metadata(root.join(".git/fineprint.lock")).unwrap().modified().unwrap();
    let before = noted - Duration::from_secs(5);
    std::fs::File::create(&locks[0]).unwrap().set_modified(before).unwrap();
    let error = Store::open(root).unwrap().record(now(), &[(policy(), vec![capture("09-01", "New.")])]).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Locked);
    assert!(locks[0].exists());
}

#[test]
fn a_work_tree_left_behind_in_which_somebody_worked_is_not_touched() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[capture("01-01", "A.")]);
    record(&store, &[capture("02-01", "B.")]);
    behind_the_branch(root);
    let file = root.join("snapshots/acme/terms/policy.md");
    std::fs::write(&file, "mine").unwrap();
    let store = Store::open(root).unwrap();
    assert_eq!(std::fs::read_to_string(file).unwrap(), "mine");
    let error = store.record(now(), &[(policy(), vec![capture("09-01", "New.")])]).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Dirty);
}
