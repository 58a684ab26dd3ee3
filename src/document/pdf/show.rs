//! Follows what a page's content draws, and writes down which text stands where.
//! Must not know lines or paragraphs.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::{Font, UNKNOWN, dictionary, float, whole};
use super::sheet::Run;

/// How deep drawings may stand in drawings.
const DEEPEST: usize = 12;
/// How many states may be put aside at once.
const MOST_STATES: usize = 256;
/// The part of a font's size by which glyphs may be pushed apart and still stand in one run.
const KERNING: f32 = 0.1;

/// What the reading of a whole PDF may still cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// Bytes of content.
    pub bytes: usize,
    /// Steps of drawing.
    pub steps: usize,
    /// Glyphs.
    pub glyphs: usize,
    /// Drawings in drawings.
    pub forms: usize,
}

/// The matrix `[a b c d e f]` of the file format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub [f32; 6]);

impl Matrix {
    pub const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `outer`.
    pub fn then(&self, outer: &Self) -> Self {
        let (inner, outer) = (self.0, outer.0);
        let row = |at: usize, moved: [f32; 2]| {
            [0, 1].map(|to| inner[at] * outer[to] + inner[at + 1] * outer[to + 2] + moved[to])
        };
        let rows = [row(0, [0.0; 2]), row(2, [0.0; 2]), row(4, [outer[4], outer[5]])];
        Self([rows[0][0], rows[0][1], rows[1][0], rows[1][1], rows[2][0], rows[2][1]])
    }
}

/// The state that `q` puts aside.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    mode: i64,
}

/// One page while it is drawn.
pub(super) struct Showing<'a> {
    pdf: &'a Document,
    pub budget: &'a mut Budget,
    fonts: &'a mut BTreeMap<ObjectId, Rc<Font>>,
    pub runs: Vec<Run>,
    pub unknown: usize,
    state: State,
    aside: Vec<State>,
    /// The drawings that are being drawn, by where they lie in memory: none is part of itself.
    forms: Vec<*const Stream>,
    text: Matrix,
    line: Matrix,
    open: Option<Run>,
    /// The corners of the path that is being drawn: left, bottom, right, top; `None` before its first point.
    path: Option<[f32; 4]>,
}

impl<'a> Showing<'a> {
    pub fn new(
        pdf: &'a Document,
        budget: &'a mut Budget,
        fonts: &'a mut BTreeMap<ObjectId, Rc<Font>>,
        place: Matrix,
    ) -> Self {
        let state = State {
            place,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        Self {
            pdf,
            budget,
            fonts,
            runs: Vec::new(),
            unknown: 0,
            state,
            aside: Vec::new(),
            forms: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            open: None,
            path: None,
        }
    }

    /// Draws some content with the resources that it may name, nearest first.
    pub fn draw(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: usize) {
        self.budget.bytes = self.budget.bytes.saturating_sub(content.len());
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { break };
            if self.budget.steps == 0 || self.budget.glyphs == 0 || self.budget.bytes == 0 {
                break;
            }
            self.budget.steps -= 1;
            self.step(&operation.operator, &operation.operands, resources, depth);
        }
        self.close();
    }

    fn step(&mut self, operator: &str, operands: &[Object], resources: &[&'a Dictionary], depth: usize) {
        let number = |at: usize| operands.get(at).and_then(|object| float(self.pdf, object)).unwrap_or(0.0);
        match operator {
            "q" if self.aside.len() < MOST_STATES => self.aside.push(self.state.clone()),
            "Q" => self.state = self.aside.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.place = matrix(&number).then(&self.state.place),
            "BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            "ET" => self.close(),
            "Tc" => self.state.char_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.scale = number(0) / 100.0,
            "TL" => self.state.leading = number(0),
            "Ts" => self.state.rise = number(0),
            "Tr" => self.state.mode = whole(number(0)),
            "Tf" => {
                self.state.size = number(1);
                self.state.font = self.font(operands.first(), resources);
            }
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "Tm" => {
                self.line = matrix(&number);
                self.text = self.line;
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show(operands.first()),
            "TJ" => self.show_pieces(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.state.word_space, self.state.char_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "m" | "l" => self.point(number(0), number(1)),
            "c" => {
                self.point(number(0), number(1));
                self.point(number(4), number(5));
            }
            "v" | "y" => self.point(number(2), number(3)),
            "re" => {
                self.point(number(0), number(1));
                self.point(number(0) + number(2), number(1) + number(3));
            }
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s" => self.paint(),
            "n" => self.path = None,
            "Do" if depth < DEEPEST => self.draw_form(operands.first(), resources, depth),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).then(&self.line);
        self.text = self.line;
    }

    /// The font of a name, read once.
    fn font(&mut self, name: Option<&Object>, resources: &[&'a Dictionary]) -> Option<Rc<Font>> {
        let name = name?.as_name().ok()?;
        let object = resources.iter().find_map(|resources| dictionary(self.pdf, resources, b"Font")?.get(name).ok())?;
        let Ok(id) = object.as_reference() else {
            return Some(Rc::new(Font::read(self.pdf, object.as_dict().ok()?)));
        };
        if let Some(font) = self.fonts.get(&id) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(self.pdf, self.pdf.get_dictionary(id).ok()?));
        self.fonts.insert(id, Rc::clone(&font));
        Some(font)
    }

    fn draw_form(&mut self, name: Option<&Object>, resources: &[&'a Dictionary], depth: usize) {
        let Some(name) = name.and_then(|name| name.as_name().ok()) else { return };
        let mut forms = resources.iter().filter_map(|resources| dictionary(self.pdf, resources, b"XObject"));
        let Some(form) = forms.find_map(|forms| forms.get_deref(name, self.pdf).ok()?.as_stream().ok()) else {
            return;
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        if self.budget.forms == 0 || self.forms.contains(&std::ptr::from_ref(form)) {
            return;
        }
        self.budget.forms -= 1;
        let Ok(content) = form.get_plain_content_with_limit(self.budget.bytes) else { return };
        let before = (self.state.clone(), self.text, self.line, self.aside.len());
        if let Some(numbers) = super::font::array(self.pdf, &form.dict, b"Matrix") {
            let number = |at: usize| numbers.get(at).and_then(|object| float(self.pdf, object)).unwrap_or(0.0);
            self.state.place = matrix(&number).then(&self.state.place);
        }
        let own = dictionary(self.pdf, &form.dict, b"Resources");
        let resources: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).take(DEEPEST).collect();
        self.forms.push(std::ptr::from_ref(form));
        self.draw(&content, &resources, depth + 1);
        self.forms.pop();
        self.aside.truncate(before.3);
        (self.state, self.text, self.line) = (before.0, before.1, before.2);
    }

    fn show_pieces(&mut self, pieces: Option<&Object>) {
        let Some(pieces) = pieces.and_then(|pieces| pieces.as_array().ok()) else { return };
        for piece in pieces {
            match float(self.pdf, piece) {
                Some(back) => {
                    let across = -back / 1000.0 * self.state.size * self.state.scale;
                    self.text = Matrix::moved(across, 0.0).then(&self.text);
                }
                None => self.show(Some(piece)),
            }
        }
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return };
        let Some(font) = self.state.font.clone() else { return };
        for glyph in font.glyphs(bytes) {
            if self.budget.glyphs == 0 {
                return;
            }
            self.budget.glyphs -= 1;
            self.unknown += usize::from(glyph.text.starts_with(UNKNOWN));
            let space = self.state.char_space + if glyph.is_space { self.state.word_space } else { 0.0 };
            let width = glyph.width / 1000.0 * self.state.size * self.state.scale;
            self.put(&font, &glyph.text, width);
            self.text = Matrix::moved(width + space * self.state.scale, 0.0).then(&self.text);
        }
    }

    /// Writes a glyph down: at the end of the open run where it goes on there, else as a new one.
    fn put(&mut self, font: &Font, text: &str, width: f32) {
        let place = self.text.then(&self.state.place);
        let [right, up, over, rising, left, base] = place.0;
        let (x, y) = (left + self.state.rise * over, base + self.state.rise * rising);
        let (across, size) = (right.hypot(up), self.state.size.abs() * over.hypot(rising));
        // Text that is turned is a watermark or a note in the margin; in mirrors nobody reads.
        let is_upright = up.abs() <= 0.1 * right.abs() && right * self.state.size * self.state.scale > 0.0;
        let is_sound = [x, y, size, width].iter().all(|n| n.is_finite() && n.abs() < 20_000.0) && size > 0.5;
        if !is_upright || !is_sound || font.is_vertical() {
            return self.close();
        }
        let width = (width * across).abs();
        let hidden = matches!(self.state.mode, 3 | 7);
        let bold = font.bold || self.state.mode == 2;
        if let Some(open) = &mut self.open {
            let gap = x - (open.x + open.width);
            let is_next = gap.abs() < KERNING * size && (y - open.y).abs() < 0.01 * size;
            let is_alike = (size - open.size).abs() < 0.01 * size && bold == open.bold && hidden == open.hidden;
            if is_next && is_alike && font.slanted == open.slanted {
                open.text.push_str(text);
                open.width = x + width - open.x;
                return;
            }
        }
        self.close();
        self.open = Some(Run { x, y, width, size, bold, slanted: font.slanted, hidden, text: text.to_owned() });
    }

    fn point(&mut self, x: f32, y: f32) {
        let [.., x, y] = Matrix::moved(x, y).then(&self.state.place).0;
        let [left, bottom, right, top] = self.path.unwrap_or([x, y, x, y]);
        self.path = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }

    /// Some programs draw the bullets of lists instead of setting them.
    fn paint(&mut self) {
        let Some([left, bottom, right, top]) = self.path.take() else { return };
        let (width, height) = (right - left, top - bottom);
        let is_bullet =
            (1.5..8.0).contains(&width) && (1.5..8.0).contains(&height) && (width - height).abs() < 0.4 * width;
        if is_bullet && [left, bottom].iter().all(|n| n.is_finite() && n.abs() < 20_000.0) {
            self.close();
            let size = height * 3.0;
            let y = f32::midpoint(bottom, top) - 0.3 * size;
            let look = Run { x: left, y, width, size, ..Run::default() };
            self.runs.push(Run { text: "•".to_owned(), ..look });
        }
    }

    fn close(&mut self) {
        self.runs.extend(self.open.take());
    }
}

fn matrix(number: &dyn Fn(usize) -> f32) -> Matrix {
    Matrix([number(0), number(1), number(2), number(3), number(4), number(5)])
}
