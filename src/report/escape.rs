//! Makes text from outside harmless where it surfaces: in a terminal, in HTML, in Markdown.
//! Must not know what is written around it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every character spelled out that would act instead of being read: control characters, among them the
/// escape that starts terminal commands, and those that reorder or hide what stands around them.
///
/// Line breaks and tabs become spaces: page text is always one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            c if acts(c) => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}')
        // Embeddings, overrides and isolates show text in another order than it has.
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        // Invisible operators, annotations, tags and the byte order mark hide text from a reader.
        || matches!(c, '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FEFF}')
        || matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// The text for HTML, in an element or a quoted attribute.
pub fn html(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The text for GitHub-flavoured Markdown: shown as it stands, with no markup, mention, issue link, address or image of
/// its own.
pub fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut previous = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // A zero-width space parts the sign from the name, so that nobody is notified and nothing is linked.
            '@' | '#' => {
                escaped.push(c);
                escaped.push_str("&#8203;");
            }
            // Bare addresses would become links to wherever the page wants, `:name:` a picture.
            ':' if chars.peek().is_some_and(|next| !next.is_whitespace()) => escaped.push_str("&#58;"),
            '.' if previous.eq_ignore_ascii_case(&'w') => escaped.push_str("&#46;"),
            // `GH-12` is an issue link; `-`, `+`, `=` and `1.` open blocks when they come first.
            '-' if previous.eq_ignore_ascii_case(&'h') => escaped.push_str("&#45;"),
            '-' | '+' | '=' if escaped.is_empty() => {
                escaped.push('\\');
                escaped.push(c);
            }
            '.' if !escaped.is_empty() && escaped.bytes().all(|byte| byte.is_ascii_digit()) => escaped.push_str("\\."),
            c => escaped.push(c),
        }
        previous = c;
    }
    escaped
}

/// The address if a reader may follow it: `http` and `https` only, without anything that could end an attribute or a
/// Markdown link.
pub fn address(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\' | '|');
    (!rest.is_empty() && rest.chars().all(plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_alone() {
        let text = "We never share your e-mail address – “ever”. שלום 日本";
        assert_eq!(visible(text), text);
    }

    #[test]
    fn terminal_commands_and_reordering_are_spelled_out() {
        assert_eq!(visible("\u{1b}[31mred\u{7}"), "<U+001B>[31mred<U+0007>");
        assert_eq!(visible("a\u{202e}b\u{2066}c\u{9b}d\u{e0041}"), "a<U+202E>b<U+2066>c<U+009B>d<U+E0041>");
    }

    #[test]
    fn line_breaks_cannot_forge_a_line() {
        assert_eq!(visible("a\nb\r\nc\u{2028}d"), "a b  c d");
    }

    #[test]
    fn html_keeps_its_own_markup_to_itself() {
        assert_eq!(html("<script>\"&'</script>"), "&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;");
    }

    #[test]
    fn markdown_mentions_nobody_and_links_nothing() {
        let escaped = markdown("@octocat #12 GH-3 ![x](https://evil.example/p.png) www.evil.example a@b.example");
        for live in ["@o", "#1", "GH-3", "https:", "](", "www.", "a@b"] {
            assert!(!escaped.contains(live), "{live} in {escaped}");
        }
        assert_eq!(markdown("1. one"), "1\\. one");
        assert_eq!(markdown("- one"), "\\- one");
    }

    #[test]
    fn only_web_addresses_can_be_followed() {
        assert_eq!(address("https://example.com/a?b=c"), Some("https://example.com/a?b=c"));
        for text in
            ["javascript:alert(1)", "data:text/html,x", "https://", "https://a\"b", "https://a b", "//a", "HTTP:x"]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
