//! Facts about web archives, against small servers of the tests' own.

mod asking;
mod below;
mod evidence;
mod history;
mod hostile;
mod kept_back;
mod listing;
mod misleading;
mod packages;
mod periods;
mod replay;
mod stopping;

use std::sync::Arc;
use std::time::Duration;

use fineprint::source::archive::Archive;
use fineprint::source::clock::{Clock, PatientClock};
use fineprint::source::http::{Http, Limits};
use fineprint::source::pace::Pace;
use fineprint::source::polite::Polite;
use fineprint::source::wayback::WebArchive;
use fineprint::source::{Holdings, Listing};

use crate::server::Server;

/// The page that every test is about.
const PAGE: &str = "http://acme.example/terms";

/// A client whose waits pass in an instant, and the clock that remembers them.
fn client(server: &Server) -> (WebArchive, Arc<PatientClock>) {
    client_of(Archive::laid_out_like_wayback("wayback", &server.base))
}

fn client_of(archive: Archive) -> (WebArchive, Arc<PatientClock>) {
    client_with(archive, Limits { idle: Duration::from_millis(600), body: 1 << 20, ..Limits::default() })
}

fn client_with(archive: Archive, limits: Limits) -> (WebArchive, Arc<PatientClock>) {
    let clock = Arc::new(PatientClock::from("2026-01-01".parse().unwrap()));
    let http = Http::new("fineprint/test", limits).unwrap();
    let pace = Pace::new(Arc::clone(&clock) as Arc<dyn Clock>);
    let polite = Polite::new(http, Arc::new(pace), Box::new(|_| {}));
    (WebArchive::new(archive, Arc::new(polite)), clock)
}

fn waited(clock: &PatientClock) -> Vec<u64> {
    clock.waits().iter().map(Duration::as_secs).collect()
}

/// A line of an index.
fn row(at: u64, original: &str, letter: char) -> String {
    let digest: String = std::iter::repeat_n(letter, 32).collect();
    format!("example,acme)/terms {at} {original} text/html 200 {digest} 1000")
}

fn holdings(listing: Listing) -> Holdings {
    match listing {
        Listing::Holdings(holdings) => holdings,
        other => panic!("{other:?}"),
    }
}
