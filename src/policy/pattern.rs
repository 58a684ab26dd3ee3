//! How a person or a configuration names policies: one as `service/document`, or all of a service as `service` or
//! `service/*`. Must not know which policies there are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{PolicyId, problem};

/// One policy, or every policy of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PolicyPattern {
    One(PolicyId),
    Service(String),
}

/// A text that can name neither a policy nor a service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} cannot name a policy or a service: {problem}\nname one policy as service/document, or all of a service as service or service/*, with a-z, 0-9, `.`, `-` and `_`"
)]
pub struct PolicyPatternError {
    text: String,
    problem: &'static str,
}

impl PolicyPattern {
    /// Whether this policy is meant.
    pub fn matches(&self, policy: &PolicyId) -> bool {
        match self {
            Self::One(one) => one == policy,
            Self::Service(service) => service == policy.service(),
        }
    }
}

impl FromStr for PolicyPattern {
    type Err = PolicyPatternError;

    fn from_str(text: &str) -> Result<Self, PolicyPatternError> {
        let error = |problem| PolicyPatternError { text: text.to_owned(), problem };
        let service = text.strip_suffix("/*").unwrap_or(text);
        if service == text && text.contains('/') {
            return text.parse().map(Self::One).map_err(|wrong: super::PolicyIdError| error(wrong.problem));
        }
        problem(service).map_or_else(|| Ok(Self::Service(service.to_owned())), |problem| Err(error(problem)))
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
    type Error = PolicyPatternError;

    fn try_from(text: String) -> Result<Self, PolicyPatternError> {
        text.parse()
    }
}

impl From<PolicyPattern> for String {
    fn from(pattern: PolicyPattern) -> Self {
        pattern.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_named_alone_or_with_a_star_and_means_all_of_its_policies() {
        let [terms, other] = ["acme/terms", "acme-labs/terms"].map(|text| text.parse::<PolicyId>().unwrap());
        let [alone, star] = ["acme", "acme/*"].map(|text| text.parse::<PolicyPattern>().unwrap());
        assert_eq!(alone, star);
        assert!(star.matches(&terms) && !star.matches(&other));
        assert_eq!(star.to_string().parse(), Ok(star));
    }

    #[test]
    fn a_policy_is_named_whole_and_means_itself() {
        let [terms, other] = ["acme/terms", "acme/terms-of-sale"].map(|text| text.parse::<PolicyId>().unwrap());
        let one: PolicyPattern = "acme/terms".parse().unwrap();
        assert!(one.matches(&terms) && !one.matches(&other));
        assert_eq!(one.to_string(), "acme/terms");
    }

    #[test]
    fn what_names_neither_is_refused_in_one_way() {
        for text in ["", "*", "/*", "*/terms", "acme/**", "acme/t*", "Acme", "Acme/*", "..", "../*", "a/b/*", "con"] {
            let error = text.parse::<PolicyPattern>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("{text:?} cannot name a policy or a service: ")), "{error}");
            assert!(error.contains("service/document") && error.contains("service/*"), "{error}");
        }
    }
}
