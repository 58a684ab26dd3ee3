//! Which captures of a listing are worth a look, and which of them show the same by their digests.
//! Must not know sources or stores.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::capture::Digest;
use crate::source::Holding;
use crate::source::fixity::ArchiveDigest;
use crate::source::record::CaptureRecord;
use crate::source::sampling::Kinds;
use crate::time::CapturedAt;
use crate::timeline::{Shown, Sighting};

/// A redirect is not followed when the page itself was captured within this many seconds after it.
const BESIDE: i64 = 24 * 3600;

/// What a store knows of captures already.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// What its captures show, by instant and address.
    shown: BTreeMap<(CapturedAt, String), Shown>,
    /// What anybody's captures show, by instant and body.
    observed: BTreeMap<(CapturedAt, Digest), Shown>,
    /// The bodies that its digests stand for.
    bodies: BTreeMap<ArchiveDigest, Digest>,
}

/// The captures to choose from.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) captures: Vec<Holding>,
    /// What the store says that captures show, by their places among the others.
    pub(super) shown: BTreeMap<usize, Shown>,
    /// Captures of one kind have one body.
    pub(super) kinds: Arc<Kinds>,
    pub(super) listed: usize,
    pub(super) beside: usize,
}

impl Known {
    /// Takes what a sighting tells of a capture of `source`; a look that had nothing is worth another one.
    ///
    /// A capture that another archive has too is one look under the other's name: the records of how captures were had
    /// tell that this source was asked for it.
    pub(super) fn see(&mut self, Sighting { provenance, digest, shown, .. }: &Sighting, source: &str) {
        if *shown == Shown::Failed {
            return;
        }
        if let Some(url) = provenance.url.as_ref().filter(|_| provenance.source == source) {
            self.shown.insert((provenance.captured_at, url.clone()), *shown);
        }
        self.observed.extend(digest.map(|digest| ((provenance.captured_at, digest), *shown)));
    }

    /// Takes what a record tells of the captures of `source`.
    pub(super) fn learn(&mut self, record: CaptureRecord, source: &str) {
        let Some(word) = record.archive.filter(|word| word.name == source) else { return };
        let body = record.body.sha256;
        if let Some(shown) = self.observed.get(&(word.memento_datetime, body)) {
            let original = word.original.unwrap_or(record.final_url);
            self.shown.entry((word.memento_datetime, original)).or_insert(*shown);
        }
        self.bodies.extend(word.digest.map(|digest| (digest, body)));
        self.bodies.extend(record.body.sha1.map(|digest| (digest, body)));
    }

    fn get(&self, held: &Holding) -> Option<Shown> {
        let by_address = self.shown.get(&(held.captured_at, held.original.to_string()));
        let by_body = || {
            let body = self.bodies.get(held.digest.as_ref().filter(|_| is_page(held))?)?;
            self.observed.get(&(held.captured_at, *body))
        };
        by_address.or_else(by_body).copied()
    }
}

impl Plan {
    /// Chooses from holdings in their order.
    pub(super) fn of(holdings: Vec<Holding>, known: &Known) -> Self {
        let mut plan = Self { listed: holdings.len(), ..Self::default() };
        let pages: BTreeSet<CapturedAt> =
            holdings.iter().filter(|held| is_page(held)).map(|held| held.captured_at).collect();
        let (mut kinds, mut of) = (BTreeMap::<ArchiveDigest, u32>::new(), Vec::with_capacity(holdings.len()));
        plan.captures = holdings;
        plan.captures.retain(|held| {
            let shown = known.get(held);
            if shown.is_none() && is_redirect(held) && is_beside(held.captured_at, &pages) {
                plan.beside += 1;
                return false;
            }
            plan.shown.extend(shown.map(|shown| (of.len(), shown)));
            let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
            of.push(kind(held).map(|digest| *kinds.entry(digest).or_insert(next)));
            true
        });
        plan.captures.shrink_to_fit();
        plan.kinds = Kinds::new(of);
        plan
    }

    /// The instants of the first and the last capture.
    pub(super) fn span(&self) -> Option<(CapturedAt, CapturedAt)> {
        let instants = || self.captures.iter().map(|held| held.captured_at);
        instants().min().zip(instants().max())
    }

    /// A capture with its line of the index, which is given once: nobody asks for a capture again.
    pub(super) fn asked(&mut self, position: usize) -> Holding {
        let row = self.captures[position].row.take();
        Holding { row, ..self.captures[position].clone() }
    }

    /// The other captures of the same kind.
    pub(super) fn others(&self, position: usize) -> impl Iterator<Item = usize> {
        self.kinds.alike(position).filter(move |member| *member != position)
    }
}

/// What the captures of one body have in common. A redirect has none: where it leads is not in its body.
fn kind(held: &Holding) -> Option<ArchiveDigest> {
    let digest = held.digest.filter(|digest| !digest.is_of_nothing())?;
    match held.status {
        None if held.revisit => Some(digest),
        Some(200..=299) => Some(digest),
        _ => None,
    }
}

fn is_page(held: &Holding) -> bool {
    kind(held).is_some()
}

fn is_redirect(held: &Holding) -> bool {
    held.status.is_some_and(|status| (300..400).contains(&status))
}

fn is_beside(at: CapturedAt, pages: &BTreeSet<CapturedAt>) -> bool {
    pages.range(at..).next().is_some_and(|page| page.unix() - at.unix() <= BESIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(at: &str, status: Option<u16>, body: &str) -> Holding {
        Holding {
            digest: Some(ArchiveDigest::sha1(body.as_bytes())),
            status,
            revisit: status.is_none(),
            ..Holding::new(at.parse().unwrap(), "http://a.example/")
        }
    }

    #[test]
    fn pages_and_revisits_of_one_digest_are_one_kind() {
        let all = vec![
            held("20200101000000", Some(200), "A"),
            held("20200201000000", None, "A"),
            held("20200301000000", Some(200), "B"),
            held("20200401000000", Some(404), "C"),
        ];
        let plan = Plan::of(all, &Known::default());
        let kinds: Vec<_> = (0..4).map(|position| plan.kinds.kind(position)).collect();
        assert_eq!(kinds, [Some(0), Some(0), Some(1), None]);
        assert_eq!((plan.kinds.different(), plan.others(0).collect::<Vec<_>>()), (3, vec![1]));
    }

    #[test]
    fn a_redirect_beside_the_page_is_left_aside_and_one_by_itself_is_not() {
        let all = vec![
            held("20200101000000", Some(301), ""),
            held("20200101000003", Some(200), "A"),
            held("20200601000000", Some(301), ""),
        ];
        let plan = Plan::of(all, &Known::default());
        assert_eq!((plan.beside, plan.captures.len(), plan.listed), (1, 2, 3));
    }

    #[test]
    fn redirects_and_revisits_of_nothing_are_never_taken_for_each_other() {
        let all = vec![held("20200601000000", Some(301), ""), held("20200901000000", None, "")];
        let plan = Plan::of(all, &Known::default());
        assert_eq!([plan.kinds.kind(0), plan.kinds.kind(1)], [None, None]);
    }
}
