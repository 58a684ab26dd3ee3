//! Contradicting dates: two dates that one text states about itself and that cannot both hold.
//! Must not know captures beyond the one that shows the text.

use crate::claim::{Claim, ClaimKind};
use crate::document::Document;
use crate::policy::PolicyId;

use super::stated::Stated;
use super::step::Side;
use super::{Certainty, Finding, FindingKind, wording};

/// A date counts as the document's own when it stands among its first or its last sentences.
const EDGE_SENTENCES: usize = 12;
/// A policy that took effect this long before its last update was probably updated since; less is a matter of wording.
const APART_DAYS: i64 = 30;

/// Two dates in this text that cannot both hold.
pub(super) fn check(policy: &PolicyId, side: &Side<'_>) -> Option<Finding> {
    same_kind(policy, side).or_else(|| applies_before_its_text(policy, side))
}

/// "Last updated" says one day at the head and another one at the foot.
///
/// Three dates of a kind are a list or a page of several documents, and so are two that stand in the middle of a text.
fn same_kind(policy: &PolicyId, side: &Side<'_>) -> Option<Finding> {
    let (one, other) = [ClaimKind::LastUpdated, ClaimKind::Effective].into_iter().find_map(|kind| {
        let mut distinct: Vec<&Claim> = Vec::new();
        for claim in side.claims.visible().filter(|claim| claim.kind == kind && claim.date.is_some()) {
            if !distinct.iter().any(|known| overlap(known, claim)) {
                distinct.push(claim);
            }
        }
        match distinct[..] {
            [one, other] => Some((one, other)),
            _ => None,
        }
    })?;
    let edges = [one, other].map(|claim| edge(side.document, &claim.text));
    let [Some(first), Some(second)] = edges else { return None };
    // Two date lines at one end are a list of versions or two documents; head against foot is one forgotten.
    if first == second || tells_of_several_documents(side) {
        return None;
    }
    let text = format!(
        "The page states two dates for the same thing: {} and {}.",
        wording::quote(&one.text),
        wording::quote(&other.text)
    );
    Some(finding(policy, side, one, other, Certainty::Proven, 1).saying(text))
}

/// A text that says it applies from a day long before its last update cannot have applied as it stands.
fn applies_before_its_text(policy: &PolicyId, side: &Side<'_>) -> Option<Finding> {
    let Stated { text: Some(updated), effective: Some(effective) } = side.stated() else { return None };
    if updated.kind != ClaimKind::LastUpdated || tells_of_several_documents(side) {
        return None;
    }
    let days = effective.date?.days_until(updated.date?)?;
    if days <= APART_DAYS {
        return None;
    }
    let text = format!(
        "The page says {} and {}. As it stands, its text is at least {} younger than the day from which it says it applies.",
        wording::says(effective),
        wording::says(updated),
        wording::days(days)
    );
    Some(finding(policy, side, updated, effective, Certainty::Likely, 0).saying(text))
}

fn tells_of_several_documents(side: &Side<'_>) -> bool {
    side.claims
        .visible()
        .any(|claim| matches!(claim.kind, ClaimKind::OtherDocument | ClaimKind::Changelog | ClaimKind::PreviousVersion))
}

fn overlap(one: &Claim, other: &Claim) -> bool {
    one.date.is_some_and(|one| other.date.is_some_and(|other| one.overlaps(other)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Head,
    Foot,
}

/// At which end of the document the words stand.
fn edge(document: &Document, words: &str) -> Option<Edge> {
    let count = document.sentences().count();
    let headings = document.sections.iter().filter_map(|section| section.heading.as_ref());
    if headings.take(2).any(|heading| heading.printed().contains(words))
        || document.title.as_ref().is_some_and(|title| title.contains(words))
    {
        return Some(Edge::Head);
    }
    let at = document.sentences().position(|(_, _, sentence)| sentence.text.contains(words))?;
    match at {
        at if at < EDGE_SENTENCES && at < count / 2 => Some(Edge::Head),
        at if at + EDGE_SENTENCES >= count => Some(Edge::Foot),
        _ => None,
    }
}

fn finding(
    policy: &PolicyId,
    side: &Side<'_>,
    claim: &Claim,
    other: &Claim,
    certainty: Certainty,
    severity: u8,
) -> Finding {
    let evidence = [side.quote("the other date", &other.text)];
    Finding::new(FindingKind::ContradictingDates, certainty, severity, policy, side.version, evidence)
        .claiming(claim, side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::{claim, claims, document, policy, seen_once};

    fn page(head: &str, foot: &str) -> Document {
        let body: Vec<String> = (0..40).map(|n| format!("Clause {n} says something.")).collect();
        document(&format!("{head}\n{}\n{foot}", body.join("\n")))
    }

    fn updated(date: &str, text: &str) -> Claim {
        Claim { text: text.to_owned(), ..claim(ClaimKind::LastUpdated, date) }
    }

    #[test]
    fn head_and_foot_that_name_two_days_contradict() {
        let document = page("Last updated: April 30, 2024", "This policy was last updated May 25, 2023.");
        let claims = claims(&[
            updated("2024-04-30", "Last updated: April 30, 2024"),
            updated("2023-05-25", "last updated May 25, 2023"),
        ]);
        let finding = check(&policy(), &seen_once(&document, &claims)).unwrap();
        assert_eq!((finding.kind, finding.certainty), (FindingKind::ContradictingDates, Certainty::Proven));
        assert!(finding.text.contains("April 30, 2024") && finding.text.contains("May 25, 2023"), "{}", finding.text);
    }

    #[test]
    fn the_same_day_at_both_ends_is_no_contradiction() {
        let document = page("Last updated: May 2023", "Last updated May 25, 2023.");
        let claims = claims(&[updated("2023-05", "May 2023"), updated("2023-05-25", "May 25, 2023")]);
        assert_eq!(check(&policy(), &seen_once(&document, &claims)), None);
    }

    #[test]
    fn three_dates_are_a_list() {
        let document = page("Updated: May 1, 2023", "Updated: May 2, 2023. Updated: May 3, 2023.");
        let claims = claims(&[
            updated("2023-05-01", "May 1, 2023"),
            updated("2023-05-02", "May 2, 2023"),
            updated("2023-05-03", "May 3, 2023"),
        ]);
        assert_eq!(check(&policy(), &seen_once(&document, &claims)), None);
    }

    #[test]
    fn two_dates_side_by_side_are_two_documents() {
        let document = page("Terms updated May 1, 2023.\nPrivacy updated June 2, 2023.", "Thank you.");
        let claims = claims(&[updated("2023-05-01", "May 1, 2023"), updated("2023-06-02", "June 2, 2023")]);
        assert_eq!(check(&policy(), &seen_once(&document, &claims)), None);
    }

    #[test]
    fn a_text_younger_than_its_effective_date_is_noted() {
        let document = page("Effective January 1, 2023. Last updated May 31, 2024.", "Thank you.");
        let old = claims(&[claim(ClaimKind::Effective, "2023-01-01"), claim(ClaimKind::LastUpdated, "2024-05-31")]);
        let finding = check(&policy(), &seen_once(&document, &old)).unwrap();
        assert_eq!((finding.severity, finding.certainty), (0, Certainty::Likely));
        let near = claims(&[claim(ClaimKind::Effective, "2023-01-01"), claim(ClaimKind::LastUpdated, "2023-01-04")]);
        assert_eq!(check(&policy(), &seen_once(&document, &near)), None);
    }
}
