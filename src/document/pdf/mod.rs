//! Reads PDFs in two steps: the file's bytes into [`Sheets`], which say what stands where, and those into lines of text.
//!
//! The first step uses a foreign parser on hostile bytes, so programs run it in a process of its own, with limits. The
//! second is ours. Must not know processes, or how outlines are found.

#[cfg(feature = "pdf")]
mod cmap;
mod columns;
#[cfg(feature = "pdf")]
mod file;
#[cfg(feature = "pdf")]
mod font;
mod furniture;
mod hyphen;
mod paragraphs;
mod segment;
mod sheet;
#[cfg(feature = "pdf")]
mod show;
mod table;

#[cfg(feature = "pdf")]
pub use file::sheets;
pub use sheet::{Run, Sheet, Sheets};

use hyphen::Hyphenated;

use super::draft::Draft;
use super::{Dropped, MetadataDate, MetadataPlace, SkipReason, language};

/// A file that is no PDF, or one that cannot be read: damaged, locked by a password, or larger than any document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PDF cannot be read")]
pub struct Unreadable;

/// A PDF's text, with what else it says about itself.
pub(super) struct Paper {
    pub draft: Draft,
    pub metadata: Vec<MetadataDate>,
    pub dropped: Vec<Dropped>,
}

/// The lines of a PDF's text in reading order.
pub(super) fn read(sheets: &Sheets) -> Result<Paper, SkipReason> {
    let mut pages: Vec<_> = sheets.sheets.iter().map(segment::segments).collect();
    let glyphs: usize = sheets.sheets.iter().flat_map(|sheet| &sheet.runs).map(|run| run.text.chars().count()).sum();
    if glyphs == 0 || sheets.unknown * 4 > glyphs {
        return Err(SkipReason::PdfWithoutText);
    }
    let dropped = furniture::drop(&sheets.sheets, &mut pages);
    let hyphenated = Hyphenated::of(pages.iter().flatten());
    let mut lines = Vec::new();
    for (page, segments) in pages.into_iter().enumerate() {
        for column in columns::columns(segments) {
            table::lines(page, &column, &hyphenated, &mut lines);
        }
    }
    let title = sheets.title.as_deref().map(super::inline::normalize).filter(|title| !title.is_empty());
    let mut draft = Draft { title, language: None, lines: paragraphs::paragraphs(lines, &hyphenated) };
    draft.language = language::of(&draft).or_else(|| sheets.language.clone());
    let dates = sheets.dates.iter();
    let metadata = dates.map(|(name, value)| MetadataDate {
        place: MetadataPlace::Meta,
        name: name.clone(),
        value: value.clone(),
    });
    Ok(Paper { draft, metadata: metadata.collect(), dropped })
}

#[cfg(test)]
mod tests;
