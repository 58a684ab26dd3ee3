//! What the store does not do, and says why.

use super::*;

#[test]
fn a_file_of_the_store_changed_by_hand_is_not_lost() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    let file = folder.path().join("snapshots/acme/terms/policy.md");
    std::fs::write(&file, "mine").unwrap();
    let error = refusal(&store);
    assert_eq!(error.kind, StoreErrorKind::Dirty);
    assert!(error.to_string().contains("policy.md was changed and not committed"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    git(folder.path(), &["restore", "."]);
    record(&store, &[capture("09-01", "New.")]);
}

#[test]
fn a_file_that_stands_where_one_of_the_stores_would_is_not_overwritten() {
    let (folder, store) = store();
    std::fs::create_dir_all(folder.path().join("snapshots/acme/terms")).unwrap();
    std::fs::write(folder.path().join("snapshots/acme/terms/policy.md"), "mine").unwrap();
    assert_eq!(refusal(&store).kind, StoreErrorKind::Dirty);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_store_is_not_followed() {
    let (folder, store) = store();
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("snapshots")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("snapshots/acme")).unwrap();
    assert_eq!(refusal(&store).kind, StoreErrorKind::Dirty);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert!(run_git(folder.path(), &["rev-parse", "--verify", "-q", "HEAD"]).stdout.is_empty());
}

#[test]
fn a_shallow_clone_is_told_how_to_become_whole() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("02-01", "B.")]);
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.path().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let shallow = Store::open(&clone.path().join("shallow")).unwrap();
    for error in [refusal(&shallow), shallow.timeline(&policy()).unwrap_err(), shallow.verify().unwrap_err()] {
        assert_eq!(error.kind, StoreErrorKind::Shallow);
        assert!(error.to_string().contains("git fetch --unshallow"), "{error}");
    }
}

#[test]
fn a_repository_without_a_branch_or_a_work_tree_records_nothing() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    git(folder.path(), &["checkout", "-q", "--detach"]);
    assert_eq!(refusal(&store).kind, StoreErrorKind::Detached);
    assert_eq!(store.timeline(&policy()).unwrap().versions.len(), 1);
    let bare = tempfile::tempdir().unwrap();
    git(bare.path(), &["clone", "-q", "--bare", &format!("file://{}", folder.path().display()), "bare"]);
    let bare = Store::open(&bare.path().join("bare")).unwrap();
    assert_eq!(refusal(&bare).kind, StoreErrorKind::Bare);
    assert_eq!(bare.timeline(&policy()).unwrap().versions.len(), 1);
}

#[test]
fn a_clone_that_left_files_out_is_told_how_to_get_them() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("02-01", "B.")]);
    git(folder.path(), &["config", "uploadpack.allowFilter", "true"]);
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.path().display());
    git(clone.path(), &["clone", "-q", "--filter=blob:none", &url, "partial"]);
    let error = Store::open(&clone.path().join("partial")).unwrap().timeline(&policy()).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Partial);
    git(&clone.path().join("partial"), &["fetch", "-q", "--no-filter", "--refetch"]);
    let whole = Store::open(&clone.path().join("partial")).unwrap();
    assert_eq!(whole.verify().unwrap(), []);
}

#[test]
fn a_repository_that_names_objects_by_another_hash_is_told_apart_from_a_damaged_one() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "--object-format=sha256"]);
    assert_eq!(Store::open(folder.path()).err().unwrap().kind, StoreErrorKind::Unsupported);
}

#[test]
fn what_is_not_there_is_named() {
    let nothing = tempfile::tempdir().unwrap();
    let error = Store::open(nothing.path()).err().unwrap();
    assert_eq!(error.kind, StoreErrorKind::NotAStore);
    assert!(error.to_string().contains("fineprint init"), "{error}");
    let (_folder, store) = store();
    assert_eq!(store.timeline(&policy()).unwrap_err().kind, StoreErrorKind::UnknownPolicy);
    record(&store, &[capture("01-01", "A.")]);
    for n in [0, 2] {
        assert_eq!(store.source(&policy(), n).unwrap_err().kind, StoreErrorKind::UnknownVersion);
    }
}

#[test]
fn a_second_writer_waits_its_turn_and_a_reader_does_not() {
    let (folder, first) = store();
    record(&first, &[capture("01-01", "A.")]);
    let recorder = first.recorder(now()).unwrap();
    let second = Store::open(folder.path()).unwrap();
    assert_eq!(refusal(&second).kind, StoreErrorKind::Locked);
    assert_eq!(second.timeline(&policy()).unwrap().versions.len(), 1);
    drop(recorder);
    record(&second, &[capture("09-01", "New.")]);
}

#[test]
fn a_capture_that_cannot_be_true_is_refused() {
    let (_folder, store) = store();
    let mut forged = capture("01-01", "A.");
    forged.body.push(b'!');
    let error = store.record(now(), &[(policy(), vec![forged])]).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Refused);
    let own: PolicyId = "index.tsv/terms".parse().unwrap();
    assert_eq!(store.record(now(), &[(own, vec![capture("01-01", "A.")])]).unwrap_err().kind, StoreErrorKind::Refused);
}
