//! Packs records into gzip members with one compressor for all: it takes a third of a megabyte, so that one anew for every
//! record would cost more than the packing, and leave holes in memory that few allocators fill.
//! Must not know what a record says.

use std::io;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// No flags, no time, no system: the same bytes on every machine.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Makes gzip members.
#[derive(Debug, Default)]
pub(super) struct Packer {
    deflate: Option<Compress>,
}

impl Packer {
    /// One member that holds these bytes, one after the other.
    pub(super) fn member(&mut self, pieces: &[&[u8]]) -> io::Result<Vec<u8>> {
        let deflate = self.deflate.get_or_insert_with(|| Compress::new(Compression::default(), false));
        deflate.reset();
        let (mut packed, mut crc) = (HEADER.to_vec(), Crc::new());
        for piece in pieces {
            crc.update(piece);
            let start = deflate.total_in();
            loop {
                let done = usize::try_from(deflate.total_in() - start).map_err(io::Error::other)?;
                if done == piece.len() {
                    break;
                }
                step(deflate, &piece[done..], &mut packed, FlushCompress::None)?;
            }
        }
        while step(deflate, &[], &mut packed, FlushCompress::Finish)? != Status::StreamEnd {}
        packed.extend_from_slice(&crc.sum().to_le_bytes());
        packed.extend_from_slice(&crc.amount().to_le_bytes());
        Ok(packed)
    }
}

fn step(deflate: &mut Compress, bytes: &[u8], packed: &mut Vec<u8>, flush: FlushCompress) -> io::Result<Status> {
    packed.reserve(bytes.len() / 4 + 4096);
    deflate.compress_vec(bytes, packed, flush).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn every_member_is_what_a_compressor_of_its_own_would_make() {
        let mut packer = Packer::default();
        let long: Vec<u8> = (0..300_000u32).flat_map(|n| (n % 977 * n).to_le_bytes()).collect();
        for pieces in [&[&b"WARC/1.1\r\n"[..], &long, b"\r\n\r\n"][..], &[], &[b""], &[&b"a".repeat(100_000), b"b"]] {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            for piece in pieces {
                encoder.write_all(piece).unwrap();
            }
            assert!(packer.member(pieces).unwrap() == encoder.finish().unwrap());
        }
    }
}
