//! A line that is taken for a heading, and why.
//! Must not know how such lines are found, or which level they have.

use super::number::Number;
use crate::document::heading;
use crate::document::model::Heading;

/// A line taken for a heading.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The line's place in the draft.
    pub line: usize,
    pub class: Class,
    pub heading: Heading,
    pub number: Option<Number>,
    /// Where the text begins that follows the heading on the same line.
    pub text: Option<usize>,
}

/// How a heading is set; a class stands for one level wherever it stands below the same heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The format's own heading, with its level.
    Format(u8),
    /// All capitals and bold.
    BoldCaps {
        item: bool,
    },
    Bold {
        item: bool,
    },
    /// Bold and in italics.
    BoldSlanted,
    /// All capitals.
    Caps,
    /// Known by its number, or from the table of contents.
    Plain {
        item: bool,
    },
    /// The bold beginning of a numbered line.
    LeadIn {
        item: bool,
    },
}

impl Mark {
    /// A heading as printed; its number counts.
    pub fn new(line: usize, class: Class, printed: &str) -> Self {
        let heading = Heading::numbered(printed);
        let number = heading.number().and_then(Number::read);
        Self { line, class, heading, number, text: None }
    }

    /// The same heading, its beginning being no number.
    pub fn without_number(self) -> Self {
        Self { heading: Heading::plain(self.heading.printed()), number: None, ..self }
    }

    /// Whether the format itself says that this is a heading.
    pub fn is_format(&self) -> bool {
        matches!(self.class, Class::Format(_))
    }

    /// Whether the number stands without a dot or parenthesis, so that it might be part of the title: `3 reasons`.
    pub fn has_bare_number(&self) -> bool {
        let printed = self.heading.printed();
        let number = self.heading.number().unwrap_or("");
        heading::split_number(printed).is_some_and(|_| {
            printed.strip_prefix(number).is_some_and(|rest| rest.starts_with(' ')) && !number.contains(['.', ' ', '§'])
        })
    }
}
