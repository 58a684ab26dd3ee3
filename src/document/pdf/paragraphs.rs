//! Puts lines together to paragraphs, list items and headings, as their places and sizes tell.
//! Must not know the outline: which bold or numbered lines are headings is decided there.

use super::hyphen::Hyphenated;
use super::segment::{Piece, Segment};
use super::table::{Line, TextLine};
use crate::document::draft::{self, Inline, InlineWriter, LineKind, Setting};
use crate::document::model::DEEPEST_LIST;

/// How much larger than the text a heading is set.
const HEADING: f32 = 1.13;
/// The most letters of a heading.
const LONGEST_HEADING: usize = 300;
const BULLETS: &[char] = &['•', '·', '‣', '◦', '▪', '●', '○', '■', '□', '–', '-', '*', '∙', '➢', '✓', '❖', '►', '⁃'];

/// What the lines of the whole document have in common.
struct Manner {
    /// The size of most letters.
    size: f32,
    /// The usual distance of lines, as a multiple of their size.
    leading: f32,
    /// The sizes of headings, largest first.
    headings: Vec<f32>,
    /// Where list items begin, leftmost first.
    indents: Vec<f32>,
}

/// The lines of a draft.
pub(super) fn paragraphs(lines: Vec<Line>, hyphenated: &Hyphenated) -> Vec<draft::Line> {
    let manner = Manner::of(&lines);
    let mut reader = Reader { manner, hyphenated, open: None, lines: Vec::new() };
    for line in lines {
        match line {
            Line::Text(line) => reader.text(line),
            Line::Row(cells) => reader.row(&cells),
        }
    }
    reader.close();
    reader.lines
}

impl Manner {
    fn of(lines: &[Line]) -> Self {
        let texts = || {
            lines.iter().filter_map(|line| match line {
                Line::Text(line) => Some(line),
                Line::Row(_) => None,
            })
        };
        let weight = |line: &TextLine| line.words.text().chars().filter(|c| !c.is_whitespace()).count();
        let size = weighted_middle(texts().map(|line| (line.words.size, weight(line))).collect()).unwrap_or(10.0);
        let pairs = texts().zip(texts().skip(1));
        let gaps =
            pairs.filter(|(above, below)| is_same_column(above, below) && is_alike(above.words.size, below.words.size));
        let gaps = gaps.map(|(above, below)| ((above.words.y - below.words.y) / below.words.size, 1));
        let leading = weighted_middle(gaps.filter(|(gap, _)| (0.8..2.5).contains(gap)).collect()).unwrap_or(1.2);
        let mut headings: Vec<f32> = Vec::new();
        let mut sizes: Vec<f32> = texts().map(|line| line.words.size).filter(|other| *other > size * HEADING).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        for size in sizes {
            if headings.last().is_none_or(|last| !is_alike(*last, size)) {
                headings.push(size);
            }
        }
        let mut indents: Vec<f32> = Vec::new();
        let mut lefts: Vec<f32> =
            texts().filter(|line| is_item(line)).map(|line| line.words.left - line.left).collect();
        lefts.sort_by(f32::total_cmp);
        for left in lefts {
            if indents.last().is_none_or(|last| left - last > 0.6 * size) {
                indents.push(left);
            }
        }
        Self { size, leading, headings, indents }
    }

    /// The level of a heading of this size; `None` for text.
    fn level(&self, size: f32) -> Option<u8> {
        let rank = self.headings.iter().position(|heading| is_alike(*heading, size))?;
        (size > self.size * HEADING).then(|| u8::try_from(rank + 1).unwrap_or(6).min(6))
    }

    /// In how many lists an item stands that begins here.
    fn depth(&self, left: f32) -> u8 {
        let rank = self.indents.iter().rposition(|indent| left >= indent - 0.3 * self.size).unwrap_or(0);
        u8::try_from(rank + 1).unwrap_or(DEEPEST_LIST).min(DEEPEST_LIST)
    }
}

/// The middle of some numbers, each counted as often as it weighs.
fn weighted_middle(mut numbers: Vec<(f32, usize)>) -> Option<f32> {
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole: usize = numbers.iter().map(|(_, weight)| weight).sum();
    let mut before = 0;
    numbers.into_iter().find_map(|(number, weight)| {
        before += weight;
        (before * 2 >= whole).then_some(number)
    })
}

fn is_alike(one: f32, other: f32) -> bool {
    (one - other).abs() <= 0.04 * one.max(other)
}

fn is_same_column(above: &TextLine, below: &TextLine) -> bool {
    above.page == below.page && (above.left - below.left).abs() < 1.0 && (above.right - below.right).abs() < 1.0
}

fn is_item(line: &TextLine) -> bool {
    let text = line.words.text();
    bullet(&text).is_some() || line.words.left - line.left > 0.8 * line.words.size && begins_with_number(&text)
}

/// What follows a bullet.
fn bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.strip_prefix(BULLETS).or_else(|| text.strip_prefix("o ").map(|_| &text[1..]))?;
    let words = rest.trim_start();
    let is_spaced = rest.len() > words.len() || text.starts_with(['•', '▪', '●', '■', '◦', '○']);
    (is_spaced && !words.is_empty()).then_some(words)
}

/// Whether a line begins with a number or letter of its own: `1.`, `2.3`, `(a)`, `iv)`.
fn begins_with_number(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_closed = first.ends_with(['.', ')', ':']) || first.starts_with('(');
    let number = first.trim_matches(['(', ')', '.', ':']);
    let is_short = !number.is_empty() && number.len() <= 8;
    let is_decimal =
        number.split('.').all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
    let is_letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
    let is_roman = number.bytes().all(|b| b"ivxIVX".contains(&b));
    is_short && (is_decimal && (is_closed || number.contains('.')) || is_closed && (is_letter || is_roman))
}

struct Reader<'a> {
    manner: Manner,
    hyphenated: &'a Hyphenated,
    open: Option<Open>,
    lines: Vec<draft::Line>,
}

/// A paragraph whose lines are still coming.
struct Open {
    kind: LineKind,
    depth: u8,
    label: Option<String>,
    words: Segment,
    /// Where the text of a list item's further lines begins.
    hang: Option<f32>,
    last: TextLine,
}

impl Reader<'_> {
    fn text(&mut self, line: TextLine) {
        if let Some(open) = &mut self.open
            && goes_on(open, &line, &self.manner)
        {
            open.words.join_line(line.words.clone(), self.hyphenated);
            open.hang.get_or_insert(line.words.left);
            open.last = line;
            return;
        }
        self.close();
        self.begin(line);
    }

    fn begin(&mut self, line: TextLine) {
        let text = line.words.text();
        let mut words = line.words.clone();
        let mut label = None;
        let indent = line.words.left - line.left;
        let (kind, depth) = if let Some(level) = self.manner.level(line.words.size) {
            (LineKind::Heading(level), 0)
        } else if let Some(rest) = bullet(&text) {
            take_front(&mut words.pieces, text.len() - rest.len());
            (LineKind::ListItem, self.manner.depth(indent))
        } else if indent > 0.8 * line.words.size && begins_with_number(&text) && !line.words.is_bold() {
            // At the edge it may be a section's number, which the outline tells.
            let number = text.split_whitespace().next().unwrap_or_default();
            take_front(&mut words.pieces, text.len() - text.trim_start().len() + number.len());
            label = Some(number.to_owned());
            (LineKind::ListItem, self.manner.depth(indent))
        } else {
            (LineKind::Paragraph, 0)
        };
        self.open = Some(Open { kind, depth, label, words, hang: None, last: line });
    }

    fn row(&mut self, cells: &[Segment]) {
        self.close();
        let header = cells.iter().all(Segment::is_bold)
            && !matches!(self.lines.last(), Some(draft::Line { kind: LineKind::TableRow { .. }, .. }));
        let cells: Vec<Inline> = cells.iter().map(|cell| inline(&cell.pieces)).collect();
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            let kind = LineKind::TableRow { header };
            self.lines.push(draft::Line { cells, ..draft::Line::new(kind, Inline::default()) });
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let inline = inline(&open.words.pieces);
        if inline.text.is_empty() {
            return;
        }
        let kind = match open.kind {
            LineKind::Heading(_) if inline.text.chars().count() > LONGEST_HEADING => LineKind::Paragraph,
            kind => kind,
        };
        self.lines.push(draft::Line { depth: open.depth, label: open.label, ..draft::Line::new(kind, inline) });
    }
}

/// Whether a line goes on with what is open.
fn goes_on(open: &Open, line: &TextLine, manner: &Manner) -> bool {
    let (last, text) = (&open.last, line.words.text());
    let size = line.words.size;
    let is_heading = matches!(open.kind, LineKind::Heading(_));
    if !is_alike(last.words.size, size) || bullet(&text).is_some() || (begins_with_number(&text) && !is_heading) {
        return false;
    }
    if last.words.is_bold() != line.words.is_bold() && (last.words.is_bold() || ends_sentence(&last.words)) {
        return false;
    }
    if !is_same_column(last, line) {
        return flows_on(open, line);
    }
    let gap = (last.words.y - line.words.y) / size;
    if gap < 0.5 || gap > manner.leading.max(1.0) * 1.22 {
        return false;
    }
    if is_heading {
        return true;
    }
    let is_indented = line.words.left > last.words.left + 0.8 * size;
    if let Some(hang) = open.hang {
        return (line.words.left - hang).abs() < 0.8 * size || !is_indented && !is_short(last, size);
    }
    match open.kind {
        // The second line of an item stands below its words, or below its bullet.
        LineKind::ListItem => line.words.left >= last.words.left - 0.3 * size && !is_short(last, size),
        // After a first line that was indented all others stand at the edge.
        _ => {
            !is_indented && !(is_short(last, size) && (ends_sentence(&last.words) || begins_upper(&text)))
                || hangs(last, line, size)
        }
    }
}

/// Whether a numbered line goes on below its words.
fn hangs(last: &TextLine, line: &TextLine, size: f32) -> bool {
    begins_with_number(&last.words.text()) && !is_short(last, size) && line.words.left < last.words.left + 5.0 * size
}

/// Whether a paragraph goes on in the next column or on the next page.
fn flows_on(open: &Open, line: &TextLine) -> bool {
    let text = line.words.text();
    if matches!(open.kind, LineKind::Heading(_)) || ends_sentence(&open.last.words) {
        return false;
    }
    let last = open.last.words.text();
    let begins_lower =
        text.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(' || c == '"');
    begins_lower
        || last.trim_end().ends_with([',', '-'])
        || !is_short(&open.last, line.words.size) && !open.last.words.is_bold()
}

/// Whether a line ends so far from the edge that a word more would have fitted.
fn is_short(line: &TextLine, size: f32) -> bool {
    line.right - line.words.right > 6.0 * size
}

fn ends_sentence(words: &Segment) -> bool {
    words
        .text()
        .trim_end()
        .trim_end_matches(['"', '\u{201D}', ')', '\'', '\u{2019}'])
        .ends_with(['.', ':', '!', '?', ';', '。'])
}

fn begins_upper(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Takes bytes off the front.
fn take_front(pieces: &mut Vec<Piece>, mut bytes: usize) {
    while bytes > 0 && !pieces.is_empty() {
        let length = pieces[0].text.len();
        if length <= bytes {
            pieces.remove(0);
            bytes -= length;
        } else {
            pieces[0].text = pieces[0].text.get(bytes..).unwrap_or_default().to_owned();
            return;
        }
    }
}

fn inline(pieces: &[Piece]) -> Inline {
    let mut writer = InlineWriter::default();
    for piece in pieces {
        writer.push(&piece.text, Setting { strong: piece.bold, slanted: piece.slanted }, None);
    }
    writer.finish()
}
