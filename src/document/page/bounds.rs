//! Cuts tags with more attributes than any page needs: a parser compares each attribute with all before it.
//! Must not know what a tag means.

use std::borrow::Cow;

use super::Exhausted;

/// The most attributes that a tag keeps.
const ATTRIBUTES: usize = 500;
/// The most tags of a page that are cut; with more it is no page at all.
const CUTS: usize = 20;

/// The page with its longest tags cut short.
pub(super) fn bounded(page: &str) -> Result<Cow<'_, str>, Exhausted> {
    let bytes = page.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut cuts = 0;
    let mut at = 0;
    while let Some(start) = page.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let name = bytes.get(start + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !name {
            at = start + 1;
            continue;
        }
        let (end, cut) = tag(bytes, start + 2);
        if let Some(from) = cut {
            cuts += 1;
            if cuts > CUTS {
                return Err(Exhausted);
            }
            kept.push_str(page.get(copied..from).unwrap_or_default());
            copied = end;
        }
        at = end;
    }
    if cuts == 0 {
        return Ok(Cow::Borrowed(page));
    }
    kept.push_str(page.get(copied..).unwrap_or_default());
    Ok(Cow::Owned(kept))
}

/// Where a tag ends that begins before `at`, and where to cut it if it has too many attributes.
fn tag(bytes: &[u8], at: usize) -> (usize, Option<usize>) {
    let mut quote = None;
    let mut attributes = 0;
    let mut separated = false;
    let mut value_begins = false;
    let mut cut = None;
    for (index, byte) in bytes.iter().enumerate().skip(at) {
        match (quote, *byte) {
            (Some(open), byte) if byte == open => (quote, separated) = (None, true),
            (Some(_), _) => {}
            (None, b'>') => return (index, cut),
            // What ends a script or a style must stay, should this be no tag but a sign in one.
            (None, b'<') if cut.is_some() && bytes.get(index + 1) == Some(&b'/') => return (index, cut),
            (None, byte @ (b'"' | b'\'')) if value_begins => quote = Some(byte),
            (None, b'/') => (separated, value_begins) = (true, false),
            (None, b'=') => (separated, value_begins) = (false, true),
            (None, byte) if byte.is_ascii_whitespace() => separated |= !value_begins,
            (None, byte) => {
                if separated {
                    attributes += 1;
                    if attributes > ATTRIBUTES && cut.is_none() && byte.is_ascii() {
                        cut = Some(index);
                    }
                }
                (separated, value_begins) = (false, false);
            }
        }
    }
    (bytes.len(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = "<p class='a > b' title=\"it's\">x < y <br/> <a href=/a/b/c>é</a> <";
        assert!(matches!(bounded(page), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn a_tag_with_endless_attributes_is_cut_and_closed() {
        let page = format!("<p{}>text</p>", " a=\"b\"".repeat(10_000));
        let bounded = bounded(&page).unwrap();
        assert!(bounded.len() < 5000 && bounded.ends_with(">text</p>"), "{bounded}");
    }

    #[test]
    fn a_page_of_such_tags_is_refused() {
        let page = format!("<p{}></p>", " a".repeat(1000)).repeat(100);
        assert!(bounded(&page).is_err());
    }
}
