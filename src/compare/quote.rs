//! The page's own words as they can be read aloud: without marks, cut between words.
//! Must not know what a change means.

use super::change::{WordOp, WordRun};

/// How many characters of a clause are quoted at most.
const LONGEST_QUOTE: usize = 220;
/// How many characters of a heading are quoted at most.
const LONGEST_HEADING: usize = 80;
/// How many words around an edit are quoted at most.
const WORDS_AROUND: usize = 9;
/// How many cells of a table row are quoted at most.
const CELLS: usize = 3;

/// A clause in quotation marks.
pub(super) fn clause(text: &str) -> String {
    in_marks(&spoken(text), LONGEST_QUOTE)
}

/// A heading in quotation marks.
pub(super) fn heading(text: &str) -> String {
    in_marks(&spoken(text), LONGEST_HEADING)
}

/// The first cells of a table row in quotation marks.
pub(super) fn row(text: &str) -> String {
    let cells = text.split(" | ").map(spoken).filter(|cell| !cell.is_empty());
    in_marks(&cells.take(CELLS).collect::<Vec<_>>().join(", "), LONGEST_QUOTE)
}

/// Both sides of an edited clause in quotation marks, from a few words before the first edit to a few after the last;
/// `None` where nothing differs that can be heard.
pub(super) fn edit(words: &[WordRun]) -> Option<(String, String)> {
    let is_heard = |run: &WordRun| run.op != WordOp::Equal && run.text.chars().any(char::is_alphanumeric);
    let (first, last) = (words.iter().position(is_heard)?, words.iter().rposition(is_heard)?);
    let side = |without: WordOp| {
        let side = |runs: &[WordRun]| -> String {
            runs.iter().filter(|run| run.op != without).map(|run| run.text.as_str()).collect()
        };
        let (before, edit, after) = (side(&words[..first]), side(&words[first..=last]), side(&words[last + 1..]));
        in_marks(&spoken(&format!("{}{edit}{}", last_words(&before), first_words(&after))), LONGEST_QUOTE)
    };
    let (old, new) = (side(WordOp::Insert), side(WordOp::Delete));
    (old != new).then_some((old, new))
}

/// The words that gave way and those that took their place, at the first edit that has both.
pub(super) fn swap(words: &[WordRun]) -> Option<(String, String)> {
    let pair = words.windows(2).find(|pair| pair[0].op == WordOp::Delete && pair[1].op == WordOp::Insert)?;
    Some((clause(&pair[0].text), clause(&pair[1].text)))
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

/// A text in quotation marks, cut between words where it is long; the full stop is left to the sentence around it.
fn in_marks(text: &str, longest: usize) -> String {
    let text = without_stop(text.trim());
    let Some((end, _)) = text.char_indices().nth(longest) else { return format!("“{text}”") };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("“{}…”", text[..end].trim_end_matches([' ', ',', ';', '…']))
}

/// A text without the mark that ends it; the point of an abbreviation stays.
pub fn without_stop(text: &str) -> &str {
    const ABBREVIATED: &[&str] = &["inc", "ltd", "corp", "co", "no", "etc"];
    let open = text.trim_end_matches([';', ',', ':', '[', ' ', '。']);
    let Some(stem) = open.strip_suffix('.') else { return open };
    let word = stem.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    // "U.S.", "e.g.", and no host as in "example.com."
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    if dotted || ABBREVIATED.contains(&word.to_lowercase().as_str()) { open } else { stem.trim_end() }
}

/// A text without what nobody says aloud: bullets, emphasis, the targets of links that stand in it.
fn spoken(text: &str) -> String {
    let text = text.trim().trim_start_matches(['•', '*', '·', '–', '—', '-', '|', ' ', '\u{a0}']);
    let mut spoken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        spoken.push_str(&rest[..at].replacen('[', "", 1));
        let target = &rest[at + 2..];
        rest = target.find(')').map_or("", |end| &target[end + 1..]);
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            spoken.push(' ');
        }
    }
    spoken.push_str(rest);
    if !spoken.contains(']') {
        spoken = spoken.replace('[', "");
    }
    let spoken = spoken.replace("**", "").replace('`', "").replace('“', "‘").replace('”', "’");
    spoken.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_says_aloud_is_left_out() {
        assert_eq!(
            clause("• See [our **terms**](https://example.com/a?b=c)[here](https://example.com)."),
            "“See our terms here”"
        );
        assert_eq!(clause("Read [the list of names"), "“Read the list of names”");
        assert_eq!(row("_ga | Analytics | 2 years | example.com"), "“_ga, Analytics, 2 years”");
    }

    #[test]
    fn the_full_stop_is_left_out_and_the_point_of_an_abbreviation_kept() {
        assert_eq!(clause("We sell it."), "“We sell it”");
        assert_eq!(clause("We are Example Inc."), "“We are Example Inc.”");
        assert_eq!(clause("It is sent to the U.S."), "“It is sent to the U.S.”");
        assert_eq!(clause("Write to help@example.com."), "“Write to help@example.com”");
        assert_eq!(heading("Analytical needs:"), "“Analytical needs”");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let quote = clause(&"your data ".repeat(60));
        assert!(quote.ends_with("data…”") || quote.ends_with("your…”"), "{quote}");
        assert_eq!(heading(&"Title ".repeat(40)).chars().filter(|c| *c == 'T').count(), 13);
        assert!(clause(&"条".repeat(500)).chars().count() < 230);
    }

    #[test]
    fn an_edit_of_marks_alone_has_no_two_sides() {
        let runs = |old: &str, new: &str| super::super::words::runs(old, new, &|_| false, &|_| false);
        assert_eq!(edit(&runs("We share, it.", "We share it.")), None);
        let (old, new) = edit(&runs("We may share it.", "We will share it.")).unwrap();
        assert_eq!((old.as_str(), new.as_str()), ("“We may share it”", "“We will share it”"));
    }
}
