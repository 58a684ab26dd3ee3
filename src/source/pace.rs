//! How often a host may be asked, and what is done when it has had enough. One pace is shared by all that a process does.
//! Must not know HTTP, archives, or what is asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Clock;

/// A kind of request; each has a pace of its own at every host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Indexes and TimeMaps.
    Index,
    /// Captures.
    Replay,
    /// Requests to capture a page now.
    Save,
}

/// The least wait after a host said that it has had enough. Hosts that are asked again within a minute lock their
/// visitors out for an hour, then for two.
const AFTER_THROTTLE: Duration = Duration::from_secs(60);
/// The waits after a host refused to talk at all; after the last it is left alone.
const AFTER_REFUSAL: [Duration; 2] = [Duration::from_secs(300), Duration::from_secs(900)];

/// When each host may be asked again.
#[derive(Debug)]
pub struct Pace {
    clock: Arc<dyn Clock>,
    hosts: Mutex<BTreeMap<String, Host>>,
}

#[derive(Debug, Default)]
struct Host {
    /// The earliest next start by class.
    next: BTreeMap<Class, Duration>,
    /// Nothing at all is asked before.
    quiet_until: Duration,
    throttles: u32,
    refusals: usize,
    closed: bool,
}

/// What a host's refusal means for the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Ask once more; the pace waits this long first.
    After(Duration),
    /// The host is asked nothing more in this run.
    Closed,
}

/// The host has been closed for this run: it throttled or refused again after it had been left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl Pace {
    /// A pace by this clock.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, hosts: Mutex::default() }
    }

    /// The clock that the pace goes by.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Waits until a request of this class may start at `host`, where `rate` of them may start in a second.
    pub fn wait(&self, host: &str, class: Class, rate: f64) -> Result<Duration, Closed> {
        let now = self.clock.elapsed();
        let start = {
            let mut hosts = self.hosts();
            let host = hosts.entry(host.to_owned()).or_default();
            if host.closed {
                return Err(Closed);
            }
            let next = host.next.entry(class).or_default();
            let start = now.max(*next).max(host.quiet_until);
            *next = start + interval(rate);
            start
        };
        let wait = start.saturating_sub(now);
        if !wait.is_zero() {
            self.clock.sleep(wait);
        }
        Ok(wait)
    }

    /// The host asks to be left alone, for `wish` if it says how long. One more try follows; then it is closed.
    pub fn throttled(&self, host: &str, wish: Duration) -> Verdict {
        let now = self.clock.elapsed();
        let mut hosts = self.hosts();
        let host = hosts.entry(host.to_owned()).or_default();
        host.throttles += 1;
        if host.throttles > 1 {
            host.closed = true;
            return Verdict::Closed;
        }
        let wait = wish.max(AFTER_THROTTLE);
        host.quiet_until = host.quiet_until.max(now + wait);
        Verdict::After(wait)
    }

    /// The host does not even take the connection.
    pub fn refused(&self, host: &str) -> Verdict {
        let now = self.clock.elapsed();
        let mut hosts = self.hosts();
        let host = hosts.entry(host.to_owned()).or_default();
        let Some(&wait) = AFTER_REFUSAL.get(host.refusals) else {
            host.closed = true;
            return Verdict::Closed;
        };
        host.refusals += 1;
        host.quiet_until = host.quiet_until.max(now + wait);
        Verdict::After(wait)
    }

    /// The host answered as it should: earlier trouble is over.
    pub fn answered(&self, host: &str) {
        if let Some(host) = self.hosts().get_mut(host) {
            host.throttles = 0;
            host.refusals = 0;
        }
    }

    fn hosts(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn interval(rate: f64) -> Duration {
    // A rate that is no rate means no more than one request an hour, never a flood.
    Duration::try_from_secs_f64(1.0 / rate).unwrap_or(Duration::from_secs(3600)).min(Duration::from_secs(3600))
}

#[cfg(test)]
mod tests {
    use super::super::clock::PatientClock;
    use super::*;

    fn pace() -> (Pace, Arc<PatientClock>) {
        let clock = Arc::new(PatientClock::from("2024-01-01".parse().unwrap()));
        (Pace::new(Arc::clone(&clock) as Arc<dyn Clock>), clock)
    }

    fn seconds(waits: &[Duration]) -> Vec<f64> {
        waits.iter().map(Duration::as_secs_f64).collect()
    }

    #[test]
    fn starts_are_apart_by_host_and_class() {
        let (pace, clock) = pace();
        for _ in 0..3 {
            pace.wait("a", Class::Index, 0.4).unwrap();
        }
        assert_eq!(seconds(&clock.waits()), [2.5, 2.5]);
        pace.wait("a", Class::Replay, 8.0).unwrap();
        pace.wait("b", Class::Index, 0.4).unwrap();
        assert_eq!(clock.waits().len(), 2, "another class and another host need not wait");
    }

    #[test]
    fn a_throttled_host_is_left_alone_by_all_classes_for_a_minute_at_least() {
        let (pace, clock) = pace();
        pace.wait("a", Class::Index, 100.0).unwrap();
        assert_eq!(pace.throttled("a", Duration::from_secs(5)), Verdict::After(Duration::from_secs(60)));
        pace.wait("a", Class::Replay, 100.0).unwrap();
        assert_eq!(seconds(&clock.waits()), [60.0]);
    }

    #[test]
    fn a_wish_longer_than_a_minute_is_granted() {
        let (pace, _) = pace();
        assert_eq!(pace.throttled("a", Duration::from_secs(90)), Verdict::After(Duration::from_secs(90)));
    }

    #[test]
    fn a_second_throttle_closes_the_host_and_no_other() {
        let (pace, _) = pace();
        pace.throttled("a", Duration::ZERO);
        assert_eq!(pace.throttled("a", Duration::ZERO), Verdict::Closed);
        assert_eq!(pace.wait("a", Class::Replay, 8.0), Err(Closed));
        assert!(pace.wait("b", Class::Replay, 8.0).is_ok());
    }

    #[test]
    fn a_good_answer_in_between_opens_the_host_again() {
        let (pace, _) = pace();
        pace.throttled("a", Duration::ZERO);
        pace.answered("a");
        assert_eq!(pace.throttled("a", Duration::ZERO), Verdict::After(Duration::from_secs(60)));
    }

    #[test]
    fn a_host_that_refuses_is_tried_after_five_and_fifteen_minutes_and_then_no_more() {
        let (pace, _) = pace();
        assert_eq!(pace.refused("a"), Verdict::After(Duration::from_secs(300)));
        assert_eq!(pace.refused("a"), Verdict::After(Duration::from_secs(900)));
        assert_eq!(pace.refused("a"), Verdict::Closed);
    }

    #[test]
    fn a_rate_that_is_none_is_no_flood() {
        for rate in [0.0, -1.0, f64::NAN] {
            assert_eq!(interval(rate), Duration::from_secs(3600));
        }
    }
}
