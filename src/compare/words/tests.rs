//! What a person sees of an edited clause, run by run.

use proptest::prelude::*;

use super::*;

fn shown(old: &str, new: &str) -> String {
    let small = |word: &str| ["the", "of", "and", "to", "a"].contains(&word);
    let telling = |word: &str| ["may", "will", "not"].contains(&word);
    let runs = runs(old, new, &small, &telling);
    runs.iter()
        .map(|run| match run.op {
            WordOp::Equal => run.text.clone(),
            WordOp::Delete => format!("[-{}-]", run.text),
            WordOp::Insert => format!("{{+{}+}}", run.text),
        })
        .collect()
}

#[test]
fn one_word_stands_alone() {
    assert_eq!(shown("We may share it.", "We will share it."), "We [-may-]{+will+} share it.");
    assert_eq!(shown("We share it.", "We do not share it."), "We{+ do not+} share it.");
}

#[test]
fn an_edit_begins_where_a_sentence_or_a_part_of_one_begins() {
    assert_eq!(shown("We share.", "We use C. We share."), "{+We use C. +}We share.");
    assert_eq!(shown("We use C. We share.", "We share."), "[-We use C. -]We share.");
    assert_eq!(
        shown("It stays. We share it.", "It stays. We use it. We share it."),
        "It stays.{+ We use it.+} We share it."
    );
    assert_eq!(
        shown("Names, streets and towns.", "Names, sizes, streets and towns."),
        "Names,{+ sizes,+} streets and towns."
    );
}

#[test]
fn numbers_dates_and_money_are_never_cut() {
    assert_eq!(
        shown("Pay $1,000 by 01/02/2020.", "Pay $1,500 by 01/03/2020."),
        "Pay [-$1,000-]{+$1,500+} by [-01/02/2020-]{+01/03/2020+}."
    );
}

#[test]
fn an_edit_takes_all_of_a_date_in_words() {
    for (around, old, new) in [
        ("Effective # for all users of it.", "4 March 2024", "28 March 2024"),
        ("Effective # for all users of it.", "March 1, 2018", "March 1, 2019"),
        ("En vigueur le # pour vous tous.", "1er janvier 2024", "1er mars 2024"),
        ("Gültig ab dem # für alle hier.", "3. Mai 2021", "4. Mai 2021"),
        ("Vigente desde el # para todos aquí.", "4 de marzo de 2024", "5 de marzo de 2024"),
        ("In vigore dal # per tutti gli utenti.", "4 gennaio 2024", "4 gennaio 2025"),
        ("Em vigor desde # para todos aqui.", "4 de março de 2024", "4 de abril de 2024"),
        ("Geldig vanaf # voor alle gebruikers.", "4 maart 2024", "5 maart 2024"),
        ("Obowiązuje od # dla wszystkich tutaj.", "4 marca 2024", "5 marca 2024"),
        ("Effective # for all users of it.", "4 Mar. 2024", "4 Apr. 2024"),
        ("Effective # for all users of it.", "March 2024", "4 March 2024"),
        ("Stand: # für alle hier und da.", "1. 5. 2024", "1. 6. 2024"),
        ("本政策于#生效并适用。", "2024年3月4日", "2024年3月28日"),
    ] {
        let expected = around.replace('#', &format!("[-{old}-]{{+{new}+}}"));
        assert_eq!(shown(&around.replace('#', old), &around.replace('#', new)), expected);
    }
}

#[test]
fn an_edit_takes_all_of_an_amount_and_of_a_reference() {
    for (around, old, new) in [
        ("We keep it for # after you leave.", "30 days", "90 days"),
        ("We keep it for # after you leave.", "30 days", "30 months"),
        ("We keep it for # after you leave.", "5 business days", "7 business days"),
        ("We keep it for # after you leave.", "thirty (30) days", "sixty (60) days"),
        ("You owe us # for each of them.", "€ 20", "€ 50"),
        ("You owe us # for each of them.", "USD 20", "EUR 20"),
        ("You owe us # for each of them.", "$1 million", "$2 million"),
        ("You owe us # for each of them.", "50 %", "20 %"),
        ("As said in # of these rules.", "Section 4.2(a)", "Section 4.2(b)"),
        ("As said in # of these rules.", "Section 4 (a)", "Section 5 (a)"),
        ("Siehe # der Regeln hier und da.", "Art. 6 Abs. 1 lit. f", "Art. 6 Abs. 1 lit. b"),
        ("Call us at # or write to us.", "+1 (800) 555-1234", "+1 (888) 555-1234"),
        ("See # for what else we do.", "https://example.com/a/", "https://example.com/b/"),
    ] {
        let expected = around.replace('#', &format!("[-{old}-]{{+{new}+}}"));
        assert_eq!(shown(&around.replace('#', old), &around.replace('#', new)), expected);
    }
}

#[test]
fn words_beside_a_whole_stay_out_of_the_edit() {
    assert_eq!(shown("You may 18 of them see.", "You will 18 of them see."), "You [-may-]{+will+} 18 of them see.");
    assert_eq!(
        shown("We keep all 30 days after that.", "We keep some 30 days after that."),
        "We keep [-all-]{+some+} 30 days after that."
    );
    assert_eq!(
        shown("From 4 March 2024 we share it.", "From 4 March 2024 you share it."),
        "From 4 March 2024 [-we-]{+you+} share it."
    );
    assert_eq!(
        shown("Ten of 10 out of 12 there.", "Ten of 11 out of 12 there."),
        "Ten of [-10-]{+11+} out of 12 there."
    );
    assert_eq!(
        shown("It is so, (1) for all here.", "It is so, (2) for all here."),
        "It is so, ([-1-]{+2+}) for all here."
    );
}

#[test]
fn a_stop_word_between_two_edits_joins_them() {
    assert_eq!(
        shown("Keep the records of customers here and now.", "Keep the files of users here and now."),
        "Keep the [-records of customers-]{+files of users+} here and now."
    );
}

#[test]
fn a_modal_beside_an_edit_stays_alone() {
    assert_eq!(
        shown("Owners may the records keep here and there.", "Owners will the files keep here and there."),
        "Owners [-may-]{+will+} the [-records-]{+files+} keep here and there."
    );
}

#[test]
fn a_letter_in_a_sentence_without_spaces_stands_alone() {
    assert_eq!(
        shown("我们可能会与合作伙伴分享数据。", "我们可能会与合作伙伴分享信息。"),
        "我们可能会与合作伙伴分享[-数据-]{+信息+}。"
    );
    assert_eq!(
        shown("データを30日間保存します。", "データを90日間保存します。"),
        "データを[-30日間-]{+90日間+}保存します。"
    );
    assert_eq!(shown("לא נשתף את המידע שלך.", "נשתף את המידע שלך."), "[-לא -]נשתף את המידע שלך.");
}

#[test]
fn one_word_in_a_clause_of_a_hundred_thousand_stands_alone() {
    let text = |changed: &[usize], word_there: &str| -> String {
        let mut state = 1_u64;
        (0..100_000).fold(String::new(), |mut text, at| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = format!("w{} ", (state >> 33) % 3000);
            text.push_str(if changed.contains(&at) { word_there } else { &word });
            text
        })
    };
    let places = [3, 50_000, 50_001, 99_000];
    let (old, new) = (text(&places, "may "), text(&places, "will "));
    let runs = runs(old.trim(), new.trim(), &|_| false, &|_| false);
    let gone: Vec<_> = runs.iter().filter(|run| run.op == WordOp::Delete).map(|run| run.text.as_str()).collect();
    assert!(gone == ["may", "may may", "may"], "{} runs", runs.len());
}

#[test]
fn a_long_clause_without_anything_in_common_is_replaced_whole() {
    let text = |letter: char| (0..3000).map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(" ");
    let runs = runs(text('a').trim(), text('b').trim(), &|_| false, &|_| false);
    assert_eq!(runs.iter().map(|run| run.op).collect::<Vec<_>>(), [WordOp::Delete, WordOp::Insert]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_cuts_a_whole(
        old in "((4|30|5\\.|March|2024|days|Art\\.|of|€|\\(30\\)|年|30日) ){0,12}",
        new in "((4|30|5\\.|March|2024|days|Art\\.|of|€|\\(30\\)|年|30日) ){0,12}",
    ) {
        let runs = runs(old.trim(), new.trim(), &|_| false, &|_| false);
        for (gone, text) in [(WordOp::Insert, old.trim()), (WordOp::Delete, new.trim())] {
            let side: Vec<_> = runs.iter().filter(|run| run.op != gone).collect();
            prop_assert_eq!(side.iter().map(|run| run.text.as_str()).collect::<String>(), text);
            let tokens = tokens(text);
            let mut at = 0;
            for pair in side.windows(2) {
                at += pair[0].text.split_whitespace().collect::<String>().len();
                let mut read = 0;
                let place = tokens.iter().position(|token| {
                    read += token.text.len();
                    read > at
                });
                if pair[0].op != pair[1].op && let Some(place) = place {
                    prop_assert!(!Wholes::of(&tokens).hold(place), "{:?}", pair);
                }
            }
        }
    }

    #[test]
    fn runs_reproduce_both_texts_and_mirror(old in "([a-d.]{1,2} ){0,12}", new in "([a-d.]{1,2} ){0,12}") {
        let (old, new) = (old.trim(), new.trim());
        let none = |_: &str| false;
        let small = |word: &str| word == "a";
        let forth = runs(old, new, &small, &none);
        let side = |runs: &[WordRun], gone: WordOp| -> String {
            runs.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect()
        };
        prop_assert_eq!(side(&forth, WordOp::Insert), old);
        prop_assert_eq!(side(&forth, WordOp::Delete), new);
        let back = runs(new, old, &small, &none);
        prop_assert_eq!(side(&back, WordOp::Delete), old);
        let kept = |runs: &[WordRun]| -> String {
            runs.iter().filter(|run| run.op == WordOp::Equal).map(|run| run.text.trim()).collect()
        };
        prop_assert_eq!(kept(&forth), kept(&back));
    }
}
