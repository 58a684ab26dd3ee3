//! `evidence.tsv`: how each capture was had, one line each: its instant, the SHA-256 of the record, the record. Once a file
//! is full it stays as it is and `evidence-2.tsv` is begun, so that adding to many records costs no more than to few.
//! Must not know what a record says.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _};

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
const FULL: u64 = 1 << 20;

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

/// Adds records to those that the branch has. There may be tens of thousands: the lines of one file at a time are in memory.
pub(super) fn write(writer: &mut Recorder<'_>, policy: &PolicyId, new: Vec<Evidence>) -> Result<()> {
    let mut new: BTreeSet<Vec<u8>> = new.into_iter().map(|evidence| evidence.line().into_bytes()).collect();
    let files = EvidenceFiles::of(writer.git, &writer.branch, policy)?;
    // Of the last file, which may have room. In a set, for whoever edited it may have put them out of order.
    let mut lines = BTreeSet::new();
    for file in 0..files.entries.len() {
        let is_last = file + 1 == files.entries.len();
        files.each_line(file, &mut |line| {
            new.remove(&line);
            if is_last {
                lines.insert(line);
            }
        })?;
    }
    if new.is_empty() {
        return Ok(());
    }
    let mut number = files.entries.last().map_or(1, |(number, _)| *number);
    if !lines.is_empty() && length(&lines) + length(&new) >= FULL {
        number += 1;
        lines.clear();
    }
    lines.remove(COLUMNS.as_bytes());
    lines.remove(&b""[..]);
    lines.append(&mut new);
    let header = COLUMNS.as_bytes();
    let write = |out: &mut dyn io::Write| {
        let mut lines = std::iter::once(header).chain(lines.iter().map(Vec::as_slice));
        lines.try_for_each(|line| out.write_all(line).and_then(|()| out.write_all(b"\n")))
    };
    let length = length(&lines) + header.len() as u64 + 1;
    let file = writer.objects.long_blob(length, write, Series::Evidence)?;
    let name = layout::evidence(number);
    writer.branch.set_policy_file(writer.git, &mut writer.objects, policy, (&name, file))
}

/// How long lines are in a file.
fn length(lines: &BTreeSet<Vec<u8>>) -> u64 {
    lines.iter().map(|line| line.len() as u64 + 1).sum()
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
    open: Option<(usize, Vec<u8>)>,
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
            self.each_line(file, &mut |line| {
                number += 1;
                match Evidence::parse(&String::from_utf8_lossy(&line)) {
                    _ if number == 1 => {}
                    Ok(evidence) => see(EvidencePlace { file, offset }, evidence),
                    Err(problem) => problems.push(format!("line {number} of {name}: {problem}")),
                }
                offset += line.len() + 1;
            })?;
        }
        Ok(problems)
    }

    /// The record at a place; `None` when there is none to be believed.
    pub fn at(&mut self, place: EvidencePlace) -> Result<Option<Evidence>> {
        if place.file >= self.entries.len() {
            return Ok(None);
        }
        let rest = self.text(place.file)?.get(place.offset..);
        let line = rest.and_then(|rest| rest.split(|byte| *byte == b'\n').next());
        Ok(line.and_then(|line| Evidence::parse(&String::from_utf8_lossy(line)).ok()))
    }

    fn text(&mut self, file: usize) -> Result<&[u8]> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != file) {
            self.open = None;
            let mut text = Vec::new();
            self.stream(file, |from| from.read_to_end(&mut text))?;
            self.open = Some((file, text));
        }
        Ok(self.open.as_ref().map_or(&[], |(_, text)| text))
    }

    /// Shows the lines of a file, the first of which names the columns.
    fn each_line(&self, file: usize, see: &mut dyn FnMut(Vec<u8>)) -> Result<()> {
        self.stream(file, |from| io::BufReader::new(from).split(b'\n').try_for_each(|line| line.map(&mut *see)))
    }

    fn stream<T>(&self, file: usize, read: impl FnOnce(&mut dyn io::Read) -> io::Result<T>) -> Result<T> {
        let (_, entry) = &self.entries[file];
        let path = layout::path(&self.policy, &String::from_utf8_lossy(&entry.name));
        self.git.stream(entry.id, &path, read)
    }
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
