//! Since which version each sentence of a version stands, in a terminal.
//! Must not know how origins are found.

use super::paragraph::{Paragraph, columns, padded};
use super::{Ink, Style};
use crate::report::wording;
use crate::timeline::{Timeline, Version};

/// The version's sentences in document order, each after the version and the day since which it stands without
/// interruption. `origins` holds one version number for every sentence.
pub fn blame(timeline: &Timeline, version: &Version, origins: &[u32], style: Style) -> String {
    let margin = Margin::of(timeline);
    let mut text = heading(timeline, version, origins, style);
    let mut section_shown = None;
    let mut origin_shown = None;
    for ((section, _, sentence), &origin) in version.document.sentences().zip(origins) {
        if section_shown != Some(section) {
            section_shown = Some(section);
            origin_shown = None;
            if let Some(heading) = &version.document.sections[section].heading {
                let words = Paragraph::of(Ink::Strong, heading.printed());
                text.push_str(margin.empty().trim_end());
                text.push('\n');
                text.push_str(&words.lines(style, &margin.empty(), &margin.empty()));
            }
        }
        // The margin says it once for a run of sentences of one age.
        let first = if origin_shown == Some(origin) { margin.empty() } else { margin.of_version(timeline, origin) };
        origin_shown = Some(origin);
        let ink = if origin == version.n && origin > 1 { Ink::Added } else { Ink::Plain };
        text.push_str(&Paragraph::of(ink, &sentence.text).lines(style, &first, &margin.empty()));
    }
    text
}

fn heading(timeline: &Timeline, version: &Version, origins: &[u32], style: Style) -> String {
    let name = format!("{}@{}", timeline.policy, version.n);
    let mut ages: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for &origin in origins {
        *ages.entry(origin).or_default() += 1;
    }
    let ages: Vec<String> = ages
        .into_iter()
        .map(|(origin, number)| format!("{} since version {origin}", wording::count_of(number, "sentence")))
        .collect();
    let mut text = Paragraph::of(Ink::Strong, &name).lines(style, "", "");
    text.push_str(&Paragraph::of(Ink::Plain, &ages.join(", ")).lines(style, "", "  "));
    if let Some(note) = &version.provenance.note {
        text.push_str(&Paragraph::of(Ink::Strong, &format!("note: {note}")).lines(style, "", "  "));
    }
    text
}

/// The column left of the text: version and day.
struct Margin {
    width: usize,
}

impl Margin {
    fn of(timeline: &Timeline) -> Self {
        let widest = timeline.versions.last().map(|version| Self::words(timeline, version.n)).unwrap_or_default();
        Self { width: columns(&widest) }
    }

    fn words(timeline: &Timeline, n: u32) -> String {
        let day = timeline.version(n).map(|version| version.first_seen.day().to_string()).unwrap_or_default();
        format!("v{n} {day}")
    }

    fn of_version(&self, timeline: &Timeline, n: u32) -> String {
        format!("{} \u{2502} ", padded(&Self::words(timeline, n), self.width))
    }

    fn empty(&self) -> String {
        format!("{} \u{2502} ", " ".repeat(self.width))
    }
}
