//! Tells the language of a text by its commonest words.
//! Must not know what the text is about, or what its page declares.

use std::sync::LazyLock;

use super::super::token::{Tokens, folded};
use super::languages;
use super::phrases::key;

/// Words in the order of their keys, each with the place of a language that uses it often.
static COMMON: LazyLock<Vec<(u64, String, usize)>> = LazyLock::new(|| {
    let mut common: Vec<_> = languages()
        .enumerate()
        .flat_map(|(place, language)| language.common.split_whitespace().map(move |word| (folded(word), place)))
        .map(|(word, place)| (key(&word), word, place))
        .collect();
    common.sort();
    common.dedup();
    common
});

/// The language of a sample as its place among the known ones, if one stands out.
pub(in crate::claim) fn detect<'t>(sample: impl Iterator<Item = &'t str>) -> Option<usize> {
    let common = &*COMMON;
    let mut counts = vec![0_usize; languages().count()];
    for tokens in sample.map(Tokens::of) {
        for word in (0..tokens.len()).filter_map(|index| tokens.word(index)) {
            let sought = key(word);
            let start = common.partition_point(|&(key, _, _)| key < sought);
            let same_key = common[start..].iter().take_while(|&&(key, _, _)| key == sought);
            for (_, _, place) in same_key.filter(|(_, common, _)| common == word) {
                counts[*place] += 1;
            }
        }
    }
    let places = counts.iter().copied().enumerate();
    let (best, most) = places.max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)))?;
    let second = counts.iter().enumerate().filter(|&(place, _)| place != best).map(|(_, &count)| count).max()?;
    (most >= 5 && most * 2 >= second * 3).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<&'static str> {
        detect(std::iter::once(text)).and_then(|place| languages().nth(place)).map(|language| language.tag)
    }

    #[test]
    fn a_text_shows_its_language() {
        assert_eq!(
            tag("We collect the data that you give to us and use it for the purposes of our service."),
            Some("en")
        );
        assert_eq!(
            tag(
                "Wir verarbeiten die Daten, die Sie uns geben, und nutzen sie nicht für andere Zwecke oder die Werbung."
            ),
            Some("de")
        );
        assert_eq!(
            tag(
                "Nous utilisons les données que vous nous donnez pour des services dans le cadre de la loi et des règles."
            ),
            Some("fr")
        );
    }

    #[test]
    fn a_few_words_show_nothing() {
        assert_eq!(tag("Privacy Policy"), None);
    }
}
