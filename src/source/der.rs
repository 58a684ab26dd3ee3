//! DER, as much of it as tokens and certificates need. Every length is checked.
//! Must not know what is encoded.

/// One value with its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    pub(crate) tag: u8,
    pub(crate) body: &'a [u8],
    /// Tag and length included.
    #[cfg_attr(not(feature = "timestamp"), allow(dead_code, reason = "tokens are hashed whole"))]
    pub(crate) whole: &'a [u8],
}

/// Values one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Values<'a>(pub(super) &'a [u8]);

impl<'a> Values<'a> {
    /// The next value if it has this tag; what comes instead is an error.
    pub(crate) fn expect(&mut self, tag: u8) -> Option<Value<'a>> {
        self.next().filter(|value| value.tag == tag)
    }

    /// The next value if it has this tag; otherwise it is left where it is.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Value<'a>> {
        let mut ahead = self.clone();
        let value = ahead.expect(tag)?;
        *self = ahead;
        Some(value)
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let bytes = self.0;
        let (&tag, rest) = bytes.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            if !(1..=4).contains(&count) {
                return None;
            }
            let (digits, after) = rest.split_at_checked(count)?;
            length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            rest = after;
        }
        let (body, after) = rest.split_at_checked(length)?;
        self.0 = after;
        Some(Value { tag, body, whole: &bytes[..bytes.len() - after.len()] })
    }
}

impl<'a> Value<'a> {
    /// The values inside.
    pub(crate) fn inside(self) -> Values<'a> {
        Values(self.body)
    }
}

/// Writes a value.
#[cfg(any(test, feature = "timestamp"))]
pub(crate) fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => bytes.push(short),
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
            bytes.push(0x80 | u8::try_from(digits.len()).unwrap_or(0));
            bytes.extend(digits);
        }
    }
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}
