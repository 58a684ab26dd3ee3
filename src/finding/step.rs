//! One step of a history: an old text, a new one, what differs, and when each was seen. What every rule about a change is
//! given, whether it comes from a timeline or from two files. Must not know any rule.

use std::cell::OnceCell;

use crate::capture::{Digest, Provenance};
use crate::claim::Claims;
use crate::compare::{Change, Comparison};
use crate::document::Document;
use crate::policy::PolicyId;
use crate::time::{Bounds, CapturedAt};
use crate::timeline::{Look, Outcome, Timeline, Version};

use super::build::address;
use super::stated::Stated;
use super::{Certainty, Evidence, Finding, FindingKind, edition, weight, wording};

/// A text as it was seen over some time.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    pub document: &'a Document,
    pub claims: &'a Claims,
    pub first_seen: CapturedAt,
    pub last_seen: CapturedAt,
    /// The version it is in a timeline.
    pub version: Option<u32>,
    /// The looks that showed it, in the order of their instants; empty when only the two instants are known.
    pub looks: Vec<&'a Look>,
    /// How many captures showed it: more than the looks, where a stretch of looks is kept as its first and its last.
    pub captures: usize,
    /// The capture in which it was first seen, and the digest of its bytes.
    pub first: Option<(&'a Provenance, Digest)>,
}

/// An old text, the new one that came after it, and what differs.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    pub policy: &'a PolicyId,
    pub old: Side<'a>,
    pub new: Side<'a>,
    pub comparison: &'a Comparison,
    /// When any text of this policy was first seen, where a history is known.
    pub(super) known_since: Option<CapturedAt>,
    substance: OnceCell<Vec<&'a Change>>,
}

impl<'a> Side<'a> {
    /// A text of which only the document, its claims and the span in which it was seen are known.
    pub fn seen(document: &'a Document, claims: &'a Claims, first_seen: CapturedAt, last_seen: CapturedAt) -> Self {
        Self { document, claims, first_seen, last_seen, version: None, looks: Vec::new(), captures: 0, first: None }
    }

    /// A version of a timeline with the looks that showed it.
    pub fn of(version: &'a Version, timeline: &'a Timeline) -> Self {
        let within = |look: &&Look| {
            look.outcome == Outcome::Version(version.n)
                && (version.first_seen..=version.last_seen).contains(&look.provenance.captured_at)
        };
        let start = timeline.looks.partition_point(|look| look.provenance.captured_at < version.first_seen);
        let end = timeline.looks.partition_point(|look| look.provenance.captured_at <= version.last_seen);
        Self {
            document: &version.document,
            claims: &version.claims,
            first_seen: version.first_seen,
            last_seen: version.last_seen,
            version: Some(version.n),
            looks: timeline.looks.get(start..end).unwrap_or_default().iter().filter(within).collect(),
            captures: version.captures.try_into().unwrap_or(usize::MAX),
            first: Some((&version.provenance, version.digest)),
        }
    }

    /// Whether only the day of an instant at which the text was seen is known. Of a text without a history the first second
    /// of a day may be either.
    fn tells_only_the_day(&self, at: CapturedAt) -> bool {
        let looks = self.looks.iter().map(|look| &look.provenance).chain(self.first.map(|(first, _)| first));
        let mut known = looks.filter(|provenance| provenance.captured_at == at).peekable();
        at.is_midnight() && (known.peek().is_none() || known.any(Provenance::tells_only_the_day))
    }

    /// The last instant at which the text can have been first seen.
    fn first_seen_by(&self) -> CapturedAt {
        if self.looks.is_empty() && self.first.is_none() {
            return self.first_seen;
        }
        if self.tells_only_the_day(self.first_seen) { self.first_seen.end_of_day() } else { self.first_seen }
    }

    /// Whether nothing tells that this text was last seen before another one was first seen: they were seen at one instant,
    /// or on one day of which a capture tells no hour.
    pub(super) fn may_be_younger_than(&self, other: &Self) -> bool {
        let (last, first) = (self.last_seen, other.first_seen);
        let hour_unknown = self.tells_only_the_day(last) || other.tells_only_the_day(first);
        last == first || (last.day() == first.day() && hour_unknown)
    }

    /// The dates by which the text can be held to its word.
    pub(super) fn stated(&self) -> Stated<'a> {
        Stated::of(self.claims)
    }

    /// The capture of an instant as evidence for `role`.
    pub(super) fn witness(&self, at: CapturedAt, role: &str) -> Evidence {
        let look = self.looks.iter().find(|look| look.provenance.captured_at == at);
        let (provenance, sha256) = match (look, self.first) {
            (Some(look), _) => (Some(&look.provenance), look.digest),
            (None, Some((first, digest))) if first.captured_at == at => (Some(first), Some(digest)),
            _ => (None, None),
        };
        Evidence {
            role: role.to_owned(),
            version: self.version,
            captured_at: Some(at),
            quote: None,
            source: provenance.map(|provenance| provenance.source.clone()),
            url: provenance.and_then(address),
            sha256,
        }
    }

    /// The look nearest to an instant by which another source than the one of that instant showed this text.
    fn other_source(&self, at: CapturedAt) -> Option<&'a Look> {
        let source = self.source_at(at)?;
        let others = self.looks.iter().copied().filter(|look| look.provenance.source != source);
        others.min_by_key(|look| (look.provenance.captured_at.unix() - at.unix()).abs())
    }

    fn source_at(&self, at: CapturedAt) -> Option<&'a str> {
        let mut seen = self.looks.iter().map(|look| &look.provenance).chain(self.first.map(|(first, _)| first));
        seen.find(|provenance| provenance.captured_at == at).map(|provenance| provenance.source.as_str())
    }

    /// The page's own words as evidence for `role`, as its first capture shows them.
    pub(super) fn quote(&self, role: &str, quote: &str) -> Evidence {
        Evidence { quote: Some(wording::shorten(quote)), ..self.witness(self.first_seen, role) }
    }

    /// The same, with `words` in what is left of a long quote.
    pub(super) fn quote_around(&self, role: &str, quote: &str, words: &str) -> Evidence {
        Evidence { quote: Some(wording::shorten_around(quote, words)), ..self.witness(self.first_seen, role) }
    }
}

impl<'a> Step<'a> {
    /// Two texts, of which no history is known beyond what their sides hold.
    pub fn new(policy: &'a PolicyId, old: Side<'a>, new: Side<'a>, comparison: &'a Comparison) -> Self {
        Self { policy, old, new, comparison, known_since: None, substance: OnceCell::new() }
    }

    /// The step as a part of a history that begins at an instant.
    #[must_use]
    pub(super) fn in_history_since(mut self, first_seen: Option<CapturedAt>) -> Self {
        self.known_since = first_seen;
        self
    }

    /// The clauses that changed in substance, the most severe first.
    pub(super) fn substance(&self) -> &[&'a Change] {
        self.substance.get_or_init(|| weight::substantive(self))
    }

    /// The interval in which the change must have happened.
    pub fn bounds(&self) -> Bounds {
        Bounds { after: Some(self.old.last_seen), before: self.new.first_seen_by() }
    }

    /// Whether the captures do not tell which of the two texts is the older one.
    pub(super) fn order_is_unknown(&self) -> bool {
        self.old.may_be_younger_than(&self.new)
    }

    /// Whether both texts are the same edition of the same page, so that one can be held against the other.
    pub(super) fn comparable(&self) -> bool {
        edition::differs(&self.old, &self.new).is_none()
    }

    /// Whether some text of this policy was seen while the date had not passed yet, so that what came after it can be
    /// told from an older version that is shown again; `None` when no history is known.
    pub(super) fn seen_before_it_passed(&self, at: CapturedAt) -> Option<bool> {
        self.known_since.map(|first_seen| first_seen < at)
    }

    /// Whether one look alone after an instant still showed the old text, as far as the looks are known.
    pub(super) fn hangs_on_one_look(&self, at: CapturedAt) -> bool {
        let since = |look: &&&Look| look.provenance.captured_at >= at;
        self.old.captures == self.old.looks.len() && self.old.looks.iter().filter(since).count() == 1
    }

    /// Whether two sources that know nothing of each other showed the old text since an instant.
    pub(super) fn is_borne_by_two_sources(&self, since: CapturedAt) -> bool {
        let looks = self.old.looks.iter().filter(|look| look.provenance.captured_at >= since);
        let mut sources = looks.map(|look| look.provenance.source.as_str());
        sources.next().is_some_and(|first| sources.any(|other| other != first))
    }

    /// A finding about this change, with the two captures that bound it as its first evidence, and what other sources show of
    /// either text.
    pub(super) fn finding(&self, kind: FindingKind, certainty: Certainty, severity: u8) -> Finding {
        let other = |side: &Side<'_>, at: CapturedAt, role: &str| {
            side.other_source(at).map(|look| side.witness(look.provenance.captured_at, role))
        };
        let others = [
            other(&self.old, self.old.last_seen, "another source, still without the new text"),
            other(&self.new, self.new.first_seen, "another source, with the new text"),
        ];
        let bounding = [
            self.old.witness(self.old.last_seen, "last capture without the new text"),
            self.new.witness(self.new.first_seen, "first capture with the new text"),
        ];
        let evidence = bounding.into_iter().chain(others.into_iter().flatten());
        Finding::new(kind, certainty, severity, self.policy, self.new.version, evidence).within(self.bounds())
    }
}
