//! Reads the file format: which pages there are, what they show, and what the file says about itself.
//! The only place, with its fonts and its drawing, that names the foreign crate. Must not know what the text means.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::Unreadable;
use super::font::{Font, float, whole};
use super::sheet::{Sheet, Sheets};
use super::show::{Budget, Matrix, Showing};

/// The most bytes that one stream may unfold to.
const LARGEST_STREAM: usize = 32 << 20;
/// What a whole PDF may cost.
const BUDGET: Budget = Budget { bytes: 128 << 20, steps: 10_000_000, glyphs: 3_000_000, forms: 20_000 };
/// The most pages that are read.
const MOST_PAGES: usize = 2000;

/// What stands on the pages of a PDF. What cannot be drawn is left out; a file that is no PDF is refused.
pub fn sheets(bytes: &[u8]) -> Result<Sheets, Unreadable> {
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
    let pdf = Document::load_mem_with_options(bytes, options).map_err(|_| Unreadable)?;
    if pdf.is_encrypted() && !pdf.was_encrypted() {
        return Err(Unreadable);
    }
    let mut sheets = Sheets { title: title(&pdf), language: language(&pdf), dates: dates(&pdf), ..Sheets::default() };
    let (mut budget, mut fonts) = (BUDGET, BTreeMap::new());
    for page in pdf.page_iter().take(MOST_PAGES) {
        let (sheet, unknown) = sheet(&pdf, page, &mut budget, &mut fonts);
        sheets.unknown += unknown;
        sheets.sheets.push(sheet);
    }
    let is_spent = budget.bytes == 0 || budget.steps == 0 || budget.glyphs == 0;
    if sheets.sheets.is_empty() || is_spent { Err(Unreadable) } else { Ok(sheets) }
}

fn sheet(
    pdf: &Document,
    page: ObjectId,
    budget: &mut Budget,
    fonts: &mut BTreeMap<ObjectId, Rc<Font>>,
) -> (Sheet, usize) {
    let [left, bottom, right, top] = page_box(pdf, page);
    let (width, height) = (right - left, top - bottom);
    let turned = inherited(pdf, page, b"Rotate").and_then(|object| float(pdf, object)).map_or(0, whole);
    let (place, width, height) = match turned.rem_euclid(360) {
        90 => (Matrix([0.0, -1.0, 1.0, 0.0, -bottom, right]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, -1.0, right, top]), width, height),
        270 => (Matrix([0.0, 1.0, -1.0, 0.0, top, -left]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, 1.0, -left, -bottom]), width, height),
    };
    let resources: Vec<&Dictionary> =
        inherited(pdf, page, b"Resources").and_then(|r| r.as_dict().ok()).into_iter().collect();
    let content = pdf.get_page_content_with_limit(page, budget.bytes).unwrap_or_default();
    let mut showing = Showing::new(pdf, budget, fonts, place);
    showing.draw(&content, &resources, 0);
    (Sheet { width, height, runs: showing.runs }, showing.unknown)
}

/// The part of the paper that is shown: left, bottom, right, top.
fn page_box(pdf: &Document, page: ObjectId) -> [f32; 4] {
    let read = |key: &[u8]| {
        let corners: Vec<f32> =
            inherited(pdf, page, key)?.as_array().ok()?.iter().filter_map(|n| float(pdf, n)).collect();
        let &[x1, y1, x2, y2] = corners.as_slice() else { return None };
        let corners = [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)];
        let is_sound = corners[2] - corners[0] > 1.0 && corners[3] - corners[1] > 1.0;
        (is_sound && corners.iter().all(|n| n.abs() < 20_000.0)).then_some(corners)
    };
    read(b"CropBox").or_else(|| read(b"MediaBox")).unwrap_or([0.0, 0.0, 612.0, 792.0])
}

/// An entry of a page, or of the nearest node above it that has it.
fn inherited<'a>(pdf: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = pdf.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(object) = node.get_deref(key, pdf) {
            return Some(object);
        }
        node = pdf.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

fn info(pdf: &Document) -> Option<&Dictionary> {
    super::font::dictionary(pdf, &pdf.trailer, b"Info")
}

fn title(pdf: &Document) -> Option<String> {
    let title = lopdf::decode_text_string(info(pdf)?.get_deref(b"Title", pdf).ok()?).ok()?;
    let title: String = title.chars().take(1000).collect();
    Some(title).filter(|title| !title.trim().is_empty())
}

fn language(pdf: &Document) -> Option<String> {
    let language = lopdf::decode_text_string(pdf.catalog().ok()?.get_deref(b"Lang", pdf).ok()?).ok()?;
    let primary = language.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary)
}

/// When the file says that it was made and changed.
fn dates(pdf: &Document) -> Vec<(String, String)> {
    let Some(info) = info(pdf) else { return Vec::new() };
    let date = |name: &str| {
        let written = lopdf::decode_text_string(info.get_deref(name.as_bytes(), pdf).ok()?).ok()?;
        Some((name.to_owned(), iso(&written)?))
    };
    ["CreationDate", "ModDate"].into_iter().filter_map(date).collect()
}

/// `2020-05-01` for `D:20200501120000+02'00'`.
fn iso(written: &str) -> Option<String> {
    let digits = written.trim().strip_prefix("D:").unwrap_or(written.trim());
    let day: String = digits.chars().take_while(char::is_ascii_digit).take(8).collect();
    match day.len() {
        8 => Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])),
        6 => Some(format!("{}-{}", &day[..4], &day[4..])),
        _ => None,
    }
}
