//! Compares everything a store says with everything else it says, and names exactly what differs.
//! Must not repair anything.

use crate::capture::Digest;
use crate::document::{fingerprint, markdown};
use crate::policy::PolicyId;
use crate::timeline::Sighting;

use super::chain::{self, Stored, Text};
use super::error::{Result, StoreError};
use super::git::{ObjectType, Oid, TreeEntry};
use super::index::Line;
use super::join::Branch;
use super::plan::{self, Planned};
use super::record::Record;
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
        let sightings = findings.sound(super::sightings(&self.git, branch, policy, Some(line)));
        let commits = findings.sound(self.commits(policy, line));
        let (Some((sightings, in_ledger)), Some(commits)) = (sightings, commits) else { return };
        let planned = plan::plan(&sightings);
        self.verify_tables(branch, line, &sightings[..in_ledger], findings);
        let expected = policy_writer::line(&sightings, &planned, line.tip.clone(), line.visit.clone());
        let expected = expected.map(|expected| Line { looks: line.looks, ..expected });
        findings.expect(expected.as_ref() == Some(line), || {
            format!("its line in {} is not what the ledger and the chain give", layout::INDEX)
        });
        findings.expect(planned.len() == commits.len(), || {
            format!("the ledger gives {} versions and the chain has {}", planned.len(), commits.len())
        });
        let mut parent = None;
        for (planned, commit) in planned.iter().zip(&commits) {
            if let Some(stored) = findings.sound(chain::stored(&self.git, policy, *commit)) {
                let problem = self.verify_version(&stored, planned, parent, findings);
                findings.sound(problem);
            }
            parent = Some(*commit);
        }
        if let Some(tip) = commits.last() {
            let tip = self.verify_tip(branch, *tip, findings);
            findings.sound(tip);
        }
    }

    /// The ledger as it would be written now.
    fn verify_tables(&self, branch: &Branch, line: &Line, in_ledger: &[Sighting], findings: &mut Findings<'_>) {
        let kept = findings.sound(branch.file(&self.git, findings.policy, layout::LEDGER)).flatten();
        let printed = ledger::print(in_ledger);
        let differing = kept.unwrap_or_default();
        let differing = String::from_utf8_lossy(&differing);
        if differing != printed {
            let same = differing.lines().zip(printed.lines()).take_while(|(kept, printed)| kept == printed).count();
            findings.add(format!("line {} of {} is not what its captures give", same + 1, layout::LEDGER));
        }
        let pending = in_ledger.last().and_then(|last| line.pending(last));
        let in_order = pending.is_none_or(|pending| in_ledger.last().is_none_or(|last| *last < pending));
        findings.expect(in_order, || format!("the looks in {} come before the ledger's last", layout::INDEX));
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
