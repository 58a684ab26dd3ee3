//! The control for a page that appears late: another page of the same site that links to it in the end, and that captures
//! from before show without the link. Must not know what the late page says, or where captures are kept.

use crate::document::Document;
use crate::time::CapturedAt;
use crate::timeline::{Timeline, Version};

/// What an index page shows about a page that it links to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Control<'a> {
    pub index: &'a Timeline,
    /// The version that lacks the link, and the last look that showed it.
    pub without: &'a Version,
    pub lacked: CapturedAt,
    /// The version that has it.
    pub with: &'a Version,
    /// How many captures in between the claimed day and the first link lack it.
    pub captures: usize,
}

/// The index page whose captures after the claimed day lack the link for longest, before they have it.
///
/// A page that never links to this one tells nothing by not linking to it, and so does one that was captured without the
/// link again later: it may show the latest posts only.
pub(super) fn control<'a>(
    siblings: &'a [Timeline],
    url: &str,
    claimed_over: CapturedAt,
    first_seen: CapturedAt,
) -> Option<Control<'a>> {
    let found = siblings.iter().filter_map(|index| of_index(index, url, claimed_over, first_seen));
    found.max_by_key(|control| control.lacked)
}

fn of_index<'a>(
    index: &'a Timeline,
    url: &str,
    claimed_over: CapturedAt,
    first_seen: CapturedAt,
) -> Option<Control<'a>> {
    let address = Address::of(url)?;
    let first_with = index.versions.iter().position(|version| links_to(&version.document, &address))?;
    let (without, with) = (index.versions.get(first_with.checked_sub(1)?)?, index.versions.get(first_with)?);
    let lacked = without.last_seen;
    let lacking = |version: &Version| {
        let captured = |at: &CapturedAt| (claimed_over..=lacked).contains(at);
        let looks = index.looks.iter().map(|look| look.provenance.captured_at).filter(captured);
        looks.filter(|at| (version.first_seen..=version.last_seen).contains(at)).count()
    };
    let captures = index.versions.iter().take(first_with).map(lacking).sum();
    (captures > 0 && lacked <= first_seen).then_some(Control { index, without, lacked, with, captures })
}

/// What tells a page from others of the web: host and path, whatever scheme, `www.` and slash at the end.
#[derive(PartialEq, Eq)]
struct Address {
    host: String,
    path: String,
}

impl Address {
    fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return None;
        }
        let rest = rest.split('#').next()?;
        let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
        let host = host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        Some(Self { host, path: path.trim_end_matches('/').to_owned() })
    }
}

fn links_to(document: &Document, address: &Address) -> bool {
    let links = document.sentences().flat_map(|(_, _, sentence)| &sentence.links);
    links.filter_map(|link| Address::of(&link.target)).any(|target| target == *address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;
    use crate::finding::tests::{at, seen, timeline};

    const POST: &str = "https://blog.example/2012/surveys/";

    /// The index page in three captures; the third links to the post.
    fn index(second: &str, third: &str) -> Timeline {
        let entry = |at, text: &str| seen(at, at, &[], text);
        let mut index =
            timeline(vec![entry("2012-03-01", "Old."), entry("2013-06-01", second), entry("2013-09-01", third)]);
        for version in &mut index.versions {
            let text = version.document.sentences().map(|(_, _, sentence)| sentence.text.clone()).collect::<Vec<_>>();
            *std::sync::Arc::make_mut(&mut version.document) = markdown::read(&text.join("\n\n"));
        }
        index
    }

    fn found(index: Timeline, first_seen: &str) -> Option<(String, usize)> {
        let siblings = [index];
        let control = control(&siblings, POST, at("2012-04-04T12:00:00Z"), at(first_seen))?;
        Some((control.lacked.day().to_string(), control.captures))
    }

    const LINKED: &str = "New: [surveys](http://www.blog.example/2012/surveys).";

    #[test]
    fn an_index_page_that_gains_the_link_is_a_control() {
        assert_eq!(found(index("Newer.", LINKED), "2013-08-22"), Some(("2013-06-01".to_owned(), 1)));
    }

    #[test]
    fn an_index_page_that_never_links_or_always_did_tells_nothing() {
        assert_eq!(found(index("Newer.", "Newest."), "2013-08-22"), None);
        assert_eq!(found(index(LINKED, LINKED), "2013-08-22"), None, "captured without the link before the day only");
    }

    #[test]
    fn a_link_that_is_missing_while_the_page_was_seen_tells_nothing() {
        assert_eq!(found(index("Newer.", LINKED), "2013-05-22"), None);
    }
}
