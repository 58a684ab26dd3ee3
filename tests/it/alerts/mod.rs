//! Who is told of a change, and that nobody is told twice. Here is what its tests share.

mod channels;
mod feeds;
mod issues;
#[cfg(feature = "mail")]
mod mail;
mod once;

use std::process::Command;

use crate::harness::{Ran, World, page};
use crate::server::{Answer, Server};

/// The instant at which the channels are there.
const BEGIN: &str = "2026-01-02T00:00:00Z";
/// A look after that.
const CHANGED: &str = "2026-02-01T00:00:00Z";
/// When alerts are sent.
const LATER: &str = "2026-02-01T01:00:00Z";

const OLD: &str = "We never sell your personal information to anybody, whatever they offer us for it.";
const NEW: &str = "We may sell your personal information to advertisers, whatever they offer us for it.";
const DATE: &str = "Last updated: January 1, 2024";
const REST: &str = "We keep your data for 30 days after you have closed your account with us.";

/// A store with one version and this channel, which has been told that it is there.
fn watched(channel: &str) -> World {
    let world = World::with_store();
    let config = format!("[policy.\"acme/terms\"]\nurl = \"https://acme.example/terms\"\n{channel}");
    world.file("fineprint.toml", config);
    world.import("2026-01-01T06:00:00Z", &page(&[DATE, OLD, REST]));
    // Secrets that a channel wants may not be set yet; it is known from now on all the same.
    let ran = alert(&world, BEGIN);
    assert!(ran.stdout.contains("is new"), "{ran:?}");
    world
}

/// The same store with a change that was seen later.
fn changed(channel: &str) -> World {
    let world = watched(channel);
    world.import(CHANGED, &page(&[DATE, NEW, REST]));
    world
}

fn alert(world: &World, now: &str) -> Ran {
    run(&mut command(world, now, &["alert"]))
}

fn command(world: &World, now: &str, arguments: &[&str]) -> Command {
    let mut command = world.command(arguments);
    command.env("FINEPRINT_NOW", now).env("SECRET", "s3cret").env("GITHUB_TOKEN", "t0ken");
    command
}

/// Runs it; lines of stdout that were broken for the eye are joined.
fn run(command: &mut Command) -> Ran {
    let ran = Ran::of(&command.output().unwrap());
    Ran { stdout: ran.stdout.replace("\n  ", " "), ..ran }
}

/// A server that takes everything it is sent.
fn willing() -> Server {
    Server::start(|_, _| Answer::ok("ok"))
}

/// A server that takes nothing.
fn busy() -> Server {
    Server::start(|_, _| Answer::status(503).body("busy"))
}

/// A webhook at `base` under the name `hook`.
fn hook(base: &str) -> String {
    format!("[alert.hook]\nkind = \"webhook\"\nurl = \"{base}/in\"\nsecret-env = \"SECRET\"\n")
}
