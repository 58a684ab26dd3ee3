//! Declarations of Open Terms Archive as policies to watch: what has an equivalent is taken over, and what has none is
//! named. Must not know where the files lie.

mod filters;
mod places;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value};

use super::parts::{Selector, Selectors};
use super::policy::{Earlier, PolicyConfig};
use crate::policy::{PolicyId, SLUG, slug};
use crate::source::browser::CHROMIUM;
use filters::Filters;

/// The texts of one service's declaration.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declaration<'a> {
    /// The file's name without `.json`, which is the service's id.
    pub id: &'a str,
    /// `ID.json`
    pub json: &'a str,
    /// `ID.history.json`
    pub history: Option<&'a str>,
    /// `ID.filters.js`
    pub filters: Option<&'a str>,
}

/// What a declaration amounts to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub policies: BTreeMap<PolicyId, PolicyConfig>,
    /// What has no equivalent, each with where it stands.
    pub left_out: Vec<String>,
}

/// Reads one selector as a declaration has it; the error says why that cannot be used.
pub fn selector(declared: &Value) -> Result<Selector, String> {
    places::one(declared)
}

/// Reads a declaration; the error says why that cannot be done.
pub fn import(declaration: &Declaration<'_>) -> Result<Imported, String> {
    let service = object(declaration.json)?;
    let history = declaration.history.map(object).transpose()?.unwrap_or_default();
    let filters = Filters::parse(declaration.filters.unwrap_or_default());
    let name = service.get("name").and_then(Value::as_str).unwrap_or(declaration.id);
    let terms = ["terms", "documents"].iter().find_map(|key| service.get(*key)?.as_object());
    let terms = terms.ok_or("it has no terms")?;
    let mut imported = Imported::default();
    for (kind, declared) in terms {
        let id = format!("{}/{}", slug(name, SLUG), slug(kind, SLUG));
        let policy: PolicyId = id.parse().map_err(|error| format!("{id}: {error}"))?;
        let mut taking = Taking { at: format!("{} {kind}", declaration.id), filters: &filters, left_out: Vec::new() };
        let past = history.get(kind).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if let Some(config) = taking.policy(declared, past) {
            match imported.policies.entry(policy) {
                Entry::Vacant(free) => drop(free.insert(config)),
                Entry::Occupied(taken) => {
                    taking.leave_out(&format!("another policy is named {} already", taken.key()));
                }
            }
        }
        imported.left_out.append(&mut taking.left_out);
    }
    Ok(imported)
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("it is no object".to_owned()),
        Err(error) => Err(format!("it is no JSON: {error}")),
    }
}

/// One document's declaration being taken over.
struct Taking<'a> {
    at: String,
    filters: &'a Filters,
    left_out: Vec<String>,
}

/// What one state of a declaration says of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Page {
    url: Option<String>,
    select: Selectors,
    remove: Selectors,
    in_browser: bool,
}

impl Taking<'_> {
    fn policy(&mut self, declared: &Value, past: &[Value]) -> Option<PolicyConfig> {
        let pages = self.pages(declared);
        let first = pages.first()?.clone();
        let urls: Vec<String> = pages.iter().filter_map(|page| page.url.clone()).collect();
        if urls.is_empty() {
            self.leave_out("it has no address");
            return None;
        }
        let mut config = PolicyConfig {
            select: first.select,
            remove: first.remove,
            renderer: pages.iter().any(|page| page.in_browser).then(|| CHROMIUM.to_owned()),
            history: self.history(past),
            ..PolicyConfig::default()
        };
        match <[String; 1]>::try_from(urls) {
            Ok([url]) => config.url = Some(url),
            Err(urls) => config.urls = urls,
        }
        Some(config)
    }

    fn history(&mut self, past: &[Value]) -> Vec<Earlier> {
        let mut history = Vec::new();
        for then in past {
            let until = then.get("validUntil").and_then(Value::as_str).and_then(|until| until.parse().ok());
            let Some(valid_until) = until else {
                self.leave_out("an entry of its history without a day until which it was valid");
                continue;
            };
            let pages = self.pages(then);
            let Some(first) = pages.first().cloned() else { continue };
            let urls: Vec<String> = pages.iter().filter_map(|page| page.url.clone()).collect();
            let (url, urls) = match <[String; 1]>::try_from(urls) {
                Ok([url]) => (Some(url), Vec::new()),
                Err(urls) => (None, urls),
            };
            history.push(Earlier { valid_until, url, urls, select: first.select, remove: first.remove });
        }
        history.sort_by_key(|then| then.valid_until);
        history
    }

    /// The pages that make up a document.
    fn pages(&mut self, declared: &Value) -> Vec<Page> {
        let Some(combined) = declared.get("combine").and_then(Value::as_array) else {
            return vec![self.page(declared)];
        };
        let shared = self.page(declared);
        let mut pages: Vec<Page> = Vec::new();
        for source in combined {
            let own = self.page(source);
            let select = if own.select.is_empty() { shared.select.clone() } else { own.select };
            let remove = if own.remove.is_empty() { shared.remove.clone() } else { own.remove };
            pages.push(Page { select, remove, in_browser: own.in_browser || shared.in_browser, ..own });
        }
        let alike = |page: &Page| (&page.select, &page.remove) == (&pages[0].select, &pages[0].remove);
        if !pages.iter().all(alike) {
            self.leave_out("its pages have selectors of their own; none are used, and the text is found by itself");
            for page in &mut pages {
                (page.select, page.remove) = (Selectors::default(), Selectors::default());
            }
        }
        pages
    }

    fn page(&mut self, declared: &Value) -> Page {
        let url = ["fetch", "location"].iter().find_map(|key| declared.get(*key)?.as_str()).map(str::to_owned);
        let mut page = Page {
            url,
            select: self.selectors(declared.get("select")),
            remove: self.selectors(declared.get("remove")),
            in_browser: declared.get("executeClientScripts").and_then(Value::as_bool).unwrap_or(false),
        };
        for filter in declared.get("filter").and_then(Value::as_array).into_iter().flatten() {
            self.filter(filter, &mut page.remove);
        }
        page
    }

    fn selectors(&mut self, declared: Option<&Value>) -> Selectors {
        let Some(declared) = declared else { return Selectors::default() };
        let (taken, problems) = places::read(declared);
        for problem in problems {
            self.leave_out(&problem);
        }
        taken
    }

    /// A filter is a function; one that does nothing but take elements away says what to remove.
    fn filter(&mut self, filter: &Value, remove: &mut Selectors) {
        let name = match filter {
            Value::String(name) => Some(name.as_str()),
            Value::Object(with_parameters) => with_parameters.keys().next().map(String::as_str),
            _ => None,
        };
        match name {
            // What stands behind a question mark in a link never makes two texts differ here.
            Some("removeQueryParams") => {}
            Some(name) => match self.filters.removed_by(name) {
                Some(selectors) => remove.0.extend(selectors),
                None => self.leave_out(&format!("the filter {name}, which is a program")),
            },
            None => self.leave_out("a filter without a name"),
        }
    }

    fn leave_out(&mut self, what: &str) {
        self.left_out.push(format!("{}: {what}", self.at));
    }
}

#[cfg(test)]
mod tests;
