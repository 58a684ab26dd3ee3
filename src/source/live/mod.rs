//! Looks at live pages: politely, bounded, and no further than allowed. Redirects are followed one by one and kept.
//! Must not know what a page says, or why it is looked at.

mod hosts;
mod missed;
mod seen;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::browser::Renderer;
use super::clock::Clock;
use super::coding;
use super::http::{Http, HttpError, HttpErrorKind, Limits, Request, Response};
use super::proxy::Proxies;
use super::record::Hop;
use super::retry_after;
use crate::time::CapturedAt;

use hosts::Hosts;
pub use missed::{Missed, MissedKind};
pub use seen::{BROWSER, LIVE, Seen};

pub use super::guard::Reach;

/// The name by which `robots.txt` files know this program.
pub const AGENT: &str = "fineprint";

/// How many redirects are followed.
const MOST_HOPS: usize = 10;
/// A page may unpack to so many times what came over the wire; text never packs that well.
const MOST_RATIO: usize = 200;
/// What any page may unpack to.
const ALWAYS_ALLOWED: usize = 1 << 20;
/// The first wait before asking again.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// How pages are asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Manner {
    /// Between two requests to one host.
    pub between: Duration,
    /// How often a page is asked for again when its host is in trouble.
    pub retries: u32,
    /// The longest wait before asking again; a host that wishes for more is left alone.
    pub longest_wait: Duration,
    /// Whether `robots.txt` is obeyed.
    pub robots: bool,
    /// How far requests may reach.
    pub reach: Reach,
    pub limits: Limits,
    /// What makes the waits before asking again differ from those of other programs.
    pub seed: u64,
}

/// A page to look at.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub url: &'a str,
    /// The language to ask for.
    pub language: Option<&'a str>,
    /// What is known from the last look; when the page is still the same, the server may say just that.
    pub known: Option<&'a Validators>,
}

/// What a server gave to ask by whether a page is still the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The address that gave them, at the end of all redirects.
    pub url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What a look gave.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A page, whatever its status.
    Seen(Box<Seen>),
    /// The page is as it was when it gave the validators.
    NotModified { at: CapturedAt },
}

/// Looks at pages, several hosts at once and each host by itself.
#[derive(Debug)]
pub struct Live {
    http: Http,
    hosts: Hosts,
    manner: Manner,
}

impl Live {
    /// Begins to look, calling itself `user_agent`.
    pub fn new(user_agent: &str, manner: Manner, proxies: &Proxies, clock: Arc<dyn Clock>) -> Result<Self, HttpError> {
        let http = Http::guarded(user_agent, manner.limits, manner.reach, proxies)?;
        Ok(Self { http, hosts: Hosts::new(clock), manner })
    }

    /// The instant it is now.
    pub fn now(&self) -> CapturedAt {
        self.hosts.clock().now()
    }

    /// Looks at a page once, following its redirects.
    pub fn look(&self, question: &Question<'_>) -> Result<Answer, Missed> {
        let mut way = Way { hops: Vec::new(), visited: BTreeSet::new() };
        let missed = |way: Way, kind| Missed { at: self.now(), url: question.url.to_owned(), hops: way.hops, kind };
        let Ok(mut url) = Url::parse(question.url) else { return Err(missed(way, MissedKind::NotWeb)) };
        loop {
            url.set_fragment(None);
            if !way.visited.insert(url.clone()) {
                return Err(missed(way, MissedKind::Loop));
            }
            let request = request(&url, question);
            let response = match self.may_ask(&url).and_then(|()| self.ask(&request)) {
                Ok(response) => response,
                Err(kind) => return Err(missed(way, kind)),
            };
            match redirect(&url, &response) {
                Redirect::None => return self.answer(question, request, response, way.hops),
                Redirect::Broken => return Err(missed(way, MissedKind::NoTarget)),
                Redirect::To(..) if way.hops.len() >= MOST_HOPS => return Err(missed(way, MissedKind::TooManyHops)),
                Redirect::To(target, location) => {
                    let remote_address = response.remote_address;
                    way.hops.push(Hop { url: url.into(), status: response.status, location, remote_address });
                    url = target;
                }
            }
        }
    }

    /// Has a page shown by a program: as politely, and no further than allowed as far as that can be told beforehand.
    pub fn show(&self, question: &Question<'_>, renderer: &Renderer) -> Result<Answer, Missed> {
        let missed = |kind| Missed { at: self.now(), url: question.url.to_owned(), hops: Vec::new(), kind };
        let mut url = Url::parse(question.url).map_err(|_| missed(MissedKind::NotWeb))?;
        url.set_fragment(None);
        self.http.may_reach(&url).map_err(|kind| missed(MissedKind::Http(kind)))?;
        self.may_ask(&url).map_err(missed)?;
        let host = super::polite::host(url.as_str());
        let shown = self.hosts.turn(&host, self.manner.between, || renderer.render(url.as_str()));
        let html = match shown {
            Err(_) => return Err(missed(MissedKind::LeftAlone)),
            Ok(Err(error)) => return Err(missed(MissedKind::Renderer(error.to_string()))),
            Ok(Ok(html)) => html,
        };
        Ok(Answer::Seen(Box::new(Seen::shown(self.now(), question.url, url.into(), html, &renderer.name))))
    }

    fn answer(
        &self,
        question: &Question<'_>,
        request: Request,
        response: Response,
        hops: Vec<Hop>,
    ) -> Result<Answer, Missed> {
        let at = self.now();
        if response.status == 304 && request.headers.iter().any(|(name, _)| name.starts_with("If-")) {
            return Ok(Answer::NotModified { at });
        }
        let labels: Vec<&str> = response.all("content-encoding").collect();
        let cap = (response.body.len().saturating_mul(MOST_RATIO)).max(ALWAYS_ALLOWED).min(self.manner.limits.body);
        match coding::decode(&response.body, &labels, cap) {
            Ok(decoded) => Ok(Answer::Seen(Box::new(Seen {
                at,
                asked: question.url.to_owned(),
                hops,
                request,
                response,
                decoded,
                renderer: None,
            }))),
            Err(error) => Err(Missed { at, url: question.url.to_owned(), hops, kind: MissedKind::Packed(error) }),
        }
    }

    /// Whether the site's `robots.txt` lets the page be asked for.
    fn may_ask(&self, url: &Url) -> Result<(), MissedKind> {
        if !self.manner.robots || !matches!(url.scheme(), "http" | "https") {
            return Ok(());
        }
        let robots = self.hosts.robots(url, || self.robots_file(url));
        match robots.as_ref() {
            Err(kind) => Err(kind.clone()),
            Ok(robots) if robots.allows(&path(url)) => Ok(()),
            Ok(_) => Err(MissedKind::Robots),
        }
    }

    /// What a site says in its `robots.txt`: nothing when it has none, and not known when it is in trouble.
    fn robots_file(&self, page: &Url) -> Result<Option<Vec<u8>>, MissedKind> {
        let mut url = page.join("/robots.txt").map_err(|_| MissedKind::NotWeb)?;
        for _ in 0..=5 {
            let request = Request { url: url.to_string(), headers: usual_headers(None), ..Request::default() };
            let response = self.ask(&request)?;
            match (response.status, redirect(&url, &response)) {
                (_, Redirect::To(target, _)) => url = target,
                (200..=299, _) => {
                    let labels: Vec<&str> = response.all("content-encoding").collect();
                    return Ok(coding::decode(&response.body, &labels, ALWAYS_ALLOWED)
                        .ok()
                        .map(|decoded| decoded.body));
                }
                (429 | 500..=599, _) => return Err(MissedKind::RobotsUnknown),
                _ => return Ok(None),
            }
        }
        // More redirects than this are as good as none being there.
        Ok(None)
    }

    /// Makes a request at the host's pace, and again when the host is in trouble.
    fn ask(&self, request: &Request) -> Result<Response, MissedKind> {
        let host = super::polite::host(&request.url);
        let mut tries = 0;
        loop {
            let answer = self.hosts.turn(&host, self.manner.between, || self.http.send(request));
            let answer = answer.map_err(|_| MissedKind::LeftAlone)?;
            tries += 1;
            let is_last = tries > self.manner.retries;
            match answer {
                Ok(response) if is_trouble(response.status) => {
                    let wish = response.header("retry-after").map_or(Duration::ZERO, |value| self.wish(value));
                    let too_long = wish > self.manner.longest_wait;
                    if too_long || (is_last && response.status == 429) {
                        self.hosts.leave_alone(&host);
                    }
                    if is_last || too_long {
                        return Ok(response);
                    }
                    self.hold_off(&request.url, tries, wish);
                }
                Ok(response) => return Ok(response),
                Err(error) if is_last || !may_pass(error.kind) => return Err(MissedKind::Http(error.kind)),
                Err(_) => self.hold_off(&request.url, tries, Duration::ZERO),
            }
        }
    }

    fn wish(&self, value: &str) -> Duration {
        retry_after::parse(value, self.now())
    }

    /// Waits 2, 4, 8 seconds and up to as long again, or as long as the host asked for.
    fn hold_off(&self, url: &str, tries: u32, wish: Duration) {
        let step = FIRST_WAIT.saturating_mul(1 << (tries - 1).min(10));
        let jitter = step.mul_f64(share(self.manner.seed, url, tries));
        self.hosts.clock().sleep((step + jitter).max(wish).min(self.manner.longest_wait.max(wish)));
    }
}

/// The redirects so far.
struct Way {
    hops: Vec<Hop>,
    visited: BTreeSet<Url>,
}

enum Redirect {
    None,
    To(Url, String),
    /// It says that the page is elsewhere, and not where.
    Broken,
}

fn redirect(url: &Url, response: &Response) -> Redirect {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return Redirect::None;
    }
    let Some(location) = response.header("location") else { return Redirect::Broken };
    url.join(location.trim()).map_or(Redirect::Broken, |target| Redirect::To(target, location.to_owned()))
}

fn request(url: &Url, question: &Question<'_>) -> Request {
    let mut headers = usual_headers(question.language);
    if let Some(known) = question.known.filter(|known| known.url == url.as_str()) {
        let condition = |name: &str, value: &Option<String>| value.clone().map(|value| (name.to_owned(), value));
        headers.extend(condition("If-None-Match", &known.etag));
        headers.extend(condition("If-Modified-Since", &known.last_modified));
    }
    Request { url: url.to_string(), headers, ..Request::default() }
}

fn usual_headers(language: Option<&str>) -> Vec<(String, String)> {
    let language = match language {
        None => "en;q=0.8, *;q=0.5".to_owned(),
        Some(language) => format!("{language}, *;q=0.5"),
    };
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        header("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"),
        header("Accept-Language", &language),
        header("Accept-Encoding", "gzip, deflate, br"),
    ]
}

/// Whether the host says that it cannot answer now.
fn is_trouble(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// Whether it may work another time soon.
fn may_pass(kind: HttpErrorKind) -> bool {
    use HttpErrorKind::{Connection, Cut, Refused, Timeout};
    matches!(kind, Connection | Cut | Refused | Timeout)
}

fn path(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// A number from 0 to 1 that is another one for every seed, address and try.
fn share(seed: u64, url: &str, tries: u32) -> f64 {
    let mixed = url.bytes().fold(seed ^ u64::from(tries), |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    });
    f64::from(u32::try_from(mixed >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}
