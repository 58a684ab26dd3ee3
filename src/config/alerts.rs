//! `[alert.NAME]`: who is told of changes, and by which channel. Addresses and keys that are secrets are named here by the
//! variable of the environment that holds them, and never written down.
//! Must not know how anything is sent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::alert::Filter;

/// A channel by which somebody is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AlertConfig {
    GithubIssue(GithubIssueConfig),
    Webhook(WebhookConfig),
    Slack(ChatConfig),
    Teams(ChatConfig),
    Email(EmailConfig),
}

/// Issues of a GitHub repository: one a policy, and a comment for each change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GithubIssueConfig {
    /// `owner/name`; in a workflow the repository it runs in, unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The variable with a token that may write issues.
    #[serde(default = "github_token")]
    pub token_env: String,
    /// Which changes to tell.
    #[serde(default)]
    pub only: Filter,
}

/// A webhook that takes the alerts as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WebhookConfig {
    /// The address, where it is no secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The variable with the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_env: Option<String>,
    /// The variable with the secret that messages are signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_env: Option<String>,
    /// Which changes to tell.
    #[serde(default)]
    pub only: Filter,
    /// More changes than this in one run are told in one message.
    #[serde(default = "few")]
    pub digest_above: usize,
}

/// An incoming webhook of Slack, or a workflow of Teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChatConfig {
    /// The variable with the address.
    pub url_env: String,
    /// Which changes to tell.
    #[serde(default)]
    pub only: Filter,
    /// More changes than this in one run are told in one message.
    #[serde(default = "few")]
    pub digest_above: usize,
}

/// Mail by SMTP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EmailConfig {
    /// The server as `host` or `host:port`.
    pub server: String,
    /// How the connection is kept secret.
    #[serde(default)]
    pub security: MailSecurity,
    /// The variables with the account's name and password, where the server wants one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_env: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_env: Option<String>,
    /// The sender, as in `Policy watch <watch@example.com>`.
    pub from: String,
    /// The readers.
    pub to: Vec<String>,
    /// Which changes to tell.
    #[serde(default)]
    pub only: Filter,
    /// More changes than this in one run are told in one mail.
    #[serde(default = "few")]
    pub digest_above: usize,
}

/// How a connection to a mail server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MailSecurity {
    /// Plain at first, then TLS or nothing; usually port 587.
    #[default]
    Starttls,
    /// TLS from the start; usually port 465.
    Tls,
    /// Not at all; only for a server on the same machine.
    None,
}

impl AlertConfig {
    /// Which changes to tell.
    pub fn only(&self) -> &Filter {
        match self {
            Self::GithubIssue(config) => &config.only,
            Self::Webhook(config) => &config.only,
            Self::Slack(config) | Self::Teams(config) => &config.only,
            Self::Email(config) => &config.only,
        }
    }

    /// More changes than this in one run are told in one message.
    pub fn digest_above(&self) -> usize {
        match self {
            Self::GithubIssue(_) => usize::MAX,
            Self::Webhook(config) => config.digest_above,
            Self::Slack(config) | Self::Teams(config) => config.digest_above,
            Self::Email(config) => config.digest_above,
        }
    }
}

fn github_token() -> String {
    "GITHUB_TOKEN".to_owned()
}

fn few() -> usize {
    3
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn parse(text: &str) -> Result<BTreeMap<String, AlertConfig>, toml::de::Error> {
        toml::from_str(text)
    }

    #[test]
    fn a_channel_is_a_table_with_its_kind_and_what_it_is_for() {
        let text = "[team]\nkind = \"slack\"\nurl-env = \"SLACK\"\nonly = { severity = 2, topics = [\"sharing\", \"ai\"], policies = [\"acme/*\"] }\n";
        let channels = parse(text).unwrap();
        let AlertConfig::Slack(config) = &channels["team"] else { panic!("{channels:?}") };
        assert_eq!((config.url_env.as_str(), config.digest_above), ("SLACK", 3));
        let topics: Vec<String> = config.only.topics.iter().map(ToString::to_string).collect();
        assert_eq!((config.only.severity, topics.join(" ")), (2, "sharing ai".to_owned()));
    }

    #[test]
    fn a_key_a_topic_a_finding_or_a_policy_that_does_not_exist_is_an_error() {
        for (wrong, named) in [
            ("url_env = \"X\"", "url_env"),
            ("url-env = \"X\"\nonly = { topics = [\"sharng\"] }", "sharng"),
            ("url-env = \"X\"\nonly = { findings = [\"backdated\"] }", "backdated"),
            ("url-env = \"X\"\nonly = { policies = [\"../*\"] }", "cannot name a policy"),
        ] {
            let error = parse(&format!("[team]\nkind = \"teams\"\n{wrong}\n")).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
        assert!(parse("[team]\nkind = \"fax\"\n").unwrap_err().to_string().contains("github-issue"));
    }
}
