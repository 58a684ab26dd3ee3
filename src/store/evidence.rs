//! `evidence.tsv`: how each capture was had, one line each: its instant, the SHA-256 of the record, the record. Once a file
//! is full it stays as it is and `evidence-2.tsv` is begun, so that adding to many records costs no more than to few.
//! Must not know what a record says.

use std::collections::BTreeSet;

use crate::capture::Digest;
use crate::policy::PolicyId;
use crate::time::CapturedAt;

use super::error::Result;
use super::git::{Git, TreeEntry};
use super::join::Branch;
use super::pack::Series;
use super::recorder::Recorder;
use super::{Store, layout};

const COLUMNS: &str = "captured_at\tsha256\trecord";
/// The length at which a file is full.
const FULL: usize = 1 << 20;

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

/// Adds records to those that the branch has. There may be tens of thousands: one file at a time is in memory.
pub(super) fn write(writer: &mut Recorder<'_>, policy: &PolicyId, new: Vec<Evidence>) -> Result<()> {
    let mut new: BTreeSet<String> = new.into_iter().map(|evidence| evidence.line()).collect();
    let files = EvidenceFiles::of(writer.git, &writer.branch, policy)?;
    let mut last = Vec::new();
    for file in 0..files.entries.len() {
        last = files.read(file)?;
        for line in last.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
            new.remove(line);
        }
    }
    let number = files.entries.last().map_or(1, |(number, _)| *number);
    let length = last.len() + new.iter().map(|line| line.len() + 1).sum::<usize>();
    let (number, kept) = if last.is_empty() || length < FULL { (number, last) } else { (number + 1, Vec::new()) };
    let Some(text) = merged(&kept, &new) else { return Ok(()) };
    drop(kept);
    let file = writer.objects.blob(&text, Series::Evidence)?;
    let name = layout::evidence(number);
    writer.branch.set_policy_file(writer.git, &mut writer.objects, policy, (&name, file))
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
    /// The records of a policy's captures, and what is wrong with those that cannot be believed.
    pub fn evidence(&self, policy: &PolicyId) -> Result<(Vec<Evidence>, Vec<String>)> {
        self.evidence_files(policy)?.all()
    }

    /// The same, to be read one after the other where there may be many.
    pub fn evidence_files(&self, policy: &PolicyId) -> Result<EvidenceFiles<'_>> {
        EvidenceFiles::of(&self.git, &self.branch()?, policy)
    }
}

/// The files with the records of a policy's captures. One of them at a time is in memory.
pub struct EvidenceFiles<'store> {
    git: &'store Git,
    policy: PolicyId,
    /// By their numbers.
    entries: Vec<(u32, TreeEntry)>,
    /// The file that was read last.
    open: Option<(usize, String)>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EvidencePlace {
    file: usize,
    offset: usize,
}

impl<'store> EvidenceFiles<'store> {
    /// The files that a branch has.
    pub(super) fn of(git: &'store Git, branch: &Branch, policy: &PolicyId) -> Result<Self> {
        let files = branch.files(git, policy)?.into_iter();
        let mut entries: Vec<_> =
            files.filter_map(|entry| Some((layout::evidence_number(&entry.name)?, entry))).collect();
        entries.sort_by_key(|(number, _)| *number);
        Ok(Self { git, policy: policy.clone(), entries, open: None })
    }

    /// All records, and what is wrong with those that cannot be believed.
    pub(super) fn all(&mut self) -> Result<(Vec<Evidence>, Vec<String>)> {
        let mut records = Vec::new();
        let problems = self.each(&mut |_, evidence| records.push(evidence))?;
        Ok((records, problems))
    }

    /// Shows every record with its place, and gives what is wrong with those that cannot be believed.
    pub fn each(&mut self, see: &mut dyn FnMut(EvidencePlace, Evidence)) -> Result<Vec<String>> {
        let mut problems = Vec::new();
        for file in 0..self.entries.len() {
            let name = String::from_utf8_lossy(&self.entries[file].1.name).into_owned();
            let (mut offset, mut number) = (0, 0);
            for line in self.text(file)?.split_inclusive('\n') {
                number += 1;
                match Evidence::parse(line.trim_end_matches('\n')) {
                    _ if number == 1 => {}
                    Ok(evidence) => see(EvidencePlace { file, offset }, evidence),
                    Err(problem) => problems.push(format!("line {number} of {name}: {problem}")),
                }
                offset += line.len();
            }
        }
        Ok(problems)
    }

    /// The record at a place; `None` when there is none to be believed.
    pub fn at(&mut self, place: EvidencePlace) -> Result<Option<Evidence>> {
        let line = self.text(place.file)?.get(place.offset..).and_then(|rest| rest.lines().next());
        Ok(line.and_then(|line| Evidence::parse(line).ok()))
    }

    fn text(&mut self, file: usize) -> Result<&str> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != file) {
            self.open = None;
            let text = String::from_utf8(self.read(file)?);
            let text = text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
            self.open = Some((file, text));
        }
        Ok(self.open.as_ref().map_or("", |(_, text)| text))
    }

    fn read(&self, file: usize) -> Result<Vec<u8>> {
        let Some((_, entry)) = self.entries.get(file) else { return Ok(Vec::new()) };
        let mut text = Vec::new();
        let path = layout::path(&self.policy, &String::from_utf8_lossy(&entry.name));
        self.git.stream(entry.id, &path, |from| from.read_to_end(&mut text))?;
        Ok(text)
    }
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
