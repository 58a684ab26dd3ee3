//! Asks hosts with patience: at their pace, again after trouble, and not at all once they have had enough.
//! Must not know archives: the caller judges what an answer is.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::clock::RunningClock;
use super::http::{Http, HttpError, HttpErrorKind, Limits, Request, Response};
use super::pace::{Class, Closed, Pace, Verdict};
use super::retry_after;
use super::stop::Stop;
use crate::time::CapturedAt;

/// How often a request is made at the most when a host is in trouble.
const TRIES: u32 = 4;
/// Waits shorter than this are nobody's business.
const WORTH_TELLING: Duration = Duration::from_secs(10);

/// What the caller takes an answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// An answer to the question, whatever its status.
    Answer,
    /// The host asks to be left alone.
    Throttled,
    /// The host is in trouble.
    Trouble,
}

/// Why a question has no answer. None of these says that something does not exist.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// The host throttled or refused again after it had been left alone; it is asked nothing more.
    #[error("{0} asks to be left alone")]
    Closed(String),
    /// It was wished to stop before there was an answer.
    #[error("it was stopped")]
    Stopped,
    /// It was in trouble on every try.
    #[error("{host} answered {status} {TRIES} times")]
    Trouble { host: String, status: u16 },
    #[error(transparent)]
    Http(#[from] HttpError),
}

/// Something a person who waits wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub host: String,
    pub why: Why,
    pub duration: Duration,
}

/// Why nothing happens for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Throttled,
    Refused,
    Trouble,
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, why, duration } = self;
        let why = match why {
            Why::Throttled => "asks to be left alone",
            Why::Refused => "refuses connections",
            Why::Trouble => "is in trouble",
        };
        write!(f, "{host} {why}; trying again in {} seconds", duration.as_secs())
    }
}

/// Asks, waits, asks again. Everything that a process asks goes through one of these.
pub struct Polite {
    http: Http,
    pace: Arc<Pace>,
    tell: Box<dyn Fn(&Waiting) + Send + Sync>,
    stop: Stop,
}

impl fmt::Debug for Polite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Polite").field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// What the program calls itself: never nothing, which some archives answer with an error, and with whom to write to when
/// that is known.
pub fn user_agent(contact: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match contact.map(str::trim).filter(|contact| !contact.is_empty() && contact.is_ascii()) {
        Some(contact) => format!("fineprint/{version} (+{contact})"),
        None => format!("fineprint/{version} (reads the history of published policies)"),
    }
}

impl Polite {
    /// Starts asking, with the clock at `now`, until it is wished to stop; tells of long waits.
    pub fn start(
        contact: Option<&str>,
        now: CapturedAt,
        stop: Stop,
        tell: Box<dyn Fn(&Waiting) + Send + Sync>,
    ) -> Result<Self, HttpError> {
        let http = Http::new(&user_agent(contact), Limits::default())?.until(stop.clone());
        let pace = Pace::new(Arc::new(RunningClock::until(stop.clone(), now)));
        Ok(Self { stop, ..Self::new(http, Arc::new(pace), tell) })
    }

    /// Asks through `http` at this pace, and tells of long waits.
    pub fn new(http: Http, pace: Arc<Pace>, tell: Box<dyn Fn(&Waiting) + Send + Sync>) -> Self {
        Self { http, pace, tell, stop: Stop::default() }
    }

    /// What the program calls itself.
    pub fn user_agent(&self) -> &str {
        self.http.user_agent()
    }

    /// The pace at which hosts are asked.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Asks until there is an answer, or reason to give up.
    pub fn ask(
        &self,
        request: &Request,
        class: Class,
        rate: f64,
        judge: impl Fn(&Response) -> Judgement,
    ) -> Result<Response, Unanswered> {
        let host = host(&request.url);
        let mut tries = 0;
        loop {
            self.pace.wait(&host, class, rate).map_err(|Closed| Unanswered::Closed(host.clone()))?;
            // The wait ends at once when it is wished to stop, which is no leave to ask.
            if self.stop.is_wished() {
                return Err(Unanswered::Stopped);
            }
            tries += 1;
            match self.http.send(request) {
                Ok(response) => match judge(&response) {
                    Judgement::Answer => {
                        self.pace.answered(&host);
                        return Ok(response);
                    }
                    Judgement::Throttled => {
                        let verdict = self.pace.throttled(&host, self.wish(&response));
                        self.obey(&host, Why::Throttled, verdict)?;
                    }
                    Judgement::Trouble if tries >= TRIES => {
                        return Err(Unanswered::Trouble { host, status: response.status });
                    }
                    Judgement::Trouble => self.hold_off(&host, tries, self.wish(&response), &request.url),
                },
                Err(error) => match error.kind {
                    HttpErrorKind::Refused => {
                        let verdict = self.pace.refused(&host);
                        self.obey(&host, Why::Refused, verdict)?;
                    }
                    HttpErrorKind::Timeout | HttpErrorKind::Cut | HttpErrorKind::Connection if tries < TRIES => {
                        self.hold_off(&host, tries, Duration::ZERO, &request.url);
                    }
                    _ => return Err(error.into()),
                },
            }
        }
    }

    fn wish(&self, response: &Response) -> Duration {
        let now = self.pace.clock().now();
        response.header("retry-after").map_or(Duration::ZERO, |value| retry_after::parse(value, now))
    }

    /// What the pace decided; the wait itself is done by the pace, before the next request.
    fn obey(&self, host: &str, why: Why, verdict: Verdict) -> Result<(), Unanswered> {
        match verdict {
            Verdict::Closed => Err(Unanswered::Closed(host.to_owned())),
            Verdict::After(duration) => {
                (self.tell)(&Waiting { host: host.to_owned(), why, duration });
                Ok(())
            }
        }
    }

    /// Waits 2, 4, 8 seconds and a little, or as long as the host asked for.
    fn hold_off(&self, host: &str, tries: u32, wish: Duration, url: &str) {
        let wait = (Duration::from_secs(2 << (tries - 1)) + jitter(url, tries)).max(wish);
        if wait >= WORTH_TELLING {
            (self.tell)(&Waiting { host: host.to_owned(), why: Why::Trouble, duration: wait });
        }
        self.pace.clock().sleep(wait);
    }
}

/// Up to a second, different for each address and try, the same in every run.
fn jitter(url: &str, tries: u32) -> Duration {
    let sum = url.bytes().fold(u64::from(tries), |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    Duration::from_millis(sum % 1000)
}

/// Host and port of an address, by which it is paced.
pub fn host(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    let host = parsed.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
    match parsed.as_ref().and_then(url::Url::port) {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_says_its_name_and_whom_to_write_to() {
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            user_agent(Some(" https://a.example/bot ")),
            format!("fineprint/{version} (+https://a.example/bot)")
        );
        for none in [None, Some(""), Some("  "), Some("\u{e9}")] {
            assert!(user_agent(none).starts_with(&format!("fineprint/{version} (")), "{none:?}");
        }
    }
}
