//! What a machine reads: JSON, schema version 1. Owns the names and shapes of the format, as structs of its own, so that
//! renaming something in the core cannot change what programs depend on.
//! Must not know how anything is found, or for whom it is printed.
//!
//! # The schema
//!
//! Every answer is one object with `schema_version: 1`. Instants are RFC 3339 in UTC; claimed dates are ISO 8601 and may be
//! partial: `2007`, `2007-01`, `2007-01-31`. A key without a value is `null`, never left out, except where this text says so.
//! Keys may be added within version 1; none is renamed, removed, or given another meaning.
#![doc = include_str!("schema.md")]

mod alert;
mod change;
mod claim;
mod document;
mod finding;
mod status;
mod timeline;
mod told;
mod tracking;
mod verification;

use serde::Serialize;

pub use alert::{Alerts, alerts};
pub use change::{Difference, diff};
pub use document::{Inspection, inspect, skipped};
pub use finding::{Check, check};
pub use status::{StatusV1, status};
pub use timeline::{Blame, Log, Logs, Shown, blame, log, logs, show};
pub use told::{ToldV1, rehearsal, told};
pub use tracking::{TrackedV1, track};
pub use verification::{Verified, verify};

/// The number of this schema, which every answer carries.
pub const SCHEMA_VERSION: u32 = 1;

/// An answer as JSON text: indented, keys in the order of the schema, with a newline at the end.
pub fn text(answer: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(answer).unwrap_or_else(|error| {
        // Structs of strings and numbers always serialize; if one ever does not, say so in the same format.
        serde_json::json!({ "schema_version": SCHEMA_VERSION, "error": error.to_string() }).to_string()
    });
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;
