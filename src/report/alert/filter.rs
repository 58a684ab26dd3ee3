//! Which alerts somebody asked for.
//! Must not know where the wish is written down.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Alert;
use crate::compare::Topic;
use crate::finding::FindingKind;
use crate::policy::PolicyPattern;

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
    /// Only of these policies: `service/document`, or `service` or `service/*` for all of a service.
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
        let of_policy = self.policies.is_empty() || self.policies.iter().any(|pattern| pattern.matches(&alert.policy));
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
