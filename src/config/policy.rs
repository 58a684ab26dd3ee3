//! `[policy."service/document"]`: where a policy is published, and how its page is read.
//! Must not know how a page is fetched or read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::Selectors;
use crate::time::CapturedAt;

/// One policy: where it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PolicyConfig {
    /// The page's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The addresses of the pages that make up the document, in their order, in place of `url`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// The parts of the page that are the policy: CSS selectors or ranges. Found by themselves unless given.
    #[serde(skip_serializing_if = "Selectors::is_empty")]
    pub select: Selectors,
    /// The parts of the page that are not.
    #[serde(skip_serializing_if = "Selectors::is_empty")]
    pub remove: Selectors,
    /// The language to ask for, as in `en` or `de-CH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The program that shows the page: `chromium`, or one of the `[renderer.NAME]` tables. None unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renderer: Option<String>,
    /// Earlier addresses and selectors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Earlier>,
    /// What a reader of the reports must know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a policy was published and how its page was read until some day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Earlier {
    /// The last instant or day on which it was so.
    #[serde(deserialize_with = "instant")]
    #[schemars(with = "String")]
    pub valid_until: CapturedAt,
    /// The address then; the same as now unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The addresses then, in place of `url`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// What was selected then.
    #[serde(default, skip_serializing_if = "Selectors::is_empty")]
    pub select: Selectors,
    /// What was removed then.
    #[serde(default, skip_serializing_if = "Selectors::is_empty")]
    pub remove: Selectors,
}

impl PolicyConfig {
    /// The pages that make up the document now.
    pub fn addresses(&self) -> Vec<&str> {
        match &self.url {
            Some(url) => vec![url],
            None => self.urls.iter().map(String::as_str).collect(),
        }
    }

    /// All selectors of all times as one text; `None` where there are none.
    pub fn selectors_in_words(&self) -> Option<String> {
        let earlier = self.history.iter().filter(|then| !then.select.is_empty() || !then.remove.is_empty());
        let said = !self.select.is_empty() || !self.remove.is_empty() || earlier.count() > 0;
        let words =
            |select: &Selectors, remove: &Selectors| format!("{:?} without {:?}", select.parts(), remove.parts());
        let now = words(&self.select, &self.remove);
        let then =
            self.history.iter().map(|then| format!("{}: {}", then.valid_until, words(&then.select, &then.remove)));
        said.then(|| then.chain([now]).collect::<Vec<_>>().join("\n"))
    }
}

impl Earlier {
    /// The pages that made up the document then, where others than now.
    pub fn addresses(&self) -> Vec<&str> {
        self.url.as_deref().into_iter().chain(self.urls.iter().map(String::as_str)).collect()
    }
}

/// Reads an instant as text or as TOML's own; a day means its end.
fn instant<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<CapturedAt, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Own(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Own(own) => own.to_string(),
        Written::Text(text) => text,
    };
    let at: CapturedAt = text.parse().map_err(serde::de::Error::custom)?;
    let end_of_day = || CapturedAt::from_unix(at.unix() + 86_399);
    Ok(if text.len() == 10 { end_of_day().unwrap_or(at) } else { at })
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Selector};
    use super::*;

    fn policy(text: &str) -> PolicyConfig {
        let text = format!("[policy.\"a/b\"]\n{text}");
        Config::parse(&text).unwrap().policies.remove(&"a/b".parse().unwrap()).unwrap()
    }

    #[test]
    fn a_day_until_which_something_held_counts_whole() {
        let policy = policy(
            "select = \"#new\"\n[[policy.\"a/b\".history]]\nvalid-until = 2020-05-01\nselect = \"#old\"\n\
             [[policy.\"a/b\".history]]\nvalid-until = \"2022-01-01T12:00:00Z\"\nremove = \".ad\"\n",
        );
        let until: Vec<String> = policy.history.iter().map(|then| then.valid_until.to_string()).collect();
        assert_eq!(until, ["2020-05-01T23:59:59Z", "2022-01-01T12:00:00Z"]);
        assert_eq!(policy.history[0].select, Selectors(vec![Selector::Css("#old".to_owned())]));
    }

    #[test]
    fn a_document_of_several_pages_keeps_their_order() {
        let policy = policy("urls = [\"https://a.example/2\", \"https://a.example/1\"]\n");
        assert_eq!(policy.addresses(), ["https://a.example/2", "https://a.example/1"]);
    }
}
