//! Whole histories as two readers would bring them: counsel for the company, who wants no word that the captures do not
//! bear, and a journalist, who wants none of the true ones missed.

use super::*;
use crate::compare::Lexicon;

use FindingKind::{BackDated, DateOnly, Flapping, Retroactive, Reverted, ShortNotice, SilentChange, UndatedChange};

const ACCUSING: &[FindingKind] = &[BackDated, Retroactive, SilentChange, ShortNotice, UndatedChange, DateOnly];

/// Findings that say something against the company: none is Unknown.
fn accused(timeline: &Timeline) -> Vec<FindingKind> {
    let findings = check(timeline).into_iter();
    let said = findings.filter(|finding| finding.certainty > Certainty::Unknown && finding.severity > 0);
    said.map(|finding| finding.kind).filter(|kind| ACCUSING.contains(kind)).collect()
}

/// The same text with one clause after it.
fn and(text: &str, clause: &str) -> String {
    format!("{text}\n{clause}")
}

mod counsel {
    use super::*;

    #[test]
    fn says_a_stale_copy_for_a_day_is_no_older_text() {
        let history = timeline(vec![
            seen("2024-01-05", "2024-03-30", &[updated("2023-11-13")], OLD),
            seen("2024-04-01", "2024-04-20", &[updated("2024-04-01")], NEW),
            seen("2024-04-21", "2024-04-21", &[updated("2023-11-13")], OLD),
            seen("2024-04-22", "2024-06-01", &[updated("2024-04-01")], NEW),
        ]);
        assert_eq!(accused(&history), []);
        assert_eq!(check(&history)[0].kind, Flapping);
    }

    #[test]
    fn says_the_archive_came_while_an_older_version_was_shown_again() {
        let history = timeline(vec![
            seen("2020-10-24", "2020-10-24", &[effective("2019-12-31")], OLD),
            seen("2020-10-28", "2020-10-28", &[effective("2020-09-21")], NEW),
        ]);
        assert_eq!(accused(&history), [], "nobody looked before the day that the text claims");
        let finding = check(&history).remove(0);
        assert_eq!((finding.kind, finding.certainty, finding.severity), (Reverted, Certainty::Unknown, 0));
        assert!(finding.text.contains("cannot be told"), "{}", finding.text);
    }

    #[test]
    fn says_a_capture_of_the_true_day_was_overlooked() {
        let overlooked = vec![
            seen("2024-01-05", "2024-03-30", &[updated("2023-11-13")], OLD),
            seen("2024-04-01", "2024-06-01", &[updated("2024-04-01")], NEW),
        ];
        assert_eq!(accused(&timeline(overlooked)), []);
    }

    #[test]
    fn says_the_month_it_gives_was_not_over() {
        for date in ["2024-05", "2024"] {
            let history = timeline(vec![
                seen("2024-01-05", "2024-05-30", &[updated("2023-11-13")], OLD),
                seen("2024-06-02", "2024-07-01", &[updated(date)], NEW),
            ]);
            assert_eq!(accused(&history), [], "{date}");
        }
    }

    #[test]
    fn says_publishing_takes_some_days() {
        for date in ["2024-05-24", "2024-05-28"] {
            let history = timeline(vec![
                seen("2024-01-05", "2024-05-30", &[updated("2023-11-13")], OLD),
                seen("2024-06-01", "2024-07-01", &[updated(date)], NEW),
            ]);
            assert_eq!(accused(&history), [], "{date}");
        }
    }

    #[test]
    fn says_the_other_text_is_for_another_country() {
        let american = "These terms are between you and Hoo Corp., 12 Desert Road, Nevada 89108.";
        let cypriot = "These terms are between you and Hoo Europe Limited, 302 Harbour Street, 1065 Nicosia.";
        let history = |last| {
            timeline(vec![
                seen("2024-04-01", "2024-04-06T00:32:00Z", &[effective("2023-11-10")], american),
                seen("2024-04-06T06:32:00Z", last, &[effective("2023-11-10")], cypriot),
            ])
        };
        assert_eq!(accused(&history("2024-04-06T12:00:00Z")), []);
        assert_eq!(accused(&history("2024-05-06")), [SilentChange], "by then it has come to stay");
    }

    #[test]
    fn says_the_spelling_is_british() {
        let american = "We recognize, organize, personalize, authorize and anonymize.\nWe never sell your data.";
        let british = "We recognise, organise, personalise, authorise and anonymise.\nWe may sell your data.";
        let history = timeline(vec![
            seen("2024-01-05", "2024-05-30", &[updated("2023-11-13")], american),
            seen("2024-06-01", "2024-07-01", &[updated("2023-11-13")], british),
        ]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_the_page_was_only_set_in_another_way() {
        let inline = "You indemnify us for (a) your own use of our products; (b) your breach of these terms; or (c) your \
            conduct on our services.";
        let lines = "You indemnify us for (a) your own use of our products\n(b) your breach of these terms or\n(c) your \
            conduct on our services.";
        let history = timeline(vec![
            seen("2024-01-05", "2024-05-30", &[updated("2023-11-13")], inline),
            seen("2024-06-01", "2024-07-01", &[updated("2023-11-13")], lines),
        ]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_the_date_is_that_of_a_review() {
        let reviewed = |date: &str| Claim { text: format!("Last reviewed {date}"), ..updated(date) };
        let history = timeline(vec![
            seen("2024-01-05", "2024-05-30", &[reviewed("2023-11-13")], OLD),
            seen("2024-06-01", "2024-07-01", &[reviewed("2024-04-13")], NEW),
        ]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_the_looks_in_between_met_a_consent_wall() {
        let mut history = timeline(vec![
            seen("2024-01-05", "2024-03-30", &[updated("2023-11-13")], OLD),
            seen("2024-06-01", "2024-07-01", &[updated("2024-04-13")], NEW),
        ]);
        let wall = |at| look(at, Outcome::Skipped(SkipReason::ConsentWall), Some(200));
        history.looks.splice(2..2, [wall("2024-04-20"), wall("2024-05-10")]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_two_editions_are_shown_in_turn() {
        let text = |first, last, date, text| seen(first, last, &[updated(date)], text);
        let history = timeline(vec![
            text("2012-10-05", "2012-11-10", "2011-06-08", OLD),
            text("2012-11-11", "2013-01-02", "2012-04-26", NEW),
            text("2013-01-03", "2013-01-03", "2011-06-08", OLD),
            text("2013-01-04", "2013-03-20", "2012-04-26", NEW),
            text("2013-03-22", "2013-05-20", "2011-06-08", OLD),
        ]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_the_coming_version_had_been_announced() {
        let history = timeline(vec![
            seen("2024-01-05", "2024-05-30", &[effective("2023-11-13")], OLD),
            seen("2024-06-01", "2024-06-20", &[effective("2024-07-01")], NEW),
            seen("2024-06-22", "2024-08-01", &[effective("2024-07-01")], NEW),
        ]);
        assert_eq!(accused(&history), []);
    }

    #[test]
    fn says_no_day_of_effect_is_stated_and_notice_runs_from_the_date() {
        let history = |new: &str| {
            let old = Seen { claims: promising(30, &["posting"]), ..seen("2024-01-05", "2024-07-10", &[], OLD) };
            timeline(vec![old, seen("2024-07-12", "2024-09-01", &[updated("2024-07-11")], new)])
        };
        assert_eq!(check(&history(NEW)), []);
        let at_once = check(&history(&and(NEW, "Changes are effective immediately.")));
        assert_eq!((at_once[0].kind, at_once[0].certainty), (ShortNotice, Certainty::Unknown));
        assert!(at_once[0].text.contains("presumes"), "{}", at_once[0].text);
    }
}

mod journalist {
    use super::*;

    fn found(history: Vec<Seen>) -> Vec<(FindingKind, Certainty, u8)> {
        let findings = check(&timeline(history)).into_iter();
        findings.map(|finding| (finding.kind, finding.certainty, finding.severity)).collect()
    }

    /// A text seen on many days: one version, whose looks the timeline holds.
    fn watched(mut timeline: Timeline, days: &[&'static str]) -> Timeline {
        let looks = days.iter().map(|day| look(day, Outcome::Version(1), Some(200)));
        timeline.looks.extend(looks);
        timeline.looks.sort_by_key(|look| look.provenance.captured_at);
        timeline.versions[0].captures += u32::try_from(days.len()).unwrap();
        timeline
    }

    #[test]
    fn finds_a_policy_dated_weeks_before_it_was_there() {
        let history = timeline(vec![
            seen("2024-01-05", "2024-06-10", &[updated("2023-11-13")], OLD),
            seen("2024-06-11", "2024-07-01", &[updated("2024-04-13")], NEW),
        ]);
        let finding = check(&watched(history, &["2024-05-01", "2024-05-20"])).remove(0);
        assert_eq!((finding.kind, finding.certainty, finding.severity), (BackDated, Certainty::Proven, 3));
        assert!(!finding.text.contains("stale"), "{}", finding.text);
    }

    #[test]
    fn is_told_when_all_hangs_on_one_capture() {
        let history = timeline(vec![
            seen("2024-01-05", "2024-06-10", &[updated("2023-11-13")], OLD),
            seen("2024-06-11", "2024-07-01", &[updated("2024-04-13")], NEW),
        ]);
        let finding = check(&history).remove(0);
        assert_eq!((finding.kind, finding.severity), (BackDated, 1));
        assert!(finding.text.contains("Only one capture"), "{}", finding.text);
    }

    #[test]
    fn finds_a_page_whose_only_date_is_of_effect() {
        assert_eq!(
            found(vec![
                seen("2022-02-01", "2024-04-10", &[effective("2021-05-20")], OLD),
                seen("2024-04-15", "2024-04-15", &[effective("2024-04-01")], NEW),
            ]),
            [(BackDated, Certainty::Likely, 1), (Retroactive, Certainty::Proven, 1)]
        );
    }

    #[test]
    fn finds_only_the_effect_in_the_past_where_the_text_is_dated_rightly() {
        let history = vec![
            seen("2022-02-01", "2024-04-10", &[updated("2021-05-20"), effective("2021-05-20")], OLD),
            seen("2024-04-15", "2024-04-15", &[updated("2024-04-12"), effective("2024-04-01")], NEW),
        ];
        assert_eq!(found(history), [(Retroactive, Certainty::Proven, 1)]);
    }

    #[test]
    fn finds_the_small_words() {
        for (old, new) in [
            ("We keep your data for 30 days.", "We keep your data for 90 days."),
            ("You must be 16 years old to use this.", "You must be 13 years old to use this."),
            ("We do not share your location with partners.", "We share your location with partners."),
            ("We may share your location with advertisers.", "We will share your location with advertisers."),
            (
                "These terms are governed by the laws of Ireland.",
                "These terms are governed by the laws of the State of Delaware.",
            ),
            ("We use your photos only to show them to you.", "We use your photos to show them to you."),
        ] {
            let history = timeline(vec![
                seen("2024-01-05", "2024-05-30", &[updated("2023-11-13")], old),
                seen("2024-06-01", "2024-07-01", &[updated("2023-11-13")], new),
            ]);
            assert_eq!(accused(&history), [SilentChange], "{old} => {new}");
        }
    }

    #[test]
    fn finds_a_clause_that_came_before_and_was_dated_afterwards() {
        let sold = and(OLD, "We may give your address to data brokers.");
        let history = vec![
            seen("2012-01-01", "2012-11-05", &[updated("2011-05-02")], OLD),
            seen("2012-11-10", "2012-11-20", &[updated("2011-05-02")], &sold),
            seen("2012-11-25", "2012-11-28", &[updated("2011-05-02")], &and(&sold, "Thank you for reading this.")),
            seen("2012-12-01", "2012-12-20", &[updated("2012-10-24")], &and(&sold, "Thank you for reading this.")),
        ];
        let findings = check(&timeline(history));
        let back_dated = findings.iter().find(|finding| finding.kind == BackDated).unwrap();
        assert_eq!(back_dated.version, Some(4));
        assert_eq!(back_dated.bounds.unwrap().after, Some(at("2012-11-05")), "across two steps");
        assert!(
            back_dated.evidence.iter().any(|evidence| evidence.quote.as_deref().is_some_and(|q| q.contains("brokers")))
        );
    }

    #[test]
    fn is_not_shown_a_clause_that_was_gone_again() {
        let sold = and(OLD, "We may give your address to data brokers.");
        let history = vec![
            seen("2012-01-01", "2012-11-05", &[updated("2011-05-02")], OLD),
            seen("2012-11-10", "2012-11-20", &[updated("2011-05-02")], &sold),
            seen("2012-12-25", "2012-12-28", &[updated("2011-05-02")], &and(OLD, "Thank you for reading this.")),
            seen("2013-01-01", "2013-01-20", &[updated("2012-10-24")], &and(OLD, "Thank you for reading this.")),
        ];
        assert!(found(history).iter().all(|(kind, ..)| *kind != BackDated));
    }

    #[test]
    fn finds_an_edit_within_one_of_two_editions() {
        let lines = |of: &str| (0..20).map(|n| format!("Sentence {n} of {of}.")).collect::<Vec<_>>().join("\n");
        let (one, other) = (lines("one"), lines("other"));
        let sold = and(&one, "We may sell your personal information to advertisers.");
        let text = |first, last, date, text: &str| seen(first, last, &[updated(date)], text);
        let history = timeline(vec![
            text("2024-01-01", "2024-01-10", "2023-01-01", &one),
            text("2024-02-01", "2024-02-10", "2023-02-01", &other),
            text("2024-03-01", "2024-03-10", "2023-01-01", &one),
            text("2024-04-01", "2024-04-10", "2023-02-01", &other),
            text("2024-05-01", "2024-05-10", "2023-01-01", &sold),
        ]);
        assert_eq!(accused(&history), [SilentChange]);
        let silent = check(&history).into_iter().find(|finding| finding.kind == SilentChange).unwrap();
        assert_eq!(silent.bounds.unwrap().after, Some(at("2024-03-10")), "held against its own edition");
    }

    #[test]
    fn finds_a_promise_that_was_shortened_when_it_was_broken() {
        let old = Seen { claims: promising(30, &["posting"]), ..seen("2024-01-05", "2024-07-10", &[], OLD) };
        let shortened = Claims { dates: vec![effective("2024-07-25")], ..promising(14, &["posting"]) };
        let new = Seen { claims: shortened, ..seen("2024-07-18", "2024-09-01", &[], NEW) };
        let finding = check(&timeline(vec![old, new])).remove(0);
        assert_eq!((finding.kind, finding.certainty), (ShortNotice, Certainty::Proven));
        assert!(finding.text.contains("30 days' notice"), "{}", finding.text);
        assert!(finding.text.contains("shortens the promise to 14 days"), "{}", finding.text);
    }

    #[test]
    fn finds_a_silent_change_under_a_date_that_can_be_read_in_two_ways() {
        let date = ambiguous("2024-06-10", "2024-10-06");
        let history = |last, first| {
            timeline(vec![
                seen("2024-11-05", last, std::slice::from_ref(&date), OLD),
                seen(first, "2025-06-01", std::slice::from_ref(&date), NEW),
            ])
        };
        assert_eq!(accused(&history("2025-01-10", "2025-02-01")), [SilentChange]);
    }

    #[test]
    fn finds_the_return_of_an_older_text_and_calls_it_that() {
        let history = vec![
            seen("2023-01-05", "2023-07-10", &[updated("2022-11-01")], OLD),
            seen("2023-07-20", "2024-01-20", &[updated("2023-07-15")], NEW),
            seen("2024-02-01", "2024-03-01", &[updated("2022-11-01")], OLD),
        ];
        assert_eq!(found(history).iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(), [Reverted]);
    }

    #[test]
    fn finds_a_post_that_the_index_page_did_not_know() {
        let post = timeline(vec![seen("2013-08-22", "2013-09-01", &[claim(ClaimKind::Published, "2012-04-03")], OLD)]);
        let text = |at, text: &str| seen(at, at, &[], text);
        let mut index = timeline(vec![
            text("2012-06-01", "Older news."),
            text("2013-06-01", "Newer news."),
            text("2013-09-01", "Newest news."),
        ]);
        let linked = crate::document::markdown::read("Newest: [surveys](https://example.com/terms).");
        index.versions[2].document = Arc::new(linked);
        let finding = check_among(&post, &[], std::slice::from_ref(&index), Lexicon::built_in()).remove(0);
        assert_eq!((finding.kind, finding.certainty, finding.severity), (BackDated, Certainty::Likely, 2));
        assert!(finding.text.contains("2 captures of example/terms"), "{}", finding.text);
        assert_eq!(finding.bounds.unwrap().after, Some(at("2013-06-01")));
        index.versions.pop();
        assert_eq!(
            check_among(&post, &[], &[index], Lexicon::built_in()),
            [],
            "a page that never links to it tells nothing"
        );
    }
}
