//! Tells a person who waits for an archive how far it is and how long it may still take.
//! Must not know how captures are had.

use std::time::Duration;

use super::output::Output;
use crate::ops::backfill::Progress;
use crate::report::count_of;
use crate::source::clock::Clock;

/// How long nothing is said at the least.
const SILENCE: Duration = Duration::from_secs(5);

/// Says what happens, not too often.
pub struct Teller<'a> {
    output: Output,
    archive: &'a str,
    url: &'a str,
    clock: &'a dyn Clock,
    started: Duration,
    told: Duration,
    /// What the archive's own pace makes of one capture.
    seconds_each: f64,
}

impl<'a> Teller<'a> {
    pub fn new(output: Output, archive: &'a str, url: &'a str, clock: &'a dyn Clock) -> Self {
        let started = clock.elapsed();
        output.talk(&format!("asking {archive} for its captures of {url}"));
        Self { output, archive, url, clock, started, told: started, seconds_each: 0.0 }
    }

    /// How many seconds have passed.
    pub fn took(&self) -> f64 {
        self.clock.elapsed().saturating_sub(self.started).as_secs_f64()
    }

    pub fn tell(&mut self, progress: &Progress) {
        match progress {
            Progress::Listed { captures, span, known, different, first, most, seconds } => {
                self.started = self.clock.elapsed();
                self.told = self.started;
                self.seconds_each = if *most == 0 { 0.0 } else { seconds / ratio(*most) };
                let span = span.map_or(String::new(), |(from, to)| format!(", from {} to {}", from.day(), to.day()));
                self.output.talk(&format!(
                    "{}: {} of {}{span}; {} known already, {different} different",
                    self.archive,
                    count_of(*captures, "capture"),
                    self.url,
                    known
                ));
                self.output.talk(&plan(*first, *most, self.seconds_each));
            }
            Progress::Looked { looks, planned, fetched, texts } => {
                let now = self.clock.elapsed();
                if now.saturating_sub(self.told) < SILENCE {
                    return;
                }
                self.told = now;
                let left = ratio(planned.saturating_sub(*looks)) * self.pace(*fetched);
                self.output.talk(&format!(
                    "  {looks} of {planned} looked at, {fetched} fetched, {} so far; {} left",
                    count_of(*texts, "text"),
                    duration(left)
                ));
            }
        }
    }

    /// Seconds a capture: as the archive's pace has it, or as it really goes, whichever is slower.
    fn pace(&self, fetched: usize) -> f64 {
        let real = if fetched == 0 { 0.0 } else { self.took() / ratio(fetched) };
        real.max(self.seconds_each)
    }
}

fn plan(first: usize, most: usize, seconds_each: f64) -> String {
    let time = |captures: usize| duration(ratio(captures) * seconds_each);
    match (first, most) {
        (_, 0) => "  nothing to fetch".to_owned(),
        (first, most) if first >= most => format!("  {most} to fetch: {} at this archive's pace", time(most)),
        (first, most) => format!(
            "  {first} to fetch first ({}), then more where their texts differ: at most {most} ({} at this archive's pace)",
            time(first),
            time(most)
        ),
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate for a person")]
fn ratio(count: usize) -> f64 {
    count as f64
}

/// A time as a person says it.
pub fn duration(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 1.0 => "less than a second".to_owned(),
        seconds if seconds < 1.5 => "about a second".to_owned(),
        seconds if seconds < 90.0 => format!("about {seconds:.0} seconds"),
        seconds if seconds < 90.0 * 60.0 => format!("about {:.0} minutes", seconds / 60.0),
        seconds => format!("about {:.0} hours", seconds / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_as_a_person_says_it() {
        assert_eq!(duration(0.2), "less than a second");
        assert_eq!(duration(25.0), "about 25 seconds");
        assert_eq!(duration(625.0), "about 10 minutes");
        assert_eq!(duration(7200.0), "about 2 hours");
    }

    #[test]
    fn two_hundred_captures_take_half_a_minute_and_five_thousand_ten() {
        assert_eq!(plan(200, 200, 0.125), "  200 to fetch: about 25 seconds at this archive's pace");
        let many = plan(120, 5000, 0.125);
        assert!(many.contains("120 to fetch first (about 15 seconds)"), "{many}");
        assert!(many.contains("at most 5000 (about 10 minutes at this archive's pace)"), "{many}");
        assert_eq!(plan(0, 0, 0.0), "  nothing to fetch");
    }
}
