//! HTTP for sources: one request, one answer, nothing done on its own. Redirects are not followed and bodies not unpacked,
//! because both are evidence; what comes back is bounded in time and size.
//! Must not know archives, pace, or what an answer means. The only file that names `reqwest` and `tokio`.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::clock::GLANCE;
use super::guard::{Reach, Refusal};
use super::proxy::Proxies;
use super::stop::Stop;
use super::tls::{self, Met, Tls};

/// What bounds one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub connect: Duration,
    /// The longest silence in the middle of an answer.
    pub idle: Duration,
    /// The whole request.
    pub total: Duration,
    /// Bytes of a body.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            total: Duration::from_secs(300),
            body: 20 * 1024 * 1024,
        }
    }
}

/// The method of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    #[default]
    Get,
    Post,
    Patch,
}

/// One request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    pub url: String,
    /// Besides `User-Agent`.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// `HTTP/1.1`.
    pub version: String,
    /// In their order, repeats kept; bytes that are no UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
    /// As it came: only the transfer coding is off.
    pub body: Vec<u8>,
    pub remote_address: Option<String>,
    /// Who the server proved to be; `None` without TLS.
    pub tls: Option<Tls>,
    /// How long it took from the start of the request to the last byte.
    pub duration: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{kind} while asking for {url}")]
pub struct HttpError {
    pub kind: HttpErrorKind,
    pub url: String,
    #[source]
    pub cause: Option<reqwest::Error>,
}

/// What went wrong, as far as it matters for trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpErrorKind {
    #[error("the address cannot be asked")]
    Address,
    #[error("the host was not found")]
    NoHost,
    #[error("the connection was refused")]
    Refused,
    #[error("the connection could not be made")]
    Connection,
    #[error("the time was up")]
    Timeout,
    #[error("the answer was cut off")]
    Cut,
    #[error("the answer was larger than allowed")]
    TooLarge,
    #[error("the address is in a private network")]
    Private,
    #[error("this computer cannot make connections")]
    Client,
    #[error("it was stopped")]
    Stopped,
}

impl From<Refusal> for HttpErrorKind {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotWeb => Self::Address,
            Refusal::Private => Self::Private,
        }
    }
}

impl Response {
    /// The first header of this name that is not empty.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut named = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        named.find(|(_, value)| !value.trim().is_empty()).map(|(_, value)| value.as_str())
    }

    /// Every header of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Makes requests, one after the other, and keeps connections open between them.
#[derive(Debug)]
pub struct Http {
    runtime: Runtime,
    client: reqwest::Client,
    limits: Limits,
    reach: Reach,
    user_agent: String,
    /// Who was met over TLS.
    met: Arc<Met>,
    stop: Stop,
}

impl Http {
    /// A client that calls itself `user_agent`, which must not be empty.
    pub fn new(user_agent: &str, limits: Limits) -> Result<Self, HttpError> {
        Self::build(reqwest::Client::builder(), user_agent, limits, Reach::Anywhere)
    }

    /// The same through these proxies, and no further than `reach`: each address is judged where a connection is made to
    /// it, so that no name can lead elsewhere once it has been judged. What lies behind a proxy is the proxy's to judge.
    pub fn guarded(user_agent: &str, limits: Limits, reach: Reach, proxies: &Proxies) -> Result<Self, HttpError> {
        let mut builder = reqwest::Client::builder().no_proxy();
        for proxy in through(proxies) {
            builder = builder.proxy(proxy.map_err(|cause| broken(Some(cause)))?);
        }
        let resolver = Resolver { reach, proxies: proxies.hosts().collect() };
        Self::build(builder.dns_resolver(resolver), user_agent, limits, reach)
    }

    fn build(
        builder: reqwest::ClientBuilder,
        user_agent: &str,
        limits: Limits,
        reach: Reach,
    ) -> Result<Self, HttpError> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|_| broken(None))?;
        let met = Arc::new(Met::default());
        let client = builder
            .user_agent(user_agent)
            .redirect(Policy::none())
            .connect_timeout(limits.connect)
            .pool_max_idle_per_host(1)
            .tls_backend_preconfigured(tls::configuration(&met).map_err(|_| broken(None))?)
            .build()
            .map_err(|cause| broken(Some(cause)))?;
        Ok(Self { runtime, client, limits, reach, user_agent: user_agent.to_owned(), met, stop: Stop::default() })
    }

    /// The same, and a request is given up once it is wished to stop.
    #[must_use]
    pub fn until(self, stop: Stop) -> Self {
        Self { stop, ..self }
    }

    /// What the client calls itself.
    pub fn user_agent(&self) -> &str {
        &self.user_agent
    }

    /// Whether an address may be asked, its host looked up for that. What somebody else connects to is not held by this.
    pub fn may_reach(&self, url: &reqwest::Url) -> Result<(), HttpErrorKind> {
        self.reach.check(url)?;
        if self.reach == Reach::Anywhere {
            return Ok(());
        }
        let found = url.socket_addrs(|| None).map_err(|_| HttpErrorKind::NoHost)?;
        if found.iter().all(|found| self.reach.allows(found.ip())) { Ok(()) } else { Err(HttpErrorKind::Private) }
    }

    /// Makes one request and reads the whole answer.
    pub fn send(&self, request: &Request) -> Result<Response, HttpError> {
        let error = |kind, cause| HttpError { kind, url: request.url.clone(), cause };
        let answer = self.runtime.block_on(async {
            let mut answer = pin!(timeout(self.limits.total, self.answer(request)));
            loop {
                match timeout(GLANCE, answer.as_mut()).await {
                    Ok(answer) => return answer.unwrap_or(Err((HttpErrorKind::Timeout, None))),
                    Err(_) if self.stop.is_wished() => return Err((HttpErrorKind::Stopped, None)),
                    Err(_) => {}
                }
            }
        });
        answer.map_err(|(kind, cause)| error(kind, cause))
    }

    async fn answer(&self, request: &Request) -> Result<Response, Failure> {
        let started = std::time::Instant::now();
        let url = reqwest::Url::parse(&request.url).map_err(|_| (HttpErrorKind::Address, None))?;
        self.reach.check(&url).map_err(|refusal| (refusal.into(), None))?;
        let mut builder = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url).body(request.body.clone()),
            Method::Patch => self.client.patch(url).body(request.body.clone()),
        };
        builder = builder.headers(headers(&request.headers)?);
        let sent = timeout(self.limits.idle, builder.send()).await.map_err(|_| (HttpErrorKind::Timeout, None))?;
        let mut response = sent.map_err(failure)?;
        let mut answer = Response {
            status: response.status().as_u16(),
            version: format!("{:?}", response.version()),
            headers: plain(response.headers()),
            body: Vec::new(),
            remote_address: response.remote_addr().map(|address| address.to_string()),
            tls: self.peer(response.url()),
            duration: Duration::ZERO,
        };
        if response.content_length().is_some_and(|length| length > self.limits.body as u64) {
            return Err((HttpErrorKind::TooLarge, None));
        }
        loop {
            let chunk =
                timeout(self.limits.idle, response.chunk()).await.map_err(|_| (HttpErrorKind::Timeout, None))?;
            let Some(chunk) = chunk.map_err(|cause| (HttpErrorKind::Cut, Some(cause)))? else { break };
            if answer.body.len() + chunk.len() > self.limits.body {
                return Err((HttpErrorKind::TooLarge, None));
            }
            answer.body.extend_from_slice(&chunk);
        }
        answer.duration = started.elapsed();
        Ok(answer)
    }
}

impl Http {
    /// Who stands behind an address, as far as it was met over TLS.
    fn peer(&self, url: &reqwest::Url) -> Option<Tls> {
        let host = url.host_str().filter(|_| url.scheme() == "https")?;
        self.met.peer(host)
    }
}

type Failure = (HttpErrorKind, Option<reqwest::Error>);

fn broken(cause: Option<reqwest::Error>) -> HttpError {
    HttpError { kind: HttpErrorKind::Client, url: String::new(), cause }
}

fn through(proxies: &Proxies) -> impl Iterator<Item = reqwest::Result<reqwest::Proxy>> {
    let none_for = proxies.none_for.as_deref().and_then(reqwest::NoProxy::from_string);
    let http = proxies.http.as_deref().map(reqwest::Proxy::http);
    let https = proxies.https.as_deref().map(reqwest::Proxy::https);
    http.into_iter().chain(https).map(move |proxy| Ok(proxy?.no_proxy(none_for.clone())))
}

/// Looks names up, and gives only addresses that may be connected to.
struct Resolver {
    reach: Reach,
    /// The operator's own, which may be anywhere.
    proxies: BTreeSet<String>,
}

/// A name that leads only to addresses that are not asked.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
struct PrivateName;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_lowercase();
        let reach = if self.proxies.contains(&name) { Reach::Anywhere } else { self.reach };
        Box::pin(async move {
            let found = tokio::task::spawn_blocking(move || (name.as_str(), 0).to_socket_addrs()).await??;
            let (allowed, refused): (Vec<SocketAddr>, Vec<_>) = found.partition(|found| reach.allows(found.ip()));
            if allowed.is_empty() && !refused.is_empty() {
                return Err(PrivateName.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn headers(lines: &[(String, String)]) -> Result<HeaderMap, Failure> {
    let mut map = HeaderMap::new();
    for (name, value) in lines {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| (HttpErrorKind::Address, None))?;
        let mut value = HeaderValue::from_str(value).map_err(|_| (HttpErrorKind::Address, None))?;
        value.set_sensitive(name == reqwest::header::AUTHORIZATION);
        map.append(name, value);
    }
    Ok(map)
}

fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    let line = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(line).collect()
}

fn failure(cause: reqwest::Error) -> Failure {
    let kind = if cause.is_builder() {
        HttpErrorKind::Address
    } else if cause.is_timeout() {
        HttpErrorKind::Timeout
    } else if let Some(kind) = deep_kind(&cause) {
        kind
    } else if cause.is_connect() {
        HttpErrorKind::Connection
    } else {
        HttpErrorKind::Cut
    };
    (kind, Some(cause))
}

/// What the operating system said, which lies under several layers.
fn deep_kind(cause: &reqwest::Error) -> Option<HttpErrorKind> {
    let causes =
        || std::iter::successors(cause.source(), |error: &&(dyn std::error::Error + 'static)| (*error).source());
    if causes().any(<dyn std::error::Error>::is::<PrivateName>) {
        return Some(HttpErrorKind::Private);
    }
    for inner in causes() {
        if let Some(kind) = inner.downcast_ref::<io::Error>().map(io::Error::kind) {
            match kind {
                io::ErrorKind::ConnectionRefused => return Some(HttpErrorKind::Refused),
                io::ErrorKind::ConnectionReset if cause.is_connect() => return Some(HttpErrorKind::Refused),
                _ => {}
            }
        }
        if inner.to_string().contains("failed to lookup address") || inner.to_string().contains("dns error") {
            return Some(HttpErrorKind::NoHost);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_into_a_private_network_is_refused_where_the_connection_is_made() {
        let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://localhost:{}/", server.local_addr().unwrap().port());
        let resolver = Resolver { reach: Reach::Public, proxies: BTreeSet::new() };
        // The name itself is not judged here: this is about where it leads.
        let builder = reqwest::Client::builder().no_proxy().dns_resolver(resolver);
        let http = Http::build(builder, "fineprint/test", Limits::default(), Reach::Anywhere).unwrap();
        let error = http.send(&Request { url, ..Request::default() }).unwrap_err();
        assert_eq!(error.kind, HttpErrorKind::Private, "{error:?}");
        server.set_nonblocking(true).unwrap();
        assert!(server.accept().is_err(), "somebody connected all the same");
    }
}
