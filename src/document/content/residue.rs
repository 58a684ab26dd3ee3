//! Lines that change with every visit or every year and say nothing about the policy, and what a reader can do with the page,
//! wherever they stand. Must not know where the policy stands.

use std::sync::LazyLock;

use super::Content;
use super::measure::{Measures, is_inline};
use super::place::children;
use crate::document::lexicon::Lexicon;
use crate::document::page::Page;

/// The longest such line, in bytes without white space.
const LONGEST: u32 = 160;

/// What lines about the visit say, in lower case.
const VISITS: &[&str] = &[
    "last visited",
    "your last visit",
    "visitor number",
    "visitors online",
    "page views:",
    "page generated in",
    "page rendered in",
    "build number",
    "build:",
    "letzter besuch",
    "dernière visite",
];

/// What a reader can do with the page, as whole lines in lower case: it is no part of what the page says.
const ACTIONS: &[&str] = &[
    "back to top",
    "return to top",
    "go to top",
    "scroll to top",
    "top of page",
    "nach oben",
    "zum seitenanfang",
    "haut de page",
    "retour en haut",
    "retour en haut de page",
    "volver arriba",
    "torna su",
    "torna all'inizio",
    "voltar ao topo",
    "terug naar boven",
    "naar boven",
    "do góry",
    "powrót do góry",
    "till toppen",
    "til toppen",
    "наверх",
    "ページトップへ",
    "ページの先頭へ",
    "返回顶部",
    "回到顶部",
    "skip to content",
    "skip to main content",
    "skip to the main content",
    "skip navigation",
    "share this article",
    "share this page",
    "partager cet article",
    "partagez cet article",
    "compartir este artículo",
    "diesen artikel teilen",
    "condividi questo articolo",
    "close tooltip",
    "was this helpful",
    "was this page helpful",
    "was this article helpful",
    "did you find this helpful",
    "did you find this article helpful",
    "did this answer your question",
    "war das hilfreich",
    "war diese seite hilfreich",
    "war dieser artikel hilfreich",
    "cette page vous a-t-elle été utile",
    "cet article vous a-t-il été utile",
    "ces informations vous ont-elles été utiles",
    "te ha resultado útil",
    "te resultó útil",
    "fue útil este artículo",
    "ti è stato utile",
    "questo articolo è stato utile",
    "isto foi útil",
    "este artigo foi útil",
    "was dit nuttig",
    "was dit artikel nuttig",
    "czy ten artykuł był pomocny",
    "эта статья была полезна",
    "この情報は役に立ちましたか",
    "此内容对您有帮助吗",
];

/// Units of a span of time, as in `updated 3 months ago`.
const UNITS: &[&str] = &[
    "second", "seconds", "minute", "minutes", "min", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years",
];

/// Drops copyright lines of the site, lines about the visit, and what a reader can do with the page.
pub(super) fn mark(page: &Page, measures: &Measures, content: &mut Content) {
    for index in 0..page.nodes.len() {
        let Some(text) = page.nodes[index].text().filter(|text| text.len() < 400) else { continue };
        if !begins_copyright(text) && !mentions_visit(text) && !is_action(text) {
            continue;
        }
        let mut line = index;
        while page.nodes[line].element().is_none_or(is_inline) && page.nodes[line].parent != line {
            line = page.nodes[line].parent;
        }
        let is_line = children(page, line).all(|child| page.nodes[child].element().is_none_or(is_inline));
        let whole = page.text_of(line, 600);
        if is_line && measures.of(line).text < LONGEST && (begins_copyright(&whole) || mentions_visit(&whole)) {
            content.drop(line, "visit");
        } else if is_line && is_action(&whole) {
            content.drop(line, "action");
        }
    }
}

fn is_action(text: &str) -> bool {
    static LINES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(ACTIONS));
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    (4..60).contains(&text.len()) && LINES.contains(text)
}

fn begins_copyright(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with(['C', '(', '©']) {
        return false;
    }
    let text = text.strip_prefix("Copyright").or_else(|| text.strip_prefix("COPYRIGHT")).unwrap_or(text).trim_start();
    ["©", "(c) 20", "(C) 20", "(c) 19", "(C) 19"].iter().any(|sign| text.starts_with(sign))
}

fn mentions_visit(text: &str) -> bool {
    if text.len() > 200 || !may_mention_visit(text) {
        return false;
    }
    let text = text.to_lowercase();
    if text.len() < 60 && (is_relative(&text) || is_length(&text) || text.ends_with("found this helpful")) {
        return true;
    }
    VISITS.iter().any(|visit| text.contains(visit))
}

/// Whether a text has letters that every line about a visit has some of: a look at its bytes.
fn may_mention_visit(text: &str) -> bool {
    let is_sign = |bytes: &[u8]| {
        let lower = [bytes[0] | 0x20, bytes[1] | 0x20, bytes[2] | 0x20];
        matches!(&lower, b"vis" | b"pag" | b"bui" | b"bes" | b"ago" | b"hel" | b"min")
    };
    text.as_bytes().windows(3).any(is_sign)
}

/// Whether a line says how long ago something was, which is another date at every look.
fn is_relative(text: &str) -> bool {
    let Some(rest) = text.trim().trim_end_matches('.').strip_suffix("ago") else { return false };
    let begins = ["updated", "last updated", "modified", "last modified", "edited", "posted", "published"];
    let is_update = begins.iter().any(|word| rest.trim_start().starts_with(word));
    let unit = rest.split_whitespace().next_back().unwrap_or_default();
    UNITS.contains(&unit) && (is_update || rest.split_whitespace().count() < 4)
}

/// Whether a line says how long reading takes: `5 min read`.
fn is_length(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    is_number
        && words.next().is_some_and(|word| word.starts_with("min"))
        && words.next() == Some("read")
        && words.next().is_none()
}
