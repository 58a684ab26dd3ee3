//! The number at the beginning of a heading, and the label of a list item.
//! Must not know what stands around them: whether a number is meant there is `outline`'s to decide.

use std::sync::LazyLock;

use super::lexicon::Lexicon;

/// Words that stand before a section's number, lower case, in the languages policies are written in.
const NUMBERED_WORDS: &[&str] = &[
    "article",
    "articles",
    "art",
    "section",
    "sec",
    "clause",
    "part",
    "chapter",
    "paragraph",
    "annex",
    "appendix",
    "schedule",
    "exhibit",
    "addendum",
    "artikel",
    "abschnitt",
    "kapitel",
    "teil",
    "ziffer",
    "anhang",
    "anlage",
    "titre",
    "chapitre",
    "annexe",
    "partie",
    "articolo",
    "sezione",
    "capitolo",
    "allegato",
    "artículo",
    "articulo",
    "sección",
    "seccion",
    "capítulo",
    "capitulo",
    "anexo",
    "cláusula",
    "clausula",
    "artigo",
    "secção",
    "seção",
    "bijlage",
    "hoofdstuk",
    "artykuł",
    "rozdział",
    "dział",
    "załącznik",
    "paragraf",
    "článek",
    "čl",
    "část",
    "bilaga",
    "avsnitt",
    "bilag",
    "afsnit",
    "osa",
    "luku",
    "liite",
    "madde",
    "bölüm",
    "статья",
    "раздел",
    "глава",
    "стаття",
    "розділ",
    "член",
    "άρθρο",
    "cikk",
    "fejezet",
    "straipsnis",
    "pants",
    "articolul",
    "secțiunea",
    "članak",
    "člen",
];

static WORDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(NUMBERED_WORDS));

/// Splits `1.1. Data we collect` into its number without trailing punctuation and its title.
///
/// The number keeps the word it is printed with: `Article 5 – Rights` gives `Article 5` and `Rights`.
pub fn split_number(printed: &str) -> Option<(&str, &str)> {
    let is_roman = |byte: &u8| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l');
    let end = match printed.as_bytes() {
        // Two letters begin the word before a number, or else a roman number.
        [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            worded(printed).or_else(|| if is_roman(first) && is_roman(second) { lettered(printed) } else { None })
        }
        _ => worded(printed)
            .or_else(|| paragraph_sign(printed))
            .or_else(|| ideographic(printed))
            .or_else(|| decimal(printed))
            .or_else(|| lettered(printed)),
    }?;
    let number = printed[..end].trim_matches(is_edge);
    let number = number.strip_prefix(['（', '(']).unwrap_or(number);
    let title = printed[end..].trim_start_matches(|c: char| c == ' ' || is_edge(c));
    (!number.is_empty()).then_some((number, title))
}

/// Whether a word can be a list item's printed label: `1.`, `(a)`, `iv)`, `2.1.`, `A.`.
///
/// A label has one dot or parenthesis at least, so that it can be told from a word.
pub fn is_label(word: &str) -> bool {
    let body = word.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let marked = word.bytes().any(|b| matches!(b, b'.' | b'(' | b')'));
    let sound = !word.starts_with("((") && word.len() - body.len() <= 3;
    let spelled = |part: &str| part.starts_with(char::is_alphabetic);
    let parts: Vec<&str> = body.split(['.', '-']).take(9).collect();
    let abbreviation = parts.windows(2).any(|pair| spelled(pair[0]) && spelled(pair[1]));
    marked && sound && word.len() <= 24 && !abbreviation && parts.len() < 9 && parts.into_iter().all(is_count)
}

/// Whether a word counts: up to four digits, with a letter at most (`12`, `3a`), one letter, or a small roman number.
fn is_count(part: &str) -> bool {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &part[digits..];
    let mut letters = rest.chars();
    let is_letter = letters.next().is_some_and(char::is_alphabetic) && letters.as_str().is_empty();
    match digits {
        0 => is_letter || is_roman(rest),
        1..=4 => is_letter || rest.is_empty(),
        _ => false,
    }
}

/// Whether a word is a roman number up to 89, in one case.
pub fn is_roman(word: &str) -> bool {
    roman(word).is_some()
}

/// The value of a roman number up to 89, written in one case and in the usual form.
pub fn roman(word: &str) -> Option<u32> {
    let one_case = word.bytes().all(|b| b.is_ascii_lowercase()) || word.bytes().all(|b| b.is_ascii_uppercase());
    if word.is_empty() || word.len() > 9 || !one_case {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let (tens, rest) =
        leading(&word, &["lxxx", "lxx", "lx", "xl", "l", "xxx", "xx", "x"], &[80, 70, 60, 40, 50, 30, 20, 10]);
    let (ones, rest) =
        leading(rest, &["viii", "vii", "vi", "iv", "ix", "v", "iii", "ii", "i"], &[8, 7, 6, 4, 9, 5, 3, 2, 1]);
    (rest.is_empty()).then_some(tens + ones)
}

fn leading<'a>(word: &'a str, forms: &[&str], values: &[u32]) -> (u32, &'a str) {
    let found = forms.iter().zip(values).find_map(|(form, value)| word.strip_prefix(form).map(|rest| (*value, rest)));
    found.unwrap_or((0, word))
}

/// Punctuation around a number that belongs neither to it nor to the title.
fn is_edge(c: char) -> bool {
    matches!(c, '.' | ')' | ':' | '-' | '\u{2010}'..='\u{2015}' | '、' | '．' | '）' | '：' | '•' | '|')
}

/// Where the number of `Article 5. Rights`, `Section A`, `ANNEX II – Fees` ends.
fn worded(printed: &str) -> Option<usize> {
    // Every word is shorter, whatever its case; text without spaces is not read to its end.
    let word_end = printed.bytes().take(64).position(|byte| matches!(byte, b' ' | b'.'))?;
    if !WORDS.contains(&printed[..word_end]) {
        return None;
    }
    let capital = printed.starts_with(char::is_uppercase);
    let rest = printed[word_end..].trim_start_matches(['.', ' ']);
    let start = printed.len() - rest.len();
    let token = &rest[..rest.find([' ', ':']).unwrap_or(rest.len())];
    let number = token.trim_end_matches(is_edge);
    let counted = number.starts_with(|c: char| c.is_ascii_digit()) && number.split(['.', '-']).all(is_count)
        || capital && number.bytes().all(|b| b.is_ascii_uppercase()) && is_count(number)
        || matches!(number, "premier" | "1er" | "Premier" | "PREMIER" | "1º" | "1°" | "primero" | "único");
    (counted && start > word_end).then_some(start + number.len())
}

/// Where the number of `§ 3 Haftung` or `§§ 4-5` ends.
fn paragraph_sign(printed: &str) -> Option<usize> {
    let rest = printed.trim_start_matches('§');
    if rest.len() == printed.len() {
        return None;
    }
    let rest = rest.trim_start_matches(' ');
    let start = printed.len() - rest.len();
    let token = rest[..rest.find([' ', ':']).unwrap_or(rest.len())].trim_end_matches(is_edge);
    token.split(['.', '-']).all(is_count).then_some(start + token.len())
}

/// Where the number of `第1条 目的`, `一、定义` or `（二）范围` ends.
fn ideographic(printed: &str) -> Option<usize> {
    const UNITS: &str = "条條章節节款项項编編部";
    let first = printed.chars().next()?;
    let opened = matches!(first, '第' | '（' | '(' | '〔');
    let after = if opened { &printed[first.len_utf8()..] } else { printed };
    let counts = after.find(|c| !is_figure(c) && c != ' ').unwrap_or(after.len());
    let count = after[..counts].trim();
    let start = printed.len() - after.len();
    let closing = after[counts..].chars().next()?;
    if count.is_empty() || count.chars().count() > 5 {
        return None;
    }
    let ideographs = !count.is_ascii();
    let closed = match first {
        '第' => UNITS.contains(closing),
        '（' | '(' | '〔' => ideographs && matches!(closing, '）' | ')' | '〕'),
        _ => matches!(closing, '、' | '．') || ideographs && matches!(closing, '.' | '：'),
    };
    let unit = if first == '第' { closing.len_utf8() } else { 0 };
    closed.then_some(start + counts + unit)
}

/// The value of a number in figures of the East: `十二` is twelve.
pub fn ideographic_value(number: &str) -> Option<u32> {
    let mut value = 0;
    let mut digit = 0;
    for c in number.chars().take_while(|c| "〇零一二三四五六七八九十百".contains(*c)) {
        match c {
            '十' | '百' => {
                value += digit.max(1) * if c == '十' { 10 } else { 100 };
                digit = 0;
            }
            c => {
                digit = "〇一二三四五六七八九"
                    .chars()
                    .position(|known| known == c)
                    .and_then(|at| u32::try_from(at).ok())?;
            }
        }
    }
    (value + digit > 0).then_some(value + digit)
}

/// Whether a sign is a figure in the numbers of the East.
fn is_figure(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '０'..='９'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '〇'
            | '零'
    )
}

/// Where the number of `1. Scope`, `2.3 Fees`, `(4) Notice`, `17-1. Law`, `3 - Use`, `1.Scope` ends.
fn decimal(printed: &str) -> Option<usize> {
    let opened = printed.strip_prefix('(').unwrap_or(printed);
    let start = printed.len() - opened.len();
    let end = opened.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(opened.len());
    let number = opened[..end].trim_end_matches(['.', '-']);
    let mut parts = number.split(['.', '-']);
    if !parts.all(|part| (1..=3).contains(&part.len())) {
        return None;
    }
    let lettered = opened[number.len()..].strip_prefix(|c: char| c.is_ascii_alphabetic());
    let ends_token = |rest: &str| rest.starts_with(['.', ')', ':']);
    let number_end = if lettered.is_some_and(ends_token) { number.len() + 1 } else { number.len() };
    let after = &opened[number_end..];
    if start > 0 {
        return after.starts_with(')').then_some(start + number_end);
    }
    let punctuation = after.trim_start_matches(['.', ')', ':', '-', 'º', '°']);
    let apart = punctuation.is_empty() || punctuation.starts_with(' ');
    let ideograph = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '《' | '“' | '"');
    let glued = after.starts_with(['.', ')']) && punctuation.starts_with(char::is_alphabetic)
        || number.contains('.') && punctuation.starts_with(ideograph) && !punctuation.starts_with('"');
    (apart || glued).then_some(number_end)
}

/// Where the number of `A. Scope`, `(b) Fees`, `iv) Notice`, `IV – Law`, `B.2 Use` ends.
fn lettered(printed: &str) -> Option<usize> {
    let token = &printed[..printed.find(' ').unwrap_or(printed.len())];
    let opened = token.starts_with('(');
    let body = token.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let closed = token.len() > body.len() + usize::from(opened);
    let end = token.find(body)? + body.len();
    let mut parts = body.split('.');
    let first = parts.next().filter(|first| is_count(first) && !first.starts_with(|c: char| c.is_ascii_digit()))?;
    let numbers: Vec<&str> = parts.collect();
    if !numbers.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()) && is_count(part)) {
        return None;
    }
    if opened && !token.contains(')') {
        return None;
    }
    let dashed = printed[token.len()..].trim_start().starts_with(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}'));
    let roman = first.len() > 1 && is_roman(first) && first.bytes().all(|b| b.is_ascii_uppercase());
    (closed || !numbers.is_empty() || dashed || roman).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(printed: &str) -> Option<(&str, &str)> {
        split_number(printed)
    }

    #[test]
    fn numbers_are_split_from_titles() {
        for (printed, number, title) in [
            ("1.1. Data we collect", "1.1", "Data we collect"),
            ("1 Scope", "1", "Scope"),
            ("3 - Use", "3", "Use"),
            ("(4) Notice", "4", "Notice"),
            ("17-1. Law", "17-1", "Law"),
            ("1.Scope", "1", "Scope"),
            ("2a) Fees", "2a", "Fees"),
            ("1.) Fees", "1", "Fees"),
            ("a) Umfang", "a", "Umfang"),
            ("(b) Fees", "b", "Fees"),
            ("(iv) Notice", "iv", "Notice"),
            ("IV. Law", "IV", "Law"),
            ("II Terms", "II", "Terms"),
            ("A. Scope", "A", "Scope"),
            ("B.2 Use", "B.2", "Use"),
            ("Article 5 – Rights", "Article 5", "Rights"),
            ("ARTICLE IV: FEES", "ARTICLE IV", "FEES"),
            ("Section A. Use", "Section A", "Use"),
            ("Artículo 10.- Precio", "Artículo 10", "Precio"),
            ("Art. 3 Zweck", "Art. 3", "Zweck"),
            ("Článek II.", "Článek II", ""),
            ("§ 3 Haftung", "§ 3", "Haftung"),
            ("§3. Haftung", "§3", "Haftung"),
            ("第1条 目的", "第1条", "目的"),
            ("第十二条（変更）", "第十二条", "（変更）"),
            ("一、定义", "一", "定义"),
            ("（二）范围", "二", "范围"),
            ("12.", "12", ""),
            ("3.1数据使用", "3.1", "数据使用"),
        ] {
            assert_eq!(split(printed), Some((number, title)), "{printed}");
        }
    }

    #[test]
    fn what_is_no_number_stays_in_the_title() {
        for printed in [
            "2023 in review",
            "A day at the office",
            "I agree",
            "24/7 support",
            "18+ only",
            "1st party cookies",
            "Part of us",
            "Article about us",
            "U.S. residents",
            "e.g. this",
            "Section",
            "(see below)",
            "Your data",
            "一般条款",
            "3D models",
            "Mix. Match",
            "-",
            "",
            "(",
            "§",
            "第",
        ] {
            assert_eq!(split(printed), None, "{printed}");
        }
    }

    #[test]
    fn labels_are_told_from_words() {
        for label in ["1.", "(a)", "iv)", "2.1.", "A.", "3)", "(12)", "1.1", "a.", "xviii."] {
            assert!(is_label(label), "{label}");
        }
        for word in ["1", "a", "No.", "etc.", "(see", "U.S.A...", "12345.", "", ".", "()", "((a)"] {
            assert!(!is_label(word), "{word}");
        }
    }

    #[test]
    fn roman_numbers_have_values() {
        for (word, value) in [("i", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("XL", 40), ("lxxxix", 89)] {
            assert_eq!(roman(word), Some(value), "{word}");
        }
        for word in ["", "iix", "vx", "Iv", "mix", "civil"] {
            assert_eq!(roman(word), None, "{word}");
        }
    }
}
