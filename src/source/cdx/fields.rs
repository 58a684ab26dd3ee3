//! The fields of an index row under all their names, made into one row.
//! Must not know in which dialect they came.

use std::sync::Arc;

use super::Line;
use crate::source::fixity::ArchiveDigest;
use crate::source::holding::{Holding, RecordPlace};
use crate::time::CapturedAt;

/// The fields of one row as they stand; `-` and absent ones are both `None`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fields<'a> {
    urlkey: Option<&'a str>,
    timestamp: Option<&'a str>,
    original: Option<&'a str>,
    media_type: Option<&'a str>,
    status: Option<&'a str>,
    digest: Option<&'a str>,
    length: Option<&'a str>,
    offset: Option<&'a str>,
    file: Option<&'a str>,
    access: Option<&'a str>,
}

impl<'a> Fields<'a> {
    /// Takes one field by any of the names that archives give it; unknown ones are left aside.
    pub(super) fn set(&mut self, name: &str, value: &'a str) {
        let value = Some(value).filter(|value| !value.is_empty() && *value != "-");
        match name {
            "urlkey" => self.urlkey = value,
            "timestamp" => self.timestamp = value,
            "original" | "url" => self.original = value,
            "mimetype" | "mime" => self.media_type = value,
            "statuscode" | "status" => self.status = value,
            "digest" => self.digest = value,
            "length" => self.length = value,
            "offset" => self.offset = value,
            "filename" => self.file = value,
            "access" => self.access = value,
            _ => {}
        }
    }

    /// The row that these fields make.
    pub(super) fn line(self) -> Line {
        let (Some(timestamp), Some(original)) = (self.timestamp, self.original) else { return Line::Bad };
        let Some((captured_at, mended)) = instant(timestamp) else { return Line::Bad };
        if !is_web_address(original) {
            return Line::NotWeb;
        }
        let revisit = self.media_type == Some("warc/revisit");
        Line::Row(Box::new(Holding {
            captured_at,
            original: original.into(),
            digest: self.digest.and_then(ArchiveDigest::parse),
            status: self.status.and_then(|status| status.parse().ok()).filter(|status| (100..1000).contains(status)),
            media_type: self.media_type.filter(|media| !revisit && *media != "unk").map(Arc::from),
            revisit,
            blocked: matches!(self.access, Some("block" | "exclude")),
            mended,
            urlkey: self.urlkey.map(Arc::from),
            record: self.place().map(Box::new),
            row: None,
        }))
    }

    fn place(&self) -> Option<RecordPlace> {
        let (offset, length) = (self.offset?.parse().ok()?, self.length?.parse().ok()?);
        Some(RecordPlace { file: self.file?.to_owned(), offset, length })
    }
}

/// Fourteen digits as an instant. A month or day `00` is two digits too many with the seconds cut off: dropping the `00`
/// and adding `00` at the end gives the capture back.
fn instant(timestamp: &str) -> Option<(CapturedAt, bool)> {
    if timestamp.len() != 14 || !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Ok(at) = timestamp.parse() {
        return Some((at, false));
    }
    let zeros = [4, 6].into_iter().find(|&at| &timestamp[at..at + 2] == "00")?;
    let mended = format!("{}{}00", &timestamp[..zeros], &timestamp[zeros + 2..]);
    mended.parse().ok().map(|at| (at, true))
}

/// How long an address may be, in bytes. A longer one is what somebody put in the place of an address.
const LONGEST: usize = 8 * 1024;

/// Whether it is the address of a web page. Indexes also hold what a crawler mistook for one.
fn is_web_address(original: &str) -> bool {
    if original.len() > LONGEST {
        return false;
    }
    let Some((scheme, rest)) = original.split_once("://") else { return false };
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") || original.chars().any(char::is_control) {
        return false;
    }
    let rest = rest.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let mistaken = ["mailto:", "data:", "javascript:", "tel:", "%22", "\""];
    host.len() > 1
        && host.len() < 256
        && host.contains('.') | host.starts_with("localhost") | host.starts_with('[')
        && !mistaken.iter().any(|start| rest.starts_with(start))
        && !rest.contains("data:image/")
}
