//! What a source says when it is asked what it holds. "None", "excluded" and "unknown" are three different answers:
//! the last one is an error, never a listing.
//! Must not know how the source was asked.

use super::holding::Holding;
use crate::time::CapturedAt;

/// The captures of a page that a source lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The source says that it has none. That proves nothing about the page.
    None,
    /// The source has it and shows it to nobody, or will not tell.
    Excluded(Exclusion),
    /// In the order (instant, address, digest), each once.
    Holdings(Holdings),
}

/// Captures with what was odd about their listing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    pub captures: Vec<Holding>,
    /// What a reader should know: rows left out, pages cut, instants mended.
    pub warnings: Vec<String>,
    /// How many rows were read in all, repeats and the ones left out included.
    pub rows: usize,
}

/// Why an archive keeps a page back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// By its own decision or on somebody's wish.
    Archive,
    /// By the site's robots.txt.
    Robots,
}

impl Exclusion {
    /// In words, to follow "the archive ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Archive => "has excluded this address",
            Self::Robots => "keeps this address back because of the site's robots.txt",
        }
    }
}

/// The time for which captures are wanted, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub from: Option<CapturedAt>,
    pub to: Option<CapturedAt>,
}

impl Window {
    /// Whether an instant lies in it. Servers differ in how they read their own limits.
    pub fn holds(self, at: CapturedAt) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at <= to)
    }

    /// Reads a limit of 4 to 14 digits or an ISO date: its first instant.
    pub fn start(text: &str) -> Option<CapturedAt> {
        limit(text, "00000101000000")
    }

    /// Reads a limit as above: its last instant, so that `2020` is all of 2020.
    pub fn end(text: &str) -> Option<CapturedAt> {
        // The last day differs by month; the first of those that exist is taken.
        ["31", "30", "29", "28"].iter().find_map(|day| limit(text, &format!("000012{day}235959")))
    }
}

fn limit(text: &str, filling: &str) -> Option<CapturedAt> {
    if text.contains('T') {
        return text.parse().ok();
    }
    let digits: String = text.trim().chars().filter(|c| !matches!(c, '-')).collect();
    if !(4..=14).contains(&digits.len()) || digits.len() % 2 == 1 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits}{}", &filling[digits.len()..]).parse().ok()
}

impl Holdings {
    /// Arranges what was listed, drops what lies outside the window, and flags instants that have not come yet.
    pub fn of(captures: Vec<Holding>, window: Window, now: CapturedAt) -> Self {
        let rows = captures.len();
        let mut captures = super::holding::arrange(captures);
        captures.retain(|held| window.holds(held.captured_at));
        let mut holdings = Self { captures, warnings: Vec::new(), rows };
        let future = holdings.captures.iter().filter(|held| held.captured_at.unix() > now.unix() + 86_400).count();
        if future > 0 {
            holdings.warnings.push(format!("{future} captures are listed under instants that have not come yet"));
            holdings.captures.retain(|held| held.captured_at.unix() <= now.unix() + 86_400);
        }
        let mended = holdings.captures.iter().filter(|held| held.mended).count();
        if mended > 0 {
            holdings
                .warnings
                .push(format!("{mended} captures are listed under impossible instants, which were mended"));
        }
        holdings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_read_from_a_year_to_a_second() {
        let both = |text| (Window::start(text).map(CapturedAt::compact), Window::end(text).map(CapturedAt::compact));
        let of = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(both("2020"), of("20200101000000", "20201231235959"));
        assert_eq!(both("2020-02"), of("20200201000000", "20200229235959"));
        assert_eq!(both("20200415"), of("20200415000000", "20200415235959"));
        assert_eq!(both("2020-04-15T10:00:00Z"), of("20200415100000", "20200415100000"));
        for text in ["20", "202", "yesterday", "2020-1", "20201301", "123456789012345"] {
            assert_eq!(both(text), (None, None), "{text}");
        }
    }

    #[test]
    fn what_lies_outside_the_window_or_in_the_future_is_left_out() {
        let held = |at: &str| Holding::new(at.parse().unwrap(), "http://a.example/");
        let window = Window { from: Window::start("2020"), to: None };
        let all = vec![held("20191231235959"), held("20200101000000"), held("20990101000000")];
        let holdings = Holdings::of(all, window, "2024-01-01".parse().unwrap());
        assert_eq!(holdings.captures, [held("20200101000000")]);
        assert!(holdings.warnings[0].contains("not come yet"));
    }
}
