//! Alerts as a piece of HTML for mails and feed readers, which strip styles: only `ins`, `del`, `strong` and lists carry
//! meaning, and words say it too. Must not know where they are shown.

use super::Alert;
use super::plain::name;
use crate::compare::{Change, WordOp};
use crate::report::excerpt::around_edits;
use crate::report::markup::Markup;
use crate::report::wording;

/// How many clauses are shown.
const CLAUSES: usize = 40;

/// One alert, without a page around it.
pub fn html(alert: &Alert) -> String {
    let mut page = Markup::default();
    page.literal("<p>");
    page.element("strong", &[], &format!("{} changed {}.", name(alert), alert.when()));
    page.literal(" ");
    page.text(&alert.comparison.summary.headline);
    page.literal("</p>\n");
    if let Some(dates) = alert.dates() {
        page.element("p", &[], &dates);
    }
    findings(&mut page, alert);
    clauses(&mut page, &alert.visible_changes());
    page.literal("<p>");
    for (words, target) in [("the page", &alert.url), ("its archived capture", &alert.memento)] {
        if let Some(target) = target {
            page.link(target, words);
            page.literal(" ");
        }
    }
    page.element(
        "code",
        &[],
        &format!("fineprint diff {0}@{1} {0}@{2}", alert.policy, alert.version - 1, alert.version),
    );
    page.literal("</p>\n");
    page.finish()
}

fn findings(page: &mut Markup, alert: &Alert) {
    let findings = alert.ranked_findings();
    if findings.is_empty() {
        return;
    }
    page.literal("<ul>\n");
    for finding in findings {
        page.literal("<li>");
        page.element("strong", &[], wording::finding(finding.kind));
        page.text(&format!(" ({}): {}", finding.certainty.id(), finding.text));
        page.literal("</li>\n");
    }
    page.literal("</ul>\n");
}

fn clauses(page: &mut Markup, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    page.literal("<ol>\n");
    for change in changes.iter().take(CLAUSES) {
        page.literal("<li>");
        let clause = change.new.as_ref().or(change.old.as_ref());
        let place = clause.map(|clause| clause.path.join(" › ")).filter(|path| !path.is_empty());
        let place = place.map(|path| format!(", under “{path}”")).unwrap_or_default();
        page.text(&format!("{}, {}{place}: ", wording::op(change.op), wording::nature_of(change)));
        for run in around_edits(&change.words) {
            match run.op {
                WordOp::Equal => page.text(&run.text),
                WordOp::Insert => page.element("ins", &[], &format!("Added: {}", run.text)),
                WordOp::Delete => page.element("del", &[], &format!("Removed: {}", run.text)),
            }
        }
        page.literal("</li>\n");
    }
    page.literal("</ol>\n");
    if changes.len() > CLAUSES {
        page.element("p", &[], &format!("and {} more", changes.len() - CLAUSES));
    }
}
