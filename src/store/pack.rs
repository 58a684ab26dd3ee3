//! Writes objects into one git pack and its index, as they come, in flat memory.
//! Must not know what the objects say, or which of them a repository has already.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use sha1::{Digest as _, Sha1};

use super::delta::delta;

/// The name of a pack being written. `git gc` clears away what begins like this, should a process be killed.
const UNFINISHED: &str = "tmp_pack_fineprint";
/// How many deltas a reader may have to apply for one object.
const DEEPEST: u8 = 50;
/// The compression level.
const LEVEL: u32 = 3;

/// What an object is, by git's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Commit = 1,
    Tree = 2,
    Blob = 3,
}

/// Objects that follow each other as versions of one thing, so that each is written as what changed since the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Series {
    Text,
    Source,
    Capture,
    Ledger,
    Evidence,
    Index,
    /// The tree of all services.
    Snapshots,
    Attributes,
}

/// An object's name: its SHA-1.
pub(super) type Name = [u8; 20];

/// A pack being written.
pub(super) struct Pack {
    file: BufWriter<File>,
    folder: PathBuf,
    end: u64,
    entries: BTreeMap<Name, Entry>,
    /// By kind as well, because an object made from another is of the other's kind.
    last: BTreeMap<(Kind, Series), Last>,
    zlib: Compress,
    buffer: Vec<u8>,
}

struct Entry {
    offset: u64,
    crc: u32,
}

/// The last object of a series.
struct Last {
    offset: u64,
    depth: u8,
    bytes: Vec<u8>,
}

impl Pack {
    /// Begins a pack in the folder where a repository keeps its packs.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join(UNFINISHED);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all(b"PACK\0\0\0\x02\0\0\0\0")?;
        Ok(Self {
            file,
            folder: folder.to_owned(),
            end: 12,
            entries: BTreeMap::new(),
            last: BTreeMap::new(),
            zlib: Compress::new(Compression::new(LEVEL), true),
            buffer: Vec::new(),
        })
    }

    pub(super) fn holds(&self, name: &Name) -> bool {
        self.entries.contains_key(name)
    }

    /// How many bytes the pack has so far.
    pub(super) fn length(&self) -> u64 {
        self.end
    }

    /// Adds an object that the pack does not hold yet.
    pub(super) fn add(&mut self, kind: Kind, name: Name, bytes: &[u8], series: Option<Series>) -> io::Result<()> {
        let offset = self.end;
        let base = series.and_then(|series| self.last.get(&(kind, series))).filter(|base| base.depth < DEEPEST);
        let difference = base.map(|base| (delta(&base.bytes, bytes), base.offset, base.depth));
        let mut depth = 0;
        if let Some((difference, base, base_depth)) = difference.filter(|(short, ..)| short.len() < bytes.len() / 2) {
            self.write(&delta_header(difference.len(), offset - base), &difference)?;
            depth = base_depth + 1;
        } else {
            self.write(&header(kind as u8, bytes.len()), bytes)?;
        }
        let mut crc = Crc::new();
        crc.update(&self.buffer);
        self.entries.insert(name, Entry { offset, crc: crc.sum() });
        if let Some(series) = series {
            let last = self.last.entry((kind, series)).or_insert(Last { offset, depth, bytes: Vec::new() });
            (last.offset, last.depth) = (offset, depth);
            last.bytes.clear();
            last.bytes.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn write(&mut self, header: &[u8], bytes: &[u8]) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend_from_slice(header);
        self.zlib.reset();
        loop {
            self.buffer.reserve(bytes.len() / 2 + 64);
            let done = usize::try_from(self.zlib.total_in()).unwrap_or(usize::MAX).min(bytes.len());
            let status = self.zlib.compress_vec(&bytes[done..], &mut self.buffer, FlushCompress::Finish);
            if status.map_err(io::Error::other)? == Status::StreamEnd {
                break;
            }
        }
        self.file.write_all(&self.buffer)?;
        self.end += self.buffer.len() as u64;
        Ok(())
    }

    /// Completes the pack and its index and puts both in place; only then does git see them.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        let count = u32::try_from(self.entries.len()).map_err(io::Error::other)?;
        file.seek(SeekFrom::Start(8))?;
        file.write_all(&count.to_be_bytes())?;
        let checksum = checksum(file)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(&checksum)?;
        file.sync_all()?;
        let name = checksum.iter().fold(String::from("pack-"), |name, byte| format!("{name}{byte:02x}"));
        let (unfinished, index) = (self.folder.join(UNFINISHED), self.folder.join(format!("{UNFINISHED}_idx")));
        let mut index_file = File::create(&index)?;
        index_file.write_all(&index_bytes(&self.entries, checksum)?)?;
        index_file.sync_all()?;
        put_in_place(&unfinished, &self.folder.join(format!("{name}.pack")))?;
        put_in_place(&index, &self.folder.join(format!("{name}.idx")))
    }

    /// Throws an unfinished pack away.
    pub(super) fn abandon(self) {
        let path = self.folder.join(UNFINISHED);
        drop(self);
        let _ = fs::remove_file(path);
    }
}

fn put_in_place(from: &Path, to: &Path) -> io::Result<()> {
    if to.exists() {
        return fs::remove_file(from);
    }
    let mut permissions = fs::metadata(from)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(from, permissions)?;
    fs::rename(from, to)
}

/// The SHA-1 of all that a file holds so far.
fn checksum(file: &mut File) -> io::Result<Name> {
    file.rewind()?;
    let mut hasher = Sha1::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize().into()),
            length => hasher.update(&piece[..length]),
        }
    }
}

/// The index, version 2. Offsets fit in 31 bits, because packs are closed long before.
fn index_bytes(entries: &BTreeMap<Name, Entry>, pack: Name) -> io::Result<Vec<u8>> {
    let mut index = Vec::with_capacity(8 + 1024 + entries.len() * 28 + 40);
    index.extend_from_slice(b"\xfftOc\0\0\0\x02");
    let mut counts = [0u32; 256];
    for name in entries.keys() {
        counts[usize::from(name[0])] += 1;
    }
    let mut sum = 0;
    for count in counts {
        sum += count;
        index.extend_from_slice(&sum.to_be_bytes());
    }
    for name in entries.keys() {
        index.extend_from_slice(name);
    }
    for entry in entries.values() {
        index.extend_from_slice(&entry.crc.to_be_bytes());
    }
    for entry in entries.values() {
        let offset = i32::try_from(entry.offset).map_err(io::Error::other)?;
        index.extend_from_slice(&offset.to_be_bytes());
    }
    index.extend_from_slice(&pack);
    let own: Name = Sha1::digest(&index).into();
    index.extend_from_slice(&own);
    Ok(index)
}

/// A whole object's header: kind and size.
fn header(kind: u8, size: usize) -> Vec<u8> {
    let mut header = vec![kind << 4 | low_bits(size, 0x0f)];
    let mut rest = size >> 4;
    while rest > 0 {
        if let Some(last) = header.last_mut() {
            *last |= 0x80;
        }
        header.push(low_bits(rest, 0x7f));
        rest >>= 7;
    }
    header
}

/// The header of an object written as a difference: how far back its base lies.
fn delta_header(size: usize, mut back: u64) -> Vec<u8> {
    const OFFSET_DELTA: u8 = 6;
    let mut header = header(OFFSET_DELTA, size);
    let mut distance = vec![(back & 0x7f).to_le_bytes()[0]];
    back >>= 7;
    while back > 0 {
        back -= 1;
        distance.push(0x80 | (back & 0x7f).to_le_bytes()[0]);
        back >>= 7;
    }
    header.extend(distance.iter().rev());
    header
}

fn low_bits(number: usize, mask: u8) -> u8 {
    number.to_le_bytes()[0] & mask
}
