//! `fineprint.toml`: which policies are watched and how.
//! Must not know the command line.

mod alerts;
mod check;
mod edit;
mod error;
mod nearest;
pub mod ota;
mod pace;
mod parts;
mod policy;
mod renderer;
mod schema;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::policy::PolicyId;
use crate::source::archive::ArchiveLine;

pub use alerts::{AlertConfig, ChatConfig, EmailConfig, GithubIssueConfig, MailSecurity, WebhookConfig};
pub use check::Problem;
pub use edit::{EditError, with_policy};
pub use error::ConfigError;
pub use pace::PaceConfig;
pub use parts::{Range, Selector, Selectors};
pub use policy::{Earlier, PolicyConfig};
pub use renderer::RendererConfig;
pub use schema::schema;

/// The file name under which the configuration stands at the root of a store.
pub const FILE_NAME: &str = "fineprint.toml";

/// What a `fineprint.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The path, from here, of a file that adds to the lexicon, or replaces or silences entries of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<String>,
    /// Whom the owner of a website can write to about these visits: an address of a page or of mail. It is sent along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// How sites are asked.
    #[serde(default)]
    pub pace: PaceConfig,
    /// Programs that show pages as a browser does, by name.
    #[serde(default, rename = "renderer", skip_serializing_if = "BTreeMap::is_empty")]
    pub renderers: BTreeMap<String, RendererConfig>,
    /// The policies by their names.
    #[serde(default, rename = "policy")]
    #[schemars(with = "BTreeMap<String, PolicyConfig>")]
    pub policies: BTreeMap<PolicyId, PolicyConfig>,
    /// Web archives by the names under which they can be asked.
    #[serde(default, rename = "archive", skip_serializing_if = "BTreeMap::is_empty")]
    pub archives: BTreeMap<String, ArchiveLine>,
    /// Who is told of changes, by the channels' names.
    #[serde(default, rename = "alert", skip_serializing_if = "BTreeMap::is_empty")]
    pub alerts: BTreeMap<String, AlertConfig>,
}

impl Config {
    /// Reads the text of a `fineprint.toml`.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|cause| ConfigError::new(cause, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Config::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_policy_is_a_table_with_its_address() {
        let config = Config::parse("[policy.\"acme/terms\"]\nurl = \"https://example.com/terms\"\n").unwrap();
        let policy = &config.policies[&"acme/terms".parse().unwrap()];
        assert_eq!(policy.url.as_deref(), Some("https://example.com/terms"));
    }

    #[test]
    fn an_archive_is_a_table_too() {
        let config =
            Config::parse("[archive.own]\naddress = \"https://archive.example/all\"\nreplay-rate = 1.5\n").unwrap();
        let archive = config.archives["own"].archive("own").unwrap();
        assert_eq!((archive.index.as_deref(), archive.replay_rate), (Some("https://archive.example/all/cdx"), 1.5));
    }

    #[test]
    fn an_unknown_key_and_a_bad_name_are_errors_that_name_them() {
        let unknown = refused("[policy.\"acme/terms\"]\nurll = \"x\"\n");
        assert!(unknown.contains("urll") && unknown.contains("line 2"), "{unknown}");
        let name = refused("[policy.\"../x\"]\n");
        assert!(name.contains("cannot name a policy"), "{name}");
    }

    #[test]
    fn an_unknown_key_is_answered_with_the_nearest_one() {
        for (text, meant) in [
            ("[policy.\"a/b\"]\nurll = \"x\"\n", "`url`"),
            ("[policy.\"a/b\"]\nselector = \"main\"\n", "`select`"),
            ("[policy.\"a/b\"]\nlang = \"en\"\n", "`language`"),
            ("[policies.\"a/b\"]\n", "`policy`"),
            ("[pace]\nseconds_between = 1\n", "`seconds-between`"),
            ("[archive.own]\nindex_rate = 1\n", "`index-rate`"),
            ("[policy.\"a/b\"]\nremove = [{ startbefore = \"h2\", end-before = \"h3\" }]\n", "`start-before`"),
        ] {
            let error = refused(text);
            assert!(error.contains(&format!("is {meant} meant?")), "{error}");
        }
        assert!(!refused("[policy.\"a/b\"]\nzzzzzzzzz = 1\n").contains("meant?"));
    }

    #[test]
    fn an_unknown_value_of_a_channel_names_its_line_and_the_nearest_one() {
        let channel = "[alert.a]\nkind = \"slack\"\nurl-env = \"A\"\n\n[alert.team]\n";
        for (wrong, line, meant) in [
            ("kind = \"slak\"\nurl-env = \"X\"\n", 6, "`slack`"),
            ("kind = \"slack\"\nurl-env = \"X\"\nonly = { findings = [\"backdated\"] }\n", 8, "`back-dated`"),
            ("kind = \"slack\"\nurl-env = \"X\"\nonly = { topics = [\"sharingg\"] }\n", 8, "`sharing`"),
            ("kind = \"slack\"\nurl_env = \"X\"\n", 7, "`url-env`"),
        ] {
            let error = refused(&format!("{channel}{wrong}[policy.\"a/b\"]\n"));
            assert!(error.contains(&format!("line {line}, ")), "{error}");
            assert!(error.contains(&format!("is {meant} meant?")), "{error}");
        }
    }

    #[test]
    fn what_is_said_last_fits_the_table() {
        let channel = refused("[alert.team]\nkind = \"slack\"\n");
        assert!(channel.contains("url-env") && channel.ends_with("slack, teams or email"), "{channel}");
        assert!(!refused("[pace]\nretries = \"x\"\n").contains("[policy."));
        assert!(refused("[policy.\"a/b\"]\nurl = 3\n").contains("with a url"));
    }

    #[test]
    fn everything_has_a_usual_value() {
        let config = Config::parse("").unwrap();
        assert_eq!(config, Config::default());
        assert!(config.pace.robots && !config.pace.allow_private);
    }
}
