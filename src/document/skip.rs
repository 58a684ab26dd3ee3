//! Tells a policy from what a server sends instead of one.
//! Must not know time or other captures: it judges one page by itself, and when in doubt it is a policy.

use super::SkipReason;
use super::draft::Draft;

/// Bytes that begin files which are no text.
const BINARY: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"\x7FELF",
    b"MZ\x90",
    b"RIFF",
    b"\0\0\x01\0",
    b"\xD0\xCF\x11\xE0",
    b"Rar!",
    b"7z\xBC\xAF",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
    b"\0asm",
    b"BZh",
    b"\xFD7zXZ",
    b"\x28\xB5\x2F\xFD",
];

/// Whether the bytes are no text at all.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.starts_with(b"\xEF\xBB\xBF") {
        return false;
    }
    let head = &bytes[..bytes.len().min(4096)];
    let controls = head.iter().filter(|byte| **byte < 0x09 || (0x0E..0x20).contains(*byte) && **byte != 0x1B).count();
    BINARY.iter().any(|magic| head.starts_with(magic)) || controls * 20 > head.len()
}

/// Why a page without any line is not a version.
pub(super) fn empty(draft: &Draft) -> Option<SkipReason> {
    draft.lines.is_empty().then_some(SkipReason::NoContent)
}
