//! Text within a line of foreign Markdown: emphasis, links, images, code, references and leftovers of HTML.
//! Must not know blocks.

use std::collections::BTreeMap;
use std::ops::Range;

use super::entity;
use crate::document::draft::{Inline, InlineWriter, Setting};

/// Where reference links lead: `[label]: target`, by label in lower case.
pub type References = BTreeMap<String, String>;

/// The lines of a paragraph as a reader sees them: one, or more where the Markdown has hard breaks.
pub fn lines(raw: &str, references: &References) -> Vec<Inline> {
    let mut pieces = pieces(raw, references);
    pair(raw, &mut pieces);
    let mut lines = Vec::new();
    let mut writer = InlineWriter::default();
    let mut link: Option<(&str, usize)> = None;
    let mut emphasis = Emphasis::default();
    for (piece, range) in &pieces {
        if link.is_some_and(|(_, end)| range.start >= end) {
            link = None;
        }
        let setting = emphasis.setting();
        match piece {
            Piece::Text => writer.push(&raw[range.clone()], setting, link.map(|(target, _)| target)),
            Piece::Characters(text) => writer.push(text, setting, link.map(|(target, _)| target)),
            Piece::LinkStart { target, end } => link = Some((target, *end)),
            Piece::Break => lines.push(std::mem::take(&mut writer).finish()),
            Piece::StrongTag => emphasis.tags += 1,
            Piece::StrongEnd => emphasis.tags = emphasis.tags.saturating_sub(1),
            Piece::LinkTag(target) => link = Some((target, usize::MAX)),
            Piece::LinkEnd => link = None,
            // A mark that pairs with nothing is what it looks like.
            Piece::Mark(Mark { pairing: Pairing::None, .. }) => {
                writer.push(&raw[range.clone()], setting, link.map(|(target, _)| target));
            }
            Piece::Mark(mark) => emphasis.step(kind(raw, range), mark.pairing),
            Piece::Hidden => {}
        }
    }
    lines.push(writer.finish());
    lines.retain(|line| !line.text.is_empty());
    lines
}

#[derive(Debug)]
enum Piece {
    Text,
    Characters(String),
    /// The words of a link begin here and go on up to a place in the raw text.
    LinkStart {
        target: String,
        end: usize,
    },
    LinkTag(String),
    LinkEnd,
    StrongTag,
    StrongEnd,
    Break,
    /// One `*` or `_` of a run; runs are taken apart so that each mark pairs on its own.
    Mark(Mark),
    Hidden,
}

/// A mark of emphasis: the run it stands in, by where that begins, and what the run can do.
#[derive(Debug, Clone, Copy)]
struct Mark {
    run: usize,
    opens: bool,
    closes: bool,
    pairing: Pairing,
}

/// What a mark does with its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pairing {
    None,
    Opens,
    Closes,
}

fn pieces(raw: &str, references: &References) -> Vec<(Piece, Range<usize>)> {
    let mut scanner = Scanner {
        raw,
        references,
        brackets: pairs(raw, b'[', b']'),
        parentheses: pairs(raw, b'(', b')'),
        pieces: Vec::new(),
        text: 0,
        hide: BTreeMap::new(),
        tag_end: 0,
    };
    let mut at = 0;
    while let Some(b) = raw.as_bytes().get(at).copied() {
        if let Some(end) = scanner.hide.remove(&at) {
            scanner.piece(Piece::Hidden, at..end);
            at = end;
            continue;
        }
        at = match b {
            b'\\' => scanner.backslash(at),
            b'*' | b'_' => scanner.mark(at),
            b'[' | b'!' => scanner.link(at),
            b'<' => scanner.tag(at),
            b'&' => scanner.reference(at),
            b'`' => scanner.code(at),
            b'\n' => scanner.line_end(at),
            _ => at + 1,
        };
    }
    scanner.flush(raw.len());
    scanner.pieces
}

struct Scanner<'a> {
    raw: &'a str,
    references: &'a References,
    brackets: BTreeMap<usize, usize>,
    parentheses: BTreeMap<usize, usize>,
    pieces: Vec<(Piece, Range<usize>)>,
    /// Where the plain text that is not yet a piece begins.
    text: usize,
    /// What stands after the words of a link and is not seen, by where it begins.
    hide: BTreeMap<usize, usize>,
    /// Where the next `>` stands, so that it is looked for once.
    tag_end: usize,
}

impl Scanner<'_> {
    fn flush(&mut self, end: usize) {
        if self.text < end {
            self.pieces.push((Piece::Text, self.text..end));
        }
    }

    fn piece(&mut self, piece: Piece, range: Range<usize>) {
        self.flush(range.start);
        self.text = range.end;
        self.pieces.push((piece, range));
    }

    fn backslash(&mut self, at: usize) -> usize {
        match self.raw.as_bytes().get(at + 1) {
            Some(b'\n') => {
                self.piece(Piece::Break, at..at + 2);
                at + 2
            }
            Some(b) if b.is_ascii_punctuation() => {
                self.piece(Piece::Characters(char::from(*b).to_string()), at..at + 2);
                at + 2
            }
            _ => at + 1,
        }
    }

    /// A run of `*` or `_`, which can open before a word and close after one.
    fn mark(&mut self, run: usize) -> usize {
        let mark = self.raw.as_bytes()[run];
        let end = run + self.raw[run..].bytes().take_while(|b| *b == mark).count();
        let before = self.raw[..run].chars().next_back().unwrap_or(' ');
        let after = self.raw[end..].chars().next().unwrap_or(' ');
        let intraword = mark == b'_' && before.is_alphanumeric() && after.is_alphanumeric();
        let opens = !after.is_whitespace() && !intraword;
        let closes = !before.is_whitespace() && !intraword;
        for at in run..end {
            self.piece(Piece::Mark(Mark { run, opens, closes, pairing: Pairing::None }), at..at + 1);
        }
        end
    }

    fn line_end(&mut self, at: usize) -> usize {
        if self.raw[..at].ends_with("  ") {
            self.piece(Piece::Break, at..at + 1);
        }
        at + 1
    }

    fn reference(&mut self, at: usize) -> usize {
        match entity::decode(&self.raw[at..]) {
            Some((characters, length)) => {
                self.piece(Piece::Characters(characters), at..at + length);
                at + length
            }
            None => at + 1,
        }
    }

    /// Code within a line is text; its ticks are not seen.
    fn code(&mut self, at: usize) -> usize {
        let ticks = self.raw[at..].bytes().take_while(|b| *b == b'`').count();
        self.piece(Piece::Hidden, at..at + ticks);
        at + ticks
    }

    /// `[words](target "title")`, `[words][label]`, `[label]`, `![image](target)`.
    fn link(&mut self, at: usize) -> usize {
        let image = self.raw.as_bytes()[at] == b'!';
        let open = at + usize::from(image);
        let Some(close) = self.brackets.get(&open).copied() else { return at + 1 };
        let Some((target, end)) = self.target(open, close) else { return at + 1 };
        if image {
            self.piece(Piece::Hidden, at..end);
            return end;
        }
        self.piece(Piece::LinkStart { target, end: close }, at..open + 1);
        self.hide.insert(close, end);
        open + 1
    }

    /// A link's target and where its Markdown ends, given where its words stand.
    fn target(&self, open: usize, close: usize) -> Option<(String, usize)> {
        let after = &self.raw[close + 1..];
        if after.starts_with('(') {
            let end = self.parentheses.get(&(close + 1)).copied()?;
            let written = self.raw[close + 2..end].trim();
            let target = match written.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                Some((target, _)) => target,
                None => written.split_whitespace().next().unwrap_or(""),
            };
            return Some((unescape(target), end + 1));
        }
        let words = &self.raw[open + 1..close];
        let label = self.brackets.get(&(close + 1)).map(|end| (&self.raw[close + 2..*end], end + 1));
        let (label, end) = match label {
            Some((label, end)) if !label.is_empty() => (label, end),
            Some((_, end)) => (words, end),
            None => (words, close + 1),
        };
        let known = !self.references.is_empty() && label.len() <= 200;
        known.then(|| self.references.get(&label.trim().to_lowercase())).flatten().map(|target| (target.clone(), end))
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.raw[at..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(self.raw.len(), |end| at + end + 3);
            self.piece(Piece::Hidden, at..end);
            return end;
        }
        let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if self.tag_end <= at {
            self.tag_end = rest.find('>').map_or(usize::MAX, |end| at + end);
        }
        if !named || self.tag_end - at > 2000 {
            return at + 1;
        }
        let body = &self.raw[at + 1..self.tag_end];
        let after = self.tag_end + 1;
        if body.starts_with("http://") || body.starts_with("https://") || body.starts_with("mailto:") {
            self.piece(Piece::LinkTag(body.to_owned()), at..at + 1);
            self.piece(Piece::Characters(body.trim_start_matches("mailto:").to_owned()), at + 1..after);
            self.pieces.push((Piece::LinkEnd, after..after));
            return after;
        }
        let name =
            body.trim_end_matches('/').split(|c: char| c.is_whitespace()).next().unwrap_or("").to_ascii_lowercase();
        if name.contains('@') {
            self.piece(Piece::Characters(body.to_owned()), at..after);
            return after;
        }
        let piece = match name.as_str() {
            "br" | "/p" | "p" | "/div" | "div" | "/li" | "li" | "/tr" | "tr" | "hr" => Piece::Break,
            "b" | "strong" | "u" => Piece::StrongTag,
            "/b" | "/strong" | "/u" => Piece::StrongEnd,
            "a" => attribute(body, "href").map_or(Piece::Hidden, Piece::LinkTag),
            "/a" => Piece::LinkEnd,
            "td" | "th" | "/td" | "/th" => Piece::Characters(" ".to_owned()),
            _ => Piece::Hidden,
        };
        self.piece(piece, at..after);
        after
    }
}

/// The value of an HTML attribute in a tag's text.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.match_indices(name).map(|(at, _)| at).find(|at| tag[..*at].ends_with(char::is_whitespace))?;
    let value = tag[start + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?,
    };
    Some(value.to_owned())
}

/// Every opening character with the one that closes it.
fn pairs(raw: &str, opening: u8, closing: u8) -> BTreeMap<usize, usize> {
    let mut open = Vec::new();
    let mut pairs = BTreeMap::new();
    let mut escaped = false;
    for (at, b) in raw.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if b == b'\\' {
            escaped = true;
        } else if b == opening {
            open.push(at);
        } else if b == closing
            && let Some(start) = open.pop()
        {
            pairs.insert(start, at);
        }
    }
    pairs
}

fn unescape(target: &str) -> String {
    let mut plain = String::with_capacity(target.len());
    let mut chars = target.chars().peekable();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next_if(char::is_ascii_punctuation).unwrap_or(c) } else { c });
    }
    plain
}

/// Pairs the marks of emphasis, each with the nearest open one of its kind.
fn pair(raw: &str, pieces: &mut [(Piece, Range<usize>)]) {
    let mut open: [Vec<(usize, Mark)>; 2] = [Vec::new(), Vec::new()];
    let mut partners = Vec::new();
    for (at, (piece, range)) in pieces.iter().enumerate() {
        let Piece::Mark(mark) = piece else { continue };
        let open = &mut open[kind(raw, range)];
        match open.pop_if(|(_, partner)| mark.closes && partner.run != mark.run) {
            Some((partner, _)) => partners.push((partner, at)),
            None if mark.opens => open.push((at, *mark)),
            None => {}
        }
    }
    for (start, end) in partners {
        for (at, pairing) in [(start, Pairing::Opens), (end, Pairing::Closes)] {
            if let Piece::Mark(mark) = &mut pieces[at].0 {
                mark.pairing = pairing;
            }
        }
    }
}

/// Which of the two marks of emphasis stands at a place.
fn kind(raw: &str, range: &Range<usize>) -> usize {
    usize::from(raw.as_bytes()[range.start] == b'_')
}

/// How many marks of emphasis of each kind are open.
#[derive(Default)]
struct Emphasis {
    depths: [usize; 2],
    /// How many tags for bold are open.
    tags: usize,
}

impl Emphasis {
    fn step(&mut self, kind: usize, pairing: Pairing) {
        match pairing {
            Pairing::Opens => self.depths[kind] += 1,
            Pairing::Closes => self.depths[kind] = self.depths[kind].saturating_sub(1),
            Pairing::None => {}
        }
    }

    /// Two marks make bold, one makes italics.
    fn setting(&self) -> Setting {
        Setting {
            strong: self.tags > 0 || self.depths.iter().any(|depth| *depth >= 2),
            slanted: self.depths.iter().any(|depth| depth % 2 == 1),
        }
    }
}
