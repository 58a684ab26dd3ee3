//! What became of alerts: values for the renderers.
//! Must not know how an alert is sent or recorded.

use crate::policy::PolicyId;
use crate::report::alert::Alert;

/// What became of alerts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Channels that are new: they are told of what changes from now on.
    pub new_channels: Vec<String>,
    pub sent: Vec<Sent>,
    pub failed: Vec<Failure>,
    /// Channels and policies whose alert a run died with; it may have arrived, and is not sent again.
    pub unknown: Vec<(String, PolicyId)>,
}

/// A message that went out, or would.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub channel: String,
    pub alerts: Vec<Alert>,
}

/// A message that did not.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub channel: String,
    /// Empty when the channel itself cannot be used.
    pub alerts: Vec<Alert>,
    pub why: String,
    /// Whether it was tried so often that it is given up.
    pub is_final: bool,
}

impl Told {
    /// Whether everything that was due went out.
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty() && self.unknown.is_empty()
    }
}
