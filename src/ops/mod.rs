//! One function for each thing the tool does; the only place that sees sources, the core and the store together.
//! Must not know arguments, terminals or the clock.

pub mod alert;
pub mod analyze;
pub mod backfill;
pub mod captures;
pub mod demo;
pub mod evidence;
pub mod how_to_check;
pub mod import;
pub mod pair;
pub mod pdf;
pub mod read;
mod rebuild;
mod selecting;
mod status;
mod verify;
pub mod watch;
pub mod witness;

pub use analyze::{Analysis, analyze, analyze_among};
pub use rebuild::rebuild;
pub use selecting::Selecting;
pub use status::status;
pub use verify::verify;
