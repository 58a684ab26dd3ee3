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

/// Adds records to those that the branch has. There may be tens of thousands: nothing is held twice.
pub(super) fn write(writer: &mut Recorder<'_>, policy: &PolicyId, new: Vec<Evidence>) -> Result<()> {
    let kept = writer.branch.file(writer.git, policy, layout::EVIDENCE)?.unwrap_or_default();
    let new: BTreeSet<String> = new.into_iter().map(|evidence| evidence.line()).collect();
    let Some(text) = merged(&kept, &new) else { return Ok(()) };
    drop(kept);
    let file = writer.objects.blob(&text, Series::Evidence)?;
    writer.branch.set_policy_file(writer.git, &mut writer.objects, policy, (layout::EVIDENCE, file))
}

/// The file with more lines in their places; `None` when it has them all.
fn merged(kept: &[u8], new: &BTreeSet<String>) -> Option<Vec<u8>> {
    let length = kept.len() + COLUMNS.len() + 1 + new.iter().map(|line| line.len() + 1).sum::<usize>();
    let mut text = Vec::with_capacity(length);
    let mut add = |line: &[u8]| {
        text.extend_from_slice(line);
        text.push(b'\n');
    };
    add(COLUMNS.as_bytes());
    let mut lines: Vec<&[u8]> = kept.split(|byte| *byte == b'\n').skip(1).filter(|line| !line.is_empty()).collect();
    // Whoever edited the file may have put them out of order.
    lines.sort_unstable();
    lines.dedup();
    let mut lines = lines.into_iter().peekable();
    let mut any = false;
    for new in new.iter().map(String::as_bytes) {
        while let Some(line) = lines.next_if(|line| *line < new) {
            add(line);
        }
        if lines.next_if_eq(&new).is_none() {
            any = true;
        }
        add(new);
    }
    lines.for_each(add);
    any.then_some(text)
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
    fn lines_are_put_in_their_places_once() {
        let new = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<BTreeSet<String>>();
        let first = merged(b"", &new(&["b", "d"])).unwrap();
        assert_eq!(first, format!("{COLUMNS}\nb\nd\n").into_bytes());
        assert_eq!(merged(&first, &new(&["b"])), None);
        let second = merged(&first, &new(&["a", "c", "d", "e"])).unwrap();
        assert_eq!(second, format!("{COLUMNS}\na\nb\nc\nd\ne\n").into_bytes());
        let in_disorder = format!("{COLUMNS}\nd\nb\nd\n").into_bytes();
        assert_eq!(merged(&in_disorder, &new(&["c"])).unwrap(), format!("{COLUMNS}\nb\nc\nd\n").into_bytes());
    }

    #[test]
    fn a_changed_byte_in_a_record_is_noticed() {
        let evidence = Evidence { captured_at: "2020-01-01".parse().unwrap(), record: "{\"a\":1}".to_owned() };
        let line = evidence.line();
        assert_eq!(Evidence::parse(&line), Ok(evidence));
        assert!(Evidence::parse(&line.replace("\"a\":1", "\"a\":2")).unwrap_err().contains("SHA-256"));
        assert!(Evidence::parse("x").is_err());
    }
}
