//! `fineprint.toml`: which policies are watched and how.
//! Must not know the command line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::policy::PolicyId;
use crate::source::archive::ArchiveLine;

/// The file name under which the configuration stands at the root of a store.
pub const FILE_NAME: &str = "fineprint.toml";

/// What a `fineprint.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The path, from here, of a file that adds to the lexicon, or replaces or silences entries of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<String>,
    /// The policies by their names.
    #[serde(default, rename = "policy")]
    pub policies: BTreeMap<PolicyId, PolicyConfig>,
    /// Web archives by the names under which they can be asked.
    #[serde(default, rename = "archive", skip_serializing_if = "BTreeMap::is_empty")]
    pub archives: BTreeMap<String, ArchiveLine>,
}

/// One policy: where it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyConfig {
    /// The page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What a reader of the reports must know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "fineprint.toml cannot be used: {cause}\ncorrect the line named above; every policy is a table such as [policy.\"acme/terms\"] with a url"
)]
pub struct ConfigError {
    #[source]
    cause: toml::de::Error,
}

impl Config {
    /// Reads the text of a `fineprint.toml`.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|cause| ConfigError { cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_a_table_with_its_address() {
        let config = Config::parse("[policy.\"acme/terms\"]\nurl = \"https://example.com/terms\"\n").unwrap();
        let policy = &config.policies[&"acme/terms".parse().unwrap()];
        assert_eq!(policy.url.as_deref(), Some("https://example.com/terms"));
    }

    #[test]
    fn an_archive_is_a_table_too() {
        let config =
            Config::parse("[archive.own]\naddress = \"https://archive.example/all\"\nreplay_rate = 1.5\n").unwrap();
        let archive = config.archives["own"].archive("own").unwrap();
        assert_eq!((archive.index.as_deref(), archive.replay_rate), (Some("https://archive.example/all/cdx"), 1.5));
    }

    #[test]
    fn an_unknown_key_and_a_bad_name_are_errors_that_name_them() {
        let unknown = Config::parse("[policy.\"acme/terms\"]\nurll = \"x\"\n").unwrap_err().to_string();
        assert!(unknown.contains("urll") && unknown.contains("line 2") && unknown.contains("url"), "{unknown}");
        let name = Config::parse("[policy.\"../x\"]\n").unwrap_err().to_string();
        assert!(name.contains("cannot name a policy"), "{name}");
    }
}
