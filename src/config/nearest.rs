//! Which key was meant by one that does not exist.
//! Must not know which keys there are.

/// The known key or value nearest to the unknown one, by the words of the error that names both; `None` where none is near.
pub(super) fn suggestion(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("unknown field `").or_else(|| message.split_once("unknown variant `"))?;
    let (unknown, rest) = rest.split_once('`')?;
    let known = rest.split('`').skip(1).step_by(2);
    nearest(unknown, known)
}

/// The one of `known` that is nearest to `word`.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = plain(word);
    let ranked = known.map(|key| (rank(&word, &plain(key)), key));
    let (distance, key) = ranked.min_by_key(|(distance, _)| *distance)?;
    (distance <= 2 + word.len() / 4).then(|| key.to_owned())
}

/// How far apart two words are; one that begins the other is near.
fn rank(word: &str, key: &str) -> usize {
    if word == key {
        return 0;
    }
    if word.len() >= 3 && (key.starts_with(word) || word.starts_with(key)) { 1 } else { distance(word, key) }
}

fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).take(40).collect::<String>().to_lowercase()
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_found_and_a_stranger_has_none() {
        let keys = ["url", "urls", "select", "remove", "valid-until"];
        let near = |word| nearest(word, keys.into_iter());
        assert_eq!(near("slect").as_deref(), Some("select"));
        assert_eq!(near("validUntil").as_deref(), Some("valid-until"));
        assert_eq!(near("rmeove").as_deref(), Some("remove"));
        assert_eq!(near("colour"), None);
    }
}
