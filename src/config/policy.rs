//! `[policy."service/document"]`: where a policy is published, and how its page is read.
//! Must not know how a page is fetched or read.

use serde::{Deserialize, Serialize};

use super::parts::Selectors;
use crate::time::CapturedAt;

/// One policy: where it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Earlier {
    /// The last instant or day on which it was so.
    #[serde(deserialize_with = "instant")]
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

    /// What was selected and removed at an instant.
    pub fn selectors_at(&self, at: CapturedAt) -> (&Selectors, &Selectors) {
        let then = self.history.iter().filter(|earlier| at <= earlier.valid_until).min_by_key(|then| then.valid_until);
        then.map_or((&self.select, &self.remove), |then| (&then.select, &then.remove))
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
    fn the_selectors_of_a_capture_are_those_of_its_day() {
        let policy = policy(
            "select = \"#new\"\n[[policy.\"a/b\".history]]\nvalid-until = 2020-05-01\nselect = \"#old\"\n\
             [[policy.\"a/b\".history]]\nvalid-until = \"2022-01-01T12:00:00Z\"\nremove = \".ad\"\n",
        );
        let selected = |at: &str| policy.selectors_at(at.parse().unwrap()).0.clone();
        let css = |text: &str| Selectors(vec![Selector::Css(text.to_owned())]);
        assert_eq!(selected("2019-01-01"), css("#old"));
        assert_eq!(selected("2020-05-01T23:00:00Z"), css("#old"), "the whole day counts");
        assert_eq!(selected("2020-05-02"), Selectors::default());
        assert_eq!(selected("2022-01-01T12:00:01Z"), css("#new"));
    }

    #[test]
    fn a_document_of_several_pages_keeps_their_order() {
        let policy = policy("urls = [\"https://a.example/2\", \"https://a.example/1\"]\n");
        assert_eq!(policy.addresses(), ["https://a.example/2", "https://a.example/1"]);
    }
}
