//! Texts set aside until their place in the chain is known: in memory while they are few, then in a file.
//! Must not know what they say.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much is held in memory.
const MOST_IN_MEMORY: usize = 16 << 20;
/// The file's name in git's own folder.
const NAME: &str = "fineprint.spool";

/// Texts set aside.
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
        if self.memory.len() + text.len() > MOST_IN_MEMORY {
            self.flush()?;
        }
        let start = self.in_file + self.memory.len() as u64;
        self.memory.extend_from_slice(text.as_bytes());
        Ok(start..start + text.len() as u64)
    }

    /// Gets a text back.
    pub(super) fn get(&mut self, place: &Range<u64>) -> io::Result<String> {
        let length = usize::try_from(place.end - place.start).map_err(io::Error::other)?;
        let mut bytes = vec![0; length];
        match (place.start.checked_sub(self.in_file), &mut self.file) {
            (Some(start), _) => {
                let start = usize::try_from(start).map_err(io::Error::other)?;
                bytes.copy_from_slice(&self.memory[start..start + length]);
            }
            (None, Some(file)) => {
                file.seek(SeekFrom::Start(place.start))?;
                file.read_exact(&mut bytes)?;
            }
            (None, None) => return Err(io::ErrorKind::NotFound.into()),
        }
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
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

impl Drop for Spool {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
