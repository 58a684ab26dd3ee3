//! Every alert goes out once: not again in a second run, not twice after a crash, again after a failure.

use super::*;

#[test]
fn a_change_is_told_once() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    let first = alert(&world, LATER);
    assert!(first.succeeded().stdout.contains("hook: told of acme/terms@2"), "{first:?}");
    let second = alert(&world, "2026-03-01");
    assert_eq!(second.succeeded().stdout, "nothing to tell\n");
    assert_eq!(inbox.asked().len(), 1);
    world.run(["verify"]).succeeded();
}

#[test]
fn a_policy_is_judged_again_only_when_its_chain_is_another() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    alert(&world, LATER).succeeded();
    let kept = world.text("snapshots/deliveries.tsv");
    let tip = world.run(["log", "acme/terms", "--json"]).json()["versions"][1]["commit"].clone();
    let judged: Vec<&str> = kept.lines().filter(|line| line.contains("\tacme/terms@\t")).collect();
    assert!(judged.len() == 1 && judged[0].ends_with(tip.as_str().unwrap()), "{kept}");
    // Whoever judged it again would find an alert of which nobody knows that it was sent.
    let is_begun = |line: &&str| line.starts_with("hook\t\\e\t");
    let is_alert = |line: &&str| line.contains("\tsent\t") && !line.contains("@\t") && !is_begun(line);
    assert_eq!(kept.lines().filter(is_alert).count(), 1, "{kept}");
    let forgotten: Vec<&str> = kept.lines().filter(|line| !is_alert(line)).collect();
    world.file("snapshots/deliveries.tsv", forgotten.join("\n"));
    world.git(["commit", "-qam", "Forget"]);
    let before = world.git(["rev-parse", "HEAD"]);
    assert_eq!(alert(&world, "2026-03-01").succeeded().stdout, "nothing to tell\n");
    assert_eq!((inbox.asked().len(), world.git(["rev-parse", "HEAD"])), (1, before));
    world.import("2026-03-02T00:00:00Z", &page(&[DATE, OLD, REST]));
    alert(&world, "2026-03-03").succeeded();
    let told: Vec<u64> =
        inbox.asked()[1..].iter().map(|got| got.json()["alerts"][0]["version"].as_u64().unwrap()).collect();
    assert_eq!(told, [2, 3], "what was forgotten is told with what is new");
    world.run(["verify"]).succeeded();
}

#[test]
fn a_policy_with_an_alert_that_failed_is_judged_again() {
    let inbox = busy();
    let world = changed(&hook(&inbox.base));
    assert_eq!(alert(&world, LATER).code, 3);
    assert_eq!(alert(&world, "2026-02-03").code, 3);
    assert_eq!(inbox.asked().len(), 2);
    let kept = world.text("snapshots/deliveries.tsv");
    assert!(!kept.contains("acme/terms@"), "{kept}");
}

#[test]
fn a_new_channel_is_told_nothing_of_the_past() {
    let inbox = willing();
    let world = watched(&hook(&inbox.base));
    world.import("2026-01-01T12:00:00Z", &page(&[DATE, NEW, REST]));
    assert_eq!(alert(&world, LATER).succeeded().stdout, "nothing to tell\n");
    assert!(inbox.asked().is_empty());
}

#[test]
fn a_failed_alert_is_tried_again_and_costs_no_version() {
    let inbox = busy();
    let world = changed(&hook(&inbox.base));
    let failed = alert(&world, LATER);
    assert_eq!(failed.code, 3, "{failed:?}");
    assert!(failed.stdout.contains("answered 503: busy; it is tried again"), "{failed:?}");
    assert_eq!(world.run(["log", "acme/terms", "--json"]).json()["versions"].as_array().unwrap().len(), 2);
    let other = willing();
    let config = format!("[policy.\"acme/terms\"]\nurl = \"https://acme.example/terms\"\n{}", hook(&other.base));
    world.file("fineprint.toml", config);
    alert(&world, "2026-02-02").succeeded();
    let ids: Vec<String> =
        [&inbox, &other].iter().map(|inbox| inbox.asked()[0].header("webhook-id").unwrap().to_owned()).collect();
    assert_eq!(ids[0], ids[1], "a receiver can tell that it is the same");
}

#[test]
fn a_run_that_died_while_sending_is_not_repeated_but_named() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    let died = run(&mut command(&world, LATER, &["alert", "--checkpoint", "false"]));
    died.failed(2, &["nothing was sent"]);
    let soon = alert(&world, "2026-02-01T01:30:00Z");
    assert_eq!(soon.succeeded().stdout, "nothing to tell\n");
    let afterwards = alert(&world, "2026-02-01T03:00:00Z");
    assert_eq!(afterwards.code, 3, "{afterwards:?}");
    assert!(afterwards.stdout.contains("may have arrived, and is not sent again"), "{afterwards:?}");
    assert_eq!(alert(&world, "2026-02-02").succeeded().stdout, "nothing to tell\n");
    assert!(inbox.asked().is_empty());
}

#[test]
fn the_checkpoint_runs_before_anything_is_sent() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    let pushed = ["alert", "--checkpoint", "git", "push", "-q", "remote.git", "main"];
    world.git(["init", "-q", "--bare", "remote.git"]);
    world.git(["config", "core.excludesFile", "/dev/null"]);
    run(&mut command(&world, LATER, &pushed)).succeeded();
    let known = world.git(["--git-dir=remote.git", "show", "main:snapshots/deliveries.tsv"]);
    assert!(known.lines().any(|line| line.contains("\tsending\t")), "{known}");
    assert_eq!(inbox.asked().len(), 1);
}

#[test]
fn what_a_reader_does_not_see_is_told_nobody() {
    let inbox = willing();
    let world = watched(&hook(&inbox.base));
    let link = |target: &str| format!("{OLD} <a href=\"https://acme.example/{target}\">Read more.</a>");
    world.import("2026-02-01", &page(&[DATE, &link("a"), REST]));
    alert(&world, "2026-02-01T01:00:00Z").succeeded();
    let before = inbox.asked().len();
    world.import("2026-02-02", &page(&[DATE, &link("b"), REST]));
    assert_eq!(alert(&world, "2026-02-02T01:00:00Z").succeeded().stdout, "nothing to tell\n");
    assert_eq!(inbox.asked().len(), before);
}

#[test]
fn only_what_was_asked_for_is_told() {
    let inbox = willing();
    for (only, told) in [
        ("only = { topics = [\"sale_ads\"] }", 1),
        ("only = { topics = [\"biometric\"] }", 0),
        ("only = { findings = [\"silent-change\"] }", 1),
        ("only = { findings = [\"short-notice\"] }", 0),
        ("only = { policies = [\"acme/*\"], severity = 3 }", 1),
        ("only = { policies = [\"other/*\"] }", 0),
    ] {
        let before = inbox.asked().len();
        let world = changed(&format!("{}{only}\n", hook(&inbox.base)));
        alert(&world, LATER).succeeded();
        assert_eq!(inbox.asked().len() - before, told, "{only}");
    }
}

#[test]
fn many_changes_are_one_message() {
    let inbox = willing();
    let world = watched(&format!("{}digest-above = 2\n", hook(&inbox.base)));
    for (day, days) in (1..).zip(["20", "40", "60", "80"]) {
        world.import(&format!("2026-02-0{day}"), &page(&[DATE, OLD, &REST.replace("30", days)]));
    }
    alert(&world, "2026-02-09").succeeded();
    assert_eq!(inbox.asked().len(), 1);
    assert_eq!(inbox.asked()[0].json()["alerts"].as_array().unwrap().len(), 4);
}

#[test]
fn a_rehearsal_shows_what_would_be_sent_and_leaves_no_trace() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    let head = world.git(["rev-parse", "HEAD"]);
    let ran = run(&mut command(&world, LATER, &["alert", "--dry-run"]));
    assert!(ran.succeeded().stdout.contains("may sell your personal information"), "{ran:?}");
    assert_eq!((world.git(["rev-parse", "HEAD"]), inbox.asked().len()), (head, 0));
}

#[test]
fn no_secret_is_printed_or_kept() {
    let world = changed("[alert.team]\nkind = \"slack\"\nurl-env = \"SECRET_URL\"\n");
    let url = "http://127.0.0.1:9/services/s3cretpath";
    let ran = run(command(&world, LATER, &["alert"]).env("SECRET_URL", url));
    assert_eq!(ran.code, 3, "{ran:?}");
    let kept = world.git(["log", "-p", "--all"]);
    for text in [&ran.stdout, &ran.stderr, &kept] {
        assert!(!text.contains("s3cretpath"), "{text}");
    }
}

#[test]
fn a_channel_without_its_secret_says_which_one_it_lacks() {
    let world = changed("[alert.team]\nkind = \"teams\"\nurl-env = \"NOT_SET\"\n");
    let ran = alert(&world, LATER);
    assert_eq!(ran.code, 3);
    assert!(ran.stdout.contains("NOT_SET is not set"), "{ran:?}");
}

#[test]
fn a_store_without_channels_says_how_to_add_one() {
    World::with_store().run(["alert"]).failed(2, &["[alert.issues]"]);
}

#[test]
fn a_rehearsal_tells_of_channels_that_are_new_or_cannot_be_used() {
    let world = World::with_store();
    world.import("2026-01-01T00:00:00Z", &page(&[DATE, OLD, REST]));
    world.file("fineprint.toml", "[alert.hook]\nkind = \"webhook\"\nurl-env = \"NOT_SET\"\n");
    let head = world.git(["rev-parse", "HEAD"]);
    let ran = run(&mut command(&world, LATER, &["alert", "--dry-run"]));
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.contains("hook: is new") && ran.stdout.contains("NOT_SET is not set"), "{ran:?}");
    let answer = run(&mut command(&world, LATER, &["alert", "--dry-run", "--json"])).json();
    assert_eq!((&answer["dry_run"], &answer["new_channels"][0]), (&true.into(), &"hook".into()), "{answer}");
    assert_eq!(world.git(["rev-parse", "HEAD"]), head);
}

#[test]
fn a_store_without_a_configuration_says_that_there_is_none() {
    let world = World::with_store();
    std::fs::remove_file(world.path().join("fineprint.toml")).unwrap();
    world.run(["alert"]).failed(2, &["there is no fineprint.toml", "fineprint init"]);
}
