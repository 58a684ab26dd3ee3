//! What each channel is sent.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::*;

#[test]
fn a_webhook_gets_the_clauses_and_can_check_who_sent_them() {
    let inbox = willing();
    let world = changed(&hook(&inbox.base));
    alert(&world, LATER).succeeded();
    let got = &inbox.asked()[0];
    let header = |name| got.header(name).unwrap();
    let signed = format!("{}.{}.{}", header("webhook-id"), header("webhook-timestamp"), got.body);
    let mut mac = Hmac::<Sha256>::new_from_slice(b"s3cret").unwrap();
    mac.update(signed.as_bytes());
    let expected = data_encoding::BASE64.encode(&mac.finalize().into_bytes());
    assert_eq!(header("webhook-signature"), format!("v1,{expected}"));
    let json = got.json();
    let alert = &json["alerts"][0];
    assert_eq!(
        (&json["schema_version"], &alert["policy"], &alert["version"]),
        (&1.into(), &"acme/terms".into(), &2.into())
    );
    assert_eq!(alert["changes"][0]["new"]["text"], NEW);
    assert_eq!(alert["findings"][0]["kind"], "silent-change");
    assert_eq!(alert["bounds"]["before"], "2026-02-01T23:59:59Z");
}

#[test]
fn chats_get_a_summary_with_the_finding() {
    for kind in ["slack", "teams"] {
        let inbox = willing();
        let world = watched(&format!("[alert.team]\nkind = \"{kind}\"\nurl-env = \"CHAT\"\n"));
        world.import(CHANGED, &page(&[DATE, NEW, REST]));
        run(command(&world, LATER, &["alert"]).env("CHAT", &inbox.base)).succeeded();
        let got = inbox.asked()[0].json();
        let text = got.to_string();
        assert!(text.contains("may sell your personal information"), "{text}");
        assert!(text.contains("while the page kept saying"), "{text}");
        let place = if kind == "slack" { "/blocks/0/text/text" } else { "/attachments/0/content/body/0/text" };
        assert!(got.pointer(place).is_some(), "{text}");
        assert!(text.contains("https://acme.example/terms"), "it does not lead to the page: {text}");
    }
}

#[test]
fn a_page_cannot_mention_anybody_in_a_chat() {
    let inbox = willing();
    let world = watched("[alert.team]\nkind = \"slack\"\nurl-env = \"CHAT\"\n");
    let hostile =
        "We may sell your personal information to &lt;!channel&gt; and &lt;https://evil.example|here&gt; at any time.";
    world.import(CHANGED, &page(&[DATE, hostile, REST]));
    run(command(&world, LATER, &["alert"]).env("CHAT", &inbox.base)).succeeded();
    let body = inbox.asked()[0].json();
    let text = body.pointer("/blocks/0/text/text").unwrap().as_str().unwrap();
    let (words, link) = text.rsplit_once('\n').unwrap();
    assert_eq!(link, "<https://acme.example/terms|The page>");
    assert!(words.contains("&lt;!channel&gt;") && !words.contains('<'), "{text}");
}
