//! Which of the first headings is the document's own title.
//! Must not know levels, or how headings are found.

use super::mark::{Class, Mark};
use super::shape;
use crate::document::draft::{Line, LineKind};

/// How many headings are looked at for one that is set as the title is.
const NEAR: usize = 200;

/// What was found at the document's head.
#[derive(Debug, Default)]
pub struct Title {
    pub text: Option<String>,
    /// The line it stands on.
    pub line: Option<usize>,
}

/// Takes the title out of the headings, with what stands around it at the head of the page and is no section.
pub fn take(lines: &[Line], marks: &mut Vec<Mark>, page_title: Option<&str>) -> Title {
    let head = head(marks);
    let first = (0..head).find(|at| is_title(lines, marks, *at, head, page_title));
    let Some(first) = first else { return from_text(lines, marks) };
    // Of several titles above each other the last one that names a document is its own.
    let mut title = first;
    let mut at = first;
    let numbered = marks.iter().any(|mark| mark.number.is_some());
    let same_sort = |other: usize| marks[other].is_format() == marks[first].is_format();
    while numbered && at + 1 < head && same_sort(at + 1) && follows(lines, &marks[at], &marks[at + 1]) {
        at += 1;
        if is_title(lines, marks, at, head, page_title) && shape::names_document(marks[at].heading.printed()) {
            title = at;
        }
    }
    let (line, text, class) = (marks[title].line, marks[title].heading.printed().to_owned(), marks[title].class);
    let key = shape::key(&text);
    let mut place = 0;
    marks.retain(|mark| {
        place += 1;
        let repeats = place <= head && mark.class <= class && shape::key(mark.heading.printed()).ends_with(&key);
        place > title + 1 && !repeats
    });
    drop_until_repeat(marks, &key);
    Title { text: Some(text), line: Some(line) }
}

/// What stands between a title and its repetition is a summary.
fn drop_until_repeat(marks: &mut Vec<Mark>, key: &str) {
    let repeat =
        marks.iter().take(12).rposition(|mark| mark.number.is_none() && shape::key(mark.heading.printed()) == key);
    if let Some(repeat) = repeat {
        marks.drain(..=repeat);
    }
}

/// How many of the first headings could be the title: those before the first number.
fn head(marks: &[Mark]) -> usize {
    let first_number = marks.iter().position(|mark| mark.number.is_some());
    first_number.unwrap_or_else(|| marks.len().min(6)).min(8)
}

fn is_title(lines: &[Line], marks: &[Mark], at: usize, head: usize, page_title: Option<&str>) -> bool {
    let mark = &marks[at];
    let text = mark.heading.printed();
    let above: usize = lines[..mark.line].iter().map(|line| line.text().chars().count()).sum();
    if above > 2500 || mark.text.is_some() {
        return false;
    }
    let named = shape::names_document(text);
    let same = page_title.is_some_and(|title| shape::key(title) == shape::key(text));
    let numbered = marks.iter().any(|mark| mark.number.is_some());
    let beside = |range: std::ops::Range<usize>| marks[range].iter().take(NEAR).any(|other| is_sibling(mark, other));
    let alone = if numbered { !beside(at + 1..head) } else { !beside(at + 1..marks.len()) };
    let top = marks.iter().enumerate().all(|(other, mark)| other <= at || mark.class > marks[at].class);
    let first = at == 0 && above < 200;
    named && (alone || first && mark.line <= 1 && mark.is_format()) || same && first || first && top && mark.is_format()
}

/// Whether another heading without number is set alike and is no repetition.
fn is_sibling(mark: &Mark, other: &Mark) -> bool {
    let (key, other_key) = (shape::key(mark.heading.printed()), shape::key(other.heading.printed()));
    let alike = match (mark.class, other.class) {
        (Class::Format(level), Class::Format(other)) => other <= level,
        (class, other) => class == other,
    };
    alike && other.number.is_none() && !other_key.ends_with(&key) && !shape::names_document(other.heading.printed())
}

/// Whether nothing but a date or a few words stands between two headings.
fn follows(lines: &[Line], mark: &Mark, next: &Mark) -> bool {
    lines[mark.line + 1..next.line].iter().all(|line| line.text().chars().count() < 60)
}

/// A first line that names a document, where no heading does.
fn from_text(lines: &[Line], marks: &[Mark]) -> Title {
    let until = marks.first().map_or(lines.len(), |mark| mark.line).min(4);
    let found = (0..until).find(|at| {
        let line = &lines[*at];
        let text = line.text();
        let linked = line.cells.first().is_some_and(|cell| !cell.links.is_empty());
        line.kind == LineKind::Paragraph
            && !linked
            && shape::is_title(text)
            && shape::words(text) <= 10
            && shape::names_document(text)
            && !text.ends_with(['.', ':'])
            && !text.contains(": ")
    });
    Title { text: found.map(|at| lines[at].text().to_owned()), line: found }
}
