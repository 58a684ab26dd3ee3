//! Facts about folding captures into versions.

use proptest::prelude::*;

use super::*;
use crate::document::{Block, BlockKind, Section, Sentence};

fn text(words: &str) -> Arc<Document> {
    let sentences = vec![Sentence::plain(words)];
    let blocks = vec![Block { kind: BlockKind::Paragraph, depth: 0, label: None, sentences }];
    Arc::new(Document { title: None, language: None, sections: vec![Section { level: 0, heading: None, blocks }] })
}

fn seen(at: i64, source: &str, reading: Result<&str, SkipReason>) -> Dated {
    let captured_at = CapturedAt::from_unix(1_000_000_000 + at).unwrap();
    let provenance = Provenance::new(captured_at, source);
    let digest = Digest::of(format!("{reading:?}").as_bytes());
    let reading = reading.map(|words| (text(words), Claims::default()));
    Dated { provenance, media: MediaType::Html, digest, reading }
}

fn fold(captures: Vec<Dated>) -> Timeline {
    Timeline::fold("acme/terms".parse().unwrap(), captures)
}

#[test]
fn consecutive_captures_with_one_text_are_one_version() {
    let timeline =
        fold(vec![seen(0, "a", Ok("We share.")), seen(5, "a", Ok("We share.")), seen(9, "a", Ok("We sell."))]);
    let versions: Vec<_> = timeline.versions.iter().map(|v| (v.n, v.captures)).collect();
    assert_eq!(versions, [(1, 2), (2, 1)]);
    assert_eq!(timeline.bounds(2).unwrap().after, CapturedAt::from_unix(1_000_000_005));
}

#[test]
fn a_text_that_returns_is_a_version_of_its_own() {
    let timeline = fold(vec![seen(0, "a", Ok("A.")), seen(1, "a", Ok("B.")), seen(2, "a", Ok("A."))]);
    assert_eq!(timeline.versions.len(), 3);
    assert_eq!(timeline.versions[0].document, timeline.versions[2].document);
}

#[test]
fn a_skipped_capture_is_a_look_and_ends_no_version() {
    let timeline =
        fold(vec![seen(0, "a", Ok("A.")), seen(1, "a", Err(SkipReason::ConsentWall)), seen(2, "a", Ok("A."))]);
    assert_eq!(timeline.versions.len(), 1);
    let outcomes: Vec<_> = timeline.looks.iter().map(|look| look.outcome).collect();
    assert_eq!(outcomes, [Outcome::Version(1), Outcome::Skipped(SkipReason::ConsentWall), Outcome::Version(1)]);
}

#[test]
fn a_capture_counts_once_whoever_tells_of_it_and_one_of_another_instant_counts() {
    let same = [seen(0, "a", Ok("A.")), seen(0, "a", Ok("A.")), seen(0, "b", Ok("A."))];
    let timeline = fold(same.into_iter().chain([seen(1, "b", Ok("A."))]).collect());
    assert_eq!(timeline.versions[0].captures, 2);
    assert_eq!(timeline.looks.len(), 2);
}

#[test]
fn nothing_seen_is_no_version() {
    assert_eq!(fold(vec![seen(0, "a", Err(SkipReason::Login))]).versions, []);
    assert_eq!(fold(Vec::new()).bounds(1), None);
}

fn any_capture() -> impl Strategy<Value = Dated> {
    let reading = prop_oneof![Just(Ok("A.")), Just(Ok("B.")), Just(Ok("C.")), Just(Err(SkipReason::Login))];
    (0..12i64, prop_oneof![Just("a"), Just("b")], reading).prop_map(|(at, source, reading)| seen(at, source, reading))
}

proptest! {
    #[test]
    fn captures_in_any_order_give_the_same_timeline(
        (given, shuffled) in prop::collection::vec(any_capture(), 0..20)
            .prop_flat_map(|captures| (Just(captures.clone()), Just(captures).prop_shuffle()))
    ) {
        let timeline = fold(given);
        prop_assert_eq!(&fold(shuffled), &timeline);
        for pair in timeline.versions.windows(2) {
            prop_assert_ne!(&pair[0].document, &pair[1].document);
            prop_assert!(pair[0].last_seen <= pair[1].first_seen);
            prop_assert_eq!(pair[0].n + 1, pair[1].n);
        }
    }
}
