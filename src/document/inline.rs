//! Puts running text together as a reader sees it: white space, quotes and invisible characters in one form,
//! with the places of links and of bold runs. Must not know where the text comes from.

use std::ops::Range;

use super::draft::Inline;
use super::model::Link;
use super::typography;

/// One line of text in the making.
#[derive(Debug, Default)]
pub(super) struct InlineBuilder {
    text: String,
    /// White space was seen after the last character; written only when more text follows.
    space: bool,
    links: Vec<Link>,
    strong: Vec<Range<usize>>,
    /// How many links and bold runs around the next text are open.
    open_links: Vec<(usize, String)>,
}

impl InlineBuilder {
    /// Whether there is nothing a reader could see yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was written so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text as it stands in the page.
    pub fn push(&mut self, piece: &str, strong: bool) {
        let space_before = self.space && !self.text.is_empty();
        let length = self.text.len();
        append(&mut self.text, &mut self.space, piece);
        if strong && self.text.len() > length {
            let start = length + usize::from(space_before || self.text.as_bytes().get(length) == Some(&b' '));
            self.mark_strong(start..self.text.len());
        }
    }

    /// Adds white space; several in a row are one.
    pub fn push_space(&mut self) {
        self.space = true;
    }

    fn mark_strong(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        if let Some(last) = self.strong.last_mut()
            && self.text.get(last.end..range.start).is_some_and(|between| between.trim().is_empty())
        {
            last.end = range.end;
            return;
        }
        self.strong.push(range);
    }

    /// Opens a link; nothing is marked if it turns out to hold no text.
    pub fn open_link(&mut self, target: String) {
        self.open_links.push((self.text.len(), target));
    }

    /// Closes the link opened last.
    pub fn close_link(&mut self) {
        let Some((start, target)) = self.open_links.pop() else { return };
        self.mark_link(start, target);
    }

    fn mark_link(&mut self, start: usize, target: String) {
        let words = &self.text[start..];
        let start = start + (words.len() - words.trim_start().len());
        // That an address can be written to goes without saying, and whether it is a link often changes.
        let says_nothing =
            target.strip_prefix("mailto:").is_some_and(|address| address.eq_ignore_ascii_case(&self.text[start..]));
        if start < self.text.len() && !says_nothing && self.links.last().is_none_or(|last| last.end <= start) {
            self.links.push(Link { start, end: self.text.len(), target });
        }
    }

    /// Takes the line out, leaving an empty one in which the same links are open.
    pub fn take(&mut self) -> Inline {
        let open = std::mem::take(&mut self.open_links);
        for (start, target) in &open {
            self.mark_link(*start, target.clone());
        }
        self.open_links = open.into_iter().map(|(_, target)| (0, target)).collect();
        self.space = false;
        Inline {
            text: std::mem::take(&mut self.text),
            links: std::mem::take(&mut self.links),
            strong: std::mem::take(&mut self.strong),
            slanted: Vec::new(),
        }
    }
}

/// Text as a reader sees it, on one line.
pub(super) fn normalize(text: &str) -> String {
    let mut builder = InlineBuilder::default();
    builder.push(text, false);
    builder.take().text
}

/// Appends `piece` in normal form; `space` says whether white space is waiting to be written.
fn append(text: &mut String, space: &mut bool, piece: &str) {
    let piece = typography::normalize(piece);
    // Most text is runs of words with single spaces between them: copy the runs whole.
    let mut rest = &*piece;
    loop {
        let words = rest.trim_start_matches(typography::is_space);
        *space |= words.len() < rest.len();
        if words.is_empty() {
            return;
        }
        let end = run(words);
        if text.is_empty() {
            text.reserve(words.len());
        }
        write_space(text, space);
        text.push_str(&words[..end]);
        rest = &words[end..];
    }
}

/// The length of the words that a text begins with, up to white space that is more than one space.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = plain_run(bytes);
    while let Some(byte) = bytes.get(at) {
        let length = match byte {
            b'!'..=b'~' => 1,
            b' ' if matches!(bytes.get(at + 1), Some(b'!'..=b'~')) => 2,
            ..0x80 => return at,
            _ => match text[at..].chars().next() {
                Some(c) if !typography::is_space(c) => c.len_utf8(),
                _ => return at,
            },
        };
        at += length;
    }
    at
}

/// The length of the beginning that is plainly words with single spaces: a look at many bytes at a time.
fn plain_run(bytes: &[u8]) -> usize {
    const AT_ONCE: usize = 16;
    // Numbers, for those are compared many at a time.
    let is = |condition: bool| u8::from(condition);
    let mut length = 0;
    while let Some(part) = bytes.get(length..=length + AT_ONCE) {
        let mut stands_out = 0;
        for (byte, next) in part.iter().zip(&part[1..]) {
            stands_out |= is(*byte < b' ') | is(*byte > b'~') | (is(*byte == b' ') & is(*next <= b' '));
        }
        if stands_out != 0 {
            break;
        }
        length += AT_ONCE;
    }
    // The last space may be one of several, or stand before what is no word.
    while length > 0 && bytes[length - 1] == b' ' {
        length -= 1;
    }
    length
}

fn write_space(text: &mut String, space: &mut bool) {
    if std::mem::take(space) && !text.is_empty() {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_every_sort_is_one_space() {
        assert_eq!(normalize(" a\u{a0}\u{a0} b\r\n\tc\u{3000}"), "a b c");
    }

    #[test]
    fn quotes_are_straight_and_invisible_characters_gone() {
        assert_eq!(
            normalize("\u{201C}We\u{2019}re\u{201D} co\u{ad}op\u{200b}er\u{feff}ating\u{202e}"),
            "\"We're\" cooperating"
        );
    }

    #[test]
    fn joiners_stay_in_scripts_that_need_them() {
        assert_eq!(normalize("می\u{200c}شود"), "می\u{200c}شود");
        assert_eq!(normalize("data\u{200d}base"), "database");
    }

    #[test]
    fn letters_and_their_accents_are_composed() {
        assert_eq!(normalize("cafe\u{301}"), "café");
    }

    #[test]
    fn a_bold_run_keeps_its_place() {
        let mut builder = InlineBuilder::default();
        builder.push("We ", false);
        builder.push("never ", true);
        builder.push("share", true);
        builder.push(" it.", false);
        let inline = builder.take();
        assert_eq!(inline.text, "We never share it.");
        assert_eq!(&inline.text[inline.strong[0].clone()], "never share");
    }

    #[test]
    fn a_link_does_not_hold_the_space_around_it() {
        let mut builder = InlineBuilder::default();
        builder.push("See", false);
        builder.open_link("#a".to_owned());
        builder.push(" here ", false);
        builder.close_link();
        builder.push(".", false);
        let inline = builder.take();
        assert_eq!(inline.text, "See here .");
        assert_eq!((inline.links[0].start, inline.links[0].end), (4, 8));
    }
}
