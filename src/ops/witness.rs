//! Whether a capture that an archive made for us shows what we saw.
//! Must not know how the archive was asked.

use crate::document;
use crate::policy::PolicyId;
use crate::source::witness::Confirmation;
use crate::source::{Fetched, Holding, Source, SourceError};
use crate::store::{Store, StoreError};
use crate::time::CapturedAt;

use super::read;

/// Why a witness cannot be questioned.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// Compares an accepted capture with the newest version: only exactly that instant counts, and only the text.
pub fn confirm(
    store: &Store,
    policy: &PolicyId,
    archive: &dyn Source,
    captured_at: CapturedAt,
    original: &str,
) -> Result<Confirmation, WitnessError> {
    let timeline = store.timeline(policy)?;
    let Fetched::Archived(archived) = archive.fetch(&Holding::new(captured_at, original))? else {
        return Ok(Confirmation::NotYet);
    };
    let ours = timeline.versions.last().map(|version| document::fingerprint(&version.document));
    let theirs = read::dated(&archived.capture).reading.ok().map(|(document, _)| document::fingerprint(&document));
    Ok(if ours.is_some() && ours == theirs { Confirmation::Confirmed } else { Confirmation::Differs })
}

/// What a confirmation means, in words.
pub fn words(confirmation: Confirmation) -> &'static str {
    match confirmation {
        Confirmation::Confirmed => "confirmed: the archive shows the same text",
        Confirmation::Differs => "differs: the archive shows another text",
        Confirmation::NotYet => "not yet: the archive does not show it so far; that takes minutes to hours",
    }
}
