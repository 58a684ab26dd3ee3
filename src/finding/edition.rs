//! Whether two texts are editions of one page for different readers (language, region) rather than an old and a new one.
//! Must not know dates.

use std::collections::BTreeSet;

use crate::compare::Change;
use crate::document::Document;

use super::step::Side;

/// How many words of one spelling, and none or few of the other, make a spelling.
const SPELLING_WORDS: usize = 5;
/// Words whose spelling tells a British from an American text, without endings.
const SPELLINGS: &[(&str, &str)] = &[
    ("authoris", "authoriz"),
    ("recognis", "recogniz"),
    ("organis", "organiz"),
    ("personalis", "personaliz"),
    ("anonymis", "anonymiz"),
    ("customis", "customiz"),
    ("optimis", "optimiz"),
    ("utilis", "utiliz"),
    ("minimis", "minimiz"),
    ("behaviour", "behavior"),
    ("favour", "favor"),
    ("honour", "honor"),
    ("colour", "color"),
    ("licence", "license"),
    ("centre", "center"),
    ("programme", "program"),
    ("fulfil ", "fulfill "),
    ("cancelled", "canceled"),
    ("judgement", "judgment"),
    ("defence", "defense"),
];
/// Small words that a text in a language is full of and that few other languages share.
const SMALL_WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "to", "your", "you", "we", "our", "that", "with", "this", "or", "is"]),
    (
        "de",
        &["der", "die", "und", "den", "wir", "sie", "ihre", "von", "zu", "das", "ist", "mit", "oder", "nicht", "für"],
    ),
    ("fr", &["les", "des", "et", "vous", "nous", "votre", "vos", "une", "est", "dans", "pour", "du", "ou", "aux"]),
    ("es", &["los", "las", "que", "su", "usted", "sus", "el", "y", "del", "nuestros", "para", "una", "con"]),
    ("it", &["il", "che", "di", "per", "dei", "delle", "della", "gli", "sono", "dati", "nostri", "una", "con"]),
    ("pt", &["os", "que", "seus", "sua", "você", "para", "do", "da", "dos", "uma", "com", "não", "ou"]),
    ("nl", &["het", "een", "van", "en", "wij", "uw", "wordt", "zijn", "voor", "met", "dat", "niet", "te"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "veya", "olarak", "olan", "daha"]),
];
/// Words of so many letters tell what a text is about.
const LONG_WORD: usize = 5;
/// Texts with fewer such words have too few to tell two pages apart.
const FEWEST_WORDS: usize = 12;
/// So many tenths of the words of the shorter text stand in the other one, if both are versions of one page.
const SHARED_TENTHS: usize = 2;
/// The forms of companies, as they stand behind a name.
const COMPANY_FORMS: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "llc",
    "l.l.c",
    "ltd",
    "limited",
    "plc",
    "llp",
    "gmbh",
    "ag",
    "ug",
    "kg",
    "b.v",
    "bv",
    "n.v",
    "s.a",
    "sa",
    "sas",
    "sarl",
    "s.à.r.l",
    "s.r.l",
    "srl",
    "s.p.a",
    "s.l",
    "oy",
    "ab",
    "aps",
    "a/s",
    "as",
    "pty",
    "pte",
    "k.k",
    "ltda",
];
/// How many words of a name in front of its form are looked at.
const NAME_WORDS: usize = 4;
/// How many words of a text are looked at for its language.
const MOST_WORDS: usize = 2000;
/// Parameters of an address that choose a language or a region.
const LOCALE_PARAMETERS: &[&str] = &["hl", "gl", "lang", "language", "locale", "country", "region", "cc", "lc"];

/// In what the editions of two texts differ, in words; `None` when nothing says that they do.
pub(super) fn differs(old: &Side<'_>, new: &Side<'_>) -> Option<String> {
    language(old.document, new.document)
        .or_else(|| locale(old, new))
        .or_else(|| spelling(old.document, new.document))
        .or_else(|| currency(old.document, new.document))
        .or_else(|| page(old.document, new.document))
}

/// Two texts without a title or a heading in common and with hardly a word are two pages, not two versions of one.
fn page(old: &Document, new: &Document) -> Option<String> {
    let (before, after) = (long_words(old), long_words(new));
    let fewest = before.len().min(after.len());
    let shared = before.intersection(&after).count();
    let differs = fewest >= FEWEST_WORDS && shared * 10 < fewest * SHARED_TENTHS && !old.is_titled_like(new);
    differs.then(|| "the page at the address".to_owned())
}

/// The words that tell what a text is about.
fn long_words(document: &Document) -> BTreeSet<String> {
    let words = document.sentences().flat_map(|(_, _, sentence)| sentence.text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().count() >= LONG_WORD).map(str::to_lowercase).take(MOST_WORDS).collect()
}

/// The words of a text tell its language better than its markup, which is often a template's.
fn language(old: &Document, new: &Document) -> Option<String> {
    let by_words = spoken(old).zip(spoken(new));
    let declared = || old.language.as_deref().zip(new.language.as_deref());
    let (old, new) = by_words.or_else(declared)?;
    (old != new).then(|| format!("the language ({old} and {new})"))
}

/// The language whose small words a text is full of; `None` for a short text and for a language that is not in the list.
fn spoken(document: &Document) -> Option<&'static str> {
    let mut counts = [0_usize; SMALL_WORDS.len()];
    let mut words = 0;
    for word in document.sentences().flat_map(|(_, _, sentence)| sentence.text.split_whitespace()).take(MOST_WORDS) {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        words += 1;
        for (count, (_, small)) in counts.iter_mut().zip(SMALL_WORDS) {
            *count += usize::from(small.contains(&word.as_str()));
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most >= 5 && most * 10 >= words)?;
    let next = counts.iter().copied().filter(|count| *count < most).max().unwrap_or(0);
    let index = counts.iter().position(|count| *count == most).filter(|_| next * 2 < most)?;
    SMALL_WORDS.get(index).map(|(language, _)| *language)
}

/// Whether all that changed is who the company is and where it sits. The text may be the edition for another country; only
/// time tells.
pub(super) fn only_the_company_differs(changes: &[&Change]) -> bool {
    let old: Vec<&str> = changes.iter().filter_map(|change| Some(change.old.as_ref()?.text.as_str())).collect();
    let new: Vec<&str> = changes.iter().filter_map(|change| Some(change.new.as_ref()?.text.as_str())).collect();
    old.iter().chain(&new).all(|text| !companies(text).is_empty()) && is_another_company(&old.join(" "), &new.join(" "))
}

/// Whether both sides of a clause name a company with its address, and not the same ones.
pub(super) fn names_another_company(change: &Change) -> bool {
    let sides = change.old.as_ref().zip(change.new.as_ref());
    sides.is_some_and(|(old, new)| is_another_company(&old.text, &new.text))
}

fn is_another_company(old: &str, new: &str) -> bool {
    let numbers = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (before, after) = (companies(old), companies(new));
    let replaced = !before.is_subset(&after) && !after.is_subset(&before);
    let (from, to) = (numbers(old), numbers(new));
    replaced && !from.is_empty() && !to.is_empty() && from != to
}

/// The companies that a text names, in lower case: `hoo corp`.
fn companies(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_form = |word: &&str| word.starts_with(char::is_uppercase) && COMPANY_FORMS.contains(&bare(word).as_str());
    let forms = words.iter().enumerate().filter(|(_, word)| is_form(word));
    forms.filter_map(|(at, form)| Some(format!("{} {}", name(&words[..at])?, bare(form)))).collect()
}

/// The name at the end of some words, in front of a company's form: capitalized words up to a mark. A comma may stand
/// before the form itself.
fn name(words: &[&str]) -> Option<String> {
    let mut name = Vec::new();
    for (distance, word) in words.iter().rev().take(NAME_WORDS).enumerate() {
        let opens = word.trim_matches(['(', '"', '\'', '\u{201c}']);
        let ends = word.ends_with([',', ')', ';', ':', '.', '"']);
        if !opens.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || (distance > 0 && ends) {
            break;
        }
        name.push(bare(word));
    }
    name.reverse();
    (!name.is_empty()).then(|| name.join(" "))
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// How many small words of a language tell that a clause is in it.
const FULL_OF: usize = 5;
/// A clause in another language has so many words, and none of the small ones that the other side is full of.
const CLAUSE_WORDS: usize = 8;

/// Whether a clause is in one language on one side and in another on the other: the page greets each reader in his own.
pub(super) fn speaks_another_language(change: &Change) -> bool {
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return false };
    is_translated(&old.text, &new.text) || is_translated(&new.text, &old.text)
}

fn is_translated(one: &str, other: &str) -> bool {
    let hits =
        |text: &str, small: &[&str]| text.split_whitespace().filter(|word| small.contains(&&*bare(word))).count();
    let long = other.split_whitespace().count() >= CLAUSE_WORDS;
    let full = |small: &[&str]| hits(one, small) >= FULL_OF && hits(other, small) == 0;
    let elsewhere = || SMALL_WORDS.iter().any(|(_, small)| hits(other, small) >= 2);
    long && SMALL_WORDS.iter().any(|(_, small)| full(small)) && elsewhere()
}

fn locale(old: &Side<'_>, new: &Side<'_>) -> Option<String> {
    let mark = |side: &Side<'_>| side.first.and_then(|(first, _)| first.url.as_deref()).and_then(locale_mark);
    let (old, new) = (mark(old)?, mark(new)?);
    (old != new).then(|| format!("the region in the address ({old} and {new})"))
}

/// What an address says of language or region: `?hl=en-gb`, `/en-gb/`.
fn locale_mark(url: &str) -> Option<String> {
    let url = url.to_ascii_lowercase();
    let address = url.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parameter = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, value)| LOCALE_PARAMETERS.contains(name) && !value.is_empty())
        .map(|(_, value)| value.to_owned());
    parameter.or_else(|| path.split('/').find(|part| is_locale(part)).map(str::to_owned))
}

/// `en-gb`, `pt_br`.
fn is_locale(part: &str) -> bool {
    let letters = |half: &str| half.len() == 2 && half.bytes().all(|byte| byte.is_ascii_lowercase());
    part.split_once(['-', '_']).is_some_and(|(language, region)| letters(language) && letters(region))
}

fn spelling(old: &Document, new: &Document) -> Option<String> {
    if old == new {
        return None;
    }
    let (old, new) = (spelling_of(old)?, spelling_of(new)?);
    (old != new).then(|| format!("the spelling ({old} and {new})"))
}

/// How many amounts, all of one currency, make the currency of an edition.
const AMOUNTS: usize = 3;
/// The marks of currencies; the longer ones first, since "US$" holds "$".
const CURRENCIES: &[(&str, &str)] = &[
    ("US$", "$"),
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("$", "$"),
    ("€", "€"),
    ("£", "£"),
    ("¥", "¥"),
];

/// Prices that are all in one currency here and all in another there are those of two countries.
fn currency(old: &Document, new: &Document) -> Option<String> {
    let (old, new) = (currency_of(old)?, currency_of(new)?);
    (old != new).then(|| format!("the currency ({old} and {new})"))
}

/// The one currency of all amounts of a text, if there are some.
fn currency_of(document: &Document) -> Option<&'static str> {
    let mut amounts = Vec::new();
    for (_, _, sentence) in document.sentences() {
        let words: Vec<&str> = sentence.text.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let Some((mark, currency)) = CURRENCIES.iter().find(|(mark, _)| word.contains(mark)) else { continue };
            let is_amount = |word: &str| {
                word.trim_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit())
            };
            let beside = || {
                [at.checked_sub(1), Some(at + 1)]
                    .into_iter()
                    .flatten()
                    .filter_map(|at| words.get(at))
                    .any(|word| is_amount(word))
            };
            if is_amount(&word.replace(mark, "")) || word.len() <= mark.len() + 1 && beside() {
                amounts.push(*currency);
            }
        }
    }
    let first = *amounts.first()?;
    (amounts.len() >= AMOUNTS && amounts.iter().all(|currency| *currency == first)).then_some(first)
}

fn spelling_of(document: &Document) -> Option<&'static str> {
    let (mut british, mut american) = (0, 0);
    for (_, _, sentence) in document.sentences() {
        let text = sentence.text.to_lowercase();
        for (b, a) in SPELLINGS {
            british += text.matches(b).count();
            american += text.matches(a).count();
        }
    }
    match (british, american) {
        (b, a) if b >= SPELLING_WORDS && b > 4 * a => Some("British"),
        (b, a) if a >= SPELLING_WORDS && a > 4 * b => Some("American"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::document;

    #[test]
    fn another_language_is_another_edition() {
        let (mut english, mut german) = (document("We collect data."), document("Wir erheben Daten."));
        english.language = Some("en".to_owned());
        german.language = Some("de".to_owned());
        assert!(language(&english, &german).is_some());
        assert!(language(&english, &english).is_none());
    }

    #[test]
    fn the_words_tell_the_language_whatever_the_markup_says() {
        let english = "We keep the data that you give to us, and we share it with the partners of our company.";
        let german =
            "Wir speichern die Daten, die Sie uns geben, und teilen sie mit den Partnern, die das für uns tun.";
        assert_eq!((spoken(&document(english)), spoken(&document(german))), (Some("en"), Some("de")));
        let mut relabelled = document(english);
        relabelled.language = Some("de".to_owned());
        assert_eq!(language(&document(english), &relabelled), None);
        assert!(language(&relabelled, &document(german)).is_some());
    }

    #[test]
    fn british_and_american_spelling_are_two_editions() {
        let british = document("We recognise, organise, personalise, authorise and anonymise.");
        let american = document("We recognize, organize, personalize, authorize and anonymize.");
        assert!(spelling(&british, &american).is_some());
        assert!(spelling(&british, &document("We recognise you.")).is_none(), "one word is no spelling");
    }

    #[test]
    fn prices_in_another_currency_are_another_edition() {
        let dollars = document("It costs $5 a month, US$50 a year and 9 USD for a guest.");
        let euros = document("It costs 5 € a month, €50 a year and EUR 9 for a guest.");
        assert_eq!(currency(&dollars, &euros).as_deref(), Some("the currency ($ and €)"));
        assert_eq!(currency(&dollars, &document("It costs $6 a month, $60 a year and $10 for a guest.")), None);
        assert_eq!(currency(&dollars, &document("It costs €5 a month and $50 a year, €9 for a guest.")), None);
        assert_eq!(currency(&dollars, &document("We owe you at most €100.")), None, "one amount is no edition");
        assert_eq!(currency_of(&document("The EUR zone, the € sign and 5 members of it. A $ is a sign.")), None);
    }

    #[test]
    fn a_clause_in_another_language_is_a_greeting() {
        let english =
            "Hoo is a company of Ireland and subject to the laws of Ireland, so these terms are in English only.";
        let german =
            "Als irisches Unternehmen unterliegt Hoo ausschließlich dem irischen Recht und der irischen Gesetzgebung.";
        assert!(is_translated(english, german) && !is_translated(german, english));
        assert!(!is_translated(english, "We are subject to the laws of Delaware and of the United States of America."));
    }

    #[test]
    fn a_page_with_hardly_a_word_in_common_is_another_one() {
        let read = crate::document::markdown::read;
        let policy = read(
            "# Privacy Policy\n\nWe collect your address, telephone number and location. Partners receive statistics about \
             visits. Write to our office about rights, deletion or questions.",
        );
        let news = read(
            "# Summer sale\n\nEvery jacket is reduced until Sunday evening. Visit any branch where shirts, trousers and \
             sandals arrived yesterday morning. Bring friends along.",
        );
        assert!(page(&policy, &news).is_some());
        let rewritten = read(
            "# Privacy Policy\n\nThis explains how personal details are handled between customers, suppliers and employees \
             within Europe, including lawful grounds under regulation.",
        );
        assert_eq!(page(&policy, &rewritten), None);
    }

    #[test]
    fn a_company_is_known_by_its_form() {
        let found =
            companies("an agreement with Hoo Corp., 1 Desert Road, or (outside the US) Hoo Europe Limited, Nicosia");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["hoo corp", "hoo europe limited"]);
        assert!(companies("including but not limited to the inc file").is_empty());
    }

    #[test]
    fn the_region_in_an_address_is_an_edition() {
        assert_eq!(locale_mark("https://example.com/terms?hl=en-GB").as_deref(), Some("en-gb"));
        assert_eq!(locale_mark("https://example.com/pt_BR/terms").as_deref(), Some("pt_br"));
        assert_eq!(locale_mark("https://example.com/legal/terms-of-service?v=2"), None);
    }
}
