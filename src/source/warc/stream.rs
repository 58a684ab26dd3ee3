//! The bytes of a WARC file, unpacked if they are packed, with the places at which packed members begin.
//! Must not know records.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

const CHUNK: usize = 64 * 1024;

/// Counts what is taken from a reader.
pub(super) struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}

enum Source<R: BufRead> {
    Plain(Counted<R>),
    Packed(Box<GzDecoder<Counted<R>>>),
    /// Between two members, or at the end; `None` only while one is made from the other.
    Between(Option<Counted<R>>),
}

/// Unpacked bytes; a read never crosses from one packed member into the next.
pub(super) struct Stream<R: BufRead> {
    source: Source<R>,
    /// Always of the same length.
    buffer: Vec<u8>,
    filled: usize,
    position: usize,
    /// Where the current member begins in the file.
    member: u64,
    /// How many unpacked bytes of it were taken.
    taken: u64,
    packed: bool,
    ended: bool,
}

impl<R: BufRead> Stream<R> {
    /// Looks at the first bytes and not at the name: packed files often lack the ending, and plain ones have it.
    pub(super) fn new(mut inner: R) -> io::Result<Self> {
        let packed = inner.fill_buf()?.starts_with(&[0x1f]);
        let counted = Counted { inner, taken: 0 };
        let source = if packed { Source::Between(Some(counted)) } else { Source::Plain(counted) };
        Ok(Self { source, buffer: vec![0; CHUNK], filled: 0, position: 0, member: 0, taken: 0, packed, ended: false })
    }

    /// Where the next byte lies in the file, if that can be said: in a packed file only at a member's first byte.
    pub(super) fn place(&self) -> Option<u64> {
        match (&self.source, self.packed) {
            (_, false) => Some(self.taken),
            (Source::Packed(_), true) if self.taken == 0 => Some(self.member),
            _ => None,
        }
    }

    /// Where in the file everything up to here ends; only at a member's end when the file is packed.
    pub(super) fn end(&self) -> Option<u64> {
        match &self.source {
            Source::Plain(_) => Some(self.taken),
            Source::Between(Some(counted)) => Some(counted.taken),
            Source::Packed(_) | Source::Between(None) => None,
        }
    }

    /// How many bytes of the file were taken so far, for messages.
    pub(super) fn roughly(&self) -> u64 {
        match &self.source {
            Source::Plain(_) => self.taken,
            Source::Packed(_) => self.member,
            Source::Between(counted) => counted.as_ref().map_or(self.member, |counted| counted.taken),
        }
    }

    /// Leaves the current member; what is left of it is skipped.
    pub(super) fn skip_member(&mut self) -> io::Result<bool> {
        if !self.packed {
            return Ok(false);
        }
        let member = self.member;
        while !self.fill_buf()?.is_empty() && self.member == member {
            let left = self.filled - self.position;
            self.consume(left);
        }
        Ok(self.member != member)
    }

    fn fill(&mut self) -> io::Result<()> {
        (self.position, self.filled) = (0, 0);
        while !self.ended && self.filled == 0 {
            self.filled = match &mut self.source {
                Source::Plain(counted) => counted.read(&mut self.buffer)?,
                Source::Packed(decoder) => decoder.read(&mut self.buffer)?,
                Source::Between(_) => 0,
            };
            if self.filled == 0 {
                self.next_member()?;
            }
        }
        Ok(())
    }

    /// Goes from a member's end to the next one's beginning, or to the end of the file.
    fn next_member(&mut self) -> io::Result<()> {
        let mut counted = match std::mem::replace(&mut self.source, Source::Between(None)) {
            Source::Packed(decoder) => decoder.into_inner(),
            Source::Between(Some(counted)) => counted,
            plain @ (Source::Plain(_) | Source::Between(None)) => {
                (self.source, self.ended) = (plain, true);
                return Ok(());
            }
        };
        let end = counted.taken;
        // Padding after a member is skipped; anything else that is no member ends the file.
        while let [0, ..] = counted.fill_buf()? {
            counted.consume(1);
        }
        if counted.fill_buf()?.starts_with(&[0x1f]) {
            (self.member, self.taken) = (counted.taken, 0);
            self.source = Source::Packed(Box::new(GzDecoder::new(counted)));
        } else {
            counted.taken = end;
            (self.source, self.ended) = (Source::Between(Some(counted)), true);
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Stream<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(bytes.len());
        bytes[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Stream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.position >= self.filled {
            self.fill()?;
        }
        Ok(&self.buffer[self.position..self.filled])
    }

    fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.filled);
        self.taken += count as u64;
    }
}
