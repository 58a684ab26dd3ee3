//! Texts set aside until their place in the chain is known: in memory while they are few, then in a file.
//! Must not know what they say.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much is held in memory.
const MOST_IN_MEMORY: usize = 1 << 16;
/// The file's name in git's own folder.
const NAME: &str = "fineprint.spool";

/// Texts set aside, written one after the other.
pub(super) struct Spool {
    path: PathBuf,
    file: Option<File>,
    /// What is not in the file yet; it follows what is.
    memory: Vec<u8>,
    in_file: u64,
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Self {
        Self { path: folder.join(NAME), file: None, memory: Vec::new(), in_file: 0 }
    }

    /// Sets a text aside and says where it lies.
    pub(super) fn put(&mut self, text: &str) -> io::Result<Range<u64>> {
        let start = self.end();
        self.write_all(text.as_bytes())?;
        Ok(start..self.end())
    }

    /// Where what is written next will lie.
    pub(super) fn end(&self) -> u64 {
        self.in_file + self.memory.len() as u64
    }

    /// Gets a text back.
    pub(super) fn get(&mut self, place: &Range<u64>) -> io::Result<String> {
        let mut bytes = Vec::with_capacity(usize::try_from(place.end - place.start).map_err(io::Error::other)?);
        self.copy(place, &mut bytes)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    /// Gets a text back piece by piece.
    pub(super) fn copy(&mut self, place: &Range<u64>, out: &mut dyn Write) -> io::Result<()> {
        let in_file = place.start..place.end.min(self.in_file);
        if let Some(file) = self.file.as_mut().filter(|_| !in_file.is_empty()) {
            file.seek(SeekFrom::Start(in_file.start))?;
            io::copy(&mut file.take(in_file.end - in_file.start), out)?;
        }
        let in_memory = |at: u64| usize::try_from(at.saturating_sub(self.in_file)).map_err(io::Error::other);
        let rest = self.memory.get(in_memory(place.start)?..in_memory(place.end)?);
        out.write_all(rest.ok_or(io::ErrorKind::NotFound)?)
    }

    fn empty_memory(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self
                .file
                .insert(OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&self.path)?),
        };
        file.seek(SeekFrom::Start(self.in_file))?;
        file.write_all(&self.memory)?;
        self.in_file += self.memory.len() as u64;
        self.memory.clear();
        Ok(())
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.memory.len() + bytes.len() > MOST_IN_MEMORY {
            self.empty_memory()?;
        }
        self.memory.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Nothing has to reach the file before it is asked for.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_had_back_from_memory_from_the_file_and_from_both() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::new(folder.path());
        let texts: Vec<String> = (0..40).map(|number| format!("{number}:").repeat(1_000)).collect();
        let places: Vec<_> = texts.iter().map(|text| spool.put(text).unwrap()).collect();
        let start = spool.end();
        while spool.memory.len() + 2 * 7_000 <= MOST_IN_MEMORY {
            spool.write_all(&[b'-'; 7_000]).unwrap();
        }
        let middle = spool.end();
        spool.write_all(&[b'+'; 7_000]).unwrap();
        spool.write_all(&[b'+'; 8_000]).unwrap();
        assert!(start < spool.in_file && spool.in_file < spool.end());
        assert_eq!(spool.get(&(middle..spool.end())).unwrap(), "+".repeat(15_000));
        for (text, place) in texts.iter().zip(&places) {
            assert_eq!(spool.get(place).unwrap(), *text);
        }
        drop(spool);
        assert!(!folder.path().join(NAME).exists());
    }
}
