//! Changes: every rule about two texts, firing and staying quiet.

use std::sync::Arc;

use super::*;

use FindingKind::{BackDated, DateOnly, Retroactive, ShortNotice, SilentChange, UndatedChange};

#[test]
fn a_text_seen_missing_after_its_date_is_back_dated() {
    let finding = only(vec![
        seen("2024-01-05", "2024-04-29T12:30:00Z", &[updated("2023-11-13")], OLD),
        seen("2024-04-30T00:30:00Z", "2024-06-01", &[updated("2024-04-01")], NEW),
    ]);
    assert_eq!((finding.kind, finding.certainty, finding.version), (BackDated, Certainty::Proven, Some(2)));
    assert_eq!(
        finding.text,
        "The page says it was last updated April 1, 2024. A capture of April 29, 2024 still lacked this text; it was \
         first seen on April 30, 2024. So it appeared at least 28 days after the date it gives. Only one capture after \
         that day shows the older text; it may have been a stale copy."
    );
    assert_eq!(finding.claim.map(|claim| claim.text), Some("last_updated: 2024-04-01".to_owned()));
    assert_eq!(finding.bounds.and_then(|bounds| bounds.after), Some(at("2024-04-29T12:30:00Z")));
    assert!(finding.evidence.len() >= 4, "{:?}", finding.evidence);
}

#[test]
fn a_lag_of_some_days_is_a_note() {
    let finding = only(vec![
        seen("2024-01-05", "2024-04-06T12:30:00Z", &[updated("2023-11-13")], OLD),
        seen("2024-04-07", "2024-06-01", &[updated("2024-04-01")], NEW),
    ]);
    assert_eq!((finding.kind, finding.severity), (BackDated, 0));
}

#[test]
fn a_date_inside_the_gap_is_consistent() {
    let history = |date| {
        vec![
            seen("2024-01-05", "2024-04-06T12:30:00Z", &[updated("2023-11-13")], OLD),
            seen("2024-05-07", "2024-06-01", &[updated(date)], NEW),
        ]
    };
    for date in ["2024-04-06", "2024-04-20", "2024-05-07", "2024-05-08", "2024-06-20", "2024-04", "2024"] {
        assert_eq!(kinds(history(date)), [], "{date}");
    }
}

#[test]
fn a_date_that_only_took_another_form_did_not_move() {
    let history = vec![
        seen("2018-04-19", "2018-11-09", &[updated("2018-01")], OLD),
        seen("2018-11-10", "2018-12-01", &[updated("2018-01-01")], OLD),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn an_ambiguous_date_is_never_held_against_a_page() {
    let history = vec![
        seen("2024-01-05", "2024-11-01", &[updated("2023-11-13")], OLD),
        seen("2024-11-02", "2024-12-01", &[ambiguous("2024-03-04", "2024-04-03")], NEW),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn an_announced_version_that_is_withdrawn_is_not_back_dated() {
    let history = vec![
        seen("2019-11-20", "2019-11-23", &[updated("2020-01-01")], NEW),
        seen("2019-11-26", "2019-12-01", &[updated("2019-11-01")], OLD),
    ];
    assert!(!kinds(history).contains(&BackDated));
}

#[test]
fn a_date_far_back_is_an_older_version_and_a_near_one_a_false_date() {
    let history = |date| {
        vec![
            seen("2014-07-26", "2014-07-27", &[updated("2014-07-25")], OLD),
            seen("2014-08-28", "2014-09-01", &[updated(date)], NEW),
        ]
    };
    assert!(kinds(history("2014-07-15")).contains(&BackDated));
    assert!(!kinds(history("2013-03-15")).contains(&BackDated));
}

#[test]
fn a_wrong_year_is_likely_a_slip_and_said_so() {
    let finding = only(vec![
        seen("2013-10-12", "2013-10-13", &[updated("2013-05-31")], OLD),
        seen("2014-01-08", "2014-09-01", &[updated("2013-01-07")], NEW),
    ]);
    assert_eq!((finding.kind, finding.certainty, finding.severity), (BackDated, Certainty::Likely, 1));
    assert!(finding.text.contains("slip"), "{}", finding.text);
}

#[test]
fn a_date_line_that_follows_its_text_is_checked_against_that_text() {
    let finding = |date| {
        let findings = check(&timeline(vec![
            seen("2012-01-01", "2012-11-05", &[updated("2011-05-02")], OLD),
            seen("2012-11-10", "2012-11-20", &[updated("2011-05-02")], NEW),
            seen("2012-12-01", "2012-12-20", &[updated(date)], NEW),
        ]));
        findings.into_iter().find(|finding| finding.kind == BackDated)
    };
    let by_clause = finding("2012-10-24").unwrap();
    assert_eq!(by_clause.version, Some(3));
    assert_eq!(by_clause.bounds.unwrap().before, at("2012-11-10").end_of_day());
    assert_eq!(finding("2012-11-07"), None, "it names the true date of the change");
}

#[test]
fn terms_seen_missing_after_they_took_effect_are_retroactive() {
    let finding = only(vec![
        seen("2024-01-05", "2024-07-17T12:32:00Z", &[updated("2024-06-20"), effective("2024-06-20")], OLD),
        seen("2024-07-17T18:32:00Z", "2024-09-01", &[updated("2024-07-17"), effective("2024-07-10")], NEW),
    ]);
    assert_eq!((finding.kind, finding.severity), (Retroactive, 1), "one capture alone bears it");
    assert!(finding.text.contains("at least 7 days"), "{}", finding.text);
}

#[test]
fn terms_that_take_effect_in_the_future_are_no_finding() {
    let history = vec![
        seen("2024-01-05", "2024-07-17", &[effective("2024-06-20")], OLD),
        seen("2024-07-18", "2024-09-01", &[effective("2024-09-10")], NEW),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn a_promise_that_names_no_channel_may_have_been_kept_by_mail() {
    let findings = noticed(promising(30, &[]), "2024-07-25");
    assert_eq!(findings[0].kind, ShortNotice);
    assert_eq!(findings[0].certainty, Certainty::Likely);
    assert!(findings[0].text.contains("e-mail"), "{}", findings[0].text);
}

#[test]
fn fewer_days_than_promised_are_short_notice() {
    let findings = noticed(promising(30, &["posting"]), "2024-07-25");
    assert_eq!((findings[0].kind, findings[0].certainty), (ShortNotice, Certainty::Proven));
    assert!(findings[0].text.contains("30 days' notice"), "{}", findings[0].text);
    assert!(findings[0].evidence.iter().any(|evidence| evidence.role.contains("promise")));
}

#[test]
fn days_that_may_have_been_enough_are_told_and_not_held_against_the_page() {
    let findings = noticed(promising(30, &["posting"]), "2024-08-12");
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].kind, findings[0].certainty, findings[0].severity), (ShortNotice, Certainty::Unknown, 0));
    assert_eq!(
        findings[0].text,
        "The policy promised 30 days' notice. The new terms appeared between July 10, 2024 and July 18, 2024: between 23 \
         and 34 days before they took effect on August 12, 2024. Whether the promise was kept cannot be told from these \
         captures."
    );
}

#[test]
fn terms_that_may_have_come_after_their_effect_are_told_with_the_most_that_they_can_have_given() {
    let old = Seen { claims: promising(7, &["posting"]), ..seen("2024-01-05", "2024-07-10", &[], OLD) };
    let findings = check(&timeline(vec![old, seen("2024-08-20", "2024-09-01", &[effective("2024-08-12")], NEW)]));
    assert_eq!((findings[0].kind, findings[0].certainty), (ShortNotice, Certainty::Unknown));
    assert!(
        findings[0].text.contains("at most 34 days before they took effect, if before it at all"),
        "{}",
        findings[0].text
    );
}

#[test]
fn days_that_were_enough_are_not_short() {
    assert_eq!(noticed(promising(30, &["posting"]), "2024-09-12"), []);
    assert_eq!(noticed(promising(14, &["posting"]), "2024-08-12"), []);
    assert_eq!(noticed(claims(&[effective("2024-01-01")]), "2024-07-25"), []);
}

#[test]
fn a_promise_to_write_may_have_been_kept_unseen() {
    let findings = noticed(promising(30, &["email"]), "2024-07-25");
    assert_eq!((findings[0].kind, findings[0].certainty), (ShortNotice, Certainty::Likely));
    assert!(findings[0].text.contains("another way"), "{}", findings[0].text);
}

#[test]
fn the_promise_that_counts_is_the_one_in_force_before() {
    let old = seen("2024-01-05", "2024-07-10", &[effective("2024-01-01")], OLD);
    let new = Seen {
        claims: Claims { dates: vec![effective("2024-07-25")], ..promising(30, &[]) },
        ..seen("2024-07-18", "2024-09-01", &[], NEW)
    };
    assert_eq!(kinds(vec![old, new]), []);
}

#[test]
fn a_clause_that_changed_under_a_standing_date_is_silent() {
    let finding = only(vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2023-11-01")], NEW),
    ]);
    assert_eq!((finding.kind, finding.certainty), (SilentChange, Certainty::Proven));
    assert!(finding.severity >= 1);
    assert!(finding.text.contains("kept saying \"last_updated: 2023-11-01\""), "{}", finding.text);
}

#[test]
fn a_change_while_the_stated_month_lasts_is_not_silent() {
    let history = vec![
        seen("2022-04-19T10:00:00Z", "2022-04-19T19:00:00Z", &[updated("2022-04")], OLD),
        seen("2022-04-21", "2022-05-01", &[updated("2022-04")], NEW),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn a_typing_error_put_right_is_not_silent() {
    let history = vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], "We keep you're data for 30 days."),
        seen("2024-07-18", "2024-09-01", &[updated("2023-11-01")], "We keep your data for 30 days."),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn a_page_that_lists_the_change_is_not_silent() {
    let history = vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2023-11-01"), claim(ClaimKind::Changelog, "2024-07-12")], NEW),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn a_date_line_that_follows_within_days_is_late_not_missing() {
    let history = |date, first| {
        vec![
            seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
            seen("2024-07-11", "2024-07-12", &[updated("2023-11-01")], NEW),
            seen(first, "2024-09-01", &[updated(date)], NEW),
        ]
    };
    let silent = |history| check(&timeline(history)).into_iter().find(|finding| finding.kind == SilentChange).unwrap();
    let late = silent(history("2024-07-11", "2024-07-14"));
    assert_eq!(late.severity, 0);
    assert!(late.text.contains("followed within 3 days"), "{}", late.text);
    assert!(silent(history("2024-08-14", "2024-08-14")).severity > 0);
}

#[test]
fn a_change_on_a_page_without_a_date_is_undated_only() {
    let history = vec![seen("2024-01-05", "2024-07-10", &[], OLD), seen("2024-07-18", "2024-09-01", &[], NEW)];
    let finding = only(history);
    assert_eq!((finding.kind, finding.severity), (UndatedChange, 1));
}

#[test]
fn a_date_line_that_came_is_not_silent() {
    let dated = [updated("2023-11-01")];
    let history = vec![seen("2024-01-05", "2024-07-10", &[], OLD), seen("2024-07-18", "2024-09-01", &dated, NEW)];
    assert!(!kinds(history).iter().any(|kind| matches!(kind, SilentChange | UndatedChange)));
}

#[test]
fn a_month_or_a_year_that_moved_alone_is_date_only() {
    for (old, new, told) in
        [("2023-11", "2024-07", "from November 2023 to July 2024"), ("2023", "2024", "from 2023 to 2024")]
    {
        let finding = only(vec![
            seen("2024-01-05", "2024-07-10", &[updated(old)], OLD),
            seen("2024-07-18", "2024-09-01", &[updated(new)], OLD),
        ]);
        assert_eq!(finding.kind, DateOnly);
        assert!(finding.text.contains(told), "{}", finding.text);
    }
    let history = |old, new| {
        vec![
            seen("2024-01-05", "2024-07-10", &[updated(old)], OLD),
            seen("2024-07-18", "2024-09-01", &[updated(new)], OLD),
        ]
    };
    assert_eq!(kinds(history("2024", "2024-07")), [], "it is said more exactly");
    assert_eq!(kinds(history("2024-07", "2023-11")), [FindingKind::Reverted], "an older copy");
}

#[test]
fn a_month_that_was_over_is_back_dated_and_one_that_lasts_is_not() {
    let history = |old, new| {
        vec![
            seen("2023-12-01", "2024-04-29T12:30:00Z", &[updated(old)], OLD),
            seen("2024-04-30T00:30:00Z", "2024-06-01", &[updated(new)], NEW),
        ]
    };
    assert_eq!(kinds(history("2023-11", "2024-03")), [BackDated]);
    assert_eq!(kinds(history("2023-11", "2024-04")), []);
    assert_eq!(kinds(history("2022", "2023")), [BackDated], "the year was over for months");
    assert_eq!(kinds(history("2023", "2024")), []);
    assert_eq!(kinds(history("2024-03", "2024-02")), [BackDated], "a month before is a correction as a day is");
    assert!(!kinds(history("2024-03", "2023-10")).contains(&BackDated), "months before is an older version");
}

#[test]
fn two_sources_that_know_nothing_of_each_other_are_told_and_weigh_more() {
    let found = |second: &str| {
        let mut timeline = timeline(vec![
            seen("2023-10-05", "2024-04-20T12:30:00Z", &[updated("2023-09-13")], OLD),
            seen("2024-08-30T00:30:00Z", "2024-09-02", &[updated("2024-02-01")], NEW),
        ]);
        let mut other = look("2024-04-10T12:00:00Z", Outcome::Version(1), Some(200));
        other.provenance.source = second.to_owned();
        timeline.looks.insert(1, other);
        timeline.versions[0].captures += 1;
        check(&timeline).remove(0)
    };
    let (one, two) = (found("import"), found("wayback"));
    assert_eq!((one.kind, one.severity), (BackDated, 1), "nobody looked for months");
    assert_eq!((two.kind, two.severity), (BackDated, 2));
    assert!(
        two.text.ends_with("Captures of two independent sources show the older text after that day."),
        "{}",
        two.text
    );
    let roles = |finding: &Finding| finding.evidence.iter().filter(|one| one.role.contains("another source")).count();
    assert_eq!((roles(&one), roles(&two)), (0, 1));
}

#[test]
fn a_date_that_moved_alone_is_date_only() {
    let finding = only(vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2024-07-15")], OLD),
    ]);
    assert_eq!((finding.kind, finding.severity), (DateOnly, 1));
    assert!(finding.text.contains("from November 1, 2023 to July 15, 2024"), "{}", finding.text);
}

#[test]
fn a_date_that_moved_with_the_text_or_back_is_not_date_only() {
    let with_text = vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2024-07-15")], NEW),
    ];
    assert_eq!(kinds(with_text), []);
    let back = vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2022-07-15")], OLD),
    ];
    assert!(!kinds(back).contains(&DateOnly));
}

#[test]
fn another_language_is_never_a_change() {
    let mut timeline = timeline(vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2023-11-01")], NEW),
    ]);
    for (version, language) in timeline.versions.iter_mut().zip(["en", "fr"]) {
        Arc::make_mut(&mut version.document).language = Some(language.to_owned());
    }
    assert_eq!(check(&timeline), []);
}

#[test]
fn a_date_in_the_markup_never_becomes_a_finding() {
    let mut hidden = updated("2023-01-01");
    hidden.place = Place::Meta;
    let history = vec![
        seen("2024-01-05", "2024-07-10", &[updated("2023-11-01")], OLD),
        seen("2024-07-18", "2024-09-01", &[updated("2024-07-15"), hidden], NEW),
    ];
    assert_eq!(kinds(history), []);
}

#[test]
fn a_past_date_that_moves_by_one_day_depends_on_the_hour_of_the_look() {
    let history = |text, first| {
        vec![
            seen("2022-03-20", "2022-03-25T18:30:00Z", &[updated("2020-11-18")], OLD),
            seen(first, "2022-04-01", &[updated("2020-11-19")], text),
        ]
    };
    for text in [OLD, NEW] {
        assert_eq!(kinds(history(text, "2022-03-26T00:30:00Z")), []);
    }
    let daily = vec![
        seen("2022-03-20", "2022-03-25T10:30:00Z", &[updated("2022-03-24")], OLD),
        seen("2022-03-26", "2022-04-01", &[updated("2022-03-25")], OLD),
    ];
    assert_eq!(kinds(daily), [DateOnly]);
}

#[test]
fn a_day_that_lasts_for_some_hours_on_an_island_leaves_a_likely_silence() {
    let certainty = |last| {
        let history = vec![
            seen("2017-01-07", last, &[updated("2017-01-06")], OLD),
            seen("2017-02-14", "2017-03-01", &[updated("2017-01-06")], NEW),
        ];
        check(&timeline(history)).first().map(|finding| finding.certainty)
    };
    assert_eq!(certainty("2017-01-07T05:52:00Z"), Some(Certainty::Likely));
    assert_eq!(certainty("2017-01-07T12:00:00Z"), Some(Certainty::Proven));
}

#[test]
fn a_banner_above_the_date_line_is_not_the_policy() {
    let page = |banner: &str| format!("{banner}\nLast updated November 1, 2023\n{OLD}");
    let dated = Claim { text: "Last updated November 1, 2023".to_owned(), ..updated("2023-11-01") };
    let history = |text: &str| {
        let entry = |first, last, text: &str| Seen {
            text: text.to_owned(),
            ..seen(first, last, std::slice::from_ref(&dated), "")
        };
        vec![entry("2024-01-05", "2024-07-10", &page("Hello.")), entry("2024-07-18", "2024-09-01", text)]
    };
    assert_eq!(kinds(history(&page("We may share and sell your information with our new partners."))), []);
    let below = page("Hello.").replace("never sell", "sell");
    assert_eq!(kinds(history(&below)), [SilentChange]);
}

#[test]
fn a_page_of_several_documents_is_never_back_dated() {
    let mut other = claim(ClaimKind::OtherDocument, "2023-05-20");
    let history = |other: &Claim| {
        vec![
            seen("2024-01-05", "2024-04-29T12:30:00Z", &[updated("2023-11-13"), other.clone()], OLD),
            seen("2024-04-30T00:30:00Z", "2024-06-01", &[updated("2024-04-01")], NEW),
        ]
    };
    assert_eq!(kinds(history(&other)), []);
    other.text = "2023-05-20".to_owned();
    let mentioned = history(&other).into_iter().map(|entry| Seen {
        text: entry.text.replace("2023-05-20\n", "See our other policy of 2023-05-20 as well.\n"),
        ..entry
    });
    assert_eq!(kinds(mentioned.collect()), [BackDated], "a date inside a sentence is a mention");
}

#[test]
fn a_date_line_that_goes_with_a_change_leaves_a_change_without_a_date() {
    let finding = only(vec![
        seen("2024-01-05T08:00:00Z", "2024-04-06T12:30:00Z", &[updated("2023-11-13")], OLD),
        seen("2024-04-07T08:00:00Z", "2024-06-01T08:00:00Z", &[], NEW),
    ]);
    assert_eq!(finding.kind, UndatedChange);
    assert_eq!((finding.severity, finding.certainty), (1, Certainty::Likely));
    assert!(finding.text.contains("2023-11-13"), "{}", finding.text);
}
