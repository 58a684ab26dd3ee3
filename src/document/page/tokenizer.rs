//! Cuts a page into tags and text, as the HTML standard has it.
//! Owns where tags, raw text and comments end. Must not know what a tag means, or how a tree is built.
//!
//! html5ever's own tokenizer takes the page character by character; half of what reading a page took went there. This one
//! looks for the next byte that matters, and what it finds shares the page's buffer. The tests hold it to html5ever's.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, ns};
use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::Exhausted;
use super::names::Names;
use super::reference::{self, Reference};

/// The most attributes that a tag keeps: each is compared with all before it.
const ATTRIBUTES: usize = 500;
/// The most tags of a page that have more; with more of them it is no page at all.
const CUTS: usize = 20;

/// Passes a page's tags and text on to a sink; comments are left out.
pub(super) fn tokenize<S: TokenSink>(page: &str, sink: &S) -> Result<(), Exhausted> {
    let page = StrTendril::from_slice(&with_plain_line_ends(page.strip_prefix('\u{FEFF}').unwrap_or(page)));
    Tokenizer {
        page: &page,
        text: &page,
        at: 0,
        sink,
        names: Names::default(),
        opened: LocalName::from(""),
        cuts: 0,
        has_doctype: false,
    }
    .run()
}

/// The page with every line ended by a line feed alone.
fn with_plain_line_ends(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let mut plain = String::new();
    let mut copied = 0;
    for at in memchr_iter(b'\r', bytes) {
        if plain.is_empty() {
            plain.reserve(page.len());
        }
        plain.push_str(&page[copied..at]);
        if bytes.get(at + 1) != Some(&b'\n') {
            plain.push('\n');
        }
        copied = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    plain.push_str(&page[copied..]);
    Cow::Owned(plain)
}

/// How the text that comes next is to be taken.
#[derive(Clone, Copy)]
enum State {
    Data,
    Raw(RawKind),
    /// Nothing but text until the end.
    Plain,
}

/// Where a script stands in its own comments, within which it may hold another script's tags.
#[derive(Clone, Copy)]
enum Script {
    Open,
    Escaped,
    Doubled,
}

struct Tokenizer<'a, S> {
    page: &'a StrTendril,
    text: &'a str,
    at: usize,
    sink: &'a S,
    names: Names,
    /// The name of the last start tag: what ends raw text.
    opened: LocalName,
    /// How many tags had too many attributes.
    cuts: usize,
    has_doctype: bool,
}

impl<S: TokenSink> Tokenizer<'_, S> {
    fn run(mut self) -> Result<(), Exhausted> {
        let mut state = State::Data;
        while self.at < self.text.len() {
            state = match state {
                State::Data => self.data(),
                State::Raw(kind) => self.raw(kind),
                State::Plain => {
                    self.raw_text(self.text.len(), false);
                    State::Data
                }
            };
            if self.cuts > CUTS {
                return Err(Exhausted);
            }
        }
        let _ = self.sink.process_token(Token::EOFToken, 1);
        Ok(())
    }

    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// A text and what stands behind it.
    fn data(&mut self) -> State {
        let end = memchr3(b'<', b'&', 0, &self.bytes()[self.at..]).map_or(self.text.len(), |found| self.at + found);
        self.characters(self.at..end);
        self.at = end;
        match self.bytes().get(end) {
            None => {}
            Some(b'<') => return self.markup(),
            Some(b'&') => match reference::read(&self.text[end + 1..], false) {
                Some(Reference { length, text }) => {
                    self.send_text(text);
                    self.at = end + 1 + length;
                }
                None => self.step(),
            },
            Some(_) => {
                let _ = self.sink.process_token(Token::NullCharacterToken, 1);
                self.at = end + 1;
            }
        }
        State::Data
    }

    /// Passes on the next byte as text.
    fn step(&mut self) {
        self.characters(self.at..self.at + 1);
        self.at += 1;
    }

    fn characters(&self, range: Range<usize>) {
        if !range.is_empty() {
            self.send_text(self.part(range));
        }
    }

    /// A part of the page, which shares its buffer.
    fn part(&self, range: Range<usize>) -> StrTendril {
        match (u32::try_from(range.start), u32::try_from(range.len())) {
            (Ok(start), Ok(length)) => self.page.subtendril(start, length),
            // A page is bounded in bytes long before it is this long.
            _ => StrTendril::new(),
        }
    }

    fn send_text(&self, text: StrTendril) {
        let _ = self.sink.process_token(Token::CharacterTokens(text), 1);
    }

    /// What begins with `<`.
    fn markup(&mut self) -> State {
        let at = self.at;
        let is_letter = |at: usize| self.bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
        match self.bytes().get(at + 1) {
            Some(b'/') if is_letter(at + 2) => return self.tag(TagKind::EndTag, at + 2),
            Some(b'/') if self.bytes().get(at + 2) == Some(&b'>') => self.at = at + 3,
            Some(b'/') if at + 2 < self.text.len() => self.skip_past(at + 2, b">"),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.skip_past(at + 2, b">"),
            Some(_) if is_letter(at + 1) => return self.tag(TagKind::StartTag, at + 1),
            _ => self.step(),
        }
        State::Data
    }

    /// Goes on behind the next `sign`, or at the end without one.
    fn skip_past(&mut self, from: usize, sign: &[u8]) {
        let found = memmem::find(&self.bytes()[from..], sign);
        self.at = found.map_or(self.text.len(), |found| from + found + sign.len());
    }

    /// What begins with `<!`.
    fn declaration(&mut self) {
        let at = self.at + 2;
        let rest = &self.bytes()[at..];
        if let Some(comment) = rest.strip_prefix(b"--") {
            self.at = at + 2 + end_of_comment(comment);
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let start = self.at;
            self.skip_past(at, b">");
            let doctype = if self.has_doctype { Doctype::default() } else { doctype(&self.text[start..self.at]) };
            self.has_doctype = true;
            let _ = self.sink.process_token(Token::DoctypeToken(doctype), 1);
        } else if rest.starts_with(b"[CDATA[") && self.sink.adjusted_current_node_present_but_not_in_html_namespace() {
            self.cdata(at + 7);
        } else {
            self.skip_past(at, b">");
        }
    }

    /// Text of an element that is not HTML's, in which nothing is markup.
    fn cdata(&mut self, start: usize) {
        let end = memmem::find(&self.bytes()[start..], b"]]>").map_or(self.text.len(), |found| start + found);
        self.at = start;
        for null in memchr_iter(0, &self.text.as_bytes()[start..end]) {
            self.characters(self.at..start + null);
            let _ = self.sink.process_token(Token::NullCharacterToken, 1);
            self.at = start + null + 1;
        }
        self.characters(self.at..end);
        self.at = (end + 3).min(self.text.len());
    }

    /// A tag whose name begins at `start`. One that the page ends in is none.
    fn tag(&mut self, kind: TagKind, start: usize) -> State {
        let Some(length) = self.bytes()[start..].iter().position(|byte| ends_name(*byte)) else {
            self.at = self.text.len();
            return State::Data;
        };
        let name = self.names.of(&self.text[start..start + length]);
        let Some((attrs, self_closing)) = self.attributes(start + length, kind) else {
            self.at = self.text.len();
            return State::Data;
        };
        if kind == TagKind::StartTag {
            self.opened = name.clone();
        }
        let tag = Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false };
        match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(kind) => State::Raw(kind),
            TokenSinkResult::Plaintext => State::Plain,
            _ => State::Data,
        }
    }

    /// The attributes of a tag and whether it closes itself; `None` where the page ends in it.
    fn attributes(&mut self, mut at: usize, kind: TagKind) -> Option<(Vec<Attribute>, bool)> {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut attributes: Vec<Attribute> = Vec::new();
        let mut is_cut = false;
        loop {
            at = past_space(bytes, at)?;
            match bytes[at] {
                b'>' => {
                    self.at = at + 1;
                    return Some((attributes, false));
                }
                b'/' if *bytes.get(at + 1)? == b'>' => {
                    self.at = at + 2;
                    return Some((attributes, true));
                }
                b'/' => {
                    at += 1;
                    continue;
                }
                _ => {}
            }
            // A name may begin with the sign that ends others.
            let name = at;
            at += 1;
            while *bytes.get(at)? != b'=' && !ends_name(bytes[at]) {
                at += 1;
            }
            let name = &text[name..at];
            let value = value_at(bytes, &mut at)?;
            if kind == TagKind::EndTag {
                continue;
            }
            if attributes.len() == ATTRIBUTES {
                self.cuts += usize::from(!std::mem::replace(&mut is_cut, true));
                continue;
            }
            let name = self.names.of(name);
            if attributes.iter().all(|attribute| attribute.name.local != name) {
                let value = self.value(value);
                attributes.push(Attribute { name: QualName::new(None, ns!(), name), value });
            }
        }
    }

    /// An attribute's value with its references resolved.
    fn value(&self, range: Range<usize>) -> StrTendril {
        let text = &self.text[range.clone()];
        match memchr2(b'&', 0, text.as_bytes()) {
            None => self.part(range),
            Some(_) => resolved(text, true, true),
        }
    }

    /// Text in which no tag begins, up to the end of the element that holds it.
    fn raw(&mut self, kind: RawKind) -> State {
        let end = match kind {
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => self.end_of_script(),
            RawKind::Rcdata | RawKind::Rawtext => self.end_of_raw(),
        };
        self.raw_text(end, kind == RawKind::Rcdata);
        if end == self.text.len() { State::Data } else { self.tag(TagKind::EndTag, end + 2) }
    }

    fn raw_text(&mut self, end: usize, references: bool) {
        let text = &self.text[self.at..end];
        let special = if references { memchr2(b'&', 0, text.as_bytes()) } else { memchr(0, text.as_bytes()) };
        match special {
            None => self.characters(self.at..end),
            Some(_) => self.send_text(resolved(text, references, false)),
        }
        self.at = end;
    }

    fn end_of_raw(&self) -> usize {
        let bytes = self.bytes();
        let found = memchr_iter(b'<', &bytes[self.at..]).map(|found| self.at + found);
        found.into_iter().find(|at| self.closes(*at)).unwrap_or(bytes.len())
    }

    /// Whether the end tag of the raw text begins here.
    fn closes(&self, at: usize) -> bool {
        let rest = self.bytes()[at..].strip_prefix(b"</");
        rest.is_some_and(|rest| begins_with_name(rest, self.opened.as_bytes()))
    }

    fn end_of_script(&self) -> usize {
        let bytes = self.bytes();
        let mut script = Script::Open;
        let mut at = self.at;
        loop {
            let next = match script {
                Script::Open => memchr(b'<', &bytes[at..]),
                Script::Escaped | Script::Doubled => memchr2(b'<', b'-', &bytes[at..]),
            };
            let Some(next) = next else { return bytes.len() };
            at += next;
            let rest = &bytes[at..];
            match script {
                Script::Open | Script::Escaped if self.closes(at) => return at,
                Script::Open if rest.starts_with(b"<!--") => {
                    script = Script::Escaped;
                    // The same two dashes may end what they begin.
                    at += 1;
                }
                Script::Escaped | Script::Doubled if rest.starts_with(b"-->") => script = Script::Open,
                Script::Escaped if begins_with_name(&rest[1..], b"script") => script = Script::Doubled,
                Script::Doubled if rest.strip_prefix(b"</").is_some_and(|rest| begins_with_name(rest, b"script")) => {
                    script = Script::Escaped;
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// Where a comment ends whose text begins here.
fn end_of_comment(comment: &[u8]) -> usize {
    if comment.starts_with(b">") {
        return 1;
    }
    if comment.starts_with(b"->") {
        return 2;
    }
    let ends = memmem::find_iter(comment, b"--");
    let end = ends.into_iter().find_map(|at| {
        // More dashes belong to the end.
        let dashes = comment[at..].iter().take_while(|byte| **byte == b'-').count();
        let rest = &comment[at + dashes..];
        match rest {
            [b'>', ..] => Some(at + dashes + 1),
            [b'!', b'>', ..] => Some(at + dashes + 2),
            _ => None,
        }
    });
    end.unwrap_or(comment.len())
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | 0x0C)
}

/// Whether a byte ends the name of a tag.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// Whether a text begins with this name and not with a longer one.
fn begins_with_name(text: &[u8], name: &[u8]) -> bool {
    text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        && text.get(name.len()).is_some_and(|byte| ends_name(*byte))
}

fn past_space(bytes: &[u8], from: usize) -> Option<usize> {
    bytes[from..].iter().position(|byte| !is_space(*byte)).map(|skipped| from + skipped)
}

/// Where the value stands of an attribute whose name ended before `at`, which is moved behind the value.
fn value_at(bytes: &[u8], at: &mut usize) -> Option<Range<usize>> {
    let sign = past_space(bytes, *at)?;
    if bytes[sign] != b'=' {
        *at = sign;
        return Some(sign..sign);
    }
    let start = past_space(bytes, sign + 1)?;
    let (range, end) = match bytes[start] {
        quote @ (b'"' | b'\'') => {
            let end = start + 1 + memchr(quote, &bytes[start + 1..])?;
            (start + 1..end, end + 1)
        }
        b'>' => (start..start, start),
        _ => {
            let length = bytes[start..].iter().position(|byte| is_space(*byte) || *byte == b'>')?;
            (start..start + length, start + length)
        }
    };
    *at = end;
    Some(range)
}

/// The text with its references resolved, if it has any, and without null characters.
fn resolved(text: &str, references: bool, in_attribute: bool) -> StrTendril {
    let mut resolved = StrTendril::new();
    let mut at = 0;
    while let Some(found) = memchr2(b'&', 0, &text.as_bytes()[at..]) {
        resolved.push_slice(&text[at..at + found]);
        at += found;
        let is_null = text.as_bytes()[at] == 0;
        let reference = if references && !is_null { reference::read(&text[at + 1..], in_attribute) } else { None };
        at += 1;
        match reference {
            Some(reference) => {
                resolved.push_tendril(&reference.text);
                at += reference.length;
            }
            None => resolved.push_char(if is_null { '\u{FFFD}' } else { '&' }),
        }
    }
    resolved.push_slice(&text[at..]);
    resolved
}

/// Reads a document type: it is rare, and says only whether the page asks for the quirks of old browsers.
fn doctype(text: &str) -> Doctype {
    struct Found(RefCell<Doctype>);
    impl TokenSink for Found {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::DoctypeToken(doctype) = token {
                *self.0.borrow_mut() = doctype;
            }
            TokenSinkResult::Continue
        }
    }
    let reader = tokenizer::Tokenizer::new(Found(RefCell::default()), tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    while !matches!(reader.feed(&input), TokenizerResult::Done) {}
    reader.end();
    reader.sink.0.into_inner()
}

#[cfg(test)]
mod tests;
