//! What was changed, lost or read by older rules is named, or written anew.

use super::*;

#[test]
fn a_sound_store_has_no_problems() {
    let (_folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("03-01", "B."), look("05-01", Ok("A."))]);
    record(&store, &[look("06-01", Ok("A."))]);
    record(&store, &[capture("02-01", "C."), look("04-01", Err(SkipReason::Login))]);
    assert_eq!(store.verify().unwrap(), []);
}

/// Replaces words in a file of the branch and commits that, as somebody might who wants the store to say otherwise.
fn forge(root: &Path, path: &str, from: &str, to: &str) {
    let file = root.join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{text}");
    std::fs::write(file, text.replace(from, to)).unwrap();
    git(root, &["commit", "-qam", "forged"]);
}

fn problems(store: &Store) -> String {
    let problems = store.verify().unwrap();
    problems.iter().map(|problem| problem.what.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_changed_file_in_the_branch_is_named() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("03-01", "B.")]);
    forge(folder.path(), "snapshots/acme/terms/policy.md", "B.", "Better.");
    let problems = problems(&store);
    assert!(
        problems.starts_with("snapshots/acme/terms/policy.md in the branch is not that of the newest version"),
        "{problems}"
    );
}

#[test]
fn a_changed_line_of_the_ledger_is_named() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("02-01", "A."), capture("03-01", "B.")]);
    forge(folder.path(), "snapshots/acme/terms/captures.tsv", "2020-02-01T00", "2020-02-02T00");
    let problems = problems(&store);
    assert!(problems.contains("capture.json in commit") && problems.contains("for version 2"), "{problems}");
}

/// Writes the whole history anew with other words in it, and makes the index name the new tip.
fn rewrite(root: &Path, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let exported = run_git(root, &["fast-export", "--all"]).stdout;
    let text = String::from_utf8(exported).unwrap();
    assert!(text.contains(from), "{text}");
    let tip = || git(root, &["log", "-1", "--format=%H", "--", "snapshots/acme/terms/policy.md"]);
    let old_tip = tip();
    std::fs::write(root.join(".git/rewritten"), text.replace(from, to)).unwrap();
    let stream = std::fs::File::open(root.join(".git/rewritten")).unwrap();
    let import =
        Command::new("git").current_dir(root).args(["fast-import", "--force", "--quiet"]).stdin(stream).status();
    assert!(import.unwrap().success());
    git(root, &["reset", "-q", "--hard"]);
    forge(root, "snapshots/index.tsv", old_tip.trim(), tip().trim());
}

#[test]
fn changed_bytes_texts_and_messages_are_named_even_if_the_history_was_written_anew() {
    let cases = [
        ("<p>Ok(", "<b>Ok(", "source.html in commit"),
        ("\nB.\n", "\nX.\n", "is not the text that was recorded"),
        ("\nSource: wayback", "\nSource: Wayback", "its message, date, parent or tree differs"),
        ("\nversion: 2", "\nversion: 9", "the front matter of policy.md"),
    ];
    for (from, to, problem) in cases {
        let (folder, store) = store();
        record(&store, &[capture("01-01", "A."), capture("03-01", "B.")]);
        rewrite(folder.path(), from, to);
        let problems = problems(&store);
        assert!(problems.contains(problem), "{from:?}: {problems}");
    }
}

#[test]
fn a_better_normalizer_makes_no_version() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A. 1 visitor."), capture("02-01", "A. 2 visitors."), capture("03-01", "B.")]);
    let better = |capture: &Capture| {
        let words = if String::from_utf8_lossy(&capture.body).contains("visitor") { "A." } else { "B." };
        Ok((markdown::read(&format!("# Terms\n\n{words}\n")), Claims::default()))
    };
    let rebuilt = store.rebuild(now(), &policy(), None, better).unwrap();
    assert_eq!(rebuilt.versions, 2);
    let timeline = store.timeline(&policy()).unwrap();
    assert_eq!((timeline.versions[0].captures, timeline.versions[0].last_seen), (2, at("2020-02-01")));
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(subjects(folder.path()).len(), 2);
    let head = git(folder.path(), &["rev-parse", "HEAD"]);
    store.rebuild(now(), &policy(), None, better).unwrap();
    assert_eq!(git(folder.path(), &["rev-parse", "HEAD"]), head);
    store.rebuild(now(), &policy(), None, |_| Err(SkipReason::Login)).unwrap();
    assert_eq!((store.timeline(&policy()).unwrap().versions, store.verify().unwrap()), (vec![], vec![]));
    assert_sound(folder.path());
}

#[test]
fn a_chain_of_another_normalizer_is_to_be_rebuilt_first() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    record(&store, &[capture("02-01", "B.")]);
    rewrite(folder.path(), "\"normalizer\": 1", "\"normalizer\": 0");
    let error = refusal(&store);
    assert_eq!(error.kind, StoreErrorKind::Outdated);
    assert!(error.to_string().contains("recorded by normalizer 0") && error.to_string().contains("rebuild"), "{error}");
}

#[test]
fn a_squashed_history_is_met_with_what_to_do() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[capture("01-01", "A."), capture("02-01", "B.")]);
    git(root, &["checkout", "-q", "--orphan", "squashed"]);
    git(root, &["commit", "-qm", "squashed"]);
    let unreachable = problems(&store);
    assert!(unreachable.contains("is not in the history of the branch"), "{unreachable}");
    git(root, &["branch", "-D", "main"]);
    git(root, &["reflog", "expire", "--expire=now", "--all"]);
    git(root, &["gc", "-q", "--prune=now"]);
    let error = Store::open(root).unwrap().timeline(&policy()).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Missing);
    assert!(error.to_string().contains("squashed"), "{error}");
}

#[test]
fn a_damaged_object_is_named() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    let id = git(folder.path(), &["rev-parse", "HEAD:snapshots/acme/terms/source.html"]);
    let object = folder.path().join(".git/objects").join(&id[..2]).join(id[2..].trim());
    let mut permissions = std::fs::metadata(&object).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of the test's own")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&object, permissions).unwrap();
    std::fs::write(&object, b"not an object").unwrap();
    let damaged = Store::open(folder.path()).unwrap();
    let error = damaged.source(&policy(), 1).unwrap_err();
    assert_eq!(error.kind, StoreErrorKind::Damaged);
    assert!(error.to_string().contains(id.trim()), "{error}");
    assert!(problems(&damaged).contains(id.trim()));
}
