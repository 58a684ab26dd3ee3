//! Facts about declarations of Open Terms Archive.

use super::*;
use crate::config::Selector;
use crate::config::parts::Range;

fn imported(json: &str) -> Imported {
    import(&Declaration { id: "Acme", json, ..Declaration::default() }).unwrap()
}

fn one(terms: &str) -> (PolicyConfig, Vec<String>) {
    let imported = imported(&format!("{{\"name\": \"Acme, Inc.\", \"terms\": {{\"Privacy Policy\": {terms}}}}}"));
    let config = imported.policies[&"acme-inc/privacy-policy".parse().unwrap()].clone();
    (config, imported.left_out)
}

fn css(text: &str) -> Selector {
    Selector::Css(text.to_owned())
}

#[test]
fn a_declaration_gives_a_policy_with_its_selectors() {
    let (config, left_out) = one(
        "{\"fetch\": \"https://acme.example/p\", \"select\": [\"main\", {\"startBefore\": \"h1\", \"endAfter\": \"#end\"}], \
         \"remove\": \".ad\", \"executeClientScripts\": true, \"filter\": [{\"removeQueryParams\": [\"utm\"]}]}",
    );
    assert_eq!(config.url.as_deref(), Some("https://acme.example/p"));
    let range = Range { start_before: Some("h1".into()), end_after: Some("#end".into()), ..Range::default() };
    assert_eq!(config.select.0, [css("main"), Selector::Range(range)]);
    assert_eq!(config.remove.0, [css(".ad")]);
    assert_eq!(config.renderer.as_deref(), Some("chromium"));
    assert_eq!(left_out, Vec::<String>::new());
}

#[test]
fn what_has_no_equivalent_is_named() {
    let (config, left_out) = one(
        "{\"fetch\": \"https://acme.example/p\", \"select\": [\"main[\", \"p\", {\"startBefore\": \"h1\"}], \"filter\": [\"tidy\"]}",
    );
    assert_eq!(config.select.0, [css("p")]);
    assert_eq!(left_out.len(), 3, "{left_out:?}");
    assert!(left_out.iter().all(|what| what.starts_with("Acme Privacy Policy: ")), "{left_out:?}");
    assert!(left_out[2].contains("the filter tidy"), "{left_out:?}");
}

#[test]
fn filters_that_only_remove_are_taken_over_and_others_named() {
    let filters = "// Takes the menu away.\nexport function removeMenu(document) {\n  document.querySelectorAll('.menu > a').forEach(node => \
                   node.remove());\n  document.querySelector(\"#top\")?.remove();\n}\n\nexport async function shuffle(document, { fetch }) {\n  \
                   document.querySelectorAll('p').forEach(p => { p.textContent = fetch; });\n}\nexport function each(document) { \
                   document.querySelectorAll('i').forEach((i) => { i.remove(); }); }\n";
    let json = "{\"name\": \"Acme\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/\", \"filter\": [\"removeMenu\", \"shuffle\", \"each\"]}}}";
    let declaration = Declaration { id: "Acme", json, filters: Some(filters), history: None };
    let imported = import(&declaration).unwrap();
    let config = &imported.policies[&"acme/t".parse().unwrap()];
    assert_eq!(config.remove.0, [css(".menu > a"), css("#top"), css("i")]);
    assert_eq!(imported.left_out, ["Acme T: the filter shuffle, which is a program"]);
}

#[test]
fn pages_that_are_combined_keep_shared_selectors_and_lose_their_own() {
    let (config, left_out) = one(
        "{\"combine\": [{\"fetch\": \"https://a.example/1\"}, {\"fetch\": \"https://a.example/2\"}], \"select\": \"article\"}",
    );
    assert_eq!(config.urls, ["https://a.example/1", "https://a.example/2"]);
    assert_eq!((config.select.0, left_out), (vec![css("article")], Vec::new()));
    let (config, left_out) = one(
        "{\"combine\": [{\"fetch\": \"https://a.example/1\", \"select\": \"b\"}, {\"fetch\": \"https://a.example/2\"}]}",
    );
    assert!(config.select.is_empty() && left_out[0].contains("selectors of their own"), "{left_out:?}");
}

#[test]
fn history_is_taken_over_in_its_order() {
    let history = "{\"T\": [{\"fetch\": \"https://a.example/2\", \"select\": \"b\", \"validUntil\": \"2022-05-01T12:00:00Z\"}, \
                   {\"fetch\": \"https://a.example/1\", \"validUntil\": \"2020-05-01T12:00:00Z\"}, {\"fetch\": \"x\"}]}";
    let json = "{\"name\": \"A\", \"terms\": {\"T\": {\"fetch\": \"https://a.example/3\"}}}";
    let imported = import(&Declaration { id: "A", json, history: Some(history), filters: None }).unwrap();
    let past = &imported.policies[&"a/t".parse().unwrap()].history;
    let urls: Vec<_> = past.iter().map(|then| then.url.as_deref().unwrap()).collect();
    assert_eq!(urls, ["https://a.example/1", "https://a.example/2"]);
    assert_eq!(imported.left_out.len(), 1);
}

#[test]
fn what_is_no_declaration_says_why() {
    for json in ["", "[]", "{}", "{\"name\": 3}"] {
        assert!(import(&Declaration { id: "A", json, ..Declaration::default() }).is_err(), "{json}");
    }
}
