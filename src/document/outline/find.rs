//! Finds the lines that are headings: of the format's own, bold from end to end, numbered, alone in a list.
//! Must not know levels, or which of them is the document's title.

use std::collections::BTreeMap;

use super::contents::Contents;
use super::mark::{Class, Mark};
use super::number::{Number, Style};
use super::{lead, shape};
use crate::document::draft::{Line, LineKind};
use crate::document::heading;

/// The headings of a draft, in order.
pub fn marks(lines: &[Line], contents: &Contents) -> Vec<Mark> {
    // Boxed: most lines of a long page are none.
    let mut found: Vec<Option<Box<Mark>>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| if contents.lines.contains(&at) { None } else { mark(at, line).map(Box::new) })
        .collect();
    join_numbers(lines, &mut found);
    from_contents(lines, contents, &mut found);
    numbered(lines, contents, &mut found);
    lone_items(lines, contents, &mut found);
    lead::mark(lines, contents, &mut found);
    settle_numbers(found.iter_mut().flatten().map(Box::as_mut).collect());
    drop_runs(lines, &mut found);
    drop_addresses(lines, &mut found);
    if found.iter().flatten().count() < 3 {
        plain_titles(lines, contents, &mut found);
    }
    drop_empty(lines, &mut found);
    let mut marks: Vec<Mark> = found.into_iter().flatten().map(|mark| *mark).collect();
    drop_repeats(&mut marks);
    marks
}

/// A line that is a heading by how it is set.
fn mark(at: usize, line: &Line) -> Option<Mark> {
    let text = line.text();
    if shape::names_contents(text) || shape::is_date_line(text) {
        return None;
    }
    if let LineKind::Heading(level) = line.kind {
        return Some(Mark::new(at, Class::Format(level), &printed(line)));
    }
    let item = match line.kind {
        LineKind::Paragraph => false,
        LineKind::ListItem => true,
        LineKind::TableRow { .. } if line.cells.iter().filter(|cell| !cell.text.is_empty()).count() == 1 => false,
        _ => return None,
    };
    let strong = line.cells.first().is_some_and(|cell| shape::covered(&cell.text, &cell.strong));
    let slanted = || line.cells.first().is_some_and(|cell| shape::covered(&cell.text, &cell.slanted));
    let caps = shape::is_caps(text);
    let class = match (strong, caps) {
        (true, true) => Class::BoldCaps { item },
        (true, false) if !item && slanted() => Class::BoldSlanted,
        (true, false) => Class::Bold { item },
        (false, true) if !item && shape::words(text) <= 10 => Class::Caps,
        _ => return None,
    };
    let anything_but_a_number = heading::split_number(text).is_none_or(|(_, title)| !title.is_empty()) || strong;
    (shape::is_title(text) && anything_but_a_number).then(|| Mark::new(at, class, &printed(line)))
}

/// The heading as a reader sees it, the number that the list or a style gives it included.
pub fn printed(line: &Line) -> String {
    match &line.label {
        Some(label) if line.depth <= 1 && heading::split_number(line.text()).is_none() => {
            format!("{label} {}", line.text())
        }
        _ => line.text().to_owned(),
    }
}

/// `Article II.` on one line and its title on the next are one heading.
fn join_numbers(lines: &[Line], found: &mut [Option<Box<Mark>>]) {
    for at in 0..lines.len() {
        let Some(next) = found.get(at + 1).and_then(Option::as_ref) else { continue };
        let text = lines[at].text();
        let number_only = heading::split_number(text).is_some_and(|(_, title)| title.is_empty());
        let set = matches!(lines[at].kind, LineKind::Heading(_))
            || lines[at].cells.first().is_some_and(|cell| !cell.strong.is_empty())
            || text.contains([' ', '§', '第']);
        if !number_only || !set || next.number.is_some() || !shape::is_title(next.heading.printed()) {
            continue;
        }
        let class = match (lines[at].kind, next.class) {
            (LineKind::Heading(level), _) => Class::Format(level),
            (_, class) => class,
        };
        let joined = Mark::new(at + 1, class, &format!("{text} {}", next.heading.printed()));
        found[at] = None;
        found[at + 1] = Some(Box::new(joined));
    }
}

/// The lines of joined headings that hold only the number.
pub fn is_joined_number(lines: &[Line], marks: &[Mark], at: usize) -> bool {
    let text = lines[at].text();
    let Ok(next) = marks.binary_search_by_key(&(at + 1), |mark| mark.line) else { return false };
    let printed = marks[next].heading.printed();
    !text.is_empty()
        && printed.len() > text.len()
        && printed.starts_with(text)
        && printed.ends_with(lines[at + 1].text())
}

/// Lines that stand in the table of contents.
fn from_contents(lines: &[Line], contents: &Contents, found: &mut [Option<Box<Mark>>]) {
    if contents.titles.is_empty() {
        return;
    }
    for (at, line) in lines.iter().enumerate() {
        let item = line.kind == LineKind::ListItem;
        if found[at].is_some() || contents.lines.contains(&at) || !(item || line.kind == LineKind::Paragraph) {
            continue;
        }
        if shape::is_title(line.text()) && contents.titles.contains(&shape::key(line.text())) {
            found[at] = Some(Box::new(Mark::new(at, Class::Plain { item }, &printed(line))));
        }
    }
}

/// Plain lines that are headings by their number, if that goes on a series and text stands below them.
fn numbered(lines: &[Line], contents: &Contents, found: &mut [Option<Box<Mark>>]) {
    let is_candidate = |at: usize| {
        let line = &lines[at];
        let text = line.text();
        let (_, title) = heading::split_number(text)?;
        let stands = line.kind == LineKind::Paragraph && !contents.lines.contains(&at);
        let bare = title.is_empty() || !shape::is_title(text) || title.ends_with('.') && shape::words(title) > 4;
        let mark = Mark::new(at, Class::Plain { item: false }, text);
        let style = mark.number.as_ref()?.style;
        let list_like = matches!(style, Style::LowerLetter | Style::LowerRoman);
        (stands && !bare && !list_like && !mark.has_bare_number()).then_some(mark)
    };
    let candidates: Vec<Mark> = (0..lines.len()).filter(|at| found[*at].is_none()).filter_map(is_candidate).collect();
    let known: Vec<(usize, Number)> =
        found.iter().flatten().filter_map(|mark| Some((mark.line, mark.number.clone()?))).collect();
    let mut groups: BTreeMap<(Style, usize), Vec<Mark>> = BTreeMap::new();
    for mark in candidates {
        if let Some(number) = &mark.number {
            groups.entry((number.style, number.depth())).or_default().push(mark);
        }
    }
    for ((style, _), marks) in groups {
        // An enumeration has its next number on the next line; a section has text below.
        let headed = marks.iter().filter(|mark| has_text_below(lines, mark.line)).count();
        let series = marks.windows(2).filter(|pair| leads(&pair[0], &pair[1])).count();
        let worded = style == Style::Worded;
        for mark in marks.iter().filter(|mark| has_text_below(lines, mark.line)) {
            let fits = mark.number.as_ref().is_some_and(|number| fits(number, mark.line, &known));
            let caps = shape::is_caps(mark.heading.title());
            let strong_series = series + 1 >= 3.min(marks.len()) && marks.len() >= 2 && headed * 3 >= marks.len() * 2;
            if strong_series || fits || worded || caps {
                found[mark.line] = Some(Box::new(mark.clone()));
            }
        }
    }
}

fn leads(mark: &Mark, next: &Mark) -> bool {
    mark.number
        .as_ref()
        .zip(next.number.as_ref())
        .is_some_and(|(number, next)| number.leads_to(next) || next.is_first())
}

/// Whether a number goes between those of the headings around it.
fn fits(number: &Number, line: usize, known: &[(usize, Number)]) -> bool {
    let at = known.partition_point(|(other, _)| *other < line);
    let before = at.checked_sub(1).map(|at| &known[at].1);
    let after = known.get(at).map(|(_, number)| number);
    before.is_some_and(|before| before.leads_to(number)) && after.is_none_or(|after| number.leads_to(after))
        || after.is_some_and(|after| number.leads_to(after)) && before.is_none_or(|before| before.holds(number))
}

/// Whether the next line is text that goes with a heading: neither an item of the same list nor another number.
fn has_text_below(lines: &[Line], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return false };
    if next.kind == LineKind::ListItem || !matches!(next.kind, LineKind::Paragraph) {
        return lines[at].kind != LineKind::ListItem || next.depth > lines[at].depth;
    }
    let sentence = next.text().chars().count() > 60 || next.text().ends_with(['.', ':', '。', '：', '?', '!', ';']);
    let own = heading::split_number(lines[at].text()).and_then(|(number, _)| Number::read(number));
    let other = heading::split_number(next.text()).and_then(|(number, _)| Number::read(number));
    sentence && !own.zip(other).is_some_and(|(own, other)| own.leads_to(&other))
}

/// Short items that stand alone in their list, with text below: headings that were written as lists.
fn lone_items(lines: &[Line], contents: &Contents, found: &mut [Option<Box<Mark>>]) {
    let is_item = |at: usize| lines.get(at).is_some_and(|line| line.kind == LineKind::ListItem);
    let alone: Vec<usize> = (0..lines.len())
        .filter(|at| {
            if !is_item(*at) || found[*at].is_some() || contents.lines.contains(at) {
                return false;
            }
            let line = &lines[*at];
            let text = line.text();
            let entry = |at: usize| !lines[at].text().ends_with(['.', ';', '。']) && lines[at].depth == line.depth;
            let beside = at.checked_sub(1).is_some_and(|before| is_item(before) && entry(before))
                || is_item(at + 1) && lines[at + 1].depth <= line.depth;
            let title = || shape::is_title(text) && !text.ends_with(['.', ':']) && shape::words(text) <= 12;
            !beside && title() && has_text_below(lines, *at)
        })
        .collect();
    let items =
        (0..lines.len()).filter(|at| is_item(*at) && lines[*at].depth == 1 && lines[*at].text().len() < 120).count();
    if alone.len() < 3 || alone.len() * 3 < items {
        return;
    }
    for at in alone {
        found[at] = Some(Box::new(Mark::new(at, Class::Plain { item: true }, &printed(&lines[at]))));
    }
}

/// Three and more bold lines after each other are an address or a form, unless they are numbered.
fn drop_runs(lines: &[Line], found: &mut [Option<Box<Mark>>]) {
    let loose = |mark: &Option<Box<Mark>>| {
        mark.as_ref().is_some_and(|mark| !mark.is_format() && mark.number.is_none() && mark.text.is_none())
    };
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len() && loose(&found[end]) {
            end += 1;
        }
        if end - start >= 3 {
            found[start..end].fill(None);
        }
        start = end.max(start + 1);
    }
}

/// A bold line among short lines is part of an address, and capitals without text below are an abbreviation.
fn drop_addresses(lines: &[Line], found: &mut [Option<Box<Mark>>]) {
    let short = |at: usize| {
        let text = lines[at].text();
        text.chars().count() < 60
            && !text.ends_with(['.', '。', '?', '!', ';'])
            && lines[at].kind == LineKind::Paragraph
    };
    for at in 0..lines.len() {
        let Some(mark) = &found[at] else { continue };
        let loose = !mark.is_format() && mark.number.is_none() && mark.text.is_none();
        if !loose || found.get(at + 1).is_some_and(Option::is_some) || has_text_below(lines, at) {
            continue;
        }
        let opened = at > 0 && lines[at - 1].text().ends_with([':', '：']);
        let between = at > 0 && found[at - 1].is_none() && short(at - 1);
        if opened || between || mark.class == Class::Caps {
            found[at] = None;
        }
    }
}

/// A bold line with nothing below, before a heading of the format or at the end, heads nothing.
fn drop_empty(lines: &[Line], found: &mut [Option<Box<Mark>>]) {
    let mut below: Option<Class> = None;
    let mut empty = true;
    for at in (0..lines.len()).rev() {
        let Some(mark) = &found[at] else {
            empty = false;
            continue;
        };
        if mark.text.is_some() {
            empty = false;
        }
        let heads_nothing = empty && mark.number.is_none() && !mark.is_format();
        let higher = below.is_none_or(|below| matches!(below, Class::Format(_)));
        if heads_nothing && higher {
            found[at] = None;
            empty = false;
            continue;
        }
        below = Some(mark.class);
        empty = true;
    }
}

/// Where little else tells, short lines between paragraphs are titles.
fn plain_titles(lines: &[Line], contents: &Contents, found: &mut [Option<Box<Mark>>]) {
    let long =
        |at: usize| lines.get(at).is_some_and(|line| line.text().chars().count() > 80 || line.text().ends_with('.'));
    let titles: Vec<usize> = (0..lines.len())
        .filter(|at| {
            let (line, text) = (&lines[*at], lines[*at].text());
            let stands = line.kind == LineKind::Paragraph && found[*at].is_none() && !contents.lines.contains(at);
            let title = shape::is_title(text) && shape::words(text) <= 10 && text.chars().count() <= 80;
            let linked = line.cells.first().is_some_and(|cell| !cell.links.is_empty());
            let value = text.contains(": ") || text.ends_with(['.', ':', '!']);
            let after_text = *at == 0 || lines[at - 1].text().ends_with(['.', ';', '!', '?', '。', ')']);
            stands && title && !linked && !value && after_text && long(at + 1)
        })
        .collect();
    if titles.len() >= 3 {
        for at in titles {
            found[at] = Some(Box::new(Mark::new(at, Class::Plain { item: false }, lines[at].text())));
        }
    }
}

/// A summary at the head that has the titles of the sections that follow it is no section itself.
fn drop_repeats(marks: &mut Vec<Mark>) {
    let keys: Vec<String> = marks.iter().map(|mark| shape::key(mark.heading.printed())).collect();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        places.entry(key).or_default().push(at);
    }
    // Where the title stands again: titles that come more than twice belong to sections that are built alike.
    let again = |at: usize| match places.get(keys[at].as_str()).map(Vec::as_slice) {
        Some([first, again]) if *first == at => Some(*again),
        _ => None,
    };
    let Some(start) = (0..keys.len().min(4)).find(|at| again(*at).is_some()) else { return };
    let goes_on =
        |at: &usize| again(*at).is_some_and(|place| *at == start || again(at - 1).is_some_and(|last| last < place));
    let end = start + (start..keys.len()).take_while(goes_on).count();
    if end - start >= 4 && again(start).is_some_and(|place| place >= end) {
        marks.drain(start..end);
    }
}

/// A bare figure is a number only where it goes on a series: `3 reasons` is none.
fn settle_numbers(mut marks: Vec<&mut Mark>) {
    let mut before: Option<Number> = None;
    for mark in &mut marks {
        mark.number = mark.heading.number().and_then(|number| Number::read_after(number, before.as_ref()));
        before = mark.number.clone().or(before);
    }
    let numbers: Vec<Option<Number>> = marks.iter().map(|mark| mark.number.clone()).collect();
    for (at, mark) in marks.into_iter().enumerate() {
        let Some(number) = mark.number.clone().filter(|_| mark.has_bare_number()) else { continue };
        let near = numbers[at.saturating_sub(12)..(at + 12).min(numbers.len())].iter().flatten();
        let series = near.clone().any(|other| other.leads_to(&number) || number.leads_to(other) || number.holds(other));
        if !series {
            *mark = mark.clone().without_number();
        }
    }
}
