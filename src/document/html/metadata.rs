//! Dates that a page states in its markup, where no reader sees them.
//! Must not judge them: whether they are about the policy is for claims to say.

use html5ever::local_name;
use serde_json::Value;

use crate::document::page::Page;
use crate::document::{MetadataDate, MetadataPlace};

/// The most values that are kept of one page.
const MOST: usize = 100;

/// The names of `<meta>` elements that hold dates, in lower case.
const META: &[&str] = &[
    "article:modified_time",
    "article:published_time",
    "og:updated_time",
    "og:article:modified_time",
    "og:article:published_time",
    "date",
    "last-modified",
    "lastmod",
    "last-updated",
    "lastupdated",
    "last_updated",
    "modified",
    "revised",
    "published",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "datemodified",
    "datepublished",
    "datecreated",
    "dc.date",
    "dc.date.modified",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dcterms.modified",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.valid",
    "effective-date",
    "effective_date",
];

/// The names of JSON-LD properties that hold dates.
const JSON_LD: &[&str] = &["dateModified", "datePublished", "dateCreated", "uploadDate"];

/// Every date stated in the page's markup, in reading order.
pub(super) fn read(page: &Page) -> Vec<MetadataDate> {
    let mut dates = Vec::new();
    for (_, element) in page.elements() {
        match element.tag {
            local_name!("meta") => {
                let named = |name| element.attribute(&name);
                let name = named(local_name!("property"))
                    .or_else(|| named(local_name!("name")))
                    .or_else(|| named(local_name!("itemprop")))
                    .or_else(|| named(local_name!("http-equiv")));
                if let (Some(name), Some(value)) = (name, named(local_name!("content")))
                    && META.contains(&name.trim().to_ascii_lowercase().as_str())
                {
                    push(&mut dates, MetadataPlace::Meta, name, value);
                }
            }
            local_name!("time") => {
                if let Some(value) = element.attribute(&local_name!("datetime")) {
                    let name = element.attribute(&local_name!("itemprop")).unwrap_or("datetime");
                    push(&mut dates, MetadataPlace::Time, name, value);
                }
            }
            _ => {}
        }
    }
    for block in &page.json_ld {
        if let Ok(value) = serde_json::from_str::<Value>(block) {
            read_json(&value, &mut dates);
        }
    }
    dates
}

/// Looks through a JSON-LD block without recursion; `serde_json` has bounded its depth.
fn read_json(value: &Value, dates: &mut Vec<MetadataDate>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(properties) => {
                for (name, value) in properties {
                    match value {
                        Value::String(text) if JSON_LD.contains(&name.as_str()) => {
                            push(dates, MetadataPlace::JsonLd, name, text);
                        }
                        Value::Array(_) | Value::Object(_) => open.push(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn push(dates: &mut Vec<MetadataDate>, place: MetadataPlace, name: &str, value: &str) {
    let value = value.trim();
    let date = MetadataDate { place, name: name.trim().to_owned(), value: value.to_owned() };
    if !value.is_empty() && value.len() < 100 && dates.len() < MOST && !dates.contains(&date) {
        dates.push(date);
    }
}
