//! One WARC record: named fields and a block of bytes.
//! Must not know how it is read or written, or what HTTP is.

use crate::source::fixity::ArchiveDigest;
use crate::time::CapturedAt;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Warcinfo,
    Response,
    Resource,
    Request,
    Metadata,
    Revisit,
    Other,
}

/// Where a record begins in its file, and how many bytes it takes there, packed as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub offset: u64,
    pub length: u64,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// `WARC/1.1` as written.
    pub version: String,
    /// In their order, repeats kept, folded lines joined.
    pub fields: Vec<(String, String)>,
    pub block: Vec<u8>,
    /// The block ends before its stated length, or was larger than what is read.
    pub is_cut: bool,
    /// The packed bytes do not have their checksum, or end before it.
    pub is_damaged: bool,
    /// `None` when several records share one packed member.
    pub place: Option<Place>,
}

impl Record {
    /// The first field of this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What it holds.
    pub fn kind(&self) -> Kind {
        match self.field("WARC-Type").map(str::to_ascii_lowercase).as_deref() {
            Some("warcinfo") => Kind::Warcinfo,
            Some("response") => Kind::Response,
            Some("resource") => Kind::Resource,
            Some("request") => Kind::Request,
            Some("metadata") => Kind::Metadata,
            Some("revisit") => Kind::Revisit,
            _ => Kind::Other,
        }
    }

    /// The address; version 1.0 put it between angle brackets.
    pub fn target(&self) -> Option<&str> {
        self.field("WARC-Target-URI").map(|target| target.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When the record was made, to the second.
    pub fn date(&self) -> Option<CapturedAt> {
        self.field("WARC-Date").and_then(instant)
    }

    /// The record's name without brackets; some writers say `urn:uuid:` twice.
    pub fn id(&self) -> Option<String> {
        self.field("WARC-Record-ID").map(plain_id)
    }

    /// The digest of the payload, as promised.
    pub fn payload_digest(&self) -> Option<ArchiveDigest> {
        self.field("WARC-Payload-Digest").and_then(ArchiveDigest::parse)
    }

    /// What a revisit refers to: address and instant.
    pub fn refers_to(&self) -> Option<(&str, CapturedAt)> {
        let target = self.field("WARC-Refers-To-Target-URI")?.trim_start_matches('<').trim_end_matches('>');
        Some((target, self.field("WARC-Refers-To-Date").and_then(instant)?))
    }

    /// Whether the crawler says that it did not keep all.
    pub fn is_truncated(&self) -> bool {
        self.is_cut || self.field("WARC-Truncated").is_some_and(|why| !why.trim().is_empty())
    }
}

fn instant(text: &str) -> Option<CapturedAt> {
    text.trim().parse().ok()
}

fn plain_id(id: &str) -> String {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    let id = id.strip_prefix("urn:uuid:").filter(|rest| rest.starts_with("urn:uuid:")).unwrap_or(id);
    id.to_owned()
}
