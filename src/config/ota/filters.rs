//! `ID.filters.js`: functions that change a page. Those that do nothing but take elements away are understood; no script is
//! ever run. Must not know which functions are used.

use std::collections::BTreeMap;

use crate::config::parts::Selector;

/// The functions of a file by name, each with what it removes; `None` where it does anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters(BTreeMap<String, Option<Vec<String>>>);

impl Filters {
    /// Reads a file of functions.
    pub(super) fn parse(script: &str) -> Self {
        let script = without_comments(script);
        let mut functions = BTreeMap::new();
        for (at, _) in script.match_indices("function ") {
            let rest = &script[at + "function ".len()..];
            let name: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let body = rest.find('{').and_then(|open| body(&rest[open..]));
            functions.insert(name, body.and_then(removals));
        }
        Self(functions)
    }

    /// What a function removes; `None` where that is not all it does, or there is no such function.
    pub(super) fn removed_by(&self, name: &str) -> Option<Vec<Selector>> {
        let selectors = self.0.get(name)?.as_ref()?;
        Some(selectors.iter().map(|css| Selector::Css(css.clone())).collect())
    }
}

/// What stands between a brace and the one that closes it.
fn body(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return text.get(1..at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The selectors of a body in which every statement takes elements away and does nothing else.
fn removals(body: &str) -> Option<Vec<String>> {
    let mut selectors = Vec::new();
    let mut rest = body.trim();
    while !rest.is_empty() {
        let (css, after) = removal(rest)?;
        selectors.push(css);
        rest = after.trim_start_matches(|c: char| c == ';' || c.is_whitespace());
    }
    (!selectors.is_empty()).then_some(selectors)
}

/// One statement: `document.querySelectorAll('…').forEach(x => x.remove())` or `document.querySelector('…')?.remove()`.
fn removal(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix("document.")?;
    let (rest, all) = match rest.strip_prefix("querySelectorAll(") {
        Some(rest) => (rest, true),
        None => (rest.strip_prefix("querySelector(")?, false),
    };
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (css, rest) = rest[1..].split_once(quote)?;
    if css.contains('\\') {
        return None;
    }
    let rest = rest.strip_prefix(')')?.trim_start();
    if !all {
        let rest = rest.strip_prefix("?.remove()").or_else(|| rest.strip_prefix(".remove()"))?;
        return Some((css.to_owned(), rest));
    }
    let rest = rest.strip_prefix(".forEach(")?;
    let (parameter, rest) = rest.split_once("=>")?;
    let name = parameter.trim().trim_start_matches('(').trim_end_matches(')').trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    let rest = rest.trim_start();
    let (rest, braced) = rest.strip_prefix('{').map_or((rest, false), |rest| (rest.trim_start(), true));
    let mut rest = rest.strip_prefix(name).filter(|_| is_name)?.strip_prefix(".remove()")?.trim_start();
    if braced {
        rest = rest.trim_start_matches(';').trim_start().strip_prefix('}')?.trim_start();
    }
    Some((css.to_owned(), rest.strip_prefix(')')?))
}

/// A script without its comments, as far as they stand on lines of their own or between the usual marks.
fn without_comments(script: &str) -> String {
    let mut text = String::new();
    let mut rest = script;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}
