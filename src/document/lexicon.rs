//! Lists of words, ready to be asked about every word of a page, and how they are written down: `[name]` begins a list,
//! `#` a remark, and items stand in lines. Must not know what the words mean.

/// The lines of a file of lists, each with the name of its list. Quotation marks keep spaces at an item's ends.
pub(super) fn listed(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut list = "";
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            list = name;
            return None;
        }
        Some((list, line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line)))
    })
}

/// Words in lower case with a set of marks each, looked up whatever the case.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// A word stands in the first free slot from its hash on; there are many more slots than words.
    slots: Vec<Option<(&'static str, u32)>>,
    longest: usize,
    /// For each byte that words begin with, a bit for each of their lengths: most words of a page are in no list.
    lengths: Vec<u64>,
}

impl Lexicon {
    /// Words with their marks, each a bit; the marks of a word that is listed again add up.
    pub fn marked(words: impl IntoIterator<Item = (&'static str, u32)>) -> Self {
        let words: Vec<(&'static str, u32)> = words.into_iter().collect();
        let slots = vec![None; (words.len() * 4).next_power_of_two().max(4)];
        let longest = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        let mut lexicon = Self { slots, longest, lengths: vec![0; 256] };
        for (word, marks) in words {
            lexicon.lengths[first(word.as_bytes())] |= length_bit(word.len());
            let slot = lexicon.slot(word.as_bytes());
            lexicon.slots[slot].get_or_insert((word, 0)).1 |= marks;
        }
        lexicon
    }

    /// Words that are in the list or not.
    pub fn of(words: &[&'static str]) -> Self {
        Self::marked(words.iter().map(|word| (*word, 1)))
    }

    pub fn contains(&self, word: &str) -> bool {
        self.marks(word) != 0
    }

    /// The marks of a word; 0 when it is not listed.
    pub fn marks(&self, word: &str) -> u32 {
        // In lower case a character takes at least a third of its bytes.
        if word.len() > self.longest * 3 {
            return 0;
        }
        if word.is_ascii() { self.find(word.as_bytes()) } else { self.find(word.to_lowercase().as_bytes()) }
    }

    fn find(&self, word: &[u8]) -> u32 {
        if self.lengths[first(word)] & length_bit(word.len()) == 0 {
            return 0;
        }
        self.slots[self.slot(word)].map_or(0, |(_, marks)| marks)
    }

    /// Where a word stands, or would stand.
    fn slot(&self, word: &[u8]) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(word) & last;
        while self.slots[slot].is_some_and(|(other, _)| !other.as_bytes().eq_ignore_ascii_case(word)) {
            slot = (slot + 1) & last;
        }
        slot
    }
}

/// The byte that a word begins with, in lower case.
fn first(word: &[u8]) -> usize {
    word.first().map_or(0, |byte| usize::from(byte.to_ascii_lowercase()))
}

/// The bit of a length; all that are very long share one.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// FNV-1a of the word in lower case, its upper half folded in: lists are short, and made by us.
fn hash(word: &[u8]) -> usize {
    let hash = word
        .iter()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_line_by_line() {
        let file = "# What they are.\n\n[first]\none\n\"two \"\n\n[second]\n# A remark.\nthree / four\n";
        let lines: Vec<_> = listed(file).collect();
        assert_eq!(lines, [("first", "one"), ("first", "two "), ("second", "three / four")]);
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        let lexicon = Lexicon::of(&["the", "über", "kč"]);
        for word in ["the", "THE", "Über", "ÜBER", "\u{212A}č"] {
            assert!(lexicon.contains(word), "{word}");
        }
        for word in ["", "th", "they", "uber", "a word longer than any in the list"] {
            assert!(!lexicon.contains(word), "{word}");
        }
    }

    #[test]
    fn marks_of_a_word_listed_twice_add_up() {
        let lexicon = Lexicon::marked([("de", 1), ("la", 2), ("de", 4)]);
        assert_eq!((lexicon.marks("DE"), lexicon.marks("la"), lexicon.marks("le")), (5, 2, 0));
    }

    #[test]
    fn every_word_of_a_long_list_is_found() {
        let long = "averylongwordthatnobodyeverwrotebutmightindeed";
        let words = ["a", "b", "ab", "ba", "abc", "acb", "bac", "bca", "cab", "cba", long];
        let lexicon = Lexicon::of(&words);
        assert!(words.iter().all(|word| lexicon.contains(word) && lexicon.contains(&word.to_uppercase())));
    }
}
