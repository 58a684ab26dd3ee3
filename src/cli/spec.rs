//! How a person names a version: `acme/terms`, `acme/terms@2`, `acme/terms@2019-04-25`.
//! Must not know where versions are kept.

use std::str::FromStr;

use anyhow::{Context as _, bail};

use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Timeline, Version};

/// A policy, and which of its versions is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSpec {
    pub policy: PolicyId,
    pub at: At,
}

/// Which version is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The newest.
    Latest,
    /// The one with this number.
    Number(u32),
    /// The newest that had been seen by this instant.
    Instant(CapturedAt),
}

impl FromStr for VersionSpec {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (policy, at) = match text.split_once('@') {
            None => (text, At::Latest),
            Some((policy, "latest")) => (policy, At::Latest),
            Some((policy, at)) => (policy, at_of(at)?),
        };
        Ok(Self { policy: policy.parse()?, at })
    }
}

fn at_of(text: &str) -> anyhow::Result<At> {
    if text.len() < 8
        && let Ok(number) = text.parse()
    {
        return Ok(At::Number(number));
    }
    match text.parse::<CapturedAt>() {
        // A day means its end: what had been seen by the evening counts.
        Ok(instant) if text.len() == 10 => {
            Ok(At::Instant(CapturedAt::from_unix(instant.unix() + 86_399).unwrap_or(instant)))
        }
        Ok(instant) => Ok(At::Instant(instant)),
        Err(_) => bail!("{text:?} names no version\nwrite a number as in @2, a day as in @2019-04-25, or @latest"),
    }
}

impl VersionSpec {
    /// The version that is meant.
    pub fn find<'a>(&self, timeline: &'a Timeline) -> anyhow::Result<&'a Version> {
        let Some(latest) = timeline.versions.last() else {
            bail!(
                "{} has no version yet\nevery capture so far was skipped; `fineprint log {}` says why",
                self.policy,
                self.policy
            );
        };
        match self.at {
            At::Latest => Ok(latest),
            At::Number(number) => timeline.version(number).with_context(|| {
                format!("{} has no version {number}\nit has versions 1 to {}", self.policy, timeline.versions.len())
            }),
            At::Instant(instant) => {
                timeline.versions.iter().rev().find(|version| version.first_seen <= instant).with_context(|| {
                    let first = timeline.versions.first().map_or(latest.first_seen, |version| version.first_seen);
                    format!("{} had not been seen by {instant}\nits first version was seen {first}", self.policy)
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        text.parse::<VersionSpec>().unwrap().at
    }

    #[test]
    fn a_version_is_named_by_number_by_day_or_not_at_all() {
        assert_eq!(at("acme/terms"), At::Latest);
        assert_eq!(at("acme/terms@latest"), At::Latest);
        assert_eq!(at("acme/terms@12"), At::Number(12));
        assert_eq!(at("acme/terms@2019-04-25"), At::Instant("2019-04-25T23:59:59Z".parse().unwrap()));
    }

    #[test]
    fn what_names_no_version_says_what_would() {
        for text in ["acme/terms@", "acme/terms@first", "acme/terms@-1", "acme@2", "acme/../x@1"] {
            assert!(text.parse::<VersionSpec>().is_err(), "{text}");
        }
    }
}
