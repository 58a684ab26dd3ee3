//! Comments "from the future": under a page that claims a day, the earliest dated comment was written long after it.
//! Part of the anachronisms. Must not know how dates are read.

use crate::claim::{self, Claim};
use crate::document::Document;
use crate::policy::PolicyId;
use crate::time::{PartialDate, Precision};

use super::step::Side;
use super::{Certainty, Finding, FindingKind, wording};

/// Comments mostly come in the days after a post. When the first one comes this late, that is worth knowing; it proves
/// nothing, since every comment is later than its post and early ones may have been removed or lost.
const LATE_DAYS: i64 = 90;
/// The headings under which readers write.
const HEADINGS: &[&str] = &[
    "comment",
    "response",
    "repl",
    "discussion",
    "what readers say",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
];

/// Whether the comments under this text all speak from long after the day it claims.
pub(super) fn check(policy: &PolicyId, side: &Side<'_>, claim: &Claim, date: PartialDate) -> Option<Finding> {
    let (first, sentence) = first_comment(side.document)?;
    let days = date.days_until(first).filter(|days| *days > LATE_DAYS)?;
    let text = format!(
        "The page says {}. The earliest dated comment under it is of {}, {} later. Comments may come late; by themselves \
         they do not tell when the page appeared.",
        wording::says(claim),
        wording::date(first),
        wording::days(days)
    );
    let evidence = [side.quote("the earliest comment", &sentence)];
    let finding = Finding::new(FindingKind::Anachronism, Certainty::Unknown, 1, policy, side.version, evidence);
    Some(finding.claiming(claim, side).saying(text))
}

/// The earliest day that a comment states, with its words.
fn first_comment(document: &Document) -> Option<(PartialDate, String)> {
    let mut under: Option<u8> = None;
    let mut earliest: Option<(PartialDate, String)> = None;
    for section in &document.sections {
        let title = section.heading.as_ref().map(|heading| heading.title().to_lowercase()).unwrap_or_default();
        if HEADINGS.iter().any(|heading| title.contains(heading)) && title.split_whitespace().count() <= 4 {
            under = under.or(Some(section.level));
        } else if under.is_some_and(|level| section.level <= level) {
            under = None;
        }
        if under.is_none() {
            continue;
        }
        let heading = section.heading.iter().map(|heading| heading.printed().to_owned());
        for text in heading.chain(section.blocks.iter().map(crate::document::Block::text)) {
            let day = claim::days_in(&text).into_iter().find(|day| day.precision() == Precision::Day);
            if let Some(day) = day.filter(|day| earliest.as_ref().is_none_or(|(known, _)| day < known)) {
                earliest = Some((day, text));
            }
        }
    }
    earliest
}

#[cfg(test)]
mod tests {
    use crate::claim::ClaimKind;
    use crate::document::markdown;
    use crate::finding::tests::{claim, claims, policy, seen_once};
    use crate::finding::{Certainty, Finding, FindingKind, anachronism};

    fn found(comments: &str) -> Option<Finding> {
        let page = format!("# A post\n\nPosted on April 3, 2012.\n\nWe wrote this.\n\n{comments}\n");
        let (document, claims) = (markdown::read(&page), claims(&[claim(ClaimKind::Published, "2012-04-03")]));
        anachronism::check(&policy(), &seen_once(&document, &claims))
    }

    #[test]
    fn comments_that_all_come_a_year_later_speak_from_the_future() {
        let finding = found("## Comments\n\nAugust 22, 2013: I did not see this.\n\nAugust 25, 2013: Nor I.").unwrap();
        assert_eq!((finding.kind, finding.certainty), (FindingKind::Anachronism, Certainty::Unknown));
        assert_eq!(finding.severity, 1, "late comments are no accusation");
        assert!(finding.text.contains("August 22, 2013, 506 days later"), "{}", finding.text);
    }

    #[test]
    fn one_early_comment_shows_that_the_post_was_there() {
        assert_eq!(found("## Comments\n\nApril 5, 2012: Thanks.\n\nAugust 25, 2013: Late, but thanks."), None);
    }

    #[test]
    fn a_later_day_in_the_text_itself_is_no_comment() {
        assert_eq!(found("## What comes next\n\nOn August 22, 2013 the feature ends."), None);
    }
}
