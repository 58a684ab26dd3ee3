//! The digests by which archives name bodies, and whether a body that was received has the digest that was promised.
//! Must not know where digests are listed or how bodies are fetched.

use std::fmt;

use data_encoding::{BASE32, HEXLOWER, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

/// The SHA-1 of no bytes at all, as indexes write it.
const EMPTY_SHA1: &str = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";

/// A body's digest as an archive writes it: base32 of the SHA-1 in most indexes, or a prefix and the value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ArchiveDigest {
    /// Base32 in capitals, 32 letters.
    Sha1(String),
    /// 64 hexadecimal digits in lower case.
    Sha256(String),
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
                let value = value.to_ascii_uppercase();
                BASE32.decode(value.as_bytes()).ok().map(|_| Self::Sha1(value))
            }
            ("sha1" | "sha-1", 40) => {
                let bytes = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?;
                Some(Self::Sha1(BASE32.encode(&bytes)))
            }
            ("sha256" | "sha-256", 64) => {
                let bytes = HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?;
                Some(Self::Sha256(HEXLOWER.encode(&bytes)))
            }
            ("sha256" | "sha-256", 56) => {
                let bytes = BASE32.decode(value.to_ascii_uppercase().as_bytes()).ok()?;
                Some(Self::Sha256(HEXLOWER.encode(&bytes)))
            }
            _ => None,
        }
    }

    /// The SHA-1 of `bytes`, the form most indexes use.
    pub fn sha1(bytes: &[u8]) -> Self {
        Self::Sha1(BASE32.encode(&Sha1::digest(bytes)))
    }

    /// Whether it names a body without a single byte.
    pub fn is_of_nothing(&self) -> bool {
        matches!(self, Self::Sha1(value) if value == EMPTY_SHA1) || self.names(&[b""])
    }

    /// Whether it is the digest of these pieces one after the other.
    fn names(&self, pieces: &[&[u8]]) -> bool {
        match self {
            Self::Sha1(value) => {
                let mut hash = Sha1::new();
                for piece in pieces {
                    hash.update(piece);
                }
                BASE32.encode(&hash.finalize()) == *value
            }
            Self::Sha256(value) => {
                let mut hash = Sha256::new();
                for piece in pieces {
                    hash.update(piece);
                }
                HEXLOWER.encode(&hash.finalize()) == *value
            }
        }
    }
}

impl fmt::Display for ArchiveDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sha1(value) => write!(f, "sha1:{value}"),
            Self::Sha256(value) => write!(f, "sha256:{value}"),
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

/// Looks for the promised digest in the bytes as they came and in the bytes decoded.
pub fn fixity(promised: Option<&ArchiveDigest>, wire: &[u8], decoded: &[u8]) -> Fixity {
    let Some(promised) = promised else { return Fixity::Absent };
    let coded = wire != decoded;
    if promised.names(&[wire]) {
        Fixity::Wire
    } else if coded && promised.names(&[decoded]) {
        Fixity::Decoded
    } else if promised.names(&[wire, b"\n"]) || (coded && promised.names(&[decoded, b"\n"])) {
        Fixity::Newline
    } else {
        Fixity::None
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
        let wire = ArchiveDigest::sha1(b"wire");
        assert_eq!(fixity(Some(&wire), b"wire", b"text"), Fixity::Wire);
        assert_eq!(fixity(Some(&wire), b"other", b"wire"), Fixity::Decoded);
        assert_eq!(fixity(Some(&ArchiveDigest::sha1(b"wire\n")), b"wire", b"wire"), Fixity::Newline);
        assert_eq!(fixity(Some(&wire), b"other", b"other"), Fixity::None);
        assert_eq!(fixity(None, b"other", b"other"), Fixity::Absent);
    }
}
