//! Finds the words by which a sentence refers to a section of its own document.
//! Must not know whether the section exists.

use super::Target;
use crate::document::heading;
use crate::document::model::Sentence;

/// Words that stand before the number of a section, lower case, with their usual endings.
const WORDS: &[&str] = &[
    "section",
    "sections",
    "clause",
    "clauses",
    "article",
    "articles",
    "annex",
    "appendix",
    "abschnitt",
    "abschnitts",
    "abschnitten",
    "abschnitte",
    "ziffer",
    "ziffern",
    "artikel",
    "artikeln",
    "artikels",
    "anhang",
    "anlage",
    "annexe",
    "annexes",
    "artículo",
    "artículos",
    "sección",
    "secciones",
    "cláusula",
    "cláusulas",
    "anexo",
    "apartado",
    "articolo",
    "articoli",
    "sezione",
    "sezioni",
    "clausola",
    "clausole",
    "allegato",
    "artigo",
    "artigos",
    "seção",
    "seções",
    "secção",
    "artikelen",
    "bijlage",
    "artykuł",
    "artykule",
    "artykułu",
    "sekcja",
    "sekcji",
    "rozdział",
    "rozdziale",
    "rozdziału",
    "załącznik",
    "paragraf",
    "paragrafie",
    "§",
    "§§",
];

/// The word in headings that a word in text stands for.
const SINGULAR: &[(&str, &str)] = &[
    ("sections", "section"),
    ("clauses", "clause"),
    ("articles", "article"),
    ("abschnitts", "abschnitt"),
    ("abschnitte", "abschnitt"),
    ("abschnitten", "abschnitt"),
    ("ziffern", "ziffer"),
    ("artikeln", "artikel"),
    ("artikels", "artikel"),
    ("artikelen", "artikel"),
    ("artículos", "artículo"),
    ("secciones", "sección"),
    ("cláusulas", "cláusula"),
    ("articoli", "articolo"),
    ("sezioni", "sezione"),
    ("clausole", "clausola"),
    ("artigos", "artigo"),
    ("seções", "seção"),
    ("artykule", "artykuł"),
    ("artykułu", "artykuł"),
    ("rozdziale", "rozdział"),
    ("rozdziału", "rozdział"),
    ("§§", "§"),
    ("annexes", "annexe"),
];

/// Beginnings of words that tell that the number is one of another text.
const OTHER_TEXTS: &[&str] = &[
    "gdpr",
    "dsgvo",
    "ds-gvo",
    "rgpd",
    "avg",
    "rodo",
    "ccpa",
    "cpra",
    "coppa",
    "hipaa",
    "bgb",
    "bdsg",
    "tmg",
    "ttdsg",
    "tdddg",
    "uwg",
    "hgb",
    "estg",
    "stgb",
    "urhg",
    "kschg",
    "ecg",
    "scc",
    "sccs",
    "act",
    "acts",
    "code",
    "law",
    "laws",
    "regulation",
    "regulations",
    "directive",
    "statute",
    "statutes",
    "constitution",
    "convention",
    "treaty",
    "rules",
    "agreement",
    "agreements",
    "addendum",
    "dpa",
    "framework",
    "gesetz",
    "gesetzes",
    "gesetzbuch",
    "verordnung",
    "richtlinie",
    "loi",
    "règlement",
    "ley",
    "código",
    "reglamento",
    "directiva",
    "decreto",
    "legge",
    "codice",
    "regolamento",
    "lei",
    "regulamento",
    "wet",
    "wetboek",
    "verordening",
    "richtlijn",
    "ustawy",
    "ustawa",
    "rozporządzenia",
    "dyrektywy",
    "kodeks",
    "kodeksu",
    "u.s.c",
    "c.f.r",
    "usc",
    "cfr",
    "contractual",
    "eu",
    "uk",
    "civil",
    "federal",
    "bürgerlichen",
    "consommation",
    "lssi",
    "lopd",
    "lopdgdd",
    "aktg",
    "gmbhg",
    "vsbg",
    "odr",
    "zákona",
    "zákon",
    "nařízení",
    "törvény",
    "lov",
    "lag",
];

/// Words after which a number is one of this very text: `Section 5 of these Terms`.
const OWN: &[&str] = &[
    "this",
    "these",
    "our",
    "below",
    "above",
    "hereof",
    "herein",
    "dieser",
    "unserer",
    "présentes",
    "présente",
    "presente",
    "presentes",
    "questa",
    "queste",
    "deze",
    "niniejszej",
    "niniejszego",
    "estos",
    "estas",
    "esta",
    "diesen",
];

/// A reference in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The word before the number, as headings have it.
    pub word: String,
    pub words: String,
    pub target: Target,
}

/// The references of a sentence to its own document, in order.
pub fn mentions(sentence: &Sentence) -> Vec<Mention> {
    let text = sentence.text.as_str();
    let words: Vec<(usize, &str)> = words(text);
    let statute = text.contains("U.S.C") || text.contains("C.F.R");
    let mut mentions = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let lower = word.trim_start_matches(['(', '"', '[']).trim_end_matches('.').to_lowercase();
        let lower = lower.rsplit_once('\'').map_or(lower.as_str(), |(_, word)| word).to_owned();
        let glued = lower.strip_prefix('§').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let numbers = if glued.is_some() { numbers(&words[at..]) } else { numbers(&words[at + 1..]) };
        let named = glued.is_some() || WORDS.contains(&lower.as_str());
        if named
            && !numbers.is_empty()
            && !statute
            && !of_other_text(&words, at, numbers.len())
            && !leads_elsewhere(sentence, *start)
        {
            let singular =
                SINGULAR.iter().find(|(plural, _)| *plural == lower).map_or(lower.as_str(), |(_, word)| *word);
            let name = if glued.is_some() { "§" } else { singular };
            mentions.extend(numbers.into_iter().map(|number| Mention {
                word: name.to_owned(),
                words: format!(
                    "{} {number}",
                    if glued.is_some() { "§" } else { word.trim_start_matches(['(', '"', '[']) }
                ),
                target: Target::Number(number),
            }));
        }
        if let Some(title) = quoted_title(text, *start, &lower, &words, at) {
            mentions.push(Mention { word: lower, words: format!("\"{title}\""), target: Target::Title(title) });
        }
    }
    mentions.extend(anchors(sentence));
    mentions
}

fn words(text: &str) -> Vec<(usize, &str)> {
    text.split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect()
}

/// The numbers that follow a section's word: `2, 4 and 6`; a range gives its two ends.
fn numbers(words: &[(usize, &str)]) -> Vec<String> {
    const JOINS: &[&str] = &[
        "and", "or", "to", "through", "und", "oder", "bis", "et", "ou", "à", "y", "o", "a", "e", "en", "of", "i",
        "lub", "&", "-", "–",
    ];
    let mut numbers = Vec::new();
    let mut joined = true;
    for (_, word) in words.iter().take(12) {
        if JOINS.contains(word) && !numbers.is_empty() {
            joined = true;
            continue;
        }
        let Some(number) = joined.then(|| number(word)).flatten() else { break };
        numbers.push(number);
        joined = word.ends_with(',');
        if word.ends_with(['.', ';', ':', '"']) {
            break;
        }
    }
    numbers
}

/// A section's number in text: `18`, `5.2`, `3(b)`, `B`, `IV`.
fn number(word: &str) -> Option<String> {
    let word = word.trim_start_matches(['§', '(']).trim_end_matches([',', '.', ';', ':', '"', '?', '!', '\'']);
    let word = if word.contains('(') { word } else { word.trim_end_matches(')') };
    let (main, below) = word.split_once('(').unwrap_or((word, ")"));
    let decimal = main.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let lettered = main.len() == 1 && main.bytes().all(|b| b.is_ascii_uppercase()) && main != "I";
    let roman = main.bytes().all(|b| b.is_ascii_uppercase()) && heading::is_roman(main);
    let closed = below.ends_with(')') && below.len() <= 12;
    // Sections of policies have small numbers; those of statutes run into the hundreds.
    let small = main.split('.').next().and_then(|main| main.parse::<u32>().ok()).is_none_or(|number| number < 100);
    ((decimal || lettered || roman) && closed && small).then(|| word.to_owned())
}

/// Whether another text is named near the number: `Section 5 of the Act`, `GDPR Article 6`.
fn of_other_text(words: &[(usize, &str)], at: usize, count: usize) -> bool {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let other = |word: &str| {
        let word = plain(word);
        OTHER_TEXTS.contains(&word.as_str())
            || word.ends_with("gesetz")
            || word.ends_with("gesetzes")
            || word.ends_with("gesetzbuch")
    };
    let after = words.iter().skip(at + 1 + count).take(8).map(|(_, word)| *word);
    let own = after.clone().take(4).any(|word| OWN.contains(&plain(word).as_str()));
    let ended = words.get(at + count).is_some_and(|(_, word)| word.ends_with([';', '.']));
    if !own && !ended && after.clone().any(other) {
        return true;
    }
    let before = words[..at].iter().rev().take(8).map(|(_, word)| *word);
    !own && before.clone().take_while(|word| !word.ends_with(';')).any(other)
}

/// Whether the words are a link to another page.
fn leads_elsewhere(sentence: &Sentence, at: usize) -> bool {
    let next = sentence.links.partition_point(|link| link.start <= at);
    let around = next.checked_sub(1).map(|before| &sentence.links[before]);
    around.is_some_and(|link| at < link.end && !link.target.starts_with('#'))
}

/// The title in `the section titled "Your Rights"` or `the "Your Rights" section`.
fn quoted_title(text: &str, start: usize, word: &str, words: &[(usize, &str)], at: usize) -> Option<String> {
    const NAMED: &[&str] = &["titled", "entitled", "headed", "called", "named"];
    if !matches!(word, "section" | "sections" | "abschnitt" | "sección" | "sezione" | "seção") {
        return None;
    }
    if let Some(before) = text[..start].trim_end().strip_suffix('"') {
        let open = before.rfind('"')?;
        return title(&before[open + 1..]);
    }
    let mut next = words.get(at + 1)?;
    if NAMED.contains(&next.1) {
        next = words.get(at + 2)?;
    }
    let quoted = text[next.0..].strip_prefix('"')?;
    title(&quoted[..quoted.find('"')?])
}

fn title(quoted: &str) -> Option<String> {
    let title = quoted.trim().trim_end_matches([',', '.']);
    (title.chars().count() >= 3 && title.chars().count() <= 120).then(|| title.to_owned())
}

fn anchors(sentence: &Sentence) -> impl Iterator<Item = Mention> {
    sentence.links.iter().filter_map(|link| {
        let anchor = link.target.strip_prefix('#').filter(|anchor| !anchor.is_empty())?;
        let words = sentence.text.get(link.start..link.end)?.to_owned();
        Some(Mention { word: String::new(), words, target: Target::Anchor(anchor.to_owned()) })
    })
}
