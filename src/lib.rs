//! `fineprint` rebuilds the past of a published policy and says what changed, when it provably changed, and whether the
//! page is honest about it.
//!
//! Data flows one way:
//!
//! ```text
//! source ──► capture ──► document ──► version in the store ──► change ──► finding ──► report
//!  (io)       (bytes)     (pure)          (git)                 (pure)     (pure)     (pure)
//! ```
//!
//! The modules in reading order: [`time`], [`policy`], [`capture`], [`document`], [`claim`], [`timeline`], [`compare`],
//! [`finding`], [`report`]; then the edges [`source`], [`store`] and [`notify`]; on top [`ops`], [`config`], [`cli`].
//! The core takes values and returns values; the edges do the input and output; the command line reads the clock.

pub mod capture;
pub mod claim;
pub mod cli;
pub mod compare;
pub mod config;
pub mod document;
pub mod finding;
pub mod notify;
pub mod ops;
pub mod policy;
pub mod report;
pub mod source;
pub mod store;
pub mod time;
pub mod timeline;
