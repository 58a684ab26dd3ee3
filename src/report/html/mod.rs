//! A report as one HTML file that needs nothing else: it opens from disk, in a mail, on paper, without scripts.
//! Owns the page around the policies. Must not know how a finding or a change comes to be.

mod anchor;
mod change;
mod dates;
mod doubts;
mod finding;
mod policy;
mod quoting;
mod redline;
mod texts;
mod versions;
mod words;

use data_encoding::BASE64;

use crate::capture::Digest;
use crate::report::markup::Markup;
use crate::report::{PolicyReport, wording};
use anchor::Anchors;

/// The page's style, the only one it has.
const STYLE: &str = include_str!("page.css");

/// One page for one policy or several.
pub fn page(reports: &[PolicyReport<'_>]) -> String {
    let mut page = Markup::default();
    page.literal("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &content_policy())]);
    page.literal("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    page.literal(
        "<meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n",
    );
    page.element("title", &[], &title(reports));
    page.literal("<style>");
    page.literal(STYLE);
    page.literal("</style>\n</head>\n<body>\n");
    body(&mut page, reports);
    page.literal("</body>\n</html>\n");
    page.finish()
}

fn body(page: &mut Markup, reports: &[PolicyReport<'_>]) {
    let mut anchors = Anchors::default();
    let articles: Vec<policy::Article<'_>> =
        reports.iter().map(|report| policy::Article::of(report, reports.len() > 1, &mut anchors)).collect();
    page.literal("<nav class=\"skip\" aria-label=\"Skip\">");
    for article in &articles {
        article.skip_links(page);
    }
    page.literal("</nav>\n<main>\n");
    if articles.len() > 1 {
        page.element("h1", &[], &title(reports));
        contents(page, &articles);
    }
    for article in &articles {
        article.write(page, &mut anchors);
    }
    page.literal("</main>\n");
    foot(page, reports);
}

fn title(reports: &[PolicyReport<'_>]) -> String {
    match reports {
        [report] => policy::name(report),
        _ => format!("{}: what changed, and when", wording::count_of(reports.len(), "policy document")),
    }
}

fn contents(page: &mut Markup, articles: &[policy::Article<'_>]) {
    page.literal("<nav aria-label=\"Contents\"><ul class=\"contents\">\n");
    for article in articles {
        page.literal("<li>");
        article.entry(page);
        page.literal("</li>\n");
    }
    page.literal("</ul></nav>\n");
}

fn foot(page: &mut Markup, reports: &[PolicyReport<'_>]) {
    page.literal("<footer>");
    let made = reports.iter().find_map(|report| report.generated_at);
    let version = reports.first().map_or("", |report| report.tool_version);
    let made = made.map(|instant| format!(" on {}", wording::instant(instant))).unwrap_or_default();
    page.element(
        "p",
        &[],
        &format!(
            "Made by fineprint {version}{made}, from captures and rules alone: the same captures give the same report. \
                  Quoted texts belong to their publishers."
        ),
    );
    page.literal("</footer>\n");
}

/// What a browser is told it may load: this page's own style and nothing else.
fn content_policy() -> String {
    let style = BASE64.encode(Digest::of(STYLE.as_bytes()).as_bytes());
    format!("default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_loads_nothing() {
        for word in ["url(", "@import", "</style", "<"] {
            assert!(!STYLE.contains(word), "{word}");
        }
    }
}
