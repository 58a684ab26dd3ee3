//! One or two plain sentences about a comparison, quoting the page's words.
//! Must not know how changes were found or judged, and judges nothing itself.

use super::change::{Change, Direction, Nature, Op, SectionChange, SectionOp, Topic, Verdict, WordOp, WordRun};

/// How many characters of a clause are quoted at most.
const LONGEST_QUOTE: usize = 220;
/// How many words around an edit are quoted at most.
const WORDS_AROUND: usize = 9;

/// Words that leave a promise no way out.
const ABSOLUTE: &[&str] = &["never", "jamais", "niemals", "nie", "nunca", "jamás"];

/// The sentences for a comparison of that verdict.
pub(super) fn headline(verdict: Verdict, changes: &[Change], sections: &[SectionChange]) -> String {
    match verdict {
        Verdict::Substantive => substance(changes),
        Verdict::None => "The texts do not differ.".to_owned(),
        Verdict::Cosmetic => "The words are the same; only letters, punctuation or marks differ.".to_owned(),
        Verdict::Date => match changes.iter().find(|change| change.nature == Nature::Date) {
            Some(change) => format!("{} No clause of substance differs.", told(change)),
            None => "Only a date differs.".to_owned(),
        },
        Verdict::Reference => match changes.iter().find(|change| change.nature == Nature::Reference) {
            Some(change) if change.old != change.new && change.rule != "link-target" => {
                format!("{} No clause of substance differs.", told(change))
            }
            _ => "Only links differ: the words stay, a target is another.".to_owned(),
        },
        Verdict::Editorial => match changes.iter().find(|change| change.nature == Nature::Editorial) {
            Some(change) => format!("{} No clause of substance differs.", told(change)),
            None => "The wording differs; no clause of substance does.".to_owned(),
        },
        Verdict::Structure => structure(sections),
        Verdict::Noise => "What differs is not the policy's own text.".to_owned(),
    }
}

/// The most telling change in its own words, and how many more there are.
fn substance(changes: &[Change]) -> String {
    let mut telling: Vec<&Change> = changes.iter().filter(|change| change.severity > 0).collect();
    // A stable sort: what tells as much is told in the order of the text.
    telling.sort_by_key(|change| std::cmp::Reverse(weight(change)));
    let Some((first, rest)) = telling.split_first() else { return String::new() };
    let more = match rest.len() {
        0 => String::new(),
        1 => " One more clause of substance differs.".to_owned(),
        count => format!(" {count} more clauses of substance differ."),
    };
    format!("{}{more}", told(first))
}

/// What comes first among changes: the severe, then promises that are gone, what takes from the reader, what is short.
fn weight(change: &Change) -> (u8, u8, bool, bool, bool, usize) {
    let kind = match change.nature {
        Nature::DutyCompanyDel | Nature::Negation => 4,
        Nature::ScopeNarrow | Nature::ConsentBasis | Nature::RightDel | Nature::ScopeWiden | Nature::Party => 3,
        Nature::PowerAdd | Nature::Quantity | Nature::Modality => 2,
        _ => 1,
    };
    let about = change.topics.iter().any(|topic| matches!(topic, Topic::Sharing | Topic::SaleAds | Topic::Ai));
    let absolute = change.cues.iter().flat_map(|cue| cue.split(' ')).any(|word| ABSOLUTE.contains(&word));
    let length = change.old.iter().chain(&change.new).map(|clause| clause.text.len()).max().unwrap_or(0);
    (change.severity, kind, change.direction == Direction::Company, about, absolute, usize::MAX - length)
}

/// A change in one sentence.
fn told(change: &Change) -> String {
    let place = change.new.as_ref().or(change.old.as_ref()).and_then(|clause| clause.path.last());
    let place = place.map(|heading| format!(" (under {})", quoted(heading))).unwrap_or_default();
    match (change.op, &change.old, &change.new) {
        (_, Some(old), None) => format!("The text no longer says {}{place}.", quoted(&old.text)),
        (_, None, Some(new)) => format!("The text now says {}{place}.", quoted(&new.text)),
        (Op::Moved, Some(old), Some(new)) if old.text == new.text => {
            format!("{} stands elsewhere now{place}.", quoted(&new.text))
        }
        (_, Some(_), Some(_)) => {
            let (old, new) = (around(&change.words, WordOp::Insert), around(&change.words, WordOp::Delete));
            format!("Where the text said {}, it now says {}{place}.", quoted(&old), quoted(&new))
        }
        (_, None, None) => String::new(),
    }
}

fn structure(sections: &[SectionChange]) -> String {
    let Some(first) = sections.first() else {
        return "The text is arranged differently; no clause of substance differs.".to_owned();
    };
    let (old, new) = (first.old.first().map(|text| quoted(text)), first.new.first().map(|text| quoted(text)));
    let told = match (first.op, old, new) {
        (SectionOp::Renamed | SectionOp::Renumbered, Some(old), Some(new)) => format!("The section {old} is now {new}"),
        (SectionOp::Added, _, Some(new)) => format!("A heading {new} was added"),
        (SectionOp::Removed, Some(old), _) => format!("The heading {old} is gone"),
        (SectionOp::Moved | SectionOp::Releveled, _, Some(new)) => format!("The section {new} stands elsewhere now"),
        (SectionOp::Split, Some(old), _) => format!("The section {old} was split"),
        (SectionOp::Merged, _, Some(new)) => format!("Sections were merged into {new}"),
        _ => "The text is arranged differently".to_owned(),
    };
    format!("{told}; no clause of substance differs.")
}

/// One side of an edited clause, from a few words before the first edit to a few after the last.
fn around(words: &[WordRun], without: WordOp) -> String {
    let first = words.iter().position(|run| run.op != WordOp::Equal).unwrap_or(0);
    let last = words.iter().rposition(|run| run.op != WordOp::Equal).unwrap_or(0);
    let mut text = String::new();
    for (at, run) in words.iter().enumerate().filter(|(_, run)| run.op != without) {
        if run.op != WordOp::Equal || (first < at && at < last) {
            text.push_str(&run.text);
        } else if at < first {
            text.push_str(&last_words(&run.text));
        } else {
            text.push_str(&first_words(&run.text));
        }
    }
    text
}

fn first_words(text: &str) -> String {
    match text.match_indices(' ').nth(WORDS_AROUND) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn last_words(text: &str) -> String {
    match text.rmatch_indices(' ').nth(WORDS_AROUND) {
        Some((at, _)) => format!("…{}", &text[at..]),
        None => text.to_owned(),
    }
}

/// A text in quotation marks, cut between words where it is long.
fn quoted(text: &str) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST_QUOTE) else { return format!("“{text}”") };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("“{}…”", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::super::tests::document;

    fn headline(old: &str, new: &str) -> String {
        compare(&document(old), &document(new)).summary.headline
    }

    #[test]
    fn a_dropped_promise_comes_before_everything_else() {
        let old =
            "# Sharing\nWe never share your email address with external companies. The office is closed on Sundays.";
        let new = "# Sharing\nYou must keep your password secret. Parcels are delivered by a courier on weekdays.";
        let headline = headline(old, new);
        let first =
            "The text no longer says “We never share your email address with external companies.” (under “Sharing”).";
        assert!(headline.starts_with(first), "{headline}");
    }

    #[test]
    fn an_edit_is_told_by_the_words_around_it() {
        assert_eq!(
            headline("We may share your data.", "We will share your data."),
            "Where the text said “We may share your data.”, it now says “We will share your data.”."
        );
    }

    #[test]
    fn what_does_not_differ_is_said_plainly() {
        assert_eq!(headline("It stays.", "It stays."), "The texts do not differ.");
    }

    #[test]
    fn a_long_clause_is_cut_between_words() {
        let long = format!("We sell {} to others.", "your data ".repeat(60));
        let headline = headline("It stays.", &format!("It stays. {long}"));
        assert!(headline.chars().count() < 300 && headline.contains("data…”"), "{headline}");
    }
}
