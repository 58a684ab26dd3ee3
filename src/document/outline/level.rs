//! The levels of headings, from how they are set and from their numbers.
//! Must not know lines, texts or formats.

use std::collections::BTreeMap;

use super::mark::{Class, Mark};
use super::number::{Number, Style};

/// A heading that is open: what follows stands below it until one of its level or higher comes.
struct Open<'a> {
    class: Class,
    number: Option<&'a Number>,
}

/// The level of each heading, in order, counted from 1.
pub fn levels(marks: &[Mark]) -> Vec<u8> {
    let restarts = restarts(marks);
    let mut open: Vec<Open> = Vec::new();
    let mut usual: BTreeMap<Class, usize> = BTreeMap::new();
    let mut levels = Vec::with_capacity(marks.len());
    for mark in marks {
        let above = place(mark, &open, &usual, &restarts);
        open.truncate(above);
        usual.insert(mark.class, above);
        open.push(Open { class: mark.class, number: mark.number.as_ref() });
        levels.push(u8::try_from(open.len()).unwrap_or(u8::MAX));
    }
    levels
}

/// Classes whose single numbers begin anew again and again, below headings without number.
fn restarts(marks: &[Mark]) -> BTreeMap<Class, usize> {
    let mut restarts = BTreeMap::new();
    for mark in marks {
        if mark.number.as_ref().is_some_and(|number| number.depth() == 1 && number.is_first()) {
            *restarts.entry(mark.class).or_insert(0) += 1;
        }
    }
    restarts
}

/// How many of the open headings stand above the mark.
fn place(mark: &Mark, open: &[Open], usual: &BTreeMap<Class, usize>, restarts: &BTreeMap<Class, usize>) -> usize {
    if let Some(number) = &mark.number
        && let Some(above) = by_number(mark.class, number, open)
    {
        return above;
    }
    if let Class::Format(level) = mark.class {
        return open
            .iter()
            .position(|open| !matches!(open.class, Class::Format(other) if other < level))
            .unwrap_or(open.len());
    }
    let formats = open.iter().take_while(|open| matches!(open.class, Class::Format(_))).count();
    let single = mark.number.as_ref().is_some_and(|number| number.depth() == 1 && is_main(number.style));
    if let Some(sibling) = open.iter().rposition(|open| open.class == mark.class) {
        return sibling;
    }
    if single && restarts.get(&mark.class).copied().unwrap_or(0) < 2 {
        // `Introduction`, then `1. Scope`: a first number beside a heading that has none.
        return open.iter().skip(formats).position(|open| open.number.is_none()).map_or(open.len(), |at| formats + at);
    }
    match usual.get(&mark.class) {
        Some(above) if *above <= open.len() && *above >= formats => *above,
        _ => open.iter().position(|open| open.class > mark.class).unwrap_or(open.len()),
    }
}

fn is_main(style: Style) -> bool {
    matches!(style, Style::Worded | Style::Decimal | Style::UpperRoman | Style::Ideographic)
}

/// The place that a number tells by the numbers of the open headings.
fn by_number(class: Class, number: &Number, open: &[Open]) -> Option<usize> {
    let holder = open.iter().rposition(|open| open.number.is_some_and(|above| above.holds(number)));
    if let Some(holder) = holder {
        let sibling = open.iter().skip(holder + 1).position(|open| same_depth(open.number, number));
        return Some(sibling.map_or(holder + 1, |at| holder + 1 + at));
    }
    if number.depth() > 1 {
        return open.iter().rposition(|open| same_depth(open.number, number));
    }
    // A series goes on: `6` after `5.2`, or `b` after what stands below `a`.
    let goes_on = open.iter().rposition(|open| open.number.is_some_and(|last| last.leads_to(number)));
    if goes_on.is_some() {
        return goes_on;
    }
    let is_plain = |open: &Open| open.number.is_some_and(|above| above.style == Style::Decimal && above.depth() == 1);
    if number.style == Style::Worded && !open.iter().any(|open| same_depth(open.number, number)) {
        // `Schedule 1` after `9. Notices` in the same look stands beside it, whatever stood below that.
        let beside = open.iter().position(|open| open.class == class && is_plain(open));
        if beside.is_some() {
            return beside;
        }
    }
    let sibling = open.iter().rposition(|open| open.class == class && same_depth(open.number, number));
    let other_style = open.last().is_some_and(|last| last.class == class && last.number.is_some());
    if number.is_first() && sibling.is_none() && other_style {
        return Some(open.len());
    }
    let anew = number.is_first() && sibling.is_some_and(|at| at + 1 < open.len());
    if anew { Some(open.len()) } else { sibling.filter(|_| !number.is_first()) }
}

fn same_depth(other: Option<&Number>, number: &Number) -> bool {
    other.is_some_and(|other| other.style == number.style && other.depth() == number.depth())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Class = Class::Bold { item: false };

    fn levels_of(headings: &[(Class, &str)]) -> Vec<u8> {
        levels(&headings.iter().map(|(class, printed)| Mark::new(0, *class, printed)).collect::<Vec<_>>())
    }

    #[test]
    fn the_formats_levels_are_kept_in_order_and_without_gaps() {
        let format = |level| (Class::Format(level), "A title");
        assert_eq!(levels_of(&[format(2), format(4), format(3), format(2), format(3)]), [1, 2, 2, 1, 2]);
    }

    #[test]
    fn numbers_tell_levels_where_the_setting_does_not() {
        let headings = ["1. Scope", "1.1 Rules", "1.1.1 More", "1.2 Others", "2. Fees", "2.1 Prices"];
        assert_eq!(levels_of(&headings.map(|printed| (BOLD, printed))), [1, 2, 3, 2, 1, 2]);
        let headings = ["Article 1 Scope", "1.1 Rules", "Article 2 Fees", "2.1 Prices", "2.2 Taxes"];
        assert_eq!(levels_of(&headings.map(|printed| (Class::Format(3), printed))), [1, 2, 1, 2, 2]);
    }

    #[test]
    fn letters_stand_below_what_comes_before_them() {
        let headings = ["4. Logs", "a) Scope", "b) Purpose", "5. Cookies", "a) Scope"];
        assert_eq!(levels_of(&headings.map(|printed| (BOLD, printed))), [1, 2, 2, 1, 2]);
    }

    #[test]
    fn bold_lines_stand_below_headings() {
        let (format, bold) = (Class::Format(2), BOLD);
        assert_eq!(levels_of(&[(format, "A"), (bold, "B"), (bold, "C"), (format, "D")]), [1, 2, 2, 1]);
    }

    #[test]
    fn a_schedule_stands_beside_the_numbered_sections_before_it() {
        let headings = ["1 Account", "2 Fees", "2.1 Invoices", "Schedule 1 Use", "Schedule 2 Support"];
        assert_eq!(levels_of(&headings.map(|printed| (BOLD, printed))), [1, 1, 2, 1, 1]);
        let headings = ["1. Definitions", "2. Term", "Annex A Data Processing", "Annex B Security"];
        assert_eq!(levels_of(&headings.map(|printed| (BOLD, printed))), [1, 1, 1, 1]);
    }

    #[test]
    fn an_introduction_stands_beside_the_first_number() {
        assert_eq!(
            levels_of(&[(BOLD, "Introduction"), (BOLD, "1. Scope"), (BOLD, "2. Use"), (BOLD, "Annex")]),
            [1, 1, 1, 1]
        );
    }
}
