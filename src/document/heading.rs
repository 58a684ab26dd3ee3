//! The number at the beginning of a heading.
//! Must not know what stands around the heading: whether a number is meant there is `outline`'s to decide.

/// Splits `1.1. Data we collect` into its number without trailing punctuation and its title.
pub fn split_number(printed: &str) -> Option<(String, &str)> {
    let (label, title) = printed.split_once(' ').unwrap_or((printed, ""));
    let number = label.trim_end_matches(['.', ')', ':']).trim_start_matches('(');
    let counted =
        number.split('.').all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
    counted.then(|| (number.to_owned(), title))
}
