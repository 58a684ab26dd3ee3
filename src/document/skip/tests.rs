//! The facts that `skip` promises.

use super::*;
use crate::document::draft::{Inline, Line};

fn draft(title: &str, lines: &[&str]) -> Draft {
    let lines = lines.iter().map(|line| Line::new(LineKind::Paragraph, Inline::plain(line))).collect();
    Draft { title: Some(title.to_owned()), lines, ..Draft::default() }
}

fn reason(title: &str, lines: &[&str]) -> Option<SkipReason> {
    by_text(&draft(title, lines), &Signs::default())
}

#[test]
fn a_soft_404_is_an_error_page() {
    let text = "Sorry, the page you are looking for has moved or never existed.";
    assert_eq!(reason("Example", &[text]), Some(SkipReason::ErrorPage));
}

#[test]
fn a_policy_that_speaks_of_errors_is_a_policy() {
    let text = "If an error occurred in your data you may ask us to correct it. ".repeat(30);
    assert_eq!(reason("Privacy Policy", &[&text]), None);
}

#[test]
fn a_short_policy_is_a_policy() {
    let text = "We do not collect, store or share any personal information about the people who use this application.";
    assert_eq!(reason("Privacy", &[text]), None);
}

#[test]
fn a_page_for_robots_is_a_challenge() {
    assert_eq!(reason("Just a moment...", &["example.com"]), Some(SkipReason::BotChallenge));
    assert_eq!(reason("", &["Please verify you are human to go on."]), Some(SkipReason::BotChallenge));
}

#[test]
fn an_empty_page_that_leads_to_a_challenge_is_one() {
    let to = |target: &str| Signs { refresh: Some(target.to_owned()), ..Signs::default() };
    assert_eq!(by_text(&draft("", &[]), &to("/.well-known/captcha/")), Some(SkipReason::BotChallenge));
    assert_eq!(by_text(&draft("", &[]), &to("/en/privacy")), Some(SkipReason::RedirectStub));
}

#[test]
fn a_page_that_asks_for_a_password_is_a_login_page() {
    let signs = Signs { asks_password: true, ..Signs::default() };
    assert_eq!(by_text(&draft("Example", &["Welcome back"]), &signs), Some(SkipReason::Login));
    let policy = "We share your personal data with nobody. ".repeat(40);
    assert_eq!(by_text(&draft("Example", &[&policy]), &signs), None);
}

#[test]
fn a_page_with_nothing_but_scripts_is_a_shell() {
    let signs = Signs { script_bytes: 50_000, noscript: "Please enable JavaScript".to_owned(), ..Signs::default() };
    assert_eq!(by_text(&draft("App", &[]), &signs), Some(SkipReason::ScriptShell));
    assert_eq!(by_text(&draft("", &[]), &Signs::default()), Some(SkipReason::NoContent));
}

#[test]
fn a_status_speaks_for_itself() {
    assert_eq!(by_status(404), Some(SkipReason::ErrorPage));
    assert_eq!(by_status(403), Some(SkipReason::Blocked));
    assert_eq!(by_status(200), None);
    assert_eq!(by_status(304), None);
}

#[test]
fn a_page_that_ends_within_a_sentence_is_cut() {
    let begun = format!("<html><body><p>{}", "We share nothing. ".repeat(300));
    assert!(is_cut(&format!("{begun}We may also")));
    assert!(is_cut(&format!("{begun}<a href=\"https://exam")));
    assert!(!is_cut(&format!("{begun}We may also</p></body></html>")));
    assert!(!is_cut(&format!("{begun}That is all.</p>")));
    assert!(!is_cut("<html><body>We may also"));
}

#[test]
fn an_image_is_no_text() {
    assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
    assert!(!is_binary("<p>Datenschutzerklärung".as_bytes()));
    assert!(!is_binary(b""));
}
