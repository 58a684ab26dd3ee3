//! Addresses under which web archives show captures.
//! Must not know how anything is fetched.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::time::CapturedAt;

/// A web archive's address of one capture, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MementoUrl {
    /// When the archive says it saw the page.
    pub captured_at: CapturedAt,
    /// The page's own address.
    pub original: String,
}

/// Takes apart `https://web.archive.org/web/20121014192959id_/http%3A//example.com/`, the form that the Internet Archive
/// and every pywb archive use: fourteen digits, an optional modifier, the address as it was or percent-encoded.
pub fn parse(url: &str) -> Option<MementoUrl> {
    let (_, rest) = url.split_once("://")?;
    let mut segments = rest.split('/');
    let mut consumed = segments.next()?.len() + 1;
    for segment in segments {
        consumed += segment.len() + 1;
        let digits = segment.bytes().take_while(u8::is_ascii_digit).count();
        let modifier = &segment[digits..];
        let is_modifier = modifier.is_empty() || (modifier.ends_with('_') && modifier.len() <= 6);
        if digits == 14 && is_modifier {
            let captured_at = segment[..digits].parse().ok()?;
            let original = rest.get(consumed..)?;
            return Some(MementoUrl { captured_at, original: decoded(original)? });
        }
    }
    None
}

/// The original address: percent-decoded only when its own scheme is, since then the whole of it was encoded once more.
fn decoded(original: &str) -> Option<String> {
    if original.is_empty() || original.chars().any(char::is_control) {
        return None;
    }
    let head = original.get(..12).unwrap_or(original).to_ascii_lowercase();
    let encoded = ["http%3a", "https%3a"].iter().any(|scheme| head.starts_with(scheme));
    Some(if encoded { percent_decoded(original) } else { original.to_owned() })
}

fn percent_decoded(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8().ok();
    decoded.filter(|decoded| !decoded.chars().any(char::is_control)).map_or_else(|| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> Option<(String, String)> {
        parse(url).map(|memento| (memento.captured_at.to_string(), memento.original))
    }

    #[test]
    fn an_archived_address_tells_its_instant_and_its_page() {
        let expected = Some(("2012-10-14T19:29:59Z".to_owned(), "http://example.com/a?b=c%20d".to_owned()));
        assert_eq!(parts("https://web.archive.org/web/20121014192959id_/http%3A//example.com/a%3Fb=c%2520d"), expected);
        assert_eq!(parts("https://web.archive.org/web/20121014192959/http://example.com/a?b=c%20d"), expected);
        assert_eq!(parts("https://arquivo.pt/wayback/20121014192959mp_/http://example.com/a?b=c%20d"), expected);
    }

    #[test]
    fn an_address_with_a_date_of_its_own_is_no_memento() {
        assert_eq!(parse("https://example.com/2012/10/14/post"), None);
        assert_eq!(parse("https://example.com/web/20121399999999/http://x/"), None);
        assert_eq!(parse("not an address"), None);
        assert_eq!(parse("https://web.archive.org/web/20121014192959id_"), None);
    }

    #[test]
    fn an_encoded_control_character_does_not_get_in() {
        let memento = parse("https://web.archive.org/web/20121014192959/http%3A//x/%0Aforged").unwrap();
        assert!(!memento.original.contains('\n'));
    }
}
