//! Variants before verdicts: which texts of a timeline return, which alternate, and which version each one is to be held
//! against. Two in five recorded changes of real pages restore an earlier text. Must not know claims or changes.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::capture::Digest;
use crate::document::{Document, fingerprint};
use crate::timeline::{Timeline, Version};

/// A text that gives way to another one for less than this is being served beside it.
pub(super) const FLAP_DAYS: i64 = 14;
/// Two returns among so many versions are an alternation, however long each text stood.
const FLAP_WINDOW: usize = 6;

/// What a version is to the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The first one: there is nothing to hold it against.
    First,
    /// A new text; it is held against the version with this index.
    Change { from: usize },
    /// A text served beside another one. Nothing is said across the two.
    Variant,
    /// The text of the version with this index again, after another one had stood for a while.
    Return { to: usize },
}

/// A stretch of versions in which texts alternate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flap {
    /// Indices of the first and the last version.
    pub first: usize,
    pub last: usize,
    pub returns: usize,
}

/// The versions of a timeline sorted into changes, variants and returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variants {
    /// One for each version.
    pub roles: Vec<Role>,
    pub flaps: Vec<Flap>,
}

impl Variants {
    /// Sorts the versions of a timeline.
    pub fn of(timeline: &Timeline) -> Self {
        let versions = &timeline.versions;
        let returns = returns(versions);
        let flaps = flaps(versions, &returns);
        let roles = (0..versions.len()).map(|index| role(index, versions, &returns, &flaps)).collect();
        Self { roles, flaps }
    }
}

/// For each version the index of the latest earlier one with the same text.
fn returns(versions: &[Version]) -> Vec<Option<usize>> {
    let mut latest: BTreeMap<Digest, usize> = BTreeMap::new();
    let texts = versions.iter().map(|version| fingerprint(&version.document));
    let exact: Vec<Option<usize>> = texts.enumerate().map(|(index, text)| latest.insert(text, index)).collect();
    exact.into_iter().enumerate().map(|(index, exact)| exact.or_else(|| near_return(index, versions))).collect()
}

/// The version before the last, when this one is far nearer to it than to the last: an edition that was edited meanwhile.
fn near_return(index: usize, versions: &[Version]) -> Option<usize> {
    let earlier = index.checked_sub(2)?;
    let text = |at: usize| &*versions[at].document;
    let (last, before) = (distance(text(index), text(index - 1)), distance(text(index), text(earlier)));
    let between = distance(text(index - 1), text(earlier));
    (last > 0.05 && between > 0.05 && before * 4.0 < last).then_some(earlier)
}

fn flaps(versions: &[Version], returns: &[Option<usize>]) -> Vec<Flap> {
    let all: Vec<(usize, usize)> = returns.iter().enumerate().filter_map(|(at, to)| Some(((*to)?, at))).collect();
    let mut flaps: Vec<Flap> = Vec::new();
    for (position, &(to, at)) in all.iter().enumerate() {
        let near = |other: Option<&(usize, usize)>| other.is_some_and(|(_, other)| at.abs_diff(*other) < FLAP_WINDOW);
        let repeated = near(position.checked_sub(1).and_then(|before| all.get(before))) || near(all.get(position + 1));
        if !(repeated && at - to < FLAP_WINDOW || is_short(versions, to, at)) {
            continue;
        }
        match flaps.last_mut().filter(|flap| to <= flap.last) {
            Some(flap) => *flap = Flap { first: flap.first.min(to), last: at, returns: flap.returns + 1 },
            None => flaps.push(Flap { first: to, last: at, returns: 1 }),
        }
    }
    flaps
}

/// Whether the text was away for some days only.
fn is_short(versions: &[Version], to: usize, at: usize) -> bool {
    same_text(versions, Some(to), at) && versions[at].first_seen.days_since(versions[to].last_seen) < FLAP_DAYS
}

/// Whether a return is to the very words, not to an edition that was edited meanwhile.
fn same_text(versions: &[Version], to: Option<usize>, at: usize) -> bool {
    to.is_some_and(|to| fingerprint(&versions[to].document) == fingerprint(&versions[at].document))
}

fn role(index: usize, versions: &[Version], returns: &[Option<usize>], flaps: &[Flap]) -> Role {
    let Some(before) = index.checked_sub(1) else { return Role::First };
    let returned_in = |flap: &&Flap| flap.first < index && index <= flap.last;
    let after = |flap: &&Flap| flap.last < index && index <= flap.last + FLAP_WINDOW;
    if let Some(flap) = flaps.iter().find(returned_in) {
        // Within an alternation only an edit of an edition is a change, and an edit leaves most sentences as they were.
        return match nearest(index, flap.first, versions) {
            Some(from) if !same_text(versions, returns[index], index) && is_edit(index, from, before, versions) => {
                Role::Change { from }
            }
            _ => Role::Variant,
        };
    }
    if let Some(to) = returns[index].filter(|to| same_text(versions, Some(*to), index)) {
        return Role::Return { to };
    }
    match flaps.iter().find(after) {
        Some(flap) => Role::Change { from: nearest(index, flap.first, versions).unwrap_or(before) },
        None => Role::Change { from: before },
    }
}

/// Whether a text is nearer to an older one than to the one before it, by far.
fn is_edit(index: usize, from: usize, before: usize, versions: &[Version]) -> bool {
    let text = |at: usize| &*versions[at].document;
    from != before && distance(text(index), text(from)) * 2.0 < distance(text(index), text(before))
}

/// The version nearest in text among the last few, not before `first`; of equals the latest.
fn nearest(index: usize, first: usize, versions: &[Version]) -> Option<usize> {
    let candidates = index.saturating_sub(FLAP_WINDOW).max(first)..index;
    let text = |at: usize| &*versions[at].document;
    candidates
        .rev()
        .map(|at| (at, distance(text(index), text(at))))
        .reduce(|best, next| if next.1 < best.1 { next } else { best })
        .map(|(at, _)| at)
}

/// The share of letters that stand in sentences which only one of two documents has: 0 for the same sentences, 1 for none
/// in common.
fn distance(one: &Document, other: &Document) -> f64 {
    let (one, other) = (sentences(one), sentences(other));
    let all = |side: &BTreeMap<u64, usize>| side.values().sum::<usize>();
    let shared: usize = one.iter().filter(|(hash, _)| other.contains_key(hash)).map(|(_, letters)| letters).sum();
    let most = all(&one).max(all(&other));
    if most == 0 {
        return 0.0;
    }
    // Letters of a page, so far below the numbers that a float cannot hold exactly.
    #[expect(clippy::cast_precision_loss, reason = "a page has fewer letters than 2^52")]
    let share = shared.min(most) as f64 / most as f64;
    1.0 - share
}

/// How many letters each distinct sentence has.
fn sentences(document: &Document) -> BTreeMap<u64, usize> {
    let hash = |text: &str| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        hasher.finish()
    };
    document.sentences().map(|(_, _, sentence)| (hash(&sentence.text), sentence.text.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::{seen, timeline, updated};

    /// Each letter is a text; the versions follow each other `days` apart, each seen once.
    fn variants(texts: &[&str], days: u32) -> Variants {
        let days_of = |n: usize| u32::try_from(n).unwrap() * days;
        let instant = |n: usize| {
            let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(days_of(n).into());
            &*day.format("%Y-%m-%d").to_string().leak()
        };
        let history = texts.iter().enumerate().map(|(n, text)| {
            let body: Vec<String> = (0..20).map(|line| format!("Sentence {line} of {}.", &text[..1])).collect();
            seen(instant(n), instant(n), &[updated("2023-01-01")], &format!("Head.\n{}\n{text}", body.join("\n")))
        });
        Variants::of(&timeline(history.collect()))
    }

    #[test]
    fn new_texts_are_held_against_the_one_before() {
        let variants = variants(&["A", "B", "C"], 30);
        assert_eq!(variants.roles, [Role::First, Role::Change { from: 0 }, Role::Change { from: 1 }]);
        assert_eq!(variants.flaps, []);
    }

    #[test]
    fn a_text_that_is_away_for_some_days_is_a_variant() {
        let variants = variants(&["A", "B", "A", "C"], 3);
        assert_eq!(variants.roles, [Role::First, Role::Variant, Role::Variant, Role::Change { from: 2 }]);
        assert_eq!(variants.flaps, [Flap { first: 0, last: 2, returns: 1 }]);
    }

    #[test]
    fn a_text_that_returns_once_after_months_is_a_return() {
        let variants = variants(&["A", "B", "A"], 60);
        assert_eq!(variants.roles, [Role::First, Role::Change { from: 0 }, Role::Return { to: 0 }]);
    }

    #[test]
    fn texts_that_alternate_over_months_are_variants() {
        let variants = variants(&["A", "B", "A", "B"], 60);
        assert_eq!(variants.roles[1..], [Role::Variant; 3]);
        assert_eq!(variants.flaps, [Flap { first: 0, last: 3, returns: 2 }]);
    }

    #[test]
    fn an_edit_of_an_alternating_edition_is_held_against_that_edition() {
        let variants = variants(&["A", "B", "A", "B", "A2", "B2"], 60);
        assert_eq!(variants.roles[4..], [Role::Change { from: 2 }, Role::Change { from: 3 }]);
    }
}
