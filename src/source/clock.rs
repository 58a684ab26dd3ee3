//! The time that passes while a source is asked. Tests let it pass in an instant.
//! Must not read the time of day: whoever starts the program says what it was at the start.

use std::fmt::Debug;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::stop::Stop;
use crate::time::CapturedAt;

/// How long a wish to stop may go unnoticed.
pub(super) const GLANCE: Duration = Duration::from_millis(100);

/// Time that can be waited for.
pub trait Clock: Debug + Send + Sync {
    /// How long it has been running.
    fn elapsed(&self) -> Duration;
    /// The instant at which it was started.
    fn started_at(&self) -> CapturedAt;
    /// Waits.
    fn sleep(&self, duration: Duration);

    /// The instant it is now.
    fn now(&self) -> CapturedAt {
        let seconds = i64::try_from(self.elapsed().as_secs()).unwrap_or(0);
        CapturedAt::from_unix(self.started_at().unix() + seconds).unwrap_or(self.started_at())
    }
}

/// Time as it really passes.
#[derive(Debug)]
pub struct RunningClock {
    started: Instant,
    started_at: CapturedAt,
    stop: Stop,
}

impl RunningClock {
    /// Starts at `now`, as the caller read it.
    pub fn from(now: CapturedAt) -> Self {
        Self::until(Stop::default(), now)
    }

    /// The same, and nobody waits any longer once it is wished to stop.
    pub fn until(stop: Stop, now: CapturedAt) -> Self {
        Self { started: Instant::now(), started_at: now, stop }
    }
}

impl Clock for RunningClock {
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn started_at(&self) -> CapturedAt {
        self.started_at
    }

    fn sleep(&self, duration: Duration) {
        let end = Instant::now() + duration;
        while !self.stop.is_wished() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            std::thread::sleep(left.min(GLANCE));
        }
    }
}

/// Time that passes while the time of day stands still, so that a run can be repeated to the second.
#[derive(Debug)]
pub struct StandingClock(RunningClock);

impl StandingClock {
    /// Stands at `now`.
    pub fn at(now: CapturedAt) -> Self {
        Self(RunningClock::from(now))
    }
}

impl Clock for StandingClock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn started_at(&self) -> CapturedAt {
        self.0.started_at()
    }

    fn sleep(&self, duration: Duration) {
        self.0.sleep(duration);
    }

    fn now(&self) -> CapturedAt {
        self.0.started_at()
    }
}

/// Time that passes only while somebody waits, and then at once. It remembers every wait.
#[derive(Debug)]
pub struct PatientClock {
    started_at: CapturedAt,
    waits: Mutex<Vec<Duration>>,
}

impl PatientClock {
    /// Starts at `now`.
    pub fn from(now: CapturedAt) -> Self {
        Self { started_at: now, waits: Mutex::default() }
    }

    /// Every wait so far.
    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().map(|waits| waits.clone()).unwrap_or_default()
    }
}

impl Clock for PatientClock {
    fn elapsed(&self) -> Duration {
        self.waits().iter().sum()
    }

    fn started_at(&self) -> CapturedAt {
        self.started_at
    }

    fn sleep(&self, duration: Duration) {
        if let Ok(mut waits) = self.waits.lock() {
            waits.push(duration);
        }
    }
}
