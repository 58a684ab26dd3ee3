//! What a report does not show: gaps, looks that failed, notes on captures, and what no capture can tell.
//! Must not know what was found.

use std::collections::BTreeMap;

use super::policy::Article;
use crate::report::markup::Markup;
use crate::report::wording;
use crate::timeline::{Outcome, Timeline};

/// Gaps shorter than this many days are ordinary.
const LONG_GAP: i64 = 30;
/// How many gaps are named.
const GAPS: usize = 5;

pub(super) fn all(page: &mut Markup, article: &Article<'_>) {
    let timeline = article.report.timeline;
    article.part_heading(page, "doubts", "What this does not show");
    page.literal("<ul>\n");
    for doubt in untested(timeline).into_iter().chain(gaps(timeline)).chain(missed(timeline)).chain(notes(timeline)) {
        page.element("li", &[], &doubt);
    }
    page.literal(
        "<li>Captures show one address as one visitor got it. Other regions, languages, accounts and apps may have seen \
         another text.</li>\n<li>What users were told by e-mail or in an app leaves no trace in captures of a page.</li>\n\
         <li>A date on a page can be the day a text was approved, announced or put online. This report says what was seen \
         and what the page states; it does not say why they differ.</li>\n",
    );
    let version = article.report.tool_version;
    let words = format!(
        "Menus, banners and footers were left out by the rules of fineprint {version}; `fineprint inspect --explain` \
         lists what and why."
    );
    page.literal("<li>");
    page.prose(&words);
    page.literal("</li>\n</ul>\n");
}

/// What the first version says about the time before anybody looked.
fn untested(timeline: &Timeline) -> Option<String> {
    let first = timeline.versions.first()?;
    Some(format!(
        "Version 1 was already there at the first capture known, on {}. Whether it was there before, and whether an \
         earlier date it states holds, these captures cannot tell.",
        first.first_seen.day()
    ))
}

/// The longest stretches between two versions in which nobody looked.
fn gaps(timeline: &Timeline) -> Vec<String> {
    let mut gaps: Vec<(i64, usize)> = timeline
        .versions
        .windows(2)
        .enumerate()
        .map(|(index, pair)| (pair[1].first_seen.days_since(pair[0].last_seen), index))
        .filter(|(days, _)| *days >= LONG_GAP)
        .collect();
    gaps.sort_by_key(|(days, index)| (std::cmp::Reverse(*days), *index));
    let named = gaps.iter().take(GAPS).map(|(days, index)| {
        let (old, new) = (&timeline.versions[*index], &timeline.versions[index + 1]);
        format!(
            "Between {} and {} no capture is known ({}): texts that came and went in that time are missing, and the change \
             to version {} may have come in steps.",
            old.last_seen.day(),
            new.first_seen.day(),
            wording::count(days.unsigned_abs(), "day"),
            new.n
        )
    });
    let mut doubts: Vec<String> = named.collect();
    if gaps.len() > GAPS {
        doubts.push(format!("{} more gaps of {LONG_GAP} days or longer.", gaps.len() - GAPS));
    }
    doubts
}

/// Looks that were no captures of the text, by reason.
fn missed(timeline: &Timeline) -> Option<String> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for look in &timeline.looks {
        match look.outcome {
            Outcome::Version(_) => {}
            Outcome::Skipped(reason) => *reasons.entry(reason.words()).or_default() += 1,
            Outcome::Failed => *reasons.entry("nothing could be fetched").or_default() += 1,
        }
    }
    let total: usize = reasons.values().sum();
    let reasons: Vec<String> = reasons.into_iter().map(|(reason, number)| format!("{reason} ({number})")).collect();
    (total > 0).then(|| {
        let last = wording::blind_end(timeline).map(|look| format!(" The last look, {}.", wording::missed(look)));
        format!(
            "{} did not show the policy: {}. None of them counts as an absence.{}",
            wording::count_of(total, "look"),
            reasons.join(", "),
            last.unwrap_or_default()
        )
    })
}

fn notes(timeline: &Timeline) -> Vec<String> {
    let noted = timeline.versions.iter().filter_map(|version| Some((version.n, version.provenance.note.as_ref()?)));
    noted.map(|(n, note)| format!("Version {n}: {note}")).collect()
}
