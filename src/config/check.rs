//! What is wrong with a configuration although it can be read: addresses, selectors, renderers, policies twice.
//! Must not know how a page is fetched or read.

use std::collections::BTreeMap;
use std::fmt;

use url::Url;

use super::Config;
use crate::document::Selection;
use crate::policy::PolicyId;
use crate::source::browser::CHROMIUM;
use crate::source::guard::{Reach, Refusal};

use super::policy::{Earlier, PolicyConfig};

/// The most pages a document can have.
const MOST_PAGES: usize = 50;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The table in which it is.
    pub table: String,
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]: {}", self.table, self.what)
    }
}

impl Config {
    /// Everything that is wrong, in the order of the tables' names.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_pace(&mut problems);
        let mut addresses: BTreeMap<&str, &PolicyId> = BTreeMap::new();
        for (policy, config) in &self.policies {
            let mut found = self.check_policy(config);
            for url in config.addresses() {
                match addresses.insert(url, policy) {
                    Some(own) if own == policy => found.push(format!("{url} is named twice")),
                    Some(other) => found.push(format!("{url} is watched as {other} already")),
                    None => {}
                }
            }
            let table = format!("policy.\"{policy}\"");
            problems.extend(found.into_iter().map(|what| Problem { table: table.clone(), what }));
        }
        for (name, archive) in &self.archives {
            if let Err(error) = archive.archive(name) {
                problems.push(Problem { table: format!("archive.{name}"), what: error.what.to_owned() });
            }
        }
        problems
    }

    fn check_pace(&self, problems: &mut Vec<Problem>) {
        let pace = &self.pace;
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                problems.push(Problem { table: "pace".to_owned(), what: what.to_owned() });
            }
        };
        let is_time = |seconds: f64| seconds.is_finite() && (0.0..=86_400.0).contains(&seconds);
        expect(
            is_time(pace.seconds_between),
            "seconds-between is no number of seconds from 0 to a day's 86400; 2 is usual",
        );
        expect(is_time(pace.longest_wait), "longest-wait is no number of seconds from 0 to a day's 86400; 60 is usual");
        expect(
            is_time(pace.timeout) && pace.timeout > 0.0,
            "timeout is no number of seconds above 0 and up to a day's 86400; 60 is usual",
        );
        expect((1..=64).contains(&pace.hosts_at_once), "hosts-at-once must be between 1 and 64");
        expect((1..=200).contains(&pace.megabytes), "megabytes must be between 1 and 200");
        expect((1..=10).contains(&pace.confirm), "confirm must be between 1 and 10");
        if let Some(name) = pace.render_shells.as_ref().filter(|name| !self.has_renderer(name)) {
            expect(false, &format!("render-shells names {name:?}, and there is no such renderer"));
        }
    }

    fn check_policy(&self, config: &PolicyConfig) -> Vec<String> {
        let mut found = Vec::new();
        if config.url.is_some() && !config.urls.is_empty() {
            found.push("url and urls exclude each other".to_owned());
        }
        if config.urls.len() > MOST_PAGES {
            found.push(format!("urls names {} pages; a document has {MOST_PAGES} at the most", config.urls.len()));
        }
        found.extend(config.addresses().into_iter().filter_map(|url| self.check_address(url)));
        found.extend(config.history.iter().flat_map(Earlier::addresses).filter_map(|url| self.check_address(url)));
        let selections = config.history.iter().map(|then| (&then.select, &then.remove));
        for (select, remove) in selections.chain([(&config.select, &config.remove)]) {
            if let Err(error) = Selection::new(&select.parts(), &remove.parts()) {
                found.push(format!("{:?} is not a CSS selector that can be used: {}", error.selector, error.problem));
            }
        }
        if let Some(name) = config.renderer.as_ref().filter(|name| !self.has_renderer(name)) {
            found.push(format!("there is no renderer {name:?}"));
        }
        let is_tag = |language: &String| {
            language.split('-').all(|part| part.len() <= 8 && part.chars().all(char::is_alphanumeric))
        };
        if let Some(language) = config.language.as_ref().filter(|language| language.len() < 2 || !is_tag(language)) {
            found.push(format!("{language:?} is no language such as \"en\" or \"de-CH\""));
        }
        found
    }

    fn check_address(&self, address: &str) -> Option<String> {
        let reach = if self.pace.allow_private { Reach::Anywhere } else { Reach::Public };
        let Ok(url) = Url::parse(address) else { return Some(format!("{address:?} is no address of a page")) };
        match reach.check(&url) {
            Ok(()) => None,
            Err(Refusal::NotWeb) => {
                Some(format!("{address:?} is no address of a web page: write one that begins with https:// or http://"))
            }
            Err(Refusal::Private) => Some(format!(
                "{address} is in a private network; set allow-private = true under [pace] if it may be asked"
            )),
        }
    }

    fn has_renderer(&self, name: &str) -> bool {
        name == CHROMIUM || self.renderers.get(name).is_some_and(|renderer| !renderer.command.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        Config::parse(text).unwrap().problems().iter().map(ToString::to_string).collect()
    }

    fn only(text: &str) -> String {
        let problems = problems(text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0].clone()
    }

    #[test]
    fn a_sound_configuration_has_no_problems() {
        let sound = "[policy.\"a/b\"]\nurl = \"https://a.example/x\"\nselect = [\"main\", \".terms > p\"]\nlanguage = \"de-CH\"\n\
                     renderer = \"chromium\"\n";
        assert_eq!(problems(sound), Vec::<String>::new());
        assert_eq!(problems(""), Vec::<String>::new());
    }

    #[test]
    fn what_cannot_work_is_named_with_its_table() {
        assert!(
            only("[policy.\"a/b\"]\nurl = \"a.example/x\"\n")
                .starts_with("[policy.\"a/b\"]: \"a.example/x\" is no address")
        );
        assert!(only("[policy.\"a/b\"]\nurl = \"file:///etc/passwd\"\n").contains("no address of a web page"));
        assert!(only("[policy.\"a/b\"]\nurl = \"http://10.0.0.1/\"\n").contains("private network"));
        assert!(only("[policy.\"a/b\"]\nselect = \"main[\"\n").contains("main["));
        assert!(only("[policy.\"a/b\"]\nrenderer = \"firefox\"\n").contains("no renderer \"firefox\""));
        assert!(only("[policy.\"a/b\"]\nlanguage = \"English (US)\"\n").contains("no language"));
        assert!(
            only("[policy.\"a/b\"]\nurls = [\"https://a.example/1\", \"https://a.example/1\"]\n")
                .contains("named twice")
        );
        assert!(only("[pace]\nhosts-at-once = 0\n").contains("hosts-at-once"));
        assert!(only("[pace]\nrender-shells = \"x\"\n").contains("render-shells"));
        assert!(only("[pace]\ntimeout = inf\n").contains("timeout"));
    }

    #[test]
    fn a_page_that_is_watched_twice_is_named_once() {
        let twice =
            "[policy.\"a/b\"]\nurl = \"https://a.example/x\"\n[policy.\"a/c\"]\nurl = \"https://a.example/x\"\n";
        assert_eq!(only(twice), "[policy.\"a/c\"]: https://a.example/x is watched as a/b already");
    }

    #[test]
    fn the_past_is_checked_as_well() {
        let past =
            "[policy.\"a/b\"]\n[[policy.\"a/b\".history]]\nvalid-until = 2020-01-01\nselect = \"[[\"\nurl = \"x\"\n";
        assert_eq!(problems(past).len(), 2);
    }
}
