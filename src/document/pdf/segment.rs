//! Puts runs together that stand on one line without a gap that a reader would notice.
//! Must not know columns or paragraphs.

use super::hyphen::Hyphenated;
use super::sheet::{Run, Sheet};

/// The gap between runs that is a space, as part of the font's size.
const SPACE: f32 = 0.13;
/// The gap that parts segments, as part of the font's size, where words are put apart by gaps alone.
const GAP: f32 = 1.0;
/// The same where words are put apart by spaces: a gap beside them means more.
const GAP_BESIDE_SPACES: f32 = 0.55;
/// How far apart baselines of one line may be, as part of the font's size: a footnote's sign stands higher.
const LINE: f32 = 0.35;

/// A run's text with its look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub bold: bool,
    pub slanted: bool,
}

/// Words that stand beside each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Segment {
    pub left: f32,
    pub right: f32,
    pub y: f32,
    /// The size of its longest run.
    pub size: f32,
    /// How many letters that has.
    longest: usize,
    pub pieces: Vec<Piece>,
}

impl Segment {
    fn new(run: &Run) -> Self {
        let mut segment = Self { left: run.x, right: run.x, y: run.y, size: run.size, longest: 0, pieces: Vec::new() };
        segment.push(run, false);
        segment
    }

    fn push(&mut self, run: &Run, space: bool) {
        self.right = self.right.max(run.x + run.width);
        let letters = letters(&run.text);
        if letters > self.longest {
            (self.y, self.size, self.longest) = (run.y, run.size, letters);
        }
        let text = if space { format!(" {}", run.text) } else { run.text.clone() };
        self.add(Piece { text, bold: run.bold, slanted: run.slanted });
    }

    /// Adds a piece, or lets the last one go on where it looks the same.
    pub fn add(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.bold == piece.bold && last.slanted == piece.slanted => last.text.push_str(&piece.text),
            _ => self.pieces.push(piece),
        }
    }

    /// Takes another segment of the same line in, a space between.
    pub fn join(&mut self, other: Self) {
        if let Some(last) = self.pieces.last_mut() {
            last.text.push(' ');
        }
        self.append(other);
    }

    /// Takes the next line in.
    pub fn join_line(&mut self, next: Self, hyphenated: &Hyphenated) {
        let end = self.pieces.last().map_or("", |piece| piece.text.trim_end());
        match hyphenated.cut(end, next.text().trim_start()) {
            Some(cut) => self.take_off(cut),
            None => self.pieces.push(Piece { text: " ".to_owned(), ..Piece::default() }),
        }
        self.append(next);
    }

    fn append(&mut self, other: Self) {
        if other.longest > self.longest {
            (self.y, self.size, self.longest) = (other.y, other.size, other.longest);
        }
        self.right = self.right.max(other.right);
        self.left = self.left.min(other.left);
        for piece in other.pieces {
            self.add(piece);
        }
    }

    /// Takes white space and `cut` bytes more off the end.
    fn take_off(&mut self, cut: usize) {
        while let Some(last) = self.pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                let length = last.text.len().saturating_sub(cut);
                last.text.truncate(if last.text.is_char_boundary(length) { length } else { last.text.len() });
                return;
            }
            self.pieces.pop();
        }
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn ends_with_space(&self) -> bool {
        self.pieces.last().is_some_and(|piece| piece.text.ends_with(char::is_whitespace))
    }

    /// Whether all that can be seen of it is bold.
    pub fn is_bold(&self) -> bool {
        self.pieces.iter().all(|piece| piece.bold || piece.text.trim().is_empty())
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A page's segments from top to bottom and, within a line, from left to right.
pub(super) fn segments(sheet: &Sheet) -> Vec<Segment> {
    let seen = sheet.runs.iter().any(|run| !run.hidden && !run.text.trim().is_empty());
    // The hidden text behind a scan is all there is; hidden beside other text nobody sees it.
    let mut runs: Vec<&Run> =
        sheet.runs.iter().filter(|run| is_sound(run) && (!run.hidden || !seen) && is_on(sheet, run)).collect();
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut segments = Vec::new();
    let has_spaces = runs.iter().any(|run| run.text.trim().contains(' '));
    for line in lines(&runs) {
        push_line(line, if has_spaces { GAP_BESIDE_SPACES } else { GAP }, &mut segments);
    }
    segments
}

fn is_sound(run: &Run) -> bool {
    [run.x, run.y, run.width, run.size].iter().all(|n| n.is_finite()) && run.size > 0.5 && !run.text.is_empty()
}

/// Whether a run stands on the part of the paper that is shown.
fn is_on(sheet: &Sheet, run: &Run) -> bool {
    run.x > -1.0 && run.x < sheet.width + 1.0 && run.y > -1.0 && run.y < sheet.height + 1.0
}

/// The runs of each line, top line first.
fn lines<'a>(runs: &[&'a Run]) -> Vec<Vec<&'a Run>> {
    let mut lines: Vec<Vec<&Run>> = Vec::new();
    let (mut y, mut size) = (f32::INFINITY, 0.0_f32);
    for run in runs {
        match lines.last_mut() {
            Some(line) if y - run.y <= LINE * size.max(run.size) => {
                // The largest letters say where the line is, whatever comes first.
                if run.size > size {
                    (y, size) = (run.y, run.size);
                }
                line.push(run);
            }
            _ => {
                (y, size) = (run.y, run.size);
                lines.push(vec![run]);
            }
        }
    }
    lines
}

fn push_line(mut line: Vec<&Run>, gap: f32, segments: &mut Vec<Segment>) {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut own: Vec<Segment> = Vec::new();
    let mut last: Option<&Run> = None;
    for run in line {
        if last.is_some_and(|last| is_printed_over(last, run)) {
            // Printed twice, a little apart, to look bold.
            if let Some(piece) = own.last_mut().and_then(|segment| segment.pieces.last_mut()) {
                piece.bold |= piece.text.trim() == run.text.trim();
            }
            continue;
        }
        last = Some(run);
        let Some(open) = own.last_mut() else {
            own.push(Segment::new(run));
            continue;
        };
        let beside_space = open.ends_with_space() || run.text.starts_with(char::is_whitespace);
        let between = run.x - open.right;
        if between < if beside_space { GAP } else { gap } * run.size.max(open.size) {
            open.push(run, between > SPACE * run.size && !beside_space);
        } else {
            own.push(Segment::new(run));
        }
    }
    own.retain(|segment| segment.pieces.iter().any(|piece| !piece.text.trim().is_empty()));
    // A dot before nothing is a drawing.
    if own.last().is_some_and(|last| last.text().trim() == "•") {
        own.pop();
    }
    segments.extend(own);
}

fn is_printed_over(last: &Run, run: &Run) -> bool {
    let near = (last.x - run.x).abs() < 0.12 * run.size && (last.y - run.y).abs() < 0.12 * run.size;
    near && last.text == run.text && !run.text.trim().is_empty()
}
