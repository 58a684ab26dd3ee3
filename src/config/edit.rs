//! Adds policies to the text of a `fineprint.toml`. Everything that stands there stays as it is, comments and all.
//! Must not know where the file lies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Config, PolicyConfig};
use crate::policy::PolicyId;

/// Why a policy cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    #[error("there is a policy {0} already\ngive the new one another name with --policy service/document")]
    Exists(PolicyId),
    #[error("the policy cannot be written down: {0}")]
    Unwritable(String),
}

/// The tables of some policies as they are written.
#[derive(Serialize)]
struct Tables<'a> {
    policy: BTreeMap<&'a PolicyId, &'a PolicyConfig>,
}

/// The text with one more policy at its end.
pub fn with_policy(text: &str, policy: &PolicyId, config: &PolicyConfig) -> Result<String, EditError> {
    let unwritable = |error: &dyn std::fmt::Display| EditError::Unwritable(error.to_string());
    let known = Config::parse(text).map_err(|error| unwritable(&error))?;
    if known.policies.contains_key(policy) {
        return Err(EditError::Exists(policy.clone()));
    }
    let table = toml::to_string(&Tables { policy: BTreeMap::from([(policy, config)]) });
    let table = table.map_err(|error| unwritable(&error))?;
    let gap = match text {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let edited = format!("{text}{gap}{table}");
    // A file that has its policies in one line takes no tables after it.
    let read = Config::parse(&edited).map_err(|error| unwritable(&error))?;
    match read.policies.get(policy) {
        Some(own) if own == config => Ok(edited),
        _ => Err(EditError::Unwritable("it would read otherwise".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> PolicyConfig {
        PolicyConfig { url: Some("https://a.example/x?a=\"b\"".to_owned()), ..PolicyConfig::default() }
    }

    #[test]
    fn what_stands_there_stays_as_it_is() {
        let text = "# mine\n[pace]   # slow\nseconds-between =    5\n\n[policy.\"a/b\"]\nurl='https://a.example/'";
        let edited = with_policy(text, &"acme/terms".parse().unwrap(), &config()).unwrap();
        let added = "\n\n[policy.\"acme/terms\"]\nurl = 'https://a.example/x?a=\"b\"'\n";
        assert_eq!(edited, format!("{text}{added}"));
    }

    #[test]
    fn a_policy_is_not_added_twice_nor_to_what_cannot_be_read() {
        let text = with_policy("", &"acme/terms".parse().unwrap(), &config()).unwrap();
        assert!(matches!(with_policy(&text, &"acme/terms".parse().unwrap(), &config()), Err(EditError::Exists(_))));
        assert!(with_policy("polic = 1", &"a/b".parse().unwrap(), &config()).is_err());
        assert!(with_policy("policy = {}", &"a/b".parse().unwrap(), &config()).is_err());
    }
}
