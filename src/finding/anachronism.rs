//! Anachronism: the text claims a day and speaks of what did not exist until later.
//! It shows that the text was edited after the day it claims, nothing more. Must not know captures beyond the one that
//! shows the text.

use crate::claim::{self, Claim};
use crate::document::BlockKind;
use crate::policy::PolicyId;
use crate::time::PartialDate;

use super::step::Side;
use super::terms::{Basis, Term, terms};
use super::{Certainty, Finding, FindingKind, comments, wording};

/// A name may be in use some days before the day that the table knows.
const SLACK_DAYS: i64 = 30;

/// The first sign in this text of a time after the day it claims.
pub(super) fn check(policy: &PolicyId, side: &Side<'_>) -> Option<Finding> {
    let claim = document_date(side)?;
    let date = claim.date?;
    by_term(policy, side, claim, date).or_else(|| comments::check(policy, side, claim, date))
}

/// The latest day that the document claims for itself; none when a later day stands anywhere on the page, since that day
/// would explain what the text knows.
fn document_date<'a>(side: &Side<'a>) -> Option<&'a Claim> {
    let claim = side.stated().claims().max_by_key(|claim| claim.last_day())?;
    let latest = side.claims.visible().filter_map(Claim::last_day).max();
    (claim.last_day() >= latest).then_some(claim)
}

fn by_term(policy: &PolicyId, side: &Side<'_>, claim: &Claim, date: PartialDate) -> Option<Finding> {
    let later: Vec<&Term> =
        terms().iter().filter(|term| date.days_until(term.announced).is_some_and(|days| days > SLACK_DAYS)).collect();
    let (term, name, sentence) = first_mention(side, &later)?;
    let adopted = if term.adopted > term.announced {
        format!(" and was adopted {}", wording::date(term.adopted))
    } else {
        String::new()
    };
    // Of a law whose bill bore its name only so much is known.
    let (known, so) = match term.basis {
        Basis::Hard => ("did not exist", "So the text was edited"),
        Basis::Soft => ("is not known to have been named", "So the text was most likely edited"),
    };
    let text = format!(
        "The page says {}, but it names {name}, which {known} before {}{adopted}. {so} after the date it gives.",
        wording::says(claim),
        wording::date(term.announced)
    );
    let (certainty, severity) = match term.basis {
        Basis::Hard => (Certainty::Proven, 2),
        Basis::Soft => (Certainty::Likely, 1),
    };
    let evidence = [side.quote("the words that speak of a later time", sentence)];
    let finding = Finding::new(FindingKind::Anachronism, certainty, severity, policy, side.version, evidence);
    Some(finding.claiming(claim, side).saying(text))
}

/// The first sentence that names one of the terms; headings and tables of vendors aside.
fn first_mention<'a>(side: &Side<'a>, terms: &[&'static Term]) -> Option<(&'static Term, &'static str, &'a str)> {
    if terms.is_empty() {
        return None;
    }
    let blocks = side.document.sections.iter().flat_map(|section| &section.blocks);
    let clauses = blocks.filter(|block| !matches!(block.kind, BlockKind::TableRow | BlockKind::Code));
    let sentences = clauses.flat_map(|block| &block.sentences).filter(|sentence| !is_dated_entry(&sentence.text));
    sentences.into_iter().find_map(|sentence| {
        terms.iter().find_map(|term| Some((*term, term.named_in(&sentence.text)?, sentence.text.as_str())))
    })
}

/// Whether a line begins with a day of its own, as an entry in a list of changes does: it speaks of that day.
fn is_dated_entry(text: &str) -> bool {
    text.split_once(':').is_some_and(|(day, _)| day.split_whitespace().count() <= 4 && !claim::days_in(day).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::ClaimKind;
    use crate::finding::tests::{claim, claims, document, policy, seen_once};

    fn found(date: &str, text: &str) -> Option<Finding> {
        let document = document(text);
        let claims = claims(&[claim(ClaimKind::LastUpdated, date)]);
        check(&policy(), &seen_once(&document, &claims))
    }

    #[test]
    fn a_text_of_2007_cannot_name_a_regulation_of_2016() {
        let finding = found("2007-01", "We comply with Regulation (EU) 2016/679.").unwrap();
        assert_eq!(finding.certainty, Certainty::Proven);
        assert!(finding.text.contains("January 2007") && finding.text.contains("April 27, 2016"), "{}", finding.text);
    }

    #[test]
    fn a_law_that_had_been_announced_is_no_anachronism() {
        assert_eq!(found("2017-03-01", "We prepare for the GDPR."), None);
        assert_eq!(found("2016-04-10", "We comply with Regulation (EU) 2016/679."), None, "within the slack");
    }

    #[test]
    fn a_name_that_a_draft_may_have_borne_is_likely_at_most() {
        let finding = found("2011-03-01", "We comply with the GDPR.").unwrap();
        assert_eq!(finding.certainty, Certainty::Likely);
        assert!(finding.text.contains("is not known to have been named before January 25, 2012"), "{}", finding.text);
        let hard = found("2007-01", "We comply with Regulation (EU) 2016/679.").unwrap();
        assert!(hard.text.contains("did not exist before"), "{}", hard.text);
    }

    #[test]
    fn a_later_date_anywhere_on_the_page_explains_it() {
        let document = document("We comply with Regulation (EU) 2016/679.");
        let both = claims(&[claim(ClaimKind::LastUpdated, "2007-01"), claim(ClaimKind::Changelog, "2019-02-01")]);
        assert_eq!(check(&policy(), &seen_once(&document, &both)), None);
    }

    #[test]
    fn a_page_without_a_date_claims_nothing() {
        let document = document("We comply with Regulation (EU) 2016/679.");
        assert_eq!(check(&policy(), &seen_once(&document, &claims(&[]))), None);
    }

    #[test]
    fn part_of_a_word_or_of_an_address_is_no_mention() {
        assert_eq!(found("2001-01-01", "See gdpr.example.org or ask Mr Instagrammer."), None);
    }
}
