//! How dates, instants and quotes read in a sentence that can be quoted. Neutral by construction: it only names what was
//! seen and what the page says. Must not know which rule speaks.

use chrono::NaiveDate;

use crate::claim::{Claim, ClaimKind};
use crate::compare::without_stop;
use crate::time::{CapturedAt, PartialDate, Precision};

/// The longest quote in a sentence, in characters.
const LONGEST_QUOTE: usize = 240;

/// `April 3, 2012`, `September 2018`, `2007`.
pub(super) fn date(date: PartialDate) -> String {
    match date.precision() {
        Precision::Day => day(date.first_day()),
        Precision::Month => date.first_day().format("%B %Y").to_string(),
        Precision::Year => date.first_day().format("%Y").to_string(),
    }
}

/// `April 3, 2012`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}

/// The day of a capture: `October 14, 2012`.
pub(super) fn seen(at: CapturedAt) -> String {
    day(at.day())
}

/// The days on which a text was seen, to follow "seen": `from May 1, 2020 to May 9, 2020`, `on May 1, 2020`.
pub(super) fn from_to(first: CapturedAt, last: CapturedAt) -> String {
    if first.day() == last.day() {
        format!("on {}", seen(first))
    } else {
        format!("from {} to {}", seen(first), seen(last))
    }
}

/// The same where both ends are told apart: `first seen on May 1, 2020 and last seen on May 9, 2020`.
pub(super) fn first_and_last(first: CapturedAt, last: CapturedAt) -> String {
    if first.day() == last.day() {
        format!("seen on {}", seen(first))
    } else {
        format!("first seen on {} and last seen on {}", seen(first), seen(last))
    }
}

/// The days of two captures, with the hours when it is one day: `July 17, 2024, 12:32 UTC`.
pub(super) fn seen_between(after: CapturedAt, before: CapturedAt) -> (String, String) {
    if after.day() != before.day() {
        return (seen(after), seen(before));
    }
    let one_minute = after.unix().div_euclid(60) == before.unix().div_euclid(60);
    let digits = if one_minute { "19:29:59".len() } else { "19:29".len() };
    (moment(after, digits), moment(before, digits))
}

/// The day with the hour; the first second of a day may be all that is known of a capture of that day.
fn moment(at: CapturedAt, digits: usize) -> String {
    if at.is_midnight() {
        return seen(at);
    }
    // `2012-10-14T19:29:59Z`: the hour begins at the eleventh character.
    let text = at.to_string();
    format!("{}, {} UTC", seen(at), text.get(11..11 + digits).unwrap_or_default())
}

/// `1 day`, `7 days`.
pub(super) fn days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// `3 clauses`.
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// What the page says of itself, to follow "The page says": `it was last updated April 3, 2012`.
pub(super) fn says(claim: &Claim) -> String {
    let stated = stated_date(claim);
    match claim.kind {
        ClaimKind::LastUpdated => format!("it was last updated {stated}"),
        ClaimKind::Published => format!("it was published {stated}"),
        ClaimKind::Effective => format!("it is effective {stated}"),
        _ => format!("it is of {stated}"),
    }
}

/// The date of a claim in words, or the page's own words where it can be read in two ways.
pub(super) fn stated_date(claim: &Claim) -> String {
    claim.date.map_or_else(|| quote(&claim.text), date)
}

/// The page's own words in quotation marks, shortened at a word where they are long; their full stop is left to the
/// sentence around them.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", without_stop(&shorten(text)))
}

/// The page's own words on one line, shortened at a word where they are long.
pub(super) fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_QUOTE {
        return text;
    }
    let head: String = text.chars().take(LONGEST_QUOTE).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{} …", head.get(..end).unwrap_or(&head))
}

/// The page's own words on one line, shortened at words where they are long, so that `words` of it stay.
pub(super) fn shorten_around(text: &str, words: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(end) = text.find(words).map(|start| start + words.len()) else { return shorten(&text) };
    let needed = text.get(..end).map_or(0, |before| before.chars().count());
    if needed <= LONGEST_QUOTE {
        // The cut falls at a word, which may be the last of them.
        let kept = shorten(&text);
        if kept.contains(words) {
            return kept;
        }
    }
    // As much as fits before the words, a quarter of the room after them.
    let skipped = (needed + LONGEST_QUOTE / 4).saturating_sub(LONGEST_QUOTE);
    let from = text.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let from = text.get(from..).and_then(|rest| rest.find(' ')).map_or(from, |space| from + space + 1);
    let Some(rest) = text.get(from..).filter(|rest| rest.contains(words)) else { return shorten(&text) };
    format!("… {}", shorten(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::{at, claim};

    #[test]
    fn a_date_reads_as_precisely_as_it_is_stated() {
        let read = |text: &str| date(text.parse().unwrap());
        assert_eq!([read("2012-04-03"), read("2018-09"), read("2007")], ["April 3, 2012", "September 2018", "2007"]);
    }

    #[test]
    fn a_long_quote_keeps_the_words_that_it_is_about() {
        let long =
            format!("{}as Section 18.5.1 says, {}", "We share what we hold. ".repeat(12), "and so on ".repeat(40));
        let kept = shorten_around(&long, "Section 18.5.1");
        assert!(kept.starts_with("… ") && kept.ends_with(" …") && kept.contains("as Section 18.5.1 says"), "{kept}");
        assert!(kept.chars().count() <= LONGEST_QUOTE + 4, "{kept}");
        assert_eq!(shorten_around("See Section 18.", "Section 18"), "See Section 18.");
        assert_eq!(shorten_around(&long, "Annex"), shorten(&long), "words that are not there");
    }

    #[test]
    fn a_text_seen_on_one_day_alone_is_not_said_to_stand_from_that_day_to_itself() {
        let (one, other) = (at("2020-04-03"), at("2020-05-01T12:00:00Z"));
        assert_eq!([from_to(one, one), from_to(one, other)], ["on April 3, 2020", "from April 3, 2020 to May 1, 2020"]);
        assert_eq!(first_and_last(one, one), "seen on April 3, 2020");
        assert_eq!(first_and_last(one, other), "first seen on April 3, 2020 and last seen on May 1, 2020");
    }

    #[test]
    fn two_captures_of_one_day_are_told_apart_by_the_hour() {
        let (after, before) = seen_between(at("2024-07-17T12:32:00Z"), at("2024-07-17T18:32:10Z"));
        assert_eq!((after.as_str(), before.as_str()), ("July 17, 2024, 12:32 UTC", "July 17, 2024, 18:32 UTC"));
        assert_eq!(seen_between(at("2024-07-17"), at("2024-07-18")).1, "July 18, 2024");
        let (after, before) = seen_between(at("2024-07-17T12:32:05Z"), at("2024-07-17T12:32:10Z"));
        assert_eq!((after.as_str(), before.as_str()), ("July 17, 2024, 12:32:05 UTC", "July 17, 2024, 12:32:10 UTC"));
        assert_eq!(seen_between(at("2024-07-17"), at("2024-07-17T12:32:10Z")).0, "July 17, 2024", "a day has no hour");
    }

    #[test]
    fn a_claim_reads_as_what_the_page_says() {
        assert_eq!(says(&claim(ClaimKind::LastUpdated, "2012-04-03")), "it was last updated April 3, 2012");
        assert_eq!(says(&claim(ClaimKind::VersionDate, "2012-04")), "it is of April 2012");
    }

    #[test]
    fn a_quote_leaves_the_full_stop_to_the_sentence_around_it() {
        assert_eq!(quote("December 1, 2015."), "\"December 1, 2015\"");
        assert_eq!(quote("This is Example Inc."), "\"This is Example Inc.\"");
    }

    #[test]
    fn a_long_quote_ends_at_a_word() {
        let text = "é word ".repeat(100);
        let short = shorten(&text);
        assert!(short.ends_with(" …") && short.chars().count() <= LONGEST_QUOTE + 2, "{short}");
    }
}
