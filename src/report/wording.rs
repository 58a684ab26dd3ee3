//! What kinds, natures and grades are called in front of a reader. Neutral words only: what is seen, never what was meant.
//! Must not know where the words are shown.

use crate::claim::{Claim, ClaimKind, Place, Promise};
use crate::compare::{Change, Direction, Nature, Op, SectionOp, Topic, Verdict};
use crate::finding::{Certainty, FindingKind};
use crate::time::CapturedAt;
use crate::timeline::{Look, Outcome, Timeline};

/// A finding's kind in words.
pub(super) fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::BackDated => "dated earlier than seen",
        FindingKind::SilentChange => "changed under an unchanged date",
        FindingKind::UndatedChange => "changed on a page that states no date",
        FindingKind::Retroactive => "in effect before it was published",
        FindingKind::ShortNotice => "shorter notice than promised",
        FindingKind::DateOnly => "only the date changed",
        FindingKind::Anachronism => "speaks of what came later",
        FindingKind::ContradictingDates => "dates that do not fit together",
        FindingKind::DanglingReference => "refers to a place that is not there",
        FindingKind::Reverted => "back to an earlier text",
        FindingKind::Flapping => "alternates between texts",
        FindingKind::Disappeared => "no longer there",
    }
}

/// The last look at a policy, if it did not show it.
pub(super) fn blind_end(timeline: &Timeline) -> Option<&Look> {
    timeline.looks.last().filter(|look| !matches!(look.outcome, Outcome::Version(_)))
}

/// When and by whom a look was taken that did not show the policy, and why not.
pub(super) fn missed(look: &Look) -> String {
    let why = match look.outcome {
        Outcome::Version(n) => format!("version {n}"),
        Outcome::Skipped(reason) => format!("not the policy but {}", reason.words()),
        Outcome::Failed => look.provenance.note.clone().unwrap_or_else(|| "nothing was had".to_owned()),
    };
    format!("{}, by {}: {why}", instant(look.provenance.captured_at), look.provenance.source)
}

/// What the word for a certainty means.
pub(super) fn certainty_meaning(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Proven => "it follows from the captures",
        Certainty::Likely => "the captures speak for it, and another reading remains",
        Certainty::Unknown => "it may be so; the captures cannot tell",
    }
}

/// How much something matters.
pub(super) fn severity(severity: u8) -> &'static str {
    match severity {
        0 => "note",
        1 => "low",
        2 => "medium",
        _ => "high",
    }
}

/// A claim's kind in words.
pub(super) fn claim(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Effective => "effective",
        ClaimKind::LastUpdated => "last updated",
        ClaimKind::Published => "published",
        ClaimKind::VersionDate => "version of",
        ClaimKind::Changelog => "change list",
        ClaimKind::PreviousVersion => "earlier version",
        ClaimKind::OtherDocument => "another document",
        ClaimKind::Announced => "announced",
    }
}

/// Where a claim stands.
pub(super) fn place(place: Place) -> &'static str {
    match place {
        Place::Visible => "in the text",
        Place::Meta => "in a meta element",
        Place::JsonLd => "in JSON-LD",
        Place::Time => "in a time element",
        Place::Url => "in the address",
        Place::Header => "in an HTTP header",
    }
}

/// A claim's date, or its two readings.
pub(super) fn claimed_date(claim: &Claim) -> String {
    match claim.readings().map(|date| date.to_string()).collect::<Vec<_>>() {
        unclear if unclear.is_empty() => format!("\"{}\"", claim.text),
        readings => readings.join(" or "),
    }
}

/// The section that a clause stands in, or stood in and stands in; `top` is what stands before the first heading.
pub(super) fn section_of(change: &Change, top: &str) -> String {
    let path = |path: &[String]| if path.is_empty() { top.to_owned() } else { path.join(" \u{203a} ") };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if change.op == Op::Moved && old.path != new.path => {
            format!("{} \u{2192} {}", path(&old.path), path(&new.path))
        }
        (_, Some(clause)) | (Some(clause), None) => path(&clause.path),
        (None, None) => String::new(),
    }
}

/// What happened to a clause.
pub(super) fn op(op: Op) -> &'static str {
    match op {
        Op::Added => "added",
        Op::Removed => "removed",
        Op::Modified => "changed",
        Op::Moved => "moved",
    }
}

/// What happened to a section.
pub(super) fn section_op(op: SectionOp) -> &'static str {
    match op {
        SectionOp::Added => "added",
        SectionOp::Removed => "removed",
        SectionOp::Renamed => "renamed",
        SectionOp::Renumbered => "renumbered",
        SectionOp::Moved => "moved",
        SectionOp::Releveled => "moved to another level",
        SectionOp::Split => "split",
        SectionOp::Merged => "merged",
    }
}

/// Who gains.
pub(super) fn direction(direction: Direction) -> Option<&'static str> {
    match direction {
        Direction::User => Some("in favour of users"),
        Direction::Company => Some("in favour of the company"),
        Direction::Neutral | Direction::Unclear => None,
    }
}

/// What a comparison amounts to.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Substantive => "the meaning changed",
        Verdict::Editorial => "reworded, with no other effect recognised",
        Verdict::Structure => "only the order or numbering changed",
        Verdict::Date => "only a date changed",
        Verdict::Reference => "only links, addresses or names changed",
        Verdict::Cosmetic => "only typography changed",
        Verdict::Noise => "no change of the policy itself",
        Verdict::None => "the same text",
    }
}

/// What kind of change it is, where it is known what happened to the clause: what a new clause takes away is no promise gone.
pub(super) fn nature_of(change: &Change) -> &'static str {
    match (change.nature, change.op) {
        (Nature::DutyCompanyDel, Op::Added) => "a disclaimer of the company",
        (Nature::DutyCompanyAdd, Op::Removed) => "a disclaimer of the company gone",
        (Nature::RightDel, Op::Added) => "a limit to the rights of users",
        (Nature::RightAdd, Op::Removed) => "a limit to the rights of users gone",
        (Nature::ConditionDel, Op::Removed) => "a limit gone",
        (Nature::ConditionAdd, Op::Added) => "a new limit",
        (named, _) => nature(named),
    }
}

/// What kind of change it is.
pub(super) fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::NoiseExtraction => "an artefact of the capture",
        Nature::NoisePage => "text that is not the policy's",
        Nature::NoiseVariant => "another edition",
        Nature::NoiseFlap => "a return to an earlier text",
        Nature::Cosmetic => "typography",
        Nature::Reference => "a link, address or name",
        Nature::Date => "a stated date",
        Nature::Structure => "order or numbering",
        Nature::Editorial => "wording",
        Nature::Modality => "may, must or will",
        Nature::Negation => "a negation",
        Nature::Quantity => "a number, period or amount",
        Nature::EnumAdd => "an item more in a list",
        Nature::EnumDel => "an item less in a list",
        Nature::ScopeWiden => "a wider scope",
        Nature::ScopeNarrow => "a narrower scope",
        Nature::Definition => "a definition",
        Nature::ConditionAdd => "a new condition",
        Nature::ConditionDel => "a condition gone",
        Nature::RightAdd => "a new right of users",
        Nature::RightDel => "a right of users gone",
        Nature::DutyUserAdd => "a new duty of users",
        Nature::DutyUserDel => "a duty of users gone",
        Nature::DutyCompanyAdd => "a new promise of the company",
        Nature::DutyCompanyDel => "a promise of the company gone",
        Nature::PowerAdd => "a new power of the company",
        Nature::PowerDel => "a power of the company gone",
        Nature::PracticeAdd => "a new practice",
        Nature::PracticeDel => "a practice gone",
        Nature::ConsentBasis => "how consent is given",
        Nature::Party => "who is party to it",
        Nature::Process => "how to exercise or contact",
        Nature::InventoryAdd => "an entry more in a list or table",
        Nature::InventoryDel => "an entry less in a list or table",
        Nature::InventoryChange => "an entry of a list or table",
    }
}

/// What a clause is about, when that says anything.
pub(super) fn topic(topic: Topic) -> Option<String> {
    Some(match topic {
        Topic::Other => return None,
        Topic::SaleAds => "sale and advertising".to_owned(),
        Topic::UsePurpose => "purpose of use".to_owned(),
        Topic::Ai => "AI".to_owned(),
        Topic::CommsMarketing => "messages and marketing".to_owned(),
        Topic::Ip => "intellectual property".to_owned(),
        Topic::ThirdParty => "third parties".to_owned(),
        Topic::PolicyChange => "changes to the policy".to_owned(),
        Topic::Transfer => "transfer abroad".to_owned(),
        topic => topic.id().replace('_', " "),
    })
}

/// What a policy promises about its own changes, in a few words.
pub(super) fn promise(promise: &Promise) -> String {
    let mut words = match promise.notice_days {
        Some(days) => format!("{} before a change takes effect", count(u64::from(days), "day")),
        None => "tells users of changes".to_owned(),
    };
    if !promise.channels.is_empty() {
        words.push_str(", by ");
        words.push_str(&promise.channels.join(", "));
    }
    if promise.material_only {
        words.push_str(", for material changes only");
    }
    words
}

/// An instant as people write it: `2013-08-22 11:12:13 UTC`. Of its first second the day alone is said, since that may be
/// all that is known of a capture.
pub(super) fn instant(instant: CapturedAt) -> String {
    if instant.is_midnight() {
        return instant.day().to_string();
    }
    instant.to_string().replace('T', " ").replace('Z', " UTC")
}

/// When something had not happened yet, to follow "appeared": the first second of a day may be all that is known of a
/// capture of that day.
pub(super) fn after(instant: CapturedAt) -> String {
    if instant.is_midnight() {
        format!("on or after {}", instant.day())
    } else {
        format!("after {}", self::instant(instant))
    }
}

/// When something had happened: by the end of a day, or by an instant.
pub(super) fn no_later_than(instant: CapturedAt) -> String {
    format!("no later than {}", there(instant))
}

/// When a text was there: some time on a day, or at an instant.
pub(super) fn there(instant: CapturedAt) -> String {
    if instant == instant.end_of_day() { instant.day().to_string() } else { self::instant(instant) }
}

/// An instant to the minute, where it is said that instants are in UTC: `2013-08-22 11:12`.
pub(super) fn instant_short(instant: CapturedAt) -> String {
    if instant.is_midnight() {
        return instant.day().to_string();
    }
    let text = instant.to_string().replace('T', " ");
    text.char_indices().nth(16).map_or(text.clone(), |(end, _)| text[..end].to_owned())
}

/// The days of a first and a last look, to follow "seen": `from 2012-10-14 to 2019-04-25`, `on 2012-10-14`.
pub(super) fn span(first: CapturedAt, last: CapturedAt) -> String {
    let (first, last) = (first.day(), last.day());
    if first == last { format!("on {first}") } else { format!("from {first} to {last}") }
}

/// How long nobody looked: `within 53 days`.
pub(super) fn within(days: i64) -> String {
    if days < 1 { "within one day".to_owned() } else { format!("within {}", count(days.unsigned_abs() + 1, "day")) }
}

/// A number and its noun: `1 day`, `1,204 words`.
pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = if noun.ends_with('s') { "es" } else { "s" };
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { plural })
}

/// The same for what a collection holds.
pub fn count_of(number: usize, noun: &str) -> String {
    count(u64::try_from(number).unwrap_or(u64::MAX), noun)
}

/// How many words a text has, with thousands set apart.
pub(super) fn count_words(number: usize) -> String {
    thousands(u64::try_from(number).unwrap_or(u64::MAX))
}

/// A number with its thousands set apart: `12,345`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_people_write_it() {
        assert_eq!(count(1, "capture"), "1 capture");
        assert_eq!(count(0, "address"), "0 addresses");
        assert_eq!(count(1_234_567, "word"), "1,234,567 words");
        assert_eq!(thousands(0), "0");
    }

    #[test]
    fn the_words_insinuate_nothing() {
        let natures = Nature::ALL.iter().map(|&id| nature(id));
        for words in natures.chain(Verdict::ALL.iter().map(|&id| verdict(id))) {
            for accusing in ["secret", "lie", "illegal", "hidden", "sneak"] {
                assert!(!words.split(' ').any(|word| word == accusing), "{words}");
            }
        }
    }
}
