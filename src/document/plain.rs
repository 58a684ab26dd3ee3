//! Reads plain text into a draft: paragraphs, bullets, numbers and underlined headings.
//! Must not know which lines are sections: that is the outline's to decide.

use super::draft::{Draft, Inline, Line, LineKind};
use super::wrap::Wrapping;

/// The content of a plain text.
pub fn draft(page: &str) -> Draft {
    let page = page.strip_prefix('\u{FEFF}').unwrap_or(page);
    let lines: Vec<&str> = page.split(['\n', '\u{C}']).map(|line| line.trim_end_matches('\r')).collect();
    let wrapping = Wrapping::of(lines.iter().copied());
    let mut reader = Reader { wrapping, draft: Draft::default(), open: None };
    for line in &lines {
        reader.line(line);
    }
    reader.close();
    reader.draft
}

struct Reader<'a> {
    wrapping: Wrapping,
    draft: Draft,
    open: Option<Open<'a>>,
}

/// A paragraph or list item whose lines are still coming.
struct Open<'a> {
    kind: LineKind,
    depth: u8,
    text: String,
    last: &'a str,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str) {
        let content = line.trim();
        if content.is_empty() {
            return self.close();
        }
        if let Some(level) = underline(content) {
            if let Some(open) = self.open.as_mut().filter(|open| open.kind == LineKind::Paragraph) {
                open.kind = LineKind::Heading(level);
            }
            return self.close();
        }
        let (kind, text, depth) = match bullet(content) {
            Some(text) => (LineKind::ListItem, text, depth(line)),
            None => (LineKind::Paragraph, content, 0),
        };
        if kind == LineKind::Paragraph
            && let Some(open) = &mut self.open
            && self.wrapping.joins(open.last, content)
        {
            open.text.push(' ');
            open.text.push_str(content);
            open.last = line;
            return;
        }
        self.close();
        self.open = Some(Open { kind, depth, text: text.to_owned(), last: line });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let text = Inline::plain(&open.text);
        if !text.text.is_empty() {
            self.draft.lines.push(Line { depth: open.depth, ..Line::new(open.kind, text) });
        }
    }
}

/// A line of `===` or `---` under a heading, or across the page.
fn underline(content: &str) -> Option<u8> {
    let first = content.chars().next().filter(|c| matches!(c, '=' | '-' | '_' | '*' | '~' | '—' | '─'))?;
    let whole = content.chars().all(|c| c == first || c == ' ') && content.chars().count() >= 3;
    whole.then_some(if first == '=' { 1 } else { 2 })
}

fn bullet(content: &str) -> Option<&str> {
    let rest = content.strip_prefix(['-', '*', '+', '•', '·', '‣', '◦', '▪', '●', 'o', '–'])?;
    let text = rest.trim_start();
    let spaced = rest.len() > text.len() || content.starts_with(['•', '‣', '◦', '▪', '●']);
    (spaced && !text.is_empty() && !content.starts_with("o O")).then_some(text)
}

/// How deep a bullet stands, from how far in its line begins.
fn depth(line: &str) -> u8 {
    let spaces: usize = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    u8::try_from(1 + spaces / 4).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(page: &str) -> Vec<(LineKind, String)> {
        draft(page).lines.into_iter().map(|line| (line.kind, line.text().to_owned())).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_where_nothing_was_wrapped() {
        assert_eq!(
            lines("Introduction\n- First\n- Second\n\nLast"),
            [
                (LineKind::Paragraph, "Introduction".to_owned()),
                (LineKind::ListItem, "First".to_owned()),
                (LineKind::ListItem, "Second".to_owned()),
                (LineKind::Paragraph, "Last".to_owned()),
            ]
        );
    }

    #[test]
    fn an_underlined_line_is_a_heading_and_a_ruled_line_is_nothing() {
        assert_eq!(
            lines("TERMS\n=====\n\n-----\nText"),
            [(LineKind::Heading(1), "TERMS".to_owned()), (LineKind::Paragraph, "Text".to_owned())]
        );
    }
}
