//! Channels by which alerts reach people: a GitHub issue, a webhook, Slack, Teams, e-mail. Each file names one foreign
//! interface. Must not know which alerts are due, or what was sent before.

mod github;
#[cfg(feature = "mail")]
mod mail;
mod post;
mod slack;
mod teams;
mod webhook;

use std::fmt;

use crate::report::alert::Alert;
use crate::source::http::Http;
use crate::time::CapturedAt;

pub use github::GitHub;
#[cfg(feature = "mail")]
pub use mail::{Mail, Security};
pub use slack::Slack;
pub use teams::Teams;
pub use webhook::Webhook;

/// Where alerts go.
#[derive(Debug)]
pub enum Channel {
    GitHub(GitHub),
    Webhook(Webhook),
    Slack(Slack),
    Teams(Teams),
    #[cfg(feature = "mail")]
    Mail(Box<Mail>),
}

/// One message: an alert, or several in a digest.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// The same when the same alerts are sent again.
    pub id: &'a str,
    pub alerts: &'a [&'a Alert],
    pub now: CapturedAt,
}

/// Why a message did not go out. Never holds an address or a key of the channel: those are secrets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Undelivered {
    /// What happened, in words.
    pub why: String,
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Undelivered {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

impl Channel {
    /// Sends one message, and returns when the channel has taken it.
    pub fn send(&self, http: &Http, message: Message<'_>) -> Result<(), Undelivered> {
        match self {
            Self::GitHub(github) => github.send(http, message),
            Self::Webhook(webhook) => webhook.send(http, message),
            Self::Slack(slack) => slack.send(http, message),
            Self::Teams(teams) => teams.send(http, message),
            #[cfg(feature = "mail")]
            Self::Mail(mail) => mail.send(message),
        }
    }

    /// Whether the channel itself can tell that it has an alert already, so that one whose fate is unknown may be sent
    /// again.
    pub fn remembers(&self) -> bool {
        matches!(self, Self::GitHub(_))
    }

    /// Whether each alert must be a message of its own.
    pub fn is_one_by_one(&self) -> bool {
        matches!(self, Self::GitHub(_))
    }
}
