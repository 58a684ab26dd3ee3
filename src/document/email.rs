//! E-mail addresses that a page hides from robots, as a reader sees them.
//! Must not know where in a page they stand.

/// Decodes Cloudflare's form: hexadecimal bytes, the first of which is the key for the others.
pub(super) fn decode(code: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = (0..code.len() / 2)
        .map(|at| code.get(2 * at..2 * at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    let bytes = bytes?;
    let (key, rest) = bytes.split_first()?;
    let decoded = String::from_utf8(rest.iter().map(|byte| byte ^ key).collect()).ok()?;
    let address = decoded.split('?').next().unwrap_or_default();
    (address.contains('@') && !address.contains(char::is_control)).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_address_is_what_a_reader_sees() {
        assert_eq!(decode("2a4b6a48044945").as_deref(), Some("a@b.co"));
    }

    #[test]
    fn what_is_no_address_stays_hidden() {
        for code in ["", "zz", "2a", "2a4b4b", "é"] {
            assert_eq!(decode(code), None, "{code}");
        }
    }
}
