//! What a person reads in a terminal. Owns layout, marks and colours.
//! Must not know the terminal: its width and whether it shows colours are arguments.

mod blame;
mod change;
mod document;
mod dropped;
mod finding;
mod glance;
mod paragraph;
mod status;
mod timeline;
mod told;
mod tracking;
mod verification;

use crate::report::escape;

pub use blame::blame;
pub use change::{Listing, diff};
pub use document::{inspect, show, skipped};
pub use dropped::dropped;
pub use finding::findings;
pub use glance::glance;
pub use status::status;
pub use timeline::log;
pub use told::{rehearsal, told};
pub use tracking::track;
pub use verification::verify;

/// Whether a terminal shows colours. Without them the marks carry the whole meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Plain,
    Ansi,
}

/// How the output is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns; texts are broken at a comfortable width even if there is more.
    pub width: usize,
    pub colour: Colour,
}

/// What a piece of text is painted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Plain,
    Strong,
    Faint,
    Removed,
    Added,
    Alert,
}

impl Style {
    /// The columns a text may fill: no narrower than a phone, no wider than a page.
    fn measure(self) -> usize {
        self.width.clamp(32, 110)
    }

    /// A heading of its own line, after an empty one.
    fn heading(self, words: &str) -> String {
        format!("\n{}\n", self.paint(Ink::Strong, words))
    }

    /// An address on a line of its own and never broken, so that it can be clicked and copied.
    fn address(self, indent: &str, address: &str) -> String {
        format!("{indent}{}\n", self.paint(Ink::Faint, &escape::visible(address)))
    }

    /// `text`, already harmless, in its colour.
    fn paint(self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Removed => "31;9",
            Ink::Added => "34;4",
            Ink::Alert => "1;31",
        };
        match self.colour {
            Colour::Plain => text.to_owned(),
            Colour::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}
