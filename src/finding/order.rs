//! The order of two captures, where it is not known: both are of one instant, or of one day of which one tells no hour.
//! Nothing is proven by a change between them. Must not know any rule.

use std::collections::BTreeSet;

use crate::claim::Claim;
use crate::timeline::Timeline;

use super::step::{Side, Step};
use super::{Certainty, Finding, FindingKind};

const CAVEAT: &str = " Which of the two texts came first is not known: both captures are of one instant, or of one day of \
                      which one tells no hour.";

/// The versions that may be older than the version before them.
pub(super) fn doubtful(timeline: &Timeline) -> BTreeSet<u32> {
    let pairs = timeline.versions.windows(2);
    let unknown = pairs.filter_map(|pair| {
        let [old, new] = pair else { return None };
        // Most pairs are told apart by their days alone.
        let one_day = old.last_seen.day() == new.first_seen.day();
        (one_day && Side::of(old, timeline).may_be_younger_than(&Side::of(new, timeline))).then_some(new.n)
    });
    unknown.collect()
}

/// Takes from a finding what it drew from the order of two captures.
pub(super) fn doubt(finding: &mut Finding) {
    if rests_on_order(finding.kind) {
        finding.certainty = Certainty::Unknown;
        finding.severity = finding.severity.min(1);
        finding.text.push_str(CAVEAT);
    }
}

/// How many days older than the last capture of the old text a new text's date may be.
const FAR_DAYS: i64 = 30;
const RETURNING: &str = " With these two captures alone it cannot be told from an older version that is shown again.";

/// Takes the proof from a date that a text of an earlier time would bear as well. A history shows whether one returned; two
/// texts do not.
pub(super) fn doubt_a_pair(step: &Step<'_>, finding: &mut Finding) {
    if !matches!(finding.kind, FindingKind::BackDated | FindingKind::Retroactive) {
        return;
    }
    let Some(date) = finding.claim.as_ref().and_then(|claim| claim.date) else { return };
    let moved_back = step.old.stated().claims().flat_map(Claim::readings).any(|old| date.days_until(old).is_some());
    let far = step.old.last_seen.days_since(date.ends()) >= FAR_DAYS;
    if moved_back || far {
        finding.certainty = finding.certainty.min(Certainty::Likely);
        finding.severity = finding.severity.min(2);
        finding.text.push_str(RETURNING);
    }
}

fn rests_on_order(kind: FindingKind) -> bool {
    use FindingKind as Kind;
    match kind {
        Kind::Anachronism | Kind::ContradictingDates | Kind::DanglingReference => false,
        Kind::BackDated
        | Kind::SilentChange
        | Kind::UndatedChange
        | Kind::Retroactive
        | Kind::ShortNotice
        | Kind::DateOnly
        | Kind::Reverted
        | Kind::Flapping
        | Kind::Disappeared => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare;
    use crate::finding::tests::{NEW, OLD, at, claims, document, policy, seen, timeline, updated};
    use crate::finding::{check, check_pair};

    fn certainties(last: &'static str, first: &'static str) -> Vec<(FindingKind, Certainty)> {
        let history = vec![
            seen("2024-01-05T08:00:00Z", last, &[updated("2024-10-01")], OLD),
            seen(first, "2024-12-01T09:00:00Z", &[updated("2024-09-10")], NEW),
        ];
        check(&timeline(history)).iter().map(|finding| (finding.kind, finding.certainty)).collect()
    }

    #[test]
    fn a_day_without_an_hour_is_not_ordered_against_the_hours_of_that_day() {
        for (last, first) in [
            ("2024-11-01", "2024-11-01T10:00:00Z"),
            ("2024-11-01T10:00:00Z", "2024-11-01T10:00:00Z"),
            ("2024-11-01", "2024-11-01"),
        ] {
            let found = certainties(last, first);
            assert!(!found.is_empty(), "{last} {first}");
            assert!(found.iter().all(|(_, certainty)| *certainty == Certainty::Unknown), "{last} {first}: {found:?}");
        }
    }

    #[test]
    fn two_hours_or_two_days_are_an_order() {
        for (last, first) in [("2024-11-01T10:00:00Z", "2024-11-01T10:00:01Z"), ("2024-11-01", "2024-11-02")] {
            let found = certainties(last, first);
            assert!(found.iter().any(|(_, certainty)| *certainty > Certainty::Unknown), "{last} {first}: {found:?}");
        }
    }

    fn of_pair(old: &str, new: &str) -> Vec<(FindingKind, Certainty)> {
        let policy = policy();
        let (one, other) = (document(OLD), document(NEW));
        let (before, after) = (claims(&[updated(old)]), claims(&[updated(new)]));
        let comparison = compare::compare(&one, &other);
        let (last, first) = (at("2024-11-01T08:00:00Z"), at("2024-11-05T08:00:00Z"));
        let step = Step::new(
            &policy,
            Side::seen(&one, &before, last, last),
            Side::seen(&other, &after, first, first),
            &comparison,
        );
        check_pair(&step).iter().map(|finding| (finding.kind, finding.certainty)).collect()
    }

    #[test]
    fn two_texts_alone_do_not_prove_a_date_that_an_older_version_would_bear() {
        assert_eq!(of_pair("2024-01-01", "2024-10-15"), [(FindingKind::BackDated, Certainty::Proven)]);
        assert_eq!(of_pair("2024-10-25", "2024-10-15"), [(FindingKind::BackDated, Certainty::Likely)]);
        assert_eq!(of_pair("2024-01-01", "2024-09-15"), [(FindingKind::BackDated, Certainty::Likely)]);
    }
}
