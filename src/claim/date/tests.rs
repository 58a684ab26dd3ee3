//! Dates in every form that pages use, and numbers that only look like dates.

use super::*;

fn dates(line: &str) -> Vec<String> {
    let tokens = Tokens::of(line);
    let read = |mention: Mention| match mention.reading {
        Reading::Exact(date) => date.to_string(),
        Reading::Ambiguous { day_first, month_first } => format!("{day_first}|{month_first}"),
        Reading::Impossible => "impossible".to_owned(),
    };
    let found: Vec<_> = mentions(&tokens).into_iter().map(read).collect();
    assert!(found.is_empty() || may_hold_date(line), "the gate refuses {line}");
    found
}

#[test]
fn days_read_in_every_usual_form() {
    for line in [
        "January 2, 2023",
        "January 2nd 2023",
        "2 January 2023",
        "2nd of January 2023",
        "Jan. 2, 2023",
        "Jan 2 2023",
        "2-Jan-2023",
        "2-Jan-23",
        "2nd January, 2023",
        "the 2nd day of January, 2023",
        "2023-01-02",
        "2023/01/02",
        "2023.01.02.",
        "2. Januar 2023",
        "2 janvier 2023",
        "2 de enero de 2023",
        "2 de Janeiro, 2023",
        "2 gennaio 2023",
        "2 stycznia 2023 r.",
        "2. ledna 2023",
        "2023. január 2.",
        "2 января 2023 г.",
        "2 Ocak 2023",
        "2023年1月2日",
        "2023 年 1 月 2 日",
        "2023년 1월 2일",
        "2023. 1. 2.",
        "2023 m. sausio 2 d.",
        "2023. gada 2. janvāris",
        "ngày 2 tháng 1 năm 2023",
        "令和5年1月2日",
        "2 يناير 2023",
        "2 בינואר 2023",
        "2 Ιανουαρίου 2023",
        "January 2. 2023",
        "2º de janeiro de 2023",
        "2023-01-02T10:00:00Z",
        "2023-01-02Policy",
        "２０２３年１月２日",
    ] {
        assert_eq!(dates(line), ["2023-01-02"], "{line}");
    }
    assert_eq!(dates("1er juin 2021"), ["2021-06-01"]);
    assert_eq!(dates("April 26 th, 2012"), ["2012-04-26"]);
    assert_eq!(dates("31.12.2023"), ["2023-12-31"]);
    assert_eq!(dates("16. 12. 2022"), ["2022-12-16"]);
    assert_eq!(dates("12/31/2023"), ["2023-12-31"]);
    assert_eq!(dates("2024.03.06-tól"), ["2024-03-06"]);
}

#[test]
fn months_and_years_keep_their_precision() {
    for line in ["May 2018", "May, 2018", "mai 2018", "Mayo de 2018", "5/2018", "05.2018", "2018-05", "2018年5月"] {
        assert_eq!(dates(line), ["2018-05"], "{line}");
    }
    assert_eq!(dates("in 2018"), ["2018"]);
}

#[test]
fn day_and_month_that_cannot_be_told_apart_stay_ambiguous() {
    assert_eq!(dates("01/02/2023"), ["2023-02-01|2023-01-02"]);
    assert_eq!(dates("01.02.23"), ["2023-02-01|2023-01-02"]);
    assert_eq!(dates("05/05/2021"), ["2021-05-05"]);
}

#[test]
fn days_that_the_calendar_does_not_have_are_no_dates() {
    for line in ["31 June 2020", "February 30, 2021", "2020-13-45", "31/02/2021"] {
        let found = dates(line);
        assert!(found.is_empty() || found == ["impossible"] || found == ["2020"], "{line}: {found:?}");
    }
}

#[test]
fn numbers_that_look_like_dates_are_none() {
    for line in ["800.288.2020", "11.2.10.5", "45.67.89.2020", "v2.0.81", "a@2020", "20457 Hamburg", "1-800-ATT-2020"] {
        assert!(dates(line).is_empty(), "{line}: {:?}", dates(line));
    }
}

#[test]
fn a_date_ends_where_the_next_begins() {
    assert_eq!(dates("Junio 2022 Aug 2024"), ["2022-06", "2024-08"]);
    assert_eq!(dates("from 20.05.2021 to 23.09.2021"), ["2021-05-20", "2021-09-23"]);
    assert_eq!(dates("January 22, 2022 November 30, 2021"), ["2022-01-22", "2021-11-30"]);
    assert_eq!(dates("2023 May 1, 2024"), ["2023", "2024-05-01"]);
}
