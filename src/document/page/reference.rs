//! Character references in a page: `&amp;`, `&#8217;`, `&not` without its semicolon.
//! Must not know where in a page they stand, beyond whether in an attribute.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;

/// What a reference stands for.
pub(super) struct Reference {
    /// How many bytes of it follow the ampersand.
    pub length: usize,
    pub text: StrTendril,
}

/// Reads the reference whose ampersand stands right before a text.
pub(super) fn read(text: &str, in_attribute: bool) -> Option<Reference> {
    match text.as_bytes().first()? {
        b'#' => numeric(text),
        byte if byte.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn numeric(text: &str) -> Option<Reference> {
    let hexadecimal = matches!(text.as_bytes().get(1), Some(b'x' | b'X'));
    let (base, start) = if hexadecimal { (16, 2) } else { (10, 1) };
    let digits = text[start..].chars().map_while(|c| c.to_digit(base));
    let (mut value, mut length) = (0_u32, start);
    for digit in digits {
        value = value.saturating_mul(base).saturating_add(digit);
        length += 1;
    }
    if length == start {
        return None;
    }
    length += usize::from(text.as_bytes().get(length) == Some(&b';'));
    Some(Reference { length, text: StrTendril::from_char(character(value)) })
}

/// The character of a number; some numbers mean what they meant in Windows.
fn character(value: u32) -> char {
    let replaced = value.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(usize::try_from(at).ok()?).copied()?);
    let stated = char::from_u32(value).filter(|c| *c != '\0');
    replaced.or(stated).unwrap_or('\u{FFFD}')
}

fn named(text: &str, in_attribute: bool) -> Option<Reference> {
    if let Some((name, character)) = USUAL.iter().find(|(name, _)| text.starts_with(name)) {
        return Some(Reference { length: name.len(), text: StrTendril::from_slice(character) });
    }
    let mut longest = None;
    for (at, c) in text.char_indices() {
        // The table holds the beginnings of names too.
        let length = at + c.len_utf8();
        match NAMED_ENTITIES.get(&text[..length]) {
            Some((0, _)) => {}
            Some(characters) => longest = Some((length, *characters)),
            None => break,
        }
    }
    let (length, (first, second)) = longest?;
    let next = text.as_bytes().get(length);
    let goes_on = next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
    if in_attribute && goes_on && !text[..length].ends_with(';') {
        return None;
    }
    let mut characters = StrTendril::new();
    [first, second]
        .into_iter()
        .filter(|code| *code != 0)
        .filter_map(char::from_u32)
        .for_each(|c| characters.push_char(c));
    Some(Reference { length, text: characters })
}

/// The commonest, which need no look into the table.
const USUAL: &[(&str, &str)] = &[("nbsp;", "\u{A0}"), ("amp;", "&"), ("quot;", "\""), ("lt;", "<"), ("gt;", ">")];
