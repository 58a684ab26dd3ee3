//! The documents of single pages as they are stored, for the eye: `evaluate PAGE show`.

use std::path::Path;

use fineprint::document::markdown;

use crate::content::read;

/// Prints what was read from a page, and what was left out of it.
pub fn print(page: &Path) {
    match read(page) {
        Ok(reading) => {
            for dropped in &reading.dropped {
                println!("- {}: {}", dropped.rule, dropped.text);
            }
            println!("{}", markdown::write(&reading.document));
        }
        Err(reason) => println!("skipped: {}", reason.words()),
    }
}
