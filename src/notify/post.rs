//! Posts JSON to an address that may be a secret, and says what came of it without naming the address.
//! Must not know what is posted.

use super::Undelivered;
use crate::source::http::{Http, Method, Request, Response};

/// How much of an answer is quoted when it is no success.
const LONGEST_QUOTE: usize = 160;

/// Posts `body`, and expects a success.
pub(super) fn json(http: &Http, url: &str, body: Vec<u8>, headers: Vec<(String, String)>) -> Result<(), Undelivered> {
    let mut all = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    all.extend(headers);
    let request = Request { method: Method::Post, url: url.to_owned(), headers: all, body };
    expect_success(&ask(http, &request)?)
}

/// Makes a request.
pub(super) fn ask(http: &Http, request: &Request) -> Result<Response, Undelivered> {
    // The error's own text names the address.
    http.send(request).map_err(|error| Undelivered::new(error.kind.to_string()))
}

/// Refuses an answer that is no success.
pub(super) fn expect_success(response: &Response) -> Result<(), Undelivered> {
    if (200..300).contains(&response.status) {
        return Ok(());
    }
    let said: String = String::from_utf8_lossy(&response.body).chars().take(LONGEST_QUOTE).collect();
    let wait = response.header("retry-after").map(|wait| format!(", asks to wait {wait}")).unwrap_or_default();
    let said = if said.trim().is_empty() { String::new() } else { format!(": {}", said.trim()) };
    Err(Undelivered::new(format!("it answered {}{wait}{said}", response.status)))
}
