//! Where captures come from. Each source names one foreign form or service.
//! Must not know documents, versions or the store.

pub mod addresses;
pub mod archive;
pub mod archived;
pub mod browser;
pub mod cdx;
pub mod clock;
pub mod coding;
pub mod common_crawl;
mod der;
pub mod files;
pub mod fixity;
pub mod guard;
pub mod holding;
pub mod http;
pub mod http_date;
pub mod link;
pub mod listing;
pub mod live;
pub mod media;
pub mod memento;
pub mod pace;
pub mod polite;
pub mod proxy;
pub mod record;
pub mod replay;
pub mod retry_after;
pub mod robots;
pub mod sampling;
pub mod stop;
pub mod surt;
pub mod timemap;
#[cfg(feature = "timestamp")]
pub mod timestamp;
pub mod tls;
pub mod visit;
pub mod wacz;
pub mod warc;
pub mod wayback;
pub mod witness;

pub use archived::{Archived, Fetched, Gap, SourceError, SourceErrorKind};
pub use holding::Holding;
pub use listing::{Exclusion, Holdings, Listing, Window};

/// A place that holds captures: it lists what it has of a page, and gives one at a time.
pub trait Source {
    /// The name under which its captures are recorded.
    fn name(&self) -> &str;

    /// What it holds of the page at `url`.
    fn list(&self, url: &str, window: Window) -> Result<Listing, SourceError>;

    /// What it holds of the pages whose addresses begin with `prefix`.
    fn list_below(&self, prefix: &str, window: Window) -> Result<Listing, SourceError>;

    /// The capture that it listed. An error means that nothing is known, not that there is nothing.
    fn fetch(&self, held: &Holding) -> Result<Fetched, SourceError>;

    /// How long fetching so many captures takes at the source's pace.
    fn seconds_for(&self, captures: usize) -> f64;

    /// The address at which a person sees the capture, if there is one.
    fn address(&self, held: &Holding) -> Option<String>;
}
