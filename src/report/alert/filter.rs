//! Which alerts somebody asked for.
//! Must not know where the wish is written down.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Alert;
use crate::compare::Topic;
use crate::finding::FindingKind;
use crate::policy::{PolicyId, PolicyIdError};

/// Which alerts to tell. What is left out asks for everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Filter {
    /// The least severity, 0 to 3: of a clause that changed, or of a finding.
    pub severity: u8,
    /// Only changes of clauses about these topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub topics: Vec<Topic>,
    /// Only with these findings. With `topics`, one of the two is enough.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub findings: Vec<FindingKind>,
    /// Only of these policies: `service/document`, or `service/*` for all of a service.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub policies: Vec<PolicyPattern>,
}

impl Default for Filter {
    /// Every change of substance, and every finding that is more than a note.
    fn default() -> Self {
        Self { severity: 1, topics: Vec::new(), findings: Vec::new(), policies: Vec::new() }
    }
}

impl Filter {
    /// Whether this alert was asked for.
    pub fn takes(&self, alert: &Alert) -> bool {
        let of_policy = self.policies.is_empty() || self.policies.iter().any(|pattern| pattern.fits(&alert.policy));
        of_policy && alert.severity() >= self.severity && self.is_about(alert)
    }

    fn is_about(&self, alert: &Alert) -> bool {
        if self.topics.is_empty() && self.findings.is_empty() {
            return true;
        }
        let topics = || {
            let grave = alert.visible_changes().into_iter().filter(|change| change.severity >= self.severity);
            grave.into_iter().flat_map(|change| &change.topics).any(|topic| self.topics.contains(topic))
        };
        let findings = || {
            let grave = alert.findings.iter().filter(|finding| finding.severity >= self.severity);
            grave.into_iter().any(|finding| self.findings.contains(&finding.kind))
        };
        topics() || findings()
    }
}

/// A policy, or all of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PolicyPattern {
    One(PolicyId),
    Service(String),
}

impl PolicyPattern {
    fn fits(&self, policy: &PolicyId) -> bool {
        match self {
            Self::One(one) => one == policy,
            Self::Service(service) => service == policy.service(),
        }
    }
}

impl FromStr for PolicyPattern {
    type Err = PolicyIdError;

    fn from_str(text: &str) -> Result<Self, PolicyIdError> {
        match text.strip_suffix("/*") {
            // A service is good when it makes a good name with some document.
            Some(service) => format!("{service}/all").parse::<PolicyId>().map(|_| Self::Service(service.to_owned())),
            None => text.parse().map(Self::One),
        }
    }
}

impl fmt::Display for PolicyPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(policy) => policy.fmt(f),
            Self::Service(service) => write!(f, "{service}/*"),
        }
    }
}

impl TryFrom<String> for PolicyPattern {
    type Error = PolicyIdError;

    fn try_from(text: String) -> Result<Self, PolicyIdError> {
        text.parse()
    }
}

impl From<PolicyPattern> for String {
    fn from(pattern: PolicyPattern) -> Self {
        pattern.to_string()
    }
}
