//! Markdown, both ways: the canonical form in which a document is kept, and the foreign Markdown that pages come in.
//! Must not know front matter of ours, or where a document is kept.
//!
//! The canonical form has one sentence a line, so that a line-based diff and blame work by sentence:
//!
//! ```text
//! # Privacy Policy
//!
//! ## 1. Data we collect
//!
//! We collect data.
//! See our [cookie policy](https://example.com/cookies).
//!
//! - Your name.
//! 2. A numbered item keeps the number that was printed.
//! - (a) So does one that Markdown has no form for.
//!     - Deeper lists stand four spaces further in.
//!
//! | Purpose | Basis |
//! | --- | --- |
//! | Billing | Contract |
//!
//! > A quote.
//! ```
//!
//! Whatever a page says is escaped, so that no text can become a heading, an item, a table, a fence or front matter.

mod draft;
mod entity;
mod escape;
mod foreign;
mod read;
mod write;

pub use draft::draft;
pub use read::read;
pub use write::write;

#[cfg(test)]
mod tests;
