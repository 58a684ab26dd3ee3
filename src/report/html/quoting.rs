//! How to cite a version and how to check what the report says.
//! Must not know what was found.

use super::policy::{Article, title};
use crate::report::escape::address;
use crate::report::markup::Markup;
use crate::report::wording;
use crate::timeline::Version;

pub(super) fn all(page: &mut Markup, article: &Article<'_>) {
    let report = article.report;
    article.part_heading(page, "quoting", "How to quote and check this");
    if let Some(version) = report.timeline.versions.last() {
        page.literal("<p>To cite the newest version:</p>\n<blockquote class=\"citation\" dir=\"auto\">");
        page.text(&citation(article, version));
        page.literal("</blockquote>\n");
    }
    page.literal("<p>To check that the store holds what this report quotes, and that nothing was altered since:</p>\n<pre><code>");
    page.text(&format!("fineprint verify {}", report.timeline.policy));
    page.literal("</code></pre>\n");
    if let Some(version) = report.timeline.versions.iter().rev().find(|version| archived(version).is_some()) {
        page.text_block(&format!(
            "To compare the archive's own bytes with version {}, whose SHA-256 is {}:",
            version.n, version.digest
        ));
        page.literal("<pre><code>");
        page.text(&format!("curl -sL '{}' | sha256sum", archived(version).unwrap_or_default()));
        page.literal("</code></pre>\n");
    }
}

fn archived(version: &Version) -> Option<&str> {
    version.provenance.memento.as_deref().and_then(address)
}

fn citation(article: &Article<'_>, version: &Version) -> String {
    let provenance = &version.provenance;
    let mut parts = vec![
        format!("\u{201c}{}\u{201d}", title(article.report)),
        format!("{}, version {}", article.report.timeline.policy, version.n),
        format!("seen {} to {}", wording::instant(version.first_seen), wording::instant(version.last_seen)),
    ];
    parts.extend(provenance.url.clone());
    parts.extend(provenance.memento.as_ref().map(|memento| format!("archived at {memento}")));
    parts.push(format!("SHA-256 {}", version.digest));
    parts.extend(version.commit.as_ref().map(|commit| format!("commit {commit}")));
    parts.join(". ")
}
