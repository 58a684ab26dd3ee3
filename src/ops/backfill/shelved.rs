//! A source whose answers are kept on a shelf: nothing is asked for twice, in this run or a later one.
//! Must not know the store.

use std::cell::{Cell, RefCell};

use crate::capture::Provenance;
use crate::source::warc::{Shelf, ShelfError};
use crate::source::{Archived, Fetched, Holding, Listing, Source, SourceError, Window};

/// A source with its shelf.
pub(super) struct Shelved<'a> {
    source: &'a dyn Source,
    shelf: RefCell<Shelf>,
    fetched: Cell<usize>,
    trouble: RefCell<Option<ShelfError>>,
}

impl<'a> Shelved<'a> {
    pub(super) fn new(source: &'a dyn Source, shelf: Shelf) -> Self {
        Self { source, shelf: RefCell::new(shelf), fetched: Cell::new(0), trouble: RefCell::new(None) }
    }

    /// How many captures came from the source itself.
    pub(super) fn fetched(&self) -> usize {
        self.fetched.get()
    }

    /// Whether a capture, or its body, needs no request.
    pub(super) fn has(&self, held: &Holding) -> bool {
        self.shelf.borrow().has(held)
    }

    /// The error that kept an answer from being kept.
    pub(super) fn trouble(&self) -> Option<ShelfError> {
        self.trouble.borrow_mut().take()
    }

    /// A capture whose body is known by its digest, under its own instant and address.
    pub(super) fn reused(&self, held: &Holding) -> Option<Archived> {
        let mut archived = self.shelf.borrow().with_digest_of(held)?;
        archived.capture.provenance = self.under(&archived.capture.provenance, held);
        Some(archived)
    }

    /// Where a capture comes from whose body is that of another one, which came from `other`.
    pub(super) fn under(&self, other: &Provenance, held: &Holding) -> Provenance {
        if (other.captured_at, other.url.as_deref()) == (held.captured_at, Some(&held.original)) {
            return other.clone();
        }
        let listed = "listed with the digest of the capture of ";
        let same = other.note.as_ref().filter(|note| note.starts_with(listed)).cloned();
        Provenance {
            captured_at: held.captured_at,
            url: Some(held.original.to_string()),
            memento: self.source.address(held),
            last_modified: None,
            note: same.or_else(|| Some(format!("{listed}{}; not fetched itself", other.captured_at))),
            ..other.clone()
        }
    }
}

impl Source for Shelved<'_> {
    fn name(&self) -> &str {
        self.source.name()
    }

    fn list(&self, url: &str, window: Window) -> Result<Listing, SourceError> {
        self.source.list(url, window)
    }

    fn list_below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError> {
        self.source.list_below(prefix, window)
    }

    fn fetch(&self, held: &Holding) -> Result<Fetched, SourceError> {
        let kept = self.shelf.borrow().get(held);
        if let Some(archived) = kept.or_else(|| self.reused(held)) {
            return Ok(Fetched::Archived(Box::new(archived)));
        }
        let fetched = self.source.fetch(held)?;
        if let Fetched::Archived(archived) = &fetched {
            self.fetched.set(self.fetched.get() + 1);
            if let Err(error) = self.shelf.borrow_mut().put(archived) {
                *self.trouble.borrow_mut() = Some(error);
            }
        }
        Ok(fetched)
    }

    fn seconds_for(&self, captures: usize) -> f64 {
        self.source.seconds_for(captures)
    }

    fn address(&self, held: &Holding) -> Option<String> {
        self.source.address(held)
    }
}
