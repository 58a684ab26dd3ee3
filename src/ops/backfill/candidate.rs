//! One capture of a listing, held small, because there may be tens of thousands: what nearly all of a page's captures have
//! in common is held once. Must not know sources or stores.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::source::Holding;
use crate::source::fixity::ArchiveDigest;
use crate::source::holding::RecordPlace;
use crate::time::CapturedAt;
use crate::timeline::Shown;

/// One capture to choose.
pub(super) struct Candidate {
    pub(super) captured_at: CapturedAt,
    /// What the store says that it shows.
    pub(super) known: Option<Shown>,
    digest: Option<ArchiveDigest>,
    status: Option<u16>,
    revisit: bool,
    blocked: bool,
    mended: bool,
    common: Rc<Common>,
    record: Option<Box<RecordPlace>>,
    /// The line of the index, until it was asked for.
    row: Cell<Option<Box<str>>>,
}

/// What the captures of one address are listed with, again and again.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Common {
    original: String,
    media_type: Option<String>,
    urlkey: Option<String>,
}

/// What was common to captures so far, each held once.
#[derive(Default)]
pub(super) struct Shared(BTreeSet<Rc<Common>>);

impl Shared {
    fn one(&mut self, common: Common) -> Rc<Common> {
        if let Some(held) = self.0.get(&common) {
            return Rc::clone(held);
        }
        let held = Rc::new(common);
        self.0.insert(Rc::clone(&held));
        held
    }
}

impl Candidate {
    /// A capture as it is listed, with what the store says of it.
    pub(super) fn of(held: Holding, known: Option<Shown>, shared: &mut Shared) -> Self {
        let Holding {
            captured_at,
            original,
            digest,
            status,
            media_type,
            revisit,
            blocked,
            mended,
            urlkey,
            record,
            row,
        } = held;
        Self {
            captured_at,
            known,
            digest,
            status,
            revisit,
            blocked,
            mended,
            common: shared.one(Common { original, media_type, urlkey }),
            record: record.map(Box::new),
            row: Cell::new(row.map(String::into_boxed_str)),
        }
    }

    /// The capture as it is listed, without its line of the index.
    pub(super) fn held(&self) -> Holding {
        let Common { original, media_type, urlkey } = &*self.common;
        Holding {
            digest: self.digest,
            status: self.status,
            media_type: media_type.clone(),
            revisit: self.revisit,
            blocked: self.blocked,
            mended: self.mended,
            urlkey: urlkey.clone(),
            record: self.record.as_deref().cloned(),
            ..Holding::new(self.captured_at, original)
        }
    }

    /// The capture with its line of the index, which is given once: nobody asks for a capture again.
    pub(super) fn asked(&self) -> Holding {
        Holding { row: self.row.take().map(String::from), ..self.held() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(at: &str, original: &str) -> Holding {
        Holding {
            digest: Some(ArchiveDigest::sha1(at.as_bytes())),
            status: Some(200),
            media_type: Some("text/html".to_owned()),
            revisit: true,
            blocked: true,
            mended: true,
            urlkey: Some("example,a)/".to_owned()),
            record: Some(RecordPlace { file: "a.warc.gz".to_owned(), offset: 7, length: 9 }),
            row: Some(format!("example,a)/ {at}")),
            ..Holding::new(at.parse().unwrap(), original)
        }
    }

    #[test]
    fn a_capture_comes_back_as_it_was_listed_and_its_line_once() {
        let held = listed("20200101000000", "http://a.example/");
        let candidate = Candidate::of(held.clone(), None, &mut Shared::default());
        let without_line = Holding { row: None, ..held.clone() };
        assert_eq!(candidate.held(), without_line);
        assert_eq!(candidate.asked(), held);
        assert_eq!(candidate.asked(), without_line);
    }

    #[test]
    fn captures_of_one_address_hold_it_once() {
        let mut shared = Shared::default();
        let mut of = |at, original| Candidate::of(listed(at, original), None, &mut shared);
        let one = of("20200101000000", "http://a.example/");
        let other = of("20200201000000", "http://a.example/");
        let elsewhere = of("20200301000000", "https://a.example/");
        assert!(Rc::ptr_eq(&one.common, &other.common));
        assert!(!Rc::ptr_eq(&one.common, &elsewhere.common));
        assert_eq!(elsewhere.held().original, "https://a.example/");
    }

    #[test]
    fn ten_thousand_captures_take_little_more_than_a_megabyte() {
        assert!(size_of::<Candidate>() <= 128, "{}", size_of::<Candidate>());
    }
}
