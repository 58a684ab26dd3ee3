//! How a person names policies: one as `service/document`, or all of a service by its name alone.
//! Must not know where policies are kept.

use std::fmt;
use std::str::FromStr;

use crate::policy::{PolicyId, PolicyIdError};

/// One policy, or every policy of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    One(PolicyId),
    Service(String),
}

impl Named {
    /// Whether this policy is meant.
    pub fn means(&self, policy: &PolicyId) -> bool {
        match self {
            Self::One(one) => one == policy,
            Self::Service(service) => service == policy.service(),
        }
    }
}

impl FromStr for Named {
    type Err = PolicyIdError;

    fn from_str(text: &str) -> Result<Self, PolicyIdError> {
        if text.contains('/') {
            return text.parse().map(Self::One);
        }
        // A service is good when it makes a good name with some document.
        match format!("{text}/all").parse::<PolicyId>() {
            Ok(_) => Ok(Self::Service(text.to_owned())),
            Err(error) => Err(PolicyIdError { text: text.to_owned(), ..error }),
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(policy) => policy.fmt(f),
            Self::Service(service) => f.write_str(service),
        }
    }
}
