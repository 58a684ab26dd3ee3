//! Compares everything a store says with everything else it says, and names exactly what differs.
//! Must not repair anything.

use crate::capture::Digest;
use crate::document::{fingerprint, markdown};
use crate::policy::PolicyId;

use super::chain::{self, Stored, Text};
use super::error::{Result, StoreError};
use super::git::{ObjectType, Oid, TreeEntry};
use super::index::Line;
use super::join::Branch;
use super::plan::{self, Planned};
use super::record::Record;
use super::sightings::Sightings;
use super::{NORMALIZER, Store, layout, ledger, policy_file, policy_writer, trailer, worktree};

/// Something in a store that is not as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The policy it is about; `None` when it is about the store as a whole.
    pub policy: Option<PolicyId>,
    /// What differs from what, with the commit or file.
    pub what: String,
}

/// Problems as they are found in one policy.
struct Findings<'a> {
    policy: &'a PolicyId,
    problems: Vec<Problem>,
}

impl Findings<'_> {
    fn add(&mut self, what: impl Into<String>) {
        self.problems.push(Problem { policy: Some(self.policy.clone()), what: what.into() });
    }

    fn expect(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.add(what());
        }
    }

    /// The value, or a problem instead of it.
    fn sound<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.add(told(&error))).ok()
    }
}

/// An error in one line: what happened and its cause.
fn told(error: &StoreError) -> String {
    match &error.source {
        Some(cause) => format!("{}: {cause}", error.what),
        None => error.what.clone(),
    }
}

impl Store {
    /// The files of the work tree that are the store's and not as they were committed, of a store that has a work tree.
    pub fn uncommitted(&self) -> Result<Vec<String>> {
        if self.git.repository.is_bare() { Ok(Vec::new()) } else { worktree::changed(&self.git) }
    }

    /// Every digest, file, commit id and table recomputed and compared. Empty when all is as it was recorded.
    pub fn verify(&self) -> Result<Vec<Problem>> {
        self.git.refuse_shallow()?;
        let branch = self.branch()?;
        let index = super::index_of(&self.git, &branch)?;
        let mut problems = Vec::new();
        for policy in branch.policies(&self.git)? {
            if !index.contains_key(&policy) {
                let what = format!("its folder is in the branch, and {} does not name it", layout::INDEX);
                problems.push(Problem { policy: Some(policy), what });
            }
        }
        for (policy, line) in &index {
            let mut findings = Findings { policy, problems: Vec::new() };
            self.verify_policy(&branch, line, &mut findings);
            problems.extend(findings.problems);
        }
        Ok(problems)
    }

    fn verify_policy(&self, branch: &Branch, line: &Line, findings: &mut Findings<'_>) {
        let policy = findings.policy;
        let sightings = findings.sound(Sightings::of(&self.git, branch, policy, Some(line)));
        let folded = sightings.as_ref().and_then(|sightings| findings.sound(sightings.folded(&self.git)));
        let commits = findings.sound(self.commits(policy, line));
        let (Some(sightings), Some((folded, in_ledger)), Some(commits)) = (sightings, folded, commits) else { return };
        let checked = self.verify_ledger(branch, &sightings, in_ledger, findings);
        findings.sound(checked);
        let expected = policy_writer::line(&folded, line.tip.clone(), line.visit.clone());
        let expected = expected.map(|expected| Line { looks: line.looks, ..expected });
        findings.expect(expected.as_ref() == Some(line), || {
            format!("its line in {} is not what the ledger and the chain give", layout::INDEX)
        });
        findings.expect(folded.runs().len() == commits.len(), || {
            format!("the ledger gives {} versions and the chain has {}", folded.runs().len(), commits.len())
        });
        let mut parent = None;
        for (planned, commit) in plan::plan(folded.runs()).zip(&commits) {
            if let Some(stored) = findings.sound(chain::stored(&self.git, policy, *commit)) {
                let problem = self.verify_version(&stored, &planned, parent, findings);
                findings.sound(problem);
            }
            parent = Some(*commit);
        }
        if let Some(tip) = commits.last() {
            let tip = self.verify_tip(branch, *tip, findings);
            findings.sound(tip);
        }
    }

    /// The ledger as it would be written now, and the looks of the index, which come after it.
    fn verify_ledger(
        &self,
        branch: &Branch,
        sightings: &Sightings,
        in_ledger: usize,
        findings: &mut Findings<'_>,
    ) -> Result<()> {
        let kept = branch.file(&self.git, findings.policy, layout::LEDGER)?.unwrap_or_default();
        let mut rest = kept.split_inclusive(|byte| *byte == b'\n');
        let mut lines = ledger::Lines::default();
        let mut is_next = |line: String| rest.next() == Some(format!("{line}\n").as_bytes());
        let mut differing = (!is_next(ledger::header())).then_some(1);
        let (mut place, mut last, mut is_in_order) = (0, None, true);
        sightings.each(&self.git, &mut |sighting| {
            place += 1;
            if place > in_ledger {
                is_in_order = last.as_ref() < Some(&sighting);
                return Ok(());
            }
            if place == in_ledger {
                last = Some(sighting.clone());
            }
            if !is_next(lines.next(sighting)) {
                differing.get_or_insert(place + 1);
            }
            Ok(())
        })?;
        if let Some(number) = differing {
            findings.add(format!("line {number} of {} is not what its captures give", layout::LEDGER));
        }
        findings.expect(is_in_order, || format!("the looks in {} come before the ledger's last", layout::INDEX));
        Ok(())
    }

    /// One version: its bytes, its text, its record, and the commit that all of them must give.
    fn verify_version(
        &self,
        stored: &Stored,
        planned: &Planned,
        parent: Option<Oid>,
        findings: &mut Findings<'_>,
    ) -> Result<()> {
        let (record, commit) = (&stored.record, stored.commit);
        let body = stored.body(&self.git)?;
        let said = String::from_utf8_lossy(&self.git.blob(stored.file(layout::POLICY)?, layout::POLICY)?).into_owned();
        findings.expect(said == policy_file::print(record, &body), || {
            format!("the front matter of {} in commit {commit} is not what {} gives", layout::POLICY, layout::CAPTURE)
        });
        verify_text(record, &body, commit, findings);
        let digest = Digest::of(&self.git.blob(stored.source()?, "source")?);
        findings.expect(digest == record.source().sha256, || {
            format!(
                "{} in commit {commit} has the digest {digest}, and {} was recorded",
                layout::source(record.source().media),
                record.source().sha256
            )
        });
        let text = Text {
            source: stored.source()?,
            title: record.title.clone(),
            language: record.language.clone(),
            claims: record.claims.clone(),
            body,
        };
        let expected = chain::record(findings.policy, planned, &text, record.normalizer, parent);
        findings.expect(expected == *record, || {
            format!("{} in commit {commit} is not what the ledger gives for version {}", layout::CAPTURE, planned.n)
        });
        self.verify_commit(stored, findings)
    }

    /// The commit's id, computed anew from its files and its record alone.
    fn verify_commit(&self, stored: &Stored, findings: &mut Findings<'_>) -> Result<()> {
        let (record, commit) = (&stored.record, stored.commit);
        let record_kept = self.git.blob(stored.file(layout::CAPTURE)?, layout::CAPTURE)?;
        findings.expect(record_kept == record.print().as_bytes(), || {
            format!("{} in commit {commit} is not written as it is recorded", layout::CAPTURE)
        });
        let files = [layout::POLICY.to_owned(), layout::source(record.source().media), layout::CAPTURE.to_owned()];
        let folder: Vec<TreeEntry> =
            files.iter().map(|name| Ok(chain::blob(name, stored.file(name)?))).collect::<Result<_>>()?;
        let parents: Vec<Oid> =
            record.previous.iter().filter_map(|previous| Oid::from_str(&previous.commit).ok()).collect();
        let tree = chain::tree(&folder, &record.policy, |entries| self.git.name_tree(entries))?;
        let at = record.first_look.provenance.captured_at;
        let bytes = chain::commit_bytes(tree, &parents, at, &trailer::message(record));
        let expected = self.git.name(ObjectType::Commit, &bytes)?;
        findings.expect(expected == commit, || {
            format!("commit {commit} is not what its files give, which is {expected}: its message, date, parent or tree differs")
        });
        Ok(())
    }

    /// The branch must hold the newest version's files, and must keep the chain reachable.
    fn verify_tip(&self, branch: &Branch, tip: Oid, findings: &mut Findings<'_>) -> Result<()> {
        let policy = findings.policy;
        let stored = chain::stored(&self.git, policy, tip)?;
        for file in &stored.folder {
            let name = String::from_utf8_lossy(&file.name).into_owned();
            let kept = branch.file(&self.git, policy, &name)?;
            let recorded = self.git.blob(file.id, &name)?;
            findings.expect(kept.as_ref() == Some(&recorded), || {
                format!("{} in the branch is not that of the newest version, commit {tip}", layout::path(policy, &name))
            });
        }
        if let Some(head) = branch.commit {
            let reachable = self.git.is_ancestor(tip, head)?;
            findings.expect(reachable, || {
                format!("commit {tip} is not in the history of the branch, so git will clear it away; merge it with `git merge -s ours {tip}`")
            });
        }
        Ok(())
    }
}

/// The canonical text must read back as itself and be the text of the recorded fingerprint.
fn verify_text(record: &Record, body: &str, commit: Oid, findings: &mut Findings<'_>) {
    if record.normalizer != NORMALIZER {
        return;
    }
    let document = markdown::read(body);
    findings.expect(fingerprint(&document) == record.text, || {
        format!("the text of {} in commit {commit} is not the text that was recorded", layout::POLICY)
    });
    findings.expect(markdown::write(&document) == body, || {
        format!("the text of {} in commit {commit} is not in canonical form", layout::POLICY)
    });
}
