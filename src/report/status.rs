//! How things stand with every policy: values for the renderers.
//! Must not know where they are kept.

use crate::policy::PolicyId;
use crate::time::CapturedAt;

/// After so many days without a look a watched page counts as neglected.
const NEGLECTED: i64 = 8;
/// Scheduled workflows of public repositories stop after 60 days without a commit.
pub(super) const SCHEDULE_ENDS: i64 = 60;
/// When it is time to say so.
pub(super) const SCHEDULE_WARNING: i64 = 45;

/// How things stand with a whole store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub now: CapturedAt,
    /// When the newest commit was made.
    pub last_commit: Option<CapturedAt>,
    /// In the order of their names.
    pub policies: Vec<PolicyStatus>,
}

/// How things stand with one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyStatus {
    pub policy: PolicyId,
    /// The addresses that are watched; none where nobody looks.
    pub urls: Vec<String>,
    pub versions: u32,
    pub last_look: Option<CapturedAt>,
    /// The last look that showed the policy.
    pub last_success: Option<CapturedAt>,
    /// When the newest version was first seen.
    pub last_change: Option<CapturedAt>,
    /// The first of the looks that did not show the policy, while none has since.
    pub blind_since: Option<CapturedAt>,
    /// What stood in the policy's place, or what went wrong.
    pub why: Option<String>,
}

impl Status {
    /// Whole days since the newest commit.
    pub fn days_since_commit(&self) -> Option<i64> {
        self.last_commit.map(|commit| self.now.days_since(commit).max(0))
    }

    /// What is to be said of the store as a whole, if anything.
    pub fn warning(&self) -> Option<String> {
        let days = self.days_since_commit().filter(|days| *days >= SCHEDULE_WARNING)?;
        Some(format!(
            "no commit for {days} days; scheduled workflows of public repositories stop after {SCHEDULE_ENDS} days without one"
        ))
    }
}

impl PolicyStatus {
    /// Whether the page was not asked for because its address is private.
    fn is_refused_as_private(&self) -> bool {
        self.why.as_ref().is_some_and(|why| why.contains("private network"))
    }

    /// What to do next, in words with a command.
    pub fn next(&self, now: CapturedAt) -> String {
        let policy = &self.policy;
        let Some(url) = self.urls.first() else {
            return format!("not watched: put a url for [policy.\"{policy}\"] into fineprint.toml");
        };
        match (self.last_look, self.blind_since) {
            (None, _) => format!("fineprint track {policy}"),
            (Some(_), Some(_)) if self.is_refused_as_private() => format!(
                "if {url} may be asked, set allow-private = true under [pace] in fineprint.toml; else correct its address"
            ),
            (Some(_), Some(_)) => format!(
                "see what stands at {url} and correct fineprint.toml; meanwhile fineprint backfill {policy} asks archives"
            ),
            (Some(look), None) if now.days_since(look) >= NEGLECTED => {
                format!("no look for {} days: fineprint track {policy}", now.days_since(look))
            }
            (Some(_), None) if self.last_change.is_some_and(|change| now.days_since(change) < NEGLECTED) => {
                if self.versions > 1 { format!("fineprint diff {policy}") } else { format!("fineprint show {policy}") }
            }
            (Some(_), None) => "nothing to do".to_owned(),
        }
    }
}
