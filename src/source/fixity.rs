//! The digests by which archives name bodies, and whether a body that was received has the digest that was promised.
//! Must not know where digests are listed or how bodies are fetched.

use std::cell::OnceCell;
use std::fmt;

use data_encoding::{BASE32, HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

/// A body's digest as an archive writes it: base32 of the SHA-1 in most indexes, or a prefix and the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ArchiveDigest {
    /// Printed as base32 in capitals, 32 letters.
    Sha1([u8; 20]),
    /// Printed as 64 hexadecimal digits in lower case.
    Sha256([u8; 32]),
}

/// Where the promised digest was found. A mismatch is recorded and never rejects a capture: archives disagree on what
/// they hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fixity {
    /// In the bytes as they came, content coding still on.
    Wire,
    /// In the bytes after their content coding was undone.
    Decoded,
    /// In either followed by a line feed, as old ARC indexes have it.
    Newline,
    /// In none of them.
    None,
    /// No digest was promised.
    Absent,
}

impl ArchiveDigest {
    /// Reads `3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ`, `sha1:3I42…`, `sha1:da39a3ee…` or `sha256:…`; `None` for `-` and the rest.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (algorithm, value) = text.split_once(':').unwrap_or(("", text));
        match (algorithm.to_ascii_lowercase().as_str(), value.len()) {
            ("" | "sha1" | "sha-1", 32) => {
                let bytes = BASE32.decode(value.to_ascii_uppercase().as_bytes()).ok()?;
                bytes.try_into().ok().map(Self::Sha1)
            }
            ("sha1" | "sha-1", 40) => {
                let bytes = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?;
                bytes.try_into().ok().map(Self::Sha1)
            }
            ("sha256" | "sha-256", 64) => {
                let bytes = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?;
                bytes.try_into().ok().map(Self::Sha256)
            }
            ("sha256" | "sha-256", 56) => {
                let bytes = BASE32.decode(value.to_ascii_uppercase().as_bytes()).ok()?;
                bytes.try_into().ok().map(Self::Sha256)
            }
            _ => None,
        }
    }

    /// The SHA-1 of `bytes`, the form most indexes use.
    pub fn sha1(bytes: &[u8]) -> Self {
        Self::Sha1(Sha1::digest(bytes).into())
    }

    /// Whether it names a body without a single byte.
    pub fn is_of_nothing(&self) -> bool {
        self.names(&[b""])
    }

    /// Its first eight bytes, by which a digest is told from nearly all others.
    pub fn beginning(&self) -> u64 {
        let bytes = match self {
            Self::Sha1(value) => value.first_chunk(),
            Self::Sha256(value) => value.first_chunk(),
        };
        bytes.map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }

    /// Whether it is the digest of these pieces one after the other.
    fn names(&self, pieces: &[&[u8]]) -> bool {
        match self {
            Self::Sha1(value) => {
                let mut hash = Sha1::new();
                for piece in pieces {
                    hash.update(piece);
                }
                hash.finalize()[..] == *value
            }
            Self::Sha256(value) => {
                let mut hash = Sha256::new();
                for piece in pieces {
                    hash.update(piece);
                }
                hash.finalize()[..] == *value
            }
        }
    }
}

impl fmt::Display for ArchiveDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sha1(value) => write!(f, "sha1:{}", BASE32.encode(value)),
            Self::Sha256(value) => write!(f, "sha256:{}", HEXLOWER.encode(value)),
        }
    }
}

impl From<ArchiveDigest> for String {
    fn from(digest: ArchiveDigest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for ArchiveDigest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is no digest of an archive"))
    }
}

/// Looks for the promised digest in the bytes as they came, then in the bytes decoded.
pub fn fixity(promised: Option<&ArchiveDigest>, wire: &Hashed<'_>, decoded: &Hashed<'_>) -> Fixity {
    let Some(promised) = promised else { return Fixity::Absent };
    if wire.has(promised) {
        Fixity::Wire
    } else if decoded.has(promised) {
        Fixity::Decoded
    } else if promised.names(&[wire.bytes, b"\n"])
        || (wire.bytes != decoded.bytes && promised.names(&[decoded.bytes, b"\n"]))
    {
        Fixity::Newline
    } else {
        Fixity::None
    }
}

/// Bytes with their SHA-1, which costs more than all else that is done with a capture: it is computed at most once, and
/// only when it is asked for.
#[derive(Clone, Debug)]
pub struct Hashed<'a> {
    bytes: &'a [u8],
    sha1: OnceCell<ArchiveDigest>,
}

impl<'a> Hashed<'a> {
    /// Bytes whose SHA-1 nobody knows yet.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, sha1: OnceCell::new() }
    }

    /// Bytes with their SHA-1, where it is known.
    pub fn known(bytes: &'a [u8], sha1: Option<ArchiveDigest>) -> Self {
        Self { bytes, sha1: sha1.map(OnceCell::from).unwrap_or_default() }
    }

    /// The SHA-1, if anybody had to ask for it.
    pub fn sha1(&self) -> Option<ArchiveDigest> {
        self.sha1.get().copied()
    }

    fn has(&self, digest: &ArchiveDigest) -> bool {
        match digest {
            ArchiveDigest::Sha1(_) => self.sha1.get_or_init(|| ArchiveDigest::sha1(self.bytes)) == digest,
            ArchiveDigest::Sha256(_) => digest.names(&[self.bytes]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_in_every_form_and_prints_in_one() {
        let expected = ArchiveDigest::sha1(b"");
        for text in [
            "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "3i42h3s6nnfq2msvx7xzkyayscx5qbyj",
            "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        ] {
            assert_eq!(ArchiveDigest::parse(text).as_ref(), Some(&expected), "{text}");
        }
        assert_eq!(expected.to_string(), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
    }

    #[test]
    fn the_digest_of_nothing_is_known_in_both_algorithms() {
        assert!(ArchiveDigest::sha1(b"").is_of_nothing());
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert!(ArchiveDigest::parse(empty).is_some_and(|digest| digest.is_of_nothing()));
        assert!(!ArchiveDigest::sha1(b"x").is_of_nothing());
    }

    #[test]
    fn what_is_no_digest_is_none() {
        for text in ["-", "", "sha1:", "1I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "md5:d41d8cd98f00b204e9800998ecf8427e", "é"]
        {
            assert_eq!(ArchiveDigest::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_digest_is_looked_for_before_and_after_decoding_and_with_a_line_feed() {
        let of = |promised: Option<ArchiveDigest>, wire: &[u8], decoded: &[u8]| {
            fixity(promised.as_ref(), &Hashed::of(wire), &Hashed::of(decoded))
        };
        let wire = Some(ArchiveDigest::sha1(b"wire"));
        assert_eq!(of(wire, b"wire", b"text"), Fixity::Wire);
        assert_eq!(of(wire, b"other", b"wire"), Fixity::Decoded);
        assert_eq!(of(Some(ArchiveDigest::sha1(b"wire\n")), b"wire", b"wire"), Fixity::Newline);
        assert_eq!(of(Some(ArchiveDigest::sha1(b"wire\n")), b"packed", b"wire"), Fixity::Newline);
        assert_eq!(of(wire, b"other", b"other"), Fixity::None);
        assert_eq!(of(None, b"other", b"other"), Fixity::Absent);
        let sha256 = ArchiveDigest::parse(&format!("sha256:{}", HEXLOWER.encode(&Sha256::digest(b"wire"))));
        assert_eq!(of(sha256, b"wire", b"text"), Fixity::Wire);
        assert_eq!(of(sha256, b"text", b"wire"), Fixity::Decoded);
    }
}
