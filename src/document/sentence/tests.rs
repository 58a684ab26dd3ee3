//! What sentences are, as facts.

use super::split;

fn sentences<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    split(text, Some(language)).into_iter().map(|range| &text[range]).collect()
}

/// Each text is written with `|` where it is to be split.
fn splits(language: &str, marked: &[&str]) {
    for marked in marked {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let text = expected.join(" ");
        assert_eq!(sentences(&text, language), expected, "{text}");
    }
}

#[test]
fn english_sentences_survive_abbreviations() {
    splits(
        "en",
        &[
            "We collect data.|We share it!|Why?|Because we must.",
            "Example Inc. collects data.|It is based in the U.S. and the U.K.|We operate worldwide.",
            "Example, Inc. and Example Ltd. (\"we\") run it.|Contact Example Inc.|The address is below.",
            "We use tools, e.g. Google Analytics, i.e. cookies, etc. for this.",
            "See 15 U.S.C. § 1681 and 45 C.F.R. § 164.|It applies.",
            "Ask Dr. J. Smith, Attn. Privacy, No. 5 Main St. in Boston.",
            "Version 2.1 costs $3.50 at https://example.com/a.b?c=d.e today.|Write to a.b@example.com.|Thank you.",
            "He said \"stop.\"|Then we stopped.|(This is so.)|Good.",
            "It ends at 5 p.m. on Monday.|It ends at 5 p.m.|You may call before.",
            "1. We collect data.|2. You agree.",
            "IV. Rights of users are kept.|They matter.",
            "See Sec. 3 and Art. 6 of it, p. 4 ff., vs. the rest.",
            "Yahoo! is a company.|We like it...|And so on… and on.",
            "Is that so?|No.|We do not sell data.",
        ],
    );
}

#[test]
fn enumerations_are_clauses() {
    splits(
        "en",
        &[
            "We may share it: |(i) with partners; |(ii) with courts; |and (iii) with you.|Else never.",
            "You must not (a) lie; |(b) cheat; |or (c) steal.",
            "It covers (i) names, (ii) dates, and (iii) places.",
            "As Section 3(a) and (b) say; it applies.",
        ],
    );
}

#[test]
fn german_sentences_survive_ordinals_and_abbreviations() {
    splits(
        "de",
        &[
            "Stand: 1. Januar 2020.|Wir erheben z.B. Daten, u.a. Namen, gem. Art. 6 Abs. 1 lit. a DSGVO.|Das gilt bzw. galt.",
            "Die Frist endet am 3. Tag.|Nutzer zahlen ca. 5 Euro.|Vgl. § 3 Nr. 2 BDSG.",
            "Im Jahr 2020.|Wir haben es geändert, d.h. neu gefasst.",
        ],
    );
}

#[test]
fn romance_languages_survive_abbreviations() {
    splits("fr", &["M. Dupont et Mme. Martin, p.ex. ici, cf. l'art. 5.|Nous gardons tout.|Qui ? |Nous !"]);
    splits("es", &["El Sr. García, p.ej. aquí, núm. 5 de la Avda. Real.|Usted acepta.|¿Quién?|¡Nosotros!"]);
    splits("it", &["Ai sensi dell'art. 13 del Reg. 679, es. il Sig. Rossi, ecc. sono noti.|Il titolare è noto."]);
    splits("pt", &["O Sr. Silva, p.ex. aqui, n.º 5 do art. 7.|Nós guardamos."]);
}

#[test]
fn dutch_and_polish_survive_abbreviations() {
    splits("nl", &["Wij delen bijv. namen, d.w.z. gegevens, o.a. adressen.|Dit geldt m.b.t. dhr. Jansen."]);
    splits(
        "pl",
        &[
            "Zgodnie z art. 6 ust. 1 lit. a RODO, np. dane, tj. imię, ul. Długa 5.|Administrator działa od dnia 1. maja.",
        ],
    );
}

#[test]
fn ideographic_full_stops_need_no_space() {
    assert_eq!(sentences("当社は情報を収集します。次の場合に使います。「同意する。」を押す。", "ja").len(), 3);
    assert_eq!(sentences("我们收集信息。您同意吗？同意！", "zh"), ["我们收集信息。", "您同意吗？", "同意！"]);
}

#[test]
fn right_to_left_text_is_split_and_kept() {
    assert_eq!(sentences("نجمع البيانات. هل توافق؟ نعم.", "ar"), ["نجمع البيانات.", "هل توافق؟", "نعم."]);
    assert_eq!(sentences("אנו אוספים מידע. אתה מסכים.", "he").len(), 2);
}

#[test]
fn a_lost_space_does_not_hide_a_sentence() {
    assert_eq!(sentences("We offer services.We may stop.", "en").len(), 2);
    assert_eq!(sentences("See Node.Js and example.Com or file.Name.", "en").len(), 1);
}

#[test]
fn nothing_is_lost_but_white_space() {
    let text = "A. B! (c) d; (d) e。f? \"g.\" 1. h ... i";
    let kept: String = split(text, None).into_iter().map(|range| &text[range]).collect();
    assert_eq!(kept.replace(' ', ""), text.replace(' ', ""));
    assert!(split("", None).is_empty() && split("  ", None).is_empty());
}

#[test]
fn abbreviations_written_with_spaces_are_one() {
    splits(
        "de",
        &[
            "Wir verarbeiten z. B. Namen, u. a. Ihren Namen.|Dies gilt i. d. R. Namen.",
            "Siehe Art. 6 Abs. 1 S. 1 lit. b DSGVO, d. h. die Norm.|Wir löschen.",
        ],
    );
    splits("fr", &["Des tiers, p. ex. Google, les traitent.|Nous les choisissons."]);
}

#[test]
fn a_name_that_ends_with_a_mark_does_not_end_a_sentence() {
    splits("en", &["Yahoo! Inc. welcomes you to the Yahoo! Services.|We use Yahoo!|You may use it too."]);
    splits("en", &["Welcome to Zoosk!|Zoosk is for dating."]);
}

#[test]
fn russian_references_survive() {
    splits("ru", &["Согласно ст. 6 п. 1 закона мы обязаны.|ООО «Пример» находится в г. Москва, ул. Ленина, д. 5."]);
}

#[test]
fn enumerations_of_the_east_are_clauses_too() {
    for (first, second, third) in [("（1）", "（2）", "（3）"), ("（一）", "（二）", "（三）"), ("(1)", "(2)", "(3)")]
    {
        let text = format!("我们收集：{first}您的姓名；{second}您的电话号码；{third}您的地址。");
        let expected = [
            "我们收集：".to_owned(),
            format!("{first}您的姓名；"),
            format!("{second}您的电话号码；"),
            format!("{third}您的地址。"),
        ];
        assert_eq!(sentences(&text, "zh"), expected);
    }
    assert_eq!(
        sentences("会社（以下「当社」という）は、第一条（一）に従う；ただし、法令（二）を除く。", "ja").len(),
        1
    );
}

#[test]
fn items_with_one_parenthesis_are_clauses_too() {
    splits("en", &["You give us:|a) your name;|b) your address;|and c) your age."]);
}
