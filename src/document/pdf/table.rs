//! The lines of a column: those that stand side by side in cells as rows of a table, all others whole.
//! Must not know paragraphs.

use super::hyphen::Hyphenated;
use super::segment::Segment;

/// How far apart baselines may be for texts to stand side by side, as part of the font's size: cells are often centred.
const BESIDE: f32 = 0.95;
/// The distance of lines, in multiples of their size, above which they are not of one cell.
const LEADING: f32 = 1.7;

/// The most segments of one table that are looked at together.
const MOST: usize = 200;
/// How much farther apart the lines of two cells are than those of one.
const PARTED: f32 = 1.12;

/// A line of text, or a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    Text(TextLine),
    Row(Vec<Segment>),
}

/// A line of text with the column that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLine {
    pub page: usize,
    /// Where the column's lines begin and end.
    pub left: f32,
    pub right: f32,
    pub words: Segment,
}

/// Adds a column's lines.
pub(super) fn lines(page: usize, column: &[Segment], hyphenated: &Hyphenated, lines: &mut Vec<Line>) {
    let left = column.iter().map(|segment| segment.left).fold(f32::INFINITY, f32::min);
    let right = column.iter().map(|segment| segment.right).fold(0.0, f32::max);
    let segments = with_labels(column);
    let mut at = 0;
    while at < segments.len() {
        let length = stretch(&segments[at..]);
        if length > 1
            && let Some(rows) = rows(&segments[at..at + length], hyphenated)
        {
            lines.extend(rows.into_iter().map(Line::Row));
        } else {
            let whole = baselines(&segments[at..at + length.max(1)]).into_iter().filter_map(|line| {
                line.into_iter().reduce(|mut words, other| {
                    words.join(other);
                    words
                })
            });
            lines.extend(whole.map(|words| Line::Text(TextLine { page, left, right, words })));
        }
        at += length.max(1);
    }
}

/// The segments by their baselines.
fn baselines(segments: &[Segment]) -> Vec<Vec<Segment>> {
    let mut lines: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line) if line[0].y - segment.y <= 0.35 * line[0].size.max(segment.size) => line.push(segment.clone()),
            _ => lines.push(vec![segment.clone()]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines
}

/// Each list's sign or number together with what it stands before.
fn with_labels(column: &[Segment]) -> Vec<Segment> {
    let mut joined = Vec::with_capacity(column.len());
    for mut line in baselines(column) {
        if line.len() > 1 && is_label(&line[0].text()) {
            let words = line.remove(1);
            line[0].join(words);
        }
        joined.extend(line);
    }
    joined
}

/// Whether a text is what stands before a list item or a section: a bullet, `1.`, `(a)`, `2.3`.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let has_word = text.chars().any(char::is_alphanumeric);
    let is_number = text.ends_with(['.', ')', ':']) || text.chars().all(|c| c.is_ascii_digit() || c == '.');
    text.chars().count() <= 6 && (is_number || !has_word)
}

fn are_beside(one: &Segment, other: &Segment) -> bool {
    (one.y - other.y).abs() < BESIDE * one.size.max(other.size) && (one.right <= other.left || other.right <= one.left)
}

/// How many segments from the first on stand side by side or go on below such.
fn stretch(segments: &[Segment]) -> usize {
    let mut length = 0;
    for (at, segment) in segments.iter().enumerate().take(MOST) {
        let before = segments[..at].iter().rev().take(8);
        let after = segments[at + 1..].iter().take(8);
        let is_beside = before.chain(after).any(|other| are_beside(segment, other));
        if is_beside {
            let is_far = at > 0 && segments[at - 1].y - segment.y > 4.0 * segment.size;
            if at > 0 && (length < at && !goes_on(&segments[..at], &segments[length..at]) || is_far) {
                break;
            }
            length = at + 1;
        } else if at == 0 || segments[at - 1].y - segment.y > 3.5 * segment.size {
            break;
        }
    }
    if length > 0 {
        // The last cell may have further lines.
        let more = &segments[length..];
        let columns = columns(&segments[..length]);
        let close = more
            .iter()
            .zip(&segments[length - 1..])
            .take_while(|(line, above)| above.y - line.y < LEADING * line.size && column(&columns, line).is_some());
        length += close.count();
    }
    length
}

/// Whether lines without neighbours are further lines of cells above.
fn goes_on(above: &[Segment], lines: &[Segment]) -> bool {
    let columns = columns(&above[..above.len() - lines.len()]);
    lines.iter().all(|line| column(&columns, line).is_some())
}

/// The column in which a line stands that has no neighbour, if it stands in only one and not in the first of
/// a table whose cells it overlaps.
fn column(columns: &[(f32, f32)], line: &Segment) -> Option<usize> {
    let mut over = columns.iter().enumerate().filter(|(_, (left, right))| line.left < *right && line.right > *left);
    let (at, _) = over.next()?;
    let next_begins = columns.get(at + 1).map_or(f32::INFINITY, |(left, _)| *left);
    (columns.len() > 1 && over.next().is_none() && line.right < next_begins && at > 0).then_some(at)
}

/// The stretches of the page's width that some segments cover, from left to right.
fn columns(segments: &[Segment]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = segments.iter().map(|segment| (segment.left, segment.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some(last) if left < last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// Lines of one cell.
struct Cell {
    column: usize,
    top: f32,
    bottom: f32,
    /// The baseline of its last line.
    base: f32,
    words: Segment,
}

/// The rows of a table; `None` when the segments are none.
fn rows(segments: &[Segment], hyphenated: &Hyphenated) -> Option<Vec<Vec<Segment>>> {
    let columns = columns(segments);
    let mut cells = cells(segments, &columns, hyphenated);
    cells.sort_by(|a, b| b.top.total_cmp(&a.top));
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    let mut bottom = f32::INFINITY;
    for cell in cells {
        // What overlaps in height stands in one row, wherever in its cell it stands.
        if cell.top <= bottom {
            rows.push(vec![Segment::default(); columns.len()]);
            bottom = cell.bottom;
        }
        bottom = bottom.min(cell.bottom);
        let present = &mut rows.last_mut()?[cell.column];
        if present.pieces.is_empty() {
            *present = cell.words;
        } else {
            present.join_line(cell.words, hyphenated);
        }
    }
    let full = rows.iter().filter(|row| row.iter().filter(|cell| !cell.pieces.is_empty()).count() > 1).count();
    (columns.len() > 1 && full > 1).then_some(rows)
}

/// The cells of each column from top to bottom.
fn cells(segments: &[Segment], columns: &[(f32, f32)], hyphenated: &Hyphenated) -> Vec<Cell> {
    let cell = |column: usize, line: &Segment| {
        let (top, bottom) = (line.y + 0.7 * line.size, line.y - 0.2 * line.size);
        Cell { column, top, bottom, base: line.y, words: line.clone() }
    };
    let within = |(left, right): &(f32, f32)| {
        let (left, right) = (*left, *right);
        segments.iter().filter(move |one| one.left >= left && one.right <= right)
    };
    let lines: Vec<Cell> = columns
        .iter()
        .enumerate()
        .flat_map(|(column, span)| within(span).map(move |line| cell(column, line)))
        .collect();
    let gap = |pair: &[Cell]| (pair[0].words.y - pair[1].words.y) / pair[1].words.size;
    let gaps: Vec<f32> = lines.windows(2).filter(|pair| pair[0].column == pair[1].column).map(gap).collect();
    let pitch = gaps.iter().copied().filter(|gap| *gap > 0.5).fold(f32::INFINITY, f32::min);
    // Where all lines are equally far apart, every line is a row.
    let has_long_cells = pitch < LEADING && gaps.iter().any(|gap| *gap > PARTED * pitch);
    let mut cells: Vec<Cell> = Vec::new();
    for line in lines {
        match cells.last_mut() {
            Some(cell)
                if has_long_cells
                    && cell.column == line.column
                    && cell.base - line.base <= PARTED * pitch * line.words.size =>
            {
                (cell.bottom, cell.base) = (line.bottom, line.base);
                cell.words.join_line(line.words, hyphenated);
            }
            _ => cells.push(line),
        }
    }
    cells
}
