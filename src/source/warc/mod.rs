//! WARC files: what crawlers and archives keep captures in. Read leniently, since many writers exist; written strictly.
//! Must not know archives, documents or the store.

mod file;
mod http_message;
mod packer;
mod reader;
mod record;
mod shelf;
mod stream;
mod writer;

pub use file::{WarcFile, WarcFileError};
pub use http_message::HttpMessage;
pub use reader::{ReadError, Reader, read_one};
pub use record::{Kind, Place, Record};
pub use shelf::{OnShelf, Shelf, ShelfError};
pub use writer::{Places, Writer};

#[cfg(test)]
mod tests;
