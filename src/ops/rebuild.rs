//! Chains written anew from the pages they keep.
//! Must not know how a chain is written.

use super::Selecting;
use crate::policy::PolicyId;
use crate::store::{Recorded, Store, StoreError};
use crate::time::CapturedAt;

use super::read;

/// Reads every text of a policy again from its bytes, and writes the chain anew where that changes anything.
pub fn rebuild(
    store: &Store,
    now: CapturedAt,
    policy: &PolicyId,
    selecting: &Selecting,
) -> Result<Recorded, StoreError> {
    store.rebuild(now, policy, selecting.id(), |capture| {
        read::dated_with(capture, selecting.at(capture.provenance.captured_at))
            .reading
            .map(|(document, claims)| (document.as_ref().clone(), claims))
    })
}
