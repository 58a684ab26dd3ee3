//! Dates as HTTP headers and TimeMaps write them.
//! Must not know which header.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::time::CapturedAt;

/// Reads `Mon, 20 Jul 2020 06:30:00 GMT` in the spellings that occur: RFC 1123 with any zone, RFC 850, `asctime`.
pub fn parse(text: &str) -> Option<CapturedAt> {
    let text = text.trim().trim_matches('"').trim();
    let instant = DateTime::parse_from_rfc2822(text).map(|at| at.to_utc()).ok().or_else(|| obsolete(text))?;
    // Through the text form, so that the same years are refused everywhere.
    instant.format("%Y%m%d%H%M%S").to_string().parse().ok()
}

/// The forms RFC 9110 tells recipients to accept, and a wrong name of the day, which says nothing.
fn obsolete(text: &str) -> Option<DateTime<Utc>> {
    let after_day = text.split_once(", ").map_or(text, |(_, rest)| rest);
    let forms = ["%d %b %Y %H:%M:%S GMT", "%d-%b-%y %H:%M:%S GMT", "%d-%b-%Y %H:%M:%S GMT", "%d %b %Y %H:%M:%S UTC"];
    forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(after_day, form).ok())
        .or_else(|| NaiveDateTime::parse_from_str(text, "%a %b %e %H:%M:%S %Y").ok())
        .map(|at| at.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_the_same_instant() {
        for text in [
            "Mon, 20 Jul 2020 06:30:00 GMT",
            "Mon, 20 Jul 2020 06:30:00 +0000",
            "20 Jul 2020 06:30:00 GMT",
            "Monday, 20-Jul-20 06:30:00 GMT",
            "Tue, 20 Jul 2020 06:30:00 GMT",
            "Mon Jul 20 06:30:00 2020",
        ] {
            assert_eq!(parse(text).map(|at| at.to_string()).as_deref(), Some("2020-07-20T06:30:00Z"), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "soon", "2020", "Mon, 32 Jul 2020 06:30:00 GMT"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
