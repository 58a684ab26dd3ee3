//! What `track --json` answered, read back as far as a workflow is told of it.
//! Must not know how a look is made.

use serde::Deserialize;

/// The answer of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Run {
    pub policies: Vec<RunPolicy>,
}

/// One policy of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RunPolicy {
    policy: String,
    outcome: String,
    #[serde(default)]
    version: Option<u32>,
    #[serde(default)]
    headline: Option<String>,
    #[serde(default)]
    pub(super) findings: Vec<RunFinding>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    last_seen: Option<String>,
    #[serde(default)]
    blind_since: Option<String>,
    #[serde(default)]
    recovered_from: Option<String>,
}

/// A finding, as far as a workflow is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct RunFinding {
    pub(super) kind: String,
    pub(super) certainty: String,
    pub(super) severity: u8,
    pub(super) text: String,
}

impl Run {
    /// Reads the answer of `track --json`.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The names of the policies that visibly changed.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        self.policies.iter().filter(|policy| policy.is_changed()).map(RunPolicy::name)
    }
}

impl RunPolicy {
    pub(super) fn name(&self) -> &str {
        &self.policy
    }

    pub(super) fn is_changed(&self) -> bool {
        self.outcome == "changed"
    }

    /// Whether the look did not show the policy, and this is news or lasts.
    pub(super) fn is_unread(&self) -> bool {
        matches!(self.outcome.as_str(), "skipped" | "failed" | "blind")
    }

    /// Whether a finding of this severity was made about what the look showed.
    pub(super) fn is_flagged(&self, severity: u8) -> bool {
        self.flags(severity).next().is_some()
    }

    pub(super) fn flags(&self, severity: u8) -> impl Iterator<Item = &str> {
        self.findings.iter().filter(move |finding| finding.severity >= severity).map(|finding| finding.text.as_str())
    }

    pub(super) fn has_news(&self) -> bool {
        self.outcome != "unchanged" || self.recovered_from.is_some()
    }

    /// Why the policy could not be read, and since when.
    pub(super) fn trouble(&self) -> String {
        let why = self.error.as_deref().unwrap_or("it could not be read");
        let since = self.blind_since.as_ref().map(|since| format!(", blind since {since}")).unwrap_or_default();
        let last = self.last_seen.as_ref().map(|last| format!(", last seen {last}")).unwrap_or_default();
        format!("not read: {why}{since}{last}")
    }

    /// What the look showed, in a sentence.
    pub(super) fn news(&self) -> Option<String> {
        let version = self.version.unwrap_or_default();
        let mut news = match self.outcome.as_str() {
            "changed" => format!("Changed; version {version}. {}", self.headline.as_deref().unwrap_or_default()),
            "new" => "Seen for the first time.".to_owned(),
            _ => String::new(),
        };
        if let Some(since) = &self.recovered_from {
            news.extend([" It can be read again; it could not since ", since.as_str(), "."]);
        }
        let news = news.trim().to_owned();
        (!news.is_empty()).then_some(news)
    }
}
