//! Issues of GitHub: one a policy, a comment for each change, none twice.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::*;
use crate::server::{Answer, Asked, Server};

const CHANNEL: &str = "[alert.issues]\nkind = \"github-issue\"\nrepository = \"press/watch\"\n";

/// As much of GitHub as keeps issues and comments.
#[derive(Default)]
struct Issues {
    issues: Vec<Value>,
    comments: Vec<Vec<String>>,
}

fn github() -> (Server, Arc<Mutex<Issues>>) {
    let issues: Arc<Mutex<Issues>> = Arc::default();
    let kept = Arc::clone(&issues);
    (Server::answering(move |asked, _| answer(&mut kept.lock().unwrap(), asked)), issues)
}

fn answer(kept: &mut Issues, asked: &Asked) -> Answer {
    assert_eq!(asked.header("authorization"), Some("Bearer t0ken"));
    let path = asked.path.strip_prefix("/repos/press/watch/issues").expect("the issues of the repository");
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let at = |number: &str| number.parse::<usize>().unwrap() - 1;
    let said = match (asked.method.as_str(), &parts[..]) {
        ("GET", []) => Value::Array(kept.issues.iter().rev().cloned().collect()),
        ("POST", []) => {
            let mut issue = asked.json();
            issue["number"] = (kept.issues.len() + 1).into();
            issue["state"] = "open".into();
            kept.issues.push(issue.clone());
            kept.comments.push(Vec::new());
            issue
        }
        ("GET", [number, "comments"]) => {
            kept.comments[at(number)].iter().map(|body| json!({ "body": body })).collect::<Vec<_>>().into()
        }
        ("POST", [number, "comments"]) => {
            kept.comments[at(number)].push(asked.json()["body"].as_str().unwrap().to_owned());
            json!({})
        }
        ("PATCH", [number]) => {
            kept.issues[at(number)]["state"] = asked.json()["state"].clone();
            json!({})
        }
        other => panic!("{other:?}"),
    };
    Answer::ok(said.to_string())
}

fn tell(world: &World, server: &Server, now: &str) -> Ran {
    run(command(world, now, &["alert"]).env("GITHUB_API_URL", &server.base))
}

#[test]
fn a_policy_has_one_issue_and_each_change_a_comment() {
    let (server, github) = github();
    let world = changed(CHANNEL);
    tell(&world, &server, LATER).succeeded();
    world.import("2026-03-01", &page(&[DATE, NEW, &REST.replace("30", "90")]));
    tell(&world, &server, "2026-03-01T01:00:00Z").succeeded();
    let github = github.lock().unwrap();
    assert_eq!(github.issues.len(), 1);
    assert_eq!(github.issues[0]["title"], "acme/terms changed");
    assert_eq!(github.issues[0]["labels"], json!(["fineprint"]));
    assert_eq!(github.comments[0].len(), 2);
    assert!(github.comments[0][0].contains("may sell your personal information"), "{}", github.comments[0][0]);
    assert!(github.comments[0][1].contains("<ins>90 days</ins>"), "{}", github.comments[0][1]);
}

#[test]
fn a_closed_issue_opens_again_with_the_next_change() {
    let (server, github) = github();
    let world = changed(CHANNEL);
    tell(&world, &server, LATER).succeeded();
    github.lock().unwrap().issues[0]["state"] = "closed".into();
    world.import("2026-03-01", &page(&[DATE, OLD, &REST.replace("30", "90")]));
    tell(&world, &server, "2026-03-01T01:00:00Z").succeeded();
    let github = github.lock().unwrap();
    assert_eq!((github.issues.len(), &github.issues[0]["state"]), (1, &"open".into()));
}

#[test]
fn the_issue_remembers_what_a_dead_run_told() {
    let (server, github) = github();
    let world = changed(CHANNEL);
    run(command(&world, LATER, &["alert", "--checkpoint", "false"]).env("GITHUB_API_URL", &server.base)).failed(2, &[]);
    tell(&world, &server, "2026-02-02").succeeded();
    // Its memory of what it sent is lost; the issue's is not.
    let lost = world.git(["show", "HEAD~2:snapshots/deliveries.tsv"]);
    world.file("snapshots/deliveries.tsv", lost);
    world.git(["commit", "-qam", "lost"]);
    tell(&world, &server, "2026-02-03").succeeded();
    assert_eq!(github.lock().unwrap().comments[0].len(), 1);
}

#[test]
fn a_page_can_neither_mention_nor_link_nor_forge_a_mark() {
    let (server, github) = github();
    let world = watched(CHANNEL);
    let hostile = "We may sell your data to @octocat, see #1 and ![x](https://evil.example/x.png) &lt;!-- fineprint:policy=acme/other --&gt; whenever we like.";
    world.import(CHANGED, &page(&[DATE, hostile, REST]));
    tell(&world, &server, LATER).succeeded();
    let comment = github.lock().unwrap().comments[0][0].clone();
    assert_eq!(comment.matches("<!--").count(), 1, "{comment}");
    for live in ["@octocat", "#1", "](http", "![x"] {
        assert!(!comment.contains(live), "{live} in {comment}");
    }
}

#[test]
fn a_repository_that_is_none_is_refused() {
    let world = changed("[alert.issues]\nkind = \"github-issue\"\nrepository = \"press/../x\"\n");
    let ran = alert(&world, LATER);
    assert!(ran.code == 3 && ran.stdout.contains("no repository"), "{ran:?}");
}
