//! What recording makes: chains, joins, late evidence, tables.

use std::fs;

use fineprint::timeline::{Shown, Sighting};
use proptest::prelude::*;

use super::*;

#[test]
fn what_was_recorded_is_what_the_captures_fold_to() {
    let (folder, store) = store();
    let recordings = [
        capture("01-01", "We never share."),
        capture("02-01", "We never share."),
        seen("2020-02-10", "live", Err(SkipReason::ConsentWall)),
        capture("03-01", "We may share."),
        capture("04-01", "We never share."),
    ];
    let recorded = record(&store, &recordings);
    assert_eq!((recorded.versions, recorded.added, recorded.looks, recorded.duplicates), (3, vec![1, 2, 3], 5, 0));
    let mut timeline = Store::open(folder.path()).unwrap().timeline(&policy()).unwrap();
    assert_eq!(timeline.versions[2].commit, recorded.tip);
    timeline.versions.iter_mut().for_each(|version| version.commit = None);
    let captures = recordings.into_iter().map(|recording| recording.dated).collect();
    assert_eq!(timeline, Timeline::fold(policy(), captures));
    assert_sound(folder.path());
}

#[test]
fn a_person_reads_the_history_with_git_alone() {
    let (folder, store) = store();
    record(
        &store,
        &[capture("01-01", "We never share."), capture("02-01", "We never share."), capture("03-01", "We may share.")],
    );
    let commit = git(folder.path(), &["show", "-s", "--format=%an <%ae> %aI%n%cn <%ce> %cI%n%B", "HEAD^"]);
    let digest = capture("03-01", "We may share.").dated.digest;
    assert_eq!(
        commit.trim_end(),
        format!(
            "fineprint <fineprint@localhost> 2020-03-01T00:00:00Z\n\
             fineprint <fineprint@localhost> 2020-03-01T00:00:00Z\n\
             acme/terms: version 2, first seen 2020-03-01\n\n\
             Captured-At: 2020-03-01T00:00:00Z\n\
             Effective-Date: 2019-12-01\n\
             Source: wayback\n\
             Memento: https://archive.example/2020-03-01/https://acme.example/terms\n\
             SHA256: {digest}\n\
             Previous-Last-Seen: 2020-02-01T00:00:00Z\n\
             Normalizer: 1"
        )
    );
    let diff = git(folder.path(), &["log", "-p", "-1", "--format=", "--", "snapshots/acme/terms/policy.md"]);
    assert!(diff.contains("\n-We never share.\n+We may share.\n"), "{diff}");
    let tree = git(folder.path(), &["ls-tree", "-r", "--name-only", "HEAD^"]);
    assert_eq!(
        tree.lines().collect::<Vec<_>>(),
        ["capture.json", "policy.md", "source.html"].map(|name| format!("snapshots/acme/terms/{name}"))
    );
}

#[test]
fn a_chain_is_joined_with_two_parents_and_the_rest_of_the_branch_stays() {
    let (folder, store) = store();
    let root = folder.path();
    fs::create_dir_all(root.join("snapshots/acme/terms")).unwrap();
    fs::write(root.join("README.md"), "ours\n").unwrap();
    fs::write(root.join("snapshots/acme/terms/notes.md"), "a note\n").unwrap();
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "before"]);
    fs::write(root.join("README.md"), "ours, being edited\n").unwrap();
    fs::write(root.join("untracked.txt"), "mine\n").unwrap();
    let recorded = record(&store, &[capture("01-01", "A."), capture("02-01", "B.")]);
    assert_eq!(git(root, &["log", "-1", "--format=%s", "HEAD^1"]).trim(), "before");
    assert_eq!(git(root, &["rev-parse", "HEAD^2"]).trim(), recorded.tip.unwrap());
    assert_eq!(git(root, &["status", "--porcelain"]), " M README.md\n?? untracked.txt\n");
    assert_eq!(fs::read_to_string(root.join("snapshots/acme/terms/notes.md")).unwrap(), "a note\n");
    let index = fs::read_to_string(root.join("snapshots/index.tsv")).unwrap();
    assert!(index.lines().nth(1).unwrap().starts_with("acme/terms\t"), "{index}");
}

#[test]
fn late_evidence_reads_in_capture_order_in_log_and_blame() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[capture("03-01", "We may share.")]);
    record(&store, &[capture("05-01", "We sell.")]);
    let old_tip = git(root, &["rev-parse", "HEAD^2"]);
    let late = record(&store, &[capture("01-01", "We never share."), capture("04-01", "We share a little.")]);
    assert_eq!((late.versions, late.added), (4, vec![1, 3]));
    let expected = ["2020-05-01", "2020-04-01", "2020-03-01", "2020-01-01"].iter().zip([4, 3, 2, 1]);
    let expected: Vec<String> = expected.map(|(day, n)| format!("acme/terms: version {n}, first seen {day}")).collect();
    assert_eq!(subjects(root), expected);
    let blame = git(root, &["blame", "--date=short", "snapshots/acme/terms/policy.md"]);
    let line = |words: &str| blame.lines().find(|line| line.ends_with(words)).unwrap();
    assert!(line("We sell.").contains("2020-05-01"), "{blame}");
    assert!(line("Nothing else changes.").contains("2020-01-01"), "{blame}");
    git(root, &["merge-base", "--is-ancestor", old_tip.trim(), "HEAD"]);
    assert_sound(root);
}

#[test]
fn evidence_that_only_narrows_bounds_is_followed_by_log_and_blame_too() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("05-01", "B."), capture("09-01", "C.")]);
    let late = record(&store, &[capture("03-01", "B.")]);
    assert_eq!((late.versions, late.added, late.looks), (3, vec![], 1));
    let days: Vec<String> =
        subjects(folder.path()).iter().map(|subject| subject[subject.len() - 5..].to_owned()).collect();
    assert_eq!(days, ["09-01", "03-01", "01-01"]);
    let blame = git(folder.path(), &["blame", "--date=short", "snapshots/acme/terms/policy.md"]);
    assert!(blame.contains("2020-09-01"), "{blame}");
}

#[test]
fn a_capture_given_again_changes_nothing() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A."), capture("02-01", "B.")]);
    let head = git(folder.path(), &["rev-parse", "HEAD"]);
    let again = record(&store, &[capture("02-01", "B."), capture("01-01", "A.")]);
    assert_eq!((again.added, again.looks, again.duplicates), (vec![], 0, 2));
    assert_eq!(git(folder.path(), &["rev-parse", "HEAD"]), head);
}

#[test]
fn a_text_that_returns_keeps_the_bytes_it_was_first_seen_with() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    record(&store, &[capture("05-01", "A.")]);
    let late = record(&store, &[capture("03-01", "B.")]);
    assert_eq!((late.versions, late.added), (3, vec![2, 3]));
    assert_eq!(store.source(&policy(), 3).unwrap().body, capture("01-01", "A.").body);
    let timeline = store.timeline(&policy()).unwrap();
    assert_eq!(timeline.versions[2].digest, capture("05-01", "A.").dated.digest);
    let message = git(folder.path(), &["log", "-1", "--format=%B", "HEAD^2"]);
    assert!(
        message.contains("Captured-At: 2020-05-01") && message.contains("SHA256-Captured-At: 2020-01-01"),
        "{message}"
    );
}

#[test]
fn looks_that_find_nothing_new_cost_one_line_until_the_next_thing_happens() {
    let (folder, store) = store();
    let root = folder.path();
    record(&store, &[look("01-01", Ok("A."))]);
    let ledger = || fs::read_to_string(root.join("snapshots/acme/terms/captures.tsv")).unwrap();
    let before = ledger();
    for day in ["01-02", "01-03", "01-04"] {
        record(&store, &[look(day, Ok("A."))]);
    }
    assert_eq!(ledger(), before);
    assert_eq!(git(root, &["diff", "--name-only", "HEAD^", "HEAD"]), "snapshots/index.tsv\n");
    let timeline = store.timeline(&policy()).unwrap();
    assert_eq!((timeline.versions[0].captures, timeline.versions[0].last_seen), (4, at("2020-01-04")));
    record(&store, &[look("01-05", Ok("B."))]);
    let bounds = store.timeline(&policy()).unwrap().bounds(2).unwrap();
    assert_eq!(bounds.after, Some(at("2020-01-04")));
    assert_eq!(ledger().lines().count(), 4, "{}", ledger());
    record(&store, &[capture("01-03", "C.")]);
    let timeline = store.timeline(&policy()).unwrap();
    let captures: Vec<_> = timeline.versions.iter().map(|version| version.captures).collect();
    assert_eq!(captures, [3, 1, 1, 1]);
    assert_sound(root);
}

#[test]
fn a_page_that_never_was_the_policy_is_a_line_of_the_ledger_and_no_version() {
    let (folder, store) = store();
    let recorded = record(&store, &[look("01-01", Err(SkipReason::Login))]);
    assert_eq!((recorded.versions, recorded.tip), (0, None));
    let timeline = store.timeline(&policy()).unwrap();
    assert_eq!(timeline.looks[0].outcome, Outcome::Skipped(SkipReason::Login));
    record(&store, &[look("01-02", Ok("A."))]);
    assert_eq!(store.timeline(&policy()).unwrap().versions.len(), 1);
    assert_sound(folder.path());
}

#[test]
fn hostile_text_forges_no_trailer_no_column_and_no_key() {
    let (folder, store) = store();
    let mut recording = capture("01-01", "A.");
    let hostile = "=x\n\nSHA256: 0\nversion: 9\t\u{1b}[31m\r\"\\".to_owned();
    let provenance = &mut recording.dated.provenance;
    (provenance.url, provenance.memento, provenance.note) =
        (Some(hostile.clone()), Some(hostile.clone()), Some(hostile.clone()));
    record(&store, &[recording]);
    let trailers =
        git(folder.path(), &["log", "-1", "--format=%(trailers:key=SHA256)", "--", "snapshots/acme/terms/policy.md"]);
    assert_eq!(trailers.trim().lines().count(), 1, "{trailers}");
    let file = fs::read_to_string(folder.path().join("snapshots/acme/terms/policy.md")).unwrap();
    assert_eq!(file.lines().filter(|line| line.starts_with("version:")).count(), 1, "{file}");
    let timeline = store.timeline(&policy()).unwrap();
    assert_eq!(timeline.looks[0].provenance.note, Some(hostile));
}

#[test]
fn policies_recorded_together_are_joined_one_by_one_and_shown_together() {
    let (folder, store) = store();
    let other: PolicyId = "acme/privacy".parse().unwrap();
    let batch = [(policy(), vec![capture("01-01", "A.")]), (other.clone(), vec![capture("02-01", "B.")])];
    let recorded = store.record(now(), &batch).unwrap();
    assert_eq!(recorded.len(), 2);
    assert_eq!(store.policies().unwrap(), [other.clone(), policy()]);
    assert_eq!(store.timeline(&other).unwrap().versions.len(), 1);
    for name in ["terms", "privacy"] {
        let path = format!("snapshots/acme/{name}/policy.md");
        let log = git(folder.path(), &["log", "--format=%s", "--", &path]);
        assert_eq!(
            log,
            format!("acme/{name}: version 1, first seen 2020-0{}-01\n", if name == "terms" { 1 } else { 2 })
        );
    }
    assert_sound(folder.path());
}

#[test]
fn many_versions_go_into_a_pack() {
    let (folder, store) = store();
    let day = |n: i64| CapturedAt::from_unix(1_000_000_000 + n * 86_400).unwrap().to_string();
    let recordings: Vec<_> = (0..300).map(|n| seen(&day(n), "wayback", Ok(&format!("We keep it {n} days.")))).collect();
    record(&store, &recordings);
    let count = git(folder.path(), &["count-objects", "-v"]);
    let field =
        |name: &str| -> u32 { count.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().parse().unwrap() };
    assert!(field("count:") < 100 && field("in-pack:") > 2000 && field("garbage:") == 0, "{count}");
    assert_eq!(store.timeline(&policy()).unwrap().versions.len(), 300);
    assert_sound(folder.path());
}

#[test]
fn a_second_work_tree_of_a_repository_is_a_store_as_well() {
    let (folder, store) = store();
    record(&store, &[capture("01-01", "A.")]);
    let place = tempfile::tempdir().unwrap();
    let second = place.path().join("second");
    git(folder.path(), &["worktree", "add", "-q", "-b", "other", &second.display().to_string()]);
    let recorded = record(&Store::open(&second).unwrap(), &[capture("02-01", "B.")]);
    assert_eq!(recorded.versions, 2);
    assert_eq!(store.timeline(&policy()).unwrap().versions.len(), 1);
    assert_sound(&second);
    assert_sound(folder.path());
}

#[test]
fn a_full_clone_carries_everything() {
    let (folder, store) = store();
    record(&store, &[capture("03-01", "B.")]);
    record(&store, &[capture("01-01", "A.")]);
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", &format!("file://{}", folder.path().display()), "whole"]);
    let whole = Store::discover(&clone.path().join("whole/snapshots/acme")).unwrap();
    assert_eq!(whole.timeline(&policy()).unwrap(), store.timeline(&policy()).unwrap());
    assert_eq!(whole.verify().unwrap(), []);
}

#[test]
fn settings_of_the_user_change_no_byte_and_run_no_program() {
    let (folder, store) = store();
    let root = folder.path();
    for (key, value) in [("core.autocrlf", "true"), ("commit.gpgSign", "true"), ("gpg.program", "false")] {
        git(root, &["config", key, value]);
    }
    fs::create_dir_all(root.join(".git/hooks")).unwrap();
    for hook in ["pre-commit", "post-commit", "reference-transaction", "post-merge"] {
        fs::write(root.join(".git/hooks").join(hook), "#!/bin/sh\ntouch ../ran; exit 1\n").unwrap();
    }
    drop(store);
    let store = Store::open(root).unwrap();
    let recording = capture("01-01", "A.");
    record(&store, std::slice::from_ref(&recording));
    assert_eq!(fs::read(root.join("snapshots/acme/terms/source.html")).unwrap(), recording.body);
    assert_eq!(git(root, &["status", "--porcelain"]), "");
    record(&store, &[capture("02-01", "B.")]);
    git(root, &["checkout", "-q", "HEAD^", "--", "."]);
    assert_eq!(fs::read(root.join("snapshots/acme/terms/source.html")).unwrap(), recording.body);
}

fn any_capture() -> impl Strategy<Value = Recording> {
    let reading = prop_oneof![Just(Ok("A.")), Just(Ok("B.")), Just(Ok("C.")), Just(Err(SkipReason::Login))];
    let source = prop_oneof![Just("wayback"), Just("import")];
    (1..10u32, source, reading).prop_map(|(day, source, reading)| seen(&format!("2020-01-{day:02}"), source, reading))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn captures_in_any_order_and_any_portions_give_the_same_chain(
        (given, shuffled, cut) in prop::collection::vec(any_capture(), 1..10).prop_flat_map(|captures| {
            let length = captures.len();
            (Just(captures.clone()), Just(captures).prop_shuffle(), 0..length)
        })
    ) {
        let (_first, at_once) = store();
        let (_second, in_parts) = store();
        let tip = record(&at_once, &given).tip;
        if cut > 0 {
            record(&in_parts, &shuffled[..cut]);
        }
        prop_assert_eq!(record(&in_parts, &shuffled[cut..]).tip, tip);
        prop_assert_eq!(at_once.timeline(&policy()).unwrap(), in_parts.timeline(&policy()).unwrap());
    }
}

#[test]
fn records_that_fill_a_file_stay_as_they_are_and_the_next_ones_begin_another() {
    let (_folder, store) = store();
    let add = |numbers: std::ops::Range<i64>| {
        let mut recorder = store.recorder(now()).unwrap();
        recorder.add(&policy(), &capture("01-01", "One.")).unwrap();
        for number in numbers {
            let at = CapturedAt::from_unix(1_600_000_000 + number).unwrap();
            let record = format!("{{\"number\":{number},\"filling\":\"{}\"}}", "x".repeat(10_000));
            recorder.add_evidence(&policy(), at, record).unwrap();
        }
        recorder.finish().unwrap();
    };
    let file = |name: &str| fs::read(store.root().join("snapshots/acme/terms").join(name));
    add(0..100);
    let first = file("evidence.tsv").unwrap();
    assert!(file("evidence-2.tsv").is_err());
    add(50..150);
    assert_eq!(file("evidence.tsv").unwrap(), first);
    let second = file("evidence-2.tsv").unwrap();
    add(0..150);
    assert_eq!((file("evidence-2.tsv").unwrap(), file("evidence-3.tsv").is_err()), (second, true), "each is kept once");
    let (records, problems) = store.evidence(&policy()).unwrap();
    assert_eq!((records.len(), problems), (150, Vec::new()));
    let instants: std::collections::BTreeSet<_> = records.iter().map(|record| record.captured_at).collect();
    assert_eq!(instants.len(), 150);
    assert_sound(&store.root());
}

#[test]
fn records_stand_in_the_order_of_their_captures_each_once() {
    let (_folder, store) = store();
    for days in [&["2020-02-04", "2020-02-02"][..], &["2020-02-01", "2020-02-03", "2020-02-02"]] {
        let mut recorder = store.recorder(now()).unwrap();
        for day in days {
            recorder.add_evidence(&policy(), at(day), format!("{{\"day\":\"{day}\"}}")).unwrap();
        }
        recorder.finish().unwrap();
    }
    let text = fs::read_to_string(store.root().join("snapshots/acme/terms/evidence.tsv")).unwrap();
    let days: Vec<&str> = text.lines().map(|line| &line[..10]).collect();
    assert_eq!(days, ["captured_a", "2020-02-01", "2020-02-02", "2020-02-03", "2020-02-04"]);
}

#[test]
fn a_capture_without_its_bytes_counts_only_where_an_earlier_one_has_them() {
    let (_folder, store) = store();
    record(&store, &[capture("02-01", "One.")]);
    let sighting = |day: &str, words: &str| {
        let dated = capture(day, words).dated;
        let text = fineprint::document::fingerprint(&dated.reading.unwrap().0);
        Sighting::new(dated.provenance, dated.media, dated.digest, Shown::Text(text))
    };
    let add = |sighting: Sighting| {
        let mut recorder = store.recorder(now()).unwrap();
        recorder.add_sighting(&policy(), sighting).and_then(|()| recorder.finish())
    };
    assert_eq!(add(sighting("03-01", "One.")).unwrap()[0].looks, 1);
    for refused in [sighting("03-02", "Two."), sighting("01-01", "One.")] {
        assert_eq!(add(refused).unwrap_err().kind, StoreErrorKind::Refused);
    }
    let version = store.timeline(&policy()).unwrap().versions.remove(0);
    assert_eq!((version.captures, version.last_seen), (2, at("2020-03-01")));
    assert_sound(&store.root());
}
