//! What an archive says it holds: one line of an index or TimeMap, whatever its dialect.
//! Must not know how it was listed or how it is fetched.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fixity::ArchiveDigest;
use super::surt;
use crate::time::CapturedAt;

/// One capture that an archive lists. Listing is a promise, not a proof: only a fetched capture is evidence.
///
/// It is held small, because there may be tens of thousands; what nearly all of a page's captures have in common can be held
/// once for all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    pub captured_at: CapturedAt,
    /// The address that was captured, as the archive wrote it down.
    pub original: Arc<str>,
    /// The digest that the archive promises.
    pub digest: Option<ArchiveDigest>,
    /// The HTTP status; `None` when the index does not tell, as for a revisit.
    pub status: Option<u16>,
    pub media_type: Option<Arc<str>>,
    /// The body is that of an earlier capture with the same digest.
    pub revisit: bool,
    /// The archive lists it and says that it will not show it.
    pub blocked: bool,
    /// The index had an impossible instant, which was mended.
    pub mended: bool,
    /// The key under which the index files it.
    pub urlkey: Option<Arc<str>>,
    /// Where the record lies, when the index tells.
    pub record: Option<Box<RecordPlace>>,
    /// The line of the index as it came, unless it is longer than anybody needs.
    pub row: Option<Box<str>>,
}

/// Texts that come again and again, each held once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts(BTreeSet<Arc<str>>);

impl Texts {
    fn share(&mut self, text: &mut Arc<str>) {
        match self.0.get(text) {
            Some(held) => *text = Arc::clone(held),
            None => drop(self.0.insert(Arc::clone(text))),
        }
    }
}

/// Where the record of a capture lies in a WARC file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordPlace {
    pub file: String,
    pub offset: u64,
    pub length: u64,
}

impl Holding {
    /// A capture of which only the instant and the address are known.
    pub fn new(captured_at: CapturedAt, original: impl Into<Arc<str>>) -> Self {
        Self {
            captured_at,
            original: original.into(),
            digest: None,
            status: None,
            media_type: None,
            revisit: false,
            blocked: false,
            mended: false,
            urlkey: None,
            record: None,
            row: None,
        }
    }

    /// What makes it a capture of its own: replaying by the instant alone reaches only one of several.
    fn identity(&self) -> (CapturedAt, &str, Option<&ArchiveDigest>) {
        (self.captured_at, &self.original, self.digest.as_ref())
    }

    /// Takes what it has in common with others from where they have it.
    pub(super) fn share(&mut self, texts: &mut Texts) {
        for text in [Some(&mut self.original), self.media_type.as_mut(), self.urlkey.as_mut()].into_iter().flatten() {
            texts.share(text);
        }
    }

    /// Whether it is a page served with success that holds nothing: no request can make it a version.
    pub fn is_empty_page(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
            && self.digest.as_ref().is_some_and(ArchiveDigest::is_of_nothing)
    }
}

/// Puts holdings in the order (instant, address, digest) and drops those that are listed more than once.
///
/// Archives list the same capture several times within a page and again on the next one.
pub fn arrange(mut holdings: Vec<Holding>) -> Vec<Holding> {
    // Nothing equal differs, and sorting in place takes no further memory.
    holdings.sort_unstable();
    holdings.dedup_by(|next, kept| next.identity() == kept.identity());
    holdings
}

/// What the pages of a listing hold, put together as they come: whatever is sent again and again, it is held once.
#[derive(Debug, Default)]
pub struct Collected {
    /// In order, each once.
    pub captures: Vec<Holding>,
    /// How many rows came in all.
    pub rows: usize,
}

impl Collected {
    /// How many captures of one page are listed at the most.
    const MOST: usize = 1_000_000;

    /// Takes a page, and says whether there is room for more.
    pub fn take(&mut self, rows: Vec<Holding>) -> bool {
        self.rows += rows.len();
        self.captures.extend(rows);
        self.captures = arrange(std::mem::take(&mut self.captures));
        self.captures.len() < Self::MOST
    }
}

/// How many different digests there are among holdings: how many bodies there are to fetch at the most.
pub fn distinct_digests(holdings: &[Holding]) -> usize {
    holdings.iter().filter_map(|holding| holding.digest.as_ref()).collect::<BTreeSet<_>>().len()
}

/// Whether all holdings are of one page: of the first one's key and the asked site, or, where the index has no keys, of the
/// asked address.
pub fn of_one_page<'a>(holdings: impl Iterator<Item = &'a Holding> + Clone, asked: &str) -> bool {
    let first = holdings.clone().find_map(|holding| holding.urlkey.as_deref());
    let mut holdings = holdings;
    holdings.all(|holding| match (holding.urlkey.as_deref(), first) {
        // What an index files under one key it may fold more than we do, but no two sites.
        (Some(key), Some(first)) => key == first && surt::same_site(&holding.original, asked),
        _ => surt::same_page(&holding.original, asked),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(at: &str, original: &str, body: &str) -> Holding {
        Holding {
            digest: Some(ArchiveDigest::sha1(body.as_bytes())),
            status: Some(200),
            ..Holding::new(at.parse().unwrap(), original)
        }
    }

    #[test]
    fn a_capture_listed_twice_is_one() {
        let one = held("20200101000000", "http://a.example/", "A");
        let arranged = arrange(vec![one.clone(), held("20190101000000", "http://a.example/", "B"), one.clone(), one]);
        assert_eq!(arranged.len(), 2);
        assert_eq!(arranged[0].captured_at.compact(), "20190101000000");
    }

    #[test]
    fn captures_of_one_second_with_another_address_or_digest_are_all_kept() {
        let second = "20200101000000";
        let all = vec![
            held(second, "https://a.example/", "A"),
            held(second, "http://a.example/", "A"),
            held(second, "http://a.example/", "B"),
        ];
        let arranged = arrange(all);
        assert_eq!(arranged.len(), 3);
        assert_eq!(&*arranged[2].original, "https://a.example/");
        assert_eq!(distinct_digests(&arranged), 2);
    }

    #[test]
    fn captures_of_one_address_hold_it_once_and_ten_thousand_take_little_more_than_a_megabyte() {
        let mut texts = Texts::default();
        let mut of = |original| {
            let mut holding = held("20200101000000", original, "A");
            holding.share(&mut texts);
            holding.original
        };
        let (one, other, elsewhere) = (of("http://a.example/"), of("http://a.example/"), of("https://a.example/"));
        assert!(Arc::ptr_eq(&one, &other));
        assert_eq!((&*one, &*elsewhere), ("http://a.example/", "https://a.example/"));
        assert!(size_of::<Holding>() <= 128, "{}", size_of::<Holding>());
    }

    #[test]
    fn only_success_without_a_byte_is_an_empty_page() {
        let page = held("20200101000000", "http://a.example/", "");
        assert!(page.is_empty_page());
        assert!(!Holding { status: Some(301), ..page.clone() }.is_empty_page());
        assert!(!held("20200101000000", "http://a.example/", "A").is_empty_page());
    }

    #[test]
    fn another_page_among_the_rows_is_noticed() {
        let mut rows = vec![held("20200101000000", "http://a.example/x", "A"); 2];
        assert!(of_one_page(rows.iter(), "https://www.a.example/x"));
        rows[0].urlkey = Some("example,a)/x".into());
        rows[1].urlkey = Some("example,a)/y".into());
        assert!(!of_one_page(rows.iter(), "https://www.a.example/x"));
        assert!(!of_one_page([held("20200101000000", "http://b.example/", "A")].iter(), "http://a.example/"));
        rows[1].urlkey = rows[0].urlkey.clone();
        assert!(of_one_page(rows.iter(), "http://a.example/x"));
        rows[1].original = "http://b.example/x".into();
        assert!(!of_one_page(rows.iter(), "http://a.example/x"), "a key that lies");
    }
}
