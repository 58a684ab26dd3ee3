//! How things stand with every policy: what is known without reading any text.
//! Must not know what a look is for.

use std::collections::BTreeMap;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Folded, Outcome, Shown, Sighting};

use super::error::Result;
use super::index::Visit;
use super::sightings::Sightings;
use super::{Store, index_of};

/// What is known of one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub versions: u32,
    /// The newest commit of the chain.
    pub tip: Option<String>,
    /// When the policy was first seen at all.
    pub first_seen: Option<CapturedAt>,
    /// When the newest version was first seen.
    pub last_change: Option<CapturedAt>,
    /// The last look, whatever it showed.
    pub last_look: Sighting,
    /// The last look that showed the policy.
    pub last_success: Option<Sighting>,
    /// The first of the looks since then, when all of them failed or were skipped.
    pub blind_since: Option<CapturedAt>,
    /// What the last look left for the next one.
    pub visit: Visit,
}

impl Standing {
    /// The fingerprint of the text that was seen last.
    pub fn text(&self) -> Option<Digest> {
        self.last_success.as_ref().and_then(|seen| match seen.shown {
            Shown::Text(text) => Some(text),
            Shown::Skipped(_) | Shown::Failed => None,
        })
    }
}

impl Store {
    /// How things stand with every policy that the store knows.
    pub fn standings(&self) -> Result<BTreeMap<PolicyId, Standing>> {
        let branch = self.branch()?;
        let mut standings = BTreeMap::new();
        for (policy, line) in index_of(&self.git, &branch)? {
            let (mut folded, mut blind_since) = (Folded::default(), None);
            Sightings::of(&self.git, &branch, &policy, Some(&line))?.each(&self.git, &mut |sighting| {
                let at = sighting.first_seen();
                match folded.see(sighting) {
                    Outcome::Version(_) => blind_since = None,
                    Outcome::Skipped(_) | Outcome::Failed => drop(blind_since.get_or_insert(at)),
                }
                Ok(())
            })?;
            let Some(last) = folded.last() else { continue };
            let newest = folded.runs().last();
            let standing = Standing {
                versions: line.versions,
                tip: line.tip,
                first_seen: line.first_seen,
                last_change: newest.map(|run| run.first.first_seen()),
                last_look: last.last_look(),
                last_success: newest.map(|run| run.last.last_look()),
                blind_since,
                visit: line.visit,
            };
            standings.insert(policy, standing);
        }
        Ok(standings)
    }

    /// What the last look at a policy left for the next one.
    pub fn visit(&self, policy: &PolicyId) -> Result<Visit> {
        Ok(self.line(&self.branch()?, policy)?.visit)
    }

    /// The instant of the newest commit on the branch.
    pub fn last_commit(&self) -> Result<Option<CapturedAt>> {
        self.git.last_commit()
    }
}
