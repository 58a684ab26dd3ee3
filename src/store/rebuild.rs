//! Writes a policy's chain anew from the bytes that are kept, so that a better normalizer never looks like a change of
//! the policy. Must not know how bytes become text.

use std::collections::BTreeMap;

use crate::capture::{Capture, Digest};
use crate::claim::Claims;
use crate::document::{Document, SkipReason, fingerprint, markdown};
use crate::policy::PolicyId;
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting};

use super::Store;
use super::chain;
use super::error::{Result, StoreError};
use super::index::Visit;
use super::policy_writer::{self, Work, count};
use super::recorder::{NewText, Recorded, Recorder};

impl Store {
    /// Reads every text of a policy again from its bytes and writes the chain anew where that changes anything.
    ///
    /// `selection` stands for the selectors by which that is done; it is noted for the next look.
    /// Of captures with one text only the earliest's bytes are kept; the others are taken to read as it does.
    pub fn rebuild(
        &self,
        now: CapturedAt,
        policy: &PolicyId,
        selection: Option<Digest>,
        read: impl Fn(&Capture) -> std::result::Result<(Document, Claims), SkipReason>,
    ) -> Result<Recorded> {
        let mut writer = self.recorder(now)?;
        let line = self.line(&writer.branch, policy)?;
        let mut work = Work::load(&self.git, &writer.branch, &writer.index, policy)?;
        if work.visit().selection != selection {
            work.new_visit = Some(Visit { selection, ..Visit::default() });
        }
        let mut readings = BTreeMap::new();
        for commit in self.commits(policy, &line)? {
            let stored = chain::stored(&self.git, policy, commit)?;
            if readings.contains_key(&stored.record.text) {
                continue;
            }
            let reading = read(&self.source_of(&stored)?);
            let shown = match reading {
                Ok((document, claims)) => {
                    let text = fingerprint(&document);
                    let seen = earliest(&work, stored.record.text, policy)?;
                    keep(&mut writer, &mut work, seen, stored.source()?, &document, claims)?;
                    Shown::Text(text)
                }
                Err(reason) => Shown::Skipped(reason),
            };
            readings.insert(stored.record.text, shown);
        }
        let recorded = settle(&mut writer, policy, &work, &readings)?;
        writer.publish()?;
        Ok(recorded)
    }
}

/// The capture whose bytes the store keeps for a text.
fn earliest(work: &Work, text: Digest, policy: &PolicyId) -> Result<Sighting> {
    let found = work.old.origin(text).cloned();
    found.ok_or_else(|| StoreError::damaged(format!("the ledger of {policy} lacks the text {text} of its chain")))
}

/// Keeps a text as read again, unless an earlier capture now reads the same.
fn keep(
    writer: &mut Recorder<'_>,
    work: &mut Work,
    seen: Sighting,
    source: super::git::Oid,
    document: &Document,
    claims: Claims,
) -> Result<()> {
    let text = fingerprint(document);
    if work.texts.get(&text).is_some_and(|known| known.seen <= seen) {
        return Ok(());
    }
    let body = writer.spool.put(&markdown::write(document));
    let body = body.map_err(|error| StoreError::io(writer.git.folder(), error))?;
    let (title, language) = (document.title.clone(), document.language.clone());
    work.texts.insert(text, NewText { seen, source, title, language, claims, body });
    Ok(())
}

/// Writes what the sightings make by the new readings.
fn settle(
    writer: &mut Recorder<'_>,
    policy: &PolicyId,
    work: &Work,
    readings: &BTreeMap<Digest, Shown>,
) -> Result<Recorded> {
    let mut reads_otherwise = false;
    let (ledger, _) = policy_writer::set_aside(writer, |git, write| {
        work.sightings.each(git, &mut |mut sighting| {
            if let Shown::Text(text) = sighting.shown
                && let Some(shown) = readings.get(&text)
            {
                reads_otherwise |= *shown != sighting.shown;
                sighting.shown = *shown;
            }
            write(sighting)
        })
    })?;
    let tip = policy_writer::write_chain(writer, policy, work, &[], ledger.folded.runs())?;
    let commit = tip.as_ref().map(|tip| tip.commit);
    let recorded = Recorded {
        policy: policy.clone(),
        versions: count(ledger.folded.runs().len()),
        added: Vec::new(),
        looks: 0,
        duplicates: 0,
        tip: commit.map(|commit| commit.to_string()),
    };
    if commit == work.tip()? && !reads_otherwise && work.new_visit.is_none() {
        return Ok(recorded);
    }
    let Some(line) = policy_writer::line(&ledger.folded, recorded.tip.clone(), work.visit()) else {
        return Ok(recorded);
    };
    let message = format!("{policy}: read again by normalizer {}\n", super::NORMALIZER);
    let written = policy_writer::settle(writer, recorded, &ledger, line, tip)?;
    match written.join {
        Some(join) => policy_writer::join(writer, join.with_message(message))?,
        None => writer.commit_index(None, &message)?,
    }
    Ok(written.recorded)
}
