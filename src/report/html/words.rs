//! Words of a page inside the report: who wrote them, in which language, and which of them came or went.
//! Must not know where on the page they stand.

use crate::compare::WordOp;
use crate::document::Document;
use crate::report::excerpt::Shown;
use crate::report::markup::Markup;

/// In which language and direction a document's words are to be read.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    language: String,
    direction: &'static str,
}

impl Voice {
    /// That of a document; unknown languages are left to the browser.
    pub(super) fn of(document: &Document) -> Self {
        let stated = document.language.as_deref().unwrap_or_default();
        let plain = !stated.is_empty() && stated.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let right_to_left =
            matches!(stated, "ar" | "dv" | "fa" | "he" | "ks" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi");
        Self {
            language: if plain { stated.to_owned() } else { String::new() },
            direction: if right_to_left { "rtl" } else { "auto" },
        }
    }

    /// Opens an element that holds the document's words.
    pub(super) fn open(&self, page: &mut Markup, tag: &'static str, class: &str) {
        // An empty `lang` says that the language is unknown, which keeps English from being assumed.
        let mut attributes = vec![("dir", self.direction), ("lang", self.language.as_str())];
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        page.open(tag, &attributes);
    }
}

/// Words that came; said aloud too, as most screen readers keep silent about `<ins>`.
pub(super) fn inserted(page: &mut Markup, text: &str) {
    marked(page, "ins", "[added: ", text);
}

/// Words that went.
pub(super) fn deleted(page: &mut Markup, text: &str) {
    marked(page, "del", "[removed: ", text);
}

fn marked(page: &mut Markup, tag: &'static str, says: &'static str, text: &str) {
    let core = text.trim();
    if text.starts_with(char::is_whitespace) {
        page.literal(" ");
    }
    page.open(tag, &[]);
    page.element("span", &[("class", "aloud")], says);
    page.text(core);
    page.element("span", &[("class", "aloud")], " end]");
    page.close(tag);
    if text.ends_with(char::is_whitespace) {
        page.literal(" ");
    }
}

/// Runs of words with their marks.
pub(super) fn runs(page: &mut Markup, runs: &[Shown<'_>]) {
    for run in runs {
        match run.op {
            WordOp::Equal => page.text(&run.text),
            WordOp::Insert => inserted(page, &run.text),
            WordOp::Delete => deleted(page, &run.text),
        }
    }
}
