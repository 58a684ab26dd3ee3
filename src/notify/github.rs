//! Issues of a GitHub repository: one a policy, found again by a hidden mark, and a comment for each change. What was told
//! is read from the issue itself, so that no change is told twice even when nothing else remembers.
//! Must not know which alerts are due.

use std::fmt;

use serde_json::{Value, json};

use super::{Message, Undelivered, post};
use crate::report::alert::{self, Alert};
use crate::source::http::{Http, Method, Request};

/// The label of every issue of ours.
const LABEL: &str = "fineprint";
/// How many issues or comments are asked for at once; GitHub gives no more.
const PAGE: usize = 100;
/// How many pages are read at the most.
const PAGES: usize = 50;

/// A repository's issues.
pub struct GitHub {
    api: String,
    repository: String,
    token: String,
}

impl fmt::Debug for GitHub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GitHub").field("repository", &self.repository).finish_non_exhaustive()
    }
}

/// An issue of ours.
struct Issue {
    number: u64,
    is_open: bool,
}

impl GitHub {
    /// The issues of `repository`, which is `owner/name`, by the interface at `api`.
    pub fn new(api: &str, repository: &str, token: String) -> Result<Self, Undelivered> {
        let plain = |half: &str| {
            !half.is_empty()
                && half.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
                && !half.chars().all(|c| c == '.')
        };
        match repository.split_once('/') {
            Some((owner, name)) if plain(owner) && plain(name) => {
                let api = api.trim_end_matches('/').to_owned();
                Ok(Self { api, repository: repository.to_owned(), token })
            }
            _ => Err(Undelivered::new(format!("{repository:?} is no repository; name it owner/name"))),
        }
    }

    pub(super) fn send(&self, http: &Http, message: Message<'_>) -> Result<(), Undelivered> {
        for alert in message.alerts {
            self.tell(http, alert)?;
        }
        Ok(())
    }

    fn tell(&self, http: &Http, alert: &Alert) -> Result<(), Undelivered> {
        let issue = match self.find(http, alert)? {
            Some(issue) => issue,
            None => self.open(http, alert)?,
        };
        let path = format!("issues/{}", issue.number);
        if self.tells(http, &path, alert)? {
            return Ok(());
        }
        let body = format!("{}\n\n{}", mark("alert", &alert.id), alert::comment(alert));
        self.ask(http, Method::Post, &format!("{path}/comments"), Some(json!({ "body": body })))?;
        if !issue.is_open {
            self.ask(http, Method::Patch, &path, Some(json!({ "state": "open" })))?;
        }
        Ok(())
    }

    /// The newest issue about the alert's policy.
    fn find(&self, http: &Http, alert: &Alert) -> Result<Option<Issue>, Undelivered> {
        let mark = mark("policy", &alert.policy.to_string());
        let mut found = None;
        self.each(http, &format!("issues?labels={LABEL}&state=all&sort=created&direction=desc"), |issue| {
            let is_ours = issue["pull_request"].is_null() && has_mark(issue, &mark);
            if is_ours && let Some(number) = issue["number"].as_u64() {
                found = Some(Issue { number, is_open: issue["state"] == "open" });
            }
            found.is_some()
        })?;
        Ok(found)
    }

    fn open(&self, http: &Http, alert: &Alert) -> Result<Issue, Undelivered> {
        let (title, body) = alert::issue(alert);
        let body = format!("{}\n\n{body}", mark("policy", &alert.policy.to_string()));
        let issue = json!({ "title": title, "body": body, "labels": [LABEL] });
        let opened = self.ask(http, Method::Post, "issues", Some(issue))?;
        let number = opened["number"].as_u64();
        number
            .map(|number| Issue { number, is_open: true })
            .ok_or_else(|| Undelivered::new("GitHub opened an issue and did not say which".to_owned()))
    }

    /// Whether the issue tells of the alert already.
    fn tells(&self, http: &Http, issue: &str, alert: &Alert) -> Result<bool, Undelivered> {
        let (mark, mut told) = (mark("alert", &alert.id), false);
        self.each(http, &format!("{issue}/comments?"), |comment| {
            told |= has_mark(comment, &mark);
            told
        })?;
        Ok(told)
    }

    /// Goes through a list, page by page, until `is_enough`.
    fn each(&self, http: &Http, path: &str, mut is_enough: impl FnMut(&Value) -> bool) -> Result<(), Undelivered> {
        for page in 1..=PAGES {
            let answer = self.ask(http, Method::Get, &format!("{path}&per_page={PAGE}&page={page}"), None)?;
            let list = answer.as_array().ok_or_else(|| Undelivered::new("GitHub answered with no list"))?;
            if list.iter().any(&mut is_enough) || list.len() < PAGE {
                return Ok(());
            }
        }
        Err(Undelivered::new(format!(
            "the repository has more than {} issues or comments to look through",
            PAGE * PAGES
        )))
    }

    fn ask(&self, http: &Http, method: Method, path: &str, body: Option<Value>) -> Result<Value, Undelivered> {
        let headers = [
            ("Accept", "application/vnd.github+json"),
            ("X-GitHub-Api-Version", "2022-11-28"),
            ("Content-Type", "application/json"),
        ];
        let mut headers: Vec<_> =
            headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        headers.push(("Authorization".to_owned(), format!("Bearer {}", self.token)));
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let url = format!("{}/repos/{}/{path}", self.api, self.repository);
        let response = post::ask(http, &Request { method, url, headers, body })?;
        post::expect_success(&response)?;
        serde_json::from_slice(&response.body).map_err(|_| Undelivered::new("GitHub answered with no JSON"))
    }
}

/// A mark that GitHub keeps and shows nobody. A policy's name and an alert's hold nothing that could end it.
fn mark(kind: &str, name: &str) -> String {
    format!("<!-- fineprint:{kind}={name} -->")
}

/// Whether a text of ours begins with this mark. Anywhere else it could be a page's own words.
fn has_mark(item: &Value, mark: &str) -> bool {
    item["body"].as_str().is_some_and(|body| body.trim_start().starts_with(mark))
}
