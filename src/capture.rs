//! The bytes a source holds for one page at one instant, with where they come from.
//! Must not know how bytes become text, or how they were fetched.

pub mod pages;

use std::fmt;
use std::io;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::time::CapturedAt;

/// The SHA-256 of some bytes; printed as 64 hexadecimal digits, so that `sha256sum` can check it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

impl Digest {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes themselves.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Hashes all that can be read.
    pub fn read(mut from: impl io::Read) -> io::Result<Self> {
        let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match from.read(&mut piece)? {
                0 => return Ok(Self(hash.finalize().into())),
                length => hash.update(&piece[..length]),
            }
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A text that is not a SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a SHA-256 of 64 hexadecimal digits")]
pub struct DigestError(String);

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let error = || DigestError(text.to_owned());
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(error());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| error())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| error())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// What a capture's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    Html,
    Markdown,
    Text,
    Pdf,
    /// Several pages that make up one document.
    Pages,
}

impl MediaType {
    /// The file name extension under which the bytes are kept.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Pdf => "pdf",
            Self::Pages => "mime",
        }
    }
}

/// How the bytes of a page became text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charset {
    /// By its name in the Encoding standard, such as `windows-1252`.
    pub label: String,
    pub source: CharsetSource,
    /// How many sequences of bytes mean nothing in it, and became U+FFFD.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub malformed: u64,
}

/// Who named the charset of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CharsetSource {
    /// The byte order mark.
    Bom,
    /// The HTTP header.
    Header,
    /// The page itself, at its beginning.
    Meta,
    /// Nobody: the bytes tell.
    Detected,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `serde` calls it")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Whether bytes are a PDF, whatever their name and whatever a server called them.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"%PDF-")
}

/// Where a capture comes from and how it was had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// When the source saw the page.
    pub captured_at: CapturedAt,
    /// The kind of source: `import`, `live`, `wayback`, …
    pub source: String,
    /// The page's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address under which a web archive shows this very capture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memento: Option<String>,
    /// The HTTP status the page was served with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The media type as served, charset included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The HTTP `Last-Modified` header as served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// What a reader must know to judge this capture, such as that it is a reconstruction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Provenance {
    /// A capture of which only the instant and the kind of source are known.
    pub fn new(captured_at: CapturedAt, source: impl Into<String>) -> Self {
        Self {
            captured_at,
            source: source.into(),
            url: None,
            memento: None,
            status: None,
            content_type: None,
            last_modified: None,
            note: None,
        }
    }

    /// Whether only the day is known: a person who imports a page may give no time, and the day's first second stands for
    /// the whole of it.
    pub fn tells_only_the_day(&self) -> bool {
        self.source == "import" && self.captured_at.is_midnight()
    }

    /// The last instant at which the page can have been seen.
    pub fn captured_by(&self) -> CapturedAt {
        if self.tells_only_the_day() { self.captured_at.end_of_day() } else { self.captured_at }
    }
}

/// The bytes a source holds for one URL at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    pub provenance: Provenance,
    pub media: MediaType,
    /// The body exactly as the source gave it, after any transfer coding.
    pub body: Vec<u8>,
}

impl Capture {
    /// The SHA-256 of the body.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.body)
    }

    /// The pages of a document of several; `None` where it is one page, or not as it was bound.
    pub fn pages(&self) -> Option<Vec<Self>> {
        if self.media == MediaType::Pages { pages::part(&self.body, &self.provenance) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        let digest = Digest::of(b"fineprint\n");
        assert_eq!(digest.to_string(), "d16f56040347a6c6e1b355af113455f2b71689865e2bec7110d2bde303e0b84f");
        assert_eq!(digest.to_string().parse(), Ok(digest));
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}
