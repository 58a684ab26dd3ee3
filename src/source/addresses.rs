//! The pages that captures are of: each with its addresses, so that a person can see where a policy stood and when.
//! Must not know how captures are listed or shown.

use std::collections::{BTreeMap, BTreeSet};

use super::holding::Holding;
use super::surt;
use crate::time::CapturedAt;

/// A page, under all the addresses that are filed together: with and without `www`, `https` or a last slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The address with the most captures that are no redirect; of several, the one captured last.
    pub address: String,
    /// Every other way in which its address was captured.
    pub variants: Vec<String>,
    pub captures: usize,
    /// How many of them are redirects.
    pub redirects: usize,
    /// How many of them are errors.
    pub errors: usize,
    pub first: CapturedAt,
    pub last: CapturedAt,
}

/// What captures are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Those with the most captures that show something first.
    pub pages: Vec<Page>,
    /// How many addresses were only ever captured as images, styles, scripts and the like.
    pub other_files: usize,
}

/// What the captures of one page have in common so far.
#[derive(Default)]
struct Gathered<'a> {
    /// Of each address how many captures show something, and when the last capture was.
    addresses: BTreeMap<&'a str, (usize, Option<CapturedAt>)>,
    instants: BTreeSet<CapturedAt>,
    captures: usize,
    redirects: usize,
    errors: usize,
    is_page: bool,
}

impl Page {
    /// How many captures show something: the page, as far as an index can tell.
    pub fn shown(&self) -> usize {
        self.captures - self.redirects - self.errors
    }
}

impl Addresses {
    /// Puts captures together by their pages.
    pub fn of(captures: &[Holding]) -> Self {
        let mut gathered = BTreeMap::<String, Gathered<'_>>::new();
        for held in captures {
            let Some(key) = surt::key(&held.original) else { continue };
            gathered.entry(key).or_default().take(held);
        }
        let (pages, others): (Vec<_>, Vec<_>) = gathered.into_values().partition(|gathered| gathered.is_page);
        let mut pages: Vec<Page> = pages.into_iter().filter_map(Gathered::page).collect();
        pages.sort_by(|one, other| {
            (other.shown(), other.captures)
                .cmp(&(one.shown(), one.captures))
                .then_with(|| one.address.cmp(&other.address))
        });
        Self { pages, other_files: others.len() }
    }
}

impl<'a> Gathered<'a> {
    fn take(&mut self, held: &'a Holding) {
        let (is_redirect, is_error) = match held.status {
            Some(300..=399) => (true, false),
            Some(400..) => (false, true),
            _ => (false, false),
        };
        self.captures += 1;
        self.redirects += usize::from(is_redirect);
        self.errors += usize::from(is_error);
        self.instants.insert(held.captured_at);
        self.is_page |= held.media_type.as_deref().is_none_or(may_be_a_text);
        let (shown, last) = self.addresses.entry(&held.original).or_default();
        *shown += usize::from(!is_redirect && !is_error);
        *last = (*last).max(Some(held.captured_at));
    }

    fn page(self) -> Option<Page> {
        let address = *self.addresses.iter().max_by_key(|(_, of_it)| **of_it)?.0;
        let variants = self.addresses.keys().filter(|other| **other != address).map(|other| (*other).to_owned());
        Some(Page {
            address: address.to_owned(),
            variants: variants.collect(),
            captures: self.captures,
            redirects: self.redirects,
            errors: self.errors,
            first: *self.instants.first()?,
            last: *self.instants.last()?,
        })
    }
}

/// Whether something of this media type can be a policy.
fn may_be_a_text(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    let is_for_programs = ["css", "javascript", "csv", "calendar"].iter().any(|kind| media_type.ends_with(kind));
    (media_type.starts_with("text/") && !is_for_programs)
        || ["application/pdf", "application/xhtml+xml", "application/msword"].contains(&media_type.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(at: &str, original: &str, status: Option<u16>, media_type: &str) -> Holding {
        Holding { status, media_type: Some(media_type.into()), ..Holding::new(at.parse().unwrap(), original) }
    }

    #[test]
    fn one_page_under_many_addresses_is_one_with_the_address_that_shows_it_most() {
        let captures = [
            held("20100101000000", "http://acme.example/terms", Some(200), "text/html"),
            held("20150101000000", "http://acme.example/terms", Some(301), "text/html"),
            held("20150101000001", "https://www.acme.example/terms/", Some(200), "text/html"),
            held("20200101000000", "https://www.acme.example/terms/", None, "text/html"),
            held("20210101000000", "https://www.acme.example/terms/", Some(404), "text/html"),
            held("20210101000000", "https://www.acme.example/terms?lang=de", Some(200), "text/html"),
        ];
        let addresses = Addresses::of(&captures);
        let [page, other] = &addresses.pages[..] else { panic!("{addresses:?}") };
        assert_eq!(
            (page.address.as_str(), page.variants.join(" ")),
            ("https://www.acme.example/terms/", captures[0].original.to_string())
        );
        assert_eq!((page.captures, page.redirects, page.errors, page.shown()), (5, 1, 1, 3));
        assert_eq!(
            (page.first.compact(), page.last.compact()),
            ("20100101000000".to_owned(), "20210101000000".to_owned())
        );
        assert_eq!(other.address, "https://www.acme.example/terms?lang=de");
    }

    #[test]
    fn what_is_no_text_is_counted_and_what_moved_comes_last() {
        let captures = [
            held("20100101000000", "http://acme.example/a-moved", Some(301), "text/html"),
            held("20100101000000", "http://acme.example/b", Some(200), "application/pdf"),
            held("20100101000000", "http://acme.example/logo.png", Some(200), "image/png"),
            held("20100101000000", "http://acme.example/x.js", Some(200), "application/javascript"),
            held("20100101000000", "http://acme.example/x.css", Some(200), "text/css"),
        ];
        let addresses = Addresses::of(&captures);
        let pages: Vec<&str> = addresses.pages.iter().map(|page| page.address.as_str()).collect();
        assert_eq!((pages, addresses.other_files), (vec!["http://acme.example/b", "http://acme.example/a-moved"], 3));
    }
}
