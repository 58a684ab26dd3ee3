//! Names for places on the page that a link can point to: a slug of the words and a hash of the content, so that a link
//! holds as long as what it points to is the same. Must not know what stands there.

use std::collections::BTreeMap;

use crate::capture::Digest;
use crate::policy::slug;

/// The most bytes of words in a name: the hash tells names apart, the words only hint.
const LONGEST: usize = 40;

/// The names given out on one page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    given: BTreeMap<String, u32>,
}

impl Anchors {
    /// A name for what is called `words` and holds `content`; never given twice.
    pub(super) fn named(&mut self, words: &str, content: &str) -> String {
        let hash = Digest::of(content.as_bytes()).to_string();
        self.unique(format!("{}-{}", name_of(words), &hash[..8]))
    }

    /// A name that is only a slug.
    pub(super) fn plain(&mut self, words: &str) -> String {
        self.unique(name_of(words))
    }

    fn unique(&mut self, name: String) -> String {
        let times = self.given.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name}-{times}") }
    }
}

/// The words as part of a name.
fn name_of(words: &str) -> String {
    let slug = slug(words, LONGEST);
    if slug.is_empty() { "text".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_it_is_and_is_given_once() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.plain("2.1. Your data & you"), "2-1-your-data-you");
        assert_eq!(anchors.plain("2.1 Your data / you"), "2-1-your-data-you-2");
        assert_eq!(anchors.plain("\" onload=x \u{202e}"), "onload-x");
        assert_eq!(anchors.plain("個人情報"), "text");
        assert_ne!(anchors.named("a", "one"), anchors.named("a", "two"));
    }
}
