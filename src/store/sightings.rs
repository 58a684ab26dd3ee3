//! What a branch knows of a policy, look by look: one sighting at a time is in memory, because there may be very many.
//! Must not know how a line of a table is written.

use crate::policy::PolicyId;
use crate::timeline::{Folded, Sighting};

use super::error::{Result, StoreError};
use super::git::{Git, Oid};
use super::index::Line;
use super::join::Branch;
use super::{layout, ledger, unreadable};

/// The sightings of a policy, to be gone through as often as it takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Sightings {
    /// The blob with the ledger, and its path; `None` of a policy that is new.
    ledger: Option<(Oid, String)>,
    line: Option<Line>,
}

impl Sightings {
    /// Those that a branch has, whose index has this line for the policy.
    pub(super) fn of(git: &Git, branch: &Branch, policy: &PolicyId, line: Option<&Line>) -> Result<Self> {
        let Some(line) = line else { return Ok(Self::default()) };
        let path = layout::path(policy, layout::LEDGER);
        let files = branch.files(git, policy)?;
        match files.iter().find(|file| file.name == layout::LEDGER.as_bytes()) {
            Some(file) => Ok(Self { ledger: Some((file.id, path)), line: Some(line.clone()) }),
            None => Err(StoreError::damaged(format!("{path} is missing, though {} names the policy", layout::INDEX))),
        }
    }

    /// Shows all of them in their order, and says how many are the ledger's; the others are looks of the index.
    pub(super) fn each(&self, git: &Git, see: &mut dyn FnMut(Sighting) -> Result<()>) -> Result<usize> {
        let Some((ledger, path)) = &self.ledger else { return Ok(0) };
        let (mut in_ledger, mut last) = (0, None);
        git.stream(*ledger, path, |from| {
            for sighting in ledger::read(from) {
                let seen = sighting?.map_err(|number| unreadable(path, number)).and_then(|sighting| {
                    in_ledger += 1;
                    last.replace(sighting).map_or(Ok(()), &mut *see)
                });
                if seen.is_err() {
                    return Ok(seen);
                }
            }
            Ok(Ok(()))
        })??;
        let pending = last.as_ref().and_then(|last| self.line.as_ref()?.pending(last));
        last.into_iter().chain(pending).try_for_each(see)?;
        Ok(in_ledger)
    }

    /// All of them, folded.
    pub(super) fn folded(&self, git: &Git) -> Result<(Folded, usize)> {
        let mut folded = Folded::default();
        let in_ledger = self.each(git, &mut |sighting| {
            folded.see(sighting);
            Ok(())
        })?;
        Ok((folded, in_ledger))
    }
}
