//! What stands where on the pages of a PDF, before anybody thought about what it means.
//! The plain value between the reader of the file format and the reader of the text. Must not know either.

use serde::{Deserialize, Serialize};

/// A PDF's pages and what it says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheets {
    /// The title in the document's own metadata.
    pub title: Option<String>,
    /// The language that the document declares.
    pub language: Option<String>,
    /// The dates in the document's own metadata: name and value as ISO 8601.
    pub dates: Vec<(String, String)>,
    pub sheets: Vec<Sheet>,
    /// How many glyphs have no letter that could be told.
    pub unknown: usize,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    pub runs: Vec<Run>,
}

/// Some text set in one piece. Places are in points, from the lower left corner of the page as a reader holds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub x: f32,
    /// The baseline.
    pub y: f32,
    pub width: f32,
    /// The size of the font as it appears.
    pub size: f32,
    pub bold: bool,
    pub slanted: bool,
    /// Whether it is there to be searched and not to be seen, as the text behind a scan.
    pub hidden: bool,
    pub text: String,
}
