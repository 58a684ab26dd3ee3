//! What the bytes of a page are, by what the server said and by how they begin.
//! Must not know how bytes become text.

use crate::capture::{MediaType, is_pdf};

/// Tells what a body is. The server's word counts unless the bytes plainly are something else.
pub fn media(content_type: Option<&str>, url: &str, body: &[u8]) -> MediaType {
    if is_pdf(body) {
        return MediaType::Pdf;
    }
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    match essence.as_str() {
        // A page that says why there is no PDF often comes under the PDF's name.
        "application/pdf" if !begins_like_markup(body) => MediaType::Pdf,
        "text/markdown" | "text/x-markdown" => MediaType::Markdown,
        // Markdown is mostly served as plain text.
        "text/plain" if matches!(ending, Some("md" | "markdown")) => MediaType::Markdown,
        // Old servers call pages plain text; browsers looked and showed them as pages.
        "text/plain" if !begins_like_markup(body) => MediaType::Text,
        _ => MediaType::Html,
    }
}

fn begins_like_markup(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<!doctype html", "<html", "<head"].iter().any(|tag| head.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_s_word_counts_unless_the_bytes_plainly_differ() {
        assert_eq!(media(Some("text/html; charset=utf-8"), "http://a/", b"x"), MediaType::Html);
        assert_eq!(media(Some("Text/Plain"), "http://a/", b"PRIVACY"), MediaType::Text);
        assert_eq!(media(Some("text/plain"), "http://a/", b"\n<!DOCTYPE HTML><p>"), MediaType::Html);
        assert_eq!(media(Some("text/plain"), "http://a/terms.md?raw", b"# Terms"), MediaType::Markdown);
        assert_eq!(media(Some("text/html"), "http://a/", b"%PDF-1.4"), MediaType::Pdf);
        assert_eq!(media(Some("application/pdf"), "http://a/", b"\n%PDF-1.4"), MediaType::Pdf);
        assert_eq!(media(Some("application/pdf"), "http://a/", b"<html>Not found"), MediaType::Html);
        assert_eq!(media(None, "http://a/", b"x"), MediaType::Html);
    }
}
