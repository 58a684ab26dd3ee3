//! Reads WARC files record by record, and goes on after what cannot be read.
//! Must not know what records mean.

use std::io::{self, BufRead, Read};

use super::record::{Place, Record};
use super::stream::Stream;

/// The largest block that is kept. A larger one is cut and says so.
const LARGEST_BLOCK: u64 = 64 * 1024 * 1024;
/// How long all fields of a record may be together.
const LARGEST_HEAD: u64 = 1024 * 1024;
/// How far the next record is looked for after something that is none.
const FARTHEST: u64 = 1 << 40;

/// What cannot be read, and about where in the file.
#[derive(Debug, thiserror::Error)]
#[error("{what} at byte {offset}")]
pub struct ReadError {
    pub what: What,
    pub offset: u64,
    #[source]
    pub cause: Option<io::Error>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("the file cannot be read or unpacked further")]
    Unreadable,
    #[error("something that is no WARC record begins")]
    NoRecord,
    #[error("a record without a length begins")]
    NoLength,
    #[error("a record whose fields have no end begins")]
    EndlessHead,
    #[error("a file packed with zstd, which is not read yet, begins")]
    Zstd,
}

/// The records of a file in their order.
pub struct Reader<R: BufRead> {
    stream: Stream<R>,
    block_limit: u64,
    ended: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads from the beginning of a file, packed or not.
    pub fn new(inner: R) -> io::Result<Self> {
        Ok(Self { stream: Stream::new(inner)?, block_limit: LARGEST_BLOCK, ended: false })
    }

    /// Keeps no more than this of a block.
    #[must_use]
    pub fn with_block_limit(self, block_limit: u64) -> Self {
        Self { block_limit, ..self }
    }

    fn error(&self, what: What, cause: Option<io::Error>) -> ReadError {
        ReadError { what, offset: self.stream.roughly(), cause }
    }

    fn record(&mut self) -> Result<Option<Record>, ReadError> {
        let Some((version, offset)) = self.version_line()? else { return Ok(None) };
        let fields = self.fields()?;
        let mut record = Record { version, fields, ..Record::default() };
        let Some(length) = record.field("Content-Length").and_then(|length| length.trim().parse::<u64>().ok()) else {
            return Err(self.error(What::NoLength, None));
        };
        let kept = length.min(self.block_limit);
        let (read, failed) = self.take(kept, &mut record.block);
        let skipped = if read == kept { self.skip(length - kept) } else { 0 };
        record.is_cut = read + skipped < length || length > kept;
        if let Some(cause) = failed {
            self.ended = true;
            if record.block.is_empty() && length > 0 {
                return Err(self.error(What::Unreadable, Some(cause)));
            }
        }
        // An error in the next member, which has begun then, is not this record's.
        record.is_damaged = self.blank_lines().is_err() && self.stream.place().is_none();
        record.place =
            offset.zip(self.place_after()).map(|(offset, end)| Place { offset, length: end.saturating_sub(offset) });
        Ok(Some(record))
    }

    /// The next line that begins a record; blank lines before it belong to the record before, however many there are.
    fn version_line(&mut self) -> Result<Option<(String, Option<u64>)>, ReadError> {
        loop {
            let ready = self.stream.fill_buf().map(|bytes| bytes.first().copied());
            let offset = match ready {
                Ok(None) => return Ok(None),
                Ok(Some(b'\r' | b'\n')) => {
                    self.stream.consume(1);
                    continue;
                }
                Ok(Some(0x28)) if self.stream.roughly() == 0 && self.starts_with_zstd() => {
                    return Err(self.error(What::Zstd, None));
                }
                Ok(Some(_)) => self.stream.place(),
                Err(cause) => return Err(self.error(What::Unreadable, Some(cause))),
            };
            let line = self.line(LARGEST_HEAD)?;
            let text = String::from_utf8_lossy(&line);
            let text = text.trim();
            if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("WARC/")) {
                return Ok(Some((text.to_owned(), offset)));
            }
            return Err(self.error(What::NoRecord, None));
        }
    }

    fn starts_with_zstd(&mut self) -> bool {
        self.stream.fill_buf().is_ok_and(|bytes| bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]))
    }

    fn fields(&mut self) -> Result<Vec<(String, String)>, ReadError> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut left = LARGEST_HEAD;
        loop {
            let line = self.line(left)?;
            left = left.saturating_sub(line.len() as u64);
            if left == 0 {
                return Err(self.error(What::EndlessHead, None));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\r', '\n']);
            if text.is_empty() {
                return Ok(fields);
            }
            match (text.strip_prefix([' ', '\t']), text.split_once(':'), fields.last_mut()) {
                (Some(more), _, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(more.trim());
                }
                (None, Some((name, value)), _) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
                _ => {}
            }
        }
    }

    fn line(&mut self, limit: u64) -> Result<Vec<u8>, ReadError> {
        let mut line = Vec::new();
        match (&mut self.stream).take(limit).read_until(b'\n', &mut line) {
            Ok(_) => Ok(line),
            Err(cause) => Err(self.error(What::Unreadable, Some(cause))),
        }
    }

    fn take(&mut self, length: u64, block: &mut Vec<u8>) -> (u64, Option<io::Error>) {
        let failed = (&mut self.stream).take(length).read_to_end(block).err();
        (block.len() as u64, failed)
    }

    fn skip(&mut self, length: u64) -> u64 {
        io::copy(&mut (&mut self.stream).take(length), &mut io::sink()).unwrap_or(0)
    }

    /// Takes the line ends after a block, without going on into the next member.
    fn blank_lines(&mut self) -> io::Result<()> {
        for _ in 0..4 {
            match self.stream.fill_buf()? {
                [b'\r' | b'\n', ..] => self.stream.consume(1),
                _ => break,
            }
        }
        // A member's checksum is looked at when nothing is left of it.
        self.stream.fill_buf().map(|_| ())
    }

    /// Where the record ends. In a packed file the next member has begun by now, or there is none. Asked again, a member
    /// that cannot be begun would be taken for the end.
    fn place_after(&self) -> Option<u64> {
        self.stream.place().or_else(|| self.stream.end())
    }

    /// After something that is no record, goes to the next member or to the next line that begins one.
    fn recover(&mut self) {
        if !matches!(self.stream.skip_member(), Ok(false)) {
            return;
        }
        let mut skipped = 0;
        while skipped < FARTHEST {
            match self.stream.fill_buf() {
                Ok([]) | Err(_) => break,
                Ok(bytes) if bytes.get(..5).is_some_and(|start| start == b"WARC/") => return,
                Ok(_) => {}
            }
            let mut line = Vec::new();
            let Ok(count) = (&mut self.stream).take(LARGEST_HEAD).read_until(b'\n', &mut line) else { break };
            skipped += count as u64;
        }
        self.ended = true;
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.record() {
            Ok(record) => record.map(Ok),
            Err(error) => {
                match error.what {
                    What::NoRecord | What::NoLength | What::EndlessHead => self.recover(),
                    What::Unreadable | What::Zstd => self.ended = true,
                }
                Some(Err(error))
            }
        }
    }
}

/// Reads the one record that `bytes` hold, as an archive gives it by its place in a file.
pub fn read_one(bytes: &[u8]) -> Option<Record> {
    Reader::new(bytes).ok()?.next()?.ok()
}
