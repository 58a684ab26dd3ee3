//! Save Page Now: asking the Internet Archive to capture a page too, so that a second pair of eyes saw it.
//! "Accepted" is the archive's word that it did; "confirmed" is a replay with exactly that instant and our text.
//! Must not know documents: whether two captures have one text is the caller's to say.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cdx::Query;
use super::http::{Method, Request, Response};
use super::pace::Class;
use super::polite::{Judgement, Polite};
use super::retry_after;
use crate::time::CapturedAt;

/// One request in ten seconds.
const RATE: f64 = 0.1;
/// How often a job is asked after at first.
const POLL: Duration = Duration::from_secs(6);
/// After this long the job is left, and its name kept.
const PATIENCE: Duration = Duration::from_secs(180);
/// A capture younger than this is witness enough.
const RECENT: &str = "3600";

/// The keys of an account. Never printed, never recorded, never sent to another host.
#[derive(Clone)]
pub struct Keys {
    pub access: String,
    pub secret: String,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// How far a witness has come. None of these fails a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Witness {
    /// The archive is at it; ask again under this name.
    Requested { job: String },
    /// The archive says that it captured the page.
    Accepted { job: String, captured_at: CapturedAt, original: String },
    /// The archive has a capture that is recent enough, or as many of today as it takes.
    AlreadyWitnessed {
        job: Option<String>,
        message: String,
        /// The capture, when the index was asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        captured_at: Option<CapturedAt>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        original: Option<String>,
    },
    /// The archive will not do it, now or ever.
    Refused { reason: String },
    /// It may work another time.
    Failed { job: Option<String>, reason: String },
    /// Nothing more is to be asked in this run.
    Stopped { reason: String },
}

/// The service, asked politely and only with keys.
#[derive(Debug)]
pub struct SavePageNow {
    base: String,
    keys: Keys,
    rate: f64,
    polite: Arc<Polite>,
}

#[derive(Debug, Default, Deserialize)]
struct Reply {
    #[serde(default)]
    job_id: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    status_ext: Option<String>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    timestamp: Option<String>,
    #[serde(default)]
    original_url: Option<String>,
}

/// Errors that asking again does not mend.
const PERMANENT: &[&str] = &[
    "no-access",
    "not-found",
    "blocked",
    "blocked-url",
    "invalid-url-syntax",
    "invalid-host-resolution",
    "too-many-redirects",
    "filesize-limit",
    "unauthorized",
    "blocked-client-ip",
    "method-not-allowed",
];
/// Errors after which nothing more is asked.
const STOPPING: &[&str] = &["user-session-limit", "max-daily-bandwidth"];
/// Errors that pass.
const TRANSIENT: &[&str] = &[
    "celery",
    "no-browsers-available",
    "proxy-error",
    "cannot-fetch",
    "browsing-timeout",
    "soft-time-limit-exceeded",
    "job-failed",
    "capture-location-error",
    "protocol-error",
    "read-timeout",
    "gateway-timeout",
    "bad-gateway",
    "service-unavailable",
    "internal-server-error",
    "too-many-requests",
];

impl SavePageNow {
    /// The real one.
    pub fn new(keys: Keys, polite: Arc<Polite>) -> Self {
        Self::at("https://web.archive.org", RATE, keys, polite)
    }

    /// One at another address.
    pub fn at(base: &str, rate: f64, keys: Keys, polite: Arc<Polite>) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), keys, rate, polite }
    }

    /// Asks for a capture of `url` and waits for it, a few minutes at the most.
    pub fn save(&self, url: &str) -> Witness {
        if Query::is_pattern(url) {
            return Witness::Refused { reason: "the address is a pattern".to_owned() };
        }
        let body = format!("url={}&capture_all=1&if_not_archived_within={RECENT}", super::cdx::encoded(url));
        let mut headers = self.headers();
        headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
        let request =
            Request { method: Method::Post, url: format!("{}/save", self.base), headers, body: body.into_bytes() };
        match self.ask(&request) {
            Ok(reply) => match requested(reply) {
                Witness::Requested { job } => self.wait(&job),
                other => other,
            },
            Err(witness) => witness,
        }
    }

    /// Asks what became of a job.
    pub fn check(&self, job: &str) -> Witness {
        self.status(job).0
    }

    fn wait(&self, job: &str) -> Witness {
        let clock = self.polite.pace().clock();
        let give_up = clock.elapsed() + PATIENCE;
        loop {
            clock.sleep(POLL);
            match self.status(job) {
                (Witness::Requested { .. }, wish) if clock.elapsed() + wish < give_up => clock.sleep(wish),
                (witness, _) => return witness,
            }
        }
    }

    fn status(&self, job: &str) -> (Witness, Duration) {
        if !job.starts_with("spn2-") || !job.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return (Witness::Refused { reason: "that is no name of a job".to_owned() }, Duration::ZERO);
        }
        let url = format!("{}/save/status/{job}", self.base);
        let request = Request { url, headers: self.headers(), ..Request::default() };
        match self.answer(&request) {
            Ok(response) => {
                let wish = response.header("retry-after").map_or(Duration::ZERO, |value| {
                    retry_after::parse(value, self.polite.pace().clock().now()).saturating_sub(POLL)
                });
                let witness = read(&response).map_or_else(|witness| witness, |reply| progressed(job, reply));
                (witness, wish)
            }
            Err(witness) => (keep_job(witness, job), Duration::ZERO),
        }
    }

    fn headers(&self) -> Vec<(String, String)> {
        vec![
            ("accept".to_owned(), "application/json".to_owned()),
            ("authorization".to_owned(), format!("LOW {}:{}", self.keys.access, self.keys.secret)),
        ]
    }

    fn ask(&self, request: &Request) -> Result<Reply, Witness> {
        read(&self.answer(request)?)
    }

    fn answer(&self, request: &Request) -> Result<Response, Witness> {
        let judge = |response: &Response| match response.status {
            429 => Judgement::Throttled,
            500..=599 => Judgement::Trouble,
            _ => Judgement::Answer,
        };
        self.polite.ask(request, Class::Save, self.rate, judge).map_err(|error| match error {
            super::polite::Unanswered::Closed(_) => Witness::Stopped { reason: error.to_string() },
            other => Witness::Failed { job: None, reason: other.to_string() },
        })
    }
}

fn read(response: &Response) -> Result<Reply, Witness> {
    if matches!(response.status, 401 | 403) {
        return Err(Witness::Stopped { reason: "the keys are not accepted".to_owned() });
    }
    // Pages of the service for people come with any status.
    serde_json::from_slice(&response.body).map_err(|_| Witness::Failed {
        job: None,
        reason: format!("the answer with status {} cannot be read", response.status),
    })
}

/// What the answer to the first question means. Errors come with success, and here already.
fn requested(reply: Reply) -> Witness {
    if reply.status.as_deref() == Some("error") {
        return failed(reply.job_id.clone(), &reply);
    }
    let message = reply.message.clone().unwrap_or_default();
    let same = message.contains("same snapshot") || message.contains("already been captured");
    match reply.job_id {
        Some(job) if same => already(Some(job), message),
        Some(job) => Witness::Requested { job },
        None if same => already(None, message),
        None => Witness::Failed { job: None, reason: format!("no job was named: {message}") },
    }
}

/// What the answer to a question after a job means.
fn progressed(job: &str, reply: Reply) -> Witness {
    match reply.status.as_deref() {
        Some("pending") => Witness::Requested { job: job.to_owned() },
        Some("success") => {
            let at = reply.timestamp.as_deref().filter(|at| at.len() == 14).and_then(|at| at.parse().ok());
            match (at, reply.original_url) {
                (Some(captured_at), Some(original)) => Witness::Accepted { job: job.to_owned(), captured_at, original },
                _ => Witness::Failed { job: Some(job.to_owned()), reason: "success without an instant".to_owned() },
            }
        }
        Some("error") => failed(Some(job.to_owned()), &reply),
        other => Witness::Failed { job: Some(job.to_owned()), reason: format!("an unknown status {other:?}") },
    }
}

fn failed(job: Option<String>, reply: &Reply) -> Witness {
    let error = reply.status_ext.as_deref().unwrap_or_default().trim_start_matches("error:").to_owned();
    let reason = match &reply.message {
        Some(message) => format!("{error}: {message}"),
        None => error.clone(),
    };
    match error.as_str() {
        "too-many-daily-captures" => already(job, reason),
        error if STOPPING.iter().any(|stopping| error.starts_with(stopping)) => Witness::Stopped { reason },
        error if TRANSIENT.contains(&error) => Witness::Failed { job, reason },
        error if PERMANENT.contains(&error) => Witness::Refused { reason },
        // What nobody has heard of is not asked for again.
        _ => Witness::Refused { reason },
    }
}

fn already(job: Option<String>, message: String) -> Witness {
    Witness::AlreadyWitnessed { job, message, captured_at: None, original: None }
}

fn keep_job(witness: Witness, job: &str) -> Witness {
    match witness {
        Witness::Failed { job: None, reason } => Witness::Failed { job: Some(job.to_owned()), reason },
        other => other,
    }
}

/// What a replay of an accepted capture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// The archive shows a capture of exactly that instant, with our text.
    Confirmed,
    /// It shows one of that instant with another text.
    Differs,
    /// It does not show it yet; that takes minutes to hours.
    NotYet,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Reply {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_first_answer_names_a_job_or_an_error_or_a_capture_that_is_there() {
        assert_eq!(
            requested(reply(r#"{"url":"x","job_id":"spn2-1"}"#)),
            Witness::Requested { job: "spn2-1".to_owned() }
        );
        let same = requested(reply(r#"{"job_id":"spn2-1","message":"The same snapshot had been made 9 minutes ago"}"#));
        assert!(matches!(same, Witness::AlreadyWitnessed { job: Some(_), .. }));
        assert!(matches!(requested(reply(r#"{"url":"x"}"#)), Witness::Failed { .. }));
        let error = |name: &str| {
            requested(reply(&format!(r#"{{"status":"error","status_ext":"error:{name}","message":"m"}}"#)))
        };
        assert!(matches!(error("blocked-url"), Witness::Refused { .. }));
        assert!(matches!(error("too-many-daily-captures"), Witness::AlreadyWitnessed { .. }));
        assert!(matches!(error("user-session-limit"), Witness::Stopped { .. }));
        assert!(matches!(error("gateway-timeout"), Witness::Failed { .. }));
        assert!(matches!(error("something-new"), Witness::Refused { .. }));
    }

    #[test]
    fn accepted_needs_success_and_fourteen_digits() {
        let success = r#"{"status":"success","timestamp":"20260801000000","original_url":"http://a/"}"#;
        assert!(matches!(progressed("spn2-1", reply(success)), Witness::Accepted { .. }));
        assert!(matches!(
            progressed("spn2-1", reply(&success.replace("20260801000000", "2026"))),
            Witness::Failed { .. }
        ));
        assert!(matches!(progressed("spn2-1", reply(r#"{"status":"pending"}"#)), Witness::Requested { .. }));
        assert!(matches!(progressed("spn2-1", reply(r#"{"status":"odd"}"#)), Witness::Failed { job: Some(_), .. }));
    }

    #[test]
    fn keys_are_never_printed() {
        let keys = Keys { access: "abc".to_owned(), secret: "def".to_owned() };
        assert_eq!(format!("{keys:?}"), "Keys(…)");
    }
}
