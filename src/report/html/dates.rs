//! The dates of a change as a table: what each text states, and between which looks the new one appeared.
//! Must not know what follows from them.

use std::collections::BTreeSet;

use super::change::ShownChange;
use crate::claim::{ClaimKind, Place};
use crate::report::markup::Markup;
use crate::report::wording;
use crate::time::Bounds;
use crate::timeline::{Look, Outcome, Timeline, Version};

pub(super) fn table(page: &mut Markup, change: &ShownChange<'_>, timeline: &Timeline) {
    let (old, new) = (change.old, change.new);
    page.literal("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Dates of the change\">\n<table class=\"dates\">\n");
    page.literal("<caption>Dates</caption>\n<thead><tr><th scope=\"col\"></th>");
    page.element("th", &[("scope", "col")], &format!("Version {}", old.n));
    page.element("th", &[("scope", "col")], &format!("Version {}", new.n));
    page.literal("</tr></thead>\n<tbody>\n");
    for (kind, place) in stated(old, new) {
        page.literal("<tr>");
        let place_words = if place == Place::Visible { String::new() } else { format!(", {}", wording::place(place)) };
        page.element("th", &[("scope", "row")], &format!("States: {}{place_words}", wording::claim(kind)));
        claimed(page, old, kind, place);
        claimed(page, new, kind, place);
        page.literal("</tr>\n");
    }
    last_modified(page, old, new);
    seen(page, change, timeline);
    page.literal("</tbody></table></div>\n");
    page.literal("<p class=\"bounds\">The new text appeared ");
    page.text(&interval(Bounds { after: Some(old.last_seen), before: new.provenance.captured_by() }));
    page.text(&between(timeline, old, new));
    page.literal("</p>\n");
}

/// The kinds of date that either text states, and where.
fn stated(old: &Version, new: &Version) -> BTreeSet<(ClaimKind, Place)> {
    let claims = old.claims.dates.iter().chain(&new.claims.dates);
    let own = claims.filter(|claim| {
        !matches!(claim.kind, ClaimKind::Changelog | ClaimKind::PreviousVersion | ClaimKind::OtherDocument)
    });
    own.map(|claim| (claim.kind, claim.place)).collect()
}

fn claimed(page: &mut Markup, version: &Version, kind: ClaimKind, place: Place) {
    let claims = version.claims.dates.iter().filter(|claim| claim.kind == kind && claim.place == place);
    let mut any = false;
    page.literal("<td>");
    for claim in claims {
        if any {
            page.literal("<br/>");
        }
        any = true;
        page.text(&wording::claimed_date(claim));
        page.literal(" ");
        page.element("q", &[("dir", "auto")], &claim.text);
    }
    if !any {
        page.literal("<span class=\"facts\">not stated</span>");
    }
    page.literal("</td>");
}

fn last_modified(page: &mut Markup, old: &Version, new: &Version) {
    if old.provenance.last_modified.is_none() && new.provenance.last_modified.is_none() {
        return;
    }
    page.literal("<tr><th scope=\"row\">HTTP Last-Modified</th>");
    for version in [old, new] {
        page.element("td", &[], version.provenance.last_modified.as_deref().unwrap_or("not sent"));
    }
    page.literal("</tr>\n");
}

fn seen(page: &mut Markup, change: &ShownChange<'_>, timeline: &Timeline) {
    let (old, new) = (change.old, change.new);
    page.literal("<tr><th scope=\"row\">Last seen without the new text</th><td>");
    page.text(&wording::instant(old.last_seen));
    let look = timeline
        .looks
        .iter()
        .rfind(|look| look.outcome == Outcome::Version(old.n) && look.provenance.captured_at == old.last_seen);
    source(page, look);
    page.literal("</td><td></td></tr>\n<tr><th scope=\"row\">First seen with the new text</th><td></td><td>");
    page.text(&wording::instant(new.first_seen));
    let look = timeline
        .looks
        .iter()
        .find(|look| look.outcome == Outcome::Version(new.n) && look.provenance.captured_at == new.first_seen);
    source(page, look);
    page.literal("</td></tr>\n");
}

fn source(page: &mut Markup, look: Option<&Look>) {
    let Some(look) = look else { return };
    page.text(&format!(" ({}) ", look.provenance.source));
    if let Some(address) = look.provenance.memento.as_ref().or(look.provenance.url.as_ref()) {
        page.link(address, "look");
    }
}

fn interval(bounds: Bounds) -> String {
    let after = bounds.after.map(wording::after).unwrap_or_default();
    let within = wording::within(bounds.gap_days().unwrap_or_default());
    format!("{after} and {}, {within}.", wording::no_later_than(bounds.before))
}

/// Looks in the interval that showed neither text.
fn between(timeline: &Timeline, old: &Version, new: &Version) -> String {
    let inside = timeline.looks.iter().filter(|look| {
        let instant = look.provenance.captured_at;
        instant > old.last_seen && instant < new.first_seen && !matches!(look.outcome, Outcome::Version(_))
    });
    match inside.count() {
        0 => String::new(),
        looks => format!(" In it {} showed neither text.", wording::count_of(looks, "look")),
    }
}
