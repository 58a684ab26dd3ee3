//! Findings on the page, each with what it rests on.
//! Must not know how a finding comes to be.

use super::change::capitalized;
use super::policy::Article;
use crate::finding::{Certainty, Evidence, Finding};
use crate::report::markup::{Markup, heading};
use crate::report::{same_capture, wording};
use crate::time::Bounds;

pub(super) fn all(page: &mut Markup, article: &Article<'_>) {
    article.part_heading(page, "findings", "Findings");
    if article.findings.is_empty() {
        page.element("p", &[], "None.");
        return;
    }
    for finding in &article.findings {
        one(page, finding, article.level + 2);
    }
    page.literal("<dl class=\"legend\">");
    for certainty in [Certainty::Proven, Certainty::Likely, Certainty::Unknown] {
        if article.findings.iter().any(|finding| finding.certainty == certainty) {
            page.element("dt", &[], certainty.id());
            page.element("dd", &[], wording::certainty_meaning(certainty));
        }
    }
    page.close("dl");
}

/// The kind, the certainty and the severity in a few words.
pub(super) fn badge(page: &mut Markup, finding: &Finding) {
    let class = if finding.severity >= 2 { "badge grave" } else { "badge" };
    page.element("strong", &[("class", class)], wording::finding(finding.kind));
    page.text(&format!(" ({})", finding.certainty.id()));
}

fn one(page: &mut Markup, finding: &Finding, level: usize) {
    let class = if finding.severity >= 2 { "finding grave" } else { "finding" };
    page.open("section", &[("class", class)]);
    let version = finding.version.map(|n| format!("Version {n}: ")).unwrap_or_default();
    page.element(heading(level), &[], &format!("{version}{}", wording::finding(finding.kind)));
    page.element(
        "p",
        &[("class", "facts")],
        &format!(
            "{}, severity {} ({})",
            finding.certainty.id(),
            wording::severity(finding.severity),
            finding.kind.id()
        ),
    );
    page.element("p", &[("class", "sentence"), ("dir", "auto")], &finding.text);
    page.literal("<dl class=\"evidence\">");
    if let Some(claim) = &finding.claim {
        page.element("dt", &[], "The page states");
        page.literal("<dd>");
        page.text(&format!("{} {}: ", wording::claim(claim.kind), wording::claimed_date(claim)));
        page.element("q", &[("dir", "auto")], &claim.text);
        page.text(&format!(" {}", wording::place(claim.place)));
        page.literal("</dd>\n");
    }
    if let Some(bounds) = finding.bounds {
        page.element("dt", &[], "The captures show");
        page.element("dd", &[], &bounds_words(bounds));
    }
    page.close("dl");
    page.open("details", if finding.severity >= 2 { &[("open", "")] } else { &[] });
    page.element("summary", &[], "Evidence");
    page.literal("<dl class=\"evidence\">");
    for (index, evidence) in finding.evidence.iter().enumerate() {
        let named = finding.evidence[..index].iter().any(|before| same_capture(before, evidence));
        one_evidence(page, evidence, named);
    }
    page.close("dl");
    page.close("details");
    page.close("section");
}

/// What a piece of evidence shows and where to look; a capture that was just named is not named again.
fn one_evidence(page: &mut Markup, evidence: &Evidence, named: bool) {
    page.element("dt", &[], &capitalized(&evidence.role));
    page.literal("<dd>");
    if let Some(quote) = &evidence.quote {
        page.element("q", &[("dir", "auto")], quote);
        page.literal(" ");
    }
    if named {
        let instant = evidence.captured_at.map(wording::instant).unwrap_or_default();
        page.element("span", &[("class", "facts")], &format!("in the capture of {instant}"));
        page.literal("</dd>\n");
        return;
    }
    let mut facts = Vec::new();
    facts.extend(evidence.version.map(|n| format!("version {n}")));
    facts.extend(evidence.captured_at.map(wording::instant));
    facts.extend(evidence.source.clone());
    page.text(&facts.join(", "));
    if let Some(url) = &evidence.url {
        page.literal(" ");
        page.link(url, "look");
    }
    if let Some(digest) = evidence.sha256 {
        page.literal("<br/><span class=\"hash\">SHA-256 <code>");
        page.text(&digest.to_string());
        page.literal("</code></span>");
    }
    page.literal("</dd>\n");
}

/// When something must have happened.
pub(super) fn bounds_words(bounds: Bounds) -> String {
    match (bounds.after, bounds.gap_days()) {
        (Some(after), Some(days)) => format!(
            "it appeared {} and {}, {}",
            wording::after(after),
            wording::no_later_than(bounds.before),
            wording::within(days)
        ),
        _ => format!("it was there on {}; no earlier capture is known", wording::there(bounds.before)),
    }
}
