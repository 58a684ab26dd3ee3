//! Where a document's sections stand. Must not know how a place is printed.

use crate::document::Document;

/// For every section the headings above and at it, outermost first: `Document::path` for all sections in one pass.
pub(super) fn paths(document: &Document) -> Vec<Vec<&str>> {
    let mut above: Vec<(u8, &str)> = Vec::new();
    let sections = document.sections.iter();
    sections
        .map(|section| {
            if let Some(heading) = &section.heading {
                while above.last().is_some_and(|(level, _)| *level >= section.level) {
                    above.pop();
                }
                above.push((section.level, heading.printed()));
            }
            above.iter().map(|(_, heading)| *heading).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Heading, Section};

    #[test]
    fn the_paths_of_all_sections_are_those_of_each() {
        let section = |level, title| Section { level, heading: Some(Heading::plain(title)), blocks: Vec::new() };
        let start = Section { level: 0, heading: None, blocks: Vec::new() };
        let document = Document {
            sections: vec![start, section(2, "a"), section(1, "b"), section(3, "c"), section(2, "d"), section(1, "e")],
            ..Document::default()
        };
        for (index, path) in paths(&document).into_iter().enumerate() {
            assert_eq!(path, document.path(index), "section {index}");
        }
    }
}
