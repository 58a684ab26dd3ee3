//! Histories: what follows from looks, returns, alternations and late evidence, and how findings speak.

use super::*;

use FindingKind::{BackDated, SilentChange};

fn late_post(looks: Vec<Look>) -> Vec<Finding> {
    let mut timeline =
        timeline(vec![seen("2013-08-22", "2013-09-01", &[claim(ClaimKind::Published, "2012-04-03")], OLD)]);
    timeline.looks.splice(0..0, looks);
    check(&timeline)
}

#[test]
fn a_page_found_missing_after_the_day_it_claims_is_likely_back_dated() {
    let findings = late_post(vec![look("2013-06-01", Outcome::Failed, Some(404))]);
    assert_eq!((findings[0].kind, findings[0].certainty), (BackDated, Certainty::Likely));
    assert!(findings[0].text.contains("June 1, 2013"), "{}", findings[0].text);
    assert_eq!(findings[0].bounds.unwrap().after, Some(at("2013-06-01")));
}

#[test]
fn a_page_that_nobody_looked_for_is_not_back_dated() {
    assert_eq!(late_post(Vec::new()), []);
    assert_eq!(late_post(vec![look("2012-01-01", Outcome::Failed, Some(404))]), [], "before the claimed day");
}

#[test]
fn a_look_that_failed_for_another_reason_is_no_absence() {
    for (outcome, status) in [
        (Outcome::Failed, None),
        (Outcome::Failed, Some(503)),
        (Outcome::Skipped(SkipReason::BotChallenge), Some(403)),
        (Outcome::Skipped(SkipReason::ConsentWall), Some(200)),
    ] {
        assert_eq!(late_post(vec![look("2013-06-01", outcome, status)]), [], "{outcome:?} {status:?}");
    }
}

fn after_the_last(looks: Vec<Look>) -> Vec<Finding> {
    let mut timeline = timeline(vec![seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD)]);
    timeline.looks.extend(looks);
    check(&timeline)
}

#[test]
fn a_page_that_stays_gone_has_disappeared() {
    let gone = |instant| look(instant, Outcome::Failed, Some(404));
    let findings = after_the_last(vec![gone("2024-08-01"), gone("2024-08-20")]);
    assert_eq!((findings[0].kind, findings[0].certainty), (FindingKind::Disappeared, Certainty::Proven));
    let soon = after_the_last(vec![gone("2024-08-01"), gone("2024-08-02")]);
    assert_eq!(soon[0].certainty, Certainty::Likely);
}

#[test]
fn one_missing_look_or_failures_are_no_disappearance() {
    assert_eq!(after_the_last(vec![look("2024-08-01", Outcome::Failed, Some(404))]), []);
    let failed = |instant| look(instant, Outcome::Failed, None);
    assert_eq!(after_the_last(vec![failed("2024-08-01"), failed("2024-08-20")]), []);
}

#[test]
fn a_finding_about_a_text_is_reported_where_it_begins() {
    let gdpr = format!("{OLD}\nWe comply with Regulation (EU) 2016/679.");
    let findings = check(&timeline(vec![
        seen("2018-01-05", "2018-04-10", &[updated("2007-01")], OLD),
        seen("2018-05-18", "2018-09-01", &[updated("2007-01")], &gdpr),
        seen("2018-10-18", "2018-11-01", &[updated("2007-01")], &format!("{gdpr}\nThank you for reading this.")),
    ]));
    let found: Vec<_> = findings.iter().filter(|finding| finding.kind == FindingKind::Anachronism).collect();
    assert_eq!(found.iter().map(|finding| finding.version).collect::<Vec<_>>(), [Some(2)]);
}

#[test]
fn a_text_that_comes_back_after_months_has_reverted_and_is_nothing_else() {
    let findings = check(&timeline(vec![
        seen("2023-01-05", "2023-07-10", &[updated("2022-11-01")], OLD),
        seen("2023-07-20", "2024-01-20", &[updated("2023-07-15")], NEW),
        seen("2024-02-01", "2024-03-01", &[updated("2022-11-01")], OLD),
    ]));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((findings[0].kind, findings[0].certainty), (FindingKind::Reverted, Certainty::Proven));
    assert!(findings[0].text.contains("July 10, 2023"), "{}", findings[0].text);
}

#[test]
fn texts_that_alternate_are_flapping_and_nothing_else() {
    let text = |first, last, date, text| seen(first, last, &[updated(date)], text);
    let findings = check(&timeline(vec![
        text("2024-01-05", "2024-01-10", "2023-11-01", OLD),
        text("2024-01-11", "2024-01-12", "2023-12-01", NEW),
        text("2024-01-13", "2024-01-14", "2023-11-01", OLD),
        text("2024-01-15", "2024-01-20", "2023-12-01", NEW),
    ]));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!((findings[0].kind, findings[0].severity), (FindingKind::Flapping, 0));
    assert!(findings[0].text.contains("3 switches"), "{}", findings[0].text);
}

#[test]
fn late_evidence_overturns_what_was_said_before() {
    let first_sight = timeline(vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-11", "2024-07-12", &[updated("2023-11-01")], NEW),
    ]);
    assert_eq!(check(&first_sight)[0].kind, SilentChange);
    let known_later = timeline(vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-11", "2024-07-12", &[updated("2023-11-01")], NEW),
        seen("2024-07-13", "2024-07-14", &[updated("2023-11-01")], OLD),
    ]);
    let kinds: Vec<_> = check(&known_later).iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::Flapping]);
}

#[test]
fn a_further_look_narrows_the_bounds() {
    let history = |last| {
        timeline(vec![
            seen("2024-01-05", last, &[updated("2023-11-13")], OLD),
            seen("2024-04-30T00:30:00Z", "2024-06-01", &[updated("2024-04-01")], NEW),
        ])
    };
    assert_eq!(check(&history("2024-03-01")), [], "the text may have come on the day it claims");
    assert_eq!(check(&history("2024-04-20"))[0].kind, BackDated);
}

#[test]
fn a_pair_is_judged_without_a_timeline() {
    let (old, new) = (document(OLD), document(NEW));
    let (old_claims, new_claims) = (claims(&[updated("2023-11-13")]), claims(&[updated("2024-04-01")]));
    let policy = policy();
    let comparison = compare::compare(&old, &new);
    let step = Step::new(
        &policy,
        Side::seen(&old, &old_claims, at("2024-04-29T12:30:00Z"), at("2024-04-29T12:30:00Z")),
        Side::seen(&new, &new_claims, at("2024-04-30"), at("2024-04-30")),
        &comparison,
    );
    let findings = check_pair(&step);
    assert_eq!((findings[0].kind, findings[0].severity, findings[0].version), (BackDated, 2, None));
    assert_eq!(findings[0].evidence[0].captured_at, Some(at("2024-04-29T12:30:00Z")));
}

#[test]
fn every_finding_speaks_in_whole_neutral_sentences_and_rests_on_evidence() {
    let late = claim(ClaimKind::Published, "2012-04-03");
    let gdpr = format!("{NEW}\nWe comply with Regulation (EU) 2016/679.");
    let mut all = check(&timeline(vec![
        seen("2013-08-22", "2014-08-22", std::slice::from_ref(&late), OLD),
        seen("2014-09-22", "2016-01-01", std::slice::from_ref(&late), NEW),
        seen("2017-01-22", "2018-08-22", &[updated("2015-01-01")], &gdpr),
        seen("2019-01-22", "2019-08-22", &[updated("2019-08-01")], &gdpr),
    ]));
    all.extend(noticed(promising(30, &["email"]), "2024-07-25"));
    assert!(all.len() >= 4, "{all:#?}");
    for finding in all {
        assert!(!finding.evidence.is_empty(), "{finding:#?}");
        assert!(finding.text.ends_with('.') && !finding.text.contains("  "), "{}", finding.text);
        for word in ["secretly", "lied", "illegal", "fraud", "quietly", "sneak", "caught"] {
            assert!(!finding.text.to_lowercase().contains(word), "{}", finding.text);
        }
    }
}
