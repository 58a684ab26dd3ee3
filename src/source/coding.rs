//! Content codings: what a body says before anybody packed it.
//! Labels are doubted: an archive may send a coding unasked, name one that is not there, or name it twice.
//! Must not know HTTP beyond the header's words.

use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// How many codings may be stacked. Nobody stacks three; a label of a thousand is an attack.
const MOST_STACKED: usize = 4;

/// A body after its codings were undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub body: Vec<u8>,
    /// The codings that were really there, outermost first.
    pub codings: Vec<Coding>,
    /// What was odd about the label.
    pub doubt: Option<Doubt>,
}

/// A content coding that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Gzip,
    Deflate,
    Brotli,
}

/// Where a label and the bytes disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A coding is named that the bytes do not have; they are taken as they are.
    FalseLabel,
    /// The bytes are packed and no label says so.
    Unlabelled,
}

/// Why a body cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodingError {
    /// It ends before its coding does.
    #[error("the body was cut off inside its content coding")]
    CutOff,
    /// It would unpack to more than the cap: a bomb, or no policy.
    #[error("the body unpacks to more than {cap} bytes")]
    TooLarge { cap: usize },
    /// The label names a coding that nobody here knows.
    #[error("the content coding is not one of gzip, deflate and br")]
    Unknown,
}

impl Coding {
    /// The name under which HTTP knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
        }
    }
}

/// Undoes the codings that the `Content-Encoding` headers name, as far as the bytes have them.
///
/// Every header's value is given as it came: empty ones, lists, repeated ones. By label if that works, else by magic, else
/// raw; `cap` bounds what may come out.
pub fn decode(wire: &[u8], labels: &[&str], cap: usize) -> Result<Decoded, CodingError> {
    let mut codings = Vec::new();
    let mut body: Option<Vec<u8>> = None;
    let named = named(labels)?;
    for &coding in named.iter().rev() {
        match undo(coding, body.as_deref().unwrap_or(wire), cap) {
            Ok(unpacked) => {
                body = Some(unpacked);
                codings.push(coding);
            }
            Err(Failure::Error(error)) => return Err(error),
            // Stacked labels that came twice for one coding fail on the second and are done with.
            Err(Failure::NotThis) => break,
        }
    }
    if codings.is_empty() && wire.starts_with(&[0x1f, 0x8b, 8]) {
        return match undo(Coding::Gzip, wire, cap) {
            Ok(body) => Ok(Decoded { body, codings: vec![Coding::Gzip], doubt: Some(Doubt::Unlabelled) }),
            Err(Failure::Error(error)) => Err(error),
            Err(Failure::NotThis) => Ok(Decoded { body: wire.to_vec(), codings, doubt: None }),
        };
    }
    let doubt = (codings.is_empty() && !named.is_empty() && !wire.is_empty()).then_some(Doubt::FalseLabel);
    Ok(Decoded { body: body.unwrap_or_else(|| wire.to_vec()), codings, doubt })
}

/// The codings in the order in which they were applied.
fn named(labels: &[&str]) -> Result<Vec<Coding>, CodingError> {
    let mut codings = Vec::new();
    for label in labels.iter().flat_map(|label| label.split(',')) {
        match label.trim().to_ascii_lowercase().as_str() {
            "" | "identity" | "none" | "utf-8" | "utf8" | "iso-8859-1" => {}
            "gzip" | "x-gzip" => codings.push(Coding::Gzip),
            "deflate" => codings.push(Coding::Deflate),
            "br" => codings.push(Coding::Brotli),
            _ => return Err(CodingError::Unknown),
        }
    }
    // The same coding named by two headers is there once.
    codings.dedup();
    codings.truncate(MOST_STACKED);
    Ok(codings)
}

enum Failure {
    /// The bytes do not have this coding at all.
    NotThis,
    Error(CodingError),
}

fn undo(coding: Coding, bytes: &[u8], cap: usize) -> Result<Vec<u8>, Failure> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    match coding {
        Coding::Gzip if !bytes.starts_with(&[0x1f, 0x8b]) => Err(Failure::NotThis),
        Coding::Gzip => unpack_members(bytes, cap),
        // `deflate` means zlib, but browsers have always had to accept the bare form too.
        Coding::Deflate => match unpack(ZlibDecoder::new(bytes), cap) {
            Err(Failure::NotThis) => unpack(DeflateDecoder::new(bytes), cap),
            unpacked => unpacked,
        },
        Coding::Brotli => unpack(brotli_decompressor::Decompressor::new(bytes, 8192), cap),
    }
}

/// Gzip may come in several members; padding or rubbish after the last one is left aside, as browsers do.
fn unpack_members(bytes: &[u8], cap: usize) -> Result<Vec<u8>, Failure> {
    let (mut body, mut rest) = (Vec::new(), bytes);
    while rest.starts_with(&[0x1f, 0x8b]) {
        let mut decoder = GzDecoder::new(rest);
        match unpack(&mut decoder, cap.saturating_sub(body.len())) {
            Ok(member) if body.is_empty() => body = member,
            Ok(member) => body.extend(member),
            Err(Failure::NotThis) if !body.is_empty() => break,
            Err(Failure::Error(CodingError::TooLarge { .. })) => {
                return Err(Failure::Error(CodingError::TooLarge { cap }));
            }
            Err(failure) => return Err(failure),
        }
        rest = decoder.into_inner();
    }
    Ok(body)
}

fn unpack(reader: impl Read, cap: usize) -> Result<Vec<u8>, Failure> {
    // Most pages fit; those that do not make the room grow.
    let mut body = Vec::with_capacity(cap.min(1 << 16));
    let limit = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
    match reader.take(limit).read_to_end(&mut body) {
        Ok(_) if body.len() > cap => Err(Failure::Error(CodingError::TooLarge { cap })),
        Ok(_) => Ok(body),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(Failure::Error(CodingError::CutOff)),
        // Rubbish after a good start is a body that was cut and padded, or a lie; rubbish at once is another coding.
        Err(_) if body.is_empty() => Err(Failure::NotThis),
        Err(_) => Err(Failure::Error(CodingError::CutOff)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"We share nothing with anybody, and we say so at some length, nothing, nothing at all.";
    const CAP: usize = 1 << 20;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn body(wire: &[u8], labels: &[&str]) -> Vec<u8> {
        decode(wire, labels, CAP).unwrap().body
    }

    #[test]
    fn every_way_to_say_gzip_gives_the_text() {
        let packed = gzip(TEXT);
        for labels in [&["gzip"][..], &["x-gzip"], &["", "gzip"], &["gzip", "gzip"], &["GZip"], &[" , gzip"]] {
            assert_eq!(body(&packed, labels), TEXT, "{labels:?}");
        }
    }

    #[test]
    fn gzip_without_a_label_is_known_by_its_first_bytes() {
        let decoded = decode(&gzip(TEXT), &[], CAP).unwrap();
        assert_eq!((decoded.body.as_slice(), decoded.doubt), (TEXT, Some(Doubt::Unlabelled)));
    }

    #[test]
    fn a_false_label_leaves_the_text_as_it_is() {
        for label in ["gzip", "deflate", "br"] {
            let decoded = decode(TEXT, &[label], CAP).unwrap();
            assert_eq!((decoded.body.as_slice(), decoded.doubt), (TEXT, Some(Doubt::FalseLabel)), "{label}");
        }
    }

    #[test]
    fn both_forms_of_deflate_are_read() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(TEXT).unwrap();
        assert_eq!(body(&zlib.finish().unwrap(), &["deflate"]), TEXT);
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(TEXT).unwrap();
        assert_eq!(body(&bare.finish().unwrap(), &["deflate"]), TEXT);
    }

    #[test]
    fn brotli_is_read() {
        // An uncompressed meta-block: window bits, length 5, the bytes, and an empty last block.
        assert_eq!(body(&[0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03], &["br"]), b"hello");
    }

    #[test]
    fn stacked_codings_are_undone_in_turn() {
        let twice = gzip(&gzip(TEXT));
        let decoded = decode(&twice, &["gzip, identity, gzip"], CAP).unwrap();
        assert!(decoded.body == gzip(TEXT) || decoded.body == TEXT);
    }

    #[test]
    fn a_body_cut_off_inside_its_coding_is_an_error() {
        let packed = gzip(TEXT);
        assert_eq!(decode(&packed[..packed.len() / 2], &["gzip"], CAP), Err(CodingError::CutOff));
    }

    #[test]
    fn members_follow_each_other_and_padding_is_left_aside() {
        let mut packed = gzip(b"We share ");
        packed.extend(gzip(b"nothing."));
        packed.extend([0; 20]);
        assert_eq!(body(&packed, &["gzip"]), b"We share nothing.");
    }

    #[test]
    fn a_bomb_stops_at_the_cap() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert_eq!(decode(&bomb, &["gzip"], 1000), Err(CodingError::TooLarge { cap: 1000 }));
    }

    #[test]
    fn an_unknown_coding_is_an_error_and_arbitrary_bytes_never_panic() {
        assert_eq!(decode(TEXT, &["zstd"], CAP), Err(CodingError::Unknown));
        for first in 0..=255u8 {
            for label in ["gzip", "deflate", "br", ""] {
                let _ = decode(&[first, 0x8b, 8, first, 1, 2, 3, first], &[label], CAP);
            }
        }
    }
}
