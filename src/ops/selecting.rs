//! Which parts of a policy's page are read, for every day of its past: what the configuration says, understood.
//! Must not know how a page is read.

use crate::capture::Digest;
use crate::config::PolicyConfig;
use crate::document::{Selection, SelectorError};
use crate::time::CapturedAt;

/// The parts of a policy's page that are read.
#[derive(Clone, Debug, Default)]
pub struct Selecting {
    id: Option<Digest>,
    now: Selection,
    /// Each with the last instant at which it held, in their order.
    earlier: Vec<(CapturedAt, Selection)>,
}

impl Selecting {
    /// Understands what is configured.
    pub fn of(config: &PolicyConfig) -> Result<Self, SelectorError> {
        let mut earlier = Vec::new();
        for then in &config.history {
            earlier.push((then.valid_until, Selection::new(&then.select.parts(), &then.remove.parts())?));
        }
        earlier.sort_by_key(|(until, _)| *until);
        let now = Selection::new(&config.select.parts(), &config.remove.parts())?;
        let id = config.selectors_in_words().map(|words| Digest::of(words.as_bytes()));
        Ok(Self { id, now, earlier })
    }

    /// What is read of a page that was captured at an instant.
    pub fn at(&self, at: CapturedAt) -> &Selection {
        self.earlier.iter().find(|(until, _)| at <= *until).map_or(&self.now, |(_, selection)| selection)
    }

    /// Stands for all of it; `None` where nothing is configured, so that the policy has to be found.
    pub fn id(&self) -> Option<Digest> {
        self.id
    }
}
