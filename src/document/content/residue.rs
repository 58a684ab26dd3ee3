//! Lines that change with every visit or every year and say nothing about the policy, and what a reader can do with the page, wherever they stand.
//! Must not know where the policy stands.

use super::Content;
use super::measure::{Measures, is_inline};
use super::place::children;
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
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    (4..60).contains(&text.len()) && ACTIONS.contains(&text.to_lowercase().as_str())
}

fn begins_copyright(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix("Copyright").or_else(|| text.strip_prefix("COPYRIGHT")).unwrap_or(text).trim_start();
    ["©", "(c) 20", "(C) 20", "(c) 19", "(C) 19"].iter().any(|sign| text.starts_with(sign))
}

fn mentions_visit(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let text = text.to_lowercase();
    VISITS.iter().any(|visit| text.contains(visit))
}
