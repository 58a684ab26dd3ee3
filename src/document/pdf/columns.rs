//! The order in which the parts of a page are read: columns one after the other, what spans them between.
//! Must not know what the text says.

use super::segment::Segment;

/// The fewest lines that stand side by side in columns.
const FEWEST_LINES: usize = 4;
/// The fewest letters that most text of a column has in a line; the cells of a table have less.
const FEWEST_LETTERS: usize = 16;
/// How deep columns may stand in columns.
const DEEPEST: usize = 6;
/// The most segments of a page that are looked at for columns.
const MOST: usize = 20_000;

/// A page's segments in stretches that are read one after the other, each from top to bottom.
pub(super) fn columns(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut columns = Vec::new();
    if segments.len() > MOST {
        columns.push(segments);
    } else {
        split(segments, 0, &mut columns);
    }
    columns.retain(|column| !column.is_empty());
    columns
}

fn split(segments: Vec<Segment>, depth: usize, columns: &mut Vec<Vec<Segment>>) {
    let Some(gutter) = (depth < DEEPEST).then(|| gutter(&segments)).flatten() else {
        return columns.push(segments);
    };
    let mut rest = segments.into_iter().peekable();
    let mut spanning = Vec::new();
    while rest.peek().is_some() {
        while let Some(segment) = rest.next_if(|segment| crosses(segment, gutter)) {
            spanning.push(segment);
        }
        let mut band = Vec::new();
        while let Some(segment) = rest.next_if(|segment| !crosses(segment, gutter)) {
            band.push(segment);
        }
        let (left, right): (Vec<_>, Vec<_>) = band.into_iter().partition(|segment| segment.right <= gutter);
        if are_columns(&left, &right, gutter) {
            columns.push(std::mem::take(&mut spanning));
            split(left, depth + 1, columns);
            split(right, depth + 1, columns);
        } else {
            // Both are in the order of the page already.
            let mut band: Vec<Segment> = left.into_iter().chain(right).collect();
            band.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.left.total_cmp(&b.left)));
            spanning.extend(band);
        }
    }
    columns.push(spanning);
}

fn crosses(segment: &Segment, gutter: f32) -> bool {
    segment.left < gutter && segment.right > gutter
}

/// The place that most gaps between neighbours have in common, if there is one that looks like a gutter.
fn gutter(segments: &[Segment]) -> Option<f32> {
    let mut gaps: Vec<(f32, i32)> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let near = |other: &&Segment| (other.y - segment.y).abs() < 0.7 * segment.size;
        let before = segments[..at].iter().rev().take(12).take_while(|other| other.y - segment.y < 2.0 * segment.size);
        let after = segments[at + 1..].iter().take(12).take_while(|other| segment.y - other.y < 2.0 * segment.size);
        let beside =
            before.chain(after).filter(near).map(|other| other.left).filter(|left| *left > segment.right + 1.0);
        if let Some(next) = beside.min_by(f32::total_cmp) {
            gaps.push((segment.right + 0.5, 1));
            gaps.push((next - 0.5, -1));
        }
    }
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (mut open, mut most, mut best) = (0, 0, None);
    for pair in gaps.windows(2) {
        open += pair[0].1;
        if open > most {
            (most, best) = (open, Some(f32::midpoint(pair[0].0, pair[1].0)));
        }
    }
    let place = best.filter(|_| usize::try_from(most).is_ok_and(|most| most >= FEWEST_LINES))?;
    let (left, right): (Vec<Segment>, Vec<Segment>) =
        segments.iter().filter(|segment| !crosses(segment, place)).cloned().partition(|s| s.right <= place);
    are_columns(&left, &right, place).then_some(place)
}

/// Whether two stretches side by side are running text, and no table.
fn are_columns(left: &[Segment], right: &[Segment], gutter: f32) -> bool {
    let is_column = |side: &[Segment], is_left: bool| {
        let letters = |segment: &Segment| segment.text().chars().count();
        let near = if is_left {
            side.iter().map(|segment| segment.left).fold(f32::INFINITY, f32::min)
        } else {
            side.iter().map(|segment| segment.right).fold(0.0, f32::max)
        };
        let width = (gutter - near).abs().max(1.0);
        let whole: usize = side.iter().map(letters).sum();
        let fills =
            |segment: &&Segment| segment.right - segment.left > 0.6 * width && letters(segment) >= FEWEST_LETTERS;
        let filled: Vec<usize> = side.iter().filter(fills).map(letters).collect();
        filled.len() >= FEWEST_LINES && filled.iter().sum::<usize>() * 2 >= whole
    };
    is_column(left, true) && is_column(right, false)
}
