//! The bundled captures, of real policies and of one reconstructed post: a case that needs no network and no account.
//! Must not know where the store is or what is printed.

use crate::capture::Capture;
use crate::policy::{PolicyId, PolicyIdError};
use crate::source::files::{self, FileError, Given};
use crate::store::{Store, StoreError};
use crate::time::{CapturedAt, TimeError};

use super::read;

/// The day that stands for "not known when": the day on which the undated pages were bundled.
const BUNDLED_ON: &str = "2026-11-21";
const UNDATED: &str = "when this page was saved is not known; the instant is the day it was bundled";
const RECONSTRUCTION: &str = "a reconstruction written from the facts of an article about this post, not a copy of it; the \
    instant is the day the article gives for its creation";

/// One bundled capture.
struct Bundled {
    policy: &'static str,
    file: &'static str,
    body: &'static [u8],
    captured_at: Option<&'static str>,
    url: Option<&'static str>,
    note: Option<&'static str>,
}

const BUNDLED: &[Bundled] = &[
    Bundled {
        policy: "practice-fusion/privacy-policy",
        file: "practicefusion-2012-10-14.md",
        body: include_bytes!("../../demo/practicefusion-2012-10-14.md"),
        captured_at: None,
        url: None,
        note: None,
    },
    Bundled {
        policy: "practice-fusion/privacy-policy",
        file: "practicefusion-2019-04-25.md",
        body: include_bytes!("../../demo/practicefusion-2019-04-25.md"),
        captured_at: None,
        url: None,
        note: None,
    },
    Bundled {
        policy: "practice-fusion/patient-surveys-post",
        file: "practicefusion-post-2013-08-22.html",
        body: include_bytes!("../../demo/practicefusion-post-2013-08-22.html"),
        captured_at: None,
        url: None,
        note: Some(RECONSTRUCTION),
    },
    Bundled {
        policy: "healthsoft/privacy-policy",
        file: "healthsoft-privacy-policy.md",
        body: include_bytes!("../../demo/healthsoft-privacy-policy.md"),
        captured_at: Some(BUNDLED_ON),
        url: None,
        note: Some(UNDATED),
    },
    Bundled {
        policy: "patient7/privacy-policy",
        file: "patient7-privacy-policy.md",
        body: include_bytes!("../../demo/patient7-privacy-policy.md"),
        captured_at: Some(BUNDLED_ON),
        url: None,
        note: Some(UNDATED),
    },
];

/// Why a bundled capture cannot be used; a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Policy(#[from] PolicyIdError),
    #[error(transparent)]
    Time(#[from] TimeError),
    #[error(transparent)]
    File(#[from] FileError),
}

/// Records the bundled captures, and names their policies in the same order.
pub fn record(
    store: &Store,
    now: CapturedAt,
    bundled: Vec<(PolicyId, Vec<Capture>)>,
) -> Result<Vec<PolicyId>, StoreError> {
    let (policies, captures): (Vec<PolicyId>, Vec<Vec<Capture>>) = bundled.into_iter().unzip();
    let recordings = captures.into_iter().map(read::recordings);
    store.record(now, &policies.iter().cloned().zip(recordings).collect::<Vec<_>>())?;
    Ok(policies)
}

/// The policies of the demonstration with their captures, the one to look at first in front.
pub fn captures() -> Result<Vec<(PolicyId, Vec<Capture>)>, DemoError> {
    let mut policies: Vec<(PolicyId, Vec<Capture>)> = Vec::new();
    for bundled in BUNDLED {
        let policy: PolicyId = bundled.policy.parse()?;
        let given = Given {
            captured_at: bundled.captured_at.map(str::parse).transpose()?,
            url: bundled.url.map(str::to_owned),
            usual_url: None,
            note: bundled.note.map(str::to_owned),
        };
        let capture = files::capture(bundled.file.as_ref(), bundled.body.to_vec(), &given)?;
        match policies.last_mut() {
            Some((last, captures)) if *last == policy => captures.push(capture),
            _ => policies.push((policy, vec![capture])),
        }
    }
    Ok(policies)
}
