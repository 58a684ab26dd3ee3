//! Brings one policy's chain, ledger and line of the index up to what the captures say.
//! Must not know the lock, the branch's reference or the work tree.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::Range;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::timeline::{Folded, Run, Sighting};

use super::chain::{self, Text, Tip};
use super::error::{Result, StoreError, StoreErrorKind};
use super::git::{Git, Oid};
use super::index::{self, Index, Line, Looks, Visit};
use super::join::Branch;
use super::ledger;
use super::merge::Merge;
use super::pack::Series;
use super::plan;
use super::recorder::{NewText, Recorded, Recorder};
use super::sightings::Sightings;
use super::{NORMALIZER, layout};

/// The sources whose looks come again and again and are kept as stretches.
const LOOKING: [&str; 2] = ["live", "browser"];

/// What is known of a policy, and what a run brings.
#[derive(Default)]
pub(super) struct Work {
    pub(super) line: Option<Line>,
    pub(super) sightings: Sightings,
    /// How many of them are the ledger's; the others are looks of the index.
    in_ledger: usize,
    /// What they make.
    pub(super) old: Folded,
    pub(super) new: Vec<Sighting>,
    pub(super) texts: BTreeMap<Digest, NewText>,
    /// What this run leaves for the next look; what the last one left unless this one says.
    pub(super) new_visit: Option<Visit>,
}

/// What writing a policy gave.
pub(super) struct Written {
    pub(super) recorded: Recorded,
    /// A chain to be joined into the branch.
    pub(super) join: Option<Join>,
}

/// A chain that the branch does not have yet.
pub(super) struct Join {
    pub(super) policy: PolicyId,
    tip: Tip,
    ledger: Oid,
    line: Line,
    message: String,
}

impl Join {
    /// The same with another message for the commit on the branch.
    pub(super) fn with_message(self, message: String) -> Self {
        Self { message, ..self }
    }
}

impl Work {
    /// Reads what the store knows of a policy.
    pub(super) fn load(git: &Git, branch: &Branch, index: &Index, policy: &PolicyId) -> Result<Self> {
        layout::check(policy)?;
        let line = index.get(policy).cloned();
        let sightings = Sightings::of(git, branch, policy, line.as_ref())?;
        let (old, in_ledger) = sightings.folded(git)?;
        Ok(Self { line, sightings, in_ledger, old, ..Self::default() })
    }

    /// Whether a sighting comes before every other known one with its text, so that its bytes are the ones to keep.
    pub(super) fn lacks(&self, text: Digest, sighting: &Sighting) -> bool {
        let in_store = self.old.origin(text).is_some_and(|origin| origin <= sighting);
        let in_run = self.texts.get(&text).is_some_and(|new| new.seen <= *sighting);
        !in_store && !in_run
    }

    pub(super) fn refuse_outdated(&self, git: &Git, policy: &PolicyId, normalizer: u32) -> Result<()> {
        let Some(tip) = self.tip()? else { return Ok(()) };
        let recorded = chain::stored(git, policy, tip)?.record.normalizer;
        if recorded == normalizer {
            return Ok(());
        }
        let what = format!("{policy} was recorded by normalizer {recorded}, and this is normalizer {normalizer}");
        Err(StoreError::new(StoreErrorKind::Outdated, what))
    }

    /// The text that was shown last, of those that the store has.
    pub(super) fn last_text(&self) -> Option<Digest> {
        self.old.runs().last().map(|run| run.text)
    }

    /// What the next look is to find.
    pub(super) fn visit(&self) -> Visit {
        let last = || self.line.as_ref().map(|line| line.visit.clone()).unwrap_or_default();
        self.new_visit.clone().unwrap_or_else(last)
    }

    pub(super) fn tip(&self) -> Result<Option<Oid>> {
        self.line.as_ref().map_or(Ok(None), super::tip)
    }
}

/// Writes what changes for a policy; a changed chain is left to be joined.
pub(super) fn write(writer: &mut Recorder<'_>, policy: &PolicyId, mut work: Work) -> Result<Written> {
    let new = std::mem::take(&mut work.new);
    let given = new.len();
    let are_looks = new.iter().all(is_looking);
    let (mut merge, mut place, mut after_ledger) = (Merge::of(new), 0, Vec::new());
    let (ledger, merged) = set_aside(writer, |git, write| {
        let mut give = |sighting: Sighting| {
            if are_looks && place >= work.in_ledger {
                after_ledger.push(sighting.clone());
            }
            place += 1;
            write(sighting)
        };
        work.sightings.each(git, &mut |old| merge.pass(old, &mut give))?;
        merge.finish(&mut give)
    })?;
    let tip = write_chain(writer, policy, &work, work.old.runs(), ledger.folded.runs())?;
    let old_tip = work.tip()?;
    let recorded = Recorded {
        policy: policy.clone(),
        versions: count(ledger.folded.runs().len()),
        added: added(work.old.runs(), ledger.folded.runs()),
        looks: count(given - merged.duplicates),
        duplicates: count(merged.duplicates),
        tip: tip.as_ref().map(|tip| tip.commit).or(old_tip).map(|tip| tip.to_string()),
    };
    let line = line(&ledger.folded, recorded.tip.clone(), work.visit());
    let Some((mut line, changed_from)) = line.zip(merged.changed_from) else {
        return Ok(Written { recorded, join: None });
    };
    if tip.is_none()
        && changed_from >= work.in_ledger
        && let Some(looks) = pending(work.old.last(), &after_ledger)
    {
        line.looks = Some(looks);
        writer.index.insert(policy.clone(), line);
        return Ok(Written { recorded, join: None });
    }
    settle(writer, recorded, &ledger, line, tip.filter(|tip| Some(tip.commit) != old_tip))
}

/// A ledger that waits in the spool.
pub(super) struct SetAside {
    place: Range<u64>,
    /// What its sightings make.
    pub(super) folded: Folded,
}

/// Sets a ledger aside of the sightings that `give` hands to its second argument, in their order.
pub(super) fn set_aside<T>(
    writer: &mut Recorder<'_>,
    give: impl FnOnce(&Git, &mut dyn FnMut(Sighting) -> Result<()>) -> Result<T>,
) -> Result<(SetAside, T)> {
    let (git, spool) = (writer.git, &mut writer.spool);
    let broken = |error| StoreError::io(git.folder(), error);
    let start = spool.end();
    writeln!(spool, "{}", ledger::header()).map_err(broken)?;
    let mut lines = ledger::Lines::default();
    let given = give(git, &mut |sighting| writeln!(spool, "{}", lines.next(sighting)).map_err(broken))?;
    Ok((SetAside { place: start..spool.end(), folded: lines.folded() }, given))
}

/// Writes the ledger, and leaves a changed chain to be joined.
pub(super) fn settle(
    writer: &mut Recorder<'_>,
    recorded: Recorded,
    ledger: &SetAside,
    line: Line,
    tip: Option<Tip>,
) -> Result<Written> {
    let policy = recorded.policy.clone();
    let (place, spool) = (&ledger.place, &mut writer.spool);
    let ledger = writer.objects.long_blob(place.end - place.start, |out| spool.copy(place, out), Series::Ledger)?;
    if let Some(tip) = tip {
        let message = message(&recorded);
        return Ok(Written { recorded, join: Some(Join { policy, tip, ledger, line, message }) });
    }
    let no_version: Option<&[_]> = if line.tip.is_none() { Some(&[]) } else { None };
    writer.branch.set_policy(writer.git, &mut writer.objects, &policy, no_version, ledger)?;
    writer.index.insert(policy, line);
    Ok(Written { recorded, join: None })
}

/// Joins a chain into the branch: two parents, the branch and the chain.
pub(super) fn join(writer: &mut Recorder<'_>, join: Join) -> Result<()> {
    let folder = Some(&join.tip.folder[..]);
    writer.branch.set_policy(writer.git, &mut writer.objects, &join.policy, folder, join.ledger)?;
    writer.index.insert(join.policy, join.line);
    writer.commit_index(Some(join.tip.commit), &join.message)
}

/// Writes the chain from the first version that differs; `None` when none does.
pub(super) fn write_chain(
    writer: &mut Recorder<'_>,
    policy: &PolicyId,
    work: &Work,
    old: &[Run],
    new: &[Run],
) -> Result<Option<Tip>> {
    let common = plan::common(old, new);
    let kept = Kept { policy, tip: work.tip()?, runs: old, commits: OnceCell::new() };
    let mut parent = match common {
        0 => None,
        common if common == new.len() => return Ok(None),
        common => Some(kept.commit(writer.git, common - 1)?),
    };
    let mut tip = None;
    for planned in plan::plan(new).skip(common) {
        let text = match work.texts.get(&planned.text) {
            Some(new) => new_text(writer, new)?,
            None => kept.text(writer.git, planned.text)?,
        };
        let record = chain::record(policy, &planned, &text, NORMALIZER, parent);
        let written = chain::write(&mut writer.objects, &record, &text)?;
        parent = Some(written.commit);
        tip = Some(written);
    }
    Ok(tip)
}

fn new_text(writer: &mut Recorder<'_>, new: &NewText) -> Result<Text> {
    let body = writer.spool.get(&new.body).map_err(|error| StoreError::io(writer.git.folder(), error))?;
    let (title, language, claims) = (new.title.clone(), new.language.clone(), new.claims.clone());
    Ok(Text { source: new.source, title, language, claims, body })
}

/// The chain as it is kept, read only where it is needed.
struct Kept<'a> {
    policy: &'a PolicyId,
    tip: Option<Oid>,
    runs: &'a [Run],
    commits: OnceCell<(Vec<Oid>, BTreeMap<Digest, usize>)>,
}

impl Kept<'_> {
    fn commit(&self, git: &Git, position: usize) -> Result<Oid> {
        let tip = self.tip.filter(|_| position + 1 == self.runs.len());
        match tip {
            Some(tip) => Ok(tip),
            None => self.read(git)?.0.get(position).copied().ok_or_else(|| self.lacking()),
        }
    }

    fn text(&self, git: &Git, text: Digest) -> Result<Text> {
        let (commits, positions) = self.read(git)?;
        let commit = positions.get(&text).and_then(|position| commits.get(*position));
        chain::stored(git, self.policy, *commit.ok_or_else(|| self.lacking())?)?.text(git)
    }

    fn read(&self, git: &Git) -> Result<&(Vec<Oid>, BTreeMap<Digest, usize>)> {
        if let Some(read) = self.commits.get() {
            return Ok(read);
        }
        let commits = match self.tip {
            Some(tip) => chain::commits(git, self.policy, tip, count(self.runs.len()))?,
            None => Vec::new(),
        };
        let positions = self.runs.iter().enumerate().rev().map(|(position, run)| (run.text, position));
        Ok(self.commits.get_or_init(|| (commits, positions.collect())))
    }

    fn lacking(&self) -> StoreError {
        StoreError::damaged(format!("the chain of {} lacks a text that its ledger names", self.policy))
    }
}

/// The index's line for a policy whose sightings make this; `None` when nobody ever looked.
pub(super) fn line(folded: &Folded, tip: Option<String>, visit: Visit) -> Option<Line> {
    let (last, runs) = (folded.last()?, folded.runs());
    Some(Line {
        tip: tip.filter(|_| !runs.is_empty()),
        versions: count(runs.len()),
        first_seen: runs.first().map(|run| run.first.first_seen()),
        last_seen: runs.last().map(|run| run.last.last_seen()),
        last_checked: last.last_seen(),
        state: index::state(last),
        looks: None,
        visit,
    })
}

/// The looks after the ledger's last line, where they found what it found, and so need no line there.
fn pending(last: Option<&Sighting>, looks: &[Sighting]) -> Option<Looks> {
    let template = last?;
    let same = looks.iter().all(|look| is_looking(look) && alike(template, look));
    let (first, last) = (looks.first()?, looks.last()?);
    same.then(|| Looks {
        since: first.first_seen(),
        count: looks.iter().map(Sighting::count).fold(0, u32::saturating_add),
        first_digest: first.digest,
        last_digest: last.last_look().digest,
    })
}

fn is_looking(sighting: &Sighting) -> bool {
    LOOKING.contains(&&*sighting.provenance.source)
}

/// Whether two looks differ in nothing but their instants and raw bytes.
fn alike(a: &Sighting, b: &Sighting) -> bool {
    let plain = |sighting: &Sighting| {
        let mut provenance = sighting.provenance.clone();
        (provenance.captured_at, provenance.last_modified) = (a.provenance.captured_at, None);
        (provenance, sighting.media, sighting.shown)
    };
    plain(a) == plain(b)
}

/// The ordinals of the versions that the old sightings did not make. A version that was parted counts as one new one.
fn added(old: &[Run], all: &[Run]) -> Vec<u32> {
    let mut claimed = vec![false; old.len()];
    let mut is_new = |run: &Run| {
        let first = old.partition_point(|old| old.last < run.first);
        let within = (first..old.len()).take_while(|position| old[*position].first <= run.last);
        let mut within = within.filter(|position| old[*position].text == run.text);
        match within.find(|position| !claimed[*position]) {
            Some(position) => {
                claimed[position] = true;
                false
            }
            None => true,
        }
    };
    (1..).zip(all).filter(|(_, run)| is_new(run)).map(|(n, _)| n).collect()
}

/// The message of the commit that joins a chain.
fn message(recorded: &Recorded) -> String {
    let policy = &recorded.policy;
    let first_new = recorded.added.first().map(|first| (first, recorded.added.len()));
    match first_new {
        None => format!("{policy}: closer bounds\n"),
        Some((n, 1)) if *n == recorded.versions => format!("{policy}: version {n}\n"),
        Some((n, 1)) => format!("{policy}: version {n} of {}, found late\n", recorded.versions),
        Some((_, new)) => format!("{policy}: {new} new versions of {}\n", recorded.versions),
    }
}

/// How many there are, as the formats count.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
