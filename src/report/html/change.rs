//! What changed between two versions: the headline, the dates, a numbered list, and the redline.
//! Must not know how changes are found.

use std::collections::BTreeMap;

use super::anchor::Anchors;
use super::policy::Article;
use super::words::{Voice, runs};
use super::{dates, redline};
use crate::compare::{Change, Comparison, Rename, SectionChange, SectionOp};
use crate::report::excerpt::{around_edits, same_words};
use crate::report::markup::{Markup, heading};
use crate::report::wording;
use crate::timeline::Version;

/// As many lesser changes stay unfolded where there are no graver ones.
const UNFOLDED: usize = 12;

/// A change from one version to the next, with its place on the page.
pub(super) struct ShownChange<'a> {
    pub(super) old: &'a Version,
    pub(super) new: &'a Version,
    pub(super) comparison: &'a Comparison,
    pub(super) anchor: String,
    /// Whether its clauses are shown, or only its headline.
    pub(super) in_full: bool,
}

impl ShownChange<'_> {
    /// Between which days the text changed.
    pub(super) fn when(&self) -> String {
        let (after, before) = (self.old.last_seen.day(), self.new.first_seen.day());
        if after == before { format!("On {after}.") } else { format!("Between {after} and {before}.") }
    }

    /// What changed in a sentence: the headline, or failing that, what the comparison amounts to.
    pub(super) fn headline(&self) -> String {
        let summary = &self.comparison.summary;
        if summary.headline.is_empty() {
            format!("{}: {}.", capitalized(wording::verdict(summary.verdict)), counts(self))
        } else {
            summary.headline.clone()
        }
    }

    /// The name of clause change `index` of this change in the numbered list.
    fn entry(&self, index: usize) -> String {
        format!("{}-item-{}", self.anchor, index + 1)
    }

    /// The name of clause change `index` of this change in the redline.
    pub(super) fn place(&self, index: usize) -> String {
        format!("{}-place-{}", self.anchor, index + 1)
    }

    /// Writes the number of a clause change in the redline, which leads back to the list.
    pub(super) fn reference(&self, page: &mut Markup, index: usize) {
        page.open("sup", &[("id", &self.place(index))]);
        page.jump(&self.entry(index), &(index + 1).to_string());
        page.close("sup");
    }
}

pub(super) fn all(page: &mut Markup, article: &Article<'_>, anchors: &mut Anchors) {
    article.part_heading(page, "changes", "Changes");
    if article.changes.is_empty() {
        let seen = !article.report.timeline.versions.is_empty();
        let words =
            if seen { "One version is known; nothing to compare." } else { "No version was seen; nothing to compare." };
        page.element("p", &[], words);
    }
    for (index, change) in article.changes.iter().enumerate() {
        let next = article.changes.get(index + 1).map(|change| change.anchor.as_str());
        one(page, article, change, next, anchors);
    }
}

fn one(page: &mut Markup, article: &Article<'_>, change: &ShownChange<'_>, next: Option<&str>, anchors: &mut Anchors) {
    let (level, summary) = (article.level + 2, &change.comparison.summary);
    page.open("section", &[("class", "change"), ("id", &change.anchor)]);
    page.element(heading(level), &[], &format!("Version {} to {}: {}", change.old.n, change.new.n, counts(change)));
    page.element("p", &[("class", "sentence"), ("dir", "auto")], &change.headline());
    page.literal("<p class=\"facts\">");
    if !summary.headline.is_empty() {
        page.text(&format!("{}. ", capitalized(wording::verdict(summary.verdict))));
    }
    if let Some(next) = next {
        page.jump(next, "Next change");
    }
    page.literal("</p>\n");
    if change.in_full {
        dates::table(page, change, article.report.timeline);
        list(page, change, level + 1);
        redline::all(page, change, level + 1, anchors);
        foot(page, article, change);
    } else {
        let policy = &article.report.timeline.policy;
        page.text_block(&format!(
            "`fineprint diff {policy}@{} {policy}@{}` shows it clause by clause.",
            change.old.n, change.new.n
        ));
    }
    page.close("section");
}

fn counts(change: &ShownChange<'_>) -> String {
    let counts = &change.comparison.summary.counts;
    let parts: Vec<String> =
        [(counts.removed, "removed"), (counts.added, "added"), (counts.modified, "changed"), (counts.moved, "moved")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .enumerate()
            .map(|(index, (number, what))| {
                let number_words =
                    if index == 0 { wording::count_of(number, "clause") } else { wording::count_words(number) };
                format!("{number_words} {what}")
            })
            .collect();
    if parts.is_empty() { "no clause differs".to_owned() } else { parts.join(", ") }
}

fn list(page: &mut Markup, change: &ShownChange<'_>, level: usize) {
    let comparison = change.comparison;
    page.element(heading(level), &[], "What changed");
    sections(page, &comparison.sections);
    renames(page, &comparison.renames);
    if comparison.changes.len() > 1 {
        page.literal("<p class=\"facts\">The gravest first; the numbers follow the text.</p>\n");
    }
    let mut shown = 0;
    for (grades, what) in
        [(2..=u8::MAX, ""), (1..=1, "of low severity"), (0..=0, "in which no effect on the meaning was recognised")]
    {
        let graded = comparison.changes.iter().enumerate().filter(|(_, change)| grades.contains(&change.severity));
        let mut graded: Vec<(usize, &Change)> = graded.collect();
        graded.sort_by_key(|(index, change)| (std::cmp::Reverse(change.severity), *index));
        if graded.is_empty() {
            continue;
        }
        if what.is_empty() {
            entries(page, change, &graded);
        } else {
            // What matters less is folded, unless there is nothing else to see.
            page.open("details", if shown == 0 && graded.len() <= UNFOLDED { &[("open", "")] } else { &[] });
            page.element("summary", &[], &format!("{} {what}", wording::count_of(graded.len(), "change")));
            entries(page, change, &graded);
            page.close("details");
        }
        shown += graded.len();
    }
}

/// What happened to whole sections, one line for each kind of thing.
fn sections(page: &mut Markup, changes: &[SectionChange]) {
    let mut by_op: BTreeMap<SectionOp, Vec<&SectionChange>> = BTreeMap::new();
    for change in changes {
        by_op.entry(change.op).or_default().push(change);
    }
    if by_op.is_empty() {
        return;
    }
    page.literal("<ul class=\"sections\">\n");
    for (op, changes) in by_op {
        page.literal("<li>");
        page.text(&format!("{} {}: ", wording::count_of(changes.len(), "section"), wording::section_op(op)));
        for (index, change) in changes.into_iter().enumerate() {
            page.literal(if index > 0 { "; " } else { "" });
            section(page, change);
        }
        page.literal("</li>\n");
    }
    page.literal("</ul>\n");
}

/// Names that gave way to others throughout, said once.
fn renames(page: &mut Markup, renames: &[Rename]) {
    if renames.is_empty() {
        return;
    }
    page.literal("<ul class=\"sections\">\n");
    for rename in renames {
        page.literal("<li>Renamed throughout: ");
        quoted(page, std::slice::from_ref(&rename.old));
        page.literal(" \u{2192} ");
        quoted(page, std::slice::from_ref(&rename.new));
        page.text(&format!(" in {}", wording::count_of(rename.places, "clause")));
        page.literal("</li>\n");
    }
    page.literal("</ul>\n");
}

fn section(page: &mut Markup, section: &SectionChange) {
    quoted(page, &section.old);
    if !section.old.is_empty() && !section.new.is_empty() && section.old != section.new {
        page.literal(" \u{2192} ");
    }
    if section.old != section.new {
        quoted(page, &section.new);
    }
}

fn quoted(page: &mut Markup, headings: &[String]) {
    for (index, printed) in headings.iter().enumerate() {
        if index > 0 {
            page.literal(" and ");
        }
        page.element("q", &[("dir", "auto")], printed);
    }
}

fn entries(page: &mut Markup, change: &ShownChange<'_>, entries: &[(usize, &Change)]) {
    page.literal("<ol class=\"changes\">\n");
    let mut place_before = None;
    for (index, clause) in entries {
        let place = wording::section_of(clause, "Before the first heading");
        entry(page, change, *index, clause, (place_before.as_ref() != Some(&place)).then_some(place.as_str()));
        place_before = Some(place);
    }
    page.literal("</ol>\n");
}

fn entry(page: &mut Markup, change: &ShownChange<'_>, index: usize, clause: &Change, place: Option<&str>) {
    let class = if clause.severity >= 2 { "grave" } else { "" };
    let number = (index + 1).to_string();
    page.open("li", &[("id", &change.entry(index)), ("value", &number), ("class", class)]);
    let mut what = vec![capitalized(wording::op(clause.op)), wording::nature_of(clause).to_owned()];
    what.extend(clause.topics.first().and_then(|topic| wording::topic(*topic)));
    what.extend(wording::direction(clause.direction).map(str::to_owned));
    page.element("strong", &[], &what.join(", "));
    page.literal(" ");
    page.element("span", &[("class", "severity")], &severity(clause.severity));
    // The place is said once for clauses that stand together.
    if let Some(place) = place {
        page.literal("<br/>");
        page.element("span", &[("class", "place"), ("dir", "auto")], place);
    }
    let voice = Voice::of(if clause.new.is_some() { &change.new.document } else { &change.old.document });
    voice.open(page, "div", "words");
    runs(page, &around_edits(&clause.words));
    page.close("div");
    page.literal("<p class=\"facts\">");
    if same_words(&clause.words) {
        page.literal("The words are the same. ");
    }
    if !clause.cues.is_empty() {
        page.literal("Telling words: ");
        page.element("q", &[("dir", "auto")], &clause.cues.join("\u{201d}, \u{201c}"));
        page.literal(". ");
    }
    if !clause.rule.is_empty() {
        page.literal("Rule ");
        page.element("code", &[], &clause.rule);
        page.literal(". ");
    }
    page.jump(&change.place(index), "In the text");
    page.literal("</p></li>\n");
}

fn severity(severity: u8) -> String {
    if severity == 0 { "no effect".to_owned() } else { format!("severity {}", wording::severity(severity)) }
}

/// Both inputs, named and hashed, with the way to their clean texts.
fn foot(page: &mut Markup, article: &Article<'_>, change: &ShownChange<'_>) {
    page.literal("<p class=\"facts\">Compared clause by clause: ");
    for (index, version) in [change.old, change.new].into_iter().enumerate() {
        if index > 0 {
            page.literal("; ");
        }
        page.jump(&article.part(&format!("text-{}", version.n)), &format!("version {}", version.n));
        page.literal(", SHA-256 <code class=\"hash\">");
        page.text(&version.digest.to_string());
        page.literal("</code>");
    }
    page.literal(". Formatting, typography and numbering do not count as changes of meaning; they are listed all the same.</p>\n");
}

pub(super) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
