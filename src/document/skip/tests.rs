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

/// Why a page of the web is not a version.
fn page(html: &str) -> Option<SkipReason> {
    let page = crate::document::html::read(html, None).unwrap();
    by_text(&page.draft, &page.signs)
}

#[test]
fn what_firms_send_to_robots_is_a_challenge() {
    for html in [
        "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript><script>_cf_chl_opt={}</script>",
        "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><p>You are unable to access example.com</p>",
        "<script src='/_Incapsula_Resource?SWJIYLWA=719'></script>",
        "<title>example.com</title><p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
        "<div id=challenge-container></div><script>AwsWafIntegration.saveReferrer()</script><noscript>JavaScript is disabled</noscript>",
        "<title>Access to this page has been denied</title><div class=px-captcha><p>Press &amp; Hold to confirm you are a human.</p></div>",
        "<script>window.KPSDK={}</script>",
        "<h4>Enter the characters you see below</h4><p>We just need to make sure you're not a robot.</p>",
        "<h1>www.example.de</h1><p>Bestätigen Sie, dass Sie ein Mensch sind. Dies kann einige Sekunden dauern.</p>",
    ] {
        assert_eq!(page(html), Some(SkipReason::BotChallenge), "{html}");
    }
}

#[test]
fn what_servers_say_without_the_page_is_an_error() {
    for html in [
        "<title>Error 404 (Not Found)!!1</title><p><b>404.</b> That's an error.<p>The requested URL /x was not found on this server.",
        "<nav><a href=/>Home</a></nav><h1>Example</h1><p>Die gesuchte Seite konnte leider nicht gefunden werden.</p>",
        "<h1>Example</h1><p>Désolé, cette page n'est plus disponible.</p>",
        "<h1>Example</h1><p>Aradığınız sayfa bulunamadı.</p>",
        "<h1>Example</h1><p>Запрошенная страница не найдена.</p>",
        "<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3><p>XID: 12345</p>",
        "<p>There has been a critical error on this website.</p>",
        "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
        "{\"error\":\"not found\",\"status\":404}",
        "<h1>Account Suspended</h1><p>Contact your hosting provider for more information.</p>",
        "<h1>Hrm.</h1><p>The Wayback Machine has not archived that URL.</p>",
    ] {
        assert_eq!(page(html), Some(SkipReason::ErrorPage), "{html}");
    }
}

#[test]
fn what_stands_at_the_address_for_a_while_has_its_reason() {
    let consent =
        "<li>Deliver and maintain services</li><li>Track outages and protect against spam, fraud and abuse</li>"
            .repeat(9);
    let consent = format!("<h1>Before you continue to Example</h1><p>We use cookies and data to</p><ul>{consent}</ul>");
    for (html, reason) in [
        (consent.as_str(), SkipReason::ConsentWall),
        ("<h1>Age verification</h1><p>You must be 18 or older to enter this site.</p>", SkipReason::ConsentWall),
        ("<h1>Example</h1><p>Unsere Website wird derzeit gewartet.</p>", SkipReason::Maintenance),
        ("<h1>Example</h1><p>ただいまメンテナンス中です。</p>", SkipReason::Maintenance),
        ("<p>This Web page is parked for free, courtesy of a registrar.</p>", SkipReason::ParkedDomain),
        ("<p>The domain name is available for purchase.</p>", SkipReason::ParkedDomain),
        ("<h1>451</h1><p>Access cannot be granted from your country at this time.</p>", SkipReason::Blocked),
        ("<h1>Your browser is not supported</h1><p>Please upgrade to a modern one.</p>", SkipReason::Blocked),
        ("<h2>Object moved to <a href=/p>here</a>.</h2>", SkipReason::RedirectStub),
        ("<script>window.location.href='/en/privacy'</script>", SkipReason::RedirectStub),
        ("<app-root>Loading...</app-root><script src=main.js type=module></script>", SkipReason::ScriptShell),
        ("<title>Index of /legal</title><h1>Index of /legal</h1><a href=a.pdf>a.pdf</a>", SkipReason::OtherDocument),
        ("<title>Login</title><h1>ログイン</h1><form><input name=u><input type=password></form>", SkipReason::Login),
    ] {
        assert_eq!(page(html), Some(reason), "{html}");
    }
}

#[test]
fn a_short_policy_may_speak_of_what_keeps_others_from_being_one() {
    for text in [
        "<h1>Privacy Policy</h1><p>To delete your data, please log in to your account and choose Delete. We keep nothing else, and we share nothing.</p>",
        "<h1>Cookie Policy</h1><p>You can use this site without JavaScript. If you enable JavaScript we set one cookie that keeps your language.</p>",
        "<h1>Terms</h1><p>You must not use robots on this site. You confirm that you are human when you register, and not a bot.</p>",
        "<h1>Terms of Use</h1><p>A page that you requested may not be available. We are not liable if a page cannot be found or the service is unavailable.</p>",
        "<h1>Nutzungsbedingungen</h1><p>Wegen Wartungsarbeiten kann der Dienst zeitweise nicht verfügbar sein. Ein Anspruch besteht nicht, auch nicht an Werktagen.</p>",
        "<h1>Cookie notice</h1><p>If you are not redirected after you chose, use the link below. We keep your choice for one year in a cookie.</p>",
        "<title>Cookies</title><p>We use cookies to remember your language. By using this site you agree to that.</p>",
        "<h1>Impressum</h1><p>Example GmbH<br>Musterstraße 1<br>12345 Berlin</p>",
    ] {
        assert_eq!(page(text), None, "{text}");
    }
    let with_scripts = format!(
        "<h1>Privacy</h1><p>We collect no data at all.</p><script>{}</script>",
        "g-recaptcha location.href ".repeat(500)
    );
    assert_eq!(page(&with_scripts), None);
}
