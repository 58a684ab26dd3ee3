//! Reads foreign Markdown into a draft: headings, lists, tables, quotes, and what is no part of the text.
//! Must not know which lines are sections: that is the outline's to decide.

use std::ops::Range;

use super::foreign::{self, References};
use crate::document::draft::{Draft, Inline, Line, LineKind};
use crate::document::wrap::Wrapping;

/// The content of a Markdown page.
///
/// Left out are front matter, comments, images, attribute lists (`{: … }`), and the line by which the Princeton-Leuven
/// data set says where and when a page was archived.
pub fn draft(page: &str) -> Draft {
    let page = page.strip_prefix('\u{FEFF}').unwrap_or(page);
    let lines: Vec<&str> = page.lines().collect();
    let (title, body) = front_matter(&lines);
    let wrapping = Wrapping::of(body.iter().copied());
    let mut reader = Reader {
        references: references(body),
        wrapping,
        draft: Draft { title, ..Draft::default() },
        open: None,
        lists: Vec::new(),
        blank: true,
        fence: None,
        comment: false,
    };
    for line in body {
        reader.line(line);
    }
    reader.close();
    reader.draft
}

/// Splits off the front matter; its title is kept.
fn front_matter<'a, 'b>(lines: &'b [&'a str]) -> (Option<String>, &'b [&'a str]) {
    let first = lines.first().map_or("", |line| line.trim_end());
    let title = |lines: &[&str]| {
        let mut titles = lines.iter().filter_map(|line| line.strip_prefix("title:").or(line.strip_prefix("title=")));
        titles.next().map(|title| title.trim().trim_matches(['"', '\'']).to_owned()).filter(|title| !title.is_empty())
    };
    if first == "---" || first == "+++" {
        let end = lines.iter().skip(1).take(200).position(|line| line.trim_end() == first || line.trim_end() == "...");
        return end.map_or((None, lines), |end| (title(&lines[1..=end]), &lines[end + 2..]));
    }
    let end = lines.iter().take_while(|line| is_field(line)).count();
    let blank_after = lines.get(end).is_none_or(|line| line.trim().is_empty());
    if end > 0 && blank_after && first.contains('=') { (title(&lines[..end]), &lines[end..]) } else { (None, lines) }
}

/// A line such as `title=Privacy Policy`.
fn is_field(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-')
    })
}

/// The targets of reference links: `[label]: target`.
fn references(lines: &[&str]) -> References {
    lines.iter().filter_map(|line| definition(line)).collect()
}

fn definition(line: &str) -> Option<(String, String)> {
    let (label, target) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let target = target.split_whitespace().next()?.trim_matches(['<', '>']);
    let stands =
        !label.contains(']') && !label.is_empty() && (target.contains(['/', '.', '#']) || target.contains(':'));
    stands.then(|| (label.trim().to_lowercase(), target.to_owned()))
}

struct Reader {
    references: References,
    wrapping: Wrapping,
    draft: Draft,
    open: Option<Open>,
    /// How far the text of each list around stands in.
    lists: Vec<List>,
    blank: bool,
    fence: Option<String>,
    comment: bool,
}

struct List {
    mark: usize,
    text: usize,
}

/// A block whose lines are still coming.
struct Open {
    line: Line,
    raw: String,
    /// The raw line that came last, by which the next one is judged.
    last: String,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(fence) = &self.fence {
            let ends = line.trim().starts_with(fence.as_str());
            return if ends { self.fence = None } else { self.code(line) };
        }
        let Some(line) = self.without_comment(line) else { return };
        let content = line.trim_start();
        let indent = columns(&line[..line.len() - content.len()]);
        let content = content.trim_end_matches(['\r', '\n']);
        if content.trim().is_empty() {
            self.close();
            self.blank = true;
            return;
        }
        self.block(content, indent);
        self.blank = false;
    }

    fn block(&mut self, content: &str, indent: usize) {
        if content.starts_with("{:") && content.ends_with('}') || definition(content).is_some() {
            return;
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            self.close();
            self.fence = Some(content[..3].to_owned());
        } else if let Some(level) = self.underline(content) {
            if let Some(open) = &mut self.open {
                open.line.kind = LineKind::Heading(level);
            }
            self.close();
        } else if is_rule(content) {
            self.close();
            self.lists.clear();
        } else if let Some((level, text, anchor)) = atx(content) {
            self.close();
            self.lists.clear();
            let mut line = new_line(LineKind::Heading(level), 0);
            line.anchors.extend(anchor.map(str::to_owned));
            self.start(line, text, content);
            self.close();
        } else if let Some(text) = content.strip_prefix('>') {
            self.quote(text.trim_start());
        } else if content.starts_with('|') && content.trim_end().len() > 1 {
            self.close();
            self.row(content);
        } else if let Some((label, text, width)) = item(content) {
            self.item(label, text, indent, indent + width);
        } else {
            self.text(content, indent);
        }
    }

    /// A line of `===` or `---` makes a heading of the paragraph right above it.
    fn underline(&self, content: &str) -> Option<u8> {
        let content = content.trim_end();
        let open = self.open.as_ref().filter(|open| open.line.kind == LineKind::Paragraph)?;
        let short = open.raw.len() <= 1000;
        let level = match content.as_bytes().first()? {
            b'=' if content.bytes().all(|b| b == b'=') => 1,
            b'-' if content.len() >= 2 && content.bytes().all(|b| b == b'-') => 2,
            _ => return None,
        };
        short.then_some(level)
    }

    fn quote(&mut self, text: &str) {
        if self.draft.lines.is_empty() && self.open.is_none() && is_provenance(text) {
            return;
        }
        match &mut self.open {
            Some(open) if open.line.kind == LineKind::Quote && !text.is_empty() => {
                open.raw.push('\n');
                open.raw.push_str(text);
            }
            _ => {
                self.close();
                let line = new_line(LineKind::Quote, 0);
                self.start(line, text, text);
            }
        }
    }

    /// A row of a table; the delimiter below the head makes a header of the row above.
    fn row(&mut self, content: &str) {
        let cells = split_cells(content.trim());
        let is_delimiter = |cell: &&str| cell.contains('-') && cell.trim_matches([':', '-']).is_empty();
        if cells.iter().all(is_delimiter) {
            if let Some(LineKind::TableRow { header }) = self.draft.lines.last_mut().map(|line| &mut line.kind) {
                *header = true;
            }
            return;
        }
        let depth = self.depth();
        let mut line = new_line(LineKind::TableRow { header: false }, depth);
        line.cells = cells
            .iter()
            .map(|cell| {
                let parts = foreign::lines(cell, &self.references);
                join(parts)
            })
            .collect();
        if line.cells.iter().any(|cell| !cell.text.is_empty()) {
            self.draft.lines.push(line);
        }
    }

    fn item(&mut self, label: Option<&str>, text: &str, mark: usize, text_at: usize) {
        self.close();
        while self.lists.last().is_some_and(|list| mark < list.mark || mark < list.text && mark <= list.mark + 1) {
            self.lists.pop();
        }
        self.lists.push(List { mark, text: text_at });
        let depth = self.depth();
        let mut line = new_line(LineKind::ListItem, depth);
        line.label = label.map(str::to_owned);
        // `1. #### Introduction`: the item is a heading with its number.
        if let Some((level, text, anchor)) = atx(text) {
            line.kind = LineKind::Heading(level);
            line.anchors.extend(anchor.map(str::to_owned));
            self.start(line, text, text);
            return self.close();
        }
        self.start(line, text, text);
    }

    fn text(&mut self, content: &str, indent: usize) {
        if let Some(open) = &mut self.open {
            let hard = open.last.ends_with("  ") || open.last.ends_with('\\');
            if hard || self.wrapping.joins(&open.last, content) {
                open.raw.push('\n');
                open.raw.push_str(content);
                content.clone_into(&mut open.last);
                return;
            }
            let goes_on = open.line.kind == LineKind::ListItem && indent == 0;
            self.close();
            if goes_on {
                self.lists.clear();
            }
        }
        while self.lists.last().is_some_and(|list| indent + 2 < list.text.min(list.mark + 4)) {
            self.lists.pop();
        }
        let depth = self.depth();
        let line = new_line(LineKind::Paragraph, depth);
        self.start(line, content, content);
    }

    fn code(&mut self, line: &str) {
        let depth = self.depth();
        let mut code = new_line(LineKind::Code, depth);
        code.cells = vec![Inline { text: line.trim_end().to_owned(), ..Inline::default() }];
        self.draft.lines.push(code);
    }

    fn depth(&self) -> u8 {
        u8::try_from(self.lists.len()).unwrap_or(u8::MAX)
    }

    fn start(&mut self, line: Line, raw: &str, last: &str) {
        self.open = Some(Open { line, raw: raw.to_owned(), last: last.to_owned() });
    }

    /// Ends the open block; a hard break within it makes a line of its own.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let texts = foreign::lines(&open.raw, &self.references);
        if matches!(open.line.kind, LineKind::Heading(_)) {
            let line = Line { cells: vec![join(texts)], ..open.line };
            if !line.text().is_empty() {
                self.draft.lines.push(line);
            }
            return;
        }
        let goes_on = if open.line.kind == LineKind::ListItem { LineKind::Paragraph } else { open.line.kind };
        for (at, text) in texts.into_iter().enumerate() {
            let mut line = new_line(if at == 0 { open.line.kind } else { goes_on }, open.line.depth);
            if at == 0 {
                line.label.clone_from(&open.line.label);
                line.label_is_generated = open.line.label_is_generated;
                line.anchors.clone_from(&open.line.anchors);
            }
            line.cells = vec![text];
            self.draft.lines.push(line);
        }
    }

    /// What is left of a line without a comment that spans lines.
    fn without_comment<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        if self.comment {
            let (_, rest) = line.split_once("-->")?;
            self.comment = false;
            return Some(rest);
        }
        if let Some((before, comment)) = line.split_once("<!--")
            && !comment.contains("-->")
        {
            self.comment = true;
            return Some(before);
        }
        Some(line)
    }
}

fn new_line(kind: LineKind, depth: u8) -> Line {
    Line { depth, ..Line::new(kind, Inline::default()) }
}

/// Texts that stand on several lines, as one.
fn join(texts: Vec<Inline>) -> Inline {
    let mut joined = Inline::default();
    for text in texts {
        if !joined.text.is_empty() {
            joined.text.push(' ');
        }
        let shift = joined.text.len();
        joined.text.push_str(&text.text);
        let moved = |range: Range<usize>| range.start + shift..range.end + shift;
        joined.strong.extend(text.strong.into_iter().map(moved));
        joined.slanted.extend(text.slanted.into_iter().map(moved));
        joined.links.extend(text.links.into_iter().map(|mut link| {
            link.start += shift;
            link.end += shift;
            link
        }));
    }
    joined
}

/// The sentence by which the Princeton-Leuven data set introduces every text.
fn is_provenance(text: &str) -> bool {
    text.trim_start_matches(['*', '_', ' ']).starts_with("The following text is extracted and transformed from")
}

fn columns(indent: &str) -> usize {
    indent.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// `***`, `---`, `* * *`: a line across the page.
fn is_rule(content: &str) -> bool {
    let mut marks = content.chars().filter(|c| !c.is_whitespace());
    let Some(first @ ('*' | '-' | '_')) = marks.next() else { return false };
    let rest = marks.clone().count();
    rest >= 2 && marks.all(|c| c == first)
}

/// A heading of one to six `#`: its level, text and anchor.
fn atx(content: &str) -> Option<(u8, &str, Option<&str>)> {
    let text = content.trim_start_matches('#');
    let level = content.len() - text.len();
    let spaced = text.starts_with([' ', '\t']) || text.starts_with(char::is_alphabetic);
    if !(1..=6).contains(&level) || !spaced {
        return None;
    }
    let text = text.trim();
    let (text, attributes) = match text.rfind("{:").or_else(|| text.rfind("{#")) {
        Some(at) if text.ends_with('}') => (text[..at].trim_end(), Some(&text[at..])),
        _ => (text, None),
    };
    let anchor = attributes.and_then(|attributes| attributes.split_once('#')).map(|(_, anchor)| anchor);
    let anchor = anchor.and_then(|anchor| anchor.split([' ', '}']).next()).filter(|anchor| !anchor.is_empty());
    let unclosed = text.trim_end_matches('#');
    let text = if unclosed.ends_with(' ') || unclosed.is_empty() { unclosed.trim_end() } else { text };
    Some((u8::try_from(level).unwrap_or(6), text, anchor))
}

/// A list item's label, text, and how far the text stands from the mark.
fn item(content: &str) -> Option<(Option<&str>, &str, usize)> {
    let first = content.chars().next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '·' | '‣' | '◦' | '▪' | '●') {
        let rest = &content[first.len_utf8()..];
        let text = rest.trim_start();
        let bullet_only = matches!(first, '•' | '‣' | '◦' | '▪' | '●');
        let spaced = text.len() < rest.len() || bullet_only;
        let width = 1 + rest.chars().count() - text.chars().count();
        return (spaced && !text.is_empty()).then_some((None, text, width));
    }
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = content[digits..].strip_prefix(['.', ')'])?;
    let text = rest.trim_start();
    let stands = (1..=4).contains(&digits) && rest.len() > text.len() && !text.is_empty();
    stands.then(|| (Some(&content[..=digits]), text, digits + 1 + rest.len() - text.len()))
}

/// The cells of a row that begins with `|`.
fn split_cells(row: &str) -> Vec<&str> {
    super::escape::cells(row)
}
