//! `Retry-After`: how long a server asks to be left alone.
//! Must not know who asked whom, or the clock.

use std::time::Duration;

use super::http_date;
use crate::time::CapturedAt;

/// The longest wish that is granted. Longer ones end a run instead of holding it.
pub const LONGEST: Duration = Duration::from_secs(3600);

/// Reads seconds or an HTTP date, seen from `now`. What is neither, or lies in the past, is no wait at all; the answer is
/// capped at [`LONGEST`].
pub fn parse(value: &str, now: CapturedAt) -> Duration {
    let value = value.trim();
    let seconds = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        value.parse().unwrap_or(u64::MAX)
    } else {
        http_date::parse(value).and_then(|at| u64::try_from(at.unix() - now.unix()).ok()).unwrap_or(0)
    };
    Duration::from_secs(seconds).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(value: &str) -> u64 {
        parse(value, "2024-05-01T12:00:00Z".parse().unwrap()).as_secs()
    }

    #[test]
    fn seconds_and_dates_are_both_understood() {
        assert_eq!(seconds("120"), 120);
        assert_eq!(seconds(" 0 "), 0);
        assert_eq!(seconds("Wed, 01 May 2024 12:01:30 GMT"), 90);
    }

    #[test]
    fn garbage_and_the_past_are_no_wait() {
        for value in ["", "soon", "-5", "1.5", "Wed, 01 May 2024 11:00:00 GMT", "\u{0}"] {
            assert_eq!(seconds(value), 0, "{value}");
        }
    }

    #[test]
    fn a_wish_for_a_year_is_capped() {
        assert_eq!(seconds("31536000"), 3600);
        assert_eq!(seconds("99999999999999999999999"), 3600);
        assert_eq!(seconds("Thu, 01 May 2025 12:00:00 GMT"), 3600);
    }
}
