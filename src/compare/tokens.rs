//! Words: how a clause's text is cut into tokens, and the canonical words under which two clauses count as equal.
//! Must not know clauses' places, alignment or meaning.

#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
use std::collections::HashMap;

/// How words and clauses are hashed: fast, and seeded anew in every process, so that no page can be made to collide.
pub(super) type Hashing = foldhash::fast::RandomState;

/// A word, a number, an address or one punctuation mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token<'_> {
    /// Whether it is a punctuation mark and no word.
    pub fn is_punctuation(&self) -> bool {
        !self.text.chars().any(counts_as_word)
    }
}

/// Cuts a text into tokens: words, numbers, dates and addresses whole, punctuation around them mark by mark.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    each_token(text, &mut |token| tokens.push(token));
    tokens
}

/// Hands over the tokens of a text in order.
fn each_token<'a>(text: &'a str, give: &mut impl FnMut(Token<'a>)) {
    if text.is_ascii() {
        let mut first = true;
        for chunk in text.split(|c: char| c.is_ascii_whitespace() || c == '\x0b').filter(|chunk| !chunk.is_empty()) {
            let mut spaced = !std::mem::take(&mut first);
            if chunk.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                give(Token { text: chunk, spaced });
            } else {
                each_part(chunk, &mut |text| give(Token { text, spaced: std::mem::take(&mut spaced) }));
            }
        }
        return;
    }
    for (at, chunk) in text.split_whitespace().enumerate() {
        let mut spaced = at > 0;
        each_part(chunk, &mut |text| give(Token { text, spaced: std::mem::take(&mut spaced) }));
    }
}

/// Hands over the parts of what stands between two spaces.
fn each_part<'a>(chunk: &'a str, give: &mut impl FnMut(&'a str)) {
    if let Some((sentence, mark, next)) = glued(chunk) {
        each_part(sentence, give);
        give(mark);
        return each_part(next, give);
    }
    let (before, core, after) = peel(chunk);
    marks(before).for_each(&mut *give);
    letters_apart(core, give);
    marks(after).for_each(give);
}

/// Two sentences between which the space is missing: "TRANSFER.If" is `TRANSFER`, `.`, `If`; "e.g.Name" and names of hosts are one.
fn glued(chunk: &str) -> Option<(&str, &str, &str)> {
    chunk.match_indices('.').find_map(|(at, mark)| {
        let (before, next) = (&chunk[..at], &chunk[at + 1..]);
        let letters = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let mut first = next.chars();
        let capital = first.next().is_some_and(char::is_uppercase) && first.next().is_some_and(char::is_lowercase);
        (letters >= 3 && capital && !is_address(peel(chunk).1)).then_some((before, mark, next))
    })
}

/// What stands in the word, with the punctuation before and after it.
fn peel(chunk: &str) -> (&str, &str, &str) {
    let from_core = chunk.trim_start_matches(|c: char| !counts_as_word(c));
    let before = &chunk[..chunk.len() - from_core.len()];
    let mut core = from_core.trim_end_matches(|c: char| !counts_as_word(c));
    let mut after = &from_core[core.len()..];
    // "member(s)" and "e.g." keep their last mark.
    let kept = match after.chars().next() {
        Some(')') if core.contains('(') => 1,
        Some('.') if core.contains('.') && core.len() <= 5 => 1,
        _ => 0,
    };
    core = &from_core[..core.len() + kept];
    after = &after[kept..];
    (before, core, after)
}

fn counts_as_word(c: char) -> bool {
    c.is_alphanumeric()
        || (c >= '\u{300}' && Writing::of(c) == Writing::Mark)
        || matches!(c, '$' | '€' | '£' | '¥' | '%' | '§' | '©' | '@' | '&')
}

fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(move |(at, c)| &text[at..at + c.len_utf8()])
}

/// Scripts that write without spaces are cut letter by letter; everything else stays whole.
fn letters_apart<'a>(core: &'a str, give: &mut impl FnMut(&'a str)) {
    let mut start = 0;
    if !core.is_ascii() {
        let mut last = Writing::Spaced;
        for (at, c) in core.char_indices() {
            let writing = Writing::of(c);
            let joins = match (last, writing) {
                (_, Writing::Mark)
                | (Writing::Leading, _)
                | (Writing::Spaced, Writing::Spaced)
                | (Writing::Katakana, Writing::Katakana) => true,
                _ => at == 0,
            };
            if !joins {
                give(&core[start..at]);
                start = at;
            }
            if writing != Writing::Mark {
                last = writing;
            }
        }
    }
    if start < core.len() {
        give(&core[start..]);
    }
}

/// How a letter stands to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Belongs to a word that ends where white space begins.
    Spaced,
    /// Stands for itself, as there is no white space: Han, Hiragana, Thai, Lao, Burmese, Khmer.
    Unspaced,
    /// A vowel sign written before the letter it belongs to.
    Leading,
    /// Words from abroad in Japanese, which are whole between other letters.
    Katakana,
    /// A sign on the letter before it.
    Mark,
    /// A punctuation mark of a script without spaces.
    Punctuation,
}

impl Writing {
    fn of(c: char) -> Self {
        match u32::from(c) {
            0x0300..=0x036F
            | 0x0E31
            | 0x0E34..=0x0E3A
            | 0x0E45
            | 0x0E47..=0x0E4E
            | 0x0EB1
            | 0x0EB4..=0x0EBC
            | 0x0EC8..=0x0ECE
            | 0x102B..=0x103E
            | 0x1056..=0x1059
            | 0x17B4..=0x17D3
            | 0x3099..=0x309A
            | 0xFE00..=0xFE0F => Self::Mark,
            0x0E40..=0x0E44 | 0x0EC0..=0x0EC4 => Self::Leading,
            0x30A0..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Katakana,
            0x0E00..=0x0EFF
            | 0x1000..=0x109F
            | 0x1780..=0x17FF
            | 0x3005..=0x3007
            | 0x3040..=0x309F
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x2_0000..=0x3_FFFF => Self::Unspaced,
            0x3000..=0x303F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65 => {
                Self::Punctuation
            }
            _ => Self::Spaced,
        }
    }
}

/// The number of a canonical word; equal words have equal numbers within one comparison.
pub(super) type Word = u32;

/// The words met in one comparison. A token is folded once, however often it stands there.
#[derive(Default)]
#[expect(clippy::disallowed_types, reason = "only looked up in, never iterated")]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, Word, Hashing>,
    words: Vec<Box<str>>,
    /// By word, whether it is nothing but digits.
    digits: Vec<bool>,
    /// By token as it is printed, its canonical words: a range of `folded`.
    tokens: HashMap<Box<str>, (u32, u32), Hashing>,
    folded: Vec<Word>,
}

impl Vocabulary {
    /// The canonical words of a text: what is left when case, punctuation, contractions and spelling variants are folded.
    pub fn canonical(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5 + 1);
        each_token(text, &mut |token| self.fold(token.text, &mut words));
        words
    }

    /// Adds the canonical words of one token.
    fn fold(&mut self, token: &str, words: &mut Vec<Word>) {
        let (start, end) = match self.tokens.get(token) {
            Some(range) => *range,
            None => self.learn(token),
        };
        for word in &self.folded[start as usize..end as usize] {
            // "seven (7) days" is "7 days".
            if !(words.last() == Some(word) && self.digits[*word as usize]) {
                words.push(*word);
            }
        }
    }

    fn learn(&mut self, token: &str) -> (u32, u32) {
        let mut learned = Vec::new();
        fold(token, &mut |word| learned.push(self.number(word)));
        let start = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        self.folded.append(&mut learned);
        let range = (start, u32::try_from(self.folded.len()).unwrap_or(u32::MAX));
        self.tokens.insert(token.into(), range);
        range
    }

    /// The spelling of a word.
    pub fn spelling(&self, word: Word) -> &str {
        &self.words[word as usize]
    }

    /// How many words there are; their numbers are below it.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word in its canonical spelling.
    pub fn number(&mut self, word: &str) -> Word {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = Word::try_from(self.words.len()).unwrap_or(Word::MAX);
        self.words.push(word.into());
        self.digits.push(word.bytes().all(|byte| byte.is_ascii_digit()));
        self.numbers.insert(word.into(), number);
        number
    }
}

/// Hands over the canonical words of one token.
fn fold(token: &str, give: &mut impl FnMut(&str)) {
    if is_address(token) {
        give(&token.to_lowercase());
        return;
    }
    if token.bytes().all(|byte| byte.is_ascii_lowercase()) && token != "cannot" {
        give(spelling(token).as_deref().unwrap_or(token));
        return;
    }
    let lower = token.to_lowercase().replace(['\u{2019}', '\u{2018}', '\u{02bc}'], "'");
    if let Some(whole) = whole_word(&lower) {
        give(whole);
        return;
    }
    if lower.starts_with(|c: char| c.is_ascii_digit()) && !lower.contains('-') {
        give(lower.trim_end_matches(['.', ',']));
        return;
    }
    for part in lower.split(|c: char| !counts_as_word(c) && c != '\'' && c != '.').filter(|part| !part.is_empty()) {
        contraction(part.trim_matches('.'), give);
    }
}

/// Whether a token is a web or mail address.
pub(super) fn is_address(token: &str) -> bool {
    let at_host = |host: &str| host.contains('.') && host.len() > 3;
    token.contains("://")
        || token.starts_with("www.")
        || token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && at_host(host))
        || (token.contains('/') && token.split('/').next().is_some_and(is_host))
        || is_host(token)
}

fn is_host(token: &str) -> bool {
    const ENDINGS: &[&str] = &[".com", ".org", ".net", ".gov", ".edu", ".io", ".eu", ".de", ".fr", ".es", ".co.uk"];
    token.len() > 5
        && token.contains('.')
        && token.is_ascii()
        && ENDINGS.iter().any(|ending| token.to_ascii_lowercase().ends_with(ending))
}

fn whole_word(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "e-mail" => "email",
        "e-mails" => "emails",
        "web-site" => "website",
        _ => return None,
    })
}

fn contraction(part: &str, give: &mut impl FnMut(&str)) {
    let negated = match part {
        "can't" | "cannot" => Some("can"),
        "won't" => Some("will"),
        "shan't" => Some("shall"),
        _ => part.strip_suffix("n't"),
    };
    if let Some(verb) = negated {
        give(verb);
        return give("not");
    }
    for (ending, word) in [("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'s", "")] {
        if let Some(subject) = part.strip_suffix(ending) {
            give_spelled(subject, give);
            if !word.is_empty() {
                give(word);
            }
            return;
        }
    }
    // "l'utilisateur": French elides; the article counts for little, the noun for much.
    for piece in part.split('\'').filter(|piece| !piece.is_empty()) {
        give_spelled(piece, give);
    }
}

fn give_spelled(word: &str, give: &mut impl FnMut(&str)) {
    give(spelling(word).as_deref().unwrap_or(word));
}

/// The American spelling of a word in its British one; `None` for every other word.
pub(super) fn american(word: &str) -> Option<String> {
    spelling(word).filter(|american| !american.starts_with(|c: char| c.is_ascii_digit()))
}

/// The one spelling under which variants of a word count as equal; `None` when it is spelled so already.
fn spelling(word: &str) -> Option<String> {
    const SMALL: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if word.len() <= 6
        && let Some(at) = SMALL.iter().position(|small| *small == word)
        && at > 0
    {
        return Some((at + 1).to_string());
    }
    match word {
        "thirty" => return Some("30".to_owned()),
        "sixty" => return Some("60".to_owned()),
        "ninety" => return Some("90".to_owned()),
        "licence" | "licences" | "licenced" => return Some(word.replace("licence", "license")),
        "programme" => return Some("program".to_owned()),
        "programmes" => return Some("programs".to_owned()),
        "centre" => return Some("center".to_owned()),
        "amongst" => return Some("among".to_owned()),
        "whilst" => return Some("while".to_owned()),
        "judgement" => return Some("judgment".to_owned()),
        "catalogue" => return Some("catalog".to_owned()),
        _ => {}
    }
    if word.len() < 6 {
        return None;
    }
    for (british, american) in
        [("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"), ("ise", "ize")]
    {
        if let Some(stem) = word.strip_suffix(british) {
            return Some(format!("{stem}{american}"));
        }
    }
    ["our", "ours", "oured", "ouring", "ourable", "ourite"].iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() >= 3).then(|| format!("{stem}{}", ending.replacen("our", "or", 1)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.canonical(text);
        words.iter().map(|word| vocabulary.spelling(*word)).collect::<Vec<_>>().join(" ")
    }

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_numbers_dates_and_addresses_stay_whole() {
        assert_eq!(
            cut("(a) Pay $1,000.50 by 03/04/2019, see https://example.com/a?b=c."),
            ["(", "a", ")", "Pay", "$1,000.50", "by", "03/04/2019", ",", "see", "https://example.com/a?b=c", "."]
        );
        assert_eq!(
            cut("third-party member(s), e.g. \"us\""),
            ["third-party", "member(s)", ",", "e.g.", "\"", "us", "\""]
        );
    }

    #[test]
    fn a_script_without_spaces_is_cut_letter_by_letter() {
        assert_eq!(cut("条款 v2"), ["条", "款", "v2"]);
        assert_eq!(cut("「サービス」を30日。"), ["「", "サービス", "」", "を", "30", "日", "。"]);
        assert_eq!(cut("ใช้ที่นี่"), ["ใช้", "ที่", "นี่"]);
    }

    #[test]
    fn words_between_spaces_stay_whole_in_every_script() {
        assert_eq!(cut("نشارك بياناتك، دائمًا."), ["نشارك", "بياناتك", "،", "دائمًا", "."]);
        assert_eq!(cut("אנו שומרים מידע"), ["אנו", "שומרים", "מידע"]);
        assert_eq!(cut("개인정보를 보관합니다"), ["개인정보를", "보관합니다"]);
    }

    #[test]
    fn case_marks_contractions_and_spelling_variants_are_folded() {
        assert_eq!(folded("We DON'T, \u{201c}share\u{201d} – ever!"), folded("we do not share - ever"));
        assert_eq!(
            folded("We cannot organise a third-party e-mail"),
            folded("We can not organize a third party email")
        );
        assert_eq!(folded("within seven (7) days"), folded("within 7 days"));
    }

    #[test]
    fn what_means_something_else_is_not_folded() {
        for (one, other) in
            [("our", "or"), ("four", "for"), ("may", "must"), ("13", "16"), ("one", "any"), ("USD 5", "USD 50")]
        {
            assert_ne!(folded(one), folded(other));
        }
    }

    #[test]
    fn hostile_text_is_cut_without_loss() {
        for text in ["", " ", "'''", "n't", "a'b'c", "\u{1f600}\u{1f600}x", "(((", "@", "...", "é'll"] {
            let joined: String = cut(text).concat();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
            let _ = folded(text);
        }
    }
}
