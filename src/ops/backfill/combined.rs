//! A document of several pages out of captures of each: what is known of all of them at one instant is a look at it.
//! Must not know sources, or how captures are had.

use std::collections::{BTreeMap, BTreeSet};

use crate::capture::{Capture, Digest, Provenance, pages};
use crate::ops::{Selecting, read};
use crate::policy::PolicyId;
use crate::store::{Recording, Store, StoreError};
use crate::time::CapturedAt;

/// At the ends of what was captured, a page counts as it was within so many seconds.
const NEAR: i64 = 24 * 3600;

/// What was captured of the pages of one document, from whatever source.
#[derive(Debug)]
pub struct Gathered {
    pages: Vec<Page>,
}

#[derive(Debug)]
struct Page {
    url: String,
    looks: Vec<Look>,
    /// The earliest capture of each text.
    texts: BTreeMap<Digest, Capture>,
}

/// A capture that showed the page's text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    at: CapturedAt,
    text: Digest,
    source: String,
}

/// What came of putting pages together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Combined {
    /// Looks at the whole document that are new to the store.
    pub recorded: usize,
    /// Versions that are new to the store.
    pub versions: usize,
    /// Captures of a page at whose instant it is not known what another page said.
    pub incomplete: usize,
}

impl Gathered {
    /// Nothing yet, of these pages in their order.
    pub fn of(urls: &[String]) -> Self {
        let page = |url: &String| Page { url: url.clone(), looks: Vec::new(), texts: BTreeMap::new() };
        Self { pages: urls.iter().map(page).collect() }
    }

    /// Takes a capture of a page that showed its text. The capture is kept where no earlier one shows the same.
    pub(super) fn take(&mut self, page: usize, text: Digest, recording: Recording) {
        let Some(page) = self.pages.get_mut(page) else { return };
        let provenance = recording.dated.provenance;
        let (at, source) = (provenance.captured_at, provenance.source.clone());
        page.looks.push(Look { at, text, source });
        let capture = Capture { provenance, media: recording.dated.media, body: recording.body };
        let key = |capture: &Capture| (capture.provenance.captured_at, capture.digest());
        match page.texts.get(&text) {
            Some(kept) if key(kept) <= key(&capture) => {}
            _ => drop(page.texts.insert(text, capture)),
        }
    }

    /// Says of which page something is, for a note.
    pub(super) fn nth(&self, page: usize) -> String {
        let url = self.pages.get(page).map_or("", |page| page.url.as_str());
        format!("page {} of {}, {url}", page + 1, self.pages.len())
    }

    /// Records what is known of the whole document at the instants of the captures.
    pub fn combine(
        mut self,
        store: &Store,
        policy: &PolicyId,
        selecting: &Selecting,
        now: CapturedAt,
    ) -> Result<Combined, StoreError> {
        for page in &mut self.pages {
            page.looks.sort();
            page.looks.dedup();
        }
        let mut combined = Combined::default();
        let (wholes, incomplete) = self.wholes();
        combined.incomplete = incomplete;
        if wholes.is_empty() {
            return Ok(combined);
        }
        let mut recorder = store.recorder(now)?;
        let mut made = BTreeMap::<(Vec<Digest>, Option<Digest>), Option<Recording>>::new();
        for whole in &wholes {
            let provenance = self.provenance(whole);
            let selection = selecting.at(whole.at);
            let key = (whole.texts(), Some(Digest::of(format!("{selection:?}").as_bytes())));
            let captures: Vec<Capture> = self.captures(whole).cloned().collect();
            let made = made.entry(key).or_insert_with(|| read::bound(provenance.clone(), &captures, selection).ok());
            let Some(recording) = made else { continue };
            recording.dated.provenance = provenance;
            recorder.add(policy, recording)?;
        }
        for recorded in recorder.finish()? {
            combined.recorded += usize::try_from(recorded.looks).unwrap_or(0);
            combined.versions += recorded.added.len();
        }
        Ok(combined)
    }

    /// The instants at which every page is known, and of how many captures that cannot be said.
    fn wholes(&self) -> (BTreeSet<Whole>, usize) {
        let (mut wholes, mut incomplete) = (BTreeSet::new(), 0);
        for (number, page) in self.pages.iter().enumerate() {
            for look in &page.looks {
                match self.whole(number, look) {
                    Some(whole) => drop(wholes.insert(whole)),
                    None => incomplete += 1,
                }
            }
        }
        (wholes, incomplete)
    }

    /// What the document said when one of its pages was captured. It is from the earliest instant that counts, so that an
    /// old text is never said to have been seen later than it was.
    fn whole(&self, number: usize, look: &Look) -> Option<Whole> {
        let (mut at, mut parts) = (look.at, Vec::new());
        for (other, page) in self.pages.iter().enumerate() {
            let known = if other == number { Known::At(look) } else { page.known_at(look.at)? };
            let (Known::At(own) | Known::Near(own)) = known;
            parts.push((own.text, own.at));
            if let Known::Near(own) = known {
                at = at.min(own.at);
            }
        }
        Some(Whole { at, parts, source: look.source.clone() })
    }

    fn captures<'a>(&'a self, whole: &'a Whole) -> impl Iterator<Item = &'a Capture> {
        self.pages.iter().zip(&whole.parts).filter_map(|(page, (text, _))| page.texts.get(text))
    }

    fn provenance(&self, whole: &Whole) -> Provenance {
        let captured: Vec<String> =
            self.pages.iter().zip(&whole.parts).map(|(page, (_, at))| format!("{} of {at}", page.url)).collect();
        Provenance {
            url: self.pages.first().map(|page| page.url.clone()),
            content_type: Some(pages::CONTENT_TYPE.to_owned()),
            note: Some(format!("put together from captures of its {} pages: {}", captured.len(), captured.join(", "))),
            ..Provenance::new(whole.at, whole.source.clone())
        }
    }
}

/// The document at an instant: of each page its text, and when it was captured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Whole {
    at: CapturedAt,
    parts: Vec<(Digest, CapturedAt)>,
    source: String,
}

impl Whole {
    fn texts(&self) -> Vec<Digest> {
        self.parts.iter().map(|(text, _)| *text).collect()
    }
}

/// What a page said at an instant.
#[derive(Clone, Copy, Debug)]
enum Known<'a> {
    /// It said so then.
    At(&'a Look),
    /// It said so within a day.
    Near(&'a Look),
}

impl Page {
    /// What the page said at an instant: what it said before and after, if that is the same. Where it was captured on one
    /// side only, what it said within a day of it. Between two texts nobody knows.
    fn known_at(&self, at: CapturedAt) -> Option<Known<'_>> {
        let after = self.looks.partition_point(|look| look.at < at);
        let next = self.looks.get(after);
        let last = match next {
            Some(next) if next.at == at => Some(next),
            _ => after.checked_sub(1).and_then(|before| self.looks.get(before)),
        };
        let is_near = |look: &&Look| look.at.unix().abs_diff(at.unix()) <= NEAR.unsigned_abs();
        match (last, next) {
            (Some(last), Some(next)) => (last.text == next.text).then_some(Known::At(last)),
            (one, other) => one.or(other).filter(is_near).map(Known::Near),
        }
    }
}
