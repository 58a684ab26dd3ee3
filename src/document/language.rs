//! The language a text is written in, by its script and its commonest words.
//! Must not know what the page says about itself: the declared language is often that of the site, not of the text.

use std::sync::LazyLock;

use super::draft::Draft;
use super::lexicon::Lexicon;
use super::typography::is_letter;

/// How many words are looked at.
const MOST_WORDS: usize = 4000;
/// How much of one line is looked at, in bytes.
const MOST_BYTES: usize = 16 * MOST_WORDS;
/// The fewest common words that tell a language.
const FEWEST: usize = 12;

/// The same for a guess.
const FEWEST_GUESSED: usize = 5;

/// The commonest words of languages, none of them common in another one listed here.
const COMMON: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "you", "your", "our", "with", "that", "this", "are", "or", "which", "any", "by"]),
    ("de", &["der", "die", "und", "das", "ist", "wir", "nicht", "mit", "oder", "werden", "sie", "ihre", "von", "zur"]),
    ("fr", &["les", "des", "vous", "nous", "et", "est", "vos", "dans", "pour", "une", "sur", "ou", "aux", "cette"]),
    (
        "es",
        &[
            "los",
            "las",
            "el",
            "y",
            "del",
            "usted",
            "su",
            "sus",
            "nuestro",
            "nuestra",
            "cualquier",
            "este",
            "con",
            "puede",
        ],
    ),
    (
        "it",
        &["di", "il", "che", "gli", "della", "dei", "per", "nostri", "questo", "sono", "delle", "dell", "nel", "tuoi"],
    ),
    ("pt", &["os", "você", "não", "uma", "seus", "nós", "ou", "dos", "ao", "pelo", "são", "em", "nosso", "e"]),
    ("nl", &["het", "een", "van", "wij", "uw", "niet", "zijn", "voor", "je", "onze", "worden", "aan", "deze", "dat"]),
    (
        "pl",
        &[
            "nie",
            "się",
            "w",
            "z",
            "przez",
            "jest",
            "lub",
            "oraz",
            "dla",
            "ich",
            "które",
            "użytkownik",
            "nasze",
            "danych",
        ],
    ),
    ("sv", &["och", "att", "som", "inte", "vi", "du", "för", "är", "eller", "våra", "ditt", "från", "på", "till"]),
    ("da", &["og", "at", "ikke", "vores", "af", "eller", "til", "dine", "være", "fra", "blive", "kan", "på", "som"]),
    ("cs", &["se", "nebo", "které", "jsou", "pro", "vaše", "při", "že", "které", "být", "naše", "ve", "pokud", "jako"]),
    ("sk", &["sa", "alebo", "ktoré", "sú", "pre", "vaše", "pri", "že", "byť", "ako", "podľa", "zo", "prípade", "nie"]),
    (
        "hu",
        &[
            "az",
            "és",
            "hogy",
            "nem",
            "vagy",
            "egy",
            "szolgáltatás",
            "által",
            "ha",
            "meg",
            "valamint",
            "ez",
            "adatok",
            "is",
        ],
    ),
    (
        "tr",
        &[
            "ve",
            "bir",
            "bu",
            "için",
            "veya",
            "ile",
            "olarak",
            "gibi",
            "kişisel",
            "tarafından",
            "olan",
            "hakkında",
            "kadar",
            "değil",
        ],
    ),
    ("lt", &["ir", "arba", "kad", "yra", "su", "nuo", "taip", "jūsų", "kai", "pagal", "gali", "mūsų", "apie", "tai"]),
    (
        "ro",
        &[
            "și",
            "sau",
            "este",
            "pentru",
            "din",
            "care",
            "prin",
            "nu",
            "cu",
            "sunt",
            "acest",
            "dumneavoastră",
            "datele",
            "pe",
        ],
    ),
];

/// Words that are common in a language and may be in others too: only where there are too few of the above.
const FURTHER: &[(&str, &[&str])] = &[
    (
        "en",
        &["to", "we", "a", "in", "is", "for", "it", "not", "do", "us", "may", "will", "be", "on", "as", "from", "have"],
    ),
    (
        "de",
        &[
            "den", "dem", "ein", "eine", "einer", "für", "auf", "zu", "im", "in", "bei", "nur", "wenn", "es", "sind",
            "daten", "auch", "ihrer", "ihren", "unsere", "unser", "als", "durch", "zum", "wird",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "de", "du", "ne", "pas", "par", "que", "qui", "votre", "notre", "nos", "données", "un", "en",
            "à", "au", "sont", "ces", "avec", "ce", "se", "sans",
        ],
    ),
    (
        "es",
        &[
            "la",
            "de",
            "que",
            "no",
            "para",
            "por",
            "datos",
            "en",
            "un",
            "una",
            "nuestros",
            "se",
            "sin",
            "o",
            "al",
            "es",
            "son",
            "como",
            "más",
            "personales",
        ],
    ),
    (
        "it",
        &[
            "la",
            "le",
            "i",
            "e",
            "non",
            "un",
            "una",
            "con",
            "dati",
            "da",
            "si",
            "in",
            "o",
            "li",
            "personali",
            "nostro",
            "tuo",
            "alla",
            "del",
            "è",
            "come",
            "nostra",
        ],
    ),
    (
        "pt",
        &[
            "a", "o", "de", "que", "para", "por", "dados", "um", "com", "da", "do", "se", "não", "seu", "sua",
            "pessoais", "as", "no", "na", "nossos",
        ],
    ),
    (
        "nl",
        &[
            "de",
            "en",
            "of",
            "met",
            "gegevens",
            "in",
            "ze",
            "we",
            "te",
            "dit",
            "op",
            "door",
            "is",
            "bij",
            "ons",
            "alleen",
            "geen",
            "persoonsgegevens",
            "u",
        ],
    ),
    ("pl", &["i", "na", "do", "o", "dane", "za", "od", "są", "to", "po", "tylko", "osobowe", "twoje", "nas"]),
    ("sv", &["de", "en", "ett", "med", "den", "dina", "av", "i", "om", "personuppgifter", "kan", "har", "vår"]),
    ("da", &["de", "en", "et", "med", "den", "vi", "du", "i", "om", "for", "er", "personoplysninger", "har"]),
    ("ro", &["la", "de", "în", "a", "o", "să", "ale", "fi", "personal", "noastre", "ne", "le", "vă"]),
    ("tr", &["da", "de", "her", "en", "kullanıcı", "verileri", "verilerin", "biz", "ya"]),
];

/// Every word of both lists, with a bit for each of its languages.
static ALL_WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    let listed = |(language, words): &'static (&str, &'static [&'static str])| {
        let place = COMMON.iter().position(|(common, _)| common == language);
        place.into_iter().flat_map(|place| words.iter().map(move |word| (*word, 1 << place)))
    };
    Lexicon::marked(COMMON.iter().chain(FURTHER).flat_map(listed))
});

/// Every common word, with a bit for each of its languages.
static WORDS: LazyLock<Lexicon> = LazyLock::new(|| {
    let marked = |(language, (_, words)): (usize, &(&str, &'static [&'static str]))| {
        words.iter().map(move |word| (*word, 1 << language))
    };
    Lexicon::marked(COMMON.iter().enumerate().flat_map(marked))
});

/// The language of a draft's text; `None` when the text does not tell.
pub(super) fn of(draft: &Draft) -> Option<String> {
    spoken(draft, &WORDS, FEWEST)
}

/// The language of a text too short to tell for sure, for pages that declare none.
pub(super) fn guess(draft: &Draft) -> Option<String> {
    spoken(draft, &ALL_WORDS, FEWEST_GUESSED)
}

/// The language that has at least `fewest` of the common words, and clearly more than any other.
fn spoken(draft: &Draft, common: &Lexicon, fewest: usize) -> Option<String> {
    let mut words = 0;
    let mut counts = [0_usize; COMMON.len()];
    let mut scripts = Scripts::default();
    for cell in draft.lines.iter().flat_map(|line| &line.cells) {
        let mut take = |word: &str| {
            scripts.count(word);
            words += 1;
            if word.len() <= 14 {
                let mut languages = common.marks(word);
                while languages != 0 {
                    counts[languages.trailing_zeros() as usize] += 1;
                    languages &= languages - 1;
                }
            }
        };
        if cell.text.is_ascii() {
            let mut rest = cell.text.as_str();
            // One endless line says no more than many.
            rest = &rest[..rest.len().min(MOST_BYTES)];
            while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_alphabetic()) {
                let word = &rest[start..];
                let end = word.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(word.len());
                take(&word[..end]);
                rest = &word[end..];
            }
        } else {
            cell.text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).for_each(take);
        }
        if words > MOST_WORDS {
            break;
        }
    }
    if let Some(language) = scripts.language() {
        return Some(language.to_owned());
    }
    let (most, best) = counts
        .iter()
        .copied()
        .enumerate()
        .max_by_key(|(at, count)| (*count, usize::MAX - at))
        .map(|(at, count)| (count, at))?;
    let second = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max().unwrap_or(0);
    (most >= fewest && most * 2 > second * 3).then(|| COMMON[best].0.to_owned())
}

/// How many letters of which script.
#[derive(Default)]
struct Scripts {
    latin: usize,
    kana: usize,
    han: usize,
    hangul: usize,
    cyrillic: usize,
    ukrainian: usize,
    greek: usize,
    arabic: usize,
    persian: usize,
    hebrew: usize,
    thai: usize,
    devanagari: usize,
}

impl Scripts {
    fn count(&mut self, word: &str) {
        if word.is_ascii() {
            self.latin += word.len();
            return;
        }
        for c in word.chars() {
            match c {
                '\u{3040}'..='\u{30FF}' => self.kana += 1,
                '\u{4E00}'..='\u{9FFF}' => self.han += 1,
                '\u{AC00}'..='\u{D7AF}' => self.hangul += 1,
                'і' | 'ї' | 'є' => (self.ukrainian, self.cyrillic) = (self.ukrainian + 1, self.cyrillic + 1),
                '\u{0400}'..='\u{04FF}' => self.cyrillic += 1,
                '\u{0370}'..='\u{03FF}' => self.greek += 1,
                'پ' | 'چ' | 'ژ' | 'گ' | 'ی' => (self.persian, self.arabic) = (self.persian + 1, self.arabic + 1),
                '\u{0600}'..='\u{06FF}' => self.arabic += 1,
                '\u{0590}'..='\u{05FF}' => self.hebrew += 1,
                '\u{0E00}'..='\u{0E7F}' => self.thai += 1,
                '\u{0900}'..='\u{097F}' => self.devanagari += 1,
                _ => self.latin += 1,
            }
        }
    }

    /// The language, where the script tells it.
    fn language(&self) -> Option<&'static str> {
        // A sign of the East stands for what takes several letters elsewhere.
        let eastern = 3 * (self.kana + self.han) + 2 * self.hangul;
        let of_script = [
            (
                eastern,
                if self.hangul > self.han + self.kana {
                    "ko"
                } else if self.kana * 10 > self.han {
                    "ja"
                } else {
                    "zh"
                },
            ),
            (self.cyrillic, if self.ukrainian * 30 > self.cyrillic { "uk" } else { "ru" }),
            (self.greek, "el"),
            (self.arabic, if self.persian * 12 > self.arabic { "fa" } else { "ar" }),
            (self.hebrew, "he"),
            (self.thai, "th"),
            (self.devanagari, "hi"),
        ];
        of_script.into_iter().find(|(letters, _)| *letters > self.latin).map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::draft::{Inline, Line, LineKind};

    fn language(text: &str) -> Option<String> {
        of(&Draft { lines: vec![Line::new(LineKind::Paragraph, Inline::plain(text))], ..Draft::default() })
    }

    #[test]
    fn common_words_tell_the_language() {
        let english =
            "We share the data that you give us with our partners and with any of the firms which the law names. ";
        assert_eq!(language(&english.repeat(3)).as_deref(), Some("en"));
        let german = "Wir werden die Daten, die Sie uns geben, nicht mit der Werbung oder mit Dritten teilen und das ist alles. ";
        assert_eq!(language(&german.repeat(3)).as_deref(), Some("de"));
    }

    #[test]
    fn a_script_tells_the_language() {
        assert_eq!(language("私たちはあなたの情報を保護します。Cookie を使います。").as_deref(), Some("ja"));
        assert_eq!(language("我们保护您的个人信息。").as_deref(), Some("zh"));
        assert_eq!(language("نحن نحمي بياناتك الشخصية").as_deref(), Some("ar"));
    }

    #[test]
    fn a_short_page_can_be_guessed() {
        for (language, text) in [
            ("en", "We do not sell your data and we protect it with appropriate measures."),
            ("de", "Wir verarbeiten Ihre Daten nur, wenn es nötig ist."),
            ("fr", "Nous ne vendons pas vos données personnelles et nous les protégeons."),
            ("es", "No vendemos sus datos personales y los protegemos con medidas adecuadas."),
            ("it", "Non vendiamo i tuoi dati personali e li proteggiamo con misure adeguate."),
            ("nl", "Wij verkopen uw gegevens niet en wij beschermen ze met passende maatregelen."),
            ("pt", "Não vendemos os seus dados pessoais e usamos medidas de segurança para os proteger."),
        ] {
            let draft = Draft { lines: vec![Line::new(LineKind::Paragraph, Inline::plain(text))], ..Draft::default() };
            assert_eq!((of(&draft), guess(&draft).as_deref()), (None, Some(language)), "{text}");
        }
    }

    #[test]
    fn words_that_several_languages_share_tell_none() {
        for text in [
            "La description de la livraison et de la facture, la date de la commande, la somme de la vente de la firme.",
            "La descripción de la entrega, la fecha de la compra, la suma de la factura y de la venta de la firma de la tienda.",
        ] {
            let language = language(&text.repeat(2));
            assert!(language.as_deref().is_none_or(|found| found == "fr" || found == "es"), "{language:?}: {text}");
        }
        let romanian =
            "Datele dumneavoastră sunt prelucrate pentru livrarea comenzii și nu sunt vândute sau cedate pe bani. ";
        assert_eq!(language(&romanian.repeat(2)).as_deref(), Some("ro"));
    }

    #[test]
    fn a_few_words_tell_nothing() {
        let name = vec![Line::new(LineKind::Paragraph, Inline::plain("Privacy Policy of Acme, Inc."))];
        assert_eq!(guess(&Draft { lines: name, ..Draft::default() }), None);
        assert_eq!(language("Privacy Policy"), None);
    }
}
