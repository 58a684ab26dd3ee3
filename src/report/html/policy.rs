//! One policy on the page, from the headline to the full texts.
//! Must not know how many policies the page has.

use std::collections::BTreeSet;

use super::anchor::Anchors;
use super::change::ShownChange;
use super::words::Voice;
use super::{change, doubts, finding, quoting, texts, versions, words};
use crate::compare::Verdict;
use crate::finding::Finding;
use crate::report::excerpt::around_edits;
use crate::report::markup::{Markup, heading};
use crate::report::{PolicyReport, svg, telling, wording};

/// How many changes are shown clause by clause; of older ones the headline, unless a finding is about them.
const CHANGES_IN_FULL: usize = 12;

/// The longest beginning of a note that a title bears, in characters.
const LONGEST_GIST: usize = 80;

/// A policy on the page with the names of its places.
pub(super) struct Article<'a> {
    pub(super) report: &'a PolicyReport<'a>,
    /// The name of the article; those of its parts begin with it.
    pub(super) anchor: String,
    /// The gravest first, then the most certain, then the newest.
    pub(super) findings: Vec<&'a Finding>,
    /// The newest first.
    pub(super) changes: Vec<ShownChange<'a>>,
    /// The level of its own heading.
    pub(super) level: usize,
}

/// What the policy calls itself, as of its newest version; its name here if it never says.
pub(super) fn title(report: &PolicyReport<'_>) -> String {
    let titles = report.timeline.versions.iter().rev().filter_map(|version| version.document.title.as_deref());
    let mut titles = titles.map(str::trim).filter(|title| !title.is_empty());
    let title = titles.next().map_or_else(|| report.timeline.policy.to_string(), str::to_owned);
    let note = report.timeline.versions.last().and_then(|version| version.provenance.note.as_deref());
    match note.map(gist).filter(|gist| !gist.is_empty()) {
        Some(gist) => format!("{title} [{gist}]"),
        None => title,
    }
}

/// The beginning of a note up to its first mark, short enough for a title and never cut within a word.
fn gist(note: &str) -> String {
    let first = note.split([',', ';', ':', '.']).next().unwrap_or_default().trim();
    match first.char_indices().nth(LONGEST_GIST) {
        None => first.to_owned(),
        Some((end, _)) => {
            let words = first[..end].rsplit_once(' ').map_or(&first[..end], |(words, _)| words);
            format!("{words} \u{2026}")
        }
    }
}

/// The title with the name it has here.
pub(super) fn name(report: &PolicyReport<'_>) -> String {
    let (title, policy) = (title(report), report.timeline.policy.to_string());
    if title == policy { policy } else { format!("{title} ({policy})") }
}

impl<'a> Article<'a> {
    pub(super) fn of(report: &'a PolicyReport<'a>, among_others: bool, anchors: &mut Anchors) -> Self {
        let anchor = anchors.plain(&report.timeline.policy.to_string());
        let mut findings: Vec<&Finding> = report.findings.iter().collect();
        findings.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.certainty, finding.version)));
        let changes = shown_changes(report, anchors);
        Self { report, anchor, findings, changes, level: if among_others { 2 } else { 1 } }
    }

    pub(super) fn part(&self, part: &str) -> String {
        format!("{}-{part}", self.anchor)
    }

    pub(super) fn skip_links(&self, page: &mut Markup) {
        let name = if self.level > 1 { format!(" of {}", self.report.timeline.policy) } else { String::new() };
        for (part, words) in
            [("timeline", "timeline"), ("findings", "findings"), ("changes", "changes"), ("texts", "texts")]
        {
            page.jump(&self.part(part), &format!("Skip to the {words}{name}"));
        }
    }

    /// The policy's line in the table of contents.
    pub(super) fn entry(&self, page: &mut Markup) {
        page.jump(&self.anchor, &name(self.report));
        let grave = self.findings.iter().filter(|finding| finding.severity >= 2).count();
        if grave > 0 {
            page.text(&format!(": {} of medium or high severity", wording::count_of(grave, "finding")));
        }
    }

    pub(super) fn write(&self, page: &mut Markup, anchors: &mut Anchors) {
        page.open("article", &[("id", &self.anchor)]);
        self.head(page);
        self.in_short(page);
        self.timeline(page);
        finding::all(page, self);
        change::all(page, self, anchors);
        doubts::all(page, self);
        quoting::all(page, self);
        texts::all(page, self);
        page.close("article");
    }

    /// The heading of a part of the article.
    pub(super) fn part_heading(&self, page: &mut Markup, part: &str, words: &str) {
        page.element(heading(self.level + 1), &[("id", &self.part(part))], words);
    }

    fn head(&self, page: &mut Markup) {
        let timeline = self.report.timeline;
        page.literal("<header>");
        page.element("p", &[("class", "kicker")], &timeline.policy.to_string());
        page.element(heading(self.level), &[("dir", "auto")], &title(self.report));
        if let (Some(first), Some(last)) = (timeline.versions.first(), timeline.versions.last()) {
            let captures: u64 = timeline.versions.iter().map(|version| u64::from(version.captures)).sum();
            let facts = format!(
                "{} seen in {}, {}.",
                wording::count_of(timeline.versions.len(), "version"),
                wording::count(captures, "capture"),
                wording::span(first.first_seen, last.last_seen)
            );
            page.element("p", &[("class", "facts")], &facts);
        }
        page.literal("</header>\n");
    }

    /// What a reader must know who reads nothing else.
    fn in_short(&self, page: &mut Markup) {
        let grave: Vec<&&Finding> = self.findings.iter().filter(|finding| finding.severity >= 2).take(4).collect();
        let telling = self.changes.iter().filter(|change| change.comparison.summary.verdict == Verdict::Substantive);
        page.open("section", &[("class", "short"), ("aria-label", "In short")]);
        for (index, change) in telling.take(3).enumerate() {
            page.literal("<p class=\"headline\">");
            page.text(&change.headline());
            page.literal(" ");
            page.element("span", &[("class", "when")], &change.when());
            page.literal(" ");
            page.jump(&change.anchor, "See the change");
            page.literal("</p>\n");
            if index == 0 {
                gravest(page, change);
            }
        }
        for finding in &grave {
            page.literal("<p class=\"flag\">");
            finding::badge(page, finding);
            page.literal(" ");
            page.text(&finding.text);
            page.literal("</p>\n");
        }
        if grave.is_empty() {
            page.literal("<p class=\"facts\">");
            if self.report.timeline.versions.is_empty() && self.findings.is_empty() {
                page.literal(
                    "Nothing was seen: no look at this page has shown the policy yet, so nothing can be said of it.",
                );
            } else if self.findings.is_empty() {
                page.literal("No finding: nothing seen contradicts the dates that the page states.");
            } else {
                page.jump(&self.part("findings"), &wording::count_of(self.findings.len(), "finding"));
                page.literal(", none of medium or high severity.");
            }
            page.literal("</p>\n");
        }
        page.close("section");
    }

    fn timeline(&self, page: &mut Markup) {
        self.part_heading(page, "timeline", "Timeline");
        let drawing = self.part("plot");
        page.literal("<figure class=\"plot\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline, drawn\">\n");
        svg::draw(page, self.report.timeline, self.report.findings, &drawing);
        page.element(
            "figcaption",
            &[],
            "Diamonds: dates the page states. Bars: when a text was seen; hatched: it changed some time in between. Dots: \
             captures in archives; strokes: looks of our own; hollow or dashed: a look that did not show the policy. A thick \
             line leans back to a stated date that had passed when the text was not yet there.",
        );
        page.close("figure");
        versions::all(page, self);
    }
}

/// The gravest clauses of a change that its headline does not quote.
fn gravest(page: &mut Markup, change: &ShownChange<'_>) {
    let clauses = telling::clauses(change.comparison);
    if clauses.is_empty() {
        return;
    }
    page.literal("<ul>\n");
    for clause in clauses {
        let document = if clause.new.is_some() { &change.new.document } else { &change.old.document };
        Voice::of(document).open(page, "li", "");
        words::runs(page, &around_edits(&clause.words));
        page.literal("</li>\n");
    }
    page.literal("</ul>\n");
}

/// The comparisons worth their space, newest first.
fn shown_changes<'a>(report: &'a PolicyReport<'a>, anchors: &mut Anchors) -> Vec<ShownChange<'a>> {
    let pairs = report.timeline.versions.windows(2).zip(report.comparisons).rev();
    let grave = report.findings.iter().filter(|finding| finding.severity >= 2);
    let grave: BTreeSet<u32> = grave.filter_map(|finding| finding.version).collect();
    let mut shown = Vec::new();
    for (index, (pair, comparison)) in pairs.enumerate() {
        let [old, new] = pair else { continue };
        let flagged = grave.contains(&new.n);
        let name = format!("{}-change-{}", report.timeline.policy, new.n);
        shown.push(ShownChange {
            old,
            new,
            comparison,
            anchor: anchors.named(&name, &format!("{}{}", old.digest, new.digest)),
            in_full: index < CHANGES_IN_FULL || (flagged && index < 4 * CHANGES_IN_FULL),
        });
    }
    shown
}
