//! `evidence.tsv`: how each capture was had, one line each: its instant, the SHA-256 of the record, the record.
//! Must not know what a record says.

use std::collections::BTreeSet;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::time::CapturedAt;

use super::error::Result;
use super::git::Git;
use super::join::Branch;
use super::pack::Series;
use super::recorder::Recorder;
use super::{Store, layout};

const COLUMNS: &str = "captured_at\tsha256\trecord";

/// The record of one capture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    pub captured_at: CapturedAt,
    /// One line of text.
    pub record: String,
}

impl Evidence {
    fn line(&self) -> String {
        let record: String = self.record.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{}\t{}\t{record}", self.captured_at, Digest::of(record.as_bytes()))
    }

    /// Reads a line; the error says what is wrong with it.
    fn parse(line: &str) -> std::result::Result<Self, String> {
        let mut fields = line.splitn(3, '\t');
        let (Some(at), Some(digest), Some(record)) = (fields.next(), fields.next(), fields.next()) else {
            return Err("a line does not have its three fields".to_owned());
        };
        let captured_at = at.parse().map_err(|_| format!("{at:?} is no instant"))?;
        if Digest::of(record.as_bytes()).to_string() != digest {
            return Err(format!("the record of the capture of {captured_at} does not have its SHA-256"));
        }
        Ok(Self { captured_at, record: record.to_owned() })
    }
}

/// Adds records to those that the branch has.
pub(super) fn write(writer: &mut Recorder<'_>, policy: &PolicyId, new: &[Evidence]) -> Result<()> {
    let kept = writer.branch.file(writer.git, policy, layout::EVIDENCE)?.unwrap_or_default();
    let kept = String::from_utf8_lossy(&kept);
    let mut lines: BTreeSet<String> = kept.lines().skip(1).map(str::to_owned).collect();
    let before = lines.len();
    lines.extend(new.iter().map(Evidence::line));
    if lines.len() == before {
        return Ok(());
    }
    let mut text = COLUMNS.to_owned();
    for line in &lines {
        text.push('\n');
        text.push_str(line);
    }
    text.push('\n');
    let file = writer.objects.blob(text.as_bytes(), Series::Evidence)?;
    writer.branch.set_policy_file(writer.git, &mut writer.objects, policy, (layout::EVIDENCE, file))
}

impl Store {
    /// The records of a policy's captures in their order, and what is wrong with those that cannot be believed.
    pub fn evidence(&self, policy: &PolicyId) -> Result<(Vec<Evidence>, Vec<String>)> {
        of(&self.git, &self.branch()?, policy)
    }
}

/// The records that a branch has of a policy's captures, and what is wrong with those that cannot be believed.
pub(super) fn of(git: &Git, branch: &Branch, policy: &PolicyId) -> Result<(Vec<Evidence>, Vec<String>)> {
    let file = branch.file(git, policy, layout::EVIDENCE)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&file);
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate().skip(1) {
        match Evidence::parse(line) {
            Ok(evidence) => records.push(evidence),
            Err(problem) => problems.push(format!("line {} of {}: {problem}", number + 1, layout::EVIDENCE)),
        }
    }
    Ok((records, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_in_a_record_is_noticed() {
        let evidence = Evidence { captured_at: "2020-01-01".parse().unwrap(), record: "{\"a\":1}".to_owned() };
        let line = evidence.line();
        assert_eq!(Evidence::parse(&line), Ok(evidence));
        assert!(Evidence::parse(&line.replace("\"a\":1", "\"a\":2")).unwrap_err().contains("SHA-256"));
        assert!(Evidence::parse("x").is_err());
    }
}
