//! A PDF's fonts: which letters codes stand for, how wide they are, and whether they look bold.
//! Must not know where on a page anything stands.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;

/// The most bytes of a table of letters.
const LARGEST_TABLE: usize = 4 << 20;
/// The most widths that are listed one by one.
const MOST_WIDTHS: usize = 100_000;

/// What stands for a glyph whose letter cannot be told.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// One code of a text with what is known of it.
pub(super) struct Glyph {
    pub text: String,
    /// In thousandths of the font's size.
    pub width: f32,
    /// Whether word spacing applies.
    pub is_space: bool,
}

/// A font that a page names.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of a font, and all of them occur together")]
pub(super) struct Font {
    pub bold: bool,
    pub slanted: bool,
    is_composite: bool,
    /// Whether its letters are pictures: arrows, ticks and bullets.
    is_symbols: bool,
    is_vertical: bool,
    to_unicode: Option<CMap>,
    encoding: BTreeMap<u8, String>,
    widths: BTreeMap<u32, f32>,
    default_width: f32,
    fixed: Option<Standard>,
    letters: RefCell<BTreeMap<u32, String>>,
}

/// The widths of the fonts that every reader has.
#[derive(Clone, Copy, Debug)]
enum Standard {
    Sans,
    Serif,
    Mono,
}

impl Font {
    /// Reads a font; one that says nothing is one whose letters are Latin.
    pub fn read(pdf: &Document, font: &Dictionary) -> Self {
        let subtype = name(pdf, font, b"Subtype");
        let is_composite = subtype == "Type0";
        let base = name(pdf, font, b"BaseFont");
        let descendant = descendant(pdf, font);
        let described = descendant.unwrap_or(font);
        let descriptor = dictionary(pdf, described, b"FontDescriptor");
        let family = base.split_once('+').map_or(base.as_str(), |(_, family)| family).to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| family.contains(word));
        let flags = descriptor.and_then(|d| number(pdf, d, b"Flags")).map_or(0, whole);
        let weight = descriptor.and_then(|d| number(pdf, d, b"FontWeight")).unwrap_or(0.0);
        let mut read = Self {
            bold: says(&["bold", "black", "heavy", "semibd", "demi", "cmbx"])
                || flags & (1 << 18) != 0
                || weight >= 600.0,
            slanted: says(&["italic", "oblique", "slanted"]) || flags & (1 << 6) != 0,
            is_composite,
            is_symbols: says(&["symbol", "dingbat", "wingding", "webding"]),
            is_vertical: name(pdf, font, b"Encoding").ends_with("-V"),
            to_unicode: to_unicode(pdf, font),
            encoding: if is_composite { BTreeMap::new() } else { encoding(pdf, font) },
            widths: BTreeMap::new(),
            default_width: 1000.0,
            fixed: None,
            letters: RefCell::default(),
        };
        if is_composite {
            read.read_wide_widths(pdf, described);
        } else {
            read.read_widths(pdf, font, descriptor, &family, &subtype);
        }
        read
    }

    /// Whether lines run downwards.
    pub fn is_vertical(&self) -> bool {
        self.is_vertical
    }

    /// The glyphs of a shown string.
    pub fn glyphs(&self, mut bytes: &[u8]) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(bytes.len());
        while !bytes.is_empty() {
            let length = self.length(bytes).min(bytes.len());
            let code = bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            bytes = &bytes[length..];
            glyphs.push(Glyph {
                text: self.letter(code),
                width: self.width(code),
                is_space: length == 1 && code == 32,
            });
        }
        glyphs
    }

    fn length(&self, bytes: &[u8]) -> usize {
        if !self.is_composite {
            return 1;
        }
        self.to_unicode.as_ref().and_then(|map| map.length(bytes)).unwrap_or(2)
    }

    fn letter(&self, code: u32) -> String {
        if let Some(letter) = self.letters.borrow().get(&code) {
            return letter.clone();
        }
        let told = self.to_unicode.as_ref().and_then(|map| map.letters(code));
        let told = told.filter(|text| !text.is_empty() && !text.contains('\0'));
        let told = told.or_else(|| u8::try_from(code).ok().and_then(|code| self.encoding.get(&code).cloned()));
        let is_private = |text: &String| text.chars().all(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
        let letter = match told {
            Some(text) if self.is_symbols && text != " " && text.is_ascii() || is_private(&text) => "•".to_owned(),
            Some(text) => without_ligatures(&text),
            None if self.is_symbols => "•".to_owned(),
            None => UNKNOWN.to_string(),
        };
        self.letters.borrow_mut().insert(code, letter.clone());
        letter
    }

    fn width(&self, code: u32) -> f32 {
        if let Some(width) = self.widths.get(&code) {
            return *width;
        }
        match self.fixed {
            Some(standard) => standard_width(standard, &self.letter(code)),
            None => self.default_width,
        }
    }

    fn read_widths(
        &mut self,
        pdf: &Document,
        font: &Dictionary,
        descriptor: Option<&Dictionary>,
        family: &str,
        kind: &str,
    ) {
        let first = number(pdf, font, b"FirstChar").map_or(0, code);
        // A font of pictures has a scale of its own.
        let scale = if kind == "Type3" {
            array(pdf, font, b"FontMatrix").and_then(|matrix| float(pdf, matrix.first()?)).unwrap_or(0.001) * 1000.0
        } else {
            1.0
        };
        match array(pdf, font, b"Widths") {
            Some(widths) => {
                let widths = widths.iter().take(256).filter_map(|width| float(pdf, width));
                self.widths = (first..).zip(widths.map(|width| width * scale)).collect();
                self.default_width = descriptor.and_then(|d| number(pdf, d, b"MissingWidth")).unwrap_or(0.0);
            }
            None if family.contains("courier") || family.contains("mono") => self.fixed = Some(Standard::Mono),
            None if family.contains("times") || family.contains("serif") => self.fixed = Some(Standard::Serif),
            None => self.fixed = Some(Standard::Sans),
        }
    }

    fn read_wide_widths(&mut self, pdf: &Document, font: &Dictionary) {
        self.default_width = number(pdf, font, b"DW").unwrap_or(1000.0);
        let Some(widths) = array(pdf, font, b"W") else { return };
        let mut at = 0;
        while let Some(first) = widths.get(at).and_then(|first| float(pdf, first)) {
            let first = code(first);
            match widths.get(at + 1).and_then(|object| pdf.dereference(object).ok()).map(|(_, object)| object) {
                Some(Object::Array(list)) => {
                    let list = list.iter().take(65536).filter_map(|width| float(pdf, width));
                    self.widths.extend((first..).zip(list));
                    at += 2;
                }
                Some(last) => {
                    let (Some(last), Some(width)) = (float(pdf, last), widths.get(at + 2).and_then(|w| float(pdf, w)))
                    else {
                        return;
                    };
                    let last = code(last);
                    self.widths.extend((first..=last).map(|code| (code, width)));
                    at += 3;
                }
                None => return,
            }
            if self.widths.len() > MOST_WIDTHS {
                return;
            }
        }
    }
}

fn descendant<'a>(pdf: &'a Document, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let first = array(pdf, font, b"DescendantFonts")?.first()?;
    pdf.dereference(first).ok()?.1.as_dict().ok()
}

fn to_unicode(pdf: &Document, font: &Dictionary) -> Option<CMap> {
    let stream = font.get_deref(b"ToUnicode", pdf).ok()?.as_stream().ok()?;
    Some(CMap::parse(&stream.get_plain_content_with_limit(LARGEST_TABLE).ok()?))
}

/// The letters of a simple font's codes: its base encoding with the differences.
fn encoding(pdf: &Document, font: &Dictionary) -> BTreeMap<u8, String> {
    let object = font.get_deref(b"Encoding", pdf).ok();
    let base = match object {
        Some(Object::Name(name)) => name.clone(),
        Some(Object::Dictionary(encoding)) => name(pdf, encoding, b"BaseEncoding").into_bytes(),
        _ => Vec::new(),
    };
    let known: [&[u8]; 4] = [b"WinAnsiEncoding", b"MacRomanEncoding", b"MacExpertEncoding", b"StandardEncoding"];
    let base = if known.contains(&base.as_slice()) { base } else { b"StandardEncoding".to_vec() };
    let encoded = |encoding: Object, code: u8| {
        let font = lopdf::dictionary! { "Type" => "Font", "Encoding" => encoding };
        let text = font.get_font_encoding(pdf).ok()?.bytes_to_string(&[code]).ok()?;
        Some(text).filter(|text| !text.is_empty())
    };
    let letter = |code: u8| Some((code, encoded(Object::Name(base.clone()), code)?));
    let mut letters: BTreeMap<u8, String> = (0..=255).filter_map(letter).collect();
    let Some(differences) = object.and_then(|object| array(pdf, object.as_dict().ok()?, b"Differences")) else {
        return letters;
    };
    let mut code = 0_u8;
    for object in differences.iter().take(1024) {
        match object {
            Object::Integer(next) => code = u8::try_from(*next).unwrap_or(0),
            Object::Name(name) => {
                let letter = by_name(name).or_else(|| {
                    let differences = vec![Object::Integer(0), Object::Name(plain_name(name).to_vec())];
                    encoded(Object::Dictionary(lopdf::dictionary! { "Differences" => differences }), 0)
                });
                match letter {
                    Some(letter) => letters.insert(code, letter),
                    None => letters.remove(&code),
                };
                code = code.wrapping_add(1);
            }
            _ => {}
        }
    }
    letters
}

/// What two letters that are drawn as one are to a reader.
fn without_ligatures(text: &str) -> String {
    let spelled = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    let letters =
        text.chars().map(|c| match u32::from(c).checked_sub(0xFB00).and_then(|at| spelled.get(at as usize)) {
            Some(letters) => (*letters).to_owned(),
            None => c.to_string(),
        });
    letters.collect()
}

/// `a` for `a.alt`.
fn plain_name(name: &[u8]) -> &[u8] {
    name.split(|byte| *byte == b'.').next().filter(|name| !name.is_empty()).unwrap_or(name)
}

/// Names that say their letter themselves: `uni00E9`, `u1F600`, and ligatures such as `f_i`.
fn by_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(plain_name(name)).ok()?;
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0) {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    if let Some(digits) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())) {
        return Some(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?.to_string());
    }
    let is_ligature = name.contains('_') && name.split('_').all(|part| part.len() == 1);
    is_ligature.then(|| name.replace('_', ""))
}

/// About how wide a letter of a font is that every reader has, so that its PDF need not say.
fn standard_width(standard: Standard, letter: &str) -> f32 {
    let letter = letter.chars().next().unwrap_or(' ');
    let sans = match letter {
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'f' | 't' | 'I' | '[' | ']' | '\\' => 278.0,
        'i' | 'j' | 'l' | '\'' | '|' => 222.0,
        '(' | ')' | 'r' | '-' | '`' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'm' | 'M' => 833.0,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722.0,
        'G' | 'O' | 'Q' => 778.0,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667.0,
        'F' | 'T' | 'Z' => 611.0,
        'W' => 944.0,
        '%' => 889.0,
        '@' | '—' => 1000.0,
        '•' => 350.0,
        _ => 556.0,
    };
    match standard {
        Standard::Mono => 600.0,
        Standard::Sans => sans,
        Standard::Serif => sans * 0.9,
    }
}

pub(super) fn dictionary<'a>(pdf: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match of.get_deref(key, pdf).ok()? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn array<'a>(pdf: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    of.get_deref(key, pdf).ok()?.as_array().ok().map(Vec::as_slice)
}

/// A name; empty when there is none.
fn name(pdf: &Document, of: &Dictionary, key: &[u8]) -> String {
    let name = of.get_deref(key, pdf).ok().and_then(|object| object.as_name().ok());
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

pub(super) fn number(pdf: &Document, of: &Dictionary, key: &[u8]) -> Option<f32> {
    float(pdf, of.get(key).ok()?)
}

pub(super) fn float(pdf: &Document, object: &Object) -> Option<f32> {
    let number = pdf.dereference(object).ok()?.1.as_float().ok()?;
    number.is_finite().then_some(number)
}

/// A number without its fraction.
#[expect(clippy::cast_possible_truncation, reason = "what is too large becomes the largest")]
pub(super) fn whole(number: f32) -> i64 {
    number as i64
}

/// A number as the code of a glyph.
fn code(number: f32) -> u32 {
    u32::try_from(whole(number)).unwrap_or(0).min(65535)
}
