//! Facts about watching live pages, against a website of the tests' own.

mod configuring;
mod hundred;
mod inspecting;
mod life;
mod pages;
mod patience;
mod reach;
mod reading;
mod site;
mod witness;

use std::fmt::Write as _;

use crate::harness::{Ran, World, page};
use serde_json::Value;
use site::{Page, Site};

/// What bounds every test: no waits, no second tries, this computer allowed.
const PACE: &str = "[pace]\nseconds-between = 0\nretries = 0\ntimeout = 2\nmegabytes = 1\nallow-private = true\n";

/// A store that watches pages of a site.
struct Watch {
    world: World,
    site: Site,
}

impl Watch {
    /// Watches the page at `/terms` as `acme/terms`.
    fn of_one_page() -> Self {
        Self::with(&[("acme/terms", "/terms")], "")
    }

    /// Watches these pages, with more lines of configuration.
    fn with(policies: &[(&str, &str)], more: &str) -> Self {
        let (world, site) = (World::with_store(), Site::open());
        let mut config = format!("{PACE}{more}\n");
        for (policy, path) in policies {
            writeln!(config, "[policy.\"{policy}\"]\nurl = \"{}\"", site.url(path)).unwrap();
        }
        world.file("fineprint.toml", config);
        Self { world, site }
    }

    /// Looks at everything at an instant.
    fn track(&self, at: &str) -> Tracked {
        self.track_with(at, &[])
    }

    fn track_with(&self, at: &str, arguments: &[&str]) -> Tracked {
        let mut command = self.world.command(["track", "--json"]);
        command.args(arguments).env("FINEPRINT_NOW", at);
        Tracked(Ran::of(&command.output().unwrap()))
    }

    /// The ledger's lines of `acme/terms`, fields by the names of their columns.
    fn ledger(&self) -> Vec<Value> {
        let text = self.world.text("snapshots/acme/terms/captures.tsv");
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let header = lines.next().unwrap();
        lines
            .map(|line| header.iter().zip(line).map(|(name, field)| ((*name).to_owned(), Value::from(field))).collect())
            .collect()
    }

    /// The records of how captures of `acme/terms` were had, in their order.
    fn records(&self) -> Vec<Value> {
        let text = self.world.text("snapshots/acme/terms/evidence.tsv");
        text.lines().skip(1).map(|line| serde_json::from_str(line.split('\t').nth(2).unwrap()).unwrap()).collect()
    }

    /// Adds lines to the configuration of the last policy.
    fn configure(&self, more: &str) {
        let config = self.world.text("fineprint.toml");
        self.world.file("fineprint.toml", format!("{config}{more}\n"));
    }

    fn commits(&self) -> usize {
        self.world.git(["rev-list", "--count", "--first-parent", "HEAD"]).trim().parse().unwrap()
    }

    /// Looks daily from the second to the eighth of May. Nothing is new, and `/terms` is asked for once each time: by its
    /// tag, but for the one day in seven on which a page is read in full.
    fn is_asked_by_its_tag_for_a_week(&self) {
        self.site.asked_for("/terms");
        let mut asked = Vec::new();
        for day in 2..=8 {
            self.track(&format!("2024-05-0{day}T10:00:00Z")).expect("unchanged");
            asked.extend(self.site.asked_for("/terms"));
        }
        assert_eq!((asked.len(), asked.iter().filter(|asked| asked.is_conditional()).count()), (7, 6));
    }

    fn is_sound(&self) {
        self.world.run(["verify"]).succeeded();
    }
}

/// One run of `track`.
struct Tracked(Ran);

impl Tracked {
    #[track_caller]
    fn of(&self, policy: &str) -> Value {
        let answer = self.0.json();
        let found = answer["policies"].as_array().unwrap().iter().find(|own| own["policy"] == policy).cloned();
        found.unwrap_or_else(|| panic!("{policy} is not in {answer}"))
    }

    #[track_caller]
    fn expect(&self, outcome: &str) -> Value {
        let found = self.of("acme/terms");
        assert_eq!(found["outcome"], outcome, "{found} {:?}", self.0);
        found
    }
}

/// A policy's page that says these words, long enough to be one.
fn terms(words: &str) -> String {
    page(&[
        "Last updated: March 1, 2024. These terms say how Acme and you deal with each other while you use the service.",
        words,
        "We keep what you give us for as long as you have an account with us, and delete it within thirty days after.",
    ])
}

/// What stands before a page until its reader agrees to cookies.
const WALL: &str = "<title>Before you continue</title><div id=cookie-consent class=cookie-banner><p>We use cookies. Accept all \
                    cookies to continue to the site.</p><button>Accept all</button></div>";
const SHARES_NOTHING: &str =
    "We will never share your e-mail address with anybody outside of Acme, for any reason at all.";
const SHARES_ALL: &str =
    "We may share your e-mail address with advertising partners whenever we think that it is useful.";
