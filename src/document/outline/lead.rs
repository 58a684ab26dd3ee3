//! Headings that stand at the beginning of their text's line: `8.1. **Fees:** The prices are …`.
//! Must not know levels. Bold beginnings without number are no headings: they stress words of a paragraph.

use super::contents::Contents;
use super::mark::{Class, Mark};
use super::number::{Number, Style};
use super::shape;
use crate::document::draft::{Line, LineKind};
use crate::document::heading;

/// Marks the bold beginnings of numbered lines, where a series of lines has them.
pub fn mark(lines: &[Line], contents: &Contents, found: &mut [Option<Box<Mark>>]) {
    let mut leads: Vec<Option<Box<Mark>>> =
        lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                if found[at].is_some() || contents.lines.contains(&at) { None } else { lead_in(at, line).map(Box::new) }
            })
            .collect();
    for at in 0..lines.len() {
        if leads[at].is_some() && !in_series(lines, &leads, found, at) {
            leads[at] = None;
        }
    }
    for (found, lead) in found.iter_mut().zip(leads) {
        if lead.is_some() {
            *found = lead;
        }
    }
}

/// The bold title that a numbered line begins with.
fn lead_in(at: usize, line: &Line) -> Option<Mark> {
    let item = match line.kind {
        LineKind::Paragraph => false,
        LineKind::ListItem if line.label.is_some() => true,
        _ => return None,
    };
    let cell = line.cells.first().filter(|cell| !cell.strong.is_empty())?;
    let number = heading::split_number(&cell.text).map_or(0, |(_, title)| cell.text.len() - title.len());
    let numbered = number > 0 || item;
    let strong = cell.strong.iter().find(|range| range.start <= number && range.end > number)?;
    let printed = cell.text.get(..strong.end)?.trim_end();
    let rest = cell.text.get(strong.end..)?;
    let text = rest.trim_start_matches([' ', ':', '.', '-', '–', '—', '：']);
    let title = printed.get(number..)?.trim();
    let ended = printed.ends_with(['.', ':', '?', '!'])
        || text.len() < rest.trim_start().len()
        || text.starts_with(char::is_uppercase);
    let quoted = title.starts_with(['"', '«', '\'', '(']);
    let short = shape::words(title) <= 14 && shape::is_title(title);
    let deep = |number: &Number| number.style == Style::Worded || number.style == Style::Decimal && number.depth() > 1;
    if !numbered || !ended || quoted || !short || text.is_empty() {
        return None;
    }
    let start = cell.text.len() - text.len();
    let mark = Mark::new(at, Class::LeadIn { item }, printed.trim_end_matches([' ', ':', '–', '—', '：']));
    // `a.` and `1.` before a paragraph number its points, `3.1` and an item of a list its parts.
    let stands = if number > 0 { mark.number.as_ref().is_some_and(deep) } else { item };
    stands.then_some(Mark { text: Some(start), ..mark })
}

/// Whether the lines around of the same list, or with the numbers before and after, begin so too.
fn in_series(lines: &[Line], leads: &[Option<Box<Mark>>], found: &[Option<Box<Mark>>], at: usize) -> bool {
    let Some(mark) = &leads[at] else { return false };
    match &mark.number {
        Some(number) => goes_on(number, leads, found, at),
        None => most_of_list(lines, leads, found, at),
    }
}

fn goes_on(number: &Number, leads: &[Option<Box<Mark>>], found: &[Option<Box<Mark>>], at: usize) -> bool {
    let numbers = |marks: &[Option<Box<Mark>>], range: std::ops::Range<usize>| {
        marks[range].iter().flatten().filter_map(|mark| mark.number.clone()).collect::<Vec<_>>()
    };
    let near = at.saturating_sub(40)..(at + 40).min(leads.len());
    let mut numbers_near = numbers(leads, near.clone());
    numbers_near.extend(numbers(found, near));
    numbers_near.iter().any(|other| other.leads_to(number) || number.leads_to(other))
}

/// Whether most items of the list begin with a bold title.
fn most_of_list(lines: &[Line], leads: &[Option<Box<Mark>>], found: &[Option<Box<Mark>>], at: usize) -> bool {
    let depth = lines[at].depth;
    let within = |line: &Line| line.depth >= depth && !matches!(line.kind, LineKind::Heading(_));
    let before = lines[..at].iter().rev().take(400).take_while(|line| within(line)).count();
    let after = lines[at..].iter().take(400).take_while(|line| within(line)).count();
    let range = at - before..at + after;
    let items = range.clone().filter(|at| lines[*at].kind == LineKind::ListItem && lines[*at].depth == depth).count();
    let begun = range.filter(|at| (leads[*at].is_some() || found[*at].is_some()) && lines[*at].depth == depth).count();
    begun >= 2 && begun * 10 >= items * 8
}
