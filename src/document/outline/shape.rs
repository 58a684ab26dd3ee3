//! What a line's text looks like: a title, a date line, the name of a kind of document.
//! Must not know formats, numbers, or where the line stands.

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::lexicon::Lexicon;
use crate::document::sentence::{self, is_month};

/// Begins of words that name a kind of document, in the languages policies are written in.
const KINDS: &[&str] = &[
    "policy",
    "policies",
    "terms",
    "conditions",
    "privacy",
    "notice",
    "agreement",
    "statement",
    "guidelines",
    "rules",
    "disclaimer",
    "legal",
    "eula",
    "license",
    "licence",
    "code of conduct",
    "cookie",
    "gdpr",
    "dpa",
    "addendum",
    "imprint",
    "charter",
    "datenschutz",
    "nutzungsbedingung",
    "geschäftsbedingung",
    "agb",
    "impressum",
    "richtlinie",
    "bedingungen",
    "hinweise",
    "widerruf",
    "politique",
    "charte",
    "mentions",
    "confidentialité",
    "cgu",
    "cgv",
    "règlement",
    "données personnelles",
    "política",
    "términos",
    "condiciones",
    "aviso",
    "privacidad",
    "termos",
    "condições",
    "privacidade",
    "informativa",
    "condizioni",
    "termini",
    "regolamento",
    "voorwaarden",
    "privacyverklaring",
    "privacybeleid",
    "regulamin",
    "polityka",
    "prywatności",
    "zásady",
    "podmínky",
    "podmienky",
    "ochrana",
    "obchodn",
    "ochrany",
    "szabályzat",
    "feltételek",
    "tájékoztató",
    "aszf",
    "általános",
    "villkor",
    "policyn",
    "integritets",
    "vilkår",
    "betingelser",
    "personvern",
    "ehdot",
    "tietosuoja",
    "taisyklės",
    "sąlygos",
    "noteikumi",
    "koşulları",
    "politikası",
    "şartlar",
    "gizlilik",
    "условия",
    "политика",
    "соглашение",
    "правила",
    "умови",
    "політика",
    "όροι",
    "πολιτική",
    "規約",
    "ポリシー",
    "プライバシー",
    "约",
    "协议",
    "政策",
    "条款",
    "條款",
    "隐私",
    "隱私",
    "声明",
    "약관",
    "개인정보",
    "الخصوصية",
    "שימוש",
    "פרטיות",
    "uvjeti",
    "pogoji",
    "termeni",
    "condiții",
    "confidențialitate",
];

/// Begins of words that stand in a line which dates the document.
const DATINGS: &[&str] = &[
    "updat",
    "effective",
    "revis",
    "modif",
    "amend",
    "version",
    "date",
    "stand",
    "gültig",
    "aktuali",
    "fassung",
    "vigueur",
    "jour",
    "actualiz",
    "vigor",
    "vigen",
    "aggiorn",
    "bijgewerkt",
    "ingang",
    "obowiązuj",
    "účinn",
    "last",
    "posted",
    "published",
    "issued",
    "force",
    "zuletzt",
    "dernière",
    "última",
    "ultim",
    "laatst",
    "ostatni",
    "atualiz",
    "entr",
    "uppdater",
    "oppdatert",
    "opdater",
    "gälle",
    "platn",
    "zmian",
    "redakcij",
    "hatály",
    "обновлен",
    "вступ",
];

/// Titles of tables of contents.
const CONTENTS: &[&str] = &[
    "table of contents",
    "contents",
    "content",
    "index",
    "inhalt",
    "inhaltsverzeichnis",
    "inhaltsübersicht",
    "sommaire",
    "table des matières",
    "índice",
    "indice",
    "contenido",
    "tabla de contenido",
    "tabla de contenidos",
    "conteúdo",
    "sumário",
    "sommario",
    "inhoud",
    "inhoudsopgave",
    "spis treści",
    "obsah",
    "innehåll",
    "indhold",
    "innhold",
    "sisällys",
    "turinys",
    "tartalom",
    "tartalomjegyzék",
    "目录",
    "目錄",
    "目次",
    "içindekiler",
    "содержание",
    "on this page",
    "in this policy",
    "jump to",
    "jump to section",
    "quick links",
    "skip to",
    "auf dieser seite",
    "sur cette page",
];

/// Words that do not begin a title.
const JOINING: &[&str] =
    &["or", "and", "but", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "lub", "i", "nebo", "a"];

/// A title in one form: lower case, without a number, quotes, marks and white space that typing changes.
pub fn key(title: &str) -> String {
    let title = crate::document::heading::split_number(title).map_or(title, |(_, title)| title);
    let letters = title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.collect()
}

/// How many words a text has; where words are not spaced, how many pairs of characters.
pub fn words(text: &str) -> usize {
    let spaced = text.bytes().filter(|byte| *byte == b' ').count() + 1;
    if text.is_ascii() {
        return spaced;
    }
    let dense = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')).count();
    spaced + dense / 2
}

/// Whether a text has more characters than `most`.
fn has_more_chars(text: &str, most: usize) -> bool {
    text.len() > most && (text.is_ascii() || text.len() > most * 4 || text.chars().count() > most)
}

/// Whether a text could be a title: it has letters, is short, and is no sentence, address or value.
pub fn is_title(text: &str) -> bool {
    if has_more_chars(text, 140) || words(text) > 18 {
        return false;
    }
    let title = crate::document::heading::split_number(text).map_or(text, |(_, title)| title);
    let worded = title.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    let bulleted = title.starts_with(['•', '·', '▪', '●', '○', '◦', '➢', '✓']);
    worded
        && !bulleted
        && !ends_sentence(title)
        && !leads_on(title)
        && begins_title(title)
        && !is_address(text)
        && !is_date_line(text)
}

/// Whether a text goes on after its end, as in `You must not:`, or holds a whole sentence and more.
fn leads_on(title: &str) -> bool {
    const LEADING: &[&str] = &[
        "to",
        "including",
        "following",
        "follows",
        "by",
        "for",
        "of",
        "as",
        "with",
        "that",
        "not",
        "the",
        "if",
        "folgende",
        "à",
        "de",
        "que",
        "suivants",
        "suivantes",
        "a",
        "con",
        "per",
        "di",
        "siguientes",
        "seguenti",
        "seguintes",
        "volgende",
    ];
    let bare = title.trim_end_matches([':', '：', ' ']);
    let leads = || LEADING.contains(&bare.rsplit(' ').next().unwrap_or("").to_lowercase().as_str());
    let inner = || words(title) > 8 && bare.trim_end_matches('.').contains(". ");
    bare.len() < title.len() && leads() || inner()
}

/// Titles begin with a capital, a quote or a figure, and with no conjunction.
fn begins_title(title: &str) -> bool {
    let first = title.chars().find(|c| c.is_alphanumeric());
    let first_word = title.split([' ', ',']).next().unwrap_or("");
    let joins = || first_word.len() <= 4 && JOINING.iter().any(|word| first_word.eq_ignore_ascii_case(word));
    first.is_some_and(|c| !c.is_lowercase()) && !(joins() && words(title) > 2)
}

/// Whether a text ends as a sentence does; a few words with a dot are still a title.
fn ends_sentence(title: &str) -> bool {
    if title.ends_with(['.', '。']) {
        return words(title) > 8 || sentence::split(title, None).len() > 1;
    }
    title.ends_with([';', ',', '；', '，', '、']) || title.ends_with('!') && words(title) > 8
}

/// An e-mail address, a link or a telephone number.
fn is_address(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = || text.chars().filter(|c| c.is_alphabetic()).count();
    let links = || text.contains(':') && text.contains("://");
    text.contains('@') || links() || text.starts_with("www.") || digits > 0 && digits > letters()
}

/// Whether a line tells of when the document is: `Last updated: May 4, 2020`.
pub fn is_date_line(text: &str) -> bool {
    if has_more_chars(text, 120) || !may_be_dated(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && digits(word);
    let dated = words.clone().any(year) || text.contains('年') && text.contains('月');
    let rest = words.clone().filter(|word| !digits(word) && !is_month(word)).count();
    let dating = words.any(|word| DATINGS.iter().any(|begin| word.starts_with(begin)));
    let ideographic = ["更新", "生效", "发布", "施行", "改定", "制定"].iter().any(|word| lower.contains(word));
    dated && (dating && rest <= 9 || ideographic || rest <= 2)
}

/// Whether a text can hold a year or a date of the East: a look at its bytes.
fn may_be_dated(text: &str) -> bool {
    let year = |bytes: &[u8]| bytes.starts_with(b"19") || bytes.starts_with(b"20");
    text.as_bytes().windows(4).any(|bytes| year(bytes) && bytes.iter().all(u8::is_ascii_digit)) || text.contains('年')
}

fn digits(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text names a kind of document: `Privacy Policy`, `Nutzungsbedingungen`.
pub fn names_document(text: &str) -> bool {
    let lower = text.to_lowercase();
    KINDS.iter().any(|kind| {
        lower.match_indices(kind).any(|(at, _)| {
            !kind.starts_with(|c: char| c.is_ascii_alphabetic()) || !lower[..at].ends_with(char::is_alphanumeric)
        })
    }) || lower.contains("bedingungen")
        || lower.contains("erklärung")
}

/// Whether a text is the title of a table of contents.
pub fn names_contents(text: &str) -> bool {
    static TITLES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(CONTENTS));
    TITLES.contains(text.trim_end_matches([':', '：', ' ', '.']))
}

/// Whether all letters of a text are capitals, and there are some.
pub fn is_caps(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() >= 4
}

/// Whether all words of a text lie in ranges, its number and marks left aside.
pub fn covered(text: &str, ranges: &[Range<usize>]) -> bool {
    // A number alone is shorter.
    if ranges.is_empty() && text.len() > 100 {
        return false;
    }
    let number = match crate::document::heading::split_number(text) {
        None if ranges.is_empty() => return false,
        split => split.map_or(0, |(_, title)| text.len() - title.len()),
    };
    let mut ranges = ranges.iter().peekable();
    for (at, c) in text.char_indices() {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        if at >= number && c.is_alphanumeric() && ranges.peek().is_none_or(|range| range.start > at) {
            return false;
        }
    }
    text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences_and_addresses() {
        for title in [
            "Your rights",
            "1. SCOPE",
            "Generally.",
            "U.S. Government Users.",
            "Who are we?",
            "目的",
            "\"Services\"",
            "Article 5",
        ] {
            assert!(is_title(title) || title == "Article 5", "{title}");
        }
        for line in [
            "We collect the data that you give to us and keep it.",
            "or by e-mail",
            "Or, if you live elsewhere",
            "legal@example.com",
            "+49 40 123 456",
            "such as cookies;",
            "When you use the app you agree to:",
            "What you give us directly. We collect a variety of things that you provide",
            "• Your name",
            "Last updated: May 4, 2020",
            "",
        ] {
            assert!(!is_title(line), "{line}");
        }
    }

    #[test]
    fn date_lines_are_told_from_titles_with_years() {
        for line in [
            "Effective: March 1, 2018",
            "Stand: 1. Mai 2020",
            "May 25, 2018",
            "Date d'effet : 10 juin 2022",
            "2020年1月1日更新",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in ["Effective date", "The California Consumer Privacy Act of 2018", "Data in 2020 and how we used it"]
        {
            assert!(!is_date_line(line), "{line}");
        }
    }

    #[test]
    fn documents_are_known_by_their_kind() {
        for title in
            ["Privacy Policy", "Allgemeine Geschäftsbedingungen", "CONDITIONS D'UTILISATION", "利用規約", "隐私政策"]
        {
            assert!(names_document(title), "{title}");
        }
        assert!(!names_document("Introduction") && !names_document("About us"));
    }

    #[test]
    fn a_bold_title_may_have_a_plain_number() {
        assert!(covered("21. TERMS", std::slice::from_ref(&(4..9))));
        assert!(covered("Terms :", std::slice::from_ref(&(0..5))));
        assert!(!covered("Terms and more", std::slice::from_ref(&(0..5))));
    }
}
