//! One host at a time: its turn, its pace, whether it has had enough, and its `robots.txt`.
//! Must not know what is asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use url::Url;

use super::{AGENT, MissedKind};
use crate::source::clock::Clock;
use crate::source::robots::Robots;

/// What is known of every host in this run.
#[derive(Debug)]
pub(super) struct Hosts {
    clock: Arc<dyn Clock>,
    by_name: Mutex<BTreeMap<String, Arc<Host>>>,
    sites: Mutex<BTreeMap<String, Arc<Site>>>,
}

/// What a site's file says, once it has been read; `Err` while that cannot be known.
type Site = OnceLock<Result<Robots, MissedKind>>;

#[derive(Debug, Default)]
struct Host {
    /// Held while the host is asked.
    turn: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    next: Duration,
    left_alone: bool,
}

/// The host has had enough for this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Enough;

/// The answer for one site, shared by all who ask.
pub(super) struct Known(Arc<Site>);

impl Known {
    pub(super) fn as_ref(&self) -> Result<&Robots, &MissedKind> {
        self.0.get().map_or(Err(&MissedKind::RobotsUnknown), Result::as_ref)
    }
}

impl Hosts {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, by_name: Mutex::default(), sites: Mutex::default() }
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Asks a host when it is its turn, so long after the last time.
    pub(super) fn turn<T>(&self, host: &str, between: Duration, ask: impl FnOnce() -> T) -> Result<T, Enough> {
        let host = self.host(host);
        let mut state = host.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if state.left_alone {
            return Err(Enough);
        }
        let wait = state.next.saturating_sub(self.clock.elapsed());
        if !wait.is_zero() {
            self.clock.sleep(wait);
        }
        let answer = ask();
        state.next = self.clock.elapsed() + between;
        Ok(answer)
    }

    /// Asks a host nothing more in this run.
    pub(super) fn leave_alone(&self, host: &str) {
        self.host(host).turn.lock().unwrap_or_else(PoisonError::into_inner).left_alone = true;
    }

    /// What the site of a page says in its file, which is had once.
    pub(super) fn robots(&self, page: &Url, file: impl FnOnce() -> Result<Option<Vec<u8>>, MissedKind>) -> Known {
        let origin = page.origin().ascii_serialization();
        let site = Arc::clone(self.sites.lock().unwrap_or_else(PoisonError::into_inner).entry(origin).or_default());
        site.get_or_init(|| {
            let file = file()?;
            Ok(file.map_or_else(Robots::allowing, |file| Robots::parse(&file, AGENT)))
        });
        Known(site)
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(hosts.entry(name.to_owned()).or_default())
    }
}
