//! Writes git objects: a few as loose files, many into packs.
//! Must not know what the objects say.

use std::io;

use git2::{Odb, OdbLookupFlags};

use super::error::{Result, StoreError};
use super::git::{Git, ObjectType, Oid, TreeEntry, tree_bytes};
use super::pack::{Kind, Name, Pack, Series};

/// How many objects one run may write as loose files.
const MOST_LOOSE: u32 = 64;
/// The length from which on a blob is not held whole.
const LONG: usize = 1 << 18;
/// The length at which a pack is closed and the next one begun.
const LONGEST_PACK: u64 = 1 << 30;

/// Where objects are written to. Nothing refers to them until a branch moves, so a run that stops here leaves no trace.
pub(super) struct Objects<'git> {
    git: &'git Git,
    odb: Odb<'git>,
    loose: u32,
    pack: Option<Pack>,
}

impl<'git> Objects<'git> {
    pub(super) fn new(git: &'git Git) -> Result<Self> {
        Ok(Self { git, odb: git.odb()?, loose: 0, pack: None })
    }

    pub(super) fn blob(&mut self, bytes: &[u8], series: Series) -> Result<Oid> {
        self.write(Kind::Blob, bytes, Some(series))
    }

    /// A blob of a known length, which is written piece by piece where it is long: then it is never held whole.
    pub(super) fn long_blob(
        &mut self,
        length: u64,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
        series: Series,
    ) -> Result<Oid> {
        let broken = |error| StoreError::io(self.git.folder(), error);
        let length = usize::try_from(length).map_err(|error| broken(io::Error::other(error)))?;
        if length < LONG {
            let mut bytes = Vec::with_capacity(length);
            write(&mut bytes).map_err(broken)?;
            return self.blob(&bytes, series);
        }
        let error = |error| self.git.git("cannot write an object", error);
        let mut writer = self.odb.writer(length, ObjectType::Blob).map_err(error)?;
        write(&mut writer).map_err(broken)?;
        writer.finalize().map_err(error)
    }

    /// A tree of entries in any order.
    pub(super) fn tree(&mut self, entries: &[TreeEntry], series: Option<Series>) -> Result<Oid> {
        self.write(Kind::Tree, &tree_bytes(entries), series)
    }

    pub(super) fn commit(&mut self, bytes: &[u8]) -> Result<Oid> {
        self.write(Kind::Commit, bytes, None)
    }

    fn write(&mut self, kind: Kind, bytes: &[u8], series: Option<Series>) -> Result<Oid> {
        let id = self.git.name(object_type(kind), bytes)?;
        let Ok(name) = Name::try_from(id.as_bytes()) else {
            return Err(StoreError::damaged("the repository names objects by another hash than SHA-1"));
        };
        let packed = self.pack.as_ref().is_some_and(|pack| pack.holds(&name));
        if packed || self.odb.exists_ext(id, OdbLookupFlags::NO_REFRESH) {
            return Ok(id);
        }
        if self.pack.is_none() && self.loose < MOST_LOOSE {
            self.loose += 1;
            let written = self.odb.write(object_type(kind), bytes);
            return written.map_err(|error| self.git.git("cannot write an object", error));
        }
        self.pack(kind, name, bytes, series)?;
        Ok(id)
    }

    fn pack(&mut self, kind: Kind, name: Name, bytes: &[u8], series: Option<Series>) -> Result<()> {
        let folder = self.git.packs();
        let error = |error| StoreError::io(&folder, error);
        let pack = match &mut self.pack {
            Some(pack) => pack,
            None => self.pack.insert(Pack::begin(&folder).map_err(error)?),
        };
        pack.add(kind, name, bytes, series).map_err(error)?;
        if pack.length() > LONGEST_PACK {
            self.finish()?;
        }
        Ok(())
    }

    /// Makes everything written so far durable and readable.
    pub(super) fn finish(&mut self) -> Result<()> {
        if let Some(pack) = self.pack.take() {
            pack.finish().map_err(|error| StoreError::io(&self.git.packs(), error))?;
            // Further objects of this run go to a pack again.
            self.loose = MOST_LOOSE;
            self.odb.refresh().map_err(|error| self.git.git("cannot read the new pack", error))?;
        }
        Ok(())
    }
}

impl Drop for Objects<'_> {
    fn drop(&mut self) {
        if let Some(pack) = self.pack.take() {
            pack.abandon();
        }
    }
}

fn object_type(kind: Kind) -> ObjectType {
    match kind {
        Kind::Commit => ObjectType::Commit,
        Kind::Tree => ObjectType::Tree,
        Kind::Blob => ObjectType::Blob,
    }
}
