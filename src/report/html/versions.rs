//! The versions of a policy as a table: the facts of the drawing in words.
//! Must not know the drawing.

use super::policy::Article;
use crate::report::markup::Markup;
use crate::report::wording;
use crate::timeline::Version;

/// A longer table than this is folded; the drawing shows the same.
const UNFOLDED: usize = 12;

pub(super) fn all(page: &mut Markup, article: &Article<'_>) {
    let versions = article.report.timeline.versions.len();
    if versions <= UNFOLDED {
        return table(page, article);
    }
    page.literal("<details>");
    page.element("summary", &[], &format!("All {} as a table", wording::count_of(versions, "version")));
    table(page, article);
    page.close("details");
}

fn table(page: &mut Markup, article: &Article<'_>) {
    let timeline = article.report.timeline;
    page.literal(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Versions\">\n<table class=\"versions\">\n",
    );
    page.literal(
        "<caption>Versions, oldest first (instants in UTC)</caption>\n<thead><tr><th scope=\"col\">Version</th>",
    );
    page.literal("<th scope=\"col\">First seen</th><th scope=\"col\">Last seen</th><th scope=\"col\">Captures</th>");
    page.literal("<th scope=\"col\">Dates it states</th><th scope=\"col\">Words</th><th scope=\"col\">Look</th></tr></thead>\n<tbody>\n");
    for version in &timeline.versions {
        row(page, article, version);
    }
    page.literal("</tbody></table></div>\n");
}

fn row(page: &mut Markup, article: &Article<'_>, version: &Version) {
    page.literal("<tr><th scope=\"row\">");
    page.jump(&article.part(&format!("text-{}", version.n)), &version.n.to_string());
    page.literal("</th>");
    page.element("td", &[("class", "instant")], &wording::instant_short(version.first_seen));
    page.element("td", &[("class", "instant")], &wording::instant_short(version.last_seen));
    page.element("td", &[("class", "amount")], &wording::thousands(u64::from(version.captures)));
    page.literal("<td class=\"states-dates\">");
    claims(page, version);
    page.literal("</td>");
    page.element("td", &[("class", "amount")], &wording::count_words(version.document.word_count()));
    page.literal("<td>");
    look(page, version);
    page.literal("</td></tr>\n");
}

fn claims(page: &mut Markup, version: &Version) {
    // A date in the markup or in a header is none that the page states.
    let own = version.claims.of_itself();
    let mut any = false;
    for claim in own {
        if any {
            page.literal("<br/>");
        }
        any = true;
        page.text(&format!("{} {} ", wording::claim(claim.kind), wording::claimed_date(claim)));
        page.element("q", &[("dir", "auto")], &claim.text);
    }
    if !any {
        page.literal("none");
    }
}

/// Where anybody can look at the capture that a version was first seen in.
pub(super) fn look(page: &mut Markup, version: &Version) {
    let provenance = &version.provenance;
    match (&provenance.memento, &provenance.url) {
        (Some(memento), _) => page.link(memento, "archived capture"),
        (None, Some(url)) => page.link(url, "page"),
        (None, None) => page.text(&provenance.source),
    }
    if let Some(note) = &provenance.note {
        page.literal("<br/>");
        page.element("em", &[], note);
    }
}
