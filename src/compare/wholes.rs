//! Wholes: dates, amounts with their units, numbered references and addresses of several tokens, which no edit cuts.
//! Must not know what an edit is or what a whole means.

use std::sync::LazyLock;

use super::tokens::{Token, is_address};

/// Words in their order, to be looked up in.
type Words = LazyLock<Vec<&'static str>>;

fn listed(words: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = words.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

/// The longest whole, in tokens.
const LONGEST: usize = 12;

/// Names of months in full, in lower case.
static MONTHS: Words = LazyLock::new(|| {
    listed(
        "\
    abril agosto août april aprile augustus august avril czerwca december dezember dezembro dicembre diciembre \
    décembre enero febbraio febrero februar februari february fevereiro février gennaio giugno grudnia januar \
    januari january janeiro janvier juillet juin julho juli julio july june junho juni junio jänner kwietnia lipca \
    listopada luglio lutego maart maggio mai maio maja march marca mars marzo março may mayo mei märz november \
    novembre novembro noviembre october octobre octubre oktober ottobre outubro października september septembre \
    septiembre setembro settembre sierpnia stycznia września",
    )
});

/// Months cut short, which make a date only beside a day and a year: `out` and `set` are words too.
static SHORT_MONTHS: Words = LazyLock::new(|| {
    listed(
        "\
    abr ago apr aug avr cze dec dez dic déc ene feb fev févr gen giu gru jan janv juil jul jun kwi lip lis lug lut \
    mag mar mrt mär nov oct okt ott out paź sep sept set sie sty wrz",
    )
});

/// What is counted: time, money, sizes; in lower case.
static UNITS: Words = LazyLock::new(|| {
    listed(
        "\
    second seconds minute minutes hour hours day days week weeks month months quarter quarters year years percent \
    thousand million billion dollar dollars cents euro euros pounds kb mb gb tb km miles characters words times \
    seconde secondes heure heures jour jours semaine semaines mois an ans année années millions milliards centimes \
    fois sekunde sekunden minuten stunde stunden tag tage tagen werktage werktagen woche wochen monat monate \
    monaten jahr jahre jahren prozent mio millionen cent segundos minutos hora horas día días semana semanas mes \
    meses año años secondi minuti ora ore giorno giorni settimana settimane mese mesi anno anni dia dias mês ano \
    anos reais dólares millones milioni milhões seconden uur dag dagen werkdagen weken maand maanden jaar jaren \
    procent miljoen sekund minut godzin godziny dzień dni tydzień tygodni tygodnie miesiąc miesiące miesięcy rok \
    lata lat złotych",
    )
});

/// What may stand between a number and its unit.
static KINDS_OF_UNIT: Words = LazyLock::new(|| {
    listed("business calendar working consecutive full us u.s canadian australian jours volle aufeinanderfolgende")
});

/// Currencies by their letters, before or after the amount, in capitals.
static CURRENCIES: Words = LazyLock::new(|| {
    listed(
        "\
    AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD INR JPY MXN NOK NZD PLN SEK SGD USD US Rs zł Kč kr $ € £ ¥ ₹ R$ US$ A$ \
    C$ % ‰",
    )
});

/// What stands before the number of a passage; in lower case.
static REFERENCES: Words = LazyLock::new(|| {
    listed(
        "\
    abs absatz abschnitt annex appendix art article articles articolo artigo artikel artikelen artykuł artículo \
    artículos buchstabe bijlage capítulo chapter clause clauses cláusula exhibit hoofdstuk lid lit no nr number \
    para paragraaf paragraph paragraphs paragraphe part punkt rozdział satz schedule sección seção secção section \
    sections sezione sub-section subsection ust ziff ziffer § §§",
    )
});

/// What is counted in scripts without spaces, and what follows that.
const UNSPACED_UNITS: &str = "年月日号時时分秒天週周歳岁歲円元間间";

/// The wholes of a text, found where they are asked for.
pub(super) struct Wholes<'a> {
    tokens: &'a [Token<'a>],
    /// By token, how long the longest whole is that begins with it, once that is known.
    lengths: Vec<Option<usize>>,
}

impl<'a> Wholes<'a> {
    pub fn of(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, lengths: vec![None; tokens.len()] }
    }

    /// Whether the tokens before and after a place belong to one whole.
    pub fn hold(&mut self, at: usize) -> bool {
        let tokens = self.tokens;
        if at == 0 || at >= tokens.len() {
            return false;
        }
        if is_address(tokens[at - 1].text) {
            return !tokens[at].spaced && tokens[at].text == "/";
        }
        let first = at.saturating_sub(LONGEST - 1);
        (first..at).any(|start| {
            let length = *self.lengths[start].get_or_insert_with(|| longest(&tokens[start..]));
            start + length > at
        })
    }
}

/// How many tokens the longest whole has that begins here; 0 where none does.
fn longest(tokens: &[Token]) -> usize {
    if !tokens.iter().take(3).any(has_digit) {
        return 0;
    }
    [date, amount, written_twice, reference, unspaced, telephone]
        .into_iter()
        .map(|of| of(tokens))
        .max()
        .unwrap_or_default()
}

fn has_digit(token: &Token) -> bool {
    token.text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The number of tokens of a date: `4 March 2024`, `March 1, 2018`, `3. Mai`, `5 / 6 / 2024`.
fn date(tokens: &[Token]) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let after = if is_day(first.text) {
        let at = skip(tokens, 1, &[".", "de", "of"]);
        let Some(month) = tokens.get(at) else { return 0 };
        if let Some(mark) = tokens.get(1).filter(|mark| matches!(mark.text, "/" | "-" | ".")) {
            let month = tokens.get(2).is_some_and(|month| is_day(month.text));
            if month && tokens.get(3).is_some_and(|second| second.text == mark.text) {
                return if tokens.get(4).is_some_and(|year| is_year(year.text)) { 5 } else { 0 };
            }
        }
        if !(is_month(month.text) || is_short_month(month.text) && is_year_next(tokens, at + 1)) {
            return 0;
        }
        at + 1
    } else if is_capital_or_foreign(first.text) && is_month(first.text) || is_short_month(first.text) {
        let at = skip(tokens, 1, &["."]);
        let Some(day) = tokens.get(at) else { return 0 };
        if is_year(day.text) && is_month(first.text) {
            return at + 1;
        }
        if !is_day(day.text) || is_short_month(first.text) && !is_year_next(tokens, at + 1) {
            return 0;
        }
        at + 1
    } else {
        return 0;
    };
    let year = skip(tokens, after, YEAR_MARKS);
    if tokens.get(year).is_some_and(|token| is_year(token.text)) { year + 1 } else { after }
}

const YEAR_MARKS: &[&str] = &[",", ".", "de", "del", "of"];

fn is_year_next(tokens: &[Token], at: usize) -> bool {
    tokens.get(skip(tokens, at, YEAR_MARKS)).is_some_and(|token| is_year(token.text))
}

/// The place after one of the words, where it stands there.
fn skip(tokens: &[Token], at: usize, words: &[&str]) -> usize {
    at + usize::from(tokens.get(at).is_some_and(|token| words.contains(&token.text)))
}

/// The number of tokens of an amount: `30 days`, `5 business days`, `20 %`, `USD 5`, `1 000 €`.
fn amount(tokens: &[Token]) -> usize {
    let Some(first) = tokens.first() else { return 0 };
    let before = usize::from(is_one_of(first.text, &CURRENCIES));
    let Some(number) = tokens.get(before).filter(|token| is_number(token.text)) else { return 0 };
    let mut at = before + 1;
    // Thousands set apart by spaces.
    while number.text.len() <= 3
        && tokens.get(at).is_some_and(|next| next.text.len() == 3 && is_digits(next.text))
        && at < 5
    {
        at += 1;
    }
    at = units(tokens, at);
    if at > 1 { at } else { 0 }
}

/// The place after the unit that stands there, or the same place.
fn units(tokens: &[Token], at: usize) -> usize {
    let is_unit = |at: usize| tokens.get(at).is_some_and(|token| is_unit(token.text));
    let kind = tokens.get(at).is_some_and(|token| is_lower_one_of(token.text, &KINDS_OF_UNIT));
    let mut end = at;
    if kind && is_unit(at + 1) {
        end += 2;
    } else if is_unit(at) {
        end += 1;
    }
    // "5 million euros", "20 EUR", "50 per cent", "10 jours ouvrables" up to the noun.
    if end > at && is_unit(end) {
        end += 1;
    }
    let pair = tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(one, other)| {
        matches!((one.text, other.text), ("per" | "por" | "pour", "cent" | "cento" | "ciento"))
    });
    if pair { at + 2 } else { end }
}

/// The number of tokens of a number in words and digits with its unit: `thirty (30) days`.
fn written_twice(tokens: &[Token]) -> usize {
    let [word, open, number, close, ..] = tokens else { return 0 };
    let is_so = word.text.chars().all(|c| c.is_alphabetic() || c == '-')
        && open.text == "("
        && is_number(number.text)
        && close.text == ")";
    let end = units(tokens, 4);
    if is_so && end > 4 { end } else { 0 }
}

/// The number of tokens of a reference to a numbered passage: `Section 4.2 (a)`, `Art. 6 Abs. 1 lit. f`.
fn reference(tokens: &[Token]) -> usize {
    let mut end = 0;
    while end + 1 < LONGEST {
        let Some(next) = tokens.get(end) else { break };
        if end > 0 && next.text == "(" && tokens.get(end + 2).is_some_and(|close| close.text == ")") {
            if tokens.get(end + 1).is_none_or(|item| item.text.len() > 4) {
                break;
            }
            end += 3;
            continue;
        }
        if !is_lower_one_of(next.text, &REFERENCES) {
            break;
        }
        let at = skip(tokens, end + 1, &["."]);
        let item = |token: &Token| {
            token.text.starts_with(|c: char| c.is_ascii_digit()) || end > 0 && token.text.chars().count() == 1
        };
        if !tokens.get(at).is_some_and(item) {
            break;
        }
        end = at + 1;
    }
    end
}

/// The number of tokens of a date or an amount in a script without spaces: `2024年3月4日`, `30日間`.
fn unspaced(tokens: &[Token]) -> usize {
    let mut end = 0;
    for (at, token) in tokens.iter().take(LONGEST).enumerate() {
        let number = is_digits(token.text);
        let unit = token.text.chars().count() == 1 && UNSPACED_UNITS.contains(token.text);
        // "か月", "ヶ月", "个月": what counts stands before what is counted.
        let counter = matches!(token.text, "か" | "カ" | "ヶ" | "ケ" | "個" | "个");
        if at > 0 && token.spaced || !(number || at > 0 && (unit || counter)) {
            break;
        }
        if unit {
            end = at + 1;
        }
    }
    end
}

/// The number of tokens of a telephone number with the code of its country: `+1 (800) 555-1234`.
fn telephone(tokens: &[Token]) -> usize {
    let [plus, code, ..] = tokens else { return 0 };
    if plus.text != "+" || code.spaced || !is_digits(code.text) {
        return 0;
    }
    let is_part = |token: &&Token| {
        matches!(token.text, "(" | ")" | "-" | "/")
            || token.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.')
    };
    let parts = &tokens[..=tokens.iter().take(LONGEST).skip(1).take_while(is_part).count()];
    parts.iter().rposition(|token| token.text.bytes().any(|byte| byte.is_ascii_digit())).map_or(0, |last| last + 1)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches(['$', '€', '£', '¥', '₹']).trim_end_matches('%');
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''))
}

/// `4`, `04`, `1st`, `1er`, `1º`.
fn is_day(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    matches!(digits, 1 | 2)
        && text[..digits].parse().is_ok_and(|day: u32| (1..=31).contains(&day))
        && matches!(&text[digits..], "" | "." | "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "°" | "ª")
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (text.starts_with('1') || text.starts_with('2'))
}

/// "may 18" is no date, "May 18" is one; "mai 2021" is one in the languages that write months small.
fn is_capital_or_foreign(text: &str) -> bool {
    text != "may"
}

fn is_month(text: &str) -> bool {
    is_known(text, &MONTHS)
}

fn is_short_month(text: &str) -> bool {
    text.len() <= 5 && is_known(text, &SHORT_MONTHS)
}

fn is_unit(text: &str) -> bool {
    is_one_of(text, &CURRENCIES) || is_known(text, &UNITS)
}

fn is_known(text: &str, words: &Words) -> bool {
    text.len() <= 20
        && text.chars().all(char::is_alphabetic)
        && (is_one_of(text, words) || is_lower_one_of(text, words))
}

fn is_one_of(text: &str, words: &Words) -> bool {
    words.binary_search(&text).is_ok()
}

/// The same in lower case.
fn is_lower_one_of(text: &str, words: &Words) -> bool {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return is_one_of(text, words);
    }
    is_one_of(&text.to_lowercase(), words)
}
