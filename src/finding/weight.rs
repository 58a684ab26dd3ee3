//! What a comparison weighs: whether clauses changed in substance, or nothing but a date.
//! Must not know dates, captures or versions.

use crate::claim::Claims;
use crate::compare::{Change, ClauseAt, Nature, Op, Topic};

use super::restated::{Words, is_restated};
use super::step::{Side, Step};
use super::teasers::teasers;
use super::{Evidence, edition, wording};

/// How many clauses of a change are looked for in the other text; a page with more was rewritten.
const MOST_LOOKED_FOR: usize = 400;

/// How many clauses a finding quotes.
const QUOTED_CLAUSES: usize = 3;

/// How far from the head of a document its date line may stand and still have page furniture only above it.
const HEAD_SENTENCES: usize = 15;

/// The clauses that changed in substance, the most severe first, in document order among equals.
pub(super) fn substantive<'a>(step: &Step<'a>) -> Vec<&'a Change> {
    let heads = [head(&step.old), head(&step.new)];
    let is_banner = |change: &Change| {
        let above = |clause: &Option<ClauseAt>, head: Option<(usize, usize)>| {
            let place = |clause: &ClauseAt| (clause.section, clause.block);
            clause.as_ref().is_none_or(|clause| head.is_some_and(|head| place(clause) < head))
        };
        above(&change.old, heads[0]) && above(&change.new, heads[1])
    };
    // Who the policy is with is its substance, though the clause be an address.
    let weighs_itself = |change: &Change| is_substantive(change) || edition::names_another_company(change);
    let translated = edition::speaks_another_language;
    let weighs = |change: &&Change| {
        weighs_itself(change) && !translated(change) && !is_date_line(change, step) && !is_banner(change)
    };
    let mut changes: Vec<&Change> = step.comparison.changes.iter().filter(weighs).collect();
    if !changes.is_empty() {
        leave_out_teasers(&mut changes, step);
    }
    if !changes.is_empty() && changes.len() <= MOST_LOOKED_FOR {
        let (old, new) = (Words::of(step.old.document), Words::of(step.new.document));
        changes.retain(|change| old != new && !is_restated(change, &old, &new));
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.severity));
    changes
}

/// Teasers of other articles stand in sections of their own.
fn leave_out_teasers(changes: &mut Vec<&Change>, step: &Step<'_>) {
    let [old, new] = [&step.old, &step.new].map(|side| teasers(side.document));
    let in_teasers = |clause: Option<&ClauseAt>, teasers: &[bool]| {
        clause.is_none_or(|clause| teasers.get(clause.section) == Some(&true))
    };
    changes.retain(|change| !(in_teasers(change.old.as_ref(), &old) && in_teasers(change.new.as_ref(), &new)));
}

/// Section and block of a date line near the head of a document. What stands above it is a banner or a notice of the site,
/// which comes and goes while the policy stands.
fn head(side: &Side<'_>) -> Option<(usize, usize)> {
    let claim = side.stated().claims().next()?;
    let holds = |text: &str| text.contains(claim.text.as_str());
    let sections = &side.document.sections;
    let heading =
        sections.iter().position(|section| section.heading.as_ref().is_some_and(|heading| holds(heading.printed())));
    let sentence = side.document.sentences().take(HEAD_SENTENCES).find(|(_, _, sentence)| holds(&sentence.text));
    let sentence = sentence.map(|(section, block, _)| (section, block));
    let near =
        |section: usize| sections.iter().take(section).flat_map(|section| &section.blocks).count() < HEAD_SENTENCES;
    heading.filter(|section| near(*section)).map(|section| (section, 0)).into_iter().chain(sentence).min()
}

/// Whether nothing changed that a reader would call text: dates, looks, numbering, page furniture.
pub(super) fn only_form(step: &Step<'_>) -> bool {
    step.comparison.changes.iter().all(|change| is_form(change.nature) || is_date_line(change, step))
}

/// Whether a clause differs in nothing but the dates that the texts state about themselves.
fn is_date_line(change: &Change, step: &Step<'_>) -> bool {
    let rest = |clause: Option<&ClauseAt>, claims: &Claims| {
        let mut rest = clause.map(|clause| clause.text.clone()).unwrap_or_default();
        let mut stated: Vec<&str> = claims.visible().map(|claim| claim.text.as_str()).collect();
        // The longest first, since one claim's words can be part of another's.
        stated.sort_by_key(|words| std::cmp::Reverse(words.len()));
        for words in stated.iter().filter(|words| !words.is_empty()) {
            rest = rest.replace(words, " ");
        }
        rest.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    rest(change.old.as_ref(), step.old.claims) == rest(change.new.as_ref(), step.new.claims)
}

/// Whether a clause changed in substance: not a date, a link, an address, a number of a section or a wording with the same
/// effect. Rows of a cookie table come and go with every scan of a site and are not clauses, and a light word about the
/// policy's own versions ("see what changed") is a notice.
fn is_substantive(change: &Change) -> bool {
    let inventory = matches!(change.nature, Nature::InventoryAdd | Nature::InventoryDel | Nature::InventoryChange);
    let statement = matches!(change.nature, Nature::PracticeAdd | Nature::PracticeDel);
    let is_about = |topic| !change.topics.is_empty() && change.topics.iter().all(|other| *other == topic);
    let of_no_weight = is_form(change.nature)
        || matches!(change.nature, Nature::Reference | Nature::Editorial)
        || (is_about(Topic::Contact) && change.nature != Nature::Party)
        || (inventory && is_about(Topic::Cookies))
        || (statement && change.severity == 1 && is_about(Topic::PolicyChange));
    change.severity >= 1 && !of_no_weight
}

fn is_form(nature: Nature) -> bool {
    matches!(
        nature,
        Nature::NoiseExtraction
            | Nature::NoisePage
            | Nature::NoiseVariant
            | Nature::NoiseFlap
            | Nature::Cosmetic
            | Nature::Date
            | Nature::Structure
    )
}

/// The most severe clauses as evidence, removed words as the old text's and added ones as the new one's.
pub(super) fn quotes(changes: &[&Change], old: &Side<'_>, new: &Side<'_>) -> Vec<Evidence> {
    let quote = |change: &&Change| match (&change.new, &change.old) {
        (Some(clause), _) => Some(new.quote(role(change.op), &clause.text)),
        (None, Some(clause)) => Some(old.quote("removed", &clause.text)),
        (None, None) => None,
    };
    changes.iter().take(QUOTED_CLAUSES).filter_map(quote).collect()
}

fn role(op: Op) -> &'static str {
    match op {
        Op::Added => "added",
        Op::Removed => "removed",
        Op::Modified => "changed to",
        Op::Moved => "moved and changed to",
    }
}

/// The most severe change in a few words: `"We never share your address." was removed`.
pub(super) fn telling(changes: &[&Change]) -> Option<String> {
    let change = changes.first()?;
    match (&change.old, &change.new) {
        (Some(old), None) => Some(format!("{} was removed", wording::quote(&old.text))),
        (None, Some(new)) => Some(format!("{} was added", wording::quote(&new.text))),
        (Some(_), Some(new)) => Some(format!("a clause now reads {}", wording::quote(&new.text))),
        (None, None) => None,
    }
}
