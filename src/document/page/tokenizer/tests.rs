//! Holds the tokenizer to html5ever's.

use html5ever::local_name;
use html5ever::tokenizer::TokenizerOpts;
use proptest::prelude::*;

use super::*;

/// Writes down what it is passed: text joined, comments and what is wrong with the page left out.
#[derive(Default)]
struct Record {
    tokens: RefCell<Vec<String>>,
    text: RefCell<String>,
    foreign: bool,
}

impl Record {
    fn push(&self, token: String) {
        let text = self.text.take();
        let mut tokens = self.tokens.borrow_mut();
        tokens.extend(Some(text).filter(|text| !text.is_empty()));
        tokens.push(token);
    }

    fn tokens(self) -> Vec<String> {
        self.tokens.into_inner()
    }
}

impl TokenSink for Record {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::NullCharacterToken => self.text.borrow_mut().push('\0'),
            Token::EOFToken => self.push("end".to_owned()),
            Token::DoctypeToken(doctype) => {
                let is_first = !self.tokens.borrow().iter().any(|token| token.starts_with("doctype"));
                self.push(if is_first { format!("doctype {doctype:?}") } else { "doctype".to_owned() });
            }
            Token::TagToken(tag) => {
                let name = tag.name.clone();
                if tag.kind == TagKind::EndTag {
                    self.push(format!("</{name}>"));
                    return TokenSinkResult::Continue;
                }
                let attributes: Vec<_> =
                    tag.attrs.iter().map(|attribute| (&*attribute.name.local, &*attribute.value)).collect();
                self.push(format!("<{name} {attributes:?} {}>", tag.self_closing));
                return match name {
                    local_name!("script") => TokenSinkResult::RawData(RawKind::ScriptData),
                    local_name!("title") => TokenSinkResult::RawData(RawKind::Rcdata),
                    local_name!("style") => TokenSinkResult::RawData(RawKind::Rawtext),
                    local_name!("plaintext") => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CommentToken(_) | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.foreign
    }
}

fn ours(page: &str, foreign: bool) -> Vec<String> {
    let record = Record { foreign, ..Record::default() };
    tokenize(page, &record).unwrap();
    record.tokens()
}

fn theirs(page: &str, foreign: bool) -> Vec<String> {
    let reader = tokenizer::Tokenizer::new(Record { foreign, ..Record::default() }, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    while !matches!(reader.feed(&input), TokenizerResult::Done) {}
    reader.end();
    reader.sink.tokens()
}

#[track_caller]
fn agree(page: &str) {
    for foreign in [false, true] {
        assert_eq!(ours(page, foreign), theirs(page, foreign), "{page:?}");
    }
}

#[test]
fn tags_have_the_attributes_that_the_standard_gives_them() {
    for page in [
        "<p class='a > b' title=\"it's\">x < y <br/> <a href=/a/b/c>é</a> <",
        "<P CLASS=A class=b =c d=>x<i / e f/g h = 'i'j>y<k l=m/>z<n o='",
        "<a href=\"?a=1&copy=2&amp;b&not;c&notit;&#x41;&#128\" b=&lt c=&lt;>",
        "<a\0b c\0d=e\0f>\0</a\0b>",
        "<ä ö='ü'></ ä></></p x=y/><!x><?y?><!doctype><!-",
    ] {
        agree(page);
    }
}

#[test]
fn comments_end_where_browsers_end_them() {
    for comment in
        ["<!-->a", "<!--->a", "<!---->a", "<!--b--!>a", "<!--b--!-->a", "<!--b---!>a-->", "<!--b--", "<!--<!-->a-->"]
    {
        agree(comment);
    }
}

#[test]
fn scripts_end_where_browsers_end_them() {
    for script in [
        "a<b</script>c",
        "<!--</script>c",
        "<!--<script>a</script>b</script>c",
        "<!--<script>a--></script>b</script>c",
        "<!--><script>a</script>b</script>c",
        "<!--<scripts>a</script>b",
        "</scripts></SCRIPT\n>a",
        "<!--<script/</script/</script>a",
        "</script",
    ] {
        agree(&format!("<script>{script}"));
    }
}

#[test]
fn references_stand_for_what_they_stand_for_in_browsers() {
    for text in [
        "&amp;&AMP&ampx&lt&gt;&nbsp;&notin;&notit;&not",
        "&#0;&#13;&#x80;&#x9f;&#xD800;&#x110000;&#99999999999999;&#;&#x;&#xg;&#65x&#65",
        "&NotEqualTilde;&Aacute&zwnj;&unknown;&;&",
    ] {
        agree(text);
        agree(&format!("<title>{text}</title><style>{text}</style>{text}"));
        agree(&format!("<p a=\"{text}\" b={text}>"));
    }
}

/// A tag with many attributes.
fn crowded(attributes: usize) -> String {
    let names: Vec<String> = (0..attributes).map(|number| format!("a{number}")).collect();
    format!("<p {}>text", names.join(" "))
}

#[test]
fn a_tag_with_endless_attributes_is_cut() {
    let tokens = ours(&crowded(10_000), false);
    assert_eq!(tokens[0].matches("\"a").count(), ATTRIBUTES);
    assert_eq!(tokens[1], "text");
}

#[test]
fn a_page_of_such_tags_is_refused() {
    assert!(tokenize(&crowded(1000).repeat(100), &Record::default()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_page_holds_its_tokens_are_those_of_browsers(parts in prop::collection::vec(0..PARTS.len(), 0..40)) {
        let page: String = parts.into_iter().map(|part| PARTS[part]).collect();
        prop_assert_eq!(ours(&page, false), theirs(&page, false));
        prop_assert_eq!(ours(&page, true), theirs(&page, true));
    }
}

/// What pages are made of, in small pieces.
const PARTS: &[&str] = &[
    "<",
    ">",
    "/",
    "</",
    "<!",
    "<!--",
    "-->",
    "-",
    "--!>",
    "!",
    "?",
    "=",
    "'",
    "\"",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{c}",
    "\0",
    "&",
    "&amp;",
    "&am",
    "&#",
    "&#x",
    "41",
    ";",
    "not",
    "in",
    "a",
    "B",
    "é",
    "日",
    "p",
    "script",
    "<script",
    "</script",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<style>",
    "</style ",
    "<plaintext>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "doctype",
    "PUBLIC",
    "<p class=\"a\" id='b' c=d e>",
    "<br/>",
    "</p>",
    "text",
];
